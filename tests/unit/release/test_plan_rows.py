"""The plan in a release: its rows, the view that reports print, and a release made before the plan had its words."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from ovt_pipeline.answers.current import PlanPoint
from ovt_pipeline.answers.standing import TargetStatus
from ovt_pipeline.plan.loader import load_context, load_plans
from ovt_pipeline.release import plan_rows as rows
from ovt_pipeline.release.earlier import add_columns
from ovt_pipeline.release.rows import insert_rows
from ovt_pipeline.sql import read_sql
from ovt_pipeline.warehouse.database import open_memory, open_release, records

PLAN = "paovt_2023_2025"
JUDGED = (
    "INSERT INTO indicator_targets BY NAME SELECT 'paovt_2023_2025' AS plan_id, 'jobs_regionalised' AS indicator_id,"
    " ?::DATE AS due_date, ?::DATE AS as_of, ?::DOUBLE AS target_value, ? AS status, ? AS status_fr,"
    " 'as said' AS status_en, false AS display_differs, false AS bounds_straddle, true AS is_provisional,"
    " false AS only_by_exits, true AS is_synthetic, 'Parce que.' AS reason_fr,"
    " 'Because.' AS reason_en, '' AS trend_reason_fr, '' AS trend_reason_en"
)
COUNTED = (
    "INSERT INTO indicator_results BY NAME SELECT 'paovt_2023_2025' AS plan_id, 'jobs_regionalised' AS indicator_id,"
    " DATE '2025-03-31' AS as_of, ? AS region_code, 'x' AS region_name, '2024-2025' AS fiscal_year, 'emplois' AS unit,"
    " ? AS numerator, ?::DOUBLE AS value, 89 AS value_low, 91 AS value_high, ? AS display_value,"
    " false AS is_preliminary, true AS is_synthetic, DATE '2025-03-31' AS oldest_source_date, '2.0' AS rule_version,"
    " 'd' AS inputs_digest, TIMESTAMP '2025-04-01' AS known_at, 'r' AS release_id"
)


@pytest.fixture
def release() -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield the tables of a release that hold the plans and no figure."""
    with open_memory() as con:
        con.execute(read_sql("release/schema"))
        insert_rows(con, "plan", rows.PLAN_COLUMNS, rows.point_rows(load_plans()))
        insert_rows(con, "plans", rows.PLANS_COLUMNS, (rows.plan_row(plan) for plan in load_plans()))
        insert_rows(con, "plan_statements", rows.STATEMENT_COLUMNS, rows.statement_rows(load_plans()))
        insert_rows(con, "context_figures", rows.CONTEXT_COLUMNS, rows.context_rows(load_context()))
        yield con


def asked(con: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    return con.execute(query).fetchall()


def test_without_a_figure_every_target_stands_as_published(release: duckdb.DuckDBPyConnection) -> None:
    found = asked(
        release,
        "SELECT indicator_id, due_date::VARCHAR, target_value, is_interpreted, quote, page, text_page, added, as_of,"
        " status FROM plan_report ORDER BY indicator_id, due_date",
    )
    nothing = (None, None)
    assert found == [
        ("jobs_regionalised", "2024-03-31", 77, True, "77", 11, 9, 15, *nothing),
        ("jobs_regionalised", "2025-03-31", 87, False, "87", 11, 9, 10, *nothing),
        ("jobs_regionalised", "2028-09-30", 115, True, None, None, 9, None, *nothing),
        ("renir_units_migrated", "2024-03-31", 70, False, "70 %", 11, 9, None, *nothing),
        ("renir_units_migrated", "2025-03-31", 75, False, "75 %", 11, 9, None, *nothing),
        ("ritm_links_migrated", "2024-03-31", 15, True, "15 %", 11, 9, None, *nothing),
        ("ritm_links_migrated", "2025-03-31", 40, True, "40 %", 11, 9, None, *nothing),
    ]


def test_with_figures_each_target_in_force_has_the_latest_result_and_its_sentence(
    release: duckdb.DuckDBPyConnection,
) -> None:
    for due, as_of, value, status in (
        ("2024-03-31", "2024-03-31", 77, "non atteinte"),  # of an earlier date
        ("2024-03-31", "2025-03-31", 80, "atteinte"),  # an amendment changed its value
        ("2026-03-31", "2025-03-31", 95, "en voie"),  # and added another
    ):
        release.execute(JUDGED, [due, as_of, value, status, f"{status} (provisoire)"])
    for region, count in (("00", 89), ("11", 4)):
        release.execute(COUNTED, [region, count, count, str(count)])
    found = asked(
        release,
        "SELECT objective_fr, action_en, start_value, start_date::VARCHAR, due_date::VARCHAR, target_value,"
        " is_interpreted, display_value, value_low, value_high, status, status_fr, is_provisional, only_by_exits,"
        " sentence_fr, sentence_en FROM plan_report"
        " WHERE indicator_id = 'jobs_regionalised' ORDER BY due_date",
    )
    head = ("Régionalisation", "Continuation of the regionalisation of jobs at the Ministère.", 62, "2023-03-31")
    said = ("Parce que.", "Because.")
    assert found == [
        (*head, "2024-03-31", 80, True, "89", 89, 91, "atteinte", "atteinte (provisoire)", True, False, *said),
        (*head, "2026-03-31", 95, None, "89", 89, 91, "en voie", "en voie (provisoire)", True, False, *said),
    ]
    assert asked(release, "SELECT count(*) FROM plan_report WHERE status IS NULL") == [(4,)]


def test_sentences_of_the_sources_are_rows_too(release: duckdb.DuckDBPyConnection) -> None:
    query = (
        "SELECT statement_id, quote_fr, page FROM plan_statements WHERE objective_fr = 'Décentralisation' ORDER BY ALL"
    )
    (answer, _) = asked(release, query)
    assert (answer[0], answer[2]) == ("decentralisation_answer", 9)
    assert answer[1].startswith("Le Ministère n'est pas en mesure de fournir une réponse à l'égard de cette priorité")
    follow_up = asked(release, "SELECT follow_up_fr FROM plans WHERE plan_id = 'sgcn_2024_2028'")
    assert follow_up == asked(release, "SELECT quote_fr FROM plan_statements WHERE statement_id = 'follow_up'")
    assert asked(release, "SELECT page FROM context_figures WHERE value = 5000") == [(9,)]


def test_a_release_made_before_the_plan_had_its_words_is_read_without_them(tmp_path: Path) -> None:
    path = tmp_path / "ovt_2025-03-31_r.duckdb"
    with duckdb.connect(str(path)) as con:
        con.execute(
            "CREATE TABLE plan AS SELECT 'jobs' AS indicator_id, 'Nom' AS indicator_name_fr,"
            " 'Name' AS indicator_name_en, 'emplois' AS unit, 'start' AS point, DATE '2023-03-31' AS due_date,"
            " 62.0::DOUBLE AS value, false AS is_interpreted"
        )
        con.execute(
            "CREATE TABLE indicator_targets AS SELECT 'p' AS plan_id, 'jobs' AS indicator_id,"
            " DATE '2024-03-31' AS due_date, DATE '2024-03-31' AS as_of, 77.0::DOUBLE AS target_value,"
            " 'atteinte' AS status, true AS is_preliminary, 'Parce que.' AS reason_fr, 'Because.' AS reason_en,"
            " NULL::DOUBLE AS scheduled_value, NULL::DOUBLE AS trend_value, NULL::DOUBLE AS trend_low,"
            " NULL::DOUBLE AS trend_high, '' AS trend_reason_fr, '' AS trend_reason_en"
        )
    with open_release(path) as con:
        add_columns(con)
        (found,) = records(con, read_sql("answers/plan"), PlanPoint)
        (target,) = records(con, read_sql("answers/targets"), TargetStatus)
    assert (found.value, found.objective_fr, found.action_en) == (62, None, None)
    assert (target.is_provisional, target.only_by_exits, target.word.fr) == (True, None, "atteinte (provisoire)")
