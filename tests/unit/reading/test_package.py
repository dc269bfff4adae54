"""Parts of a workbook that are not what they should be: a refusal that says so, never an unforeseen fault."""

import struct
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from ovt_pipeline.language.errors import OvtError
from ovt_pipeline.reading.front import read_file

from .made_up import CONTRACT, TABLE

ODS = """<?xml version="1.0"?><o:document-content xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
xmlns:t="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><o:body><o:spreadsheet><t:table t:name="x">
<t:table-row t:number-rows-repeated="{}"><t:table-cell o:value-type="error"/></t:table-row>
</t:table></o:spreadsheet></o:body></o:document-content>"""


def code_of(path: Path) -> str:
    with pytest.raises(OvtError) as caught:
        read_file(path, replace(CONTRACT, formats=("xlsx", "xls", "ods")))
    return caught.value.code


@pytest.fixture
def parts(tmp_path: Path) -> dict[str, bytes]:
    """Return the parts of a sound workbook, with a formula so that its sheet is scanned for faulty cells."""
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.title = TABLE.sheet
    book.active.append([c.header for c in TABLE.columns])
    book.active.append(["=1+1", "03", "Migrée"])
    book.save(tmp_path / "sain.xlsx")
    with zipfile.ZipFile(tmp_path / "sain.xlsx") as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return path


@pytest.mark.parametrize("encoding", [b"utf-9", b"gb2312"])
@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml"])
def test_an_encoding_that_cannot_be_read_is_a_damaged_part(
    part: str, encoding: bytes, parts: dict[str, bytes], tmp_path: Path
) -> None:
    body = parts[part].partition(b"?>")[2] if parts[part].startswith(b"<?xml") else parts[part]
    parts[part] = b'<?xml version="1.0" encoding="' + encoding + b'"?>' + body
    assert code_of(packed(tmp_path / "a.xlsx", parts)) == "OVT-F03"


def test_a_package_that_names_no_workbook_is_damaged(parts: dict[str, bytes], tmp_path: Path) -> None:
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"/officeDocument", b"/autre")
    assert code_of(packed(tmp_path / "a.xlsx", parts)) == "OVT-F03"


@pytest.mark.parametrize("repeated", ["1" + "0" * 20, "beaucoup"])
def test_a_repetition_that_is_no_number_of_rows_is_a_damaged_part(repeated: str, tmp_path: Path) -> None:
    path = packed(tmp_path / "a.ods", {"content.xml": ODS.format(repeated).encode()})
    assert code_of(path) == "OVT-F03"


def test_an_xls_cut_in_its_directory_is_damaged(tmp_path: Path) -> None:
    """The parser panics on it: half a directory entry."""
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 62, 3, 0xFFFE, 9, 6)
    header += struct.pack("<6xIIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    sectors = struct.pack("<I", 0) + b"\xff" * 108 * 4
    table = struct.pack("<II", 0xFFFFFFFD, 0xFFFFFFFE) + b"\xff" * 504
    path = tmp_path / "a.xls"
    path.write_bytes(header + sectors + table + bytes(128 + 21))
    assert code_of(path) == "OVT-F03"
