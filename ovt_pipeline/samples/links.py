"""The invented RITM links, the RGT links that replace them, and the pairs between the two.

Belongs here: the facts of a link or pair, and the builder that orders a replacement.
Does not belong here: rows of a delivery (ritm.py, rgt.py), or the stories a sample needs (link_roles.py).
"""

from dataclasses import dataclass, field, replace
from datetime import date

from ovt_pipeline.samples.pen import Slip
from ovt_pipeline.samples.places import Municipality
from ovt_pipeline.samples.timeline import Draw

SUPPLIERS = ("Fournisseur fictif A", "Fournisseur fictif B", "Fournisseur fictif C")
ORDER_LEAD = (420, 640)  # days from the order to the cut-over
LAST_START_ORDER = date(2023, 3, 17)


@dataclass(frozen=True)
class RitmLink:
    """One link of the former network. `claimed`: said Migré since that day."""

    number: str
    body: int
    place: Municipality
    kind: str
    role: str
    speed: int
    in_service: date
    cancelled: bool = False
    moving: date | None = None
    claimed: date | None = None
    unplugged: date | None = None
    reason: str | None = None
    slips: tuple[Slip, ...] = ()


@dataclass(frozen=True)
class RgtLink:
    """One link of the new network; `planned` is the cut-over foreseen."""

    number: str
    lot: str
    supplier: str
    body: int
    place: Municipality
    kind: str
    speed: int
    ordered: date
    planned: date
    delivered: date | None = None
    cut_over: date | None = None
    ended: date | None = None
    cancelled: date | None = None


@dataclass(frozen=True)
class Pair:
    """One line of the correspondence, listed from `since` on."""

    ritm: str
    rgt: str
    since: date
    mandatory: bool = True
    slips: tuple[Slip, ...] = ()


@dataclass
class Network:
    """The world being built: everything that exists in either inventory."""

    draw: Draw
    ritm: list[RitmLink] = field(default_factory=list)
    rgt: list[RgtLink] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)

    def order(self, link: RitmLink, target: date) -> RgtLink:
        """Return an RGT link ordered for the site of `link`, to be cut over about `target`; not yet in the world."""
        return RgtLink(
            number=f"RGT-{50001 + len(self.rgt)}",
            lot=f"Lot {1 + len(self.rgt) % 4}",
            supplier=self.draw.pick(SUPPLIERS),
            body=link.body,
            place=link.place,
            kind=link.kind,
            speed=link.speed * self.draw.pick((1, 2, 5)),
            ordered=max(link.in_service, target - self.draw.days(*ORDER_LEAD)),
            planned=target - self.draw.days(-10, 60),  # most are late
        )

    def serve(self, link: RitmLink, rgt: RgtLink, *, mandatory: bool = True, slips: tuple[Slip, ...] = ()) -> RgtLink:
        """Put the RGT link in the world with its pair to `link`."""
        self.rgt.append(rgt)
        self.pairs.append(Pair(link.number, rgt.number, rgt.ordered, mandatory, slips))
        return rgt


def in_production(order: RgtLink, day: date, draw: Draw) -> RgtLink:
    """Return the order delivered, tried, then cut over on `day`."""
    return replace(order, delivered=max(order.ordered, day - draw.days(25, 70)), cut_over=day)
