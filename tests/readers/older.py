"""Other versions of DuckDB, each in a folder of its own, and a question asked of a file with one of them.

Their wheels are pinned with their hashes in duckdb-*.txt beside this module, apart from requirements.lock: nothing but
the proof that releases stay readable needs them.

Belongs here: getting them, asking. Does not belong here: what is asked (test_readers.py, tests/bench).
"""

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
KEPT = Path(__file__).resolve().parents[2] / ".bench" / "readers"
LOCKED = "2.0"  # the version of requirements.lock: in this environment already
VERSIONS = ("1.2", "1.4", "1.5", LOCKED)
ASK = HERE / "ask.py"


class NotAvailableError(Exception):
    """A version cannot be had here: no wheel for this Python or machine, or no package index."""


@cache
def folder_of(version: str) -> Path | None:
    """Return where a version is, None for the locked one; install it once. Raises NotAvailableError, saying why."""
    if version == LOCKED:
        return None
    target = KEPT / f"{version}-{sys.implementation.cache_tag}"
    if not (target / "duckdb").is_dir():
        _install(version, target)
    return target


def command(version: str, file: Path, *questions: str) -> tuple[list[str], dict[str, str]]:
    """Return the command that asks a file with a version, and what it needs in its environment.

    It prints the version, then a line for each question: how many rows, and the digest of them all.
    """
    folder = folder_of(version)
    path = {"PYTHONPATH": str(folder)} if folder else {}
    return [sys.executable, "-W", "ignore", str(ASK), str(file), *questions], path


def answers(version: str, file: Path, *questions: str) -> list[str]:
    """Return what `command` prints."""
    words, extra = command(version, file, *questions)
    done = subprocess.run(words, env={**os.environ, **extra}, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def _install(version: str, target: Path) -> None:
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
    only = ["--require-hashes", "--only-binary", ":all:", "--target", str(target)]
    done = subprocess.run(
        [*pip, *only, "-r", str(HERE / f"duckdb-{version}.txt")], capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["pip"]
        raise NotAvailableError(f"DuckDB {version}: {said[-1][:200]}")
