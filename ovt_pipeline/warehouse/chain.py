"""What the releases say of each other: each log names the sha256 of the one before, beside each file stands its own.

A release that is gone is missed, unless its digest stands in releases/removed.sha256: there retention notes what it
removes, and a person what is lost for good.

Belongs here: digests of releases, the chain, what breaks it. Does not belong here: reading a log (release/earlier.py),
the link (place.py), choosing what to remove.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from ovt_pipeline.language.errors import OvtError, Where
from ovt_pipeline.warehouse.files import sha256_of, write_whole
from ovt_pipeline.warehouse.place import DIGEST, REMOVED, WAL, Warehouse, log_beside, release_id

SHORT = 16  # digits of a digest in a sentence
_LINE = re.compile(r"([0-9a-f]{64})\s+(\S+)")


@dataclass(frozen=True)
class Logged:
    """A release as the log of a later one names it; times are UTC."""

    release_id: str
    published_at: datetime
    previous_sha256: str | None = None  # None for the first, and in what an earlier version of the program logged


def digest_beside(release: Path) -> str:
    """Return the sha256 that stands beside a release, '' when none does."""
    found = _noted(release.with_name(release.name + DIGEST))
    return next(iter(found), "")


def verify_release(release: Path) -> None:
    """Check a release against the digest beside it. Raises OVT-P05 when it was altered or no digest is there."""
    expected = digest_beside(release)
    found = sha256_of(release)
    if found != expected:
        raise altered(release, expected, found)


def altered(release: Path, expected: str, found: str) -> OvtError:
    """Return OVT-P05 for a release whose bytes are not those that were published."""
    reason = "content" if expected else "no_digest"
    shown = {"expected": expected[:SHORT], "found": found[:SHORT], "place": release.name}
    return OvtError("OVT-P05", Where(file=release.name), reason=reason, **shown)


def note_removed(warehouse: Warehouse, releases: Sequence[Path]) -> None:
    """Note the digests of releases about to be removed, so that the chain does not miss them."""
    place = warehouse.releases / REMOVED
    there = {path.name for path in warehouse.release_files().values()}
    known = {digest: name for digest, name in _noted(place).items() if name not in there}
    known |= {digest_beside(release): release.name for release in releases}
    write_whole(place, "".join(f"{digest}  {name}\n" for digest, name in known.items() if digest))


def removed_ids(warehouse: Warehouse) -> set[str]:
    """Return the identifiers of the releases noted as removed, or as given up."""
    return {release_id(name) for name in _noted(warehouse.releases / REMOVED).values()}


def chain_faults(
    warehouse: Warehouse, current: Path, log: Sequence[Logged], *, whole: bool = False
) -> Iterator[OvtError]:
    """Yield what is not as the releases say, `current` itself apart; `log` is what it says of all before it.

    A release is read again when it was written to after the digest beside it; with `whole`, each one is.
    """
    chain = _Chain(warehouse, log)
    yield from chain.logs_beside()
    yield from chain.strangers(current)
    yield from chain.orphans()
    named = dict(chain.links(release_id(current.name)))
    yield from (error for logged, digest in named.items() for error in chain.broken(logged, digest, whole=whole))
    for name, release in chain.files.items():  # of before the logs named digests: each is held to its own
        if name in chain.log and chain.log[name] not in named and release != current:
            yield from _altered(release, digest_beside(release), whole=whole)


class _Chain:
    """The files of releases/, beside what the log says."""

    def __init__(self, warehouse: Warehouse, log: Sequence[Logged]) -> None:
        self.warehouse, self.log = warehouse, {one.release_id: one for one in log}
        self.files = warehouse.release_files()

    @cached_property
    def removed(self) -> dict[str, str]:
        """What was removed or given up: identifiers by digest."""
        return {digest: release_id(name) for digest, name in _noted(self.warehouse.releases / REMOVED).items()}

    @cached_property
    def by_digest(self) -> dict[str, str]:
        """Identifiers of releases, kept and removed, by the digest noted of each."""
        return self.removed | {digest_beside(path): name for name, path in self.files.items()}

    def links(self, last: str) -> Iterator[tuple[Logged, str]]:
        """Yield each release before `last`, with the digest that the one after it names, as long as they name one."""
        seen, now = {last}, self.log.get(last)
        while now and now.previous_sha256:
            before = self.log.get(self.by_digest.get(now.previous_sha256, "")) or self._latest_before(now, seen)
            if before is None or before.release_id in seen:
                return
            yield before, now.previous_sha256
            seen.add(before.release_id)
            now = before

    def _latest_before(self, now: Logged, seen: set[str]) -> Logged | None:
        """Return the release that `now` must have followed, by the time of publication: nothing has its digest."""
        earlier = [one for one in self.log.values() if one.release_id not in seen]
        return max((o for o in earlier if o.published_at <= now.published_at), key=_when, default=None)

    def broken(self, logged: Logged, digest: str, *, whole: bool) -> Iterator[OvtError]:
        """Yield why a release is not the one that the chain names: gone, altered, or with another digest beside it."""
        release = self.files.get(logged.release_id)
        if release is None:
            if digest not in self.removed:
                yield _gone(self._name(logged.release_id), digest)
            return
        noted = digest_beside(release)
        faults = list(_altered(release, digest, whole=whole or noted != digest))
        yield from faults
        if noted != digest and not faults:
            shown = {"expected": digest[:SHORT], "found": noted[:SHORT] or "—", "digest": digest}
            yield OvtError("OVT-P37", Where(file=release.name + DIGEST), place=release.name, **shown)

    def _name(self, identifier: str) -> str:
        """Return the name of a release that is gone: that of the digest left beside it, else its identifier."""
        beside = self.warehouse.releases.glob(f"ovt_*_{identifier}.duckdb{DIGEST}")
        return next((p.name.removesuffix(DIGEST) for p in beside), identifier)

    def logs_beside(self) -> Iterator[OvtError]:
        """Yield the logs of changes that DuckDB would replay into a release."""
        found = sorted(self.warehouse.releases.glob(f"ovt_*{WAL}"))
        yield from (log_beside(self.warehouse, path) for path in found)

    def strangers(self, current: Path) -> Iterator[OvtError]:
        """Yield the releases that the public one does not know: published after it, or brought from elsewhere."""
        for name, path in self.files.items():
            if name not in self.log:
                later = path != current and all(name > known for known in self.log)
                yield OvtError("OVT-P35", Where(file=path.name), place=path.name, reason="later" if later else "other")

    def orphans(self) -> Iterator[OvtError]:
        """Yield the releases of before the chain that are gone while their digest stayed."""
        named = {one.previous_sha256 for one in self.log.values()} | set(self.removed)
        unfinished = self.warehouse.unfinished()
        for beside in sorted(self.warehouse.releases.glob(f"ovt_*{DIGEST}")):
            release = beside.with_name(beside.name.removesuffix(DIGEST))
            digest = digest_beside(release)
            if not release.exists() and release != unfinished and digest not in named:
                yield _gone(release.name, digest or "—")


def _altered(release: Path, digest: str, *, whole: bool) -> Iterator[OvtError]:
    if whole or not digest or _written_since(release):
        found = sha256_of(release)
        if found != digest:
            yield altered(release, digest, found)


def _written_since(release: Path) -> bool:
    """Say whether a release was written to after its digest was noted beside it."""
    beside = release.with_name(release.name + DIGEST)
    return not beside.exists() or release.stat().st_mtime_ns > beside.stat().st_mtime_ns


def _gone(name: str, digest: str) -> OvtError:
    return OvtError("OVT-P36", Where(file=name), place=name, expected=digest[:SHORT], digest=digest)


def _noted(place: Path) -> dict[str, str]:
    """Return the names by digest that a file of digests holds; a line that is none says nothing."""
    try:
        text = place.read_text(encoding="ascii", errors="replace")
    except OSError:
        return {}
    lines = (_LINE.fullmatch(line.strip()) for line in text.splitlines())
    return {found[1]: found[2] for found in lines if found}


def _when(one: Logged) -> datetime:
    return one.published_at
