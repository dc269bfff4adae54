"""The release asset: publishes what was computed. The audit is in publish(), so materialising it alone is as safe.

Belongs here: wiring of the release room to Dagster. Does not belong here: the audit and the swap (release/).
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import dagster as dg

from ovt_pipeline.clock import Clock
from ovt_pipeline.decisions.loader import load_waivers
from ovt_pipeline.figures.inputs import inputs_of
from ovt_pipeline.language.catalogue import entries
from ovt_pipeline.orchestration.assets.failures import explained
from ovt_pipeline.orchestration.assets.figures import figure_key, results_schema
from ovt_pipeline.orchestration.assets.intake import OWNERS
from ovt_pipeline.plan.loader import load_plans, load_regions
from ovt_pipeline.warehouse.lock import writer
from ovt_pipeline.warehouse.place import Warehouse

if TYPE_CHECKING:
    from ovt_pipeline.release.publish import Published

RELEASE_KEY = dg.AssetKey(["release", "indicator_results"])


def release_asset() -> dg.AssetsDefinition:
    """Return the asset that publishes; its checks show the audit, blocking where the audit is."""

    @dg.asset(
        key=RELEASE_KEY,
        group_name="release",
        deps=[figure_key(indicator) for plan in load_plans() for indicator in plan.indicators],
        description="Publication auditée, immuable et remplacée d'un seul coup (warehouse/ovt.duckdb). "
        "· Audited, immutable release, swapped in at once (warehouse/ovt.duckdb).",
        owners=OWNERS,
        kinds={"duckdb"},
        metadata={"dagster/column_schema": results_schema()},
        check_specs=[
            dg.AssetCheckSpec(
                name,
                asset=RELEASE_KEY,
                blocking=entry["severity"] == "blocking",
                description=f"{entry['fr']} · {entry['en']}",
            )
            for name, entry in entries("audits").items()
        ],
    )
    def indicator_results(
        context: dg.AssetExecutionContext,
        warehouse: dg.ResourceParam[Warehouse],
        waivers: dg.ResourceParam[Path],
        clock: dg.ResourceParam[Clock],
    ) -> dg.MaterializeResult:  # type: ignore[type-arg]  # dagster compares the bare class
        from ovt_pipeline.release.publish import publish  # noqa: PLC0415 - imports pandas: only a run needs it

        with explained(RELEASE_KEY.to_user_string(), context.run.run_id), writer(warehouse):
            published = publish(warehouse, inputs_of(warehouse), clock, context.run.run_id, load_waivers(waivers))
        return _result(published)

    return indicator_results


def _result(published: "Published") -> dg.MaterializeResult[None]:
    names = {entry["id"]: name for name, entry in entries("audits").items()}
    checks = [
        dg.AssetCheckResult(
            check_name=names[answer.rule_id],
            passed=answer.success or answer.severity == "remark",  # a remark is counted, it fails nothing
            severity=dg.AssetCheckSeverity.ERROR if answer.severity == "blocking" else dg.AssetCheckSeverity.WARN,
            metadata={"verifies": answer.checked, "ecarts": answer.failed},
        )
        for answer in published.audit
    ]
    metadata: dict[str, Any] = {
        "publication": published.release_id,
        "nouvelle": published.is_new,
        "chiffres": published.figures,
        "derniere_date": published.as_of.isoformat(),
        "donnees": "SYNTHÉTIQUES : chiffres inventés" if published.is_synthetic else "réelles",
        "dagster/row_count": published.figures * len(load_regions()),
    }
    return dg.MaterializeResult(metadata=metadata, check_results=checks)
