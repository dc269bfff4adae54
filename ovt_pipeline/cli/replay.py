"""`ovt replay --release ID`: the figures of a past release, found again in its lots by today's program or not.

Belongs here: what the command shows and its exit code. Does not belong here: recomputing (release/replay.py).
"""

import argparse
import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from ovt_pipeline import __version__
from ovt_pipeline.answers.replay import Counted, Replayed, replay
from ovt_pipeline.language.errors import EXIT_NOTHING_PUBLISHED, EXIT_PUBLISHED
from ovt_pipeline.language.speech import Speech
from ovt_pipeline.settings import read_settings

KEY = ("indicator_id", "as_of", "region_code")
SHOWN = 20  # differences listed; --json has them all


def execute(arguments: argparse.Namespace, words: Speech) -> int:
    """Recompute and compare. Returns 0 when identical, 3 when not. Raises OVT-U15, P05, P12."""
    settings = read_settings(None, arguments.warehouse, samples=arguments.samples)
    outcome = replay(settings.warehouse, arguments.release)
    if arguments.json:
        print(json.dumps(_plain(outcome), ensure_ascii=False, default=str))
    else:
        print("\n".join(_lines(outcome, words)))
    return EXIT_PUBLISHED if outcome.is_identical else EXIT_NOTHING_PUBLISHED


def _lines(outcome: Replayed, words: Speech) -> Iterator[str]:
    made = {"at": outcome.published_at, "made": outcome.code_version, "now": __version__}
    yield words("replay_made", release=outcome.release_id, **made)
    yield from [words("replay_history")] if outcome.from_history else []
    yield from (words("replay_rules", indicator=name, rules=text) for name, text in outcome.rules.items())
    if outcome.is_identical:
        yield words("replay_same", figures=outcome.figures, entities=outcome.entities, dates=outcome.dates)
        return
    yield words("replay_differs", figures=len(outcome.differences), entities=outcome.evidence_differences)
    yield from (words("replay_gone", indicator=name) for name in outcome.gone)
    for (indicator, as_of, region), (was, now) in list(outcome.differences.items())[:SHOWN]:
        told = {"was": _shown(was, words), "now": _shown(now, words)}
        yield words("replay_figure", indicator=indicator, as_of=as_of, region=region, **told)
    if len(outcome.differences) > SHOWN:
        yield words("more", count=len(outcome.differences) - SHOWN)


def _shown(figure: Counted | None, words: Speech) -> str:
    if figure is None:
        return "—"
    low, high = words.exact(figure.value_low), words.exact(figure.value_high)
    return f"{words.counts(figure.numerator, figure.denominator)} [{low} … {high}]"


def _plain(outcome: Replayed) -> dict[str, Any]:
    differences = [
        {**dict(zip(KEY, key, strict=True)), "published": _numbers(was), "today": _numbers(now)}
        for key, (was, now) in outcome.differences.items()
    ]
    return {**vars(outcome), "differences": differences, "is_identical": outcome.is_identical, "today": __version__}


def _numbers(figure: Counted | None) -> dict[str, Any] | None:
    return {name: value for name, value in asdict(figure).items() if name not in KEY} if figure else None
