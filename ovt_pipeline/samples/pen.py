"""How the people of the sample offices spell a date, a region, a place or a yes: never twice the same way.

Belongs here: the spellings of one cell, and the slips that replace one.
Does not belong here: which facts are true, or the shape of a table.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ovt_pipeline.samples.places import Municipality, region_names
from ovt_pipeline.samples.timeline import Draw

Cell = str | int | date | None
Row = dict[str, Cell]


@dataclass(frozen=True)
class Slip:
    """A mistake in one column of one row, in the deliveries extracted from `first` to `last`."""

    column: str
    value: Cell
    first: date = date.min
    last: date = date.max


def with_slips(row: Row, slips: Iterable[Slip], day: date) -> Row:
    """Return the row with the slips of that day in it."""
    return row | {slip.column: slip.value for slip in slips if slip.first <= day <= slip.last}


class Pen:
    """One office filling one delivery. `typed_cells` is false for a csv, which holds text only."""

    def __init__(self, draw: Draw, *, typed_cells: bool) -> None:
        self._draw = draw
        self._typed = typed_cells

    def date(self, day: date | None) -> Cell:
        """Spell a date as an Excel date, AAAA-MM-JJ or JJ/MM/AAAA; an unknown one is mostly blank."""
        if day is None:
            return "S.O." if self._draw.chance(0.02) else None
        if self._typed and self._draw.chance(0.7):
            return day
        return day.isoformat() if self._draw.chance(0.7) else f"{day:%d/%m/%Y}"

    def region(self, code: str) -> Cell:
        """Spell a region as its code, its name, or both."""
        name = region_names()[code]
        spellings: list[Cell] = [code, code, code, name, f"{name} ({code})", f"{code} - {name}"]
        return self._draw.pick([*spellings, int(code)] if self._typed else spellings)

    def place(self, municipality: Municipality | None) -> Cell:
        """Spell a municipality as its code, its name, or both."""
        if municipality is None:
            return None
        name, code = municipality.name, municipality.code
        spellings: list[Cell] = [code, name, f"{name} ({code})", name.upper()]
        return self._draw.pick([*spellings, int(code)] if self._typed else spellings)

    def yes_no(self, *, answer: bool) -> Cell:
        """Spell a yes or a no."""
        return self._draw.pick(("Oui", "Oui", "O") if answer else ("Non", "Non", "N"))

    def yes_or_blank(self, *, answer: bool) -> Cell:
        """Spell a yes or a no where a blank means yes."""
        return None if answer and self._draw.chance(0.3) else self.yes_no(answer=answer)

    def speed(self, mbps: int) -> Cell:
        """Spell a bandwidth in megabits, bare or with its unit, or in gigabits."""
        bare: Cell = mbps if self._typed else str(mbps)
        gigabits = f"{mbps / 1000:g}".replace(".", ",") + " Gb/s"
        return self._draw.pick([bare, bare, f"{mbps} Mbps", gigabits])
