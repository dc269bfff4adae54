"""Files out of their place, with names that cannot be read, with another sum, or still being written."""

import hashlib
import os
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from drafts.draft import Draft, Extension
from drafts.formats import write
from drafts.make import CONTRACTS
from drafts.make import sound as workbook

from ovt_pipeline.clock import SystemClock
from ovt_pipeline.deliveries.find import Inbox
from ovt_pipeline.deliveries.lots import LotStore
from ovt_pipeline.deliveries.names import is_readable, shown_name
from ovt_pipeline.deliveries.receive import Receiver
from ovt_pipeline.language.errors import OvtError
from ovt_pipeline.operations.notices import of_inbox
from ovt_pipeline.operations.outcome import Notice
from ovt_pipeline.operations.situation import Situation
from ovt_pipeline.quality.verdict import judge_delivery
from ovt_pipeline.settings import read_settings

LINKS = CONTRACTS["ritm_liens"]
FORMATS = LINKS.formats


def links(extension: Extension = "csv") -> Draft:
    return replace(workbook(LINKS), extension=extension)


@pytest.fixture
def receiver(tmp_path: Path, reads_here: None) -> Receiver:  # noqa: ARG001 - for what it does
    return receiver_in(tmp_path)


def receiver_in(tmp_path: Path) -> Receiver:
    """Receive from `in` into lots beside it."""
    (tmp_path / "lots").mkdir()
    return Receiver(Inbox(tmp_path / "in"), LotStore(tmp_path / "lots"), SystemClock(), CONTRACTS, judge_delivery)


def dropped(receiver: Receiver) -> Path:
    return write(links(), receiver.inbox.sources / LINKS.export)


@pytest.mark.parametrize(
    ("name", "shown"), [(b"a\xe9_2025-03-31.csv", "a\\xe9_2025-03-31.csv"), (b"a\n\x1b_2025-03-31.csv", "a\\x0a\\x1b")]
)
def test_a_name_that_cannot_be_read_is_refused_escaped_and_stops_nothing(
    name: bytes, shown: str, receiver: Receiver
) -> None:
    path = dropped(receiver)
    os.rename(path, os.fsencode(path.parent) + b"/" + name)  # noqa: PTH104 - a name in bytes
    dropped(receiver).write_bytes(dropped(receiver).read_bytes() + b"\n")
    found = {d.verdict: d for d in receiver.receive(LINKS).new}
    assert (found["refused"].refusal_code, found["accepted"].rows_rejected) == ("OVT-F35", 0)
    assert shown in found["refused"].file_name
    assert found["refused"].file_name.isprintable()


def test_a_sound_name_is_shown_as_it_is() -> None:
    for name in ("é à « x » 2025-03-31.csv", "a\\b.csv"):
        assert (shown_name(name), is_readable(name)) == (name, True)


@pytest.mark.parametrize("text", ["0" * 64, "", "rien", "a" * 63])
def test_another_sum_beside_a_file_refuses_it(text: str, receiver: Receiver) -> None:
    path = dropped(receiver)
    path.with_name(path.name + ".sha256").write_text(f"{text}  {path.name}\n", encoding="utf-8")
    assert [d.refusal_code for d in receiver.receive(LINKS).new] == ["OVT-F36"]


def test_its_own_sum_lets_it_through_and_is_no_stray_file(receiver: Receiver) -> None:
    path = dropped(receiver)
    said = hashlib.sha256(path.read_bytes()).hexdigest().upper()
    path.with_name(path.name + ".sha256").write_text(f"{said} *{path.name}\n", encoding="utf-8")
    assert [d.verdict for d in receiver.receive(LINKS).new] == ["accepted"]
    assert notices(receiver.inbox.sources) == []


def test_a_file_of_another_export_is_refused_with_the_folder_where_it_belongs(tmp_path: Path) -> None:
    receiver = receiver_in(tmp_path)
    draft = links("xlsx")
    write(draft, receiver.inbox.sources / "renir_unites")
    (found,) = receiver.receive(CONTRACTS["renir_unites"]).new
    assert found.refusal_code == "OVT-F37"
    assert "ritm_liens" in str(found.refusal_fr)


def test_a_file_at_the_root_or_in_no_exports_folder_is_named_with_its_folder(tmp_path: Path) -> None:
    write(links(), tmp_path)
    write(links(), tmp_path / "divers")
    (tmp_path / "notes.csv").write_text("a;b\n1;2\n", encoding="utf-8")
    found = {notice.file: (notice.code, "ritm_liens" in notice.fr.rpartition(";")[2]) for notice in notices(tmp_path)}
    name = links().name
    assert found[name] == found[f"divers/{name}"] == ("misplaced", True)
    assert found["notes.csv"] == ("stray", False)


@dataclass(frozen=True)
class Later:
    """A clock so many seconds after the last change of a file."""

    path: Path
    seconds: int

    def now(self) -> datetime:
        """Return the current time."""
        return datetime.fromtimestamp(self.path.stat().st_mtime + self.seconds, tz=UTC)


@pytest.mark.parametrize(
    ("title", "extension", "seconds", "waiting"),
    [
        ("Inventaire", "csv", 58, 1),
        ("Inventaire", "csv", 61, 0),
        ("Inventaire", "xlsx", 1, 0),
        ("SYNTHÉTIQUE", "csv", 1, 0),
    ],
)
def test_a_csv_that_has_just_changed_waits(
    title: str, extension: Extension, seconds: int, waiting: int, tmp_path: Path
) -> None:
    draft = links(extension)
    draft.tables[0].insert([title])
    path = write(draft, tmp_path / LINKS.export)
    inbox = Inbox(tmp_path, 60, Later(path, seconds))
    assert [f.file_name for f in inbox.files(LINKS.export, FORMATS)] == [path.name][waiting:]
    assert inbox.waiting(LINKS.export, FORMATS) == [path.name][:waiting]


def test_a_run_says_which_csv_wait(tmp_path: Path) -> None:
    write(links(), tmp_path / LINKS.export)
    environment = {"OVT_SOURCES": str(tmp_path), "OVT_WAREHOUSE": str(tmp_path / "w")}
    found = list(of_inbox(Situation(read_settings(environment=environment))))
    assert [(n.code, n.file) for n in found if n.file] == [("quiet", links().name)]


WRONG = {
    "OVT_CSV_QUIET": ["-1", "deux", "3601", "1.5", "٣"],
    "OVT_KEEP_DAYS": ["0", "-31", "un mois", "31 ", "36501", "999999999999999999999", "1.5", "٣"],
    "OVT_DISK_MIN": ["10", "G", "-1G", "1.5G", "10Go", "10 G", "10g", "9999999G", "٣G"],
}


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in WRONG.items() for text in texts])
def test_a_setting_that_is_no_such_number_is_a_mistake(name: str, text: str) -> None:
    with pytest.raises(OvtError) as caught:
        read_settings(environment={name: text})
    assert (caught.value.code, caught.value.fields["name"]) == ("OVT-U07", name)


def test_settings_are_those_of_the_environment_else_their_defaults() -> None:
    found = read_settings(environment={})
    assert (found.csv_quiet, found.keep_days, found.disk_min) == (60, 31, 0)
    said = {"OVT_CSV_QUIET": "0", "OVT_KEEP_DAYS": "1", "OVT_DISK_MIN": "10G"}
    found = read_settings(environment=said)
    assert (found.csv_quiet, found.keep_days, found.disk_min) == (0, 1, 10 * 2**30)


def notices(sources: Path) -> list[Notice]:
    environment = {"OVT_SOURCES": str(sources), "OVT_WAREHOUSE": str(sources / "w"), "OVT_CSV_QUIET": "0"}
    return [n for n in of_inbox(Situation(read_settings(environment=environment))) if n.code in {"stray", "misplaced"}]
