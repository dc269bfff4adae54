"""One unpartitioned asset per contract: receives that export's deliveries and shows the latest verdict as its check.

Belongs here: wiring of intake to Dagster. Does not belong here: reading, rules, verdicts (deliveries/, quality/).
"""

from typing import TYPE_CHECKING, Any

import dagster as dg

from ovt_pipeline.contracts.loader import load_contracts
from ovt_pipeline.contracts.model import Contract
from ovt_pipeline.deliveries.delivery import Delivery, accepted
from ovt_pipeline.language.text import Text
from ovt_pipeline.operations.situation import Situation
from ovt_pipeline.orchestration.assets.failures import explained
from ovt_pipeline.orchestration.assets.rule_checks import rules_check
from ovt_pipeline.orchestration.words import said, together
from ovt_pipeline.warehouse.lock import writer

if TYPE_CHECKING:
    from ovt_pipeline.deliveries.receive import Received

OWNERS = ["team:indicateurs-ovt"]
VERDICT = "verdict"


def intake_key(export: str) -> dg.AssetKey:
    """Return the asset key of an export's intake."""
    return dg.AssetKey(["intake", export])


def intake_assets() -> list[dg.AssetsDefinition]:
    """Return the intake asset of every contract."""
    return [_intake_asset(contract) for contract in load_contracts().values()]


def _intake_asset(contract: Contract) -> dg.AssetsDefinition:
    key = intake_key(contract.export)

    @dg.asset(
        key=key,
        group_name="intake",
        deps=[intake_key(need) for need in contract.needs],
        description=said("intake", title=Text(contract.title_fr, contract.title_en)),
        owners=OWNERS,
        kinds={"csv" if contract.formats[0] == "csv" else "excel", "greatexpectations"},
        code_version=contract.version,
        metadata={"dagster/column_schema": _schema(contract), "contract": contract.version},
        check_specs=[dg.AssetCheckSpec(VERDICT, asset=key, description=said("verdict"))],
    )
    def intake(context: dg.AssetExecutionContext, situation: dg.ResourceParam[Situation]) -> dg.MaterializeResult:  # type: ignore[type-arg]  # dagster compares the bare class
        with explained(key.to_user_string(), context.run.run_id), writer(situation.warehouse):
            received = receive(situation, contract)
            known = [d for d in situation.deliveries if d.export == contract.export]
        metadata = _metadata(received, accepted(known, contract.export), known)
        return dg.MaterializeResult(metadata=metadata, check_results=[_check(known[-1] if known else None)])

    return intake


def receive(situation: Situation, contract: Contract) -> "Received":
    """Receive the new deliveries of an export. The caller holds the writer's lock. Raises OVT-U04."""
    from ovt_pipeline.deliveries.receive import Receiver  # noqa: PLC0415 - only a run reads files

    return Receiver(
        situation.inbox,
        situation.store,
        situation.clock,
        situation.contracts,
        _judge,
        situation.received_before,
        situation.decisions.waivers,
    ).receive(contract)


def _judge(*given: Any) -> Delivery:  # noqa: ANN401 - what judge_delivery takes
    from ovt_pipeline.quality.verdict import judge_delivery  # noqa: PLC0415 - imports pandas: not on a quiet night

    return judge_delivery(*given)


def _metadata(received: "Received", lots: list[Delivery], known: list[Delivery]) -> dict[str, Any]:
    last = lots[-1] if lots else None
    return {
        "fichiers": received.found,
        "nouvelles_livraisons": len(received.new),
        "en_attente": len(received.waiting),
        "lots": len(lots),
        "dernier_lot": last.delivery_id if last else said("none"),
        "synthetique": any(d.is_synthetic for d in known),
        "dagster/row_count": (last.rows_accepted or 0) if last else 0,
    }


def _check(latest: Delivery | None) -> dg.AssetCheckResult:
    """Return the verdict on the last delivery received, that of an earlier night when none came since."""
    if latest is None:
        return rules_check(VERDICT, (), is_refused=True, livraison=said("none"))
    is_refused = latest.verdict != "accepted"
    refusal = {} if not is_refused else {"refus": together(Text(latest.refusal_fr or "", latest.refusal_en or ""))}
    return rules_check(VERDICT, latest.quality, is_refused=is_refused, livraison=latest.delivery_id, **refusal)


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
