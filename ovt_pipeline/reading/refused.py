"""From a light Refusal to the OvtError that people read.

Belongs here: filling the catalogue's `reasons` of a refusal. Does not belong here: anything the reading child imports.
"""

from ovt_pipeline.language.catalogue import entries
from ovt_pipeline.language.errors import OvtError, Where
from ovt_pipeline.reading.refusal import Refusal


def as_error(refusal: Refusal, file_name: str) -> OvtError:
    """Return the OvtError of a refusal; `file_name` is the name alone, never a path."""
    fields = dict(refusal.fields)
    reason = fields.pop("reason", None)
    reasons = entries("errors")[refusal.code].get("reasons", {})
    for part, sentences in reasons.get(reason, {}).items():
        fields |= {f"{part}_{lang}": sentence.format(**refusal.fields) for lang, sentence in sentences.items()}
    return OvtError(refusal.code, Where(file_name, refusal.sheet, refusal.row), **fields)
