"""From what was read of a file to its judgement: typing and rules. A run keeps the outcome as a lot, a check shows it.

Belongs here: what typing and judging need of each other. Does not belong here: reading (reading/), keeping.
"""

from datetime import date
from pathlib import Path

from ovt_pipeline.contracts.model import Contract
from ovt_pipeline.deliveries.type_cells import forms_of, type_parts
from ovt_pipeline.plan.loader import load_eligibility
from ovt_pipeline.quality.before import Before
from ovt_pipeline.quality.evaluate import Lookup
from ovt_pipeline.quality.judge import Asked, Judgement, TableInput, judge
from ovt_pipeline.quality.places import Place, references_of
from ovt_pipeline.reading.front import ReadFile


def assess(
    read: ReadFile,
    contract: Contract,
    day: date,
    places: list[Place] | None,
    before: Before | None,
    aside: Path | None,
    file_name: str,
) -> Judgement:
    """Type and judge what was read of a delivery extracted on `day`.

    `places` is the municipality list in use, None to leave municipalities unverified; `before` the lots that the
    delivery is compared with, if any are at hand. The tables of the lot are written below `aside`, if it is given.
    """
    # the list of places itself is typed without a list: its codes are the codes
    known = [] if contract.role == "places" else places
    references = references_of(known)
    tables = [(table, tuple(p for p in read.tables if p.table == table.name)) for table in contract.tables]
    forms = forms_of(contract, day)
    inputs = [TableInput(table, parts, type_parts(parts, table, references, forms)) for table, parts in tables]
    return judge(Asked(contract, day, Lookup(known or [], load_eligibility()), file_name, before), inputs, aside)
