"""From a light Refusal to the OvtError that people read.

Belongs here: that one step. Does not belong here: anything the reading child imports.
"""

from ovt_pipeline.language.errors import OvtError, Where
from ovt_pipeline.reading.refusal import Refusal


def as_error(refusal: Refusal, file_name: str) -> OvtError:
    """Return the OvtError of a refusal; `file_name` is the name alone, never a path."""
    return OvtError(refusal.code, Where(file_name, refusal.sheet, refusal.row), **refusal.fields)
