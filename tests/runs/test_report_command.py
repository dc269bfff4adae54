"""`ovt report` writes the reports of the current release and says which; they can be opened without a network."""

import json
import shutil
from pathlib import Path

import pytest

from ovt_pipeline.cli import main

from . import small


@pytest.fixture(scope="module")
def warehouse(published: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a copy of the published warehouse."""
    root = tmp_path_factory.mktemp("reports") / "wh"
    shutil.copytree(published[1], root, symlinks=True)
    return root


def test_without_a_release_there_is_nothing_to_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "--warehouse", str(tmp_path / "wh")]) == 3
    assert "OVT-P07" in capsys.readouterr().err


@pytest.mark.parametrize("day", ["2023-03-30", "demain", "2024-02-30"])
def test_a_date_that_no_figure_describes_is_refused(
    warehouse: Path, day: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", "--as-of", day, "--warehouse", str(warehouse)]) == 2
    assert "OVT-U02" in capsys.readouterr().err


def test_the_reports_are_written_and_named(warehouse: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "--json", "--warehouse", str(warehouse)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [one["is_new"] for one in told] == [True] * len(told)
    assert f"reports/public/{small.DAY}" in [one["folder"] for one in told]
    for one in told:
        pages = {
            name: (warehouse / one["folder"] / name).read_text("utf-8") for name in ("rapport.html", "report.html")
        }
        assert all("<h1>" in page and "https://" not in page for page in pages.values())
    assert main(["report", "--lang", "en", "--warehouse", str(warehouse)]) == 0
    assert capsys.readouterr().out.splitlines() == [f"Unchanged: {one['folder']}" for one in told]
