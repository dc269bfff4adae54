"""Operators on the text of a csv and on its encoding.

Belongs here: one function per operator. Does not belong here: operators on tables and cells, workbooks, names of files.
"""

from collections.abc import Callable


def _lines(change: Callable[[list[str]], list[str]]) -> Callable[[str], str]:
    return lambda text: "".join(change(text.splitlines(keepends=True)))


def _at_middle(change: Callable[[str], str]) -> Callable[[str], str]:
    """Return the operator that changes one record in the middle."""

    def changed(lines: list[str]) -> list[str]:
        at = len(lines) // 2
        return [*lines[:at], change(lines[at]), *lines[at + 1 :]]

    return _lines(changed)


def _with_commas(text: str) -> str:
    return text.replace(",", " ").replace(";", ",")


def _quoted(line: str) -> str:
    return ";".join(f'"{cell}"' for cell in line.rstrip("\r\n").split(";")) + "\r\n"


def _two_quotes_three_lines_apart(lines: list[str]) -> list[str]:
    """Open a quote at the start of a cell, close it at the end of the same cell three lines below."""
    at = len(lines) // 2
    first, last = lines[at].split(";"), lines[at + 3].split(";")
    first[1], last[1] = '"' + first[1], last[1] + '"'
    return [*lines[:at], ";".join(first), *lines[at + 1 : at + 3], ";".join(last), *lines[at + 4 :]]


TEXTS: dict[str, Callable[[str], str]] = {
    "separator changed": _with_commas,
    "separator changed below the header": _lines(lambda lines: [*lines[:2], *map(_with_commas, lines[2:])]),
    "tabs for separators": lambda text: text.replace(";", "\t"),
    "line feeds only": lambda text: text.replace("\r\n", "\n"),
    "carriage returns only": lambda text: text.replace("\r\n", "\r"),
    "everything quoted": _lines(lambda lines: [_quoted(line) for line in lines]),
    "a quote never closed": _at_middle(lambda line: line.replace(";", ';"', 1)),
    "a quote inside a name": _at_middle(lambda line: line.replace(";", ';5" ', 1)),
    "two quotes, three lines apart": _lines(_two_quotes_three_lines_apart),
    "a separator inside a cell": _at_middle(lambda line: line.replace(";", "; annexe;", 1)),
    "a separator lost": _at_middle(lambda line: line.replace(";", "", 1)),
    "a line broken in two": _at_middle(lambda line: line.replace(";", ";\r\n", 1)),
    "two lines in one": _at_middle(lambda line: line.rstrip("\r\n")),
    "cut by a tenth": lambda text: text[: len(text) * 9 // 10],
    "cut by a tenth at the end of a line": lambda text: text[: len(text) * 9 // 10].rpartition("\n")[0] + "\n",
    "empty ends of lines left out": _lines(lambda lines: [line.rstrip(";\r\n") + "\r\n" for line in lines]),
}
ENCODINGS = {
    "in UTF-8": "utf-8",
    "in UTF-8 with a mark": "utf-8-sig",
    "in UTF-16": "utf-16",
    "in code page 1252": "cp1252",
    "in code page 850": "cp850",
    "in Mac OS Roman": "mac_roman",
}


def encoded_twice(text: str) -> bytes:
    """Write UTF-8 that a program took for code page 1252, in UTF-8."""
    return text.encode("utf-8").decode("cp1252", "replace").encode("utf-8")
