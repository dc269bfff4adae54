"""Reading a delivery from the parent's side: a child does it under limits, its answer is checked and unpacked.

Belongs here: starting and ending the child, and the dataclasses of its answer. Does not belong here: parsing, typing.
"""

import json
import os
import signal
import subprocess
import sys
from base64 import b64decode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import accumulate
from pathlib import Path
from typing import Any

from ovt_pipeline.contracts.model import Contract
from ovt_pipeline.reading.answer import unpacked
from ovt_pipeline.reading.ignored_rows import Ignored
from ovt_pipeline.reading.layout import of_contract
from ovt_pipeline.reading.recognise import Likeness
from ovt_pipeline.reading.refusal import Refusal, from_plain
from ovt_pipeline.reading.refused import as_error
from ovt_pipeline.reading.texts import one_after_another, texts_of


@dataclass(frozen=True)
class Limits:
    """What one reading may use: wall-clock (and CPU) seconds, and megabytes of address space."""

    seconds: int = 120
    megabytes: int = 1024


DEFAULT_LIMITS = Limits()
COPY_LIMITS = Limits(seconds=300, megabytes=3072)  # a copy keeps every cell with its format, a reading only texts


@dataclass(frozen=True)
class ReadTable:
    """The text cells of one table. `cells` maps each contract column the file has to its texts, '' when blank.

    `row_numbers` are Excel's own rows (or csv lines, of the record's first line), one per row of cells; blank rows and
    those that are no data are not there: `ignored_rows` says which, and why (ignored_rows.py). `columns` and
    `unknown_headers` say in which column of the file, counted from 1, each known and unknown header stands; one without
    a header, or whose header could be data, has '' there. `overlong_rows` have cells right of the last header.
    `sheet` is None for a csv.
    """

    table: str
    sheet: str | None
    header_row: int
    columns: dict[str, int]
    unknown_headers: dict[int, str]
    ignored_rows: tuple[Ignored, ...]
    overlong_rows: frozenset[int]
    row_numbers: list[int]
    cells: Mapping[str, Sequence[str]]


def in_one(parts: Sequence[ReadTable]) -> ReadTable:
    """Return the sheets of a table as one, the rows of each numbered on after those of the sheet before it.

    A column that a sheet does not have is blank there. What it ignored, and where its headers stand, is each sheet's
    own: ask the parts.
    """
    if len(parts) == 1:
        return parts[0]
    before = list(accumulate((max(part.row_numbers, default=0) for part in parts), initial=0))
    names = dict.fromkeys(name for part in parts for name in part.columns)
    numbered = list(zip(parts, before, strict=False))
    return replace(
        parts[0],
        columns={name: next(p.columns[name] for p in parts if name in p.columns) for name in names},
        row_numbers=[start + row for part, start in numbered for row in part.row_numbers],
        overlong_rows=frozenset(start + row for part, start in numbered for row in part.overlong_rows),
        cells={n: one_after_another(texts_of(p.cells.get(n, [""] * len(p.row_numbers))) for p in parts) for n in names},
    )


@dataclass(frozen=True)
class ReadFile:
    """What a delivery holds, in contract order; `is_synthetic` when it says SYNTHÉTIQUE above a header.

    A table whose sheets add up is there once for each of its sheets.
    """

    is_synthetic: bool
    tables: tuple[ReadTable, ...]


_ROOT = str(Path(__file__).parents[2])
# -I ignores PYTHON* variables and the current folder; the package's own place is then put back.
_BOOT = "import sys; sys.path.insert(0, sys.argv[1]); from ovt_pipeline.reading.child import main; main()"
_KEPT = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT", "TMPDIR")  # a parser needs no other variable, secrets least of all
_GRACE = 5  # seconds left to the child's own alarm before it is killed from outside
_OUT_OF_TIME = (-signal.SIGALRM, -signal.SIGXCPU)


def read_file(path: Path, contract: Contract, limits: Limits = DEFAULT_LIMITS) -> ReadFile:
    """Return the text cells of a delivery. Raises OvtError OVT-F01 to F08 and F14 to F16; never dies with its child."""
    return _unpacked(_answer(path, [contract], limits))


def recognise_file(path: Path, contracts: Iterable[Contract], limits: Limits = DEFAULT_LIMITS) -> list[Likeness]:
    """Return how much a file looks like each export. Raises OvtError OVT-F01 to F04, F14 and F15."""
    return [Likeness(**plain) for plain in _answer(path, contracts, limits, recognise=True)["likenesses"]]


def annotate_file(
    path: Path, contracts: Iterable[Contract], plan: dict[str, Any], limits: Limits = COPY_LIMITS
) -> tuple[bytes, list[str]]:
    """Return a copy of a file, marked as `plan` says (reading/annotation/workbook.py), and what the copy may have lost.

    Raises OvtError OVT-F01 to F04, F14 and F15.
    """
    answer = _answer(path, contracts, limits, annotate=plan)
    return b64decode(answer["workbook"]), answer["lost"]


def _answer(
    path: Path,
    contracts: Iterable[Contract],
    limits: Limits,
    *,
    recognise: bool = False,
    annotate: dict[str, Any] | None = None,
) -> dict[str, Any]:
    layouts = {c.export: of_contract(c).plain() for c in contracts}
    question = {"path": str(path.absolute()), "layouts": layouts, "recognise": recognise, "annotate": annotate}
    try:
        return _ask_child(question, limits)
    except Refusal as refusal:
        if refusal.code == "OVT-F15":
            refusal.fields |= asdict(limits)
        refusal.fields["contract"] = ", ".join(f"{export}.yaml" for export in layouts)
        raise as_error(refusal, path.name) from None


def _ask_child(question: dict[str, Any], limits: Limits) -> dict[str, Any]:
    """Run the child to its end, whatever end that is, and return its answer. Raises Refusal."""
    job = question | {"limits": asdict(limits), "parent": os.getpid()}
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-X", "utf8", "-c", _BOOT, _ROOT],
            input=json.dumps(job).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=limits.seconds + _GRACE,
            env={name: os.environ[name] for name in _KEPT if name in os.environ},
            check=False,
        )
    except OSError:  # no memory for a process, no process left
        raise Refusal("OVT-F15", reason="memory") from None
    except subprocess.TimeoutExpired:
        raise Refusal("OVT-F15", reason="time") from None
    if done.returncode in _OUT_OF_TIME:
        raise Refusal("OVT-F15", reason="time")
    if done.returncode != 0:
        raise Refusal("OVT-F15", reason="stopped", status=done.returncode)
    answer = unpacked(done.stdout)
    if "error" in answer:
        raise from_plain(answer)
    return answer


def _unpacked(answer: dict[str, Any]) -> ReadFile:
    tables = tuple(_table(t) for t in answer["tables"])
    return ReadFile(any(t["is_synthetic"] for t in answer["tables"]), tables)


def _table(plain: dict[str, Any]) -> ReadTable:
    return ReadTable(
        table=plain["table"],
        sheet=plain["sheet"],
        header_row=plain["header_row"],
        columns=plain["columns"],
        unknown_headers=dict(plain["unknown_headers"]),
        ignored_rows=tuple((number, reason) for number, reason in plain["ignored_rows"]),
        overlong_rows=frozenset(plain["overlong_rows"]),
        row_numbers=plain["row_numbers"].tolist(),
        cells=plain["cells"],
    )
