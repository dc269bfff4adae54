"""The mark that a waiver leaves on the quality results of what it let through.

Belongs here: that one row. Does not belong here: when a waiver applies (model.py), where the row goes.
"""

from ovt_pipeline.decisions.model import Waiver
from ovt_pipeline.deliveries.lots import RuleResult
from ovt_pipeline.language.catalogue import LANGUAGES, entries


def mark_of(waiver: Waiver) -> RuleResult:
    """Return the remark that names a waiver beside the rule it waives, which stays failed."""
    sentences = entries("waivers")["let_through"]
    texts = (sentences[lang].format(**waiver.fields()) for lang in LANGUAGES)
    return RuleResult(waiver.id, "remark", 1, 1, False, *texts)  # noqa: FBT003 - success
