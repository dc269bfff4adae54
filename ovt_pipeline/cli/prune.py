"""`ovt prune`: says what nothing refers to any more, and removes it with --yes.

Belongs here: what the command shows and its exit code. Does not belong here: choosing and removing (operations/).
"""

import argparse
import json

from ovt_pipeline.language.errors import EXIT_PUBLISHED
from ovt_pipeline.language.speech import Speech
from ovt_pipeline.operations.prune import find_removable, remove
from ovt_pipeline.settings import read_settings
from ovt_pipeline.warehouse.lock import writer

KILO = 1024


def execute(arguments: argparse.Namespace, words: Speech) -> int:
    """Show, and with --yes remove. Raises OVT-P07 without a release, P03 while another run writes, P06."""
    warehouse = read_settings(None, arguments.warehouse, samples=arguments.samples).warehouse
    if arguments.yes and warehouse.public.exists():
        with writer(warehouse):
            pruning = find_removable(warehouse)
            remove(warehouse, pruning.removable)
    else:
        pruning = find_removable(warehouse)
    names = [(str(one.path.relative_to(warehouse.root)), one.size) for one in pruning.removable]
    if arguments.json:
        listed = [{"path": name, "bytes": size} for name, size in names]
        print(json.dumps({"removed": arguments.yes, "removable": listed}, ensure_ascii=False))
        return EXIT_PUBLISHED
    for name, size in names:
        print(words("prune_done" if arguments.yes else "prune_would", what=name, size=-(-size // KILO)))
    print(words("prune_kept", releases=pruning.releases_kept, lots=pruning.lots_kept))
    if not names:
        print(words("prune_none"))
    elif not arguments.yes:
        print(words("prune_how"))
    return EXIT_PUBLISHED
