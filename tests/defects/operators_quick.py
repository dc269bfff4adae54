"""What makes hundreds of receptions quick without changing what becomes of a delivery.

Belongs here: reading a file once, comparing what was read. Does not belong here: receiving and computing
(operators_run.py).
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from drafts.make import CONTRACTS
from drafts.of_worlds import PLACES
from drafts.reading_here import reading_here

from ovt_pipeline.contracts.model import Contract
from ovt_pipeline.deliveries import receive
from ovt_pipeline.deliveries.type_cells import type_table
from ovt_pipeline.quality.places import references_of
from ovt_pipeline.reading.front import ReadFile, read_file


class ReadOnce:
    """Reads each file once, whoever asks; every case writes in a folder of its own."""

    def __init__(self) -> None:
        self.known: dict[Path, ReadFile] = {}

    def __call__(self, path: Path, contract: Contract) -> ReadFile:
        if path not in self.known:
            self.known[path] = read_file(path, contract)
        return self.known[path]


READ = ReadOnce()


@contextmanager
def quickened() -> Iterator[None]:
    """Read a file once, and here."""
    with reading_here(), patch.object(receive, "read_file", READ):
        yield


def rows_of(export: str, path: Path) -> list[Counter[tuple[object, ...]]]:
    """Return the rows of a file, table by table, as rules and figures can see them: typed, in no order."""
    found, contract = [], CONTRACTS[export]
    for part in READ(path, contract).tables:
        table = contract.table(part.table)
        seen = [c.name for c in table.columns if c.required or c.used_by_rules or c.kind != "text"]
        typed = type_table(part, table, references_of([] if export == "municipalites" else PLACES))
        frame = typed[[name for column in seen for name in (column, f"{column}__defect")]].astype(object)
        found.append(Counter(frame.where(frame.notna(), None).itertuples(index=False, name=None)))
    return found
