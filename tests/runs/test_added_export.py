"""A new export with a new indicator is one contract, one entry of a plan and one SQL file; a plan is a file too.

Belongs here: that no line of Python changes, on a copy of the package, through every command that tells of a figure.
Not here: what each tells.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from unit.decisions.papers import HELD, write_decision

from ovt_pipeline.settings import PROJECT

from .run_ovt import rows

ADDED = Path(__file__).parent / "added"
NAME = "bornes_en_service"
HEADERS = "No borne;Région administrative;Statut;Date de mise en service;Date de retrait;Responsable"
FIRST = [
    "B-1;03;En service;2023-05-01;;Personne Inventée",
    "B-2;03;Commandée;;;",
    "B-3;01;En service;2022-01-01;;",
    "B-4;01;En service;2023-01-01;;",
    "B-5;06;Commandée;;;",
]
SECOND = [  # B-3 vanished
    "B-1;03;En service;2023-05-01;;Personne Inventée",
    "B-2;03;En service;;;",  # in doubt
    "B-4;Atlantide;En service;2023-01-01;;",  # rejected, and known
    ";11;Commandée;;;",  # rejected, and never seen
    "B-5;06;En service;2024-06-01;;",
    "B-6;06;Retirée;2020-01-01;2024-12-01;",
    "B-7;16;En service;2025-02-01;;",
]
COMMANDS = {
    "run": ["run", "--as-of", "2024-03-31", "--as-of", "2025-03-31"],
    "explain": ["explain", NAME, "--json"],
    "explain a region": ["explain", NAME, "--region", "01"],
    "diff": ["diff", "2024-03-31", "2025-03-31", NAME, "--json"],
    "history": ["history", NAME, "--json"],
    "status": ["status"],
    "check": ["check", "inbox/bornes/bornes_2025-03-31.csv"],
    "template": ["template", "bornes", "gabarit.xlsx"],
}
SCRIPT = """
import contextlib, io, json, sys
from ovt_pipeline.cli import main
told = {}
for name, command in json.loads(sys.argv[1]).items():
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        told[name] = main(command), said.getvalue()
print(json.dumps(told))
"""


class Copy:
    """A copy of the package with the three files added, an inbox with two deliveries, and what each command said."""

    def __init__(self, root: Path) -> None:
        self.root, self.warehouse, self.inbox = root, root / "warehouse", root / "inbox"
        package = root / "ovt_pipeline"
        shutil.copytree(PROJECT / "ovt_pipeline", package, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ADDED / "bornes.yaml", package / "contracts")
        for measure in ADDED.glob("*.sql"):
            shutil.copy(measure, package / "sql" / "indicators")
        plan = package / "plan" / "paovt_2023_2025.yaml"
        entry = (ADDED / "plan_entry.yaml").read_text(encoding="utf-8")
        text = plan.read_text(encoding="utf-8")
        plan.write_text(text.replace("\nindicators:\n", f"\nindicators:\n{entry}"), encoding="utf-8")
        second = text[: text.index("\nindicators:")].replace("id: paovt_2023_2025", "id: second_plan", 1)
        second += (ADDED / "second_plan.yaml").read_text(encoding="utf-8")
        (plan.parent / "second_plan.yaml").write_text(second, encoding="utf-8")
        (self.inbox / "bornes").mkdir(parents=True)
        for day, lines in (("2024-03-31", FIRST), ("2025-03-31", SECOND)):
            written = "\n".join([HEADERS, *lines, ""])
            (self.inbox / "bornes" / f"bornes_{day}.csv").write_text(written, encoding="utf-8")
        held = (NAME, "bornes_commandees", "part_inventee")  # two of three are lost without a fact
        for number, name in enumerate(held, 1):
            period = {"indicator": name, "from": "2025-03-31", "to": "2025-03-31"}
            write_decision(root / "decisions", f"{name}.yaml", HELD, id=f"WV-2025-{number:02}", figures=period)
        self.told: dict[str, tuple[int, str]] = self.ovt(COMMANDS)

    def ovt(self, commands: dict[str, list[str]]) -> dict[str, tuple[int, str]]:
        """Run commands of the copy, one after the other; give the exit code of each and all it said."""
        settings = {"PYTHONPATH": self.root, "OVT_WAREHOUSE": self.warehouse, "OVT_SOURCES": self.inbox}
        settings["OVT_DECISIONS"] = self.root / "decisions"
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT, json.dumps(commands)],
            capture_output=True,
            text=True,
            check=False,
            cwd=self.root,
            env={**os.environ, **{name: str(path) for name, path in settings.items()}},
        )
        assert done.returncode == 0, done.stderr[-2000:]
        told: dict[str, tuple[int, str]] = json.loads(done.stdout.splitlines()[-1])
        return told

    def json(self, name: str) -> Any:  # noqa: ANN401 - JSON
        code, said = self.told[name]
        assert code == 0, said
        return json.loads(said)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    made = Copy(tmp_path_factory.mktemp("added"))
    code, said = made.told["run"]
    assert code == 4, said  # the exports of the other indicators have no delivery
    assert "Part inventée de bornes en service" in said
    return made


@pytest.mark.slow
def test_only_data_was_added(copy: Copy) -> None:
    ours = {p.relative_to(PROJECT): p.read_bytes() for p in (PROJECT / "ovt_pipeline").rglob("*.py")}
    theirs = {p.relative_to(copy.root): p.read_bytes() for p in (copy.root / "ovt_pipeline").rglob("*.py")}
    assert theirs == ours


def test_its_figures_bounds_and_regions(copy: Copy) -> None:
    figures = "SELECT as_of::VARCHAR, region_code, numerator, denominator, value_low, value_high FROM indicator_results"
    found = rows(copy.warehouse, f"{figures} WHERE indicator_id = '{NAME}' AND denominator > 0 ORDER BY ALL")
    assert found == [
        ("2024-03-31", "00", 3, 5, 60, 60),
        ("2024-03-31", "01", 2, 2, 100, 100),
        ("2024-03-31", "03", 1, 2, 50, 50),
        ("2024-03-31", "06", 0, 1, 0, 0),
        ("2025-03-31", "00", 3, 6, pytest.approx(300 / 7), 100),
        ("2025-03-31", "01", 0, 2, 0, 100),
        ("2025-03-31", "03", 1, 2, 50, 100),
        ("2025-03-31", "06", 1, 1, 100, 100),
        ("2025-03-31", "16", 1, 1, 100, 100),
    ]


def test_its_entities_and_their_doubts(copy: Copy) -> None:
    evidence = (
        "SELECT entity_id, reason_code, doubt, delivery_id[8:17], row_number FROM evidence WHERE as_of = '2025-03-31'"
        f" AND indicator_id = '{NAME}'"
    )
    assert rows(copy.warehouse, f"{evidence} ORDER BY ALL") == [
        ("?:5", "REJECTED-NEW", None, "2025-03-31", 5),
        ("B-1", "IN-SERVICE", None, "2025-03-31", 2),
        ("B-2", "NOT-IN-SERVICE", "D-UNDATED", "2025-03-31", 3),
        ("B-3", "VANISHED", "D-VANISHED", "2024-03-31", 4),
        ("B-4", "REJECTED", "D-REJECTED", "2024-03-31", 5),
        ("B-5", "IN-SERVICE", None, "2025-03-31", 6),
        ("B-6", "GONE", None, "2025-03-31", 7),
        ("B-7", "IN-SERVICE", None, "2025-03-31", 8),
    ]
    rules = "SELECT rule_id, row_number FROM quarantine ORDER BY ALL"
    assert rows(copy.warehouse, rules) == [("BORNE-R01", 5), ("BORNE-R06", 4)]


def test_its_targets(copy: Copy) -> None:
    status = (
        "SELECT plan_id, indicator_id, due_date::VARCHAR, status FROM indicator_targets WHERE as_of = '2025-03-31'"
        " ORDER BY ALL"
    )
    assert rows(copy.warehouse, status) == [
        ("paovt_2023_2025", NAME, "2024-03-31", "atteinte"),
        ("paovt_2023_2025", NAME, "2025-03-31", "non atteinte"),
        ("second_plan", "bornes_commandees", "2025-03-31", "non atteinte"),
        ("second_plan", "part_inventee", "2025-03-31", "atteinte"),
    ]


def test_a_second_plan_is_a_file_and_a_count_a_sql_file(copy: Copy) -> None:
    figures = "SELECT indicator_id, numerator, denominator, display_value FROM indicator_results"
    asked = f"{figures} WHERE plan_id = 'second_plan' AND as_of = '2025-03-31' AND region_code = '00' ORDER BY ALL"
    assert rows(copy.warehouse, asked) == [
        ("bornes_commandees", 0, None, "0"),
        ("part_inventee", 3, 6, "50\u00a0%"),
    ]
    plans = rows(copy.warehouse, "SELECT plan_id, is_measured FROM plans ORDER BY ALL")
    assert plans == [("paovt_2023_2025", True), ("second_plan", True), ("sgcn_2024_2028", False)]


def test_explained(copy: Copy) -> None:
    assert [(one["export"], one["extraction_date"], one["is_used"]) for one in copy.json("explain")["sources"]] == [
        ("bornes", "2025-03-31", True),
        ("bornes", "2024-03-31", False),
    ]
    code, said = copy.told["explain a region"]
    assert (code, "D-VANISHED" in said, "B-3" in said, "bornes_2024-03-31.csv" in said) == (0, True, True, True)


def test_compared_and_its_history(copy: Copy) -> None:
    (difference,) = copy.json("diff")
    assert {one["entity_id"]: one["kind"] for one in difference["entities"]}["B-5"] == "migrated"
    assert len(copy.json("history")["versions"]) == 2
    ((release_id,),) = rows(copy.warehouse, "SELECT release_id FROM releases")
    code, said = copy.ovt({"replay": ["replay", "--release", release_id, "--json"]})["replay"]
    assert (code, json.loads(said)["is_identical"]) == (0, True)


def test_status_and_pages(copy: Copy) -> None:
    assert "Part inventée de bornes en service" in copy.told["status"][1]
    (page,) = copy.warehouse.glob("reports/*/qualite.html")
    told = page.read_text(encoding="utf-8")
    assert "bornes_2025-03-31.csv" in told
    assert "Borne dite en service sans date" in told


def test_checked_before_it_is_delivered_and_written_from_a_template(copy: Copy) -> None:
    code, said = copy.told["check"]
    assert (code, "BORNE-M20" in said, "BORNE-R06" in said) == (3, True, True)  # rows are rejected
    code, said = copy.told["template"]
    assert (code, (copy.root / "gabarit.xlsx").is_file()) == (0, True), said
