"""The one check of an asset: its gravest failing rule decides, and the failing rules stand in its metadata as a table.

A check result costs about 28 ms of a night, so rules are rows of a table and not checks of their own.

Belongs here: from rule results to a check result. Does not belong here: the rules (quality/, release/), blocking:
intake never blocks, and the audit of a release blocks inside publish().
"""

from collections.abc import Sequence
from typing import Any

import dagster as dg

from ovt_pipeline.deliveries.delivery import RuleResult
from ovt_pipeline.language.catalogue import both
from ovt_pipeline.orchestration.words import together

GRAVEST_FIRST = ("refusal", "blocking", "rejection", "warning", "doubt", "remark")
COLUMNS = dg.TableSchema(
    columns=[
        dg.TableColumn("regle", "string"),
        dg.TableColumn("gravite", "string"),
        dg.TableColumn("phrase", "string"),
        dg.TableColumn("verifiees", "int"),
        dg.TableColumn("en_defaut", "int"),
    ]
)


def rules_check(
    name: str,
    results: Sequence[RuleResult],
    *,
    is_refused: bool = False,
    **facts: Any,  # noqa: ANN401 - metadata
) -> dg.AssetCheckResult:
    """Return the check of some rules: passed when none fails but remarks, an error when a delivery is refused."""
    failed = sorted((r for r in results if not r.success), key=lambda r: (GRAVEST_FIRST.index(r.severity), r.rule_id))
    worst = "refusal" if is_refused else failed[0].severity if failed else None
    metadata = {
        **facts,
        "regles": len(results),
        "regles_en_defaut": len(failed),
        "defauts": dg.MetadataValue.table([_record(result) for result in failed], COLUMNS),
    }
    return dg.AssetCheckResult(
        check_name=name,
        passed=worst in {None, "remark"},
        severity=dg.AssetCheckSeverity.ERROR if worst == "refusal" else dg.AssetCheckSeverity.WARN,
        metadata=metadata,
    )


def _record(result: RuleResult) -> dg.TableRecord:
    return dg.TableRecord(
        {
            "regle": result.rule_id,
            "gravite": together(both("quality_pages", f"severity_{result.severity}")),
            "phrase": f"{result.description_fr} · {result.description_en}",
            "verifiees": result.checked,
            "en_defaut": result.failed,
        }
    )
