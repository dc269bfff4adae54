"""Every number of a report is one of its facts, or is computed from them as the rules say, whatever the facts."""

from dataclasses import replace

import pytest

from ovt_pipeline.reports.page.facts import Facts, Version
from ovt_pipeline.reports.page.render import render_report

from .made import AT, D1, D2, NB, RENIR, figure, made, target
from .numbers_said import allowed, numbers_in
from .reader import words_of
from .test_page import CASES, FORTY
from .test_regions import by_region

REVISED = (
    Version(RENIR, D2, 0, AT, 71.3, 70.1, 77.7, f"71{NB}%", None),
    Version(RENIR, D2, 1, AT, 73.3, 73.3, 77.0, "73", "data"),
)
EARLY = tuple(replace(one, is_preliminary=True) for one in made().figures)
TOLD: dict[str, Facts] = {
    **{name: facts for name, facts in CASES.items() if name != "spoiled"},
    "regions": by_region(),
    "revised": made(history=REVISED),
    "preliminary": made(figures=EARLY, targets=tuple(replace(one, is_provisional=True) for one in made().targets)),
    "all forty": made(figures=(*FORTY, figure(RENIR, D1, 67, 101), figure(RENIR, D2, 74, 101))),
    "late": made(targets=(target(RENIR, D1, 70.0, "atteinte en retard", 73.3, value_at_due=66.3),)),
}


@pytest.mark.parametrize("name", TOLD)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_no_number_comes_from_elsewhere(name: str, lang: str) -> None:
    known = allowed(TOLD[name], lang)
    said = [(text, numbers_in(text) - known) for text in words_of(render_report(TOLD[name], lang))]
    assert [one for one in said if one[1]] == []


def test_a_number_of_nothing_is_seen() -> None:
    assert numbers_in(f"73,4{NB}% de 102 au 31 mars 2026") - allowed(made(), "fr") == {"73,4", "102", "2026"}
