"""`ovt samples`: writes synthetic exports.

Belongs here: the command. Does not belong here: the generator (samples/).
"""

import argparse
from pathlib import Path

from ovt_pipeline.contracts.loader import load_contracts
from ovt_pipeline.language.errors import EXIT_PUBLISHED, OvtError, Where
from ovt_pipeline.language.speech import Speech
from ovt_pipeline.samples import DEFAULT_SEED, DEFAULT_SIZE, write_samples


def execute(arguments: argparse.Namespace, words: Speech) -> int:
    """Write the samples. Raises OVT-U01 for a size that is too small, OVT-U05 when the folder cannot be written."""
    seed = DEFAULT_SEED if arguments.seed is None else arguments.seed
    size = DEFAULT_SIZE if arguments.size is None else arguments.size
    _refuse_overwriting(arguments.folder)
    try:
        written = write_samples(arguments.folder, seed=seed, size=size)
    except ValueError:
        raise OvtError("OVT-U01", found=f"--size {size}") from None
    except OSError as error:
        where = Where(file=arguments.folder.name)
        raise OvtError("OVT-U05", where, reason="samples", found=error.strerror, option="DIR") from None
    print(words("written", count=len(written), folder=arguments.folder))
    return EXIT_PUBLISHED


def _refuse_overwriting(folder: Path) -> None:
    """Raise OVT-U09 when an export's folder there already holds a file: it may be a real delivery."""
    there = [path for export in load_contracts() for path in sorted((folder / export).glob("*"))]
    if there:
        raise OvtError("OVT-U09", Where(file=folder.name), found=str(there[0].relative_to(folder)))
