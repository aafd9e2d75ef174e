"""Policies as documents."""

import datetime as dt
import functools
import os

from collections.abc import Mapping
from typing import cast

from cattrs import Converter

from slapolicy._currencies import minor_digits
from slapolicy.calendars import HolidaysOf, Weekday, WorkCalendar
from slapolicy.documents.faults import refuse
from slapolicy.documents.forms import (
    OTHERWISE,
    PERIODS,
    CalendarForm,
    CurrencyCode,
    TargetForm,
)
from slapolicy.documents.kinds import KINDS, Kinds
from slapolicy.documents.parts import mapping, word
from slapolicy.documents.positions import Plain
from slapolicy.documents.sizes import oversized
from slapolicy.documents.structure import (
    add_hook,
    class_hook,
    new_converter,
    structure,
    tagged,
)
from slapolicy.documents.texts import (
    Format,
    Source,
    read_path,
    read_text,
    write_text,
)
from slapolicy.documents.trees import source_of
from slapolicy.errors import PolicyError
from slapolicy.figures import Bound
from slapolicy.periods import Period
from slapolicy.terms.exchange import AnyExclusion, CreditRule, Metric
from slapolicy.terms.policy import Policy
from slapolicy.terms.targets import Target


def load_policy(
    path: str | os.PathLike[str], *, kinds: Kinds = KINDS
) -> Policy:
    """
    Return the policy in a file.

    Args:
        path: The file; what it ends in says its format: ``.yaml``,
            ``.json``, ``.toml``.

        kinds: What it may hold.

    Raises:
        DocumentError: If it cannot be read, or something in it does not
            read; all faults at once, with file, line, column and path.

        PolicyError: If it reads and contradicts itself.

        AmountError: If all that is wrong is a sum that no currency allows.
    """
    return _policy(read_path(path), kinds)


def parse_policy(
    content: str | bytes,
    format: Format = "yaml",  # noqa: A002  (the public name of it)
    *,
    name: str = "<text>",
    kinds: Kinds = KINDS,
) -> Policy:
    """
    Return the policy that a text writes.

    Args:
        content: The text; bytes are UTF-8.

        format: Its format.

        name: What stands before the line in messages.

        kinds: What it may hold.

    Raises:
        DocumentError: If something does not read; all faults at once.

        PolicyError: If it reads and contradicts itself.

        AmountError: If all that is wrong is a sum that no currency allows.
    """
    return _policy(read_text(content, format=format, name=name), kinds)


def policy_from_dict(
    tree: Mapping[str, object], *, kinds: Kinds = KINDS
) -> Policy:
    """
    Return the policy that a plain tree writes; the inverse of ``to_dict``.

    Args:
        tree: Mappings, lists, texts, whole numbers, truth values and dates.

        kinds: What it may hold.

    Raises:
        DocumentError: If something does not read; all faults at once.

        PolicyError: If it reads and contradicts itself.

        AmountError: If all that is wrong is a sum that no currency allows.
    """
    return _policy(source_of(tree), kinds)


def dump_policy(
    policy: Policy,
    format: Format = "yaml",  # noqa: A002  (the public name of it)
) -> str:
    """
    Return a policy as a document; the inverse of `parse_policy`.

    Args:
        policy: The policy.

        format: The format of the text.

    Raises:
        DocumentError: If that format cannot say it: TOML has no null.
    """
    return write_text(
        cast("dict[str, Plain]", policy.to_dict()), format=format
    )


def _policy(source: Source, kinds: Kinds) -> Policy:
    """Return the policy that a document is."""
    too_long = list(oversized(source.tree))
    if too_long:
        refuse(source, too_long, PolicyError)
    return structure(source, Policy, _converter(kinds), PolicyError)


@functools.lru_cache(maxsize=16)
def _converter(kinds: Kinds) -> Converter:
    """Return what reads policies of some kinds."""
    converter = new_converter()
    for term, known in (
        (Metric, kinds.metrics),
        (CreditRule, kinds.credits),
        (AnyExclusion, kinds.exclusions),
        (Period, PERIODS),
    ):
        add_hook(converter, term, functools.partial(tagged, converter, known))
    add_hook(converter, Target, functools.partial(_target, converter))
    add_hook(converter, WorkCalendar, functools.partial(_calendar, converter))
    add_hook(converter, CurrencyCode, _currency)
    for kind, types in OTHERWISE.items():
        converter.register_structure_hook(
            kind, class_hook(converter, kind, types)
        )
    return converter


def _currency(value: object) -> str:
    """Return the code of a currency that there is."""
    code = word(value)
    minor_digits(code)
    return code


def _target(converter: Converter, value: object) -> Target:
    """Return a target, its bounds in the order in which they are written."""
    node = mapping(value)
    read = converter.structure(node, TargetForm)
    bounds: dict[str, Bound] = {
        key: getattr(read, key)
        for key in node
        if key != "unspecified" and getattr(read, key) is not None
    }
    return Target.of(unspecified=read.unspecified, **bounds)


def _calendar(converter: Converter, value: object) -> WorkCalendar:
    """Return a work calendar."""
    read = converter.structure(value, CalendarForm)
    hours = dict(read.hours)
    return WorkCalendar(
        hours=[hours.get(day, ()) for day in Weekday],
        dates=read.dates,
        holidays=[one for one in read.holidays if isinstance(one, dt.date)],
        national=tuple(
            one for one in read.holidays if isinstance(one, HolidaysOf)
        ),
        timezone=read.timezone,
    )
