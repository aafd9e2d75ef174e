"""The page about performance shows what was measured, and reckons with it."""

from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest

from docs._ext import measured
from docs._ext.measured import Figure


NAMES = "{http://www.w3.org/2000/svg}"


def drawn(page: str) -> ET.Element:
    """Return the picture in raw HTML."""
    start, end = page.index("<svg"), page.index("</svg>") + len("</svg>")
    return ET.fromstring(page[start:end])  # noqa: S314  (our own)


class TestPictures:
    """What is drawn."""

    def test_has_each_target(self) -> None:
        """Each figure with a target has a bar, in one of two colours."""
        wanted = [one for one in measured.figures().values() if one.wanted]
        found = drawn(measured.targets()).iter(f"{NAMES}rect")
        kinds = [one.get("class") for one in found]
        assert ["missed" if one.spent > 1 else "ours" for one in wanted] == (
            kinds
        )

    @pytest.mark.parametrize("make", [measured.targets, measured.others])
    def test_is_told_to_who_cannot_see_it(
        self, make: Callable[[], str]
    ) -> None:
        """Title and description are there, and the picture names them."""
        picture = drawn(make())
        named = str(picture.get("aria-labelledby")).split()
        found = [
            one.get("id")
            for one in picture
            if one.tag in {f"{NAMES}title", f"{NAMES}desc"} and one.text
        ]
        assert named == found


class TestFigures:
    """What is reckoned."""

    @pytest.mark.parametrize(
        ("figure", "spent"),
        [
            (Figure(what="a", measured=3, most=6), 0.5),
            (Figure(what="b", measured=200, least=100), 0.5),
            (Figure(what="c", measured=50, least=100), 2),
        ],
        ids=["at most", "at least", "missed"],
    )
    def test_spent(self, figure: Figure, spent: float) -> None:
        """Of what is allowed, as much was taken."""
        assert spent == figure.spent

    def test_the_plan_follows_from_the_rate(self) -> None:
        """Fifty million rows take what half of the rate says."""
        rate = measured.figures()[measured.BUSY].measured
        seconds = 50_000_000 / (rate / 2 / 2)
        assert f"{measured.number(seconds)} core-seconds" in measured.plan()
