"""The plan as indicators.md tells it, and the tables beside it; a mistake in a copy is refused at its line."""

import json
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from ovt_pipeline.errors import OvtError
from ovt_pipeline.plan.loader import PLAN_FILE, eligibility_digest, load_eligibility, load_plan, load_regions
from ovt_pipeline.yaml_data import Schema, load_data_file

PLAN = files("ovt_pipeline.plan")
HERE = "¶"  # stands before what the error must point to
TARGET = "      - {due: 2024-03-31, value: 70}"

# indicators.md: (date, value, interpreted) of the start and of each target
AGREED = {
    "renir_units_migrated": [("2023-03-31", 51, True), ("2024-03-31", 70, False), ("2025-03-31", 75, False)],
    "ritm_links_migrated": [("2023-03-31", 11, True), ("2024-03-31", 15, True), ("2025-03-31", 40, True)],
    "jobs_regionalised": [
        ("2023-03-31", 62, False),
        ("2024-03-31", 77, False),
        ("2025-03-31", 87, False),
        ("2028-09-30", 115, True),
    ],
}
NAMES = {
    "renir_units_migrated": "Taux d'unités opérationnelles existantes de la Sûreté du Québec migrées vers le RENIR",
    "ritm_links_migrated": "Pourcentage de liens RITM migrés",
    "jobs_regionalised": "Nombre d'emplois régionalisés",
}


def schema() -> Schema:
    loaded: Schema = json.loads(PLAN.joinpath("plan.schema.json").read_text(encoding="utf-8"))
    return loaded


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("time_zone:", "¶fuseau: Toronto\ntime_zone:", id="unknown key at the top"),
        pytest.param("  ritm_population: ", "  ¶ritm: 2023-03-31\n  ritm_population: ", id="unknown reference date"),
        pytest.param("    decimals: 0", "    ¶couleur: bleu\n    decimals: 0", id="unknown key of an indicator"),
        pytest.param(TARGET, "      - ¶{due: 2024-03-31, valeur: 70, value: 70}", id="unknown key of a target"),
        pytest.param(TARGET, '      - ¶{due: 2024-03-31, value: "70"}', id="target that is a text"),
        pytest.param(TARGET, "      - ¶{due: 31/03/2024, value: 70}", id="due date of another form"),
        pytest.param(TARGET, "      - ¶{due: 2024-03-31, value: 70, interpreted: peut-être}", id="not a boolean"),
        pytest.param(TARGET, "      - ¶{due: 2024-03-31}", id="target without a value"),
        pytest.param("value: 51", "value: 51, ¶value: 52", id="value twice"),
        pytest.param("starting_value_check: warning", "starting_value_check: ¶ignore", id="neither warn nor block"),
        pytest.param('    unit: "%"', "    unit: ¶pour cent", id="unknown unit"),
        pytest.param("    direction: up", "    direction: ¶down", id="unknown direction"),
        pytest.param("adopted: 2023-12-12", "adopted: ¶décembre 2023", id="adoption without a day"),
        pytest.param("indicators:", "indicators: ¶[]\nautres:", id="no indicator"),
    ],
)
def test_a_mistake_in_the_plan_is_refused_at_its_line(old: str, new: str, tmp_path: Path) -> None:
    text = PLAN.joinpath(PLAN_FILE).read_text(encoding="utf-8")
    assert old in text
    row = (text[: text.index(old)] + new.partition(HERE)[0]).count("\n") + 1
    path = tmp_path / "autre_plan.yaml"
    path.write_text(text.replace(old, new.replace(HERE, ""), 1), encoding="utf-8")
    with pytest.raises(OvtError) as caught:
        load_data_file(path, schema())
    assert (caught.value.code, caught.value.where.file) == ("OVT-C01", "autre_plan.yaml")
    if "autres:" not in new:  # two faults there: either may be told
        assert caught.value.where.row == row


def test_a_date_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    text = PLAN.joinpath(PLAN_FILE).read_text(encoding="utf-8").replace("due: 2024-03-31", 'due: "2024-02-30"', 1)
    path = tmp_path / "autre_plan.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(OvtError):
        load_data_file(path, schema())


def test_starts_and_targets_are_those_published_and_marked_where_we_read_them() -> None:
    found = {
        i.id: [(p.day.isoformat(), p.value, p.interpreted) for p in (i.start, *i.targets)]
        for i in load_plan().indicators
    }
    assert found == AGREED


def test_names_are_the_published_ones_with_an_english_twin() -> None:
    plan = load_plan()
    assert {i.id: i.name("fr") for i in plan.indicators} == NAMES
    assert all(i.name("en") and i.name("en") != i.name("fr") for i in plan.indicators)
    assert [(i.unit, i.unit_en) for i in plan.indicators] == [("%", "%"), ("%", "%"), ("emplois", "jobs")]


def test_every_indicator_has_the_sql_that_counts_it() -> None:
    measures = {i.measure for i in load_plan().indicators}
    there = {f.name for f in files("ovt_pipeline.sql").joinpath("indicators").iterdir() if f.name.endswith(".sql")}
    assert {f"{m}.sql" for m in measures} == there


def test_dates_of_the_plan() -> None:
    plan = load_plan()
    assert (plan.adopted, plan.valid_to) == (date(2023, 12, 12), date(2025, 3, 31))
    assert plan.first_as_of == plan.reference_dates["ritm_population"] == date(2023, 3, 31)
    assert plan.reference_dates["jobs_window_start"] == date(2018, 10, 1)
    assert (plan.time_zone, plan.starting_value_blocks) == ("America/Toronto", False)


def test_there_are_seventeen_regions_and_the_whole_in_order() -> None:
    regions = load_regions()
    assert [r["code"] for r in regions] == [f"{n:02d}" for n in range(18)]
    assert all(r["name_fr"].strip() == r["name_fr"] and r["name_en"] for r in regions)
    assert len({r["name_fr"] for r in regions}) == 18
    assert {r["code"]: r["name_fr"] for r in regions}["11"] == "Gaspésie–Îles-de-la-Madeleine"


def test_eligibility_excludes_only_what_the_rules_name() -> None:
    rows = load_eligibility()
    territories = [r["territory"] for r in rows]
    assert len(territories) == len(set(territories))
    assert {r["territory"] for r in rows if r["eligible"] == "false"} == {
        "region:06", "region:13", "municipality:23027", "municipality:23057", "municipality:23072",
    }  # fmt: skip
    assert [r["territory"] for r in rows if r["eligible"] == "true"] == ["*"]
    assert all(r["source"] for r in rows)
    assert all(not day or date.fromisoformat(day) for r in rows for day in (r["valid_from"], r["valid_to"]))


def test_the_digest_is_that_of_the_table() -> None:
    assert len(eligibility_digest()) == 64
    assert eligibility_digest() != load_plan().digest
