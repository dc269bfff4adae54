"""The exports of which no file has come for longer than their contract allows.

Belongs here: asking it of today. Does not belong here: counting the days (quality/silence.py), words.
"""

from ovt_pipeline.contracts.model import Contract
from ovt_pipeline.operations.situation import Situation
from ovt_pipeline.quality.silence import SILENT, silences


def silent_exports(situation: Situation) -> list[Contract]:
    """Return the contract of each export that fell silent."""
    found = silences(situation.contracts.values(), situation.deliveries, situation.day)
    silent = {result.rule_id for result in found if not result.success}
    return [contract for contract in situation.contracts.values() if f"{contract.prefix}-{SILENT}" in silent]
