"""``slapolicy new``: a policy to begin with."""

import argparse

from importlib import resources
from pathlib import Path

from slapolicy.cli._command import Commands
from slapolicy.cli.terminal import say
from slapolicy.errors import DocumentError


def add(commands: Commands) -> argparse.ArgumentParser:
    """
    Return its own parser, which says what it takes.

    Args:
        commands: Where it is added.
    """
    parser = commands.add_parser(
        "new",
        help="write a policy to begin with",
        description="Write a commented policy to begin with, which checks "
        "clean and can be evaluated.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "file",
        metavar="FILE",
        nargs="?",
        help="where to; it must not exist. Standard output if not given",
    )
    return parser


def run(given: argparse.Namespace) -> int:
    """
    Write the policy, and return the exit status.

    Args:
        given: What was asked for.

    Raises:
        DocumentError: If the file exists, or cannot be written.
    """
    if given.file is None:
        say([starter().rstrip("\n")])
        return 0
    try:
        with Path(given.file).open("x", encoding="utf-8") as stream:
            stream.write(starter())
    except FileExistsError:
        DocumentError.refuse(
            f"{given.file}: exists and is not overwritten; name another file"
        )
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        DocumentError.refuse(
            f"{given.file}: {reason.lower()}; name a file that can be written"
        )
    return 0


def starter() -> str:
    """Return the policy to begin with."""
    folder = resources.files("slapolicy.cli")
    return folder.joinpath("starter.yaml").read_text(encoding="utf-8")
