"""The rows that turn between lots that follow each other, kept beside the lots: what changed, not what stayed.

    lots/.turns/<export>__<table>.parquet  .json

An entity turns between two lots when it has not the same rows in both. The rows that it has then, in both, are a fact
of the content of the two and of nothing else: whatever lots come, go or are withdrawn, a pair that stands side by side
again has the same ones. Both files are made from lots alone and may be removed: altered or of another program or
contract, they are as if they had never been there.

Belongs here: these files, and which pairs they hold. Does not belong here: reading lots (lot_rows.py), which lots.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from ovt_pipeline import __version__
from ovt_pipeline.sql import fill_sql, read_sql
from ovt_pipeline.warehouse.files import PRIVATE_FILE, PRIVATE_FOLDER, cannot_write, sha256_of, write_whole

TURNS = ".turns"
OF_A_PAIR = "before VARCHAR, after VARCHAR, is_after BOOLEAN, is_accepted BOOLEAN"
Pair = tuple[str, str]  # contents of one table in two lots that follow each other


@dataclass(frozen=True)
class Turns:
    """The turns of one table; `columns` are those of its rows, with their types."""

    folder: Path
    name: str
    columns: Mapping[str, str]
    entity: str

    @property
    def rows(self) -> Path:
        """The file of the rows; `.json` beside it says what it holds."""
        return self.folder / f"{self.name}.parquet"

    def create(self, con: duckdb.DuckDBPyConnection, made: str) -> None:
        """Create a table of turns."""
        columns = ", ".join(f'"{name}" {kind}' for name, kind in self.columns.items())
        con.execute(f"CREATE OR REPLACE TEMP TABLE {made} ({OF_A_PAIR}, {columns})")

    def load(self, con: duckdb.DuckDBPyConnection, made: str) -> Mapping[Pair, None]:
        """Fill a table with what is kept; returns the pairs that it answers for."""
        pairs = self._kept()
        if pairs:
            con.execute(f"INSERT INTO {made} SELECT * FROM read_parquet($file)", {"file": str(self.rows)})
        return pairs

    def add(self, con: duckdb.DuckDBPyConnection, made: str, rows: str, pairs: Sequence[Pair]) -> None:
        """Add to a table what turns in these pairs; `rows` holds all rows of their contents."""
        bound = {"before": [before for before, _ in pairs], "after": [after for _, after in pairs]}
        con.execute(fill_sql("lots/turned", made=made, rows=rows, entity=f'"{self.entity}"'), bound)

    def keep(self, con: duckdb.DuckDBPyConnection, made: str, pairs: Sequence[Pair]) -> None:
        """Keep what a table holds of these pairs. Raises OVT-P06."""
        with cannot_write("lots"):
            self.folder.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
            aside = self.rows.with_suffix(".new")
            quoted = str(aside).replace("'", "''")  # COPY takes no bound value
            con.execute(f"COPY {made} TO '{quoted}' (FORMAT parquet)")
            aside.chmod(PRIVATE_FILE)
            said = {"form": self._form, "rows": sha256_of(aside), "pairs": pairs}
            aside.replace(self.rows)
            write_whole(self.rows.with_suffix(".json"), json.dumps(said))

    @property
    def _form(self) -> str:
        """What makes the turns of the same contents others: the program, the columns, what an entity is."""
        form = [__version__, read_sql("lots/turned"), read_sql("lots/rows"), [*self.columns.items()], self.entity]
        return hashlib.sha256(json.dumps(form).encode()).hexdigest()

    def _kept(self) -> dict[Pair, None]:
        try:
            said = json.loads(self.rows.with_suffix(".json").read_text(encoding="utf-8"))
            if said["form"] == self._form and said["rows"] == sha256_of(self.rows):
                return dict.fromkeys((before, after) for before, after in said["pairs"])
        except (OSError, ValueError, KeyError, TypeError):
            pass
        return {}
