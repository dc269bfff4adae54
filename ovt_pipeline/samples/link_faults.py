"""The mistakes of a link inventory: one story for each doubt, rejection and remark that a sample plants.

Belongs here: claims without proof, pairs that point nowhere, garbled cells, and when each is repaired.
Does not belong here: plain stories (link_moves.py).
"""

from dataclasses import replace

from ovt_pipeline.samples import rgt, ritm
from ovt_pipeline.samples.link_moves import EARLY, moves_in
from ovt_pipeline.samples.links import Network, Pair, RitmLink, in_production
from ovt_pipeline.samples.pen import Slip
from ovt_pipeline.samples.places import municipalities
from ovt_pipeline.samples.timeline import FIXED_BY_2024, FIXED_BY_2025, PAST, SEEN_IN_2024, SEEN_IN_2025, YEAR_1, YEAR_2

NO_RGT_LINK = "RGT-99999"
NO_RITM_LINK = "RITM-99999"


def claimed_alone(link: RitmLink, world: Network) -> RitmLink:
    """D-CLAIM at every delivery: said Migré, no pair."""
    return replace(link, claimed=world.draw.day(PAST))


def pair_unknown(link: RitmLink, world: Network) -> RitmLink:
    """D-PAIR from the second delivery on: the pair names an RGT link that no delivery holds."""
    world.pairs.append(Pair(link.number, NO_RGT_LINK, world.draw.day(YEAR_1)))
    return link


def unplugged_undated(link: RitmLink, _world: Network) -> RitmLink:
    """D-CLOSED from the second delivery on: Débranché without a date."""
    return replace(link, slips=(Slip(ritm.STATUS, "Débranché", SEEN_IN_2024),))


def unplugged_unexplained(link: RitmLink, world: Network) -> RitmLink:
    """D-CLOSED at the third delivery: unplugged for no stated reason."""
    return replace(link, unplugged=world.draw.day(YEAR_2))


def region_garbled(link: RitmLink, _world: Network) -> RitmLink:
    """Rejected at the third delivery (D-REJECTED: the link was known before)."""
    return replace(link, slips=(Slip(ritm.REGION, "99", SEEN_IN_2025),))


def region_unknown(link: RitmLink, _world: Network) -> RitmLink:
    """Rejected at the first delivery, repaired at the second: never in the starting figures."""
    return replace(link, slips=(Slip(ritm.REGION, "Région du Lac-Inventé", last=FIXED_BY_2024),))


def opening_garbled(link: RitmLink, world: Network) -> RitmLink:
    """Rejected at the second delivery: a month is not a date."""
    opened = world.draw.day(YEAR_1)
    return replace(link, in_service=opened, slips=(Slip(ritm.IN_SERVICE, f"{opened:%m-%Y}", last=FIXED_BY_2025),))


def moves_next_door(link: RitmLink, world: Network) -> RitmLink:
    """Remark from the first delivery on: the RGT link is in another region than the RITM link it replaces."""
    moved = moves_in(YEAR_1)(link, world)
    away = [m for m in municipalities() if m.region != link.place.region]
    world.rgt[-1] = replace(world.rgt[-1], place=world.draw.pick(away))
    return moved


def pair_incomplete(link: RitmLink, world: Network) -> RitmLink:
    """Pair row rejected at the second delivery (no RGT number), repaired before the link migrates."""
    moved = moves_in(YEAR_2)(link, world)
    slip = Slip(rgt.NUMBER, None, SEEN_IN_2024, FIXED_BY_2025)
    world.pairs[-1] = replace(world.pairs[-1], since=EARLY[0], slips=(slip,))
    world.rgt[-1] = replace(world.rgt[-1], ordered=EARLY[0])
    return moved


def pair_of_unknown_link(world: Network) -> None:
    """Remark at every delivery: the pair names a RITM link that is not in the inventory."""
    cut_over = world.draw.day(YEAR_1)
    order = replace(world.order(world.ritm[0], cut_over), ordered=EARLY[0])
    world.rgt.append(in_production(order, cut_over, world.draw))
    world.pairs.append(Pair(NO_RITM_LINK, order.number, order.ordered))
