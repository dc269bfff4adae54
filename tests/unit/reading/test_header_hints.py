"""What is said of a header that the contract does not name, and that the lines said do accept it."""

import re
from pathlib import Path

import pytest

from ovt_pipeline.contracts.loader import load_contract, load_contracts
from ovt_pipeline.contracts.model import Contract
from ovt_pipeline.language.errors import OvtError
from ovt_pipeline.reading.front import read_file
from ovt_pipeline.reading.header_hints import alias_line, closest_column, closest_header, column_lines
from ovt_pipeline.reading.layout import of_contract

RENIR = load_contracts()["renir_unites"]
UNITS = of_contract(RENIR).tables[0]
COLUMNS = {c.name: c for c in UNITS.columns}
CONTRACTS = Path(__file__).parents[3] / "ovt_pipeline" / "contracts"


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("Date migrations", "date_migration"),
        ("STATUT\nactuel", "statut"),
        ("Région adm.", "code_region"),
        ("Budget", None),
        ("", None),
    ],
)
def test_the_closest_column_is_a_likely_misspelling_or_nothing(header: str, name: str | None) -> None:
    found = closest_column(header, UNITS)
    assert (found.name if found else None) == name


def test_the_closest_header_is_chosen_over_every_spelling_of_the_column() -> None:
    headers = ["Budget", "Code de regions", "Regio"]
    assert closest_header(COLUMNS["code_region"], headers) == "Code de regions"
    assert closest_header(COLUMNS["code_region"], ["Budget"]) is None
    assert closest_header(COLUMNS["code_region"], []) is None


def test_a_new_column_gets_a_name_that_is_free() -> None:
    assert column_lines("Coût — d'été (2)", UNITS)[0] == "- name: cout_d_ete_2"
    assert column_lines("Statut", UNITS)[0] == "- name: statut_2"
    assert column_lines("2024", UNITS)[0] == "- name: colonne_2024"
    assert column_lines("¤", UNITS)[0] == "- name: colonne"


def edited(folder: Path, *changes: tuple[str, str]) -> Contract:
    """Return the contract of the units once its text is changed."""
    text = (CONTRACTS / RENIR.file_name).read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path = folder / RENIR.file_name
    path.write_text(text, encoding="utf-8")
    return load_contract(path)


def delivery(folder: Path, *headers: str) -> Path:
    path = folder / "renir_unites_2024-01-31.csv"
    path.write_text(";".join(headers) + "\n" + ";".join("x" for _ in headers) + "\n", encoding="utf-8")
    return path


def test_the_lines_of_a_refusal_accept_the_header_once_they_are_in_the_contract(tmp_path: Path) -> None:
    headers = ["Date migrations" if c.name == "date_migration" else c.header for c in UNITS.columns]
    path = delivery(tmp_path, *headers)
    with pytest.raises(OvtError) as caught:
        read_file(path, RENIR)
    line = alias_line(COLUMNS["date_migration"], "Date migrations")
    assert caught.value.fields["lines"] == f"date_migration : {line}"
    for lang in ("fr", "en"):  # whoever fills the file in reads no syntax of a contract
        assert "Date migrations" in caught.value.line(lang)
        said = set(re.findall(r"\w+|{", caught.value.line(lang)))
        assert not {"{", "customProperties", "aliases", "date_migration"} & said
    known = '{property: descriptionEn, value: "Effective (voice) migration."}'
    accepting = edited(tmp_path, (f"          - {known}\n", f"          - {known}\n          {line}\n"))
    assert read_file(path, accepting).tables[0].columns["date_migration"] == headers.index("Date migrations") + 1


def test_an_alias_line_keeps_the_aliases_there_are(tmp_path: Path) -> None:
    line = alias_line(COLUMNS["code_region"], 'Région « 2 " »')
    before = '- {property: aliases, value: ["Région", "Code région", "Code de région"]}'
    spellings = edited(tmp_path, (before, line)).table("unites").column("code_region").aliases
    assert spellings == ("Région", "Code région", "Code de région", 'Région « 2 " »')


def test_the_lines_of_a_new_column_keep_it(tmp_path: Path) -> None:
    path = delivery(tmp_path, *(c.header for c in UNITS.columns), "Responsable: local")
    (table,) = read_file(path, RENIR).tables
    assert table.unknown_headers == {len(UNITS.columns) + 1: "Responsable: local"}
    lines = "".join(f"      {line}\n" for line in column_lines("Responsable: local", UNITS))
    accepting = edited(tmp_path, ("      - name: commentaire\n", lines + "      - name: commentaire\n"))
    (table,) = read_file(path, accepting).tables
    assert table.unknown_headers == {}
    assert table.cells["responsable_local"] == ["x"]
