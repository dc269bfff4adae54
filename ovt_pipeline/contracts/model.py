"""What a delivery of each export must look like: what we read of an ODCS file, and our options in it, in one place.

Belongs here: the contract as typed facts, the keys of the file that hold them, the questions every room asks of it.
Does not belong here: what ODCS itself asks of a file (odcs.py), reading files (loader.py), a delivery, a column name.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    ValidationInfo,
    with_config,
)

from ovt_pipeline.contracts.fields import option, standard
from ovt_pipeline.contracts.limits import Limits
from ovt_pipeline.contracts.relationships import Relationship
from ovt_pipeline.language.faults import Fault, among, refuse, repeated
from ovt_pipeline.language.typography import french
from ovt_pipeline.yaml_data import Day, Given, Listed, NoKey, Words

Kind = Literal["text", "number", "bandwidth", "date", "yes_no", "region", "municipality", "municipality_code"]
# Forms of a date that a contract may accept besides AAAA-MM-JJ, AAAA/MM/JJ, JJ/MM/AAAA and JJ-MM-AAAA.
DateForm = Literal["J mois AAAA", "JJ.MM.AAAA", "AAAAMMJJ"]
Severity = Literal["refusal", "rejection", "doubt", "remark"]
# places: the reference list that gives places their region. Its oldest lot serves the dates before it, it ages no
# figure, and it may repeat an older list.
Role = Literal["places"]

SQL_TYPES: dict[Kind, str] = {"number": "DOUBLE", "bandwidth": "DOUBLE", "date": "DATE", "yes_no": "BOOLEAN"}
YES_NO = {"Oui": True, "Non": False}


def _yes_or_no(value: object) -> bool:
    refuse([] if value in ("Oui", "Non") else [among(YES_NO, value)])
    return YES_NO[str(value)]


def _is_personal(part: object) -> str:
    return "personal" if isinstance(part, dict) and "classification" in part else "column"


def _engine(part: object) -> str | None:
    return part.get("engine") if isinstance(part, dict) else None


def _columns_once(properties: "tuple[Property, ...]") -> "tuple[Property, ...]":
    refuse(repeated((one.name for one in properties), "name"))
    return properties


def _own_columns(names: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
    known = {one.name for one in info.data.get("properties", ()) if isinstance(one, Column)}
    wrong = (Fault((n,), "column", name) for n, name in enumerate(names) if name not in known)
    refuse(wrong if "properties" in info.data else ())
    return names


def _about_columns(quality: "tuple[Quality, ...]", info: ValidationInfo) -> "tuple[Quality, ...]":
    known = {None, *(one.name for one in info.data.get("properties", ()) if isinstance(one, Column))}
    named = [(n, one.column) for n, one in enumerate(quality) if isinstance(one, RowRule) and "properties" in info.data]
    unknown = [Fault((n, "customProperties", "column"), "column", name) for n, name in named if name not in known]
    refuse([*repeated((one.id for one in quality), "id"), *unknown])
    return quality


@dataclass(frozen=True)
class AllowedValues:
    """The closed list of values of a column."""

    values: Annotated[Listed[Words], standard("arguments", "validValues")]
    metric: Literal["invalidValues"]


@dataclass(frozen=True, kw_only=True)
class Property:
    """A column of the file as the standard describes it: our name, its French header, its type for other tools."""

    name: str
    header: Annotated[str, standard("physicalName")]
    logical_type: Annotated[str, standard("logicalType")]
    description_fr: Annotated[str, standard("description"), AfterValidator(french)]
    aliases: Annotated[Listed[Words], option("aliases")] = ()  # other spellings met of the header


@dataclass(frozen=True, kw_only=True)
class PersonalColumn(Property):
    """A column that is dropped while the file is read."""

    classification: Literal["personal"]


@dataclass(frozen=True, kw_only=True)
class Column(Property):
    """A column that is kept: its kind, and who needs it."""

    description_en: Annotated[Words, option("descriptionEn")]
    kind: Annotated[Kind, option("kind")]
    required: bool = False  # an empty cell rejects the row
    used_by_rules: Annotated[bool, option("usedByRules")] = False  # must be there; an unreadable cell rejects the row
    filled_as_before: Annotated[bool, option("filledAsBefore")] = False  # emptied, it refuses the delivery
    key_position: Annotated[int | None, standard("primaryKeyPosition")] = None
    relationships: tuple[Relationship, ...] = ()
    quality: tuple[AllowedValues, ...] = ()
    blank_means: Annotated[bool | None, BeforeValidator(_yes_or_no), option("blankMeans")] = None  # of yes/no, empty

    @cached_property
    def allowed(self) -> tuple[str, ...]:
        """The values that a cell may hold, none when any will do."""
        return tuple(value for one in self.quality for value in one.values)

    @property
    def sql_type(self) -> str:
        """DuckDB type of the typed values."""
        return SQL_TYPES.get(self.kind, "VARCHAR")

    @property
    def folded_name(self) -> str | None:
        """Name of the column beside it that holds its folded text; None unless it is a textual key or names one."""
        is_identifier = self.kind == "text" and (self.key_position is not None or self.relationships)
        return f"{self.name}__folded" if is_identifier else None

    @property
    def compared(self) -> str:
        """Name of the column by which its values are compared."""
        return self.folded_name or self.name

    @property
    def is_needed(self) -> bool:
        """Say whether a rule reads it: a file must have the column, and a cell that cannot be read rejects its row."""
        return self.required or self.used_by_rules

    @property
    def is_watched(self) -> bool:
        """Say whether a delivery is refused when it is emptied."""
        return self.required or self.filled_as_before

    @property
    def filled_name(self) -> str | None:
        """Name of the column beside it that says whether its cell was filled, where a blank reads as a value."""
        return f"{self.name}__filled" if self.is_watched and self.blank_means is not None else None


@dataclass(frozen=True, kw_only=True)
class Rule:
    """What every rule of a contract says; the loader puts the prefix of the contract before its `id`."""

    id: Annotated[str, Field(pattern="^[RMX][2-9][0-9]$")]
    fr: Annotated[str, standard("description"), AfterValidator(french)]
    en: Annotated[Words, option("descriptionEn")]


@dataclass(frozen=True, kw_only=True)
class RowRule(Rule):
    """A sentence about a row; `failing` is a SQL boolean over typed columns, true when the row is at fault."""

    severity: Literal["rejection", "remark"]
    failing: Annotated[Words, standard("implementation")]
    column: Annotated[str | None, Given, option("column")] = None


@dataclass(frozen=True, kw_only=True)
class NativeExpectation(Rule):
    """A Great Expectations expectation declared in the contract as ODCS custom quality."""

    severity: Severity
    type: Annotated[str, Field(pattern="^expect_"), standard("implementation", "type")]
    arguments: Annotated[dict[str, Any], standard("implementation", "kwargs")]


AnyProperty = Annotated[
    Annotated[Column, Tag("column")] | Annotated[PersonalColumn, Tag("personal")], Discriminator(_is_personal)
]
Quality = Annotated[
    Annotated[RowRule, Tag("ovt")] | Annotated[NativeExpectation, Tag("greatExpectations")], Discriminator(_engine)
]


@dataclass(frozen=True, kw_only=True)
class Table:
    """One sheet (or csv): its columns in contract order, the personal ones to drop among them, and its own rules."""

    name: str
    sheet: Annotated[str, standard("physicalName")]
    description: str
    properties: Annotated[tuple[AnyProperty, ...], Field(min_length=1), AfterValidator(_columns_once)]
    # SQL over the typed columns and extraction_date of an entity's last row, true once its end is a fact: from then on
    # the source may stop listing it. An entity is what the first column of the key names.
    known_end: Annotated[Words, option("knownEnd")] = "false"
    may_be_empty: Annotated[bool, option("mayBeEmpty")] = False  # a file with no row of it is whole
    # Every visible sheet with its headers and filled rows is part of it; else a second one refuses the delivery.
    sheets_add_up: Annotated[bool, option("sheetsAddUp")] = False
    # What orders the rows of an entity that has several, the day first; a row whose day is no fact is not its last.
    last_row_by: Annotated[Listed[Words], option("lastRowBy"), AfterValidator(_own_columns)] = ()
    quality: Annotated[tuple[Quality, ...], AfterValidator(_about_columns)] = ()

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns that are kept."""
        return tuple(one for one in self.properties if isinstance(one, Column))

    @cached_property
    def personal_headers(self) -> tuple[str, ...]:
        """Every spelling of the headers to drop."""
        personal = (one for one in self.properties if isinstance(one, PersonalColumn))
        return tuple(header for one in personal for header in (one.header, *one.aliases))

    @property
    def rules(self) -> tuple[RowRule, ...]:
        """The rules about a row."""
        return tuple(one for one in self.quality if isinstance(one, RowRule))

    @property
    def expectations(self) -> tuple[NativeExpectation, ...]:
        """The rules that Great Expectations judges."""
        return tuple(one for one in self.quality if isinstance(one, NativeExpectation))

    @property
    def key(self) -> tuple[Column, ...]:
        """Key columns in the order of their position."""
        keyed = [c for c in self.columns if c.key_position is not None]
        return tuple(sorted(keyed, key=lambda c: c.key_position or 0))

    @property
    def folded(self) -> dict[str, str]:
        """Column → the one beside it that holds its folded text, for keys and what names them."""
        return {c.name: c.folded_name for c in self.columns if c.folded_name}

    @property
    def filled(self) -> tuple[str, ...]:
        """The columns that say whether a cell was filled, for those where a blank reads as a value."""
        return tuple(c.filled_name for c in self.columns if c.filled_name)

    def column(self, name: str) -> Column:
        """Return the column `name`; KeyError when the contract has none."""
        return {c.name: c for c in self.columns}[name]


@with_config(ConfigDict(strict=True, extra="ignore"))  # the keys of the standard that we do not read
@dataclass(frozen=True, kw_only=True)
class Contract:
    """One export: how its files are read and what they must hold. `digest` is the sha256 of the contract file."""

    export: Annotated[str, standard("id")]
    prefix: Annotated[str, Field(pattern="^[A-Z]{2,8}$"), option("rulePrefix")]
    version: str
    title_fr: Annotated[Words, standard("name")]
    title_en: Annotated[Words, option("nameEn")]
    formats: Annotated[Listed[Literal["xlsx", "xlsm", "xls", "ods", "csv"]], option("formats")]
    csv_encoding: Annotated[Literal["utf-8", "cp1252"], option("csvEncoding")]
    csv_separators: Annotated[Listed[Literal[";", ",", "\t", "|"]], option("csvSeparators")]
    csv_quote: Annotated[Literal['"', "'", ""], option("csvQuote")] = '"'  # '' when nothing is quoted
    csv_escape: Annotated[str, Field(pattern=r"^\\$"), option("csvEscape")] = ""  # '' when a quote inside is doubled
    csv_header_rows: Annotated[int, Field(ge=1, le=5), option("csvHeaderRows")] = 1
    empty_marks: Annotated[Listed[Words], option("emptyMarks")] = ()  # texts that say that a cell is empty
    date_forms: Annotated[Listed[DateForm], option("dateForms")] = ()  # more forms of a date than all exports take
    dates_from: Annotated[Day, option("datesFrom")] = date(1990, 1, 1)  # a date before it is a mistake
    dates_years_ahead: Annotated[int, Field(ge=0, le=100), option("datesYearsAhead")] = 10  # of the extraction, at most
    needs: Annotated[Listed[Words], option("needs")] = ()  # exports whose accepted lot is needed to judge this one
    limits: Annotated[Limits, option("limits")]
    max_age_days: Annotated[int, Field(ge=1, le=3660), option("maxAgeDays")] = 400  # without a file: then it is silent
    role: Annotated[Role | None, Given, option("role")] = None  # what the export is besides a source of figures
    tables: Annotated[tuple[Table, ...], Field(min_length=1), standard("schema")]
    digest: Annotated[str, NoKey] = ""

    @property
    def file_name(self) -> str:
        """Name of the contract file, in ovt_pipeline/contracts/."""
        return f"{self.export}.yaml"

    def table(self, name: str) -> Table:
        """Return the table `name`; KeyError when the contract has none."""
        return {t.name: t for t in self.tables}[name]
