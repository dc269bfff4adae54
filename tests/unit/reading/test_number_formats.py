"""Keys that are numbers are read as a person sees them, in every kind of workbook; numbers elsewhere stay numbers."""

import datetime as dt
from pathlib import Path

import pytest
from drafts.formats import ods
from drafts.old_workbook import write_xls
from openpyxl import Workbook

from ovt_pipeline.contracts.loader import load_contracts
from ovt_pipeline.reading.cell_text import UNSHOWN_NUMBER
from ovt_pipeline.reading.front import read_file

LINKS = load_contracts()["ritm_liens"]
HEADERS = [c.header for c in LINKS.tables[0].columns if c.is_needed or c.name == "debit_mbps"]


def keys(path: Path) -> list[str]:
    (table,) = read_file(path, LINKS).tables
    assert table.cells["debit_mbps"] == ["100"] * len(table.row_numbers)
    return list(table.cells["id_lien_ritm"])


def row(key: object) -> list[object]:
    known = {"No lien RITM": key, "Débit (Mbps)": 100, "Région administrative": "03"}
    return [known.get(header, "x") for header in HEADERS]


@pytest.mark.parametrize(
    ("key", "code", "read"),
    [
        (401, "0.00", UNSHOWN_NUMBER),
        (401.5, "General", UNSHOWN_NUMBER),
        (-401, "0000", UNSHOWN_NUMBER),
        (dt.date(2024, 5, 12), "dd-mm", UNSHOWN_NUMBER),
        (45000, "yyyy-mm-dd", UNSHOWN_NUMBER),
        (401, "[>100]0000", UNSHOWN_NUMBER),
        (401, "00000", "00401"),
        (401, '"SQ-"0000', "SQ-0401"),
        (401, "General", "401"),
        ("0401", '"SQ-"0000', "0401"),
    ],
)
def test_a_number_of_a_workbook_is_its_format(key: object, code: str, read: str, tmp_path: Path) -> None:
    book = Workbook()
    page = book.worksheets[0]
    for line in (["Liens"], HEADERS, row(key)):
        page.append(line)
    page.cell(3, HEADERS.index("No lien RITM") + 1).number_format = code
    page.cell(3, HEADERS.index("Débit (Mbps)") + 1).number_format = "00000"
    book.save(tmp_path / "l_2025-03-31.xlsx")
    assert keys(tmp_path / "l_2025-03-31.xlsx") == [read]


def test_an_old_workbook_and_an_ods_say_it_too(tmp_path: Path) -> None:
    old = write_xls(tmp_path / "l_2025-03-31.xls", {"liens": [HEADERS, row(401), row(dt.date(2024, 5, 12))]})
    assert keys(old) == ["401", UNSHOWN_NUMBER]
    number = '<table:table-cell office:value-type="float" office:value="{}"><text:p>{}</text:p></table:table-cell>'
    text = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    cells = [[text.format(h) for h in HEADERS]]
    for shown in ("SQ-0401", "4,01E+02", "402"):
        filled = {"No lien RITM": number.format(401, shown), "Débit (Mbps)": number.format(100, "100")}
        cells.append([filled.get(header, text.format("x")) for header in HEADERS])
    rows = "".join(f"<table:table-row>{''.join(line)}</table:table-row>" for line in cells)
    other = ods(tmp_path / "l_2025-03-31.ods", ("liens", rows))
    assert keys(other) == ["SQ-0401", UNSHOWN_NUMBER, UNSHOWN_NUMBER]
