"""Sound tables whose headers are written, ordered or accompanied otherwise.

Belongs here: the header row. Does not belong here: where it stands (messy_layout.py), values.
"""

from collections.abc import Callable
from functools import partial

from drafts.draft import Draft, Unknown
from drafts.make import CONTRACTS, SENTINEL
from drafts.spellings import decomposed, without_accents

from ovt_pipeline.contracts.model import Column

from .messes import Mess, has

Spelling = Callable[[str], str]


def _spelled(draft: Draft, spelling: Callable[[Column], str]) -> None:
    for sheet in draft.tables:
        sheet.spell_headers(spelling)


def _respelled(draft: Draft, spelling: Spelling) -> None:
    _spelled(draft, lambda column: spelling(column.header))


def _alias(draft: Draft, rank: int) -> None:
    """Write the alias of this rank of each column that has as many."""
    _spelled(draft, lambda column: column.aliases[rank] if _has_alias(column, rank) else column.header)


def _has_alias(column: Column, rank: int) -> bool:
    return len(column.aliases) > rank


def _with_apostrophe(column: Column) -> str | None:
    return next((header for header in (column.header, *column.aliases) if "'" in header), None)


def typographic_apostrophes(draft: Draft) -> None:
    _spelled(draft, lambda column: (_with_apostrophe(column) or column.header).replace("'", "’"))


def columns_in_another_order(draft: Draft) -> None:
    for sheet in draft.tables:
        sheet.reorder(range(len(sheet.columns))[::-1])


def personal_and_unknown_columns(draft: Draft) -> None:
    """Add the personal columns that the contract names on both sides of the table, and others that it does not name."""
    for sheet in draft.tables:
        personal = sheet.table.personal_headers if sheet.table else ()
        for header in ("Responsable\nlocal", *personal[: len(personal) // 2])[::-1]:
            known_as = None if header in personal else Unknown("Responsable local")
            sheet.add_column(header, lambda _: SENTINEL, at=0, known_as=known_as)
        for header in (*personal[len(personal) // 2 :], "", "Note (bis)"):
            sheet.add_column(header, lambda _: SENTINEL, known_as=None if header in personal else Unknown(header))


SPELLINGS: dict[str, Spelling] = {
    "upper_case_without_accents": lambda header: without_accents(header).upper(),
    "lower_case_decomposed": lambda header: decomposed(header).lower(),
    "line_breaks_inside": lambda header: f"{header.replace(' ', chr(10))}\n",
    "hyphens_and_no_break_spaces": lambda header: f" {header} ".replace(" ", "\u00a0-\u202f"),
    "underscores_and_punctuation": lambda header: f"« {header.replace(' ', '_').replace('(', '[')} » :*",
}
ALIASES = max(len(c.aliases) for contract in CONTRACTS.values() for t in contract.tables for c in t.columns)

MESSES = (
    *(Mess(f"header_{name}", partial(_respelled, spelling=spelling)) for name, spelling in SPELLINGS.items()),
    *(Mess(f"alias_{r + 1}", partial(_alias, rank=r), needs=has(partial(_has_alias, rank=r))) for r in range(ALIASES)),
    Mess("typographic_apostrophes", typographic_apostrophes, needs=has(_with_apostrophe)),
    Mess("columns_in_another_order", columns_in_another_order),
    Mess("personal_and_unknown_columns", personal_and_unknown_columns),
)
