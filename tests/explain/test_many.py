"""Of many things of a kind the first are named, the others counted."""

import pytest

from slapolicy.explain.language import Message, Value
from slapolicy.explain.many import counted, first_of, named
from tests.explained import english, italian


_OUTAGE = Message("outage", "outage {name}")


def outage(name: str) -> Value:
    """Return an outage in words."""
    return _OUTAGE(name=name)


class TestFirst:
    """What is named, and what is not."""

    @pytest.mark.parametrize(
        ("things", "first", "rest"),
        [
            ("", "", ""),
            ("ab", "ab", ""),
            ("abc", "abc", ""),
            ("abcd", "ab", "cd"),
        ],
    )
    def test_of_many(self, things: str, first: str, rest: str) -> None:
        """Two are named, and a third if there is no fourth."""
        named, others = first_of(list(things), 2)
        assert (list(first), list(rest)) == (list(named), list(others))

    def test_of_all(self) -> None:
        """All are named where there is no limit."""
        assert (range(99), ()) == first_of(range(99), None)


def test_counted() -> None:
    """The rest is counted, as each language counts."""
    said = counted(range(1234))
    assert ("1234 more", "1234 altri") == (english(said), italian(said))


class TestNamed:
    """Things in words, one after the other."""

    def test_all(self) -> None:
        """All of a few are named."""
        assert "outage a, outage b and outage c" == (
            english(named("abc", outage))
        )

    def test_many(self) -> None:
        """The first of many are named, and nothing is said of the others."""
        asked = []

        def noted(name: str) -> Value:
            """Return an outage in words, and note that it was asked for."""
            asked.append(name)
            return outage(name)

        found = named("abcdef", noted, most=2, last=None)
        assert "outage a; outage b; 4 more" == english(found)
        assert ["a", "b"] == asked
