"""Holds the figures that more changes without a fact made than the plan allows: they are not published at that date.

Belongs here: the limits, the decisions that let a held figure through, what a release says of both. Does not belong
here: finding the changes (changes.py), which dates a release takes (chosen.py), words.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date

import duckdb

from ovt_pipeline.figures.inputs import Inputs
from ovt_pipeline.plan.model import UnexplainedChanges
from ovt_pipeline.release.changes import WITH_DATE, WITH_VERSION, Comparison, compare, prepare, unexplained_entities
from ovt_pipeline.release.rows import insert_rows
from ovt_pipeline.sql import read_sql

NAMED = 10  # entities that a notice names
UNEXPLAINED, NO_SOURCE = "unexplained", "no_source"  # why what stands at a date is not what was computed last
COUNTS = ("explained", "entered_late", "cleared", "restored", "unexplained", "lost")
COLUMNS = ("indicator_id", "as_of", "compared_with", "compared_as_of", *COUNTS, "numerator_before")
HELD_COLUMNS = ("indicator_id", "as_of", "reason")
Figure = tuple[str, date]


@dataclass(frozen=True)
class Held:
    """A held figure: the comparison that holds it, and its first entities."""

    comparison: Comparison
    entities: tuple[str, ...]


def hold(con: duckdb.DuckDBPyConnection, inputs: Inputs) -> list[Held]:
    """Take out of `taken` every figure that is held; fill figure_changes and held_figures of the attached release.

    Figures are compared as if all were taken; when one is held, those that it served as a base are compared again with
    what stands instead. What is published already, but for the rules, is not held.
    """
    prepare(con)
    held: dict[Figure, Held] = {}
    found: dict[tuple[str, date, str], Comparison] = {}
    published: set[Figure] = set()
    waiting: list[Figure] = con.execute("SELECT indicator_id, as_of FROM taken").fetchall()
    kinds: tuple[str, ...] = (WITH_VERSION, WITH_DATE)
    while waiting:
        compared = compare(con, inputs, waiting, kinds)
        published |= {one.figure for one in compared if one.is_unchanged_version}
        newly = _held_of(con, inputs, [one for one in compared if one.figure not in published])
        for name, day in newly:
            con.execute("DELETE FROM taken WHERE indicator_id = ? AND as_of = ?", [name, day])
        held |= newly
        found |= {(*c.figure, c.compared_with): c for c in compared if not c.is_unchanged_version}
        again = [one for one in found.values() if _rests_on(one, newly)]
        for one in again:
            del found[(*one.figure, one.compared_with)]
        waiting, kinds = [one.figure for one in again if one.figure not in held], (WITH_DATE,)
    _record(con, inputs, [one for one in found.values() if one.figure not in held], held)
    return list(held.values())


def holds(one: Comparison, limits: UnexplainedChanges) -> bool:
    """Say whether a comparison has more changes without a fact than the plan allows."""
    greater = max(one.numerator, one.numerator_before)
    many = one.unexplained > limits.entities and one.unexplained > limits.share * greater
    lost = one.lost > limits.lost_entities and one.lost > limits.lost_share * one.numerator_before
    return many or lost


def limits_of(inputs: Inputs, indicator_id: str) -> UnexplainedChanges:
    """Return the limits of the plan of an indicator; the default ones for an indicator that no plan has any more."""
    plans = (plan for plan in inputs.plans if indicator_id in {one.id for one in plan.indicators})
    return next((plan.unexplained_changes for plan in plans), UnexplainedChanges())


def _held_of(con: duckdb.DuckDBPyConnection, inputs: Inputs, compared: Iterable[Comparison]) -> dict[Figure, Held]:
    """Return what is held, by figure; `compared` in order of date. What rests on a held base has no verdict yet."""
    newly: dict[Figure, Held] = {}
    for one in compared:
        is_over = not _rests_on(one, newly) and holds(one, limits_of(inputs, one.indicator_id))
        if is_over and not inputs.decisions.held_let_through(*one.figure):
            newly.setdefault(one.figure, Held(one, unexplained_entities(con, one)[:NAMED]))
    return newly


def _rests_on(one: Comparison, held: Mapping[Figure, Held]) -> bool:
    return one.compared_with == WITH_DATE and (one.indicator_id, one.compared_as_of) in held


def _record(
    con: duckdb.DuckDBPyConnection, inputs: Inputs, compared: Iterable[Comparison], held: Collection[Figure]
) -> None:
    rows = []
    for one in compared:
        through = None
        if holds(one, limits_of(inputs, one.indicator_id)):
            through = inputs.decisions.held_let_through(*one.figure)
        facts = asdict(one)
        rows.append([*(facts[name] for name in COLUMNS), through.id if through else None])
    insert_rows(con, "figure_changes", [*COLUMNS, "decision_id"], rows)
    con.execute(read_sql("release/changes/carried"))
    insert_rows(con, "held_figures", HELD_COLUMNS, ([*figure, UNEXPLAINED] for figure in held))
    con.execute(read_sql("release/changes/still_held"), {"no_source": NO_SOURCE})
