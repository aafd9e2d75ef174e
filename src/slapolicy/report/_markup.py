"""
HTML and SVG that nothing from a document can break out of.

Markup is a type of its own: text becomes markup only by being escaped.
Characters that a reader cannot see and a page would obey (controls, the
marks that turn the direction of what follows) are shown as U+FFFD, and every
run of right-to-left text stands in a ``<bdi>``, so that it does not reorder
the words and figures around it.
"""

import html
import re
import unicodedata

from collections.abc import Iterable
from typing import TypeAlias, final

import attrs


_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
    "\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\ufeff\ud800-\udfff]"
)
_BREAKS = re.compile("[\t\n\r\u2028\u2029]")
# A figure and what it is a figure of stay on one line.
_UNIT = re.compile(r"(?<=\d) (?=%|[A-Z]{3}\b)")
_LEFT = {"L"}
_RIGHT = {"R", "AL"}
_VOID = {"br", "meta"}


@final
@attrs.frozen
class Markup:
    """
    HTML or SVG that may be written as it stands.

    Args:
        source: The markup.
    """

    source: str

    def __bool__(self) -> bool:
        """Whether it is anything at all."""
        return bool(self.source)


Child: TypeAlias = "str | Markup | Iterable[Child] | None"
"""What an element may hold: text, markup, several of them, or nothing."""

NOTHING = Markup("")


def visible(text: str) -> str:
    r"""
    Return text without what a page or a terminal obeys.

    >>> visible("a\x1b[2J\n\u202eb")
    'a�[2J �b'

    Args:
        text: Anybody's.
    """
    return _UNSEEN.sub("\N{REPLACEMENT CHARACTER}", _BREAKS.sub(" ", text))


def unbroken(text: str) -> str:
    """
    Return text in which figures stay beside their units.

    Args:
        text: Anybody's.
    """
    return _UNIT.sub("\N{NO-BREAK SPACE}", text)


def _runs(text: str) -> list[tuple[int, int]]:
    """Return where right-to-left text stands, from letter to letter."""
    found: list[tuple[int, int]] = []
    is_open = False
    for place, one in enumerate(text):
        direction = unicodedata.bidirectional(one)
        if direction in _RIGHT:
            start = found.pop()[0] if is_open else place
            found.append((start, place + 1))
            is_open = True
        elif direction in _LEFT:
            is_open = False
    return found


def _isolated(text: str, opening: str, closing: str) -> str:
    """Return escaped text, its right-to-left runs between two marks."""
    parts: list[str] = []
    after = 0
    for start, end in () if text.isascii() else _runs(text):
        parts += (html.escape(text[after:start]), opening)
        parts += (html.escape(text[start:end]), closing)
        after = end
    return "".join(parts) + html.escape(text[after:])


def text(content: str) -> Markup:
    """
    Return text as markup, escaped and isolated.

    >>> text("<b> & שלום!").source
    '&lt;b&gt; &amp; <bdi>שלום</bdi>!'

    Args:
        content: Anybody's.
    """
    whole = unbroken(visible(content))
    return Markup(_isolated(whole, "<bdi>", "</bdi>"))


def plain(content: str) -> str:
    """
    Return text for where no element may stand: attributes and titles.

    Args:
        content: Anybody's.

    Returns:
        Escaped text, its right-to-left runs isolated by characters.
    """
    return _isolated(visible(content), "\u2068", "\u2069")


def _source(child: Child) -> str:
    """Return the source of what an element holds."""
    if child is None:
        return ""
    if isinstance(child, Markup):
        return child.source
    if isinstance(child, str):
        return text(child).source
    return "".join(map(_source, child))


def group(*children: Child) -> Markup:
    """
    Return several things, one after the other.

    Args:
        *children: Text, markup, several of them, or nothing.
    """
    return Markup(_source(children))


def el(
    name: str, /, *children: Child, **attributes: str | int | None
) -> Markup:
    """
    Return an element.

    >>> el("a", "x", href="#y", class_="z", aria_label="q", id=None).source
    '<a href="#y" class="z" aria-label="q">x</a>'

    Args:
        name: Its name.

        *children: What it holds.

        **attributes: By name, ``_`` for ``-``, and one behind the name of a
            keyword; one that is None is left out.
    """
    said = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{plain(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in _VOID:
        return Markup(f"<{name}{said}>")
    inner = _source(children)
    return Markup(f"<{name}{said}>{inner}</{name}>")


def bare(name: str, content: str, **attributes: str | int | None) -> Markup:
    """
    Return an element in which no other may stand: ``title``, SVG's ``text``.

    Args:
        name: Its name.

        content: Anybody's.

        **attributes: As of `el`.
    """
    return el(name, Markup(plain(content)), **attributes)
