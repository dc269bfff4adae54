"""From a figure to the spreadsheet row: what `ovt explain` says adds up, and the named rows of the named files hold it.

Belongs here: `ovt explain` and `ovt diff` on files made for it. Does not belong here: histories (tests/backtests).
"""

import csv
import json
import random
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from ovt_pipeline.cli import main
from ovt_pipeline.language.catalogue import entries
from ovt_pipeline.plan.loader import load_plan
from ovt_pipeline.samples import SAMPLE_DATES, write_samples
from ovt_pipeline.settings import PROJECT
from ovt_pipeline.sql import read_sql

from .run_ovt import rows, run

World = tuple[Path, Path]
HEAVY = {"dagster", "pandas", "great_expectations", "openpyxl"}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Publish a made-up world of its own seed at three dates."""
    folder = tmp_path_factory.mktemp("world")
    write_samples(folder / "in", seed=20_261, size=60)
    assert run(folder / "in", folder / "wh", *SAMPLE_DATES) in (0, 4)
    return folder / "in", folder / "wh"


def ask(warehouse: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:  # noqa: ANN401 - JSON
    capsys.readouterr()
    assert main([*arguments, "--warehouse", str(warehouse), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


@cache
def cells(path: Path, sheet: str | None) -> dict[int, set[str]]:
    """Give the texts of every row of a file, by Excel's number or the line of a csv."""
    if sheet is None:
        text = path.read_bytes().decode("utf-8-sig" if path.read_bytes().startswith(b"\xef\xbb\xbf") else "cp1252")
        separator = ";" if text.count(";") > text.count(",") else ","
        return {n: set(row) for n, row in enumerate(csv.reader(text.splitlines(), delimiter=separator), start=1)}
    book = load_workbook(path, read_only=False, data_only=True)
    rows_of = book[sheet].iter_rows(values_only=True)
    return {n: {str(cell).strip() for cell in row if cell is not None} for n, row in enumerate(rows_of, start=1)}


@pytest.mark.parametrize("draw", range(10))
def test_ten_figures_add_up_again_and_their_rows_are_in_the_files(
    draw: int, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    sources, warehouse = world
    query = "SELECT indicator_id, as_of, region_code FROM indicator_results WHERE numerator > 0 ORDER BY ALL"
    indicator, as_of, region = random.Random(draw).choice(rows(warehouse, query))
    said = ask(warehouse, capsys, "explain", indicator, "--as-of", str(as_of), "--region", region)
    figure, entities = said["figure"], said["entities"]
    query = (
        "SELECT numerator, denominator, value, value_low, value_high FROM indicator_results"
        f" WHERE (indicator_id, as_of, region_code) = ('{indicator}', DATE '{as_of}', '{region}')"
    )
    names = ("numerator", "denominator", "value", "value_low", "value_high")
    assert rows(warehouse, query) == [tuple(figure[name] for name in names)]
    assert (
        sum(one["in_numerator"] for one in entities) == figure["numerator"] == sum(said["counts"]["counted"].values())
    )
    assert sum(one["in_denominator"] for one in entities) == (figure["denominator"] or 0)
    read = 0
    for one in entities:
        (path,) = sources.glob(f"*/{one['file_name']}")
        if not one["entity_id"].startswith("?"):
            assert one["entity_id"] in cells(path, one["sheet"])[one["row_number"]], one
            read += 1
    assert read > 0
    used = {source["export"]: source["extraction_date"] for source in said["sources"] if source["is_used"]}
    assert set(used.values()) == {str(as_of)}
    assert set(used) == set(exports_of(indicator))


def exports_of(indicator: str) -> list[str]:
    (measure,) = [i.measure for i in load_plan().indicators if i.id == indicator]
    (line,) = [text for text in read_sql(f"indicators/{measure}").splitlines() if text.startswith("-- @exports ")]
    return line.removeprefix("-- @exports ").split()


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_page_says_the_rule_the_reasons_and_that_the_data_are_made_up(
    lang: str, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    for indicator in load_plan().indicators:
        capsys.readouterr()
        assert main(["explain", indicator.id, "--warehouse", str(world[1]), "--lang", lang]) == 0
        told = capsys.readouterr().out
        said = entries("measures")["measures"][indicator.measure]
        assert said["rule"][lang] in told
        assert "SYNTHÉTIQUE" in told
        query = f"SELECT DISTINCT reason_code FROM evidence WHERE indicator_id = '{indicator.id}'"
        assert {code for (code,) in rows(world[1], query)} <= set(said["reasons"])


def test_every_reason_is_in_the_pages_and_in_the_sql() -> None:
    page = (PROJECT / "warehouse" / "README.md").read_text(encoding="utf-8")
    for measure, said in entries("measures")["measures"].items():
        text = read_sql(f"indicators/{measure}") + read_sql("figures/evidence")
        assert [code for code in said["reasons"] if f"'{code}'" not in text or f"`{code}`" not in page] == []
    assert [code for code in entries("measures")["doubts"] if f"`{code}`" not in page] == []


def test_the_csv_holds_every_entity_once_and_is_never_written_over(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "units.csv"
    arguments = ["explain", "renir_units_migrated", "--warehouse", str(world[1]), "--csv", str(out)]
    assert main(arguments) == 0
    lines = list(csv.DictReader(out.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    query = "SELECT entity_id FROM evidence WHERE indicator_id = 'renir_units_migrated' AND as_of = '2025-03-31'"
    assert sorted(line["entity_id"] for line in lines) == sorted(name for (name,) in rows(world[1], query))
    assert {line["is_synthetic"] for line in lines} == {"SYNTHÉTIQUE"}
    before = out.read_bytes()
    assert main(arguments) == 2
    assert "OVT-U09" in capsys.readouterr().err
    assert out.read_bytes() == before


def test_explaining_needs_none_of_the_heavy_libraries(world: World) -> None:
    code = (
        "import sys; from ovt_pipeline.cli import main; code = main(sys.argv[1:]);"
        f" print(code, sorted({HEAVY!r} & set(sys.modules)), file=sys.stderr)"
    )
    for command in (
        ["explain", "jobs_regionalised"],
        ["diff", "2024-03-31", "2025-03-31"],
        ["history", "jobs_regionalised"],
    ):
        asked = [sys.executable, "-c", code, *command, "--warehouse", str(world[1])]
        done = subprocess.run(asked, capture_output=True, text=True, check=True)
        assert done.stderr.strip() == "0 []", command


def test_the_entities_of_a_difference_add_up_to_the_change(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    for region in ("00", "03", "11"):
        found = ask(world[1], capsys, "diff", "2023-03-31", "2025-03-31", "--region", region)
        assert len(found) == 3
        for one in found:
            was, now = one["was"], one["now"]
            assert sum(e["numerator"] for e in one["entities"]) == now["numerator"] - was["numerator"]
            population = (now["denominator"] or 0) - (was["denominator"] or 0)
            assert sum(e["denominator"] for e in one["entities"]) == population
            assert {e["kind"] for e in one["entities"]} <= set(entries("changes"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["explain", "unknown"], "OVT-U16"),
        (["explain", "renir_units_migrated", "--as-of", "2024-04-01"], "OVT-U16"),
        (["explain", "renir_units_migrated", "--region", "99"], "OVT-U16"),
        (["explain", "x'; DROP TABLE plan; --"], "OVT-U16"),
        (["explain", "renir_units_migrated", "--csv", "out.txt"], "OVT-U01"),
        (["diff", "2024-03-31"], "OVT-U01"),
        (["diff", "2024-03-31", "2024-04-01"], "OVT-U16"),
        (["diff", "2024-03-31", "2025-03-31", "unknown"], "OVT-U16"),
        (["diff", "2024-03-31", "2025-03-31", "--as-of", "2025-03-31"], "OVT-U01"),
        (["diff", "one", "other"], "OVT-U15"),
        (["diff", "2024-03-31", "other"], "OVT-U15"),
    ],
)
def test_what_has_no_figure_is_said_in_a_line(
    arguments: list[str], said: str, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*arguments, "--warehouse", str(world[1])]) == 2
    told = capsys.readouterr().err
    assert said in told
    assert "Traceback" not in told
