"""Which export a file is, by its headers.

Belongs here: comparing the first rows of a file with every contract, in the reading child. Does not belong here: its
data, or what to do with the answer (check.py).
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from ovt_pipeline.reading.file_kind import FileKind
from ovt_pipeline.reading.headers import locate_header
from ovt_pipeline.reading.layout import Layout
from ovt_pipeline.reading.refusal import Refusal

Head = list[list[str]]


@dataclass(frozen=True)
class Likeness:
    """How many columns of an export, over all its tables, a file has among its headers."""

    export: str
    found: int
    columns: int


def likenesses(path: Path, kind: FileKind, layouts: dict[str, Layout]) -> list[dict[str, str | int]]:
    """Return the likeness of a file to each export, as JSON-ready data. Raises Refusal as reading would."""
    found = _of_csv(path, layouts) if kind == "csv" else _of_workbook(path, kind, layouts)
    return [asdict(likeness) for likeness in found]


def _of_csv(path: Path, layouts: dict[str, Layout]) -> list[Likeness]:
    """Compare a csv: an encoding that one contract cannot read may be another's, what none can read is refused."""
    from ovt_pipeline.reading.csv_file import csv_heads  # noqa: PLC0415 - only what this file needs

    found, refusals = [], []
    for export, layout in layouts.items():
        try:
            found.append(_likeness(export, layout, csv_heads(path, layout)))
        except Refusal as refusal:
            refusals.append(refusal)
    if not found:
        raise refusals[0]
    return found


def _of_workbook(path: Path, kind: FileKind, layouts: dict[str, Layout]) -> list[Likeness]:
    from ovt_pipeline.reading.workbook import visible_heads  # noqa: PLC0415 - a csv needs no reader of workbooks

    heads = list(visible_heads(path, kind))
    return [_likeness(export, layout, heads) for export, layout in layouts.items()]


def _likeness(export: str, layout: Layout, heads: Iterable[Head]) -> Likeness:
    """Compare every table with the head that suits it best; heads are read once, whatever the number of tables."""
    found = dict.fromkeys((t.name for t in layout.tables), 0)
    for head in heads:
        for table in layout.tables:
            header = locate_header(head, table)
            found[table.name] = max(found[table.name], len(header.positions) if header else 0)
    return Likeness(export, sum(found.values()), sum(len(t.columns) for t in layout.tables))
