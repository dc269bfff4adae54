"""Published warehouses, made once for all the tests that look at them: of the small exports, and of the samples.

Belongs here: those. Does not belong here: the exports (small.py), running (run_ovt.py).
"""

import shutil
from pathlib import Path

import pytest

from ovt_pipeline.cli import main

from . import small
from .run_ovt import run

Place = tuple[Path, Path]  # inbox, warehouse


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Run once on the small exports; to be looked at only."""
    folder = tmp_path_factory.mktemp("published")
    assert run(small.write_exports(folder / "in"), folder / "wh") == 0
    return folder / "in", folder / "wh"


@pytest.fixture
def place(published: Place, tmp_path: Path) -> Place:
    """Give a copy of that inbox and warehouse, to go on from."""
    for folder in published:
        shutil.copytree(folder, tmp_path / folder.name, symlinks=True)
    return tmp_path / "in", tmp_path / "wh"


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run the samples once; to be looked at only."""
    warehouse = tmp_path_factory.mktemp("samples") / "wh"
    assert main(["run", "--samples", "--warehouse", str(warehouse)]) == 0
    return warehouse
