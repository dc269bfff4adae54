"""`ovt template EXPORT OUT.xlsx`: an empty workbook to fill in.

Belongs here: the command, and writing the file whole or not at all. Does not belong here: what is in the workbook
(contracts/template.py).
"""

import argparse
import io
from pathlib import Path

from ovt_pipeline.cli.words import Words
from ovt_pipeline.contracts.loader import load_contracts
from ovt_pipeline.contracts.template import template_of
from ovt_pipeline.errors import EXIT_PUBLISHED, OvtError, Where
from ovt_pipeline.plan.loader import load_regions

WHOLE = "00"


def execute(arguments: argparse.Namespace, words: Words) -> int:
    """Write the workbook. Raises OVT-U07 (no such export), U01 (not .xlsx), U09 (already there), U05 (unwritable)."""
    contracts, path = load_contracts(), arguments.file
    if arguments.export not in contracts:
        raise OvtError("OVT-U07", name="EXPORT", allowed=", ".join(contracts), found=arguments.export)
    if path.suffix.lower() != ".xlsx":
        raise OvtError("OVT-U01", found=path.name)
    regions = [f"{r['name_fr']} ({r['code']})" for r in load_regions() if r["code"] != WHOLE]
    content = io.BytesIO()
    template_of(contracts[arguments.export], regions).save(content)
    _write(path, content.getvalue())
    print(words("template_written", export=arguments.export, file=path))
    return EXIT_PUBLISHED


def _write(path: Path, content: bytes) -> None:
    try:
        with path.open("xb") as file:  # never over a file that is there
            file.write(content)
    except FileExistsError:
        raise OvtError("OVT-U09", Where(file=path.parent.name), found=path.name) from None
    except OSError as error:
        purpose = {"purpose_fr": "écrire le classeur", "purpose_en": "write the workbook"}
        raise OvtError("OVT-U05", Where(file=path.name), found=error.strerror, option="OUT.xlsx", **purpose) from None
