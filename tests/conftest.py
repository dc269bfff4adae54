"""Fixtures of every test: a clean environment, so that no setting of the machine or of another test reaches a run.

Belongs here: what all tests share. Does not belong here: data (tests/runs/small.py, tests/backtests).
"""

import os
from collections.abc import Iterator

import pytest
from drafts.reading_here import reading_here

SETTINGS = ("OVT_SOURCES", "OVT_WAREHOUSE", "OVT_DECISIONS", "OVT_WAIVERS", "OVT_LANG", "DAGSTER_HOME")


def pytest_configure() -> None:
    """Read a csv as soon as it is written, in this process and its children: fixtures of modules come before others."""
    os.environ["OVT_CSV_QUIET"] = "0"


@pytest.fixture(autouse=True)
def clean_environment() -> Iterator[None]:
    """Start without our settings and put back what was there: a run exports its own to its children."""
    before = dict(os.environ)
    for name in SETTINGS:
        os.environ.pop(name, None)
    yield
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture
def reads_here() -> Iterator[None]:
    """Read deliveries without a child process."""
    with reading_here():
        yield
