"""The header of a file among its first rows; when it takes several rows, those rows made one.

Belongs here: which rows are the header, how their cells join. Does not belong here: comparison of headers (headers.py).
"""

from dataclasses import replace
from typing import Any

from ovt_pipeline.reading.cell_text import text_of
from ovt_pipeline.reading.headers import HeaderRow, locate_header
from ovt_pipeline.reading.layout import TableLayout
from ovt_pipeline.reading.tables import Row

_Found = tuple[int, int, list[str]]  # headers found, rows joined, their texts


TWO = 2  # rows that any header may take, whatever the contract says


def find_header(head: list[Row], table: TableLayout, rows: int = 1) -> tuple[list[Row], HeaderRow | None]:
    """Return the first rows of a file with its header as one of them, and that header, None when there is none.

    `rows` are those that the contract says a header takes. One of two rows is made one where a single row lacks a
    needed column and the two lack none.
    """
    if rows > 1:
        return join_header(head, table, rows)
    single = locate_header([[text_of(c) for c in cells] for _, cells in head], table)
    if single and single.complete(table):
        return head, single
    joined_head, joined = join_header(head, table, TWO)
    return (joined_head, joined) if joined and joined.complete(table) else (head, single)


def join_header(head: list[Row], table: TableLayout, rows: int) -> tuple[list[Row], HeaderRow | None]:
    """Return the first rows of a file with its header made one row, and that header, None when there is none.

    A row that holds more headers alone than joined with those below it is a header of one row: a file that has no
    second header row loses no row of data. Of rows that follow each other and find as many headers the last is the
    header: the one above is a title.
    """
    found = [_best(head[start : start + rows], table) for start in range(len(head))]
    most = max((count for count, _, _ in found), default=0)
    if not most:
        return head, None
    at = next(i for i, (count, _, _) in enumerate(found) if count == most)
    while at + 1 < len(found) and found[at + 1][0] == most:
        at += 1
    _, size, texts = found[at]
    header = locate_header([texts], table)
    return [*head[:at], (head[at][0], texts), *head[at + size :]], header and replace(header, index=at)


def _best(rows: list[Row], table: TableLayout) -> _Found:
    """Return the reading of these rows that finds most headers: joined, with or without groups, or the first alone."""
    cells = [[text_of(c) for c in cells] for _, cells in rows]
    readings = [(len(rows), _joined(_with_groups(cells))), (len(rows), _joined(cells)), (1, cells[0])]
    return max(((_count(texts, table), size, texts) for size, texts in readings), key=lambda found: found[0])


def _count(texts: list[str], table: TableLayout) -> int:
    header = locate_header([texts], table)
    return len(header.positions) if header else 0


def _joined(rows: list[list[str]]) -> list[str]:
    return [" ".join(filter(None, (_at(row, i) for row in rows))) for i in range(max(map(len, rows)))]


def _with_groups(rows: list[list[str]]) -> list[list[str]]:
    """Return the rows, each label repeated over the blank cells on its right that have a label below them."""
    width = max(map(len, rows))
    spread = []
    for index, row in enumerate(rows):
        below = [any(_at(other, i) for other in rows[index + 1 :]) for i in range(width)]
        texts: list[str] = []
        for i in range(width):
            texts.append(_at(row, i) or (_last(texts) if below[i] else ""))
        spread.append(texts)
    return spread


def _last(texts: list[str]) -> str:
    return next((text for text in reversed(texts) if text), "")


def _at(row: list[Any], index: int) -> str:
    return text_of(row[index]).strip() if index < len(row) else ""
