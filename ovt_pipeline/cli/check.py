"""`ovt check FILE`: what a run would say of one file, before it is delivered.

Belongs here: the command and its exit code. Does not belong here: checking (quality/check.py), how the answer looks
(show_check.py), the annotated copy (annotated_copy.py).
"""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ovt_pipeline.cli.annotated_copy import State, refuse_copy, state_of, write_copy
from ovt_pipeline.cli.listen import in_silence, listening
from ovt_pipeline.cli.parser import ENGINEER
from ovt_pipeline.cli.show_check import as_json, check_lines
from ovt_pipeline.clock import SystemClock
from ovt_pipeline.contracts.loader import load_contracts
from ovt_pipeline.contracts.model import Contract
from ovt_pipeline.language.errors import EXIT_NOTHING_PUBLISHED, EXIT_PUBLISHED, OvtError, Where
from ovt_pipeline.language.speech import Speech
from ovt_pipeline.settings import read_settings

if TYPE_CHECKING:
    from ovt_pipeline.quality.check import Checked

BIG = 1 << 20  # bytes; a smaller file is answered before one could read a line of progress


def execute(arguments: argparse.Namespace, words: Speech) -> int:
    """Check a file. Returns 0 when every row would be used, 3 when the file or a row would not.

    Raises: OVT-U07, U10; for an annotated copy, U01, U05, U09, U11 to U13.
    """
    contracts = load_contracts()
    _refuse_unknown_export(arguments.export, contracts)
    _refuse_what_is_no_file(arguments.file)
    settings = read_settings()
    if arguments.annotate:
        refuse_copy(arguments.file, arguments.annotate, settings)
    from ovt_pipeline.quality.check import Checker  # noqa: PLC0415 - imports pandas, after what can be wrong at once

    before = state_of(arguments.file)
    with listening(words) if arguments.file.stat().st_size >= BIG else in_silence():
        checked = Checker(contracts, SystemClock(), settings.sources).check(arguments.file, arguments.export)
    if arguments.json:
        print(json.dumps(as_json(checked), ensure_ascii=False, default=str))
    else:
        print("\n".join(check_lines(checked, words, is_engineer=arguments.reader == ENGINEER)))
    if arguments.annotate:
        _annotate(arguments, checked, before, contracts, words)
    return EXIT_PUBLISHED if checked.is_sound else EXIT_NOTHING_PUBLISHED


def _annotate(
    arguments: argparse.Namespace, checked: "Checked", before: State, contracts: dict[str, Contract], words: Speech
) -> None:
    is_written, notices = write_copy(arguments.file, arguments.annotate, checked, before, contracts, words)
    for notice in notices:
        print(notice, file=sys.stderr)
    if is_written:
        # an answer in JSON is alone on its stream
        said = words("annotate_written", file=arguments.annotate)
        print(said, file=sys.stderr if arguments.json else sys.stdout)


def _refuse_unknown_export(export: str | None, contracts: dict[str, Contract]) -> None:
    if export is not None and export not in contracts:
        raise OvtError("OVT-U07", name="--export", allowed=", ".join(contracts), found=export)


def _refuse_what_is_no_file(path: Path) -> None:
    """Raise OVT-U10 before anything is opened: a pipe would wait for ever, a link may lead anywhere."""
    try:
        if path.is_file() and not path.is_symlink():
            return
        reason, kind = "link" if path.is_symlink() else "folder" if path.is_dir() else "nothing", ""
    except OSError as error:
        reason, kind = "inaccessible", type(error).__name__
    raise OvtError("OVT-U10", Where(file=path.name), reason=reason, kind=kind)
