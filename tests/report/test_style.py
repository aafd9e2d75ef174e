"""The style: colours that can be told apart, in light and in dark."""

import re

import pytest

from slapolicy.report._style import stylesheet


TOKENS = [
    dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))
    for block in re.findall(r"\.slapolicy \{(.*?)\}", stylesheet(), re.DOTALL)
    if "--page" in block
]
BOTH = pytest.mark.parametrize("tokens", TOKENS, ids=["light", "dark"])


def luminance(color: str) -> float:
    """Return the relative luminance of a colour (WCAG 2)."""
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2)."""
    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


class TestTokens:
    """The custom properties of `stylesheet`."""

    def test_there_are_two_sets_of_the_same_names(self) -> None:
        """Dark has its own of everything."""
        light, dark = TOKENS
        assert light.keys() == dark.keys()

    @BOTH
    @pytest.mark.parametrize("ground", ["page", "panel"])
    def test_letters_can_be_read(
        self, tokens: dict[str, str], ground: str
    ) -> None:
        """Every colour of text has a contrast of 4.5 at least."""
        inks = ("ink", "soft", "link", "good", "bad", "open")
        found = {ink: contrast(tokens[ink], tokens[ground]) for ink in inks}
        assert {} == {ink: c for ink, c in found.items() if c < 4.5}

    @BOTH
    @pytest.mark.parametrize("ground", ["page", "up"])
    def test_states_can_be_seen(
        self, tokens: dict[str, str], ground: str
    ) -> None:
        """What is drawn stands out from the page, and from time that was up."""
        states = ("counted", "excluded", "ignored", "unobserved")
        found = {
            state: contrast(tokens[state], tokens[ground]) for state in states
        }
        assert {} == {state: c for state, c in found.items() if c < 3}

    @BOTH
    def test_heat_grows(self, tokens: dict[str, str]) -> None:
        """Each level stands out more from the page than the one before."""
        levels = [
            contrast(tokens[f"heat-{level}"], tokens["page"])
            for level in range(5)
        ]
        assert sorted(levels) == levels
        assert [] == [level for level in levels[2:] if level < 3]


class TestStylesheet:
    """The function `stylesheet`."""

    def test_it_loads_nothing(self) -> None:
        """No font, no picture, no other sheet."""
        urls = re.findall(r"url\(([^)]*)\)", stylesheet())
        assert [] == [url for url in urls if not url.startswith("#")]
        assert "@import" not in stylesheet()

    def test_it_touches_nothing_else(self) -> None:
        """Every rule is about the report: a notebook has others beside it."""
        rules = re.sub(r"/\*.*?\*/", "", stylesheet(), flags=re.DOTALL)
        heads = re.findall(r"([^{}]+)\{", rules)
        parts = [
            part.strip()
            for head in heads
            if not head.strip().startswith("@")
            for part in head.split(",")
        ]
        assert [] == [one for one in parts if not one.startswith(".slapolicy")]
