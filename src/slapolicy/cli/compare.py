"""``slapolicy compare``: what changed between two records, and what it did."""

import argparse

from slapolicy.cli._command import Commands
from slapolicy.cli.asking import add_answer, lines_of, say_json
from slapolicy.cli.evaluate import add_as_of, evaluation_of
from slapolicy.cli.inputs import (
    add_policy,
    add_record_format,
    policy_of,
    record_of,
)
from slapolicy.cli.terminal import say
from slapolicy.evaluation import Evaluation
from slapolicy.explain import Language
from slapolicy.explain.difference import difference_sections


def add(commands: Commands) -> argparse.ArgumentParser:
    """
    Return its own parser, which says what it takes.

    Args:
        commands: Where it is added.
    """
    parser = commands.add_parser(
        "compare",
        help="say what changed between two records, and what it did",
        description="Evaluate two records, and say which facts came, went "
        "or changed, and what that did to the promises and the credit. "
        "Maintenance that was announced after it began is named.",
        allow_abbrev=False,
    )
    add_policy(parser)
    parser.add_argument(
        "record", metavar="RECORD", help="the record as it was"
    )
    parser.add_argument(
        "other", metavar="OTHER_RECORD", help="the record as it is now"
    )
    parser.add_argument(
        "--other-policy",
        metavar="POLICY",
        help="the policy for OTHER_RECORD, if it is another",
    )
    add_record_format(parser)
    add_as_of(parser)
    add_answer(parser)
    return parser


def run(given: argparse.Namespace) -> int:
    """
    Print what changed, and return the exit status.

    Args:
        given: What was asked for.
    """
    before = _evaluation(given, given.policy, given.record)
    policy = given.other_policy or given.policy
    found = before.compare(_evaluation(given, policy, given.other))
    if given.json:
        say_json(found.to_dict())
    else:
        language = Language.of(given.lang)
        say(lines_of(difference_sections(found), language))
    return 0


def _evaluation(
    given: argparse.Namespace, policy: str, record: str
) -> Evaluation:
    """Return one of the two evaluations."""
    one = argparse.Namespace(**vars(given))
    one.policy, one.record = policy, record
    loaded = policy_of(one)
    return evaluation_of(one, loaded, record_of(one, loaded))
