"""The status of a target as a reader sees it: a symbol, the release's own word, a tone; never a colour alone.

Belongs here: symbols and tones. Does not belong here: judging (targets/), sentences.
"""

from dataclasses import dataclass
from datetime import date

from ovt_pipeline.language.speech import Speech
from ovt_pipeline.reports.page.facts import Target
from ovt_pipeline.targets.judged import AT_RISK, BEHIND, MISSED, ON_TRACK, REACHED, REACHED_LATE

SYMBOLS = {REACHED: "✓", REACHED_LATE: "✓", ON_TRACK: "↗", AT_RISK: "▲", BEHIND: "▼", MISSED: "✗"}
TONES = {REACHED: "good", REACHED_LATE: "good", ON_TRACK: "good", AT_RISK: "target", BEHIND: "target", MISSED: "target"}


@dataclass(frozen=True)
class Status:
    """A symbol, a word, and the colour of the style that both have."""

    symbol: str
    word: str
    tone: str


def status_of(target: Target | None, as_of: date, speech: Speech) -> Status:
    """Return the status of a target; one that was never judged says so, one judged earlier says when."""
    if target is None:
        return Status("?", speech("not_judged"), "quiet")
    word = speech.either(target.status_fr, target.status_en)
    word = speech("to_confirm", status=word) if target.bounds_straddle else word
    word = word if target.as_of == as_of else speech("judged_on", status=word, day=target.as_of)
    return Status(SYMBOLS.get(target.status, "?"), word, TONES.get(target.status, "quiet"))
