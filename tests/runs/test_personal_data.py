"""No run lets personal data into what it writes: canaries planted in every export are looked for in every byte.

Belongs here: the runs (good, refused, failed, killed) and what each left behind. Does not belong here: what the scanner
can find (test_canary_scan.py). What is scanned is all that a run could write to: warehouse, Dagster's databases,
temporary and home folders, output and errors.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest
from unit.decisions.papers import write_waiver

from ovt_pipeline.cli import main
from ovt_pipeline.contracts.loader import load_contracts
from ovt_pipeline.deliveries.lot_format import VERDICT
from ovt_pipeline.warehouse.files import sha256_of

from . import small
from .canary_exports import UNKNOWN, write_export, write_exports
from .canary_refusals import FAULTS, write_faulty
from .canary_runs import Trial
from .canary_scan import Report
from .canary_words import FORMS, Canaries
from .run_ovt import figures, leftovers, rows

ENOUGH = 60  # canaries in the inbox of each trial, at least
ROSTER = "rh_regionalisation"
PERSONAL = {"renir_unites": {"Commentaire"}, ROSTER: {"No employé", "Nom", "Prénom", "Courriel"}}
LAST = small.DAY + timedelta(days=len(FAULTS))  # when every faulty delivery has come


def leaks(report: Report, canaries: Canaries) -> list[str]:
    """Return each leak with the place that its canary was planted in."""
    return sorted({f"{h.where} ({h.form}): {h.canary} of {canaries.places.get(h.canary)}" for h in report.hits})


def assert_nothing_leaked(trial: Trial) -> Report:
    """Check that every canary was really in the inbox, and that none is anywhere else."""
    assert len(trial.canaries.places) >= ENOUGH
    assert trial.planted() == set(trial.canaries.places)
    report = trial.leaked()
    assert leaks(report, trial.canaries) == []
    assert trial.touched() == [], "files came and went here: what they held cannot be scanned"
    assert report.unread == []
    return report


def refusals(trial: Trial) -> dict[str, str]:
    """Return file name → code of the refused deliveries, as published."""
    return dict(rows(trial.warehouse, "SELECT file_name, refusal_code FROM deliveries WHERE verdict = 'refused'"))


def test_no_contract_forgets_that_a_column_is_personal() -> None:
    named = {c.export: {h for table in c.tables for h in table.personal_headers} for c in load_contracts().values()}
    assert {export: headers - named[export] for export, headers in PERSONAL.items() if headers - named[export]} == {}


def test_every_personal_column_of_every_contract_gets_every_form(tmp_path: Path) -> None:
    canaries = Canaries()
    write_exports(tmp_path, canaries)
    tables = [(f"{one.export}, {table.sheet}", table) for one in load_contracts().values() for table in one.tables]
    places = [f"{place}: {header}" for place, table in tables for header in (*table.personal_headers, *UNKNOWN)]
    assert [place for place in places if canaries.forms_in(place) != set(FORMS)] == []


# One test for each trial: a fixture that several tests share would run again in each worker that has one of them.
def test_a_good_run_and_an_unexpected_failure_after_it_leave_no_trace(tmp_path: Path) -> None:
    trial = Trial(tmp_path)
    write_exports(trial.sources, trial.canaries)
    let_many_rejected_rows_through(trial, {export: small.DAY for export in small.EXPORTS if export != "municipalites"})
    assert trial.run() == 0, trial.said()
    assert_published(trial, assert_nothing_leaked(trial))
    before = rows(trial.warehouse, "FROM indicator_results ORDER BY ALL")
    forget_the_names_of_places(trial.warehouse)
    write_export(trial.sources, trial.canaries, ROSTER, small.DAY + timedelta(days=1))
    assert trial.run() == 1, trial.said()
    assert "OVT-X01" in trial.said()
    assert f"intake/{ROSTER}" in trial.said()  # it failed with the rows of the delivery in memory
    assert "Traceback" not in trial.said()
    assert rows(trial.warehouse, "FROM indicator_results ORDER BY ALL") == before
    assert_nothing_leaked(trial)


def let_many_rejected_rows_through(trial: Trial, deliveries: Mapping[str, date]) -> None:
    """Sign for deliveries, by export: many of their rows are there to be rejected."""
    for number, (export, day) in enumerate(deliveries.items(), start=10):
        delivery = {"export": export, "extraction_date": str(day)}
        changes = {"id": f"WV-2024-{number}", "rule": "OVT-F50", "delivery": delivery, "until": "2099-12-31"}
        write_waiver(trial.decisions, f"{number}.yaml", **changes)


def assert_published(trial: Trial, report: Report) -> None:
    """Check that the good run used, remarked, rejected and ignored rows of each export, and its files were read."""
    assert set(figures(trial.warehouse)) == set(small.FIGURES)
    counts = "SELECT export, verdict, rows_accepted > 0, rows_rejected > 0, rows_ignored > 1 FROM deliveries"
    assert set(rows(trial.warehouse, counts)) == {(export, "accepted", True, True, True) for export in load_contracts()}
    remarked = "SELECT count(DISTINCT subject) FROM quality_results WHERE failed > 0 AND rule_id LIKE '%-M2_'"
    assert rows(trial.warehouse, remarked) == [(4,)]  # the list of municipalities has no remark of its own
    assert rows(
        trial.warehouse, "SELECT count(*) > 0 FROM quality_results WHERE severity = 'doubt' AND failed > 0"
    ) == [(True,)]
    assert report.read["duckdb"] == 2  # work.duckdb and the release
    assert report.read["parquet"] == len(list(trial.warehouse.glob("lots/**/*.parquet"))) > 2 * len(small.EXPORTS)
    assert report.read["sqlite"] > 2  # Dagster's runs, its index, and the run itself


def forget_the_names_of_places(warehouse: Path) -> None:
    """Forge the lot of the municipalities: a Parquet file of the digest told, which holds what no code expects."""
    (lot,) = (warehouse / "lots" / "municipalites").glob("*/municipalites/rows.parquet")
    verdict, before = lot.parents[1] / VERDICT, sha256_of(lot)
    with duckdb.connect() as con:
        con.execute(f"CREATE TABLE places AS SELECT * REPLACE (NULL::VARCHAR AS munnom) FROM '{lot}'")
        con.execute(f"COPY places TO '{lot}' (FORMAT parquet)")
    verdict.write_text(verdict.read_text(encoding="utf-8").replace(before, sha256_of(lot)), encoding="utf-8")


@pytest.mark.slow
def test_a_killed_run_and_one_that_refuses_deliveries_leave_no_trace(tmp_path: Path) -> None:
    trial = Trial(tmp_path)
    faults = write_faulty(trial.sources, trial.canaries)
    let_many_rejected_rows_through(trial, {"renir_unites": small.DAY, ROSTER: small.DAY + timedelta(days=1)})
    kill_while_the_roster_is_read(trial)
    assert assert_nothing_leaked(trial).read["parquet"] > 0  # lots had been written
    assert trial.run(LAST, lang="en") == 4, trial.said()
    assert leftovers(trial.warehouse) == []
    assert refusals(trial) == {name: code for name, code in faults.items() if code}
    assert all(code in trial.said() for code in faults.values() if code)
    assert not is_cut_record_used(trial)
    assert rows(trial.warehouse, "SELECT count(*) > 0 FROM quarantine WHERE rule_id = 'RH-R10'") == [(True,)]
    assert set(figures(trial.warehouse, LAST)) == {"renir_units_migrated", "jobs_regionalised"}
    assert_nothing_leaked(trial)


def is_cut_record_used(trial: Trial) -> bool:
    """Tell whether the record in whose middle the roster ends is among the accepted rows."""
    (roster,) = (trial.sources / ROSTER).glob(f"*{small.DAY + timedelta(days=1)}.csv")
    (lot,) = (trial.warehouse / "lots" / ROSTER).glob("*/mouvements/rows.parquet")
    lines = len(roster.read_text(encoding="utf-8").splitlines())
    with duckdb.connect() as con:
        return (lines,) in con.execute(f"SELECT row_number FROM '{lot}'").fetchall()


def kill_while_the_roster_is_read(trial: Trial) -> None:
    """Kill a run that has judged every delivery but those with most personal columns, while it takes in the first."""
    lots = trial.warehouse / "lots"
    others = [p for p in trial.sources.glob("*/*") if p.parent.name != ROSTER]

    def is_time() -> bool:
        return len(list(lots.glob("[!.]*/*/delivery.json"))) == len(others) and any(lots.glob(".aside-*"))

    trial.kill_when(trial.start(LAST), is_time)
    assert not (lots / ROSTER).exists()
    assert leftovers(trial.warehouse) != []
    assert not (trial.warehouse / "ovt.duckdb").exists()


@pytest.mark.parametrize("option", [(), ("--json",)], ids=["text", "json"])
@pytest.mark.parametrize("fault", ["cut record", "column renamed", "header gone"])
def test_checking_a_file_shows_no_trace(
    fault: str, option: tuple[str, ...], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    trial = Trial(tmp_path)
    path = FAULTS[fault].write(trial.sources, trial.canaries)
    assert main(["check", str(path), *option]) == 3
    shown = tmp_path / "runs" / "check.txt"
    shown.parent.mkdir()
    shown.write_text("\n".join(capfd.readouterr()), encoding="utf-8")
    assert path.name in shown.read_text(encoding="utf-8")
    assert_nothing_leaked(trial)
