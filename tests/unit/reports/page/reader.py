"""Reads a report as a browser would, and its tables without the headings that cells repeat where they become cards.

Belongs here: parsing. Does not belong here: what a page must say.
"""

import re
from html.parser import HTMLParser

from unit.reports.quality_pages.reader import Page

HIDDEN = re.compile(r'<span class="l">[^<]*</span>')


def page_of(text: str) -> Page:
    """Return a page, the repeated headings of its cells left out."""
    return Page(HIDDEN.sub("", text))


class _Words(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - of the parser
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if "style" not in self.open and data.strip():
            self.found.append(data)


def words_of(text: str) -> list[str]:
    """Return every text that a page shows or says, one for each run of it."""
    return _Words(text).found


def flat(text: str) -> str:
    """Return all that a page says as one text with plain spaces."""
    return re.sub(r"\s+", " ", " ".join(words_of(text)).replace("\u00a0", " "))
