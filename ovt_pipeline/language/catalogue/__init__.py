"""Every sentence that people read, in French with its English twin, as YAML files beside this module.

Belongs here: loading them and filling in their fields. Does not belong here: any sentence in Python.

French is typed with plain spaces and apostrophes; typography.py makes of them the signs that are printed.

A sentence names its fields in braces, and says there how each one is written:

- `{place}`: as text; what has two languages (Text, an error, an address) in that of the sentence;
- `{rows:#}`: a number, its thousands apart;
- `{rows:# ligne|# lignes}`: the form that the number takes (one, other), with the number in place of `#`;
- `{change:+}`: a number with its sign;
- `{names:or}`: a list of alternatives;
- `{due:long}`: a date in words; `{at:day}`, `{at:time}`: the day and the time of a UTC moment in Toronto;
- `{age:duration}`: hours and minutes;
- anything else (`{code:>6}`): as Python's own formatting.
"""

from collections.abc import Callable
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any

import yaml

from ovt_pipeline.language import numbers, typography
from ovt_pipeline.language.text import Spoken, Text

LANGUAGES = ("fr", "en")
WRITERS: dict[str, Callable[[Any, str], str]] = {
    "+": numbers.signed,
    "or": numbers.alternatives,
    "long": numbers.long_day,
    "duration": lambda value, _: numbers.duration(value),
    "day": lambda moment, _: f"{numbers.toronto(moment):%Y-%m-%d}",
    "time": lambda moment, _: f"{numbers.toronto(moment):%H:%M}",
}


@cache
def entries(name: str) -> dict[str, Any]:
    """Return the entries of `catalogue/<name>.yaml` (errors, rules, messages, dictionary), French ones as printed."""
    text = files(__name__).joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = typography.both(yaml.load(text, Loader=yaml.CSafeLoader))
    return loaded


def sentence(name: str, key: str, lang: str, /, **fields: object) -> str:
    """Return a sentence of `catalogue/<name>.yaml` in 'fr' or 'en' with its fields filled in.

    `key` is the way to it, its steps joined by '/': 'published', 'kinds/date'. A key or a field that is missing is a
    bug: KeyError.
    """
    found: Any = entries(name)
    for step in key.split("/"):
        found = found[step]
    return _IN[lang].vformat(found[lang], (), fields)


def both(name: str, key: str, /, **fields: object) -> Text:
    """Return a sentence in both languages."""
    return Text(*(sentence(name, key, lang, **fields) for lang in LANGUAGES))


class _Sentence(Formatter):
    """Fills in the fields of a sentence as its language writes them."""

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def format_field(self, value: Any, format_spec: str) -> str:  # noqa: ANN401 - any field
        """Return one field as the sentence asks for it."""
        if "#" in format_spec:
            return numbers.counted(value, format_spec.split("|"), self.lang)
        if format_spec in WRITERS:
            return WRITERS[format_spec](value, self.lang)
        if isinstance(value, (str, int)):  # most fields: asking for the protocol costs more than writing them
            return format(value, format_spec)
        return format(value.text(self.lang) if isinstance(value, Spoken) else value, format_spec)


_IN = {lang: _Sentence(lang) for lang in LANGUAGES}
