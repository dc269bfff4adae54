"""What figures are computed from: the deliveries known, the contracts, the plan and the decisions; its digest.

Belongs here: the inputs of a computation, and which deliveries came late to a date. Does not belong here: reading rows
(relations.py), counting (SQL).
"""

import hashlib
import json
from bisect import bisect_right
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import NamedTuple

from ovt_pipeline.contracts.loader import load_contracts
from ovt_pipeline.contracts.model import Contract
from ovt_pipeline.decisions.known import NONE, Decisions, KnownEnd
from ovt_pipeline.deliveries.delivery import Delivery, accepted
from ovt_pipeline.deliveries.lot_used import lots_until
from ovt_pipeline.deliveries.lots import LotStore
from ovt_pipeline.language.catalogue import entries
from ovt_pipeline.plan.loader import eligibility_digest, load_plans
from ovt_pipeline.plan.model import Indicator, Plan
from ovt_pipeline.reading.folding import fold_key
from ovt_pipeline.sql import measure_sql, read_sql, sql_facts

COUNTING = (  # the SQL that counts beside the measure of an indicator
    *(f"relations/{name}" for name in ("base", "used", "entities", "rows_gone", "rejections", "places")),
    *(f"figures/{name}" for name in ("sources", "entities", "letters", "aggregate")),
)
SHORT = 12  # digits of a digest that people read


class Told(NamedTuple):
    """Of a date: the digest of all that can change a figure, and when the last lot behind it was received."""

    digest: str
    known_at: datetime | None


@dataclass(frozen=True)
class Inputs:
    """What figures are computed from: the deliveries known, the contracts, the plan and the decisions."""

    store: LotStore
    deliveries: list[Delivery]
    contracts: dict[str, Contract]
    plan: Plan
    other_plans: tuple[Plan, ...] = ()
    decisions: Decisions = NONE

    @property
    def plans(self) -> tuple[Plan, ...]:
        """Return every plan, the main one first."""
        return (self.plan, *self.other_plans)

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """Return the indicators of every plan; their identifiers are unique over all plans."""
        return tuple(indicator for plan in self.plans for indicator in plan.indicators)

    def plan_of(self, indicator: Indicator) -> Plan:
        """Return the plan of an indicator."""
        return next(plan for plan in self.plans if indicator.id in {i.id for i in plan.indicators})

    @cached_property
    def lots(self) -> dict[str, list[Delivery]]:
        """Return the accepted deliveries of each export, in the order of its lots."""
        return {export: accepted(self.deliveries, export) for export in self.contracts}

    @cached_property
    def rules(self) -> dict[str, str]:
        """Return, by indicator, the rules that count it, as JSON: its measure, contracts, plan and eligibility."""
        return {i.id: json.dumps(self._rules_of(i), sort_keys=True) for i in self.indicators}

    @cached_property
    def windows(self) -> dict[date, int]:
        """Return, by date of a plan, the days after it in which a lot still describes that date."""
        return {day: plan.inventory_window for plan in self.plans for day in plan.days}

    def digest(self, as_of: date) -> str:
        """Return the digest of all that can change a figure at `as_of`: lots known then, rules, decisions."""
        return self._told(as_of).digest

    def known_at(self, as_of: date) -> datetime | None:
        """Return when the last lot that a figure at `as_of` may rest on was received, None without any."""
        return self._told(as_of).known_at

    def _told(self, as_of: date) -> "Told":
        """Return what is told of a date; dates between two turns rest on the same, which is found once."""
        stretch = bisect_right(self._turns, as_of)
        if stretch not in self._tellings:
            self._tellings[stretch] = Told(self._digest(as_of), self._known_at(as_of))
        return self._tellings[stretch]

    @cached_property
    def _tellings(self) -> dict[int, "Told"]:
        return {}

    @cached_property
    def _turns(self) -> list[date]:
        """The days from which on something else is known: of a lot, of an end, of a plan and the day after it."""
        days = {d.extraction_date for d in self.deliveries if d.extraction_date} | {end.day for end in self.ends}
        return sorted(days | self.windows.keys() | {day + timedelta(days=1) for day in self.windows})

    def _digest(self, as_of: date) -> str:
        lots = {export: [d.delivery_id for d in self.known(export, as_of)] for export in self.contracts}
        facts = {"lots": lots, "rules": self.rules} | self._decided(as_of)
        return hashlib.sha256(json.dumps(facts, sort_keys=True, default=str).encode()).hexdigest()

    @cached_property
    def ends(self) -> tuple[KnownEnd, ...]:
        """Return the ends of entities that notes make facts, their keys folded. Raises OVT-D05."""
        return self.decisions.ends(fold_key)

    def withdrawn(self, as_of: date) -> list[Delivery]:
        """Return the deliveries that a figure at `as_of` would rest on, had no decision withdrawn them."""
        gone = {d.delivery_id: d for d in self.deliveries if d.withdrawn_by}
        known = (d for export in self.contracts for d in self._as_received.known(export, as_of)) if gone else ()
        return [gone[d.delivery_id] for d in known if d.delivery_id in gone]

    def until(self, export: str, as_of: date) -> list[Delivery]:
        """Return the lots of an export up to the one used at `as_of`, which is the last of them."""
        is_places = self.contracts[export].role == "places"
        return lots_until(self.lots[export], as_of, window=self.windows.get(as_of, 0), or_oldest=is_places)

    def known(self, export: str, as_of: date) -> list[Delivery]:
        """Return the lots of an export that a figure at `as_of` may rest on: also those of the days that plans name.

        A place is known when any list names it.
        """
        if self.contracts[export].role == "places":
            return self.lots[export]
        until = self.until(export, as_of)
        there = {lot.delivery_id for lot in until}
        return [*until, *(lot for lot in self._named[export] if lot.delivery_id not in there)]

    @cached_property
    def _named(self) -> dict[str, list[Delivery]]:
        days = sorted({day for plan in self.plans for day in plan.reference_dates.values()})
        found = {e: {lot.delivery_id: lot for day in days for lot in self.reference(e, day)} for e in self.contracts}
        return {export: list(lots.values()) for export, lots in found.items()}

    def reference(self, export: str, day: date) -> list[Delivery]:
        """Return the lot of an export that says what existed on a reference date; none without any lot.

        It is the lot used that day or, when none is that old, the oldest one.
        """
        lots = lots_until(self.lots[export], day, window=self.windows.get(day, 0), or_oldest=True)
        return lots[-1:]

    def read_whole(self, export: str, as_ofs: Iterable[date]) -> list[Delivery]:
        """Return the lots of an export of which figures at these dates need every row, not only those that turn.

        The lot used, the one before the inventory window, and those of the days that plans name.
        """
        lots = self.lots[export]
        used = [known[-1:] for day in as_ofs for known in (self.until(export, day), lots_until(lots, day))]
        return [*{lot.delivery_id: lot for found in (*used, self._named[export]) for lot in found}.values()]

    def used(self, as_of: date) -> list[Delivery]:
        """Return the lot used at `as_of` of each export that has one."""
        return [lots[-1] for export in self.contracts if (lots := self.until(export, as_of))]

    def missing(self, indicator: Indicator, as_of: date) -> tuple[str, ...]:
        """Return the exports that an indicator's measure reads and that have no lot to use at `as_of`."""
        return tuple(export for export in exports_of(indicator) if not self.until(export, as_of))

    def is_final(self, indicator: Indicator, as_of: date) -> bool:
        """Say whether the lots used at `as_of` are of that day, its inventory window included; places do not age."""
        aging = [export for export in exports_of(indicator) if self.contracts[export].role != "places"]
        used = [self.until(export, as_of)[-1:] for export in aging]
        return not self.missing(indicator, as_of) and all(
            lot.extraction_date is not None and lot.extraction_date >= as_of for lots in used for lot in lots
        )

    def _known_at(self, as_of: date) -> datetime | None:
        return max((d.received_at for export in self.contracts for d in self.known(export, as_of)), default=None)

    def before(self, moment: datetime) -> "Inputs":
        """Return the same rules with the deliveries received before `moment` only."""
        return replace(self, deliveries=[d for d in self.deliveries if d.received_at < moment])

    def restored(self, names: Collection[str]) -> "Inputs":
        """Return the same inputs as if these deliveries, by their ids, had not been withdrawn."""
        back = [replace(d, withdrawn_by="") if d.delivery_id in names else d for d in self.deliveries]
        return replace(self, deliveries=back) if names else self

    def at(self, as_of: date) -> "Inputs":
        """Return the same rules with the lots that a figure at `as_of` may rest on only."""
        return replace(self, deliveries=[d for export in self.contracts for d in self.known(export, as_of)])

    def late(self, indicator: Indicator, as_of: date, known_at: datetime) -> list[Delivery]:
        """Return the accepted deliveries that can change a figure and came after `known_at`, in order received."""
        found = [d for e in exports_of(indicator) for d in self.known(e, as_of) if d.received_at > known_at]
        return sorted(found, key=lambda d: d.received_at)

    @cached_property
    def _as_received(self) -> "Inputs":
        """The same inputs, had nothing been withdrawn."""
        return replace(self, deliveries=[replace(d, withdrawn_by="") for d in self.deliveries])

    def _decided(self, as_of: date) -> dict[str, list[object]]:
        """Return what decisions change of a figure at `as_of`, nothing when none does."""
        told: dict[str, list[object]] = {
            "withdrawn": [[d.withdrawn_by, d.delivery_id] for d in self.withdrawn(as_of)],
            "ends": [list(end) for end in self.ends if end.day <= as_of],
        }
        return {name: said for name, said in told.items() if said}

    def _rules_of(self, indicator: Indicator) -> dict[str, str]:
        """Return what a rule part of a revision can name, each with its version and the start of its digest."""
        name = f"indicators/{indicator.measure}"
        text = hashlib.sha256("".join(map(read_sql, (*measure_sql(indicator.measure), *COUNTING))).encode()).hexdigest()
        read = [self.contracts[export] for export in exports_of(indicator)]
        return {
            "rule": f"{sql_facts(name)['rule_version']} {text[:SHORT]}",
            "plan": self.plan_of(indicator).digest[:SHORT],
            "eligibility": eligibility_digest()[:SHORT],
            **{f"contract {c.export}": f"{c.version} {c.digest[:SHORT]}" for c in read},
        }


def inputs_from(store: LotStore, decisions: Decisions = NONE) -> Inputs:
    """Return what figures are computed from, as the lots of a store stand now, by these decisions."""
    main, *others = load_plans()
    return Inputs(store, store.deliveries(), load_contracts(), main, tuple(others), decisions)


def scenarios_of(indicator: Indicator) -> list[str]:
    """Return the other rules under which an indicator's measure counts too (catalogue/scenarios.yaml)."""
    return sql_facts(f"indicators/{indicator.measure}").get("scenarios", "").split()


def exits_kept(indicator: Indicator) -> list[str]:
    """Return the other rules by which what went stays in the population: a status that needs it gone says so."""
    return [name for name in scenarios_of(indicator) if entries("scenarios")["scenarios"][name].get("keeps_exits")]


def exports_of(indicator: Indicator) -> list[str]:
    """Return the exports that an indicator's measure reads."""
    return sql_facts(f"indicators/{indicator.measure}")["exports"].split()
