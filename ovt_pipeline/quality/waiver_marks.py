"""The mark that a waiver leaves on the quality results of what it let through.

Belongs here: that one row. Does not belong here: when a waiver applies (model.py), where the row goes.
"""

from ovt_pipeline.decisions.model import Waiver
from ovt_pipeline.deliveries.delivery import RuleResult
from ovt_pipeline.language.catalogue import both


def mark_of(waiver: Waiver) -> RuleResult:
    """Return the remark that names a waiver beside the rule it waives, which stays failed."""
    said = both("waivers", "let_through", **waiver.fields())
    return RuleResult(waiver.id, "remark", 1, 1, success=False, description_fr=said.fr, description_en=said.en)
