"""The administrative regions, as the list beside this module gives them.

Belongs here: reading it. Does not belong here: which places of an indicator may be told (public.py), municipalities.
"""

import csv
from functools import cache
from importlib.resources import files

WHOLE = "00"


@cache
def load_regions() -> tuple[dict[str, str], ...]:
    """Return the regions '00' (the whole) to '17': code, name_fr, name_en."""
    text = files(__package__).joinpath("regions.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def region_codes() -> tuple[str, ...]:
    """Return the codes '01' to '17'."""
    return tuple(one["code"] for one in load_regions() if one["code"] != WHOLE)
