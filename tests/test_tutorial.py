"""The tutorial, done as it says, in an empty folder."""

import re

from pathlib import Path

import pytest

from tests.commands import runner


PAGE = Path(__file__).parents[1] / "docs" / "tutorial" / "claimed-credit.md"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_each_answer_is_what_the_page_shows(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Files are written, commands run, and each line shown is printed."""
    monkeypatch.chdir(tmp_path)
    slapolicy = runner(capsys)
    said = ""
    for kind, text in BLOCK.findall(PAGE.read_text("utf-8")):
        if kind == "yaml":
            with Path("record.yaml").open("a", encoding="utf-8") as file:
                file.write(text)
        elif kind == "text":
            for line in text.splitlines():
                assert line in said
        elif text.startswith("slapolicy "):
            done = slapolicy(*text.split()[1:])
            assert (0, []) == (done.status, done.faults)
            # As one line, however wide the terminal is.
            said = " ".join(done.out.split())
    assert "has given the credit" in said
