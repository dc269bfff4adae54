"""What a release tells a report: Québec as a whole, the links by region, the jobs by groups of regions.

Belongs here: the dates and places that the tests ask for. Does not belong here: filling the tables (reports/told).
"""

from pathlib import Path

from ovt_pipeline.plan.regions import WHOLE, load_regions
from ovt_pipeline.reports.page.facts import Facts, read_facts
from ovt_pipeline.reports.told.database import Place, told
from ovt_pipeline.warehouse.database import open_release

LINKS, JOBS = "ritm_links_migrated", "jobs_regionalised"
EAST = ("01", "09", "11")


def facts_of(release: Path) -> Facts:
    """Return what a release says at all its dates."""
    with open_release(release) as con:
        found = con.execute("SELECT DISTINCT indicator_id, as_of FROM published").fetchall()
    wholes = [Place(name, WHOLE, "Québec", "Quebec", (WHOLE,)) for name in sorted({name for name, _ in found})]
    with told(release, {day for _, day in found}, [*wholes, *_places()]) as con:
        return read_facts(con)


def _places() -> list[Place]:
    regions = [one for one in load_regions() if one["code"] != WHOLE]
    links = [Place(LINKS, one["code"], one["name_fr"], one["name_en"], (one["code"],)) for one in regions]
    rest = tuple(one["code"] for one in regions if one["code"] not in EAST)
    east = Place(JOBS, "E", "Est du Québec", "Eastern Quebec", EAST)
    return [*links, east, Place(JOBS, "R", "Reste du Québec", "Rest of Quebec", rest)]
