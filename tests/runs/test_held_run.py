"""A held figure in a whole run, from files: exit 4, both figures and the entities on screen, none of them stored."""

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from unit.decisions.papers import HELD, write_decision

from ovt_pipeline.cli import main

from . import small
from .run_ovt import figures, rows, run

LATER, NEXT = date(2024, 4, 30), date(2024, 5, 31)
RENIR = "renir_units_migrated"
UNITS = [[f"SQ-{n:04d}", *small.UNITS[0][1:]] for n in range(12)]
LOST = [[str(row[0]).lower(), "03", "Oui", "VOIX", "À migrer", None, None, None, None] for row in UNITS[:8]]


@pytest.fixture(scope="module")
def first_month(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish a sound month; the next one, which loses units, waits in the inbox."""
    folder = tmp_path_factory.mktemp("first_month")
    (folder / "decisions").mkdir()
    small.write_exports(folder / "in")
    small.write_units(folder / "in", UNITS)
    assert run(folder / "in", folder / "wh") == 0
    small.write_units(folder / "in", [*LOST, *UNITS[8:]], LATER)
    return folder


@pytest.fixture
def place(first_month: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a copy of that folder, to go on from."""
    shutil.copytree(first_month, tmp_path / "place", symlinks=True)
    monkeypatch.setenv("OVT_DECISIONS", str(tmp_path / "place" / "decisions"))
    monkeypatch.setenv("OVT_SOURCES", str(tmp_path / "place" / "in"))
    return tmp_path / "place"


def told(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def held_notices(outcome: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for one in outcome["notices"] if one["code"] == "held"]


def test_the_run_says_which_figure_is_held_and_by_whom(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(place / "in", place / "wh", LATER, extra=("--json",)) == 4
    outcome = told(capsys)
    (held,) = held_notices(outcome)
    assert "missing_figure" not in {one["code"] for one in outcome["notices"]}
    assert (outcome["exit_code"], held["severity"], held["indicator"], held["as_of"]) == (
        4,
        "warning",
        RENIR,
        str(LATER),
    )
    assert held["entities"] == [row[0] for row in LOST]  # as delivered last
    assert "33,3 %" in held["fr"].replace("\u00a0", " ")
    assert "100" in held["fr"]
    assert RENIR not in {one["indicator_id"] for one in outcome["figures"]}


@pytest.mark.slow
def test_the_terminal_names_the_entities_and_nothing_stores_them(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(place / "in", place / "wh", LATER)
    shown = capsys.readouterr().err
    assert "sq-0000, sq-0001" in shown
    kept = [path for path in (place / "wh" / ".dagster").rglob("*") if path.is_file()]
    assert kept
    assert [path.name for path in kept if b"sq-0000" in path.read_bytes().lower()] == []


@pytest.mark.slow
def test_status_names_it_and_the_next_run_tries_again(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(place / "in", place / "wh", LATER)
    capsys.readouterr()
    main(["status", "--json", "--warehouse", str(place / "wh")])
    assert [one["as_of"] for one in held_notices(told(capsys))] == [str(LATER)]
    back = [*UNITS[0][:4], "Retour", UNITS[0][5], date(2024, 5, 10), None, None]
    small.write_units(place / "in", [back, *UNITS[1:]], NEXT)
    assert run(place / "in", place / "wh", NEXT) == 4  # that of LATER is still held
    assert figures(place / "wh", NEXT)[RENIR]["00"] == (11, 12)
    assert rows(place / "wh", "FROM held_figures") == [(RENIR, LATER, "unexplained")]


@pytest.mark.slow
def test_a_signed_waiver_publishes_it_and_is_told_beside_it(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(place / "in", place / "wh", LATER)
    period = {"indicator": RENIR, "from": str(LATER), "to": str(LATER)}
    write_decision(place / "decisions", "tenu.yaml", HELD, figures=period)
    capsys.readouterr()
    assert run(place / "in", place / "wh", LATER, extra=("--json",)) == 0
    assert figures(place / "wh", LATER)[RENIR]["00"] == (4, 12)
    assert [one["code"] for one in told(capsys)["notices"] if HELD["id"] in one["fr"]] == ["waived"]
    main(["explain", RENIR, "--as-of", str(LATER), "--warehouse", str(place / "wh")])
    said = capsys.readouterr().out
    assert f"publié par la décision {HELD['id']}" in said
    assert "sans fait 8" in said


@pytest.mark.slow
def test_another_spelling_of_the_keys_is_no_change(place: Path) -> None:
    for one in (place / "in" / "renir_unites").glob(f"*{LATER}*"):
        one.unlink()
    small.write_units(place / "in", [[str(row[0]).lower(), *row[1:]] for row in UNITS], LATER)
    assert run(place / "in", place / "wh", LATER) == 0
    assert figures(place / "wh", LATER)[RENIR]["00"] == (12, 12)
