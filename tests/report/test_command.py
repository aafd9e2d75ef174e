"""The command ``slapolicy report``."""

from pathlib import Path

import pytest

from slapolicy.cli import main


class TestReport:
    """The command."""

    def test_a_page_is_written(self, tmp_path: Path) -> None:
        """By the name of the file."""
        out = tmp_path / "october.html"
        assert 0 == main(["report", "clamehost", "--out", str(out)])
        assert out.read_text("utf-8").startswith("<!DOCTYPE html>")

    def test_text_is_printed(self, capsys: pytest.CaptureFixture[str]) -> None:
        """Without colours, as nobody looks at a terminal."""
        assert 0 == main(["report", "clamehost", "--lang", "it"])
        found = capsys.readouterr()
        assert "Accredito: 1,00 EUR" in found.out
        assert "\x1b" not in found.out
        assert "un esempio" in found.err

    def test_what_is_written_can_be_named(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """A page to standard output, text to any file."""
        assert 0 == main(["report", "clamehost", "--to", "html"])
        assert capsys.readouterr().out.startswith("<!DOCTYPE html>")
        out = tmp_path / "x.html"
        main(["report", "clamehost", "--to", "text", "--out", str(out)])
        assert out.read_text("utf-8").startswith("The agreement")

    def test_a_terminal_shows_colours(
        self,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """Those of rich, unless it is asked not to."""
        monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
        monkeypatch.delenv("NO_COLOR", raising=False)
        main(["report", "clamehost"])
        assert "\x1b[" in capsys.readouterr().out
        monkeypatch.setenv("NO_COLOR", "1")
        main(["report", "clamehost"])
        assert "\x1b[" not in capsys.readouterr().out

    def test_a_record_of_ones_own_is_no_example(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """Nothing is said beside it."""
        record = tmp_path / "record.yaml"
        record.write_text(
            "slapolicy: 1\nservice: {id: w, fee: 1.00 EUR}\nperiod: 2026-10\n"
        )
        assert 0 == main(["report", "clamehost", str(record)])
        assert not capsys.readouterr().err

    def test_a_file_that_cannot_be_written(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """It is named, with the cure."""
        out = tmp_path / "none" / "x.html"
        assert 2 == main(["report", "clamehost", "--out", str(out)])
        assert (
            f"{out}: No such file or directory; name a file that can be "
            "written" in capsys.readouterr().err
        )
