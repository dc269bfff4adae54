"""What a run says while it works: one line per step, through the standard logging of Python.

Belongs here: the logger and its records, which keep key and fields so that each reader chooses the language.
Does not belong here: sentences (catalogue/messages.yaml), handlers (the command line and Dagster bring theirs).
"""

import logging
from dataclasses import dataclass, field

from ovt_pipeline.language.catalogue import sentence
from ovt_pipeline.language.errors import OvtError

logger = logging.getLogger("ovt_pipeline")


@dataclass(frozen=True)
class Told:
    """One line: a key of messages.yaml with its fields. As text it is French."""

    key: str
    fields: dict[str, object] = field(default_factory=dict)
    error: OvtError | None = None

    def text(self, lang: str) -> str:
        """Return the line in French or English."""
        return self.error.line(lang) if self.error else sentence("messages", self.key, lang, **self.fields)

    def __str__(self) -> str:
        return self.text("fr")


def tell(key: str, **fields: object) -> None:
    """Log a step of the run."""
    logger.info(Told(key, fields))


def warn(error: OvtError) -> None:
    """Log a cause that someone must act on, while the run goes on."""
    logger.warning(Told(error.code, error=error))
