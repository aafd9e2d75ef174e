"""
What is wrong with a tree, each fault with its place.

cattrs hands over a tree of exceptions whose notes name fields and indices;
this turns it into the error that the whole document deserves.
"""

import difflib
import enum
import re

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NoReturn, TypeAlias, final

import attrs

from cattrs import BaseValidationError, ForbiddenExtraKeysError
from cattrs.errors import AttributeValidationNote, IterableValidationNote

from slapolicy.documents.positions import MAX_FAULTS, Path, Tree, format_path
from slapolicy.documents.texts import Source
from slapolicy.errors import (
    AmountError,
    DocumentError,
    Fault,
    MoneyError,
    PolicyError,
    RecordError,
    TransitionError,
    at,
    flatten,
)


Sense: TypeAlias = type[PolicyError] | type[RecordError]


@final
class Family(enum.Enum):
    """What a fault is about, which decides what gets raised."""

    READING = "reading"
    """A text, key or kind that does not read."""

    SENSE = "sense"
    """What reads and cannot be."""

    MONEY = "money"
    """A sum that no currency allows, or in another than the policy's."""


@final
@attrs.frozen(kw_only=True)
class Found:
    """
    One fault.

    Args:
        path: Where it lies.

        of_key: Whether it concerns the key, not its value.

        error: What is wrong.

        text: The same in words, without the place.

        family: What it is about.
    """

    path: Path
    of_key: bool = False
    error: Exception
    text: str
    family: Family = Family.READING

    @classmethod
    def of(cls, path: Path, text: str, *, of_key: bool = False) -> "Found":
        """
        Return what does not read.

        Args:
            path: Where it lies.

            text: What is wrong, and the cure.

            of_key: Whether it concerns the key.
        """
        return cls(path=path, of_key=of_key, error=Fault(text), text=text)


_STEP = re.compile(r"\[(\d+)\]|([^.\[\]]+)")
_NAMED = re.compile(r"([a-z_]+): (.*)", re.DOTALL)
_LONGEST_MISSPELT = 60

# Keys whose values are one of a few words: another does not read, although
# the class says that it cannot be.
_CHOICES = frozenset({"kind", "kinds", "statistic", "compose"})
_OUTCOMES = ("carried", "breaches")


def key_of(field: "attrs.Attribute[object]") -> str:
    """
    Return the key under which documents write a field.

    Args:
        field: A field of a value.
    """
    return (field.alias or field.name).rstrip("_")


def hint(word: str, known: Iterable[str]) -> str:
    """
    Return what may have been meant, and all that could have been.

    >>> hint("treshold", ["id", "threshold"])
    'did you mean threshold? known are id, threshold'

    Args:
        word: What was written.

        known: What could have been written.
    """
    names = tuple(known)
    short = word[:_LONGEST_MISSPELT]
    near = difflib.get_close_matches(short, names, n=1)
    meant = f"did you mean {near[0]}? " if near else ""
    return f"{meant}known are {', '.join(names)}"


def found_in(
    error: Exception,
    tree: Tree,
    path: Path = (),
    also: tuple[str, ...] = (),
) -> Iterator[Found]:
    """
    Yield every fault within what cattrs raised.

    Args:
        error: A fault, or a group of them.

        tree: The tree that was read.

        path: Where the value lies that *error* is about.

        also: Keys of the document that are none of its value's.

    Raises:
        Exception: *error* itself, where no document is to blame for it.
    """
    if isinstance(error, BaseValidationError):
        for inner in error.exceptions:
            step = _step(inner, error.cl)
            yield from found_in(inner, tree, (*path, *step), also)
    elif isinstance(error, ForbiddenExtraKeysError):
        yield from _unknown_keys(error, tree, path, () if path else also)
    elif isinstance(error, KeyError) and path and error.args == path[-1:]:
        yield Found.of(path, "is missing; give it a value")
    elif isinstance(error, (ValueError, TypeError, PolicyError, RecordError)):
        cannot_be = isinstance(error, (PolicyError, RecordError))
        for inner_path, fault in flatten(error):
            yield _placed(fault, tree, path, inner_path, cannot_be=cannot_be)
    else:
        raise error


def _step(error: Exception, cls: type[attrs.AttrsInstance]) -> Path:
    """Return the step that the notes of an exception name, if one."""
    for note in getattr(error, "__notes__", ()):
        if isinstance(note, IterableValidationNote):
            return (note.index,)
        if isinstance(note, AttributeValidationNote):
            return (key_of(attrs.fields_dict(cls)[note.name]),)
    return ()


def _unknown_keys(
    error: ForbiddenExtraKeysError,
    tree: Tree,
    path: Path,
    also: tuple[str, ...],
) -> Iterator[Found]:
    """Yield a fault for each key that a mapping does not have."""
    fields = [key_of(field) for field in attrs.fields(error.cl) if field.init]
    known = (*also, *fields)
    node = _node(tree, path)
    for key in node if isinstance(node, dict) else ():
        if key in error.extra_fields:
            text = f"unknown key; {hint(key, known)}"
            yield Found.of((*path, key), text, of_key=True)


def _placed(
    fault: Exception,
    tree: Tree,
    outer: Path,
    inner: str,
    *,
    cannot_be: bool,
) -> Found:
    """Return a fault with the whole path, as far as it says it."""
    steps: Path = tuple(
        int(number) if number else word
        for number, word in _STEP.findall(inner)
    )
    path = _joined(outer, steps)
    text = str(fault)
    named = _NAMED.fullmatch(text)
    if named is not None:
        node = _node(tree, path)
        if path[-1:] == (named[1],):
            text = named[2]
        elif isinstance(node, dict) and named[1] in node:
            path, text = (*path, named[1]), named[2]
    family = _family(fault, path, cannot_be=cannot_be)
    return Found(path=path, error=fault, text=text, family=family)


def _family(fault: Exception, path: Path, *, cannot_be: bool) -> Family:
    """Return what a fault is about."""
    if not _CHOICES.isdisjoint(path[-2:]) or path[:2] == _OUTCOMES:
        return Family.READING
    if cannot_be or isinstance(fault, TransitionError):
        return Family.SENSE
    return Family.MONEY if isinstance(fault, MoneyError) else Family.READING


def _joined(outer: Path, inner: Path) -> Path:
    """Return two paths as one, of which a part may stand in both."""
    for size in range(min(len(outer), len(inner)), 0, -1):
        if outer[-size:] == inner[:size]:
            return outer + inner[size:]
    return outer + inner


def _node(tree: Tree, path: Path) -> Tree:
    """Return what stands at a path, None where nothing does."""
    node: Tree = tree
    for step in path:
        if isinstance(node, dict) and isinstance(step, str):
            node = node.get(step)
        elif isinstance(node, list) and isinstance(step, int):
            node = node[step] if step < len(node) else None
        else:
            return None
    return node


def refuse(
    source: Source,
    found: Iterable[Found],
    sense: Sense,
) -> NoReturn:
    """
    Raise the error that faults of a document amount to.

    Args:
        source: The document.

        found: Its faults, one at least; of very many, the first are told.

        sense: What to raise where all of them read and cannot be.

    Raises:
        DocumentError: If something does not read, or faults are mixed.

        AmountError: If only sums cannot be.

        TransitionError: If it is one event that a claim does not allow.
    """
    ordered = sorted(
        islice(found, MAX_FAULTS), key=lambda one: _order(source, one)
    )
    families = {one.family for one in ordered}
    if families == {Family.MONEY}:
        raise AmountError("\n".join(_line(source, one) for one in ordered))
    faults = [_fault(source, one) for one in ordered]
    if families == {Family.SENSE}:
        if len(faults) == 1 and isinstance(faults[0], TransitionError):
            raise faults[0]
        sense.refuse(*faults)
    DocumentError.refuse(*faults)


def _order(source: Source, one: Found) -> tuple[int, int]:
    """Return where a fault stands, for sorting."""
    if source.positions is None:
        return (0, 0)
    place = source.positions.find(one.path, key=one.of_key)
    return (place.line, place.column)


def _where(source: Source, one: Found) -> str:
    """Return the place and the path of a fault."""
    place = source.place(one.path, key=one.of_key)
    return ": ".join(filter(None, (place, format_path(one.path))))


def _line(source: Source, one: Found) -> str:
    """Return a fault with its place as one line."""
    return ": ".join(filter(None, (_where(source, one), one.text)))


def _fault(source: Source, one: Found) -> Exception:
    """Return a fault as it stands in a group."""
    if isinstance(one.error, TransitionError):
        return at(one.error, _where(source, one))
    if one.family is Family.MONEY:
        return MoneyError(_line(source, one))
    return Fault(_line(source, one))
