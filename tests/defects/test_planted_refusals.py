"""A delivery to refuse is refused under its code, in the sheet and row at fault, and nothing of it is used."""

from pathlib import Path

import pytest

from ovt_pipeline.deliveries.find import Inbox
from ovt_pipeline.deliveries.lots import LotStore, accepted
from ovt_pipeline.deliveries.receive import Receiver
from ovt_pipeline.language.errors import OvtError
from ovt_pipeline.quality.assess import assess
from ovt_pipeline.quality.verdict import judge_delivery
from ovt_pipeline.reading.front import read_file

from .operators_files import FIRST_DAY, LAST_DAY, good
from .operators_run import Noon
from .planted_refusals import Refused, refusals
from .planted_rows import CONTRACTS, PLACES


def errors(path: Path, refused: Refused) -> list[OvtError]:
    contract = CONTRACTS[refused.export]
    try:
        read = read_file(path, contract)
    except OvtError as error:
        return [error]
    return list(assess(read, contract, LAST_DAY, PLACES, refused.previous(), None, path.name).errors)


@pytest.mark.parametrize("refused", refusals(), ids=str)
def test_a_delivery_is_refused_for_its_cause_where_it_is(refused: Refused, tmp_path: Path) -> None:
    path = refused.made().write(tmp_path)
    (error,) = errors(path, refused)
    assert error.code == refused.code
    assert error.where.file == path.name
    if refused.code not in {"OVT-F05", "OVT-F16"}:  # where the header or the sheet would be, nobody knows
        assert (error.where.sheet, error.where.row) == (refused.sheet, refused.row)


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
    good("renir_unites", FIRST_DAY).write(tmp_path / "in" / "renir_unites")
    (first,) = receiver.receive(CONTRACTS["renir_unites"]).new
    path = good("renir_unites").write(tmp_path / "in" / "renir_unites")
    path.rename(path.with_name(name))
    (second,) = receiver.receive(CONTRACTS["renir_unites"]).new
    assert (second.refusal_code, second.rows_read) == (code, None)
    assert accepted(receiver.store.deliveries(), "renir_unites") == [first]
