"""`ovt verify`: the whole chain, from the releases to the lots and back to the figures.

Belongs here: what the command shows and its exit code. Does not belong here: verifying (answers/).
"""

import argparse
import sys
from dataclasses import asdict
from typing import Any

from ovt_pipeline.answers.verify import Verified, verify
from ovt_pipeline.cli.listen import listening
from ovt_pipeline.cli.show_outcome import dumped, notice_lines
from ovt_pipeline.language.errors import OvtError
from ovt_pipeline.language.speech import Speech
from ovt_pipeline.operations.outcome import ERROR, Notice, exit_of, of_error
from ovt_pipeline.operations.situation import Situation
from ovt_pipeline.settings import read_settings

COUNTS = ("releases", "deliveries", "files", "entities", "figures", "not_compared")


def execute(arguments: argparse.Namespace, words: Speech) -> int:
    """Verify and tell. Returns 0 when all is as it was published, 3 for any fault."""
    situation = Situation(read_settings(None, arguments.warehouse, samples=arguments.samples))
    done: Verified | None = None
    try:
        with listening(words):
            done = verify(situation.warehouse, situation.inputs)
        faults = done.faults
    except OvtError as error:  # behind this one nothing more can be said
        faults = list(error.all)
    notices = [of_error(one, ERROR) for one in faults]
    code = exit_of(notices)
    if arguments.json:
        print(dumped(_plain(done, notices, code)))
    elif done:
        print("\n".join(_lines(done, words)))
    for line in notice_lines(notices, words):
        print(line, file=sys.stderr)
    return code


def _plain(done: Verified | None, notices: list[Notice], code: int) -> dict[str, Any]:
    counts = {name: getattr(done, name) for name in COUNTS} if done else {}
    told = [asdict(notice) for notice in notices]
    return {"release_id": done.release_id if done else None, **counts, "notices": told, "exit_code": code}


def _lines(done: Verified, words: Speech) -> list[str]:
    counts = {name: getattr(done, name) for name in COUNTS}
    said = [words("verify_done", release=done.release_id, **counts)]
    if done.not_compared:
        said.append(words("verify_not_compared", count=done.not_compared))
    said.append(words("verify_faults" if done.faults else "verify_sound", count=len(done.faults)))
    return said
