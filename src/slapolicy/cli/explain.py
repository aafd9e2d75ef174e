"""``slapolicy explain``: an evaluation in words, for who has to read it."""

import argparse

from collections.abc import Iterator

from slapolicy.cli._command import Commands
from slapolicy.cli.asking import Asked, add_question
from slapolicy.cli.terminal import wrapped
from slapolicy.explain import explain, explain_data, said
from slapolicy.explain.sections import digests


_ITEM = "- "


def add(commands: Commands) -> argparse.ArgumentParser:
    """
    Return its own parser, which says what it takes.

    Args:
        commands: Where it is added.
    """
    parser = commands.add_parser(
        "explain",
        help="explain an evaluation, in a paragraph or in full",
        description="Explain what follows from a policy and a record: in a "
        "paragraph that a customer can read, or every decision with the "
        "clause that it rests on. What had to be assumed is said first.",
        allow_abbrev=False,
    )
    add_question(parser)
    parser.add_argument(
        "--full",
        action="store_true",
        help="name every decision, with the clause that it rests on",
    )
    return parser


def run(given: argparse.Namespace) -> int:
    """
    Print the explanation, and return the exit status.

    Args:
        given: What was asked for.
    """
    asked = Asked.of(given)
    if given.json:
        asked.tell_program(explain_data(asked.evaluation, given.lang))
        return 0
    style = "full" if given.full else "short"
    text = explain(asked.evaluation, given.lang, style)
    proof = said(digests(asked.evaluation), asked.language)
    asked.tell([*_fitted(text), "", *wrapped(proof)])
    return 0


def _fitted(text: str) -> Iterator[str]:
    """Yield the lines of a text, cut to fit a terminal."""
    for line in text.splitlines():
        if line.startswith(_ITEM):
            yield from wrapped(line.removeprefix(_ITEM), _ITEM, "  ")
        else:
            yield from wrapped(line) or [""]
