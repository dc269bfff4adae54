"""From what was read of a file to its judgement: typing and rules. A run keeps the outcome as a lot, a check shows it.

Belongs here: what typing and judging need of each other. Does not belong here: reading (reading/), keeping.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from ovt_pipeline.contracts.model import Contract
from ovt_pipeline.deliveries.references import References
from ovt_pipeline.deliveries.type_cells import type_table
from ovt_pipeline.plan.loader import load_eligibility, load_regions
from ovt_pipeline.quality.evaluate import Lookup
from ovt_pipeline.quality.judge import Judgement, TableInput, judge
from ovt_pipeline.reading.front import ReadFile, ReadTable

Place = tuple[str, str, str]  # code, name, region
PLACES = "municipalites"  # the export that gives places their codes and regions
WHOLE = "00"


def assess(
    read: ReadFile,
    contract: Contract,
    day: date,
    places: list[Place] | None,
    previous: Mapping[str, int],
    aside: Path | None,
    file_name: str,
) -> Judgement:
    """Type and judge what was read of a delivery extracted on `day`.

    `places` is the municipality list in use, None to leave municipalities unverified; `previous` the rows of each table
    of the previous delivery. The tables of the lot are written below `aside`; nothing is written without it.
    """
    # the reference list itself is typed without a list: its codes are the codes
    known = [] if contract.export == PLACES else places
    inputs = [_input(part, contract, known, previous.get(part.table)) for part in read.tables]
    return judge(contract, inputs, day, Lookup(known or [], load_eligibility()), aside, file_name)


def references_of(places: list[Place] | None) -> References:
    """Return the lists that cells are compared with: the regions of the plan and the given municipalities."""
    regions = {r["code"]: r["name_fr"] for r in load_regions() if r["code"] != WHOLE}
    return References(regions, None if places is None else {code: (name, region) for code, name, region in places})


def _input(part: ReadTable, contract: Contract, places: list[Place] | None, previous: int | None) -> TableInput:
    return TableInput(
        table=contract.table(part.table),
        typed=type_table(part, contract.table(part.table), references_of(places)),
        sheet=part.sheet,
        header_row=part.header_row,
        totals_row=part.totals_row,
        unknown_headers=part.unknown_headers,
        previous=previous,
    )
