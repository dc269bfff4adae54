"""`ovt check`: a file judged before it is delivered. Which export it is, every fault with its rows, no warehouse."""

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from drafts.formats import write

from ovt_pipeline.cli import main

from .small import JOBS, UNITS, Row, draft, write_exports, write_sheets, write_units

Capture = pytest.CaptureFixture[str]
EXPORTS = ("renir_unites", "ritm_liens", "rgt_liens", "rh_regionalisation", "municipalites")
FAULTY: list[Row] = [
    ["SQ-6", "Zembla", "Oui", "VOIX", "Migrée", date(2023, 1, 10), None, None, None],
    ["SQ-7", "03", "Oui", "VOIX", "Migrée", None, None, None, None],
    UNITS[0],
]


@pytest.fixture(autouse=True)
def _no_settings_of_the_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("OVT_LANG", "OVT_SOURCES", "OVT_WAREHOUSE"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "ailleurs").mkdir()
    monkeypatch.chdir(tmp_path / "ailleurs")


def answer(capsys: Capture, path: Path, *flags: str) -> tuple[int, dict[str, Any]]:
    code = main(["check", str(path), "--json", *flags])
    out, err = capsys.readouterr()
    assert err == ""
    return code, json.loads(out)


def found(plain: dict[str, Any]) -> list[tuple[str, str | None, list[int]]]:
    return [(f["rule_id"], f["column"], f["rows"]) for f in plain["findings"]]


@pytest.mark.parametrize("export", EXPORTS)
def test_a_sound_file_is_recognised_and_nothing_is_written(export: str, tmp_path: Path, capsys: Capture) -> None:
    (path,) = (write_exports(tmp_path) / export).iterdir()
    before = sorted(tmp_path.rglob("*"))
    code, plain = answer(capsys, path)
    remarks = [f for f in plain["findings"] if f["severity"] != "remark"]
    assert (code, plain["export"], plain["verdict"], plain["refusals"], remarks) == (0, export, "accepted", [], [])
    assert plain["municipalities_verified"]
    assert sorted(tmp_path.rglob("*")) == before


def test_every_fault_is_told_with_its_rows_and_column(tmp_path: Path, capsys: Capture) -> None:
    path = write_units(tmp_path, [*UNITS, *FAULTY])
    code, plain = answer(capsys, path)
    assert code == 3
    assert plain["rows"] == {"read": 8, "accepted": 6, "rejected": 1, "ignored": 1}
    expected = [
        ("RENIR-R06", "code_region", [8]),
        ("RENIR-M22", "date_migration", [9]),
        ("RENIR-M01", None, [10]),
    ]
    assert found(plain) == expected
    region = plain["findings"][0]
    assert (region["sheet"], region["header"], region["column_letter"]) == ("unites", "Région administrative", "B")
    assert not [value for value in ("Zembla", "SQ-6") if value in json.dumps(plain, ensure_ascii=False)]


def test_the_answer_reads_as_a_list_of_things_to_correct(tmp_path: Path, capsys: Capture) -> None:
    path = write_units(tmp_path, [*UNITS, *FAULTY])
    assert main(["check", str(path)]) == 3
    lines = capsys.readouterr().out.splitlines()
    assert "Lignes lues 8 = acceptées 6 + rejetées 1 + ignorées 1" in lines
    assert "      feuille unites, colonne B « Région administrative » : ligne 8" in lines
    assert "      feuille unites, ligne 10" in lines
    at = [lines.index(next(x for x in lines if x.startswith(title))) for title in ("REJETS", "REMARQUES")]
    assert at == sorted(at)
    assert lines[-1].startswith("Verdict : la livraison serait acceptée sans les lignes rejetées (1)")
    assert main(["check", str(path), "--lang", "en"]) == 3
    assert "sheet unites, column B 'Région administrative': row 8" in capsys.readouterr().out


def test_a_remark_alone_is_not_a_failure(tmp_path: Path, capsys: Capture) -> None:
    code, plain = answer(capsys, write_units(tmp_path, [*UNITS, FAULTY[1]]))
    assert (code, [f["severity"] for f in plain["findings"]]) == (0, ["remark"])


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("brouillon.xlsx", ["OVT-F10"]),
        ("renir_2024-03-31_2024-04-01.xlsx", ["OVT-F10"]),
        ("renir_2999-01-01.xlsx", ["OVT-F09"]),
    ],
)
def test_a_wrong_name_is_told_beside_the_faults_inside(
    name: str, codes: list[str], tmp_path: Path, capsys: Capture
) -> None:
    path = write_units(tmp_path, [*UNITS, *FAULTY])
    code, plain = answer(capsys, path.rename(path.with_name(name)))
    assert (code, plain["verdict"], [r["code"] for r in plain["refusals"]]) == (3, "refused", codes)
    assert ("RENIR-R06", "code_region", [8]) in found(plain)


def test_an_unknown_file_is_told_the_exports_there_are(tmp_path: Path, capsys: Capture) -> None:
    rows: list[Row] = [["Poste", "Montant", "Statut"], ["a", 1, "b"]]
    path = write_sheets(tmp_path / "budget_2024-03-31.xlsx", {"unites": rows})
    code, plain = answer(capsys, path)
    assert (code, plain["export"], [r["code"] for r in plain["refusals"]]) == (3, None, ["OVT-F18"])
    assert all(export in plain["refusals"][0]["fr"] for export in EXPORTS)


@pytest.mark.parametrize("place", ["renir_unites/x_2024-03-31.xlsx", "ici/renir_unites_2024-03-31.xlsx"])
def test_a_file_without_known_headers_is_what_its_folder_or_name_says(
    place: str, tmp_path: Path, capsys: Capture
) -> None:
    path = write_sheets(tmp_path / place, {"unites": [["Poste", "Montant"], ["a", 1]]})
    code, plain = answer(capsys, path)
    assert (code, plain["export"], [r["code"] for r in plain["refusals"]]) == (3, "renir_unites", ["OVT-F05"])


def test_the_export_can_be_said(tmp_path: Path, capsys: Capture) -> None:
    path = write_units(tmp_path, UNITS)
    code, plain = answer(capsys, path, "--export", "ritm_liens")
    assert (code, plain["export"], plain["refusals"][0]["code"]) == (3, "ritm_liens", "OVT-F05")
    assert main(["check", str(path), "--export", "renir"]) == 2
    assert "OVT-U07" in capsys.readouterr().err


def test_headers_the_contract_does_not_name_are_shown_with_the_lines_that_accept_them(
    tmp_path: Path, capsys: Capture
) -> None:
    delivery = draft("renir_unites")
    (page,) = delivery.tables
    page.reorder(range(9))
    page.add_column("Dates prévues", lambda _: None, at=0)
    for header, cell in (("Étage", 2), ("Statut actuel", "x")):
        page.add_column(header, lambda _, cell=cell: cell)  # type: ignore[misc] # bound at once
    path = write(delivery, tmp_path)
    code, plain = answer(capsys, path)
    hints = {h["header"]: h for h in plain["unknown_headers"]}
    assert code == 0
    assert (hints["Dates prévues"]["alias_of"], hints["Dates prévues"]["column_letter"]) == ("date_prevue", "A")
    assert (hints["Statut actuel"]["alias_of"], hints["Statut actuel"]["closest"]) == (None, "Statut")
    assert hints["Étage"]["closest"] is None
    assert hints["Étage"]["lines"][0] == "- name: etage"
    assert main(["check", str(path)]) == 0
    clerk = capsys.readouterr().out
    assert "Dates prévues" in clerk
    assert "properties" not in clerk
    assert "aliases" not in clerk
    assert main(["check", str(path), "--for", "engineer"]) == 0
    out = capsys.readouterr().out
    assert '      - {property: aliases, value: ["Date de migration prévue", "Dates prévues"]}' in out.splitlines()
    assert "colonne L « Statut actuel », proche de « Statut » déjà là" in out


def test_municipalities_are_compared_with_the_list_beside_the_file_or_in_the_sources(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources = write_exports(tmp_path / "depot")
    rows: list[Row] = [*JOBS, ["E-9", 1, "Régionalisation", "Introuvable", date(2022, 5, 1), None]]
    jobs = draft("rh_regionalisation", {"mouvements": rows}, date(2024, 4, 30))
    alone = write(jobs, tmp_path / "bureau")
    code, plain = answer(capsys, alone)
    assert (code, plain["municipalities_verified"], plain["rows"]["rejected"]) == (0, False, 0)
    assert main(["check", str(alone)]) == 0
    assert "Non vérifié : les municipalités" in capsys.readouterr().out
    beside = write(jobs, sources / "rh_regionalisation")
    assert found(answer(capsys, beside)[1])[0] == ("RH-R08", "port_attache", [7])
    monkeypatch.setenv("OVT_SOURCES", str(sources))
    assert found(answer(capsys, alone)[1])[0] == ("RH-R08", "port_attache", [7])


def test_what_is_no_file_is_never_opened(tmp_path: Path, capsys: Capture) -> None:
    target = write_units(tmp_path, UNITS)
    (tmp_path / "lien_2024-03-31.xlsx").symlink_to(target)
    os.mkfifo(tmp_path / "tube_2024-03-31.csv")
    for name in ("lien_2024-03-31.xlsx", "tube_2024-03-31.csv", "absent_2024-03-31.xlsx", "renir_unites"):
        assert main(["check", str(tmp_path / name)]) == 2
        assert capsys.readouterr().err.startswith("OVT-U10")


def test_a_big_file_says_where_it_is(tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_units(tmp_path, UNITS)
    monkeypatch.setattr("ovt_pipeline.cli.check.BIG", 1)
    assert main(["check", str(path)]) == 0
    err = capsys.readouterr().err
    assert f"Lecture de {path.name} (renir_unites)" in err
    assert "Validation de 5 lignes" in err
