"""A rule of telling that is too weak, as offices use it: hide the counts of 1 to 4, and a second one so that two lack.

Belongs here: that rule, and tables drawn for it. Does not belong here: the attack that breaks it.
"""

import random
from collections.abc import Mapping

Sums = dict[frozenset[str], int]
LEAST = 5


def told_weakly(table: Mapping[str, int]) -> Sums:
    """Return what the rule tells: the whole, and the regions that are not hidden."""
    hidden = {code for code, counted in table.items() if 0 < counted < LEAST}
    if len(hidden) == 1:
        shown = sorted((counted, code) for code, counted in table.items() if code not in hidden and counted)
        hidden |= {code for _, code in shown[:1]}
    told = {frozenset([code]): counted for code, counted in table.items() if code not in hidden}
    return {**told, frozenset(table): sum(table.values())}


def drawn_table(seed: int, regions: int = 8) -> dict[str, int]:
    """Return what regions count, many of them little."""
    drawn = random.Random(seed)
    return {f"{number:02d}": drawn.choice([0, 2, 4, 5, 6, 7, 9, 12]) for number in range(1, regions + 1)}
