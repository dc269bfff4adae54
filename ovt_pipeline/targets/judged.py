"""A judgement of one target at one date: its status, what that rests on, and the words for both.

Belongs here: what a judgement holds. Does not belong here: how it is reached (status.py), sentences
(catalogue/targets.yaml).
"""

from dataclasses import dataclass
from datetime import date

from ovt_pipeline.language.catalogue import both
from ovt_pipeline.language.text import Text

REACHED, MISSED, REACHED_LATE = "atteinte", "non atteinte", "atteinte en retard"
ON_TRACK, AT_RISK, BEHIND, UNDETERMINED = "en voie", "à risque", "en retard", "indéterminable"
STATUSES = (REACHED, REACHED_LATE, ON_TRACK, AT_RISK, BEHIND, MISSED, UNDETERMINED)  # from the best to the worst
MARKS = {  # by is_provisional, only_by_exits
    (True, False): "word_provisional",
    (False, True): "word_by_exits",
    (True, True): "word_provisional_by_exits",
}


@dataclass(frozen=True)
class Judged:
    """The status of one target at one date. Values in percent points or a count, paces per average month, else None.

    Of a figure that is compared with the target, `display_differs`: its rounded display would say otherwise;
    `bounds_straddle`: its low and high values are on different sides of the target. `is_provisional`: the status rests
    on a preliminary figure. `only_by_exits`: it would be worse, were what went kept in the population.
    """

    indicator_id: str
    due: date
    target_value: float
    as_of: date
    status: str
    reason: Text
    value_now: float | None
    value_at_due: float | None
    pace_needed: float | None = None
    pace_seen: float | None = None
    display_differs: bool = False
    bounds_straddle: bool = False
    is_provisional: bool = False
    only_by_exits: bool = False

    @property
    def reason_fr(self) -> str:
        """Return the reason in French."""
        return self.reason.fr

    @property
    def reason_en(self) -> str:
        """Return the reason in English."""
        return self.reason.en

    @property
    def word(self) -> Text:
        """Return the status as people read it."""
        return status_word(self.status, is_provisional=self.is_provisional, only_by_exits=self.only_by_exits)

    @property
    def may_be_worse(self) -> bool:
        """Say whether there is a worse status for this target at this date."""
        return self.status in {REACHED, REACHED_LATE, ON_TRACK, AT_RISK}

    def is_worse_than(self, other: "Judged") -> bool:
        """Compare two statuses of the same target at the same date."""
        return STATUSES.index(self.status) > STATUSES.index(other.status)


def status_word(status: str, *, is_provisional: bool, only_by_exits: bool) -> Text:
    """Return a status in words, with what makes it less than it says: 'reached (provisional)'."""
    said, key = both("targets", f"status_{status}"), MARKS.get((is_provisional, only_by_exits))
    return both("targets", key, status=said) if key else said
