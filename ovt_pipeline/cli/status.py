"""`ovt status`: the last release, its latest figures, the age of each source, and what there is to know.

Belongs here: what the command shows. Does not belong here: reading the release (answers/), its outcome (operations/).
"""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from ovt_pipeline.answers.current import Current
from ovt_pipeline.answers.standing import Standing
from ovt_pipeline.cli.show import as_json, figures_table, published_line
from ovt_pipeline.cli.show_outcome import dumped, notice_lines, outcome_json
from ovt_pipeline.cli.show_targets import standing_lines
from ovt_pipeline.language.speech import Speech
from ovt_pipeline.operations.outcome import ERROR, Outcome
from ovt_pipeline.operations.situation import Situation
from ovt_pipeline.operations.status import standing_outcome
from ovt_pipeline.settings import read_settings


def execute(arguments: argparse.Namespace, words: Speech) -> int:
    """Show the current release; 3 when it is older than --max-age (OVT-P08). Raises OVT-P07 without one."""
    situation = Situation(read_settings(None, arguments.warehouse, samples=arguments.samples))
    outcome, release = standing_outcome(situation, arguments.max_age), situation.published()
    if arguments.json:
        print(dumped(_plain(outcome, release.current, release.standing)))
    else:
        _show(outcome, situation, words)
    for line in notice_lines((one for one in outcome.notices if one.severity == ERROR), words):
        print(line, file=sys.stderr)
    return outcome.exit_code


def _plain(outcome: Outcome, current: Current, standing: Standing) -> dict[str, Any]:
    """Return all the figures and where the plans stand; an event as its sentences (French, English)."""
    events = [(event.sentence_fr, event.sentence_en) for event in standing.events]
    return {**outcome_json(outcome), **as_json(current), **asdict(standing), "events": events}


def _show(outcome: Outcome, situation: Situation, words: Speech) -> None:
    release = situation.published()
    current = release.current
    print("\n".join([published_line(current, words), "", *figures_table(current, words, list(outcome.as_ofs)), ""]))
    print("\n".join([*standing_lines(release.standing, current, words), ""]))
    print("\n".join([words("sources_age"), *_ages(situation, current, words)]))
    for line in notice_lines((one for one in outcome.notices if one.severity != ERROR), words):
        print(line)


def _ages(situation: Situation, current: Current, words: Speech) -> Iterator[str]:
    known = {source.export: source for source in current.sources}
    for export in situation.contracts:
        source = known.get(export)
        if source is None or source.extraction_date is None:
            yield "  " + words("source_none", export=export)
        else:
            told = {"days": (situation.day - source.extraction_date).days, "day": source.extraction_date}
            yield "  " + words("source_days", export=export, file=source.file_name, **told)
