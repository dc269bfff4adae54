"""Every sentence that people read, in French with its English twin, as YAML files beside this module.

Belongs here: loading them. Does not belong here: any sentence in Python.
"""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

LANGUAGES = ("fr", "en")


@cache
def entries(name: str) -> dict[str, Any]:
    """Return the entries of `catalogue/<name>.yaml` (errors, rules, messages, dictionary)."""
    text = files(__name__).joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return loaded


def message(key: str, lang: str, **fields: object) -> str:
    """Return the sentence `key` of messages.yaml in `lang` with its fields filled in."""
    return str(entries("messages")[key][lang]).format(**fields)
