"""Which stories the links of a sample must hold, sized so that the first delivery displays the starting value.

Belongs here: the cast of ritm_liens and how many of each story it takes.
Does not belong here: the stories themselves (link_moves.py, link_faults.py), or how they show in a delivery.
"""

from ovt_pipeline.samples import link_faults, link_moves
from ovt_pipeline.samples.link_moves import Role
from ovt_pipeline.samples.links import Network, RitmLink
from ovt_pipeline.samples.places import in_region, region_names
from ovt_pipeline.samples.shares import START_RITM_PERCENT, Share, rounded, starting_share
from ovt_pipeline.samples.timeline import LONG_AGO, PAST, YEAR_1, YEAR_2, Draw

POPULATION_PERCENT = 85
OUTSIDE_PERCENT = 5  # of each kind of link that never counts
YEAR_1_PERCENT, YEAR_2_PERCENT = 3, 23  # invented pace
SPEEDS = (10, 20, 50, 100, 100, 500, 1000)
BODIES = 12


def network(draw: Draw, size: int) -> Network:
    """Return both inventories and their pairs for this size."""
    world = Network(draw)
    share = starting_share(START_RITM_PERCENT, rounded(POPULATION_PERCENT * size, 100))
    outside = max(1, rounded(OUTSIDE_PERCENT * size, 100))
    roles = [*_migrated_at_start(share), *_waiting_at_start(share), *_never_in_population(outside)]
    regions = draw.shuffled(list(region_names()))
    numbers = draw.shuffled([f"RITM-{10001 + i}" for i in range(len(roles))])
    for i, role in enumerate(roles):
        region = regions[max(0, i - 1) % len(regions)]  # the first two share a site
        world.ritm.append(role(_blank(numbers[i], region, draw), world))
    link_moves.new_sites(world, outside)
    link_faults.pair_of_unknown_link(world)
    return world


def _blank(number: str, region: str, draw: Draw) -> RitmLink:
    return RitmLink(
        number=number,
        body=1 + int(number[-5:]) % BODIES,
        place=draw.pick(in_region(region)),
        kind=draw.pick(("Internet", "Point à point", "Multipoint", "Autre")),
        role=draw.pick(("Principal", "Principal", "Principal", "Relève")),
        speed=draw.pick(SPEEDS),
        in_service=draw.day(LONG_AGO),
    )


def _migrated_at_start(share: Share) -> list[Role]:
    special: list[Role] = [link_moves.shares_first, link_moves.shares_second]
    return [*special, *[link_moves.moves_in(PAST)] * (share.part - len(special))]


def _waiting_at_start(share: Share) -> list[Role]:
    faults: list[Role] = [
        link_faults.claimed_alone,
        link_faults.pair_unknown,
        link_faults.unplugged_undated,
        link_faults.unplugged_unexplained,
        link_faults.region_garbled,
    ]
    moves: list[Role] = [link_moves.terminated, link_moves.site_closed, link_moves.consolidated]
    late: list[Role] = [
        link_moves.needs_two,
        link_moves.optional_waits,
        link_moves.optional_instead,
        link_faults.pair_incomplete,
    ]
    year_1 = [link_moves.moves_in(YEAR_1)] * max(0, rounded(YEAR_1_PERCENT * share.whole, 100) - 1)
    year_2 = [link_moves.moves_in(YEAR_2)] * max(0, rounded(YEAR_2_PERCENT * share.whole, 100) - len(late))
    cast = [*faults, *moves, *late, link_faults.moves_next_door, *year_1, *year_2]
    return [*cast, *[link_moves.waits] * (share.whole - share.part - len(cast))]


def _never_in_population(outside: int) -> list[Role]:
    plain: list[Role] = [link_moves.cancelled, link_moves.unplugged_before, link_moves.opens_in(YEAR_2)]
    first = [link_faults.region_unknown, link_faults.opening_garbled]
    return [*first, *plain * outside]
