"""The ways that no rule sees: plausible cell by cell and as a whole, or too few rows of them to hold a figure.

Belongs here: their names, and why. Not here: the ways themselves; docs/gates.md says the same to readers.
"""

from __future__ import annotations

from .place import EXPORTS
from .ways import JOBS, RGT, RITM, UNITS, all_ways

NEW = "what no delivery ever told cannot be missed"
SAME = "a source in which nothing has happened looks the same; a remark says so"
FACTS = "true dates of facts under other keys: each change has its fact"
FEW = "plausible cell by cell; where more than a few entities change, the figure is held"

UNSEEN: dict[tuple[str, str], str] = {
    **{(export, "new rows left out"): NEW for export in EXPORTS},
    **{(export, "the previous file again"): SAME for export in EXPORTS},
    **{
        (e, f"code_region {how}"): FEW
        for e in (UNITS, RITM)
        for how in ("moved by a row", "sorted alone", "dragged down")
    },
    (RGT, "pairs of another month"): NEW,
    (JOBS, "some movements under another key"): "a job that nobody knew, told late, looks the same",
    (JOBS, "date_effet sorted alone"): FACTS,
    (JOBS, "date_effet dragged down"): FACTS,
    (JOBS, "date_effet moved by a row"): FACTS,
    (JOBS, "type_mouvement sorted alone"): FEW,
    (JOBS, "type_mouvement moved by a row"): FEW,
    (RGT, "obligatoire emptied"): FEW,
    (RGT, "obligatoire sorted alone"): FEW,
    (UNITS, "service sorted alone"): FEW,
    (UNITS, "service moved by a row"): FEW,
}

# In the very first delivery of an export, which has nothing before it: rows that were never told, and columns that are
# plausible. What the second one then tells is held against the truth without exception.
_NEVER_TOLD = {
    "cut after some rows",
    "rows left out",
    "filter left on",
    "keys pasted over others",
    "keys without their zeros",
    "the units of another ministry",
    "pairs of another list",
}
_PLAUSIBLE = ("emptied", "moved by a row", "sorted alone", "dragged down", "exchanged")
UNSEEN_AT_FIRST = {way for way in all_ways() if way[1] in _NEVER_TOLD or way[1].endswith(_PLAUSIBLE)} - UNSEEN.keys()
