"""What tests of commands have at hand."""

from pathlib import Path

import pytest

from tests.commands import Slapolicy, runner


@pytest.fixture(name="slapolicy")
def _slapolicy(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Slapolicy:
    """Return what runs a command in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return runner(capsys)
