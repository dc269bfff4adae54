"""The SQL of the pipeline, one question per file, a folder per room; `{name}` stands for a relation or a column.

Belongs here: finding a file and the `@` facts in its first lines. Does not belong here: SQL in Python strings.
"""

from functools import cache
from importlib.resources import files


@cache
def read_sql(name: str) -> str:
    """Return the text of `sql/<name>.sql`."""
    return files(__name__).joinpath(f"{name}.sql").read_text(encoding="utf-8")


def fill_sql(name: str, **names: str) -> str:
    """Return the text of `sql/<name>.sql` with each `{name}` replaced: relations and columns, never a value."""
    text = read_sql(name)
    for key, value in names.items():
        text = text.replace(f"{{{key}}}", value)
    return text


def has_sql(name: str) -> bool:
    """Say whether `sql/<name>.sql` exists."""
    return files(__name__).joinpath(f"{name}.sql").is_file()


@cache
def sql_facts(name: str) -> dict[str, str]:
    """Return the `-- @key value` lines of a file: rule_version, kind, exports and parts of a measure.

    A key may come again.
    """
    facts: dict[str, str] = {}
    for line in read_sql(name).splitlines():
        if line.startswith("-- @"):
            key, _, value = line.removeprefix("-- @").partition(" ")
            facts[key] = f"{facts[key]} {value}" if key in facts else value
    return facts


def measure_sql(measure: str) -> list[str]:
    """Return the names of the files of a measure in the order in which they run: its parts, then itself.

    A part is `sql/indicators/<measure>/<part>.sql`, or `sql/indicators/shared/<part>.sql` when several measures ask it.
    """
    name = f"indicators/{measure}"
    parts = sql_facts(name).get("parts", "").split()
    return [*(f"{name}/{p}" if has_sql(f"{name}/{p}") else f"indicators/shared/{p}" for p in parts), name]


def sql_names(folder: str) -> list[str]:
    """Return the names (without .sql) of the files in `sql/<folder>`, sorted."""
    return sorted(
        f.name.removesuffix(".sql") for f in files(__name__).joinpath(folder).iterdir() if f.name.endswith(".sql")
    )
