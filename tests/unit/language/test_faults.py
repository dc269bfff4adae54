"""A mistake in a data file: each has its sentence, and shows what was found without harm."""

import ast
import typing
from datetime import date
from pathlib import Path

import pytest
from pydantic_core.core_schema import ErrorType

import ovt_pipeline
from ovt_pipeline.language.catalogue import entries
from ovt_pipeline.language.errors import together
from ovt_pipeline.language.faults import Fault

SOURCES = [path.read_text(encoding="utf-8") for path in sorted(Path(ovt_pipeline.__file__).parent.rglob("*.py"))]


def keys_in_code() -> set[str]:
    """Return the texts in the second place of every `Fault(…)`, each branch of a choice."""
    calls = [node for text in SOURCES for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]
    made = [node.args[1] for node in calls if ast.unparse(node.func) == "Fault" and len(node.args) > 1]
    texts = [part.value for key in made for part in ast.walk(key) if isinstance(part, ast.Constant)]
    return {text for text in texts if isinstance(text, str)}


def test_every_fault_of_the_code_has_a_sentence_and_every_sentence_a_fault() -> None:
    of_pydantic = set(typing.get_args(ErrorType))
    assert keys_in_code() <= set(entries("faults"))
    assert set(entries("faults")) - keys_in_code() <= of_pydantic


@pytest.mark.parametrize(
    ("found", "shown"),
    [
        ("texte", "texte"),
        ("une\x1b[2J\x9bligne\u2028", "une\ufffd[2J\ufffdligne\ufffd"),
        ("", '""'),
        (None, "null"),
        (True, "true"),
        (4.0, "4"),
        (9.5, "9.5"),
        (date(2024, 1, 31), "2024-01-31"),
        ({"é": ["x"]}, '{"é": ["x"]}'),
        ("x" * 61, "x" * 59 + "…"),
    ],
)
def test_what_is_found_is_shown_short_and_harmless(found: object, shown: str) -> None:
    assert Fault((), "given", found).error("a.yaml").sentence("found", "fr") == shown


def test_a_way_starts_from_the_value_or_from_what_holds_it() -> None:
    assert Fault(("due",), "given").below(("targets", 1)).at == ("targets", 1, "due")
    assert Fault(("..", "delivery"), "given").below(("rule",)).at == ("delivery",)


def test_errors_together_are_told_by_the_first() -> None:
    errors = [Fault((), "given").error("a.yaml", row) for row in (1, 2, 3)]
    together(errors[1:])  # as those of a second file were
    first = together(errors)
    assert first is errors[0]
    assert first.all == tuple(errors)
    assert [line.split(" | ")[1] for line in first.line("fr").split("\n")] == [f"a.yaml, ligne {n}" for n in (1, 2, 3)]
