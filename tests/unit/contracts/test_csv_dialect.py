"""The csv options that a contract may leave out: what they are then, and what they can be."""

from pathlib import Path

import pytest

from ovt_pipeline.contracts.loader import load_contract, load_contracts
from ovt_pipeline.contracts.model import Contract

from .test_loader import edited, refused, rows_of

PLACE = "  - {property: csvSeparators"


def dialect(contract: Contract) -> tuple[str, str, int]:
    return contract.csv_quote, contract.csv_escape, contract.csv_header_rows


def test_a_contract_that_says_nothing_has_the_common_dialect() -> None:
    assert {dialect(contract) for contract in load_contracts().values()} == {('"', "", 1)}


@pytest.mark.parametrize(
    ("option", "expected"),
    [
        ('csvQuote, value: ""', ("", "", 1)),
        ('csvQuote, value: "\'"', ("'", "", 1)),
        ("csvEscape, value: '\\'", ('"', "\\", 1)),
        ("csvHeaderRows, value: 2", ('"', "", 2)),
    ],
)
def test_a_contract_says_its_dialect(option: str, expected: tuple[str, str, int], tmp_path: Path) -> None:
    path, _ = edited(tmp_path, PLACE, f"  - {{property: {option}}}\n{PLACE}")
    assert dialect(load_contract(path)) == expected


@pytest.mark.parametrize(
    "option",
    ["csvQuote, value: ¶«", 'csvEscape, value: ¶"/"', "csvHeaderRows, value: ¶0", "csvHeaderRows, value: ¶true"],
)
def test_a_dialect_that_is_not_read_is_refused_at_its_line(option: str, tmp_path: Path) -> None:
    path, row = edited(tmp_path, PLACE, f"  - {{property: {option}}}\n{PLACE}")
    assert rows_of(refused(path)) == [row]
