"""Verifies a warehouse whole: releases, lots, evidence, and the figures of the public release computed again.

Everything is read, nothing is written. What a night running meanwhile adds is not looked at.

Belongs here: the order of these questions and what they found, as plain data. Does not belong here: the questions about
the past (release/ground.py, warehouse/chain.py) and of the audit (sql/release/audits), counting, words (cli/).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

import duckdb

from ovt_pipeline.answers.replay import FIGURES, Counted
from ovt_pipeline.deliveries.delivery import Delivery
from ovt_pipeline.figures.compute import computed
from ovt_pipeline.figures.inputs import Inputs, exports_of
from ovt_pipeline.language.catalogue import entries
from ovt_pipeline.language.errors import OvtError, Where
from ovt_pipeline.language.progress import tell
from ovt_pipeline.plan.model import Indicator
from ovt_pipeline.release.earlier import complete
from ovt_pipeline.release.ground import LISTED, Listed, ground_faults, lot_faults
from ovt_pipeline.sql import read_sql
from ovt_pipeline.warehouse.database import one_row, open_release, records
from ovt_pipeline.warehouse.place import PUBLIC_NAME, Warehouse, release_id

AT_ONCE = 31  # dates computed in one pass: their evidence lies in memory
BESIDE_PREVIOUS = {"a10_history_grows"}  # asks the release before; the digest of this one answers for it
MADE = "SELECT DISTINCT indicator_id, as_of, inputs_digest, known_at FROM indicator_results WHERE region_code = '00'"
DAYS = "list_contains($days::DATE[], as_of)"
Days = dict[date, tuple[str, datetime]]  # by date, the digest of what its figures rest on, and when that was known


@dataclass
class Verified:
    """What was verified, in counts, and every fault that was found."""

    release_id: str
    releases: int = 0
    deliveries: int = 0
    files: int = 0
    entities: int = 0
    figures: int = 0
    not_compared: int = 0  # figures that other rules, or lots that are not known now, gave
    faults: list[OvtError] = field(default_factory=list)


def verify(warehouse: Warehouse, inputs: Inputs) -> Verified:
    """Verify everything; `inputs` are the lots of today, by the decisions of today.

    Raises: OVT-P07 without a release, OVT-P05, P30 to P34 when the public one cannot be believed: behind it nothing
    more can be said.
    """
    current = warehouse.current_release()
    if current is None:
        raise OvtError("OVT-P07", Where(file=PUBLIC_NAME), place=PUBLIC_NAME)
    done = Verified(release_id(current.name))
    done.faults += _releases(warehouse, inputs, done)
    done.faults += _lots(inputs, done)
    with open_release(current) as con:
        complete(con, {one.id: exports_of(one) for one in inputs.indicators})
        done.faults += _evidence(con, done)
        if not done.faults:  # what is altered is not counted again: the way back comes first
            with inputs.store.trusting_none() as store:
                done.faults += _figures(con, replace(inputs, store=store), done)
    return done


def _releases(warehouse: Warehouse, inputs: Inputs, done: Verified) -> Iterator[OvtError]:
    """Yield what is wrong with the releases, with the lots that each of them lists."""
    files = warehouse.release_files()
    tell("verify_releases", count=len(files))
    found = list(ground_faults(warehouse, inputs.deliveries, whole=True))
    yield from found
    altered, missing = {one.where.file for one in found}, {_identity(one) for one in found}
    for path in files.values():
        done.releases += 1
        if path.name not in altered:
            again = [one for one in _listed(path, inputs.deliveries) if _identity(one) not in missing]
            missing |= {_identity(one) for one in again}
            yield from again


def _listed(path: Path, deliveries: Sequence[Delivery]) -> list[OvtError]:
    with open_release(path) as con:
        return list(lot_faults(records(con, LISTED, Listed), deliveries))


def _identity(error: OvtError) -> tuple[str, str]:
    return error.code, str(error.fields.get("delivery"))


def _lots(inputs: Inputs, done: Verified) -> Iterator[OvtError]:
    """Yield each file of a lot that is not what was written."""
    tell("verify_lots", count=len(inputs.deliveries))
    for delivery in inputs.deliveries:
        done.deliveries += 1
        done.files += len(delivery.files)
        yield from inputs.store.damage(delivery, whole=True)


def _evidence(con: duckdb.DuckDBPyConnection, done: Verified) -> Iterator[OvtError]:
    """Ask the blocking questions of the audit again: the evidence adds up to every figure, and so on."""
    (done.entities,) = one_row(con, "SELECT count(*) FROM evidence")
    tell("verify_evidence", count=done.entities)
    for name, entry in entries("audits").items():
        if entry["severity"] != "blocking" or name in BESIDE_PREVIOUS:
            continue
        checked, failed = one_row(con, read_sql(f"release/audits/{name}"))
        if failed:
            said = {"expected_fr": entry["fr"], "expected_en": entry["en"]}
            yield OvtError("OVT-P45", Where(column=entry["id"]), failed=failed, checked=checked, **said)


def _figures(con: duckdb.DuckDBPyConnection, inputs: Inputs, done: Verified) -> Iterator[OvtError]:
    """Yield each figure, and date of evidence, that today's program does not find again in the lots."""
    made: defaultdict[str, Days] = defaultdict(dict)
    for name, day, digest, known_at in con.execute(MADE).fetchall():
        made[name][day] = (digest, known_at)
    tell("verify_figures", count=sum(map(len, made.values())))
    indicators = {one.id: one for one in inputs.indicators}
    for name, days in made.items():
        passes = list(_passes(inputs, days)) if name in indicators else []
        for known, same in passes:
            yield from _compared(con, known, indicators[name], same, done)
        found = {day for _, same in passes for day in same}
        (others,) = one_row(
            con,
            f"SELECT count(*) FROM indicator_results WHERE indicator_id = $id AND NOT {DAYS}",
            {"id": name, "days": sorted(found)},
        )
        done.not_compared += others


def _passes(inputs: Inputs, days: Days) -> Iterator[tuple[Inputs, list[date]]]:
    """Yield the inputs that gave figures, with the dates whose digest says so, some at a time.

    They are those of today or, where a delivery came since, those known then; of other rules the digest is another.
    """
    groups: defaultdict[datetime | None, list[date]] = defaultdict(list)
    then = {moment: _known(inputs, moment) for _, moment in days.values()}
    for day, (digest, moment) in sorted(days.items()):
        if inputs.digest(day) == digest:
            groups[None].append(day)
        elif then[moment].digest(day) == digest:
            groups[moment].append(day)
    for since, same in groups.items():
        known = then[since] if since else inputs
        yield from ((known, same[i : i + AT_ONCE]) for i in range(0, len(same), AT_ONCE))


def _known(inputs: Inputs, moment: datetime) -> Inputs:
    return replace(inputs, deliveries=[d for d in inputs.deliveries if d.received_at <= moment])


def _compared(
    con: duckdb.DuckDBPyConnection, inputs: Inputs, indicator: Indicator, days: list[date], done: Verified
) -> Iterator[OvtError]:
    """Compare one indicator at some dates with what the release holds of them."""
    bound = {"id": indicator.id, "days": days}
    of_it = f"WHERE indicator_id = $id AND {DAYS}"
    was = {one.key: one for one in records(con, f"{FIGURES} indicator_results {of_it}", Counted, bound)}
    with computed(inputs, indicator, days) as now_con:
        now = {one.key: one for one in records(now_con, f"{FIGURES} new_figures", Counted)}
        columns = _columns(con, "evidence") & _columns(now_con, "new_evidence")
        proof_now = _fingerprints(now_con, "new_evidence", sorted(columns), bound)
    proof = _fingerprints(con, "evidence", sorted(columns), bound)
    done.figures += len(was)
    for key in sorted({*was, *now}):
        if was.get(key) != now.get(key):
            shown = {"expected": _numbers(was.get(key)), "found": _numbers(now.get(key))}
            yield _differs("figure", key[0], key[1], key[2], shown)
    for day in sorted(day for day in {*proof, *proof_now} if proof.get(day) != proof_now.get(day)):
        yield _differs("evidence", indicator.id, day, "00", {"expected": "", "found": ""})


def _differs(reason: str, indicator: str, day: date, region: str, shown: dict[str, str]) -> OvtError:
    where = {"indicator": indicator, "as_of": day, "region": region}
    return OvtError("OVT-P46", Where(), reason=reason, **where, **shown)


def _numbers(figure: Counted | None) -> str:
    if figure is None:
        return "—"
    count = str(figure.numerator) if figure.denominator is None else f"{figure.numerator}/{figure.denominator}"
    return f"{count} [{figure.value_low}; {figure.value_high}]"


def _columns(con: duckdb.DuckDBPyConnection, relation: str) -> set[str]:
    return {row[0] for row in con.execute(f"SELECT column_name FROM (DESCRIBE {relation})").fetchall()}


def _fingerprints(
    con: duckdb.DuckDBPyConnection, relation: str, columns: Sequence[str], bound: Mapping[str, object]
) -> dict[date, tuple[int, int]]:
    """Return how many rows there are at each date, and a hash of them in no order."""
    query = f"SELECT as_of, count(*), bit_xor(hash({', '.join(columns)})) FROM {relation}"
    found = con.execute(f"{query} WHERE indicator_id = $id AND {DAYS} GROUP BY as_of", bound).fetchall()
    return {day: (rows, fingerprint) for day, rows, fingerprint in found}
