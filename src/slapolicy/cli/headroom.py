"""``slapolicy headroom``: how far away the nearest other answer is."""

import argparse

from slapolicy.cli._command import Commands
from slapolicy.cli.asking import Asked, add_question, lines_of
from slapolicy.explain.headroom import headroom_sections


def add(commands: Commands) -> argparse.ArgumentParser:
    """
    Return its own parser, which says what it takes.

    Args:
        commands: Where it is added.
    """
    parser = commands.add_parser(
        "headroom",
        help="say how much more downtime changes the answer",
        description="Say for each promise how much more downtime, and how "
        "much less, leads to another answer, exactly, and what that is "
        "worth; with --as-of also in the middle of a period.",
        allow_abbrev=False,
    )
    add_question(parser)
    return parser


def run(given: argparse.Namespace) -> int:
    """
    Print how far it is, and return the exit status.

    Args:
        given: What was asked for.
    """
    asked = Asked.of(given)
    found = asked.evaluation.headroom()
    if given.json:
        asked.tell_program(found.to_dict())
    else:
        sections = headroom_sections(asked.evaluation, found.rooms)
        asked.tell(lines_of(sections, asked.language))
    return 0
