"""The files of a report, by name: pages, workbooks, open data; made from the told tables, the same bytes each time.

Belongs here: which files a report has. Does not belong here: what they hold (a folder each), where they go (write.py).
"""

from collections.abc import Mapping

import duckdb

from ovt_pipeline.language.catalogue import LANGUAGES, sentence
from ovt_pipeline.language.numbers import number
from ovt_pipeline.reports.open_data.files import open_data
from ovt_pipeline.reports.page.facts import read_facts
from ovt_pipeline.reports.page.render import NAMES, File, render_report
from ovt_pipeline.reports.workbook.write import workbook

BOOKS = {"fr": "classeur.xlsx", "en": "workbook.xlsx"}
DATA = "donnees"
KILO = 1024


def forms_of(con: duckdb.DuckDBPyConnection, *, with_data: bool) -> dict[str, bytes]:
    """Return the files of the told tables by their path; with_data: the data package in a folder of its own too."""
    data = {f"{DATA}/{name}": found for name, found in open_data(con).items()} if with_data else {}
    books = {BOOKS[lang]: workbook(con, lang) for lang in LANGUAGES}
    facts = read_facts(con)
    pages = {
        NAMES[lang]: render_report(facts, lang, _downloads({BOOKS[lang]: books[BOOKS[lang]], **data}, lang)).encode()
        for lang in LANGUAGES
    }
    return {**pages, **books, **data}


def _downloads(files: Mapping[str, bytes], lang: str) -> list[File]:
    return [File(path, path, _size(len(found), lang)) for path, found in files.items()]


def _size(size: int, lang: str) -> str:
    """Return a size in kilobytes, rounded up."""
    return sentence("open_data", "size", lang, size=number(-(-size // KILO), lang))
