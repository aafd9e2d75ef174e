"""``slapolicy schema``: the JSON Schema of documents, for editors."""

import argparse
import json

from slapolicy.cli._command import Commands
from slapolicy.cli.terminal import say
from slapolicy.documents.schema import policy_schema, record_schema


_SCHEMAS = {"policy": policy_schema, "record": record_schema}


def add(commands: Commands) -> argparse.ArgumentParser:
    """
    Return its own parser, which says what it takes.

    Args:
        commands: Where it is added.
    """
    parser = commands.add_parser(
        "schema",
        help="print the JSON Schema of documents, for editors",
        description="Print the JSON Schema (draft 2020-12) of policy or "
        "record documents; editors complete and check by it.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "document", choices=tuple(_SCHEMAS), help="of which documents"
    )
    return parser


def run(given: argparse.Namespace) -> int:
    """
    Print the schema, and return the exit status.

    Args:
        given: What was asked for.
    """
    say([schema_text(given.document)])
    return 0


def schema_text(document: str) -> str:
    """
    Return the schema of documents as it is published.

    Args:
        document: ``policy`` or ``record``.
    """
    return json.dumps(_SCHEMAS[document](), indent=2, ensure_ascii=False)
