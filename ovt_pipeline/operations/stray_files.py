"""The files of the inbox that no export reads: misplaced, or of a format that its contract does not take.

Belongs here: that question, and the folder where each belongs. Does not belong here: reading headers, words.
"""

from pathlib import Path

from ovt_pipeline.deliveries.names import shown_name
from ovt_pipeline.deliveries.sums import SUFFIX
from ovt_pipeline.operations.situation import Situation


def stray_files(situation: Situation) -> list[tuple[str, str | None]]:
    """Return their paths below the inbox, in order, and the folder that their headers name, if any.

    Notes, locks, hidden files and sums apart.
    """
    sources = situation.settings.sources
    formats = {c.export: {f".{f}" for f in c.formats} for c in situation.contracts.values()}
    found = [p for p in sorted(sources.glob("*")) + sorted(sources.glob("*/*")) if p.is_file() and not p.is_symlink()]
    read = [p for p in found if p.parent.name in formats and p.suffix.lower() in formats[p.parent.name]]
    stray = [p for p in found if p not in read and not _is_ours(p)]
    readable = {suffix for suffixes in formats.values() for suffix in suffixes}
    return [
        (shown_name(str(p.relative_to(sources))), _owner(situation, p) if p.suffix.lower() in readable else None)
        for p in stray
    ]


def _owner(situation: Situation, path: Path) -> str | None:
    from ovt_pipeline.deliveries.owner import owner_of  # noqa: PLC0415 - only where a file is out of its place

    return owner_of(path, situation.contracts.values())


def _is_ours(path: Path) -> bool:
    is_sum = path.suffix == SUFFIX and path.with_suffix("").exists()
    return is_sum or path.name.startswith((".", "~$")) or path.suffix.lower() == ".md"
