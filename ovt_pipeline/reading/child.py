"""The process that parses a delivery: limited in memory and time, silent, and alone with the personal columns.

Belongs here: its limits, its one JSON job on stdin, its one answer on stdout (answer.py). Does not belong here: yaml,
pandas, the catalogue's sentences, or anything else that would make it slow to start.

The job is {path, layouts: {export: layout}, recognise, annotate, limits: {seconds, megabytes}, parent}; `annotate` is
null, or the plan of an annotated copy (annotate_workbook.py). The answer is {tables: [...]}, to recognise
{likenesses: [...]}, to annotate {workbook, lost}, or {error, fields, where}. No file is written, not even a copy.
"""

import ctypes
import gc
import json
import os
import resource
import signal
import sys
import zlib
from base64 import b64encode
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from ovt_pipeline.reading.answer import packed
from ovt_pipeline.reading.file_kind import examine
from ovt_pipeline.reading.layout import Layout, from_plain
from ovt_pipeline.reading.refusal import Refusal

Work = Callable[[Path, dict[str, Layout]], dict[str, Any]]

_PR_SET_PDEATHSIG = 1
# A panic of the parser is met on cut files: like its errors, it says that the workbook cannot be deciphered.
_DAMAGED = frozenset({"CalamineError", "XmlError", "ZipError", "WorksheetNotFound", "PanicException"})


def main() -> None:
    """Read one job, write one answer."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # parsers write what they choke on: it may be a cell
    gc.disable()  # one short life without cycles: collecting would only slow down a million rows
    job = json.load(sys.stdin)
    _confine(job["limits"]["seconds"], job["limits"]["megabytes"], job["parent"])
    layouts = {export: from_plain(layout) for export, layout in job["layouts"].items()}
    plan = job.get("annotate")
    work = partial(_annotate, plan) if plan else _recognise if job["recognise"] else _read
    with os.fdopen(1, "wb", closefd=False) as out:
        out.writelines(_answer(work, Path(job["path"]), layouts))


def _confine(seconds: int, megabytes: int, parent: int) -> None:
    """Apply the limits before a byte of the delivery is read; die with the parent."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    signal.alarm(seconds)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it died before the line above
        os._exit(1)


def _answer(work: Work, path: Path, layouts: dict[str, Layout]) -> list[bytes]:
    """Return what was asked or the refusal; of an unforeseen fault only its class: its message may quote a cell."""
    try:
        return packed(work(path, layouts))
    except Refusal as refusal:
        return packed(refusal.plain())
    except BaseException as fault:  # noqa: BLE001 - calamine's panics are not Exceptions
        return packed(_unforeseen(fault).plain())


def _recognise(path: Path, layouts: dict[str, Layout]) -> dict[str, Any]:
    from ovt_pipeline.reading.recognise import likenesses  # noqa: PLC0415 - only what this job needs

    return {"likenesses": likenesses(path, examine(path, _formats(layouts))[0], layouts)}


def _annotate(plan: dict[str, Any], path: Path, layouts: dict[str, Layout]) -> dict[str, Any]:
    from ovt_pipeline.reading.annotation.workbook import annotated  # noqa: PLC0415 - only what this job needs

    content, lost = annotated(path, examine(path, _formats(layouts))[0], layouts, plan)
    return {"workbook": b64encode(content).decode("ascii"), "lost": lost}


def _formats(layouts: dict[str, Layout]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f for layout in layouts.values() for f in layout.formats))


def _read(path: Path, layouts: dict[str, Layout]) -> dict[str, Any]:
    (layout,) = layouts.values()
    kind, looks = examine(path, layout.formats)
    if kind == "csv":
        from ovt_pipeline.reading.csv_file import read_csv  # noqa: PLC0415 - only what this file needs

        return {"tables": [t.plain() for t in read_csv(path, layout)]}
    from ovt_pipeline.reading.workbook import read_workbook  # noqa: PLC0415 - only what this file needs

    return {"tables": [t.plain() for t in read_workbook(path, kind, layout, looks)]}


def _unforeseen(fault: BaseException) -> Refusal:
    name = type(fault).__name__
    if name == "PasswordError":
        return Refusal("OVT-F02")
    if name in _DAMAGED or isinstance(fault, BadZipFile | zlib.error | EOFError):
        return Refusal("OVT-F03", reason="parser")
    if isinstance(fault, OSError):
        return Refusal("OVT-F03", reason="inaccessible", kind=name)
    return Refusal("OVT-F15", reason="memory" if isinstance(fault, MemoryError) else "unforeseen", kind=name)


if __name__ == "__main__":
    main()
