"""What each kind of decision may say: a file that says anything else is refused at its line."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ovt_pipeline.contracts.loader import load_contracts
from ovt_pipeline.decisions.ends import endable
from ovt_pipeline.decisions.known import Decisions
from ovt_pipeline.decisions.loader import Folders, load_decisions
from ovt_pipeline.language.errors import OvtError
from ovt_pipeline.reading.folding import fold

from .papers import HELD, NOTE, PUBLICATION, SOUND, WITHDRAWAL, write_decision

DAY = date(2024, 5, 1)
ENTITY, END, PERIOD = NOTE["entity"], NOTE["end"], HELD["figures"]
DELIVERY = WITHDRAWAL["delivery"]


def loaded(folder: Path, day: date = DAY) -> Decisions:
    return load_decisions(Folders(folder), day)


def refusal_of(folder: Path) -> OvtError:
    with pytest.raises(OvtError) as caught:
        loaded(folder)
    assert caught.value.code == "OVT-C01"
    return caught.value


@pytest.mark.parametrize(
    ("sound", "changes", "line"),
    [
        (NOTE, {"type": "autre"}, "type"),
        (NOTE, {"type": ["note"]}, "- note"),
        (SOUND, {"type": "note"}, "id"),
        (WITHDRAWAL, {"id": "WV-2024-01"}, "id"),
        (WITHDRAWAL, {"until": "2099-12-31"}, "until"),  # it has no end
        (WITHDRAWAL, {"delivery": {**DELIVERY, "sha256": "abc"}}, "sha256"),
        (WITHDRAWAL, {"delivery": {**DELIVERY, "export": "autre"}}, "export"),
        (WITHDRAWAL, {"delivery": {key: DELIVERY[key] for key in ("export", "extraction_date")}}, "export"),
        (WITHDRAWAL, {"delivery": None}, "type"),
        (PUBLICATION, {"as_of": None}, "type"),
        (PUBLICATION, {"release": "20240402T081200Z_ab12cd"}, "type"),  # of a date or of a release
        (PUBLICATION, {"as_of": None, "release": "la dernière"}, "release"),
        (PUBLICATION, {"as_of": "2024-02-30"}, "as_of"),
        (HELD, {"figures": None}, "id"),
        (HELD, {"figures": {**PERIOD, "indicator": "autre"}}, "indicator"),
        (HELD, {"figures": {**PERIOD, "to": "2024-03-30"}}, "to"),
        (HELD, {"figures": {**PERIOD, "region": "03"}}, "region"),
        (HELD, {"delivery": SOUND["delivery"]}, "export"),
        (HELD, {"rule": "AUDIT-W01"}, "indicator"),  # the release is no figure
        (HELD, {"rule": "OVT-F12", "delivery": SOUND["delivery"]}, "indicator"),
        (NOTE, {"entity": None}, "type"),  # the end of what?
        (NOTE, {"entity": None, "end": None}, "type"),  # about what?
        (NOTE, {"figure": {"indicator": "renir_units_migrated", "as_of": "2024-03-31"}}, "type"),
        (NOTE, {"entity": None, "end": None, "delivery": {"export": "renir_unites"}}, "export"),
        (NOTE, {"entity": {**ENTITY, "table": "liens"}}, "table"),
        (NOTE, {"entity": {**ENTITY, "export": "municipalites"}}, "table"),
        (NOTE, {"entity": {**ENTITY, "key": []}}, "key"),
        (NOTE, {"entity": {**ENTITY, "key": [431]}}, "- 431"),  # a number loses its zeros
        (NOTE, {"entity": {**ENTITY, "key": ["SQ-0431", "2"]}}, "- SQ-0431"),
        (NOTE, {"end": {**END, "kind": "Retour"}}, "kind"),  # of a job, not of a unit
        (NOTE, {"end": {**END, "date": "2024-04-03"}}, "date"),  # nobody signs what has not happened
        (NOTE, {"end": {**END, "kind": "Fusionnée"}}, "kind"),  # into which?
        (NOTE, {"end": {**END, "successor": "SQ-0001"}}, "successor"),
        (NOTE, {"end": {**END, "motif": "Autre"}}, "motif"),
        (NOTE, {"why": "une\u2028ligne"}, "why"),
    ],
)
def test_a_wrong_value_is_refused_at_its_line(
    sound: dict[str, Any], changes: dict[str, Any], line: str, tmp_path: Path
) -> None:
    path = write_decision(tmp_path, "un.yaml", sound, **changes)
    found = refusal_of(tmp_path).where
    lines = path.read_text(encoding="utf-8").splitlines()
    assert found.file == "un.yaml"
    assert lines[(found.row or 1) - 1].strip().startswith(line)


def test_an_end_left_empty_is_refused(tmp_path: Path) -> None:
    path = write_decision(tmp_path, "un.yaml", NOTE, end={})
    path.write_text(path.read_text(encoding="utf-8").replace("end: {}", "end:"), encoding="utf-8")
    assert refusal_of(tmp_path).sentence("expected", "fr") == "une valeur, ou pas de clé"


@pytest.mark.parametrize(
    ("motif", "expected"),
    [(None, "la clé end.motif"), ("Fatigue", "Autre, Consolidation, Migration RGT ou Site fermé")],
)
def test_a_disconnected_link_has_a_motif_of_its_contract(motif: str | None, expected: str, tmp_path: Path) -> None:
    link = {"export": "ritm_liens", "table": "liens", "key": ["RITM-1"]}
    end = {"kind": "Débranché", "date": "2024-02-01", **({"motif": motif} if motif else {})}
    write_decision(tmp_path, "un.yaml", NOTE, entity=link, end=end)
    assert refusal_of(tmp_path).sentence("expected", "fr") == expected


@pytest.mark.parametrize("kind", [WITHDRAWAL, NOTE, PUBLICATION, HELD], ids=lambda kind: str(kind["id"]))
@pytest.mark.parametrize("missing", ["id", "signed_by", "signed_on", "why"])
def test_each_says_who_when_and_why(kind: dict[str, Any], missing: str, tmp_path: Path) -> None:
    changes: dict[str, Any] = {missing: None}
    write_decision(tmp_path, "un.yaml", kind, **changes)
    key = "name" if missing == "signed_by" else missing
    assert refusal_of(tmp_path).sentence("expected", "fr") == f"la clé {key}"


def test_an_id_used_in_the_older_folder_too_is_refused(tmp_path: Path) -> None:
    write_decision(tmp_path / "new", "un.yaml", SOUND)
    write_decision(tmp_path / "old", "un.yaml", SOUND)
    with pytest.raises(OvtError) as caught:
        load_decisions(Folders(tmp_path / "new", tmp_path / "old"), DAY)
    assert (caught.value.code, caught.value.where.file) == ("OVT-C01", "old/un.yaml")


def test_what_may_end_is_named_as_its_contract_names_it() -> None:
    contracts = load_contracts()
    for one in endable():
        table = next(t for t in contracts[one.export].tables if t.name == one.table)
        assert one.key == tuple(c.name for c in table.key)[: len(one.key)]
        words = {value for c in table.columns for value in c.allowed}
        assert set(one.kinds) - {"Retirée"} <= words
        assert all(
            column in {c.name for c in table.columns} for needs in one.kinds.values() for column in needs.values()
        )


def test_only_what_is_signed_by_that_day_is_in_force(tmp_path: Path) -> None:
    for name, kind in {"a.yaml": WITHDRAWAL, "b.yaml": NOTE, "c.yaml": PUBLICATION}.items():
        write_decision(tmp_path, name, kind)
    before, after = (loaded(tmp_path, date(2024, 4, day)) for day in (1, 2))
    assert [len(kind) for kind in (before.withdrawals, before.notes, before.publications)] == [0, 0, 0]
    assert [len(kind) for kind in (after.withdrawals, after.notes, after.publications)] == [1, 1, 1]
    assert (before.ends(fold), len(before.every), before.must_be_signed) == ((), 3, False)


def test_an_end_is_told_by_its_folded_key(tmp_path: Path) -> None:
    into = {"kind": "Fusionnée", "date": "2024-02-01", "successor": "SQ-0001"}
    write_decision(tmp_path, "a.yaml", NOTE, end=into)
    pair = {"export": "rgt_liens", "table": "correspondance", "key": ["RITM-1", "RGT-1"]}
    gone = {"kind": "Retirée", "date": "2024-02-01"}
    write_decision(tmp_path, "b.yaml", NOTE, id="NT-2024-02", entity=pair, end=gone)
    day = date(2024, 2, 1)
    assert loaded(tmp_path).ends(fold) == (
        ("renir_unites", "unites", ("sq-0431",), "Fusionnée", None, "sq-0001", day, "NT-2024-01"),
        ("rgt_liens", "correspondance", ("ritm-1", "rgt-1"), "Retirée", None, None, day, "NT-2024-02"),
    )


def test_two_ends_of_one_entity_are_refused_and_the_same_twice_is_one(tmp_path: Path) -> None:
    write_decision(tmp_path, "a.yaml", NOTE)
    other = {**ENTITY, "key": ["sq-0431"]}
    write_decision(tmp_path, "b.yaml", NOTE, id="NT-2024-02", entity=other)
    assert len(loaded(tmp_path).ends(fold)) == 1
    write_decision(tmp_path, "b.yaml", NOTE, id="NT-2024-02", entity=other, end={**END, "date": "2024-02-02"})
    with pytest.raises(OvtError) as caught:
        loaded(tmp_path).ends(fold)
    assert (caught.value.code, caught.value.where.file) == ("OVT-D05", "NT-2024-02")


def test_held_figures_are_let_through_of_one_indicator_over_a_period_until_its_end(tmp_path: Path) -> None:
    write_decision(tmp_path, "a.yaml", HELD, until="2024-05-01")
    known, renir = loaded(tmp_path), "renir_units_migrated"
    inside = [known.held_let_through(renir, date(2024, *day)) for day in ((3, 30), (3, 31), (6, 30), (7, 1))]
    assert [bool(one) for one in inside] == [False, True, True, False]
    assert known.held_let_through("jobs_regionalised", date(2024, 3, 31)) is None
    assert loaded(tmp_path, date(2024, 5, 2)).held_let_through(renir, date(2024, 3, 31)) is None
