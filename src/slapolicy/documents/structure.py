"""
Trees into values, by the types of their fields.

A value's own converters and validators hold its rules; what stands here
only tells texts, mappings and lists apart. Every field is read, whatever is
wrong with its siblings, so that all faults are known at once.
"""

import datetime as dt
import enum
import functools
import operator
import re

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from types import NoneType, UnionType
from typing import (
    NewType,
    TypeAlias,
    TypeVar,
    Union,
    final,
    get_args,
    get_origin,
    get_type_hints,
)

import attrs

from cattrs import Converter, IterableValidationError
from cattrs.errors import CattrsError, IterableValidationNote
from cattrs.gen import make_dict_structure_fn, override

from slapolicy import _time
from slapolicy.documents.faults import Found, found_in, hint, key_of, refuse
from slapolicy.documents.positions import Tree, shown
from slapolicy.documents.texts import Source
from slapolicy.errors import (
    AmountError,
    Fault,
    PolicyError,
    RecordError,
    SlaPolicyError,
    at,
)
from slapolicy.facts.record import Used
from slapolicy.figures import Attribute, parse_number
from slapolicy.lengths import CalendarLength, Length, exact, parse_length


Hook: TypeAlias = Callable[[object, object], object]
Kind: TypeAlias = type[object]

_T = TypeVar("_T")

RawTree = NewType("RawTree", object)
"""A mapping that is kept as it was written."""

FORMAT = "1"
"""The version of the format that is read and written."""

_REFUSALS = (CattrsError, SlaPolicyError, ValueError, TypeError)
_WHOLE = re.compile(r"-?[0-9]{1,18}")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def text(value: object) -> str:
    """
    Return what must be a text.

    Args:
        value: A part of a tree.

    Raises:
        Fault: If it is none.
    """
    if not isinstance(value, str):
        raise _misshapen(value, "a text")
    return value


def mapping(value: object) -> dict[str, Tree]:
    """
    Return what must be a mapping.

    Args:
        value: A part of a tree.

    Raises:
        Fault: If it is none.
    """
    if not isinstance(value, dict):
        raise _misshapen(value, "keys and their values")
    return value


def _misshapen(value: object, wanted: str) -> Fault:
    """Return the fault that a part of a tree is of another shape."""
    if value is None:
        return Fault(f"is empty; write {wanted}, or leave the key out")
    if isinstance(value, str):
        return Fault(f"{shown(value)} is a text; write {wanted}")
    shape = "a mapping" if isinstance(value, dict) else "a list"
    return Fault(f"is {shape}; write {wanted}")


def _date(value: object, _: object) -> dt.date:
    """Return a date."""
    word = text(value)
    try:
        if _DATE.fullmatch(word):
            return dt.date.fromisoformat(word)
    except ValueError:
        pass  # there is no such day
    msg = f"{shown(word)} is no date; write one that exists, as 2026-01-31"
    raise Fault(msg)


def _whole(value: object, _: object) -> int:
    """Return a whole number."""
    word = text(value)
    if _WHOLE.fullmatch(word) is None:
        msg = f"{shown(word)} is no whole number"
        raise Fault(msg)
    return int(word)


def _truth(value: object, _: object) -> bool:
    """Return a truth value."""
    word = text(value)
    if word not in {"true", "false"}:
        msg = f"{shown(word)} is neither true nor false"
        raise Fault(msg)
    return word == "true"


def _member(value: object, kind: object) -> enum.Enum:
    """Return the member of an enum that has that value."""
    word = text(value)
    members = {str(one.value): one for one in kind}  # type: ignore[attr-defined] # an enum
    if word not in members:
        msg = f"{shown(word)} is none of them; {hint(word, members)}"
        raise Fault(msg)
    found: enum.Enum = members[word]
    return found


def _used(value: object, _: object) -> Used:
    """Return a length of maintenance, or a number of them."""
    word = text(value)
    try:
        return parse_number(word)
    except AmountError:
        return exact(parse_length(word))


@final
@attrs.frozen
class _Reference:
    """A figure of the service as documents write it."""

    attribute: str


def new_converter() -> Converter:
    """Return a converter for the values that all documents have."""
    converter = Converter(detailed_validation=True, forbid_extra_keys=True)
    for known, factory in (
        (attrs.has, class_hook),
        (_is_written, _parse_hook),
        (_is_tuple, _list_hook),
        (_is_union, _union_hook),
    ):
        converter.register_structure_hook_factory(
            known, functools.partial(factory, converter)
        )
    add_hook(converter, str, lambda value, _: text(value))
    add_hook(converter, int, _whole)
    add_hook(converter, bool, _truth)
    add_hook(converter, Fraction, lambda value, _: parse_number(text(value)))
    add_hook(converter, dt.date, _date)
    add_hook(
        converter,
        dt.timedelta,
        lambda value, _: exact(parse_length(text(value))),
    )
    add_hook(converter, Length, lambda value, _: parse_length(text(value)))
    add_hook(converter, Used, _used)
    add_hook(
        converter,
        Attribute,
        lambda value, _: Attribute(
            converter.structure(value, _Reference).attribute
        ),
    )
    add_hook(converter, RawTree, lambda value, _: mapping(value))
    converter.register_structure_hook_func(_is_enum, _member)
    return converter


def add_hook(converter: Converter, kind: object, hook: Hook) -> None:
    """
    Say how one type is read.

    Args:
        converter: The converter that shall read it.

        kind: The type, also a union or a protocol.

        hook: What returns the value of a part of a tree.
    """
    converter.register_structure_hook_func(lambda one: one == kind, hook)


def _is_enum(kind: object) -> bool:
    """Whether a type is an enum."""
    return isinstance(kind, type) and issubclass(kind, enum.Enum)


def _is_written(kind: object) -> bool:
    """Whether values of a type are texts in documents."""
    return isinstance(kind, type) and hasattr(kind, "parse")


def _is_tuple(kind: object) -> bool:
    """Whether a type is that of a tuple of any length."""
    return get_origin(kind) is tuple and get_args(kind)[-1] is ...


def _is_union(kind: object) -> bool:
    """Whether a type is a union."""
    return get_origin(kind) in {Union, UnionType}


def _parse_hook(_: Converter, kind: Kind) -> Hook:
    """Return how a value that documents write as a text is read."""
    parse: Callable[[str], object] = kind.parse  # type: ignore[attr-defined] # it has
    return lambda value, _: parse(text(value))


def _list_hook(converter: Converter, kind: object) -> Hook:
    """Return how a list is read, whatever is wrong with one of it."""
    inner = get_args(kind)[0]

    def read(value: object, _: object) -> object:
        if not isinstance(value, list):
            raise _misshapen(value, "a list")
        return _each(
            enumerate(value), lambda _, one: converter.structure(one, inner)
        )

    return read


def _pairs_hook(converter: Converter, kind: object) -> Hook:
    """Return how a mapping whose keys are data is read."""
    key_kind, inner = get_args(get_args(kind)[0])

    def pair(key: object, value: object) -> tuple[object, object]:
        return (
            converter.structure(key, key_kind),
            converter.structure(value, inner),
        )

    return lambda value, _: _each(mapping(value).items(), pair)


def _each(
    parts: Iterable[tuple[int | str, object]],
    read: Callable[[int | str, object], object],
) -> tuple[object, ...]:
    """Return all the parts, read; raise what is wrong with any of them."""
    found, faults = [], []
    for step, part in parts:
        try:
            found.append(read(step, part))
        except _REFUSALS as error:
            error.add_note(IterableValidationNote("", step, object))
            faults.append(error)
    if faults:
        msg = "faults in a list"
        raise IterableValidationError(msg, faults, tuple)
    return tuple(found)


def _union_hook(converter: Converter, kind: object) -> Hook:
    """
    Return how one of several kinds of value is read.

    A mapping is the one kind that documents write as such; a text is left to
    the field's converter unless only one kind is written as a text.
    """
    members = [one for one in get_args(kind) if one is not NoneType]
    if len(members) < len(get_args(kind)):
        rest = functools.reduce(operator.or_, members)
        return lambda value, _: (
            None if value is None else converter.structure(value, rest)
        )
    mappings = [one for one in members if _is_mapping(one)]
    texts = [one for one in members if not _is_mapping(one)]

    def read(value: object, _: object) -> object:
        if mappings and isinstance(value, dict):
            return converter.structure(value, mappings[0])
        if len(texts) == 1:
            return converter.structure(value, texts[0])
        return text(value)

    return read


def _is_mapping(kind: Kind) -> bool:
    """Whether documents write values of a type as mappings."""
    return (
        attrs.has(kind)
        and not _is_written(kind)
        and kind is not CalendarLength
    )


def class_hook(
    converter: Converter,
    kind: Kind,
    kinds: Mapping[str, object] | None = None,
) -> Hook:
    """
    Return how a value with fields is read.

    Args:
        converter: What reads its fields.

        kind: Its class.

        kinds: The types of fields that documents write as another.
    """
    hints = {**get_type_hints(kind), **(kinds or {})}
    read = make_dict_structure_fn(
        kind,
        converter,
        _cattrs_detailed_validation=True,
        _cattrs_forbid_extra_keys=True,
        **{
            field.name: override(
                rename=key_of(field),
                struct_hook=_field_hook(field, hints[field.name], converter),
            )
            for field in attrs.fields(kind)
            if field.init
        },
    )
    return lambda value, _: read(mapping(value), kind)


def _field_hook(
    field: "attrs.Attribute[object]", kind: object, converter: Converter
) -> Hook:
    """Return how a field is read, and tried on its own converter."""
    convert = field.converter
    if field.name.endswith("_ticks"):
        kind = _time.DateTime if kind is int else _time.DateTime | None
    elif kind is Fraction and convert is not None:
        # Its converter knows what may be written instead: an impact of 50%.
        kind = str
    if field.metadata.get("mapping"):
        structured = _pairs_hook(converter, kind)
    else:
        structured = functools.partial(_structured, converter)

    def read(value: object, _: object) -> object:
        found = structured(value, kind)
        # So that the fault, if any, lies in the field. What comes out is
        # not kept: the constructor converts once, and not what it gave.
        if callable(convert):
            convert(found)
        return found

    return read


def _structured(converter: Converter, value: object, kind: object) -> object:
    """Return the value of any type that a part of a tree is."""
    found: object = converter.structure(value, kind)  # type: ignore[type-var] # any
    return found


def tagged_hook(converter: Converter, kinds: Mapping[str, Kind]) -> Hook:
    """
    Return how a value that names its kind is read.

    Args:
        converter: What reads them.

        kinds: The classes by their kinds.
    """

    def read(value: object, _: object) -> object:
        node = mapping(value)
        if "kind" not in node:
            fault = Fault(f"is missing; {hint('', kinds)}")
            raise at(fault, "kind")
        try:
            kind = text(node["kind"])
            if kind not in kinds:
                msg = f"no kind {shown(kind)}; {hint(kind, kinds)}"
                raise Fault(msg)
        except Fault as fault:
            raise at(fault, "kind") from None
        rest = {key: node[key] for key in node if key != "kind"}
        return _structured(converter, rest, kinds[kind])

    return read


def structure(
    source: Source,
    tree: dict[str, Tree],
    kind: type[_T],
    converter: Converter,
    sense: type[PolicyError] | type[RecordError],
    known: Iterable[Found] = (),
) -> _T:
    """
    Return the value that a document is.

    Args:
        source: The document.

        tree: What of it the value is read from.

        kind: The class of the value.

        converter: What reads it.

        sense: What to raise where all faults read and cannot be.

        known: What is wrong with the rest of the document.

    Raises:
        DocumentError: If something does not read.
    """
    faults = [*known, *_version_faults(source.tree)]
    value: _T | None = None
    try:
        rest = {key: tree[key] for key in tree if key != "slapolicy"}
        value = converter.structure(rest, kind)
    except _REFUSALS as error:
        faults += found_in(error, source.tree)
    if faults or value is None:
        refuse(source, faults, sense)
    return value


def _version_faults(tree: Mapping[str, Tree]) -> Iterable[Found]:
    """Yield what is wrong with the version of a document's format."""
    version = tree.get("slapolicy", FORMAT)
    if version == FORMAT:
        return
    if isinstance(version, str) and version.isdecimal():
        says = f"format {shown(version)} is not known here, only {FORMAT}"
        cure = "read it with a newer slapolicy"
    else:
        says, cure = "is no version of the format", f"write {FORMAT}"
    yield Found.of(("slapolicy",), f"{says}; {cure}")
