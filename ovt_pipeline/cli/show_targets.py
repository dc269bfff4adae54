"""How targets and their statuses are shown in a terminal.

Belongs here: lines and their order. Does not belong here: judging (targets/), reading (release/standing.py).
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from ovt_pipeline.answers.current import Current
from ovt_pipeline.answers.standing import Standing, TargetStatus
from ovt_pipeline.language.speech import Speech


def standing_lines(standing: Standing, current: Current, words: Speech) -> Iterator[str]:
    """Yield the status of every target with its reason, the plans not measured yet, and the published numbers."""
    units = {p.indicator_id: p.unit for p in current.points}
    for name, same in groupby(standing.targets, key=lambda one: one.indicator_id):
        yield from target_lines(list(same), units.get(name, ""), words, is_synthetic=current.is_synthetic)
    yield from ("", *(words("unmeasured", plan=words.either(*titles)) for titles in standing.unmeasured))
    yield from (words("context"), *(words("quoted", quote=words.either(*said)) for said in standing.context))


def target_lines(targets: Sequence[TargetStatus], unit: str, words: Speech, *, is_synthetic: bool) -> Iterator[str]:
    """Yield the status of each target of one indicator at one date, with its reason; nothing when there is none."""
    if targets:
        yield f"{words('targets_at', as_of=targets[0].as_of)} ({targets[0].indicator_id})"
    for target in targets:
        yield from _target(target, unit, words, is_synthetic=is_synthetic)


def _target(target: TargetStatus, unit: str, words: Speech, *, is_synthetic: bool) -> Iterator[str]:
    reason = words.either(target.reason_fr, target.reason_en)
    value = words.number(target.target_value, unit, decimals=0)
    mark = f"  [{words('mark')}]" if is_synthetic else ""
    yield words("target", due=target.due_date, target=value, status=target.word, reason=reason) + mark
    if target.scheduled_value is not None:
        yield words("target_planned", value=words.number(target.scheduled_value, unit))
    if target.trend_value is not None:
        bounds = {"low": words.number(target.trend_low, unit), "high": words.number(target.trend_high, unit)}
        yield words("target_trend", value=words.number(target.trend_value, unit), **bounds)
