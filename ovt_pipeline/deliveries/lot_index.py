"""What one night leaves to the next of the lots: what each verdict said, and in which state the files were whole.

`lots/.index.json` is made from the lots alone: removed, altered or of another program, it is as if it had never been
there, and every lot is read again. What it says of a lot holds as long as no file of it changed its size, its times or
its place on the disk: a lot that lost a file, or was written to, is read and hashed again.

Belongs here: that file, and when what it says still holds. Does not belong here: what a verdict is (lots.py,
lot_format.py), when a file is hashed whatever this says (lots.py: before its rows are used; `ovt verify`: always).
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from ovt_pipeline.deliveries.lot_format import FORMAT, Plain
from ovt_pipeline.deliveries.remembered import State, state_of
from ovt_pipeline.warehouse.files import write_whole

INDEX = ".index.json"


@dataclass
class Entry:
    """A lot as it was last read. `whole` names the states in which each of its files was as written, '' for none."""

    state: State  # of delivery.json
    said: Plain  # by delivery.json, without its rules
    whole: str = ""


class LotIndex:
    """The index of one folder of lots; by the name of a lot, `<export>/<folder>`. `form` names what entries hold."""

    def __init__(self, root: Path, form: Iterable[str] = ()) -> None:
        self._file, self._form = root / INDEX, [FORMAT, *form]
        self._before: dict[str, Entry] | None = None
        self._now: dict[str, Entry] = {}
        self._is_new = False

    def said(self, name: str, state: State) -> Plain | None:
        """Return what a verdict said, without its rules; None when it has to be read."""
        entry = self._now.get(name) or self._read().get(name)
        if entry is None or not state or entry.state != state:
            return None
        self._now[name] = entry
        return entry.said

    def note(self, name: str, state: State, plain: Plain) -> None:
        """Note what a verdict says, read in a state; of its files nothing is known any more."""
        if state:
            said = {key: value for key, value in plain.items() if key != "quality"}
            self._now[name], self._is_new = Entry(state, said), True

    def is_whole(self, name: str, files: str) -> bool:
        """Say whether the files of a lot were as written in the states that `files` names."""
        return name in self._now and bool(files) and self._now[name].whole == files

    def note_whole(self, name: str, files: str) -> None:
        """Note that the files of a lot are as written in these states."""
        if name in self._now and self._now[name].whole != files:
            self._now[name].whole, self._is_new = files, True

    def write(self) -> None:
        """Write what is known of the lots that were asked for, when it is not what the file says."""
        if self._is_new or self._now.keys() != self._read().keys():
            text = json.dumps([self._form, {name: asdict(one) for name, one in self._now.items()}])
            write_whole(self._file, f"{_digest(text)}\n{text}")
            self._before, self._is_new = dict(self._now), False

    def _read(self) -> dict[str, Entry]:
        """Return the entries of the file, none when it is not what was written for this form."""
        if self._before is None:
            self._before = {}
            try:
                digest, _, text = self._file.read_text(encoding="utf-8").partition("\n")
                form, entries = json.loads(text) if digest == _digest(text) else ([], {})
            except (OSError, ValueError):
                return self._before
            if form == self._form:
                self._before = {name: Entry(tuple(e["state"]), e["said"], e["whole"]) for name, e in entries.items()}
        return self._before


def states_of(folder: Path, files: Mapping[str, str]) -> str:
    """Return a name of the states of files of a folder, given with their digests; '' when one is not there."""
    states = [state_of(f"{folder}/{name}") for name in files]
    return _digest(repr((states, *files.values()))) if all(states) else ""


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
