"""Text for a terminal: lines that fit, and nothing that a terminal obeys."""

import re
import sys
import textwrap

from collections.abc import Iterable, Iterator
from typing import TextIO

from slapolicy.errors import SlaPolicyError, messages
from slapolicy.explain import Language, Section, said


WIDTH = 80

# A figure and what it is a figure of stay on one line.
_UNIT = re.compile(r"(?<=\d) (?=%|[A-Z]{3}\b)")
_HARD = "\N{NO-BREAK SPACE}"


def escaped(text: str) -> str:
    r"""
    Return text without what a terminal would obey instead of showing it.

    >>> escaped("\x1b[2Jgone")
    '\\x1b[2Jgone'

    Args:
        text: One line.
    """
    return "".join(
        one
        if one.isprintable()
        else one.encode("unicode_escape").decode("ascii")
        for one in text
    )


def wrapped(text: str, first: str = "", rest: str = "") -> list[str]:
    """
    Return text as lines that fit.

    Args:
        text: One line.

        first: What the first line begins with.

        rest: What the others begin with.
    """
    found = textwrap.wrap(
        _UNIT.sub(_HARD, escaped(text)),
        WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_on_hyphens=False,
    )
    return [line.replace(_HARD, " ") for line in found]


def section_lines(section: Section, language: Language) -> Iterator[str]:
    """
    Yield a section: its title, then its sentences as a list.

    Args:
        section: What is said.

        language: In which language.
    """
    yield from wrapped(said(section.title, language))
    for one in section.sentences:
        yield from wrapped(said(one, language), "- ", "  ")


def say(lines: Iterable[str], stream: TextIO | None = None) -> None:
    """
    Print lines, at once.

    Args:
        lines: What to print.

        stream: Where to; standard output if it is not given.
    """
    out = sys.stdout if stream is None else stream
    text = "".join(f"{line}\n" for line in lines)
    coding = getattr(out, "encoding", None) or "utf-8"
    out.write(text.encode(coding, "backslashreplace").decode(coding))


def complain(error: SlaPolicyError) -> None:
    """
    Print each fault on a line of its own, as an error.

    Args:
        error: A fault, or a group of them.
    """
    lines = [
        line for message in messages(error) for line in message.splitlines()
    ]
    say(map(escaped, lines), sys.stderr)
