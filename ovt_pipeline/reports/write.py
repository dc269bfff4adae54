"""Writes the reports of the current release: inside, and in public for declared dates; each folder whole or not at all.

    reports/interne/<release>/  current -> the last one     (0750)
    reports/public/<date>/                                  (0755)

Belongs here: which folders, of which dates. Does not belong here: the files of a report (forms.py), what may leave
(public/), when reports are made.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ovt_pipeline.answers.current import current_path, published_dates
from ovt_pipeline.decisions.publication import Publication
from ovt_pipeline.language.errors import OvtError, Where
from ovt_pipeline.plan.model import Plan
from ovt_pipeline.reports.folders import holds, point, write_folder
from ovt_pipeline.reports.forms import DATA, forms_of
from ovt_pipeline.reports.internal.days import days_inside
from ovt_pipeline.reports.internal.tables import internal_tables
from ovt_pipeline.reports.public.known import tables_told
from ovt_pipeline.reports.public.memory import new_among, remember, remembered
from ovt_pipeline.reports.public.places import declared_days
from ovt_pipeline.reports.public.tables import public_tables
from ovt_pipeline.warehouse.place import Warehouse, release_id

REPORTS, INSIDE, PUBLIC, CURRENT = "reports", "interne", "public", "current"
FOR_INSIDE, FOR_ALL = 0o750, 0o755


@dataclass(frozen=True)
class Written:
    """A folder of reports, relative to the warehouse, and whether it was written now; `is_public`: it may leave."""

    folder: str
    is_new: bool
    is_public: bool


def write_reports(
    warehouse: Warehouse, plans: Sequence[Plan], publications: Collection[Publication], until: date = date.max
) -> list[Written]:
    """Write the reports of the current release, as at `until`; the caller holds the writer's lock.

    Raises: OVT-P07 without a release, OVT-P17 when a file cannot be written, OVT-P60 and P61 when nothing may leave:
    the reports inside are written then.
    """
    release = current_path(warehouse)
    try:
        inside = _write_inside(warehouse, release, plans, until)
        return [inside, *_write_public(warehouse, release, plans, publications, until)]
    except OSError as error:
        raise OvtError("OVT-P17", Where(file=REPORTS), found=error.strerror or type(error).__name__) from None


def _write_inside(warehouse: Warehouse, release: Path, plans: Sequence[Plan], until: date) -> Written:
    known = [day for day in published_dates(release) if day <= until]
    folder = _folder(warehouse, INSIDE, FOR_INSIDE) / release_id(release.name)
    with internal_tables(release, days_inside(known, declared_days(plans, ()))) as con:
        files = forms_of(con, with_data=False)
    is_new = not holds(folder, files)
    if is_new:
        write_folder(folder, files, FOR_INSIDE)
    point(folder.with_name(CURRENT), folder)
    return Written(_shown(warehouse, folder), is_new, is_public=False)


def _write_public(
    warehouse: Warehouse, release: Path, plans: Sequence[Plan], publications: Collection[Publication], until: date
) -> Iterator[Written]:
    """Write the report of each declared date that says something else than what is there.

    The last date first: the places that it joins are joined at the earlier ones too, which are told once.
    """
    declared = declared_days(plans, publications)
    root = _folder(warehouse, PUBLIC, FOR_ALL)
    for day in (one for one in reversed(published_dates(release)) if one in declared and one <= until):
        before = remembered(warehouse, root)
        with public_tables(release, plans, publications, before, day) as con:
            files = forms_of(con, with_data=True)
            told = new_among(before, tables_told(con))
        data = {name: found for name, found in files.items() if name.startswith(DATA) and name.endswith(".csv")}
        is_new = not holds(root / day.isoformat(), data)
        if is_new:
            remember(warehouse, [*before, *told])  # before anyone can read it
            write_folder(root / day.isoformat(), files, FOR_ALL)
        yield Written(_shown(warehouse, root / day.isoformat()), is_new, is_public=True)


def _folder(warehouse: Warehouse, name: str, mode: int) -> Path:
    folder = warehouse.root / REPORTS / name
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(mode)
    return folder


def _shown(warehouse: Warehouse, folder: Path) -> str:
    return str(folder.relative_to(warehouse.root))
