"""Where a list of signers lies, only what OpenSSH verifies is read; taking the list away is no way round."""

from datetime import date
from pathlib import Path

import pytest

from ovt_pipeline.decisions.known import Decisions
from ovt_pipeline.decisions.loader import Folders, load_decisions
from ovt_pipeline.language.errors import OvtError

from .papers import NOTE, SOUND, WITHDRAWAL, allow, has_openssh, new_key, sign, write_decision

pytestmark = pytest.mark.skipif(not has_openssh(), reason="OpenSSH is not installed")


def loaded(folder: Path, *, were_signed: bool = False, older: Path | None = None) -> Decisions:
    return load_decisions(Folders(folder, older), date(2024, 5, 1), were_signed=were_signed)


def codes_of(folder: Path, *, were_signed: bool = False, older: Path | None = None) -> list[str]:
    with pytest.raises(OvtError) as caught:
        loaded(folder, were_signed=were_signed, older=older)
    return [one.code for one in caught.value.all]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with one decision, signed by the key beside it, which the list knows."""
    key = new_key(tmp_path)
    allow(tmp_path / "decisions", key)
    sign(write_decision(tmp_path / "decisions", "un.yaml", SOUND), key)
    return tmp_path / "decisions"


def test_an_unsigned_decision_is_refused_and_each_is_told(folder: Path) -> None:
    write_decision(folder, "deux.yaml", WITHDRAWAL)
    write_decision(folder, "trois.yaml", NOTE)
    assert codes_of(folder) == ["OVT-D01", "OVT-D01"]


def test_a_decision_changed_after_its_signature_is_refused(folder: Path) -> None:
    write_decision(folder, "un.yaml", SOUND, until="2099-12-30")
    assert codes_of(folder) == ["OVT-D02"]


@pytest.mark.parametrize("what", ["another key", "another namespace", "another file", "no signature", "empty", "huge"])
def test_a_signature_of_anything_else_is_refused(what: str, folder: Path, tmp_path: Path) -> None:
    path, beside = folder / "un.yaml", folder / "un.yaml.sig"
    match what:
        case "another key":
            sign(path, new_key(tmp_path, "autre"))
        case "another namespace":
            sign(path, tmp_path / "cle", "file")
        case "another file":
            beside.write_bytes(sign(write_decision(tmp_path, "autre.yaml", NOTE), tmp_path / "cle").read_bytes())
        case "no signature":
            beside.write_text("signé\n", encoding="utf-8")
        case "empty":
            beside.write_text("", encoding="utf-8")
        case "huge":
            beside.write_text("x" * 100_000, encoding="utf-8")
    assert codes_of(folder) == ["OVT-C01" if what == "huge" else "OVT-D02"]


@pytest.mark.parametrize("kind", ["link", "folder"])
def test_a_signature_or_a_list_that_is_no_regular_file_is_refused(kind: str, folder: Path, tmp_path: Path) -> None:
    for name in ("un.yaml.sig", "allowed_signers"):
        kept = (folder / name).rename(tmp_path / name)
        (folder / name).mkdir() if kind == "folder" else (folder / name).symlink_to(kept)
        assert codes_of(folder) == ["OVT-C01"]
        (folder / name).rmdir() if kind == "folder" else (folder / name).unlink()
        kept.rename(folder / name)
    assert loaded(folder).must_be_signed


def test_a_key_counts_on_the_day_it_was_valid_and_keeps_counting_later(folder: Path, tmp_path: Path) -> None:
    (folder / "allowed_signers").unlink()
    allow(folder, tmp_path / "cle", "avant", 'valid-before="20240101"')
    assert codes_of(folder) == ["OVT-D02"]  # it was signed on 2 April 2024
    allow(folder, tmp_path / "cle", "pendant", 'valid-after="20240101",valid-before="20241231"')
    assert loaded(folder).signers == {SOUND["id"]: "pendant"}


def test_a_key_that_the_list_gives_another_namespace_is_refused(folder: Path, tmp_path: Path) -> None:
    (folder / "allowed_signers").unlink()
    allow(folder, tmp_path / "cle", "git", 'namespaces="git"')
    assert codes_of(folder) == ["OVT-D02"]


def test_what_is_signed_is_read_and_its_signer_is_named(folder: Path) -> None:
    known = loaded(folder)
    assert (known.must_be_signed, known.signers) == (True, {SOUND["id"]: "camille"})


def test_a_waiver_of_the_older_folder_is_signed_too(folder: Path, tmp_path: Path) -> None:
    older = tmp_path / "waivers"
    path = write_decision(older, "vieux.yaml", SOUND, id="WV-2023-01")
    assert codes_of(folder, older=older) == ["OVT-D01"]
    sign(path, tmp_path / "cle")
    assert len(loaded(folder, older=older).every) == 2


def test_taking_the_list_away_is_an_error_even_without_a_decision(folder: Path, tmp_path: Path) -> None:
    (folder / "allowed_signers").unlink()
    assert codes_of(folder, were_signed=True) == ["OVT-D03"]
    assert codes_of(tmp_path / "rien", were_signed=True) == ["OVT-D03"]
    assert not loaded(folder).must_be_signed  # a warehouse where none was ever required


def test_without_openssh_nothing_is_believed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(folder))
    assert codes_of(folder) == ["OVT-D04"]
    (folder / "un.yaml").unlink()
    assert codes_of(folder) == ["OVT-D04"]
