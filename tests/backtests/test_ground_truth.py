"""Well-kept and doubtful exports written by other hands, read from their files by a whole run: every figure exactly."""

from datetime import date
from pathlib import Path

import pytest

from ovt_pipeline.cli import main

from .compare import differences, read_figures
from .exports_writer import write_all
from .house import let_held_figures_through
from .oracle import figures
from .worlds import Sizes, generate

AS_OFS = (date(2023, 3, 31), date(2024, 3, 31), date(2025, 3, 31))


@pytest.mark.slow
@pytest.mark.parametrize("doubts", [False, True], ids=["well-kept", "doubtful"])
def test_every_figure_of_a_world_of_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, doubts: bool) -> None:
    """A well-kept world is published as it is; a doubtful one changes without facts, and that is signed for."""
    decisions = tmp_path / "decisions"
    decisions.mkdir()
    monkeypatch.setenv("OVT_DECISIONS", str(decisions))
    if doubts:
        let_held_figures_through(decisions)
    sizes = Sizes(units=60, ritm=80, rgt=60, jobs=50, days=AS_OFS)
    written = write_all(generate(31, sizes, doubts=doubts), tmp_path / "in", seed=31)
    dates = [word for day in AS_OFS for word in ("--as-of", day.isoformat())]
    assert main(["run", *dates, "--sources", str(tmp_path / "in"), "--warehouse", str(tmp_path / "wh")]) == 0
    expected = figures(AS_OFS, [one.delivery for one in written])
    assert differences(expected, read_figures(tmp_path / "wh" / "ovt.duckdb")) == []
