"""`ovt backfill`: the figures of many dates, computed in one pass from the lots at hand and published together.

Belongs here: what the command asks for and shows. Does not belong here: the work, its outcome and exit code
(operations/).
"""

import argparse
import sys

from ovt_pipeline.cli.dates import day_of
from ovt_pipeline.cli.listen import listen
from ovt_pipeline.cli.show import figures_table
from ovt_pipeline.cli.show_outcome import dumped, notice_lines, outcome_json
from ovt_pipeline.language.errors import OvtError
from ovt_pipeline.language.speech import Speech
from ovt_pipeline.operations.backfill import backfill
from ovt_pipeline.operations.days import days_between
from ovt_pipeline.operations.first_delivery import require_delivery
from ovt_pipeline.operations.outcome import Outcome
from ovt_pipeline.operations.situation import Situation
from ovt_pipeline.settings import Settings, read_settings, shown

SHOWN = 12  # dates; of more, the last one stands for all


def execute(arguments: argparse.Namespace, words: Speech) -> int:
    """Compute and publish. Returns 0, or 4 when a date has no figure or a page is missing. Raises OVT-U02, U03, U14."""
    first, last = (day_of(text) for text in (arguments.first, arguments.last))
    days = days_between(first, last, month_ends=arguments.step == "month-end")
    if not days:
        raise OvtError("OVT-U14", first=first, last=last, step=arguments.step)
    situation = Situation(read_settings(None, arguments.warehouse, samples=arguments.samples))
    require_delivery(situation)
    listen(words)
    outcome = backfill(situation, days)
    if arguments.json:
        print(dumped(outcome_json(outcome)))
    else:
        _show(outcome, situation.settings, words)
    for line in notice_lines(outcome.notices, words):
        print(line, file=sys.stderr)
    return outcome.exit_code


def _show(outcome: Outcome, settings: Settings, words: Speech) -> None:
    days = list(outcome.as_ofs)
    if outcome.current:
        print("\n" + "\n".join(figures_table(outcome.current, words, days if len(days) <= SHOWN else days[-1:])))
    print("\n" + words("backfilled", count=len(days), first=days[0], last=days[-1]))
    print(words("result_at", path=shown(settings.warehouse.public), release=outcome.release_id))
