"""A file is read again when another stands in its place, and never believed without a look."""

import os
from pathlib import Path

import pytest

from ovt_pipeline.deliveries.remembered import Remembered


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give a file that says 'a'."""
    (tmp_path / "file").write_text("a", encoding="utf-8")
    return tmp_path / "file"


class Counted:
    """Reads a file and counts how often."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, path: Path) -> str:
        self.times += 1
        return path.read_text(encoding="utf-8")


def test_a_file_is_read_once(path: Path) -> None:
    read = Counted()
    remembered = Remembered(read)
    assert [remembered.of(path) for _ in range(3)] == ["a"] * 3
    assert read.times == 1


def test_a_replaced_file_of_the_same_size_and_time_is_read_again(path: Path) -> None:
    remembered, before = Remembered(Counted()), path.stat()
    assert remembered.of(path) == "a"
    other = path.with_name("other")
    other.write_text("b", encoding="utf-8")
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.replace(path)
    assert remembered.of(path) == "b"


def test_a_file_that_went_is_not_remembered(path: Path) -> None:
    remembered = Remembered(Counted())
    assert remembered.of(path) == "a"
    path.unlink()
    with pytest.raises(FileNotFoundError):
        remembered.of(path)


def test_a_file_that_changes_while_it_is_read_is_read_again(path: Path) -> None:
    def read(asked: Path) -> str:
        text = asked.read_text(encoding="utf-8")
        asked.write_text(text + "b", encoding="utf-8")
        return text

    remembered = Remembered(read)
    assert [remembered.of(path), remembered.of(path)] == ["a", "ab"]
