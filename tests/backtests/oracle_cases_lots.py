# ruff: noqa: E501 - a table: one case, one line
"""Edge cases of several lots: the frozen cohort, what is no longer listed, rows beside the sets, doubted rows, notes.

Belongs here: one line per fact. Not here: cases of one row (oracle_cases), drawn worlds.
"""

from __future__ import annotations

from .oracle import JOBS, RENIR, RITM
from .oracle_case import DONE, LIVE, NOW, Case, third
from .records import marked, spoil
from .shorthand import lot, move, network, note, pairs, renir_lot, rgt, ritm, roster, unit

STAYS = move("J", 1, "R", "Alma", "2020-01-01")
BEFORE = "2023-03-31"
COHORT = [
    Case("a blank in a later lot says nothing", RENIR, [*renir_lot(BEFORE, DONE, unit("U")), *renir_lot(NOW, DONE, unit("U", existing=None))], (1, 2, 50, 50, 50), ("U", None)),
    Case("a blank in the cohort lot is Non", RENIR, renir_lot(NOW, DONE, unit("U", existing=None)), (1, 1, 100, 100, 100), ("U", None)),
    Case("an explicit Non on a member", RENIR, [*renir_lot(BEFORE, DONE, unit("U")), *renir_lot(NOW, DONE, unit("U", existing=False))], (1, 2, 50, 50, 100), ("U", "D-COHORT")),
    Case("an explicit Non on a migrated member", RENIR, [*renir_lot(BEFORE, DONE, unit("U")), *renir_lot(NOW, unit("OK"), unit("U", "Migrée", moved="2024-01-01", existing=False))], (0, 1, 0, 0, 50), ("U", "D-COHORT")),
    Case("an explicit Oui on another unit", RENIR, [*renir_lot(BEFORE, DONE, unit("U", existing=False)), *renir_lot(NOW, DONE, unit("U"))], (1, 2, 50, 50, 100), ("U", "D-COHORT")),
    Case("an explicit Oui on a new unit that is migrated", RENIR, [*renir_lot(BEFORE, unit("OK")), *renir_lot(NOW, unit("OK"), unit("U", "Migrée", moved="2024-01-01"))], (0, 1, 0, 0, 50), ("U", "D-COHORT")),
    Case("closed before the reference date, then open again: no member", RENIR, [*renir_lot(BEFORE, DONE, unit("U", "Fermée", closed="2022-01-01")), *renir_lot(NOW, DONE, unit("U", existing=None))], (1, 1, 100, 100, 100), ("U", None)),
    Case("rejected in the cohort lot: judged by what is readable there", RENIR, [*renir_lot(BEFORE, DONE, rejected=(spoil(unit("U"), code_region="?"),)), *renir_lot(NOW, DONE, unit("U", existing=None))], (1, 2, 50, 50, 50), ("U", None)),
    Case("rejected in the cohort lot: for the rest by the oldest lot that accepted it", RENIR, [*renir_lot(BEFORE, DONE, rejected=(spoil(unit("U"), unite_existante="?"),)), *renir_lot("2024-03-31", DONE, unit("U", existing=False)), *renir_lot(NOW, DONE, unit("U", existing=None))], (1, 1, 100, 100, 100), ("U", None)),
    Case("rejected in the cohort lot, and blank since: own or out", RENIR, [*renir_lot(BEFORE, DONE, rejected=(spoil(unit("U"), unite_existante="?"),)), *renir_lot(NOW, DONE, unit("U", existing=None))], (1, 2, 50, 50, 100), ("U", "D-COHORT")),
    Case("rejected in the cohort lot as Oui, accepted since as Non", RENIR, [*renir_lot(BEFORE, DONE, rejected=(spoil(unit("U"), code_region="?"),)), *renir_lot(NOW, DONE, unit("U", existing=False))], (1, 2, 50, 50, 100), ("U", "D-COHORT")),
    Case("merged before the reference date in a row rejected there: a member", RENIR, [*renir_lot(BEFORE, DONE, rejected=(spoil(unit("U", "Fusionnée", closed="2022-05-01", heir="V"), no_unite_successeur="?"),)), *renir_lot(NOW, DONE, unit("U", existing=None))], (1, 2, 50, 50, 50), ("U", None)),
    Case("a rejected row that is readable as Oui, after a Non", RENIR, [*renir_lot(BEFORE, DONE, unit("U")), *renir_lot("2024-03-31", DONE, unit("U", existing=False)), *renir_lot(NOW, DONE, rejected=(spoil(unit("U"), code_region="?"),))], (1, 2, 50, 50, 50), ("U", None)),
    Case("rejected in the cohort lot and never accepted: r", RENIR, [*renir_lot(BEFORE, DONE, rejected=(spoil(unit("U"), code_region="?"),)), *renir_lot(NOW, DONE)], (1, 1, 100, 50, 100)),
    Case("a new rejected unit that is not said Oui is nobody's", RENIR, [*renir_lot(BEFORE, DONE), *renir_lot(NOW, DONE, rejected=(spoil(unit("U", existing=None), code_region="?"),))], (1, 1, 100, 100, 100)),
    Case("a row without a key in each of the two lots", RENIR, [*renir_lot(BEFORE, DONE, rejected=(spoil(unit("U"), no_unite="?"),)), *renir_lot(NOW, DONE, rejected=(spoil(unit("U"), no_unite="?"),))], (1, 1, 100, third(1), 100)),
    Case("the oldest lot when none is that old", RENIR, [*renir_lot("2024-03-31", DONE, unit("U", existing=False)), *renir_lot(NOW, DONE, unit("U", existing=None))], (1, 1, 100, 100, 100)),
    Case("a member re-dated", RITM, [*network(BEFORE, ritm("L"), ritm("M")), *network(NOW, ritm("L", since="2023-06-01"), ritm("M"))], (0, 2, 0, 0, 0), ("L", "D-COHORT")),
    Case("a member now cancelled", RITM, [*network(BEFORE, ritm("L"), ritm("M")), *network(NOW, ritm("L", "Annulé"), ritm("M"), LIVE, *pairs("M>R"))], (1, 2, 50, 50, 100), ("L", "D-COHORT")),
    Case("in service by the reference date and no member", RITM, [*network(BEFORE, ritm("M")), *network(NOW, ritm("L"), ritm("M"), LIVE, *pairs("M>R"))], (1, 2, 50, 50, 100), ("L", "D-COHORT")),
    Case("cancelled in the cohort lot, in service now", RITM, [*network(BEFORE, ritm("L", "Annulé"), ritm("M")), *network(NOW, ritm("L"), ritm("M"), LIVE, *pairs("M>R"))], (1, 2, 50, 50, 100), ("L", "D-COHORT")),
    Case("disconnected before the reference date: no member, and none now", RITM, [*network(BEFORE, ritm("L", "Débranché", cut="2022-01-01", why="Site fermé"), ritm("M")), *network(NOW, ritm("L", "Débranché", cut="2022-01-01", why="Site fermé"), ritm("M"))], (0, 1, 0, 0, 0), ("L", None)),
]  # fmt: skip

MERGED = unit("A", "Fusionnée", closed="2023-05-01", heir="B")
CUT = ritm("L", "Débranché", cut="2024-05-01", why="Migration RGT")
SHEET = network("2024-06-30", ritm("L"), ritm("M"), LIVE, *pairs("L>R"))
GONE = [
    Case("a merged unit and its closed successor vanish", RENIR, [*renir_lot("2024-03-31", DONE, MERGED, unit("B", "Fermée", closed="2024-01-01")), *renir_lot(NOW, DONE)], (1, 1, 100, 100, 100), ("A", None)),
    Case("a chain of mergers vanishes: followed to the successor listed today", RENIR, [*renir_lot("2024-03-31", unit("OK"), MERGED, unit("B", "Fusionnée", closed="2024-01-01", heir="OK")), *renir_lot(NOW, DONE)], (3, 3, 100, 100, 100), ("A", None)),
    Case("the successor of a merged unit vanishes", RENIR, [*renir_lot("2024-03-31", DONE, MERGED, unit("B", "Migrée", moved="2023-02-01")), *renir_lot(NOW, DONE, MERGED)], (1, 3, third(1), third(1), 100), ("A", "D-VANISHED")),
    Case("a planned closing is no known end", RENIR, [*renir_lot("2024-03-31", DONE, unit("U", None, closed="2024-06-01")), *renir_lot(NOW, DONE)], (1, 2, 50, 50, 100), ("U", "D-VANISHED")),
    Case("a disconnected link and its pairs are no longer listed", RITM, [*network("2024-06-30", CUT, ritm("M"), LIVE, *pairs("L>R")), *network(NOW, ritm("M"), LIVE)], (1, 2, 50, 50, 50), ("L", None)),
    Case("a disconnected link is listed, its pairs no longer", RITM, [*network("2024-06-30", CUT, ritm("M"), LIVE, *pairs("L>R")), *network(NOW, CUT, ritm("M"), LIVE)], (1, 2, 50, 50, 50), ("L", None)),
    Case("a closed link is no longer listed", RITM, [*network("2024-06-30", ritm("L", "Débranché", cut="2024-05-01", why="Site fermé"), ritm("M")), *network(NOW, ritm("M"))], (0, 1, 0, 0, 0), ("L", None)),
    Case("a pair vanishes, its link is listed", RITM, [*SHEET, *network(NOW, ritm("L"), ritm("M"), LIVE)], (0, 2, 0, 0, 50), ("L", "D-VANISHED")),
    Case("a pair is replaced by another", RITM, [*SHEET, *network(NOW, ritm("L"), ritm("M"), LIVE, rgt("S", "Livré"), *pairs("L>S"))], (0, 2, 0, 0, 0), ("L", None)),
    Case("the pair of an order since cancelled", RITM, [*SHEET, *network(NOW, ritm("L"), ritm("M"), rgt("R", "Annulé"))], (0, 2, 0, 0, 0), ("L", None)),
    Case("a pair vanishes, the link is migrated by another", RITM, [*network("2024-06-30", ritm("L"), LIVE, rgt("S", "Livré"), *pairs("L>R", "L>S")), *network(NOW, ritm("L"), LIVE, rgt("S", "Livré"), *pairs("L>R"))], (0, 1, 0, 0, 100), ("L", "D-VANISHED")),
    Case("pairs of a link in no lot", RITM, network(NOW, ritm("M"), ritm("N"), LIVE, *pairs("M>R", "Z>R")), (1, 2, 50, 0, 100)),
    Case("a pair of an order cancelled, to nobody", RITM, network(NOW, ritm("M"), LIVE, rgt("X", "Annulé"), *pairs("M>R", "Z>X")), (1, 1, 100, 100, 100)),
    Case("a rejected pair whose RITM link cannot be read", RITM, network(NOW, ritm("M"), ritm("N"), LIVE, *pairs("M>R"), rejected=(spoil(pairs("Z>R")[0], id_lien_ritm="?"),)), (1, 2, 50, 0, 100)),
    Case("a pair of a link that was only ever rejected", RITM, network(NOW, ritm("M"), LIVE, *pairs("M>R", "Z>R"), rejected=(spoil(ritm("Z"), code_region="?"),)), (1, 1, 100, 50, 100)),
    Case("a row that an expectation doubts", RENIR, [marked(renir_lot(NOW, DONE, unit("U"))[0], unit("U"))], (1, 2, 50, 50, 100), ("U", "D-CONTRACT")),
    Case("an RGT row that an expectation doubts", RITM, [lot("ritm_liens", NOW, ritm("L")), marked(lot("rgt_liens", NOW, LIVE, *pairs("L>R")), LIVE)], (0, 1, 0, 0, 100), ("L", "D-CONTRACT")),
    Case("a pair that an expectation doubts", RITM, [lot("ritm_liens", NOW, ritm("L")), marked(lot("rgt_liens", NOW, LIVE, *pairs("L>R")), *pairs("L>R"))], (0, 1, 0, 0, 100), ("L", "D-CONTRACT")),
    Case("a rejected pair to an RGT row that an expectation doubts", RITM, [lot("ritm_liens", NOW, ritm("L")), marked(lot("rgt_liens", NOW, rgt("R", "Livré"), rejected=(spoil(pairs("L>R")[0], obligatoire="?"),)), rgt("R", "Livré"))], (0, 1, 0, 0, 100), ("L", "D-CONTRACT")),
    Case("a pair that an expectation doubted is no longer listed", RITM, [lot("ritm_liens", NOW, ritm("L")), marked(lot("rgt_liens", "2024-06-30", rgt("R", "Livré"), *pairs("L>R")), *pairs("L>R")), lot("rgt_liens", NOW, rgt("R", "Livré"))], (0, 1, 0, 0, 100), ("L", "D-CONTRACT")),
    Case("a movement that an expectation doubts", JOBS, [marked(roster(NOW, STAYS)[0], STAYS), roster(NOW)[1]], (0, None, 0, 0, 1), ("J", "D-CONTRACT")),
]  # fmt: skip

UNITS_TABLE, RITM_TABLE, RGT_TABLE, PAIR_TABLE, JOB_TABLE = "renir_unites unites", "ritm_liens liens", "rgt_liens liens", "rgt_liens correspondance", "rh_regionalisation mouvements"  # fmt: skip
LOST = [*renir_lot("2024-03-31", DONE, unit("U")), *renir_lot(NOW, DONE)]
LOST_LINK = [*network("2024-06-30", ritm("L"), ritm("M"), LIVE, *pairs("L>R")), *network(NOW, ritm("M"), LIVE)]
EARLY = [
    *roster("2024-06-30", move("J", 1, "B", None, "2018-09-30"))[:1],
    *roster(NOW, move("K", 1, "R", "Alma", "2020-01-01")),
]
NOTED = [
    Case("a note: closed", RENIR, LOST, (1, 1, 100, 100, 100), ("U", None), notes=note(UNITS_TABLE, "U", "Fermée", "2024-09-01")),
    Case("a note after D", RENIR, LOST, (1, 2, 50, 50, 100), ("U", "D-VANISHED"), notes=note(UNITS_TABLE, "U", "Fermée", "2025-04-01")),
    Case("a note: merged", RENIR, LOST, (2, 2, 100, 100, 100), ("U", None), notes=note(UNITS_TABLE, "U", "Fusionnée", "2024-09-01", heir="OK")),
    Case("a note: disconnected", RITM, LOST_LINK, (0, 1, 0, 0, 0), ("L", None), notes=note(RITM_TABLE, "L", "Débranché", "2024-09-01", why="Site fermé")),
    Case("a note: disconnected for a migration", RITM, LOST_LINK, (1, 2, 50, 50, 50), ("L", None), notes=note(RITM_TABLE, "L", "Débranché", "2024-09-01", why="Migration RGT")),
    Case("a note: cancelled", RITM, LOST_LINK, (0, 1, 0, 0, 50), ("L", "D-COHORT"), notes=note(RITM_TABLE, "L", "Annulé", "2024-09-01")),
    Case("a note: an unknown RITM link has ended", RITM, network(NOW, ritm("M"), LIVE, *pairs("M>R", "Z>R")), (1, 1, 100, 100, 100), notes=note(RITM_TABLE, "Z", "Débranché", "2024-09-01", why="Autre")),
    Case("a note: an RGT link is terminated", RITM, [*network("2024-06-30", ritm("L"), LIVE, *pairs("L>R")), *network(NOW, ritm("L"), *pairs("L>R"))], (0, 1, 0, 0, 0), ("L", None), notes=note(RGT_TABLE, "R", "Résilié", "2024-09-01")),
    Case("a note: a pair is withdrawn", RITM, [*SHEET, *network(NOW, ritm("L"), ritm("M"), LIVE)], (0, 2, 0, 0, 0), ("L", None), notes=note(PAIR_TABLE, "L R", "Retirée", "2024-09-01")),
    Case("a note: a job is abolished", JOBS, [*roster("2024-06-30", STAYS)[:1], *roster(NOW, move("K", 1, "R", "Alma", "2020-01-01"))], (1, None, 1, 1, 1), ("J", None), notes=note(JOB_TABLE, "J", "Abolition", "2024-09-01")),
    Case("an end before the window is none", JOBS, EARLY, (1, None, 1, 1, 2), ("J", "D-VANISHED")),
    Case("an end before the window, and a note", JOBS, EARLY, (1, None, 1, 1, 1), ("J", None), notes=note(JOB_TABLE, "J", "Abolition", "2024-09-01")),
    Case("a note: a movement is withdrawn", JOBS, [*roster("2024-06-30", STAYS, move("J", 2, "B", None, "2021-01-01"))[:1], *roster(NOW, STAYS)], (1, None, 1, 1, 1), ("J", None), notes=note(JOB_TABLE, "J 2", "Retirée", "2024-09-01")),
]  # fmt: skip
