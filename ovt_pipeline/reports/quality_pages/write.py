"""Writes the quality pages of the current release below `reports/<as_of>/`, each one whole or not at all.

Belongs here: files, and the one error of this room. Does not belong here: what a page says (render.py).
"""

from dataclasses import dataclass
from pathlib import Path

from ovt_pipeline.answers.current import open_current
from ovt_pipeline.language.errors import OvtError, Where
from ovt_pipeline.reports.quality_pages.facts import Quality, read_quality
from ovt_pipeline.reports.quality_pages.render import NAMES, render
from ovt_pipeline.warehouse.files import PUBLISHED_FILE, sync
from ovt_pipeline.warehouse.place import Warehouse

FOLDER = "reports"


@dataclass(frozen=True)
class Made:
    """The pages of a release: their names relative to the warehouse, and how much they tell."""

    pages: tuple[str, ...]
    release_id: str
    deliveries: int
    refused: int
    results: int
    is_synthetic: bool


def make_pages(warehouse: Warehouse) -> Made:
    """Write the pages; the caller holds the writer's lock. Raises OVT-P14, whatever stops it: the release stands.

    The text of an unexpected exception is never shown: it may hold anything.
    """
    try:
        with open_current(warehouse) as con:
            quality = read_quality(con)
        pages = {name: render(quality, lang) for lang, name in NAMES.items()}
        return _made(warehouse, quality, pages)
    except Exception as error:  # noqa: BLE001 - a page that cannot be made never stops what is published
        found = error.code if isinstance(error, OvtError) else getattr(error, "strerror", None) or type(error).__name__
        raise OvtError("OVT-P14", Where(file=FOLDER), found=found) from None


def _made(warehouse: Warehouse, quality: Quality, pages: dict[str, str]) -> Made:
    folder = warehouse.root / FOLDER / quality.identity.as_of.isoformat()
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages.items():
        _replace(folder / name, text)
    sync(folder)
    return Made(
        tuple(str((folder / name).relative_to(warehouse.root)) for name in pages),
        quality.identity.release_id,
        len(quality.deliveries),
        sum(not d.accepted for d in quality.deliveries),
        sum(map(len, quality.results.values())),
        quality.identity.is_synthetic,
    )


def _replace(path: Path, text: str) -> None:
    """Write aside, flush, rename: a reader sees the page of before or the new one."""
    aside = path.with_name(f".{path.name}.new")
    aside.unlink(missing_ok=True)  # of an interrupted run; it may be read-only
    try:
        aside.write_text(text, encoding="utf-8", newline="\n")
        aside.chmod(PUBLISHED_FILE)
        sync(aside)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
