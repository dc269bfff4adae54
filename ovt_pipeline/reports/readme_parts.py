"""The parts of warehouse/README.md and sources/README.md that say again what the catalogue and the contracts say.

Belongs here: their layout. Does not belong here: the text around them, which is written by hand in these two pages.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from ovt_pipeline.contracts.loader import load_contracts
from ovt_pipeline.contracts.model import Column, Contract, Table
from ovt_pipeline.language.catalogue import entries, sentence
from ovt_pipeline.reports.markdown import filled, head, row, two
from ovt_pipeline.settings import PROJECT
from ovt_pipeline.sql import read_sql
from ovt_pipeline.warehouse.database import open_memory, records


@dataclass(frozen=True)
class ReleaseColumn:
    """A column of a release, as its schema has it."""

    table_name: str
    column_name: str
    data_type: str
    is_key: bool
    may_be_empty: bool

    @property
    def type(self) -> str:
        """Its type, and whether it is of the key or may be empty."""
        return self.data_type + (" key" if self.is_key else ", null" if self.may_be_empty else "")


def warehouse_page() -> str:
    """Return warehouse/README.md: tables and columns, reasons and doubts as they are today."""
    parts = {"tables": _tables(), "reasons": _reasons(), "doubts": _codes(entries("measures")["doubts"])}
    return _page("warehouse/README.md", parts)


def sources_page() -> str:
    """Return sources/README.md: the columns that an export must have, in French and in English."""
    return _page("sources/README.md", {"colonnes": _needed("fr"), "columns": _needed("en")})


def _page(name: str, parts: dict[str, Iterator[str]]) -> str:
    page = (PROJECT / name).read_text(encoding="utf-8")
    for part, lines in parts.items():
        page = filled(page, part, lines)
    return page


def _tables() -> Iterator[str]:
    with open_memory() as con:
        con.execute(read_sql("release/schema"))
        known = {(c.table_name, c.column_name): c for c in records(con, read_sql("reports/columns"), ReleaseColumn)}
    for table, entry in entries("dictionary").items():
        yield from (f"### `{table}`", "", f"{entry['table']['fr']} · {entry['table']['en']}", "")
        if entry["columns"]:
            yield from head(two("column"), "type")
        for name, said in entry["columns"].items():
            yield row(f"`{name}`", known[table, name].type, said["fr"], said["en"])
        yield from [""] if entry["columns"] else []


def _reasons() -> Iterator[str]:
    for measure, said in entries("measures")["measures"].items():
        yield from (f"### `{measure}`", "", *_codes(said["reasons"]), "")


def _codes(known: dict[str, dict[str, str]]) -> Iterator[str]:
    yield from head("code")
    yield from (row(f"`{code}`", said["fr"], said["en"]) for code, said in known.items())


def _needed(lang: str) -> Iterator[str]:
    yield from (sentence("reference", "columns_of", lang), "|---|---|")
    for contract in load_contracts().values():
        for table in contract.tables:
            columns = [_header(c) for c in table.columns if c.required or c.used_by_rules]
            yield row(_place(contract, table, lang), " · ".join(columns))


def _place(contract: Contract, table: Table, lang: str) -> str:
    if len(contract.tables) == 1:
        return f"`{contract.export}`"
    return sentence("reference", "of_sheet", lang, export=contract.export, sheet=table.sheet)


def _header(column: Column) -> str:
    return f"**{column.header}**" if column.required else column.header
