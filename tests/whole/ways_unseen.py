"""The ways that no rule sees: plausible cell by cell and as a whole, or too few rows of them to hold a figure.

Belongs here: their names, and why. Not here: the ways themselves; docs/gates.md says the same to readers.
"""

from __future__ import annotations

from .place import EXPORTS
from .ways import JOBS, RGT, RITM, UNITS

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
    (RGT, "obligatoire emptied"): FEW,
    (RGT, "obligatoire sorted alone"): FEW,
    (UNITS, "service sorted alone"): FEW,
    (UNITS, "service moved by a row"): FEW,
}
