"""The worked examples of indicators.md version 2: facts, and what the text says of them, region by region.

Belongs here: the examples of the text, to the letter. Not here: other cases (oracle_cases), who is asked (test_oracle,
test_sql).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from .compare import Key, Numbers, same
from .oracle import JOBS, RENIR, RITM
from .records import Delivery, Rejected, spoil
from .shorthand import lot, move, network, pairs, renir_lot, rgt, ritm, roster, unit

END = date(2025, 3, 31)
NOW = "2025-03-31"
Bounds = tuple[Fraction | int | float | None, Fraction | int | float | None, Fraction | int | float | None]


@dataclass(frozen=True)
class Example:
    """Facts at a date, and the low, value and high of some regions; of some entities, whether value counts them."""

    says: str
    indicator: str
    facts: list[Delivery]
    gives: dict[str, Bounds]
    as_of: date = END
    sums: tuple[int, int | None] | None = None  # numerator and denominator of 00
    counted: frozenset[str] | None = None
    doubts: dict[str, str] = field(default_factory=dict)

    def surprises(self, figures: Mapping[Key, Numbers]) -> Iterator[str]:
        """Say where figures are not those of the text, which rounds to a tenth."""
        for region, bounds in self.gives.items():
            n, d, value, low, high = figures[self.indicator, self.as_of, region]
            for name, told, found in zip(("low", "value", "high"), bounds, (low, value, high), strict=True):
                if not same(told, found if found is None else round(float(found), 1)):
                    yield f"{self.says}: {name} of {region} is {found} instead of {told}."
            if region == "00" and self.sums not in (None, (n, d)):
                yield f"{self.says}: {n} of {d} instead of {self.sums}."


def renir(day: str, *, then: bool = False) -> list[Delivery]:
    """Give the units of the example, as of 2024-03-31 or as things stood on 2023-08-31."""
    first = unit("U1", "Migrée", moved="2023-01-10")
    unsure = unit("U5", "Migrée")
    if then:
        later = (unit("U2", "Migrée", moved="2023-06-01", service="VOIX+DONNÉES"), unit("U3"), unit("U4"))
    else:
        later = (
            unit("U2", "Retour", moved="2023-06-01", back="2024-02-01", service="VOIX+DONNÉES"),
            unit("U3", "Fusionnée", closed="2023-09-01", heir="U1"),
            unit("U4", "Fermée", closed="2023-12-01"),
        )
    return renir_lot(day, first, *later, unsure)


def links() -> list[Delivery]:
    """Give the links of the example."""
    return network(
        NOW,
        *(ritm(f"L{number}") for number in (1, 2, 3, 4, 5, 9, 10)),
        ritm("L6", "Migré"),
        ritm("L7", "Débranché", cut="2024-02-01", why="Site fermé"),
        ritm("L8", since="2023-06-01"),
        rgt("A", on="2024-05-01"),
        rgt("B", "Livré"),
        rgt("C", "Commandé"),
        rgt("X", "Annulé"),
        rgt("E", "Résilié", on="2023-09-01", off="2024-01-15"),
        *pairs("L1>A", "L2>A", "L2>B", "L3>A", "L3~C", "L4>X", "L4~A", "L5>E", "L10>A"),
    )


def jobs() -> list[Delivery]:
    """Give the jobs of the example."""
    rows = (
        move("J1", 1, "R", "Rimouski", "2019-02-01"),
        move("J2", 1, "R", "Laval", "2019-02-01"),
        move("J3", 1, "R", "Alma", "2020-01-01"),
        move("J3", 2, "B", None, "2022-05-01"),
        move("J4", 1, "R", "Alma", "2020-01-01"),
        move("J4", 2, "B", None, "2022-05-01"),
        move("J4", 3, "R", "Gaspé", "2022-05-01"),
        move("J5", 1, "R", "Rimouski", "2018-09-30"),
        move("J6", 1, "R", "Laval", "2019-01-01"),
        move("J6", 2, "T", "Joliette", "2021-01-01"),
        move("J8", 1, "R", "Rimouski", "2025-06-01"),
    )
    unknown = spoil(move("J7", 1, "R", None, "2021-01-01"), port_attache="Ville-Inconnue")
    return roster(NOW, *rows, rejected=(unknown,))


B = ritm("B")
SOUND = (ritm("A"), ritm("C", region="02"))
ORDERS = (rgt("R1", on="2024-01-01"), rgt("R2", on="2024-01-01", region="02"), rgt("R3", on="2024-01-01", region="02"))
PAIRS = pairs("A>R1", "C>R2", "C>R3")


def late(*rejected: Rejected) -> list[Delivery]:
    """Give the links of the bounds when a row is rejected that was not in the lot before."""
    return [
        *network("2024-12-31", *SOUND, B, *ORDERS, *PAIRS),
        *network(NOW, *SOUND, *ORDERS, *PAIRS, rejected=rejected),
    ]


BROKEN = spoil(B, **{name: "?" for name in vars(B) if name not in ("id_lien_ritm", "code_region")})
ALL_BUT_REGION = spoil(B, code_region="?")
NEW = spoil(ritm("N"), date_mise_en_service="?")
NOT_YET = (*ORDERS[:2], rgt("R3", "Livré", region="02"))
THIRD, SIXTH = 33.3, 66.7

BOUNDS = [
    Example(
        "r: a new row of region 01, its date_mise_en_service unreadable",
        RITM,
        network(NOW, *SOUND, B, *ORDERS, *PAIRS, rejected=(NEW,)),
        {"00": (50, SIXTH, 75), "01": (THIRD, 50, SIXTH), "02": (100, 100, 100)},
    ),
    Example(
        "k: a row of the correspondence whose RITM link is in no lot, its RGT link in 01",
        RITM,
        network(NOW, *SOUND, B, *ORDERS, rgt("R4"), *PAIRS, *pairs("Z>R4")),
        {"00": (THIRD, SIXTH, 100), "01": (0, 50, 100), "02": (100, 100, 100)},
    ),
    Example(
        "B's row rejected, all but its region readable",
        RITM,
        late(ALL_BUT_REGION),
        {"00": (SIXTH, SIXTH, SIXTH), "01": (50, 50, 100), "02": (50, 100, 100), "03": (0, None, 0)},
    ),
    Example(
        "C's second RGT link only Livré, and that pair no longer in the sheet",
        RITM,
        [
            *network("2024-12-31", *SOUND, B, *NOT_YET, *PAIRS),
            *network(NOW, *SOUND, B, *NOT_YET, *pairs("A>R1", "C>R2")),
        ],
        {"00": (THIRD, THIRD, SIXTH), "01": (50, 50, 50), "02": (0, 0, 100)},
        doubts={"C": "D-VANISHED"},
    ),
]

J1 = move("J1", 1, "R", "Rimouski", "2019-02-01")
NAMELESS = spoil(move("?", 2, "T", "Laval", "2021-01-01"), id_emploi="?")
WINDOW = [
    lot("renir_unites", "2024-02-15", unit("U")),
    lot("renir_unites", "2024-04-10", unit("U", "Migrée", moved="2024-03-20")),
]

EXAMPLES = [
    Example(
        "RENIR",
        RENIR,
        renir("2024-03-31"),
        {"00": (50, 50, 75)},
        date(2024, 3, 31),
        (2, 4),
        frozenset({"U1", "U3"}),
        {"U5": "D-UNDATED"},
    ),
    Example(
        "RENIR, as things stood",
        RENIR,
        renir("2023-08-31", then=True),
        {"00": (40, 40, 60)},
        date(2023, 8, 31),
        (2, 5),
        frozenset({"U1", "U2"}),
    ),
    Example(
        "RITM",
        RITM,
        links(),
        {"00": (50, 50, 62.5)},
        sums=(4, 8),
        counted=frozenset({"L1", "L3", "L4", "L10"}),
        doubts={"L6": "D-CLAIM"},
    ),
    Example(
        "Jobs",
        JOBS,
        jobs(),
        {"00": (3, 3, 4), "01": (1, 1, 2), "11": (1, 1, 2), "14": (1, 1, 2), "13": (0, 0, 0)},
        sums=(3, None),
        counted=frozenset({"J1", "J4", "J6"}),
        doubts={"J7": "D-REJECTED"},
    ),
    *BOUNDS,
    Example(
        "a rejected Transfert to Laval whose id_emploi cannot be read",
        JOBS,
        roster(NOW, J1, rejected=(NAMELESS,)),
        {"00": (0, 1, 1), "01": (0, 1, 1), "02": (0, 0, 0), "13": (0, 0, 0)},
    ),
    Example(
        "a Transfert to Alma dated after the extraction and ≤ D",
        JOBS,
        roster("2024-12-31", J1, move("J1", 2, "T", "Alma", "2025-02-01")),
        {"00": (1, 1, 1), "01": (0, 1, 1), "02": (0, 0, 1)},
    ),
    Example("the window: 31 March uses the lot of 10 April", RENIR, WINDOW, {"00": (100, 100, 100)}, date(2024, 3, 31)),
    Example("5 April uses that of February", RENIR, WINDOW, {"00": (0, 0, 0)}, date(2024, 4, 5)),
]
PRELIMINARY: dict[date, bool] = {date(2024, 3, 31): False, date(2024, 4, 5): True}
