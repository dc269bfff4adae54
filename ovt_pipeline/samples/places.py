"""The short hand-typed list of municipalities and the 17 regions that it covers.

Belongs here: reading municipalities.csv and asking it questions.
Does not belong here: how a place is spelled in a delivery (pen.py), or who may host a regionalised job in law.
"""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

NOT_ELIGIBLE_REGIONS = ("06", "13")
NOT_ELIGIBLE_CODES = ("23027", "23057", "23072")


@dataclass(frozen=True)
class Municipality:
    """One real municipality, labels as the ministry of municipal affairs spells them."""

    code: str
    name: str
    kind: str
    region_label: str
    mrc_label: str

    @property
    def region(self) -> str:
        """Two-digit region code, from the label."""
        return self.region_label[-3:-1]

    @property
    def hosts_jobs(self) -> bool:
        """Whether a job attached here should count, as the sample world sees it."""
        return self.region not in NOT_ELIGIBLE_REGIONS and self.code not in NOT_ELIGIBLE_CODES


@cache
def municipalities() -> tuple[Municipality, ...]:
    """Return the list in the order of its file."""
    text = files(__package__).joinpath("municipalities.csv").read_text(encoding="utf-8")
    return tuple(Municipality(*row) for row in list(csv.reader(text.splitlines()))[1:])


@cache
def region_names() -> dict[str, str]:
    """Return the name of each region by its code, in the order of codes."""
    labels = sorted({m.region_label for m in municipalities()}, key=lambda label: label[-3:-1])
    return {label[-3:-1]: label[:-5] for label in labels}


@cache
def in_region(region: str) -> tuple[Municipality, ...]:
    """Return the municipalities of one region."""
    return tuple(m for m in municipalities() if m.region == region)


def place(code: str) -> Municipality:
    """Return the municipality of this code; KeyError when the short list lacks it."""
    return {m.code: m for m in municipalities()}[code]
