"""Deliveries made up for the tests of what keeps and uses them."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from ovt_pipeline.deliveries.delivery import Delivery, RuleResult

FIRST_HOUR = datetime(2025, 4, 1, 8)  # noqa: DTZ001 - stored without offset
RULE = RuleResult("RENIR-R03", "rejection", 10, 1, False, "Phrase", "Sentence")  # noqa: FBT003 - success


def delivery(day: str | None = "2025-03-31", digest: str = "a", hour: int = 0, **changes: Any) -> Delivery:  # noqa: ANN401
    """Return an accepted delivery of renir_unites, received `hour` hours after the first one."""
    made = Delivery(
        export="renir_unites",
        extraction_date=date.fromisoformat(day) if day else None,
        sha256=digest * 64,
        file_name=f"renir_unites_{day}.xlsx",
        bytes=1234,
        received_at=FIRST_HOUR + timedelta(hours=hour),
        contract_version="1.0.0",
        contract_digest="c" * 64,
        is_synthetic=True,
        verdict="accepted",
        rows_read=10,
        rows_accepted=8,
        rows_rejected=1,
        rows_ignored=1,
        table_rows={"unites": 9},
        quality=(RULE,),
    )
    return replace(made, **changes)


def refused(day: str | None = "2025-03-31", digest: str = "b", hour: int = 0, **changes: Any) -> Delivery:  # noqa: ANN401
    """Return a refused delivery of renir_unites."""
    why = {"refusal_code": "OVT-F08", "refusal_fr": "vide", "refusal_en": "empty"}
    return delivery(day, digest, hour, **{"verdict": "refused", "quality": (), **why, **changes})
