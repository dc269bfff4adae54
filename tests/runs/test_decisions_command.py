"""`ovt decisions` says what each decision touches, and `ovt explain` shows those that are about its figure."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from unit.decisions.papers import HELD, NOTE, PUBLICATION, SOUND, WITHDRAWAL, write_decision

from ovt_pipeline.cli import main
from ovt_pipeline.operations.situation import Situation
from ovt_pipeline.settings import read_settings

from . import small
from .run_ovt import run

UNIT = {"export": "renir_unites", "table": "unites", "key": ["sq-2"]}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give a published warehouse and decisions of each kind."""
    root = tmp_path_factory.mktemp("place")
    with pytest.MonkeyPatch.context() as patch:
        (root / "decisions").mkdir()
        patch.setenv("OVT_DECISIONS", str(root / "decisions"))
        small.write_exports(root / "in")
        assert run(root / "in", root / "wh") == 0
        lot = Situation(read_settings(root / "in", root / "wh")).inputs.lots["ritm_liens"][-1]
        links = {"export": lot.export, "extraction_date": lot.day}
        write_decision(root / "decisions", "a.yaml", NOTE, entity=UNIT)
        write_decision(root / "decisions", "b.yaml", NOTE, id="NT-2024-02", entity=None, end=None, delivery=links)
        figure = {"indicator": "jobs_regionalised", "as_of": "2024-03-31"}
        write_decision(root / "decisions", "c.yaml", NOTE, id="NT-2024-03", entity=None, end=None, figure=figure)
        write_decision(root / "decisions", "d.yaml", PUBLICATION)
        write_decision(root / "decisions", "e.yaml", HELD, until="2024-05-01")
        write_decision(root / "decisions", "f.yaml", WITHDRAWAL)
        assert run(root / "in", root / "wh") == 4  # nothing such is known of the withdrawal
        yield root


@pytest.fixture(autouse=True)
def _reading(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OVT_DECISIONS", str(place / "decisions"))
    monkeypatch.setenv("OVT_WAREHOUSE", str(place / "wh"))


@pytest.mark.slow
def test_each_is_listed_with_what_it_touches(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["decisions", "--json"]) == 0
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert told["signatures_required"] is False
    found = {one["decision"]["id"]: one for one in told["decisions"]}
    assert list(found) == sorted(found)
    touches = {name: (one["is_in_force"], len(one["deliveries"]), one["figures"]) for name, one in found.items()}
    renir, links, jobs = "renir_units_migrated", "ritm_links_migrated", "jobs_regionalised"
    assert touches == {
        "NT-2024-01": (True, 0, [renir]),
        "NT-2024-02": (True, 1, [links]),
        "NT-2024-03": (True, 0, [jobs]),
        PUBLICATION["id"]: (True, 0, [renir, links, jobs]),
        HELD["id"]: (False, 0, [renir]),
        WITHDRAWAL["id"]: (True, 0, []),
    }
    assert {name for name, one in found.items() if one["dates"] == [str(small.DAY)]} == set(found) - {WITHDRAWAL["id"]}


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_terminal_says_who_signed_and_what_is_out_of_force(lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["decisions", "--lang", lang]) == 0
    shown = capsys.readouterr().out
    for said in (SOUND["signed_by"]["name"], SOUND["why"], "PAS en vigueur" if lang == "fr" else "NOT in force"):
        assert said in shown


@pytest.mark.parametrize(
    ("indicator", "note"),
    [
        ("renir_units_migrated", "NT-2024-01"),
        ("ritm_links_migrated", "NT-2024-02"),
        ("jobs_regionalised", "NT-2024-03"),
    ],
)
def test_a_note_stands_beside_its_figure_delivery_or_entity(
    indicator: str, note: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", indicator]) == 0
    shown = capsys.readouterr().out
    assert {name for name in ("NT-2024-01", "NT-2024-02", "NT-2024-03") if name in shown} == {note}


def test_a_new_one_is_written_once_and_never_over_another(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["decisions", "--new", "withdrawal"]) == 0
    assert "type: withdrawal" in capsys.readouterr().out
    folder = place / "decisions"
    before = set(folder.iterdir())
    assert main(["decisions", "--new", "note", "--write"]) == 0
    (made,) = set(folder.iterdir()) - before
    try:
        assert made.name == f"NT-{date.today().year}-01.yaml"  # noqa: DTZ011 - the same day anywhere but at midnight
        assert main(["decisions"]) == 2  # not filled in
    finally:
        made.unlink()


@pytest.mark.parametrize("words", [["--new", "autre"], ["--new"], ["--nouveau"]])
def test_what_it_does_not_understand_is_refused(words: list[str]) -> None:
    assert main(["decisions", *words]) == 2


def test_a_folder_that_is_not_there_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("OVT_DECISIONS", str(tmp_path / "rien"))
    assert main(["decisions"]) == 2
