"""``slapolicy replay``: what several policies would have paid."""

import argparse
import sys

from collections.abc import Iterator

from slapolicy.cli._command import Commands
from slapolicy.cli.asking import add_answer, say_json
from slapolicy.cli.inputs import add_record_format, policy_of, record_of
from slapolicy.cli.progress import Progress
from slapolicy.cli.terminal import say, wrapped
from slapolicy.evaluation.questions import Replay, Replayed, replay
from slapolicy.explain import Language, said
from slapolicy.explain.replayed import replay_table
from slapolicy.facts import Record
from slapolicy.terms.policy import Policy


def add(commands: Commands) -> argparse.ArgumentParser:
    """
    Return its own parser, which says what it takes.

    Args:
        commands: Where it is added.
    """
    parser = commands.add_parser(
        "replay",
        help="say what several policies would have paid",
        description="Evaluate each record under each policy, and say what "
        "each would have paid. A policy that cannot be asked about a record, "
        "such as one of another currency, has the reason in its place.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "policies",
        metavar="POLICY",
        nargs="+",
        help="a policy document, or an id that `slapolicy policies` lists",
    )
    parser.add_argument(
        "--records",
        metavar="RECORD",
        nargs="+",
        required=True,
        help="record documents, read as the first policy reads them",
    )
    add_record_format(parser)
    add_answer(parser)
    return parser


def run(given: argparse.Namespace) -> int:
    """
    Print what each would have paid, and return the exit status.

    Args:
        given: What was asked for.
    """
    policies = [
        policy_of(argparse.Namespace(policy=name)) for name in given.policies
    ]
    records = [_record(given, name, policies[0]) for name in given.records]
    found = _replayed(policies, records)
    if given.json:
        say_json(found.to_dict())
    else:
        say(_lines(found, given.records, Language.of(given.lang)))
    return 0


def _record(given: argparse.Namespace, name: str, policy: Policy) -> Record:
    """Return one of the records."""
    one = argparse.Namespace(**vars(given))
    one.policy, one.record = given.policies[0], name
    return record_of(one, policy).record


def _replayed(policies: list[Policy], records: list[Record]) -> Replay:
    """Return what each would have paid, and tell how far it is."""
    rows: list[tuple[Replayed, ...]] = []
    with Progress("records", sys.stderr) as progress:
        tell = progress.told
        for done, record in enumerate(records, 1):
            rows += replay(policies, [record]).rows
            if tell is not None:
                tell(done, len(records))
    return Replay(tuple(policies), tuple(records), tuple(rows))


def _lines(
    found: Replay, names: list[str], language: Language
) -> Iterator[str]:
    """Yield a table: under each record a line for each policy."""
    table = list(replay_table(found, names))
    width = max(len(name) for _, row in table for name, _ in row)
    for place, (title, row) in enumerate(table):
        if place:
            yield ""
        yield from wrapped(said(title, language))
        for name, cell in row:
            first = f"  {name:{width}}  "
            yield from wrapped(said(cell, language), first, " " * len(first))
