"""Which places are told together because one of them counts too little: once at any date is for ever.

Belongs here: that rule alone, on numbers; the attack runs it on every table that could be true. Does not belong here:
what a plan declares (plan/public.py), reading what places count (places.py).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from ovt_pipeline.plan.public import Place

Block = frozenset[str]  # codes of places that are told together
Counts = Mapping[str, int]  # what each place counts at one date


def blocks(places: Sequence[Place], least: int, dated: Collection[Counts], before: Iterable[Block] = ()) -> list[Block]:
    """Return the places told together, in the order of the plan: each block counts `least` at every date, or is all.

    `before` are blocks told once: they stay. A block under `least` takes in the place that it joins; the one that holds
    the place without a neighbour takes in, of those beside it, the first of the plan.
    """
    found = _merged([frozenset([place.code]) for place in places], before)
    while len(found) > 1:
        short = next((one for one in found if any(_count(one, counts) < least for counts in dated)), None)
        if short is None:
            break
        found = _merged(found, [short | {_beside(short, places)}])
    return sorted(found, key=lambda one: min(_order(places)[code] for code in one))


def _count(block: Block, counts: Counts) -> int:
    return sum(counts.get(code, 0) for code in block)


def _order(places: Sequence[Place]) -> Mapping[str, int]:
    return {place.code: number for number, place in enumerate(places)}


def _beside(block: Block, places: Sequence[Place]) -> str:
    """Return the place that a block joins: where one of its own leads, else the first that leads into it."""
    out = [place.joins for place in places if place.code in block and place.joins and place.joins not in block]
    into = [place.code for place in places if place.code not in block and place.joins in block]
    return (out + into)[0]


def _merged(found: Sequence[Block], more: Iterable[Block]) -> list[Block]:
    """Return blocks of which each of `more` lies in one."""
    whole = list(found)
    for one in more:
        touched = [block for block in whole if block & one]
        if touched:
            whole = [block for block in whole if not block & one] + [frozenset().union(*touched)]
    return whole
