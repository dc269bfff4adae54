"""What a run did and what it left open, as data: the terminal, `--json` and Dagster's metadata say the same one.

Belongs here: the outcome, its notices, its exit code. Does not belong here: finding them (notices.py), showing them.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ovt_pipeline.answers.current import Current, Figure
from ovt_pipeline.language.errors import EXIT_NOTHING_PUBLISHED, EXIT_PARTIAL, EXIT_PUBLISHED, OvtError
from ovt_pipeline.operations.disk import Disk

REMARK, WARNING, ERROR = "remark", "warning", "error"  # worth knowing; waits for someone; nothing is published


@dataclass(frozen=True)
class Notice:
    """Something that a person should know; `code` is stable: of an error, of a rule, or a key of notices.yaml.

    `command` is what helps, when a command does. `entities` are the identifiers that a person needs to find the rows:
    only the terminal and `--json` show them, nothing stores, logs or sends them. No other field holds a cell's value.
    """

    code: str
    severity: str
    fr: str
    en: str
    file: str | None = None
    indicator: str | None = None
    as_of: date | None = None
    command: str | None = None
    entities: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What became of the dates asked. `current` is the release after it, None when nothing was published.

    `beside`: the dates that it published without being asked (due_dates.py). `disk` as `ovt run` leaves it.
    """

    as_ofs: tuple[date, ...]
    notices: tuple[Notice, ...]
    exit_code: int = EXIT_PUBLISHED
    current: Current | None = None
    is_new: bool = False
    beside: tuple[date, ...] = ()
    disk: Disk | None = None

    @property
    def release_id(self) -> str | None:
        """Identifier of the release after it."""
        return self.current.release_id if self.current else None

    @property
    def figures(self) -> list[Figure]:
        """The figures of the dates asked, and of those beside them."""
        days = {*self.as_ofs, *self.beside}
        return [f for f in self.current.figures if f.as_of in days] if self.current else []

    @property
    def codes(self) -> Counter[tuple[str, str]]:
        """How many notices of each severity and code there are: all that may be stored where anyone looks."""
        return Counter((notice.severity, notice.code) for notice in self.notices)


def of_error(error: OvtError, severity: str) -> Notice:
    """Return the notice of an error."""
    return Notice(error.code, severity, error.line("fr"), error.line("en"), error.where.file)


def exit_of(notices: Iterable[Notice]) -> int:
    """Return the exit code that notices ask for: that of the first error, else partial when one waits for someone.

    An error that says more than that nothing was published goes first.
    """
    found = list(notices)
    codes = [OvtError(one.code).exit_code for one in found if one.severity == ERROR]
    if codes:
        return next((code for code in codes if code != EXIT_NOTHING_PUBLISHED), EXIT_NOTHING_PUBLISHED)
    return EXIT_PARTIAL if any(one.severity == WARNING for one in found) else EXIT_PUBLISHED
