"""The first deliveries of a small source, one row then two: each night publishes; one without a file stays light."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from drafts.formats import write

from . import small
from .run_ovt import arguments, figures, run

FIRST, SECOND, QUIET = date(2024, 3, 31), date(2024, 4, 30), date(2024, 5, 1)
HEAVY = ("great_expectations", "scipy")


@pytest.mark.slow
def test_one_row_then_two_are_published_and_keep_their_suites(tmp_path: Path) -> None:
    """At least one row, and at least 70 % of one row, are the same expectation; both have their own place."""
    sources, warehouse = small.write_exports(tmp_path / "in"), tmp_path / "wh"
    write(small.draft("rh_regionalisation", {"mouvements": small.JOBS[:1]}, FIRST), sources / "rh_regionalisation")
    assert run(sources, warehouse, FIRST) == 0
    jobs: list[small.Row] = [*small.JOBS[:1], ["E-9", 1, "Régionalisation", "Rimouski", date(2023, 5, 1), None]]
    write(small.draft("rh_regionalisation", {"mouvements": jobs}, SECOND), sources / "rh_regionalisation")
    assert run(sources, warehouse, SECOND) == 0
    assert figures(warehouse, FIRST)["jobs_regionalised"]["00"] == (1, None)
    assert figures(warehouse, SECOND)["jobs_regionalised"]["00"] == (2, None)
    (lot,) = (warehouse / "lots" / "rh_regionalisation").glob(f"{SECOND}_*")
    written = json.loads((lot / "mouvements" / "suite.json").read_text(encoding="utf-8"))
    asked = [one["meta"]["rule_id"] for one in written["expectations"]]
    assert {f"RH-F{n}" for n in ("06", "08", "11", "12", "13", "50", "51")} <= set(asked)
    assert len(asked) == len(set(asked))
    result = json.loads((lot / "mouvements" / "result.json").read_text(encoding="utf-8"))
    assert (result["success"], len(result["results"])) == (True, len(asked))

    words = ["run", *arguments(sources, warehouse, QUIET)]
    command = f"import sys; from ovt_pipeline.cli import main; code = main({words!r})"
    seen = f"; print(code, sorted(set({HEAVY!r}) & set(sys.modules)), file=sys.stderr)"
    night = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", command + seen], capture_output=True, text=True, check=True
    )
    assert night.stderr.splitlines()[-1] == "0 []"
    assert figures(warehouse, QUIET)["jobs_regionalised"]["00"] == (2, None)
