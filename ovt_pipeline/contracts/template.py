"""An empty workbook to fill in, made from a contract: headers, lists to choose from, formats, instructions in French.

Belongs here: the layout of that workbook. Does not belong here: any fact about an export (its contract), sentences
(catalogue/template.yaml).
"""

from collections.abc import Iterator

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from ovt_pipeline.contracts.model import Column, Contract, Kind, Table
from ovt_pipeline.language.speech import Speech

LAST_ROW = 1_048_576  # of a sheet: choices and formats hold for every row that can be filled
_FORMATS: dict[Kind, str] = {"date": "yyyy-mm-dd", "number": "General", "bandwidth": "General"}
_HEADS = ("head_column", "head_fill", "head_what", "head_how")
_HEADER_FILL = PatternFill("solid", fgColor="223654")
_NEEDED_FILL = PatternFill("solid", fgColor="8B1A1A")
_words = Speech("fr", "template")  # its readers fill exports in Quebec


def template_of(contract: Contract, regions: list[str]) -> Workbook:
    """Return an empty workbook of an export; `regions` are the labels offered where a region is asked.

    One sheet per table, under the name and the headers that the contract asks for, then the instructions, then a
    hidden sheet with the lists. Personal columns are not there: the instructions say not to add them.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    sheets = [book.create_sheet(table.sheet) for table in contract.tables]
    _instructions(book.create_sheet(_words("title")), contract)
    choices = book.create_sheet(_words("lists"))
    choices.sheet_state = "hidden"
    for sheet, table in zip(sheets, contract.tables, strict=True):
        _table_sheet(book, sheet, choices, table, regions)
    return book


def _table_sheet(book: Workbook, sheet: Worksheet, choices: Worksheet, table: Table, regions: list[str]) -> None:
    for position, column in enumerate(table.columns, start=1):
        letter = get_column_letter(position)
        header = sheet.cell(1, position, column.header)
        header.font = Font(bold=True, color="FFFFFF")
        header.fill = _NEEDED_FILL if column.required else _HEADER_FILL
        header.alignment = Alignment(wrap_text=True, vertical="center")
        sheet.column_dimensions[letter].width = max(14, len(column.header) + 4)
        sheet.column_dimensions[letter].number_format = _FORMATS.get(column.kind, "@")
        offered = _offered(column, regions)
        if offered:
            _offer(book, sheet, choices, letter, f"{table.name}_{column.name}", offered)
        elif column.kind == "date":
            _ask_for_dates(sheet, letter)
    _fit_to_width(sheet)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}1"


def _fit_to_width(sheet: Worksheet) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _offered(column: Column, regions: list[str]) -> list[str]:
    if column.allowed:
        return list(column.allowed)
    return {"yes_no": ["Oui", "Non"], "region": regions}.get(column.kind, [])


def _offer(book: Workbook, sheet: Worksheet, choices: Worksheet, letter: str, name: str, offered: list[str]) -> None:
    """Let a column be filled from a list, in a hidden sheet: a list in the rule itself ends at 255 letters."""
    at = choices.max_column + 1 if choices.cell(1, 1).value else 1
    for row, value in enumerate([name, *offered], start=1):
        choices.cell(row, at, value)
    column = get_column_letter(at)
    book.defined_names[name] = DefinedName(
        name, attr_text=f"'{choices.title}'!${column}$2:${column}${len(offered) + 1}"
    )
    rule = DataValidation(type="list", formula1=f"={name}", allow_blank=True, showErrorMessage=True)
    rule.errorTitle, rule.error = _words("wrong_choice"), _words("choose")
    _hold(sheet, rule, letter)


def _ask_for_dates(sheet: Worksheet, letter: str) -> None:
    rule = DataValidation(type="date", operator="greaterThan", formula1="1", allow_blank=True, showErrorMessage=True)
    rule.errorTitle, rule.error = _words("wrong_date"), _words("date")
    _hold(sheet, rule, letter)


def _hold(sheet: Worksheet, rule: DataValidation, letter: str) -> None:
    rule.add(f"{letter}2:{letter}{LAST_ROW}")
    sheet.add_data_validation(rule)


def _instructions(sheet: Worksheet, contract: Contract) -> None:
    example = f"{contract.export}_2025-03-31.xlsx"
    lines = [[contract.title_fr], [], *([line] for line in _words("how", example=example).splitlines()), []]
    for table in contract.tables:
        lines += [[_words("sheet", sheet=table.sheet)], [_words(key) for key in _HEADS]]
        lines += [*_described(table), []]
    for line in lines:
        sheet.append(line)
    for letter, width in zip("ABCD", (34, 14, 60, 70), strict=True):
        sheet.column_dimensions[letter].width = width
    for row in sheet.iter_rows():
        for cell in row[1:]:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet["A1"].font = Font(bold=True, size=14)
    _fit_to_width(sheet)


def _described(table: Table) -> Iterator[list[str]]:
    for column in table.columns:
        needed = "required" if column.required else "used" if column.used_by_rules else "optional"
        how = " · ".join(column.allowed) or _words(f"kinds/{column.kind}")
        yield [column.header, _words(needed), column.description_fr, how]
