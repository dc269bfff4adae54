"""One asset per indicator, partitioned daily by as_of: computes its figures from the lots into work.duckdb.

Belongs here: wiring of the figures room to Dagster. Does not belong here: counting rules (sql/indicators/).
"""

from datetime import date
from typing import Any

import dagster as dg

from ovt_pipeline.clock import ZONE
from ovt_pipeline.figures.compute import Computed, compute
from ovt_pipeline.figures.inputs import exports_of
from ovt_pipeline.language.catalogue import both, entries
from ovt_pipeline.language.progress import tell
from ovt_pipeline.language.text import Text
from ovt_pipeline.operations.situation import Situation
from ovt_pipeline.orchestration.assets.failures import explained
from ovt_pipeline.orchestration.assets.intake import OWNERS, intake_key
from ovt_pipeline.orchestration.words import said, together
from ovt_pipeline.plan.loader import load_plan, load_plans
from ovt_pipeline.plan.model import Indicator
from ovt_pipeline.plan.regions import load_regions
from ovt_pipeline.sql import sql_facts
from ovt_pipeline.warehouse.lock import writer

LISTED = 3  # dates that a progress line names one by one
SHOWN = 3  # last dates whose figures stand in the metadata: Dagster keeps a copy of it for every date of a run


def as_of_partitions() -> dg.DailyPartitionsDefinition:
    """Return the days a figure may describe; the last key is yesterday, the last complete day."""
    return dg.DailyPartitionsDefinition(start_date=load_plan().first_as_of.isoformat(), timezone=ZONE.key)


def figure_key(indicator: Indicator) -> dg.AssetKey:
    """Return the asset key of an indicator's figures."""
    return dg.AssetKey(["figures", indicator.id])


def figure_assets() -> list[dg.AssetsDefinition]:
    """Return the figures asset of every indicator of the plan."""
    return [_figure_asset(indicator) for plan in load_plans() for indicator in plan.indicators]


def _figure_asset(indicator: Indicator) -> dg.AssetsDefinition:
    facts = sql_facts(f"indicators/{indicator.measure}")

    @dg.asset(
        key=figure_key(indicator),
        group_name="figures",
        deps=[intake_key(export) for export in exports_of(indicator)],
        partitions_def=as_of_partitions(),
        backfill_policy=dg.BackfillPolicy.single_run(),
        description=said("figures", name=_name(indicator), unit=Text(indicator.unit, indicator.unit_en)),
        owners=OWNERS,
        kinds={"duckdb", "sql"},
        code_version=facts["rule_version"],
        metadata={
            "dagster/column_schema": results_schema(),
            "regles": facts["rule_version"],
            "depart": indicator.start.value,
            **_targets(indicator),
        },
    )
    def figures(
        context: dg.AssetExecutionContext, situation: dg.ResourceParam[Situation]
    ) -> dg.MaterializeResult[None]:
        as_ofs = [date.fromisoformat(key) for key in context.partition_keys]
        with explained(f"figures/{indicator.id}", context.run.run_id), writer(situation.warehouse):
            tell("computed", indicator=indicator.id, as_ofs=_listed(as_ofs))
            computed = compute(situation.warehouse, situation.inputs, indicator, as_ofs)
            situation.own_work.add(computed)
        for day, exports in computed.missing.items():
            tell("missing", as_of=day, exports=", ".join(exports))
        return dg.MaterializeResult(metadata=_metadata(computed))

    return figures


def results_schema() -> dg.TableSchema:
    """Return the columns of a figure, described in French and English."""
    columns = entries("dictionary")["indicator_results"]["columns"]
    return dg.TableSchema(
        columns=[dg.TableColumn(name, description=f"{text['fr']} · {text['en']}") for name, text in columns.items()]
    )


def _listed(as_ofs: list[date]) -> str:
    """Return the dates one by one, or the range and number of many."""
    if len(as_ofs) <= LISTED:
        return ", ".join(map(str, as_ofs))
    return f"{as_ofs[0]} … {as_ofs[-1]} ({len(as_ofs)})"


def _name(indicator: Indicator) -> Text:
    return Text(indicator.name_fr, indicator.name_en)


def _targets(indicator: Indicator) -> dict[str, float]:
    return {f"cible_{point.day}": point.value for point in indicator.targets}


def _metadata(computed: Computed) -> dict[str, Any]:
    found, mark = computed.figures, computed.is_synthetic
    shown = sorted(found.items())[-SHOWN:]
    rows = [dg.TableRecord({"as_of": str(day), **n, "is_synthetic": mark}) for day, n in shown]
    latest, no_value = found[max(found)] if found else {}, together(both("words", "no_value"))
    return {
        "dagster/row_count": len(found) * len(load_regions()),
        "chiffres": dg.MetadataValue.table(rows) if rows else said("none"),
        "valeur": no_value if latest.get("value") is None else latest["value"],
        "donnees": said("synthetic" if mark else "real"),
        "dates_sans_chiffre": len(computed.missing),
    }
