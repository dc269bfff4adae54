"""What each decision at hand touches: deliveries, and the published figures that rest on them or on what it says.

Belongs here: that question. Does not belong here: which decisions are at hand (situation.py), words.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ovt_pipeline.decisions.known import Decision
from ovt_pipeline.decisions.model import Waiver
from ovt_pipeline.decisions.note import Note
from ovt_pipeline.decisions.publication import Publication
from ovt_pipeline.deliveries.delivery import Delivery
from ovt_pipeline.figures.inputs import Inputs, exports_of
from ovt_pipeline.operations.situation import Situation


@dataclass(frozen=True)
class Touched:
    """A decision with what it touches; `signer` is whose key verified, None where no signature is required."""

    decision: Decision
    is_in_force: bool
    signer: str | None
    deliveries: tuple[str, ...]
    figures: tuple[str, ...]  # indicators
    dates: tuple[date, ...]  # published ones, of those figures


def touched(situation: Situation) -> Iterator[Touched]:
    """Yield every decision at hand with what it touches, in the order of their ids."""
    decisions, inputs = situation.decisions, situation.inputs
    published = [one.as_of for one in situation.release.known] if situation.release else []
    for one in decisions.every:
        named = _deliveries(one, inputs)
        figures, dates = _figures(one, named, inputs, published)
        ids = tuple(d.delivery_id for d in named)
        yield Touched(one, one.is_in_force(situation.day), decisions.signers.get(one.id), ids, figures, tuple(dates))


def _deliveries(one: Decision, inputs: Inputs) -> list[Delivery]:
    return [] if isinstance(one, Publication) else [d for d in inputs.deliveries if one.covers(d.identity)]


def _figures(
    one: Decision, named: list[Delivery], inputs: Inputs, published: list[date]
) -> tuple[tuple[str, ...], list[date]]:
    """Return the indicators and the published dates that a decision touches."""
    if isinstance(one, Publication):
        return tuple(i.id for i in inputs.indicators) if one.as_of else (), [d for d in published if d == one.as_of]
    if isinstance(one, Waiver) and one.figures:
        return (one.figures.indicator,), [d for d in published if one.figures.first <= d <= one.figures.last]
    if isinstance(one, Note) and one.figure:
        return (one.figure.indicator,), [d for d in published if d == one.figure.as_of]
    if isinstance(one, Note) and one.entity:
        since = one.end.date if one.end else date.min
        return _readers({one.entity.export}, inputs), [d for d in published if d >= since]
    ids = {d.delivery_id for d in named}
    dates = [day for day in published if ids & {d.delivery_id for d in _behind(inputs, day)}]
    return _readers({d.export for d in named}, inputs) if dates else (), dates


def _behind(inputs: Inputs, day: date) -> Iterator[Delivery]:
    """Yield the deliveries that a figure of a day rests on, or would without a withdrawal."""
    yield from inputs.withdrawn(day)
    for export in inputs.contracts:
        yield from inputs.known(export, day)


def _readers(exports: set[str], inputs: Inputs) -> tuple[str, ...]:
    return tuple(i.id for i in inputs.indicators if exports & set(exports_of(i)))
