"""`ovt template EXPORT OUT.xlsx`: an empty workbook to fill in.

Belongs here: the command. Does not belong here: what is in the workbook (contracts/template.py), writing it whole or
not at all (new_file.py).
"""

import argparse
import io

from ovt_pipeline.cli.new_file import refuse_target, write_new
from ovt_pipeline.contracts.loader import load_contracts
from ovt_pipeline.contracts.template import template_of
from ovt_pipeline.language.errors import EXIT_PUBLISHED, OvtError
from ovt_pipeline.language.speech import Speech
from ovt_pipeline.plan.regions import WHOLE, load_regions


def execute(arguments: argparse.Namespace, words: Speech) -> int:
    """Write the workbook. Raises OVT-U07 (no such export), U01 (not .xlsx), U09 (already there), U05 (unwritable)."""
    contracts, path = load_contracts(), arguments.file
    if arguments.export not in contracts:
        raise OvtError("OVT-U07", name="EXPORT", allowed=", ".join(contracts), found=arguments.export)
    refuse_target(path)
    regions = [f"{r['name_fr']} ({r['code']})" for r in load_regions() if r["code"] != WHOLE]
    content = io.BytesIO()
    template_of(contracts[arguments.export], regions).save(content)
    write_new(path, content.getvalue())
    print(words("template_written", export=arguments.export, file=path))
    return EXIT_PUBLISHED
