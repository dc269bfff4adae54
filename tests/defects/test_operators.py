"""A good delivery spoilt in many ways: the figures are the same, or it is refused, or rejected rows widen the bounds.

They widen enough: every low and high hold the good value.
The outcomes that are neither, and their reasons, are those of operators_known.py, each of them and no other.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from drafts.formats import write

from .good import good
from .operators import Case, cases
from .operators_known import KNOWN
from .operators_quick import quickened
from .operators_run import ORDER, PLAN, Bench, Outcome

CASES = cases()
EVERY = 10  # one case in so many is tried at each change; they follow each other by export, so that each has its share
SHARED_OUT = [pytest.param(c, marks=[pytest.mark.slow] * bool(i % EVERY), id=str(c)) for i, c in enumerate(CASES)]


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    with quickened():
        yield Bench(tmp_path_factory.mktemp("bench"))


@pytest.mark.parametrize("case", SHARED_OUT)
def test_there_is_no_third_outcome_but_those_that_are_known(case: Case, bench: Bench) -> None:
    outcome = bench.outcome(case.export, case.drop)
    known = KNOWN.get((case.operator, case.export))
    expected = {known} if known else {"same", "refused", "rejected"}
    assert outcome.kind in expected, outcome.why
    assert outcome.why != "OVT-F15"  # the reader itself failed: nobody judged the delivery


@pytest.mark.parametrize("export", ORDER)
def test_a_good_delivery_received_whole_gives_the_good_figures(export: str, bench: Bench) -> None:
    """Write the good delivery under another name, so that it goes through every step."""

    def drop(folder: Path) -> None:
        write(good(export), folder, f"b_{good(export).name}")

    assert bench.outcome(export, drop) == Outcome("same")


@pytest.mark.slow
def test_the_good_deliveries_of_the_last_day_hold_nothing(bench: Bench) -> None:
    assert [one.id for one in PLAN.indicators if bench.holds(bench.store, one)] == []


def test_forty_operators_at_least_and_every_known_outcome_is_tried() -> None:
    assert len({case.operator.partition("[")[0] for case in CASES}) >= 40
    assert set(KNOWN) <= {(case.operator, case.export) for case in CASES}
    assert len({str(case) for case in CASES}) == len(CASES)
