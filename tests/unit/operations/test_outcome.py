"""What an outcome asks of the shell, and how its notices are shown: the same facts as text and as JSON."""

import json
from datetime import date

import pytest

from ovt_pipeline.cli.show_outcome import SHOWN, dumped, notice_lines, outcome_json
from ovt_pipeline.language.errors import OvtError
from ovt_pipeline.language.speech import Speech
from ovt_pipeline.operations.outcome import ERROR, REMARK, WARNING, Notice, Outcome, exit_of, of_error

DAY = date(2025, 3, 31)
WORTH_KNOWING = Notice("stray", REMARK, "Fichier laissé", "File left", file="a.txt")
WAITS = Notice("missing_figure", WARNING, "Pas de chiffre", "No figure", indicator="jobs_regionalised", as_of=DAY)
NO_FIGURE, UNFORESEEN = (
    of_error(OvtError(code, **fields), ERROR)
    for code, fields in (
        ("OVT-P04", {"as_of": DAY, "exports": "ritm_liens"}),
        ("OVT-X01", {"kind": "KeyError", "step": "ovt", "run": "-"}),
    )
)


@pytest.mark.parametrize(
    ("notices", "code"),
    [
        ([], 0),
        ([WORTH_KNOWING], 0),
        ([WORTH_KNOWING, WAITS], 4),
        ([WAITS, NO_FIGURE], 3),
        ([NO_FIGURE, UNFORESEEN], 1),
    ],
)
def test_the_gravest_notice_gives_the_exit_code(notices: list[Notice], code: int) -> None:
    assert exit_of(notices) == code


def test_what_waits_for_someone_is_told_last_and_in_the_language_asked() -> None:
    assert list(notice_lines([WAITS, WORTH_KNOWING], Speech("fr"))) == ["Fichier laissé", "Pas de chiffre"]
    assert list(notice_lines([WAITS, WORTH_KNOWING], Speech("en"))) == ["File left", "No figure"]


def test_a_terminal_shows_the_first_of_many_notices_and_json_has_them_all() -> None:
    outcome = Outcome((DAY,), (WAITS,) * (SHOWN + 3), 4)
    *shown, last = notice_lines(outcome.notices, Speech("en"))
    assert shown == ["No figure"] * SHOWN
    assert "3" in last
    plain = json.loads(dumped(outcome_json(outcome)))
    assert len(plain["notices"]) == SHOWN + 3
    assert plain["notices"][0] == {
        "code": "missing_figure",
        "severity": "warning",
        "fr": "Pas de chiffre",
        "en": "No figure",
        "file": None,
        "indicator": "jobs_regionalised",
        "as_of": "2025-03-31",
        "command": None,
        "entities": [],
    }


def test_entities_that_a_notice_names_are_shown_and_counted_nowhere_else() -> None:
    held = Notice("held", WARNING, "Chiffre retenu", "Figure held", entities=("CANARI-1", "CANARI-2"))
    outcome = Outcome((DAY,), (held, WAITS), 4)
    assert list(notice_lines([held], Speech("fr"))) == ["Chiffre retenu", "  Entités\u00a0: CANARI-1, CANARI-2"]
    assert list(notice_lines([WAITS], Speech("fr"))) == ["Pas de chiffre"]
    assert json.loads(dumped(outcome_json(outcome)))["notices"][0]["entities"] == ["CANARI-1", "CANARI-2"]
    assert "CANARI" not in str(outcome.codes)


def test_an_outcome_without_a_release_says_so_as_data() -> None:
    plain = json.loads(dumped(outcome_json(Outcome((DAY,), (NO_FIGURE,), exit_of([NO_FIGURE])))))
    assert (plain["release_id"], plain["figures"], plain["is_new"], plain["exit_code"]) == (None, [], False, 3)
    assert (plain["as_ofs"], [one["code"] for one in plain["notices"]]) == (["2025-03-31"], ["OVT-P04"])


def test_codes_are_counted_by_severity() -> None:
    outcome = Outcome((), (WAITS, WAITS, WORTH_KNOWING))
    assert outcome.codes == {("warning", "missing_figure"): 2, ("remark", "stray"): 1}
