"""A folder of decisions that someone else filled: bombs, links, pipes, strange names are refused, never waited for."""

import os
from datetime import date
from pathlib import Path

import pytest

from ovt_pipeline.decisions.guarded_file import MOST_BYTES
from ovt_pipeline.decisions.loader import LEVELS, Folders, load_decisions
from ovt_pipeline.language.errors import OvtError

from .papers import write_waiver


def refusal_of(folder: Path) -> OvtError:
    with pytest.raises(OvtError) as caught:
        load_decisions(Folders(folder), date(2024, 5, 1))
    assert caught.value.code == "OVT-C01"
    return caught.value


BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"
TEXTS = {
    "huge": "# " + "é" * MOST_BYTES,
    "deep": "[" * (LEVELS + 1) + "]" * (LEVELS + 1),
    "very deep": "[" * 30_000,
    "deep mappings": "".join(f"{' ' * n}a:\n" for n in range(200)),
    "bomb": BOMB,
    "an anchor alone": "id: &x WV-2024-01\n",
    "itself": "a: &a [*a]\n",
    "merged": "a: &a {id: x}\n<<: *a\n",
    "python": "id: !!python/object/apply:os.system [ls]\n",
    "two documents": "id: a\n---\nid: b\n",
    "a day as a key": "? !!timestamp 2024-01-01\n: x\n",
    "a list as a key": "? [a]\n: x\n",
    "nul": "id: a\x00b\n",
    "a number of many digits": "id: " + "9" * 5000,
    "control": "id: \x1b[2J\n",
    "not a mapping": "- a\n",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_text_that_is_no_plain_mapping_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "un.yaml").write_text(text, encoding="utf-8")
    assert refusal_of(tmp_path).where.file == "un.yaml"


def test_bytes_that_are_not_utf8_are_refused(tmp_path: Path) -> None:
    (tmp_path / "un.yaml").write_bytes("why: fermée".encode("cp1252"))
    refusal_of(tmp_path)


def test_a_sound_file_at_the_limit_is_read(tmp_path: Path) -> None:
    path = write_waiver(tmp_path)
    path.write_bytes(path.read_bytes().ljust(MOST_BYTES, b"\n"))
    assert len(load_decisions(Folders(tmp_path), date(2024, 5, 1)).every) == 1


@pytest.mark.parametrize("kind", ["link", "broken link", "loop", "folder", "pipe", "link to a device"])
def test_only_a_regular_file_is_opened(kind: str, tmp_path: Path) -> None:
    sound, folder = write_waiver(tmp_path / "elsewhere"), tmp_path / "decisions"
    folder.mkdir()
    path = folder / "un.yaml"
    match kind:
        case "folder":
            path.mkdir()
        case "pipe":
            os.mkfifo(path)
        case _:
            targets = {
                "link": sound,
                "broken link": tmp_path / "rien",
                "loop": path,
                "link to a device": Path("/dev/zero"),
            }
            path.symlink_to(targets[kind])
    assert refusal_of(folder).where.file == "un.yaml"


def test_a_name_that_no_terminal_shows_is_told_without_its_signs(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"\xff\x1b[2J.yaml")).write_text("id: [", encoding="utf-8")
    said = refusal_of(tmp_path).line("fr")
    assert said.replace("\u00a0", " ").isprintable()
    said.encode("utf-8")


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "decisions").write_text("", encoding="utf-8")
    refusal_of(tmp_path / "decisions")
