"""What a command imports beyond the project, so that its imports can be made alone and measured.

Asked of Python itself (`-X importtime`) each time: a list kept here would not notice what is no longer needed.

Belongs here: finding them. Does not belong here: the imports of the child that parses, which count as work.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from .process import Command, python, run

LINE = re.compile(r"import time: +\d+ \| +\d+ \|( +)(\S+)")
OURS = ("ovt_pipeline", "bench", "__main__", "__mp_main__")
NOT_ALONE = ("encodings", "site", "sitecustomize", "usercustomize")  # the interpreter has them before any program
NAMES = "import sys, importlib; [importlib.import_module(name) for name in open(sys.argv[1]).read().split()]"


def alone(command: Command, folder: Path) -> Command:
    """Return the command that imports what another one does, beyond the project, and does nothing else."""
    said = run(command, fine=range(256), extra={"PYTHONPROFILEIMPORTTIME": "1"}).said
    file = folder / f"imports-{os.getpid()}.txt"
    folder.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(dict.fromkeys(first_imports(said))))
    return python(NAMES, file)


def first_imports(said: str) -> Iterator[str]:
    """Yield, in order, the foreign modules that no foreign module asked for.

    A line of importtime stands below the lines of what its module imports, which are further to the right.
    """
    found: list[str] = []
    askers: list[tuple[int, str]] = []
    for spaces, name in reversed(LINE.findall(said)):
        while askers and askers[-1][0] >= len(spaces):
            askers.pop()
        if not _is_ours(name) and (not askers or _is_ours(askers[-1][1])):
            found.append(name)
        askers.append((len(spaces), name))
    return (name for name in reversed(found) if name.partition(".")[0] not in NOT_ALONE)


def _is_ours(name: str) -> bool:
    return name.partition(".")[0] in OURS
