"""The plain stories of a RITM link: replaced, shared, doubled, rolled back, closed, opened late.

Belongs here: what happens to a link when nobody makes a mistake.
Does not belong here: mistakes (link_faults.py), or how many of each story a sample holds (link_roles.py).
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from ovt_pipeline.samples.links import Network, RitmLink, in_production
from ovt_pipeline.samples.timeline import AHEAD, PAST, WINTER, YEAR_1, YEAR_2, Span

Role = Callable[[RitmLink, Network], RitmLink]

EARLY = (date(2022, 2, 7), date(2023, 2, 24))  # orders known at the first delivery


def moves_in(span: Span) -> Role:
    """Return the story of a link replaced by one RGT link within the span."""

    def role(link: RitmLink, world: Network) -> RitmLink:
        cut_over = world.draw.day(span)
        order = world.order(link, cut_over)
        world.serve(link, in_production(order, cut_over, world.draw))
        return finished(link, cut_over, world)

    return role


def finished(link: RitmLink, cut_over: date, world: Network) -> RitmLink:
    """Return the link once replaced: unplugged, said migrated, or forgotten in double running."""
    ending = world.draw.pick(("unplugged", "unplugged", "claimed", "running"))
    moving = replace(link, moving=cut_over - timedelta(days=20))
    if ending == "unplugged":
        return replace(moving, unplugged=cut_over + timedelta(days=35), reason="Migration RGT")
    return replace(moving, claimed=cut_over + timedelta(days=10) if ending == "claimed" else None)


def shares_first(link: RitmLink, world: Network) -> RitmLink:
    """Open an RGT link that the next RITM link shares."""
    return moves_in(PAST)(link, world)


def shares_second(link: RitmLink, world: Network) -> RitmLink:
    """Join the RGT link of the previous RITM link (two former links, one new)."""
    rgt, pair = world.rgt[-1], world.pairs[-1]
    world.pairs.append(replace(pair, ritm=link.number))
    return replace(link, place=rgt.place, moving=rgt.cut_over)


def needs_two(link: RitmLink, world: Network) -> RitmLink:
    """Need two RGT links: one in production in the first year, the other only in the second."""
    for span in (YEAR_1, YEAR_2):
        cut_over = world.draw.day(span)
        order = replace(world.order(link, cut_over), ordered=world.draw.day(EARLY))
        world.serve(link, replace(order, delivered=YEAR_1[0], cut_over=cut_over))
    return replace(link, moving=YEAR_1[0])


def optional_waits(link: RitmLink, world: Network) -> RitmLink:
    """Have its mandatory RGT link in production, its optional one only ordered."""
    done = moves_in(YEAR_2)(link, world)
    spare = replace(world.order(link, world.draw.day(AHEAD)), ordered=YEAR_2[0] + timedelta(days=5))
    world.serve(link, spare, mandatory=False)
    return done


def optional_instead(link: RitmLink, world: Network) -> RitmLink:
    """Have its mandatory order cancelled and an optional RGT link in production."""
    order = replace(world.order(link, world.draw.day(YEAR_1)), ordered=world.draw.day(EARLY))
    world.serve(link, replace(order, cancelled=world.draw.day(YEAR_1)))
    cut_over = world.draw.day(YEAR_2)
    order = world.order(link, cut_over)
    world.serve(link, in_production(order, cut_over, world.draw), mandatory=False)
    return replace(link, moving=cut_over)


def terminated(link: RitmLink, world: Network) -> RitmLink:
    """Lose its RGT link a few months after the cut-over."""
    cut_over = world.draw.day((YEAR_1[0], date(2023, 8, 31)))
    rgt = in_production(world.order(link, cut_over), cut_over, world.draw)
    world.serve(link, replace(rgt, ended=cut_over + timedelta(days=120)))
    return link


def site_closed(link: RitmLink, world: Network) -> RitmLink:
    """Leave the population in the first year."""
    return replace(link, unplugged=world.draw.day(YEAR_1), reason="Site fermé")


def consolidated(link: RitmLink, world: Network) -> RitmLink:
    """Leave the population in the second year."""
    return replace(link, unplugged=world.draw.day(YEAR_2), reason="Consolidation")


def waits(link: RitmLink, world: Network) -> RitmLink:
    """Stay on RITM, some with an RGT link on order and even delivered."""
    if world.draw.chance(0.35):
        order = replace(world.order(link, world.draw.day(AHEAD)), ordered=world.draw.day((EARLY[0], YEAR_2[1])))
        delivered = YEAR_2[1] if world.draw.chance(0.3) else None
        world.serve(link, replace(order, delivered=delivered))
    return link


def cancelled(link: RitmLink, _world: Network) -> RitmLink:
    """Never be put to use."""
    return replace(link, cancelled=True)


def unplugged_before(link: RitmLink, world: Network) -> RitmLink:
    """Close before the reference date."""
    reason = world.draw.pick(("Site fermé", "Consolidation", "Autre"))
    return replace(link, unplugged=world.draw.day(PAST), reason=reason)


def opens_in(span: Span) -> Role:
    """Return the story of a link put in service within the span, after the reference date."""

    def role(link: RitmLink, world: Network) -> RitmLink:
        return replace(link, in_service=world.draw.day(span))

    return role


def new_sites(world: Network, count: int) -> None:
    """Add RGT links that replace nothing, ordered before the first delivery."""
    for model in world.ritm[:count]:
        opening = world.draw.day(YEAR_1)
        order = replace(world.order(model, opening), ordered=world.draw.day(WINTER))
        world.rgt.append(in_production(order, opening, world.draw))
