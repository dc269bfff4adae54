"""What the reference pages share: both languages side by side, tables, and the parts of a page that are made.

Belongs here: Markdown. Does not belong here: what the pages say (reference_pages.py, readme_parts.py).
"""

from collections.abc import Iterable

from ovt_pipeline.language.catalogue import both


def two(key: str, name: str = "reference") -> str:
    """Return an entry of the catalogue in French, then in English."""
    said = both(name, key)
    return f"{said.fr} · {said.en}"


def head(*columns: str) -> list[str]:
    """Return the head of a table whose last columns are French and English."""
    names = [*columns, both("reference", "french").fr, both("reference", "english").en]
    return [row(*names), "|" + "---|" * len(names)]


def row(*cells: str) -> str:
    """Return a row of a table."""
    return "| " + " | ".join(cells) + " |"


def filled(page: str, name: str, lines: Iterable[str]) -> str:
    """Return a page with its part `name` written again; raises ValueError when it has no place for it."""
    first, last = f"<!-- generated: {name} -->\n", f"<!-- end: {name} -->\n"
    before, opened, rest = page.partition(first)
    _, closed, after = rest.partition(last)
    if not (opened and closed):
        raise ValueError(f"no place for {name}")
    return "".join((before, first, *(f"{line}\n" for line in lines), last, after))
