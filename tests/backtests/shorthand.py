"""Short ways of writing facts in a test, so that one line of facts is one line of text.

Belongs here: helpers for hand-written cases. Not here: the cases, any rule.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from .records import (
    Delivery,
    Movement,
    Municipality,
    NotedEnd,
    Pair,
    Record,
    Rejected,
    RgtLink,
    RitmLink,
    Unit,
    delivery,
)

LIST_DAY = date(2023, 1, 15)
PLACES = (
    Municipality("10043", "Rimouski", "01"),
    Municipality("93042", "Alma", "02"),
    Municipality("23027", "Québec", "03"),
    Municipality("25213", "Lévis", "12"),
    Municipality("66023", "Montréal", "06"),
    Municipality("03005", "Gaspé", "11"),
    Municipality("65005", "Laval", "13"),
    Municipality("61025", "Joliette", "14"),
)


def day(text: str | None) -> date | None:
    """Read a date written AAAA-MM-JJ."""
    return date.fromisoformat(text) if text else None


def unit(  # noqa: PLR0913 - one keyword per column keeps a case on one line
    key: str,
    statut: str | None = "À migrer",
    *,
    moved: str | None = None,
    back: str | None = None,
    closed: str | None = None,
    heir: str | None = None,
    service: str | None = "VOIX",
    existing: bool | None = True,
    region: str = "01",
) -> Unit:
    """Write one unit; `heir` is its successor."""
    dates = (None, day(moved), day(back), day(closed))
    return Unit(key, region, existing, service, statut, *dates, heir)


def ritm(
    key: str,
    statut: str = "Actif",
    *,
    since: str = "2015-01-01",
    cut: str | None = None,
    why: str | None = None,
    region: str = "01",
    of: str | None = None,
) -> RitmLink:
    """Write one RITM link, disconnected on `cut` for the motif `why`; `of` is its organism."""
    return RitmLink(key, region, date.fromisoformat(since), statut, day(cut), why, code_organisme=of)


def rgt(
    key: str,
    statut: str | None = "En production",
    *,
    on: str | None = None,
    off: str | None = None,
    region: str = "01",
    of: str | None = None,
) -> RgtLink:
    """Write one RGT link, in production from `on` to `off`."""
    return RgtLink(key, region, statut, date_bascule=day(on), date_fin=day(off), code_organisme=of)


def pairs(*written: str) -> list[Record]:
    """Write pairs: 'L1>R1' obligatoire, 'L1~R1' not."""
    found: list[Record] = []
    for text in written:
        left, right = text.replace("~", ">").split(">")
        found.append(Pair(left, right, obligatoire=">" in text))
    return found


def move(job: str, number: int, kind: str, place: str | None, on: str | None) -> Movement:
    """Write one movement: 'R' Régionalisation, 'T' Transfert, 'B' Retour (back), 'A' Abolition."""
    kinds = {"R": "Régionalisation", "T": "Transfert", "B": "Retour", "A": "Abolition"}
    codes = {one.munnom: one.mcode for one in PLACES}
    return Movement(job, number, kinds[kind], codes.get(place or "", place), day(on))


def lot(
    export: str, extracted: str, *records: Record, rejected: tuple[Rejected, ...] = (), received: int = 0
) -> Delivery:
    """Write one delivery."""
    return delivery(export, date.fromisoformat(extracted), list(records), list(rejected), received)


def renir_lot(
    extracted: str, *records: Record, rejected: tuple[Rejected, ...] = (), received: int = 0
) -> list[Delivery]:
    """Write one delivery of units."""
    return [lot("renir_unites", extracted, *records, rejected=rejected, received=received)]


def network(extracted: str, *records: Record, rejected: tuple[Rejected, ...] = ()) -> list[Delivery]:
    """Write one delivery of RITM links and one of RGT links and pairs, same day."""
    ritm_rows = [one for one in records if isinstance(one, RitmLink)]
    rgt_rows = [one for one in records if not isinstance(one, RitmLink)]
    ritm_bad = tuple(one for one in rejected if one.kind is RitmLink)
    rgt_bad = tuple(one for one in rejected if one.kind is not RitmLink)
    return [
        lot("ritm_liens", extracted, *ritm_rows, rejected=ritm_bad),
        lot("rgt_liens", extracted, *rgt_rows, rejected=rgt_bad),
    ]


def roster(extracted: str, *records: Record, rejected: tuple[Rejected, ...] = ()) -> list[Delivery]:
    """Write one delivery of movements and the municipality list."""
    places = delivery("municipalites", LIST_DAY, list(PLACES))
    return [lot("rh_regionalisation", extracted, *records, rejected=rejected), places]


def note(
    table: str, key: str, kind: str, on: str, *, heir: str | None = None, why: str | None = None
) -> tuple[NotedEnd, ...]:
    """Write one noted end of a thing of "export table"; a key of two parts is "L R"."""
    export, name = table.split()
    parts = tuple(int(part) if part.isdigit() else part for part in key.split())
    return (NotedEnd(export, name, parts, kind, date.fromisoformat(on), heir, why),)


def redelivered(deliveries: list[Delivery], received: int) -> list[Delivery]:
    """Give the same deliveries another rank of reception."""
    return [replace(one, received=received) for one in deliveries]
