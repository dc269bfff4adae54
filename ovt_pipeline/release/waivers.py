"""What a release says of the waivers behind it: those of its lots, and those of its own blocking checks.

Belongs here: the rows of table `waivers`, the checks that a waiver lets through. Does not belong here: the checks
(audit.py), how a waiver is signed (decisions/).
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

import duckdb

from ovt_pipeline.decisions.model import Waiver
from ovt_pipeline.deliveries.delivery import RuleResult
from ovt_pipeline.figures.inputs import Inputs
from ovt_pipeline.quality.waiver_marks import mark_of
from ovt_pipeline.release.audit import SUBJECT
from ovt_pipeline.release.fill import QUALITY_COLUMNS
from ovt_pipeline.release.rows import insert_rows

COLUMNS = ["waiver_id", "rule_id", "delivery_id", "signed_by", "signed_on", "until", "is_expired", "why"]


def waived_checks(results: Iterable[RuleResult], waivers: Sequence[Waiver], day: date) -> list[Waiver]:
    """Return the waivers in force of the blocking checks that failed; the others let nothing through."""
    failed = {r.rule_id for r in results if r.severity == "blocking" and not r.success}
    return [w for w in waivers if w.rule in failed and w.is_in_force(day)]


def record_waivers(con: duckdb.DuckDBPyConnection, inputs: Inputs, checks: Sequence[Waiver], day: date) -> None:
    """Fill table `waivers` of the attached release, and name beside its checks the waivers that let them through."""
    marks = ([SUBJECT, *vars(mark_of(w)).values()] for w in checks)
    insert_rows(con, "quality_results", ["subject", *QUALITY_COLUMNS], marks)
    insert_rows(con, "waivers", COLUMNS, [*_rows(inputs, checks, day), *_of_figures(con, inputs, day)])


def _of_figures(con: duckdb.DuckDBPyConnection, inputs: Inputs, day: date) -> Iterator[list[Any]]:
    """Yield the waivers that let held figures through, also one whose file is gone: as the release before says."""
    known = {w.id: w for w in inputs.decisions.waivers}
    used = con.execute("SELECT DISTINCT decision_id, indicator_id, as_of FROM figure_changes WHERE decision_id <> ''")
    for name, indicator, as_of in used.fetchall():
        subject = f"{indicator}/{as_of}"
        if one := known.get(name):
            yield [one.id, one.rule, subject, one.signed_by, one.signed_on, one.until, day > one.until, one.why]
        else:
            query = f"SELECT {', '.join(COLUMNS)} FROM previous.waivers WHERE waiver_id = ? AND delivery_id = ?"
            for row in con.execute(query, [name, subject]).fetchall():
                yield [*row[:6], day > row[5], row[7]]


def _rows(inputs: Inputs, checks: Sequence[Waiver], day: date) -> Iterator[list[Any]]:
    used = [(d.delivery_id, w) for d in inputs.deliveries for w in d.waivers] + [(SUBJECT, w) for w in checks]
    for subject, w in used:
        yield [w.id, w.rule, subject, w.signed_by, w.signed_on, w.until, day > w.until, w.why]
