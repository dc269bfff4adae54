"""A mistake in a plan file is refused with its file, its line and what is expected."""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml

from ovt_pipeline.language.errors import OvtError
from ovt_pipeline.plan.loader import PLAN_FILE, load_context, load_plans

from .made_up_plan import MADE_UP, spoiled, write_plan

TARGET = "      - {due: 2025-01-31, value: 9}"
CONTEXT = files("ovt_pipeline.plan").joinpath("context", PLAN_FILE).read_text(encoding="utf-8")

FORM = [
    pytest.param("structure:", "¶fuseau: Toronto\nstructure:", "a known key", id="unknown key at the top"),
    pytest.param(
        "    decimals: 0", "    ¶couleur: bleu\n    decimals: 0", "a known key", id="unknown key of an indicator"
    ),
    pytest.param(
        TARGET, "      - ¶{due: 2025-01-31, valeur: 9, value: 9}", "a known key", id="unknown key of a target"
    ),
    pytest.param(TARGET, '      - ¶{due: 2025-01-31, value: "9"}', "number", id="target that is a text"),
    pytest.param(TARGET, "      - ¶{due: 31/01/2025, value: 9}", "date", id="due date of another form"),
    pytest.param(
        TARGET, "      - ¶{due: 2025-01-31, value: 9, interpreted: peut-être}", "true or false", id="not a boolean"
    ),
    pytest.param(TARGET, "      - ¶{due: 2025-01-31}", "the key value", id="target without a value"),
    pytest.param("value: 5}", "value: 5, ¶value: 6}", "only once", id="value twice"),
    pytest.param(
        "starting_value_check: warning", "starting_value_check: ¶ignore", "blocking", id="neither warn nor block"
    ),
    pytest.param("direction: up", "direction: ¶sideways", "down", id="unknown direction"),
    pytest.param("adopted: 2024-05-01", "adopted: ¶mai 2024", "date", id="adoption without a day"),
    pytest.param("  - level: axis", "  - level: ¶pillar", "objective", id="unknown level"),
    pytest.param("change: set,", "change: ¶raise,", "remove", id="unknown change"),
    pytest.param("due: 2026-06-30, value: 14}", "¶due: 2026-06-30}", "value", id="changed without a value"),
    pytest.param(
        "change: remove, due: 2026-01-31}",
        "change: remove, due: 2026-01-31, ¶value: 3}",
        "a known key",
        id="removed with a value",
    ),
    pytest.param("minimum_figures: 3}", "¶minimum_figures: 1}", "≥ 2", id="one figure has no pace"),
    pytest.param("inventory_window: 20", "inventory_window: ¶-1", "≥ 0", id="a window that ends before its day"),
    pytest.param("inventory_window: 20\n", "", "inventory_window", id="no window"),
    pytest.param("inventory_window: 20", "inventory_window: ¶15.5", "a whole number", id="half a day"),
    pytest.param("entities: 3", "entities: ¶-3", "≥ 0", id="fewer than no entity"),
    *(
        pytest.param("share: 1/4", f"share: ¶{wrong}", "0.05 or 1/3", id=f"{wrong} is no part of one")
        for wrong in ("0", "-0.05", "5", "20 %", "1/0", "true", "beaucoup", "nan", "[1, 3]")
    ),
    pytest.param("confidence: 0.9", "¶confidence: 90", "< 1", id="a share above one"),
]
DATES = [
    pytest.param("due: 2025-01-31", 'due: ¶"2025-02-30"', "a real date", id="no such day"),
    pytest.param("due: 2025-01-31", "due: ¶2025-02-30", "a real date", id="no such day, unquoted"),
    pytest.param("adopted: 2024-05-01", "adopted: ¶2024-13-01", "a real date", id="no such month"),
    pytest.param("date: 2025-06-01", "date: ¶2025-06-31", "a real date", id="no such day of an amendment"),
]
TOGETHER = [
    pytest.param("due: 2025-01-31", "due: ¶2023-12-31", "> 2024-01-31", id="due before the start"),
    pytest.param("due: 2025-01-31", "due: ¶2024-01-31", "> 2024-01-31", id="due on the day of the start"),
    pytest.param("      - {due: 2026-01-31,", "      - {due: ¶2025-01-31,", "only once", id="due date twice"),
    pytest.param("measure: jobs_regionalised", "measure: ¶emplois", "jobs_regionalised, renir", id="unknown measure"),
    pytest.param("    objective: seul", "    objective: ¶autre", "seul", id="unknown objective"),
    pytest.param("objective: seul}", "objective: ¶autre}", "seul", id="a statement on an unknown objective"),
    pytest.param("added: 3", "added: ¶4", "3, the difference", id="a target that does not add up"),
    pytest.param(
        "value: 9}", "value: 9, added: ¶3}", "4, the difference", id="a target that does not add to the start"
    ),
    pytest.param('unit: "postes"', 'unit: ¶"%"', "what is counted", id="a count in percent"),
    pytest.param('unit_en: "positions"', 'unit_en: ¶"%"', "what is counted", id="a count in percent, in English"),
    pytest.param("measure: jobs_regionalised", "measure: renir_units_migrated", "%", id="a rate in positions"),
    pytest.param("value: 9}", "value: ¶4}", "≥ 5", id="target on the other side of the start"),
    pytest.param("direction: up", "direction: down", "≤ 5", id="direction against the targets"),
    pytest.param("value: 9}", "value: ¶9.5}", "a whole number", id="half a position"),
    pytest.param("at_risk_from: 0.5", "at_risk_from: ¶1.0", "< 1", id="thresholds not in order"),
    pytest.param(
        "  jobs_window_start: ",
        "  ritm: ¶2023-03-31\n  jobs_window_start: ",
        "ritm_population",
        id="unknown reference date",
    ),
    pytest.param(
        "  jobs_window_start: 2020-01-01\n", "", "jobs_window_start", id="reference date of the measure missing"
    ),
    pytest.param("  first_as_of: 2024-01-31\n", "", "first_as_of", id="no first day"),
    pytest.param("titles: null", "titles: ¶[{fr: Un, en: One}]", "2 titles", id="fewer titles than counted"),
    pytest.param(
        "{indicator: postes_inventes, change: remove",
        "{indicator: ¶postes, change: remove",
        "postes_inventes",
        id="amendment of an unknown indicator",
    ),
    pytest.param(
        "change: set, due: 2026-06-30",
        "change: set, due: ¶2026-01-31",
        "2026-06-30",
        id="amendment of a target removed before",
    ),
    pytest.param(
        "change: remove, due: 2026-01-31",
        "change: remove, due: ¶2026-02-28",
        "2026-01-31",
        id="amendment of an unknown target",
    ),
    pytest.param(
        "change: add, due: 2026-06-30",
        "change: add, due: ¶2025-01-31",
        "anything but 2025-01-31",
        id="amendment that adds what is there",
    ),
    pytest.param("value: 14}", "value: ¶1}", "≥ 5", id="amendment to the other side of the start"),
]


@pytest.mark.parametrize(("old", "new", "expected"), [*FORM, *DATES, *TOGETHER])
def test_a_mistake_is_refused_at_its_line_with_what_is_expected(
    old: str, new: str, expected: str, tmp_path: Path
) -> None:
    text, row = spoiled(old, new)
    with pytest.raises(OvtError) as caught:
        load_plans(write_plan(tmp_path, text))
    assert (caught.value.code, caught.value.where.file) == ("OVT-C01", "plan_invente.yaml")
    assert expected in caught.value.sentence("expected", "en")
    if "¶" in new:
        assert caught.value.where.row == row
    else:  # the fault is what another line says, or what no line says
        assert caught.value.where.row


def test_an_indicator_of_the_same_id_in_two_plans_is_refused_in_the_second(tmp_path: Path) -> None:
    write_plan(tmp_path)
    other, row = spoiled("id: plan_invente", "id: un_autre")
    write_plan(tmp_path, other, "un_autre.yaml")
    with pytest.raises(OvtError) as caught:
        load_plans(tmp_path)
    at = MADE_UP[: MADE_UP.index("postes_inventes")].count("\n") + 1
    assert (caught.value.where.file, caught.value.where.row) == ("un_autre.yaml", at)
    assert "plan_invente.yaml" in caught.value.sentence("expected", "fr")
    assert row == 2


def test_an_id_of_the_same_indicator_twice_in_one_plan_is_refused(tmp_path: Path) -> None:
    block = MADE_UP[MADE_UP.index("  - id: postes") : MADE_UP.index("amendments:")]
    text, row = spoiled("amendments:", block.replace("id: ", "id: ¶") + "amendments:")
    with pytest.raises(OvtError) as caught:
        load_plans(write_plan(tmp_path, text))
    assert (caught.value.code, caught.value.where.row) == ("OVT-C01", row)


def test_two_plans_of_the_same_id_are_refused(tmp_path: Path) -> None:
    write_plan(tmp_path)
    write_plan(tmp_path, MADE_UP.replace("postes_inventes", "autres_postes"), "un_autre.yaml")
    with pytest.raises(OvtError) as caught:
        load_plans(tmp_path)
    assert (caught.value.where.file, caught.value.where.row) == ("un_autre.yaml", 2)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param("plan: paovt_2023_2025", "plan: ¶autre", "paovt_2023_2025", id="figures of no plan"),
        pytest.param("value: 2400", "value: ¶2400.5", "a whole number", id="half an address"),
        pytest.param(
            "value: 2400\n    quote:", "value: 240\n    quote: ¶", "number 240", id="a number no sentence says"
        ),
        pytest.param("at more than 2,400", "at more than 2,500", "number 2,400", id="a number translated otherwise"),
        pytest.param("    value: 300", "    ¶computed: true\n    value: 300", "a known key", id="a computed figure"),
    ],
)
def test_a_mistake_in_the_context_figures_is_refused(old: str, new: str, expected: str, tmp_path: Path) -> None:
    text, row = spoiled(old, new, CONTEXT)
    with pytest.raises(OvtError) as caught:
        load_context(write_plan(tmp_path, text))
    assert caught.value.code == "OVT-C01"
    assert caught.value.where.row == (row if "¶" in new else line_of(old, CONTEXT))
    assert expected in caught.value.sentence("expected", "en")


def mappings(data: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - any YAML
    """Yield every mapping of a file."""
    if isinstance(data, dict):
        yield data
    for part in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from mappings(part)


def written(data: dict[str, Any]) -> str:
    return str(yaml.safe_dump(data, allow_unicode=True, sort_keys=False))


def refused(folder: Path, text: str) -> OvtError:
    with pytest.raises(OvtError) as caught:
        load_plans(write_plan(folder, text))
    return caught.value


@pytest.mark.parametrize("number", range(len(list(mappings(yaml.safe_load(MADE_UP))))))
def test_no_mapping_takes_a_key_or_a_value_that_nothing_reads(number: int, tmp_path: Path) -> None:
    data = yaml.safe_load(MADE_UP)
    part = list(mappings(data))[number]
    for key in list(part):
        kept = part[key]
        part[key] = [[]]
        assert refused(tmp_path, written(data)).code == "OVT-C01", key
        part[key] = None
        if key not in {"adopted", "valid_to", "titles", "page"}:
            assert refused(tmp_path, written(data)).code == "OVT-C01", key
        part[key] = kept
    part["Inconnue"] = 1
    text = written(data)
    error = refused(tmp_path, text)
    assert (error.where.row, error.fields["found"]) == (line_of("Inconnue", text), "Inconnue")


def line_of(said: str, text: str) -> int:
    return text[: text.index(said)].count("\n") + 1


def test_every_mistake_of_every_file_is_told_at_once_with_its_line(tmp_path: Path) -> None:
    wrong = {"value: 9}": 'value: "9"}', "decimals: 0": "decimals: 1", "change: set": "change: raise"}
    text = MADE_UP
    for old, new in wrong.items():
        text = text.replace(old, new)
    write_plan(tmp_path, text)
    write_plan(tmp_path, text.replace("plan_invente", "un_autre").replace("adopted:", "adoptee:"), "un_autre.yaml")
    told = refused(tmp_path, text).all
    lines = [line_of(new, text) for new in ("decimals: 1", 'value: "9"', "change: raise")]
    assert [(one.where.file, one.where.row) for one in told] == [
        *(("plan_invente.yaml", line) for line in lines),
        *(("un_autre.yaml", line) for line in (2, 6, *lines)),
    ]


def test_the_text_of_an_error_has_a_line_for_each_mistake_in_words_of_ours(tmp_path: Path) -> None:
    text = MADE_UP.replace("decimals: 0", "decimals: 1").replace("id: plan_invente", "id: Plan")
    text = text.replace('{fr: "Seul ', '{fra: "Seule')
    error = refused(tmp_path, text)
    for lang, place in (("fr", "ligne"), ("en", "row")):
        lines = error.line(lang).split("\n")
        assert len(lines) == len(error.all) == 4
        assert all(line.startswith("OVT-C01 ") and f"plan_invente.yaml, {place} " in line for line in lines)
        assert "pydantic" not in error.line(lang)
    assert error.exit_code == 2


def test_contradictions_are_told_with_the_other_mistakes(tmp_path: Path) -> None:
    text = MADE_UP.replace("value: 9}", "value: 9.5}").replace("decimals: 0", "decimals: 0\n    couleur: bleu")
    text = text.replace("at_risk_from: 0.5", "at_risk_from: 2").replace("titles: null", "titles: []")
    assert [one.sentence("expected", "en") for one in refused(tmp_path, text).all] == [
        "2 titles, or null", "< 1", "a known key", "a whole number, ≥ 0", "2.5, the difference from the value before",
    ]  # fmt: skip
