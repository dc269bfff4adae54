"""What a spoilt delivery leads to: received for real after good ones, its figures compared with those of a good one.

Belongs here: receiving, computing in memory, the outcome. Does not belong here: operators, what outcome is expected.
"""

import os
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from drafts.formats import write
from drafts.make import CONTRACTS

from ovt_pipeline.deliveries.find import Inbox
from ovt_pipeline.deliveries.lots import Delivery, LotStore
from ovt_pipeline.deliveries.receive import Receiver
from ovt_pipeline.figures.compute import run_measure
from ovt_pipeline.figures.inputs import Inputs, exports_of
from ovt_pipeline.figures.relations import load_relations
from ovt_pipeline.language.errors import OvtError
from ovt_pipeline.plan.loader import load_plan
from ovt_pipeline.quality.verdict import judge_delivery
from ovt_pipeline.warehouse.database import open_memory

from .good import FIRST_DAY, LAST_DAY, good
from .operators_quick import rows_of

Kind = Literal["same", "refused", "rejected", "within", "outside", "silent"]
Numbers = tuple[float | None, ...]  # numerator, denominator, value, low, high
Doubt = tuple[str, str]  # entity, code
Drop = Callable[[Path], object]  # puts files in the folder of an export


@dataclass(frozen=True)
class Figures:
    """The figures by indicator and region, and the doubts that they tell."""

    numbers: dict[tuple[str, str], Numbers]
    doubts: set[Doubt]


ORDER = ("municipalites", "renir_unites", "ritm_liens", "rgt_liens", "rh_regionalisation")
PLAN = load_plan()
FIGURES = "SELECT region_code, numerator, denominator, value, value_low, value_high FROM new_figures"
DOUBTS = "SELECT entity_id, doubt FROM new_evidence WHERE doubt IS NOT NULL"


@dataclass(frozen=True)
class Noon:
    """The clock of all the tests: two days after the last extraction."""

    def now(self) -> datetime:
        """Return the current time."""
        return datetime(2025, 4, 2, 16, tzinfo=UTC)


@dataclass(frozen=True)
class Outcome:
    """What became of a delivery, with a few words for the person who reads a failure.

    Figures that differ with nothing refused nor rejected: `within` when every low and high hold the good value and a
    doubt is told, `outside` when a doubt is told and they do not, `silent` when no doubt is told.
    """

    kind: Kind
    why: str = ""


class Bench:
    """Lots of good deliveries at two dates, to which a spoilt one is added in place of a good one."""

    def __init__(self, root: Path) -> None:
        self.root, self.cases = root, 0
        self.store = _store(root / "good")
        for export in ORDER:
            for day in (FIRST_DAY, LAST_DAY):
                write(good(export, day), root / "in" / export)
            new = _receive(root / "in", self.store, export)
            assert [(d.verdict, d.rows_rejected) for d in new] == [("accepted", 0)] * 2
        self.figures = {export: _figures(self.store, export) for export in ORDER}
        self.rows = {export: rows_of(export, root / "in" / export / good(export).name) for export in ORDER}

    def outcome(self, export: str, drop: Drop) -> Outcome:
        """Receive what `drop` puts in the folder of an export, as if the good file of the last day had not come."""
        self.cases += 1
        store, sources = self._without(export), self._case / "in"
        drop(sources / export)
        if self._says_the_same(export, sources / export):
            return Outcome("same", "same rows")
        new = _receive(sources, store, export)
        if export == "municipalites" and not _stopped(new):  # places are read when the roster is
            write(good("rh_regionalisation"), sources / "rh_regionalisation")
            new += _receive(sources, store, "rh_regionalisation")
        return _stopped(new) or _compared(self.figures[export], _figures(store, export))

    @property
    def _case(self) -> Path:
        """Return the folder of the case under way."""
        return self.root / f"case-{self.cases}"

    def _says_the_same(self, export: str, folder: Path) -> bool:
        """Tell whether a file of the good one's name gives the same rows: all that comes after reading is the same."""
        paths = list(folder.iterdir())
        try:
            return [p.name for p in paths] == [good(export).name] and rows_of(export, paths[0]) == self.rows[export]
        except OvtError:
            return False

    def _without(self, export: str) -> LotStore:
        """Return the lots without the last one of an export, and without those that were judged with it."""
        store = _store(self._case)
        shutil.copytree(self.store.root, store.root, copy_function=os.link, dirs_exist_ok=True)
        for judged in (export, *(["rh_regionalisation"] if export == "municipalites" else [])):
            for lot in (store.root / judged).glob(f"{LAST_DAY}_*"):
                shutil.rmtree(lot)
        return store


def _store(root: Path) -> LotStore:
    (root / "lots").mkdir(parents=True)
    return LotStore(root / "lots")


def _receive(sources: Path, store: LotStore, export: str) -> list[Delivery]:
    return list(Receiver(Inbox(sources), store, Noon(), CONTRACTS, judge_delivery).receive(CONTRACTS[export]).new)


def _figures(store: LotStore, export: str) -> Figures:
    """Return the figures at the last day of the indicators that read an export."""
    found = Figures({}, set())
    for indicator in (i for i in PLAN.indicators if export in exports_of(i)):
        contracts = {name: CONTRACTS[name] for name in exports_of(indicator)}
        with open_memory() as con:
            load_relations(con, Inputs(store, store.deliveries(), contracts, PLAN), PLAN, [LAST_DAY], list(contracts))
            run_measure(con, indicator)
            figures = con.execute(FIGURES).fetchall()
            found.numbers.update({(indicator.id, region): tuple(rest) for region, *rest in figures})
            found.doubts.update(con.execute(DOUBTS).fetchall())
    return found


def _stopped(new: list[Delivery]) -> Outcome | None:
    refused = [d.refusal_code or "" for d in new if not d.accepted]
    if refused:
        return Outcome("refused", refused[0])
    broken = sum(d.rows_rejected or 0 for d in new)
    return Outcome("rejected", f"{broken} rows") if broken else None


def _compared(good: Figures, found: Figures) -> Outcome:
    other = sorted(key for key in good.numbers if found.numbers.get(key) != good.numbers[key])
    if not other:
        return Outcome("same")
    new = Counter(code for _, code in found.doubts - good.doubts)
    wholes = [f"{found.numbers.get(key)} not {good.numbers[key]}" for key in other if key[1] == "00"]
    why = "; ".join([*wholes, ", ".join(f"{count} {code}" for code, count in new.items())])
    if not new:
        return Outcome("silent", why)
    is_within = all(_holds(found.numbers[key], good.numbers[key][2]) for key in other if key in found.numbers)
    return Outcome("within" if is_within else "outside", why)


def _holds(numbers: Numbers, value: float | None) -> bool:
    """Tell whether the low and high of a figure hold a value."""
    low, high = numbers[3], numbers[4]
    if value is None or low is None or high is None:
        return value is low is high
    return low <= value <= high
