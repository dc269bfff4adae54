"""`ovt check FILE --annotate OUT.xlsx`: where a copy may go, what it says; it is whole and private, or not there."""

import json
import os
import shutil
import stat
import subprocess
from datetime import date
from pathlib import Path

import pytest
from defects.refusals import refused
from drafts.formats import write
from openpyxl import load_workbook

from ovt_pipeline.cli import main, new_file
from ovt_pipeline.language.errors import OvtError
from ovt_pipeline.reading.front import Limits

from .small import DAY, JOBS, UNITS, Row, draft, write_exports, write_sheets, write_units

Capture = pytest.CaptureFixture[str]
FAULTY: list[Row] = [["SQ-6", "Zembla", "Oui", "VOIX", "Migrée", date(2023, 1, 10), None, None, None], UNITS[0]]


@pytest.fixture(autouse=True)
def _elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "ailleurs").mkdir()
    monkeypatch.chdir(tmp_path / "ailleurs")


def texts(out: Path) -> list[str]:
    page = load_workbook(out).worksheets[0]
    return [str(value) for row in page.iter_rows(values_only=True) for value in row if value is not None]


def noted(out: Path) -> dict[str, str]:
    """Return the notes of every sheet but the first by cell."""
    sheets = load_workbook(out).worksheets[1:]
    return {c.coordinate: c.comment.text for sheet in sheets for row in sheet.iter_rows() for c in row if c.comment}


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if not path.is_dir())


@pytest.mark.parametrize("name", ["copie.xls", "copie.csv", "copie", "copie.xlsx/"])
def test_a_copy_is_named_xlsx(name: str, tmp_path: Path, capsys: Capture) -> None:
    path = write_units(tmp_path, UNITS)
    (tmp_path / "copie.xlsx").mkdir()
    assert main(["check", str(path), "--annotate", f"{tmp_path}/{name}"]) == 2
    out, err = capsys.readouterr()
    assert (out, err[:7]) == ("", "OVT-U09" if name.endswith("/") else "OVT-U01")
    assert files(tmp_path) == [path]


@pytest.mark.parametrize("there", ["file", "link", "itself"])
def test_nothing_that_is_there_is_replaced(there: str, tmp_path: Path, capsys: Capture) -> None:
    path = write_units(tmp_path, UNITS)
    out = path if there == "itself" else tmp_path / "copie.xlsx"
    if there == "file":
        out.write_bytes(b"a moi")
    if there == "link":
        out.symlink_to(tmp_path / "nulle-part")
    before = path.read_bytes()
    assert main(["check", str(path), "--annotate", str(out)]) == 2
    assert capsys.readouterr().err.startswith("OVT-U09")
    assert path.read_bytes() == before
    assert there != "file" or out.read_bytes() == b"a moi"


def test_a_file_that_appears_meanwhile_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "copie.xlsx"
    out.write_bytes(b"a moi")
    monkeypatch.setattr(new_file, "refuse_target", lambda _: None)
    with pytest.raises(OvtError) as caught:
        new_file.write_new(out, b"copie", new_file.PRIVATE)
    assert (caught.value.code, out.read_bytes(), files(tmp_path)) == ("OVT-U09", b"a moi", [out])


@pytest.mark.parametrize("place", ["warehouse", "sources", "other", "link"])
def test_a_copy_never_enters_a_warehouse_or_the_deliveries(
    place: str, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_units(tmp_path / "bureau", UNITS)
    folders = {name: tmp_path / name / "dedans" for name in ("warehouse", "sources", "other")}
    for folder in folders.values():
        folder.mkdir(parents=True)
    for name in ("lots", "releases"):
        (tmp_path / "other" / name).mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "warehouse")
    monkeypatch.setenv("OVT_WAREHOUSE", str(tmp_path / "warehouse"))
    monkeypatch.setenv("OVT_SOURCES", str(tmp_path / "sources"))
    out = folders.get(place, tmp_path / "link" / "dedans") / "copie.xlsx"
    assert main(["check", str(path), "--annotate", str(out)]) == 2
    assert capsys.readouterr().err.startswith("OVT-U12 Copie annotée mal placée | copie.xlsx | attendu : ")
    assert files(tmp_path / "warehouse") + files(tmp_path / "sources") + files(tmp_path / "other") == []


@pytest.mark.parametrize("extension", ["xls", "xlsm", "ods", "XLSM"])
def test_formats_that_a_copy_would_spoil_are_refused_with_the_way_out(
    extension: str, tmp_path: Path, capsys: Capture
) -> None:
    path = write_units(tmp_path, UNITS)
    path = path.rename(path.with_suffix(f".{extension}"))
    assert main(["check", str(path), "--annotate", str(tmp_path / "copie.xlsx"), "--lang", "en"]) == 2
    err = capsys.readouterr().err
    assert err.startswith("OVT-U11")
    assert "save it as .xlsx first" in err
    assert files(tmp_path) == [path]


@pytest.mark.parametrize("cause", ["cut in two", "password", "deflate bomb"])
def test_a_file_that_cannot_be_opened_gives_no_copy_and_says_why(cause: str, tmp_path: Path, capsys: Capture) -> None:
    path = write(refused(cause), tmp_path)
    before = files(tmp_path)
    assert main(["check", str(path), "--annotate", str(tmp_path / "copie.xlsx")]) == 3
    out, err = capsys.readouterr()
    (code,) = {line[2:9] for line in out.splitlines() if line.startswith("  OVT-F0") and "OVT-F10" not in line}
    assert err.startswith(f"Rien à annoter, aucune copie n’est écrite : {code} ")
    assert files(tmp_path) == before


def test_a_copy_that_cannot_be_made_leaves_nothing_and_the_answer_stands(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_units(tmp_path, UNITS)
    monkeypatch.setattr("ovt_pipeline.reading.front.annotate_file.__defaults__", (Limits(seconds=60, megabytes=1),))
    assert main(["check", str(path), "--annotate", str(tmp_path / "copie.xlsx")]) == 2
    out, err = capsys.readouterr()
    assert "Verdict" in out
    assert err.startswith("OVT-U13 Copie annotée impossible")
    assert files(tmp_path) == [path]


def test_a_folder_that_is_not_there_is_told_at_once(tmp_path: Path, capsys: Capture) -> None:
    path = write_units(tmp_path, UNITS)
    assert main(["check", str(path), "--annotate", str(tmp_path / "absent" / "copie.xlsx")]) == 2
    out, err = capsys.readouterr()
    assert (out, err[:7]) == ("", "OVT-U05")


def test_a_file_that_changes_meanwhile_gets_no_marks(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_units(tmp_path, [*FAULTY, *UNITS])
    states = iter([(1, 1, 1), (1, 1, 2)])
    monkeypatch.setattr("ovt_pipeline.cli.annotated_copy.state_of", lambda _: next(states))
    monkeypatch.setattr("ovt_pipeline.cli.check.state_of", lambda _: next(states))
    assert main(["check", str(path), "--annotate", str(tmp_path / "copie.xlsx")]) == 2
    assert "un fichier modifié pendant sa vérification" in capsys.readouterr().err
    assert files(tmp_path) == [path]


def test_the_copy_is_private_and_alone_and_the_file_untouched(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    path = write_units(tmp_path, [*UNITS, *FAULTY])
    before, out = path.read_bytes(), tmp_path / "copie.xlsx"
    old = os.umask(0)
    try:
        assert main(["check", str(path), "--annotate", str(out)]) == 3
    finally:
        os.umask(old)
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert files(tmp_path) == sorted([path, out])
    assert path.read_bytes() == before
    shown, err = capsys.readouterr()
    assert shown.splitlines()[-1] == f"Copie annotée écrite dans {out}"
    assert err == ""
    assert {cell: text.split("\n")[0] for cell, text in noted(out).items()} == {
        "B8": "REJET · RENIR-R06", "A9": "REMARQUE · RENIR-M01",
    }  # fmt: skip
    said = texts(out)
    assert said[0] == "Vérification"
    assert f"Fichier : {path.name}" in said
    assert any(line.startswith("Verdict : la livraison serait acceptée sans les lignes rejetées (1)") for line in said)
    assert not [line for line in said if "SYNTH" in line or "Zembla" in line]


def test_a_copy_can_be_checked_like_the_file_it_comes_from(tmp_path: Path, capsys: Capture) -> None:
    path = write_units(tmp_path, [*UNITS, *FAULTY])
    out = tmp_path / path.name
    assert main(["check", str(path), "--annotate", str(out), "--json"]) == 3
    first, err = capsys.readouterr()
    assert err == f"Copie annotée écrite dans {out}\n"
    assert main(["check", str(out), "--json"]) == 3
    assert json.loads(capsys.readouterr().out) == json.loads(first)


def test_english_words_all_through(tmp_path: Path, capsys: Capture) -> None:
    path = write_units(tmp_path, [*UNITS, *FAULTY], title="SYNTHÉTIQUE")
    out = tmp_path / "copy.xlsx"
    assert main(["--lang", "en", "check", str(path), "--annotate", str(out)]) == 3
    assert capsys.readouterr().out.endswith(f"Annotated copy written in {out}\n")
    said = texts(out)
    assert said[0] == "Check"
    assert "SYNTHETIC DATA (SYNTHÉTIQUE)" in said
    assert noted(out)["B8"].startswith("REJECTION · RENIR-R06\nThe region in ")
    assert not {"Gravité", "REJET", "REMARQUE", "Vérification"} & set(said)


def test_refusals_are_shown_where_they_are(tmp_path: Path, capsys: Capture) -> None:
    delivery = draft("renir_unites", title="SYNTHÉTIQUE")
    (page,) = delivery.tables
    page.put(page.header, "statut", "Statuts actuel")
    path = write(delivery, tmp_path)
    assert main(["check", str(path), "--annotate", str(tmp_path / "a.xlsx")]) == 3
    (cell,) = noted(tmp_path / "a.xlsx")
    assert cell == "E2"
    assert noted(tmp_path / "a.xlsx")[cell].startswith("REFUS · OVT-F06\nColonne obligatoire absente\n")
    assert "DONNÉES SYNTHÉTIQUES" in texts(tmp_path / "a.xlsx")
    page.put(page.header, "statut", "Statut")
    page.add_column("statut", lambda _: "")
    assert main(["check", str(write(delivery, tmp_path)), "--annotate", str(tmp_path / "b.xlsx")]) == 3
    assert set(noted(tmp_path / "b.xlsx")) == {"E2", "L2"}
    path = write_sheets(tmp_path / "budget.xlsx", {"Feuil1": [["Poste", "Montant"], ["a", 1]]})
    assert main(["check", str(path), "--annotate", str(tmp_path / "c.xlsx")]) == 3
    assert noted(tmp_path / "c.xlsx") == {}
    assert {"OVT-F10", "OVT-F18", "REFUS", "Export non reconnu, extraction du ?"} <= set(texts(tmp_path / "c.xlsx"))
    capsys.readouterr()


def test_a_csv_is_marked_in_a_workbook(tmp_path: Path, capsys: Capture) -> None:
    (path,) = (write_exports(tmp_path) / "ritm_liens").iterdir()
    with path.open("a", encoding="cp1252", newline="") as file:
        file.write("L-9;99;2015-01-01;=Actif;;\r\n")
    assert main(["check", str(path), "--annotate", str(tmp_path / "copie.xlsx")]) == 3
    marks = noted(tmp_path / "copie.xlsx")
    assert {cell: text.split("\n")[0] for cell, text in marks.items()} == {
        "B7": "REJET · RITM-R06", "D7": "REJET · RITM-R05",
    }  # fmt: skip
    assert load_workbook(tmp_path / "copie.xlsx").worksheets[1]["D7"].data_type == "s"
    capsys.readouterr()


def test_no_personal_value_leaves_the_copy(tmp_path: Path, capsys: Capture, caplog: pytest.LogCaptureFixture) -> None:
    canary = "Quidam-Introuvable"
    rows: list[Row] = [*JOBS, ["E-9", 1, "Régionalisation", None, date(2022, 5, 1), None]]
    delivery = draft("rh_regionalisation", {"mouvements": rows})
    (page,) = delivery.tables
    named = [at for at, header in enumerate(page.header.cells) if header in {"Nom", "Prénom", "Courriel"}]
    for at in named:
        page.rows[-1].cells[at] = canary
    path = write(delivery, tmp_path)
    out = tmp_path / "copie.xlsx"
    assert main(["check", str(path), "--annotate", str(out)]) == 3
    assert not [
        said for said in (*capsys.readouterr(), caplog.text, *texts(out), *noted(out).values()) if canary in said
    ]
    cells = [load_workbook(out)["mouvements"].cell(7, at + 1).value for at in named]
    assert cells == [canary] * 3  # her own data, in her own file


def test_a_copy_survives_where_files_cannot_be_linked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "hardlink_to", no_links)
    new_file.write_new(tmp_path / "copie.xlsx", b"copie", new_file.PRIVATE)
    assert [(p.name, p.read_bytes()) for p in files(tmp_path)] == [("copie.xlsx", b"copie")]


def test_a_full_disk_leaves_no_half_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OvtError) as caught:
        new_file.write_new(tmp_path / "copie.xlsx", b"copie", new_file.PRIVATE)
    assert (caught.value.code, files(tmp_path)) == ("OVT-U05", [])


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_shows_the_marks_where_they_belong_and_computes_the_formulas(
    tmp_path: Path, capsys: Capture
) -> None:
    path = write_units(tmp_path, [*UNITS, *FAULTY])
    book = load_workbook(path)
    book.worksheets[0]["K3"] = "=1+LEN(A3)"
    book.save(path)
    out = tmp_path / f"copie_{DAY}.xlsx"
    assert main(["check", str(path), "--annotate", str(out)]) == 3
    office = [f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}", "--headless", "--convert-to", "xlsx"]
    subprocess.run(["soffice", *office, "--outdir", str(tmp_path / "lo"), str(out)], check=True, timeout=180)  # noqa: S607
    opened = tmp_path / "lo" / out.name
    assert noted(opened) == noted(out)
    assert set(noted(out)) >= {"B8", "A9"}
    links = [
        c.hyperlink.location for row in load_workbook(opened).worksheets[0].iter_rows() for c in row if c.hyperlink
    ]
    assert "'unites'!B8" in links
    shown = load_workbook(opened, data_only=True)
    assert shown.sheetnames == ["Vérification", "unites"]
    assert {c.coordinate for row in shown["unites"].iter_rows() for c in row if c.fill.fill_type} == set(noted(out))
    assert shown["unites"]["K3"].value == 5
    capsys.readouterr()
