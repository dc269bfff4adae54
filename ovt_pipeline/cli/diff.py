"""`ovt diff A B [INDICATOR]`: the entities that made figures change between two dates, or between two releases.

Belongs here: what the command shows and its exit code. Does not belong here: comparing (release/difference.py).
"""

import argparse
import json
import re
from collections.abc import Iterator
from dataclasses import asdict
from itertools import groupby

from ovt_pipeline.answers.current import current_path, find_release, published_dates
from ovt_pipeline.answers.difference import Changed, Difference, Side, differences
from ovt_pipeline.cli.dates import day_of
from ovt_pipeline.cli.show_explain import place
from ovt_pipeline.language.catalogue import sentence
from ovt_pipeline.language.errors import EXIT_PUBLISHED, OvtError
from ovt_pipeline.language.speech import Speech, displayed
from ovt_pipeline.settings import read_settings
from ovt_pipeline.warehouse.place import Warehouse

LISTED = 20  # entities of a kind; --json has them all


def execute(arguments: argparse.Namespace, words: Speech) -> int:
    """Show the differences. Raises OVT-P07, U02, U15, U16 for a release, date, indicator or region unknown."""
    warehouse = read_settings(None, arguments.warehouse, samples=arguments.samples).warehouse
    was, now = _sides(warehouse, arguments.sides, arguments.as_of)
    found = differences(was, now, arguments.indicator, arguments.region)
    if arguments.json:
        plain = [{**asdict(one), "numerator": one.numerator, "denominator": one.denominator} for one in found]
        print(json.dumps(plain, ensure_ascii=False, default=str))
    else:
        print("\n".join(line for one in found for line in _lines(one, arguments.region, words)))
    return EXIT_PUBLISHED


def _sides(warehouse: Warehouse, asked: tuple[str, str], as_of: str | None) -> tuple[Side, Side]:
    """Return two dates of the current release, or one date (the latest in common) of two releases."""
    first, second = asked
    if all(re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) for text in (first, second)):
        if as_of:
            raise OvtError("OVT-U01", found=f"--as-of {as_of}")
        path = current_path(warehouse)
        return Side(path, day_of(first)), Side(path, day_of(second))
    was, now = find_release(warehouse, first), find_release(warehouse, second)
    shared = sorted(set(published_dates(was)) & set(published_dates(now)))
    day = day_of(as_of) if as_of else (shared[-1] if shared else None)
    if day is None or day not in shared:
        raise OvtError("OVT-U16", expected=", ".join(map(str, shared[-3:])) or "—", found=as_of or f"{first}, {second}")
    return Side(was, day), Side(now, day)


def _lines(found: Difference, region: str, words: Speech) -> Iterator[str]:
    name = words.either(found.name_fr, found.name_en)
    yield words("diff_head", name=name, indicator=found.indicator_id, region=region)
    if found.now.is_synthetic or found.was.is_synthetic:
        yield "  " + words("synthetic")
    change = None if found.was.value is None or found.now.value is None else found.now.value - found.was.value
    shown: dict[str, object] = {"was": displayed(found.was.display_value), "now": displayed(found.now.display_value)}
    shown |= {
        f"{side}_counts": words.counts(n.numerator, n.denominator)
        for side, n in (("was", found.was), ("now", found.now))
    }
    yield words("diff_change", **shown, change=words.change(change, found.now.unit))
    key = "diff_sum_count" if found.now.denominator is None else "diff_sum"
    yield words(key, numerator=found.numerator, denominator=found.denominator)
    for kind, same in groupby(found.entities, key=lambda e: e.kind):
        yield from _kind(kind, list(same), words)
    if not found.entities:
        yield words("diff_none")
    yield ""


def _kind(kind: str, same: list[Changed], words: Speech) -> Iterator[str]:
    yield words("diff_kind", count=words.count(len(same)), sentence=sentence("changes", kind, words.lang))
    for e in same[:LISTED]:
        was, now = _class(e.was_reason, e.was_doubt, words), _class(e.now_reason, e.now_doubt, words)
        at = place(e.delivery_id, e.sheet, e.row_number, words)
        yield words("diff_entity", entity=e.entity_id, was=was, now=now, place=at)
    if len(same) > LISTED:
        yield "  " + words("more", count=len(same) - LISTED).strip()


def _class(reason: str | None, doubt: str | None, words: Speech) -> str:
    return (reason or words("diff_absent")) + (f" ({doubt})" if doubt else "")
