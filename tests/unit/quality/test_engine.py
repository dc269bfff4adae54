"""Great Expectations itself is run so that it samples no value, leaves nothing on the disk and stays silent."""

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

PERSON = "Zéphirine"
FRAME = pd.DataFrame({"debit": [10.0, 987654.25, None], "texte": ["x", PERSON, PERSON], "rang": [1, 2, 2]})


@pytest.mark.parametrize(
    ("kind", "arguments"),
    [
        ("expect_column_values_to_be_between", {"column": "debit", "max_value": 20}),
        ("expect_column_values_to_be_in_set", {"column": "texte", "value_set": ["x"]}),
        ("expect_column_values_to_be_unique", {"column": "texte"}),
        ("expect_column_values_to_match_regex", {"column": "texte", "regex": "^x$"}),
        ("expect_column_value_lengths_to_be_between", {"column": "texte", "max_value": 3}),
        ("expect_compound_columns_to_be_unique", {"column_list": ["texte", "rang"]}),
        ("expect_column_pair_values_to_be_equal", {"column_A": "debit", "column_B": "texte"}),
    ],
)
def test_a_failed_expectation_on_rows_samples_no_value(
    kind: str,
    arguments: dict[str, Any],
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from ovt_pipeline.quality import engine  # noqa: PLC0415 - costs seconds

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    (result,) = engine.run(FRAME, [(kind, arguments)])
    told = repr(result.to_json_dict())
    assert result.success is False
    assert PERSON not in told
    assert "987654" not in told
    assert list(tmp_path.iterdir()) == []
    assert capfd.readouterr() == ("", "")


def test_validating_shares_no_lock_between_processes() -> None:
    """Python 3.14 starts one more process for such a lock, and a killed run leaves it in shared memory."""
    code = """
import sys
import pandas as pd
from ovt_pipeline.quality import engine
assert engine.run(pd.DataFrame({"rang": [1]}), [("expect_column_values_to_be_unique", {"column": "rang"})])[0].success
sys.exit("multiprocessing.synchronize" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
