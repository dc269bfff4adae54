"""Each small mistake in the SQL is caught by the cases made by hand or by a few drawn worlds; without one, nothing is.

Belongs here: making a mistake in memory, and the checks of a file, those that find most first. Not here: the mistakes
(mutations), the cases (oracle_cases, beside_cases). A mistake that survives asks for a case more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from itertools import chain

import duckdb
import pytest

from ovt_pipeline import sql
from ovt_pipeline.figures import compute, relations, scheduled
from ovt_pipeline.sql import read_sql

from . import packs, sql_relations
from .agreement import Expected, disagreements
from .beside_cases import surprises_of_findings, surprises_of_scenarios
from .case_packs import CasePack, differs, together
from .mutation import Mutation
from .mutations import FINDINGS, MUTATIONS
from .oracle import JOBS, RENIR, RITM
from .oracle_cases import CASES
from .scheduled_cases import surprises_of_plans
from .strategies import MOST, Pack

READERS = (sql, compute, relations, scheduled, packs)  # the modules that read SQL
SAMPLE = 60  # one mistake in so many is made each time; `make test-slow` makes every one
PACKS = [
    Pack(kind, seed, MOST[kind], 12) for kind, seed in (("wild", 11), ("crowded", 6), ("doubtful", 14), ("wild", 5))
]
Check = Callable[[], Iterable[str]]


def of_cases(pack: CasePack) -> Iterator[str]:
    for case, answer in pack.answers():
        yield from differs(case, answer)


def of_worlds(pack: Pack, indicator: str) -> Iterator[str]:
    for expected, answer in zip(
        known(pack, indicator), packs.ask([indicator], pack.as_ofs(), pack.worlds(), pack.table), strict=True
    ):
        yield from disagreements(expected, answer)


@cache
def known(pack: Pack, indicator: str) -> list[Expected]:
    return [Expected([indicator], pack.as_ofs(), world, pack.table) for world in pack.worlds()]


def measures(file: str) -> list[str]:
    """Give the indicators that a file may change."""
    if file.startswith("indicators/shared/"):
        return [RITM, RENIR]
    return [one for one in (RENIR, RITM, JOBS) if file.startswith(f"indicators/{one}")] or [RITM, RENIR, JOBS]


def checks(file: str) -> list[Check]:
    """Give the checks that may notice a mistake in a file, those that find most first."""
    if file == "figures/sensitivity":
        return [surprises_of_scenarios]
    if file.startswith("reconciliation/"):
        return [surprises_of_findings]
    if file.startswith("scheduled/"):
        return [surprises_of_plans]
    named = measures(file)
    cases: list[Check] = [
        partial(of_cases, one) for one in together([case for case in CASES if case.indicator in named])
    ]
    worlds: list[Check] = [partial(of_worlds, pack, one) for pack in PACKS for one in named]
    return [*cases, *worlds, surprises_of_scenarios, surprises_of_findings]


def caught(file: str) -> str | None:
    """Say what the first check to notice something says."""
    try:
        return next(chain.from_iterable(check() for check in checks(file)), None)
    except (duckdb.Error, ValueError) as error:
        return f"{type(error).__name__}: {error}"


def make(mistake: Mutation, patch: pytest.MonkeyPatch) -> None:
    """Make a mistake in memory; a text that is not there exactly once is stale."""
    text = read_sql(mistake.file)
    assert text.count(mistake.text) == 1, (
        f"stale: {mistake.text!r} is {text.count(mistake.text)} times in {mistake.file}"
    )
    wrong = text.replace(mistake.text, mistake.instead)
    for module in READERS:
        patch.setattr(module, "read_sql", lambda name: wrong if name == mistake.file else read_sql(name))
    if mistake.file.startswith("relations/"):  # the connection that other tests share was made without the mistake
        patch.setattr(sql_relations, "connection", cache(sql_relations.connect))


def marked(number: int, mistake: Mutation) -> object:
    """Name a mistake, and leave most of them to `make test-slow`."""
    marks = [] if number % SAMPLE == 0 else [pytest.mark.slow]
    return pytest.param(mistake, id=f"{mistake.file.rpartition('/')[2]}: {mistake.mistake}", marks=marks)


@pytest.mark.parametrize("mistake", [marked(*one) for one in enumerate(MUTATIONS)])
def test_a_mistake_is_caught(mistake: Mutation, monkeypatch: pytest.MonkeyPatch) -> None:
    make(mistake, monkeypatch)
    assert caught(mistake.file) is not None


@pytest.mark.slow
def test_without_a_mistake_nothing_is_caught() -> None:
    assert [caught(file) for file in ("figures/aggregate", "figures/sensitivity", FINDINGS, "scheduled/")] == [None] * 4


def test_a_text_is_never_stale() -> None:
    counts = {(one.file, one.text): read_sql(one.file).count(one.text) for one in MUTATIONS}
    assert [key for key, count in counts.items() if count != 1] == []
