"""
Running a command.

A command is a module with two functions, `add` and `run`, named in
`COMMANDS`. It makes all that it prints before it prints any of it, so that
input that cannot be used leaves nothing behind but its faults.
"""

import argparse
import os
import sys

from collections.abc import Sequence

from slapolicy.cli import (
    check,
    compare,
    evaluate,
    evaluate_many,
    explain,
    headroom,
    import_,
    new,
    policies,
    replay,
    report,
    schema,
    show,
)
from slapolicy.cli._command import Command
from slapolicy.cli.terminal import complain
from slapolicy.errors import SlaPolicyError


COMMANDS: tuple[Command, ...] = (
    evaluate,
    evaluate_many,
    explain,
    headroom,
    compare,
    replay,
    import_,
    report,
    check,
    show,
    policies,
    new,
    schema,
)

DONE = 0
UNUSABLE = 2
INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """
    Run a command, and return the exit status.

    Args:
        argv: The arguments; those of the process if they are not given.

    Returns:
        0 where it was done, 2 where something given cannot be used.
    """
    try:
        given = _parser().parse_args(argv)
        status: int = given.run(given)
        sys.stdout.flush()
    except SystemExit as asked:
        # Help was printed, or the arguments do not read.
        return DONE if asked.code in {None, DONE} else UNUSABLE
    except SlaPolicyError as error:
        complain(error)
        return UNUSABLE
    except BrokenPipeError:
        # Whoever read has read enough. What is still to be flushed goes
        # nowhere, so that closing the interpreter does not complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        return INTERRUPTED
    return status


def _parser() -> argparse.ArgumentParser:
    """Return the parser with all commands."""
    parser = argparse.ArgumentParser(
        prog="slapolicy",
        description="Given what an agreement promises and what happened: "
        "what follows?",
        allow_abbrev=False,
    )
    commands = parser.add_subparsers(
        metavar="COMMAND", required=True, title="commands"
    )
    for command in COMMANDS:
        command.add(commands).set_defaults(run=command.run)
    return parser
