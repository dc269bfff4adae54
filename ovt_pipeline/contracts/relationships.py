"""What a column names: a column of another table, of the same export or of another one.

Belongs here: the standard's notation of it. Does not belong here: looking for what is named (quality/past.py).
"""

import re
from dataclasses import dataclass
from typing import Annotated, NamedTuple

from pydantic import Field

_TARGET = re.compile(r"^(?:([a-z0-9_]+)\.yaml#schema/)?([a-z0-9_]+)(?:\.|/properties/)([a-z0-9_]+)$")


class Target(NamedTuple):
    """A column that another one names; `export` is None for one of the same file."""

    export: str | None
    table: str
    column: str


@dataclass(frozen=True, kw_only=True)
class Relationship:
    """A column whose values another column names: `table.column`, or `export.yaml#schema/table/properties/column`."""

    to: Annotated[str, Field(pattern=_TARGET.pattern)]

    @property
    def target(self) -> Target:
        """What is named."""
        found = _TARGET.fullmatch(self.to)
        return Target(*found.groups()) if found else Target(None, "", self.to)
