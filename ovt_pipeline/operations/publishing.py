"""Publishing as a command or a night does it: the release, then what is past its time goes.

Belongs here: that order. Does not belong here: either step (release/publish.py, retention.py).
"""

from collections.abc import Collection
from datetime import date

from ovt_pipeline.operations.retention import retain
from ovt_pipeline.operations.situation import Situation
from ovt_pipeline.release.publish import Published, publish


def publish_and_retain(situation: Situation, run_id: str, days: Collection[date]) -> Published:
    """Publish `days` and what was computed; raises what publish() raises. The caller holds the writer's lock."""
    published = publish(
        situation.warehouse, situation.inputs, situation.clock, run_id, days, own_work=situation.own_work
    )
    retain(situation)
    return published
