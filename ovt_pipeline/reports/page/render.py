"""Turns told facts into the report in one language: the same text for the same facts, whenever it is made.

Belongs here: the templating engine and what it is given. Does not belong here: sentences, reading, writing files.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from ovt_pipeline.language.catalogue import entries
from ovt_pipeline.language.numbers import long_day, toronto
from ovt_pipeline.language.speech import Speech
from ovt_pipeline.reports import style
from ovt_pipeline.reports.charts.tiles import legend
from ovt_pipeline.reports.page.facts import Facts, Statement
from ovt_pipeline.reports.page.finding import finding, next_due, reservations
from ovt_pipeline.reports.page.history import revisions_of
from ovt_pipeline.reports.page.model import indicators_of
from ovt_pipeline.reports.page.regions import map_of, rows_of, whole_only
from ovt_pipeline.reports.page.section import Section
from ovt_pipeline.reports.page.sentences import sentences
from ovt_pipeline.reports.page.trust import Trust
from ovt_pipeline.reports.printed import printed

NAMES = {"fr": "rapport.html", "en": "report.html"}
OTHER = {"fr": "en", "en": "fr"}
TEMPLATES = ("page.html", "parts.html", "style.html", "plan.html", "indicator.html", "regions.html", "trust.html")


@dataclass(frozen=True)
class File:
    """A file to download: where it lies beside the page, what it is, and how large in words."""

    href: str
    name: str
    size: str


def render_report(facts: Facts, lang: str, downloads: Sequence[File] = ()) -> str:
    """Return the whole page in 'fr' or 'en'. All text is escaped; only our own drawings are put in as they are."""
    speech = Speech(lang, "report")
    indicators = indicators_of(facts)
    sections = [Section(one, speech) for one in indicators]
    revisions = revisions_of(sections, facts)
    return _engine(lang).get_template("page.html").render(
        w=speech, other=Speech(OTHER[lang], "report"), other_page=NAMES[OTHER[lang]], release=facts.release,
        published=toronto(facts.release.published_at).date(), sections=sections, revisions=revisions,
        finding=finding(indicators, facts.release.as_of, speech), reservations=list(reservations(indicators, speech)),
        next_due=next_due(indicators), title=_title(facts, speech), trust=Trust(facts, speech, len(revisions)),
        statements=_unanswered(facts), facts=facts, downloads=downloads,
        is_preliminary=any(now.is_preliminary for one in indicators if (now := one.now)),
        marks=_marks(sections), maps=[(one, map_of(one)) for one in sections],
    )  # fmt: skip


def _title(facts: Facts, speech: Speech) -> str:
    """Return the titles of the plans told of, most often one."""
    titles = dict.fromkeys(speech.either(one.plan_title_fr, one.plan_title_en) for one in facts.plan)
    return "; ".join(titles)


def _unanswered(facts: Facts) -> list[Statement]:
    """Return what the plans say of each objective that no indicator answers."""
    plans, answered = {one.plan_id for one in facts.plan}, {one.objective_fr for one in facts.plan}
    found = [one for one in facts.statements if one.plan_id in plans and one.objective_fr]
    return [one for one in found if one.objective_fr not in answered and one.statement_id.endswith("_answer")]


def _marks(sections: Sequence[Section]) -> dict[str, bool]:
    """Return which notes the plan's table needs: of dates that are our reading, of preliminary figures."""
    points = [point for one in sections for point in one.indicator.points]
    figures = [figure for one in sections for figure in one.indicator.figures]
    return {
        "interpreted": any(one.is_interpreted for one in points),
        "preliminary": any(one.is_preliminary for one in figures),
    }


@cache
def _engine(lang: str) -> Environment:
    folder = files(__package__).joinpath("templates")
    texts = {name: folder.joinpath(name).read_text(encoding="utf-8") for name in TEMPLATES}

    def said(value: object) -> object:
        return value if isinstance(value, Markup) else printed(str(value), lang)

    engine = Environment(
        loader=DictLoader(texts), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        finalize=said,
    )  # fmt: skip
    engine.filters["long"] = lambda day: _long(day, lang)
    engine.globals.update(
        light=style.LIGHT, dark=style.DARK, font=style.FONT, legend=legend(lang), drawn=Markup, rows_of=rows_of,
        whole_only=whole_only, sentences=sentences, rule_of=lambda section: _rule(section, lang),
        decision_word=_decision_word,
    )  # fmt: skip
    return engine


def _long(day: date | None, lang: str) -> str:
    return long_day(day, lang) if day else ""


def _rule(section: Section, lang: str) -> str:
    """Return the counting rule of an indicator, in words; nothing for one of another plan."""
    measure = entries("measures")["measures"].get(section.indicator.plan.indicator_id)
    return str(measure["rule"][lang]) if measure else ""


def _decision_word(speech: Speech, kind: str) -> str:
    return speech(f"decision_types/{kind}") if kind in entries("report")["decision_types"] else kind
