"""Loads the decisions: every YAML file of their folder, refused with each mistake when it is not understood.

Belongs here: turning files into decisions. Does not belong here: what a decision may hold (its module), opening files
(guarded_file.py), signatures (signatures.py), what it lets through.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ovt_pipeline.decisions.guarded_file import files_in, read_guarded, shown
from ovt_pipeline.decisions.known import Decision, Decisions
from ovt_pipeline.decisions.model import Waiver
from ovt_pipeline.decisions.note import Note
from ovt_pipeline.decisions.publication import Publication
from ovt_pipeline.decisions.signatures import Verifier, verifier
from ovt_pipeline.decisions.withdrawal import Withdrawal
from ovt_pipeline.language.faults import among
from ovt_pipeline.yaml_data import DataFile, data_file, load_each, read_as, refuse_bombs, refuse_shared_ids, strangers

TYPES: dict[str, type[Decision]] = {
    "waiver": Waiver,
    "withdrawal": Withdrawal,
    "note": Note,
    "publication": Publication,
}
LEVELS = 6  # a decision has four


@dataclass(frozen=True)
class Folders:
    """Where decisions lie; `older` is the folder of the waivers of the version before, still read."""

    decisions: Path
    older: Path | None = None


def load_decisions(folders: Folders, day: date, *, were_signed: bool = False) -> Decisions:
    """Return the decisions at hand on `day`, in the order of their ids, none without the folders.

    `were_signed` says whether the last release required signatures.

    Raises: OVT-C01 with files and lines for what is not a decision, an id used twice, an end before the signature, an
    export without a contract; OVT-D01 to D04 for signatures.
    """
    check = verifier(folders.decisions, was_required=were_signed)
    read = load_each(_files(folders), lambda path: _load(path, check, folders))
    refuse_shared_ids((file, ("id",), one.id) for file, one, _ in read)
    every = tuple(sorted((one for _, one, _ in read), key=lambda one: one.id))
    return Decisions(every, day, check is not None, {one.id: by for _, one, by in read if by})


def load_waivers(folder: Path) -> tuple[Waiver, ...]:
    """Return the waivers of a folder."""
    return load_decisions(Folders(folder), date.max).waivers


def _files(folders: Folders) -> Iterator[Path]:
    yield from files_in(folders.decisions)
    if folders.older and folders.older != folders.decisions:
        yield from files_in(folders.older)


def _load(path: Path, check: Verifier | None, folders: Folders) -> tuple[DataFile, Decision, str]:
    raw, name = read_guarded(path), shown(path)
    name = name if path.parent == folders.decisions else f"{path.parent.name}/{name}"  # two files of one name
    refuse_bombs(name, raw, LEVELS)
    file = data_file(name, raw)
    decision = _decision(file)
    return file, decision, check.signer_of(path, raw, decision.signed_on) if check else ""


def _decision(file: DataFile) -> Decision:
    kind = file.data.get("type", "waiver") if isinstance(file.data, dict) else "waiver"
    if not isinstance(kind, str) or kind not in TYPES:
        raise file.refusal([among(TYPES, kind, "type")])
    return read_as(TYPES[kind], file, also=strangers(TYPES[kind], file.data))
