"""The quality pages asset: what people read of the current release, made after it; when it fails, the release stands.

Belongs here: wiring of the quality pages to Dagster. Does not belong here: what they say (reports/).
"""

from typing import TYPE_CHECKING, Any

import dagster as dg

from ovt_pipeline.operations.situation import Situation
from ovt_pipeline.orchestration.assets.failures import explained
from ovt_pipeline.orchestration.assets.intake import OWNERS
from ovt_pipeline.orchestration.assets.release import RELEASE_KEY
from ovt_pipeline.orchestration.words import said
from ovt_pipeline.warehouse.lock import writer

if TYPE_CHECKING:
    from ovt_pipeline.reports.quality_pages.write import Made

PAGES_KEY = dg.AssetKey(["reports", "quality_pages"])


def quality_pages_asset() -> dg.AssetsDefinition:
    """Return the asset that writes the quality pages of the current release."""

    @dg.asset(
        key=PAGES_KEY,
        group_name="reports",
        deps=[RELEASE_KEY],
        description=said("quality_pages"),
        owners=OWNERS,
        kinds={"html"},
    )
    def quality_pages(
        context: dg.AssetExecutionContext, situation: dg.ResourceParam[Situation]
    ) -> dg.MaterializeResult:  # type: ignore[type-arg]  # dagster compares the bare class
        from ovt_pipeline.reports.quality_pages.write import make_pages  # noqa: PLC0415 - only a run needs the templates

        with explained(PAGES_KEY.to_user_string(), context.run.run_id), writer(situation.warehouse):
            made = make_pages(situation.warehouse)
        return _result(made)

    return quality_pages


def _result(made: "Made") -> dg.MaterializeResult[None]:
    french, english = made.pages
    metadata: dict[str, Any] = {
        "page_fr": french,
        "page_en": english,
        "publication": made.release_id,
        "livraisons": made.deliveries,
        "livraisons_refusees": made.refused,
        "resultats_de_regles": made.results,
        "donnees": said("synthetic" if made.is_synthetic else "real"),
    }
    return dg.MaterializeResult(metadata=metadata)
