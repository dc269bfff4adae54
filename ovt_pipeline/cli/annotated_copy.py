"""`ovt check FILE --annotate OUT.xlsx`: the words of the copy, and where it may be written.

Belongs here: the plan of the copy in one language, its refusals, its writing. Does not belong here: where the marks go
(quality/annotation.py), making the copy (reading/annotation/, in the reading child).

The copy holds the data of the file, personal columns too: it goes from the child's memory to one private file, and
nowhere else.
"""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ovt_pipeline.cli.new_file import PRIVATE, refuse_target, write_new
from ovt_pipeline.contracts.model import Contract
from ovt_pipeline.language.catalogue import LANGUAGES
from ovt_pipeline.language.errors import OvtError, Where
from ovt_pipeline.language.speech import Speech
from ovt_pipeline.settings import Settings, shown

if TYPE_CHECKING:
    from ovt_pipeline.quality.annotation import Fault
    from ovt_pipeline.quality.check import Checked

State = tuple[int, int, int]  # inode, size, time of its last change

AUTHOR = "ovt check"
NOT_COPIED = (".xls", ".xlsm", ".ods")
UNREADABLE = ("OVT-F01", "OVT-F02", "OVT-F03", "OVT-F04", "OVT-F14", "OVT-F15")  # the file cannot be opened at all
_SEVERITIES = {  # word of a mark, what it leads to
    "refusal": ("annotate_refusal", "check_refusals"),
    "rejection": ("annotate_rejection", "check_rejection"),
    "doubt": ("annotate_doubt", "check_doubt"),
    "remark": ("annotate_remark", "check_remark"),
}
_HEADS = (
    "annotate_severity", "annotate_rule", "annotate_sheet", "annotate_column", "annotate_sentence", "annotate_count",
    "annotate_first",
)  # fmt: skip
_LOSSES = {
    "pictures": "annotate_pictures",
    "charts": "annotate_charts",
    "drawings": "annotate_drawings",
    "pivots": "annotate_pivots",
    "controls": "annotate_controls",
    "threads": "annotate_threads",
    "extensions": "annotate_extensions",
}


def refuse_copy(path: Path, out: Path, settings: Settings) -> None:
    """Refuse, before anything is read, a copy that cannot be. Raises OVT-U01, U09, U11, U12."""
    refuse_target(out)
    if path.suffix.lower() in NOT_COPIED:
        raise OvtError("OVT-U11", Where(file=path.name), found=path.suffix.lower())
    target = out.absolute().parent.resolve()
    for folder in (settings.warehouse.root, settings.sources):
        if target.is_relative_to(folder.resolve()):
            raise OvtError("OVT-U12", Where(file=out.name), place=shown(folder))
    if any((parent / "lots").is_dir() and (parent / "releases").is_dir() for parent in (target, *target.parents)):
        raise OvtError("OVT-U12", Where(file=out.name), place=out.parent)


def state_of(path: Path) -> State:
    """Return what changes when a file is written or replaced."""
    facts = path.stat()
    return facts.st_ino, facts.st_size, facts.st_mtime_ns


def write_copy(
    path: Path, out: Path, checked: "Checked", before: State, contracts: dict[str, Contract], words: Speech
) -> tuple[bool, list[str]]:
    """Write the copy; tell whether there is one, and what to know of it. Raises OVT-U05, U09, U13: there is none.

    `before` is the state of the file before its check: the marks of another content would be in the wrong places.
    """
    unreadable = next((e for e in checked.errors if e.code in UNREADABLE), None)
    if unreadable:
        reason = f"{unreadable.code} {unreadable.sentence('title', words.lang)}"
        return False, [words("annotate_nothing", reason=reason)]
    from ovt_pipeline.reading.front import COPY_LIMITS  # noqa: PLC0415 - only a copy needs it

    content, lost = _copy(path, [checked.contract] if checked.contract else list(contracts.values()), checked, words)
    if state_of(path) != before:
        changed = {f"found_{lang}": Speech(lang)("annotate_changed") for lang in LANGUAGES}
        raise OvtError("OVT-U13", Where(file=path.name), **changed, **asdict(COPY_LIMITS))
    write_new(out, content, PRIVATE)
    what = ", ".join(words(_LOSSES[kind]) for kind in lost)
    return True, [words("annotate_lost", what=what)] if lost else []


def _copy(path: Path, contracts: list[Contract], checked: "Checked", words: Speech) -> tuple[bytes, list[str]]:
    from ovt_pipeline.quality.annotation import faults_of  # noqa: PLC0415 - imports pandas, as the check did
    from ovt_pipeline.reading.front import COPY_LIMITS, annotate_file  # noqa: PLC0415 - only a copy needs it

    try:
        return annotate_file(path, contracts, plan_of(checked, faults_of(checked), words))
    except OvtError as error:
        found = {f"found_{lang}": f"{error.code} {error.sentence('found', lang)}" for lang in ("fr", "en")}
        raise OvtError("OVT-U13", Where(file=path.name), **found, **asdict(COPY_LIMITS)) from None


def plan_of(checked: "Checked", faults: "list[Fault]", words: Speech) -> dict[str, Any]:
    """Return the plan that the reading child follows: every word of the copy, and where its marks go."""
    from ovt_pipeline.cli.show_check import identity_lines, verdict_lines  # noqa: PLC0415 - after a check

    csv_sheet = checked.contract.tables[0].sheet if checked.contract else "csv"
    is_csv = checked.file_name.lower().endswith(".csv")
    unknown = () if checked.contract else (words("annotate_no_export", day=checked.day or "?"),)
    lines = [*unknown, *identity_lines(checked, words), *verdict_lines(checked, words)]
    return {
        "title": words("annotate_title"), "author": AUTHOR, "csv_sheet": csv_sheet,
        "synthetic": words("check_synthetic") if checked.read is None else "",
        "head": [words("annotate_file", file=checked.file_name), *lines],
        "legend_title": words("annotate_legend"), "clean": words("annotate_clean"),
        "legend": [(s, words(word), words(effect)) for s, (word, effect) in _SEVERITIES.items()],
        "heads": [words(head) for head in _HEADS],
        "faults": [_plain(fault, csv_sheet if is_csv and fault.rows else fault.sheet, words) for fault in faults],
        "capped": words("annotate_capped", count="{count}", rules="{rules}"),
        "lost": words("annotate_lost", what="{what}"),
        "kinds": {kind: words(key) for kind, key in _LOSSES.items()},
    }  # fmt: skip


def _plain(fault: "Fault", sheet: str | None, words: Speech) -> dict[str, Any]:
    word = words(_SEVERITIES[fault.severity][0])
    sentence = fault.fr if words.lang == "fr" else fault.en
    return {
        "severity": fault.severity, "word": word, "rule": fault.rule_id, "sentence": sentence,
        "note": f"{word} · {fault.rule_id}\n{sentence}", "sheet": sheet, "shown": fault.shown,
        "count": fault.count, "rows": fault.rows, "column": fault.column, "headers": fault.headers,
    }  # fmt: skip
