"""What is missing or still refused: the questions behind exit codes 2 and 4.

Belongs here: comparing the inbox, the lots and the release. Does not belong here: words, running anything.
"""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from ovt_pipeline.contracts.loader import load_contracts
from ovt_pipeline.errors import OvtError
from ovt_pipeline.figures.inputs import exports_of
from ovt_pipeline.intake.find import find_candidates
from ovt_pipeline.lots import Delivery, LotStore, accepted
from ovt_pipeline.plan.loader import load_plan
from ovt_pipeline.release.read import Current
from ovt_pipeline.settings import Settings, shown


def has_delivery(sources: Path, lots: Path) -> bool:
    """Say whether there is anything to compute from: a delivery in the inbox, or one received before."""
    if LotStore(lots).deliveries():
        return True
    return any(find_candidates(sources, c.export, c.formats) for c in load_contracts().values())


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
        for found in find_candidates(settings.sources, c.export, c.formats)
    }
    refused = [d for d in deliveries if not d.accepted and (d.export, d.sha256, d.extraction_date) in there]
    return [d for d in refused if not any(_makes_up(later, d) for later in accepted(deliveries, d.export))]


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
        for i in load_plan().indicators
        for day in as_ofs
        if (i.id, day) not in known
    ]


def _lacks(extraction_date: date | None, day: date, export: str) -> bool:
    return extraction_date is None or (export != "municipalites" and extraction_date > day)


def _makes_up(later: Delivery, refused: Delivery) -> bool:
    return later.received_at > refused.received_at and later.day >= (refused.day if refused.extraction_date else "")


def _is_ours(path: Path) -> bool:
    """Say whether a file is a note, a lock or a hidden file rather than something meant as a delivery."""
    return path.name.startswith((".", "~$")) or path.suffix.lower() == ".md"
