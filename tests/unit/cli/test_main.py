"""What `ovt` says when a command fails in a way that nobody foresaw."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ovt_pipeline.cli import main, status

VALUE = "Zéphirine Tremblay"


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_an_unforeseen_failure_is_named_without_its_message_nor_a_traceback(
    lang: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> int:
        raise ValueError(VALUE)

    monkeypatch.setattr(status, "execute", fail)
    assert main(["--lang", lang, "status"]) == 1
    told = capsys.readouterr()
    assert "OVT-X01" in told.err
    assert "ValueError" in told.err
    assert VALUE not in told.out + told.err
    assert "Traceback" not in told.err


@pytest.mark.parametrize("encoding", ["ascii", "utf-8", "cp437"])
def test_text_that_a_terminal_cannot_show_is_replaced_and_never_a_failure(encoding: str, tmp_path: Path) -> None:
    name = os.fsdecode(b"extrait_\xe9_\xe2\x80\xaf2026.xlsx")
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from ovt_pipeline.cli import main; sys.exit(main())",
            "check",
            str(tmp_path / name),
            "--lang",
            "fr",
        ],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": encoding},
    )
    said = done.stderr.decode(encoding)
    assert (done.returncode, said[:7]) == (2, "OVT-U10")
    assert "extrait_?_" in said
