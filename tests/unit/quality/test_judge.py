"""The verdict of a whole delivery: refused at the exact bounds, counted to the row, without a value anywhere."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from ovt_pipeline.contracts.model import Contract, NativeExpectation, Severity
from ovt_pipeline.language.errors import OvtError
from ovt_pipeline.quality import suite
from ovt_pipeline.quality.expectations import native
from ovt_pipeline.quality.judge import Asked, Judgement, TableInput, judge

from .tables import DAY, FIRST_ROW, LOOKUP, UNITS, Cells, contract_of, read, typed

LINKS = "ritm_liens.liens"
PAIRS = "rgt_liens.correspondance"
RGT = "rgt_liens.liens"


def given(name: str, *rows: Cells, totals: int | None = None, unknown: tuple[str, ...] = ()) -> TableInput:
    table, part = contract_of(name)[1], read(name, *rows, totals=totals)
    headers = dict(enumerate(unknown, len(table.columns) + 1))
    return TableInput(table, (replace(part, unknown_headers=headers),), typed(name, *rows))


def verdict(folder: Path, *inputs: TableInput, contract: Contract | None = None) -> Judgement:
    by_tables = contract or next(
        contract_of(n)[0] for n in (UNITS, LINKS, RGT) if inputs[0].table in contract_of(n)[0].tables
    )
    folder.mkdir(exist_ok=True)
    return judge(Asked(by_tables, DAY, LOOKUP, "livraison.xlsx"), inputs, folder)


def declared(folder: Path, severity: Severity, *rows: Cells, **arguments: Any) -> Judgement:  # noqa: ANN401
    """Judge RITM links under a contract that declares one expectation: a bandwidth of at most 50."""
    contract, table = contract_of(LINKS)
    limit = {"column": "debit_mbps", "max_value": 50} | arguments
    texts = {"fr": "Jamais plus de 50.", "en": "Never more than 50."}
    kind = "expect_column_values_to_be_between"
    one = NativeExpectation(id="RITM-X30", severity=severity, type=kind, arguments=limit, **texts)
    strict = replace(table, quality=(one,))
    return verdict(folder, replace(given(LINKS, *rows), table=strict), contract=replace(contract, tables=(strict,)))


def units(count: int, *others: Cells) -> list[Cells]:
    return [*({"no_unite": f"SQ-{n:04d}"} for n in range(1, count + 1)), *others]


def code_of(found: Judgement) -> str | None:
    return found.errors[0].code if found.errors else None


def rule(found: Judgement, name: str) -> tuple[int, int, bool]:
    """Return checked, failed and success of a rule given with its prefix."""
    (result,) = [r for r in found.quality if r.rule_id == name]
    return result.checked, result.failed, result.success


def test_a_table_without_a_row_is_refused_where_its_sheet_is_named(tmp_path: Path) -> None:
    found = verdict(tmp_path, given(UNITS))
    assert code_of(found) == "OVT-F08"
    assert "livraison.xlsx, feuille feuille" in found.errors[0].line("fr")


def link(number: int, debit: str, **cells: str) -> Cells:
    return {"id_lien_ritm": f"RITM-{number}", "debit_mbps": debit, **cells}


FAST = [link(1, "10"), link(2, "100"), link(3, ""), link(4, "51", code_region="x"), link(5, "987654")]


def test_an_expectation_of_the_contract_can_refuse_in_its_words_and_names_its_rows(tmp_path: Path) -> None:
    found = declared(tmp_path, "refusal", *FAST)
    assert code_of(found) == "OVT-F17"
    assert "Jamais plus de 50." in found.errors[0].line("fr")
    assert "Never more than 50." in found.errors[0].line("en")
    assert "3 lignes en défaut sur 4" in found.errors[0].line("fr")
    (named,) = [f for f in found.findings if f.severity == "refusal"]
    assert (named.rule_id, named.column, named.rows) == (
        "RITM-X30",
        "debit_mbps",
        tuple(FIRST_ROW + n for n in (1, 3, 4)),
    )


def test_an_expectation_of_the_contract_can_reject_rows_before_they_are_accepted(tmp_path: Path) -> None:
    found = declared(tmp_path, "rejection", *FAST)
    assert (found.rows_read, found.rows_accepted, found.rows_rejected, found.rows_ignored) == (5, 2, 3, 0)
    assert rule(found, "RITM-X30") == (4, 3, False)
    quarantine = duckdb.read_parquet(str(tmp_path / "quarantine.parquet")).fetchall()
    said = ("debit_mbps", "Jamais plus de 50.", "Never more than 50.")
    assert [row[1:] for row in quarantine if row[2] == "RITM-X30"] == [
        (FIRST_ROW + n, "RITM-X30", *said) for n in (1, 3, 4)
    ]
    assert [row[1:4] for row in quarantine if row[2] != "RITM-X30"] == [(FIRST_ROW + 3, "RITM-R06", "code_region")]
    kept = duckdb.read_parquet(str(tmp_path / "liens" / "rows.parquet")).project("id_lien_ritm").fetchall()
    assert kept == [("RITM-1",), ("RITM-3",)]
    rejected = duckdb.read_parquet(str(tmp_path / "liens" / "rejected.parquet"))
    assert [row[0] for row in rejected.project("row_number").fetchall()] == [FIRST_ROW + n for n in (1, 3, 4)]


def test_an_expectation_of_the_contract_can_remark_and_sets_nothing_aside(tmp_path: Path) -> None:
    found = declared(tmp_path, "remark", *FAST)
    assert (found.errors, found.rows_accepted, found.rows_rejected) == ((), 4, 1)
    (named,) = [f for f in found.findings if f.severity == "remark"]
    assert (named.rule_id, named.sheet, named.rows) == ("RITM-X30", "feuille", tuple(FIRST_ROW + n for n in (1, 3, 4)))
    assert "987654" not in repr(found)


def test_an_expectation_of_the_contract_can_doubt_rows_that_stay_accepted_and_are_marked(tmp_path: Path) -> None:
    found = declared(tmp_path, "doubt", *FAST)
    assert (found.errors, found.rows_accepted, found.rows_rejected) == ((), 4, 1)
    assert rule(found, "RITM-X30") == (4, 3, False)
    assert [f.rows for f in found.findings if f.severity == "doubt"] == [tuple(FIRST_ROW + n for n in (1, 3, 4))]
    kept = duckdb.read_parquet(str(tmp_path / "liens" / "rows.parquet")).project("id_lien_ritm, doubted").fetchall()
    assert kept == [("RITM-1", False), ("RITM-2", True), ("RITM-3", False), ("RITM-5", True)]


def test_a_doubt_that_names_no_row_is_the_contracts_fault() -> None:
    with pytest.raises(OvtError) as caught:
        suite.validate(
            pd.DataFrame({"row_number": [5], "debit_mbps": [1.0]}),
            [
                native(
                    NativeExpectation(
                        id="RITM-X30",
                        severity="doubt",
                        type="expect_column_max_to_be_between",
                        arguments={"column": "debit_mbps", "max_value": 0},
                        fr="Phrase",
                        en="Sentence",
                    )
                )
            ],
            "essai",
            "ritm_liens.yaml",
        )
    assert caught.value.code == "OVT-C01"


@pytest.mark.parametrize("severity", ["refusal", "rejection", "doubt", "remark"])
def test_an_expectation_that_is_met_for_the_most_part_names_nothing(severity: Severity, tmp_path: Path) -> None:
    found = declared(tmp_path, severity, *FAST, mostly=0.25)
    assert (found.errors, found.rows_accepted, rule(found, "RITM-X30")) == ((), 4, (4, 3, True))
    assert [f.rule_id for f in found.findings] == ["RITM-R06"]


def test_a_rejected_row_counts_for_what_depends_on_accepted_rows(tmp_path: Path) -> None:
    """The successor of a merged unit is rejected by an expectation: what is said of the unit says so."""
    contract, table = contract_of(UNITS)
    texts = {"fr": "Jamais SQ-0002.", "en": "Never SQ-0002."}
    kind, never = "expect_column_values_to_not_be_in_set", {"column": "no_unite", "value_set": ["SQ-0002"]}
    one = NativeExpectation(id="RENIR-X30", severity="rejection", type=kind, arguments=never, **texts)
    strict = replace(table, quality=(*table.rules, one))
    merged = {"statut": "Fusionnée", "date_fermeture": "2024-06-01", "no_unite_successeur": "SQ-0002"}
    rows = given(UNITS, merged, {"no_unite": "SQ-0002"})
    found = verdict(tmp_path, replace(rows, table=strict), contract=replace(contract, tables=(strict,)))
    assert [(f.rule_id, f.rows) for f in found.findings] == [
        ("RENIR-M26", (FIRST_ROW,)),
        ("RENIR-X30", (FIRST_ROW + 1,)),
    ]


def test_an_expectation_on_an_unknown_column_is_the_contracts_fault(tmp_path: Path) -> None:
    contract, table = contract_of(LINKS)
    wrong = replace(table.expectations[0], arguments={"column": "debit", "min_value": 0})
    spoiled = replace(table, quality=(wrong,))
    with pytest.raises(OvtError) as caught:
        verdict(tmp_path, replace(given(LINKS, {}), table=spoiled), contract=replace(contract, tables=(spoiled,)))
    assert (caught.value.code, caught.value.where.file) == ("OVT-C01", "ritm_liens.yaml")


def test_an_expectation_of_the_contract_counts_what_is_outside_and_keeps_no_value(tmp_path: Path) -> None:
    rows: list[Cells] = [
        {"debit_mbps": "987654"},
        {"id_lien_ritm": "RITM-2", "debit_mbps": "400000"},
        {"id_lien_ritm": "RITM-3", "debit_mbps": "0"},
        {"id_lien_ritm": "RITM-4", "debit_mbps": ""},
        {"id_lien_ritm": "RITM-5", "statut": "Inventé", "adresse": "12, rue Secrète"},
    ]
    found = verdict(tmp_path, given(LINKS, *rows))
    assert rule(found, "RITM-X20") == (4, 2, False)
    assert found.errors == ()
    assert not [text for text in ("987654", "Secrète", "Inventé", "RITM-5") if text in repr(found)]


def test_rows_read_are_accepted_rejected_and_ignored_and_remarks_count_them(tmp_path: Path) -> None:
    rows = units(
        5, {"no_unite": "SQ-0001"}, {"no_unite": "SQ-9", "code_region": "x"}, {"no_unite": "SQ-8", "date_migration": ""}
    )
    found = verdict(tmp_path, given(UNITS, *rows, totals=99, unknown=("Étage", "Couleur")))
    assert (found.rows_read, found.rows_accepted, found.rows_rejected, found.rows_ignored) == (9, 6, 1, 2)
    assert found.table_rows == {"unites": 7}
    assert rule(found, "RENIR-M01") == (9, 1, False)
    assert rule(found, "RENIR-M02") == (15, 2, False)
    assert rule(found, "RENIR-M03") == (9, 1, False)
    assert rule(found, "RENIR-R06") == (7, 1, False)
    assert rule(found, "RENIR-M22") == (6, 1, False)
    assert rule(found, "RENIR-M23") == (6, 0, True)


def test_two_tables_make_one_verdict(tmp_path: Path) -> None:
    pairs: list[Cells] = [{}, {"id_lien_rgt": ""}, {}]
    found = verdict(
        tmp_path, given(RGT, {}, {"id_lien_rgt": "RGT-2", "code_region": ""}), given(PAIRS, *pairs, totals=99)
    )
    assert (found.rows_read, found.rows_accepted, found.rows_rejected, found.rows_ignored) == (6, 2, 2, 2)
    assert found.table_rows == {"liens": 2, "correspondance": 2}
    assert rule(found, "RGT-R01") == (4, 1, False)
    assert rule(found, "RGT-R03") == (2, 1, False)
    assert len({r.rule_id for r in found.quality}) == len(found.quality)
    quarantine = duckdb.read_parquet(str(tmp_path / "quarantine.parquet"))
    assert quarantine.columns == ["sheet", "row_number", "rule_id", "column_name", "message_fr", "message_en"]
    assert [row[:4] for row in quarantine.fetchall()] == [
        ("feuille", FIRST_ROW + 1, "RGT-R01", "id_lien_rgt"),
        ("feuille", FIRST_ROW + 1, "RGT-R03", "code_region"),
    ]


def test_a_sound_delivery_has_an_empty_quarantine_and_every_rule_met(tmp_path: Path) -> None:
    found = verdict(tmp_path, given(UNITS, *units(3)))
    assert [r for r in found.quality if not r.success] == []
    assert duckdb.read_parquet(str(tmp_path / "quarantine.parquet")).fetchall() == []
    assert {p.name for p in (tmp_path / "unites").iterdir()} == {
        "rows.parquet",
        "rejected.parquet",
        "suite.json",
        "result.json",
    }
    refusals = {r.rule_id for r in found.quality if r.severity == "refusal"}
    assert refusals == {f"RENIR-F{n}" for n in ("06", "08", "11", "50")}
    general = [r for r in found.quality if r.rule_id == "RENIR-R04"]
    assert "…" in general[0].description_fr
