"""Settings of a run: a flag wins over the environment, the environment over the default. Only this module reads it.

Belongs here: where deliveries and decisions lie, where figures go, the language. Does not belong here: using them.
"""

import os
import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ovt_pipeline.language.catalogue import LANGUAGES
from ovt_pipeline.language.errors import OvtError, Where
from ovt_pipeline.warehouse.place import Warehouse

PROJECT = Path(__file__).resolve().parent.parent
SAMPLES = Path("sources/samples")
DEFAULTS = {
    "sources": Path("sources/inbox"),
    "warehouse": Path("warehouse"),
    "decisions": Path("sources/decisions"),
    "waivers": Path("sources/waivers"),  # of the version before, read beside the decisions
}
CSV_QUIET = 60  # seconds since its last change after which a csv is no longer being written
KEEP_DAYS = 31  # days for which every release is kept
LONGEST_KEPT = 36_500  # days of a century: who never wants to remove one says so
UNITS = {"M": 2**20, "G": 2**30, "T": 2**40}  # of OVT_DISK_MIN, in bytes


@dataclass(frozen=True)
class Settings:
    """What a run needs to know of its surroundings; paths are absolute."""

    sources: Path
    warehouse: Warehouse
    dagster_home: Path
    decisions: Path = DEFAULTS["decisions"]  # folder of the signed decisions
    waivers: Path = DEFAULTS["decisions"]  # folder where the version before kept waivers
    csv_quiet: int = CSV_QUIET  # seconds
    keep_days: int = KEEP_DAYS
    disk_min: int = 0  # bytes that should be left on the volume of the warehouse; 0 asks nothing
    flags: str = ""  # what leads another command to the same warehouse, a space before it


def read_settings(
    sources: Path | None = None,
    warehouse: Path | None = None,
    *,
    samples: bool = False,
    environment: Mapping[str, str] | None = None,
) -> Settings:
    """Return the settings; `samples` changes the defaults to the sample exports and their own warehouse.

    Raises: OVT-U05 when OVT_DECISIONS names no folder: a withdrawal that nobody reads would publish a wrong figure.
    """
    env = os.environ if environment is None else environment
    from_env = {key: Path(env[f"OVT_{key.upper()}"]) for key in DEFAULTS if env.get(f"OVT_{key.upper()}")}
    if samples:
        samples_of = _samples_folder()
        chosen = {
            "sources": samples_of,
            "warehouse": DEFAULTS["warehouse"] / "samples",
            "decisions": samples_of / "decisions",
            "waivers": samples_of / "decisions",
        }
    else:
        chosen = {**DEFAULTS, **from_env}
    root = (warehouse or chosen["warehouse"]).expanduser().absolute()
    home = Path(env.get("DAGSTER_HOME") or root / ".dagster").expanduser().absolute()
    kinds = (sources or chosen["sources"], chosen["decisions"], chosen["waivers"])
    places = [path.expanduser().absolute() for path in kinds]
    if not samples and places[1] != DEFAULTS["decisions"].absolute():
        _require_folder(places[1])
    flags = f" --warehouse {shlex.quote(str(warehouse))}" if warehouse else " --samples" if samples else ""
    numbers = {
        "csv_quiet": _number(env, "OVT_CSV_QUIET", CSV_QUIET, range(3601)),  # an hour at most
        "keep_days": _number(env, "OVT_KEEP_DAYS", KEEP_DAYS, range(1, LONGEST_KEPT + 1)),
        "disk_min": _size(env, "OVT_DISK_MIN"),
    }
    return Settings(places[0], Warehouse(root), home, places[1], places[2], flags=flags, **numbers)


def _number(env: Mapping[str, str], name: str, default: int, allowed: range) -> int:
    """Return a whole number of the environment. Raises OVT-U07 unless it is one of those allowed."""
    said = env.get(name) or str(default)
    if not (re.fullmatch("[0-9]{1,6}", said) and int(said) in allowed):
        raise OvtError("OVT-U07", name=name, allowed=f"{allowed.start} … {allowed.stop - 1}", found=said)
    return int(said)


def _size(env: Mapping[str, str], name: str) -> int:
    """Return a size of the environment in bytes, 0 when it says none. Raises OVT-U07 unless it is like 500M or 2T."""
    said = env.get(name)
    found = re.fullmatch(f"([0-9]{{1,6}})([{''.join(UNITS)}])", said) if said else None
    if said and not found:
        raise OvtError("OVT-U07", name=name, allowed="500M, 10G, 2T, …", found=said)
    return int(found[1]) * UNITS[found[2]] if found else 0


def read_language(flag: str | None = None, environment: Mapping[str, str] | None = None) -> str:
    """Return 'fr' or 'en': the flag, else OVT_LANG, else French. Raises OVT-U07 for anything else."""
    env = os.environ if environment is None else environment
    chosen = flag or env.get("OVT_LANG") or "fr"
    if chosen not in LANGUAGES:
        raise OvtError("OVT-U07", name="OVT_LANG / --lang", allowed=", ".join(LANGUAGES), found=chosen)
    return chosen


def export_settings(settings: Settings) -> None:
    """Give this process and its children the settings, and Dagster its home and its discretion."""
    os.environ["OVT_SOURCES"] = str(settings.sources)
    if settings.decisions.is_dir():  # one that is named must be there; the default one may be missing
        os.environ["OVT_DECISIONS"] = str(settings.decisions.absolute())
    os.environ["OVT_WAIVERS"] = str(settings.waivers.absolute())
    os.environ["OVT_CSV_QUIET"] = str(settings.csv_quiet)
    os.environ["OVT_KEEP_DAYS"] = str(settings.keep_days)
    os.environ["OVT_WAREHOUSE"] = str(settings.warehouse.root)
    os.environ["DAGSTER_HOME"] = str(settings.dagster_home)
    os.environ["DAGSTER_REDACT_USER_CODE_ERRORS"] = "1"  # a failing step would log its local variables


def shown(path: Path) -> Path:
    """Return a path relative to the current folder when it is below it."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def _require_folder(path: Path) -> None:
    if not path.is_dir():
        found = "NotADirectoryError" if path.exists() else "FileNotFoundError"
        raise OvtError("OVT-U05", Where(file=path.name), reason="decisions", found=found, option="OVT_DECISIONS")


def _samples_folder() -> Path:
    return SAMPLES if SAMPLES.is_dir() else PROJECT / SAMPLES
