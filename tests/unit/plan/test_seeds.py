"""Every quote of the plan files stands, to the letter, in the two public documents that they quote.

The documents are not part of the project: without their folder these tests are skipped.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from ovt_pipeline.plan.loader import load_context, load_plan, load_plans
from ovt_pipeline.plan.model import Indicator

SEEDS = Path(__file__).parents[4] / "shared" / "seeds"
FILES = sorted(SEEDS.glob("*.txt"))
PLAN, STRATEGY = "paovt_2023_2025", "sgcn_2024_2028"
KNOWN_BY = {PLAN: "TABLE DES MATIÈRES", STRATEGY: "/CNW/"}
MARKUP = (  # of the text files, not of the documents: links, emphasis, superscripts
    (r"\[([^\]]*)\](\([^)]*\))?", r"\1"),
    (r"\*+|</?i>", ""),
    (r"\^\{?(\w+)\}?", r"\1"),
)
HEADINGS = {"2023-03-31": "INDICATEUR", "2024-03-31": "CIBLE 2023-2024", "2025-03-31": "CIBLE 2024-2025"}
pytestmark = pytest.mark.skipif(not FILES, reason="the public documents are not here")


def document(plan_id: str) -> str:
    """Return the text of the document that a plan file quotes, without its markup."""
    (found,) = [t for t in (p.read_text(encoding="utf-8") for p in FILES) if KNOWN_BY[plan_id] in t]
    for pattern, kept in MARKUP:
        found = re.sub(pattern, kept, found)
    return found


def quotes() -> Iterator[tuple[str, str, str, int | None]]:
    """Yield (plan, what is quoted, quote, page) for every text that the plan files give as the document's own."""
    for plan in load_plans():
        yield plan.id, "title", plan.title_fr, None
        yield from ((plan.id, name, one.quote, one.page) for name, one in plan.statements.items())
        for level in plan.structure:
            yield from ((plan.id, level.level, title.fr, None) for title in level.titles or ())
        for indicator in plan.indicators:
            yield plan.id, indicator.id, indicator.name_fr, None
            yield plan.id, f"action of {indicator.id}", indicator.action.fr if indicator.action else "", None
            for point in (indicator.start, *indicator.targets):
                for quote, page in ((point.quote, point.page), (point.text_quote, point.text_page)):
                    if quote:
                        yield plan.id, f"{indicator.id} {point.day}", quote, page
    for context in load_context():
        yield from ((context.plan, one.id, one.quote, one.page) for one in context.figures)


def sections(text: str) -> dict[str, int]:
    """Return the headings of the table of contents with their pages."""
    contents = text.partition("TABLE DES MATIÈRES")[2].partition("\n\nMOT DU MINISTRE\n")[0]
    return {name: int(page) for name, page in re.findall(r"^(.+)\t(\d+)$", contents, re.MULTILINE)}


def page_of(quote: str, text: str) -> set[int]:
    """Return the pages of the sections in which a quote stands, after the table of contents."""
    known = {name.casefold(): page for name, page in sections(text).items()}
    body, page, found = text.partition("\n\nMOT DU MINISTRE\n")[2], known["mot du ministre"], set()
    for line in body.splitlines():
        page = known.get(line.strip().casefold(), page)
        found |= {page} if quote in line else set()
    return found


def rows(text: str) -> list[dict[str, str]]:
    """Return the rows of the plan's table, by heading."""
    table = [line.split("\t") for line in text.splitlines() if line.count("\t") >= 3]
    return [dict(zip(table[0], row, strict=True)) for row in table[1:]]


@pytest.mark.parametrize(("plan_id", "name", "quote", "page"), list(quotes()))
def test_every_quote_is_found_to_the_letter_on_its_page(plan_id: str, name: str, quote: str, page: int | None) -> None:
    text = document(plan_id)
    assert quote, name
    assert quote in text, name
    if page:
        assert page in page_of(quote, text), name


@pytest.mark.parametrize(("plan_id", "name", "quote", "page"), [q for q in quotes() if len(q[2]) > 4])
def test_no_altered_letter_passes(plan_id: str, name: str, quote: str, page: int | None) -> None:
    text = document(plan_id)
    for at, letter in enumerate(quote):
        other = {"'": "\u2019", " ": "\u00a0", "é": "e"}.get(letter, "é")
        assert quote[:at] + other + quote[at + 1 :] not in text, (name, page, at)


@pytest.mark.parametrize("indicator", load_plan().indicators, ids=lambda one: one.id)
def test_the_table_of_the_plan_has_each_cell_in_its_row_and_column(indicator: Indicator) -> None:
    plan = load_plan()
    (row,) = [one for one in rows(document(PLAN)) if one["INDICATEUR"].startswith(indicator.name_fr)]
    assert indicator.objective
    assert (row["OBJECTIF"], row["ACTION"]) == (
        plan.objectives[indicator.objective].fr,
        getattr(indicator.action, "fr", ""),
    )
    assert row["INDICATEUR"] == f"{indicator.name_fr} {indicator.start.quote}"
    cells = {str(point.day): point.quote for point in indicator.targets if point.quote}
    assert cells == {day: row[heading] for day, heading in HEADINGS.items() if heading != "INDICATEUR"}


def test_the_sources_date_what_the_plan_file_does_not_mark_as_our_reading() -> None:
    for indicator in load_plan().indicators:
        for point in (indicator.start, *indicator.targets):
            value, at = f"{point.value:.0f}", f"31 mars {point.day:%Y}"
            ways = (
                f"Au {at}, {value} ",
                rf"\b{value} %\D* au {at}",
                rf"\b{value} emplois à la fin de la période couverte",
            )
            is_dated = any(re.search(way, point.text_quote or "") for way in ways)
            assert is_dated != point.interpreted, (indicator.id, point.day)


def test_dates_of_the_plans_are_those_of_the_documents() -> None:
    plan, strategy = load_plans()
    assert (
        f"{plan.adopted:%d} décembre {plan.adopted:%Y}" in plan.statements["approval"].quote if plan.adopted else False
    )
    assert (
        f"{plan.valid_to:%d} mars {plan.valid_to:%Y}" in plan.statements["validity"].quote if plan.valid_to else False
    )
    assert "janvier 2024" in plan.source
    assert "Québec, janvier 2024" in document(PLAN)
    assert "le 3 juill. 2024 /CNW/" in document(STRATEGY)
    assert str(strategy.announced) == "2024-07-03"
    axes, objectives = strategy.structure
    assert "trois axes" in strategy.statements["axes"].quote
    assert f"{objectives.count} objectifs" in strategy.statements["objectives"].quote
    assert (axes.count, objectives.titles) == (3, None)
