"""What a person may remove beyond retention: the same kinds, kept for fewer days, and what no publication removes.

Belongs here: asking them. Does not belong here: a kind (one module each), what goes by itself (retention.py), words.
"""

from dataclasses import dataclass

from ovt_pipeline.operations.removable import Kind, Removable
from ovt_pipeline.operations.retention import kinds
from ovt_pipeline.operations.situation import Situation


@dataclass(frozen=True)
class Pruning:
    """What can go, by kind, and how many releases and lots stay."""

    found: tuple[tuple[Kind, tuple[Removable, ...]], ...]
    releases_kept: int
    lots_kept: int

    @property
    def removable(self) -> tuple[tuple[str, Removable], ...]:
        """Everything that can go, each with the name of its kind."""
        return tuple((kind.name, one) for kind, found in self.found for one in found)


def find_removable(situation: Situation, keep_days: int | None = None) -> Pruning:
    """Return what may go when each is kept for `keep_days`, else for what the settings say. Raises OVT-P07."""
    days = situation.settings.keep_days if keep_days is None else keep_days
    found = tuple((kind, tuple(kind.past(situation, days))) for kind in kinds())
    gone = {one.path for _, some in found for one in some}
    kept = [path for path in situation.warehouse.release_files().values() if path not in gone]
    return Pruning(found, len(kept), len(situation.deliveries))


def remove(situation: Situation, pruning: Pruning) -> None:
    """Remove it. The caller holds the writer's lock. Raises OVT-P06."""
    for kind, found in pruning.found:
        kind.remove(situation, found)
