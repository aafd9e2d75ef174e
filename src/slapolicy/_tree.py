"""
Values as plain trees, and the digests taken of them.

A tree is what any text format can hold: mappings, lists, text, whole
numbers, truth values and null; no floats. The keys are the names under which
the constructors take the fields, so that reading is the inverse.
"""

import datetime as dt
import enum
import hashlib
import json

from collections.abc import Mapping
from fractions import Fraction
from typing import Protocol, TypeAlias, runtime_checkable

import attrs

from slapolicy import _time
from slapolicy.amounts import Extension, Money, Percent
from slapolicy.calendars import Shift, Weekday, WorkCalendar
from slapolicy.figures import Attribute, Figure, number_text
from slapolicy.lengths import CalendarLength, length_text
from slapolicy.periods import MonthDay
from slapolicy.spans import Span


Tree: TypeAlias = (
    bool | int | float | str | list["Tree"] | dict[str, "Tree"] | None
)

_TEXTS = (Percent, Money, Extension, Figure, Shift, MonthDay)

MAPPING: Mapping[str, object] = {"mapping": True}
"""Metadata of a field of pairs that documents write as a mapping."""


@runtime_checkable
class HasTree(Protocol):
    """A value that documents write in a form of its own."""

    def to_tree(self) -> Tree:
        """Return the form."""
        ...


def tree_of(value: object) -> Tree:
    """
    Return *value* as a plain tree.

    Fields that have their default are left out.

    Args:
        value: A value of this library.

    Raises:
        TypeError: If documents have no form for it.
    """
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, HasTree):
        return value.to_tree()
    if isinstance(value, _TEXTS):
        return str(value)
    if isinstance(value, enum.Enum):
        return tree_of(value.value)
    if isinstance(value, (dt.timedelta, CalendarLength)):
        return length_text(value)
    if isinstance(value, Fraction):
        return number_text(value)
    if isinstance(value, Attribute):
        return {"attribute": value.name}
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Span):
        return {
            "start": _time.iso(value.start_ticks),
            "end": _time.iso(value.end_ticks),
        }
    if isinstance(value, WorkCalendar):
        return _calendar(value)
    if isinstance(value, tuple):
        return [tree_of(one) for one in value]
    if attrs.has(type(value)):
        return _fields(value)
    msg = f"{value!r} has no form in documents"
    raise TypeError(msg)


def fields_of(value: object) -> tuple["attrs.Attribute[object]", ...]:
    """
    Return the fields of a value of this library.

    Args:
        value: An instance of an attrs class.
    """
    # attrs types the argument by a protocol that object does not fulfil.
    fields: tuple[attrs.Attribute[object], ...] = attrs.fields(
        type(value)  # type: ignore[arg-type]
    )
    return fields


def _fields(value: object) -> dict[str, Tree]:
    """Return the fields of a value that differ from their defaults."""
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


def _calendar(calendar: WorkCalendar) -> dict[str, Tree]:
    """Return a work calendar, without the weekdays on which it is closed."""
    week = zip(Weekday, calendar.hours, strict=True)
    tree: dict[str, Tree] = {
        "hours": {day.value: tree_of(shifts) for day, shifts in week if shifts}
    }
    if calendar.timezone is not None:
        tree["timezone"] = calendar.timezone
    if calendar.dates:
        tree["dates"] = {
            day.isoformat(): tree_of(shifts) for day, shifts in calendar.dates
        }
    if calendar.holidays or calendar.national:
        tree["holidays"] = tree_of((*calendar.holidays, *calendar.national))
    return tree


def document_of(value: object) -> dict[str, Tree]:
    """
    Return a value as a document of its own, with the format's version.

    Args:
        value: A policy or a record.
    """
    return {"slapolicy": 1, **_fields(value)}


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
