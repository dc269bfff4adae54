"""Reading a csv: its encoding, its separator, its records with the line each one starts on.

Belongs here: bytes to records, strictly. Does not belong here: columns and rows of data (tables.py), types.
"""

import codecs
import csv
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from ovt_pipeline.reading.answer import MAX_TEXT
from ovt_pipeline.reading.headers import HEADER_ROWS, HeaderRow
from ovt_pipeline.reading.joined_header import find_header
from ovt_pipeline.reading.layout import Layout
from ovt_pipeline.reading.refusal import Refusal
from ovt_pipeline.reading.tables import Row, RowSource, TableCells, read_table

_CHUNK = 1 << 20
_BOMS = (  # the mark of UTF-32 LE begins with that of UTF-16 LE
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_csv(path: Path, layout: Layout) -> list[TableCells]:
    """Return the one table of a csv. Raises Refusal OVT-F03 (quoting), F05 to F08, F14, F16 (a second table)."""
    if len(layout.tables) > 1:
        raise Refusal("OVT-F16", sheet_name=layout.tables[1].sheet)
    encoding = find_encoding(path, layout.csv_encoding)
    separator = _find_separator(path, encoding, layout)
    records = read_records(path, encoding, separator, layout.csv_quote, layout.csv_escape)
    head, header = _locate(list(islice(records, HEADER_ROWS)), layout)
    source = RowSource(None, head, records, separator=separator, unterminated=not _ends_with_newline(path, encoding))
    return [read_table(source, header, layout.tables[0])]


def all_records(path: Path, layout: Layout) -> Iterator[Row]:
    """Yield every record, headers or not, as `read_csv` cuts them. Raises Refusal OVT-F03 (quoting), F14."""
    yield from _records(path, find_encoding(path, layout.csv_encoding), layout)


def csv_heads(path: Path, layout: Layout) -> Iterator[list[list[str]]]:
    """Yield the first records as each separator of the contract cuts them. Raises Refusal OVT-F14."""
    encoding = find_encoding(path, layout.csv_encoding)
    for separator in layout.csv_separators:
        records = read_records(path, encoding, separator, layout.csv_quote, layout.csv_escape)
        head, _ = _readable_head(records)
        yield [cells for _, cells in head]


def find_encoding(path: Path, declared: str) -> str:
    """Return the encoding of a csv: its byte order mark, else UTF-8 if every byte agrees, else the declared one.

    Never guessed: OVT-F14 with the line when the bytes are not what the mark or the contract says.
    """
    with path.open("rb") as file:
        start = file.read(4)
    marked = next((name for mark, name in _BOMS if start.startswith(mark)), None)
    tried = [marked] if marked else ["utf-8", declared]
    faults = [_first_fault(path, name) for name in tried]
    if None not in faults:
        raise Refusal("OVT-F14", row=faults[-1], encodings=list(dict.fromkeys(tried)), line=faults[-1] or 0)
    return tried[faults.index(None)]


def read_records(path: Path, encoding: str, separator: str, quote: str = '"', escape: str = "") -> Iterator[Row]:
    """Yield (line the record starts on, fields); line 1 is the first. OVT-F03 when the quoting is broken."""
    csv.field_size_limit(MAX_TEXT)  # more is an unclosed quote that swallowed the rows below it
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(
            file,
            delimiter=separator,
            quotechar=quote or None,
            quoting=csv.QUOTE_MINIMAL if quote else csv.QUOTE_NONE,
            escapechar=escape or None,
            strict=True,
        )
        while True:
            line = reader.line_num + 1
            try:
                fields = next(reader, None)
            except csv.Error:
                raise Refusal("OVT-F03", row=line, reason="quoting") from None
            if fields is None:
                return
            yield line, fields


def _records(path: Path, encoding: str, layout: Layout) -> Iterator[Row]:
    separator = _find_separator(path, encoding, layout)
    return read_records(path, encoding, separator, layout.csv_quote, layout.csv_escape)


def _first_fault(path: Path, encoding: str) -> int | None:
    """Return the line of the first byte that is not in `encoding`, None when all are."""
    decoder = codecs.getincrementaldecoder(encoding)(errors="strict")
    line = 1
    with path.open("rb") as file:
        while True:
            chunk = file.read(_CHUNK)
            try:
                text = decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as fault:
                return line + fault.object.count(b"\n", 0, fault.start)
            line += text.count("\n")
            if not chunk:
                return None


def _find_separator(path: Path, encoding: str, layout: Layout) -> str:
    """Return the separator under which most headers are found; of equals, the first that breaks no quoting.

    A file without the headers is then refused for that, not for quotes that a wrong separator makes look broken.
    """

    def matched(separator: str) -> tuple[int, bool]:
        records = read_records(path, encoding, separator, layout.csv_quote, layout.csv_escape)
        head, is_sound = _readable_head(records)
        _, header = _locate(head, layout)
        return len(header.positions) if header else 0, is_sound

    return max(layout.csv_separators, key=matched)


def _readable_head(records: Iterator[Row]) -> tuple[list[Row], bool]:
    """Return the first records, up to one whose quoting is broken, and whether there is none such."""
    head: list[Row] = []
    try:
        for record in islice(records, HEADER_ROWS):
            head.append(record)  # noqa: PERF402 - what came before the fault is kept
    except Refusal:
        return head, False
    return head, True


def _locate(head: list[Row], layout: Layout) -> tuple[list[Row], HeaderRow | None]:
    """Return the first rows and the header among them; a header of several rows is made one."""
    return find_header(head, layout.tables[0], layout.csv_header_rows)


def _ends_with_newline(path: Path, encoding: str) -> bool:
    ends = tuple(end.encode(encoding.removesuffix("-sig"))[-4:] for end in ("\n", "\r"))
    if encoding in {"utf-16", "utf-32"}:
        ends = (b"\n\0", b"\0\n", b"\r\0", b"\0\r", b"\n\0\0\0", b"\0\0\0\n")
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 4))
        return file.read().endswith(ends)
