"""Sound tables in every format, held in the ways of each one.

Belongs here: native cells, epochs, formulas that kept their result. Does not belong here: layout, headers, spellings.
"""

import re
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from drafts.draft import Cell, Draft, Value
from drafts.formats import edited
from drafts.make import plain

from ovt_pipeline.contracts.model import Column

from .messes import ALL_FORMATS, WORKBOOKS, Mess, has, of_kind, respell

_RESULT = re.compile(rb'<c r="(\w+)"[^>]*><f>T\("([^"]*)"\)</f><v ?/?>(?:</v>)?</c>')


def well_kept(_: Draft) -> None:
    """Change nothing: this is what every other delivery must amount to."""


def native_cells(column: Column, value: Value) -> Sequence[Cell]:
    """Write codes as numbers and yes/no as booleans, as Excel does of what is typed in; identifiers stay texts."""
    if column.kind == "yes_no" or value is None:
        return (value,)
    coded = column.kind in {"region", "municipality", "municipality_code"}
    return (int(str(value)) if coded else plain(column, value),)


def dates_from_1904(draft: Draft) -> None:
    draft.dates_from_1904 = True


def formulas_with_results(draft: Draft) -> None:
    """Write formulas with their results, as Excel does when it saves."""
    respell(draft, _not_free_text, lambda c, v: () if v is None else (f'=T("{plain(c, v)}")',))
    draft.then.append(
        lambda path: edited(path, ".xml", partial(_RESULT.sub, rb'<c r="\1" t="str"><f>T("\2")</f><v>\2</v></c>'))
    )


def wrong_dimension(draft: Draft) -> None:
    """Declare the whole sheet as filled, as some programs do."""
    declared = b'<dimension ref="A1:XFD1048576" was="'

    def declare(path: Path) -> None:
        edited(path, ".xml", lambda data: data.replace(b'<dimension ref="', declared))

    draft.then.append(declare)


def _not_free_text(column: Column) -> bool:
    return column.kind != "text" or bool(column.allowed or column.key_position)


MESSES = (
    Mess("well_kept", well_kept, ALL_FORMATS),
    Mess("native_cells", partial(respell, wanted=lambda _: True, spellings=native_cells), WORKBOOKS, rows=18),
    Mess("dates_from_1904", dates_from_1904, ("xlsx", "xls"), has(of_kind("date"))),
    Mess("formulas_with_results", formulas_with_results, ("xlsx",)),
    Mess("wrong_dimension", wrong_dimension, ("xlsx",)),
)
