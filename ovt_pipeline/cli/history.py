"""`ovt history INDICATOR`: every published version of a figure, and what made it change.

Belongs here: what the command shows and its exit code. Does not belong here: reading the release (release/versions.py).
"""

import argparse
import json
from collections.abc import Iterator
from dataclasses import asdict

from ovt_pipeline.answers.versions import History, Version, read_history
from ovt_pipeline.cli.dates import day_of
from ovt_pipeline.language.errors import EXIT_PUBLISHED
from ovt_pipeline.language.speech import Speech, displayed
from ovt_pipeline.settings import read_settings


def execute(arguments: argparse.Namespace, words: Speech) -> int:
    """Show the versions. Raises OVT-P07 without a release, OVT-U02 and U16 for a date, indicator or region unknown."""
    settings = read_settings(None, arguments.warehouse, samples=arguments.samples)
    as_of = day_of(arguments.as_of) if arguments.as_of else None
    history = read_history(settings.warehouse, arguments.indicator, arguments.region, as_of)
    if arguments.json:
        print(json.dumps(asdict(history), ensure_ascii=False, default=str))
    else:
        print("\n".join(_lines(history, words)))
    return EXIT_PUBLISHED


def _lines(history: History, words: Speech) -> Iterator[str]:
    name = words.either(history.name_fr, history.name_en)
    yield f"{name} ({history.indicator_id}), {history.region_code} {history.region_name}"
    if any(v.is_synthetic for v in history.versions):
        yield words("synthetic")
    shown = None
    for version in history.versions:
        if version.as_of != shown:
            yield from ("", str(version.as_of))
            shown = version.as_of
        yield from _version(version, history.unit, words)


def _version(version: Version, unit: str, words: Speech) -> Iterator[str]:
    counts = words.counts(version.numerator, version.denominator)
    told = {"no": version.revision_no, "at": version.published_at, "release": version.release_id}
    yield words("history_version", display=displayed(version.display_value), counts=counts, **told)
    if version.revision_no == 0:
        return
    rules, data = version.rules_change, version.data_change
    total = None if rules is None or data is None else rules + data
    parts = {"change": words.change(total, unit), "rules": words.change(rules, unit), "data": words.change(data, unit)}
    yield words("history_change", **parts)
    if version.rules_changed:
        yield words("history_rules", rules=version.rules_changed)
    for cause in version.deliveries:
        told = {"delivery": cause.delivery_id, "file": cause.file_name}
        yield words("history_delivery", change=words.change(cause.change, unit), **told)
