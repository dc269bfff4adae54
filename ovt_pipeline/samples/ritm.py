"""What one delivery of ritm_liens shows of a link.

Belongs here: the row of a RITM link on a given day.
Does not belong here: the facts of the link (links.py), or the file (deliveries.py).
"""

from datetime import date

from ovt_pipeline.samples.links import RitmLink
from ovt_pipeline.samples.pen import Pen, Row, with_slips
from ovt_pipeline.samples.renir import by

NUMBER = "No lien RITM"
REGION = "Région administrative"
IN_SERVICE = "Date de mise en service"
STATUS = "Statut"
UNPLUGGED = "Date de débranchement"
REASON = "Motif de fin"
HEADERS = (
    NUMBER,
    "Code organisme",
    "Organisme",
    "Adresse",
    "Code postal",
    "Code géographique",
    REGION,
    "Type de service",
    "Rôle",
    "Débit (Mbps)",
    IN_SERVICE,
    STATUS,
    UNPLUGGED,
    REASON,
    "Centre de coûts",
)


def status(link: RitmLink, day: date) -> str:
    """Return the status that a careful clerk would write that day."""
    if link.cancelled:
        return "Annulé"
    if by(link.unplugged, day):
        return "Débranché"
    if by(link.claimed, day):
        return "Migré"
    return "En migration" if by(link.moving, day) else "Actif"


def row(link: RitmLink, day: date, pen: Pen) -> Row:
    """Return the row of one link in the delivery of that day."""
    unplugged = by(link.unplugged, day)
    truth: Row = {
        NUMBER: link.number,
        "Code organisme": f"ORG-{link.body:02d}",
        "Organisme": f"Organisme fictif {link.body}",
        "Adresse": f"{100 + int(link.number[-5:]) % 900} rue Fictive",
        "Code postal": "Z0Z 0Z0",
        "Code géographique": link.place.code,
        REGION: pen.region(link.place.region),
        "Type de service": link.kind,
        "Rôle": link.role,
        "Débit (Mbps)": pen.speed(link.speed),
        IN_SERVICE: pen.date(link.in_service),
        STATUS: status(link, day),
        UNPLUGGED: pen.date(unplugged),
        REASON: link.reason if unplugged else None,
        "Centre de coûts": f"CC-{link.body * 10:04d}",
    }
    return with_slips(truth, link.slips, day)


def listed(links: list[RitmLink], day: date) -> list[RitmLink]:
    """Return the links that the delivery of that day lists, by number."""
    return sorted((link for link in links if link.in_service <= day), key=lambda link: link.number)
