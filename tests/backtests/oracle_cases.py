# ruff: noqa: E501 - a table: one case, one line
"""Edge cases that a person can check by hand: facts, then numerator, denominator, value, low, high for Québec as a whole.

Belongs here: one line per fact, with an entity and its doubt, and reason codes (warehouse/README.md says them in words).
Not here: cases of several lots (oracle_cases_lots), drawn worlds. D is 2025-03-31 unless a case says otherwise.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from .oracle import JOBS, RENIR, RITM
from .oracle_case import DONE, LIVE, NOW, Case, third
from .oracle_cases_cells import CELLS
from .oracle_cases_lots import COHORT, GONE, NOTED
from .records import Eligibility, Municipality, reject_for, reject_whole, spoil
from .shorthand import lot, move, network, pairs, redelivered, renir_lot, rgt, ritm, roster, unit

STAYS = move("J", 1, "R", "Alma", "2020-01-01")
PLANNED = replace(move("J", 2, "T", "Gaspé", None), date_prevue=date(2025, 6, 1))
HARMLESS = spoil(move("J", 1, "R", None, "2018-09-30"), port_attache="?")
TABLE = (Eligibility("01", eligible=False), Eligibility("10043", eligible=True, valid_from=date(2020, 1, 1), valid_to=date(2021, 12, 31)), Eligibility("02", eligible=False, valid_from=date(2021, 1, 1)))  # fmt: skip


UNITS = [
    Case("DONNÉES-only counts in the population only", RENIR, renir_lot(NOW, DONE, unit("U", "Migrée", moved="2023-01-10", service="DONNÉES")), (1, 2, 50, 50, 50), why="U NO-VOICE"),
    Case("DONNÉES-only without a date is a remark", RENIR, renir_lot(NOW, DONE, unit("U", "Migrée", service="DONNÉES")), (1, 2, 50, 50, 50), ("U", None), why="U NO-VOICE"),
    Case("migrated without a date", RENIR, renir_lot(NOW, DONE, unit("U", "Migrée")), (1, 2, 50, 50, 100), ("U", "D-UNDATED"), why="OK MIGRATED, U NOT-MIGRATED"),
    Case("a new unit never counts", RENIR, renir_lot(NOW, DONE, unit("U", existing=False)), (1, 1, 100, 100, 100), why="U NOT-EXISTING"),
    Case("back, then migrated again", RENIR, renir_lot(NOW, DONE, unit("U", "Migrée", moved="2024-05-01", back="2023-09-01")), (2, 2, 100, 100, 100), why="U MIGRATED"),
    Case("back on the day of the migration", RENIR, renir_lot(NOW, DONE, unit("U", "Retour", moved="2024-05-01", back="2024-05-01")), (1, 2, 50, 50, 50), why="U RETURNED"),
    Case("planned, yet with a date", RENIR, renir_lot(NOW, DONE, unit("U", "Planifiée", moved="2024-05-01")), (1, 2, 50, 50, 100), ("U", "D-STATUS"), why="U IN-DOUBT"),
    Case("migrated, yet back", RENIR, renir_lot(NOW, DONE, unit("U", "Migrée", moved="2023-05-01", back="2024-05-01")), (1, 2, 50, 50, 100), ("U", "D-STATUS"), why="U RETURNED"),
    Case("migrated, yet back the same day", RENIR, renir_lot(NOW, DONE, unit("U", "Migrée", moved="2024-05-01", back="2024-05-01")), (1, 2, 50, 50, 100), ("U", "D-STATUS"), why="U RETURNED"),
    Case("planned again after a return", RENIR, renir_lot(NOW, DONE, unit("U", "Planifiée", moved="2023-05-01", back="2024-05-01")), (1, 2, 50, 50, 50), why="U RETURNED"),
    Case("a date after the extraction", RENIR, renir_lot("2024-12-31", DONE, unit("U", "Planifiée", moved="2025-02-01")), (1, 2, 50, 50, 100), ("U", "D-FUTURE"), why="U NOT-MIGRATED"),
    Case("a date after the extraction that the statut anticipates", RENIR, renir_lot("2024-12-31", DONE, unit("U", "Migrée", moved="2025-02-01")), (1, 2, 50, 50, 100), ("U", "D-STATUS")),
    Case("a return after the extraction is against", RENIR, renir_lot("2024-12-31", DONE, unit("U", "Migrée", moved="2023-02-01", back="2025-02-01")), (1, 2, 50, 50, 100), ("U", "D-FUTURE")),
    Case("a date after D is a plan", RENIR, renir_lot("2024-12-31", DONE, unit("U", "Planifiée", moved="2025-06-01")), (1, 2, 50, 50, 50), ("U", None), why="U NOT-MIGRATED"),
    Case("closed without a date may leave", RENIR, renir_lot(NOW, DONE, unit("U", "Fermée")), (1, 2, 50, 50, 100), ("U", "D-CLOSED"), why="U NOT-MIGRATED"),
    Case("future closing of a migrated unit: out against", RENIR, renir_lot("2024-12-31", unit("N"), unit("U", "Migrée", moved="2023-02-01", closed="2025-02-01")), (0, 1, 0, 0, 50), ("U", "D-FUTURE"), why="U IN-DOUBT, N NOT-MIGRATED"),
    Case("a chain of mergers ends migrated", RENIR, renir_lot(NOW, DONE, unit("A", "Fusionnée", closed="2023-05-01", heir="B"), unit("B", "Fusionnée", closed="2024-05-01", heir="OK")), (3, 3, 100, 100, 100), why="A MIGRATED-SUCCESSOR, B MIGRATED-SUCCESSOR"),
    Case("a chain of mergers ends closed", RENIR, renir_lot(NOW, DONE, unit("A", "Fusionnée", closed="2023-05-01", heir="B"), unit("B", "Fermée", closed="2024-05-01")), (1, 1, 100, 100, 100), why="A CLOSED, B CLOSED"),
    Case("the successor need not be existante", RENIR, renir_lot(NOW, DONE, unit("A", "Fusionnée", closed="2023-05-01", heir="B"), unit("B", "Migrée", moved="2023-06-01", existing=False)), (2, 2, 100, 100, 100), why="A MIGRATED-SUCCESSOR, B NOT-EXISTING"),
    Case("merged, yet the statut says otherwise", RENIR, renir_lot(NOW, DONE, unit("A", "À migrer", closed="2023-05-01", heir="OK")), (1, 2, 50, 50, 100), ("A", "D-CLOSED")),
    Case("merged, no statut: nothing to doubt", RENIR, renir_lot(NOW, DONE, unit("A", None, closed="2023-05-01", heir="OK")), (2, 2, 100, 100, 100), ("A", None), why="A MIGRATED-SUCCESSOR"),
    Case("merged without a date: own state, or the successor's", RENIR, renir_lot(NOW, DONE, unit("A", "Fusionnée", heir="OK")), (1, 2, 50, 50, 100), ("A", "D-CLOSED")),
    Case("closed without a date, with a successor", RENIR, renir_lot(NOW, DONE, unit("A", "Fermée", heir="OK")), (1, 2, 50, 50, 100), ("A", "D-CLOSED")),
    Case("closed without a date, yet migrated", RENIR, renir_lot(NOW, DONE, unit("U", "Fermée", moved="2024-01-01")), (1, 1, 100, 100, 100), ("U", "D-CLOSED")),
    Case("closed by its date, not by its statut", RENIR, renir_lot(NOW, DONE, unit("U", closed="2024-01-01")), (1, 2, 50, 50, 100), ("U", "D-CLOSED")),
    Case("a statut Retour without a date", RENIR, renir_lot(NOW, DONE, unit("U", "Retour", moved="2024-05-01")), (1, 2, 50, 50, 100), ("U", "D-STATUS")),
    Case("no service, where voice would make it migrated", RENIR, renir_lot(NOW, DONE, unit("U", None, moved="2024-05-01", service=None)), (1, 2, 50, 50, 100), ("U", "D-STATUS")),
    Case("no service, no date: said migrated", RENIR, renir_lot(NOW, DONE, unit("U", "Migrée", service=None)), (1, 2, 50, 50, 100), ("U", "D-UNDATED")),
    Case("the doubt of a successor is the doubt of both", RENIR, renir_lot(NOW, unit("A", "Fusionnée", closed="2023-05-01", heir="B"), unit("B", "Migrée"), unit("N")), (0, 3, 0, 0, third(2)), ("A", "D-UNDATED"), why="A NOT-MIGRATED-SUCCESSOR, B NOT-MIGRATED"),
    Case("a successor that is not in the file", RENIR, renir_lot(NOW, DONE, unit("A", "Fusionnée", closed="2023-05-01", heir="Z")), (1, 2, 50, 50, 100), ("A", "D-SUCCESSOR"), why="A NOT-MIGRATED-SUCCESSOR"),
    Case("a cycle is rejected, what leads to it is in doubt", RENIR, renir_lot(NOW, unit("A", "Fusionnée", closed="2023-05-01", heir="B"), rejected=(reject_for(unit("B", "Fusionnée", closed="2023-05-01", heir="C"), "no_unite_successeur"), reject_for(unit("C", "Fusionnée", closed="2023-05-01", heir="B"), "no_unite_successeur"))), (0, 1, 0, 0, 100), ("A", "D-SUCCESSOR"), why="A NOT-MIGRATED-SUCCESSOR, B REJECTED-NEW, C REJECTED-NEW"),
    Case("a rejected new unit", RENIR, renir_lot(NOW, DONE, rejected=(spoil(unit("X"), code_region="Atlantide"),)), (1, 1, 100, 50, 100), why="X REJECTED-NEW"),
    Case("a rejected unit marked Non", RENIR, renir_lot(NOW, DONE, rejected=(spoil(unit("X", existing=False), code_region="Atlantide"),)), (1, 1, 100, 100, 100)),
    Case("two broken rows of one key count once", RENIR, renir_lot(NOW, DONE, rejected=(reject_whole(unit("X")), reject_whole(unit("X", "Planifiée")))), (1, 1, 100, 50, 100), why="X REJECTED-NEW"),
    Case("two rows without a key count twice", RENIR, renir_lot(NOW, DONE, rejected=(spoil(unit("X"), no_unite=None), spoil(unit("Y"), no_unite=None))), (1, 1, 100, third(1), 100)),
    Case("a known unit, rejected, nothing else in doubt", RENIR, [*renir_lot("2024-03-31", DONE, unit("U")), *renir_lot(NOW, DONE, rejected=(spoil(unit("U"), code_region=None),))], (1, 2, 50, 50, 50), ("U", None), why="U REJECTED"),
    Case("a known unit, rejected for its date", RENIR, [*renir_lot("2024-03-31", DONE, unit("U", None)), *renir_lot(NOW, DONE, rejected=(spoil(unit("U", None), date_migration="?"),))], (1, 2, 50, 50, 100), ("U", "D-REJECTED"), why="U REJECTED"),
    Case("a known migrated unit, rejected: it never counts", RENIR, [*renir_lot("2024-03-31", DONE, unit("U")), *renir_lot(NOW, DONE, rejected=(spoil(unit("U", "Migrée", moved="2024-05-01"), code_region=None),))], (1, 2, 50, 50, 100), ("U", "D-REJECTED")),
    Case("a unit outside the cohort, rejected", RENIR, [*renir_lot("2024-03-31", DONE, unit("U", existing=False)), *renir_lot(NOW, DONE, rejected=(spoil(unit("U", existing=False), code_region=None),))], (1, 1, 100, 100, 100), ("U", None)),
    Case("a unit outside the cohort whose rejected row could bring it in", RENIR, [*renir_lot("2024-03-31", DONE, unit("U", existing=False)), *renir_lot(NOW, DONE, rejected=(spoil(unit("U"), unite_existante="?"),))], (1, 2, 50, 50, 100), ("U", "D-REJECTED")),
    Case("a closed unit whose rejected row is open", RENIR, [*renir_lot("2024-03-31", DONE, unit("U", "Fermée", closed="2024-01-01")), *renir_lot(NOW, DONE, rejected=(spoil(unit("U"), code_region=None),))], (1, 2, 50, 50, 50), ("U", None)),
    Case("a migrated unit vanishes", RENIR, [*renir_lot("2024-03-31", DONE, unit("U", "Migrée", moved="2023-02-01")), *renir_lot(NOW, DONE)], (1, 2, 50, 50, 100), ("U", "D-VANISHED"), why="U VANISHED"),
    Case("a closed unit vanishes", RENIR, [*renir_lot("2024-03-31", DONE, unit("U", "Fermée", closed="2024-01-01")), *renir_lot(NOW, DONE)], (1, 1, 100, 100, 100), why="U CLOSED"),
    Case("a delivery replaced the same day is not knowledge", RENIR, [*renir_lot(NOW, DONE, unit("U", "Migrée", moved="2023-02-01")), *redelivered(renir_lot(NOW, DONE), 1)], (1, 1, 100, 100, 100)),
    Case("a delivery after D is not used", RENIR, [*renir_lot("2024-03-31", DONE, unit("U")), *renir_lot("2025-04-17", DONE)], (1, 2, 50, 50, 50), why="U NOT-MIGRATED"),
    Case("a delivery in the window of a due date is used", RENIR, [*renir_lot("2024-03-31", DONE, unit("U")), *renir_lot("2025-04-15", DONE, unit("U", "Migrée", moved="2025-03-31"))], (2, 2, 100, 100, 100)),
    Case("what happened between the due date and the inventory has not happened", RENIR, renir_lot("2025-04-15", DONE, unit("U", "Migrée", moved="2025-04-01"), unit("V", "Fermée", closed="2025-04-10")), (1, 3, third(1), third(1), third(1)), ("V", None)),
    Case("a return planned after D contradicts nothing yet", RENIR, renir_lot("2024-12-31", DONE, unit("U", moved="2024-01-10", back="2025-06-01")), (1, 2, 50, 50, 100), ("U", "D-STATUS"), date(2025, 1, 31), why="U IN-DOUBT"),
    Case("a merged unit vanishes, its successor is not migrated: nothing to doubt", RENIR, [*renir_lot("2024-03-31", DONE, unit("B"), unit("U", "Fusionnée", closed="2023-05-01", heir="B")), *renir_lot(NOW, DONE, unit("B"))], (1, 3, third(1), third(1), third(1)), ("U", None), why="U NOT-MIGRATED-SUCCESSOR"),
    Case("a planned closing may come before a planned migration", RENIR, renir_lot("2024-12-31", DONE, unit("U", None, moved="2025-05-01", back="2025-06-01", closed="2025-02-01")), (1, 2, 50, 50, 100), ("U", "D-FUTURE")),
    Case("a rejected unit closed for good is out", RENIR, renir_lot(NOW, DONE, rejected=(spoil(unit("X", "Fermée", closed="2024-01-01"), code_region="?"),)), (1, 1, 100, 100, 100)),
    Case("a rejected closed unit may have a successor", RENIR, renir_lot(NOW, DONE, rejected=(spoil(unit("X", "Fermée", closed="2024-01-01", heir="OK"), no_unite_successeur="?"),)), (1, 1, 100, 50, 100)),
    Case("a rejected closed unit may be merged", RENIR, renir_lot(NOW, DONE, rejected=(spoil(unit("X", "Fusionnée", closed="2024-01-01"), statut="?"),)), (1, 1, 100, 50, 100)),
    Case("one broken row of two may be in the population", RENIR, renir_lot(NOW, DONE, rejected=(reject_whole(unit("X", existing=False)), reject_whole(unit("X")))), (1, 1, 100, 50, 100)),
    Case("a region that one broken row of two does not say", RENIR, renir_lot(NOW, DONE, unit("V", region="02"), rejected=(reject_whole(unit("X", region="02")), spoil(unit("X", region="02"), code_region="?"))), (1, 2, 50, third(1), third(2))),
    Case("no population, no value", RENIR, renir_lot(NOW, unit("U", existing=False)), (0, 0, None, None, None), why="U NOT-EXISTING"),
]  # fmt: skip

LINKS = [
    Case("delivered, yet with a date", RITM, network(NOW, ritm("L"), rgt("R", "Livré", on="2024-01-01"), *pairs("L>R")), (0, 1, 0, 0, 100), ("L", "D-STATUS"), why="L IN-DOUBT"),
    Case("terminated by its statut, not by a date", RITM, network(NOW, ritm("L"), rgt("R", "Résilié", on="2024-01-01"), *pairs("L>R")), (0, 1, 0, 0, 100), ("L", "D-STATUS")),
    Case("in production, without a date", RITM, network(NOW, ritm("L"), rgt("R"), *pairs("L>R")), (0, 1, 0, 0, 100), ("L", "D-STATUS")),
    Case("one optional of two is enough", RITM, network(NOW, ritm("L"), LIVE, rgt("S"), *pairs("L~R", "L~S")), (1, 1, 100, 100, 100), why="L MIGRATED"),
    Case("only a cancelled order: not migrated", RITM, network(NOW, ritm("L"), rgt("R", "Annulé"), *pairs("L>R")), (0, 1, 0, 0, 0), why="L NOT-MIGRATED"),
    Case("a cancelled order that was cut over", RITM, network(NOW, ritm("L"), rgt("R", "Annulé", on="2024-01-01"), *pairs("L>R")), (0, 1, 0, 0, 100), ("L", "D-STATUS")),
    Case("Annulé is never in the population", RITM, network(NOW, ritm("L", "Annulé"), ritm("M"), LIVE, *pairs("M>R")), (1, 1, 100, 100, 100), why="L CANCELLED"),
    Case("disconnected for a migration stays", RITM, network(NOW, ritm("L", "Débranché", cut="2024-06-01", why="Migration RGT"), LIVE, *pairs("L>R")), (1, 1, 100, 100, 100), why="L MIGRATED"),
    Case("disconnected for a migration that is not there", RITM, network(NOW, ritm("L", "Débranché", cut="2024-06-01", why="Migration RGT")), (0, 1, 0, 0, 100), ("L", "D-CLAIM"), why="L NOT-MIGRATED"),
    Case("disconnected, no motif", RITM, network(NOW, ritm("L", "Débranché", cut="2024-06-01"), ritm("M"), LIVE, *pairs("M>R")), (1, 2, 50, 50, 100), ("L", "D-CLOSED"), why="L NOT-MIGRATED"),
    Case("disconnected, no date", RITM, network(NOW, ritm("L", "Débranché", why="Site fermé"), ritm("M"), LIVE, *pairs("M>R")), (1, 2, 50, 50, 100), ("L", "D-CLOSED"), why="L NOT-MIGRATED"),
    Case("a pair to nobody", RITM, network(NOW, ritm("L"), *pairs("L>R")), (0, 1, 0, 0, 100), ("L", "D-PAIR"), why="L NOT-MIGRATED"),
    Case("an optional pair to nobody changes nothing", RITM, network(NOW, ritm("L"), LIVE, *pairs("L>R", "L~S")), (1, 1, 100, 100, 100), ("L", None), why="L MIGRATED"),
    Case("cut over after the extraction", RITM, network("2024-12-31", ritm("L"), rgt("R", "Livré", on="2025-02-01"), *pairs("L>R")), (0, 1, 0, 0, 100), ("L", "D-FUTURE"), why="L NOT-MIGRATED"),
    Case("terminated after the extraction: ended against", RITM, network("2024-12-31", ritm("L"), rgt("R", on="2024-02-01", off="2025-02-01"), *pairs("L>R")), (0, 1, 0, 0, 100), ("L", "D-FUTURE"), why="L IN-DOUBT"),
    Case("a rejected RGT row", RITM, network(NOW, ritm("L"), *pairs("L>R"), rejected=(spoil(LIVE, code_region="?"),)), (0, 1, 0, 0, 100), ("L", "D-REJECTED"), why="L NOT-MIGRATED"),
    Case("a rejected RGT row that an earlier lot had in production", RITM, [*network("2024-06-30", ritm("L"), LIVE), *network(NOW, ritm("L"), *pairs("L>R"), rejected=(spoil(LIVE, code_region="?"),))], (0, 1, 0, 0, 100), ("L", "D-REJECTED"), why="L NOT-MIGRATED"),
    Case("a rejected RGT row that changes nothing", RITM, network(NOW, ritm("L"), LIVE, *pairs("L~R", "L~S"), rejected=(spoil(rgt("S", "Livré"), date_bascule="?"),)), (1, 1, 100, 100, 100), ("L", None)),
    Case("a rejected RGT row that is surely not in production", RITM, network(NOW, ritm("L"), *pairs("L>S"), rejected=(spoil(rgt("S", "Livré"), code_region="?"),)), (0, 1, 0, 0, 0), ("L", None)),
    Case("a rejected RGT row cut over after D, its end unreadable", RITM, network(NOW, ritm("L"), *pairs("L>R"), rejected=(spoil(rgt("R", "Livré", on="2025-04-30"), date_fin="?"),)), (0, 1, 0, 0, 0), ("L", None)),
    Case("a rejected RGT row that has ended, its cut-over unreadable", RITM, network(NOW, ritm("L"), *pairs("L>R"), rejected=(spoil(rgt("R", "Résilié", off="2024-01-15"), date_bascule="?"),)), (0, 1, 0, 0, 0), ("L", None)),
    Case("a rejected pair row", RITM, network(NOW, ritm("L"), LIVE, rejected=(spoil(pairs("L>R")[0], obligatoire="peut-être"),)), (0, 1, 0, 0, 100), ("L", "D-REJECTED"), why="L NOT-MIGRATED"),
    Case("a rejected pair row to nobody", RITM, network(NOW, ritm("L"), LIVE, *pairs("L>R"), rejected=(spoil(pairs("L>S")[0], obligatoire="peut-être"),)), (0, 1, 0, 0, 100), ("L", "D-REJECTED")),
    Case("a rejected pair row of a migrated link that changes nothing", RITM, network(NOW, ritm("L"), LIVE, rgt("S", on="2024-01-01"), *pairs("L>R"), rejected=(spoil(pairs("L>S")[0], obligatoire="peut-être"),)), (1, 1, 100, 100, 100), ("L", None)),
    Case("a rejected pair that surely binds", RITM, network(NOW, ritm("L"), LIVE, rgt("S", "Livré"), *pairs("L>R"), rejected=(reject_whole(pairs("L>S")[0]),)), (0, 1, 0, 0, 0), ("L", "D-REJECTED")),
    Case("an RGT link vanishes", RITM, [*network("2024-06-30", ritm("L"), LIVE), *network(NOW, ritm("L"), *pairs("L>R"))], (0, 1, 0, 0, 100), ("L", "D-VANISHED"), why="L NOT-MIGRATED"),
    Case("an RGT link vanishes that was terminated", RITM, [*network("2024-06-30", ritm("L"), rgt("R", "Résilié", on="2024-01-01", off="2024-05-01")), *network(NOW, ritm("L"), *pairs("L>R"))], (0, 1, 0, 0, 0), ("L", None)),
    Case("a migrated RITM link vanishes", RITM, [*network("2024-06-30", ritm("L"), LIVE, *pairs("L>R")), *network(NOW, ritm("M", since="2024-01-01"), LIVE, *pairs("L>R"))], (0, 1, 0, 0, 100), ("L", "D-VANISHED"), why="L VANISHED"),
    Case("a rejected new link in service too late", RITM, network(NOW, ritm("M"), rejected=(spoil(ritm("L", since="2023-04-01"), code_region="?"),)), (0, 1, 0, 0, 0)),
    Case("a cancelled RGT link vanishes: it stays cancelled", RITM, [*network("2024-06-30", ritm("L"), LIVE, rgt("S", "Annulé")), *network(NOW, ritm("L"), LIVE, *pairs("L>R", "L>S"))], (1, 1, 100, 100, 100), ("L", None)),
    Case("a planned disconnection without a motif, of a migrated link", RITM, network("2024-12-31", ritm("L", cut="2025-02-01"), ritm("M"), LIVE, *pairs("L>R")), (0, 1, 0, 0, 50), ("L", "D-CLOSED")),
    Case("in service after the extraction, by the reference date", RITM, network("2023-01-31", ritm("L", since="2023-03-01"), ritm("M"), rgt("R", on="2022-01-01"), *pairs("M>R")), (1, 2, 50, 50, 100), ("L", "D-FUTURE"), date(2023, 3, 31), why="L NOT-MIGRATED"),
    Case("a link that vanishes not migrated", RITM, [*network("2024-06-30", ritm("L"), ritm("M")), *network(NOW, ritm("M"))], (0, 2, 0, 0, 50), ("L", "D-VANISHED"), why="L VANISHED"),
    Case("in service after D, by the reference date: not yet", RITM, network("2023-03-28", ritm("L", since="2023-03-30"), ritm("M"), rgt("R", on="2022-01-01"), *pairs("M>R")), (1, 1, 100, 100, 100), ("L", None), date(2023, 3, 28), why="L NOT-IN-SERVICE"),
    Case("in service on the day of the extraction", RITM, network("2023-03-31", ritm("L", since="2023-03-31"), ritm("M"), rgt("R", on="2022-01-01"), *pairs("M>R")), (1, 2, 50, 50, 50), ("L", None), date(2023, 3, 31), why="L NOT-MIGRATED"),
    Case("in service after the reference date", RITM, network(NOW, ritm("L", since="2023-04-01"), ritm("M"), LIVE, *pairs("L>R")), (0, 1, 0, 0, 0), why="L AFTER-REFERENCE-DATE"),
    Case("a planned closing of a migrated link: out against", RITM, network("2024-12-31", ritm("L", cut="2025-02-01", why="Site fermé"), ritm("M"), LIVE, *pairs("L>R")), (0, 1, 0, 0, 50), ("L", "D-FUTURE"), why="L IN-DOUBT"),
    Case("a planned closing decides, a missing RGT link does not", RITM, network("2024-12-31", ritm("L", cut="2025-02-01", why="Site fermé"), ritm("M"), LIVE, rgt("S", "Commandé"), *pairs("L>Z", "L>S", "M>R")), (1, 2, 50, 50, 100), ("L", "D-FUTURE"), why="L NOT-MIGRATED"),
    Case("a cancelled order does not bind", RITM, network(NOW, ritm("L"), LIVE, rgt("X", "Annulé"), *pairs("L>X", "L~R")), (1, 1, 100, 100, 100), why="L MIGRATED"),
    Case("a rejected new link that is said migrated", RITM, network(NOW, ritm("M"), LIVE, *pairs("M>R"), rejected=(spoil(ritm("X", "Débranché", cut="2024-06-01", why="Migration RGT"), code_region="?"),)), (1, 1, 100, 50, 100), why="X REJECTED-NEW"),
    Case("a rejected new link that is cancelled", RITM, network(NOW, ritm("M"), LIVE, *pairs("M>R"), rejected=(spoil(ritm("X", "Annulé"), code_region="?"),)), (1, 1, 100, 100, 100)),
    Case("an optional pair of a cancelled order", RITM, network(NOW, ritm("L"), LIVE, rgt("X", "Annulé"), *pairs("L~X", "L~R")), (1, 1, 100, 100, 100)),
]  # fmt: skip

JOB_CASES = [
    Case("the number orders as a number", JOBS, roster(NOW, move("J", 10, "R", "Alma", "2022-01-01"), move("J", 9, "B", None, "2022-01-01")), (1, None, 1, 1, 1), why="J COUNTED"),
    Case("first day of the window", JOBS, roster(NOW, move("J", 1, "R", "Alma", "2018-10-01")), (1, None, 1, 1, 1), why="J COUNTED"),
    Case("abolished", JOBS, roster(NOW, move("J", 1, "R", "Alma", "2020-01-01"), move("J", 2, "A", None, "2021-01-01")), (0, None, 0, 0, 0), why="J ABOLISHED"),
    Case("moved to an excluded place", JOBS, roster(NOW, move("J", 1, "R", "Alma", "2020-01-01"), move("J", 2, "T", "Québec", "2021-01-01")), (0, None, 0, 0, 0), why="J NOT-ELIGIBLE"),
    Case("Lévis is not in the agglomeration", JOBS, roster(NOW, move("J", 1, "R", "Lévis", "2020-01-01")), (1, None, 1, 1, 1), why="J COUNTED"),
    Case("a future return is against", JOBS, roster("2024-12-31", move("J", 1, "R", "Alma", "2020-01-01"), move("J", 2, "B", None, "2025-02-01")), (0, None, 0, 0, 1), ("J", "D-FUTURE"), why="J IN-DOUBT"),
    Case("a future arrival is not a fact", JOBS, roster("2024-12-31", move("J", 1, "R", "Alma", "2025-02-01")), (0, None, 0, 0, 1), ("J", "D-FUTURE"), why="J PLANNED"),
    Case("a broken second movement", JOBS, roster(NOW, move("J", 1, "R", "Alma", "2020-01-01"), rejected=(spoil(move("J", 2, "T", "Gaspé", None), date_effet="?"),)), (0, None, 0, 0, 1), ("J", "D-REJECTED"), why="J REJECTED"),
    Case("a broken movement older than the last changes nothing", JOBS, roster(NOW, move("J", 2, "R", "Alma", "2021-01-01"), rejected=(spoil(move("J", 1, "R", None, "2020-01-01"), port_attache="?"),)), (1, None, 1, 1, 1), ("J", None), why="J COUNTED"),
    Case("a broken movement after the last", JOBS, roster(NOW, move("J", 1, "R", "Alma", "2020-01-01"), rejected=(spoil(move("J", 2, "T", None, "2021-01-01"), port_attache="?"),)), (0, None, 0, 0, 1), ("J", "D-REJECTED")),
    Case("a broken movement to another region", JOBS, roster(NOW, move("J", 1, "R", "Alma", "2020-01-01"), rejected=(spoil(move("J", 2, "T", "Gaspé", "2021-01-01"), no_evenement="?"),)), (0, None, 0, 0, 1), ("J", "D-REJECTED")),
    Case("a movement of nobody", JOBS, roster(NOW, move("J", 1, "R", "Alma", "2020-01-01"), rejected=(spoil(move("", 1, "R", "Gaspé", "2020-01-01"), id_emploi=None),)), (1, None, 1, 0, 2), why="J COUNTED"),
    Case("the last of two future arrivals is by date", JOBS, roster("2024-12-31", move("J", 1, "R", "Laval", "2019-01-01"), move("J", 3, "T", "Gaspé", "2025-02-01"), move("J", 2, "T", "Alma", "2025-03-01")), (0, None, 0, 0, 1), ("J", "D-FUTURE"), why="J NOT-ELIGIBLE"),
    Case("the date goes before the number", JOBS, roster(NOW, move("J", 1, "R", "Alma", "2022-01-01"), move("J", 2, "B", None, "2021-01-01")), (1, None, 1, 1, 1), why="J COUNTED"),
    Case("on the day of the extraction", JOBS, roster("2024-12-31", move("J", 1, "R", "Alma", "2024-12-31")), (1, None, 1, 1, 1), ("J", None), why="J COUNTED"),
    Case("before the oldest list of municipalities", JOBS, roster("2022-12-31", move("J", 1, "R", "Alma", "2020-01-01")), (1, None, 1, 1, 1), as_of=date(2022, 12, 31), why="J COUNTED"),
    Case("a place that the list does not name", JOBS, roster(NOW, move("J", 1, "R", "99999", "2020-01-01")), (0, None, 0, 0, 0), why="J NOT-ELIGIBLE"),
    Case("a broken movement after D is a remark", JOBS, roster(NOW, STAYS, rejected=(spoil(move("J", 2, "T", None, "2025-06-01"), port_attache="?"),)), (1, None, 1, 1, 1), ("J", None), why="J COUNTED"),
    Case("a broken movement dated after the extraction has happened, or not", JOBS, roster("2024-12-31", STAYS, rejected=(spoil(move("J", 2, "B", None, "2025-02-01"), no_evenement="?"),)), (0, None, 0, 0, 1), ("J", "D-REJECTED")),
    Case("a broken planned date beside a blank date_effet that holds", JOBS, roster(NOW, STAYS, rejected=(spoil(PLANNED, date_prevue="?"),)), (1, None, 1, 1, 1), ("J", None)),
    Case("a broken movement that is only planned is a remark", JOBS, roster(NOW, STAYS, rejected=(spoil(PLANNED, port_attache="?"),)), (1, None, 1, 1, 1), ("J", None), why="J COUNTED"),
    Case("a broken date goes before a planned one", JOBS, roster(NOW, STAYS, rejected=(spoil(PLANNED, date_effet="?"),)), (0, None, 0, 0, 1), ("J", "D-REJECTED"), why="J REJECTED"),
    Case("one broken movement of two is enough", JOBS, roster(NOW, STAYS, rejected=(HARMLESS, spoil(move("J", 3, "T", "Gaspé", None), date_effet="?"))), (0, None, 0, 0, 1), ("J", "D-REJECTED")),
    Case("a region that one broken movement of two does not say", JOBS, roster(NOW, STAYS, rejected=(spoil(move("J", 2, "T", "Gaspé", None), date_effet="?"), spoil(move("J", 3, "T", None, "2021-01-01"), port_attache="?"))), (0, None, 0, 0, 1), ("J", "D-REJECTED")),
    Case("a job known by a harmless broken movement only", JOBS, roster(NOW, move("K", 1, "R", "Alma", "2020-01-01"), rejected=(HARMLESS,)), (1, None, 1, 1, 1), ("J", None), why="J REJECTED"),
    Case("a job that came back vanishes: its end is known", JOBS, [*roster("2024-06-30", STAYS, move("J", 2, "B", None, "2021-01-01"))[:1], *roster(NOW, move("K", 1, "R", "Alma", "2020-01-01"))], (1, None, 1, 1, 1), ("J", None)),
    Case("a movement vanishes, its job is still listed", JOBS, [*roster("2024-06-30", STAYS, move("J", 2, "T", "Gaspé", "2021-01-01"))[:1], *roster(NOW, STAYS)], (1, None, 1, 1, 1), ("J", None)),
    Case("a Retour vanishes, its job is still listed", JOBS, [*roster("2024-06-30", STAYS, move("J", 2, "B", None, "2021-01-01"))[:1], *roster(NOW, STAYS)], (0, None, 0, 0, 1), ("J", "D-VANISHED")),
    Case("the movement of a job is only a rejected row now", JOBS, [*roster("2024-06-30", STAYS)[:1], *roster(NOW, move("K", 1, "R", "Gaspé", "2020-01-01"), rejected=(spoil(STAYS, date_effet="?"),))], (1, None, 1, 1, 2), ("J", "D-REJECTED")),
    Case("a movement of nobody never takes away what is not there", JOBS, roster(NOW, move("J", 1, "B", None, "2020-01-01"), rejected=(spoil(move("", 1, "A", None, "2020-01-01"), id_emploi=None),)), (0, None, 0, 0, 0)),
    Case("a place leaves the list: still known", JOBS, [*roster(NOW, STAYS), lot("municipalites", "2025-01-01", Municipality("10043", "Rimouski", "01"))], (1, None, 1, 1, 1), ("J", None)),
    Case("a place that changes region: that of the latest list that names it", JOBS, [*roster(NOW, STAYS), lot("municipalites", "2025-01-01", Municipality("93042", "Alma", "06"))], (0, None, 0, 0, 0), ("J", None)),
    Case("a job vanishes", JOBS, [*roster("2024-03-31", move("J", 1, "R", "Alma", "2020-01-01")), *roster(NOW, move("K", 1, "R", "Alma", "2020-01-01"))], (1, None, 1, 1, 2), ("J", "D-VANISHED"), why="J VANISHED"),
]  # fmt: skip

DATED = [
    Case(f"{place} on {on}", JOBS, roster(NOW, move("J", 1, "R", place, on)), (counts, None, counts, counts, counts), table=TABLE)
    for place, on, counts in (("Rimouski", "2019-12-31", 0), ("Rimouski", "2020-01-01", 1), ("Rimouski", "2021-12-31", 1), ("Rimouski", "2022-01-01", 0), ("Alma", "2020-12-31", 1), ("Alma", "2021-01-01", 0))
]  # fmt: skip

CASES = UNITS + LINKS + JOB_CASES + DATED + COHORT + GONE + NOTED + CELLS
