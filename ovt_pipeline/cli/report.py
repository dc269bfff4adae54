"""`ovt report`: the reports of the current release, made again.

Belongs here: what the command shows. Does not belong here: making them (reports/).
"""

import argparse
import json
import webbrowser
from dataclasses import asdict
from datetime import date

from ovt_pipeline.cli.dates import day_of
from ovt_pipeline.language.errors import EXIT_PUBLISHED
from ovt_pipeline.language.speech import Speech
from ovt_pipeline.operations.situation import Situation
from ovt_pipeline.reports.page.render import NAMES
from ovt_pipeline.reports.write import Written, write_reports
from ovt_pipeline.settings import read_settings
from ovt_pipeline.warehouse.lock import writer


def execute(arguments: argparse.Namespace, words: Speech) -> int:
    """Write the reports and say which are new. Raises OVT-P07, P17, P60, P61, U02."""
    situation = Situation(read_settings(None, arguments.warehouse, samples=arguments.samples))
    until = day_of(arguments.as_of) if arguments.as_of else date.max
    situation.published()
    in_force = [one for one in situation.decisions.publications if one.is_in_force(situation.day)]
    with writer(situation.warehouse):
        written = write_reports(situation.warehouse, situation.inputs.plans, in_force, until)
    if arguments.json:
        print(json.dumps([asdict(one) for one in written]))
    else:
        print("\n".join(_line(one, words) for one in written))
    if arguments.open:
        page = situation.warehouse.root / written[0].folder / NAMES[words.lang]
        webbrowser.open(page.as_uri())
    return EXIT_PUBLISHED


def _line(one: Written, words: Speech) -> str:
    return words("report_written" if one.is_new else "report_same", folder=one.folder)
