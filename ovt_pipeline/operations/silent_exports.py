"""The exports of which no file has come for longer than their contract allows.

Belongs here: asking it of today. Does not belong here: counting the days (quality/silence.py), words.
"""

from ovt_pipeline.deliveries.lots import RuleResult
from ovt_pipeline.operations.situation import Situation
from ovt_pipeline.quality.silence import silences


def silent_exports(situation: Situation) -> list[RuleResult]:
    """Return the remark M06 of each export that fell silent."""
    found = silences(situation.contracts.values(), situation.deliveries, situation.day)
    return [result for result in found if not result.success]
