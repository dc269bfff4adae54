"""Reading deliveries in this process: the same question and the same answer, without the start of a child.

Belongs here: that, for tests of what is read of files that harm no reader. Does not belong here: how a child starts and
ends and what it may use: tests/unit/reading, the refusals and the runs let it read for real.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from ovt_pipeline.reading import child, front
from ovt_pipeline.reading.answer import unpacked
from ovt_pipeline.reading.layout import from_plain
from ovt_pipeline.reading.refusal import from_plain as refusal_of


@contextmanager
def reading_here() -> Iterator[None]:
    """Let what is asked of a child be answered by its own functions, here."""
    with patch.object(front, "_ask_child", _ask_here):
        yield


def _ask_here(question: dict[str, Any], _: front.Limits) -> dict[str, Any]:
    job = json.loads(json.dumps(question))
    layouts = {export: from_plain(layout) for export, layout in job["layouts"].items()}
    work = child._recognise if job["recognise"] else child._read  # noqa: SLF001 - the child less its process
    answer = unpacked(b"".join(child._answer(work, Path(job["path"]), layouts)))  # noqa: SLF001 - the same
    if "error" in answer:
        raise refusal_of(answer)
    return answer
