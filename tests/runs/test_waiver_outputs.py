"""A waiver shows on every output it touches; one that does not hold lets nothing through and is told on every run."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from backtests.house import House, house
from backtests.shorthand import renir_lot, unit
from unit.decisions.papers import SOUND, write_waiver
from unit.made_up import delivery, refused

from ovt_pipeline.cli import main
from ovt_pipeline.decisions.known import Decisions
from ovt_pipeline.decisions.loader import load_waivers
from ovt_pipeline.decisions.model import Waiver
from ovt_pipeline.deliveries.delivery import RuleResult
from ovt_pipeline.deliveries.lots import LotStore
from ovt_pipeline.figures.compute import compute
from ovt_pipeline.figures.inputs import inputs_from
from ovt_pipeline.language.errors import OvtError
from ovt_pipeline.operations.decision_faults import waiver_faults
from ovt_pipeline.release.failed import entities_at_fault
from ovt_pipeline.release.publish import publish

from . import small
from .run_ovt import rows, run
from .test_waived import UNITS

START = date(2023, 3, 31)
LATER = date(2024, 4, 30)
CHECK: dict[str, Any] = {"rule": "AUDIT-W01", "delivery": None}
SHRUNK: dict[str, Any] = {"delivery": {"export": "renir_unites", "extraction_date": str(LATER)}}
F12 = RuleResult("RENIR-F12", "refusal", 1, 1, False, "Phrase", "Sentence")  # noqa: FBT003 - success


def one(folder: Path, **changes: Any) -> Waiver:  # noqa: ANN401 - any YAML
    """Return a waiver written with other values."""
    shutil.rmtree(folder, ignore_errors=True)
    write_waiver(folder, **changes)
    return load_waivers(folder)[0]


@pytest.fixture(scope="module")
def differing() -> Iterator[House]:
    """Give a warehouse whose exports do not reproduce the starting values, computed and not published."""
    with house() as made:
        made.receive(renir_lot(str(START), unit("SQ-1", "Migrée", moved="2023-01-10")))
        for indicator in inputs_from(LotStore(made.warehouse.lots)).plan.indicators:
            compute(made.warehouse, inputs_from(LotStore(made.warehouse.lots)), indicator, [START])
        yield made


def published(made: House, *waivers: Waiver) -> None:
    """Publish under a plan whose check of the starting values blocks."""
    inputs = inputs_from(LotStore(made.warehouse.lots))
    strict = replace(inputs, plan=replace(inputs.plan, starting_value_check="blocking"), decisions=Decisions(waivers))
    publish(made.warehouse, strict, made.clock, "essai")


@pytest.mark.parametrize(
    "changes", [{**CHECK, "until": "2024-05-01"}, {**CHECK, "signed_on": "2098-01-01"}, SHRUNK], ids=str
)
def test_a_blocking_check_blocks_without_a_waiver_of_it_in_force(
    changes: dict[str, Any], differing: House, tmp_path: Path
) -> None:
    with pytest.raises(OvtError) as caught:
        published(differing, one(tmp_path, **changes))
    assert (caught.value.code, caught.value.where.column) == ("OVT-P01", "AUDIT-W01")
    said = caught.value.line("fr")
    assert "renir_units_migrated au 2023-03-31, région 00 : 100,00\u00a0% au lieu de 51,00\u00a0%" in said
    assert "dérogation de AUDIT-W01" in said
    assert "SQ-1" not in said
    assert entities_at_fault(differing.warehouse) == ("SQ-1",)


def test_a_waived_check_is_published_as_failed_beside_its_waiver(differing: House, tmp_path: Path) -> None:
    published(differing, one(tmp_path, **CHECK))
    kept = differing.ask("SELECT waiver_id, rule_id, delivery_id, is_expired FROM waivers")
    assert kept == [(SOUND["id"], "AUDIT-W01", "release", False)]
    query = "SELECT rule_id, severity, success FROM quality_results WHERE subject = 'release' AND NOT success"
    assert ("AUDIT-W01", "blocking", False) in differing.ask(query)
    assert (SOUND["id"], "remark", False) in differing.ask(query)


NAMED = str(LATER)


@pytest.mark.parametrize(
    ("changes", "known", "code"),
    [
        ({"until": "2024-05-01"}, [refused(NAMED, quality=(F12,))], "OVT-U17"),
        ({"signed_on": "2024-05-03"}, [refused(NAMED, quality=(F12,))], "OVT-U17"),
        ({}, [], "OVT-U18"),
        ({}, [delivery(NAMED)], "OVT-U18"),  # that delivery breaks no such rule
        ({"rule": "OVT-F13"}, [refused(NAMED, quality=(F12,))], "OVT-U18"),
        (CHECK, [], "OVT-U18"),
        ({}, [refused(NAMED, quality=(F12,))], None),
    ],
)
def test_a_waiver_that_does_not_hold_says_why(
    changes: dict[str, Any], known: list[Any], code: str | None, tmp_path: Path
) -> None:
    waiver = one(tmp_path, **{**SHRUNK, **changes})
    found = list(waiver_faults([waiver], date(2024, 5, 2), known, [], []))
    assert [error.code for error in found] == ([code] if code else [])
    assert all(SOUND["id"] in error.line("fr") for error in found)


def test_a_waiver_of_a_file_that_waits_has_an_object(tmp_path: Path) -> None:
    waiting = [("renir_unites", "a" * 64, LATER)]
    assert list(waiver_faults([one(tmp_path, **SHRUNK)], date(2024, 5, 2), [], waiting, [])) == []


@pytest.mark.slow
def test_a_run_under_a_waiver_shows_it_everywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    sources, warehouse, folder = (tmp_path / name for name in ("in", "wh", "waivers"))
    folder.mkdir()
    monkeypatch.setenv("OVT_DECISIONS", str(folder))
    small.write_units(small.write_exports(sources), UNITS)
    small.write_units(sources, UNITS[:7], LATER)
    write_waiver(folder, **SHRUNK)
    other = {"name": "Sacha Inventé", "role": "direction inventée"}
    write_waiver(folder, "trois.yaml", **{**SHRUNK, "id": "WV-2024-03", "rule": "OVT-F51", "signed_by": other})
    write_waiver(folder, "deux.yaml", **{**SHRUNK, "id": "WV-2024-02", "rule": "OVT-F13"})
    assert run(sources, warehouse, LATER) == 4
    said = capsys.readouterr().err
    assert "OVT-U18" in said
    assert "WV-2024-02" in said
    assert "OVT-U17" not in said
    assert said.count(SOUND["signed_by"]["name"]) == 2  # when it lets through, and at the end
    query = "SELECT waiver_id, rule_id, delivery_id LIKE 'renir_unites/2024-04-30%', signed_by, why FROM waivers"
    who = f"{SOUND['signed_by']['name']}, {SOUND['signed_by']['role']}"
    beside = "Sacha Inventé, direction inventée"
    assert rows(warehouse, f"{query} ORDER BY rule_id") == [
        (SOUND["id"], "OVT-F12", True, who, SOUND["why"]),
        ("WV-2024-03", "OVT-F51", True, beside, SOUND["why"]),
    ]
    query = "SELECT rule_id FROM quality_results WHERE subject LIKE 'renir%' AND NOT success AND rule_id LIKE '%-F%'"
    assert set(rows(warehouse, query)) == {("RENIR-F12",), ("RENIR-F51",)}
    (folder / "deux.yaml").unlink()
    write_waiver(folder, **{**SHRUNK, "until": "2024-05-02"})
    assert main(["status", "--warehouse", str(warehouse)]) == 0
    shown = capsys.readouterr().out
    assert "OVT-U17" in shown
    assert "OVT-U18" not in shown
    assert SOUND["why"] in shown
