"""``slapolicy explain``: the explanation, whole and for programs."""

import json

import pytest

from slapolicy.explain import LANGUAGES, explain_data
from tests.asked import AFTER, answered, pinned, write
from tests.commands import Slapolicy
from tests.explained import example


class TestText:
    """What is printed for people."""

    @pytest.mark.parametrize("lang", LANGUAGES)
    @pytest.mark.parametrize("style", ["short", "full"])
    def test_whole_text(
        self, slapolicy: Slapolicy, lang: str, style: str
    ) -> None:
        """The text is the one that is kept beside this test."""
        more = ("--full",) if style == "full" else ()
        done = slapolicy("explain", "clamehost", "--lang", lang, *more)
        assert (0, []) == (done.status, done.faults)
        assert pinned(f"explain-{lang}-{style}") == done.out

    @pytest.mark.parametrize("lang", LANGUAGES)
    @pytest.mark.parametrize("style", ["short", "full"])
    def test_is_the_explanation(
        self, slapolicy: Slapolicy, lang: str, style: str
    ) -> None:
        """It says the words of the library, cut to fit a terminal."""
        more = ("--full",) if style == "full" else ()
        done = slapolicy("explain", "clamehost", "--lang", lang, *more)
        words = example().explain(lang, style).split()
        assert " ".join(words) in " ".join(done.out.split())
        assert [] == [line for line in done.lines if len(line) > 80]

    def test_as_of(self, slapolicy: Slapolicy) -> None:
        """Before the period is over it says so."""
        seen = ("--as-of", "2026-10-15T12:00+02:00")
        done = slapolicy("explain", "clamehost", *seen)
        text = " ".join(done.out.split())
        assert "how it looks on October 15, 2026, 12:00" in text


class TestJson:
    """``--json``: the explanation as data."""

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_dictionary(self, slapolicy: Slapolicy, lang: str) -> None:
        """What is printed is the library's tree; the note is beside it."""
        done = slapolicy("explain", "clamehost", "--json", "--lang", lang)
        assert explain_data(example(), lang) == json.loads(done.out)
        assert 1 == len(done.faults)

    def test_record(self, slapolicy: Slapolicy) -> None:
        """With a record there is nothing to say beside it."""
        write()
        done = slapolicy("explain", "clamehost", "after.yaml", "--json")
        assert (0, []) == (done.status, done.faults)
        assert explain_data(answered(AFTER)) == json.loads(done.out)


class TestBadInput:
    """Input that cannot be used."""

    @pytest.mark.parametrize("command", ["explain", "headroom"])
    def test_faults(self, slapolicy: Slapolicy, command: str) -> None:
        """A fault is one line, and nothing else is printed."""
        done = slapolicy(command, "clamehost", "gone.yaml")
        assert (2, "") == (done.status, done.out)
        assert [
            "gone.yaml: no such file or directory; name a file that can be read"
        ] == done.faults

    @pytest.mark.parametrize("command", ["explain", "headroom"])
    def test_language(self, slapolicy: Slapolicy, command: str) -> None:
        """A language that is not spoken is refused."""
        done = slapolicy(command, "clamehost", "--lang", "tlh")
        assert (2, "") == (done.status, done.out)
