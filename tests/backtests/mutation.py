"""What a small mistake in the SQL is: the file, the text, what it becomes, and what that means.

Not here: the mistakes (mutations*).
"""

from __future__ import annotations

from typing import NamedTuple


class Mutation(NamedTuple):
    """One mistake in one file of `ovt_pipeline/sql/`; the text occurs once in it."""

    file: str
    text: str
    instead: str
    mistake: str


def of(file: str, *mistakes: tuple[str, str, str]) -> list[Mutation]:
    """Give the mistakes of one file."""
    return [Mutation(file, *one) for one in mistakes]
