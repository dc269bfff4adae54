"""What a delivery of each export must look like, read from the ODCS files beside this module.

Belongs here: the contract as typed facts, and the questions every room asks of it.
Does not belong here: checking the files (loader.py), reading a delivery, or any column name.
"""

from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["text", "number", "bandwidth", "date", "yes_no", "region", "municipality", "municipality_code"]
Severity = Literal["refusal", "rejection", "remark"]
# places: the reference list that gives places their region. Its oldest lot serves the dates before it, it ages no
# figure, and it may repeat an older list.
Role = Literal["places"]

SQL_TYPES: dict[Kind, str] = {"number": "DOUBLE", "bandwidth": "DOUBLE", "date": "DATE", "yes_no": "BOOLEAN"}


@dataclass(frozen=True)
class Column:
    """One column of a table: its French header and the other spellings met, its kind, and who needs it."""

    name: str
    header: str
    aliases: tuple[str, ...]
    kind: Kind
    required: bool  # an empty cell rejects the row
    used_by_rules: bool  # the column must be there; an unreadable cell rejects the row
    key_position: int | None
    allowed: tuple[str, ...]
    blank_means: bool | None  # for yes/no: what an empty cell says
    description_fr: str
    description_en: str

    @property
    def sql_type(self) -> str:
        """DuckDB type of the typed values."""
        return SQL_TYPES.get(self.kind, "VARCHAR")

    @property
    def is_needed(self) -> bool:
        """Say whether a rule reads it: a file must have the column, and a cell that cannot be read rejects its row."""
        return self.required or self.used_by_rules


@dataclass(frozen=True)
class RowRule:
    """A sentence about a row; `failing` is a SQL boolean over typed columns, true when the row is at fault."""

    id: str
    severity: Severity
    failing: str
    column: str | None
    fr: str
    en: str


@dataclass(frozen=True)
class NativeExpectation:
    """A Great Expectations expectation declared in the contract as ODCS custom quality."""

    id: str
    severity: Severity
    type: str
    arguments: dict[str, Any]
    fr: str
    en: str


@dataclass(frozen=True)
class Table:
    """One sheet (or csv): its columns in contract order, the personal headers to drop, and its own rules."""

    name: str
    sheet: str
    columns: tuple[Column, ...]
    personal_headers: tuple[str, ...]
    rules: tuple[RowRule, ...]
    expectations: tuple[NativeExpectation, ...]

    @property
    def key(self) -> tuple[Column, ...]:
        """Key columns in the order of their position."""
        keyed = [c for c in self.columns if c.key_position is not None]
        return tuple(sorted(keyed, key=lambda c: c.key_position or 0))

    def column(self, name: str) -> Column:
        """Return the column `name`; KeyError when the contract has none."""
        return {c.name: c for c in self.columns}[name]


@dataclass(frozen=True)
class Contract:
    """One export: how its files are read and what they must hold. `digest` is the sha256 of the contract file."""

    export: str
    prefix: str
    version: str
    title_fr: str
    title_en: str
    formats: tuple[str, ...]
    csv_encoding: str
    csv_separators: tuple[str, ...]
    needs: tuple[str, ...]  # exports whose accepted lot is needed to judge this one
    tables: tuple[Table, ...]
    digest: str
    csv_quote: str = '"'  # '' when nothing is quoted
    csv_escape: str = ""  # '' when a quote inside quotes is doubled
    csv_header_rows: int = 1
    max_age_days: int = 0  # days without a file after which the export is silent; the schema has the default
    role: Role | None = None  # what the export is besides a source of figures

    @property
    def file_name(self) -> str:
        """Name of the contract file, in ovt_pipeline/contracts/."""
        return f"{self.export}.yaml"

    def table(self, name: str) -> Table:
        """Return the table `name`; KeyError when the contract has none."""
        return {t.name: t for t in self.tables}[name]
