"""
Values as plain trees, and the digests taken of them.

A tree is what any text format can hold: mappings, lists, text, whole
numbers, truth values and null; no floats. The keys are the names under which
the constructors take the fields, so that reading is the inverse.
"""

import datetime as dt
import enum
import functools
import hashlib
import json

from collections.abc import Mapping
from fractions import Fraction
from typing import Protocol, TypeAlias, assert_never, runtime_checkable

import attrs

from slapolicy import _time
from slapolicy.amounts import Extension, Money, Percent
from slapolicy.calendars import Shift, Weekday, WorkCalendar
from slapolicy.figures import Attribute, Figure, number_text
from slapolicy.lengths import CalendarLength, length_text
from slapolicy.periods import MonthDay
from slapolicy.spans import Span


Tree: TypeAlias = (
    "bool | int | float | str | list[Tree] | dict[str, Tree] | None"
)

MAPPING: Mapping[str, object] = {"mapping": True}
"""Metadata of a field of pairs that documents write as a mapping."""


@runtime_checkable
class HasTree(Protocol):
    """A value that documents write in a form of its own."""

    def to_tree(self) -> Tree:
        """Return the form."""
        ...


@functools.singledispatch
def tree_of(value: object) -> Tree:
    """
    Return *value* as a plain tree.

    Fields that have their default are left out.

    Args:
        value: A value of this library.

    Raises:
        TypeError: If documents have no form for it.
    """
    if isinstance(value, HasTree):
        return value.to_tree()
    if attrs.has(type(value)):
        return tree_of_fields(value)
    msg = f"{value!r} has no form in documents"
    raise TypeError(msg)


@tree_of.register
def _plain(value: str | int | None) -> Tree:
    """Return what is a tree already."""
    return value


@tree_of.register
def _text(
    value: Percent | Money | Extension | Figure | Shift | MonthDay,
) -> Tree:
    """Return a value that has a text form."""
    return str(value)


@tree_of.register
def _length(value: dt.timedelta | CalendarLength) -> Tree:
    """Return a length of either kind."""
    return length_text(value)


@tree_of.register
def _number(value: Fraction) -> Tree:
    """Return an exact number as text."""
    return number_text(value)


@tree_of.register
def _date(value: dt.date) -> Tree:
    """Return a date in ISO 8601."""
    return value.isoformat()


@tree_of.register
def _member(value: enum.Enum) -> Tree:
    """Return the word that a choice is."""
    return tree_of(value.value)


@tree_of.register
def _attribute(value: Attribute) -> Tree:
    """Return a figure that each service brings along."""
    return {"attribute": value.name}


@tree_of.register
def _span(value: Span) -> Tree:
    """Return a span by its instants in UTC."""
    return {
        "start": _time.iso(value.start_ticks),
        "end": _time.iso(value.end_ticks),
    }


@tree_of.register
def _list(value: tuple) -> Tree:  # type: ignore[type-arg] # it is looked up
    """Return values in a row."""
    return [tree_of(one) for one in value]


@tree_of.register
def _calendar(value: WorkCalendar) -> Tree:
    """Return a work calendar, without the weekdays on which it is closed."""
    week = zip(Weekday, value.hours, strict=True)
    tree: dict[str, Tree] = {
        "hours": {day.value: tree_of(shifts) for day, shifts in week if shifts}
    }
    if value.timezone is not None:
        tree["timezone"] = value.timezone
    if value.dates:
        tree["dates"] = {
            day.isoformat(): tree_of(shifts) for day, shifts in value.dates
        }
    if value.holidays or value.national:
        tree["holidays"] = tree_of((*value.holidays, *value.national))
    return tree


def fields_of(value: object) -> tuple["attrs.Attribute[object]", ...]:
    """
    Return the fields of a value of this library.

    Args:
        value: An instance of an attrs class.
    """
    # attrs types the argument by a protocol that object does not fulfil.
    fields: tuple[attrs.Attribute[object], ...] = attrs.fields(
        type(value)  # type: ignore[arg-type] # see above
    )
    return fields


def tree_of_fields(value: object) -> dict[str, Tree]:
    """
    Return the fields of a value that differ from their defaults.

    Args:
        value: An instance of an attrs class.
    """
    tree: dict[str, Tree] = {}
    kind = getattr(type(value), "kind", None)
    if isinstance(kind, str):
        tree["kind"] = kind
    for field in fields_of(value):
        held = getattr(value, field.name)
        if not field.init or held == field.default:
            continue
        key = (field.alias or field.name).rstrip("_")
        if field.name.endswith("_ticks") and held is not None:
            tree[key] = _time.iso(held)
        elif field.metadata.get("mapping"):
            tree[key] = {name: tree_of(one) for name, one in held}
        else:
            tree[key] = tree_of(held)
    return tree


def as_texts(tree: Tree) -> Tree:
    """
    Return a tree whose scalars are text, as documents are read.

    >>> as_texts({"final": True, "seconds": [7200, None]})
    {'final': 'true', 'seconds': ['7200', None]}

    Args:
        tree: A plain tree.
    """
    match tree:
        case dict():
            return {key: as_texts(inner) for key, inner in tree.items()}
        case list():
            return [as_texts(inner) for inner in tree]
        case bool():
            return "true" if tree else "false"
        case int() | float():
            return str(tree)
        case str() | None:
            return tree
        case _:
            assert_never(tree)


def document_of(value: object) -> dict[str, Tree]:
    """
    Return a value as a document of its own, with the format's version.

    Args:
        value: A policy or a record.
    """
    return {"slapolicy": 1, **tree_of_fields(value)}


def canonical(tree: Tree) -> bytes:
    """
    Return the canonical JSON of a tree: sorted keys, no spaces, UTF-8.

    Args:
        tree: A plain tree.
    """
    return json.dumps(
        tree, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    ).encode()


def digest(tree: Tree) -> str:
    """
    Return the SHA-256 of a tree's canonical JSON, in hexadecimal.

    Args:
        tree: A plain tree.
    """
    return hashlib.sha256(canonical(tree)).hexdigest()
