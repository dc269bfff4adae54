"""What a case made by hand is: facts at a date, and what they give for Québec as a whole.

Belongs here: the shape of a case. Not here: the cases (oracle_cases, oracle_cases_lots).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from .records import DEFAULT_ELIGIBILITY, Delivery, Eligibility, Notes
from .shorthand import rgt, unit

D = date(2025, 3, 31)
NOW = "2025-03-31"
Expected = tuple[int, int | None, Fraction | float | None, Fraction | float | None, Fraction | float | None]
DONE = unit("OK", "Migrée", moved="2023-01-10")
LIVE = rgt("R", on="2024-01-01")


@dataclass(frozen=True)
class Case:
    """One line of facts and what it gives."""

    says: str
    indicator: str
    facts: list[Delivery]
    gives: Expected
    doubt: tuple[str, str | None] | None = None  # an entity and its doubt; of several, the one that the SQL names
    as_of: date = D
    table: tuple[Eligibility, ...] = DEFAULT_ELIGIBILITY
    notes: Notes = ()
    why: str = ""  # the reason code of some entities: "U MIGRATED, V CLOSED"

    @property
    def reasons(self) -> dict[str, str]:
        """Give the reason code of each entity named."""
        return dict(one.split(" ") for one in self.why.split(", ") if one)


def third(part: int) -> Fraction:
    """Give a third of a hundred, so many times."""
    return Fraction(100 * part, 3)
