"""The name that a file should bear, to show: with the date that stands in it in another form, or with none.

Belongs here: a hint; a person renames the file. Does not belong here: which date a delivery has (find.py).
"""

import datetime as dt
import re
from pathlib import PurePath

_YEAR, _TWO, _BETWEEN = r"((?:19|20)\d\d)", r"(\d\d)", r"[-_. ]?"
_WRITTEN = re.compile(
    rf"(?<!\d)(?:{_YEAR}{_BETWEEN}{_TWO}{_BETWEEN}{_TWO}|{_TWO}{_BETWEEN}{_TWO}{_BETWEEN}{_YEAR})(?!\d)"
)


def name_with_date(file_name: str) -> str:
    """Return the name to give: the one date that stands in it is written as it must, else its form stands for it.

    Never today's date: the extraction date is the day that the file describes, which its owner alone knows.
    """
    path = PurePath(file_name)
    written = list(_WRITTEN.finditer(path.stem))
    day = _only_day(written[0]) if len(written) == 1 else None
    if day is None:
        named = _WRITTEN.sub("", path.stem).strip(" _-.")
        return f"{named}_AAAA-MM-JJ{path.suffix}" if named else f"AAAA-MM-JJ{path.suffix}"
    before, after = path.stem[: written[0].start()].rstrip(" _-."), path.stem[written[0].end() :]
    return f"{before}_{day}{after}{path.suffix}".removeprefix("_")


def _only_day(match: re.Match[str]) -> dt.date | None:
    """Return the day that the digits mean, None when they mean none, or one as day-month and another as month-day."""
    first, second, third, *reversed_parts = match.groups()
    day, month, year = reversed_parts
    ways = [(first, second, third)] if first else [(year, month, day), (year, day, month)]
    found = set()
    for way in ways:
        try:
            found.add(dt.date(*map(int, way)))
        except ValueError:
            continue
    return found.pop() if len(found) == 1 else None
