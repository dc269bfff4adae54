"""A small public release written by hand: deliveries, what the rules found, and values that no page may ever show.

Belongs here: rows of a release. Does not belong here: what a page must say of them (test_pages.py).
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from ovt_pipeline.sql import read_sql
from ovt_pipeline.warehouse.place import Warehouse

CANARY = "CANARI-7f3a"
HOSTILE = "<img src=x onerror=alert(1)>&\"'\u202egnp.xlsx</td><script>"
LOGGED = "release_id, published_at, run_id, code_version, contract_versions, plan_version, is_synthetic"
Row = tuple[Any, ...]


def delivery(name: str, day: str | None, counts: Row = (4, 3, 1, 0), *, code: str | None = None, file: str = "") -> Row:
    """Return a row of deliveries; with a code it is refused."""
    verdict = "refused" if code else "accepted"
    head = (f"{name}/{day}_{file or 'a'}", name, day, "2026-01-02 03:04:05", file or f"{name}_{day}.xlsx")
    return (*head, "0" * 64, 10, *counts, verdict, code, "1.0.0", True)


def result(subject: str, rule: str, severity: str, checked: int, failed: int) -> Row:
    """Return a row of quality_results."""
    return (subject, rule, severity, checked, failed, failed == 0, f"Phrase de {rule}.", f"Sentence of {rule}.")


SOUND = delivery("liens", "2024-03-31", (12345, 12340, 4, 1))
ODD = delivery("liens", "2024-06-30", (8, 7, 1, 0), file=HOSTILE)
LATE = delivery("liens", "2023-03-31", (2, 2, 0, 0))
REFUSED = delivery("unites", None, (None, None, None, None), code="OVT-F01", file="unités.xlsx")
UNKNOWN = delivery("unites", "2024-03-31", (9, 1, 8, 0), code="OVT-F99")


def _results() -> list[Row]:
    counted = [
        result(SOUND[0], "L-R01", "rejection", 12344, 4),
        result(SOUND[0], "L-D20", "doubt", 12340, 1234),
        result(ODD[0], "L-R01", "rejection", 8, 0),
        result(ODD[0], "L-D20", "doubt", 7, 2),
        result(LATE[0], "L-R01", "rejection", 0, 0),
        result(UNKNOWN[0], "U-F11", "refusal", 9, 3),
    ]
    return [
        *counted,
        result("release", "AUDIT-A01", "blocking", 18, 0),
        result("release", "AUDIT-Z1", "nouvelle", 3, 1),
    ]


@dataclass(frozen=True)
class Told:
    """What a release says."""

    deliveries: list[Row] = field(default_factory=lambda: [SOUND, ODD, LATE, REFUSED, UNKNOWN])
    results: list[Row] = field(default_factory=_results)
    synthetic: bool = True


def published(root: Path, told: Told | None = None) -> Warehouse:
    """Write a release and make it the public one."""
    told = told or Told()
    warehouse = Warehouse(root)
    warehouse.prepare()
    path = warehouse.releases / "ovt_made.duckdb"
    with duckdb.connect(str(path)) as con:
        con.execute(read_sql("release/schema"))
        log = ("20260102T030405Z_abc", "2026-01-02 03:04:05", "run", "0.1.0", "{}", "plan", told.synthetic)
        _insert(con, f"releases ({LOGGED})", [log])
        _insert(con, "deliveries", told.deliveries)
        _insert(con, "quality_results", told.results)
        _insert(con, "quarantine", [(SOUND[0], CANARY, n, "L-R01", CANARY, CANARY, CANARY) for n in range(4)])
        figure = ["p", CANARY, "2024-06-30", "00", CANARY, "2024", "%", 1, 2, 50.0, 50.0, 50.0, CANARY, None, False]
        _insert(con, "indicator_results", [(*figure, True, "2024-06-30", CANARY, CANARY, "2024-07-01", "r")])
        days = ("2024-06-30", "2024-06-30")
        state = (CANARY, CANARY, *days, "01", True, True, CANARY, None, None, SOUND[0])
        _insert(con, "evidence_periods", [state])
        _insert(con, "evidence_rows", [(CANARY, CANARY, CANARY, *days, CANARY, 3)])
    warehouse.public.symlink_to(Path("releases") / path.name)
    return warehouse


def _insert(con: duckdb.DuckDBPyConnection, table: str, rows: list[Row]) -> None:
    for row in rows:
        con.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", list(row))
