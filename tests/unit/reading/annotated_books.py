"""Workbooks to annotate, plans of marks, and what a copy holds: for the tests of annotated copies.

Belongs here: making and reading them. Does not belong here: what the marks must be (test_annotation.py).
"""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from ovt_pipeline.contracts.loader import load_contracts
from ovt_pipeline.reading.annotation.workbook import annotated
from ovt_pipeline.reading.layout import of_contract

LAYOUTS = {"municipalites": of_contract(load_contracts()["municipalites"])}
KINDS = ("pictures", "charts", "drawings", "pivots", "controls", "threads", "extensions")


def fault(rule: str = "T-R04", severity: str = "rejection", **given: Any) -> dict[str, Any]:  # noqa: ANN401 - the fields of a plan
    word = {"refusal": "REFUS", "rejection": "REJET", "remark": "REMARQUE"}[severity]
    plain: dict[str, Any] = {
        "sheet": "Données",
        "shown": "",
        "rows": [],
        "column": None,
        "headers": [],
        "sentence": f"Phrase de {rule}",
    }
    plain |= {"severity": severity, "word": word, "rule": rule, "note": f"{word} · {rule}\nPhrase de {rule}"}
    return {**plain, "count": len(given.get("rows", [])), **given}


def plan(*faults: dict[str, Any], **others: Any) -> dict[str, Any]:  # noqa: ANN401
    made = {
        "title": "Vérification", "author": "ovt check", "head": ["Fichier : x.xlsx"], "synthetic": "", "clean": "Rien.",
        "legend_title": "Légende", "legend": [["refusal", "REFUS", "laissée"]], "heads": list("ABCDEFG"),
        "csv_sheet": "municipalites", "faults": list(faults), "capped": "{count} de {rules}", "lost": "perdu : {what}",
        "kinds": {kind: kind for kind in KINDS},
    }  # fmt: skip
    return made | others


def copy_of(path: Path, *faults: dict[str, Any], **others: Any) -> Any:  # noqa: ANN401 - openpyxl's workbook
    content, _ = annotated(path, "csv" if path.suffix == ".csv" else "xlsx", LAYOUTS, plan(*faults, **others))
    copy = path.with_name("copie.xlsx")
    copy.write_bytes(content)
    return load_workbook(copy, rich_text=True)


def saved(tmp_path: Path, fill: Callable[[Worksheet], object], title: str = "Données") -> Path:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    fill(sheet)
    book.save(tmp_path / "livraison.xlsx")
    return tmp_path / "livraison.xlsx"


def rows(*lines: list[Any]) -> Callable[[Worksheet], None]:
    def fill(sheet: Worksheet) -> None:
        for line in lines:
            sheet.append(line)

    return fill


def texts(book: Any) -> list[str]:  # noqa: ANN401
    return [str(v) for row in book.worksheets[0].iter_rows(values_only=True) for v in row if v is not None]


def furnished(path: Path, epoch: datetime | None = None) -> Path:
    """Write a workbook with a bit of everything that a copy must keep."""
    book = Workbook()
    if epoch:
        book.epoch = epoch
    sheet = book.worksheets[0]
    sheet.title = "Données"
    for row in (
        ["Titre"],
        ["Clé", "Jour", "Nombre", "Formule", "Texte"],
        ["a", date(2024, 2, 29), 0.1, "=C3*2", "007"],
    ):
        sheet.append(row)
    sheet.append(["b", datetime(2024, 1, 1, 13, 37, 5), -1.5e-7, "=SUM(C3:C4)", "=pas une formule"])  # noqa: DTZ001
    sheet["E4"].data_type = "s"
    sheet["A5"] = CellRichText("du ", TextBlock(InlineFont(b=True), "gras"), " ici")
    sheet["B5"], sheet["C5"] = 99_999_999, True  # out of the range of dates
    sheet["B5"].number_format = "yyyy-mm-dd"
    sheet["D5"] = ArrayFormula("D5", "=SUM(C3:C4*2)")
    sheet["E5"], sheet["E5"].data_type = "#N/A", "e"
    sheet["A1"].font, sheet["A1"].alignment = Font(bold=True, size=16, color="FF0000"), Alignment(wrap_text=True)
    sheet["C3"].number_format, sheet["C3"].border = "0.00 %", Border(left=Side("thick"))
    sheet["B4"].number_format, sheet["A4"].fill = "dd/mm/yyyy hh:mm", PatternFill("solid", fgColor="00FF00")
    sheet.merge_cells("A1:C1")
    sheet.row_dimensions[4].hidden, sheet.row_dimensions[3].height = True, 33.5
    sheet.column_dimensions["B"].width, sheet.column_dimensions["C"].hidden = 41.25, True
    sheet.freeze_panes, sheet.auto_filter.ref = "B3", "A2:E5"
    rule = DataValidation(type="list", formula1='"a,b"', allow_blank=True)
    rule.add("A3:A90")
    sheet.add_data_validation(rule)
    sheet.conditional_formatting.add("C3:C9", Rule("cellIs", operator="lessThan", formula=["0"], dxfId=None))
    sheet["E2"].comment = Comment("Note de la propriétaire", "Propriétaire")
    sheet["E3"].hyperlink = "https://exemple.invalid/"
    sheet.print_title_rows, sheet.print_area = "1:2", "A1:E5"
    sheet.protection.sheet = True
    other = book.create_sheet("Autre")
    for line in (["x", "y"], [1, 2]):
        other.append(line)
    other.add_table(Table(displayName="T1", ref="A1:B2"))
    book.create_sheet("Cachée").sheet_state = "hidden"
    book.defined_names["Taux"] = DefinedName("Taux", attr_text="Données!$C$3")
    book.save(path)
    return path


def facts(sheet: Worksheet, *, but: str = "") -> dict[str, Any]:
    """Return everything that can be asked of a sheet, less the fill and the note of one cell."""
    cells: dict[str, Any] = {}
    for row in sheet.iter_rows():
        for cell in row:
            look = (cell.number_format, cell.font, cell.border, cell.alignment, cell.protection)
            value = cell.value.text if isinstance(cell.value, ArrayFormula) else cell.value
            cells[cell.coordinate] = (repr(value), cell.data_type, *map(repr, look), repr(cell.hyperlink))
            if cell.coordinate != but:
                cells[cell.coordinate] += (repr(cell.fill), cell.comment and cell.comment.text)
    rules = [(str(area.sqref), [r.type for r in area.rules]) for area in sheet.conditional_formatting]
    return {
        "cells": cells, "merged": sorted(map(str, sheet.merged_cells.ranges)), "frozen": sheet.freeze_panes,
        "state": sheet.sheet_state, "filter": sheet.auto_filter.ref, "rules": rules, "tables": sorted(sheet.tables),
        "lists": [(v.type, v.formula1, str(v.sqref)) for v in sheet.data_validations.dataValidation],
        "rows": {n: (d.height, d.hidden) for n, d in sheet.row_dimensions.items()},
        "columns": {n: (d.width, d.hidden, d.min, d.max) for n, d in sheet.column_dimensions.items()},
        "print": (sheet.print_title_rows, sheet.print_area), "protected": sheet.protection.sheet,
    }  # fmt: skip
