"""Annotated copies of the fifty deliveries with known faults: their cells are marked, each with its rules, no other."""

from pathlib import Path

import pytest
from drafts.formats import write
from drafts.make import CONTRACTS
from drafts.of_worlds import PLACES

from ovt_pipeline.cli.annotated_copy import plan_of
from ovt_pipeline.language.speech import Speech
from ovt_pipeline.quality.annotation import faults_of
from ovt_pipeline.quality.assess import assess
from ovt_pipeline.quality.check import Checked
from ovt_pipeline.reading.front import annotate_file, read_file

from .annotated import WORDS, Marks, grids_of, marked_cells, planted_marks
from .planted import Planted, deliveries

FIFTY = [pytest.param(one, marks=() if one.number == 0 else pytest.mark.slow) for one in deliveries()]


def copied(path: Path, planted: Planted, lang: str = "fr") -> Path:
    """Check and copy a delivery as `ovt check` does, with the places that the planted rows know."""
    contract = CONTRACTS[planted.export]
    read = read_file(path, contract)
    judged = assess(read, contract, planted.day, PLACES, None, None, path.name)
    checked = Checked(path.name, contract, planted.day, judged.errors, read, judged, "municipalites")
    content, lost = annotate_file(path, [contract], plan_of(checked, faults_of(checked), Speech(lang)))
    assert lost == []
    copy = path.with_name("copie.xlsx")
    copy.write_bytes(content)
    return copy


def in_copy(marks: Marks, planted: Planted) -> Marks:
    """Return the marks where the copy has them: what a csv holds stands in the sheet of its table."""
    sheet = CONTRACTS[planted.export].tables[0].sheet
    return {(name or sheet, row, column): rules for (name, row, column), rules in marks.items()}


def worst(rules: set[str]) -> str:
    return next(WORDS[letter] for letter in WORDS if any(r.rpartition("-")[2][0] == letter for r in rules))


@pytest.mark.parametrize("planted", FIFTY, ids=str)
def test_the_faulty_cells_are_marked_and_no_other(planted: Planted, tmp_path: Path) -> None:
    draft = planted.draft()
    path = write(draft, tmp_path)
    expected = in_copy(planted_marks(draft.contract, path, draft.findings()), planted)
    copy = copied(path, planted)
    filled, noted = marked_cells(copy)
    assert set(filled) == set(expected)
    assert set(noted) == set(expected)
    known = {rule for rules in expected.values() for rule in rules}
    for address, rules in expected.items():
        assert {rule for rule in known if f"· {rule}\n" in noted[address]} == rules
        assert filled[address] == worst(rules)
        assert noted[address].startswith(worst(rules))
    before, after = grids_of(path), grids_of(copy)
    after.pop("Vérification")
    for grid, cells in zip(before.values(), after.values(), strict=True):
        width = max(map(len, cells))
        assert [(line + [""] * width)[:width] for line in grid] == [(c + [""] * width)[:width] for c in cells]
