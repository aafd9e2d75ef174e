"""``slapolicy evaluate-many``: what follows for many services."""

import argparse
import sys
import time

from pathlib import Path

from slapolicy.cli._command import Commands
from slapolicy.cli.inputs import add_policy, policy_of
from slapolicy.cli.terminal import say
from slapolicy.errors import DocumentError


def add(commands: Commands) -> argparse.ArgumentParser:
    """
    Return its own parser, which says what it takes.

    Args:
        commands: Where it is added.
    """
    parser = commands.add_parser(
        "evaluate-many",
        help="evaluate a policy on many services, in Parquet files",
        description="Evaluate a policy on every row of a Parquet file, on "
        "all cores. What is written is a folder of Parquet files; after an "
        "interruption the same command goes on where it was.",
        allow_abbrev=False,
    )
    add_policy(parser)
    parser.add_argument(
        "services",
        metavar="SERVICES",
        type=Path,
        help="Parquet: service, period_start, period_end, fee, …",
    )
    parser.add_argument(
        "outages",
        metavar="OUTAGES",
        type=Path,
        help="Parquet: service, start, end, cause, …",
    )
    parser.add_argument(
        "--maintenance",
        metavar="FILE",
        type=Path,
        help="Parquet: service, start, end, kind, announced, …",
    )
    parser.add_argument(
        "--out",
        metavar="FOLDER",
        type=Path,
        required=True,
        help="the folder to write, or to go on with",
    )
    parser.add_argument(
        "--workers", metavar="N", type=int, help="processes; one a core"
    )
    return parser


def run(given: argparse.Namespace) -> int:
    """
    Evaluate, print the totals, and return the exit status.

    Args:
        given: What was asked for.

    Raises:
        DocumentError: If a file cannot be read.
    """  # noqa: DOC501  (`DocumentError.of` returns it)
    policy = policy_of(given)
    facts = {"outages": given.outages}
    if given.maintenance is not None:
        facts["maintenance"] = given.maintenance
    for file in (given.services, *facts.values()):
        if not file.is_file():
            missing = f"{file}: no such file"
            raise DocumentError.of(missing)
    # Late, because it takes longer than all other commands.
    from slapolicy.arrow.many import evaluate_many  # noqa: PLC0415  (an extra)

    progress = _Progress() if sys.stderr.isatty() else None
    found = evaluate_many(
        policy,
        given.services,
        facts,
        given.out,
        workers=given.workers,
        progress=progress,
    )
    if progress is not None:
        progress.end()
    say(
        [
            f"{found.rows:,} rows in {given.out}",
            *(f"- {name}: {count:,}" for name, count in found.outcomes),
            *(f"- credit: {total:,} {name}" for name, total in found.credits),
        ]
    )
    return 0


class _Progress:
    """One line on a terminal: how far, how fast, how long still."""

    def __init__(self) -> None:
        self.began = time.monotonic()
        self.first: int | None = None

    def __call__(self, done: int, rows: int) -> None:
        """Tell how far it is."""
        if self.first is None:
            self.first = done
        since = time.monotonic() - self.began
        rate = (done - self.first) / since if since else 0.0
        left = f", {(rows - done) / rate:,.0f} s left" if rate else ""
        share = done / rows if rows else 1.0
        line = f"{share:4.0%}  {done:,} of {rows:,} rows, {rate:,.0f}/s{left}"
        sys.stderr.write(f"\r{line:<78}")
        sys.stderr.flush()

    def end(self) -> None:
        """Leave the line."""
        sys.stderr.write("\n")
