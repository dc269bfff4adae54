"""The reference pages, made from the catalogue and the contracts: docs/errors.md, docs/rules.md, parts of two READMEs.

Belongs here: the layout of the first two, and which file each page is. Does not belong here: any rule or sentence.
`make docs` writes them all.
"""

from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

from ovt_pipeline.contracts.loader import load_contracts
from ovt_pipeline.contracts.model import Contract, Table
from ovt_pipeline.language.catalogue import entries
from ovt_pipeline.quality.rules import checks_of
from ovt_pipeline.reports.markdown import head, row, two
from ovt_pipeline.reports.readme_parts import sources_page, warehouse_page
from ovt_pipeline.settings import PROJECT


def errors_page() -> str:
    """Return docs/errors.md: every code with its sentences in French and English."""
    lines = [f"# {two('errors')}", "", _made()]
    for letter in entries("reference")["kinds"]:
        lines += [f"## {letter} : {two(f'kinds/{letter}')}", ""]
        for code, entry in entries("errors").items():
            if code[4] == letter:
                lines += [f"### {code} ({two('exit')} {entry['exit']})", "", *_sentences(entry), ""]
    return "\n".join(lines)


def rules_page() -> str:
    """Return docs/rules.md: every rule of every export, the doubts of the evidence and the audit of a release."""
    lines = [f"# {two('rules')}", "", _made()]
    for contract in load_contracts().values():
        for table in contract.tables:
            lines += [f"## {contract.export}, {table.name}", "", contract.title_fr + " · " + contract.title_en, ""]
            lines += [*_rules(contract, table), ""]
    lines += [f"## {two('doubts')}", "", *head("code")]
    lines += [row(code, said["fr"], said["en"]) for code, said in entries("measures")["doubts"].items()]
    lines += ["", f"## {two('audit')}", "", *head("id", two("severity"))]
    lines += [row(a["id"], a["severity"], a["fr"], a["en"]) for a in entries("audits").values()]
    return "\n".join(lines) + "\n"


PAGES = {
    "docs/errors.md": errors_page,
    "docs/rules.md": rules_page,
    "warehouse/README.md": warehouse_page,
    "sources/README.md": sources_page,
}


def write_pages(project: Path = PROJECT) -> None:
    """Write every page that is made, or made in part, into the project."""
    for name, make in PAGES.items():
        (project / name).write_text(make(), encoding="utf-8")


def _made() -> str:
    return f"<!-- {two('made')} -->\n"


def _sentences(entry: dict[str, Any]) -> Iterator[str]:
    for part in ("title", "expected", "found", "do"):
        label = "" if part == "title" else f"{two(part)}: "
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
    yield from head("id", two("severity"), two("column"))
    for check in checks_of(contract, table):
        yield _rule(check.rule_id, check.severity, check.column, check.fr, check.en)
    for rule in table.expectations:
        yield _rule(rule.id, rule.severity, rule.arguments.get("column"), rule.fr, rule.en)


def _rule(rule_id: str, severity: str, column: str | None, fr: str, en: str) -> str:
    return row(rule_id, two(f"severity_{severity}", "quality_pages"), f"`{column}`" if column else "", fr, en)


if __name__ == "__main__":
    write_pages()
