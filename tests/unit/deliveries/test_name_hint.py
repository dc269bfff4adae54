"""The name to give to a file whose name says no date that is understood."""

import pytest

from ovt_pipeline.deliveries.find import dates_in_name
from ovt_pipeline.deliveries.name_hint import name_with_date

FORM = "AAAA-MM-JJ"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("rgt_liens_03-04-2026.xlsx", f"rgt_liens_{FORM}.xlsx"),  # 3 April, or March the 4th
        ("rgt_liens_31-31-2026.xlsx", f"rgt_liens_{FORM}.xlsx"),
        ("rgt_liens_2026-02-30.xlsx", f"rgt_liens_{FORM}.xlsx"),
        ("2025-03-31_rgt_2026-03-31.xlsx", f"rgt_{FORM}.xlsx"),
        ("rgt_liens.xlsx", f"rgt_liens_{FORM}.xlsx"),
        ("31-10-2026 et 30-11-2026.csv", f"et_{FORM}.csv"),
        ("13-13-2026.csv", f"{FORM}.csv"),
        ("rgt_liens_1234567890.xlsx", f"rgt_liens_1234567890_{FORM}.xlsx"),
        ("rgt_liens_31-10-2026.xlsx", "rgt_liens_2026-10-31.xlsx"),
        ("rgt_liens 10-31-2026.xlsx", "rgt_liens_2026-10-31.xlsx"),
        ("rgt_liens_20261031.xlsx", "rgt_liens_2026-10-31.xlsx"),
        ("rgt_liens_31102026_v2.xlsx", "rgt_liens_2026-10-31_v2.xlsx"),
        ("31.10.2026 RGT.csv", "2026-10-31 RGT.csv"),
        ("rgt_liens_05-05-2026.xlsx", "rgt_liens_2026-05-05.xlsx"),  # one day both ways
    ],
)
def test_the_date_of_the_name_is_used_when_it_is_read_one_way(name: str, shown: str) -> None:
    assert name_with_date(name) == shown
    assert len(dates_in_name(shown)) == (FORM not in shown)
