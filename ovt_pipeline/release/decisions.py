"""What a release says of the decisions behind it: one row for each thing that a decision names.

Belongs here: the rows of table `decisions`. Does not belong here: what a decision may say (decisions/), the waivers
that let something through (waivers.py), what follows from a decision.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime

import duckdb

from ovt_pipeline.decisions.known import Decision
from ovt_pipeline.decisions.model import Waiver
from ovt_pipeline.decisions.note import Note
from ovt_pipeline.decisions.publication import Publication
from ovt_pipeline.deliveries.delivery import Delivery
from ovt_pipeline.figures.inputs import Inputs
from ovt_pipeline.release.earlier import tables_of
from ovt_pipeline.release.rows import insert_rows

KnownSince = dict[tuple[str, str], datetime]  # by decision and what it names: when a release first knew it


@dataclass(frozen=True)
class Row:
    """One row of the table, but for what the release says of it itself."""

    decision_id: str
    type: str
    subject: str
    rule_id: str | None = None
    delivery_id: str | None = None
    indicator_id: str | None = None
    as_of: date | None = None
    last_as_of: date | None = None
    entity_id: str | None = None
    end_kind: str | None = None
    end_date: date | None = None


def record_decisions(con: duckdb.DuckDBPyConnection, inputs: Inputs, published_at: datetime, day: date) -> None:
    """Fill table `decisions` of the attached release: those in force on `day`, and those that let a lot through."""
    at_hand = {one.id: one for one in inputs.decisions.every if one.is_in_force(day)}
    behind = {waiver.id: waiver for lot in inputs.deliveries for waiver in lot.waivers}
    since = known_since(con)
    rows = []
    for one in ({**behind, **at_hand}).values():
        signer = inputs.decisions.signers.get(one.id)
        for row in rows_of(one, inputs.deliveries):
            first = since.get((row.decision_id, row.subject), published_at)
            until = one.until if isinstance(one, Waiver) else None
            rows.append([*vars(row).values(), one.signed_by, signer, one.signed_on, until, one.why, first])
    columns = ["signed_by", "verified_signer", "signed_on", "until", "why", "first_published_at"]
    insert_rows(con, "decisions", [*Row.__dataclass_fields__, *columns], rows)


def rows_of(one: Decision, deliveries: Collection[Delivery]) -> Iterator[Row]:
    """Yield what a decision names, each delivery that it names of those known; nothing of a publication."""
    if isinstance(one, Publication):
        return
    rule = one.rule if isinstance(one, Waiver) else None
    if isinstance(one, Waiver) and one.figures:
        held = one.figures
        yield Row(one.id, one.type, one.subject, rule, None, held.indicator, held.first, held.last)
    elif isinstance(one, Note) and one.figure:
        yield Row(one.id, one.type, one.subject, None, None, one.figure.indicator, one.figure.as_of)
    elif isinstance(one, Note) and one.entity:
        end = (one.end.kind, one.end.date) if one.end else (None, None)
        yield Row(one.id, one.type, one.subject, None, None, None, None, None, one.entity.key[0], *end)
    else:
        named = [d.delivery_id for d in deliveries if one.covers(d.identity)]
        yield from (Row(one.id, one.type, name, rule, name) for name in named)
        yield from [] if named else [Row(one.id, one.type, one.subject, rule)]


def known_since(con: duckdb.DuckDBPyConnection) -> KnownSince:
    """Return when a release first knew each decision of the previous one, by its id and what it names."""
    if "decisions" not in tables_of(con, "previous"):
        return {}
    found = con.execute("SELECT decision_id, subject, first_published_at FROM previous.decisions").fetchall()
    return {(name, subject): moment for name, subject, moment in found}
