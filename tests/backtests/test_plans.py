"""A plan is a file and a measure is a SQL file: both are added to a copy of the package, no line of Python changes.

Belongs here: that experiment. Does not belong here: what a plan file may say (tests/unit/plan).
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from ovt_pipeline.settings import PROJECT

INDICATORS = """
indicators:
  - id: made_up_share
    measure: renir_units_migrated
    name_fr: "Part inventée"
    name_en: "Made-up share"
    unit: "%"
    unit_en: "%"
    direction: up
    decimals: 0
    start: {date: 2023-03-31, value: 10, quote: "Part inventée : 10 %", page: null}
    targets: [{due: 2024-03-31, value: 30, quote: "Part inventée : 30 %", page: null}]
  - id: made_up_count
    measure: renir_units_planned
    name_fr: "Unités planifiées"
    name_en: "Units planned"
    unit: "unités"
    unit_en: "units"
    direction: up
    decimals: 0
    start: {date: 2023-03-31, value: 0, quote: "Unités planifiées : 0", page: null}
    targets: [{due: 2024-03-31, value: 5, quote: "Unités planifiées : 5", page: null}]
amendments: []
"""
MEASURE = """-- Which units does the export date a planned migration of?
-- @rule_version 0.1
-- @kind count
-- @exports renir_unites
SELECT as_of, no_unite AS entity_id, code_region AS region_code, 'PLANNED' AS reason_code, NULL AS doubt,
  delivery_id, sheet, row_number, CASE WHEN date_prevue IS NULL THEN 'not_counted' ELSE 'counted' END AS worst,
  worst AS best, NULL AS beside
FROM renir_unites__unites__used
"""
SCRIPT = """
import json, sys, tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path
import ovt_pipeline
from backtests.house import House
from backtests.shorthand import renir_lot, unit
assert ovt_pipeline.__file__.startswith(sys.argv[1]), ovt_pipeline.__file__
with tempfile.TemporaryDirectory() as folder:
    place = House(Path(folder))
    units = [unit("A", "Migrée", moved="2023-05-01"), replace(unit("B"), date_prevue=date(2025, 1, 1)), unit("C")]
    place.receive(renir_lot("2024-03-31", *units))
    place.publish([date(2024, 3, 31)])
    figures = "SELECT plan_id, indicator_id, numerator, denominator, display_value FROM indicator_results"
    targets = "SELECT plan_id, indicator_id, due_date::VARCHAR, status FROM indicator_targets ORDER BY ALL"
    plans = "SELECT plan_id, is_measured FROM plans ORDER BY ALL"
    asked = [figures + " WHERE region_code = '00' ORDER BY ALL", targets, plans]
    print(json.dumps([place.ask(query) for query in asked]))
"""


def made_up_plan() -> str:
    """Return a plan that has the method of the main one, and indicators of its own."""
    text = (PROJECT / "ovt_pipeline" / "plan" / "paovt_2023_2025.yaml").read_text(encoding="utf-8")
    head = text[: text.index("\nindicators:")]
    return head.replace("id: paovt_2023_2025", "id: made_up", 1) + INDICATORS


def test_a_plan_and_a_measure_are_added_as_files(tmp_path: Path) -> None:
    package = tmp_path / "ovt_pipeline"
    shutil.copytree(PROJECT / "ovt_pipeline", package, ignore=shutil.ignore_patterns("__pycache__"))
    (package / "plan" / "made_up.yaml").write_text(made_up_plan(), encoding="utf-8")
    (package / "sql" / "indicators" / "renir_units_planned.sql").write_text(MEASURE, encoding="utf-8")
    paths = os.pathsep.join([str(tmp_path), str(PROJECT / "tests")])
    asked = [sys.executable, "-c", SCRIPT, str(tmp_path)]
    done = subprocess.run(
        asked, capture_output=True, text=True, check=False, cwd=tmp_path, env={**os.environ, "PYTHONPATH": paths}
    )
    assert done.returncode == 0, done.stderr[-2000:]
    figures, targets, plans = json.loads(done.stdout)
    main = [row for row in figures if row[0] == "paovt_2023_2025"]
    assert main == [["paovt_2023_2025", "renir_units_migrated", 1, 3, "33\u00a0%"]]
    assert [row for row in figures if row[0] == "made_up"] == [
        ["made_up", "made_up_count", 1, None, "1"],
        ["made_up", "made_up_share", 1, 3, "33\u00a0%"],
    ]
    assert [row[1:] for row in targets if row[0] == "made_up"] == [
        ["made_up_count", "2024-03-31", "non atteinte"],
        ["made_up_share", "2024-03-31", "atteinte"],
    ]
    assert plans == [["made_up", True], ["paovt_2023_2025", True], ["sgcn_2024_2028", False]]
