"""Errors a person can act on: a stable code, what was expected, found, where, and what to do.

Belongs here: the exception that carries the fields and how the catalogue turns them into French or English.
Does not belong here: the sentences themselves (catalogue/errors.yaml) and anything that prints.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ovt_pipeline.language.catalogue import entries, sentence

EXIT_PUBLISHED = 0
EXIT_UNEXPECTED = 1
EXIT_NOTHING_PUBLISHED = 3
EXIT_PARTIAL = 4
PARTS = ("expected", "found", "do")


@dataclass(frozen=True)
class Where:
    """Address of a fault: file name (never a whole path), sheet, Excel row or csv line, column header."""

    file: str | None = None
    sheet: str | None = None
    row: int | None = None
    column: str | None = None

    def text(self, lang: str) -> str:
        """Return the address in words, empty when nothing is known."""
        steps = {"sheet": self.sheet, "row": self.row, "column": self.column}
        said = [sentence("words", step, lang, name=name) for step, name in steps.items() if name]
        return ", ".join([self.file, *said] if self.file else said)


class OvtError(Exception):
    """A failure that a user, an operator or a source owner can cause and repair.

    `fields` fill the catalogue's sentences; they never hold a cell value. One of them, `reason`, names the sentences of
    the entry's `reasons`.
    """

    def __init__(self, code: str, where: Where | None = None, **fields: Any) -> None:  # noqa: ANN401 - sentence fields
        super().__init__(code)
        self.code = code
        self.where = where or Where()
        self.fields = fields
        self.others: tuple[OvtError, ...] = ()

    @property
    def all(self) -> tuple["OvtError", ...]:
        """Return the error itself, then the others that were found with it."""
        return (self, *self.others)

    @property
    def exit_code(self) -> int:
        """Exit code of the command that this error stops (output.md)."""
        return int(entries("errors")[self.code]["exit"])

    def sentence(self, part: str, lang: str) -> str:
        """Return one part (title, expected, found, do) of the message: that of its reason, when the reason has one."""
        entry, reason = entries("errors")[self.code], self.fields.get("reason")
        own = f"{self.code}/reasons/{reason}" if part in entry.get("reasons", {}).get(reason, {}) else self.code
        return sentence("errors", f"{own}/{part}", lang, **self.fields)

    def line(self, lang: str) -> str:
        """Return the whole message on one line, and one more line for each error that was found with it."""
        return "\n".join(one.own_line(lang) for one in self.all)

    def own_line(self, lang: str) -> str:
        """Return the whole message of this error alone, on one line."""
        head = f"{self.code} {self.sentence('title', lang)}"
        place = self.where.text(lang)
        parts = [sentence("words", part, lang, said=self.sentence(part, lang)) for part in PARTS]
        return " | ".join([head, *([place] if place else []), *parts])


def together(errors: Sequence[OvtError]) -> OvtError:
    """Return the first of `errors` (one at least), which tells the others too."""
    first, *rest = errors
    first.others = tuple(rest)
    return first


def error_text(code: str, lang: str) -> str:
    """Return the title of a code without its fields, for tables and quality results."""
    return sentence("errors", f"{code}/title", lang)
