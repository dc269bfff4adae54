"""Every sentence has its twin, is asked for by its name, and describes what is there: nothing missing, nothing left."""

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

import ovt_pipeline
from ovt_pipeline.contracts.model import Kind
from ovt_pipeline.language.catalogue import LANGUAGES, WRITERS, entries, sentence
from ovt_pipeline.quality.rules import DEFECTS
from ovt_pipeline.sql import measure_sql, read_sql, sql_facts, sql_names

PACKAGE = Path(ovt_pipeline.__file__).parent
TREES = {p.relative_to(PACKAGE): ast.parse(p.read_text(encoding="utf-8")) for p in sorted(PACKAGE.rglob("*.py"))}
# Text that a person reads: an accent, both languages side by side, or a few words of French.
FRENCH = re.compile(
    r"[àâçèéêëîïôùûÀÂÇÈÉÊËÎÏÔÙÛ]|\w · \w|[^\W\d_]{2,} / [^\W\d_]|\b(le|la|les|des|une?|du|au|pas|dans|pour) [^\W\d_]"
    r"|(?=.* ).*\b(livraisons?|fichiers?|lignes?|colonnes?|feuilles?|chiffres?|dossiers?|valeurs?|aucune?|unique)\b"
)
CODES = {"targets/judged.py": "statuses as published", "deliveries/values.py": "errors of Excel, which it writes so"}
REASON = re.compile(r"'([A-Z]+(?:-[A-Z]+)*)'")  # as the SQL of a measure writes it
FILES = sorted(p.stem for p in (PACKAGE / "language" / "catalogue").glob("*.yaml"))


def sentences(entry: Any, path: str = "") -> Iterator[tuple[str, dict[str, str]]]:  # noqa: ANN401 - any YAML
    """Yield every mapping that speaks a language, with where it is."""
    if isinstance(entry, dict):
        if set(entry) & set(LANGUAGES):
            yield path, {lang: entry[lang] for lang in LANGUAGES if lang in entry}
        for key, value in entry.items():
            yield from sentences(value, f"{path}/{key}")


def fields_of(sentence: str) -> set[str]:
    names = {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}
    return {re.sub("(^|_)(fr|en)$", "", name) for name in names}


def specs_of(sentence: str) -> set[str]:
    return {spec or "" for _, _, spec, _ in string.Formatter().parse(sentence)}


EVERY = [(f"{name}{where}", texts) for name in FILES for where, texts in sentences(entries(name))]


def calls(name: str, folder: str = "") -> Iterator[tuple[str, set[str | None]]]:
    """Yield the first argument (each branch of a choice) and the keywords of every call of `name`."""
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if str(path).startswith(folder) and isinstance(node, ast.Call) and ast.unparse(node.func) == name:
                chosen = [node.args[0].body, node.args[0].orelse] if isinstance(node.args[0], ast.IfExp) else node.args
                keys = [a.value for a in chosen if isinstance(a, ast.Constant)]
                yield from ((str(key), {k.arg for k in node.keywords}) for key in keys)


def constants(folder: str = "") -> set[str]:
    """Return every text written in the modules below `folder`."""
    trees = [tree for path, tree in TREES.items() if str(path).startswith(folder)]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    return {n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)}


def test_an_unknown_message_is_a_bug_that_shows() -> None:
    with pytest.raises(KeyError):
        sentence("messages", "inconnu", "fr")


def test_every_sentence_has_its_twin_and_both_want_the_same_fields() -> None:
    counts = {name: len(list(sentences(entries(name)))) for name in FILES}
    assert [name for name, count in counts.items() if count < len(entries(name)) - (name == "rules")] == []
    assert [where for where, texts in EVERY if set(texts) != set(LANGUAGES) or not all(texts.values())] == []
    assert [where for where, texts in EVERY if fields_of(texts["fr"]) != fields_of(texts["en"])] == []


def test_no_plural_is_left_to_the_reader() -> None:
    assert [where for where, t in EVERY if re.search(r"\((s|es|x|ies)\)", t["fr"] + t["en"])] == []


def test_a_field_is_asked_for_in_a_way_that_is_known_and_in_two_forms_or_in_none() -> None:
    asked = {(where, spec) for where, texts in EVERY for said in texts.values() for spec in specs_of(said)}
    known = {one for one in asked if one[1] in WRITERS or "#" in one[1] or re.fullmatch(r"([<>^]\d+)?", one[1])}
    assert asked - known == set()
    assert {one for one in asked if len(one[1].split("|")) > 2} == set()


def test_a_count_takes_the_form_of_its_language() -> None:
    key, counts = "measures/renir_units_migrated/entities", (0, 1, 1.5, 2, 1_000_000)
    fr, en = ([sentence("measures", key, lang, count=n).split()[-1] for n in counts] for lang in LANGUAGES)
    assert fr == ["unité", "unité", "unité", "unités", "unités"]
    assert en == ["units", "unit", "units", "units", "units"]


SAID = [
    ("tell", "messages"),
    ("words", "cli"),
    ("self.words", "cli"),
    ("said", "orchestration"),
    ("_notice", "notices"),
    *((name, "report") for name in ("speech", "self.speech", "one.speech", "section.speech")),
]


def test_every_message_asked_for_exists_and_gets_its_fields() -> None:
    asked = [(name, key, given) for function, name in SAID for key, given in calls(function)]
    assert [(name, key) for name, key, _ in asked if key not in entries(name)] == []
    wanted = {(n, k): {f for _, t in sentences({k: entries(n)[k]}) for f in fields_of(t["fr"])} for n, k, _ in asked}
    short = [(n, k) for n, k, given in asked if None not in given and not wanted[n, k] <= plain_names(given)]
    assert short == []


def plain_names(names: set[str | None]) -> set[str]:
    return {re.sub("(^|_)(fr|en)$", "", name) for name in names if name}


def texts_of(tree: ast.Module) -> Iterator[str]:
    """Yield every text of a module that is no docstring."""
    kinds = (ast.Module, ast.FunctionDef, ast.ClassDef)
    firsts = [node.body[0] for node in ast.walk(tree) if isinstance(node, kinds) and node.body]
    docs = {id(first.value) for first in firsts if isinstance(first, ast.Expr)}
    nodes = [n for n in ast.walk(tree) if isinstance(n, ast.Constant) and id(n) not in docs]
    yield from (n.value for n in nodes if isinstance(n.value, str))


def test_no_sentence_for_people_is_written_in_python() -> None:
    trees = {str(path): tree for path, tree in TREES.items() if path.parts[0] != "samples" and str(path) not in CODES}
    speaking = {name for name, tree in trees.items() if any(FRENCH.search(text) for text in texts_of(tree))}
    assert speaking == set()


def test_french_is_seen() -> None:
    said = "écrire le fichier|une date réelle / a real date|un lien · a link|lire les lignes|un fichier"
    assert [text for text in said.split("|") if not FRENCH.search(text)] == []


def test_no_message_is_left_over() -> None:
    told, written = {key for key, _ in calls("tell")}, constants("cli/")
    assert [key for key in entries("messages") if key not in told] == []
    assert [key for key in entries("cli") if key not in written] == []
    assert [key for key in entries("notices") if key not in constants("operations/")] == []
    assert [key for key in entries("orchestration") if key not in constants("orchestration/")] == []


def test_the_rules_that_exports_share_are_those_that_the_code_applies() -> None:
    shared = set(entries("rules")) - {"kinds", "unusable"}
    assert shared == {text for text in constants("quality/") if re.fullmatch("[RM][01][0-9]", text)}
    assert {rule for defects in DEFECTS.values() for rule in defects.values()} <= shared
    assert set(entries("rules")["kinds"]) == set(Kind.__args__)  # type: ignore[attr-defined]  # a Literal has them


def test_the_audits_are_the_files_of_questions_with_ids_of_their_own() -> None:
    audits = entries("audits")
    assert set(audits) == set(sql_names("release/audits"))
    assert len({entry["id"] for entry in audits.values()}) == len(audits)
    for name, entry in audits.items():
        assert entry["id"] == f"AUDIT-{name[:3].upper()}"
        assert entry["severity"] == {"a": "blocking", "w": "warning", "n": "remark"}[name[0]]


def test_every_other_rule_of_a_measure_has_its_sentence_and_none_is_left_over() -> None:
    facts = [sql_facts(f"indicators/{name}") for name in sql_names("indicators")]
    counted = {one for fact in facts for one in fact.get("scenarios", "").split()}
    assert counted == set(entries("scenarios")["scenarios"])


def test_every_doubt_and_every_reason_has_its_sentence_and_none_is_left_over() -> None:
    with duckdb.connect() as con:
        con.execute(read_sql("relations/base"))
        doubts = {row[0] for row in con.execute("SELECT code FROM doubts").fetchall()}
    assert doubts == set(entries("measures")["doubts"])
    for measure, said in entries("measures")["measures"].items():
        texts = map(read_sql, measure_sql(measure))
        given = {code for text in texts for code in REASON.findall(text)} - {"VOIX"} | {"IN-DOUBT"}
        assert given == set(said["reasons"]), measure


def test_the_dictionary_describes_exactly_the_tables_and_columns_of_a_release() -> None:
    with duckdb.connect() as con:
        con.execute(read_sql("release/schema"))
        query = "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal"
        created = set(con.execute(query).fetchall())
    dictionary = entries("dictionary")
    assert {table for table, _ in created} == set(dictionary)
    described = {(t, c) for t, entry in dictionary.items() for c in entry["columns"]}
    latest = {("indicator_latest", column) for column in dictionary["indicator_results"]["columns"]}
    assert described | latest == created


def test_the_order_of_the_dictionary_is_that_of_the_columns() -> None:
    with duckdb.connect() as con:
        con.execute(read_sql("release/schema"))
        for table, entry in entries("dictionary").items():
            columns = [row[0] for row in con.execute(f"DESCRIBE {table}").fetchall()]
            assert list(entry["columns"] or entries("dictionary")["indicator_results"]["columns"]) == columns
