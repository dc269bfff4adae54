"""The cells of an ods sheet as its XML repeats them: how far the filled ones reach, and the faulty ones.

Belongs here: following rows and cells with their repetitions. Does not belong here: limits, other formats.
"""

from collections.abc import Collection, Iterator, Sized
from dataclasses import dataclass, field
from xml.parsers import expat

from ovt_pipeline.reading.cell_text import MISSING_FORMULA
from ovt_pipeline.reading.package import BROKEN_XML
from ovt_pipeline.reading.refusal import Refusal

UNREADABLE_ERROR = "#ERREUR!"
MAX_FAULTS = 100_000  # cells to note of one run: more is a repetition gone wrong, not a table
_NUMBERS = frozenset({"float", "percentage", "currency"})


@dataclass
class OdsSheet:
    """What the walk found of one sheet: filled extent (rows and columns from 1, 0 when blank), faulty cells."""

    name: str
    first_row: int = 0
    last_row: int = 0
    first_column: int = 0
    last_column: int = 0
    faults: dict[tuple[int, int], str] = field(default_factory=dict)
    numbers: dict[tuple[int, int], str] = field(default_factory=dict)  # what is shown of those asked for

    def fill(self, rows: range, columns: range) -> None:
        """Widen the extent to these rows and columns."""
        self.first_row = self.first_row or rows.start
        self.last_row = rows.stop - 1
        self.first_column = min(self.first_column or columns.start, columns.start)
        self.last_column = max(self.last_column, columns.stop - 1)


def walk_sheets(chunks: Iterator[bytes], number_columns: Collection[int] = ()) -> list[OdsSheet]:
    """Return the sheets of a content.xml, streamed, with the numbers of these columns.

    Raises Refusal OVT-F03 when it is not well formed.
    """
    walk = _Walk(number_columns)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = walk.start
    parser.EndElementHandler = walk.end
    parser.CharacterDataHandler = walk.text
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)  # noqa: FBT003 - expat's own signature
    except BROKEN_XML:
        raise Refusal("OVT-F03", reason="part") from None
    return walk.sheets


class _Walk:
    def __init__(self, number_columns: Collection[int]) -> None:
        self.number_columns = number_columns
        self.sheets: list[OdsSheet] = []
        self.rows = self.columns = range(1, 1)
        self.filled: list[range] = []
        self.cell: dict[str, str] = {}
        self.depth = 0  # of tables within tables: their cells are not the sheet's
        self.value = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rsplit(" ", 1)[-1]
        self.depth += tag == "table"
        if self.depth != 1:
            return
        facts = {k.rsplit(" ", 1)[-1]: v for k, v in attributes.items()}
        if tag == "table":
            self.sheets.append(OdsSheet(facts.get("name", "")))
            self.rows = range(1, 1)
        elif tag == "table-row":
            self.rows = _next(self.rows, facts.get("number-rows-repeated"))
            self.columns, self.filled = range(1, 1), []
        elif tag in {"table-cell", "covered-table-cell"}:
            self.columns = _next(self.columns, facts.get("number-columns-repeated"))
            # calcext:value-type says error where office:value-type still says string
            facts["error"] = "yes" if "error" in {v for k, v in attributes.items() if k.endswith("value-type")} else ""
            self.cell, self.value = facts, ""

    def text(self, text: str) -> None:
        if self.depth == 1:
            self.value += text

    def end(self, name: str) -> None:
        tag = name.rsplit(" ", 1)[-1]
        if self.depth == 1 and tag in {"table-cell", "covered-table-cell"}:
            self._close_cell()
        elif self.depth == 1 and tag == "table-row":
            for columns in self.filled:
                self.sheets[-1].fill(self.rows, columns)
        self.depth -= tag == "table"

    def _close_cell(self) -> None:
        value, formula = self.value.strip(), "formula" in self.cell
        if self.cell["error"]:
            self._fault(value or UNREADABLE_ERROR)
        elif formula and not value and "value-type" not in self.cell:
            self._fault(MISSING_FORMULA)
        elif value or "value-type" in self.cell:
            self.filled.append(self.columns)
            if self.cell.get("value-type") in _NUMBERS:
                self._number(value)

    def _number(self, shown: str) -> None:
        columns = [c for c in self.number_columns if c in self.columns]
        self._check_repetition(columns)
        self.sheets[-1].numbers |= {(r, c): shown for c in columns for r in self.rows}

    def _fault(self, literal: str) -> None:
        self._check_repetition(self.columns)
        self.filled.append(self.columns)
        self.sheets[-1].faults |= {(r, c): literal for r in self.rows for c in self.columns}

    def _check_repetition(self, columns: Sized) -> None:
        if len(self.rows) * len(columns) > MAX_FAULTS:
            raise Refusal("OVT-F03", sheet=self.sheets[-1].name, reason="part")


def _next(previous: range, repeated: str | None) -> range:
    return range(previous.stop, previous.stop + max(1, int(repeated or 1)))
