"""What one delivery of rgt_liens shows of a link and of a pair.

Belongs here: the rows of the sheets `liens` and `correspondance` on a given day.
Does not belong here: the facts of the links (links.py), or the file (deliveries.py).
"""

from datetime import date, timedelta

from ovt_pipeline.samples.links import Pair, RgtLink
from ovt_pipeline.samples.pen import Pen, Row, with_slips
from ovt_pipeline.samples.renir import by

NUMBER = "No lien RGT"
RITM_NUMBER = "No lien RITM"
HEADERS = (
    NUMBER,
    "Lot",
    "Fournisseur",
    "Code organisme",
    "Code géographique",
    "Région administrative",
    "Type de service",
    "Débit (Mbps)",
    "Date de commande",
    "Date de livraison",
    "Date de bascule",
    "Date de fin",
    "Statut",
    "Date prévue",
)
PAIR_HEADERS = (RITM_NUMBER, NUMBER, "Obligatoire")
BEFORE_TRIAL = timedelta(days=45)


def status(link: RgtLink, day: date) -> str:
    """Return the status that a careful clerk would write that day."""
    steps = {
        "Annulé": link.cancelled,
        "Résilié": link.ended,
        "En production": link.cut_over,
        "En essai": link.delivered and link.delivered + BEFORE_TRIAL,
        "Livré": link.delivered,
    }
    return next((word for word, since in steps.items() if by(since, day)), "Commandé")


def row(link: RgtLink, day: date, pen: Pen) -> Row:
    """Return the row of one RGT link in the delivery of that day."""
    return {
        NUMBER: link.number,
        "Lot": link.lot,
        "Fournisseur": link.supplier,
        "Code organisme": f"ORG-{link.body:02d}",
        "Code géographique": link.place.code,
        "Région administrative": pen.region(link.place.region),
        "Type de service": link.kind,
        "Débit (Mbps)": pen.speed(link.speed),
        "Date de commande": pen.date(link.ordered),
        "Date de livraison": pen.date(by(link.delivered, day)),
        "Date de bascule": pen.date(by(link.cut_over, day)),
        "Date de fin": pen.date(by(link.ended, day)),
        "Statut": status(link, day),
        "Date prévue": pen.date(link.planned),
    }


def pair_row(pair: Pair, day: date, pen: Pen) -> Row:
    """Return the row of one pair in the delivery of that day."""
    answer = pen.yes_or_blank(answer=pair.mandatory)
    return with_slips({RITM_NUMBER: pair.ritm, NUMBER: pair.rgt, "Obligatoire": answer}, pair.slips, day)


def listed(links: list[RgtLink], day: date) -> list[RgtLink]:
    """Return the links ordered by that day, by number."""
    return sorted((link for link in links if link.ordered <= day), key=lambda link: link.number)


def listed_pairs(pairs: list[Pair], day: date) -> list[Pair]:
    """Return the pairs known that day, by their two numbers."""
    return sorted((pair for pair in pairs if pair.since <= day), key=lambda pair: (pair.ritm, pair.rgt))
