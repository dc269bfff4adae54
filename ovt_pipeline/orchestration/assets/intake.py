"""One unpartitioned asset per contract: receives that export's deliveries and shows the verdicts as checks.

Belongs here: wiring of intake to Dagster. Does not belong here: reading, rules, verdicts (deliveries/, quality/).
"""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import dagster as dg

from ovt_pipeline.answers.current import receptions
from ovt_pipeline.clock import Clock
from ovt_pipeline.contracts.loader import load_contracts
from ovt_pipeline.contracts.model import Contract
from ovt_pipeline.decisions.loader import load_waivers
from ovt_pipeline.deliveries.lots import Delivery, LotStore, RuleResult, accepted
from ovt_pipeline.orchestration.assets.failures import explained
from ovt_pipeline.warehouse.lock import writer
from ovt_pipeline.warehouse.place import Warehouse

if TYPE_CHECKING:
    from ovt_pipeline.deliveries.receive import Received

OWNERS = ["team:indicateurs-ovt"]
LEVELS = {
    "refusal": dg.AssetCheckSeverity.ERROR,
    "rejection": dg.AssetCheckSeverity.WARN,
    "remark": dg.AssetCheckSeverity.WARN,
}
TITLES = {
    "refusal": "La dernière livraison est acceptée · latest delivery accepted",
    "rejection": "Aucune ligne rejetée · no row rejected",
    "remark": "Remarques à vérifier, aucune ligne rejetée · remarks to be checked, no row rejected",
}


def intake_key(export: str) -> dg.AssetKey:
    """Return the asset key of an export's intake."""
    return dg.AssetKey(["intake", export])


def intake_assets() -> list[dg.AssetsDefinition]:
    """Return the intake asset of every contract."""
    contracts = load_contracts()
    return [_intake_asset(contract, contracts) for contract in contracts.values()]


def _intake_asset(contract: Contract, contracts: dict[str, Contract]) -> dg.AssetsDefinition:
    key = intake_key(contract.export)

    @dg.asset(
        key=key,
        group_name="intake",
        deps=[intake_key(need) for need in contract.needs],
        description=f"{contract.title_fr} : lit, valide et garde comme lots les nouvelles livraisons. "
        f"· {contract.title_en}: reads, validates and keeps new deliveries as lots.",
        owners=OWNERS,
        kinds={"csv" if contract.formats[0] == "csv" else "excel", "greatexpectations"},
        code_version=contract.version,
        metadata={"dagster/column_schema": _schema(contract), "contract": contract.version},
        check_specs=[dg.AssetCheckSpec(level, asset=key, description=title) for level, title in TITLES.items()],
    )
    def intake(
        context: dg.AssetExecutionContext,
        sources: dg.ResourceParam[Path],
        warehouse: dg.ResourceParam[Warehouse],
        waivers: dg.ResourceParam[Path],
        clock: dg.ResourceParam[Clock],
    ) -> dg.MaterializeResult:  # type: ignore[type-arg]  # dagster compares the bare class
        from ovt_pipeline.deliveries.receive import Receiver  # noqa: PLC0415 - only a run reads files
        from ovt_pipeline.quality.verdict import judge_delivery  # noqa: PLC0415 - imports pandas

        store = LotStore(warehouse.lots)
        with explained(key.to_user_string(), context.run.run_id), writer(warehouse):
            signed = load_waivers(waivers)
            receiver = Receiver(sources, store, clock, contracts, judge_delivery, receptions(warehouse), signed)
            received = receiver.receive(contract)
        return _result(contract, received, store.deliveries())

    return intake


def _result(contract: Contract, received: "Received", deliveries: list[Delivery]) -> dg.MaterializeResult[None]:
    known = [d for d in deliveries if d.export == contract.export]
    lots = accepted(known, contract.export)
    latest = known[-1] if known else None
    metadata: dict[str, Any] = {
        "fichiers": received.found,
        "nouvelles_livraisons": len(received.new),
        "en_attente": len(received.waiting),
        "lots": len(lots),
        "dernier_lot": lots[-1].delivery_id if lots else "aucun",
        "synthetique": any(d.is_synthetic for d in known),
        "dagster/row_count": (lots[-1].rows_accepted or 0) if lots else 0,
    }
    return dg.MaterializeResult(metadata=metadata, check_results=list(_checks(latest)))


def _checks(latest: Delivery | None) -> Iterable[dg.AssetCheckResult]:
    for level, severity in LEVELS.items():
        rules = [r for r in latest.quality if r.severity == level] if latest else []
        failed = [r for r in rules if not r.success]
        passed = level == "remark" or (latest is not None and not failed)
        metadata: dict[str, Any] = {
            "livraison": latest.delivery_id if latest else "aucune",
            "lignes": sum(r.failed for r in failed),
            "regles": dg.MetadataValue.table(_records(failed or rules), _RULES),
        }
        if level == "refusal" and latest and latest.refusal_fr:
            metadata["refus"] = latest.refusal_fr
        yield dg.AssetCheckResult(check_name=level, passed=passed, severity=severity, metadata=metadata)


_RULES = dg.TableSchema(
    columns=[
        dg.TableColumn("regle", "string"),
        dg.TableColumn("phrase", "string"),
        dg.TableColumn("verifiees", "int"),
        dg.TableColumn("en_defaut", "int"),
    ]
)


def _records(rules: list[RuleResult]) -> list[dg.TableRecord]:
    return [
        dg.TableRecord({"regle": r.rule_id, "phrase": r.description_fr, "verifiees": r.checked, "en_defaut": r.failed})
        for r in rules
    ]


def _schema(contract: Contract) -> dg.TableSchema:
    columns = [
        dg.TableColumn(
            f"{table.name}.{c.name}" if len(contract.tables) > 1 else c.name,
            c.sql_type.lower(),
            description=f"{c.description_fr} · {c.description_en}",
            constraints=dg.TableColumnConstraints(nullable=not c.required, unique=False),
        )
        for table in contract.tables
        for c in table.columns
    ]
    return dg.TableSchema(columns=columns)
