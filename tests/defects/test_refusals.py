"""A delivery to refuse is refused under its code, where its fault is, and nothing of it is used."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from drafts.formats import write
from drafts.make import CONTRACTS, DAY, PLACES, sound

from ovt_pipeline.deliveries.delivery import accepted
from ovt_pipeline.deliveries.find import Inbox
from ovt_pipeline.deliveries.lots import LotStore
from ovt_pipeline.deliveries.receive import Receiver
from ovt_pipeline.language.errors import OvtError
from ovt_pipeline.quality.assess import assess
from ovt_pipeline.quality.verdict import judge_delivery
from ovt_pipeline.reading.front import Limits, read_file

from .refusals import Refused, refusals, refused
from .refused_files import cells_at

KILLERS = ("last cell of all", "far column", "deflate bomb")


@dataclass(frozen=True)
class Noon:
    """A clock that stands two days after the last extraction."""

    def now(self) -> datetime:
        """Return the current time."""
        return datetime(2025, 4, 2, 16, tzinfo=UTC)


def refusal(path: Path, export: str = "renir_unites", limits: Limits | None = None) -> OvtError:
    with pytest.raises(OvtError) as caught:
        read_file(path, CONTRACTS[export], limits or Limits())
    return caught.value


def judged(path: Path, one: Refused) -> list[OvtError]:
    """Return what refuses a file: its reading, or its rules."""
    contract = CONTRACTS[one.export]
    try:
        read = read_file(path, contract)
    except OvtError as error:
        return [error]
    return list(assess(read, contract, DAY, PLACES, None, None, path.name).errors)


@pytest.mark.parametrize("one", refusals(), ids=str)
def test_a_delivery_is_refused_for_its_cause_where_it_is_in_whole_sentences(one: Refused, tmp_path: Path) -> None:
    draft = one.draft()
    path = write(draft, tmp_path)
    (error,) = judged(path, one)
    assert (error.code, error.where.file) == (one.cause.code, path.name)
    if one.cause.where != "file":
        sheet = draft.tables[-1]
        row = sheet.numbers(draft.extension)[sheet.header] if one.cause.where == "header" else None
        assert (error.where.sheet, error.where.row) == (draft.shown(sheet), row)
    for lang in ("fr", "en"):
        line = error.line(lang)
        assert path.name in line
        assert not re.search(r"[{][a-z_]+[}]", line)
        assert str(tmp_path) not in line


@pytest.mark.parametrize("name", KILLERS)
def test_the_known_killers_are_refused_within_two_seconds_and_512_megabytes(name: str, tmp_path: Path) -> None:
    """Beyond those limits, which the reader holds itself to, the refusal would be OVT-F15."""
    path = write(refused(name), tmp_path)
    assert refusal(path, limits=Limits(seconds=2, megabytes=512)).code == "OVT-F04"


def test_a_reader_out_of_memory_is_a_refusal_not_a_dead_run(tmp_path: Path) -> None:
    draft = sound(CONTRACTS["renir_unites"])
    cells_at("XFD1200")(draft)
    error = refusal(write(draft, tmp_path), limits=Limits(megabytes=200))
    assert error.code == "OVT-F15"
    assert "200" in error.line("en")


def test_a_missing_header_says_which_one_came_closest_and_a_missing_sheet_its_name(tmp_path: Path) -> None:
    draft = sound(CONTRACTS["renir_unites"])
    (sheet,) = draft.tables
    sheet.put(sheet.header, "date_migration", "Date migrations")
    line = refusal(write(draft, tmp_path)).line("fr")
    assert "« Date de migration »" in line
    assert "« Date migrations »" in line
    gone = write(refused("sheet gone", "rgt_liens"), tmp_path)
    assert "correspondance" in refusal(gone, "rgt_liens").line("fr")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("export_2025-04-03.xlsx", "OVT-F09"),
        ("export.xlsx", "OVT-F10"),
        ("export_2025-02-30.xlsx", "OVT-F10"),
        ("2024-03-31_export_2025-03-31.xlsx", "OVT-F10"),
    ],
)
def test_a_date_to_come_or_none_refuses_and_the_last_good_delivery_stays(name: str, code: str, tmp_path: Path) -> None:
    (tmp_path / "lots").mkdir()
    receiver = Receiver(Inbox(tmp_path / "in"), LotStore(tmp_path / "lots"), Noon(), CONTRACTS, judge_delivery)
    contract = CONTRACTS["renir_unites"]
    write(sound(contract, day=date(2024, 3, 31)), tmp_path / "in" / contract.export)
    (first,) = receiver.receive(contract).new
    write(sound(contract), tmp_path / "in" / contract.export, name)
    (second,) = receiver.receive(contract).new
    assert (second.refusal_code, second.rows_read) == (code, None)
    assert accepted(receiver.store.deliveries(), contract.export) == [first]


def test_a_table_that_may_be_empty_is_whole_without_a_row(tmp_path: Path) -> None:
    contract = CONTRACTS["rgt_liens"]
    draft = sound(contract, 12)
    draft.tables[-1].arrange([])
    read = read_file(write(draft, tmp_path), contract)
    found = assess(read, contract, DAY, PLACES, None, None, "rgt.xlsx")
    assert (found.errors, found.table_rows) == ((), {"liens": 12, "correspondance": 0})
