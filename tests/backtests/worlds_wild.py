"""Worlds without a story: every cell of every row is drawn at random, so that all that a contract lets through occurs.

Belongs here: how the rows of an entity follow each other from one delivery to the next, and what gets rejected.
Not here: how one row is drawn (worlds_wild_rows), worlds with a story (worlds).
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from .records import Delivery, Movement, Pair, Record, Rejected, RgtLink, RitmLink, Row, Unit, reject_for, spoil
from .worlds import Sizes
from .worlds_calendar import Calendar
from .worlds_units import Seed
from .worlds_wild_rows import CELLS, Draw, Key, change_row, draw_row

KINDS: dict[str, tuple[type[Record], ...]] = {
    "renir_unites": (Unit,),
    "ritm_liens": (RitmLink,),
    "rgt_liens": (RgtLink, Pair),
    "rh_regionalisation": (Movement,),
}
BROKEN, REPEATED, DOUBTED = 0.1, 0.03, 0.03


@dataclass
class Story:
    """The rows of one kind as the last delivery had them."""

    kind: type[Record]
    keys: list[Key]
    now: list[Record | None] = field(default_factory=list)

    def go_on(self, draw: Draw) -> list[Record]:
        """Give the rows of the next delivery: the same, one cell changed, drawn again, or missing."""
        before = self.now or [None] * len(self.keys)
        self.now = [self.follow(draw, key, row) for key, row in zip(self.keys, before, strict=True)]
        return [row for row in self.now if row is not None and draw.rng.random() < 0.85]

    def follow(self, draw: Draw, key: Key, row: Record | None) -> Record:
        """Give what a row has become."""
        if row is None or draw.rng.random() < 0.25:
            return draw_row(draw, self.kind, key)
        return change_row(draw, row) if draw.rng.random() < 0.35 else row


def wild(drawn: Calendar, seed: Seed, sizes: Sizes) -> list[Delivery]:
    """Give the deliveries of a calendar as they read in one world."""
    rng = random.Random(f"wild {seed}")
    stories = {kind: Story(kind, keys) for kind, keys in all_keys(rng, sizes).items()}
    units = tuple(key["no_unite"] for key in stories[Unit].keys)
    draw = Draw(rng, near(drawn.days()), units)
    filled = []
    for slot in sorted(drawn.slots, key=lambda one: (one.day, one.received)):
        rows = [row for kind in KINDS[slot.export] for row in stories[kind].go_on(draw)]
        good, bad = sort_out(draw, rows)
        filled.append(Delivery(slot.export, slot.day, slot.received, said(draw, good), tuple(bad)))
    return [*drawn.lists, *filled]


def said(draw: Draw, rows: list[Record]) -> tuple[Row, ...]:
    """Give accepted rows, some of them marked by an expectation."""
    return tuple(Row(one, doubted=draw.rng.random() < DOUBTED) for one in rows)


def near(days: list[date]) -> tuple[date, ...]:
    """Give the days around those of the deliveries, and one long before."""
    return (date(2022, 1, 1), *(day + timedelta(days=far) for day in days for far in (-1, 0, 0, 1, 1, 30)))


def all_keys(rng: random.Random, sizes: Sizes) -> dict[type[Record], list[Key]]:
    """Draw the keys of a world; some pairs name a link that no file has."""
    ritm = [f"L{number}" for number in range(sizes.ritm)]
    rgt = [f"R{number}" for number in range(sizes.rgt)]
    couples = [(one, other) for one in [*ritm, "L-NONE"] for other in [*rgt, "R-NONE"]]
    chosen = rng.sample(couples, min(len(couples), 2 * sizes.ritm))
    moves = [
        (f"J{job}", number) for job in range(sizes.jobs) for number in rng.sample([1, 2, 9, 10], rng.randint(1, 4))
    ]
    return {
        Unit: [{"no_unite": f"U{number}"} for number in range(sizes.units)],
        RitmLink: [{"id_lien_ritm": one} for one in ritm],
        RgtLink: [{"id_lien_rgt": one} for one in rgt],
        Pair: [{"id_lien_ritm": one, "id_lien_rgt": other} for one, other in chosen],
        Movement: [{"id_emploi": job, "no_evenement": number} for job, number in moves],
    }


def sort_out(draw: Draw, rows: list[Record]) -> tuple[list[Record], list[Rejected]]:
    """Reject what the contracts reject, break some cells, repeat some keys."""
    looping = on_a_cycle({row.no_unite: row.no_unite_successeur for row in rows if isinstance(row, Unit)})
    good: list[Record] = []
    bad: list[Rejected] = []
    for row in rows:
        chance, named = draw.rng.random(), named_cells(row, looping)
        if chance < BROKEN:
            bad.append(broken(draw, row, named))
        elif chance < BROKEN + REPEATED:
            other = change_row(draw, row)
            bad += [reject_for(one, *named_cells(one, looping)) for one in (row, other)]
        elif named:
            bad.append(reject_for(row, *named))
        else:
            good.append(row)
    return good, bad


def broken(draw: Draw, row: Record, named: set[str]) -> Rejected:
    """Make some cells unreadable, the key as often as any other; those that the rejection names are too."""
    names = [name for name in vars(row) if name in CELLS[type(row)] or name.startswith(("no_u", "no_e", "id_"))]
    most = min(len(names), 3 if isinstance(row, Unit) else 6)
    chosen = {*draw.rng.sample(names, draw.rng.randint(1, draw.rng.choice([1, 2, most]))), *named}
    if isinstance(row, Movement) and row.port_attache is None and "type_mouvement" in chosen:
        chosen.add("port_attache")  # a blank attach point beside an unreadable type
    return spoil(row, **dict.fromkeys(sorted(chosen), "?"))


def named_cells(row: Record, looping: set[str]) -> set[str]:
    """Give the cells that the rules of exports.md name when they reject a row of which each cell can be read."""
    if isinstance(row, Unit):
        alone = row.statut == "Fusionnée" and row.no_unite_successeur is None
        return {"no_unite_successeur"} if alone or row.no_unite in looping else set()
    if isinstance(row, Movement):
        undated = row.date_effet is None and row.date_prevue is None
        nowhere = row.port_attache is None and row.type_mouvement in ("Régionalisation", "Transfert")
        return {name for name, at_fault in (("date_effet", undated), ("port_attache", nowhere)) if at_fault}
    return set()


def on_a_cycle(heirs: dict[str, str | None]) -> set[str]:
    """Give the units whose successors lead back to them."""
    return {key for key in heirs if key in after(heirs, key)}


def after(heirs: dict[str, str | None], key: str) -> Iterator[str]:
    """Follow the successors of a unit, each once."""
    seen: set[str] = set()
    reached = heirs.get(key)
    while reached is not None and reached not in seen:
        seen.add(reached)
        yield reached
        reached = heirs.get(reached)
