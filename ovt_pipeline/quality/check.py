"""One file judged before it is delivered: what a run would refuse, reject or remark. Nothing is kept.

Belongs here: the order of these steps without a warehouse, and what cannot be verified without one.
Does not belong here: how a step is done (reading/front.py, assess.py), how the answer is shown (cli/).
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ovt_pipeline.clock import Clock, today
from ovt_pipeline.contracts.model import Contract
from ovt_pipeline.deliveries.find import Inbox, InboxFile, dates_in_name
from ovt_pipeline.deliveries.name_hint import name_with_date
from ovt_pipeline.deliveries.names import is_readable, shown_name
from ovt_pipeline.deliveries.owner import ENOUGH, closest, share
from ovt_pipeline.deliveries.type_cells import type_parts
from ovt_pipeline.language.errors import OvtError, Where
from ovt_pipeline.language.progress import tell
from ovt_pipeline.quality.assess import assess
from ovt_pipeline.quality.judge import Judgement
from ovt_pipeline.quality.places import Place, places_contract, places_in, references_of
from ovt_pipeline.reading.front import ReadFile, read_file


@dataclass(frozen=True)
class Checked:
    """What is known of one file. `contract`, `read` and `judgement` are None as far as the file could not be read.

    `errors` would refuse the whole delivery. `places_from` names the municipality list compared with, None when the
    export has municipalities and there was no list to compare them with.
    """

    file_name: str
    contract: Contract | None
    day: date | None
    errors: tuple[OvtError, ...]
    read: ReadFile | None = None
    judgement: Judgement | None = None
    places_from: str | None = None

    @property
    def is_sound(self) -> bool:
        """Tell whether a run would use every row of the file."""
        return not self.errors and self.judgement is not None and self.judgement.rows_rejected == 0


@dataclass(frozen=True)
class Checker:
    """Checks files against `contracts`; the municipality list is looked for beside the file, then in `sources`."""

    contracts: dict[str, Contract]
    clock: Clock
    sources: Path

    def check(self, path: Path, export: str | None = None) -> Checked:
        """Judge a file as a run would. Nothing the file holds raises: its faults are the answer."""
        name_errors = tuple(self._name_errors(path))
        days = dates_in_name(path.name)
        day = next(iter(days)) if len(days) == 1 else None
        said = self.contracts[export] if export else self._said(path)
        read = self._read(path, said) if said else None
        try:
            contract = said if said and (export or isinstance(read, ReadFile)) else self._recognise(path, said)
        except OvtError as error:
            return Checked(path.name, None, day, (*name_errors, error))
        if read is None or contract is not said:
            read = self._read(path, contract)
        if isinstance(read, OvtError):
            return Checked(path.name, contract, day, (*name_errors, read))
        return self._judged(path, contract, read, day, name_errors)

    def _said(self, path: Path) -> Contract | None:
        """Return the contract that the folder or the name of a file says; a file read as such is asked nothing else."""
        names = (path.absolute().parent.name, path.name)
        return next((c for e, c in self.contracts.items() if e == names[0] or names[1].startswith(e)), None)

    def _read(self, path: Path, contract: Contract) -> ReadFile | OvtError:
        tell("check_reading", file=path.name, export=contract.export)
        try:
            return read_file(path, contract)
        except OvtError as error:
            return error

    def _judged(
        self, path: Path, contract: Contract, read: ReadFile, day: date | None, name_errors: tuple[OvtError, ...]
    ) -> Checked:
        described = min(day or today(self.clock), today(self.clock))  # a wrong date in a name hides no other fault
        source, places = self._places(path, described) if contract.role != "places" else ("", [])
        tell("check_judging", rows=sum(len(t.row_numbers) for t in read.tables))
        judgement = assess(read, contract, described, places, None, None, path.name)
        errors = (*name_errors, *judgement.errors)
        return Checked(path.name, contract, day, errors, read, judgement, source)

    def _name_errors(self, path: Path) -> list[OvtError]:
        days, now = dates_in_name(path.name), today(self.clock)
        where = Where(file=shown_name(path.name))
        if not is_readable(path.name):
            return [OvtError("OVT-F35", where)]
        if len(days) != 1:
            return [OvtError("OVT-F10", where, count=len(days), example=name_with_date(path.name))]
        (day,) = days
        return [OvtError("OVT-F09", where, today=now, found=day)] if day > now else []

    def _recognise(self, path: Path, said: Contract | None) -> Contract:
        """Return the contract whose headers the file has most of; where it lies or its name decide when none does."""
        best = closest(path, self.contracts.values())
        if share(best) >= ENOUGH:
            return self.contracts[best.export]
        if said:
            return said
        fields = {"closest": best.export, "count": best.found, "columns": best.columns}
        raise OvtError("OVT-F18", Where(file=path.name), exports=", ".join(self.contracts), **fields)

    def _places(self, path: Path, day: date) -> tuple[str | None, list[Place] | None]:
        """Return the list in use on a day: the latest up to it, else the oldest, as a run does. None without a list."""
        contract = places_contract(self.contracts)
        for folder in (path.absolute().parent.parent, self.sources):
            found = Inbox(folder).files(contract.export, contract.formats)
            dated = [c for c in found if c.extraction_date]
            up_to_day = [c for c in dated if c.extraction_date and c.extraction_date <= day]
            if dated:
                return _list_of((up_to_day or dated[:1])[-1], contract)
        return None, None


def _list_of(candidate: InboxFile, contract: Contract) -> tuple[str | None, list[Place] | None]:
    try:
        parts = read_file(candidate.path, contract).tables
    except OvtError:
        return None, None
    typed = type_parts(parts, contract.tables[0], references_of([]))
    return candidate.file_name, places_in(typed.frame(), contract)
