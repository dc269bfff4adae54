"""A withdrawal: a delivery is as if it had never been received, the way back from a wrong file that was accepted.

Belongs here: what its file may hold. Does not belong here: its effect (deliveries/lots.py).
"""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, with_config

from ovt_pipeline.decisions.signed import Digest, Export, FileIdentity, Signed, inside, is_of
from ovt_pipeline.yaml_data import CLOSED, Day


@with_config(CLOSED)
@dataclass(frozen=True, kw_only=True)
class Withdrawal(Signed):
    """One signed withdrawal. It has no end, and names the bytes: a corrected file of that date is not withdrawn."""

    type: Literal["withdrawal"]
    id: Annotated[str, Field(pattern="^WD-[0-9]{4}-[0-9]{2,4}$")]
    export: Annotated[Export, inside("delivery", "export")]
    extraction_date: Annotated[Day, inside("delivery", "extraction_date")]
    sha256: Annotated[Digest, inside("delivery", "sha256")]

    def covers(self, identity: FileIdentity) -> bool:
        """Say whether it names this delivery."""
        return is_of(identity, self.export, self.extraction_date, self.sha256)

    @property
    def subject(self) -> str:
        """What it is about, in words of the outputs: the start of a delivery's identifier."""
        return f"{self.export}/{self.extraction_date}_{self.sha256[:12]}"
