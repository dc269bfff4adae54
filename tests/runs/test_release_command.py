"""`ovt release --official` writes the decision that keeps a release; `ovt run` says the disk."""

import json
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import yaml

from ovt_pipeline.cli import main

from .run_ovt import arguments, rows, run

UNKNOWN = "20200101T080000Z_aaaaaa"


@pytest.fixture(scope="module")
def place(published: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a copy of the published warehouse, and an empty folder of decisions."""
    root = tmp_path_factory.mktemp("place")
    for folder in published:
        shutil.copytree(folder, root / folder.name, symlinks=True)
    (root / "decisions").mkdir()
    return root


@pytest.fixture(autouse=True)
def decisions(place: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = place / "decisions"
    monkeypatch.setenv("OVT_DECISIONS", str(folder))
    monkeypatch.setenv("OVT_WAREHOUSE", str(place / "wh"))
    yield folder
    for path in folder.iterdir():
        path.unlink()


def current(place: Path) -> str:
    return str(rows(place / "wh", "SELECT arg_max(release_id, published_at) FROM releases")[0][0])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ([], "OVT-U01"),
        (["--official"], "OVT-U01"),
        (["--official", UNKNOWN], "OVT-U15"),
        (["--official", "../ovt"], "OVT-U15"),
        (["--official", ""], "OVT-U15"),
    ],
)
def test_what_is_no_release_is_refused_and_nothing_written(
    asked: list[str], said: str, decisions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["release", *asked]) == 2
    assert said in capsys.readouterr().err
    assert list(decisions.iterdir()) == []


def test_a_folder_that_is_not_there_is_refused(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OVT_DECISIONS", str(place / "nulle part"))
    assert main(["release", "--official", current(place)]) == 2
    assert "OVT-U05" in capsys.readouterr().err


def test_a_decision_that_is_wrong_is_told_before_another_is_written(
    place: Path, decisions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (decisions / "autre.yaml").write_text("type: publication\n", encoding="utf-8")
    assert main(["release", "--official", current(place)]) == 2
    assert "OVT-C01" in capsys.readouterr().err
    assert [path.name for path in decisions.iterdir()] == ["autre.yaml"]


@pytest.mark.slow
def test_the_decision_is_to_be_filled_in_then_the_release_is_official(
    place: Path, decisions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = current(place)
    assert main(["release", "--official", first, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    (written,) = decisions.iterdir()
    assert told == {"release_id": first, "decision": written.stem, "file": str(written)}
    assert run(place / "in", place / "wh") == 2  # until someone says who and why
    assert "OVT-C01" in capsys.readouterr().err
    text = written.read_text(encoding="utf-8")
    assert yaml.safe_load(text)["release"] == first
    who = text.replace("name: À REMPLIR, role: À REMPLIR", "name: Camille Inventée, role: responsable")
    written.write_text(who.replace("why: À REMPLIR", "why: rapport annuel"), encoding="utf-8")
    assert run(place / "in", place / "wh") == 0
    assert rows(place / "wh", "SELECT release_id, is_official FROM releases ORDER BY 1")[0] == (first, True)
    assert current(place) != first
    capsys.readouterr()
    assert main(["release", "--official", first]) == 0
    assert (first in capsys.readouterr().out, list(decisions.iterdir())) == (True, [written])


@pytest.mark.slow
def test_a_run_says_the_disk_and_that_little_is_left(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OVT_DISK_MIN", "999999T")
    asked = ["run", *arguments(place / "in", place / "wh", date(2024, 3, 31))]
    assert main([*asked, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert 1_000_000 < told["disk"]["used"] < 2**40 > told["disk"]["free"] > 0
    (notice,) = [one for one in told["notices"] if one["code"] == "disk_low"]
    assert "OVT_DISK_MIN" in notice["fr"]
    monkeypatch.delenv("OVT_DISK_MIN")
    assert main(asked) == 0
    said = capsys.readouterr()
    assert "\nDisque" in said.out
    assert "OVT_DISK_MIN" not in said.err
