"""Text for a terminal: lines that fit, and nothing that it obeys."""

import io

import pytest

from slapolicy.cli.terminal import complain, escaped, say, wrapped
from slapolicy.errors import AmountError, PolicyError


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain, è «così»", "plain, è «così»"),
        ("\x1b[2Jgone", "\\x1b[2Jgone"),
        ("a\nb\tc", "a\\nb\\tc"),
        ("safe\u202etxt", "safe\\u202etxt"),
        ("half \ud800", "half \\ud800"),
    ],
)
def test_escaped(text: str, expected: str) -> None:
    """What a terminal would obey is shown instead."""
    assert expected == escaped(text)


class TestWrapped:
    """Lines that fit."""

    def test_indent(self) -> None:
        """The first line has its own beginning."""
        assert ["- " + "word " * 14 + "word", "  word word"] == (
            wrapped("word " * 17, "- ", "  ")
        )

    def test_units_stay(self) -> None:
        """A figure is not torn from its unit."""
        text = "x" * 75 + " 99.9 % and 10.00 EUR"
        assert ["x" * 75, "99.9 % and 10.00 EUR"] == wrapped(text)

    def test_long_words(self) -> None:
        """A word that is too long for any line is broken."""
        assert ["x" * 80, "x" * 20] == wrapped("x" * 100)


class TestSay:
    """Printing."""

    def test_at_once(self, capsys: pytest.CaptureFixture[str]) -> None:
        """Lines are printed as they are."""
        say(["a", "b"])
        assert "a\nb\n" == capsys.readouterr().out

    def test_stream_without_coding(self) -> None:
        """A stream that has no coding takes any character."""
        stream = io.StringIO()
        say(["è"], stream)
        assert "è\n" == stream.getvalue()


class TestComplain:
    """Faults."""

    def test_group(self, capsys: pytest.CaptureFixture[str]) -> None:
        """Each fault of a group is one line, its path before it."""
        complain(PolicyError.of("is empty", "is bad", path="target"))
        assert ["target: is empty", "target: is bad"] == (
            capsys.readouterr().err.splitlines()
        )

    def test_several_in_one(self, capsys: pytest.CaptureFixture[str]) -> None:
        """Faults that one error joins are lines of their own, escaped."""
        complain(AmountError("a: \x1b[31m\nb: bad"))
        assert ["a: \\x1b[31m", "b: bad"] == (
            capsys.readouterr().err.splitlines()
        )
