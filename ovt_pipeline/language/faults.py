"""A mistake in a data file of the project: where it stands, what is expected there, and the OVT-C01 that tells it.

Belongs here: the mistake, how validators report it, what becomes of pydantic's. Does not belong here: the sentences
(catalogue/faults.yaml), reading files and finding lines (yaml_data.py).
"""

import json
import re
from collections.abc import Container, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from pydantic import ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from ovt_pipeline.language.catalogue import both
from ovt_pipeline.language.errors import OvtError, Where

Step = tuple[str | int, ...]

ABSENT = "—"
SHOWN = 60  # signs of a wrong value that a message shows
SIGNS = {"gt": ">", "ge": "≥", "lt": "<", "le": "≤"}  # pydantic's names of limits
UNKNOWN_KEY = "unexpected_keyword_argument"  # pydantic's name
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


def faults_of(error: ValidationError, reached: Container[object]) -> Iterator[Fault]:
    """Yield what pydantic refuses; `reached` are the keys of mappings that fields reach into."""
    errors = error.errors(include_url=False)
    for one in errors:
        at, kind = one["loc"], one["type"]
        if kind == TOLD:
            yield from (fault.below(at) for fault in one["ctx"][TOLD])
        elif kind == UNKNOWN_KEY and len(at) == 1 and at[0] in reached:  # nothing reads it, for it holds no mapping
            yield Fault(at, "dataclass_type", one["input"])
        elif kind != "too_short" or not any(is_below(other["loc"], at) for other in errors):  # it counts sound items
            yield _fault(one)


def is_below(at: Step, above: Step) -> bool:
    """Say whether the way `at` leads through `above` and further."""
    return len(at) > len(above) and at[: len(above)] == above


def _fault(one: ErrorDetails) -> Fault:
    at, kind, found, facts = one["loc"], one["type"], one["input"], one.get("ctx", {})
    if kind == "union_tag_not_found":  # the key (or the function that looks at it) that tells one model from another
        at, kind = (*at, facts["discriminator"].strip("'_()")), "missing"
    if kind == "missing":
        return Fault(at, kind, facts={"key": at[-1]})
    if kind == UNKNOWN_KEY:
        return Fault(at, kind, at[-1])
    if kind == "union_tag_invalid":
        at, found = (*at, *(key for key, value in found.items() if value == facts["tag"])), facts["tag"]
    if kind in {"union_tag_invalid", "literal_error"}:  # told as 'a', 'b' or 'c'
        choices = re.split(", | or ", facts.get("expected") or facts["expected_tags"])
        return among((re.sub(r"^'([\w.-]+)'$", r"\1", one) for one in choices), found, *at)
    for name, sign in SIGNS.items():
        if name in facts:
            return bound(sign, facts[name], found, *at)
    return Fault(at, kind, found, facts)


def _shown(found: object) -> str:
    if isinstance(found, float):
        return f"{found:g}"  # as YAML writes it
    text = str(found) if isinstance(found, str | date) else json.dumps(found, ensure_ascii=False, default=str)
    printable = "".join(sign if sign.isprintable() else "\ufffd" for sign in text)
    return (printable or '""') if len(printable) <= SHOWN else printable[: SHOWN - 1] + "…"
