"""The repository checks itself: what every file says of itself, where figures and prints may stand, what is locked.

Belongs here: habits that can be checked by reading the files. Does not belong here: what the code does.
"""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import ovt_pipeline

PACKAGE = Path(ovt_pipeline.__file__).parent
PROJECT = PACKAGE.parent
MODULES = {str(p.relative_to(PACKAGE)): p.read_text(encoding="utf-8") for p in sorted(PACKAGE.rglob("*.py"))}
SQL = {str(p.relative_to(PACKAGE / "sql")): p.read_text(encoding="utf-8") for p in sorted(PACKAGE.rglob("*.sql"))}

# Modules whose first lines need not say what belongs in them.
EXCEPTIONS = {
    "definitions.py",  # the entry point of Dagster, three lines
    "cli/__init__.py",  # the entry point of `ovt`
}
# Starting values, targets and shares of the plan: they stand in the plan's file and nowhere else.
PLAN_NUMBERS = {51, 11, 62, 70, 75, 15, 40, 77, 87, 115}
QUERIES = ("indicators/", "figures/", "release/")
COUNTING = ("figures/", "release/", "answers/", "plan/", "orchestration/")


def numbers(text: str) -> Iterator[float]:
    """Yield the numbers written in Python, apart from those of texts."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Constant) and isinstance(node.value, int | float) and not isinstance(node.value, bool):
            yield node.value


def is_empty(text: str) -> bool:
    """Tell whether a module holds its docstring only."""
    return len(ast.parse(text).body) <= 1


def pinned(lock: str) -> dict[str, str]:
    """Return each requirement of a lock with the lines that follow it."""
    blocks = re.split(r"(?m)^(?=[A-Za-z0-9])", lock)[1:]
    return {re.split(r"[=\[ ;]", block)[0].lower(): block for block in blocks}


def lacks(name: str, text: str) -> bool:
    """Tell whether a module lacks a first sentence, or does not say what belongs in it."""
    docstring = ast.get_docstring(ast.parse(text)) or ""
    says = "Belongs here" in docstring or is_empty(text) or name in {*EXCEPTIONS, "__init__.py"}
    return not (says and docstring.splitlines()[0].endswith((".", ":", "?")))


def long_functions(text: str) -> list[str]:
    functions = [n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    return [f.name for f in functions if (f.end_lineno or 0) - f.lineno + 1 > 50]


def test_every_module_says_what_belongs_in_it() -> None:
    assert [name for name, text in MODULES.items() if lacks(name, text)] == []
    assert set(MODULES) >= EXCEPTIONS
    assert [name for name in EXCEPTIONS if "Belongs here" in MODULES[name]] == [], "an exception is no longer needed"


def test_files_and_functions_stay_short() -> None:
    lengths = {name: len(text.splitlines()) for name, text in {**MODULES, **SQL}.items()}
    assert [name for name, lines in lengths.items() if lines > 300] == []
    assert [name for name in SQL if name.startswith("indicators/") and lengths[name] > 100] == [], "part the measure"
    assert {name: found for name, text in MODULES.items() if (found := long_functions(text))} == {}


def test_only_the_command_line_prints() -> None:
    printing = {
        name
        for name, text in MODULES.items()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"print", "sys.stdout.write", "sys.stderr.write"}
    }
    assert printing
    assert {name for name in printing if not name.startswith("cli/")} <= {"reading/child.py"}  # answers by its stdout


def test_only_the_settings_read_the_environment() -> None:
    reading = {name for name, text in MODULES.items() if re.search(r"\bos\.(environ\b|getenv)", text)}
    # three hand it on: a clean one to the reading child, a quiet one to the UI, one word to Great Expectations
    assert reading <= {"settings.py", "reading/front.py", "quality/engine.py", "cli/ui.py"}


def test_only_the_warehouse_opens_duckdb() -> None:
    assert {name for name, text in MODULES.items() if "duckdb.connect(" in text} == {"warehouse/database.py"}


def test_nothing_imports_great_expectations_early() -> None:
    importing = {name for name, text in MODULES.items() if re.search(r"(?m)^\s*(import|from) great_expectations", text)}
    assert importing == {"quality/engine.py"}


def test_every_query_starts_with_the_question_it_answers() -> None:
    heads = {name: [line for line in text.splitlines()[:2] if line.startswith("-- ")] for name, text in SQL.items()}
    assert [name for name, text in SQL.items() if not text.startswith("-- ") or "?" not in " ".join(heads[name])] == []


def test_no_number_of_the_plan_stands_in_what_counts_or_publishes() -> None:
    queries = {name: re.sub(r"--.*", "", text) for name, text in SQL.items() if name.startswith(QUERIES)}
    written = {name: re.findall(r"(?<![\w.'-])(\d+)(?![\w.'-])", text) for name, text in queries.items()}
    found = {name: {float(n) for n in texts} for name, texts in written.items()}
    found |= {name: {float(n) for n in numbers(text)} for name, text in MODULES.items() if name.startswith(COUNTING)}
    assert len(found) > 60
    assert {name: held & PLAN_NUMBERS for name, held in found.items() if held & PLAN_NUMBERS} == {}
    dated = [n for n, text in queries.items() if n.startswith("indicators/") and re.search(r"\d{4}-\d{2}-\d{2}", text)]
    assert dated == []


READERS = [f"tests/readers/duckdb-{version}.txt" for version in ("1.2", "1.4", "1.5")]


@pytest.mark.parametrize(("file", "least"), [("requirements.lock", 50), *((file, 1) for file in READERS)])
def test_every_package_of_a_lock_has_a_version_and_hashes_and_no_address(file: str, least: int) -> None:
    lock = (PROJECT / file).read_text(encoding="utf-8")
    packages = pinned(lock)
    assert len(packages) >= least
    assert [name for name, block in packages.items() if "--hash=sha256:" not in block or "==" not in block] == []
    assert re.findall(r"https?://|git\+|file:| @ |--(?:extra-)?index-url|--find-links", lock) == []


def test_every_direct_dependency_is_locked() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    direct = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    names = [re.split(r"[\[<>=!~; ]", requirement)[0].lower() for requirement in direct]
    locked = pinned((PROJECT / "requirements.lock").read_text(encoding="utf-8"))
    assert len(names) > 20
    assert [name for name in names if name not in locked] == []


def test_the_supported_pythons_are_the_same_wherever_they_are_told() -> None:
    asked = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["requires-python"]
    first, end = (int(minor) for minor in re.findall(r"3\.(\d+)", asked))
    minors = [f"3.{minor}" for minor in range(first, end)]
    told = ", ".join(minors[:-1])
    places = {
        "Makefile": f'(3, {first}) <= v < (3, {end}) else f"Python {told} or {minors[-1]} is needed',
        "README.md": f"Python {told} or {minors[-1]}",
        "LISEZMOI.md": f"Python {told} ou {minors[-1]}",
        ".github/workflows/ci.yml": f'python: ["{minors[0]}", "{minors[-1]}"]',
    }
    assert [name for name, words in places.items() if words not in (PROJECT / name).read_text(encoding="utf-8")] == []


def shadowed(text: str) -> Iterator[str]:
    """Yield the words of annotations that their own class gives to something else: Python 3.14 would take that one."""
    for node in (n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.ClassDef)):
        given = {n.name for n in node.body if isinstance(n, ast.FunctionDef | ast.ClassDef)}
        given |= {ast.unparse(n.target) for n in node.body if isinstance(n, ast.AnnAssign) and n.value}
        fields = (n.annotation for n in node.body if isinstance(n, ast.AnnAssign))
        words = {n.id for field in fields for n in ast.walk(field) if isinstance(n, ast.Name)}
        yield from (f"{node.name}: {word}" for word in words & given)


def test_an_annotation_means_the_same_from_python_3_14_on() -> None:
    assert {name: found for name, text in MODULES.items() if (found := list(shadowed(text)))} == {}
