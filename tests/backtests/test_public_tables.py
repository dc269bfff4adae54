"""What may leave of a release: declared days, places that count enough, nothing that gives more away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ovt_pipeline.decisions.publication import Publication
from ovt_pipeline.language.errors import OvtError
from ovt_pipeline.plan.loader import load_plans
from ovt_pipeline.reports.internal.tables import internal_tables
from ovt_pipeline.reports.public.known import Table, tables_told
from ovt_pipeline.reports.public.tables import public_tables

from .house import House, house
from .shorthand import network, renir_lot, ritm, unit

RENIR, RITM = "renir_units_migrated", "ritm_links_migrated"
DUE, NIGHT, OTHER = date(2024, 3, 31), date(2024, 6, 30), date(2024, 9, 30)


def links(region: str, count: int) -> list[Any]:
    return [ritm(f"{region}-{number}", region=region) for number in range(count)]


@pytest.fixture(scope="module")
def place() -> Iterator[House]:
    """Publish a due date and two other days; by the first of these all units have moved."""
    moved, later = unit("A", "Migrée", moved="2023-05-01"), unit("B", "Migrée", moved="2024-05-01")
    with house() as made:
        made.receive(renir_lot("2024-03-31", moved, unit("B")))
        made.receive(network("2024-03-31", *links("10", 3), *links("08", 12), *links("07", 15), *links("16", 11)))
        made.publish([DUE])
        made.receive(renir_lot("2024-06-30", moved, later))
        made.publish([NIGHT])
        made.publish([OTHER])
        yield made


def release(place: House) -> Path:
    return place.warehouse.public.resolve()


def publication(day: date, why: str = "Bilan annuel") -> Publication:
    return Publication(
        id="PB-2024-001", type="publication", as_of=day, signer="Signataire Fictif", role="Rôle", signed_on=day, why=why
    )


def asked(
    place: House, query: str, *signed: Publication, before: Sequence[Table] = (), until: date = date.max
) -> list[Any]:
    with public_tables(release(place), load_plans(), signed, before, until) as con:
        return con.execute(query).fetchall()


def told_first(place: House, indicator_id: str) -> Table:
    with public_tables(release(place), load_plans(), []) as con:
        return next(one for one in tables_told(con) if one.indicator_id == indicator_id)


def test_only_declared_days_are_told(place: House) -> None:
    days = "SELECT DISTINCT as_of FROM {} ORDER BY ALL"
    for name in ("figures", "targets", "history", "totals", "sources", "sensitivity"):
        assert asked(place, days.format(f"told_{name}")) == [(DUE,)], name
    assert asked(place, days.format("told_figures"), publication(NIGHT)) == [(DUE,), (NIGHT,)]
    assert asked(place, days.format("told_figures"), publication(NIGHT), until=DUE) == [(DUE,)]
    assert asked(place, days.format("told_figures"), until=date(2024, 3, 30)) == []
    assert asked(place, "SELECT as_of FROM told_release", publication(date(2024, 4, 1))) == [(DUE,)]


def test_renir_is_told_as_a_whole_and_a_small_region_with_its_neighbour(place: House) -> None:
    query = "SELECT place_code, denominator FROM told_figures WHERE indicator_id = '{}' ORDER BY ALL"
    assert asked(place, query.format(RENIR)) == [("00", 2)]
    found = dict(asked(place, query.format(RITM)))
    assert found["00"] == 41
    assert {"10", "08", "01"}.isdisjoint(found)
    assert all(counted >= 10 for counted in found.values())
    assert sum(counted for code, counted in found.items() if code != "00") == 41
    query = f"SELECT name_fr, name_en FROM told_places WHERE indicator_id = '{RITM}' AND list_contains(regions, '10')"
    ((french, english),) = asked(place, query)
    assert "Abitibi-Témiscamingue" in french
    assert " et " in french
    assert " and " in english


def test_places_told_together_have_bounds_by_tens_that_hold_their_value(place: House) -> None:
    query = (
        "SELECT value_low, value, value_high FROM told_figures JOIN told_places USING (indicator_id, place_code)"
        " WHERE len(regions) > 1"
    )
    found = asked(place, query)
    assert found
    assert all(low <= value <= high and not low % 10 and not high % 10 for low, value, high in found)


def test_a_status_says_nothing_of_a_night_that_is_not_declared(place: House) -> None:
    where = f"WHERE indicator_id = '{RENIR}' AND due_date = '{DUE}'"
    inside = place.ask(f"SELECT reason_fr FROM indicator_targets {where} AND as_of = '{OTHER}'")
    told = asked(place, f"SELECT reason_fr, reason_en FROM told_targets {where}", publication(OTHER))
    assert "30 juin 2024" in inside[0][0]
    assert len(told) == 2
    assert not any("30 juin 2024" in fr or "30 June 2024" in en for fr, en in told)
    assert any("30 septembre 2024" in fr for fr, _ in told)


def test_of_decisions_only_a_publication_says_why_and_nobody_signs(place: House) -> None:
    found = asked(place, "FROM told_decisions", publication(NIGHT, "Demande du conseil"))
    assert found == [("publication", NIGHT, NIGHT, None, "Demande du conseil")]


def test_what_was_told_before_is_attacked_too(place: House) -> None:
    first = told_first(place, RITM)
    assert asked(place, "SELECT count(*) > 0 FROM told_figures", before=[first]) == [(True,)]
    small = Table(first.published_at, RITM, DUE, {**first.sums, frozenset(["08"]): 12})
    with pytest.raises(OvtError) as caught:
        asked(place, "SELECT 1", before=[small])
    assert (caught.value.code, caught.value.exit_code) == ("OVT-P60", 3)
    assert caught.value.fields == {"indicator": RITM, "as_of": DUE, "regions": "10"}
    assert RITM in caught.value.line("fr")


def test_renir_told_by_region_once_is_refused(place: House) -> None:
    by_region = Table(told_first(place, RENIR).published_at, RENIR, DUE, {frozenset(["01"]): 2})
    with pytest.raises(OvtError, match="OVT-P60"):
        asked(place, "SELECT 1", before=[by_region])


def test_nothing_of_the_release_can_be_reached_from_the_public_tables(place: House) -> None:
    found = asked(place, "SELECT database_name FROM duckdb_databases() ORDER BY ALL")
    assert found == [("memory",), ("system",), ("temp",)]


def test_inside_all_regions_and_dates_are_told_and_the_entities_of_the_last_one(place: House) -> None:
    counts = "count(*) FILTER (in_denominator), count(*) FILTER (in_numerator)"
    whole = f"FROM told_figures WHERE indicator_id = '{RITM}' AND place_code = '00' AND as_of = '{OTHER}'"
    queries = (
        "SELECT DISTINCT as_of FROM told_figures ORDER BY ALL",
        "SELECT count(DISTINCT place_code) FROM told_figures",
        "SELECT DISTINCT as_of FROM told_entities",
        f"SELECT {counts} FROM told_entities WHERE indicator_id = '{RITM}'",
        f"SELECT denominator, numerator {whole}",
        "SELECT count(*) FROM told_entities ANTI JOIN told_deliveries USING (delivery_id)",
        "SELECT count(*) > 2 FROM told_deliveries",
    )
    with internal_tables(release(place), [DUE, NIGHT, OTHER]) as con:
        found = [con.execute(query).fetchall() for query in queries]
    assert found[:3] == [[(DUE,), (NIGHT,), (OTHER,)], [(18,)], [(OTHER,)]]
    assert found[3] == found[4] == [(41, 0)]
    assert found[5:] == [[(0,)], [(True,)]]
    with internal_tables(release(place), []) as con:
        assert con.execute("SELECT count(*) FROM told_entities").fetchall() == [(0,)]
