"""The release asset: publishes what was computed. The audit is in publish(), so materialising it alone is as safe.

Belongs here: wiring of the release room to Dagster. Does not belong here: the audit and the swap (release/),
retention and the outcome (operations/).
"""

from typing import TYPE_CHECKING, Any

import dagster as dg

from ovt_pipeline.language.progress import tell
from ovt_pipeline.operations.due_dates import due_dates
from ovt_pipeline.operations.nightly import nightly_outcome
from ovt_pipeline.operations.outcome import Outcome
from ovt_pipeline.operations.situation import Situation
from ovt_pipeline.orchestration.assets.failures import explained
from ovt_pipeline.orchestration.assets.figures import figure_key, results_schema
from ovt_pipeline.orchestration.assets.intake import OWNERS
from ovt_pipeline.orchestration.assets.rule_checks import rules_check
from ovt_pipeline.orchestration.jobs import dates_asked
from ovt_pipeline.orchestration.words import said
from ovt_pipeline.plan.loader import load_plans
from ovt_pipeline.plan.regions import load_regions
from ovt_pipeline.warehouse.lock import writer

if TYPE_CHECKING:
    from ovt_pipeline.release.publish import Published

RELEASE_KEY = dg.AssetKey(["release", "indicator_results"])
AUDIT = "audit"


def release_asset() -> dg.AssetsDefinition:
    """Return the asset that publishes; its check shows the audit, its metadata the outcome of the run."""

    @dg.asset(
        key=RELEASE_KEY,
        group_name="release",
        deps=[figure_key(indicator) for plan in load_plans() for indicator in plan.indicators],
        description=said("release"),
        owners=OWNERS,
        kinds={"duckdb"},
        metadata={"dagster/column_schema": results_schema()},
        check_specs=[dg.AssetCheckSpec(AUDIT, asset=RELEASE_KEY, description=said("audit"))],
    )
    def indicator_results(
        context: dg.AssetExecutionContext, situation: dg.ResourceParam[Situation]
    ) -> dg.MaterializeResult:  # type: ignore[type-arg]  # dagster compares the bare class
        from ovt_pipeline.operations.publishing import publish_and_retain  # noqa: PLC0415 - only a run needs it

        run, place = context.run, situation.warehouse
        with explained(RELEASE_KEY.to_user_string(), run.run_id), writer(place):
            beside = due_dates(situation)
            asked = dates_asked(run.tags)
            if unasked := [day for day in beside if day not in asked]:
                tell("due_dates", days=", ".join(map(str, unasked)))
            published = publish_and_retain(situation, run.run_id, beside)
            outcome = nightly_outcome(situation, asked, is_new=published.is_new)
        metadata = {**_metadata(published), **_told(outcome)}
        return dg.MaterializeResult(metadata=metadata, check_results=[rules_check(AUDIT, published.audit)])

    return indicator_results


def _metadata(published: "Published") -> dict[str, Any]:
    return {
        "publication": published.release_id,
        "nouvelle": published.is_new,
        "chiffres": published.figures,
        "derniere_date": published.as_of.isoformat(),
        "donnees": said("synthetic" if published.is_synthetic else "real"),
        "dagster/row_count": published.figures * len(load_regions()),
    }


def _told(outcome: Outcome) -> dict[str, Any]:
    """Return the exit code and how many notices of each code there are: what a notice says may name a file."""
    counts = sorted(outcome.codes.items())
    rows = [dg.TableRecord({"gravite": s, "code": code, "nombre": count}) for (s, code), count in counts]
    return {
        "sortie": outcome.exit_code,
        "avis": dg.MetadataValue.table(rows) if rows else said("none"),
    }
