"""`python ask.py FILE QUESTION …`: asks a DuckDB file, with whichever DuckDB this process finds, and nothing of ours.

It prints the version, then for each question the number of rows and a digest of them in any order.

Belongs here: that. Does not belong here: which questions.
"""

import hashlib
import sys

import duckdb


def digest(rows: list[tuple[object, ...]]) -> str:
    """Return the digest of rows whose order does not count."""
    return hashlib.sha256("\n".join(sorted(map(repr, rows))).encode()).hexdigest()[:16]


if __name__ == "__main__":
    sys.stdout.write(f"{duckdb.__version__}\n")
    con = duckdb.connect(sys.argv[1], read_only=True)
    for question in sys.argv[2:]:
        found = con.execute(question).fetchall()
        sys.stdout.write(f"{len(found)} {digest(found)}\n")
