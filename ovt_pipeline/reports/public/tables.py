"""The public tables: what reports tell, of declared dates and places that count enough, once attacked.

Belongs here: making them from a release. Does not belong here: the tables of every report (told/), forms.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import duckdb

from ovt_pipeline.decisions.publication import Publication
from ovt_pipeline.plan.model import Plan
from ovt_pipeline.release.rows import insert_rows
from ovt_pipeline.reports.public.attack import refuse_what_gives_back
from ovt_pipeline.reports.public.known import Table, tables_told
from ovt_pipeline.reports.public.places import declared_days, places_told, regions_together
from ovt_pipeline.reports.public.statuses import figures_told, judge_again
from ovt_pipeline.reports.told.database import told
from ovt_pipeline.sql import read_sql
from ovt_pipeline.warehouse.database import open_release

HAVING_FIGURES = "SELECT DISTINCT as_of FROM indicator_results WHERE list_contains(?::DATE[], as_of)"
DECISION = ("type", "as_of", "signed_on", "until", "why")


@contextmanager
def public_tables(
    release: Path,
    plans: Sequence[Plan],
    publications: Collection[Publication],
    before: Sequence[Table] = (),
    until: date = date.max,
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Give the tables told_<name> that may leave: of declared days up to `until`, of places that count enough.

    `publications` are those in force; `before` is what was told before, kept as tables_told gave it. The release cannot
    be reached from it. Raises: OvtError OVT-P60 when all that is told gives back a count under a limit.
    """
    declared = [day for day in declared_days(plans, publications) if day <= until]
    together = regions_together((one.indicator_id, regions) for one in before for regions in one.sums)
    with open_release(release) as source:
        days = {day for (day,) in source.execute(HAVING_FIGURES, [declared]).fetchall()}
        places = places_told(source, plans, days, together)
        figures = figures_told(source, plans, days)
    with told(release, days, places) as con:
        judge_again(con, plans, figures)
        con.execute(read_sql("reports/public/decisions"))
        signed = [[one.type, one.as_of, one.signed_on, None, one.why] for one in publications if one.as_of in days]
        insert_rows(con, "told_decisions", DECISION, signed)
        with open_release(release) as source:
            refuse_what_gives_back([*before, *tables_told(con)], source, plans)
        yield con
