"""`ovt run --samples` as a newcomer runs it: starting values, the synthetic mark everywhere, the README's words."""

import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from lint.typography import english_faults, french_faults, letter_of_plans
from unit.reports.page.numbers_said import allowed, numbers_in, rounded
from unit.reports.page.reader import page_of, words_of
from unit.reports.page.told import facts_of

from ovt_pipeline.cli import main
from ovt_pipeline.contracts.loader import load_contracts
from ovt_pipeline.reports.page.render import render_report
from ovt_pipeline.samples import SAMPLE_DATES, write_samples
from ovt_pipeline.settings import PROJECT

from .run_ovt import rows, run


def test_the_starting_values_are_those_of_the_plan(samples: Path) -> None:
    query = (
        "SELECT p.indicator_id, p.value::INTEGER::VARCHAR, regexp_extract(r.display_value, '^[0-9]+')"
        " FROM plan AS p JOIN indicator_results AS r ON r.indicator_id = p.indicator_id AND r.as_of = p.due_date"
        " WHERE p.point = 'start' AND r.region_code = '00'"
    )
    found = rows(samples, query)
    assert len(found) == 3
    assert all(planned == shown for _, planned, shown in found)


def test_there_is_mess_but_no_refusal(samples: Path) -> None:
    assert rows(samples, "SELECT DISTINCT verdict FROM deliveries") == [("accepted",)]
    for severity in ("rejection", "doubt", "remark"):
        query = f"SELECT sum(failed) > 0 FROM quality_results WHERE severity = '{severity}'"
        assert rows(samples, query) == [(True,)]


def test_every_sentence_of_the_release_is_printed_as_in_quebec_and_its_twin_as_in_english(samples: Path) -> None:
    letter = letter_of_plans()
    faults = {"fr": french_faults, "en": english_faults}
    columns = rows(
        samples,
        "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal AND data_type = 'VARCHAR'"
        " AND (column_name SIMILAR TO '.*_(fr|en)' OR column_name = 'display_value')",
    )
    assert len(columns) > 40
    for table, column in columns:
        said = [text for (text,) in rows(samples, f"SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL")]
        wrong = [text for text in said if faults["en" if column.endswith("_en") else "fr"](text, letter)]
        assert (table, column, wrong) == (table, column, [])


def test_what_is_shown_as_a_doubt_is_what_the_evidence_says(samples: Path) -> None:
    last = "(SELECT max(as_of) FROM indicator_results)"
    shown = (
        "SELECT rule_id, sum(failed) FROM quality_results WHERE severity = 'doubt' AND failed > 0 AND subject IN"
        f" (SELECT delivery_id FROM figure_sources WHERE as_of = {last}) GROUP BY ALL ORDER BY ALL"
    )
    said = f"SELECT doubt, count(*) FROM evidence WHERE as_of = {last} AND doubt IS NOT NULL GROUP BY ALL ORDER BY ALL"
    assert rows(samples, shown) == rows(samples, said) != []


def test_every_figure_shown_is_marked_synthetic(samples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert rows(samples, "SELECT DISTINCT is_synthetic FROM indicator_results") == [(True,)]
    assert main(["status", "--warehouse", str(samples)]) == 0
    lines = [line for line in capsys.readouterr().out.splitlines() if re.match(r"  20\d\d-", line)]
    assert len(lines) == 3 + 7, "three figures and the seven targets of the plan"
    assert all("SYNTHÉTIQUE" in line for line in lines)
    assert main(["status", "--warehouse", str(samples), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["is_synthetic"] is True


def test_the_result_is_what_the_readme_shows(samples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "--samples", "--warehouse", str(samples)]) == 0
    printed = [line for line in capsys.readouterr().out.splitlines() if re.match(r"  20\d\d-", line)]
    assert len(printed) == 3 * len(SAMPLE_DATES)
    for name in ("README.md", "LISEZMOI.md"):
        text = (PROJECT / name).read_text(encoding="utf-8")
        assert [line for line in printed if line not in text] == []


COUNTING = """
import atexit, collections, json, os, sys
opened = collections.Counter()
def count(event, given):
    if event == "open" and isinstance(given[0], (str, os.PathLike)):
        opened[os.path.abspath(os.fspath(given[0]))] += 1
sys.addaudithook(count)
def tell(path):
    imported = {"pandas", "openpyxl", "great_expectations"} & set(sys.modules)
    print(json.dumps({"opened": opened, "imported": sorted(imported)}), file=open(path, "w"))
atexit.register(tell, sys.argv.pop(1))
from ovt_pipeline.cli.main import main
sys.exit(main(sys.argv[1:]))
"""


def test_a_quiet_night_opens_each_file_once_and_imports_nothing_that_reads_one(samples: Path, tmp_path: Path) -> None:
    shutil.copytree(samples, tmp_path / "wh", symlinks=True)
    inbox, counts = PROJECT / "sources" / "samples", tmp_path / "counts.json"
    night = ["run", "--sources", str(inbox), "--warehouse", str(tmp_path / "wh"), "--as-of", "2025-04-01"]
    done = subprocess.run([sys.executable, "-c", COUNTING, str(counts), *night], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(counts.read_text(encoding="utf-8"))
    opened = found["opened"]
    files = [path for path in inbox.glob("*/*") if path.parent.name in load_contracts()]
    verdicts = list((tmp_path / "wh" / "lots").glob("*/*/delivery.json"))
    assert (len(files), len(verdicts)) == (15, 15)
    assert {opened.get(str(path), 0) for path in (*files, *verdicts)} == {1}
    assert found["imported"] == []


@pytest.mark.parametrize("name", ["README.md", "LISEZMOI.md"])
def test_the_snippets_of_the_readme_run(
    name: str, samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sources").symlink_to(PROJECT / "sources")
    monkeypatch.chdir(tmp_path)
    text = (PROJECT / name).read_text(encoding="utf-8")
    snippets = re.findall(r"<!-- tested -->\s*```(python|sql|sh)\n(.*?)```", text, re.DOTALL)
    assert {language for language, _ in snippets} == {"python", "sql", "sh"}
    for language, code in snippets:
        if language == "sql":
            assert rows(samples, code)
        elif language == "sh":
            here = code.replace("--samples", f"--warehouse {samples}")
            commands = [shlex.split(line, comments=True) for line in here.splitlines()]
            assert [main(words) for program, *words in commands if program == ".venv/bin/ovt"] == [0] * len(commands)
        else:
            exec(code.replace("warehouse/samples", str(samples)), {})  # noqa: S102 - our own README
            assert capsys.readouterr().out.strip()


@pytest.mark.slow
def test_other_samples_run_too(tmp_path: Path) -> None:
    write_samples(tmp_path / "in", seed=7, size=40, dates=SAMPLE_DATES[:1])
    assert run(tmp_path / "in", tmp_path / "wh", SAMPLE_DATES[0]) == 0
    shown = dict(
        rows(tmp_path / "wh", "SELECT indicator_id, display_value FROM indicator_results WHERE region_code = '00'")
    )
    assert shown == {"renir_units_migrated": "51\u00a0%", "ritm_links_migrated": "11\u00a0%", "jobs_regionalised": "62"}


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_number_of_the_report_is_one_of_the_release(samples: Path, lang: str) -> None:
    facts = facts_of((samples / "ovt.duckdb").resolve())
    said = [(text, numbers_in(text) - allowed(facts, lang)) for text in words_of(render_report(facts, lang))]
    assert [one for one in said if one[1]] == []


def test_every_figure_of_the_release_is_in_the_report(samples: Path) -> None:
    facts = facts_of((samples / "ovt.duckdb").resolve())
    page = page_of(render_report(facts, "fr"))
    figures = (
        "SELECT as_of::VARCHAR, display_value, value_low, value_high, numerator, denominator FROM indicator_results"
    )
    for indicator, name in {(one.indicator_id, one.indicator_name_fr) for one in facts.plan}:
        found = rows(samples, f"{figures} WHERE region_code = '00' AND indicator_id = '{indicator}' ORDER BY as_of")
        told = page.rows(f"{name.replace(chr(39), chr(8217))}\u00a0:")
        for (day, shown, low, high, n, d), row in zip(found, told, strict=True):
            bounds = [rounded(one, 1, "fr") + "\u00a0%" if d else f"{one:.0f}" for one in (low, high)]
            assert row == [day, shown, f"{n} / {d}" if d else f"{n}", *bounds]


def test_every_region_of_the_release_is_in_the_report(samples: Path) -> None:
    page = page_of(render_report(facts_of((samples / "ovt.duckdb").resolve()), "en"))
    query = (
        "SELECT display_value, numerator || ' / ' || denominator FROM indicator_latest"
        " WHERE indicator_id = 'ritm_links_migrated' AND region_code <> '00' ORDER BY region_code"
    )
    told = [row[1] for row in page.rows("Results by place") if len(row) == 3 and "/" in row[1]]
    assert [one.replace("\u00a0", "") for one in told] == [
        f"{shown}{count}".replace("\u00a0", "") for shown, count in rows(samples, query)
    ]
