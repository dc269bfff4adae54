"""Finds in the SQL what other engines do not read, or read another way, so that a measure can run elsewhere some day.

Belongs here: each construct, why it is not used, and an example that holds it. Does not belong here: style (sqlfluff).
`make lint` runs it over ovt_pipeline/sql; tests/unit/test_portable_sql.py runs it over the examples.
"""

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import sqlglot
from sqlglot import exp

SQL = Path(__file__).parents[2] / "ovt_pipeline" / "sql"


@dataclass(frozen=True)
class Construct:
    """Something that SQL may not hold: `found` tells whether a node of the tree is one."""

    name: str
    why: str
    example: str
    found: Callable[[exp.Expr], bool]


def _is_by_name(node: exp.Expr) -> bool:
    return isinstance(node, exp.SetOperation) and bool(node.args.get("by_name"))


def _is_distinct_in_recursion(node: exp.Expr) -> bool:
    if not (isinstance(node, exp.Union) and node.args.get("distinct")):
        return False
    around = node.find_ancestor(exp.With)
    return around is not None and bool(around.args.get("recursive"))


def _is_ordered_list(node: exp.Expr) -> bool:
    return isinstance(node, exp.ArrayAgg | exp.GroupConcat) and node.find(exp.Order) is not None


def _is_bare_division(node: exp.Expr) -> bool:
    if not isinstance(node, exp.Div):
        return False
    divisor = node.expression.unnest()
    return not (isinstance(divisor, exp.Nullif) or (isinstance(divisor, exp.Literal) and divisor.name != "0"))


def _named(*names: str) -> Callable[[exp.Expr], bool]:
    def found(node: exp.Expr) -> bool:
        if isinstance(node, exp.Anonymous):
            return node.name.lower() in names
        return isinstance(node, exp.Func) and not set(names).isdisjoint(n.lower() for n in node.sql_names())

    return found


CONSTRUCTS = (
    Construct(
        "UNION BY NAME",
        "only DuckDB matches columns by name: write them in one order",
        "SELECT 1 AS a UNION ALL BY NAME SELECT 2 AS a",
        _is_by_name,
    ),
    Construct(
        "distinct UNION in a recursion",
        "Spark recurses over UNION ALL only: make each step distinct, or bound it",
        "WITH RECURSIVE w AS (SELECT 1 AS a UNION SELECT a + 1 FROM w WHERE a < 3) SELECT a FROM w",
        _is_distinct_in_recursion,
    ),
    Construct("hash()", "each engine hashes in its own way", "SELECT hash(a) FROM t", _named("hash")),
    Construct(
        "ordered list",
        "an aggregate keeps no order elsewhere: order the rows that come out",
        "SELECT list(a ORDER BY b) FROM t",
        _is_ordered_list,
    ),
    Construct(
        "strip_accents()",
        "texts are folded in Python, once, the same for all",
        "SELECT strip_accents(a) FROM t",
        _named("strip_accents"),
    ),
    Construct(
        "division by what may be zero",
        "some engines give an error, others infinity: nullif(divisor, 0)",
        "SELECT a / b FROM t",
        _is_bare_division,
    ),
)


def offences(text: str) -> Iterator[Construct]:
    """Yield each construct that a SQL text holds; `{name}` in it stands for a name. Raises sqlglot's ParseError."""
    trees = sqlglot.parse(re.sub(r"\{(\w+)\}", r"\1", text), dialect="duckdb")
    nodes = [node for tree in trees if tree is not None for node in tree.walk()]
    yield from (construct for construct in CONSTRUCTS if any(construct.found(node) for node in nodes))


def main() -> int:
    """Print every offence of the project's SQL. Returns 1 when there is one."""
    found = [(path, one) for path in sorted(SQL.rglob("*.sql")) for one in offences(path.read_text(encoding="utf-8"))]
    for path, one in found:
        print(f"{path.relative_to(SQL.parents[1])}: {one.name}: {one.why}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
