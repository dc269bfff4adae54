"""The gate in front of the parsers, for the parent side: same judgement, with the error that people read.

Belongs here: `check`. Does not belong here: the judgement itself (file_kind.py), which the reading child runs alone.
"""

from pathlib import Path

from ovt_pipeline.intake.file_kind import FileKind, examine
from ovt_pipeline.intake.refusal import Refusal
from ovt_pipeline.intake.refused import as_error

__all__ = ["FileKind", "check"]


def check(path: Path, formats: tuple[str, ...]) -> FileKind:
    """Return what a file really is. Raises OvtError OVT-F01, F02, F03 or F04 before any parser opens it."""
    try:
        return examine(path, formats)
    except Refusal as refusal:
        raise as_error(refusal, path.name) from None
    except OSError as fault:
        raise as_error(Refusal("OVT-F03", reason="inaccessible", kind=type(fault).__name__), path.name) from None
