"""Fifty runs killed at random points while a reader keeps looking: it always sees the old release or the new, whole.

Belongs here: that one experiment. Does not belong here: other interruptions (test_interrupted.py).
"""

import os
import random
import signal
import subprocess
import sys
import threading
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest

from . import small
from .run_ovt import leftovers, rows, run

KILLS = 50
LONGEST = {"run": 9.0, "backfill": 3.0}  # seconds that a whole one takes here; later points find it finished
PROGRAM = [sys.executable, "-c", "import sys; from ovt_pipeline.cli import main; sys.exit(main())"]
WHOLE = (
    "SELECT count(*) = 3 * 18 * count(DISTINCT as_of) AND (SELECT count(*) FROM evidence) = 12 * count(DISTINCT as_of),"
    " count(DISTINCT as_of)"
    " FROM indicator_results"
)


class Reader(threading.Thread):
    """Looks at the public path without a pause, and keeps what it saw."""

    def __init__(self, warehouse: Path) -> None:
        super().__init__(daemon=True)
        self.warehouse, self.stop = warehouse, threading.Event()
        self.seen: list[tuple[bool, int]] = []
        self.failures: list[str] = []

    def run(self) -> None:
        """Look until told to stop."""
        while not self.stop.wait(0.02):
            try:
                with duckdb.connect(str(self.warehouse / "ovt.duckdb"), read_only=True) as con:
                    self.seen.extend(con.execute(WHOLE).fetchall())
            except duckdb.Error as error:
                self.failures.append(type(error).__name__)


def kill_one(rng: random.Random, sources: Path, warehouse: Path, day: date) -> str:
    """Start a run or a backfill for a day, kill it and all its children at a random point, say which it was."""
    kind = rng.choice(["run", "backfill"])
    days = ["--as-of", str(day), "--sources", str(sources)] if kind == "run" else ["--from", str(day), "--to", str(day)]
    process = subprocess.Popen(
        [*PROGRAM, kind, *days, "--warehouse", str(warehouse)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(rng.uniform(0.2, LONGEST[kind]))
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return f"{kind} killed"
    return f"{kind} ended with {process.returncode}"


@pytest.mark.slow
def test_fifty_kills_and_a_reader(tmp_path: Path) -> None:
    sources, warehouse = small.write_exports(tmp_path / "in"), tmp_path / "wh"
    assert run(sources, warehouse) == 0
    rng, reader = random.Random("fifty"), Reader(warehouse)
    assert rows(warehouse, WHOLE) == [(True, 1)], "5 units, 4 links and 3 jobs a date"
    reader.start()
    ended = []
    for n in range(1, KILLS + 1):
        assert reader.is_alive()
        ended.append(kill_one(rng, sources, warehouse, small.DAY + timedelta(days=n)))
    reader.stop.set()
    reader.join()
    killed = [one for one in ended if one.endswith("killed")]
    assert len(killed) >= KILLS // 2, ended
    assert {one for one in ended if one not in killed} <= {"run ended with 0", "backfill ended with 0"}
    assert reader.failures == []
    assert len(reader.seen) > 10 * KILLS
    assert all(whole for whole, _ in reader.seen)
    dates = [many for _, many in reader.seen]
    assert dates == sorted(dates), "a reader never goes back to an older release"
    assert run(sources, warehouse, small.DAY + timedelta(days=KILLS + 1)) == 0
    assert leftovers(warehouse) == []
