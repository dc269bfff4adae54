"""What a delivery.json must say to be believed: every field there, of its kind, and within reason.

Belongs here: that question, asked of one verdict. Does not belong here: its format (lot_format.py), digests of the
files beside it (lots.py), what the last release says of it (release/).
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ovt_pipeline.deliveries.delivery import Delivery

_SHA256 = re.compile("[0-9a-f]{64}")
_NAME = re.compile(r"[\w.+-]{1,100}")  # of an export, of a contract's version: a part of a path
_VERDICTS = {"accepted", "refused"}
_EARLIEST = date(2000, 1, 1)  # no export of this plan, nor a program that read one, is older
_COUNTS = ("rows_read", "rows_accepted", "rows_rejected", "rows_ignored")


def implausible(delivery: "Delivery") -> list[str]:
    """Return the names of the fields that no delivery judged by this program has; never what they hold."""
    facts = vars(delivery)
    wrong = [name for name, is_right in _FIELDS.items() if not is_right(facts[name])]
    return wrong or list(_together(delivery))


def _together(delivery: "Delivery") -> Iterator[str]:
    """Yield the fields that disagree with the verdict, or with each other."""
    if delivery.accepted == (delivery.refusal_code is not None):
        yield "refusal_code"
    if not delivery.accepted:
        return
    if delivery.extraction_date is None:
        yield "extraction_date"
    counts = [getattr(delivery, name) for name in _COUNTS]
    if None in counts or counts[0] != sum(counts[1:]):
        yield "rows_read"
    if not delivery.files:
        yield "files"


def _is_text(value: Any) -> bool:  # noqa: ANN401 - whatever JSON holds
    return isinstance(value, str)


def _is_count(value: Any) -> bool:  # noqa: ANN401
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_flag(value: Any) -> bool:  # noqa: ANN401
    return isinstance(value, bool)


def _is_day(value: date | None) -> bool:
    return value is None or value >= _EARLIEST


def _is_moment(value: datetime) -> bool:
    return value.tzinfo is None and value.date() >= _EARLIEST


def _matches(pattern: re.Pattern[str]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and pattern.fullmatch(value) is not None


def _are_digests(files: Any) -> bool:  # noqa: ANN401
    return isinstance(files, dict) and all(
        _matches(_SHA256)(digest) and not PurePosixPath(name).is_absolute() and ".." not in PurePosixPath(name).parts
        for name, digest in files.items()
    )


def _or_none(is_right: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: value is None or is_right(value)


_FIELDS: dict[str, Callable[[Any], bool]] = {
    "export": _matches(_NAME),
    "extraction_date": _is_day,
    "sha256": _matches(_SHA256),
    "file_name": _is_text,
    "bytes": _is_count,
    "received_at": _is_moment,
    "contract_version": _matches(_NAME),
    "contract_digest": _is_text,
    "is_synthetic": _is_flag,
    "verdict": lambda value: isinstance(value, str) and value in _VERDICTS,
    "refusal_code": _or_none(_is_text),
    "refusal_fr": _or_none(_is_text),
    "refusal_en": _or_none(_is_text),
    **dict.fromkeys(_COUNTS, _or_none(_is_count)),
    "files": _are_digests,
    "withdrawn_by": lambda value: value == "",  # decisions say so, never a verdict
}
