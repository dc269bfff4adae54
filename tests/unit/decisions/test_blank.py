"""A new decision to fill in: refused until it is, sound once it is, under an id that no file has."""

import re
from datetime import date
from pathlib import Path

import pytest

from ovt_pipeline.decisions.blank import PREFIXES, blank, blank_official
from ovt_pipeline.decisions.loader import TYPES, Folders, load_decisions
from ovt_pipeline.language.errors import OvtError

from .papers import write_decision, write_waiver

DAY = date(2024, 5, 1)
BLANK = "À REMPLIR"
FILLED = {
    "rule": "OVT-F12",
    "export": "renir_unites",
    "extraction_date": "2024-03-31",
    "sha256": "a" * 12,
    "until": "2024-06-30",
    "table": "unites",
    "key": '["SQ-1"]',
    "kind": "Fermée",
    "date": "2024-04-01",
    "as_of": "2024-03-31",
    "why": "appelé la source",
}


def filled(text: str) -> str:
    """Return a blank with its own values in place of what stands to be filled in."""
    text = text.replace(f"name: {BLANK}, role: {BLANK}", "name: Camille Inventée, role: responsable")
    for name, value in FILLED.items():
        text = re.sub(rf'^( *{name}:) (\["{BLANK}"\]|{BLANK})', rf"\1 {value}", text, flags=re.MULTILINE)
    return text


@pytest.mark.parametrize("kind", PREFIXES)
@pytest.mark.parametrize("left", ["everything", "name", "role", "why"])
def test_what_is_not_filled_in_is_refused(kind: str, left: str, tmp_path: Path) -> None:
    _, text = blank(kind, tmp_path, DAY)
    if left != "everything":
        text = re.sub(rf"({left}): [^,}}#\n]*", rf"\1: {BLANK}", filled(text))
    (tmp_path / "un.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(OvtError) as caught:
        load_decisions(Folders(tmp_path), DAY)
    assert {one.code for one in caught.value.all} == {"OVT-C01"}


@pytest.mark.parametrize("kind", PREFIXES)
def test_once_filled_in_it_is_one_of_its_kind(kind: str, tmp_path: Path) -> None:
    name, text = blank(kind, tmp_path, DAY)
    (tmp_path / "un.yaml").write_text(filled(text), encoding="utf-8")
    (made,) = load_decisions(Folders(tmp_path), DAY).every
    assert isinstance(made, TYPES[kind])
    assert (made.id, made.type, made.signed_on) == (name, kind, DAY)


def test_its_id_follows_those_of_the_folder_whatever_else_lies_there(tmp_path: Path) -> None:
    assert blank("waiver", tmp_path / "rien", DAY)[0] == "WV-2024-01"
    write_waiver(tmp_path, id="WV-2024-07")
    write_decision(tmp_path, "mauvais.yaml", {"id": "WV-2023-99"})
    (tmp_path / "dossier.yaml").mkdir()
    assert blank("waiver", tmp_path, DAY)[0] == "WV-2024-08"
    assert blank("note", tmp_path, DAY)[0] == "NT-2024-01"


def test_a_publication_of_a_release_names_it_and_no_date(tmp_path: Path) -> None:
    release = "20260203T100200Z_2de61b"
    name, text = blank_official(release, tmp_path, DAY)
    (tmp_path / f"{name}.yaml").write_text(filled(text), encoding="utf-8")
    (one,) = load_decisions(Folders(tmp_path), DAY).publications
    assert (one.release, one.as_of, one.id) == (release, None, name)
