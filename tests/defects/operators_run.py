"""What a spoilt delivery leads to: received for real after good ones, its figures compared with those of a good one.

Belongs here: receiving, computing, what would be published, the outcome. Does not belong here: operators, what outcome
is expected.
"""

import os
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from backtests.truths import outside
from drafts.formats import write
from drafts.make import CONTRACTS

from ovt_pipeline.deliveries.delivery import Delivery
from ovt_pipeline.deliveries.find import Inbox
from ovt_pipeline.deliveries.lots import LotStore
from ovt_pipeline.deliveries.receive import Receiver
from ovt_pipeline.figures.compute import computed
from ovt_pipeline.figures.inputs import Inputs, exports_of
from ovt_pipeline.language.errors import OvtError
from ovt_pipeline.plan.loader import load_plan
from ovt_pipeline.plan.model import Indicator
from ovt_pipeline.quality.verdict import judge_delivery
from ovt_pipeline.release.held_again import held_after
from ovt_pipeline.release.publish import publish
from ovt_pipeline.warehouse.place import Warehouse

from .good import FIRST_DAY, LAST_DAY, good
from .operators_quick import rows_of

Kind = Literal["same", "refused", "rejected", "held", "within", "outside", "silent"]
Numbers = list[float | None]  # numerator, denominator, value, low, high
Doubt = tuple[str, str]  # entity, code
Drop = Callable[[Path], object]  # puts files in the folder of an export


@dataclass(frozen=True)
class Figures:
    """The figures of an indicator by region, and the doubts that they tell."""

    numbers: dict[str, Numbers]
    doubts: set[Doubt]


ORDER = ("municipalites", "renir_unites", "ritm_liens", "rgt_liens", "rh_regionalisation")
PLAN = load_plan()
INDICATORS = {name: next(i for i in PLAN.indicators if name in exports_of(i)) for name in ORDER}
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

    `rejected` when rows were, and every low and high hold the good value. With nothing rejected, figures that differ
    are `within` when doubts are told and every low and high hold the good value, `outside` when they do not, `silent`
    when no doubt is told. What is not as it should be is `held` when a release that follows that of the first day
    would not take it.
    """

    kind: Kind
    why: str = ""


class Bench:
    """Lots of good deliveries at two dates, the first of them published; a spoilt one comes in place of a good one."""

    def __init__(self, root: Path) -> None:
        self.root, self.cases = root, 0
        self.store = _store(root / "good")
        for day in (FIRST_DAY, LAST_DAY):
            for export in ORDER:
                write(good(export, day), root / "in" / export)
                new = _receive(root / "in", self.store, export)
                assert [(d.verdict, d.rows_rejected) for d in new] == [("accepted", 0)]
            if day == FIRST_DAY:
                self.release = _release_of(Warehouse(root / "good"), self.store)
        self.figures = {indicator.id: _figures(self.store, indicator) for indicator in PLAN.indicators}
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
        return _stopped(new) or self._published(store, INDICATORS[export], sum(d.rows_rejected or 0 for d in new))

    def _published(self, store: LotStore, indicator: Indicator, broken: int) -> Outcome:
        """Compare what would be published of an indicator with the good figures; `broken` rows were rejected."""
        found = _compared(self.figures[indicator.id], _figures(store, indicator), broken)
        is_held = found.kind in {"within", "outside", "silent"} and self.holds(store, indicator)
        return replace(found, kind="held") if is_held else found

    def holds(self, store: LotStore, indicator: Indicator) -> bool:
        """Tell whether a release that follows that of the first day would hold the figure of the last one."""
        return bool(held_after(self.release, _inputs(store, indicator), [LAST_DAY]))

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


def _inputs(store: LotStore, indicator: Indicator) -> Inputs:
    """Return what an indicator is computed from, as if the plan had no other."""
    contracts = {name: CONTRACTS[name] for name in exports_of(indicator)}
    return Inputs(store, store.deliveries(), contracts, replace(PLAN, indicators=(indicator,)))


def _figures(store: LotStore, indicator: Indicator) -> Figures:
    """Return the figures at the last day of an indicator."""
    with computed(_inputs(store, indicator), indicator, [LAST_DAY]) as con:
        numbers = {region: numbers for region, *numbers in con.execute(FIGURES).fetchall()}
        return Figures(numbers, set(con.execute(DOUBTS).fetchall()))


def _release_of(warehouse: Warehouse, store: LotStore) -> Path:
    """Publish the first day, and return its release."""
    warehouse.prepare()
    publish(warehouse, Inputs(store, store.deliveries(), CONTRACTS, PLAN), Noon(), "bench", [FIRST_DAY])
    release = warehouse.current_release()
    assert release
    return release


def _stopped(new: list[Delivery]) -> Outcome | None:
    refused = [d.refusal_code or "" for d in new if not d.accepted]
    return Outcome("refused", refused[0]) if refused else None


def _compared(good: Figures, found: Figures, broken: int) -> Outcome:
    other = sorted(key for key in good.numbers if found.numbers.get(key) != good.numbers[key])
    if not other and not broken:
        return Outcome("same")
    new = Counter(code for _, code in found.doubts - good.doubts)
    wholes = [f"{found.numbers.get(key)} not {good.numbers[key]}" for key in other if key == "00"]
    why = "; ".join([*wholes, f"{broken} rows", ", ".join(f"{count} {code}" for code, count in new.items())])
    if not new and not broken:
        return Outcome("silent", why)
    published = ((good.numbers[key][2], found.numbers[key]) for key in other if key in found.numbers)
    if any(outside(true, low, high) for true, (*_, low, high) in published):
        return Outcome("outside", why)
    return Outcome("rejected" if broken else "within", why)
