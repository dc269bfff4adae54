"""Sound tables in every format, held in the ways of each one.

Belongs here: native cells, epochs, formulas that kept their result. Does not belong here: layout, headers, spellings.
"""

import re
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from ovt_pipeline.contracts.model import Column

from .messes import ALL_FORMATS, WORKBOOKS, Mess, has, of_kind, respell
from .sound import Cell, Delivery, Value, plain
from .writers import edited

_RESULT = re.compile(rb'<c r="(\w+)"[^>]*><f>T\("([^"]*)"\)</f><v ?/?>(?:</v>)?</c>')


def well_kept(_: Delivery) -> None:
    """Change nothing: this is what every other delivery must amount to."""


def native_cells(column: Column, value: Value) -> Sequence[Cell]:
    """Write codes as numbers and yes/no as booleans, as Excel does of what is typed in; identifiers stay texts."""
    if column.kind == "yes_no" or value is None:
        return (value,)
    coded = column.kind in {"region", "municipality", "municipality_code"}
    return (int(str(value)) if coded else plain(column, value),)


def dates_from_1904(delivery: Delivery) -> None:
    delivery.dates_from_1904 = True


def formulas(column: Column, value: Value) -> Sequence[Cell]:
    """Write a formula; `with_results` stores its result."""
    return () if value is None else (f'=T("{plain(column, value)}")',)


def with_results(path: Path) -> Path:
    """Store the result of each formula, as Excel does when it saves."""
    return edited(path, ".xml", partial(_RESULT.sub, rb'<c r="\1" t="str"><f>T("\2")</f><v>\2</v></c>'))


def wrong_dimension(path: Path) -> Path:
    """Declare the whole sheet as filled, as some programs do."""
    declared = b'<dimension ref="A1:XFD1048576" was="'
    return edited(path, ".xml", lambda data: data.replace(b'<dimension ref="', declared))


def _not_free_text(column: Column) -> bool:
    return column.kind != "text" or bool(column.allowed or column.key_position)


MESSES = (
    Mess("well_kept", well_kept, ALL_FORMATS),
    Mess("native_cells", partial(respell, wanted=lambda _: True, spellings=native_cells), WORKBOOKS, rows=18),
    Mess("dates_from_1904", dates_from_1904, ("xlsx", "xls"), has(of_kind("date"))),
    Mess(
        "formulas_with_results",
        partial(respell, wanted=_not_free_text, spellings=formulas),
        ("xlsx",),
        then=with_results,
    ),
    Mess("wrong_dimension", well_kept, ("xlsx",), then=wrong_dimension),
)
