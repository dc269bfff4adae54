"""The decisions at hand on a day: one object, read once, that every room is given.

Belongs here: which decisions there are, and which are in force. Does not belong here: reading files (loader.py), what a
kind of decision may say (its module), what follows from one.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, TypeVar

from ovt_pipeline.decisions.model import Waiver
from ovt_pipeline.decisions.note import Note
from ovt_pipeline.decisions.publication import Publication
from ovt_pipeline.decisions.signed import Signed
from ovt_pipeline.decisions.withdrawal import Withdrawal
from ovt_pipeline.language.errors import OvtError, Where

Decision = Waiver | Withdrawal | Note | Publication
One = TypeVar("One", bound=Signed)


class KnownEnd(NamedTuple):
    """The end of an entity that a note makes a fact: `key` are the folded texts of the first columns of its key."""

    export: str
    table: str
    key: tuple[str, ...]
    kind: str  # the word of the export
    motif: str | None
    successor: str | None  # folded
    day: date
    decision_id: str


@dataclass(frozen=True)
class Decisions:
    """Every decision at hand, and the day.

    `must_be_signed` says whether each carries a signature that verifies; `signers` are by id whose key made it.
    """

    every: tuple[Decision, ...] = ()
    day: date = date.max
    must_be_signed: bool = False
    signers: Mapping[str, str] = field(default_factory=dict)

    @property
    def waivers(self) -> tuple[Waiver, ...]:
        """The waivers, whether or not they are in force: whoever asks for one says of which day."""
        return tuple(one for one in self.every if isinstance(one, Waiver))

    @property
    def withdrawals(self) -> tuple[Withdrawal, ...]:
        """The withdrawals in force."""
        return tuple(self._in_force(Withdrawal))

    @property
    def notes(self) -> tuple[Note, ...]:
        """The notes in force."""
        return tuple(self._in_force(Note))

    @property
    def publications(self) -> tuple[Publication, ...]:
        """The publications in force."""
        return tuple(self._in_force(Publication))

    def held_let_through(self, indicator_id: str, as_of: date) -> Waiver | None:
        """Return the waiver in force that lets the held figure of an indicator at a date through, None without one."""
        found = (w for w in self.waivers if w.is_in_force(self.day) and w.lets_figure(indicator_id, as_of))
        return next(found, None)

    def ends(self, fold: Callable[[str], str]) -> tuple[KnownEnd, ...]:
        """Return the ends that notes in force make facts, their keys folded by `fold` (reading/folding.py).

        Raises: OVT-D05 when two notes give one entity two different ends.
        """
        known: dict[tuple[object, ...], KnownEnd] = {}
        for end in _ends(self.notes, fold):
            first = known.setdefault(end[:3], end)
            if first[3:7] != end[3:7]:
                raise OvtError("OVT-D05", Where(file=end.decision_id), first=first.decision_id)
        return tuple(known.values())

    def _in_force(self, kind: type[One]) -> Iterator[One]:
        return (one for one in self.every if isinstance(one, kind) and one.is_in_force(self.day))


NONE = Decisions()


def _ends(notes: tuple[Note, ...], fold: Callable[[str], str]) -> Iterator[KnownEnd]:
    for note in notes:
        if note.entity and note.end:
            entity, end = note.entity, note.end
            key = tuple(map(fold, entity.key))
            successor = fold(end.successor) if end.successor else None
            yield KnownEnd(entity.export, entity.table, key, end.kind, end.motif, successor, end.date, note.id)
