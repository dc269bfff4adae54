"""The page as a whole: its structure, its twin, hostile texts, marks, the same bytes; whatever the facts."""

import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from ovt_pipeline.language.catalogue import entries
from ovt_pipeline.reports.page import render
from ovt_pipeline.reports.page.facts import Facts, Version
from ovt_pipeline.reports.page.render import NAMES, File, render_report
from ovt_pipeline.reports.printed import printed
from ovt_pipeline.reports.style import DARK, GROUNDS, INKS, LIGHT, OTHER_PAIRS

from .made import AT, D2, JOBS, NB, RELEASE, RENIR, figure, made, point, spoiled, target
from .reader import flat, page_of, words_of

HOSTILE = "</title></style></svg><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7*7 }}&\"'\u202e"
TAGS = {
    *("html", "head", "meta", "title", "style", "body", "header", "main", "section", "nav", "footer", "div", "details"),
    *("h1", "h2", "h3", "p", "a", "strong", "br", "span", "dl", "dt", "dd", "ul", "li", "summary"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td", "svg", "desc", "path", "rect", "circle", "text"),
}
BEFORE = date(2024, 12, 31)
FORTY = tuple(figure(RENIR, date(2022, 1, 31) + timedelta(days=29 * n), 20 + n, 101, 65.0) for n in range(40))
CASES: dict[str, Facts] = {
    "made": made(),
    "spoiled": spoiled(HOSTILE).facts,
    "no figure": made(figures=()),
    "nothing": made(figures=(), targets=(), totals=(), sources=(), sensitivity=(), history=(), statements=()),
    "no plan": made(figures=(), targets=(), plan=()),
    "one date": made(figures=(figure(RENIR, D2, 74, 101),)),
    "forty": made(figures=FORTY, release=replace(RELEASE, as_of=FORTY[-1].as_of)),
    "null": made(figures=(figure(RENIR, D2, 0, 0), figure(JOBS, D2, 0, None))),
    "before any due date": made(
        release=replace(RELEASE, as_of=BEFORE), targets=(target(JOBS, D2, 87, "en voie", 80.0, as_of=BEFORE),)
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_page_can_be_read_whatever_the_facts(name: str, lang: str) -> None:
    text = render_report(CASES[name], lang)
    page = page_of(text)
    assert (page.badly_closed, page.open) == ([], [])
    assert {tag for tag, _ in page.elements} <= TAGS
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert [b for a, b in pairwise(levels) if b > a + 1] == []
    tags = [tag for tag, _ in page.elements]
    assert tags.count("table") == tags.count("caption")
    assert [a for tag, a in page.elements if tag == "th" and a.get("scope") not in {"col", "row", "rowgroup"}] == []
    ids = list(page.values("id"))
    assert len(set(ids)) == len(ids)
    named = {one for key in ("aria-labelledby", "aria-describedby") for one in page.values(key)}
    assert named <= set(ids)
    assert {href for href in page.values("href") if href.startswith("#")} <= {f"#{one}" for one in ids}


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_nothing_comes_from_elsewhere_and_nothing_runs(lang: str) -> None:
    text = render_report(made(), lang)
    assert (
        re.findall(
            r"(?i)https?://(?!www\.w3\.org/2000/svg)|url\(|@import|<link|<script| src=|javascript:| on\w+=", text
        )
        == []
    )
    assert "default-src 'none'" in text


def test_both_languages_have_the_same_structure() -> None:
    french, english = (page_of(render_report(CASES["made"], lang)) for lang in ("fr", "en"))
    spoken = {"lang", "hreflang", "href", "aria-label", "x", "y", "d", "width", "height"}
    shapes = [
        [(tag, {k: v for k, v in a.items() if k not in spoken}) for tag, a in p.elements if tag not in {"rect", "text"}]
        for p in (french, english)
    ]
    assert shapes[0] == shapes[1]
    assert [attrs["lang"] for tag, attrs in french.elements + english.elements if tag == "html"] == ["fr-CA", "en-CA"]
    assert (NAMES["en"] in french.values("href"), NAMES["fr"] in english.values("href")) == (True, True)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_hostile_text_in_every_field_is_shown_as_text(lang: str) -> None:
    told = spoiled(HOSTILE)
    text = render_report(told.facts, lang)
    page = page_of(text)
    assert {"img", "script"} & {tag for tag, _ in page.elements} == set()
    assert [name for _, attrs in page.elements for name in attrs if name.startswith("on")] == []
    assert "\u202e" not in text
    said = " ".join(words_of(text))
    shown = {name for name, one in told.texts.items() if printed(one, lang) in said}
    twins = {
        f"{name}_{lang}"
        for name in ("name", "objective", "action", "plan_title", "indicator_name", "status", "kind", "description")
    }
    twins |= {"quote_fr"} if lang == "fr" else {"sentence_en"}
    assert {"release_id", "code_version", "why", "type", "display_value", *twins} <= shown


@pytest.mark.parametrize("name", CASES)
def test_the_same_facts_give_the_same_bytes(name: str) -> None:
    first = [render_report(CASES[name], lang) for lang in ("fr", "en")]
    shuffled = replace(CASES[name], figures=CASES[name].figures[::-1], targets=CASES[name].targets[::-1])
    assert [render_report(shuffled, lang) for lang in ("fr", "en")] == first


@pytest.mark.parametrize("name", [name for name in CASES if name != "spoiled"])
def test_every_text_is_spaced_as_in_quebec(name: str) -> None:
    faults = [
        said
        for said in words_of(render_report(CASES[name], "fr"))
        if re.search(r"[ \u00a0][;!?]| [:%»]|« |\w'\w", said) and "{ fill" not in said
    ]
    assert faults == []
    english = [said for said in words_of(render_report(CASES[name], "en")) if re.search(r"[ \u00a0][;:!?]|[«»]", said)]
    assert english == []


def test_made_up_data_are_marked_and_real_data_are_not() -> None:
    for lang, word in (("fr", "SYNTHÉTIQUE"), ("en", "SYNTHETIC")):
        assert word not in render_report(made(), lang)
        text = render_report(made(release=replace(RELEASE, is_synthetic=True)), lang)
        assert word in page_of(text).said["p"][2]
        assert f'@top-center {{ content: "{word}"' in text
        assert f"<title>{word}" in text


def test_a_preliminary_figure_is_marked_wherever_it_is_told() -> None:
    early = tuple(replace(one, is_preliminary=one.as_of == D2) for one in made().figures)
    text = render_report(made(figures=early), "fr")
    assert "Préliminaire" in flat(text)
    assert f"73{NB}%{NB}p" in {row[1] for row in page_of(text).rows("Taux d’unités migrées")}
    assert "p : préliminaire" in flat(text)
    assert "Préliminaire" not in flat(render_report(made(), "fr"))


def test_sources_are_up_to_date_only_when_all_of_them_are() -> None:
    said = "Toutes les sources sont à jour"
    assert said in flat(render_report(made(), "fr"))
    old = made(sources=(*made().sources, replace(made().sources[0], export="municipalites", age_days=365)))
    assert said not in flat(render_report(old, "fr"))
    assert "365 jours" in flat(render_report(old, "fr"))
    assert said not in flat(render_report(made(figures=made().figures[:3]), "fr"))  # an indicator has no figure


def test_the_page_is_dated_as_toronto_reads_the_clock() -> None:
    assert "14 avril 2025" in flat(render_report(made(), "fr"))
    assert "15 avril 2025" not in flat(render_report(made(), "fr"))


def test_a_revised_figure_tells_before_after_and_why() -> None:
    history = tuple(
        Version(RENIR, D2, n, AT, v, v, 77.0, f"{v:.0f}{NB}%", cause)
        for n, v, cause in ((0, 72.0, None), (1, 73.0, "data"))
    )
    page = page_of(render_report(made(history=history), "fr"))
    (row,) = page.rows("Chiffres révisés")
    assert row[:2] == ["RENIR", "2025-03-31"]
    assert row[2].replace(NB, " ") == "72 %, entre 72,0 % et 77,0 %"
    assert row[3].replace(NB, " ") == "73 %, entre 73,0 % et 77,0 %"
    assert row[4:] == ["données reçues depuis", "2025-04-14"]
    assert "Aucun chiffre déjà publié n’a été révisé" in flat(render_report(made(), "fr"))


def test_what_an_objective_without_indicator_is_answered_is_quoted() -> None:
    assert "Décentralisation : « Aucune réponse. »" in flat(render_report(made(), "fr"))


def test_files_are_offered_when_there_are_some() -> None:
    text = render_report(made(), "fr", [File("donnees.csv", "Données & <chiffres>", "3 ko")])
    assert '<a href="donnees.csv">Données &amp; &lt;chiffres&gt;</a> (3 ko)' in text


def test_a_plan_that_is_not_judged_shows_its_targets_all_the_same() -> None:
    page = page_of(render_report(CASES["nothing"], "fr"))
    rows = page.rows("Les actions du plan")
    assert [row[-3] for row in rows] == [f"75{NB}%au 31 mars 2025", "87au 31 mars 2025", "115au 30 septembre 2028"]
    assert {row[-1] for row in rows} == {"?non jugée"}


def test_every_sentence_is_asked_for() -> None:
    room = Path(render.__file__).parent
    asked = "".join(p.read_text(encoding="utf-8") for p in [*room.rglob("*.html"), *room.glob("*.py")])
    grouped = {"measures", "clauses", "causes", "decision_types"}
    assert [
        k for k in entries("report") if f'"{k}"' not in asked and k not in grouped and not k.startswith("number_")
    ] == []


def test_the_style_takes_its_colours_from_the_tokens_and_sets_text_on_what_bears_it() -> None:
    folder = Path(render.__file__).parent / "templates"
    css = (folder / "style.html").read_text(encoding="utf-8")
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|rgb|hsl", css) == []
    named = set(re.findall(r"var\(--(\w+)\)", css))
    assert named <= set(LIGHT) == set(DARK)
    inks = set(re.findall(r"[{; ]color: var\(--(\w+)\)", css))
    grounds = set(re.findall(r"background: var\(--(\w+)\)", css))
    assert inks <= {*INKS, *(ink for ink, _ in OTHER_PAIRS)}
    assert grounds <= {*GROUNDS, *(ground for _, ground in OTHER_PAIRS)}


def test_every_colour_of_a_drawing_is_one_of_the_style() -> None:
    text = render_report(made(plan=(*made().plan, point("autre", "start", D2, 5.0))), "fr")
    fills = set(re.findall(r'<text[^>]* fill="(#\w+)"', text))
    assert fills <= {LIGHT[name] for name in INKS}
    rects = set(re.findall(r'<rect[^>]* fill="(#\w+)"', text))
    assert rects <= {LIGHT["paper"]}
