"""Policies and records as people name them on a command line."""

import argparse
import difflib
import re
import sys

from collections.abc import Callable
from pathlib import Path
from typing import final

import attrs

from slapolicy import catalogue
from slapolicy._time import DateTime, parse_instant
from slapolicy.cli.exports import add_from, record_from
from slapolicy.cli.outages import Table, read_outages
from slapolicy.documents import (
    Format,
    load_policy,
    parse_record,
    record_from_dict,
)
from slapolicy.documents.texts import LIMIT, Source, read_text
from slapolicy.errors import DocumentError, SlaPolicyError, messages
from slapolicy.facts import Record
from slapolicy.terms.policy import Policy


_STDIN = "-"
_DOCUMENTS: dict[str, Format] = {
    "yaml": "yaml",
    "json": "json",
    "toml": "toml",
}
_OF_TABLE = ("service", "fee", "period", "timezone")
# What a fault of the record is about that comes from an option.
_OPTIONS = {
    "service.id": "--service",
    "service.fee": "--fee",
    "period": "--period",
    "timezone": "--timezone",
}
_PATH = re.compile(r"([a-z_]+(?:\.[a-z_]+)*)[\[.:]")


def add_policy(parser: argparse.ArgumentParser) -> None:
    """
    Let a command take a policy.

    Args:
        parser: The command's.
    """
    parser.add_argument(
        "policy",
        metavar="POLICY",
        help="a policy document, or an id that `slapolicy policies` lists",
    )


def add_record(parser: argparse.ArgumentParser) -> None:
    """
    Let a command take a record.

    Args:
        parser: The command's.
    """
    parser.add_argument(
        "record",
        metavar="RECORD",
        nargs="?",
        help="a record document, a CSV of outages (start,end,cause,…), or - "
        "for standard input; without it the policy's example is taken",
    )
    add_record_format(parser)
    add_from(parser)


def add_record_format(parser: argparse.ArgumentParser) -> None:
    """
    Let a command be told how a record is to be read.

    Args:
        parser: The command's.
    """
    parser.set_defaults(exports=None)
    parser.add_argument(
        "--format",
        choices=(*_DOCUMENTS, "csv"),
        help="the format of RECORD, if its name does not end in it",
    )
    table = parser.add_argument_group("what a CSV of outages does not say")
    table.add_argument("--service", metavar="ID", help="the service's id")
    table.add_argument("--fee", metavar="SUM", help='such as "10.00 EUR"')
    table.add_argument("--period", metavar="LABEL", help="such as 2026-10")
    table.add_argument(
        "--timezone",
        metavar="ZONE",
        help="of times without an offset, such as Europe/Rome",
    )


def policy_of(given: argparse.Namespace) -> Policy:
    """
    Return the policy that was named: a file, else one of the catalogue.

    Args:
        given: What was asked for.

    Raises:
        DocumentError: If there is neither.
    """
    name = str(given.policy)
    if _is_shipped(name):
        return catalogue.load(name)
    if Path(name).exists() or Path(name).name != name or "." in name:
        return load_policy(name)
    near = difflib.get_close_matches(name, catalogue.ids(), n=3)
    meant = f"did you mean {' or '.join(near)}? " if near else ""
    DocumentError.refuse(
        f"{name}: neither a file nor an agreement of the catalogue; "
        f"{meant}`slapolicy policies` lists them"
    )


def _is_shipped(name: str) -> bool:
    """Whether a policy is one of the catalogue; a file goes first."""
    return name in catalogue.ids() and not Path(name).exists()


@final
@attrs.frozen
class Given:
    """
    A record as it was given.

    Args:
        record: The record.

        name: What it is called in messages.

        as_of: The instant from which it is seen, if its example says it.

        is_example: Whether it is an example, as no record was given.

        find: What finds the source or the table that it was read from, to
            say where something lies.
    """

    record: Record
    name: str
    as_of: DateTime | None = None
    is_example: bool = False
    find: Callable[[], Source | Table | None] = lambda: None

    def placed(self, error: SlaPolicyError) -> DocumentError:
        """
        Return what keeps it from being used, with the places.

        Args:
            error: What is wrong with it.
        """
        source = self.find()
        if isinstance(source, Table):
            return source.placed(error, _OPTIONS)
        lines = (self._placed(line, source) for line in messages(error))
        return DocumentError.of(*lines)

    def _placed(self, message: str, source: Source | None) -> str:
        """Return a fault with the place of the key that it begins with."""
        match = _PATH.match(message)
        if match is None or source is None:
            return f"{self.name}: {message}"
        place = source.place(tuple(match[1].split(".")))
        return f"{place}: {message}"


def record_of(given: argparse.Namespace, policy: Policy) -> Given:
    """
    Return the record that was given, or an example of the policy.

    Args:
        given: What was asked for.

        policy: What it is a record for.

    Raises:
        DocumentError: If there is none, or it does not read.
    """
    if given.exports:
        record = record_from(given, policy.timezone)
        return Given(record, " ".join(given.exports))
    if given.record is None:
        _refuse_options(given, "an example")
        return _example(str(given.policy), policy)
    path = str(given.record)
    name = "<stdin>" if path == _STDIN else path
    content = _content(path)
    named = given.format or _format_of(path, content)
    if named == "csv":
        return _from_table(given, policy, read_outages(content, name))
    _refuse_options(given, name)
    form = _DOCUMENTS.get(named, "yaml")

    def find() -> Source:
        """Return the text as a tree that knows its places."""
        return read_text(content, format=form, name=name)

    record = parse_record(content, policy, form, name=name)
    return Given(record, name, find=find)


def _content(path: str) -> bytes:
    """Return what a file holds, at most one byte more than is read."""
    try:
        if path == _STDIN:
            return sys.stdin.buffer.read(LIMIT + 1)
        with Path(path).open("rb") as stream:
            return stream.read(LIMIT + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        DocumentError.refuse(
            f"{path}: {reason.lower()}; name a file that can be read"
        )


def _format_of(path: str, content: bytes) -> str:
    """Return the format of a file by its name, of a text by how it begins."""
    if path == _STDIN:
        return "json" if content.lstrip().startswith(b"{") else "yaml"
    return Path(path).suffix.lower().removeprefix(".")


def _refuse_options(given: argparse.Namespace, name: str) -> None:
    """Raise if options are given that are only for a table of outages."""
    options = (f"--{one}" for one in _OF_TABLE if getattr(given, one))
    faults = [
        f"{one}: is for a CSV of outages, and {name} is none; leave it out"
        for one in options
    ]
    if faults:
        DocumentError.refuse(*faults)


def _example(id_: str, policy: Policy) -> Given:
    """Return an example: the catalogue's, else the policy's first."""
    text = catalogue.example(id_) if _is_shipped(id_) else None
    name = f"the example of {policy.id}"
    if text is not None:
        record = parse_record(text, policy, name=name)
        return Given(record, name, is_example=True)
    for one in policy.examples:
        tree = one.record
        record = record_from_dict(
            tree if isinstance(tree, dict) else {}, policy
        )
        as_of = None if one.as_of is None else parse_instant(one.as_of)
        return Given(record, name, as_of, is_example=True)
    DocumentError.refuse(
        f"RECORD is missing, and {policy.id} has no example; name a record"
    )


def _from_table(
    given: argparse.Namespace, policy: Policy, table: Table
) -> Given:
    """Return the record of a table of outages and of what it lacks."""
    faults = [
        f"--{one}: is missing, and a CSV of outages does not say it; add it"
        for one in ("service", "period")
        if not getattr(given, one)
    ]
    if faults:
        DocumentError.refuse(*faults)
    service = {"id": given.service}
    if given.fee:
        service["fee"] = given.fee
    tree: dict[str, object] = {
        "service": service,
        "period": given.period,
        "outages": table.rows,
    }
    if given.timezone:
        tree["timezone"] = given.timezone
    try:
        record = record_from_dict(tree, policy)
    except SlaPolicyError as error:
        raise table.placed(error, _OPTIONS) from None
    return Given(record, table.text.name, find=lambda: table)
