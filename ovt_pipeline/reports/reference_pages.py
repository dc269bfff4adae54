"""The reference pages docs/errors.md and docs/rules.md, made from the catalogue and the contracts.

Belongs here: their layout. Does not belong here: any rule or sentence. `make docs` writes them.
"""

from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

from ovt_pipeline.contracts.loader import load_contracts
from ovt_pipeline.contracts.model import Contract, Table
from ovt_pipeline.language.catalogue import entries
from ovt_pipeline.quality.rules import checks_of

DOCS = Path("docs")
KINDS = {
    "F": "Livraison refusée · refused delivery",
    "U": "Mauvais usage ou réglage · wrong use or configuration",
    "C": "Fichier de données du projet · data file of the project",
    "P": "Rien n'est publié (sauf P14) · nothing is published (P14 excepted)",
    "X": "Imprévu · unexpected",
}
SEVERITIES = {
    "rejection": "rejet · rejection",
    "remark": "remarque · remark",
    "refusal": "refus · refusal",
}
MADE = "<!-- Fait par `make docs`; ne pas modifier à la main · made by `make docs`; do not edit by hand -->\n"


def errors_page() -> str:
    """Return docs/errors.md: every code with its sentences in French and English."""
    lines = ["# Codes d'erreur · error codes", "", MADE]
    errors = entries("errors")
    for letter, title in KINDS.items():
        lines += [f"## {letter} : {title}", ""]
        for code, entry in errors.items():
            if code[4] == letter:
                lines += [f"### {code} (sortie · exit {entry['exit']})", "", *_sentences(entry), ""]
    return "\n".join(lines)


def rules_page() -> str:
    """Return docs/rules.md: every rule of every export, the doubts of the evidence and the audit of a release."""
    lines = ["# Règles · rules", "", MADE]
    for contract in load_contracts().values():
        for table in contract.tables:
            lines += [f"## {contract.export}, {table.name}", "", contract.title_fr + " · " + contract.title_en, ""]
            lines += [*_rules(contract, table), ""]
    lines += ["## Doutes, dits par les preuves · doubts, said by the evidence", "", *_table_head("code")]
    lines += [f"| {code} | {said['fr']} | {said['en']} |" for code, said in entries("measures")["doubts"].items()]
    lines += ["", "## Audit d'une publication · audit of a release", "", *_table_head("id", "gravité · severity")]
    lines += [f"| {a['id']} | {a['severity']} | {a['fr']} | {a['en']} |" for a in entries("audits").values()]
    return "\n".join(lines) + "\n"


def write_pages(docs: Path = DOCS) -> None:
    """Write both pages into the folder."""
    (docs / "errors.md").write_text(errors_page(), encoding="utf-8")
    (docs / "rules.md").write_text(rules_page(), encoding="utf-8")


def _sentences(entry: dict[str, Any]) -> Iterator[str]:
    labels = {"title": "", "expected": "attendu · expected: ", "found": "trouvé · found: ", "do": "à faire · do: "}
    for part, label in labels.items():
        by_reason = [reason[part] for reason in entry.get("reasons", {}).values() if part in reason]
        asked = entry[part]["fr"] == f"{{{part}_fr}}"
        for said in by_reason if asked and by_reason else [entry[part]]:
            fr, en = (_plain(said[lang]) for lang in ("fr", "en"))
            yield f"- {label}{fr}" + ("" if fr == en else f" · *{en}*")


def _plain(said: str) -> str:
    """Return a sentence with its fields named, each in the form of several."""
    parts = Formatter().parse(said)
    return "".join(text + (_field(name, asked or "") if name is not None else "") for text, name, asked, _ in parts)


def _field(name: str, asked: str) -> str:
    return asked.rsplit("|", maxsplit=1)[-1].replace("#", f"‹{name}›") if "#" in asked else f"‹{name}›"


def _rules(contract: Contract, table: Table) -> Iterator[str]:
    yield from _table_head("id", "gravité · severity", "colonne · column")
    for check in checks_of(contract, table):
        column = f"`{check.column}`" if check.column else ""
        yield f"| {check.rule_id} | {SEVERITIES[check.severity]} | {column} | {check.fr} | {check.en} |"
    for rule in table.expectations:
        column = f"`{rule.arguments['column']}`" if "column" in rule.arguments else ""
        yield f"| {rule.id} | {SEVERITIES[rule.severity]} | {column} | {rule.fr} | {rule.en} |"


def _table_head(*columns: str) -> list[str]:
    names = [*columns, "français", "English"]
    return ["| " + " | ".join(names) + " |", "|" + "---|" * len(names)]


if __name__ == "__main__":
    write_pages()
