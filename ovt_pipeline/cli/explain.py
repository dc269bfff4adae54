"""`ovt explain INDICATOR`: from a published figure down to the rows of the files it comes from.

Belongs here: the command, its JSON and its csv. Does not belong here: the lines (show_explain.py), reading
(release/explain.py).
"""

import argparse
import csv
import io
import json
from dataclasses import asdict, fields
from pathlib import Path

from ovt_pipeline.answers.explain import Entity, Explanation, explain
from ovt_pipeline.cli.dates import day_of
from ovt_pipeline.cli.new_file import refuse_target, write_new
from ovt_pipeline.cli.show_explain import explain_lines
from ovt_pipeline.language.errors import EXIT_PUBLISHED
from ovt_pipeline.language.speech import Speech
from ovt_pipeline.plan.loader import load_plans
from ovt_pipeline.settings import read_settings
from ovt_pipeline.sql import sql_facts


def execute(arguments: argparse.Namespace, words: Speech) -> int:
    """Explain a figure. Raises OVT-P07 without a release, OVT-U02 and U16 for what it has no figure of, U05 and U09."""
    settings = read_settings(None, arguments.warehouse, samples=arguments.samples)
    if arguments.csv:
        refuse_target(arguments.csv, ".csv")
    as_of = day_of(arguments.as_of) if arguments.as_of else None
    measure = measure_of(arguments.indicator)
    exports = sql_facts(f"indicators/{measure}")["exports"].split() if measure else []
    explained = explain(
        settings.warehouse, arguments.indicator, as_of, arguments.region, exports, is_failed=arguments.failed
    )
    if arguments.csv:
        _write_csv(arguments.csv, explained, words)
    if arguments.json:
        print(json.dumps(_plain(explained), ensure_ascii=False, default=str))
    else:
        print("\n".join(explain_lines(explained, measure, words)))
    return EXIT_PUBLISHED


def measure_of(indicator_id: str) -> str | None:
    """Return the measure that counts an indicator, None when no plan of today has it."""
    indicators = [i for plan in load_plans() for i in plan.indicators]
    return next((i.measure for i in indicators if i.id == indicator_id), None)


def _write_csv(path: Path, explained: Explanation, words: Speech) -> None:
    """Write every entity, one row each: UTF-8 with its mark and semicolons, as Excel in French opens it."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    mark = words("mark") if explained.figure.is_synthetic else ""
    head = ["indicator_id", "as_of", *(f.name for f in fields(Entity)), "is_synthetic"]
    writer.writerow(head)
    for entity in explained.entities:
        cells = [_safe(value) for value in asdict(entity).values()]
        writer.writerow([explained.indicator_id, explained.as_of, *cells, mark])
    write_new(path, text.getvalue().encode("utf-8-sig"))


def _safe(value: object) -> object:
    """Keep a text that a spreadsheet would take for a formula a text."""
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")) else value


def _plain(explained: Explanation) -> dict[str, object]:
    figure = asdict(explained.figure)
    for name in ("rules", "contract_versions"):
        figure[name] = json.loads(figure[name])
    parts = {
        "counted": explained.counted(in_numerator=True, in_denominator=figure["denominator"] is not None),
        "not_counted": explained.counted(in_numerator=False, in_denominator=True),
        "out": explained.counted(in_numerator=False, in_denominator=False),
        "doubts": {code: len(found) for code, found in explained.doubts.items()},
    }
    return {**asdict(explained), "figure": figure, "counts": parts}
