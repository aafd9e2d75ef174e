"""What commands about one evaluation, in one language, have in common."""

import argparse
import json
import sys

from collections.abc import Iterable, Mapping
from typing import final

import attrs

from slapolicy._tree import Tree
from slapolicy.cli.evaluate import add_as_of, add_language, evaluation_of
from slapolicy.cli.inputs import add_policy, add_record, policy_of, record_of
from slapolicy.cli.terminal import say, section_lines, wrapped
from slapolicy.evaluation import Evaluation
from slapolicy.explain import Language, Section, said
from slapolicy.explain.sections import EXAMPLE


def add_question(parser: argparse.ArgumentParser) -> None:
    """
    Let a command ask about one policy and one record.

    Args:
        parser: The command's.
    """
    add_policy(parser)
    add_record(parser)
    add_as_of(parser)
    add_answer(parser)


def add_answer(parser: argparse.ArgumentParser) -> None:
    """
    Let a command answer in a language, or for a program.

    Args:
        parser: The command's.
    """
    add_language(parser)
    parser.add_argument(
        "--json", action="store_true", help="print the answer as JSON"
    )


@final
@attrs.frozen
class Asked:
    """
    What was asked about.

    Args:
        evaluation: The evaluation.

        language: In which language.

        note: That an example was taken, if one was.
    """

    evaluation: Evaluation
    language: Language
    note: str | None

    @classmethod
    def of(cls, given: argparse.Namespace) -> "Asked":
        """
        Return what was asked about.

        Args:
            given: What was asked for.
        """
        policy = policy_of(given)
        record = record_of(given, policy)
        language = Language.of(given.lang)
        note = EXAMPLE(id=policy.id) if record.is_example else None
        return cls(
            evaluation_of(given, policy, record),
            language,
            None if note is None else said(note, language),
        )

    def tell_program(self, tree: Mapping[str, Tree]) -> None:
        """
        Print a tree, and beside it that an example was taken.

        Args:
            tree: The answer.
        """
        if self.note is not None:
            say(wrapped(self.note), sys.stderr)
        say_json(tree)

    def tell(self, lines: Iterable[str]) -> None:
        """
        Print lines, after that an example was taken.

        Args:
            lines: The answer.
        """
        note = [] if self.note is None else [*wrapped(self.note), ""]
        say([*note, *lines])


def say_json(tree: Mapping[str, Tree]) -> None:
    """
    Print a tree as JSON.

    Args:
        tree: What to print.
    """
    say([json.dumps(tree, indent=2, ensure_ascii=False)])


def lines_of(sections: Iterable[Section], language: Language) -> list[str]:
    """
    Return sections as lines, with an empty one between two of them.

    Args:
        sections: What is said.

        language: In which language.
    """
    lines: list[str] = []
    for section in sections:
        lines += ["", *section_lines(section, language)]
    return lines[1:]
