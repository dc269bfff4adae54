"""The files of the inbox that no export reads: misplaced, or of a format that its contract does not take.

Belongs here: that question, asked of names only. Does not belong here: opening a file, words.
"""

from pathlib import Path

from ovt_pipeline.operations.situation import Situation


def stray_files(situation: Situation) -> list[str]:
    """Return their paths below the inbox, in order; notes, locks and hidden files apart."""
    sources = situation.settings.sources
    formats = {c.export: {f".{f}" for f in c.formats} for c in situation.contracts.values()}
    found = [p for p in sorted(sources.glob("*")) + sorted(sources.glob("*/*")) if p.is_file() and not p.is_symlink()]
    read = [p for p in found if p.parent.name in formats and p.suffix.lower() in formats[p.parent.name]]
    return [str(p.relative_to(sources)) for p in found if p not in read and not _is_ours(p)]


def _is_ours(path: Path) -> bool:
    return path.name.startswith((".", "~$")) or path.suffix.lower() == ".md"
