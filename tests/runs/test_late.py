"""What nights do with late deliveries, quiet days and missed ones; a date computed alone, in a range or from Dagster.

Belongs here: runs through files. Does not belong here: histories made by hand (tests/backtests/test_history.py).
"""

import json
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import dagster as dg
import pytest
from backtests.house import House
from backtests.shorthand import renir_lot, unit

from ovt_pipeline.cli import main
from ovt_pipeline.operations.nightly import nightly_outcome
from ovt_pipeline.operations.situation import Situation
from ovt_pipeline.orchestration.assets.figures import figure_key
from ovt_pipeline.orchestration.assets.release import RELEASE_KEY
from ovt_pipeline.orchestration.build import build_defs
from ovt_pipeline.orchestration.jobs import NIGHTLY
from ovt_pipeline.plan.loader import load_plan
from ovt_pipeline.settings import read_settings

from . import small
from .conftest import Place
from .run_ovt import resources, rows, run

APRIL = [date(2024, 4, day) for day in (1, 2, 3)]
FIGURES = (
    "SELECT indicator_id, as_of, region_code, numerator, denominator, value, value_low, value_high, is_preliminary,"
    " inputs_digest FROM indicator_results ORDER BY ALL"
)
EVIDENCE = "FROM evidence ORDER BY ALL"
CORRECTED = [[*row[:4], "Migrée", date(2024, 3, 1), *row[6:]] if row[0] == "SQ-2" else row for row in small.UNITS]


@pytest.mark.slow
def test_a_date_alone_in_a_backfill_and_from_dagster_is_the_same(place: Place, tmp_path: Path) -> None:
    sources, alone = place
    filled, by_hand = tmp_path / "filled", tmp_path / "by_hand"
    for other in (filled, by_hand):
        shutil.copytree(alone, other, symlinks=True)
    assert run(sources, alone, APRIL[1]) == 0
    assert main(["backfill", "--from", "2024-03-31", "--to", "2024-04-03", "--warehouse", str(filled)]) == 0
    job = build_defs(resources(sources, by_hand)).resolve_job_def(NIGHTLY)
    figures = [figure_key(indicator) for indicator in load_plan().indicators]
    tags = {"dagster/asset_partition_range_start": "2024-04-01", "dagster/asset_partition_range_end": "2024-04-03"}
    assert job.execute_in_process(asset_selection=figures, tags=tags).success
    assert job.execute_in_process(asset_selection=[figures[0]], partition_key="2024-04-02").success
    assert job.execute_in_process(asset_selection=[RELEASE_KEY]).success
    for query in (FIGURES, EVIDENCE):
        one, many, made = (rows(warehouse, query) for warehouse in (alone, filled, by_hand))
        kept = [row for row in many if date(2024, 4, 2) in row]
        assert kept
        assert [row for row in one if date(2024, 4, 2) in row] == kept
        assert made == many


@pytest.mark.slow
def test_the_sensor_takes_a_late_delivery_in_one_run_and_once(place: Place) -> None:
    sources, warehouse = place
    assert run(sources, warehouse, *APRIL) == 0
    definitions = build_defs(resources(sources, warehouse))
    sensor = definitions.resolve_sensor_def("late_deliveries")
    assert sensor.default_status == dg.DefaultSensorStatus.RUNNING

    def tick() -> object:
        with dg.build_sensor_context(resources=resources(sources, warehouse)) as context:
            return sensor(context)

    assert isinstance(tick(), dg.SkipReason)
    small.write_units(sources, small.UNITS, date(2024, 4, 9))  # after the last published date: the night takes it
    assert isinstance(tick(), dg.SkipReason)
    small.write_units(sources, CORRECTED, date(2024, 4, 2))
    asked, again = tick(), tick()
    assert isinstance(asked, dg.RunRequest)
    assert isinstance(again, dg.RunRequest)
    assert asked.run_key == again.run_key
    assert definitions.resolve_job_def(NIGHTLY).execute_in_process(tags=dict(asked.tags)).success
    assert isinstance(tick(), dg.SkipReason)
    found = rows(
        warehouse,
        "SELECT as_of, numerator FROM indicator_results WHERE region_code = '00'"
        " AND indicator_id = 'renir_units_migrated' ORDER BY as_of",
    )
    assert found == [(date(2024, 3, 31), 2), (APRIL[0], 2), (APRIL[1], 3), (APRIL[2], 3)]


@pytest.mark.slow
def test_a_run_names_the_dates_that_a_late_delivery_changes_and_how(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    sources, warehouse = place
    assert run(sources, warehouse, *APRIL) == 0
    small.write_units(sources, CORRECTED, date(2024, 4, 1))
    capsys.readouterr()
    assert run(sources, warehouse, APRIL[2]) == 0
    told = capsys.readouterr().err
    command = f"ovt backfill --from 2024-04-01 --to 2024-04-02 --warehouse {warehouse}"
    assert command in told
    assert main(command.split()[1:]) == 0
    last_two = [release for (release,) in rows(warehouse, "SELECT release_id FROM releases ORDER BY published_at")][-2:]
    capsys.readouterr()
    assert main(["diff", *last_two, "--as-of", "2024-04-01", "--warehouse", str(warehouse), "--json"]) == 0
    changed = [(e["entity_id"], e["kind"]) for one in json.loads(capsys.readouterr().out) for e in one["entities"]]
    assert changed == [("SQ-2", "migrated")], "one cell changed, one entity named"
    assert run(sources, warehouse, APRIL[2]) == 0
    assert "ovt backfill" not in capsys.readouterr().err


@pytest.mark.slow
def test_quiet_nights_give_the_same_figures_at_a_new_date_and_no_lot(place: Place) -> None:
    sources, warehouse = place
    lots = sorted(path.name for path in (warehouse / "lots").glob("*/*"))
    for day in APRIL[:2]:
        assert run(sources, warehouse, day) == 0
    assert sorted(path.name for path in (warehouse / "lots").glob("*/*")) == lots
    query = (
        "SELECT indicator_id, region_code, numerator, denominator, value FROM indicator_results"
        " WHERE as_of = '{}' ORDER BY ALL"
    )
    first, second, third = (rows(warehouse, query.format(day)) for day in (small.DAY, *APRIL[:2]))
    assert first == second == third


class Noon:
    """A clock that stands still at noon of a day."""

    def __init__(self, day: date) -> None:
        self.day = day

    def now(self) -> datetime:
        """Return noon."""
        return datetime(self.day.year, self.day.month, self.day.day, 16, tzinfo=UTC)


@pytest.mark.slow
def test_after_a_missed_week_the_night_says_how_to_fill_it(place: Place) -> None:
    sources, warehouse = place
    night = date(2024, 4, 8)
    assert run(sources, warehouse, night) == 0
    situation = Situation(read_settings(sources, warehouse), Noon(date(2024, 4, 9)))
    (missed,) = (one for one in nightly_outcome(situation, [night], is_new=True).notices if one.code == "missed")
    assert missed.command == f"ovt backfill --from 2024-04-01 --to 2024-04-07 --warehouse {warehouse}"
    assert missed.command in missed.fr
    assert "missed" not in {one.code for one in nightly_outcome(situation, [small.DAY], is_new=False).notices}


@pytest.mark.slow
def test_lots_lost_since_take_their_place_again(place: Place) -> None:
    sources, warehouse = place
    first = sources / "renir_unites" / f"renir_unites_{small.DAY}.xlsx"
    kept = first.rename(sources / "kept")
    small.write_units(sources, CORRECTED)  # received second: it replaces the first one
    assert run(sources, warehouse) == 0
    before = rows(warehouse, FIGURES), rows(warehouse, "FROM deliveries ORDER BY delivery_id")
    shutil.rmtree(warehouse / "lots")
    (warehouse / "work.duckdb").unlink()
    assert run(sources, warehouse) == 3, "the first file of the units is no longer in the inbox: its lot is missed"
    kept.rename(first.with_stem(f"{first.stem}_1"))
    assert run(sources, warehouse) == 0
    after = rows(warehouse, FIGURES), rows(warehouse, "FROM deliveries ORDER BY delivery_id")
    assert [row[:4] for row in after[1]] == [row[:4] for row in before[1]]
    assert [row[:-1] for row in after[0]] == [row[:-1] for row in before[0]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a small published warehouse that no file was read for."""
    place = House(tmp_path_factory.mktemp("house"))
    place.receive(renir_lot("2024-03-31", unit("A")))
    place.publish([small.DAY])
    return place.warehouse.root


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["backfill", "--from", "2024-04-02", "--to", "2024-04-01"], 2, "OVT-U14"),
        (["backfill", "--from", "2024-04-01", "--to", "2024-04-02", "--step", "month-end"], 2, "OVT-U14"),
        (["backfill", "--from", "2023-03-30", "--to", "2024-04-02"], 2, "OVT-U02"),
        (["backfill", "--from", "2024-04-01", "--to", "2999-01-01"], 2, "OVT-U02"),
        (["backfill", "--from", "2024-04-01"], 2, "OVT-U01"),
        (["backfill", "--from", "2024-04-01", "--to", "2024-04-02", "--step", "week"], 2, "OVT-U01"),
        (["history"], 2, "OVT-U01"),
        (["history", "unknown"], 2, "OVT-U16"),
        (["history", "renir_units_migrated", "--region", "18"], 2, "OVT-U16"),
        (["history", "renir_units_migrated", "--as-of", "2024-05-01"], 2, "OVT-U16"),
        (["history", "renir_units_migrated", "--as-of", "yesterday"], 2, "OVT-U02"),
        (["replay", "--release", "unknown"], 2, "OVT-U15"),
        (["replay"], 2, "OVT-U01"),
        (["prune", "now"], 2, "OVT-U01"),
    ],
)
def test_what_is_wrong_is_said_in_a_line(
    arguments: list[str], code: int, said: str, made: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*arguments, "--warehouse", str(made)]) == code
    told = capsys.readouterr().err
    assert said in told
    assert "Traceback" not in told


@pytest.mark.parametrize("arguments", [["history", "renir_units_migrated"], ["prune"], ["prune", "--yes"]])
def test_without_a_release_there_is_nothing_to_show(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*arguments, "--warehouse", str(tmp_path / "wh")]) == 3
    assert "OVT-P07" in capsys.readouterr().err


@pytest.mark.slow
def test_a_backfill_answers_a_program_as_it_answers_a_person(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    _, warehouse = place
    asked = ["backfill", "--from", "2024-03-30", "--to", "2024-03-31", "--warehouse", str(warehouse)]
    assert main(asked) == 4  # no lot is known the day before the first delivery
    told = capsys.readouterr().err
    assert main([*asked, "--json"]) == 4
    plain = json.loads(capsys.readouterr().out)
    missing = [one for one in plain["notices"] if one["code"] == "missing_figure"]
    assert {one["as_of"] for one in missing} == {"2024-03-30"}
    assert len(missing) == len(load_plan().indicators)
    assert all(one["fr"] in told for one in missing)
    assert (plain["exit_code"], {one["as_of"] for one in plain["figures"]}) == (4, {"2024-03-31"})


def test_a_backfill_without_any_delivery_says_what_to_drop_where(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    days = ["--from", "2024-04-01", "--to", "2024-04-02"]
    assert main(["backfill", *days, "--warehouse", str(tmp_path / "wh")]) == 2
    assert "OVT-U03" in capsys.readouterr().err
