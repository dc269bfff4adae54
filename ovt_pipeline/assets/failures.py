"""How a failure that a person must repair looks in Dagster: explained, and never retried.

Belongs here: the translation from OvtError. Does not belong here: the sentences (catalogue), any rule.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import dagster as dg

from ovt_pipeline.errors import OvtError


@contextmanager
def explained() -> Iterator[None]:
    """Turn an OvtError into a dagster Failure that carries its code and both languages; a rerun cannot clear it."""
    try:
        yield
    except OvtError as error:
        raise dg.Failure(
            description=error.line("fr"),
            metadata={"code": error.code, "fr": error.line("fr"), "en": error.line("en"), "exit": error.exit_code},
            allow_retries=False,
        ) from None
