"""`ovt status`: the last release, its latest figures, and the age of each source.

Belongs here: what the command shows and its exit code. Does not belong here: reading the release (answers/current.py).
"""

import argparse
import json
from dataclasses import asdict
from datetime import timedelta

from ovt_pipeline.answers.current import Current, read_current
from ovt_pipeline.answers.standing import Standing, read_standing
from ovt_pipeline.cli.show import as_json, figures_table, published_line, silence_lines, waiver_lines
from ovt_pipeline.cli.show_targets import standing_lines
from ovt_pipeline.clock import SystemClock, stamp, today
from ovt_pipeline.contracts.loader import load_contracts
from ovt_pipeline.language.errors import EXIT_PUBLISHED, OvtError, Where
from ovt_pipeline.language.speech import Speech
from ovt_pipeline.operations.pending import faulty_waivers, silent_exports
from ovt_pipeline.settings import Settings, read_settings
from ovt_pipeline.warehouse.place import PUBLIC_NAME


def execute(arguments: argparse.Namespace, words: Speech) -> int:
    """Show the current release. Raises OVT-P07 without one, OVT-P08 when it is older than --max-age (exit 3)."""
    settings = read_settings(None, arguments.warehouse, samples=arguments.samples)
    current, standing = read_current(settings.warehouse), read_standing(settings.warehouse)
    if arguments.json:
        print(json.dumps({**as_json(current), **asdict(standing)}, ensure_ascii=False, default=str))
    else:
        _show(current, standing, words)
        _show_notices(settings, current, words)
    age = stamp(SystemClock()) - current.published_at
    if arguments.max_age is not None and age > arguments.max_age:
        limit, found = (_duration(value) for value in (arguments.max_age, age))
        raise OvtError("OVT-P08", Where(file=PUBLIC_NAME), limit=limit, age=found)
    return EXIT_PUBLISHED


def _show(current: Current, standing: Standing, words: Speech) -> None:
    latest = sorted({f.as_of for f in current.figures})[-1:]
    print("\n".join([published_line(current, words), "", *figures_table(current, words, latest), ""]))
    print("\n".join([*standing_lines(standing, current, words), ""]))
    print(words("sources_age"))
    known = {s.export: s for s in current.sources}
    for export in load_contracts():
        source = known.get(export)
        if source is None or source.extraction_date is None:
            print("  " + words("source_none", export=export))
            continue
        days = (today(SystemClock()) - source.extraction_date).days
        print("  " + words("source_days", export=export, days=days, day=source.extraction_date, file=source.file_name))


def _show_notices(settings: Settings, current: Current, words: Speech) -> None:
    """Show the waivers behind the release, those at hand that let nothing through, and silent exports."""
    day = today(SystemClock())
    faults = [error.line(words.lang) for error in faulty_waivers(settings, current, day)]
    silent = silence_lines(silent_exports(settings, day), words)
    for line in (*waiver_lines(current, words, day), *faults, *silent):
        print(line)


def _duration(value: timedelta) -> str:
    hours, seconds = divmod(int(value.total_seconds()), 3600)
    return f"{hours} h {seconds // 60:02d}"
