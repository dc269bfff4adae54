"""What is missing, still refused or out of date: the questions behind exit codes 2 and 4, and what to backfill.

Belongs here: comparing the inbox, the lots and the release. Does not belong here: words, running anything.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from ovt_pipeline.answers.current import Current, read_known
from ovt_pipeline.contracts.loader import load_contracts
from ovt_pipeline.decisions.loader import load_waivers
from ovt_pipeline.decisions.model import Waiver, applicable, digest_of
from ovt_pipeline.deliveries.find import InboxFile, inbox_files
from ovt_pipeline.deliveries.lots import Delivery, LotStore, RuleResult, accepted, is_judged
from ovt_pipeline.figures.inputs import Inputs, exports_of, inputs_of
from ovt_pipeline.language.errors import OvtError
from ovt_pipeline.operations.waiver_faults import waiver_faults
from ovt_pipeline.plan.loader import load_plans
from ovt_pipeline.quality.silence import silences
from ovt_pipeline.settings import Settings, shown
from ovt_pipeline.warehouse.place import Warehouse

ONE_DAY, MONTH = timedelta(days=1), timedelta(days=31)


def has_delivery(sources: Path, lots: Path) -> bool:
    """Say whether there is anything to compute from: a delivery in the inbox, or one received before."""
    if LotStore(lots).deliveries():
        return True
    return any(inbox_files(sources, c.export, c.formats) for c in load_contracts().values())


def require_delivery(settings: Settings) -> None:
    """Raise OVT-U03, with what to drop where, when there is nothing to compute from."""
    if has_delivery(settings.sources, settings.warehouse.lots):
        return
    place, there = shown(settings.sources), settings.sources.is_dir()
    first = next(iter(load_contracts().values()))
    raise OvtError(
        "OVT-U03",
        folders=", ".join(f"{place}/{export}/" for export in load_contracts()),
        found_fr="aucun fichier de livraison" if there else f"{place} n'est pas un dossier",
        found_en="no delivery file" if there else f"{place} is not a folder",
        example=f"{place}/{first.export}/{first.export}_2025-03-31.{first.formats[0]}",
    )


def stray_files(sources: Path) -> list[str]:
    """Return the files of the inbox that no export reads: misplaced, or of a format its contract does not take."""
    formats = {c.export: {f".{f}" for f in c.formats} for c in load_contracts().values()}
    found = [p for p in sorted(sources.glob("*")) + sorted(sources.glob("*/*")) if p.is_file() and not p.is_symlink()]
    read = [p for p in found if p.parent.name in formats and p.suffix.lower() in formats[p.parent.name]]
    return [str(p.relative_to(sources)) for p in found if p not in read and not _is_ours(p)]


def standing_refusals(settings: Settings) -> list[Delivery]:
    """Return the refused deliveries still in the inbox that no later accepted delivery made up for."""
    deliveries = LotStore(settings.warehouse.lots).deliveries()
    there = {
        (c.export, found.sha256, found.extraction_date)
        for c in load_contracts().values()
        for found in inbox_files(settings.sources, c.export, c.formats)
    }
    refused = [d for d in deliveries if not d.accepted and (d.export, d.sha256, d.extraction_date) in there]
    return [d for d in refused if not any(_makes_up(later, d) for later in accepted(deliveries, d.export))]


def faulty_waivers(settings: Settings, current: Current, day: date) -> list[OvtError]:
    """Return why waivers at hand let nothing through: OVT-U17 or U18, one for each."""
    waiting = [
        found.identity
        for c in load_contracts().values()
        for found in inbox_files(settings.sources, c.export, c.formats)
    ]
    deliveries, published = LotStore(settings.warehouse.lots).deliveries(), {w.waiver_id for w in current.waivers}
    return list(waiver_faults(load_waivers(settings.waivers), day, deliveries, waiting, published))


def silent_exports(settings: Settings, day: date) -> list[RuleResult]:
    """Return the remark M06 of each export of which no file has come for too long."""
    found = silences(load_contracts().values(), LotStore(settings.warehouse.lots).deliveries(), day)
    return [result for result in found if not result.success]


def missing_figures(current: Current, as_ofs: Iterable[date]) -> list[dict[str, object]]:
    """Return, for each figure that the release lacks at these dates, the exports without an accepted lot."""
    known = {(f.indicator_id, f.as_of) for f in current.figures}
    dated = {s.export: s.extraction_date for s in current.sources}
    return [
        {
            "indicator": i.id,
            "as_of": day,
            "exports": ", ".join(e for e in exports_of(i) if _lacks(dated.get(e), day, e)),
        }
        for plan in load_plans()
        for i in plan.indicators
        for day in as_ofs
        if (i.id, day) not in known
    ]


Known = Mapping[date, tuple[datetime, str]]  # of each published date: last reception behind it, digest of its inputs


def stale_dates(known: Known, inputs: Inputs) -> list[date]:
    """Return the published dates that a delivery received since can change, in order."""
    indicators = inputs.indicators
    return [day for day, (known_at, _) in known.items() if any(inputs.late(i, day, known_at) for i in indicators)]


def other_rules(known: Known, inputs: Inputs) -> list[date]:
    """Return the published dates that other rules than those of today counted, those of stale_dates apart, in order."""
    stale = set(stale_dates(known, inputs))
    return [day for day, (_, digest) in known.items() if day not in stale and digest != inputs.digest(day)]


@dataclass(frozen=True)
class Arrivals:
    """What arrived since the last release, and the first and last published date that it can change."""

    digest: str
    first: date
    last: date


def late_arrivals(sources: Path, warehouse: Warehouse, waivers: Sequence[Waiver], day: date) -> Arrivals | None:
    """Return what arrived late for published dates, still in the inbox or received already; None when nothing did.

    A refused delivery whose waivers changed has arrived again.
    """
    if warehouse.current_release() is None:
        return None
    known, inputs = read_known(warehouse), inputs_of(warehouse)
    new = [c for c in _unjudged(sources, inputs, waivers, day) if c.extraction_date and c.extraction_date <= max(known)]
    first_new = min((c.extraction_date for c in new if c.extraction_date), default=None)
    stale = [day for day in known if first_new and day >= first_new] + stale_dates(known, inputs)
    if not stale:
        return None
    facts = [
        sorted(c.sha256 + digest_of(applicable(waivers, c.identity, day)) for c in new),
        sorted({inputs.digest(day) for day in stale}),
    ]
    return Arrivals(hashlib.sha256(json.dumps(facts).encode()).hexdigest(), min(stale), max(stale))


def _unjudged(sources: Path, inputs: Inputs, waivers: Sequence[Waiver], day: date) -> list[InboxFile]:
    return [
        candidate
        for contract in inputs.contracts.values()
        for candidate in inbox_files(sources, contract.export, contract.formats)
        if not is_judged(
            inputs.deliveries,
            candidate.identity,
            contract.digest,
            digest_of(applicable(waivers, candidate.identity, day)),
        )
    ]


def missed_days(current: Current, day: date) -> list[date]:
    """Return the days without a figure since the last published one before `day`, at least those of the last month."""
    dates = {f.as_of for f in current.figures}
    before = [d for d in dates if d < day]
    if not before:
        return []
    first = max(min(before), min(max(before), day - MONTH)) + ONE_DAY
    span = [first + ONE_DAY * n for n in range((day - first).days)]
    return [d for d in span if d not in dates]


def _lacks(extraction_date: date | None, day: date, export: str) -> bool:
    return extraction_date is None or (export != "municipalites" and extraction_date > day)


def _makes_up(later: Delivery, refused: Delivery) -> bool:
    return later.received_at > refused.received_at and later.day >= (refused.day if refused.extraction_date else "")


def _is_ours(path: Path) -> bool:
    """Say whether a file is a note, a lock or a hidden file rather than something meant as a delivery."""
    return path.name.startswith((".", "~$")) or path.suffix.lower() == ".md"
