"""The workbook to fill in: what a person is offered, and that what it gives once filled is read as it stands."""

from pathlib import Path

import openpyxl
import pytest

from ovt_pipeline.cli import main
from ovt_pipeline.contracts.loader import load_contracts
from ovt_pipeline.contracts.model import Column
from ovt_pipeline.contracts.template import template_of
from ovt_pipeline.language.errors import OvtError
from ovt_pipeline.reading.folding import letters_and_digits
from ovt_pipeline.reading.front import read_file

CONTRACTS = load_contracts()
REGIONS = ["Bas-Saint-Laurent (01)", "Capitale-Nationale (03)"]


@pytest.fixture(params=CONTRACTS)
def written(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, Path]:
    path = tmp_path / f"{request.param}_2024-03-31.xlsx"
    template_of(CONTRACTS[request.param], REGIONS).save(path)
    return request.param, path


def test_an_empty_one_lacks_nothing_but_rows(written: tuple[str, Path]) -> None:
    export, path = written
    with pytest.raises(OvtError) as caught:
        read_file(path, CONTRACTS[export])
    assert caught.value.code == "OVT-F08"


def sound(column: Column) -> str:
    kinds = {"date": "2024-01-31", "yes_no": "Oui", "region": REGIONS[1], "number": "1", "bandwidth": "0,1 Gb/s"}
    return column.allowed[0] if column.allowed else kinds.get(column.kind, "00123")


def test_a_filled_one_is_read_column_by_column(written: tuple[str, Path]) -> None:
    export, path = written
    book = openpyxl.load_workbook(path)
    for table in CONTRACTS[export].tables:
        book[table.sheet].append([sound(c) for c in table.columns])
    book.save(path)
    for read, table in zip(read_file(path, CONTRACTS[export]).tables, CONTRACTS[export].tables, strict=True):
        assert read.cells == {c.name: [sound(c)] for c in table.columns}
        assert read.unknown_headers == {}


def test_every_list_of_the_contract_is_offered_whole(written: tuple[str, Path]) -> None:
    export, path = written
    book = openpyxl.load_workbook(path)
    for table in CONTRACTS[export].tables:
        sheet = book[table.sheet]
        offered = {}
        for rule in sheet.data_validations.dataValidation:
            if rule.type == "list":
                place = book.defined_names[rule.formula1.removeprefix("=")].attr_text
                name, cells = place.split("!")
                column = sheet.cell(1, next(iter(rule.sqref.ranges)).min_col).value
                offered[column] = [c.value for (c,) in book[name.strip("'")][cells.replace("$", "")]]
        expected = {c.header: list(c.allowed) for c in table.columns if c.allowed}
        expected |= {c.header: ["Oui", "Non"] for c in table.columns if c.kind == "yes_no"}
        expected |= {c.header: REGIONS for c in table.columns if c.kind == "region"}
        assert offered == expected


def test_dates_and_identifiers_have_their_formats_and_every_column_its_instructions(written: tuple[str, Path]) -> None:
    export, path = written
    book = openpyxl.load_workbook(path)
    said = [row[0] for row in book["Mode d’emploi"].iter_rows(values_only=True)]
    for table in CONTRACTS[export].tables:
        for position, column in enumerate(table.columns):
            style = book[table.sheet].column_dimensions["ABCDEFGHIJKLMNOP"[position]].number_format
            assert style == {"date": "yyyy-mm-dd", "number": "General", "bandwidth": "General"}.get(column.kind, "@")
            assert column.header in said


def test_no_personal_column_is_offered(written: tuple[str, Path]) -> None:
    export, path = written
    book = openpyxl.load_workbook(path)
    personal = {letters_and_digits(h) for t in CONTRACTS[export].tables for h in t.personal_headers}
    for table in CONTRACTS[export].tables:
        headers = {letters_and_digits(str(cell.value)) for cell in book[table.sheet][1]}
        assert headers
        assert not headers & personal


def test_the_command_writes_one_and_replaces_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "renir_unites_2024-03-31.xlsx"
    assert main(["template", "renir_unites", str(out)]) == 0
    regions = openpyxl.load_workbook(out)["listes"]
    assert "Capitale-Nationale (03)" in [cell.value for row in regions for cell in row]
    before = out.read_bytes()
    for code, *arguments in (
        ("OVT-U09", "renir_unites", str(out)),
        ("OVT-U01", "renir_unites", str(tmp_path / "x.csv")),
        ("OVT-U07", "renir", str(tmp_path / "x.xlsx")),
        ("OVT-U05", "renir_unites", str(tmp_path / "absent" / "x.xlsx")),
    ):
        capsys.readouterr()
        assert main(["template", *arguments]) == 2
        assert capsys.readouterr().err.startswith(code)
    assert out.read_bytes() == before
    assert not (tmp_path / "x.csv").exists()
