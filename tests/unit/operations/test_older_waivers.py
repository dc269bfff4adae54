"""The waivers of the version before are read from their own folder in this one, and everyone is told to move them."""

from pathlib import Path

import pytest

from ovt_pipeline.language.errors import OvtError
from ovt_pipeline.operations.notices import of_inbox
from ovt_pipeline.operations.outcome import REMARK, Notice
from ovt_pipeline.operations.situation import Situation
from ovt_pipeline.settings import read_settings
from unit.decisions.papers import SOUND, write_waiver


@pytest.fixture
def surroundings(tmp_path: Path) -> dict[str, str]:
    """Give the settings of a place where nothing was delivered, with a folder for decisions and one of before."""
    folders = {name: tmp_path / name.lower() for name in ("SOURCES", "WAREHOUSE", "DECISIONS", "WAIVERS")}
    for folder in folders.values():
        folder.mkdir()
    return {f"OVT_{name}": str(folder) for name, folder in folders.items()}


def told(situation: Situation) -> list[Notice]:
    return [one for one in of_inbox(situation) if "OVT_DECISIONS" in one.fr]


def test_a_waiver_of_before_is_read_with_a_remark_that_says_where_it_goes(surroundings: dict[str, str]) -> None:
    write_waiver(Path(surroundings["OVT_WAIVERS"]), type=None)
    situation = Situation(read_settings(environment=surroundings))
    assert [one.id for one in situation.decisions.waivers] == [SOUND["id"]]
    (notice,) = told(situation)
    assert notice.severity == REMARK
    assert all(" waivers" in line and " decisions" in line for line in (notice.fr, notice.en))


def test_nothing_is_said_once_it_is_moved_or_when_both_folders_are_one(surroundings: dict[str, str]) -> None:
    write_waiver(Path(surroundings["OVT_DECISIONS"]))
    for waivers in ("OVT_WAIVERS", "OVT_DECISIONS"):
        situation = Situation(read_settings(environment={**surroundings, "OVT_WAIVERS": surroundings[waivers]}))
        assert [one.id for one in situation.decisions.waivers] == [SOUND["id"]]
        assert told(situation) == []


def test_a_broken_one_is_refused_there_too(surroundings: dict[str, str]) -> None:
    write_waiver(Path(surroundings["OVT_WAIVERS"]), why=None)
    with pytest.raises(OvtError, match="OVT-C01"):
        list(of_inbox(Situation(read_settings(environment=surroundings))))
