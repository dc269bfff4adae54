"""A typed table in the form it is made: each distinct cell once, and of each row the codes of its cells.

Belongs here: that form, as DuckDB takes it and as a frame. Does not belong here: typing (type_cells.py), SQL.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from ovt_pipeline.contracts.model import Column

DEFECT_SUFFIX = "__defect"

Codes = npt.NDArray[np.uint32]
Columns = dict[str, npt.NDArray[Any]]


@dataclass(frozen=True)
class TypedColumn:
    """A column: `codes` say of each row which of the `values`, with its defect, is its own; several may be equal.

    `folded` are the values as keys are compared, for a column that is compared so. `filled` says of each row whether
    its cell said something, for a column whose blanks read as a value.
    """

    codes: Codes
    values: list[Any] = field(repr=False)
    defects: list[str | None]
    folded: list[str | None] | None = field(default=None, repr=False)
    filled: npt.NDArray[np.bool_] | None = None

    def cells(self) -> Columns:
        """Return the relation code → text of the value ('' when null), defect ('' when none), folded text."""
        texts: dict[str, list[Any]] = {"value": self.values, "defect": list(self.defects)}
        texts |= {} if self.folded is None else {"folded": list(self.folded)}
        return {"code": np.arange(len(self.values), dtype=np.uint32)} | {name: _texts(v) for name, v in texts.items()}

    def of_rows(self, found: Sequence[Any], dtype: str = "object") -> "pd.Series[Any]":
        """Return what each row has of what its code has."""
        values = np.empty(len(found), object)
        values[:] = found
        return pd.Series(values[self.codes], dtype=dtype)


@dataclass(frozen=True)
class TypedTable:
    """The rows of a table: their numbers in it (unique), the numbers that people see in their sheet, the columns.

    `sheet` is the column of the names of their sheets, null for a csv. The others are the contract's, in its order.
    """

    row_number: npt.NDArray[np.int64]
    row_in_sheet: npt.NDArray[np.int64]
    sheet: TypedColumn
    columns: Mapping[Column, TypedColumn]

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.row_number)

    def rows(self) -> Columns:
        """Return one relation of all rows: numbers, and the codes and what was filled of each column, by its rank.

        That of the sheet is 0.
        """
        ranked = dict(enumerate([self.sheet, *self.columns.values()]))
        return {
            "row_number": self.row_number,
            "row_in_sheet": self.row_in_sheet,
            **{f"code_{rank}": column.codes for rank, column in ranked.items()},
            **{f"filled_{rank}": column.filled for rank, column in ranked.items() if column.filled is not None},
        }

    def frame(self) -> pd.DataFrame:
        """Return the rows as they would be without codes: one column of values, one of defects, what stands beside.

        Numbers are float64 (NaN when null); text, codes, dates (datetime.date), booleans and defects are objects with
        None when null.
        """
        data = {
            "row_number": pd.Series(self.row_number),
            "sheet": self.sheet.of_rows(self.sheet.values),
            "row_in_sheet": pd.Series(self.row_in_sheet),
        }
        for column, typed in self.columns.items():
            data[column.name] = typed.of_rows(typed.values, "float64" if column.sql_type == "DOUBLE" else "object")
            data[column.name + DEFECT_SUFFIX] = typed.of_rows(typed.defects)
        for column, typed in self.columns.items():
            if column.folded_name and typed.folded is not None:
                data[column.folded_name] = typed.of_rows(typed.folded)
        for column, typed in self.columns.items():
            if column.filled_name:
                data[column.filled_name] = pd.Series(typed.filled, dtype="object")
        return pd.DataFrame(data)


def _texts(values: list[Any]) -> npt.NDArray[Any]:
    texts = np.empty(len(values), object)
    texts[:] = ["" if value is None else str(value) for value in values]
    return texts
