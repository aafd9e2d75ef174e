"""What a command is."""

import argparse

from typing import Protocol, TypeAlias


# What argparse returns has no public name.
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001  (argparse names no other)
"""Where commands are added to the parser."""


class Command(Protocol):
    """A module that is a command."""

    def add(self, commands: Commands) -> argparse.ArgumentParser:
        """
        Return its own parser, which says what it takes.

        Args:
            commands: Where it is added.
        """
        ...

    def run(self, given: argparse.Namespace) -> int:
        """
        Do it, and return the exit status.

        Args:
            given: What was asked for.
        """
        ...
