"""How finely an indicator may be told: what a plan file may not declare, and the places that it makes."""

from pathlib import Path

import pytest

from ovt_pipeline.language.errors import OvtError
from ovt_pipeline.plan.loader import load_plan, load_plans
from ovt_pipeline.plan.model import Indicator
from ovt_pipeline.plan.regions import region_codes

from .made_up_plan import spoiled, write_plan

KEYS = "    decimals: 0\n"
NEIGHBOURS = ", ".join(f'"{code}": "{int(code) - 1:02d}"' for code in region_codes() if code != "01")
REGIONS = f"    public: {{limit: regions, least: 10, neighbours: {{{NEIGHBOURS}}}}}\n"
GROUPS = """\
    public:
      limit: groups
      least: 5
      groups:
        - {id: est, fr: "Est", en: "East", regions: ["01", "02", "09", "11"], joins: centre}
        - {id: centre, fr: "Centre", en: "Centre", regions: ["03", "04", "05", "12", "17"]}
        - {id: ouest, fr: "Ouest", en: "West", regions: ["06", "07", "08", "10", "13", "14", "15", "16"], joins: centre}
"""


@pytest.mark.parametrize(
    ("given", "old", "new", "expected"),
    [
        pytest.param(REGIONS, "limit: regions", "limit: ¶cells", "groups", id="no such limit"),
        pytest.param(REGIONS, "limit: regions, ", "", "the key limit", id="no limit"),
        pytest.param(REGIONS, "least: 10", "least: ¶1", "≥ 2", id="everything would be told"),
        pytest.param(REGIONS, "least: 10, ", "", "the key least", id="no threshold"),
        pytest.param(REGIONS, "limit: regions", "¶limit: none", "a known key", id="nothing is told, from ten on"),
        pytest.param(REGIONS, '"09": "08"', '¶"19": "08"', "01, 02", id="an unknown region"),
        pytest.param(REGIONS, '"09": "08"', '¶"09": "18"', "01, 02", id="an unknown neighbour"),
        pytest.param(REGIONS, '"09": "08"', '¶"09": "00"', "01, 02", id="a region joined with the whole"),
        pytest.param(REGIONS, '"09": "08", ', "", "but one: 01, 09", id="two regions without a neighbour"),
        pytest.param(REGIONS, '"02": "01"', '"02": "03"', "back to 02", id="two regions, each other's neighbour"),
        pytest.param(REGIONS, '"09": "08"', '"09": "09"', "back to 09", id="a region, its own neighbour"),
        pytest.param(GROUPS, '"09", "11"]', '"09", ¶"18"]', "01, 02", id="an unknown region in a group"),
        pytest.param(GROUPS, '["03", "04"', '["03", ¶"09", "04"', "only once", id="a region in two groups"),
        pytest.param(GROUPS, '["03", "04"', '["03", "03", "04"', "only once", id="a region twice in a group"),
        pytest.param(GROUPS, '"03", "04", ', "", "03, 04 too", id="regions in no group"),
        pytest.param(GROUPS, "id: ouest", "id: ¶est", "only once", id="two groups of one name"),
        pytest.param(GROUPS, "id: ouest", 'id: ¶"06"', "the form", id="a group named like a region"),
        pytest.param(GROUPS, '"11"], joins: centre', '"11"], ¶joins: nord', "centre, est or ouest", id="no such group"),
        pytest.param(GROUPS, '"11"], joins: centre', '"11"]', "but one: est, centre", id="two without a neighbour"),
        pytest.param(GROUPS, '"11"], joins: centre', '"11"], ¶joins: est', "back to est", id="its own neighbour"),
        pytest.param(GROUPS, '"12", "17"]}', '"12", "17"], ¶joins: est}', "back to", id="a circle of two"),
        pytest.param(GROUPS, 'en: "West"', '¶en: ""', "at least 1", id="a group without an English name"),
    ],
)
def test_limits_that_would_tell_too_much_or_nothing_sure_are_refused_at_their_line(
    given: str, old: str, new: str, expected: str, tmp_path: Path
) -> None:
    sound, _ = spoiled(KEYS, KEYS + given)
    text, row = spoiled(old, new, sound)
    with pytest.raises(OvtError) as caught:
        load_plans(write_plan(tmp_path, text))
    said = {(one.where.row, one.sentence("expected", "en")) for one in caught.value.all}
    assert {(one.code, one.where.file) for one in caught.value.all} == {("OVT-C01", "plan_invente.yaml")}
    assert any(expected in sentence and ("¶" not in new or found == row) for found, sentence in said), said


@pytest.mark.parametrize(("given", "count"), [("", 0), ("    public: {limit: none}\n", 0), (REGIONS, 17), (GROUPS, 3)])
def test_sound_limits_make_places_that_hold_every_region_once_and_lead_to_one(
    given: str, count: int, tmp_path: Path
) -> None:
    text, _ = spoiled(KEYS, KEYS + given)
    (plan,) = load_plans(write_plan(tmp_path, text))
    assert len(plan.indicators[0].public.places) == count
    assert_a_tree(plan.indicators[0])


def test_the_plan_tells_renir_as_a_whole_ritm_by_region_and_jobs_by_group() -> None:
    limits = {one.id: (one.public.limit, one.public.least) for one in load_plan().indicators}
    assert limits == {
        "renir_units_migrated": ("none", 0),
        "ritm_links_migrated": ("regions", 10),
        "jobs_regionalised": ("groups", 5),
    }
    for indicator in load_plan().indicators:
        assert_a_tree(indicator)
        assert hash(indicator) == hash(load_plan().indicator(indicator.id))  # its relations are kept by it


def assert_a_tree(indicator: Indicator) -> None:
    places = {place.code: place for place in indicator.public.places}
    if not places:
        return
    assert sorted(code for place in places.values() for code in place.regions) == list(region_codes())
    ends = set()
    for place in places.values():
        while place.joins:
            place = places[place.joins]  # noqa: PLW2901 - the way to the end
        ends.add(place.code)
    assert len(ends) == 1
