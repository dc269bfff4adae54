"""A mistake in a data file of the project: where it stands, what is expected there, and the OVT-C01 that tells it.

Belongs here: the mistake, how validators of models report it. Does not belong here: the sentences
(catalogue/faults.yaml), reading files and finding lines (yaml_data.py).
"""

import json
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from pydantic_core import PydanticCustomError

from ovt_pipeline.language.catalogue import both
from ovt_pipeline.language.errors import OvtError, Where

Step = tuple[str | int, ...]

ABSENT = "—"
SHOWN = 60  # signs of a wrong value that a message shows
TOLD = "faults"  # the type of pydantic's error that carries ours


@dataclass(frozen=True)
class Fault:
    """One mistake: the way to it, the entry of catalogue/faults.yaml that says what is expected, what is found.

    `at` starts from the value that a validator looks at; a first step '..' is what holds that value.
    """

    at: Step
    key: str
    found: object = ABSENT
    facts: Mapping[str, object] = field(default_factory=dict)

    def error(self, file_name: str, row: int | None = None, column: str | None = None) -> OvtError:
        """Return the OVT-C01 error that tells it."""
        expected = both("faults", self.key, **self.facts)
        return OvtError("OVT-C01", Where(file_name, None, row, column), expected=expected, found=_shown(self.found))

    def below(self, at: Step) -> "Fault":
        """Return the same mistake, its way starting from what holds the value at `at`."""
        way = (*at[:-1], *self.at[1:]) if self.at[:1] == ("..",) else (*at, *self.at)
        return Fault(way, self.key, self.found, self.facts)


def refuse(faults: Iterable[Fault]) -> None:
    """Tell pydantic, from a validator, all that is wrong in the value it looks at; nothing when there is no fault."""
    told = tuple(faults)
    if told:
        raise PydanticCustomError(TOLD, "see the faults", {TOLD: told})


def repeated(names: Iterable[Hashable], *key: str) -> Iterator[Fault]:
    """Yield a fault for each name that stands before it in a list; `key` is where an item of the list holds it."""
    seen: set[Hashable] = set()
    for number, name in enumerate(names):
        if name in seen:
            yield Fault((number, *key), "single", name)
        seen.add(name)


def among(choices: Iterable[object], found: object, *at: str | int) -> Fault:
    """Return the fault of a value that is none of `choices`."""
    return Fault(at, "among", found, {"choices": sorted(map(str, choices)) or [ABSENT]})


def bound(sign: str, limit: float | date, found: object, *at: str | int) -> Fault:
    """Return the fault of a value on the other side of a limit."""
    return Fault(at, "bound", found, {"sign": sign, "limit": _shown(limit)})


def _shown(found: object) -> str:
    if isinstance(found, float):
        return f"{found:g}"  # as YAML writes it
    text = str(found) if isinstance(found, str | date) else json.dumps(found, ensure_ascii=False, default=str)
    printable = "".join(sign if sign.isprintable() else "\ufffd" for sign in text)
    return (printable or '""') if len(printable) <= SHOWN else printable[: SHOWN - 1] + "…"
