"""Runs of `ovt` whose every trace is kept: each has its own temporary folder, home, current folder, output and errors.

Belongs here: starting, ending and killing such runs, and where to look afterwards. Does not belong here: exports, the
scan, assertions about figures.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from ovt_pipeline.settings import PROJECT

from .canary_scan import Report, Scanner
from .canary_words import Canaries
from .run_ovt import arguments

PROGRAM = (sys.executable, "-c", "import sys; from ovt_pipeline.cli import main; sys.exit(main())")
PLACES = {"TMPDIR": "tmp", "HOME": "home", "XDG_CACHE_HOME": "home/cache", "XDG_CONFIG_HOME": "home/config"}
LONG_AGO = 1_000_000_000  # a time given to folders, which any file made or removed in them changes
PATIENCE = 300  # seconds, far more than a run takes
MOMENT = 0.15  # seconds: a delivery is being read by then, or its rows judged


@dataclass
class Trial:
    """One inbox, one warehouse, and the traces of every run on them."""

    root: Path
    canaries: Canaries = field(default_factory=Canaries)
    runs: list[Path] = field(default_factory=list)

    @property
    def sources(self) -> Path:
        """The inbox."""
        return self.root / "in"

    @property
    def warehouse(self) -> Path:
        """What the runs write."""
        return self.root / "wh"

    @property
    def decisions(self) -> Path:
        """Where signed decisions are, when there are any."""
        return self.root / "decisions"

    def run(self, *days: date, lang: str = "fr") -> int:
        """Run `ovt run` as a program, to its end; return its exit code."""
        return self.start(*days, lang=lang).wait(timeout=PATIENCE)

    def start(self, *days: date, lang: str = "fr") -> "subprocess.Popen[bytes]":
        """Start `ovt run` as a program in a process group of its own."""
        return self.command("run", *arguments(self.sources, self.warehouse, *days), "--lang", lang)

    def command(self, *words: str) -> "subprocess.Popen[bytes]":
        """Start any command of `ovt` where nothing that it leaves behind can be missed."""
        place = self.root / "runs" / str(len(self.runs))
        self.runs.append(place)
        own = {name: place / folder for name, folder in PLACES.items()}
        for folder in _own_folders(place):
            folder.mkdir(parents=True, exist_ok=True)
        for folder in _own_folders(place):
            os.utime(folder, (LONG_AGO, LONG_AGO))
        env = {**os.environ, **{name: str(folder) for name, folder in own.items()}, "PYTHONPATH": str(PROJECT)}
        env |= {"OVT_DECISIONS": str(self.decisions)} if self.decisions.is_dir() else {}
        with (place / "stdout").open("wb") as out, (place / "stderr").open("wb") as err:
            return subprocess.Popen(
                [*PROGRAM, *words], stdout=out, stderr=err, env=env, cwd=place / "current", start_new_session=True
            )

    def kill_when(self, process: "subprocess.Popen[bytes]", is_time: Callable[[], bool]) -> None:
        """Kill a run and its children a moment after `is_time`; fail when it ends by itself before."""
        deadline = time.monotonic() + PATIENCE
        while not is_time():
            assert process.poll() is None, self.said()
            assert time.monotonic() < deadline, self.said()
            time.sleep(0.002)
        time.sleep(MOMENT)
        assert process.poll() is None, "the run must be alive when it is killed"
        os.killpg(process.pid, signal.SIGKILL)
        assert process.wait(timeout=PATIENCE) == -signal.SIGKILL

    def said(self) -> str:
        """Return what the last run wrote on its error output."""
        return (self.runs[-1] / "stderr").read_text(encoding="utf-8")

    def touched(self) -> list[Path]:
        """Return the folders of a run in which a file was ever made, be it gone since: a scan cannot read that one."""
        return [f for place in self.runs for f in _own_folders(place) if f.stat().st_mtime != LONG_AGO]

    def planted(self) -> set[str]:
        """Return the canaries that the scanner finds in the inbox."""
        return Scanner(self.canaries.places).scan(self.sources).canaries

    def leaked(self) -> Report:
        """Scan all that the runs could write."""
        return Scanner(self.canaries.places).scan(self.warehouse, self.root / "runs")


def _own_folders(place: Path) -> list[Path]:
    return [place / folder for folder in ("current", *PLACES.values())]
