"""The progress of a command on stderr, in its language.

Belongs here: the handlers that print what progress.py tells. Does not belong here: what is told.
"""

import logging
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from ovt_pipeline.language.progress import Told, logger
from ovt_pipeline.language.speech import Speech

_PATIENCE = 5.0  # seconds of silence after which a long step says that it goes on


class _Lines(logging.Handler):
    def __init__(self, words: Speech) -> None:
        super().__init__(logging.INFO)
        self.lang = words.lang
        self.last = time.monotonic()

    def emit(self, record: logging.LogRecord) -> None:
        told = record.msg
        self.say(told.text(self.lang) if isinstance(told, Told) else record.getMessage())

    def say(self, line: str) -> None:
        self.last = time.monotonic()
        print(line, file=sys.stderr, flush=True)


def listen(words: Speech) -> None:
    """Print every step as it is told."""
    _attach(_Lines(words))


@contextmanager
def listening(words: Speech) -> Iterator[None]:
    """Print every step, and every few seconds of a long one how long the command has worked."""
    lines, done, start = _Lines(words), threading.Event(), time.monotonic()

    def repeat() -> None:
        while not done.wait(_PATIENCE / 5):
            if time.monotonic() - lines.last >= _PATIENCE:
                lines.say(words("still_working", seconds=round(time.monotonic() - start)))

    _attach(lines)
    thread = threading.Thread(target=repeat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
        logger.handlers = []


@contextmanager
def in_silence() -> Iterator[None]:
    """Print no step: the command is over before one could read it."""
    _attach(logging.NullHandler())
    yield


def _attach(lines: logging.Handler) -> None:
    logger.setLevel(logging.INFO)
    logger.handlers = [lines]
    logger.propagate = False
