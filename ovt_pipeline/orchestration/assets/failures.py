"""How a failing step looks in Dagster: explained by our catalogue, never retried, without a value or a traceback.

Belongs here: the translation to Dagster. Does not belong here: the sentences (catalogue), any rule.
"""

import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import dagster as dg

from ovt_pipeline.language.errors import OvtError

MASKED_ERRORS = "dagster.redacted_errors"  # Dagster prints there, whole, every exception that it masks elsewhere
PACKAGE = Path(__file__).parent.parent.parent


@contextmanager
def explained(step: str, run_id: str) -> Iterator[None]:
    """Turn whatever stops a step into a dagster Failure with its code and both languages; a rerun cannot clear it.

    The text of an unexpected exception may hold a cell value, so only its name and place in our code are kept.
    """
    logging.getLogger(MASKED_ERRORS).disabled = True
    try:
        yield
    except OvtError as error:
        raise _failure(error) from None
    except Exception as error:  # noqa: BLE001 - the last resort of a step: named and placed, never shown
        raise _failure(OvtError("OVT-X01", kind=place_of(error), step=step, run=run_id)) from None


def place_of(error: BaseException) -> str:
    """Return the name of an exception and the last line of our code it went through, never its text."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if Path(f.filename).is_relative_to(PACKAGE)]
    last = frames[-1] if frames else None
    return f"{type(error).__name__} ({Path(last.filename).name}:{last.lineno})" if last else type(error).__name__


def _failure(error: OvtError) -> dg.Failure:
    lines = {"fr": error.line("fr"), "en": error.line("en")}
    metadata: dict[str, Any] = {"code": error.code, "exit": error.exit_code, **lines}
    return dg.Failure(description=lines["fr"], metadata=metadata, allow_retries=False)
