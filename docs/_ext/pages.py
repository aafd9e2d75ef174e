"""Pages that the build fills in, from the catalogue and what was measured."""

import re

from collections.abc import Callable

from docs._ext import compared, described, measured


_PARTS: dict[str, Callable[[], str]] = {
    "catalogue": described.described,
    "comparison-picture": compared.picture,
    "comparison-figures": compared.figures,
    "comparison-gaps": compared.gaps,
    "comparison-filled": compared.filled,
    "comparison-left-out": compared.left_out,
    "performance-where": measured.where,
    "performance-others": measured.others,
    "performance-targets": measured.targets,
    "performance-figures": measured.all_of_it,
    "performance-plan": measured.plan,
}
_PLACE = re.compile(r"^% made by the build: ([a-z-]+)$", re.MULTILINE)

PAGES = (
    "reference/catalogue",
    "explanation/comparison",
    "explanation/performance",
)
"""Pages that have such places; made anew by each build."""


def filled(text: str) -> str:
    """Return a page with what the build makes in its places."""
    return _PLACE.sub(lambda found: _PARTS[found[1]](), text)
