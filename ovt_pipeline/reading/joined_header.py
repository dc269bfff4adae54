"""The header of a csv whose contract says that it takes several rows: those rows made one.

Belongs here: which rows are the header, how their cells join. Does not belong here: comparison of headers (headers.py).
"""

from dataclasses import replace

from ovt_pipeline.reading.headers import HeaderRow, locate_header
from ovt_pipeline.reading.layout import TableLayout
from ovt_pipeline.reading.tables import Row

_Found = tuple[int, int, list[str]]  # headers found, rows joined, their texts


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
    cells = [texts for _, texts in rows]
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


def _at(row: list[str], index: int) -> str:
    return row[index].strip() if index < len(row) else ""
