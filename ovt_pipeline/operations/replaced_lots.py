"""The folders of lots/ that hold the verdict of a delivery judged again since: what is left of the earlier judgement.

Every accepted lot is the one of its day, or tells which entities vanished later, and any figure may be asked for again:
accepted lots stay.

Belongs here: choosing and removing them. Does not belong here: what a lot is (deliveries/).
"""

import shutil
from collections.abc import Sequence
from datetime import UTC, datetime

from ovt_pipeline.clock import ZONE
from ovt_pipeline.operations.removable import Removable, size_of
from ovt_pipeline.operations.situation import Situation
from ovt_pipeline.warehouse.files import cannot_write


class ReplacedLots:
    """Verdicts that a later one of the same delivery replaced, whatever their age."""

    name = "lots"
    is_nightly = False

    def past(self, situation: Situation, keep_days: int) -> list[Removable]:  # noqa: ARG002 - of a kind: no age keeps one
        """Return the replaced verdicts, in order of their folders."""
        current = {situation.store.folder(one) for one in situation.deliveries}
        folders = sorted(path.parent for path in situation.warehouse.lots.glob("*/*/delivery.json"))
        written = {one: datetime.fromtimestamp(one.stat().st_mtime, UTC).astimezone(ZONE).date() for one in folders}
        return [Removable(one, written[one], size_of(one)) for one in folders if one not in current]

    def remove(self, situation: Situation, found: Sequence[Removable]) -> None:
        """Remove their folders. The caller holds the writer's lock. Raises OVT-P06."""
        for one in found:
            with cannot_write(str(one.path.relative_to(situation.warehouse.root))):
                shutil.rmtree(one.path)
