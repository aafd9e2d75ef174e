"""``slapolicy check``: what is wrong with policies before anything happens."""

import argparse
import json
import re

from collections.abc import Iterator
from pathlib import Path
from typing import final

import attrs

from slapolicy import catalogue
from slapolicy._override import override
from slapolicy._tree import Tree
from slapolicy.cli._command import Commands
from slapolicy.cli.inputs import policy_of
from slapolicy.cli.terminal import complain, escaped, say
from slapolicy.documents.positions import Position
from slapolicy.documents.texts import Source, read_path, read_text
from slapolicy.errors import SlaPolicyError
from slapolicy.linting import Diagnostic, Severity, lint


_STEP = re.compile(r"\[(\d+)\]|([^.\[\]]+)")

CLEAN = 0
FAULTY = 1
UNUSABLE = 2


def add(commands: Commands) -> argparse.ArgumentParser:
    """
    Return its own parser, which says what it takes.

    Args:
        commands: Where it is added.
    """
    parser = commands.add_parser(
        "check",
        help="say what is wrong with policies",
        description="Say what is wrong with policies before anything "
        "happens, and run their worked examples. Exits with 1 if there is "
        "an error, with 2 if a policy cannot be read.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "policies",
        metavar="POLICY",
        nargs="+",
        help="a policy document, or an id that `slapolicy policies` lists",
    )
    parser.add_argument(
        "--json", action="store_true", help="print what is found as JSON"
    )
    return parser


def run(given: argparse.Namespace) -> int:
    """
    Print what is wrong, and return the exit status.

    Args:
        given: What was asked for.
    """
    found: list[_Found] = []
    status = CLEAN
    for name in given.policies:
        try:
            found += _check(str(name))
        except SlaPolicyError as error:
            complain(error)
            status = UNUSABLE
    if given.json:
        trees = [one.tree for one in found]
        say([json.dumps(trees, indent=2, ensure_ascii=False)])
    else:
        say(escaped(str(one)) for one in found)
    errors = any(one.what.severity is Severity.ERROR for one in found)
    return max(status, FAULTY if errors else CLEAN)


@final
@attrs.frozen
class _Found:
    """
    A diagnostic and where in a document it lies.

    Args:
        name: The document's.

        place: Line and column.

        what: The diagnostic.
    """

    name: str
    place: Position
    what: Diagnostic

    @property
    def tree(self) -> dict[str, Tree]:
        """What JSON has of it."""
        return {
            "file": self.name,
            "line": self.place.line,
            "column": self.place.column,
            **self.what.to_dict(),
        }

    @override
    def __str__(self) -> str:
        what = self.what
        return (
            f"{self.name}:{self.place}: {what.severity.value} "
            f"{what.code.value} {what.message}"
        )


def _check(name: str) -> list[_Found]:
    """Return what is wrong with one policy, in the order of its text."""
    policy = policy_of(argparse.Namespace(policy=name))
    source = _source(name)
    found = [_placed(source, one) for one in lint(policy)]
    return sorted(found, key=lambda one: (one.place.line, one.place.column))


def _source(name: str) -> Source:
    """Return the text of a policy as a tree that knows its places."""
    if name in catalogue.ids() and not Path(name).exists():
        text = catalogue.text(name)
        return read_text(text, format="yaml", name=f"{name}.yaml")
    return read_path(name)


def _placed(source: Source, what: Diagnostic) -> _Found:
    """Return a diagnostic with its place."""
    place = source.place(tuple(_steps(what.path)), key=True)
    name, line, column = place.rsplit(":", 2)
    return _Found(name, Position(int(line), int(column)), what)


def _steps(path: str) -> Iterator[str | int]:
    """Yield the keys and indices of a path."""
    for number, key in _STEP.findall(path):
        yield int(number) if number else key
