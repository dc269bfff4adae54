"""One writer at a time, across processes; the lock of a dead one is free."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ovt_pipeline.language.errors import OvtError
from ovt_pipeline.warehouse.lock import writer
from ovt_pipeline.warehouse.place import Warehouse

HOLD = """
import sys, time
from pathlib import Path
from ovt_pipeline.warehouse.lock import writer
from ovt_pipeline.warehouse.place import Warehouse
with writer(Warehouse(Path(sys.argv[1])), wait=float(sys.argv[2])):
    print("held", flush=True)
    sys.stdin.read(1)
"""


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    """Return an empty warehouse."""
    place = Warehouse(tmp_path)
    place.prepare()
    return place


@contextmanager
def holder(warehouse: Warehouse) -> Iterator["subprocess.Popen[str]"]:
    """Run a process that holds the lock."""
    command = [sys.executable, "-c", HOLD, str(warehouse.root), "5"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        try:
            yield process
        finally:
            process.kill()


def other_process(warehouse: Warehouse, wait: float) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-c", HOLD, str(warehouse.root), str(wait)]
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)


def test_a_second_process_is_refused_and_told_who_holds_it(warehouse: Warehouse) -> None:
    with holder(warehouse) as process:
        with pytest.raises(OvtError) as caught, writer(warehouse, wait=0.1):
            pass
        assert (caught.value.code, caught.value.where.file) == ("OVT-P03", ".lock")
        assert caught.value.fields["holder"] == f"{socket.gethostname()}, pid {process.pid}"
        assert str(process.pid) in caught.value.line("fr")


def test_the_lock_of_a_killed_process_is_free_and_takes_the_name_of_its_new_holder(warehouse: Warehouse) -> None:
    with holder(warehouse) as process:
        process.send_signal(signal.SIGKILL)
        process.wait()
        with writer(warehouse, wait=0):
            text = (warehouse.root / ".lock").read_text(encoding="utf-8")
    assert text == f"{socket.gethostname()}, pid {os.getpid()}"


def test_waiting_ends_when_the_holder_leaves(warehouse: Warehouse) -> None:
    with holder(warehouse) as process:
        assert process.stdin is not None
        process.stdin.close()
        with writer(warehouse, wait=10):
            pass


def test_it_is_re_entrant_and_kept_until_the_outermost_end(warehouse: Warehouse) -> None:
    with writer(warehouse, wait=0):
        with writer(warehouse, wait=0), writer(warehouse, wait=0):
            pass
        with writer(warehouse, wait=0):
            pass
        assert "OVT-P03" in other_process(warehouse, 0).stderr
    assert other_process(warehouse, 0).stdout == "held\n"


def test_a_failure_inside_frees_it(warehouse: Warehouse) -> None:
    with pytest.raises(ZeroDivisionError), writer(warehouse, wait=0), writer(warehouse, wait=0):
        raise ZeroDivisionError
    assert other_process(warehouse, 0).stdout == "held\n"


def test_two_warehouses_have_two_locks(warehouse: Warehouse, tmp_path: Path) -> None:
    other = Warehouse(tmp_path / "autre")
    other.prepare()
    with holder(warehouse), writer(other, wait=0):
        assert (other.root / ".lock").stat().st_mode & 0o777 == 0o600
