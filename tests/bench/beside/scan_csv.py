"""`python -m bench.beside.scan_csv FILE`: DuckDB's own typed scan of a csv of RITM links into a table, on one thread.

Belongs here: keeping each cell as what it is, and nothing more. Does not belong here: any import of ovt_pipeline.
"""

import sys

import duckdb

TYPES = {10: "DATE", 9: "INTEGER", 12: "DATE"}  # by place; all else is text
COLUMNS = {f"c{n}": TYPES.get(n, "VARCHAR") for n in range(15)}
READ = "read_csv($file, delim = ';', skip = 2, header = false, auto_detect = false, columns = $columns)"

if __name__ == "__main__":
    con = duckdb.connect(config={"threads": 1})
    con.execute(f"CREATE TABLE links AS SELECT * FROM {READ}", {"file": sys.argv[1], "columns": COLUMNS})
    sys.stdout.write(f"{(con.execute('SELECT count(*) FROM links').fetchone() or (0,))[0]}\n")
