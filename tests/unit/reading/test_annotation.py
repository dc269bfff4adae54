"""An annotated copy: what the marks are, and that nothing else of the workbook changes."""

import csv
from datetime import datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from ovt_pipeline.reading.annotation import cells as annotate_cells
from ovt_pipeline.reading.annotation.workbook import annotated
from ovt_pipeline.reading.refusal import Refusal

from .annotated_books import LAYOUTS, copy_of, facts, fault, furnished, plan, rows, saved, texts


@pytest.mark.filterwarnings("ignore:Cell B5 is marked as a date")
@pytest.mark.parametrize("epoch", [None, CALENDAR_MAC_1904], ids=["1900", "1904"])
def test_everything_but_the_mark_stays_as_it_was(epoch: datetime | None, tmp_path: Path) -> None:
    path = furnished(tmp_path / "livraison.xlsx", epoch)
    content = path.read_bytes()
    before = load_workbook(path, rich_text=True)
    after = copy_of(path, fault(rows=[3], column=3))
    assert path.read_bytes() == content
    assert after.sheetnames == ["Vérification", *before.sheetnames]
    for sheet in before.worksheets:
        but = "C3" if sheet.title == "Données" else ""
        assert facts(after[sheet.title], but=but) == facts(sheet, but=but)
    assert after["Données"]["C3"].comment.text == "REJET · T-R04\nPhrase de T-R04"
    assert after.epoch == before.epoch
    assert after.defined_names["Taux"].attr_text == "Données!$C$3"
    assert [s.sheet_view.tabSelected for s in after.worksheets] == [True, False, False, False]


def test_a_number_out_of_the_range_of_dates_is_not_made_an_error(tmp_path: Path) -> None:
    path = furnished(tmp_path / "livraison.xlsx")
    content, _ = annotated(path, "xlsx", LAYOUTS, plan())
    (tmp_path / "copie.xlsx").write_bytes(content)
    sheet = ZipFile(tmp_path / "copie.xlsx").read("xl/worksheets/sheet2.xml").decode()
    assert "<v>99999999</v>" in sheet


def test_faults_of_one_cell_share_a_note_the_worst_gives_the_colour(tmp_path: Path) -> None:
    path = saved(tmp_path, rows(["Clé"], ["a"]))
    faults = [fault("T-R04", rows=[2], column=1), fault("T-M20", "remark", rows=[2], column=1)]
    cell = copy_of(path, *faults)["Données"]["A2"]
    assert cell.comment.text == "REJET · T-R04\nPhrase de T-R04\n\nREMARQUE · T-M20\nPhrase de T-M20"
    assert cell.fill.fgColor.rgb == "00F8CBAD"


def test_the_note_of_the_owner_comes_first(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A2"] = "a"
        sheet["A2"].comment = Comment("À revoir avec Untel", "Propriétaire")

    comment = copy_of(saved(tmp_path, fill), fault(rows=[2], column=1))["Données"]["A2"].comment
    assert comment.text == "À revoir avec Untel\n\nREJET · T-R04\nPhrase de T-R04"
    assert comment.author == "Propriétaire"


def test_a_row_without_a_column_is_marked_where_it_begins_and_merged_cells_where_they_are_seen(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["C2"], sheet["A4"], sheet["B4"] = "x", " ", "y"
        sheet.merge_cells("C2:D3")

    sheet = copy_of(saved(tmp_path, fill), fault(rows=[2, 4]), fault("T-R09", rows=[3], column=4))["Données"]
    assert [c.coordinate for row in sheet.iter_rows() for c in row if c.comment] == ["C2", "B4"]
    assert "T-R09" in sheet["C2"].comment.text


def test_a_blank_cell_keeps_the_format_of_its_column_or_row(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = "Clé"
        sheet.column_dimensions["C"].number_format = "yyyy-mm-dd"
        sheet.row_dimensions[5].number_format = "@"

    sheet = copy_of(saved(tmp_path, fill), fault(rows=[3, 5], column=3))["Données"]
    assert (sheet["C3"].number_format, sheet["C5"].number_format) == ("yyyy-mm-dd", "@")
    assert sheet["C3"].value is None


def test_a_refusal_marks_the_headers_that_it_is_about(tmp_path: Path) -> None:
    path = saved(tmp_path, rows(["Clé", "STATUT", "Jour", "Statut"], ["a", "b", "c", "d"]))
    named = fault("OVT-F07", "refusal", rows=[1], headers=["statut"])
    assert copy_of(path, named)["Données"]["B1"].fill.fgColor.rgb == "00F4A6A6"
    book = copy_of(path, named, fault("OVT-F06", "refusal", rows=[1], headers=["absent"]))
    assert [c.coordinate for c in book["Données"][1] if c.comment] == ["A1", "B1", "D1"]
    assert "OVT-F06" in book["Données"]["A1"].comment.text


def test_what_has_no_place_stands_on_the_first_sheet_alone(tmp_path: Path) -> None:
    path = saved(tmp_path, rows(["Clé"], ["a"]))
    book = copy_of(path, fault("T-X20", "remark", sheet=None, count=7), fault("OVT-F16", sheet="Absente", rows=[2]))
    assert [c.coordinate for row in book["Données"].iter_rows() for c in row if c.comment or c.fill.fill_type] == []
    assert {"T-X20", "7", "OVT-F16"} <= set(texts(book))


def test_each_line_of_the_first_sheet_leads_to_its_first_cell(tmp_path: Path) -> None:
    path = saved(tmp_path, rows(["Clé"], ["a"], ["b"]), title="L'année 2024")
    page = copy_of(path, fault(sheet="L'année 2024", rows=[2, 3], column=1)).worksheets[0]
    links = [c.hyperlink.location for row in page.iter_rows() for c in row if c.hyperlink]
    assert links == ["'L''année 2024'!A2"]


@pytest.mark.parametrize("title", ["Vérification", "VÉRIFICATION"])
def test_the_first_sheet_takes_a_name_that_is_free(title: str, tmp_path: Path) -> None:
    book = copy_of(saved(tmp_path, rows(["Clé"]), title=title))
    assert book.sheetnames == ["Vérification (2)", title]
    assert "Rien." in texts(book)


def test_no_text_of_the_first_sheet_is_ever_a_formula(tmp_path: Path) -> None:
    path = saved(tmp_path, rows(["Clé"], ["a"]), title="=1+1")
    page = copy_of(path, fault(sheet="=1+1", rows=[2], column=1, shown="=2+2"), head=["=3+3"]).worksheets[0]
    assert {c.data_type for row in page.iter_rows() for c in row if str(c.value).startswith("=")} == {"s"}


def test_notes_end_at_a_number_colours_do_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(annotate_cells, "MOST_NOTES", 3)
    monkeypatch.setattr("ovt_pipeline.reading.annotation.workbook.MOST_NOTES", 3)
    path = saved(tmp_path, rows(*[["a", "b"] for _ in range(9)]))
    book = copy_of(
        path,
        fault(rows=[1, 2], column=1),
        fault(rows=list(range(1, 10)), column=2),
        fault("T-M1", "remark", rows=[9], column=2),
    )
    cells = [c for row in book["Données"].iter_rows() for c in row]
    assert [c.coordinate for c in cells if c.comment] == ["A1", "B1", "A2", "B9"]
    assert "T-R04" in book["Données"]["B9"].comment.text  # a note that is there for another rule tells all
    assert len([c for c in cells if c.fill.fill_type]) == 11
    assert "3 de T-R04" in texts(book)


def test_a_csv_becomes_texts_on_the_rows_of_its_lines(tmp_path: Path) -> None:
    path = tmp_path / "m.csv"
    lines = [["mcode", "munnom", "regadm"], ["=1+1", "deux\nlignes", "+1"], ["@x", "-2", "00123"], ["", "\x07bip", "é"]]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(lines)
    sheet = copy_of(path, fault(sheet="municipalites", rows=[4], column=3))["municipalites"]
    cells = {c.coordinate: (c.value, c.data_type) for row in sheet.iter_rows() for c in row if c.value is not None}
    assert cells["A2"] == ("=1+1", "s")
    assert cells["B2"] == ("deux\nlignes", "s")
    assert {k: v[0] for k, v in cells.items() if k[1] != "2"} == {
        "A1": "mcode", "B1": "munnom", "C1": "regadm", "A4": "@x", "B4": "-2", "C4": "00123",
        "B5": "\ufffdbip", "C5": "é",
    }  # fmt: skip
    assert {kind for _, kind in cells.values()} == {"s"}
    assert sheet["C4"].comment


def test_a_workbook_whose_sheets_openpyxl_passes_over_gives_no_copy(tmp_path: Path) -> None:
    path = saved(tmp_path, rows(["Clé"], ["a"]))
    odd = tmp_path / "bizarre.xlsx"
    with ZipFile(path) as source, ZipFile(odd, "w") as target:
        for name in source.namelist():
            target.writestr(name.replace("worksheets/sheet1", "Worksheets/SHEET1"), source.read(name))
    with pytest.raises(Refusal) as caught:
        annotated(odd, "xlsx", LAYOUTS, plan())
    assert (caught.value.code, caught.value.fields["reason"]) == ("OVT-F15", "unforeseen")


@pytest.mark.filterwarnings("ignore:Workbook contains no stylesheet")
def test_a_workbook_with_empty_styles_is_copied(tmp_path: Path) -> None:
    path = saved(tmp_path, rows(["Clé"], ["a"]))
    bare = tmp_path / "nu.xlsx"
    empty = b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"></styleSheet>'
    with ZipFile(path) as source, ZipFile(bare, "w") as target:
        for name in source.namelist():
            target.writestr(name, empty if name == "xl/styles.xml" else source.read(name))
    book = copy_of(bare, fault(rows=[2], column=1))
    assert (book["Données"]["A2"].value, book["Données"]["A2"].fill.fgColor.rgb) == ("a", "00F8CBAD")


def test_what_a_copy_may_lose_is_said(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append([1, 2])
        chart = BarChart()
        chart.add_data(Reference(sheet, min_col=1, min_row=1))
        sheet.add_chart(chart, "D4")

    content, lost = annotated(saved(tmp_path, fill), "xlsx", LAYOUTS, plan())
    assert lost == ["charts", "drawings"]
    (tmp_path / "c.xlsx").write_bytes(content)
    assert "perdu : charts, drawings" in texts(load_workbook(tmp_path / "c.xlsx"))


def test_the_mark_of_synthetic_data_is_looked_for_in_a_file_that_was_not_read(tmp_path: Path) -> None:
    path = saved(tmp_path, rows(["Export SYNTHÉTIQUE"], ["Clé"]))
    assert "SYN" in texts(copy_of(path, synthetic="SYN"))
    assert "SYN" not in texts(copy_of(saved(tmp_path, rows(["Export"])), synthetic="SYN"))
