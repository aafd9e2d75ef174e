"""
What the parts of a tree stand for: shapes, and the values of single texts.

Each function returns what must be there, or raises what is there instead.
"""

import datetime as dt
import enum
import re

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import NewType, TypeAlias, TypeVar, cast

from slapolicy.documents.faults import hint
from slapolicy.documents.positions import Tree, shown
from slapolicy.errors import AmountError, Fault
from slapolicy.facts.record import Used
from slapolicy.figures import parse_number
from slapolicy.lengths import Length, exact, parse_length


Reader: TypeAlias = Callable[[object], object]
"""What returns the value that a part of a tree is."""

_T = TypeVar("_T")

_WHOLE = re.compile(r"-?[0-9]{1,18}")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_LONGEST_WORD = 200


def text(value: object) -> str:
    """
    Return what must be a text.

    Args:
        value: A part of a tree.

    Raises:
        Fault: If it is none.
    """
    if not isinstance(value, str):
        fault = _misshapen(value, "a text")
        raise fault
    return value


Word = NewType("Word", str)
"""A short text that a field's own converter reads."""


def word(value: object) -> str:
    """
    Return what must be a text and stand for a value, so a short one.

    Args:
        value: A part of a tree.

    Raises:
        Fault: If it is none.
    """
    found = text(value)
    if len(found) > _LONGEST_WORD:
        msg = f"{shown(found)} is longer than anything that is read here"
        raise Fault(msg)
    return found


def mapping(value: object) -> dict[str, Tree]:
    """
    Return what must be a mapping.

    Args:
        value: A part of a tree.

    Raises:
        Fault: If it is none.
    """
    if not isinstance(value, dict):
        fault = _misshapen(value, "keys and their values")
        raise fault
    return value


def sequence(value: object) -> list[Tree]:
    """
    Return what must be a list.

    Args:
        value: A part of a tree.

    Raises:
        Fault: If it is none.
    """
    if not isinstance(value, list):
        fault = _misshapen(value, "a list")
        raise fault
    return value


def _misshapen(value: object, wanted: str) -> Fault:
    """Return the fault that a part of a tree is of another shape."""
    if value is None:
        return Fault(f"is empty; write {wanted}")
    if isinstance(value, str):
        return Fault(f"{shown(value)} is a text; write {wanted}")
    shape = "a mapping" if isinstance(value, dict) else "a list"
    return Fault(f"is {shape}; write {wanted}")


def choice(value: object, choices: Mapping[str, _T]) -> _T:
    """
    Return what a text names.

    Args:
        value: A part of a tree.

        choices: What there is, by name.

    Raises:
        Fault: If it names nothing; with the names that there are.
    """
    if value is None:
        msg = f"is missing; {hint('', choices)}"
        raise Fault(msg)
    name = word(value)
    if name not in choices:
        msg = f"{shown(name)} is not known here; {hint(name, choices)}"
        raise Fault(msg)
    return choices[name]


def member(value: object, kind: object) -> enum.Enum:
    """
    Return the member of an enum that has that value.

    Args:
        value: A part of a tree.

        kind: The enum.

    Raises:
        Fault: If there is none; with the values that there are.
    """
    members = cast("type[enum.Enum]", kind)
    return choice(value, {str(one.value): one for one in members})


def _truth(value: object) -> bool:
    """Return a truth value."""
    return choice(value, {"true": True, "false": False})


def _whole(value: object) -> int:
    """Return a whole number."""
    digits = word(value)
    if _WHOLE.fullmatch(digits) is None:
        msg = f"{shown(digits)} is no whole number; write it in digits"
        raise Fault(msg)
    return int(digits)


def _number(value: object) -> Fraction:
    """Return an exact number."""
    return parse_number(word(value))


def _date(value: object) -> dt.date:
    """Return a date."""
    day = word(value)
    try:
        if _DATE.fullmatch(day):
            return dt.date.fromisoformat(day)
    except ValueError:
        pass  # there is no such day
    msg = f"{shown(day)} is no date; write one that exists, as 2026-01-31"
    raise Fault(msg)


def _length(value: object) -> Length:
    """Return a length of either kind."""
    return parse_length(word(value))


def _exact(value: object) -> dt.timedelta:
    """Return an exact length."""
    return exact(_length(value))


def _used(value: object) -> Used:
    """Return an exact length, or a number of times."""
    try:
        return _number(value)
    except AmountError:
        return _exact(value)


NATIVES: Mapping[type[object], Reader] = {
    str: text,
    int: _whole,
    bool: _truth,
}
"""How the types are read for which cattrs has hooks of its own."""

SCALARS: Mapping[object, Reader] = {
    Fraction: _number,
    dt.date: _date,
    dt.timedelta: _exact,
    Length: _length,
    Used: _used,
}
"""How other types are read that single texts stand for."""
