"""Past which shares a table fails as a whole: docs/gates.md tells what they are measured on.

Belongs here: the limits that a contract must say. Does not belong here: what is held to them (quality/gates.py).
"""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field, with_config

from ovt_pipeline.contracts.fields import standard
from ovt_pipeline.yaml_data import CLOSED

Percent = Annotated[int, Field(ge=0, le=100)]


@with_config(CLOSED)
@dataclass(frozen=True, kw_only=True)
class Limits:
    """Past which shares, in percent, a table fails as a whole, so that its delivery is refused (exports.md)."""

    repeated_keys: Annotated[Percent, standard("repeatedKeys")]  # of the distinct keys
    rejected_rows: Annotated[Percent, standard("rejectedRows")]
    fewest_rows: Annotated[Percent, standard("fewestRows")]  # of those of the previous delivery, ended ones left out
    most_rows: Annotated[int, Field(ge=100), standard("mostRows")]
    keys_gone: Annotated[Percent, standard("keysGone")]  # of those of the previous delivery without a known end
    unknown_in_pairs: Annotated[Percent, standard("unknownInPairs")]  # of the rows that name something of another table
    fewest_filled: Annotated[Percent, standard("fewestFilled")]  # of the cells of a column filled before
    filled_before: Annotated[int, Field(ge=1), standard("filledBefore")]  # cells; fewer tell nothing
    few_rows: Annotated[int, Field(ge=1), standard("fewRows")]  # a share acts from so many rows on, or on all of them
