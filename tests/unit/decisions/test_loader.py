"""A file that is not a whole, dated, signed waiver of the closed list is refused, with its line."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ovt_pipeline.decisions.loader import load_waivers
from ovt_pipeline.decisions.model import applicable, digest_of
from ovt_pipeline.language.errors import OvtError

from .papers import SOUND, write_waiver

NAMED = SOUND["delivery"]


def refusal_of(folder: Path) -> OvtError:
    with pytest.raises(OvtError) as caught:
        load_waivers(folder)
    assert caught.value.code == "OVT-C01"
    return caught.value


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"rule": "OVT-F04"}, 2),  # a gate: no signature opens it
        ({"rule": "OVT-F06"}, 2),
        ({"rule": "OVT-U04"}, 2),
        ({"rule": "AUDIT-A01"}, 2),
        ({"id": "dérogation"}, 1),
        ({"until": "2024-04-01"}, 10),
        ({"until": "20991231"}, 10),
        ({"until": "demain"}, 10),
        ({"why": "une\x1b[2Jligne"}, 11),
        ({"why": ""}, 11),
        ({"delivery": {**NAMED, "export": "autre_export"}}, 4),
        ({"delivery": {**NAMED, "sha256": "abc"}}, 6),
        ({"delivery": {**NAMED, "table": "unites"}}, 6),
        ({"signed_by": {"name": "Camille Inventée"}}, 7),
        ({"rule": "AUDIT-W01"}, 4),  # the release is no delivery
        ({"approved": True}, 12),
    ],
    ids=str,
)
def test_a_wrong_value_is_refused_at_its_line(changes: dict[str, Any], line: int, tmp_path: Path) -> None:
    write_waiver(tmp_path, **changes)
    assert (refusal_of(tmp_path).where.file, refusal_of(tmp_path).where.row) == ("un.yaml", line)


def test_every_mistake_of_every_file_is_told_at_once(tmp_path: Path) -> None:
    write_waiver(tmp_path, "a.yaml", id="dérogation", until="demain", why="")
    write_waiver(tmp_path, "b.yaml", rule="OVT-F04", delivery={**NAMED, "export": "autre_export", "table": "unites"})
    (tmp_path / "c.yaml").write_text("id: [", encoding="utf-8")
    told = [(one.where.file, one.where.row) for one in refusal_of(tmp_path).all]
    assert told[:-1] == [("a.yaml", 1), ("a.yaml", 10), ("a.yaml", 11), ("b.yaml", 2), ("b.yaml", 4), ("b.yaml", 6)]
    assert told[-1][0] == "c.yaml"


@pytest.mark.parametrize("given", [{"export": "renir_unites"}, {"extraction_date": "2024-03-31"}, {}, None])
def test_a_delivery_is_named_whole(given: dict[str, str] | None, tmp_path: Path) -> None:
    write_waiver(tmp_path)
    text = (tmp_path / "un.yaml").read_text(encoding="utf-8")
    whole = "delivery:\n  export: renir_unites\n  extraction_date: '2024-03-31'\n"
    assert whole in text
    (tmp_path / "un.yaml").write_text(text.replace(whole, f"delivery: {json.dumps(given)}\n"), encoding="utf-8")
    missing = {"export", "extraction_date"} - set(given or {})
    empty = set() if given else {"des clés et leurs valeurs"}
    told = {one.sentence("expected", "fr") for one in refusal_of(tmp_path).all}
    assert told == empty | {f"la clé delivery.{name}" for name in missing}


@pytest.mark.parametrize("missing", list(SOUND))
def test_a_missing_part_is_refused(missing: str, tmp_path: Path) -> None:
    changes: dict[str, Any] = {missing: None}
    write_waiver(tmp_path, **changes)
    refusal_of(tmp_path)


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "id: [", "WV-2024-01\n"])
def test_a_file_that_is_no_mapping_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "un.yaml").write_text(text, encoding="utf-8")
    refusal_of(tmp_path)


def test_an_id_used_twice_is_refused(tmp_path: Path) -> None:
    write_waiver(tmp_path)
    write_waiver(tmp_path, "deux.yaml", rule="OVT-F13")
    assert "deux.yaml" in refusal_of(tmp_path).line("fr")


def test_a_folder_in_place_of_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "un.yaml").mkdir()
    assert refusal_of(tmp_path).where.file == "un.yaml"


def test_without_a_folder_there_is_no_waiver_and_notes_are_none(tmp_path: Path) -> None:
    assert load_waivers(tmp_path / "rien") == ()
    (tmp_path / "README.md").write_text("note", encoding="utf-8")
    assert load_waivers(tmp_path) == ()


def test_a_waiver_covers_the_delivery_it_names_from_its_signature_to_its_end(tmp_path: Path) -> None:
    write_waiver(tmp_path, delivery={**NAMED, "sha256": "a" * 12}, until="2024-05-01")
    (waiver,) = load_waivers(tmp_path)
    named = ("renir_unites", "a" * 64, date(2024, 3, 31))
    for day, is_let in ((1, False), (2, True), (3, True)):
        assert bool(applicable([waiver], named, date(2024, 4, day))) == is_let
    assert bool(applicable([waiver], named, date(2024, 5, 1)))
    assert not applicable([waiver], named, date(2024, 5, 2))
    others = [("ritm_liens", named[1], named[2]), (named[0], "b" * 64, named[2]), (*named[:2], date(2024, 4, 1))]
    assert not any(applicable([waiver], other, date(2024, 4, 3)) for other in others)


def test_the_digest_tells_another_signature_and_is_empty_without_one(tmp_path: Path) -> None:
    assert digest_of(()) == ""
    write_waiver(tmp_path)
    first = digest_of(load_waivers(tmp_path))
    write_waiver(tmp_path, until="2098-12-31")
    assert first != digest_of(load_waivers(tmp_path))
