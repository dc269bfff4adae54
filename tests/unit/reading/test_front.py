"""The parent stays alive and says why, however its child ends."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ovt_pipeline.language.errors import OvtError
from ovt_pipeline.reading import front as read
from ovt_pipeline.reading.front import Limits, ReadTable, read_file
from ovt_pipeline.reading.layout import of_contract

from .made_up import CONTRACT

PERSON = "Zéphirine Introuvable"
TEXT = (
    f"DONNÉES SYNTHETIQUES\r\nNo unité;Région administrative;Statut;Nom;Autre\r\nSQ-1;03;Migrée;{PERSON};{PERSON}\r\n"
)


@pytest.fixture
def delivery(tmp_path: Path) -> Path:
    path = tmp_path / "essai_2024-01-31.csv"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("boot", "said"),
    [
        ("import os; os.abort()", "-6"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "-9"),
        ("import os; os._exit(3)", "3"),
        ("import signal; signal.alarm(1); signal.pause()", "unfinished"),
        ("import time; time.sleep(60)", "unfinished"),
    ],
)
def test_a_child_that_dies_or_hangs_is_a_refusal(
    boot: str, said: str, delivery: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read, "_BOOT", boot)
    monkeypatch.setattr(read, "_GRACE", 1)
    with pytest.raises(OvtError) as caught:
        read_file(delivery, CONTRACT, Limits(seconds=1))
    assert caught.value.code == "OVT-F15"
    assert said in caught.value.line("en")


def test_a_file_that_is_gone_is_a_refusal(tmp_path: Path) -> None:
    with pytest.raises(OvtError) as caught:
        read_file(tmp_path / "parti_2024-01-31.csv", CONTRACT)
    assert caught.value.code == "OVT-F03"
    assert "FileNotFoundError" in caught.value.line("fr")


def test_a_sound_file_is_read(delivery: Path) -> None:
    found = read_file(delivery, CONTRACT)
    (table,) = found.tables
    assert found.is_synthetic
    assert (table.sheet, table.header_row, table.row_numbers, table.ignored_rows) == (None, 2, [3], ())
    assert table.columns == {"no": 1, "region": 2, "statut": 3}
    assert table.cells == {"no": ["SQ-1"], "region": ["03"], "statut": ["Migrée"]}
    assert table.unknown_headers == {5: "Autre"}


def _ask(delivery: Path, **changes: object) -> subprocess.CompletedProcess[bytes]:
    limits = {"seconds": 20, "megabytes": 1024}
    job = {"path": str(delivery), "limits": limits, "parent": os.getpid()}
    job |= {"layouts": {CONTRACT.export: of_contract(CONTRACT).plain()}, "recognise": False}
    command = [sys.executable, "-m", "ovt_pipeline.reading.child"]
    return subprocess.run(command, input=json.dumps(job | changes).encode(), capture_output=True, check=False)


def test_neither_answer_nor_errors_of_the_child_hold_a_personal_cell(delivery: Path) -> None:
    done = _ask(delivery)
    assert b"SQ-1" in done.stdout
    assert PERSON.encode() not in done.stdout
    assert PERSON not in json.dumps(json.loads(done.stdout.partition(b"\n")[0]), ensure_ascii=False)
    assert done.stderr == b""


def test_the_child_stops_when_its_parent_is_gone(delivery: Path) -> None:
    done = _ask(delivery, parent=1)
    assert (done.returncode, done.stdout, done.stderr) == (1, b"", b"")


def test_an_unforeseen_fault_tells_its_class_and_nothing_else(delivery: Path) -> None:
    layout = of_contract(CONTRACT).plain() | {"csv_separators": ["trop long"]}
    done = _ask(delivery, layouts={CONTRACT.export: layout})
    assert json.loads(done.stdout)["error"] == "OVT-F15"
    assert json.loads(done.stdout)["fields"] == {"reason": "unforeseen", "kind": "TypeError"}
    assert done.stderr == b""


def test_the_child_imports_nothing_heavy() -> None:
    heavy = {"yaml", "pandas", "numpy", "duckdb", "dagster", "openpyxl", "great_expectations"}
    imported = "import sys, ovt_pipeline.reading.child, ovt_pipeline.reading.csv_file, ovt_pipeline.reading.workbook"
    command = [sys.executable, "-c", f"{imported}; print(*sys.modules)"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert heavy & set(done.stdout.split()) == set()


def read_csv_text(folder: Path, text: str) -> ReadTable:
    path = folder / "essai_2024-01-31.csv"
    path.write_text(text, encoding="utf-8")
    return read_file(path, CONTRACT).tables[0]


def test_filled_cells_without_a_header_are_an_unknown_column(tmp_path: Path) -> None:
    header = "No unité;;Région administrative;Statut;\n"
    found = read_csv_text(tmp_path, header + "SQ-1;;03;Migrée;\nSQ-2;perdu;03;Migrée;\n")
    assert found.unknown_headers == {2: ""}
    assert found.cells["no"] == ["SQ-1", "SQ-2"]


def test_a_record_is_broken_when_it_ends_before_a_required_column_only(tmp_path: Path) -> None:
    header = "No unité;Statut;Région administrative;Date de début\n"
    found = read_csv_text(tmp_path, header + "SQ-1;Migrée;03\nSQ-2;dit\nSQ-3;Migrée;03;\n")
    assert found.cells["no"] == ["SQ-1", "#LIGNE!", "SQ-3"]
