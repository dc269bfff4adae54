"""Turns what was read into a page of HTML in one language: the same text for the same release, whenever it is made.

Belongs here: the templating engine and what it is given. Does not belong here: sentences, reading, writing files.
"""

from functools import cache
from importlib.resources import files

from jinja2 import DictLoader, Environment, StrictUndefined

from ovt_pipeline.language.speech import Speech
from ovt_pipeline.reports.printed import visible
from ovt_pipeline.reports.quality_pages.facts import Quality
from ovt_pipeline.reports.quality_pages.model import exports_of

NAMES = {"fr": "qualite.html", "en": "quality.html"}
OTHER = {"fr": "en", "en": "fr"}
TEMPLATES = ("page.html", "style.html", "parts.html", "rules.html", "deliveries.html")


def render(quality: Quality, lang: str) -> str:
    """Return the whole page. All text is escaped by the engine; nothing is marked as safe."""
    words, other = Speech(lang, "quality_pages"), Speech(OTHER[lang], "quality_pages")
    exports = exports_of(quality)
    deliveries = [d for export in exports for d in export.deliveries]
    return _engine().get_template("page.html").render(
        w=words, other=other, other_page=NAMES[other.lang], identity=quality.identity, audit=quality.audit,
        exports=exports, deliveries=deliveries, errors=Speech(lang, "errors"),
    )  # fmt: skip


@cache
def _engine() -> Environment:
    folder = files(__package__).joinpath("templates")
    texts = {name: folder.joinpath(name).read_text(encoding="utf-8") for name in TEMPLATES}
    engine = Environment(
        loader=DictLoader(texts), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    engine.filters["visible"] = visible
    return engine
