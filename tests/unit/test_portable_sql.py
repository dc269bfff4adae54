"""The lint of portable SQL finds each construct in its example, and that one only."""

from lint.portable_sql import CONSTRUCTS, offences

SOUND = """
-- Which links are migrated?
WITH RECURSIVE steps AS (SELECT 1 AS a UNION ALL SELECT a + 1 FROM steps WHERE a < {limit})
SELECT a, count(*) FILTER (WHERE a > $least) AS n, 100.0 * sum(a) / nullif(count(*), 0) AS share, sum(a) / 2 AS half
FROM steps GROUP BY a QUALIFY row_number() OVER (ORDER BY a) = 1
UNION SELECT 0, 0, 0, 0
"""


def test_each_construct_is_found_in_its_example_and_nothing_else_is() -> None:
    assert [[one.name for one in offences(c.example)] for c in CONSTRUCTS] == [[c.name] for c in CONSTRUCTS]


def test_sound_sql_holds_none() -> None:
    assert list(offences(SOUND)) == []
