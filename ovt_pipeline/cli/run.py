"""`ovt run`: the nightly job in this process, one progress line per step, then the table of figures.

Belongs here: what the command shows and its exit code. Does not belong here: the job (orchestration/).
"""

import argparse
import json
import shlex
import sys
from collections.abc import Iterator
from datetime import date

from ovt_pipeline.answers.current import Current, read_current, read_known
from ovt_pipeline.answers.standing import read_standing
from ovt_pipeline.cli.dates import day_of, listed
from ovt_pipeline.cli.listen import listen
from ovt_pipeline.cli.show import as_json, figures_table, silence_lines, starting_differences, waiver_lines
from ovt_pipeline.clock import SystemClock, last_complete_day, today
from ovt_pipeline.decisions.loader import load_waivers
from ovt_pipeline.figures.inputs import inputs_of
from ovt_pipeline.language.errors import EXIT_NOTHING_PUBLISHED, EXIT_PARTIAL, EXIT_PUBLISHED, OvtError
from ovt_pipeline.language.speech import Speech
from ovt_pipeline.operations.pending import (
    faulty_waivers,
    missed_days,
    missing_figures,
    other_rules,
    require_delivery,
    silent_exports,
    stale_dates,
    standing_refusals,
    stray_files,
)
from ovt_pipeline.samples import SAMPLE_DATES
from ovt_pipeline.settings import Settings, read_settings, shown


def execute(arguments: argparse.Namespace, words: Speech) -> int:
    """Run and report. Returns 0, 2, 3 or 4 (1 when a step failed in an unexpected way)."""
    if arguments.samples and arguments.sources:
        raise OvtError("OVT-U01", found="--samples + --sources")
    settings = read_settings(arguments.sources, arguments.warehouse, samples=arguments.samples)
    as_ofs = _as_ofs(arguments)
    require_delivery(settings)
    load_waivers(settings.waivers)  # refused now rather than at the first step
    listen(words)
    print(words("running", as_ofs=", ".join(map(str, as_ofs))), file=sys.stderr)
    from ovt_pipeline.orchestration.night import run_night  # noqa: PLC0415 - imports Dagster, after everything that can be wrong

    failures = run_night(settings, as_ofs)
    for failed in failures:
        print(failed.fr if words.lang == "fr" else failed.en, file=sys.stderr)
    if codes := [failed.exit_code for failed in failures if failed.exit_code != EXIT_PARTIAL]:
        print(words("nothing_published"), file=sys.stderr)
        return next((code for code in codes if code != EXIT_NOTHING_PUBLISHED), EXIT_NOTHING_PUBLISHED)
    return _report(arguments, settings, as_ofs, words) or (EXIT_PARTIAL if failures else EXIT_PUBLISHED)


def _as_ofs(arguments: argparse.Namespace) -> list[date]:
    default = SAMPLE_DATES if arguments.samples else [last_complete_day(SystemClock())]
    return sorted({day_of(text) for text in arguments.as_of or map(str, default)})


def _report(arguments: argparse.Namespace, settings: Settings, as_ofs: list[date], words: Speech) -> int:
    current = read_current(settings.warehouse)
    if arguments.json:
        print(json.dumps(as_json(current, as_ofs), ensure_ascii=False, default=str))
    else:
        print("\n" + "\n".join(figures_table(current, words, as_ofs)))
        print("\n" + words("result_at", path=shown(settings.warehouse.public), release=current.release_id))
    day = today(SystemClock())
    missing = missing_figures(current, as_ofs)
    problems = [*_refusal_lines(settings, words), *(words("not_dated", **m) for m in missing)]
    problems += [error.line(words.lang) for error in faulty_waivers(settings, current, day)]
    strays = [words("stray", file=name) for name in stray_files(settings.sources)]
    one = 0 if words.lang == "fr" else 1
    events = [words("event", sentence=event[one]) for event in read_standing(settings.warehouse).events]
    for line in [
        *events,
        *starting_differences(current, words, as_ofs),
        *_to_backfill(arguments, current, words),
        *strays,
        *waiver_lines(current, words, day),
        *silence_lines(silent_exports(settings, day), words),
        *problems,
    ]:
        print(line, file=sys.stderr)
    if not any(f.as_of in as_ofs for f in current.figures):
        print(words("nothing_published"), file=sys.stderr)
        return EXIT_NOTHING_PUBLISHED
    return EXIT_PARTIAL if problems else EXIT_PUBLISHED


def _to_backfill(arguments: argparse.Namespace, current: Current, words: Speech) -> Iterator[str]:
    """Yield a line, with its command, for dates that a late delivery or other rules change, and for nights missed."""
    settings = read_settings(arguments.sources, arguments.warehouse, samples=arguments.samples)
    known, inputs = read_known(settings.warehouse), inputs_of(settings.warehouse)
    missed = (
        missed_days(current, last_complete_day(SystemClock())) if not (arguments.as_of or arguments.samples) else []
    )
    found = {"stale": stale_dates(known, inputs), "other_rules": other_rules(known, inputs), "missed": missed}
    for key, days in found.items():
        if days:
            command = f"ovt backfill --from {days[0]} --to {days[-1]}" + _same_place(arguments)
            yield words(key, count=len(days), days=listed(days), command=command)


def _same_place(arguments: argparse.Namespace) -> str:
    if arguments.warehouse:
        return f" --warehouse {shlex.quote(str(arguments.warehouse))}"
    return " --samples" if arguments.samples else ""


def _refusal_lines(settings: Settings, words: Speech) -> Iterator[str]:
    for delivery in standing_refusals(settings):
        line = delivery.refusal_fr if words.lang == "fr" else delivery.refusal_en
        yield words("still_refused", line=line)
