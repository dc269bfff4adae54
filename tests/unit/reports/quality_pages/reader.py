"""Reads a page as a browser would: its elements, its text, its tables by caption.

Belongs here: parsing HTML. Does not belong here: what a page must say.
"""

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

VOID = {"meta", "br"}


class Page(HTMLParser):
    """A page: elements in order, and each table as rows of texts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.badly_closed: list[str] = []
        self.tables: list[tuple[str, list[list[str]]]] = []
        self.said: dict[str, list[str]] = {}
        self.feed(text)
        self.close()

    @classmethod
    def of(cls, path: Path) -> "Page":
        """Read a file."""
        return cls(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag == "table":
            self.tables.append(("", []))
        elif tag == "tr":
            self.tables[-1][1].append([])
        elif tag in {"th", "td"}:
            self.tables[-1][1][-1].append("")
        elif tag in {"h1", "h2", "h3", "h4", "p", "dd"}:
            self.said.setdefault(tag, []).append("")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.badly_closed.append(tag)

    def handle_data(self, data: str) -> None:
        if "caption" in self.open:
            caption, rows = self.tables[-1]
            self.tables[-1] = (caption + data, rows)
        elif "td" in self.open or "th" in self.open:
            self.tables[-1][1][-1][-1] += data.strip()
        for tag in {"h1", "h2", "h3", "h4", "p", "dd"} & set(self.open):
            self.said[tag][-1] += data

    def rows(self, caption: str) -> list[list[str]]:
        """Return the rows of the table whose caption starts so, its head left out."""
        (found,) = [rows for told, rows in self.tables if told.startswith(caption)]
        return found[1:]

    def values(self, attribute: str) -> Iterator[str]:
        """Yield every value of an attribute."""
        yield from (attrs[attribute] or "" for _, attrs in self.elements if attribute in attrs)


def number(text: str) -> int:
    """Return a count as a page writes it, its thousands apart in either language."""
    return int(text.replace("\u00a0", "").replace(",", ""))
