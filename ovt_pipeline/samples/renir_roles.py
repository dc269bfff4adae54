"""Which stories the units of a sample must hold: the plain ones, and one of each doubt and defect.

Belongs here: the cast of renir_unites, sized so that the first delivery displays the published starting value.
Does not belong here: how a story shows in a delivery (renir.py).
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from ovt_pipeline.samples import renir
from ovt_pipeline.samples.pen import Slip
from ovt_pipeline.samples.places import region_names
from ovt_pipeline.samples.renir import Unit
from ovt_pipeline.samples.shares import START_RENIR_PERCENT, Share, rounded, starting_share
from ovt_pipeline.samples.timeline import (
    AHEAD,
    FIXED_BY_2024,
    FIXED_BY_2025,
    PAST,
    SEEN_IN_2024,
    SEEN_IN_2025,
    YEAR_1,
    YEAR_2,
    Draw,
    Span,
)

Role = Callable[[Unit, Draw], Unit]

PILLAR = "SQ-0100"  # migrated long ago: absorbs the units that merge
NEWCOMER = "SQ-9000"  # a new unit (never counted) that absorbs one of the existing ones
NOBODY = "SQ-9999"  # in no delivery
UNITS_PER_LINK_PERCENT = 42
YEAR_1_PERCENT, YEAR_2_PERCENT = 17, 7  # invented pace


def units(draw: Draw, size: int) -> list[Unit]:
    """Return the whole cast for this size."""
    share = starting_share(START_RENIR_PERCENT, rounded(UNITS_PER_LINK_PERCENT * size, 100))
    roles = [*_migrated_at_start(share), *_waiting_at_start(share), *_never_in_population(size)]
    regions = draw.shuffled(list(region_names()))
    first, *numbers = [f"SQ-{100 + i:04d}" for i in range(len(roles))]
    order = [first, *draw.shuffled(numbers)]
    cast = [role(_blank(order[i], regions[i % len(regions)], draw), draw) for i, role in enumerate(roles)]
    return [*cast, _newcomer(_blank(NEWCOMER, regions[0], draw), draw)]


def _blank(number: str, region: str, draw: Draw) -> Unit:
    return Unit(number, draw.pick(renir.KINDS), region, draw.pick(("VOIX", "VOIX+DONNÉES")))


def _migrated_at_start(share: Share) -> list[Role]:
    special = [_moves_in(PAST), _merged_early, _goes_back, _goes_back_and_returns, _joins_newcomer, _closes, _misdated]
    return [*special, *[_moves_in(PAST)] * (share.part - len(special))]


def _waiting_at_start(share: Share) -> list[Role]:
    special = [
        _undated,
        _status_lags,
        _closed_undated,
        _successor_missing,
        _vanishes,
        _data_only,
        _data_then_voice,
        _successor_late,
    ]
    joining_late = 3  # _status_lags, _data_then_voice and _successor_late count from the third delivery
    year_1 = [_moves_in(YEAR_1)] * rounded(YEAR_1_PERCENT * share.whole, 100)
    year_2 = [_moves_in(YEAR_2)] * max(0, rounded(YEAR_2_PERCENT * share.whole, 100) - joining_late)
    cast = [*special, *year_1, *year_2]
    return [*cast, *[_waits] * (share.whole - share.part - len(cast))]


def _never_in_population(size: int) -> list[Role]:
    return [_closed_early, _region_unknown, *[_new_unit] * max(1, size // 40)]


def _moves_in(span: Span) -> Role:
    def role(unit: Unit, draw: Draw) -> Unit:
        migrated = draw.day(span)
        return replace(unit, migrated=migrated, planned=migrated - draw.days(-20, 90))

    return role


def _waits(unit: Unit, draw: Draw) -> Unit:
    return replace(unit, planned=draw.day(AHEAD) if draw.chance(0.6) else None)


def _merged_early(unit: Unit, draw: Draw) -> Unit:
    return replace(unit, closed=draw.day(PAST), successor=PILLAR)


def _goes_back(unit: Unit, draw: Draw) -> Unit:
    return replace(unit, migrated=draw.day(PAST), returned=draw.day(YEAR_1))


def _goes_back_and_returns(unit: Unit, draw: Draw) -> Unit:
    """Remark from the third delivery on: the return is older than the migration date shown."""
    return replace(_goes_back(unit, draw), migrated_again=draw.day(YEAR_2))


def _joins_newcomer(unit: Unit, draw: Draw) -> Unit:
    return replace(unit, migrated=draw.day(PAST), closed=YEAR_1[1], successor=NEWCOMER)


def _closes(unit: Unit, draw: Draw) -> Unit:
    return replace(unit, migrated=draw.day(PAST), closed=draw.day(YEAR_1))


def _misdated(unit: Unit, draw: Draw) -> Unit:
    """Rejected at the third delivery: a two-digit year, never guessed."""
    migrated = draw.day(PAST)
    return replace(unit, migrated=migrated, slips=(Slip(renir.MIGRATED, f"{migrated:%d/%m/%y}", SEEN_IN_2025),))


def _undated(unit: Unit, draw: Draw) -> Unit:
    """D-UNDATED at the first delivery, repaired at the second."""
    return replace(unit, migrated=draw.day(PAST), slips=(Slip(renir.MIGRATED, None, last=FIXED_BY_2024),))


def _status_lags(unit: Unit, draw: Draw) -> Unit:
    """D-STATUS at the second delivery: dated, still said planned."""
    return replace(unit, migrated=draw.day(YEAR_1), slips=(Slip(renir.STATUS, "Planifiée", last=FIXED_BY_2025),))


def _closed_undated(unit: Unit, _draw: Draw) -> Unit:
    """D-CLOSED from the second delivery on."""
    return replace(unit, slips=(Slip(renir.STATUS, "Fermée", SEEN_IN_2024), Slip(renir.CLOSED, None, SEEN_IN_2024)))


def _successor_missing(unit: Unit, draw: Draw) -> Unit:
    """D-SUCCESSOR at the third delivery."""
    return replace(unit, closed=draw.day(YEAR_2), successor=NOBODY)


def _vanishes(unit: Unit, draw: Draw) -> Unit:
    """D-VANISHED from the second delivery on."""
    return replace(_waits(unit, draw), last_listed=FIXED_BY_2024)


def _data_only(unit: Unit, _draw: Draw) -> Unit:
    """Remark: said migrated without a date, but for data alone."""
    return replace(unit, service="DONNÉES", status_without_date="Migrée")


def _data_then_voice(unit: Unit, draw: Draw) -> Unit:
    migrated = draw.day(YEAR_2)
    return replace(unit, service="DONNÉES", planned=migrated, migrated=migrated, voice_since=migrated)


def _successor_late(unit: Unit, draw: Draw) -> Unit:
    """Rejected at the second delivery (merged into nobody), repaired at the third."""
    slip = Slip(renir.SUCCESSOR, None, last=FIXED_BY_2025)
    return replace(unit, closed=draw.day(YEAR_1), successor=PILLAR, slips=(slip,))


def _closed_early(unit: Unit, draw: Draw) -> Unit:
    return replace(unit, closed=draw.day(PAST))


def _region_unknown(unit: Unit, draw: Draw) -> Unit:
    """Rejected at the first delivery, repaired at the second: never in the starting figures."""
    return replace(_waits(unit, draw), slips=(Slip(renir.REGION, "Région du Lac-Inventé", last=FIXED_BY_2024),))


def _new_unit(unit: Unit, draw: Draw) -> Unit:
    opened = draw.day(YEAR_1)
    return replace(unit, existing=False, opened=opened, migrated=opened + timedelta(days=30))


def _newcomer(unit: Unit, draw: Draw) -> Unit:
    opened = draw.day(PAST)
    return replace(unit, service="VOIX", existing=False, opened=opened, migrated=opened)
