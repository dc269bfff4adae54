"""A good delivery of each export, to be spoilt: rows of a generated world, written as an office does.

Belongs here: that delivery, at two dates. Does not belong here: operators, what they lead to.
"""

import random
from datetime import date

from drafts.draft import Draft
from drafts.make import CONTRACTS
from drafts.of_worlds import draft_of_records, office_cell, records_of

FIRST_DAY, LAST_DAY = date(2024, 3, 31), date(2025, 3, 31)
SEED = 33  # of a world in which every column that the rules read can change a figure, and without doubts
CSV_EXPORTS = ("municipalites", "ritm_liens")


def good(export: str, day: date = LAST_DAY) -> Draft:
    """Return a well-kept delivery, to be changed at will."""
    draft, rng = draft_of_records(export, day, records_of(export, day, SEED)), random.Random(export)
    draft.extension = "csv" if export in CSV_EXPORTS else "xlsx"
    draft.encoding, draft.separator = CONTRACTS[export].csv_encoding, ";"
    for sheet in draft.tables:
        sheet.spell(lambda column, value: office_cell(column, value, rng))
        rows = sheet.rows
        random.Random(sheet.name).shuffle(rows)
        sheet.arrange(rows)
        sheet.insert(["Extraction du système source"])
    return draft
