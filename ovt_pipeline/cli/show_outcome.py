"""How an outcome is shown in a terminal and as JSON: the same facts, the same exit code.

Belongs here: lines and their order, and the JSON. Does not belong here: what there is to tell (operations/).
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from ovt_pipeline.cli.show import as_json
from ovt_pipeline.language.speech import Speech
from ovt_pipeline.operations.outcome import ERROR, REMARK, WARNING, Notice, Outcome

ORDER = (REMARK, WARNING, ERROR)
SHOWN = 12  # notices of one code; --json has them all


def outcome_json(outcome: Outcome) -> dict[str, Any]:
    """Return an outcome as plain data: the release's own keys, its figures of the dates asked, and every notice.

    The dates published beside those asked are in `beside`, their figures among the figures.
    """
    days = [*outcome.as_ofs, *outcome.beside]
    release = as_json(outcome.current, days) if outcome.current else {"release_id": None, "figures": []}
    return {
        **release,
        "as_ofs": outcome.as_ofs,
        "beside": outcome.beside,
        "is_new": outcome.is_new,
        "notices": [asdict(notice) for notice in outcome.notices],
        "exit_code": outcome.exit_code,
        "disk": asdict(outcome.disk) if outcome.disk else None,
    }


def dumped(plain: dict[str, Any]) -> str:
    """Return plain data as JSON; dates and times as ISO strings."""
    return json.dumps(plain, ensure_ascii=False, default=str)


def notice_lines(notices: Iterable[Notice], words: Speech) -> Iterator[str]:
    """Yield a line for each notice, at most SHOWN of each code, and one for the entities that it names.

    What waits for someone comes last, beside the prompt.
    """
    seen: Counter[str] = Counter()
    for notice in sorted(notices, key=lambda one: ORDER.index(one.severity)):
        seen[notice.code] += 1
        if seen[notice.code] <= SHOWN:
            yield words.either(notice.fr, notice.en)
            yield from [words("named", list=", ".join(notice.entities))] if notice.entities else []
    if hidden := sum(max(0, count - SHOWN) for count in seen.values()):
        yield words("more", count=hidden)
