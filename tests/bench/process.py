"""What a command costs: CPU seconds of its process and of its children, and the most memory that one of them held.

Only the standard library is imported here: what a child is said to hold at its peak is at least what its parent holds
when it starts it.

Belongs here: starting and measuring. Does not belong here: which commands (the modules beside this one).
"""

import os
import statistics
import subprocess
import sys
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

Command = Sequence[str | Path]

PYTHON = (sys.executable, "-W", "ignore")
ROOT = Path(__file__).resolve().parents[2]
KIBI_PER_MEBI = 1024
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith(("OVT_", "DAGSTER_"))},
    "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}",
    "OVT_CSV_QUIET": "0",
    "OVT_LANG": "en",
}


class CommandFailedError(Exception):
    """A command of the bench ended in another way than it should: what follows would measure nothing."""


@dataclass(frozen=True)
class Cost:
    """`cpu` in seconds, user and system, children included; `peak` in MiB, of the process that held most."""

    cpu: float
    peak: float
    said: str = ""


def run(command: Command, *, fine: Container[int] = (0,), extra: Mapping[str, str] | None = None) -> Cost:
    """Run a command to its end. Raises CommandFailedError when its exit code is not one of those that are `fine`."""
    words = [str(word) for word in command]
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env={**ENVIRONMENT, **(extra or {})}
    ) as process:
        said = process.stdout.read() if process.stdout else ""
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in fine:
        raise CommandFailedError(f"{' '.join(words)}\nexit {process.returncode}\n{said[-2000:]}")
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / KIBI_PER_MEBI, said)


def python(code_or_module: str, *words: str | Path) -> list[str | Path]:
    """Return the command that runs a module of the bench (`bench.…`) or, with a space in it, a line of Python."""
    return [*PYTHON, "-c" if " " in code_or_module else "-m", code_or_module, *words]


def median(costs: Sequence[Cost]) -> Cost:
    """Return the median of the seconds, the greatest peak, and what was said last."""
    return Cost(statistics.median(one.cpu for one in costs), max(one.peak for one in costs), costs[-1].said)


def alternated(commands: Mapping[str, Command], rounds: int) -> dict[str, Cost]:
    """Run the commands in turn, so many rounds; return the median of each. What else the machine does meets all."""
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            costs[name].append(run(command))
    return {name: median(some) for name, some in costs.items()}
