"""Sentences as Dagster's page shows them: French, then English.

Belongs here: putting the two together. Does not belong here: the sentences (catalogue/orchestration.yaml).
"""

from ovt_pipeline.language.catalogue import both
from ovt_pipeline.language.text import Text


def said(key: str, **fields: object) -> str:
    """Return a sentence of catalogue/orchestration.yaml in both languages."""
    return together(both("orchestration", key, **fields))


def together(text: Text) -> str:
    """Return a text in both languages on one line."""
    return f"{text.fr} · {text.en}"
