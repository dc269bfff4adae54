"""Loads the signed waivers: every YAML file of their folder, refused with each mistake when it is not understood.

Belongs here: turning files into waivers. Does not belong here: what a waiver may hold (model.py), what it lets through.
"""

from importlib.resources.abc import Traversable
from pathlib import Path

from ovt_pipeline.decisions.model import Waiver
from ovt_pipeline.yaml_data import (
    DataFile,
    load_data_file,
    load_each,
    read_as,
    refuse_shared_ids,
    strangers,
    unreadable,
)


def load_waivers(folder: Path) -> tuple[Waiver, ...]:
    """Return the waivers of `folder` in the order of their ids, none without the folder.

    Raises: OVT-C01 with files and lines for what is not a waiver, an id used twice, an end before the signature, an
    export without a contract.
    """
    try:
        sources = sorted(p for p in folder.iterdir() if p.suffix.lower() in {".yaml", ".yml"})
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except OSError as error:
        raise unreadable(folder, error) from None
    read = load_each(sources, _load)
    refuse_shared_ids((file, ("id",), waiver.id) for file, waiver in read)
    return tuple(sorted((waiver for _, waiver in read), key=lambda w: w.id))


def _load(source: Traversable) -> tuple[DataFile, Waiver]:
    file = load_data_file(source)
    return file, read_as(Waiver, file, also=strangers(Waiver, file.data))
