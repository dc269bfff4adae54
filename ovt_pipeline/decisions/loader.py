"""Loads the signed waivers: every YAML file of their folder, refused with file and line when it is not understood.

Belongs here: turning files into waivers, mistakes in them. Does not belong here: what a waiver lets through.
"""

import json
from functools import cache
from importlib.resources import files
from pathlib import Path

from ovt_pipeline.contracts.loader import load_contracts
from ovt_pipeline.decisions.model import Waiver, from_plain
from ovt_pipeline.language.errors import OvtError, Where
from ovt_pipeline.yaml_data import DataFile, Schema, load_data_file


def load_waivers(folder: Path) -> tuple[Waiver, ...]:
    """Return the waivers of `folder` in the order of their ids, none without the folder.

    Raises: OVT-C01 with file and line for a file that is not a waiver, an id used twice, an end before the signature,
    an export without a contract.
    """
    try:
        sources = sorted(p for p in folder.iterdir() if p.suffix.lower() in {".yaml", ".yml"})
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except OSError as error:
        raise _unreadable(folder, error) from None
    read = [_load(source) for source in sources]
    _refuse_shared_ids(read)
    return tuple(sorted((_waiver(file) for file in read), key=lambda w: w.id))


def _load(source: Path) -> DataFile:
    try:
        file = load_data_file(source, _schema())
    except OSError as error:
        raise _unreadable(source, error) from None
    _refuse_contradictions(file)
    return file


def _refuse_contradictions(file: DataFile) -> None:
    """Raise OVT-C01 for what no single value shows wrong."""
    export = file.data.get("delivery", {}).get("export")
    if export and file.data["rule"].startswith("AUDIT-"):
        expected = f"aucune livraison / no delivery: {file.data['rule']}, publication / release"
        raise file.fault(("delivery",), expected, export)
    if export not in {None, *load_contracts()}:
        expected = f"un export parmi / an export among: {', '.join(load_contracts())}"
        raise file.fault(("delivery", "export"), expected, export)
    if file.data["until"] < file.data["signed_on"]:
        expected = f"une fin au plus tôt le / an end no earlier than {file.data['signed_on']}"
        raise file.fault(("until",), expected, file.data["until"])


def _waiver(file: DataFile) -> Waiver:
    data, named = file.data, file.data.get("delivery", {})
    who = {"signer": data["signed_by"]["name"], "role": data["signed_by"]["role"]}
    what = {key: named.get(key) for key in ("export", "extraction_date")} | {"sha256": named.get("sha256", "")}
    return from_plain({**{key: data[key] for key in ("id", "rule", "signed_on", "until", "why")}, **who, **what})


def _refuse_shared_ids(read: list[DataFile]) -> None:
    first: dict[str, str] = {}
    for file in read:
        if file.data["id"] in first:
            expected = "un identifiant par dérogation / one identifier a waiver"
            raise file.fault(("id",), expected, f"{file.data['id']} ({first[file.data['id']]})")
        first[file.data["id"]] = file.name


def _unreadable(path: Path, error: OSError) -> OvtError:
    expected = "un fichier lisible / a readable file"
    return OvtError("OVT-C01", Where(file=path.name), expected=expected, found=type(error).__name__)


@cache
def _schema() -> Schema:
    found: Schema = json.loads(files(__package__).joinpath("waiver.schema.json").read_text(encoding="utf-8"))
    return found
