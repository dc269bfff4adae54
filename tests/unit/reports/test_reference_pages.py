"""The reference pages say what the catalogue and the contracts say today."""

from pathlib import Path

import pytest

from ovt_pipeline.language.errors import error_codes
from ovt_pipeline.reports.reference_pages import errors_page, rules_page, write_pages
from ovt_pipeline.settings import PROJECT


@pytest.mark.parametrize("name", ["errors.md", "rules.md"])
def test_a_page_is_not_stale(name: str) -> None:
    made = {"errors.md": errors_page, "rules.md": rules_page}[name]()
    assert (PROJECT / "docs" / name).read_text(encoding="utf-8") == made, "run make docs"


def test_every_code_is_on_its_page() -> None:
    page = errors_page()
    assert [code for code in error_codes() if f"### {code} " not in page] == []


def test_writing_makes_both(tmp_path: Path) -> None:
    write_pages(tmp_path)
    assert {p.name for p in tmp_path.iterdir()} == {"errors.md", "rules.md"}
