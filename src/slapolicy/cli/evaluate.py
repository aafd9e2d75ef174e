"""``slapolicy evaluate``: what follows from a policy and a record."""

import argparse
import json
import sys

from collections.abc import Iterator

from slapolicy._time import parse_instant
from slapolicy.cli._command import Commands
from slapolicy.cli.inputs import (
    Given,
    add_policy,
    add_record,
    policy_of,
    record_of,
)
from slapolicy.cli.terminal import say, section_lines, wrapped
from slapolicy.errors import (
    DocumentError,
    PolicyError,
    SlaPolicyError,
    messages,
)
from slapolicy.evaluation import Evaluation
from slapolicy.evaluation import evaluate as evaluated
from slapolicy.explain import LANGUAGES, Language, answer, said
from slapolicy.explain.sections import EXAMPLE, digests
from slapolicy.terms.policy import Policy


def add(commands: Commands) -> argparse.ArgumentParser:
    """
    Return its own parser, which says what it takes.

    Args:
        commands: Where it is added.
    """
    parser = commands.add_parser(
        "evaluate",
        help="evaluate a policy on a record",
        description="Evaluate a policy on a record: was each promise kept, "
        "what is owed, who must ask by when, and why.",
        allow_abbrev=False,
    )
    add_policy(parser)
    add_record(parser)
    add_as_of(parser)
    parser.add_argument(
        "--json", action="store_true", help="print the evaluation as JSON"
    )
    parser.add_argument(
        "--full",
        action="store_true",
        help="name every decision, with the clause that it rests on",
    )
    add_language(parser)
    return parser


def add_as_of(parser: argparse.ArgumentParser) -> None:
    """
    Let a command look from an instant.

    Args:
        parser: The command's.
    """
    parser.add_argument(
        "--as-of",
        metavar="INSTANT",
        help="the instant from which it is seen, with its offset: "
        "2026-10-15T12:00+02:00; by default the end of the period",
    )


def add_language(parser: argparse.ArgumentParser) -> None:
    """
    Let a command speak a language.

    Args:
        parser: The command's.
    """
    parser.add_argument(
        "--lang", choices=LANGUAGES, default="en", help="the language"
    )


def run(given: argparse.Namespace) -> int:
    """
    Print what follows, and return the exit status.

    Args:
        given: What was asked for.
    """
    policy = policy_of(given)
    record = record_of(given, policy)
    evaluation = evaluation_of(given, policy, record)
    language = Language.of(given.lang)
    note = said(EXAMPLE(id=policy.id), language) if record.is_example else None
    if given.json:
        text = json.dumps(evaluation.to_dict(), indent=2, ensure_ascii=False)
        if note is not None:
            say(wrapped(note), sys.stderr)
        say([text])
        return 0
    lines = [] if note is None else [*wrapped(note), ""]
    style = "full" if given.full else "short"
    lines += _report(evaluation, language, style)
    say(lines)
    return 0


def evaluation_of(
    given: argparse.Namespace, policy: Policy, record: Given
) -> Evaluation:
    """
    Return what follows, or raise with the places of what is wrong.

    Args:
        given: What was asked for.

        policy: The policy.

        record: The record, as it was given.

    Raises:
        DocumentError: If the record does not fit, or the instant does not
            read.
    """  # noqa: DOC501  (`DocumentError.of` returns it)
    as_of = record.as_of
    if given.as_of is not None:
        try:
            as_of = parse_instant(given.as_of, given.timezone)
        except SlaPolicyError as error:
            faults = (f"--as-of: {line}" for line in messages(error))
            raise DocumentError.of(*faults) from None
    try:
        found = evaluated(policy, record.record, as_of=as_of)
        # A deadline that cannot be reckoned shows when somebody looks.
        _ = found.entitlements, found.rights
    except PolicyError as error:
        faults = (f"{given.policy}: {line}" for line in messages(error))
        raise DocumentError.of(*faults) from None
    except SlaPolicyError as error:
        raise record.placed(error) from None
    return found


def _report(
    evaluation: Evaluation, language: Language, style: str
) -> Iterator[str]:
    """Yield the lines of an answer."""
    found = answer(evaluation, style)
    for one in found.about:
        yield from wrapped(said(one, language))
    assumed = () if found.assumed is None else (found.assumed,)
    for section in (*assumed, *found.sections):
        yield ""
        yield from section_lines(section, language)
    yield ""
    yield from wrapped(said(digests(evaluation), language))
