"""What Great Expectations answers: counts and never a value; an expectation that cannot run is the contract's fault."""

import pandas as pd
import pytest

from ovt_pipeline.contracts.model import NativeExpectation
from ovt_pipeline.deliveries.lots import RuleResult
from ovt_pipeline.language.errors import OvtError
from ovt_pipeline.quality import suite
from ovt_pipeline.quality.evaluate import KEY_SHARE

PERSON = "Zéphirine"
FRAME = pd.DataFrame(
    {
        "debit": [10.0, 20.0, 987654.25, None],
        "texte": ["x", "y", PERSON, None],
        "rang": [1, 2, 3, 77],
        "zero": [0] * 4,
    }
)


def native(kind: str, **arguments: object) -> suite.Expected:
    return suite.native(
        NativeExpectation(id="T-X20", severity="remark", type=kind, arguments=arguments, fr="Phrase", en="Sentence")
    )


def answer(expected: suite.Expected, frame: pd.DataFrame = FRAME) -> RuleResult:
    (result,) = suite.validate(frame, [expected], "essai.yaml")
    return result


@pytest.mark.parametrize(
    "expected",
    [
        native("expect_column_values_to_be_between", column="absente", min_value=0),
        native("expect_column_values_to_be_between", column="texte", min_value=0),
        native("expect_column_values_to_match_regex", column="texte", regex="("),
        native("expect_column_mean_to_be_between", column="texte", min_value=0),
    ],
    ids=lambda e: f"{e.type} {e.arguments['column']}",
)
def test_an_expectation_that_cannot_run_is_refused_with_its_contract_and_rule(expected: suite.Expected) -> None:
    with pytest.raises(OvtError) as caught:
        answer(expected)
    where = caught.value.where
    assert (caught.value.code, where.file, where.column) == ("OVT-C01", "essai.yaml", "T-X20")
    assert PERSON not in caught.value.line("fr") + caught.value.line("en")


@pytest.mark.parametrize(
    "expected",
    [
        native("expect_nothing", column="debit"),
        native("expect_column_values_to_be_between", column="debit", minimum=0),
        native("expect_column_values_to_be_between", min_value=0),
    ],
    ids=["unknown expectation", "unknown argument", "no column"],
)
def test_an_expectation_that_does_not_exist_is_refused(expected: suite.Expected) -> None:
    with pytest.raises(OvtError):
        answer(expected)


@pytest.mark.parametrize(
    ("expected", "checked", "failed"),
    [
        (native("expect_column_values_to_be_between", column="debit", min_value=0, max_value=400000), 3, 1),
        (native("expect_column_values_to_be_between", column="debit", min_value=0), 3, 0),
        (native("expect_column_values_to_be_in_set", column="texte", value_set=["x"]), 3, 2),
        (native("expect_column_values_to_not_be_null", column="texte"), 4, 1),
        (native("expect_column_values_to_be_unique", column="rang"), 4, 0),
        (native("expect_compound_columns_to_be_unique", column_list=["rang", "texte"]), 4, 0),
        (native("expect_column_pair_values_a_to_be_greater_than_b", column_A="rang", column_B="zero"), 4, 0),
        (native("expect_column_max_to_be_between", column="debit", max_value=10), 1, 1),
        (native("expect_column_distinct_values_to_be_in_set", column="texte", value_set=["x"]), 1, 1),
        (suite.row_count("T-F08", "a", "b", min_value=5), 4, 1),
        (suite.row_count("T-F13", "a", "b", max_value=4), 4, 0),
        (suite.columns_present("T-F06", "a", "b", names=["debit", "rang"]), 1, 0),
        (suite.columns_present("T-F06", "a", "b", names=["debit", "absente"]), 1, 1),
    ],
    ids=lambda v: v.type if isinstance(v, suite.Expected) else "",
)
def test_an_answer_is_counts_and_no_value(expected: suite.Expected, checked: int, failed: int) -> None:
    result = answer(expected)
    assert (result.rule_id, result.severity) == (expected.rule_id, expected.severity)
    assert (result.description_fr, result.description_en) == (expected.fr, expected.en)
    assert (result.checked, result.failed, result.success) == (checked, failed, failed == 0)
    assert PERSON not in repr(result)
    assert "987654" not in repr(result)


def test_a_row_rule_is_asked_where_it_is_not_null() -> None:
    frame = pd.DataFrame({"ok:T-D20": pd.array([True, False, None, True], dtype="boolean")})
    result = answer(suite.row_rule("T-D20", "doubt", "Phrase", "Sentence"), frame)
    assert (result.checked, result.failed, result.success) == (3, 1, False)


@pytest.mark.parametrize("keys", [20, 40, 60, 260])
def test_five_percent_of_repeated_keys_pass_and_one_more_key_does_not(keys: int) -> None:
    limit = keys // 20
    for repeated, passes in [(limit, True), (limit + 1, False)]:
        frame = pd.DataFrame({KEY_SHARE: [False] * repeated + [True] * (keys - repeated) + [None] * 7})
        result = answer(suite.repeated_keys("T-F11", "Phrase", "Sentence"), frame)
        assert (result.checked, result.failed, result.success) == (keys, repeated, passes)


def test_results_come_in_the_order_asked() -> None:
    asked = [suite.row_count(f"T-{n}", "a", "b", min_value=n) for n in (3, 9, 1)]
    assert [r.rule_id for r in suite.validate(FRAME, asked, "essai.yaml")] == ["T-3", "T-9", "T-1"]
