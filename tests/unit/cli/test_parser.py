"""The command line in two languages: what it refuses, and what a person reads when asking for help."""

from datetime import timedelta
from pathlib import Path

import pytest

from ovt_pipeline import __version__
from ovt_pipeline.cli.main import main
from ovt_pipeline.cli.parser import asked_language, read_arguments
from ovt_pipeline.language.errors import OvtError
from ovt_pipeline.language.speech import Speech

COMMANDS = ("run", "status", "check", "template", "samples", "ui")
ENGLISH = ("usage:", "Usage:", "options", "positional arguments", "optional arguments", "show this help", "commands:")
Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _no_language_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OVT_LANG", raising=False)


@pytest.mark.parametrize(
    "argv",
    [
        ["courir"],
        ["--verbose"],
        ["run", "--as-off", "2025-03-31"],
        ["run", "--as"],
        ["run", "--as-of"],
        ["run", "2025-03-31"],
        ["samples"],
        ["samples", "d", "--seed", "x"],
        ["ui", "--port", "http"],
        ["status", "--max-age", "26"],
        ["status", "--max-age", "26 h"],
        ["status", "--max-age", "-1h"],
        ["run", "--json=oui"],
        ["run", "--", "-x"],
    ],
    ids=" ".join,
)
def test_what_is_not_understood_is_named_in_both_languages(argv: list[str], capsys: Capture) -> None:
    for lang, words in [("fr", "Ligne de commande incomprise"), ("en", "Command line not understood")]:
        assert main([f"--lang={lang}", *argv]) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert err.startswith(f"OVT-U01 {words} | ")
        assert len(err.splitlines()) == 1


def test_a_language_without_a_command_is_not_a_command(capsys: Capture) -> None:
    assert main(["--lang", "en"]) == 2
    assert "found: ovt --lang en |" in capsys.readouterr().err


@pytest.mark.parametrize(
    "as_of", ["2023-03-30", "2999-01-01", "31/03/2025", "2025-02-29", "20250331", "2025-3-31", "hier", ""]
)
def test_a_date_that_is_not_a_complete_day_of_the_plan_is_refused(as_of: str, capsys: Capture) -> None:
    for lang, words in [("fr", "Date as_of invalide"), ("en", "Invalid as_of date")]:
        assert main(["run", "--as-of", "2025-03-31", f"--as-of={as_of}", "--lang", lang]) == 2
        err = capsys.readouterr().err
        assert err.startswith(f"OVT-U02 {words}")
        assert f": {as_of} |" in err
        assert "2023-03-31" in err


@pytest.mark.parametrize("lang", ["de", "FR", "français"])
def test_another_language_is_refused_in_french(lang: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    assert main(["status", "--lang", lang]) == 2
    assert capsys.readouterr().err.startswith("OVT-U07 Valeur de réglage invalide | attendu : OVT_LANG / --lang")
    monkeypatch.setenv("OVT_LANG", lang)
    assert main(["status"]) == 2
    assert f"trouvé : {lang} |" in capsys.readouterr().err


def test_samples_and_sources_together_are_refused(capsys: Capture) -> None:
    assert main(["run", "--samples", "--sources", "x"]) == 2
    assert "--samples + --sources" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("argv", "lang"),
    [
        ([], None),
        (["run"], None),
        (["run", "--lang"], ""),
        (["--lang", "en", "run"], "en"),
        (["run", "--lang", "en"], "en"),
        (["run", "--lang=en"], "en"),
        (["run", "--language", "en"], None),
        (["--lang=fr", "run", "--lang=en"], "en"),
    ],
)
def test_the_language_is_read_wherever_it_stands(argv: list[str], lang: str | None) -> None:
    assert asked_language(argv) == lang


@pytest.mark.parametrize("place", ["before", "after"])
def test_the_language_may_stand_before_or_after_the_command(place: str, capsys: Capture) -> None:
    asked = ["--lang", "en", "run", "--help"] if place == "before" else ["run", "--help", "--lang", "en"]
    assert main(asked) == 0
    assert "Usage: " in capsys.readouterr().out


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_all_french_or_all_english(command: str, capsys: Capture) -> None:
    asked = [command] if command else []
    assert main([*asked, "--help"]) == 0
    french = capsys.readouterr().out
    assert main([*asked, "-h", "--lang", "en"]) == 0
    english = capsys.readouterr().out
    assert french.startswith("Utilisation : ovt")
    assert english.startswith("Usage: ovt")
    assert [word for word in ENGLISH if word in french.replace("[options]", "")] == []
    assert not {"Utilisation", "afficher", "Commandes"} & set(english.split())
    assert len(french.splitlines()) >= 5


def test_no_argument_shows_the_help_with_every_command_and_the_exit_codes(capsys: Capture) -> None:
    assert main([]) == 0
    shown = capsys.readouterr().out
    assert all(f" {command} " in shown for command in COMMANDS)
    assert "Codes de sortie : 0" in shown


def test_the_version(capsys: Capture) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"ovt {__version__}\n"


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("90m", timedelta(minutes=90)),
        ("26h", timedelta(hours=26)),
        ("2d", timedelta(days=2)),
        ("2j", timedelta(days=2)),
        ("0h", timedelta(0)),
        ("999999d", timedelta(days=999999)),
    ],
)
def test_durations(text: str, age: timedelta) -> None:
    assert read_arguments(["status", "--max-age", text], Speech("fr")).max_age == age


def test_options_are_read_as_typed() -> None:
    argv = ["run", "--as-of", "2025-03-31", "--as-of=2024-03-31", "--sources", "s", "--warehouse", "w", "--json"]
    read = read_arguments(argv, Speech("fr"))
    assert (read.command, read.as_of) == ("run", ["2025-03-31", "2024-03-31"])
    assert (read.sources, read.warehouse, read.json, read.samples) == (Path("s"), Path("w"), True, False)


def test_an_error_of_the_parser_is_ours() -> None:
    with pytest.raises(OvtError) as caught:
        read_arguments(["run", "a b", "--x"], Speech("en"))
    assert caught.value.fields["found"] == "ovt run 'a b' --x"
