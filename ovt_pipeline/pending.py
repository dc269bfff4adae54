"""What is missing or still refused: the questions behind exit codes 2 and 4.

Belongs here: comparing the inbox, the lots and the release. Does not belong here: words, running anything.
"""

from collections.abc import Iterable
from datetime import date

from ovt_pipeline.contracts.loader import load_contracts
from ovt_pipeline.errors import OvtError
from ovt_pipeline.figures.inputs import exports_of
from ovt_pipeline.intake.find import find_candidates
from ovt_pipeline.lots import Delivery, LotStore, accepted
from ovt_pipeline.plan.loader import load_plan
from ovt_pipeline.release.read import Current
from ovt_pipeline.settings import Settings


def without_delivery(settings: Settings) -> None:
    """Raise OVT-U03, with what to drop where, when there is no file to read and no lot from before."""
    contracts = load_contracts()
    if LotStore(settings.warehouse.lots).deliveries():
        return
    if any(find_candidates(settings.sources, c.export, c.formats) for c in contracts.values()):
        return
    place = settings.sources.name
    there = settings.sources.is_dir()
    first = next(iter(contracts.values()))
    raise OvtError(
        "OVT-U03",
        folders=", ".join(f"{place}/{export}/" for export in contracts),
        found_fr="aucun fichier de livraison" if there else f"le dossier {place} n'existe pas",
        found_en="no delivery file" if there else f"folder {place} does not exist",
        example=f"{place}/{first.export}/{first.export}_2025-03-31.{first.formats[0]}",
    )


def standing_refusals(settings: Settings) -> list[Delivery]:
    """Return the refused deliveries still in the inbox that no later accepted delivery made up for."""
    deliveries = LotStore(settings.warehouse.lots).deliveries()
    there = {
        (c.export, found.sha256)
        for c in load_contracts().values()
        for found in find_candidates(settings.sources, c.export, c.formats)
    }
    refused = [d for d in deliveries if not d.accepted and (d.export, d.sha256) in there]
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
