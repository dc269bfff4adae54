"""What figures are computed from, and its digest.

Belongs here: the inputs of a computation. Does not belong here: reading their rows (relations.py), counting (SQL).
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import date

from ovt_pipeline.contracts.model import Contract
from ovt_pipeline.lots import Delivery, LotStore, accepted, current_or_oldest
from ovt_pipeline.plan.loader import eligibility_digest
from ovt_pipeline.plan.model import Indicator, Plan
from ovt_pipeline.sql import sql_facts, sql_names

PLACES = "municipalites"  # the only export whose oldest lot serves the dates before it


@dataclass(frozen=True)
class Inputs:
    """What figures are computed from: the deliveries known, the contracts and the plan."""

    store: LotStore
    deliveries: list[Delivery]
    contracts: dict[str, Contract]
    plan: Plan

    def digest(self, as_of: date) -> str:
        """Return the digest of all that can change a figure at `as_of`: lots until then, contracts, plan, rules."""
        facts = {
            "lots": {export: self._lots_until(export, as_of) for export in self.contracts},
            "contracts": {e: c.digest for e, c in self.contracts.items()},
            "plan": self.plan.digest,
            "eligibility": eligibility_digest(),
            "rules": {name: sql_facts(f"indicators/{name}")["rule_version"] for name in sql_names("indicators")},
        }
        return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()

    def _lots_until(self, export: str, as_of: date) -> list[str]:
        """Return the lots until `as_of`; without any, the oldest list of municipalities, or that one came later."""
        lots = accepted(self.deliveries, export)
        until = [d.delivery_id for d in lots if d.extraction_date and d.extraction_date <= as_of]
        oldest = current_or_oldest(lots, export, as_of) if export == PLACES else None
        return until or ([oldest.delivery_id] if oldest else ["later"] if lots else [])


def scenarios_of(indicator: Indicator) -> list[str]:
    """Return the other rules under which an indicator's measure counts too (catalogue/scenarios.yaml)."""
    return sql_facts(f"indicators/{indicator.measure}").get("scenarios", "").split()


def exports_of(indicator: Indicator) -> list[str]:
    """Return the exports that an indicator's measure reads."""
    return sql_facts(f"indicators/{indicator.measure}")["exports"].split()
