"""Publishes: builds a release aside, audits it, and swaps it in. Nothing is half-published, whatever fails.

Belongs here: the order of these steps and the removal of what an interrupted publication left.
Does not belong here: rows of a release (fill.py), questions of the audit, the swap itself (warehouse/).
"""

import secrets
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from ovt_pipeline.clock import Clock, stamp, today
from ovt_pipeline.deliveries.delivery import RuleResult
from ovt_pipeline.figures.compute import open_work
from ovt_pipeline.figures.inputs import Inputs
from ovt_pipeline.figures.own_work import OwnWork
from ovt_pipeline.language.errors import OvtError, Where
from ovt_pipeline.language.progress import tell, warn
from ovt_pipeline.quality.silence import silences
from ovt_pipeline.release.audit import audit, failure, record
from ovt_pipeline.release.carry import copy_release
from ovt_pipeline.release.computed_again import compute_again, dates_again, forget
from ovt_pipeline.release.decisions import record_decisions
from ovt_pipeline.release.earlier import tables_of
from ovt_pipeline.release.failed import forget_failed, keep_failed
from ovt_pipeline.release.fill import Stamp, fill
from ovt_pipeline.release.ground import sound_release
from ovt_pipeline.release.official import mark_official
from ovt_pipeline.release.waivers import record_waivers, waived_checks
from ovt_pipeline.warehouse.chain import digest_beside
from ovt_pipeline.warehouse.database import attach_new, attach_read_only, one_row, open_memory
from ovt_pipeline.warehouse.files import cannot_write
from ovt_pipeline.warehouse.place import Warehouse, release_id
from ovt_pipeline.warehouse.swap import publish_file, remove_unfinished

BUILDING = ".building-"
CONTENT = 'SELECT count(*), sum(hash(held)::HUGEINT) FROM {}."{}" AS held'  # the same for the same rows in any order


@dataclass(frozen=True)
class Published:
    """The current release after publishing; `is_new` is false when nothing had changed."""

    release_id: str
    as_of: date
    figures: int
    is_new: bool
    is_synthetic: bool
    audit: tuple[RuleResult, ...]


def publish(
    warehouse: Warehouse,
    inputs: Inputs,
    clock: Clock,
    run_id: str,
    days: Collection[date] = (),
    own_work: OwnWork | None = None,
) -> Published:
    """Publish the dates that work.duckdb names, and `days`, computed from the lots. The caller holds the writer's lock.

    What `own_work` says was computed by this process, and stands there as it was left, is not computed twice.

    A waiver among the decisions of `inputs` can let a blocking check through; those of the lots are in the lots.

    Raises: OVT-P01 audit failed, P02 mixed inputs, P04 no figure, P06 cannot write, and what release/ground.py raises
    when the last release, the chain or a lot is not what it was; the previous release is then untouched.
    """
    with cannot_write("releases"):
        _remove_leftovers(warehouse)
    previous = sound_release(warehouse, inputs)
    before = digest_beside(previous) if previous else None
    identity = Stamp(f"{stamp(clock):%Y%m%dT%H%M%SZ}_{secrets.token_hex(3)}", stamp(clock), run_id, before)
    aside = _aside(warehouse, identity)
    with cannot_write(aside.name), _cleaned(warehouse):
        again = {*days, *dates_again(previous, inputs)}
        compute_again(warehouse, inputs, again, own_work or OwnWork())
        outcome, taken = _build(warehouse, inputs, identity, today(clock), previous)
        if outcome.is_new:
            publish_file(warehouse, aside, f"ovt_{outcome.as_of}_{outcome.release_id}.duckdb")
        forget(warehouse, taken)
    forget_failed(warehouse)
    tell(
        "published" if outcome.is_new else "unchanged",
        release=outcome.release_id,
        figures=outcome.figures,
        as_of=outcome.as_of,
    )
    return outcome


def _aside(warehouse: Warehouse, identity: Stamp) -> Path:
    return warehouse.releases / f"{BUILDING}{identity.release_id}.duckdb"


@contextmanager
def _cleaned(warehouse: Warehouse) -> Iterator[None]:
    try:
        yield
    finally:
        _remove_leftovers(warehouse)


def _build(
    warehouse: Warehouse, inputs: Inputs, identity: Stamp, day: date, previous: Path | None
) -> tuple[Published, list[date]]:
    """Build a release aside and audit it. Returns what it is, and the dates that it took from work.duckdb."""
    aside = _aside(warehouse, identity)
    with open_memory() as con, ExitStack() as attached:
        attached.enter_context(open_work(con, warehouse))
        if previous:
            attached.enter_context(attach_read_only(con, previous, "previous"))
        is_copy = previous is not None and copy_release(con, previous, aside)
        with attach_new(con, aside, "release"):
            left_out = fill(con, inputs, identity, is_copy=is_copy)
            results = audit(con, inputs.plans)
            checks = waived_checks(results, inputs.decisions.waivers, day)
            record_waivers(con, inputs, checks, day)
            record_decisions(con, inputs, identity.published_at, day)
            mark_official(con, inputs.decisions.publications)
            record(con, silences(inputs.contracts.values(), inputs.deliveries, day))
            figures, as_of = _summary(con)
            if not figures:
                raise left_out[0] if left_out else _no_figure(con)
            blocked = failure(con, results, {w.rule for w in checks})
            is_new = not (previous and _is_same(con))
            taken = [row[0] for row in con.execute("SELECT as_of FROM temp.computed_dates").fetchall()]
    if blocked:
        keep_failed(warehouse, aside)  # closed by now, so whole
        raise blocked
    for error in left_out:
        warn(error)
    synthetic = any(d.is_synthetic for d in inputs.deliveries if d.accepted)
    release = identity.release_id if is_new or previous is None else release_id(previous.name)
    return Published(release, as_of, figures, is_new, synthetic, tuple(results)), taken


def _summary(con: duckdb.DuckDBPyConnection) -> tuple[int, date]:
    figures, as_of = one_row(
        con,
        "SELECT count(*) FILTER (region_code = '00'), max(as_of) FROM indicator_results",
    )
    return figures, as_of


def _no_figure(con: duckdb.DuckDBPyConnection) -> OvtError:
    query = "SELECT max(as_of), string_agg(DISTINCT missing_exports, ' ') FROM work.computations"
    day, missing = one_row(con, query)
    exports = ", ".join(sorted(set((missing or "").split())))
    return OvtError("OVT-P04", Where(), as_of=day, exports=exports)


def _is_same(con: duckdb.DuckDBPyConnection) -> bool:
    """Say whether the release holds exactly what the previous one does, its log apart."""
    columns = "SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE database_name = $name"
    ours, theirs = (set(con.execute(columns, {"name": name}).fetchall()) for name in ("release", "previous"))
    if ours != theirs:  # the schema itself has changed
        return False
    for table in tables_of(con, "release") - {"releases"}:
        held, before = (one_row(con, CONTENT.format(name, table)) for name in ("release", "previous"))
        if held != before:
            return False
    told = "(SELECT (bool_or(signatures_required), count(*) FILTER (is_official)) FROM {}.releases)"
    (is_told,) = one_row(con, f"SELECT {told.format('release')} = {told.format('previous')}")
    return bool(is_told)  # a duty to sign, or that a release is official, is remembered at once


def _remove_leftovers(warehouse: Warehouse) -> None:
    """Remove files being built, and the one of a publication that never ended."""
    for path in warehouse.releases.glob(f"{BUILDING}*"):
        path.unlink(missing_ok=True)
    remove_unfinished(warehouse)
