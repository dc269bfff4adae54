"""Values, paces and dates as one writes them in each language; every sentence is used; the room knows no engine."""

import ast
from pathlib import Path

import pytest

import ovt_pipeline.targets
from ovt_pipeline.language.catalogue import both, entries, sentence
from ovt_pipeline.targets.amount import Amount
from ovt_pipeline.targets.judged import STATUSES

from .made_up import JOBS, RATE

ROOM = sorted(Path(ovt_pipeline.targets.__file__).parent.glob("*.py"))


def test_an_unknown_sentence_is_a_bug_that_shows() -> None:
    with pytest.raises(KeyError):
        both("targets", "inconnue")


@pytest.mark.parametrize(
    ("amount", "fr", "en"),
    [
        (Amount(None, RATE), "s. o.", "n/a"),
        (Amount(70.0, RATE), "70_%", "70%"),
        (Amount(69.6, RATE), "69,6_%", "69.6%"),
        (Amount(69.996, RATE, apart_from=70), "69,996_%", "69.996%"),
        (Amount(0.0, JOBS), "0_emploi", "0_jobs"),
        (Amount(1.0, JOBS), "1_emploi", "1_job"),
        (Amount(87.0, JOBS), "87_emplois", "87_jobs"),
        (Amount(4.2, RATE, is_pace=True), "4,2_points de pourcentage", "4.2_percentage points"),
        (Amount(1.5, RATE, is_pace=True), "1,5_point de pourcentage", "1.5_percentage points"),
        (Amount(0.04, JOBS, is_pace=True), "0,04_emploi", "0.04_jobs"),
        (Amount(-3.0, JOBS, is_pace=True), "−3,0_emplois", "−3.0_jobs"),
        (Amount(3.14, RATE, is_pace=True, bare=True), "3,1", "3.1"),
    ],
)
def test_amounts(amount: Amount, fr: str, en: str) -> None:
    assert (amount.text("fr"), amount.text("en")) == (fr.replace("_", "\u00a0"), en.replace("_", "\u00a0"))


def test_every_status_has_its_words_and_every_sentence_is_used() -> None:
    assert [sentence("targets", f"status_{status}", "fr") for status in STATUSES] == list(STATUSES)
    written = {
        node.value
        for path in ROOM
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    named = {key for key in entries("targets") if not key.startswith(("status_", "event_"))}
    assert named - written == set()
    events = {key.removeprefix("event_") for key in entries("targets") if key.startswith("event_")}
    assert events - written == set()


@pytest.mark.parametrize("path", ROOM, ids=lambda path: path.name)
def test_the_room_knows_no_engine_and_holds_no_date(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    imported = {alias.name.split(".")[0] for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    imported |= {(node.module or "").split(".")[0] for node in nodes if isinstance(node, ast.ImportFrom)}
    assert imported & {"dagster", "duckdb", "great_expectations"} == set()
    years = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, int)]
    assert [value for value in years if 1900 < value < 2100] == []
