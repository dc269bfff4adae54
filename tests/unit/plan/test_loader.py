"""The plan as indicators.md tells it, and the tables beside it."""

from datetime import date
from importlib.resources import files

from ovt_pipeline.plan.loader import eligibility_digest, load_eligibility, load_plan
from ovt_pipeline.plan.regions import load_regions

# indicators.md: (date, value, interpreted) of the start and of each target; the plan itself dates the start of the
# jobs, the RENIR targets and the 87 jobs, and gives a fiscal year or a month for the others
AGREED = {
    "renir_units_migrated": [("2023-03-31", 51, True), ("2024-03-31", 70, False), ("2025-03-31", 75, False)],
    "ritm_links_migrated": [("2023-03-31", 11, True), ("2024-03-31", 15, True), ("2025-03-31", 40, True)],
    "jobs_regionalised": [
        ("2023-03-31", 62, False),
        ("2024-03-31", 77, True),
        ("2025-03-31", 87, False),
        ("2028-09-30", 115, True),
    ],
}
NAMES = {
    "renir_units_migrated": "Taux d'unités opérationnelles existantes de la Sûreté du Québec migrées vers le RENIR",
    "ritm_links_migrated": "Pourcentage de liens RITM migrés",
    "jobs_regionalised": "Nombre d'emplois régionalisés",
}


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


def test_each_indicator_has_the_objective_and_the_action_of_the_plans_table() -> None:
    plan = load_plan()
    found = {i.id: (plan.objectives[i.objective or ""].fr, i.action.fr if i.action else None) for i in plan.indicators}
    assert found == {
        "renir_units_migrated": (
            "Délégation", "Migration des unités opérationnelles existantes de la Sûreté du Québec vers le RENIR.",
        ),
        "ritm_links_migrated": ("Délégation", "Poursuite du programme du RGT."),
        "jobs_regionalised": ("Régionalisation", "Poursuite de la régionalisation des emplois au Ministère."),
    }  # fmt: skip
    assert [target.added for target in plan.indicators[2].targets] == [15, 10, None]


def test_every_indicator_has_the_sql_that_counts_it() -> None:
    measures = {i.measure for i in load_plan().indicators}
    there = {f.name for f in files("ovt_pipeline.sql").joinpath("indicators").iterdir() if f.name.endswith(".sql")}
    assert {f"{m}.sql" for m in measures} == there


def test_dates_of_the_plan() -> None:
    plan = load_plan()
    assert (plan.adopted, plan.valid_to) == (date(2023, 12, 12), date(2025, 3, 31))
    assert plan.first_as_of == plan.reference_dates["ritm_population"] == date(2023, 3, 31)
    assert plan.reference_dates["jobs_window_start"] == date(2018, 10, 1)
    assert plan.starting_value_check == "warning"


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
