"""The invented units of the Sûreté du Québec and what happens to each of them until 2025.

Belongs here: the world of units and the row that one delivery shows of a unit.
Does not belong here: the roles that a sample needs (renir_roles.py), or counting.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from ovt_pipeline.samples.pen import Pen, Row, Slip, with_slips

KINDS = ("poste principal", "poste auxiliaire", "poste secondaire", "poste autoroutier", "autre")
NUMBER = "No unité"
REGION = "Région administrative"
SERVICE = "Service"
STATUS = "Statut"
MIGRATED = "Date de\nmigration"
CLOSED = "Date de fermeture"
SUCCESSOR = "Unité successeur"
HEADERS = (
    NUMBER,
    "Nom de l'unité",
    "Type d'unité",
    "District",
    REGION,
    "Unité existante",
    SERVICE,
    STATUS,
    "Date prévue",
    MIGRATED,
    "Date de retour",
    CLOSED,
    SUCCESSOR,
    "Commentaire",
)

NEARLY = timedelta(days=60)


@dataclass(frozen=True)
class Unit:
    """One unit and its whole story; a delivery shows the part of it that is over by its day."""

    number: str
    kind: str
    region: str
    service: str
    existing: bool = True
    opened: date = date.min
    last_listed: date = date.max
    planned: date | None = None
    migrated: date | None = None
    returned: date | None = None
    migrated_again: date | None = None
    voice_since: date | None = None
    status_without_date: str | None = None
    closed: date | None = None
    successor: str | None = None
    slips: tuple[Slip, ...] = ()

    def service_on(self, day: date) -> str:
        """Return the service, with voice from the day that it came."""
        return "VOIX+DONNÉES" if by(self.voice_since, day) else self.service

    def migrated_on(self, day: date) -> date | None:
        """Return the latest migration date known that day."""
        return by(self.migrated_again, day) or by(self.migrated, day)


def by(event: date | None, day: date) -> date | None:
    """Return the date of an event when it is over by the end of `day`."""
    return event if event is not None and event <= day else None


def status(unit: Unit, day: date) -> str:
    """Return the status that a careful clerk would write that day."""
    if by(unit.closed, day):
        return "Fusionnée" if unit.successor else "Fermée"
    if by(unit.returned, day) and not by(unit.migrated_again, day):
        return "Retour"
    if unit.migrated_on(day):
        return "Migrée"
    return unit.status_without_date or _status_before(unit.planned, day)


def _status_before(planned: date | None, day: date) -> str:
    if planned is None:
        return "À migrer"
    return "En migration" if planned - NEARLY <= day else "Planifiée"


def row(unit: Unit, day: date, pen: Pen) -> Row:
    """Return the row of one unit in the delivery of that day."""
    serial = unit.number[-4:]
    truth: Row = {
        NUMBER: unit.number,
        "Nom de l'unité": f"Unité fictive {serial}",
        "Type d'unité": unit.kind,
        "District": f"District fictif {int(unit.region) % 10}",
        REGION: pen.region(unit.region),
        "Unité existante": pen.yes_no(answer=unit.existing),
        SERVICE: unit.service_on(day),
        STATUS: status(unit, day),
        "Date prévue": pen.date(unit.planned),
        MIGRATED: pen.date(unit.migrated_on(day)),
        "Date de retour": pen.date(by(unit.returned, day)),
        CLOSED: pen.date(by(unit.closed, day)),
        SUCCESSOR: unit.successor if by(unit.closed, day) else None,
        "Commentaire": f"Joindre Prénomfictif{serial} Nomfictif{serial}" if int(serial) % 7 == 0 else None,
    }
    return with_slips(truth, unit.slips, day)


def listed(units: list[Unit], day: date) -> list[Unit]:
    """Return the units that the delivery of that day lists, by number."""
    return sorted((u for u in units if u.opened <= day <= u.last_listed), key=lambda unit: unit.number)
