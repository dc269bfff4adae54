"""`ovt prune`: says what may go beyond what goes by itself, and removes it with --yes.

Belongs here: what the command shows and its exit code. Does not belong here: choosing and removing (operations/).
"""

import argparse
import json

from ovt_pipeline.language.errors import EXIT_PUBLISHED
from ovt_pipeline.language.speech import Speech
from ovt_pipeline.operations.prune import find_removable, remove
from ovt_pipeline.operations.situation import Situation
from ovt_pipeline.settings import read_settings
from ovt_pipeline.warehouse.lock import writer

KILO = 1024


def execute(arguments: argparse.Namespace, words: Speech) -> int:
    """Show, and with --yes remove. Raises OVT-P07 without a release, P03 while another run writes, P06."""
    situation = Situation(read_settings(None, arguments.warehouse, samples=arguments.samples))
    place, days = situation.warehouse, arguments.keep_days
    if arguments.yes and place.public.exists():
        with writer(place):
            pruning = find_removable(situation, days)
            remove(situation, pruning)
    else:
        pruning = find_removable(situation, days)
    names = [(kind, str(one.path.relative_to(place.root)), one) for kind, one in pruning.removable]
    if arguments.json:
        listed = [{"kind": kind, "path": name, "day": str(one.day), "bytes": one.size} for kind, name, one in names]
        print(json.dumps({"removed": arguments.yes, "removable": listed}, ensure_ascii=False))
        return EXIT_PUBLISHED
    for _, name, one in names:
        print(words("prune_done" if arguments.yes else "prune_would", what=name, size=-(-one.size // KILO)))
    print(words("prune_kept", releases=pruning.releases_kept, lots=pruning.lots_kept))
    if not names:
        print(words("prune_none"))
    elif not arguments.yes:
        print(words("prune_how"))
    return EXIT_PUBLISHED
