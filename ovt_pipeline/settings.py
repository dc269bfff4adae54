"""Settings of a run: a flag wins over the environment, the environment over the default. Only this module reads it.

Belongs here: where deliveries and decisions lie, where figures go, the language. Does not belong here: using them.
"""

import os
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


@dataclass(frozen=True)
class Settings:
    """What a run needs to know of its surroundings; paths are absolute."""

    sources: Path
    warehouse: Warehouse
    dagster_home: Path
    decisions: Path = DEFAULTS["decisions"]  # folder of the signed decisions
    waivers: Path = DEFAULTS["decisions"]  # folder where the version before kept waivers
    csv_quiet: int = CSV_QUIET  # seconds
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
    return Settings(places[0], Warehouse(root), home, places[1], places[2], _csv_quiet(env), flags)


def _csv_quiet(env: Mapping[str, str]) -> int:
    """Return OVT_CSV_QUIET. Raises OVT-U07 unless it is a number of seconds, an hour at most."""
    said = env.get("OVT_CSV_QUIET") or str(CSV_QUIET)
    if not (said.isascii() and said.isdigit() and int(said) <= 3600):  # noqa: PLR2004 - seconds of an hour
        raise OvtError("OVT-U07", name="OVT_CSV_QUIET", allowed="0 … 3600", found=said)
    return int(said)


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
