"""From what was read of a delivery to its verdict: accepted, refused, or let through by a signed waiver that it names.

Belongs here: the order of judging, and the fields of a delivery that come of it. Does not belong here: reading and
keeping a delivery (deliveries/), a rule (rules.py, contracts), what a waiver is (decisions/).
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from ovt_pipeline.contracts.loader import load_contracts
from ovt_pipeline.contracts.model import Contract
from ovt_pipeline.decisions.model import Waiver
from ovt_pipeline.deliveries.delivery import Delivery, accepted, current_or_oldest
from ovt_pipeline.deliveries.lots import LotStore
from ovt_pipeline.deliveries.verdicts import refused_for
from ovt_pipeline.quality.assess import assess
from ovt_pipeline.quality.before import before, compared_by
from ovt_pipeline.quality.judge import Judgement
from ovt_pipeline.quality.places import Place, places_contract, places_of_lot
from ovt_pipeline.quality.repeats import with_repeats
from ovt_pipeline.quality.waiver_marks import mark_of
from ovt_pipeline.reading.front import ReadFile
from ovt_pipeline.warehouse.database import open_memory


def judge_delivery(
    read: ReadFile,
    contract: Contract,
    delivery: Delivery,
    store: LotStore,
    known: Sequence[Delivery],
    signed: Iterable[Waiver],
    aside: Path,
) -> Delivery:
    """Return a dated delivery with its verdict; its typed rows are written below `aside`.

    `known` are the deliveries received before it, `signed` the waivers in force that name it.
    """
    day = delivery.extraction_date
    if day is None:
        raise ValueError("a delivery without a date is refused before it is read")
    lots = before(store, known, load_contracts(), contract.export, day)
    outcome = assess(read, contract, day, _places(store, known, day), lots, aside, delivery.file_name)
    outcome = with_repeats(outcome, store, known, delivery, contract, aside)
    judged = with_outcome(delivery, outcome, signed)
    exports = sorted(compared_by(judged.refusal_code, contract, lots))
    return replace(judged, rests_on=tuple(lot.delivery_id for e in exports for lot in accepted(known, e)))


def with_outcome(delivery: Delivery, outcome: Judgement, signed: Iterable[Waiver]) -> Delivery:
    """Return a delivery with its judgement: refused for the first refusal that no waiver in force names.

    A waived rule stays failed among the results, with the waiver beside it.
    """
    codes = {error.code for error in outcome.refusals}
    used = tuple(w for w in signed if w.rule in codes)
    judged = replace(
        delivery,
        verdict="accepted",
        rows_read=outcome.rows_read,
        rows_accepted=outcome.rows_accepted,
        rows_rejected=outcome.rows_rejected,
        rows_ignored=outcome.rows_ignored,
        table_rows=outcome.table_rows,
        quality=outcome.quality,
    )
    standing = [e for e in outcome.refusals if e.code not in {w.rule for w in used}]
    if standing:
        return refused_for(judged, standing[0])
    return replace(judged, waivers=used, quality=(*outcome.quality, *map(mark_of, used)))


def _places(store: LotStore, known: Sequence[Delivery], day: date) -> list[Place]:
    contract = places_contract(load_contracts())
    lot = current_or_oldest(known, contract.export, day)
    if lot is None:
        return []
    (table,) = contract.tables
    with open_memory() as con:
        return places_of_lot(con, store.file(lot, f"{table.name}/rows.parquet"), table)
