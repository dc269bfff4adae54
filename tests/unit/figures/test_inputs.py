"""The digest of a figure changes with everything that can change it, and with nothing else."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ovt_pipeline.contracts.loader import load_contracts
from ovt_pipeline.deliveries.delivery import Delivery
from ovt_pipeline.deliveries.lots import LotStore
from ovt_pipeline.figures import inputs as module
from ovt_pipeline.figures.inputs import Inputs, exports_of
from ovt_pipeline.plan.loader import load_plan
from ovt_pipeline.sql import read_sql, sql_facts

from ..made_up import delivery, refused  # noqa: TID252 - the folder of all tests is no package

AS_OF = date(2025, 3, 31)
UNITS = delivery("2025-03-31", "a")
PLACES = delivery("2025-06-30", "b", export="municipalites")


def inputs(*deliveries: Delivery) -> Inputs:
    return Inputs(LotStore(Path("absent")), list(deliveries), load_contracts(), load_plan())


BASE = inputs(UNITS)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(inputs(), id="no lot"),
        pytest.param(
            inputs(UNITS, delivery("2024-03-31", "c")), id="an earlier lot: vanished units are looked up in it"
        ),
        pytest.param(inputs(UNITS, delivery("2025-03-31", "c", 1)), id="a redelivery of that day"),
        pytest.param(inputs(replace(UNITS, sha256="d" * 64)), id="other bytes"),
        pytest.param(inputs(replace(UNITS, export="ritm_liens")), id="another export"),
        pytest.param(inputs(UNITS, PLACES), id="the first list of municipalities, even a later one"),
        pytest.param(replace(BASE, plan=replace(BASE.plan, digest="x")), id="another plan"),
        pytest.param(
            replace(BASE, contracts=BASE.contracts | {"rgt_liens": replace(BASE.contracts["rgt_liens"], digest="x")}),
            id="another contract",
        ),
    ],
)
def test_the_digest_changes(other: Inputs) -> None:
    assert other.digest(AS_OF) != BASE.digest(AS_OF)


@pytest.mark.parametrize("facts", ["eligibility", "rules"])
def test_the_digest_changes_with_eligibility_and_rule_versions(facts: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = inputs(UNITS).digest(AS_OF)
    if facts == "eligibility":
        monkeypatch.setattr(module, "eligibility_digest", lambda: "autre")
    else:
        monkeypatch.setattr(module, "sql_facts", lambda name: {**sql_facts(name), "rule_version": "9.9"})
    assert inputs(UNITS).digest(AS_OF) != before


@pytest.mark.parametrize(
    "changed",
    ["indicators/renir_units_migrated", "indicators/renir_units_migrated/cohort", "indicators/shared/new_entities"],
)
def test_the_digest_changes_with_the_sql_of_a_measure_and_of_each_part(
    changed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = inputs(UNITS)
    known = before.digest(AS_OF), before.rules["jobs_regionalised"]
    monkeypatch.setattr(module, "read_sql", lambda name: read_sql(name) + (" -- other" if name == changed else ""))
    after = inputs(UNITS)
    assert after.digest(AS_OF) != known[0]
    assert after.rules["jobs_regionalised"] == known[1], "a measure that does not read it"


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(inputs(UNITS, refused("2025-03-31", "c", 1)), id="a refused delivery"),
        pytest.param(inputs(replace(UNITS, file_name="autre.xlsx", received_at=PLACES.received_at)), id="another name"),
    ],
)
def test_the_digest_does_not_change(other: Inputs) -> None:
    assert other.digest(AS_OF) == BASE.digest(AS_OF)


def test_the_digest_does_not_change_with_a_later_lot_once_there_is_one() -> None:
    later = delivery("2025-04-01", "c", 2)
    assert inputs(UNITS, later).digest(AS_OF) == BASE.digest(AS_OF)
    assert inputs(UNITS, later).digest(date(2025, 4, 1)) != BASE.digest(date(2025, 4, 1))


def test_a_first_lot_counts_even_later_because_an_export_without_any_gives_no_figure() -> None:
    assert inputs(delivery("2025-04-01", "c")).digest(AS_OF) != inputs().digest(AS_OF)


def test_a_later_list_of_municipalities_counts_too_since_it_may_name_a_place() -> None:
    first, second = inputs(UNITS, PLACES), inputs(UNITS, PLACES, replace(PLACES, extraction_date=date(2025, 9, 30)))
    assert first.digest(AS_OF) != second.digest(AS_OF)


def test_the_order_in_which_deliveries_are_known_does_not_matter() -> None:
    lots = [UNITS, delivery("2024-03-31", "c"), PLACES]
    assert inputs(*lots).digest(AS_OF) == inputs(*reversed(lots)).digest(AS_OF)


def test_the_exports_that_each_indicator_reads() -> None:
    assert {i.id: exports_of(i) for i in load_plan().indicators} == {
        "renir_units_migrated": ["renir_unites"],
        "ritm_links_migrated": ["ritm_liens", "rgt_liens"],
        "jobs_regionalised": ["rh_regionalisation", "municipalites"],
    }
