# ruff: noqa: E501 - a table: one case, one line
"""Edge cases of single cells and days: what cannot be read, what is dated on the day itself, what began when.

Belongs here: one line per fact that a small mistake in the SQL would turn (mutations). Not here: cases of one rule
(oracle_cases), of several lots (oracle_cases_lots).
"""

from __future__ import annotations

from datetime import date

from .oracle import RENIR, RITM
from .oracle_case import DONE, LIVE, NOW, Case, third
from .records import reject_whole, spoil
from .shorthand import network, note, pairs, renir_lot, rgt, ritm, unit

BEFORE, START, YEAR_END = "2023-03-31", date(2023, 3, 31), "2022-12-31"
KNOWN = renir_lot("2024-03-31", DONE, unit("N"), unit("U", None))
DATA = "DONNÉES"
UNIT_CELLS = [
    Case("an unread statut may be Fermée", RENIR, [*KNOWN, *renir_lot(NOW, DONE, unit("N"), rejected=(spoil(unit("U", service=DATA), statut="?"),))], (1, 3, third(1), third(1), 50), ("U", "D-REJECTED")),
    Case("an unread statut may be Migrée", RENIR, [*KNOWN, *renir_lot(NOW, DONE, unit("N"), rejected=(spoil(unit("U"), statut="?"),))], (1, 3, third(1), third(1), third(2)), ("U", "D-REJECTED")),
    Case("an unread closing may have been", RENIR, [*KNOWN, *renir_lot(NOW, DONE, unit("N"), rejected=(spoil(unit("U", service=DATA), date_fermeture="?"),))], (1, 3, third(1), third(1), 50), ("U", "D-REJECTED")),
    Case("an unread migration may follow a return", RENIR, [*KNOWN, *renir_lot(NOW, DONE, unit("N"), rejected=(spoil(unit("U", "Retour", back="2024-02-01"), date_migration="?"),))], (1, 3, third(1), third(1), third(2)), ("U", "D-REJECTED")),
    Case("an unread service may be VOIX", RENIR, [*KNOWN, *renir_lot(NOW, DONE, unit("N"), rejected=(spoil(unit("U", "Migrée", moved="2024-01-01"), service="?"),))], (1, 3, third(1), third(1), third(2)), ("U", "D-REJECTED")),
    Case("a migration between the due date and the inventory contradicts nothing", RENIR, renir_lot("2025-04-15", DONE, unit("U", "Planifiée", moved="2025-04-01")), (1, 2, 50, 50, 50), ("U", None)),
    Case("a closing between the due date and the inventory contradicts nothing", RENIR, renir_lot("2025-04-15", DONE, unit("U", closed="2025-04-10")), (1, 2, 50, 50, 50), ("U", None)),
    Case("closed on the reference date, then open again: no member", RENIR, [*renir_lot(BEFORE, DONE, unit("U", "Fermée", closed=BEFORE)), *renir_lot(NOW, DONE, unit("U", existing=None))], (1, 1, 100, 100, 100), ("U", None)),
    Case("merged by the reference date: a member", RENIR, [*renir_lot(BEFORE, DONE, unit("U", "Fusionnée", closed="2022-05-01", heir="OK")), *renir_lot(NOW, DONE, unit("U", existing=None))], (1, 2, 50, 50, 50), ("U", None)),
    Case("a closing that the cohort lot only plans: a member", RENIR, [*renir_lot("2023-03-15", DONE, unit("U", None, closed="2023-03-20")), *renir_lot(NOW, DONE, unit("U", existing=None))], (1, 2, 50, 50, 50), ("U", None)),
    Case("two rejected rows of the cohort lot, one of them Non", RENIR, [*renir_lot(BEFORE, DONE, rejected=(reject_whole(unit("U", existing=False)), reject_whole(unit("U")))), *renir_lot(NOW, DONE, unit("U", existing=None))], (1, 2, 50, 50, 100), ("U", "D-COHORT")),
    Case("the cohort lot does not contradict itself: an unread Oui or Non after a Non", RENIR, [*renir_lot(YEAR_END, DONE, unit("U", existing=False)), *renir_lot(BEFORE, DONE, rejected=(spoil(unit("U"), unite_existante="?"),))], (1, 1, 100, 100, 100), ("U", None), START),
    Case("the cohort lot does not contradict itself: an unread Oui or Non after a Oui", RENIR, [*renir_lot(YEAR_END, DONE, unit("U")), *renir_lot(BEFORE, DONE, rejected=(spoil(unit("U"), unite_existante="?"),))], (1, 2, 50, 50, 50), ("U", None), START),
    Case("a doubtful merger before a sure one", RENIR, renir_lot(NOW, DONE, unit("A", "Fusionnée", heir="B"), unit("B", "Fusionnée", closed="2024-01-01", heir="OK")), (2, 3, third(2), third(2), 100), ("A", "D-CLOSED")),
    Case("merged into each other in two lots: a cycle", RENIR, [*renir_lot("2024-03-31", DONE, unit("A"), unit("B", "Fusionnée", closed="2024-01-01", heir="A")), *renir_lot(NOW, DONE, unit("A", "Fusionnée", closed="2024-06-01", heir="B"))], (1, 3, third(1), third(1), 100), ("A", "D-SUCCESSOR")),
    Case("merged, then said migrated: since it was merged", RENIR, renir_lot(NOW, DONE, unit("A", "Fusionnée", moved="2024-06-01", closed="2024-01-01", heir="OK")), (2, 2, 100, 100, 100), ("A", None), why="A MIGRATED-SUCCESSOR"),
    Case("merged into one without voice that came back: since it was merged", RENIR, renir_lot(NOW, DONE, unit("A", "Fusionnée", closed="2023-04-14", heir="B"), unit("B", "Retour", moved="2023-04-18", back="2024-04-11", service="DONNÉES")), (1, 3, third(1), third(1), third(1)), ("A", None), why="A NOT-MIGRATED-SUCCESSOR"),
    Case("merged into one that was closed before: since it was merged", RENIR, renir_lot(NOW, DONE, unit("A", "Fusionnée", closed="2024-05-01", heir="B"), unit("B", "Fermée", closed="2023-12-01")), (1, 1, 100, 100, 100), ("A", None), why="A CLOSED"),
    Case("what a note says of a unit that is listed is nothing", RENIR, renir_lot(NOW, DONE, unit("N")), (1, 2, 50, 50, 50), ("N", None), notes=note("renir_unites unites", "N", "Fermée", "2024-09-01")),
    Case("one rejected row of two says where a new unit belongs", RENIR, renir_lot(NOW, DONE, rejected=(reject_whole(unit("X")), reject_whole(unit("X", existing=None, region="02")))), (1, 1, 100, 50, 100)),
    Case("rejected as Oui then, as a blank elsewhere now: where it is now", RENIR, [*renir_lot(BEFORE, DONE, rejected=(reject_whole(unit("X")),)), *renir_lot(NOW, DONE, rejected=(reject_whole(unit("X", existing=None, region="02")),))], (1, 1, 100, 50, 100)),
]  # fmt: skip

READY = [ritm("L"), ritm("N")]
PAIRED = network("2024-06-30", *READY, LIVE, *pairs("L>R"))
ENDED = ritm("L", "Débranché", cut="2024-05-01", why="Migration RGT")
RGT_CELLS = [
    Case("an unread RGT statut may be En production", RITM, network(NOW, *READY, *pairs("L>R"), rejected=(spoil(rgt("R"), statut="?"),)), (0, 2, 0, 0, 50), ("L", "D-REJECTED")),
    Case("an unread RGT statut may be Annulé, the other pair runs", RITM, network(NOW, *READY, LIVE, *pairs("L>R", "L>S"), rejected=(spoil(rgt("S"), statut="?"),)), (0, 2, 0, 0, 50), ("L", "D-REJECTED")),
    Case("an unread statut of an RGT link not cut over may be Annulé", RITM, network(NOW, *READY, LIVE, *pairs("L>R", "L>S"), rejected=(spoil(rgt("S", off="2024-01-01"), statut="?"),)), (0, 2, 0, 0, 50), ("L", "D-REJECTED")),
    Case("an unread cut-over may have been", RITM, network(NOW, *READY, *pairs("L>R"), rejected=(spoil(rgt("R", None), date_bascule="?"),)), (0, 2, 0, 0, 50), ("L", "D-REJECTED")),
    Case("an unread cut-over contradicts a statut that says so", RITM, network(NOW, *READY, *pairs("L>R"), rejected=(spoil(rgt("R", off="2024-01-01"), date_bascule="?"),)), (0, 2, 0, 0, 50), ("L", "D-REJECTED")),
    Case("an unread end may not have been", RITM, network(NOW, *READY, *pairs("L>R"), rejected=(spoil(rgt("R", "Résilié", on="2024-01-01"), date_fin="?"),)), (0, 2, 0, 0, 50), ("L", "D-REJECTED")),
    Case("in test, though cut over", RITM, network(NOW, *READY, rgt("R", "En essai", on="2024-01-01"), *pairs("L>R")), (0, 2, 0, 0, 50), ("L", "D-STATUS")),
    Case("ordered, though cut over", RITM, network(NOW, *READY, rgt("R", "Commandé", on="2024-01-01"), *pairs("L>R")), (0, 2, 0, 0, 50), ("L", "D-STATUS")),
    Case("cut over on the day of the extraction", RITM, network(NOW, *READY, rgt("R", on=NOW), *pairs("L>R")), (1, 2, 50, 50, 50), ("L", None)),
    Case("ended on the day of the extraction", RITM, network(NOW, *READY, rgt("R", "Résilié", on="2024-01-01", off=NOW), *pairs("L>R")), (0, 2, 0, 0, 0), ("L", None)),
    Case("cut over between the due date and the inventory contradicts nothing", RITM, network("2025-04-15", *READY, rgt("R", "Livré", on="2025-04-01"), *pairs("L>R")), (0, 2, 0, 0, 0), ("L", None)),
    Case("a cancelled order whose cut-over is planned", RITM, network("2024-12-31", *READY, rgt("R", "Annulé", on="2025-02-01"), *pairs("L>R")), (0, 2, 0, 0, 0), ("L", None)),
    Case("a blank date of service of a new link may be one", RITM, network(NOW, ritm("M"), LIVE, *pairs("M>R"), rejected=(spoil(ritm("X"), date_mise_en_service=None),)), (1, 1, 100, 50, 100), why="X REJECTED-NEW"),
    Case("a blank date of service in the cohort lot is told by the oldest lot", RITM, [*network("2023-03-31", ritm("M"), LIVE, *pairs("M>R"), rejected=(spoil(ritm("L"), date_mise_en_service=None),)), *network(NOW, ritm("M"), ritm("L"), LIVE, *pairs("M>R"))], (1, 2, 50, 50, 50), ("L", None)),
    Case("a rejected cancelled order whose cut-over cannot be read", RITM, network(NOW, *READY, *pairs("L>R"), rejected=(spoil(rgt("R", "Annulé"), date_bascule="?"),)), (0, 2, 0, 0, 50), ("L", "D-REJECTED")),
    Case("an unread RGT link of a pair", RITM, network(NOW, *READY, LIVE, *pairs("L>R"), rejected=(spoil(pairs("L>S")[0], id_lien_rgt="?"),)), (0, 2, 0, 0, 50), ("L", "D-REJECTED")),
    Case("an unread RGT link of the only pair may be Annulé, or run", RITM, network(NOW, *READY, rejected=(spoil(pairs("L>S")[0], id_lien_rgt="?"),)), (0, 2, 0, 0, 50), ("L", "D-REJECTED")),
    Case("what a note says of an RGT link that is listed is nothing", RITM, network(NOW, *READY, LIVE, *pairs("L>R")), (1, 2, 50, 50, 50), ("L", None), notes=note("rgt_liens liens", "R", "Résilié", "2024-09-01")),
    Case("what a note says of a RITM link that is listed is nothing", RITM, network(NOW, *READY, LIVE, *pairs("L>R")), (1, 2, 50, 50, 50), ("L", None), notes=note("ritm_liens liens", "L", "Débranché", "2024-09-01", why="Autre")),
]  # fmt: skip

PAIR_CELLS = [
    Case("a member said to enter service after D: no ended RGT link says since when it is not migrated", RITM, [*network(BEFORE, ritm("L"), ritm("M")), *network(NOW, ritm("L", since="2025-05-01"), ritm("M"), rgt("R", "Résilié", on="2023-06-01", off="2024-01-01"), *pairs("L>R"))], (0, 2, 0, 0, 0), ("L", "D-COHORT")),
    Case("disconnected without a motif: its pairs of today are none", RITM, [*network("2024-06-30", ritm("L", "Débranché", cut="2024-05-01"), ritm("N"), LIVE, *pairs("L>R")), *network(NOW, ritm("L", "Débranché", cut="2024-05-01"), ritm("N"), LIVE)], (0, 2, 0, 0, 50), ("L", "D-CLOSED")),
    Case("a planned disconnection keeps no pair of an earlier sheet", RITM, [*network("2024-06-30", *READY, LIVE, *pairs("L>R")), *network("2024-12-31", ritm("L", cut="2025-02-01", why="Migration RGT"), ritm("N"), LIVE)], (0, 2, 0, 0, 50), ("L", "D-CLAIM")),
    Case("a rejected pair names an ended link: no earlier sheet", RITM, [*network("2024-06-30", ENDED, ritm("N"), LIVE, *pairs("L>R")), *network(NOW, ENDED, ritm("N"), LIVE, rgt("S", "Livré"), rejected=(reject_whole(pairs("L>S")[0]),))], (0, 2, 0, 0, 50), ("L", "D-CLAIM")),
    Case("of an ended link with another pair today, the one that vanished is there or not", RITM, [*network("2024-06-30", ENDED, ritm("N"), LIVE, rgt("S", "Livré"), *pairs("L>R", "L>S")), *network(NOW, ENDED, ritm("N"), LIVE, rgt("S", "Livré"), *pairs("L>R"))], (0, 2, 0, 0, 50), ("L", "D-VANISHED")),
    Case("a pair vanishes and its RGT link is rejected: without the pair, that changes nothing", RITM, [*network("2024-06-30", *READY, LIVE, rgt("S", on="2024-01-01"), *pairs("L>R", "L>S")), *network(NOW, *READY, LIVE, *pairs("L>R"), rejected=(spoil(rgt("S", on="2024-01-01"), code_region="?"),))], (0, 2, 0, 0, 50), ("L", "D-VANISHED")),
    Case("the pairs of a rejected link vanish", RITM, [*PAIRED, *network(NOW, ritm("N"), LIVE, rejected=(spoil(ritm("L"), code_region="?"),))], (0, 2, 0, 0, 50), ("L", "D-VANISHED")),
    Case("the pairs of a link that is no longer listed do not vanish by themselves", RITM, [*PAIRED, *network(NOW, ritm("N"), LIVE)], (0, 2, 0, 0, 50), ("L", "D-VANISHED")),
    Case("the last sheet that had a pair of an ended link, not the first", RITM, [*network("2024-03-31", *READY, LIVE, rgt("S", "Livré"), *pairs("L>S")), *network("2024-06-30", ENDED, ritm("N"), LIVE, rgt("S", "Livré"), *pairs("L>R")), *network(NOW, ENDED, ritm("N"), LIVE, rgt("S", "Livré"))], (1, 2, 50, 50, 50), ("L", None)),
    Case("a pair given beside the one that vanished, in the same sheet, is none given since", RITM, [*network("2024-06-30", *READY, LIVE, rgt("S", "Livré"), *pairs("L>R", "L>S")), *network(NOW, *READY, LIVE, rgt("S", "Livré"), *pairs("L>S"))], (0, 2, 0, 0, 0), ("L", None)),
    Case("a pair given since and withdrawn again: the first one is gone for good", RITM, [*PAIRED, *network("2024-09-30", *READY, LIVE, rgt("S", "Livré"), *pairs("L>S")), *network(NOW, *READY, LIVE, rgt("S", "Livré"))], (0, 2, 0, 0, 0), ("L", None)),
    Case("a pair given in a later lot is not given yet", RITM, [*PAIRED, *network(NOW, *READY, LIVE), *network("2025-06-30", *READY, LIVE, rgt("S", "Livré"), *pairs("L>S"))], (0, 2, 0, 0, 50), ("L", "D-VANISHED")),
    Case("migrated by its last obligatoire pair", RITM, network(NOW, *READY, LIVE, rgt("S", on="2024-03-01"), rgt("T", on="2024-05-01"), *pairs("L>R", "L>S", "L~T")), (1, 2, 50, 50, 50), ("L", None)),
    Case("migrated by its first optional pair in production", RITM, network(NOW, *READY, LIVE, rgt("S", on="2024-03-01"), rgt("T", "Résilié", on="2023-05-01", off="2024-02-01"), *pairs("L~R", "L~S", "L~T")), (1, 2, 50, 50, 50), ("L", None)),
    Case("no longer migrated since its last obligatoire pair ended", RITM, network(NOW, *READY, rgt("R", "Résilié", on="2023-05-01", off="2024-02-01"), rgt("S", "Résilié", on="2023-05-01", off="2024-04-01"), rgt("T", "Résilié", on="2023-05-01", off="2024-06-01"), *pairs("L>R", "L>S", "L~T")), (0, 2, 0, 0, 0), ("L", None)),
    Case("no longer migrated since its last optional pair ended, an order cancelled apart", RITM, network(NOW, *READY, rgt("R", "Résilié", on="2023-05-01", off="2024-02-01"), rgt("X", "Annulé"), rgt("Y", "Annulé", off="2024-08-01"), *pairs("L~R", "L>X", "L~Y")), (0, 2, 0, 0, 0), ("L", None)),
    Case("a cancelled order, cut over then, says no day", RITM, network(NOW, *READY, LIVE, rgt("X", "Annulé", on="2025-06-01"), *pairs("L>R", "L>X")), (1, 2, 50, 50, 50), ("L", None)),
]  # fmt: skip
CELLS = UNIT_CELLS + RGT_CELLS + PAIR_CELLS
