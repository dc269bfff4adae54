"""The quality pages of real runs: made after each publication, and a failure of theirs takes nothing back."""

import json
import shutil
from datetime import date
from pathlib import Path

import dagster as dg
import pytest

from ovt_pipeline.cli import main
from ovt_pipeline.orchestration.build import build_defs
from ovt_pipeline.orchestration.jobs import NIGHTLY

from . import small
from .run_ovt import figures, resources, rows, run

pytestmark = pytest.mark.slow


def test_pages_that_cannot_be_written_leave_the_release_and_the_exit_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sources, root = small.write_exports(tmp_path / "in"), tmp_path / "wh"
    root.mkdir()
    (root / "reports").write_text("un fichier à la place du dossier", encoding="utf-8")
    assert run(sources, root) == 0
    told = capsys.readouterr().err
    assert "OVT-P14" in told
    assert "Rien n’a été publié" not in told
    assert figures(root) == small.FIGURES
    assert main(["backfill", "--from", "2024-03-31", "--to", "2024-04-01", "--warehouse", str(root)]) == 0
    assert "OVT-P14" in capsys.readouterr().err
    assert rows(root, "SELECT count(DISTINCT as_of) FROM indicator_results") == [(2,)]
    (root / "reports").unlink()
    assert main(["backfill", "--from", "2024-04-02", "--to", "2024-04-02", "--warehouse", str(root)]) == 0
    assert pages(root, date(2024, 4, 2)) == ["qualite.html", "quality.html"]


def test_a_night_ends_with_the_pages_of_its_release(tmp_path: Path) -> None:
    sources, warehouse = small.write_exports(tmp_path / "in"), tmp_path / "wh"
    (sources / "renir_unites" / "autre_2024-03-31.xlsx").write_text("pas un classeur", encoding="utf-8")
    job = build_defs(resources(sources, warehouse)).resolve_job_def(NIGHTLY)
    result = job.execute_in_process(partition_key=small.DAY.isoformat())
    order = [e.asset_key.to_user_string() for e in result.get_asset_materialization_events() if e.asset_key]
    assert order[-2:] == ["release/indicator_results", "reports/quality_pages"]
    (made,) = result.asset_materializations_for_node("reports__quality_pages")
    told = {key: value.value for key, value in made.metadata.items() if not key.startswith("dagster/")}
    ((release, deliveries, results),) = rows(
        warehouse,
        "SELECT (SELECT any_value(release_id) FROM releases), (SELECT count(*) FROM deliveries), count(*)"
        " FROM quality_results",
    )
    assert (told["publication"], told["livraisons"], told["resultats_de_regles"]) == (release, deliveries, results)
    assert (told["livraisons_refusees"], told["page_fr"]) == (1, f"reports/{small.DAY}/qualite.html")
    assert str(tmp_path) not in json.dumps(told, default=str)
    kept = (warehouse / str(told["page_en"])).read_bytes()
    shutil.rmtree(warehouse / "reports")
    again = [dg.AssetKey(["reports", "quality_pages"])]
    assert job.execute_in_process(partition_key=small.DAY.isoformat(), asset_selection=again).success
    assert (warehouse / str(told["page_en"])).read_bytes() == kept
    assert b"personne" not in kept.lower()


def pages(root: Path, day: date) -> list[str]:
    return sorted(path.name for path in (root / "reports" / day.isoformat()).iterdir())
