"""What Great Expectations is asked of a table, what its answers lead to, and what is said when it cannot be asked."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from ovt_pipeline.contracts.model import NativeExpectation, Severity
from ovt_pipeline.deliveries.delivery import RuleResult
from ovt_pipeline.language.errors import OvtError
from ovt_pipeline.quality import suite
from ovt_pipeline.quality.expectations import IS_ACCEPTED, KEY_IS_REPEATED, KEY_IS_UNIQUE, Expected, native
from ovt_pipeline.quality.gates import gates
from ovt_pipeline.quality.past import Past

from .tables import contract_of

PERSON = "Zéphirine"
FRAME = pd.DataFrame({"row_number": [5, 6, 7], "debit": [10.0, 987654.25, None], "texte": ["x", PERSON, None]})
BETWEEN = "expect_column_values_to_be_between"
RITM = contract_of("ritm_liens.liens")
COLUMNS = [c.name for c in RITM[1].columns]


def own(kind: str, severity: Severity = "remark", /, **arguments: Any) -> Expected:  # noqa: ANN401 - of any expectation
    texts = {"fr": "Phrase", "en": "Sentence"}
    return native(NativeExpectation(id="T-X20", severity=severity, type=kind, arguments=arguments, **texts))


def rows(count: int, **others: Sequence[bool | None]) -> pd.DataFrame:
    sound = {KEY_IS_UNIQUE: [True] * count, KEY_IS_REPEATED: [False] * count, IS_ACCEPTED: [True] * count}
    return pd.DataFrame({"row_number": range(count)} | sound | others)


def gate(code: str, frame: pd.DataFrame | None = None, *, found: list[str] = COLUMNS) -> Expected:
    (one,) = [
        g for g in gates(*RITM, found, rows(2) if frame is None else frame, Past()) if g.rule_id == f"RITM-{code}"
    ]
    return one


def asked(expected: Expected, frame: pd.DataFrame = FRAME) -> suite.Outcome:
    return suite.validate(frame, [expected], "essai", "essai.yaml")


def answer(expected: Expected, frame: pd.DataFrame = FRAME) -> RuleResult:
    (result,) = asked(expected, frame).results
    return result


# Bad endings ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expected", "wanted"),
    [
        (own(BETWEEN, column="absente", min_value=0), "qui s’exécute"),
        (own(BETWEEN, column="texte", min_value=0), "qui s’exécute"),
        (own("expect_column_values_to_match_regex", column="texte", regex="("), "qui s’exécute"),
        (own("expect_column_mean_to_be_between", column="texte", min_value=0), "qui s’exécute"),
        (own("expect_nothing", column="debit"), "qui existe, avec ses arguments"),
        (own(BETWEEN, column="debit", minimum=0), "qui existe, avec ses arguments"),
        (own(BETWEEN, min_value=0), "qui existe, avec ses arguments"),
        (own("expect_column_max_to_be_between", "rejection", column="debit", max_value=1e9), "sur les lignes"),
        (own("expect_table_row_count_to_equal", "rejection", value=3), "sur les lignes"),
        (own("expect_table_column_count_to_equal", value=3), "sur leur nombre"),
    ],
)
def test_an_expectation_that_cannot_be_asked_is_the_fault_of_its_contract(expected: Expected, wanted: str) -> None:
    with pytest.raises(OvtError) as caught:
        asked(expected)
    where = caught.value.where
    assert (caught.value.code, where.file, where.column) == ("OVT-C01", "essai.yaml", "T-X20")
    assert wanted in caught.value.line("fr")
    assert expected.type in caught.value.line("en")
    assert PERSON not in caught.value.line("fr") + caught.value.line("en")


def test_a_column_that_a_rule_reads_and_the_file_has_not_fails_by_its_header() -> None:
    without = [name for name in COLUMNS if name != "statut"]
    missing = gate("F06", found=without)
    assert not answer(missing, pd.DataFrame({"row_number": [5], **{name: [True] for name in without}})).success
    assert missing.fields["headers"] == "« Statut »"


@pytest.mark.parametrize("keys", [100, 120, 260])
def test_five_percent_of_repeated_keys_pass_and_one_more_key_does_not(keys: int) -> None:
    limit = keys // 20
    for repeated, passes in [(limit, True), (limit + 1, False)]:
        unique = [False] * repeated + [True] * (keys - repeated) + [None] * 7
        again = [one is False or one is None for one in unique]
        told: dict[str, list[bool | None]] = {KEY_IS_UNIQUE: unique, KEY_IS_REPEATED: [*again]}
        frame = rows(keys + 7, **told)
        result = answer(gate("F11", frame), frame)
        assert (result.checked, result.failed, result.success) == (keys, repeated, passes)


# Sound endings --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expected", "counted", "rows"),
    [
        (own(BETWEEN, column="debit", max_value=20), (2, 1, False), {"T-X20": (6,)}),
        (own(BETWEEN, "rejection", column="debit", max_value=20), (2, 1, False), {"T-X20": (6,)}),
        (own(BETWEEN, "refusal", column="debit", max_value=20), (2, 1, False), {"T-X20": (6,)}),
        (own(BETWEEN, column="debit", max_value=20, mostly=0.5), (2, 1, True), {}),
        (own(BETWEEN, column="debit", min_value=0), (2, 0, True), {}),
        (own("expect_column_max_to_be_between", column="debit", max_value=10), (1, 1, False), {}),
    ],
)
def test_what_is_not_met_is_counted_in_its_own_words_and_names_its_rows(
    expected: Expected, counted: tuple[int, int, bool], rows: dict[str, tuple[int, ...]]
) -> None:
    outcome = asked(expected)
    (result,) = outcome.results
    assert (result.rule_id, result.severity) == (expected.rule_id, expected.severity)
    assert (result.description_fr, result.description_en) == ("Phrase", "Sentence")
    assert (result.checked, result.failed, result.success) == counted
    assert outcome.rows == rows
    assert not [text for text in (PERSON, "987654") if text in repr(outcome)]


def test_results_come_in_the_order_asked_and_two_equal_ones_keep_their_places() -> None:
    sound = rows(2, **{name: [True] * 2 for name in COLUMNS})
    asked_for = [*gates(*RITM, COLUMNS, sound, Past()), gate("F08"), gate("F08")]
    found = suite.validate(sound, asked_for, "essai", "essai.yaml").results
    assert [(r.rule_id, r.success) for r in found] == [
        (f"RITM-F{n}", True) for n in ("06", "08", "11", "50", "08", "08")
    ]


def test_the_files_hold_the_suite_with_its_rules_and_severities(tmp_path: Path) -> None:
    both = [own(BETWEEN, "rejection", column="debit", max_value=20), gate("F08")]
    suite.write_files(suite.validate(FRAME, both, "ritm_liens.liens", "essai.yaml"), tmp_path)
    written = json.loads((tmp_path / "suite.json").read_text(encoding="utf-8"))
    told = [(e["meta"]["rule_id"], e["severity"], e["description"]) for e in written["expectations"]]
    assert told == [("T-X20", "warning", "Phrase"), ("RITM-F08", "critical", "Aucune ligne de données")]
    result = json.loads((tmp_path / "result.json").read_text(encoding="utf-8"))
    assert result["statistics"]["evaluated_expectations"] == 2
    assert PERSON not in (tmp_path / "result.json").read_text(encoding="utf-8")
