"""``slapolicy report``: a statement to read, as a page or as text."""

import argparse
import os
import sys

from pathlib import Path

from slapolicy import report
from slapolicy.cli._command import Commands
from slapolicy.cli.evaluate import add_as_of, add_language, evaluation_of
from slapolicy.cli.inputs import add_policy, add_record, policy_of, record_of
from slapolicy.cli.terminal import say, wrapped
from slapolicy.errors import DocumentError
from slapolicy.explain import Language, said
from slapolicy.explain.sections import EXAMPLE


def add(commands: Commands) -> argparse.ArgumentParser:
    """
    Return its own parser, which says what it takes.

    Args:
        commands: Where it is added.
    """
    parser = commands.add_parser(
        "report",
        help="write a statement: a page, or text with tables",
        description="Evaluate a policy on a record, and write a statement "
        "that people read: a page of one file, or text with tables.",
        allow_abbrev=False,
    )
    add_policy(parser)
    add_record(parser)
    add_as_of(parser)
    parser.add_argument(
        "--to",
        choices=("html", "text"),
        help="what is written; by default a page, if --out ends in .html",
    )
    parser.add_argument(
        "--out",
        metavar="FILE",
        help="where it is written; by default standard output",
    )
    add_language(parser)
    return parser


def run(given: argparse.Namespace) -> int:
    """
    Write a statement, and return the exit status.

    Args:
        given: What was asked for.

    Raises:
        SlaPolicyError: If something given cannot be used.
    """
    policy = policy_of(given)
    record = record_of(given, policy)
    evaluation = evaluation_of(given, policy, record)
    out = None if given.out is None else Path(given.out)
    is_page = out is not None and out.suffix.lower() in {".html", ".htm"}
    if given.to == "html" or (given.to is None and is_page):
        found = report.html(evaluation, given.lang)
    else:
        color = out is None and _shows_colours()
        found = report.text(evaluation, given.lang, color=color)
    if record.is_example:
        language = Language.of(given.lang)
        note = said(EXAMPLE(id=policy.id), language)
        say(wrapped(note), sys.stderr)
    if out is None:
        say([found.removesuffix("\n")])
    else:
        _write(out, found)
    return 0


def _shows_colours() -> bool:
    """Whether who reads is a terminal that may show colours."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def _write(out: Path, found: str) -> None:
    """Write a statement, or raise with why it cannot be written."""
    try:
        out.write_text(found, encoding="utf-8", newline="\n")
    except OSError as error:
        msg = f"{out}: {error.strerror}; name a file that can be written"
        raise DocumentError.of(msg) from None
