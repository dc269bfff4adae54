"""Every way of writing a value that means the same.

Belongs here: spellings of sound values, by kind of column. Does not belong here: cells that cannot be typed
(tests/defects/faulty.py).
"""

import datetime as dt
import unicodedata
from collections.abc import Callable, Mapping, Sequence

from ovt_pipeline.contracts.model import Column
from ovt_pipeline.quality.places import references_of

from .draft import Cell, Value
from .make import PLACES

NBSP, NARROW = "\u00a0", "\u202f"
BLANKS: tuple[Cell, ...] = (None, "-", "S.O.", "s. o.", "N/D", "n.d.", "ND", f"s.{NBSP}o.", f" {NBSP}", "nd")
REGIONS = references_of([]).regions
NAMES = {code: name for code, name, _ in PLACES}
Names = Mapping[str, str]  # code of a municipality → its name
Spellings = Callable[[Column, Value], Sequence[Cell]]


def without_accents(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()


def decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def dates(_: Column, value: Value) -> Sequence[Cell]:
    if not isinstance(value, dt.date):
        return ()
    forms = ("%Y-%m-%d", "%Y/%m/%d", "%d/%m/%Y", "%d-%m-%Y", f"{NBSP}%Y-%m-%d ")
    return value, dt.datetime(value.year, value.month, value.day), *map(value.strftime, forms)  # noqa: DTZ001 - a cell


def yes_no(column: Column, value: Value) -> Sequence[Cell]:
    """Write yes or no in every way but a letter: beside it a digit would be a typing mistake."""
    blanks = BLANKS if value is column.blank_means else ()
    if value:
        return "Oui", "OUI", "oui", "X", "x", "Vrai", "VRAI", "1", 1, 1.0, True, f"{NBSP}oui ", *blanks
    return "Non", "NON", "non", "Faux", "FAUX", "0", 0, 0.0, False, f" non{NARROW}", *blanks


def letters(column: Column, value: Value) -> Sequence[Cell]:
    """Write yes or no by a letter, or in words beside it."""
    blanks = BLANKS if value is column.blank_means else ()
    return ("O", "o", " O", "Oui", "Vrai", True, *blanks) if value else ("N", "n", f"N{NBSP}", "Non", False, *blanks)


def blanks(_: Column, value: Value) -> Sequence[Cell]:
    return BLANKS if value is None else ()


def texts(_: Column, value: Value) -> Sequence[Cell]:
    """Write a free text among spaces, with spaces that do not break, or with accents apart."""
    text = "" if value is None else str(value)
    return (text, f"{text} ", f"{NBSP}{text}{NARROW}", text.replace(" ", NBSP), decomposed(text)) if text else ()


def numbers(column: Column, value: Value) -> Sequence[Cell]:
    """Write a number with a decimal comma or point, and every space between thousands; a bandwidth in every unit."""
    if not isinstance(value, int | float):
        return ()
    comma = f"{value:.1f}".replace(".", ",")
    spaced = [f"{value:,.1f}".replace(",", space).replace(".", ",") for space in (" ", NBSP, NARROW)]
    forms: list[Cell] = [value, comma, f"{value:.1f}", f"{value:.2f}", *spaced]
    return forms if column.kind == "number" else forms + _with_units(value, [comma, *spaced])


def _with_units(value: float, texts: list[str]) -> list[Cell]:
    giga = f"{value / 1000:.4f}".replace(".", ",")
    mega = [f"{text}{unit}" for text in texts for unit in (" Mbps", f"{NBSP}Mb/s", "mbps", " MBPS")]
    return [*mega, f"{giga} Gb/s", f"{giga}{NARROW}Gbps"]


def allowed(_: Column, value: Value) -> Sequence[Cell]:
    if not isinstance(value, str):
        return ()
    spaced = f"{NBSP} {value.replace(' ', NBSP)}{NARROW}"
    return value, value.upper(), value.lower(), without_accents(value), decomposed(value), spaced


def regions(_: Column, value: Value) -> Sequence[Cell]:
    """Write a region by its code, its name or both, with every dash between and inside them."""
    code, name = str(value), REGIONS[str(value)]
    forms: list[Cell] = [code, int(code), float(code), str(int(code)), name, f"{name} ({code})", f"{name}({int(code)})"]
    forms += [f"{code} {dash} {name}" for dash in ("-", "--", "–", "—")]
    forms += [name.replace("–", dash).replace("-", dash) for dash in ("-", "--", "–", "—", " ")]
    forms += [name.upper(), without_accents(name.replace("–", "-")), decomposed(name), f"{NBSP}{name} "]
    return [*forms, f"{code}{NBSP}—{NARROW}{decomposed(name)}", f"{without_accents(name.replace('–', '--'))} ({code})"]


def municipalities(_: Column, value: Value, names: Names = NAMES) -> Sequence[Cell]:
    """Write a municipality by its code, its name when no other has it, or both."""
    if value is None:
        return ()
    code, name = str(value), names[str(value)]
    both = [f"{name} ({code})", f"{name.upper()}({int(code)})", f"{without_accents(name).replace('-', ' ')} ({code})"]
    typographic = name.replace("'", "’")
    both += [f"{decomposed(typographic)}{NBSP}({code})", f"{code} - {name}"]
    shared = sum(other == name for other in names.values()) > 1
    bare = [] if shared else [name, name.lower(), name.replace("-", " "), without_accents(name), decomposed(name)]
    return [code, int(code), float(code), str(int(code)), *both, *bare]


def municipality_codes(_: Column, value: Value) -> Sequence[Cell]:
    code = "" if value is None else str(value)
    return (code, int(code), float(code), f"{NBSP}{code} ", str(int(code))) if code else ()


BY_KIND: dict[str, Spellings] = {
    "text": texts,
    "date": dates,
    "yes_no": yes_no,
    "number": numbers,
    "bandwidth": numbers,
    "region": regions,
    "municipality_code": municipality_codes,
}


def spellings(column: Column, value: Value, names: Names = NAMES) -> Sequence[Cell]:
    """Return every spelling of a value that its column may hold."""
    if value is None:
        return BLANKS
    if column.kind == "municipality":
        return municipalities(column, value, names)
    return allowed(column, value) if column.allowed else BY_KIND[column.kind](column, value)
