"""Every notice of a situation: what the questions of this room found, each as a sentence in both languages.

Belongs here: which questions are asked, and what a notice says of an answer. Does not belong here: the questions (one
module each), the sentences (catalogue/notices.yaml), showing them.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from ovt_pipeline.decisions.guarded_file import files_in
from ovt_pipeline.language.catalogue import both, entries
from ovt_pipeline.language.speech import Speech, displayed
from ovt_pipeline.language.text import Text
from ovt_pipeline.operations.decision_faults import faulty_decisions, faulty_waivers
from ovt_pipeline.operations.disk import free_on
from ovt_pipeline.operations.held_figures import figures_without_source, held_figures, unexplained
from ovt_pipeline.operations.idle_files import replaced_files, withdrawn_files
from ovt_pipeline.operations.missed_days import missed_days
from ovt_pipeline.operations.missing_figures import missing_figures
from ovt_pipeline.operations.out_of_date import other_rules, stale_dates
from ovt_pipeline.operations.outcome import REMARK, WARNING, Notice, of_error
from ovt_pipeline.operations.published import Release
from ovt_pipeline.operations.refusals import standing_refusals
from ovt_pipeline.operations.retention import introduced, not_done, past_time
from ovt_pipeline.operations.silent_exports import silent_exports
from ovt_pipeline.operations.situation import Situation
from ovt_pipeline.operations.starting_values import starting_differences
from ovt_pipeline.operations.stray_files import stray_files
from ovt_pipeline.operations.unread_files import quiet_files, unread_files
from ovt_pipeline.quality.silence import SILENT

HELD, UNEXPLAINED = "held", "unexplained"  # codes; the sentence depends on what the figure is compared with
HELD_BY = {"date": "held_by_date", "version": "held_by_version"}
UNEXPLAINED_BY = {"date": "unexplained_by_date", "version": "unexplained_by_version"}
LISTED = 5  # dates or files that a sentence names; of more, the first ones and the last
MEGA = 2**20


def of_release(situation: Situation, as_ofs: Collection[date], beside: Sequence[date] = ()) -> Iterator[Notice]:
    """Yield what there is to know of the current release, of the dates asked and of those published `beside` them.

    What a date beside them lacks is not told: nobody asked for it.
    """
    release = situation.release
    if release:
        yield from _events(release)
        if beside:
            yield _notice("due_dates", count=len(beside), days=_listed(beside))
        yield from _starting_values(release, [*as_ofs, *beside])
        yield from _out_of_date(situation)
        yield from _waivers(release, situation.day)
        yield from _changes(situation, [*as_ofs, *beside])
    yield from _withdrawals(situation)
    yield from _held(situation)
    for one in missing_figures(situation, as_ofs):
        exports = ", ".join(one.exports)
        yield _notice("missing_figure", indicator=one.indicator_id, as_of=one.as_of, exports=exports)


def of_inbox(situation: Situation) -> Iterator[Notice]:
    """Yield what there is to know of the files that came or did not, and of the decisions at hand."""
    for name, folder in stray_files(situation):
        yield _notice("misplaced", file=name, folder=folder) if folder else _notice("stray", file=name)
    for name in quiet_files(situation):
        yield _notice("quiet", file=name, seconds=situation.settings.csv_quiet)
    for name in unread_files(situation):
        yield _notice("unread", file=name)
    silent = silent_exports(situation)
    if silent:
        yield _notice(
            "silent", SILENT, rule=SILENT, exports=", ".join(f"{c.export} ({c.max_age_days})" for c in silent)
        )
    for refused in standing_refusals(situation):
        line = Text(refused.refusal_fr or "", refused.refusal_en or "")
        yield _notice("still_refused", refused.refusal_code, file=refused.file_name, line=line)
    for name, decision in withdrawn_files(situation):
        yield _notice("withdrawn_file", file=name, id=decision)
    for replaced in replaced_files(situation):
        yield _notice("replaced_file", file=replaced.file_name, delivery=replaced.by.delivery_id)
    for error in (*faulty_waivers(situation), *faulty_decisions(situation)):
        yield of_error(error, WARNING)
    yield from _older_folder(situation)


def of_retention(situation: Situation, *, is_after: bool = True) -> Iterator[Notice]:
    """Yield what retention will begin to remove, or left, right after a publication; and that the disk grows full."""
    found = past_time(situation)
    if found and introduced(situation.warehouse) == situation.published().current.release_id:
        size = sum(one.size for one in found) // MEGA
        names = _listed([one.path.name for one in found])
        command = f"ovt prune{situation.settings.flags}"
        days = situation.settings.keep_days
        yield _notice("retention_begins", count=len(found), names=names, size=size, keep=days, command=command)
    elif found and is_after:
        yield of_error(not_done(left=len(found)), REMARK)
    free, least = free_on(situation.warehouse), situation.settings.disk_min
    if free < least:
        yield _notice("disk_low", free=free // MEGA, least=least // MEGA)


def of_nights(situation: Situation) -> Iterator[Notice]:
    """Yield the notice of the nights missed, when there are any."""
    yield from _dates(situation, "missed", missed_days(situation, situation.last_day))


def _events(release: Release) -> Iterator[Notice]:
    for event in release.standing.events:
        said = Text(event.sentence_fr, event.sentence_en)
        yield _notice("event", indicator=event.indicator_id, as_of=event.as_of, sentence=said)


def _starting_values(release: Release, as_ofs: Collection[date]) -> Iterator[Notice]:
    for start, figure in starting_differences(release.current, as_ofs):
        planned = Text(*(Speech(lang).number(start.value, start.unit, decimals=0) for lang in ("fr", "en")))
        place: dict[str, Any] = {"indicator": figure.indicator_id, "as_of": figure.as_of}
        yield _notice("start_differs", **place, found=displayed(figure.display_value), planned=planned)


def _out_of_date(situation: Situation) -> Iterator[Notice]:
    stale = stale_dates(situation)
    yield from _dates(situation, "stale", stale)
    yield from _dates(situation, "other_rules", other_rules(situation, stale))


def _waivers(release: Release, day: date) -> Iterator[Notice]:
    for one in release.current.waivers:
        signed: dict[str, Any] = {
            "signed_by": one.signed_by,
            "signed_on": one.signed_on,
            "until": one.until,
            "why": one.why,
        }
        key = "waived" if day <= one.until else "waived_expired"
        yield _notice(key, id=one.waiver_id, rule=one.rule_id, subject=one.delivery_id, **signed)


def _held(situation: Situation) -> Iterator[Notice]:
    """Yield each held figure with both values and its first entities, then those that have lost their source."""
    units = {one.id: (one.unit, one.unit_en) for one in situation.inputs.indicators}
    for held in held_figures(situation):
        one = held.comparison
        values: dict[str, Any] = {"value": one.value, "value_before": one.value_before}
        values = {name: _shown(value, *units[one.indicator_id]) for name, value in values.items()}
        counts = {name: getattr(one, name) for name in ("unexplained", "lost", "compared_as_of")}
        place: dict[str, Any] = {"indicator": one.indicator_id, "as_of": one.as_of}
        told = _notice(HELD_BY[one.compared_with], HELD, **place, **values, **counts)
        yield replace(told, entities=held.entities)
    for name, day in figures_without_source(situation):
        yield _notice("lost_source", indicator=name, as_of=day)


def _changes(situation: Situation, as_ofs: Collection[date]) -> Iterator[Notice]:
    for one in unexplained(situation, as_ofs):
        changes = one.changes
        place: dict[str, Any] = {"indicator": changes.indicator_id, "as_of": changes.as_of}
        counts = {name: getattr(changes, name) for name in ("unexplained", "lost", "entered_late", "compared_as_of")}
        if changes.unexplained:
            yield _notice(UNEXPLAINED_BY[changes.compared_with], UNEXPLAINED, **place, **counts)
        if one.is_late:
            yield _notice("entered_late", **place, **counts)


def _shown(value: float | None, unit: str, unit_en: str) -> Text:
    return Text(Speech("fr").number(value, unit), Speech("en").number(value, unit_en))


def _withdrawals(situation: Situation) -> Iterator[Notice]:
    names = {d.delivery_id: d.withdrawn_by for d in situation.deliveries if d.withdrawn_by}
    known = {one.id: one for one in situation.decisions.withdrawals}
    for delivery, name in names.items():
        yield _notice("withdrawal", delivery=delivery, **known[name].fields())


def _older_folder(situation: Situation) -> Iterator[Notice]:
    """Yield that the folder of the version before still holds waivers, when it does."""
    older = situation.settings.waivers
    if older != situation.settings.decisions and files_in(older):
        yield _notice("older_waivers", folder=older.name, place=situation.settings.decisions.name)


def _dates(situation: Situation, key: str, days: Sequence[date]) -> Iterator[Notice]:
    """Yield a notice that names days and the command that computes them, when there are any."""
    if days:
        command = f"ovt backfill --from {days[0]} --to {days[-1]}{situation.settings.flags}"
        yield _notice(key, count=len(days), days=_listed(days), command=command)


def _listed(some: Sequence[date | str]) -> str:
    return ", ".join(map(str, some)) if len(some) <= LISTED else f"{some[0]}, {some[1]} … {some[-1]}"


def _notice(
    key: str,
    code: str | None = None,
    *,
    file: str | None = None,
    indicator: str | None = None,
    as_of: date | None = None,
    command: str | None = None,
    **fields: object,
) -> Notice:
    """Return a notice of notices.yaml; its code is the key unless it has one of its own."""
    said = both("notices", key, file=file, indicator=indicator, as_of=as_of, command=command, **fields)
    severity = entries("notices")[key]["severity"]
    return Notice(code or key, severity, said.fr, said.en, file, indicator, as_of, command)
