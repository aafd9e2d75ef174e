"""Records as documents, read with the policy beside them."""

import functools
import os

from collections.abc import Mapping
from fractions import Fraction
from typing import NewType, cast

from cattrs import Converter

from slapolicy import _time
from slapolicy.amounts import Money
from slapolicy.documents.faults import Found, found_in
from slapolicy.documents.forms import SpanForm
from slapolicy.documents.parts import text, word
from slapolicy.documents.positions import Plain
from slapolicy.documents.structure import (
    add_hook,
    class_hook,
    new_converter,
    structure,
)
from slapolicy.documents.texts import (
    Format,
    Source,
    read_path,
    read_text,
    write_text,
)
from slapolicy.documents.trees import source_of
from slapolicy.errors import AmountError, Fault, MoneyError, RecordError
from slapolicy.facts import Carried, Record
from slapolicy.figures import parse_exact
from slapolicy.periods import parse_label
from slapolicy.spans import Span
from slapolicy.terms.policy import Policy


_Exact = NewType("_Exact", Fraction)
"""A number as the library itself writes it, however long."""

_OTHERWISE: dict[str, object] = {
    "values": tuple[tuple[str, tuple[_Exact | None, ...]], ...]
}


def load_record(path: str | os.PathLike[str], policy: Policy) -> Record:
    """
    Return the record in a file.

    Args:
        path: The file; what it ends in says its format: ``.yaml``,
            ``.json``, ``.toml``.

        policy: What it is a record for: its zone and currency are needed.

    Raises:
        DocumentError: If it cannot be read, or something in it does not
            read; all faults at once, with file, line, column and path.

        RecordError: If it reads and cannot be.

        AmountError: If all that is wrong is a sum that no currency allows,
            or that is not in the policy's.

        TransitionError: If all that is wrong is an event that a claim does
            not allow.
    """
    return _record(read_path(path), policy)


def parse_record(
    content: str | bytes,
    policy: Policy,
    format: Format = "yaml",  # noqa: A002  (the public name of it)
    *,
    name: str = "<text>",
) -> Record:
    """
    Return the record that a text writes.

    Args:
        content: The text; bytes are UTF-8.

        policy: What it is a record for: its zone and currency are needed.

        format: The format of the text.

        name: What stands before the line in messages.

    Raises:
        DocumentError: If something does not read; all faults at once.

        RecordError: If it reads and cannot be.

        AmountError: If all that is wrong is a sum that no currency allows,
            or that is not in the policy's.

        TransitionError: If all that is wrong is an event that a claim does
            not allow.
    """
    return _record(read_text(content, format=format, name=name), policy)


def record_from_dict(tree: Mapping[str, object], policy: Policy) -> Record:
    """
    Return the record that a plain tree writes; the inverse of ``to_dict``.

    Args:
        tree: Mappings, lists, texts, whole numbers, truth values and dates.

        policy: What it is a record for: its zone and currency are needed.

    Raises:
        DocumentError: If something does not read; all faults at once.

        RecordError: If it reads and cannot be.

        AmountError: If all that is wrong is a sum that no currency allows,
            or that is not in the policy's.

        TransitionError: If all that is wrong is an event that a claim does
            not allow.
    """
    return _record(source_of(tree), policy)


def dump_record(
    record: Record,
    format: Format = "yaml",  # noqa: A002  (the public name of it)
) -> str:
    """
    Return a record as a document; the inverse of `parse_record`.

    Args:
        record: The record; its instants are written in UTC.

        format: The format of the text.

    Raises:
        DocumentError: If that format cannot say it: TOML has no null.
    """
    return write_text(
        cast("dict[str, Plain]", record.to_dict()), format=format
    )


def _record(source: Source, policy: Policy) -> Record:
    """Return the record that a document is."""
    zone: str | None = None
    faults: list[Found] = []
    if "timezone" in source.tree:
        try:
            zone = _zone(source.tree["timezone"])
        except (Fault, RecordError) as error:
            # Any zone will do, so that nothing follows from this fault.
            zone = "UTC"
            faults.extend(found_in(error, source.tree, ("timezone",)))
    return structure(
        source,
        Record,
        _converter(zone, policy.timezone, policy.currency),
        RecordError,
        without=("timezone",),
        known=faults,
    )


def _zone(value: object) -> str:
    """Return the name of a time zone that there is."""
    name = word(value)
    try:
        _time.zone(name)
    except AmountError as error:
        raise RecordError.of(error) from None
    return name


@functools.lru_cache(maxsize=16)
def _converter(zone: str | None, home: str, currency: str) -> Converter:
    """
    Return what reads records.

    Args:
        zone: The zone of times without an offset, if they may be.

        home: The policy's zone, whose calendar labels name.

        currency: The policy's.
    """
    converter = new_converter(zone)

    def money(value: object) -> Money:
        found = Money.parse(word(value))
        if found.currency != currency:
            msg = (
                f"{found} is not in {currency}, the policy's currency; "
                f"nothing is converted"
            )
            raise MoneyError(msg)
        return found

    def span(value: object) -> Span:
        if isinstance(value, str):
            return Span.of_ticks(*parse_label(word(value), home))
        bounds = converter.structure(value, SpanForm)
        return Span.of_ticks(bounds.start_ticks, bounds.end_ticks)

    add_hook(converter, _Exact, lambda value: parse_exact(text(value)))
    converter.register_structure_hook(
        Carried, class_hook(converter, Carried, _OTHERWISE)
    )
    add_hook(converter, Money, money)
    add_hook(converter, Span, span)
    return converter
