"""Which releases are official: declared so by a publication, of them or of a date. They are kept for ever.

Belongs here: telling them, and writing it into the log of a release. Does not belong here: what a publication may say
(decisions/), removing the others (operations/).
"""

from collections.abc import Collection

import duckdb

from ovt_pipeline.decisions.publication import Publication
from ovt_pipeline.sql import read_sql


def official_releases(con: duckdb.DuckDBPyConnection, publications: Collection[Publication]) -> set[str]:
    """Return the identifiers of the official releases that an open one knows; `publications` are those in force."""
    bound = {
        "named": [one.release for one in publications if one.release],
        "days": [one.as_of for one in publications if one.as_of],
    }
    return {row[0] for row in con.execute(read_sql("release/official"), bound).fetchall()}


def mark_official(con: duckdb.DuckDBPyConnection, publications: Collection[Publication]) -> None:
    """Write into the log of the attached `release` which ones are official."""
    found = sorted(official_releases(con, publications))
    con.execute(
        "UPDATE releases SET is_official = true WHERE list_contains($ids::VARCHAR[], release_id)", {"ids": found}
    )
