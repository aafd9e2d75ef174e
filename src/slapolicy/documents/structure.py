"""
Trees into values, by the types of their fields.

A value's own converters and validators hold its rules; what stands here
only tells texts, mappings and lists apart. Every field is read, whatever is
wrong with its siblings, so that all faults are known at once.
"""

import datetime as dt
import enum
import functools
import itertools
import operator

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from types import NoneType, UnionType
from typing import (
    NewType,
    Protocol,
    TypeAlias,
    TypeVar,
    Union,
    cast,
    final,
    get_args,
    get_origin,
    get_type_hints,
)

import attrs

from cattrs import BaseValidationError, Converter, IterableValidationError
from cattrs.errors import IterableValidationNote
from cattrs.gen import make_dict_structure_fn, override

from slapolicy import _time
from slapolicy.documents.faults import (
    Found,
    Sense,
    found_in,
    key_of,
    refuse,
)
from slapolicy.documents.kinds import Kind
from slapolicy.documents.parts import (
    NATIVES,
    SCALARS,
    Reader,
    Word,
    choice,
    mapping,
    member,
    sequence,
    word,
)
from slapolicy.documents.positions import Tree, shown
from slapolicy.documents.texts import Source
from slapolicy.errors import Fault, SlaPolicyError, at
from slapolicy.figures import Attribute
from slapolicy.lengths import CalendarLength


Hook: TypeAlias = Callable[[object, object], object]

_T = TypeVar("_T")

RawTree = NewType("RawTree", object)
"""A mapping that is kept as it is written."""

_FORMAT = "1"  # the one version of the format that there is

_REFUSALS = (BaseValidationError, SlaPolicyError, ValueError, TypeError)


class _Written(Protocol):
    """A class whose values are texts in documents."""

    def parse(self, text: str, /) -> object:
        """Return the value that a text writes."""
        ...


@final
@attrs.frozen
class _Reference:
    """A figure of the service, as documents write it."""

    attribute: str


def new_converter(zone: str | None = None) -> Converter:
    """
    Return what reads the values that all documents have.

    Args:
        zone: The IANA zone of instants without an offset; None if each
            needs one.
    """
    converter = Converter(detailed_validation=True, forbid_extra_keys=True)
    for known, factory in (
        (attrs.has, class_hook),
        (_is_written, _parse_hook),
        (is_list, _list_hook),
        (is_union, _union_hook),
    ):
        converter.register_structure_hook_factory(
            known, functools.partial(factory, converter)
        )
    for native, read in NATIVES.items():
        # What inherits from them comes here too: enums of texts.
        converter.register_structure_hook(
            native, functools.partial(_native, read)
        )
    converter.register_structure_hook(enum.Enum, member)
    for kind, read in SCALARS.items():
        add_hook(converter, kind, read)

    def instant(value: object) -> dt.datetime:
        return _time.parse_instant(word(value), zone)

    def attribute(value: object) -> Attribute:
        return Attribute(converter.structure(value, _Reference).attribute)

    add_hook(converter, _time.DateTime, instant)
    add_hook(converter, Attribute, attribute)
    add_hook(converter, RawTree, mapping)
    add_hook(converter, Word, word)
    return converter


def _native(read: Reader, value: object, kind: object) -> object:
    """Return a value of a native type, or of an enum of such."""
    return member(value, kind) if _is_enum(kind) else read(value)


def add_hook(converter: Converter, kind: object, read: Reader) -> None:
    """
    Say how one type is read.

    Args:
        converter: What shall read it.

        kind: The type, also a union or a protocol.

        read: What returns the value that a part of a tree is.
    """
    converter.register_structure_hook_func(
        lambda one: one == kind, lambda value, _: read(value)
    )


def _is_enum(kind: object) -> bool:
    """Whether a type is an enum."""
    return isinstance(kind, type) and issubclass(kind, enum.Enum)


def _is_written(kind: object) -> bool:
    """Whether values of a type are texts in documents."""
    return isinstance(kind, type) and hasattr(kind, "parse")


def is_list(kind: object) -> bool:
    """Whether a type is that of a tuple of any length."""
    return get_origin(kind) is tuple and get_args(kind)[-1] is ...


def is_union(kind: object) -> bool:
    """Whether a type is a union."""
    return get_origin(kind) in {Union, UnionType}


def _is_mapping(kind: object) -> bool:
    """Whether values of a type are mappings in documents."""
    return (
        attrs.has(cast("type[object]", kind))
        and not _is_written(kind)
        and kind is not CalendarLength
    )


def _structured(converter: Converter, value: object, kind: object) -> object:
    """Return the value of any type that a part of a tree is."""
    return converter.structure(value, cast("type[object]", kind))


def _parse_hook(_: Converter, kind: object) -> Hook:
    """Return how a value that documents write as a text is read."""
    parse = cast("_Written", kind).parse
    return lambda value, _: parse(word(value))


def _list_hook(converter: Converter, kind: object) -> Hook:
    """Return how a list is read."""
    inner = get_args(kind)[0]

    return lambda value, _: _each(
        enumerate(sequence(value)),
        lambda _, one: _structured(converter, one, inner),
    )


def _pairs_hook(converter: Converter, kind: object) -> Hook:
    """Return how a mapping is read whose keys are not those of a class."""
    keys, values = get_args(get_args(kind)[0])

    def pair(key: object, value: object) -> tuple[object, object]:
        return (
            _structured(converter, key, keys),
            _structured(converter, value, values),
        )

    return lambda value, _: _each(mapping(value).items(), pair)


def _each(
    parts: Iterable[tuple[int | str, object]],
    read: Callable[[int | str, object], object],
) -> tuple[object, ...]:
    """Return all the parts, read; raise what is wrong with any of them."""
    found: list[object] = []
    faults: list[Exception] = []
    for step, part in parts:
        try:
            found.append(read(step, part))
        except _REFUSALS as error:
            error.add_note(IterableValidationNote("", step, object))
            faults.append(error)
    if faults:
        msg = "some parts do not read"
        raise IterableValidationError(msg, faults, tuple)
    return tuple(found)


def _union_hook(converter: Converter, kind: object) -> Hook:
    """
    Return how one of several types is read.

    Among them at most one is a mapping in documents. A text is of the one
    type that is none, or is left to the field's own converter.
    """
    members = [one for one in get_args(kind) if one is not NoneType]
    if len(members) < len(get_args(kind)):
        some = functools.reduce(operator.or_, members)
        return lambda value, _: (
            None if value is None else _structured(converter, value, some)
        )
    mappings = [one for one in members if _is_mapping(one)]
    texts = [one for one in members if not _is_mapping(one)]

    def read(value: object, _: object) -> object:
        if mappings and isinstance(value, dict):
            return _structured(converter, value, mappings[0])
        if len(texts) == 1:
            return _structured(converter, value, texts[0])
        return word(value)

    return read


def class_hook(
    converter: Converter,
    kind: Kind,
    types: Mapping[str, object] | None = None,
) -> Hook:
    """
    Return how a value with fields is read.

    Args:
        converter: What reads the fields.

        kind: The value's class.

        types: The types of fields that documents write as another.
    """
    known = {**get_type_hints(kind), **(types or {})}
    fields = {
        field.name: override(
            rename=key_of(field),
            struct_hook=_field_hook(converter, field, known[field.name]),
        )
        for field in attrs.fields(kind)
        if field.init
    }
    read = make_dict_structure_fn(
        kind,
        converter,
        **fields,  # type: ignore[arg-type] # none is named like an option
    )
    return lambda value, _: read(mapping(value), kind)


def _field_hook(
    converter: Converter, field: "attrs.Attribute[object]", kind: object
) -> Hook:
    """Return how a field is read, and tried on its own converter."""
    convert = cast("object", field.converter)
    if isinstance(convert, attrs.Converter):
        convert = None  # it may ask for the instance
    if field.name.endswith("_ticks"):
        kind = _time.DateTime if kind is int else _time.DateTime | None
    elif kind is Fraction and convert is not None:
        kind = Word  # the converter may read more: an impact of 50%
    structured: Hook = functools.partial(_structured, converter)
    if field.metadata.get("mapping"):
        structured = _pairs_hook(converter, kind)

    def read(value: object, _: object) -> object:
        found = structured(value, kind)
        # So that a fault lies in the field. What comes out is not kept: the
        # constructor converts what is given, not what was converted.
        if callable(convert):
            convert(found)
        return found

    return read


def tagged(
    converter: Converter, kinds: Mapping[str, Kind], value: object
) -> object:
    """
    Return the value that names its kind.

    Args:
        converter: What reads it.

        kinds: The classes that it may be of, by their kinds.

        value: A part of a tree.

    Raises:
        Fault: If there is no such kind.
    """
    node = mapping(value)
    try:
        kind = choice(node.get("kind"), kinds)
    except Fault as error:
        fault = at(error, "kind")
        raise fault from None
    rest = {key: node[key] for key in node if key != "kind"}
    return _structured(converter, rest, kind)


def structure(
    source: Source,
    kind: type[_T],
    converter: Converter,
    sense: Sense,
    *,
    without: tuple[str, ...] = (),
    known: Iterable[Found] = (),
) -> _T:
    """
    Return the value that a document is.

    Args:
        source: The document.

        kind: The class of the value.

        converter: What reads it.

        sense: What to raise where all faults read and cannot be.

        without: Keys of the document that are none of the value's.

        known: What is wrong with these.

    Raises:
        DocumentError: If something does not read; all faults at once.
    """
    faults = [*known, *_version_faults(source.tree)]
    other = ("slapolicy", *without)
    tree = {key: source.tree[key] for key in source.tree if key not in other}
    more: Iterable[Found] = ()
    try:
        value = converter.structure(tree, kind)
    except _REFUSALS as error:
        more = found_in(error, source.tree, also=other)
    else:
        if not faults:
            return value
    refuse(source, itertools.chain(faults, more), sense)


def _version_faults(tree: Mapping[str, Tree]) -> Iterator[Found]:
    """Yield what is wrong with the version of a document's format."""
    version = tree.get("slapolicy", _FORMAT)
    if version == _FORMAT:
        return
    if isinstance(version, str) and version.isdecimal():
        said = (
            f"format {shown(version)} is newer than this library, which "
            f"reads {_FORMAT}; update it"
        )
    else:
        said = f"is no version of the format; write {_FORMAT}"
    yield Found.of(("slapolicy",), said)
