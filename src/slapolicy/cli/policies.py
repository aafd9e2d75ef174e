"""``slapolicy policies``: the agreements that ship."""

import argparse

from slapolicy import catalogue
from slapolicy.cli._command import Commands
from slapolicy.cli.terminal import escaped, say


def add(commands: Commands) -> argparse.ArgumentParser:
    """
    Return its own parser, which says what it takes.

    Args:
        commands: Where it is added.
    """
    return commands.add_parser(
        "policies",
        help="list the agreements that ship",
        description="List the agreements that ship: id, title, provider.",
        allow_abbrev=False,
    )


def run(given: argparse.Namespace) -> int:
    """
    Print the list, and return the exit status.

    Args:
        given: What was asked for.
    """
    del given
    found = [catalogue.load(id_) for id_ in catalogue.ids()]
    width = max(len(one.id) for one in found)
    say(
        escaped(f"{one.id:{width}}  {one.title or ''} ({one.provider or ''})")
        for one in found
    )
    return 0
