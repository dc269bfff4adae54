"""All the messes of sound deliveries, family by family: what « Every reader of a delivery copes with » promises.

Belongs here: the list. Does not belong here: the messes themselves, faulty cells (faulty.py).
"""

from . import messy_csv, messy_headers, messy_layout, messy_values, messy_workbooks
from .messes import Mess

FAMILIES = (messy_csv, messy_layout, messy_headers, messy_values, messy_workbooks)
MESSES: list[Mess] = [mess for family in FAMILIES for mess in family.MESSES]
