#!/bin/sh
# Makes v1_cccb36e.tar.xz. To be run at commit cccb36e only, at the root of the project, after `make install`:
#
#   sh v1_cccb36e.sh
#
# Every fact is invented (those of `ovt samples`, marked SYNTHÉTIQUE). Each night is the project's own, at a time of its
# own instead of the machine's, so that nothing in the warehouse depends on the day it was made.
exec .venv/bin/python - <<'PYTHON'
import os
import shutil
import tarfile
import tempfile
from datetime import date, datetime, timedelta
from pathlib import Path

import openpyxl

from ovt_pipeline.night import run_night
from ovt_pipeline.samples.deliveries import write_samples
from ovt_pipeline.settings import read_settings

ARCHIVE = Path("v1_cccb36e.tar.xz").absolute()
SETTLED = "EMP-2100"  # a job with one movement: its row is the model of one more
WAIVER = """\
id: WV-2024-01
rule: OVT-F12
delivery: {export: renir_unites, extraction_date: 2024-09-30}
signed_by: {name: Camille Inventée, role: responsable SYNTHÉTIQUE}
signed_on: 2024-10-08
until: 2024-12-31
why: extraction partielle confirmée, SYNTHÉTIQUE
"""


class Clock:
    """Starts at a given time (UTC) and gains a second each time it is asked."""

    def __init__(self, start):
        self.time = datetime.fromisoformat(start + "+00:00")

    def now(self):
        self.time += timedelta(seconds=1)
        return self.time


def night(start, *as_ofs):
    settings = read_settings(Path("inbox"), Path("warehouse"), environment={"OVT_WAIVERS": "waivers"})
    failures = run_night(settings, [date.fromisoformat(day) for day in as_ofs], Clock(start))
    assert failures == [], failures


def deliver(day, folder="inbox"):
    return {path.parent.name: path for path in write_samples(Path(folder), seed=36, size=60, dates=[date.fromisoformat(day)])}


def edit(path, change):
    book = openpyxl.load_workbook(path)
    change(book.worksheets[0])
    book.save(path)


def close(path, link, day, target):
    """Write the inventory again with a link closed."""
    text = path.read_text("cp1252")
    (line,) = [line for line in text.splitlines() if line.startswith(f"{link};") and ";Actif;;;" in line]
    closed = line.replace(";Actif;;;", f";Débranché;{day};Site fermé;")
    path.unlink()
    target.write_bytes(text.replace(line, closed).encode("cp1252"))


def without_dates(sheet):
    (there,) = [cell.column for row in sheet.iter_rows() for cell in row if cell.value == "Date d'effet"]
    sheet.delete_cols(there)


def one_more_migrated(sheet):
    columns = {" ".join(str(cell.value).split()): cell.column for cell in sheet[2]}
    (row,) = [row[0].row for row in sheet.iter_rows() if row[0].value == "SQ-0124"]
    sheet.cell(row, columns["Statut"]).value = "Migrée"
    sheet.cell(row, columns["Date de migration"]).value = datetime(2025, 4, 10)


def one_more_job(sheet):
    headers = [cell.value for cell in sheet[2]]
    (settled,) = [row for row in sheet.iter_rows(values_only=True) if row[0] == SETTLED]
    more = dict(zip(headers, settled)) | {headers[0]: "EMP-9999", "Date d'effet": datetime(2025, 4, 15)}
    sheet.append([more[name] for name in headers])


os.chdir(tempfile.mkdtemp())
Path("waivers").mkdir()

# 1. The first two deliveries of every export.
deliver("2023-03-31")
first = deliver("2024-03-31")["ritm_liens"]
night("2024-04-03T08:00:00", "2023-03-31", "2024-03-31")

# 2. A corrected inventory of the same date replaces the first one: a link was closed. The figure is revised.
close(first, "RITM-10039", "2024-03-15", first.with_name("ritm_liens_2024-03-31_corrige.csv"))
night("2024-05-02T08:00:00", "2024-03-31", "2024-04-30")

# 3. Two of the next deliveries are refused: far fewer units (OVT-F12), a required column missing (OVT-F06).
third = deliver("2024-09-30")
edit(third["renir_unites"], lambda sheet: sheet.delete_rows(20, 999))
edit(third["rh_regionalisation"], without_dates)
night("2024-10-02T08:00:00", "2024-09-30")

# 4. A waiver lets the units through: the figure is revised. The register stays refused.
Path("waivers/un.yaml").write_text(WAIVER, encoding="utf-8")
night("2024-10-09T08:00:00", "2024-09-30")

# 5. All is well again.
deliver("2025-03-31")
night("2025-04-02T08:00:00", "2025-03-31")

# 6. Beside it, what the next night receives: a unit and a job more, a link less.
coming = deliver("2025-04-30", "next")
edit(coming["renir_unites"], one_more_migrated)
edit(coming["rh_regionalisation"], one_more_job)
close(coming["ritm_liens"], "RITM-10041", "2025-04-15", coming["ritm_liens"])

# What is kept is the warehouse without what names the machine: Dagster's instance and the lock.
shutil.rmtree("warehouse/.dagster")
Path("warehouse/.lock").unlink()


def plain(member):
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mtime = datetime.fromisoformat("2025-04-02T08:00:00+00:00").timestamp()
    return member


with tarfile.open(ARCHIVE, "w:xz", preset=9) as archive:
    for name in ("next", "warehouse"):
        archive.add(name, filter=plain)
PYTHON
