"""What an error says: whole in both languages, with its place, and never short of a field."""

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import ovt_pipeline
from ovt_pipeline.language.catalogue import LANGUAGES, entries
from ovt_pipeline.language.errors import PARTS, OvtError, Where, error_text

PACKAGE = Path(ovt_pipeline.__file__).parent
SOURCES = {p.relative_to(PACKAGE): p.read_text(encoding="utf-8") for p in sorted(PACKAGE.rglob("*.py"))}
EXITS = {"F": 3, "U": 2, "C": 2, "D": 2, "P": 3, "X": 1}
# The release is made, something that goes with it is not.
AFTER_PUBLICATION = {"OVT-P14": 0, "OVT-P16": 0, "OVT-P17": 0}


def fields_of(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def needed(code: str, lang: str) -> set[str]:
    """Return the fields that the sentences of a code need in one language."""
    return {f for part in ("title", *PARTS) for f in fields_of(entries("errors")[code][part][lang])}


def raised() -> Iterator[tuple[str, str, set[str]]]:
    """Yield every `OvtError(code, …)` whose fields are all written out: file, code, fields."""
    for path, text in SOURCES.items():
        for node in ast.walk(ast.parse(text)):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "OvtError"):
                continue
            first, names = node.args[0], [k.arg for k in node.keywords]
            if isinstance(first, ast.Constant) and None not in names:
                yield str(path), str(first.value), {n for n in names if n and n != "where"}


def test_an_unknown_code_is_a_bug_that_shows() -> None:
    with pytest.raises(KeyError):
        OvtError("OVT-Z99").line("fr")


def test_a_missing_field_is_a_bug_that_shows() -> None:
    with pytest.raises(KeyError):
        OvtError("OVT-U01").line("fr")


def mistakes(code: str, entry: dict[str, Any]) -> Iterator[str]:
    """Say what is wrong with an entry; that each sentence has its twin is told by test_catalogue.py."""
    if not re.fullmatch(r"OVT-[FUCDPX][0-9]{2}", code) or entry["exit"] != AFTER_PUBLICATION.get(code, EXITS[code[4]]):
        yield "its form or its exit code"
    if not {"exit", "title", *PARTS} <= set(entry) <= {"exit", "title", *PARTS, "reasons"}:
        yield "its parts"
    if entry["title"]["fr"] == entry["title"]["en"] or error_text(code, "fr") != entry["title"]["fr"]:
        yield "its title"
    if fields_of(entry["title"]["fr"]):
        yield "a title is shown without fields"
    waiting = {f.rpartition("_")[0] for lang in LANGUAGES for f in needed(code, lang) if f.endswith(f"_{lang}")}
    if "reasons" in entry and any(not waiting or set(parts) != waiting for parts in entry["reasons"].values()):
        yield "its reasons do not fill the sentences that wait for them"


def test_every_code_has_an_exit_four_sentences_and_the_reasons_they_wait_for() -> None:
    found = {code: list(mistakes(code, entry)) for code, entry in entries("errors").items()}
    assert {code: said for code, said in found.items() if said} == {}


def test_every_code_used_is_in_the_catalogue_and_every_code_of_it_is_used() -> None:
    texts = {path: text for path, text in SOURCES.items() if "catalogue" not in path.parts}
    used = {code for text in texts.values() for code in re.findall(r"\bOVT-[A-Z][0-9]{2}\b", text)}
    judged = SOURCES[Path("quality/expectations.py")]  # names the refusals of a whole delivery without their prefix
    used |= {f"OVT-{code}" for code in re.findall(r'"(F[0-9]{2})"', judged)}
    assert used == set(entries("errors"))


def test_every_error_written_out_brings_the_fields_of_its_sentences() -> None:
    found = list(raised())
    assert len(found) > 10
    short = [
        (file, code, lang) for file, code, given in found for lang in LANGUAGES if wanted(code, lang, given) - given
    ]
    assert short == []


def wanted(code: str, lang: str, given: set[str]) -> set[str]:
    """Return the fields that an error must bring: with a reason, those of the reasons in place of what they fill."""
    fields = needed(code, lang)
    if "reason" not in given:
        return fields
    own = {
        f for parts in entries("errors")[code]["reasons"].values() for s in parts.values() for f in fields_of(s[lang])
    }
    return own | {field for field in fields if not field.endswith(f"_{lang}")}


def test_a_reason_gives_the_sentences_that_wait_for_it() -> None:
    error = OvtError("OVT-U04", Where("a.xlsx"), reason="real")
    assert error.sentence("expected", "fr") == "des livraisons réelles, comme le premier lot de cet entrepôt"
    assert error.sentence("found", "en") == "a synthetic delivery"


def test_a_line_says_code_place_expected_found_and_what_to_do() -> None:
    error = OvtError("OVT-C01", Where("a.yaml", row=12), expected="bleu", found="rouge")
    assert error.line("fr") == (
        "OVT-C01 Fichier de données du projet invalide | a.yaml, ligne 12 | attendu : bleu | trouvé : rouge"
        " | à faire : corriger le fichier à la ligne dite"
    )
    assert error.line("en") == (
        "OVT-C01 Invalid project data file | a.yaml, row 12 | expected: bleu | found: rouge"
        " | do: correct the file at the line given"
    )
    assert (error.exit_code, str(error)) == (2, "OVT-C01")


def test_an_error_without_a_place_has_no_empty_part() -> None:
    line = OvtError("OVT-U06", port=3000).line("fr")
    assert " |  | " not in line
    assert line.startswith("OVT-U06 Port déjà pris | attendu : ")


@pytest.mark.parametrize(
    ("where", "french", "english"),
    [
        (Where(), "", ""),
        (Where(file="a.csv"), "a.csv", "a.csv"),
        (Where(sheet="liens"), "feuille liens", "sheet liens"),
        (
            Where("a.xlsx", "liens", 7, "Statut"),
            "a.xlsx, feuille liens, ligne 7, colonne Statut",
            "a.xlsx, sheet liens, row 7, column Statut",
        ),
    ],
)
def test_a_place_in_words(where: Where, french: str, english: str) -> None:
    assert (where.text("fr"), where.text("en")) == (french, english)
