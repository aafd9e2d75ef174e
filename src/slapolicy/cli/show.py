"""``slapolicy show``: a policy as a person would read a contract."""

import argparse

from slapolicy.cli._command import Commands
from slapolicy.cli.evaluate import add_language
from slapolicy.cli.inputs import add_policy, policy_of
from slapolicy.cli.terminal import say, section_lines
from slapolicy.explain import Language, agreement_sections


def add(commands: Commands) -> argparse.ArgumentParser:
    """
    Return its own parser, which says what it takes.

    Args:
        commands: Where it is added.
    """
    parser = commands.add_parser(
        "show",
        help="print a policy as a person would read it",
        description="Print a policy as a person would read it: what is "
        "promised, what does not count, what a breach is worth, who must "
        "ask by when, and what had to be assumed.",
        allow_abbrev=False,
    )
    add_policy(parser)
    add_language(parser)
    return parser


def run(given: argparse.Namespace) -> int:
    """
    Print the policy, and return the exit status.

    Args:
        given: What was asked for.
    """
    policy, language = policy_of(given), Language.of(given.lang)
    lines: list[str] = []
    for section in agreement_sections(policy):
        lines += section_lines(section, language)
        lines.append("")
    say(lines[:-1])
    return 0
