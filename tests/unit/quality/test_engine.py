"""Great Expectations itself is run: it names rows and never a value, leaves nothing on the disk and stays silent."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from ovt_pipeline.contracts.model import Severity
from ovt_pipeline.quality.expectations import Expected

PERSON, NUMBER = "Zéphirine", 987654.25
FRAME = pd.DataFrame(
    {
        "row_number": [5, 6, 9, 12],
        "debit": [10.0, NUMBER, None, 3.0],
        "texte": ["x", PERSON, PERSON, None],
        "rang": [1, 2, 2, 3],
        "zero": [0] * 4,
    }
)
OF_ROWS: list[tuple[str, dict[str, Any], int, tuple[int, ...]]] = [  # type, arguments, rows checked, rows outside
    ("expect_column_values_to_be_between", {"column": "debit", "max_value": 20}, 3, (6,)),
    ("expect_column_values_to_be_between", {"column": "debit", "min_value": 0}, 3, ()),
    ("expect_column_values_to_be_between", {"column": "debit", "max_value": 20, "mostly": 0.5}, 3, (6,)),
    ("expect_column_values_to_be_in_set", {"column": "texte", "value_set": ["x"]}, 3, (6, 9)),
    ("expect_column_values_to_be_unique", {"column": "texte"}, 3, (6, 9)),
    ("expect_column_values_to_not_be_null", {"column": "texte"}, 4, (12,)),
    ("expect_column_values_to_match_regex", {"column": "texte", "regex": "^x$"}, 3, (6, 9)),
    ("expect_column_value_lengths_to_be_between", {"column": "texte", "max_value": 3}, 3, (6, 9)),
    ("expect_compound_columns_to_be_unique", {"column_list": ["texte", "rang"]}, 4, (6, 9)),
    ("expect_column_pair_values_to_be_equal", {"column_A": "debit", "column_B": "rang"}, 4, (5, 6, 9)),
    ("expect_column_pair_values_a_to_be_greater_than_b", {"column_A": "rang", "column_B": "zero"}, 4, ()),
]
OF_THE_TABLE: list[tuple[str, dict[str, Any], int, bool]] = [  # type, arguments, checked, success
    ("expect_column_max_to_be_between", {"column": "debit", "max_value": 10}, 1, False),
    ("expect_column_distinct_values_to_be_in_set", {"column": "texte", "value_set": ["x"]}, 1, False),
    ("expect_column_mean_to_be_between", {"column": "debit", "max_value": 10}, 1, False),
    ("expect_table_row_count_to_be_between", {"min_value": 5}, 4, False),
    ("expect_table_row_count_to_be_between", {"max_value": 4}, 4, True),
]
FAILING = [(kind, arguments) for kind, arguments, *_, outside in OF_ROWS if outside]
ALL = [*FAILING, *((kind, arguments) for kind, arguments, *_ in OF_THE_TABLE)]


def expected(kind: str, arguments: Mapping[str, Any], severity: Severity = "remark") -> Expected:
    return Expected("T-X20", severity, kind, arguments, "Phrase", "Sentence")


@pytest.mark.parametrize(("kind", "arguments", "checked", "outside"), OF_ROWS)
def test_an_expectation_on_rows_names_every_row_outside(
    kind: str, arguments: dict[str, Any], checked: int, outside: tuple[int, ...]
) -> None:
    from ovt_pipeline.quality import engine  # noqa: PLC0415 - costs seconds

    (answer,) = engine.run(FRAME, [expected(kind, arguments)], "essai").answers
    assert (answer.checked, answer.failed, answer.rows) == (checked, len(outside), outside)
    assert answer.success == (not outside or "mostly" in arguments)


@pytest.mark.parametrize(("kind", "arguments", "checked", "success"), OF_THE_TABLE)
def test_an_expectation_on_a_table_names_no_row(
    kind: str, arguments: dict[str, Any], checked: int, *, success: bool
) -> None:
    from ovt_pipeline.quality import engine  # noqa: PLC0415

    (answer,) = engine.run(FRAME, [expected(kind, arguments)], "essai").answers
    assert answer == engine.Answer(success, checked, int(not success), None)


def test_nothing_of_a_failure_is_a_value_and_nothing_is_said_or_left(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from ovt_pipeline.quality import engine  # noqa: PLC0415

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    told = repr(engine.run(FRAME, [expected(*one) for one in ALL], "essai"))
    assert not [text for text in (PERSON, "987654", "329222") if text in told]  # the last: what a mean would hold
    assert list(tmp_path.iterdir()) == []
    assert capfd.readouterr() == ("", "")


def test_suite_and_result_are_great_expectations_own_and_load_into_a_session_of_theirs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import great_expectations as gx  # noqa: PLC0415
    from great_expectations.core.expectation_validation_result import (  # noqa: PLC0415
        expectationSuiteValidationResultSchema,
    )

    from ovt_pipeline.quality import engine  # noqa: PLC0415

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))  # a session of theirs leaves a folder
    found = engine.run(FRAME, [expected(*one, severity="refusal") for one in ALL], "essai")
    session = gx.get_context(mode="ephemeral")
    suite = session.suites.add(gx.ExpectationSuite(**json.loads(json.dumps(found.suite))))
    assert [(e.expectation_type, e.description, e.severity) for e in suite.expectations] == [
        (kind, "Phrase", "critical") for kind, _ in ALL
    ]
    batch = session.data_sources.add_pandas("t").add_dataframe_asset("t").add_batch_definition_whole_dataframe("t")
    again = batch.get_batch(batch_parameters={"dataframe": FRAME}).validate(suite)
    assert [one.success for one in again.results].count(True) == 2  # `mostly`, and at most four rows
    result = expectationSuiteValidationResultSchema.load(json.loads(json.dumps(found.result)))
    assert (result.suite_name, result.success, len(result.results)) == ("essai", False, len(ALL))
    assert result.results[0].result["unexpected_index_list"] == [{"row_number": [6]}]
    assert set(texts_and_numbers(found.result)) & {PERSON, NUMBER} == set()


def texts_and_numbers(part: Any) -> Iterator[object]:  # noqa: ANN401 - JSON
    """Yield every value that stands anywhere in a JSON document."""
    if isinstance(part, dict | list):
        for one in part.values() if isinstance(part, dict) else part:
            yield from texts_and_numbers(one)
    else:
        yield part


def test_equal_expectations_keep_their_places() -> None:
    from ovt_pipeline.quality import engine  # noqa: PLC0415

    least = expected("expect_table_row_count_to_be_between", {"min_value": 1})
    most = expected("expect_table_row_count_to_be_between", {"max_value": 3})
    found = engine.run(FRAME, [least, most, least, most, least], "essai")
    assert [answer.success for answer in found.answers] == [True, False, True, False, True]
    assert len(found.suite["expectations"]) == len(found.result["results"]) == 5


@pytest.mark.parametrize("rows", [0, 1])
def test_a_table_of_few_rows_is_asked_too(rows: int) -> None:
    from ovt_pipeline.quality import engine  # noqa: PLC0415

    asked = [expected(kind, arguments) for kind, arguments, *_ in OF_ROWS]
    answers = engine.run(FRAME.head(rows), asked, "essai").answers
    assert all(answer.checked <= rows and answer.rows is not None for answer in answers)


@pytest.mark.slow
def test_validating_shares_no_lock_between_processes() -> None:
    """Python 3.14 starts one more process for such a lock, and a killed run leaves it in shared memory."""
    code = """
import sys
import pandas as pd
from ovt_pipeline.quality import engine
from ovt_pipeline.contracts.model import Severity
from ovt_pipeline.quality.expectations import Expected
unique = Expected("T-X20", "remark", "expect_column_values_to_be_unique", {"column": "rang"}, "Phrase", "Sentence")
frame = pd.DataFrame({"row_number": [5], "rang": [1]})
assert engine.run(frame, [unique], "essai").answers[0].success
sys.exit("multiprocessing.synchronize" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
