"""`ovt backfill`: the figures of many dates, computed in one pass from the lots at hand and published together.

Belongs here: what the command shows and its exit code. Does not belong here: the work (operations/).
"""

import argparse
import json
import sys

from ovt_pipeline.answers.current import read_current
from ovt_pipeline.cli.dates import day_of
from ovt_pipeline.cli.listen import listen
from ovt_pipeline.cli.show import as_json, figures_table
from ovt_pipeline.deliveries.lots import LotStore
from ovt_pipeline.language.errors import EXIT_PARTIAL, EXIT_PUBLISHED, OvtError
from ovt_pipeline.language.speech import Speech
from ovt_pipeline.operations.backfill import backfill, days_between, report
from ovt_pipeline.operations.pending import missing_figures, require_delivery
from ovt_pipeline.settings import Settings, read_settings, shown

SHOWN = 12  # dates; of more, the last one stands for all


def execute(arguments: argparse.Namespace, words: Speech) -> int:
    """Compute and publish. Returns 0, or 4 when a date has no figure or a page is missing. Raises OVT-U02, U03, U14."""
    first, last = (day_of(text) for text in (arguments.first, arguments.last))
    days = days_between(first, last, month_ends=arguments.step == "month-end")
    if not days:
        raise OvtError("OVT-U14", first=first, last=last, step=arguments.step)
    settings = read_settings(None, arguments.warehouse, samples=arguments.samples)
    if not LotStore(settings.warehouse.lots).deliveries():
        require_delivery(settings)
    listen(words)
    published = backfill(settings, days)
    is_reported = _report(settings, words)
    current = read_current(settings.warehouse)
    if arguments.json:
        print(json.dumps(as_json(current, days), ensure_ascii=False, default=str))
        return EXIT_PUBLISHED if is_reported else EXIT_PARTIAL
    print("\n" + "\n".join(figures_table(current, words, days if len(days) <= SHOWN else days[-1:])))
    print("\n" + words("backfilled", count=len(days), first=days[0], last=days[-1]))
    print(words("result_at", path=shown(settings.warehouse.public), release=published.release_id))
    missing = missing_figures(current, days)
    for line in missing[:SHOWN]:
        print(words("not_dated", **line), file=sys.stderr)
    return EXIT_PARTIAL if missing or not is_reported else EXIT_PUBLISHED


def _report(settings: Settings, words: Speech) -> bool:
    """Write the quality pages; when they cannot be, say why: what was published stays."""
    try:
        report(settings)
    except OvtError as error:
        print(error.line(words.lang), file=sys.stderr)
        return False
    return True
