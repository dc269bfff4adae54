"""A new decision to fill in: the commented text of a kind, with an id that no file has yet.

Belongs here: that text with its id and day. Does not belong here: the texts (blank/), what a kind may say, writing.
"""

import re
from datetime import date
from importlib.resources import files
from pathlib import Path

from ovt_pipeline.decisions.guarded_file import files_in, read_guarded
from ovt_pipeline.language.errors import OvtError

PREFIXES = {"waiver": "WV", "withdrawal": "WD", "note": "NT", "publication": "PB"}


def blank(kind: str, folder: Path, day: date) -> tuple[str, str]:
    """Return the id and the text of a new decision; `day` is today, `folder` holds the ids that are taken."""
    start = f"{PREFIXES[kind]}-{day.year}-"
    taken = {int(number) for text in _texts(folder) for number in re.findall(rf"{start}([0-9]{{2,4}})\b", text)}
    name = f"{start}{max(taken, default=0) + 1:02d}"
    text = files(__package__).joinpath(f"blank/{kind}.yaml").read_text(encoding="utf-8")
    return name, text.replace("{id}", name).replace("{today}", day.isoformat())


def blank_official(release_id: str, folder: Path, day: date) -> tuple[str, str]:
    """Return the id and the text of a new publication of a release; who signs it and why are still to fill in."""
    name, text = blank("publication", folder, day)
    return name, re.sub(r"^as_of: .*\n# release: \S+ \S+", f"release: {release_id}", text, flags=re.MULTILINE)


def _texts(folder: Path) -> list[str]:
    """Return what the files of a folder say; one that cannot be read takes no id."""
    found = []
    for path in files_in(folder):
        try:
            found.append(read_guarded(path).decode("utf-8", errors="replace"))
        except OvtError:
            continue
    return found
