"""A municipality that the list no longer names (a merger, a renaming) keeps its jobs, with a remark."""

from datetime import date
from pathlib import Path

import pytest
from drafts.formats import write

from . import small
from .run_ovt import figures, rows, run

LATER = date(2024, 4, 30)
JOBS = "jobs_regionalised"


@pytest.mark.slow
def test_its_jobs_still_count_and_the_list_is_remarked_on(tmp_path: Path) -> None:
    sources, warehouse = small.write_exports(tmp_path / "in"), tmp_path / "wh"
    assert run(sources, warehouse) == 0
    others = [["93042", "Alma", "Saguenay–Lac-Saint-Jean (02)", ""], *small.PLACES[1:]]
    write(small.draft("municipalites", {"municipalites": others}, LATER), sources / "municipalites")
    assert run(sources, warehouse, LATER) == 0
    assert figures(warehouse, LATER)[JOBS] == figures(warehouse)[JOBS] == small.FIGURES[JOBS]
    told = "SELECT severity, checked, failed FROM quality_results WHERE rule_id = 'MUN-M09' ORDER BY subject"
    assert rows(warehouse, told) == [("remark", 2, 1)]
