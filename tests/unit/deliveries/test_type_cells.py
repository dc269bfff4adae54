"""A typed table: defects first, then dtypes as DuckDB sees them."""

import datetime as dt
from dataclasses import replace

import duckdb
import pytest

from ovt_pipeline.deliveries.type_cells import DEFECTS, frame_sql_types, parser_of, type_table
from ovt_pipeline.deliveries.values import Forms
from ovt_pipeline.reading.cell_text import UNSHOWN_NUMBER
from ovt_pipeline.reading.folding import fold_key
from unit.reading.made_up import COLUMNS, REFERENCES, TABLE, column, read_of, table_of

EVERY_KIND = table_of(
    "t",
    "t",
    column("texte", "Texte"),
    column("liste", "Liste", allowed=("Migrée", "À migrer")),
    column("nombre", "Nombre", "number"),
    column("debit", "Débit", "bandwidth"),
    column("jour", "Jour", "date"),
    column("oui", "Oui", "yes_no", blank_means=True),
    column("non", "Non", "yes_no", blank_means=False),
    column("sait_pas", "Sait pas", "yes_no"),
    column("region", "Région", "region"),
    column("lieu", "Lieu", "municipality"),
    column("code", "Code", "municipality_code"),
)
BAD = {
    "liste": "Ailleurs",
    "nombre": "abc",
    "debit": "vite",
    "jour": "45000",
    "oui": "?",
    "non": "2",
    "sait_pas": "bof",
    "region": "Estrie (03)",
    "lieu": "L'Ange-Gardien",
    "code": "9999",
}
GOOD = {
    "texte": "\u00a0SQ-0431 ",
    "liste": " MIGREE\u00a0",
    "nombre": "1 234,5",
    "debit": "0,1 Gb/s",
    "jour": "31/01/2024",
    "oui": "Non",
    "non": "x",
    "sait_pas": "Faux",
    "region": "3",
    "lieu": "Rimouski (10043)",
    "code": "3005",
}


def test_every_defect_has_its_name_and_no_value() -> None:
    frame = type_table(read_of(**{k: [bad, "#REF!"] for k, bad in BAD.items()}), EVERY_KIND, REFERENCES)
    found = {name: frame[name + "__defect"].tolist() for name in BAD}
    expected = dict.fromkeys(BAD, "type") | {"liste": "list", "region": "disagree", "lieu": "municipality"}
    expected |= {"code": "municipality"}
    assert found == {name: [defect, "error"] for name, defect in expected.items()}
    assert {d for defects in found.values() for d in defects} <= set(DEFECTS)
    assert frame[list(BAD)].isna().all().all()


@pytest.mark.parametrize("mark", ["", " ", "-", "S.O.", "s.\u00a0o.", "N/D", "n.d.", "ND"])
def test_empty_marks_are_null_without_defect_and_yes_no_says_what_blank_means(mark: str) -> None:
    frame = type_table(read_of(**{c.name: [mark] for c in EVERY_KIND.columns}), EVERY_KIND, REFERENCES)
    assert not frame.filter(like="__defect").notna().any().any()
    row = frame.iloc[0].to_dict()
    assert (row["oui"], row["non"], row["sait_pas"]) == (True, False, None)
    others = [c.name for c in EVERY_KIND.columns if c.kind != "yes_no"]
    assert frame[others].isna().all().all()


def test_sound_cells_take_their_type_and_the_contracts_spelling() -> None:
    row = type_table(read_of(**{k: [good] for k, good in GOOD.items()}), EVERY_KIND, REFERENCES).iloc[0].to_dict()
    expected = {
        "texte": "SQ-0431",
        "liste": "Migrée",
        "nombre": 1234.5,
        "debit": 100.0,
        "jour": dt.date(2024, 1, 31),
        "oui": False,
        "non": True,
        "sait_pas": False,
        "region": "03",
        "lieu": "10043",
        "code": "03005",
    }
    assert {name: row[name] for name in expected} == expected
    assert (row["row_number"], row["sheet"]) == (2, "unités")


def test_an_absent_column_is_null_and_the_order_is_the_contracts() -> None:
    frame = type_table(read_of(region=["03"], no=["SQ-1"]), TABLE, REFERENCES)
    assert list(frame.columns) == list(frame_sql_types(TABLE))
    addresses = ["row_number", "sheet", "row_in_sheet"]
    assert list(frame.columns[:5]) == [*addresses, COLUMNS[0].name, COLUMNS[0].name + "__defect"]
    assert frame["statut"].tolist() == frame["statut__defect"].tolist() == [None]


@pytest.mark.parametrize("rows", [BAD | {"texte": ""}, GOOD])
def test_duckdb_takes_every_column_at_its_type_even_all_null(rows: dict[str, str]) -> None:
    frame = type_table(read_of(**{k: [text] * 3 for k, text in rows.items()}), EVERY_KIND, REFERENCES)
    types = frame_sql_types(EVERY_KIND)
    casts = ", ".join(f'CAST("{name}" AS {kind}) AS "{name}"' for name, kind in types.items())
    with duckdb.connect() as connection:
        connection.register("frame", frame)
        result = connection.sql(f"SELECT {casts} FROM frame")
        assert [str(t) for t in result.types] == list(types.values())
        nulls = [value is None for value in result.fetchall()[0]]
    assert nulls == frame.iloc[0].isna().tolist()


@pytest.mark.parametrize("text", ['="SQ-0431"', "'SQ-0431", ' ="SQ-0431 "\u00a0'])
def test_what_tells_excel_that_a_cell_is_text_is_undone(text: str) -> None:
    frame = type_table(read_of(no=[text, '="N/D"', "'"], region=['="03"', "'3", "03"]), TABLE, REFERENCES)
    assert frame["no"].tolist() == ["SQ-0431", None, None]
    assert frame["region"].tolist() == ["03", "03", "03"]


def test_what_misleads_in_a_column_is_a_defect_there_and_nowhere_else() -> None:
    cells = {"jour": ["03/04/2023", "06/13/2023", "2023-05-06"], "oui": ["O", " 0 ", "N"], "non": ["1", "0", "x"]}
    frame = type_table(read_of(**cells), EVERY_KIND, REFERENCES)
    assert frame["jour__defect"].tolist() == ["american", "type", None]
    assert frame["oui__defect"].tolist() == [None, "zero", None]
    assert frame["non__defect"].tolist() == [None, None, None]
    assert (frame["jour"].tolist()[:2], frame["oui"].tolist()) == ([None, None], [True, None, False])


def test_a_number_that_cannot_be_told_is_a_defect_never_a_key() -> None:
    frame = type_table(read_of(no=[UNSHOWN_NUMBER]), TABLE, REFERENCES)
    assert (frame["no"].tolist(), frame["no__defect"].tolist()) == ([None], ["format"])


def test_an_overlong_row_is_kept_when_its_cells_fit_and_broken_when_they_do_not() -> None:
    read = read_of(no=["SQ-1", "Canari", "SQ-3"], region=["03", "SQ-2", "03"], statut=["Migrée", "03", "Oubli"])
    frame = type_table(replace(read, overlong_rows=frozenset({2, 3})), TABLE, REFERENCES)
    assert frame["no"].tolist() == ["SQ-1", None, "SQ-3"]
    assert frame["no__defect"].tolist() == [None, "broken", None]
    assert frame["statut__defect"].tolist() == [None, "broken", "list"]


def test_keys_that_need_no_parsing_are_typed_as_those_that_do() -> None:
    texts = [
        "RITM-0000001",
        "ritm-0000001 ",
        "'RITM-0001",
        '="RITM-0002"',
        "S.O.",
        "#N/A",
        "#LIGNE!",
        "12345678",
        "(VIDE-1)",
    ]
    texts += ["0000-00-00", "Aucun-Lien", "RITM‑0000001", "RITM-\u200b0000001", "RITM 0000001", "N/D", "ABCDEFGH'"]
    key = replace(COLUMNS[0], key_position=1)
    table, forms = table_of("unites", "unités", key), Forms(frozenset({"0000-00-00", "aucun-lien"}))
    frame = type_table(read_of(no=texts), table, REFERENCES, forms)
    said = [parser_of(key, REFERENCES, forms)(text) for text in texts]
    assert list(zip(frame["no"], frame["no__defect"], strict=True)) == said
    assert frame["no__folded"].tolist() == [value and fold_key(value) for value, _ in said]
