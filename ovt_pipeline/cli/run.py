"""`ovt run`: the nightly job in this process, one progress line per step, then the table of figures.

Belongs here: what the command shows and its exit code. Does not belong here: the job (night.py).
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator
from datetime import date

from ovt_pipeline.cli.listen import listen
from ovt_pipeline.cli.show import as_json, figures_table, starting_differences
from ovt_pipeline.cli.words import Words
from ovt_pipeline.clock import SystemClock, last_complete_day
from ovt_pipeline.errors import EXIT_NOTHING_PUBLISHED, EXIT_PARTIAL, EXIT_PUBLISHED, OvtError
from ovt_pipeline.pending import missing_figures, require_delivery, standing_refusals, stray_files
from ovt_pipeline.plan.loader import load_plan
from ovt_pipeline.release.read import read_current
from ovt_pipeline.samples import SAMPLE_DATES
from ovt_pipeline.settings import Settings, read_settings, shown


def execute(arguments: argparse.Namespace, words: Words) -> int:
    """Run and report. Returns 0, 2, 3 or 4 (1 when a step failed in an unexpected way)."""
    if arguments.samples and arguments.sources:
        raise OvtError("OVT-U01", found="--samples + --sources")
    settings = read_settings(arguments.sources, arguments.warehouse, samples=arguments.samples)
    as_ofs = _as_ofs(arguments)
    require_delivery(settings)
    listen(words)
    print(words("running", as_ofs=", ".join(map(str, as_ofs))), file=sys.stderr)
    from ovt_pipeline.night import run_night  # noqa: PLC0415 - imports Dagster, after everything that can be wrong

    failures = run_night(settings, as_ofs)
    if failures:
        lines = [failed.fr if words.lang == "fr" else failed.en for failed in failures]
        print("\n".join([*lines, words("nothing_published")]), file=sys.stderr)
        return next((f.exit_code for f in failures if f.exit_code != EXIT_NOTHING_PUBLISHED), EXIT_NOTHING_PUBLISHED)
    return _report(arguments, settings, as_ofs, words)


def _as_ofs(arguments: argparse.Namespace) -> list[date]:
    last, first = last_complete_day(SystemClock()), load_plan().first_as_of
    default = SAMPLE_DATES if arguments.samples else [last]
    chosen = {text: _day(text) for text in arguments.as_of or map(str, default)}
    for text, day in chosen.items():
        if day is None or not first <= day <= last:
            raise OvtError("OVT-U02", first=first, last=last, found=text)
    return sorted({day for day in chosen.values() if day})


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else None
    except ValueError:
        return None


def _report(arguments: argparse.Namespace, settings: Settings, as_ofs: list[date], words: Words) -> int:
    current = read_current(settings.warehouse)
    if arguments.json:
        print(json.dumps(as_json(current, as_ofs), ensure_ascii=False, default=str))
    else:
        print("\n" + "\n".join(figures_table(current, words, as_ofs)))
        print("\n" + words("result_at", path=shown(settings.warehouse.public), release=current.release_id))
    missing = missing_figures(current, as_ofs)
    problems = [*_refusal_lines(settings, words), *(words("not_dated", **m) for m in missing)]
    strays = [words("stray", file=name) for name in stray_files(settings.sources)]
    for line in [*starting_differences(current, words, as_ofs), *strays, *problems]:
        print(line, file=sys.stderr)
    if not any(f.as_of in as_ofs for f in current.figures):
        print(words("nothing_published"), file=sys.stderr)
        return EXIT_NOTHING_PUBLISHED
    return EXIT_PARTIAL if problems else EXIT_PUBLISHED


def _refusal_lines(settings: Settings, words: Words) -> Iterator[str]:
    for delivery in standing_refusals(settings):
        line = delivery.refusal_fr if words.lang == "fr" else delivery.refusal_en
        yield words("still_refused", line=line)
