"""The invented movements of regionalised jobs and what one delivery shows of each.

Belongs here: the facts of a movement and its row on a given day.
Does not belong here: which careers a sample needs (job_roles.py), or counting.
"""

from dataclasses import dataclass
from datetime import date

from ovt_pipeline.samples.pen import Cell, Pen, Row, Slip, with_slips
from ovt_pipeline.samples.places import Municipality
from ovt_pipeline.samples.renir import by

JOB = "No emploi"
EVENT = "No évènement"
ATTACH = "Port d'attache"
HEADERS = (
    JOB,
    EVENT,
    "No employé",
    "Nom",
    "Prénom",
    "Courriel",
    "Organisation",
    "Corps d'emploi",
    "Contexte",
    "Type de mouvement",
    "Port d'attache d'origine",
    ATTACH,
    "Date d'effet",
    "Date prévue",
)

CONTEXTS = ("Emploi vacant", "Nouvel emploi", "Déménagement volontaire")
CLASSES = ("Professionnel", "Technicien", "Personnel de bureau", "Cadre")


@dataclass(frozen=True)
class Movement:
    """One movement of one job, listed from `known` on; `effective` shows once it is over."""

    job: str
    event: int
    kind: str
    attach: Municipality | None
    effective: date
    known: date
    person: int
    context: str = CONTEXTS[0]
    job_class: str = CLASSES[0]
    origin: Municipality | None = None
    planned: date | None = None
    slips: tuple[Slip, ...] = ()


def row(move: Movement, day: date, pen: Pen) -> Row:
    """Return the row of one movement in the delivery of that day."""
    effective = by(move.effective, day)
    truth: Row = {
        JOB: move.job,
        EVENT: move.event,
        **_person(move.person),
        "Organisation": "Ministère fictif",
        "Corps d'emploi": move.job_class,
        "Contexte": move.context,
        "Type de mouvement": move.kind,
        "Port d'attache d'origine": pen.place(move.origin),
        ATTACH: pen.place(move.attach),
        "Date d'effet": pen.date(effective),
        "Date prévue": pen.date(move.planned),
    }
    return with_slips(truth, move.slips, day)


def _person(serial: int) -> dict[str, Cell]:
    """Return columns that real exports have and that the pipeline must drop: obviously nobody."""
    return {
        "No employé": f"FICTIF-{serial:04d}",
        "Nom": f"Nomfictif{serial}",
        "Prénom": f"Prénomfictif{serial}",
        "Courriel": f"personne{serial}@exemple.invalid",
    }


def listed(moves: list[Movement], day: date) -> list[Movement]:
    """Return the movements known that day, by job and event."""
    return sorted((move for move in moves if move.known <= day), key=lambda move: (move.job, move.event))
