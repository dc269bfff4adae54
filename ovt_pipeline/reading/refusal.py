"""Why a delivery cannot be read, as plain fields that travel from the reading child to its parent.

Belongs here: the light exception raised by every module that the child imports.
Does not belong here: sentences (catalogue/errors.yaml) and the OvtError made of them (refused.py), which need yaml.
"""

from typing import Any


class Refusal(Exception):  # noqa: N818 - the word of the contract: a delivery is refused
    """The whole delivery is refused: a catalogue code, the fields of its sentences and the place.

    Fields hold headers, counts, part names and addresses, never a cell value. `reason` names the sentence of the
    catalogue entry's `reasons` that says what was found.
    """

    def __init__(
        self, code: str, *, sheet: str | None = None, row: int | None = None, **fields: str | int | list[str]
    ) -> None:
        super().__init__(code)
        self.code = code
        self.sheet = sheet
        self.row = row
        self.fields = fields

    def plain(self) -> dict[str, Any]:
        """Return the refusal as JSON-ready data."""
        return {"error": self.code, "fields": self.fields, "where": {"sheet": self.sheet, "row": self.row}}


def from_plain(answer: dict[str, Any]) -> Refusal:
    """Return the refusal that `plain` wrote."""
    where = answer["where"]
    return Refusal(answer["error"], sheet=where["sheet"], row=where["row"], **answer["fields"])
