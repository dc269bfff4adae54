"""The decisions that have no effect: out of their time, or about nothing that is there. Told on every run.

Belongs here: telling them apart. Does not belong here: reading them, the inbox, the lots or the release (situation.py).
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from ovt_pipeline.decisions.model import Waiver
from ovt_pipeline.decisions.publication import Publication
from ovt_pipeline.decisions.signed import FileIdentity
from ovt_pipeline.deliveries.delivery import Delivery
from ovt_pipeline.language.errors import OvtError, Where
from ovt_pipeline.operations.situation import Situation


def faulty_waivers(situation: Situation) -> list[OvtError]:
    """Return why waivers at hand let nothing through: OVT-U17 or U18, one for each."""
    waivers, release = situation.decisions.waivers, situation.release
    if not waivers:
        return []
    waiting = [file.identity for file in situation.files]
    published = {one.waiver_id for one in release.current.waivers} if release else set()
    return list(waiver_faults(waivers, situation.day, situation.deliveries, waiting, published))


def faulty_decisions(situation: Situation) -> list[OvtError]:
    """Return why other decisions at hand have no effect: OVT-D06 before its signature, D07 of an unknown object."""
    day, files = situation.day, situation.files
    others = [one for one in situation.decisions.every if not isinstance(one, Waiver)]
    early = [one for one in others if not one.is_in_force(day)]
    known = {d.identity for d in situation.deliveries} | {file.identity for file in files} if others else set()
    named = [one for one in others if one.is_in_force(day) and not isinstance(one, Publication) and one.export]
    unknown = [one for one in named if not any(one.covers(identity) for identity in known)]
    return [
        *(OvtError("OVT-D06", Where(file=one.id), today=day, signed_on=one.signed_on) for one in early),
        *(OvtError("OVT-D07", Where(file=one.id), reason="delivery", subject=one.subject) for one in unknown),
        *_unknown_releases(situation),
    ]


def _unknown_releases(situation: Situation) -> Iterator[OvtError]:
    """Yield OVT-D07 for each publication of a release that the warehouse does not hold."""
    named = [one for one in situation.decisions.publications if one.release]
    there = situation.warehouse.release_files() if named else {}
    for one in named:
        if one.release not in there:
            yield OvtError("OVT-D07", Where(file=one.id), reason="release", subject=one.subject)


def waiver_faults(
    waivers: Iterable[Waiver],
    day: date,
    deliveries: Collection[Delivery],
    waiting: Collection[FileIdentity],
    published: Collection[str],
) -> Iterator[OvtError]:
    """Yield OVT-U17 for a waiver not in force on `day`, OVT-U18 for one without an object.

    `waiting` are the files of the inbox, `published` the ids of the waivers that the release names.
    """
    for waiver in waivers:
        where = Where(file=waiver.id)
        if not waiver.is_in_force(day):
            period = {"first": waiver.signed_on, "last": waiver.until}
            yield OvtError("OVT-U17", where, today=day, rule=waiver.rule, subject=waiver.subject, **period)
        elif not _has_object(waiver, deliveries, waiting, published):
            yield OvtError("OVT-U18", where, rule=waiver.rule, subject=waiver.subject)


def _has_object(
    waiver: Waiver, deliveries: Collection[Delivery], waiting: Collection[FileIdentity], published: Collection[str]
) -> bool:
    if waiver.figures:  # whether they are held is told where they are computed
        return True
    if waiver.export is None:
        return waiver.id in published
    named = [d for d in deliveries if waiver.covers((d.export, d.sha256, d.extraction_date))]
    if not named:  # a file not judged yet, such as one that waits for another export
        return any(waiver.covers(identity) for identity in waiting)
    return any(_fails(delivery, waiver.rule) for delivery in named)


def _fails(delivery: Delivery, rule: str) -> bool:
    code = rule.removeprefix("OVT")
    return any(r.rule_id.endswith(code) and not r.success for r in delivery.quality)
