"""`ovt run`: the nightly job in this process, one progress line per step, then the table of figures.

Belongs here: what the command asks for and shows. Does not belong here: the job (orchestration/), its outcome and exit
code (operations/).
"""

import argparse
import sys
import time
from dataclasses import replace
from datetime import date

from ovt_pipeline.cli.dates import day_of
from ovt_pipeline.cli.listen import listen
from ovt_pipeline.cli.show import figures_table
from ovt_pipeline.cli.show_outcome import dumped, notice_lines, outcome_json
from ovt_pipeline.language.errors import EXIT_PARTIAL, EXIT_PUBLISHED, OvtError
from ovt_pipeline.language.speech import Speech
from ovt_pipeline.operations.disk import disk_of
from ovt_pipeline.operations.first_delivery import require_delivery
from ovt_pipeline.operations.outcome import Outcome
from ovt_pipeline.operations.situation import Situation
from ovt_pipeline.operations.unread_files import quiet_files
from ovt_pipeline.settings import Settings, read_settings, shown

MEGA = 2**20


def execute(arguments: argparse.Namespace, words: Speech) -> int:
    """Run and report. Returns 0, 2, 3 or 4 (1 when a step failed in an unexpected way)."""
    if arguments.samples and arguments.sources:
        raise OvtError("OVT-U01", found="--samples + --sources")
    situation = Situation(read_settings(arguments.sources, arguments.warehouse, samples=arguments.samples))
    as_ofs = _as_ofs(arguments, situation)
    require_delivery(situation)
    _ = situation.decisions  # a mistake in them is told now rather than at the first step
    listen(words)
    _wait_for_csv(situation, words)
    print(words("running", as_ofs=", ".join(map(str, as_ofs))), file=sys.stderr)
    from ovt_pipeline.orchestration.night import run_night  # noqa: PLC0415 - imports Dagster, after everything that can be wrong

    outcome = replace(run_night(situation, as_ofs), disk=disk_of(situation.warehouse))
    if arguments.json:
        print(dumped(outcome_json(outcome)))
    else:
        _show(outcome, situation.settings, words)
    for line in notice_lines(outcome.notices, words):
        print(line, file=sys.stderr)
    if outcome.exit_code not in {EXIT_PUBLISHED, EXIT_PARTIAL}:
        print(words("nothing_published"), file=sys.stderr)
    return outcome.exit_code


def _wait_for_csv(situation: Situation, words: Speech) -> None:
    """Wait at a terminal until no csv is being written, twice the quiet time at most, with one line a file."""
    told: set[str] = set()
    for _ in range(2 * situation.settings.csv_quiet if sys.stderr.isatty() else 0):
        waiting = quiet_files(situation)
        if not waiting:
            return
        for name in sorted(set(waiting) - told):
            print(words("waiting_for_csv", file=name, seconds=situation.settings.csv_quiet), file=sys.stderr)
        told.update(waiting)
        time.sleep(1)


def _as_ofs(arguments: argparse.Namespace, situation: Situation) -> list[date]:
    if arguments.samples and not arguments.as_of:
        from ovt_pipeline.samples import SAMPLE_DATES  # noqa: PLC0415 - imports openpyxl

        return sorted(SAMPLE_DATES)
    return sorted({day_of(text) for text in arguments.as_of or [str(situation.last_day)]})


def _show(outcome: Outcome, settings: Settings, words: Speech) -> None:
    if outcome.current:
        print("\n" + "\n".join(figures_table(outcome.current, words, [*outcome.as_ofs, *outcome.beside])))
        print("\n" + words("result_at", path=shown(settings.warehouse.public), release=outcome.release_id))
    if outcome.disk:
        print(words("disk", used=-(-outcome.disk.used // MEGA), free=outcome.disk.free // MEGA))
