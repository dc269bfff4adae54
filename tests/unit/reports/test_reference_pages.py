"""The reference pages say what the catalogue, the schema and the contracts say today; the text around them stays."""

from pathlib import Path

import pytest

from ovt_pipeline.language.catalogue import entries
from ovt_pipeline.reports.markdown import filled
from ovt_pipeline.reports.reference_pages import PAGES, errors_page, write_pages
from ovt_pipeline.settings import PROJECT


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_not_stale(name: str) -> None:
    assert (PROJECT / name).read_text(encoding="utf-8") == PAGES[name](), "run make docs"


def test_every_code_is_on_its_page() -> None:
    page = errors_page()
    assert [code for code in entries("errors") if f"### {code} " not in page] == []


def test_writing_makes_them_all(tmp_path: Path) -> None:
    for name in PAGES:
        (tmp_path / name).parent.mkdir(exist_ok=True)
    write_pages(tmp_path)
    assert {str(p.relative_to(tmp_path)) for p in tmp_path.rglob("*.md")} == set(PAGES)


def test_a_part_is_written_again_and_what_stands_around_it_stays() -> None:
    page = "before\n<!-- generated: a -->\nold\n<!-- end: a -->\nafter\n"
    made = filled(page, "a", ["new", "", "lines"])
    assert made == "before\n<!-- generated: a -->\nnew\n\nlines\n<!-- end: a -->\nafter\n"
    assert filled(made, "a", ["old"]) == page
    with pytest.raises(ValueError, match="no place for b"):
        filled(page, "b", [])
