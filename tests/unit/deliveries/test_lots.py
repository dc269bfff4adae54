"""Lots are whole or absent, private, never edited; the order of deliveries says which one is used."""

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ovt_pipeline.deliveries.delivery import Delivery, accepted, current_at, current_or_oldest
from ovt_pipeline.deliveries.lot_format import FORMAT, VERDICT, digests_of
from ovt_pipeline.deliveries.lots import ASIDE, LotStore
from ovt_pipeline.language.errors import OvtError
from unit.made_up import delivery, refused

ROWS = "unites/rows.parquet"


@pytest.fixture
def store(tmp_path: Path) -> LotStore:
    """Return an empty store."""
    return LotStore(tmp_path)


def write(store: LotStore, given: Delivery, text: str = "lignes") -> Path:
    """Write a delivery with one table."""
    with store.aside() as aside:
        (aside / "unites").mkdir()
        (aside / "unites" / "rows.parquet").write_text(text, encoding="utf-8")
        (aside / "unites" / "suite.json").write_text("{}", encoding="utf-8")
        (aside / "quarantine.parquet").write_text("rejets", encoding="utf-8")
        store.commit(given, aside)
    return store.folder(given)


def write_format(folder: Path, version: int | None, without: tuple[str, ...] = ()) -> None:
    """Make a verdict one that another version of the program wrote."""
    plain = json.loads((folder / VERDICT).read_text(encoding="utf-8"))
    known = {key: value for key, value in plain.items() if key not in without}
    (folder / VERDICT).write_text(json.dumps(known | {"format": version}), encoding="utf-8")


def bare(deliveries: list[Delivery]) -> list[Delivery]:
    """Return deliveries without the digests that keeping them added."""
    return [replace(one, files={}) for one in deliveries]


def names(folder: Path) -> set[str]:
    return {str(p.relative_to(folder)) for p in folder.rglob("*")}


# Bad endings ----------------------------------------------------------------------------------------------------


def test_nothing_is_visible_before_the_commit_and_nothing_stays_of_what_was_not_committed(store: LotStore) -> None:
    with store.aside() as aside:
        (aside / "rows.parquet").write_text("x", encoding="utf-8")
        assert store.deliveries() == []
        assert (aside.parent, aside.name.startswith(ASIDE)) == (store.root, True)
    assert list(store.root.iterdir()) == []


def test_an_interruption_leaves_nothing(store: LotStore) -> None:
    with pytest.raises(KeyboardInterrupt), store.aside():
        raise KeyboardInterrupt
    assert list(store.root.iterdir()) == []


def test_what_a_killed_run_left_is_not_a_delivery_and_goes_away(store: LotStore) -> None:
    folder = write(store, delivery())
    left = store.root / f"{ASIDE}mort" / "profond"
    shutil.copytree(folder, left)
    assert len(store.deliveries()) == 1
    store.clean()
    assert not left.parent.exists()
    assert folder.is_dir()


def test_a_full_disk_or_forbidden_folder_says_so_and_leaves_nothing(store: LotStore) -> None:
    with pytest.raises(OvtError) as caught, store.aside():
        raise OSError(28, "No space left on device")
    assert (caught.value.code, caught.value.fields["found"]) == ("OVT-P06", "No space left on device")
    assert list(store.root.iterdir()) == []
    with pytest.raises(OvtError) as caught, LotStore(store.root / "absent").aside():
        pass
    assert caught.value.code == "OVT-P06"


@pytest.mark.parametrize("version", [0, 99, None])
def test_a_format_that_no_version_up_to_this_one_wrote_is_refused(store: LotStore, version: int | None) -> None:
    write_format(write(store, delivery()), version)
    with pytest.raises(OvtError) as caught:
        store.deliveries()
    assert (caught.value.code, caught.value.fields["found"]) == ("OVT-U08", version)
    assert "plus récente" in caught.value.line("fr")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format"', "null", "\0", '{"format": 2}'])
def test_a_verdict_that_cannot_be_read_is_told(store: LotStore, text: str) -> None:
    (write(store, delivery()) / VERDICT).write_text(text, encoding="utf-8")
    with pytest.raises(OvtError) as caught:
        store.deliveries()
    assert (caught.value.code, Path(caught.value.where.file or "").name) == ("OVT-P40", VERDICT)


ABSURD: dict[str, object] = {
    "extraction_date": "1925-03-31",
    "sha256": "A" * 64,
    "bytes": -1,
    "received_at": "2025-04-01T08:00:00+00:00",
    "contract_version": "../1.0.0",
    "is_synthetic": "non",
    "verdict": "perhaps",
    "refusal_code": "OVT-F08",
    "rows_read": 11,
    "rows_accepted": None,
    "rows_rejected": True,
    "files": {"../rows.parquet": "a" * 64},
    "quality": [{"rule_id": "X"}],
    "waivers": ["x"],
    "withdrawn_by": "WD-2025-01",
    "unheard_of": 1,
}


@pytest.mark.parametrize("field", ABSURD)
def test_a_verdict_with_an_absurd_field_is_told(field: str, store: LotStore) -> None:
    verdict = write(store, delivery()) / VERDICT
    plain = json.loads(verdict.read_text(encoding="utf-8")) | {field: ABSURD[field]}
    verdict.write_text(json.dumps(plain), encoding="utf-8")
    with pytest.raises(OvtError) as caught:
        store.deliveries()
    assert (caught.value.code, caught.value.exit_code) == ("OVT-P40", 3)


@pytest.mark.parametrize("field", ["export", "extraction_date", "sha256", "received_at", "verdict", "files"])
def test_a_verdict_that_lacks_a_field_is_told(field: str, store: LotStore) -> None:
    write_format(write(store, delivery()), FORMAT, without=(field,))
    with pytest.raises(OvtError) as caught:
        store.deliveries()
    assert caught.value.code == "OVT-P40"


@pytest.mark.parametrize("change", [{"export": "ritm_liens"}, {"extraction_date": "2025-03-30"}, {"sha256": "b" * 64}])
def test_a_verdict_of_another_lot_than_its_folder_is_told(change: dict[str, str], store: LotStore) -> None:
    verdict = write(store, delivery()) / VERDICT
    plain = json.loads(verdict.read_text(encoding="utf-8")) | change
    verdict.write_text(json.dumps(plain), encoding="utf-8")
    with pytest.raises(OvtError) as caught:
        store.deliveries()
    assert caught.value.code == "OVT-P41"
    assert "renir_unites/2025-03-31_aaaaaaaaaaaa_1.0.0" in caught.value.line("en")


def test_a_file_of_a_lot_is_given_out_only_as_it_was_written(store: LotStore) -> None:
    rows = write(store, delivery()) / ROWS
    (kept,) = store.deliveries()
    assert store.file(kept, ROWS) == rows
    for altered in ("lignez", None):
        rows.write_text(altered, encoding="utf-8") if altered else rows.unlink()
        with pytest.raises(OvtError) as caught:
            LotStore(store.root).file(kept, ROWS)
        assert (caught.value.code, caught.value.where.file) == ("OVT-P11", f"lots/{rows.relative_to(store.root)}")


# Formats of before ----------------------------------------------------------------------------------------------


def test_a_lot_of_the_first_format_gets_its_digests_once_and_is_then_held_to_them(store: LotStore) -> None:
    folder = write(store, delivery())
    write_format(folder, 1, without=("files", "waivers"))
    before = store.deliveries()
    assert [d.files for d in before] == [digests_of(folder)]
    assert (store.upgrade(), store.upgrade()) == (1, 0)
    assert store.deliveries() == before
    assert json.loads((folder / VERDICT).read_text(encoding="utf-8"))["format"] == FORMAT
    assert (folder / VERDICT).stat().st_mode & 0o777 == 0o600
    (folder / ROWS).write_text("lignez", encoding="utf-8")
    with pytest.raises(OvtError):
        store.file(store.deliveries()[0], ROWS)


# Sound endings --------------------------------------------------------------------------------------------------


def test_an_accepted_delivery_is_read_back_whole_and_its_files_are_private(store: LotStore) -> None:
    given = delivery()
    folder = write(store, given)
    assert bare(store.deliveries()) == [given]
    assert folder == store.root / "renir_unites" / "2025-03-31_aaaaaaaaaaaa_1.0.0"
    assert names(folder) == {
        "delivery.json",
        "quarantine.parquet",
        "unites",
        "unites/rows.parquet",
        "unites/suite.json",
    }
    assert {p.stat().st_mode & 0o777 for p in folder.rglob("*") if p.is_file()} == {0o600}
    folders = [folder, folder / "unites", folder.parent]
    assert {p.stat().st_mode & 0o777 for p in folders} == {0o700}


@pytest.mark.parametrize("day", ["2025-03-31", None])
def test_a_refused_delivery_keeps_its_verdict_and_no_row(store: LotStore, day: str | None) -> None:
    given = refused(day)
    assert names(write(store, given)) == {"delivery.json", "unites", "unites/suite.json"}
    assert bare(store.deliveries()) == [given]
    assert accepted(store.deliveries(), "renir_unites") == []


def test_bytes_judged_again_replace_their_verdict_of_the_same_contract_version(store: LotStore) -> None:
    write(store, refused(digest="a"))
    again = delivery(digest="a", hour=1)
    folder = write(store, again, "nouvelles")
    assert bare(store.deliveries()) == [again]
    assert (folder / "unites" / "rows.parquet").read_text(encoding="utf-8") == "nouvelles"
    assert [p.name for p in store.root.iterdir()] == ["renir_unites"]


def test_an_accepted_delivery_is_never_undone_by_a_later_judgement_of_the_same_bytes(store: LotStore) -> None:
    kept = delivery(digest="a", contract_version="1.0.0")
    write(store, kept)
    write(store, refused(digest="a", hour=5, contract_version="2.0.0"))
    assert bare(store.deliveries()) == [kept]


def test_deliveries_come_in_order_of_reception(store: LotStore) -> None:
    given = [delivery("2025-03-31", "a", 2), refused("2024-03-31", "b", 1), delivery("2025-02-28", "c", 3)]
    for one in given:
        write(store, one)
    assert [d.sha256[0] for d in store.deliveries()] == ["b", "a", "c"]


# Which lot is used ----------------------------------------------------------------------------------------------

OLD, NEW = delivery("2024-03-31", "a", 9), delivery("2025-03-31", "b", 1)
REDELIVERED = delivery("2025-03-31", "c", 2)
UNDATED = delivery(None, "d", 3)
OTHER = delivery("2025-03-31", "e", 4, export="ritm_liens")
ALL = [REDELIVERED, UNDATED, OTHER, OLD, refused("2025-03-31", "f", 8), NEW]


def test_lots_are_the_last_received_of_each_day_by_day_without_refused_undated_or_other_ones() -> None:
    assert accepted(ALL, "renir_unites") == [OLD, REDELIVERED]
    assert accepted(reversed(ALL), "renir_unites") == [OLD, REDELIVERED]
    assert accepted(iter(ALL), "absent") == []


@pytest.mark.parametrize(
    ("day", "used", "or_oldest"),
    [
        ("2024-03-30", None, OLD),
        ("2024-03-31", OLD, OLD),
        ("2025-03-30", OLD, OLD),
        ("2025-03-31", REDELIVERED, REDELIVERED),
        ("2026-01-01", REDELIVERED, REDELIVERED),
    ],
)
def test_the_lot_used_at_a_day(day: str, used: Delivery | None, or_oldest: Delivery) -> None:
    assert current_at(ALL, "renir_unites", date.fromisoformat(day)) == used
    assert current_or_oldest(iter(ALL), "renir_unites", date.fromisoformat(day)) == or_oldest


def test_the_oldest_lot_was_received_last_among_those_of_its_date() -> None:
    lots = [OLD, delivery("2024-03-31", "g", 1), NEW]
    assert current_or_oldest(lots, "renir_unites", date(2024, 1, 1)) == OLD


def test_without_any_lot_there_is_no_oldest_one() -> None:
    assert current_or_oldest([refused()], "renir_unites", date(2025, 3, 31)) is None


def test_the_names_of_a_delivery() -> None:
    assert NEW.delivery_id == "renir_unites/2025-03-31_bbbbbbbbbbbb"
    assert UNDATED.delivery_id == "renir_unites/sans-date_dddddddddddd"
    assert (NEW.accepted, refused().accepted) == (True, False)
