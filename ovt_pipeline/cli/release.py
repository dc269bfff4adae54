"""`ovt release --official ID`: the decision that keeps a release for ever, written for someone to sign.

Belongs here: what the command asks for and shows. Does not belong here: the text (decisions/), what follows from it
(release/official.py).
"""

import argparse
import json

from ovt_pipeline.answers.current import find_release
from ovt_pipeline.cli.new_file import refuse_target, write_new
from ovt_pipeline.decisions.blank import blank_official
from ovt_pipeline.language.errors import EXIT_PUBLISHED
from ovt_pipeline.language.speech import Speech
from ovt_pipeline.operations.situation import Situation
from ovt_pipeline.settings import read_settings, shown


def execute(arguments: argparse.Namespace, words: Speech) -> int:
    """Write the decision, unless one names the release. Raises OVT-U15 (no such release), C01, D01 to D05, U05, U09."""
    situation = Situation(read_settings(None, arguments.warehouse, samples=arguments.samples))
    name = arguments.official
    find_release(situation.warehouse, name)
    known = next((one.id for one in situation.decisions.publications if one.release == name), "")
    path = None if known else situation.settings.decisions / f"{_write(situation, name)}.yaml"
    if arguments.json:
        print(json.dumps({"release_id": name, "decision": known or (path and path.stem), "file": path and str(path)}))
    elif path:
        print(words("decision_written", file=shown(path)))
    else:
        print(words("release_known", release=f"{name} ({known})"))
    return EXIT_PUBLISHED


def _write(situation: Situation, release_id: str) -> str:
    """Write a new decision about a release, and return its id."""
    folder = situation.settings.decisions
    name, text = blank_official(release_id, folder, situation.day)
    path = folder / f"{name}.yaml"
    refuse_target(path, ".yaml")
    write_new(path, text.encode("utf-8"))
    return name
