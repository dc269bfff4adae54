"""The five contracts as agreed in exports.md; a mistake in a copy of one is refused at its line."""

import re
from importlib.resources import files
from pathlib import Path

import pytest

from ovt_pipeline.contracts.loader import load_contract, load_contracts
from ovt_pipeline.contracts.model import Contract, NativeExpectation, RowRule, Table
from ovt_pipeline.language.errors import OvtError
from ovt_pipeline.reading.folding import letters_and_digits
from ovt_pipeline.warehouse.database import one_row, open_memory

from .as_agreed import TABLES, agreed

HERE = "¶"  # stands before what the error must point to
TEXT_KIND = "          - {property: kind, value: text}"
ALIAS = '          - {property: aliases, value: ["Code d\'organisme"]}'
FIRST_RULE = "      - id: M20"
RULE_COLUMN = "          - {property: column, value: date_debranchement}"
ENGINE_GX, SEVERITY = "        engine: greatExpectations\n", "        severity: remark"


def edited(folder: Path, old: str, new: str, name: str = "ritm_liens") -> tuple[Path, int]:
    """Write a copy of a contract with the first `old` replaced; return it and the line of HERE."""
    text = files("ovt_pipeline.contracts").joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    assert old in text
    row = (text[: text.index(old)] + new.partition(HERE)[0]).count("\n") + 1
    path = folder / f"{name}.yaml"
    path.write_text(text.replace(old, new.replace(HERE, ""), 1), encoding="utf-8")
    return path, row


def refused(path: Path) -> OvtError:
    with pytest.raises(OvtError) as caught:
        load_contract(path)
    assert {(one.code, one.where.file) for one in caught.value.all} == {("OVT-C01", path.name)}
    return caught.value


def rows_of(error: OvtError) -> list[int | None]:
    return [one.where.row for one in error.all]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("status: active", "status: active\n¶couleur: bleu", id="unknown key at the top"),
        pytest.param("    logicalType: object", "    logicalType: object\n    ¶couleur: bleu", id="of a table"),
        pytest.param(
            "        logicalType: string", "        logicalType: string\n        ¶couleur: x", id="of a column"
        ),
        pytest.param(
            "            mustBe: 0", "            mustBe: 0\n            ¶couleur: 1", id="of a list of values"
        ),
        pytest.param(FIRST_RULE, FIRST_RULE + "\n        ¶couleur: bleu", id="of a rule"),
        pytest.param(TEXT_KIND, TEXT_KIND + "\n          - ¶{property: couleur, value: x}", id="option of a column"),
        pytest.param("  - {property: formats", "  - ¶{property: format", id="option of a contract"),
        pytest.param(RULE_COLUMN, "          - ¶{property: colonne, value: x}", id="option of a rule"),
        pytest.param(FIRST_RULE, FIRST_RULE + "\n        ¶id: M20", id="key twice in a rule"),
        pytest.param("version: 2.0.0", "version: 2.0.0\n¶version: 2.0.0", id="key twice at the top"),
        pytest.param("value: RITM}", "value: RITM, ¶value: RITM}", id="key twice on one line"),
        pytest.param("        required: true", '        ¶required: "oui"', id="required is not a boolean"),
        pytest.param("        primaryKeyPosition: 1", "        ¶primaryKeyPosition: un", id="position is not a number"),
        pytest.param("apiVersion: v3.1.0", "¶apiVersion: v9.0.0", id="unknown version of the standard"),
        pytest.param(FIRST_RULE, "      - ¶id: D1", id="rule id of another form"),
        pytest.param(SEVERITY, "        ¶severity: remarque", id="unknown severity"),
        pytest.param(SEVERITY, "        ¶severity: refusal", id="severity that a row rule cannot have"),
        pytest.param(SEVERITY, "        ¶severity: doubt", id="doubt, which the evidence says"),
        pytest.param("          type: expect_", "          ¶type: attend_", id="not an expectation"),
        pytest.param("status: active", "status: active\n\t¶x: 1", id="tab"),
        pytest.param("status: active", "status: !!python/object:os.system x", id="python object"),
        pytest.param("kind: DataContract", "kind: DataContract\n---", id="two documents"),
    ],
)
def test_a_mistake_is_refused_at_its_line(old: str, new: str, tmp_path: Path) -> None:
    path, row = edited(tmp_path, old, new)
    assert rows_of(refused(path))[-1] == row  # before it, only the option that the other name leaves out


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(TEXT_KIND, "          - ¶{property: kind, value: texte}", id="unknown kind"),
        pytest.param(ALIAS, "          - ¶{property: aliases, value: []}", id="no alias in the list"),
        pytest.param(ALIAS, "          - ¶{propriete: aliases, value: [x]}", id="unknown key of an option"),
        pytest.param("value: cp1252}", "value: ¶latin-9}", id="unknown encoding"),
        pytest.param("  - {property: formats", "  - ¶{property: role, value: x}\n  - {property: formats", id="role"),
        pytest.param("      - {property: knownEnd", "      - ¶{property: fin", id="option of a table"),
        pytest.param(
            "      - {property: knownEnd",
            "      - ¶{property: lastRowBy, value: [jour]}\n      - {property: knownEnd",
            id="rows ordered by an unknown column",
        ),
    ],
)
def test_a_wrong_option_is_refused_at_its_line(old: str, new: str, tmp_path: Path) -> None:
    path, row = edited(tmp_path, old, new)
    assert set(rows_of(refused(path))) == {row}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param('        physicalName: "Code organisme"\n', "", id="column without header"),
        pytest.param('        description: "Code de l\'organisme desservi."\n', "", id="column without description"),
        pytest.param('name: "Inventaire des liens RITM"\n', "", id="contract without title"),
        pytest.param("arguments: {validValues:", "arguments: {valeurs:", id="list without values"),
        pytest.param("metric: invalidValues", "metric: nullValues", id="metric that is not read"),
        pytest.param(TEXT_KIND, TEXT_KIND + "\n          - {property: kind, value: number}", id="option twice"),
        pytest.param("      - id: M21", "      - id: M20", id="rule id twice"),
        pytest.param("      - name: code_organisme", "      - name: id_lien_ritm", id="column twice"),
        pytest.param("value: date_debranchement}", "value: date_inconnue}", id="rule on an unknown column"),
        pytest.param("Inventaire des liens RITM", "Inventaire \0", id="control character"),
    ],
)
def test_what_the_loader_cannot_use_is_refused(old: str, new: str, tmp_path: Path) -> None:
    refused(edited(tmp_path, old, new)[0])


def test_every_mistake_is_told_at_once_ours_and_those_of_the_standard(tmp_path: Path) -> None:
    wrong = {
        "apiVersion: v3.1.0": "apiVersion: v9.0.0",
        "status: active": "couleur: bleu",
        "value: cp1252}": "value: latin-9}",
        "    description: ": "    descriptif: ",
        TEXT_KIND: TEXT_KIND.replace("text}", "texte}"),
        "            mustBe: 0": "            mustBe: 0\n            couleur: 1",
        SEVERITY: "        severity: remarque",
        "          type: expect_": "          type: attend_",
    }
    text = files("ovt_pipeline.contracts").joinpath("ritm_liens.yaml").read_text(encoding="utf-8")
    path = tmp_path / "ritm_liens.yaml"
    for old, new in wrong.items():
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    lines = {text[: text.index(new)].count("\n") + 1 + new.count("\n") for new in wrong.values()}
    missing = {1, text[: text.index("  - name: liens")].count("\n") + 1}  # status of the file, description of the table
    assert set(rows_of(refused(path))) == lines | missing


def test_what_the_standard_refuses_is_told_once_and_in_both_languages(tmp_path: Path) -> None:
    error = refused(edited(tmp_path, "        primaryKeyPosition: 1", '        primaryKeyPosition: "1"')[0])
    assert [one.sentence("expected", "fr") for one in error.all] == ["un nombre entier"]
    other = refused(edited(tmp_path, "        logicalType: date", "        logicalType: jour")[0])
    assert [one.sentence("expected", "en") for one in other.all] == [
        "array, boolean, date, integer, number, object, string, time or timestamp"
    ]


@pytest.mark.parametrize("text", ["", "- 1\n", "texte\n", "a: [1\n", "? [a]\n: 1\n"])
def test_a_file_that_is_no_contract_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "autre.yaml"
    path.write_text(text, encoding="utf-8")
    assert set(rows_of(refused(path))) <= {1, 2}


# The real contracts ---------------------------------------------------------------------------------------------


def table(name: str) -> tuple[Contract, Table]:
    export, _, part = name.partition(".")
    contract = load_contracts()[export]
    return contract, contract.table(part)


def rules_of(part: Table) -> list[RowRule | NativeExpectation]:
    return [*part.rules, *part.expectations]


def test_there_are_five_contracts_with_the_agreed_tables() -> None:
    found = {f"{c.export}.{t.name}" for c in load_contracts().values() for t in c.tables}
    assert found == set(TABLES)
    assert len(load_contracts()) == 5


def test_one_export_is_the_list_of_places() -> None:
    assert [c.export for c in load_contracts().values() if c.role == "places"] == ["municipalites"]


@pytest.mark.parametrize("name", TABLES)
def test_columns_are_as_agreed(name: str) -> None:
    expected = [line for line in agreed(name) if "P" not in line.marks]
    columns = table(name)[1].columns
    assert [(c.name, c.header, c.kind) for c in columns] == [(a.name, a.header, a.kind) for a in expected]
    assert [c.key_position for c in columns] == [a.key_position for a in expected]
    assert [c.required for c in columns] == ["F" in a.marks for a in expected]
    assert [c.used_by_rules for c in columns] == ["U" in a.marks for a in expected]
    assert [c.blank_means for c in columns] == [a.blank_means for a in expected]
    assert [c.allowed for c in columns] == [a.allowed for a in expected]


@pytest.mark.parametrize("name", TABLES)
def test_personal_columns_are_dropped_by_all_their_spellings_and_are_no_column(name: str) -> None:
    personal = {letters_and_digits(line.header) for line in agreed(name) if "P" in line.marks}
    dropped = {letters_and_digits(header) for header in table(name)[1].personal_headers}
    kept = {letters_and_digits(h) for c in table(name)[1].columns for h in (c.header, *c.aliases)}
    assert personal <= dropped
    assert bool(personal) == bool(dropped)
    assert not dropped & kept


@pytest.mark.parametrize("name", TABLES)
def test_no_two_columns_of_a_table_share_a_spelling_or_a_name(name: str) -> None:
    columns = table(name)[1].columns
    spellings = [s for c in columns for s in {letters_and_digits(h) for h in (c.header, *c.aliases)}]
    assert len(spellings) == len(set(spellings))
    assert len({c.name for c in columns}) == len(columns)


def test_rule_ids_are_unique_and_of_one_form() -> None:
    rules = [(c, r) for c in load_contracts().values() for t in c.tables for r in rules_of(t)]
    ids = [rule.id for _, rule in rules]
    assert len(ids) == len(set(ids))
    assert [rule.id for c, rule in rules if not re.fullmatch(rf"{c.prefix}-[RMX][2-9][0-9]", rule.id)] == []


def test_a_rules_letter_says_its_severity_and_its_column_exists() -> None:
    letters = {"rejection": "R", "remark": "M"}
    for contract in load_contracts().values():
        for part in contract.tables:
            names = {c.name for c in part.columns}
            for rule in part.rules:
                assert rule.id.rpartition("-")[2][0] == letters[rule.severity], rule.id
                assert rule.column in names, rule.id


def test_every_sentence_of_a_contract_has_both_languages() -> None:
    for contract in load_contracts().values():
        texts = [(contract.title_fr, contract.title_en)]
        for part in contract.tables:
            texts += [(c.description_fr, c.description_en) for c in part.columns]
            texts += [(r.fr, r.en) for r in rules_of(part)]
        assert [pair for pair in texts if not all(pair) or pair[0] == pair[1]] == []


def test_what_ends_is_told_of_every_table_but_those_whose_rows_have_no_end() -> None:
    parts = {f"{c.export}.{t.name}": t for c in load_contracts().values() for t in c.tables}
    assert {name for name, t in parts.items() if t.known_end == "false"} == {
        "rgt_liens.correspondance",
        "municipalites.municipalites",
    }
    assert {name: t.last_row_by for name, t in parts.items() if t.last_row_by} == {
        "rh_regionalisation.mouvements": ("date_effet", "no_evenement")
    }


ENDED = {
    "renir_unites.unites": {"date_fermeture": "DATE '2024-03-31'"},
    "ritm_liens.liens": {"date_debranchement": "DATE '2024-03-31'", "motif_fin": "'Autre'"},
    "rgt_liens.liens": {"date_fin": "DATE '2024-03-31'", "statut": "'Résilié'"},
    "rh_regionalisation.mouvements": {"date_effet": "DATE '2024-03-31'", "type_mouvement": "'Retour'"},
}
NOT_YET = {name: {k: v.replace("03-31", "04-01") for k, v in cells.items()} for name, cells in ENDED.items()}


@pytest.mark.parametrize("name", ENDED)
def test_an_end_is_known_once_its_date_is_a_fact(name: str) -> None:
    def is_ended(cells: dict[str, str]) -> bool | None:
        typed = {c.name: f"NULL::{c.sql_type}" for c in table(name)[1].columns} | cells
        columns = ", ".join(f"{value} AS {column}" for column, value in typed.items())
        query = f"SELECT {table(name)[1].known_end} FROM (SELECT DATE '2024-03-31' AS extraction_date, {columns})"
        with open_memory() as con:
            return bool(one_row(con, query)[0])

    assert is_ended(ENDED[name])
    assert not is_ended(NOT_YET[name])
    assert not is_ended({})
