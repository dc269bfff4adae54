"""From a light Refusal to the OvtError that people read.

Belongs here: that one step, and which of them say nothing of the file. Does not belong here: anything the reading child
imports.
"""

from ovt_pipeline.language.errors import OvtError, Where
from ovt_pipeline.reading.refusal import Refusal

_MACHINE = {"OVT-F15": {"time", "memory", "stopped"}, "OVT-F03": {"inaccessible"}}  # code → reasons


def is_of_the_machine(error: OvtError) -> bool:
    """Tell whether only the machine caused an error (no memory, no time, killed, a disk): no verdict on the file."""
    return error.fields.get("reason") in _MACHINE.get(error.code, ())


def as_error(refusal: Refusal, file_name: str) -> OvtError:
    """Return the OvtError of a refusal; `file_name` is the name alone, never a path."""
    return OvtError(refusal.code, Where(file_name, refusal.sheet, refusal.row), **refusal.fields)
