"""What `ovt` says when a command fails in a way that nobody foresaw."""

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
