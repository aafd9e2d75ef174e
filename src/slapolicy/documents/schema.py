"""
JSON Schemas of policy and record documents, out of the model.

A schema says of a document's shape what the classes say: their fields, their
enums, the kinds of term, and how texts that stand for values look. Editors
read YAML with types of their own, so wherever the reader takes a text they
may find a number or a truth value.
"""

import datetime as dt
import enum
import inspect
import re

from collections.abc import Iterator, Mapping
from fractions import Fraction
from types import NoneType
from typing import TypeAlias, cast, final, get_args, get_type_hints

import attrs

from slapolicy import _time
from slapolicy._tree import Tree
from slapolicy.amounts import Extension, Money, Percent
from slapolicy.calendars import Shift, WorkCalendar
from slapolicy.documents.faults import key_of
from slapolicy.documents.forms import (
    OTHERWISE,
    PERIODS,
    CalendarForm,
    CurrencyCode,
    SpanForm,
    TargetForm,
)
from slapolicy.documents.kinds import KINDS, Kind, Kinds
from slapolicy.documents.structure import RawTree, is_list, is_union
from slapolicy.facts import Record
from slapolicy.facts.record import Used
from slapolicy.figures import Attribute, Figure
from slapolicy.lengths import CalendarLength, Length
from slapolicy.periods import MonthDay, Period
from slapolicy.spans import Span
from slapolicy.terms.credits import SumCredit, TieredCredit
from slapolicy.terms.exchange import AnyExclusion, CreditRule, Metric
from slapolicy.terms.metrics import DownWhen, Precision
from slapolicy.terms.policy import Policy
from slapolicy.terms.targets import Target


Schema: TypeAlias = dict[str, Tree]

DRAFT = "https://json-schema.org/draft/2020-12/schema"

_NUMBER = r"[0-9]+(\.[0-9]+)?"
_EXACT = "(microsecond|millisecond|second|minute|hour|day|week)s?"
_UNIT = (
    "(microsecond|millisecond|second|minute|hour|day|week|month|year"
    "|business day|business hour)s?"
)
_ISO = r"P([0-9]+[YMWD])*(T([0-9]+[HM])*([0-9]+(\.[0-9]+)?S)?)?"
_DAY = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_CLOCK = r"[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?"
_INSTANT = rf"{_DAY}[ T]{_CLOCK}(Z|[+-][0-9]{{2}}:[0-9]{{2}})?"
_LABEL = (
    "[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?"
    "|-W(0[1-9]|[1-4][0-9]|5[0-3])|-Q[1-4])?"
)
_PERCENT = rf"{_NUMBER} ?%"
_PLAIN = rf"-?{_NUMBER}|-?[0-9]+/[0-9]+"
_ANY_LENGTH = rf"{_NUMBER} +{_UNIT}|{_ISO}"
_EXACT_LENGTH = rf"{_NUMBER} +{_EXACT}|{_ISO}"


def _text(pattern: str, *natives: str, **more: Tree) -> Schema:
    """Return the schema of texts that look so, or of native types."""
    kinds: list[Tree] = ["string", *natives]
    return {
        "type": kinds if natives else "string",
        "pattern": f"^({pattern})$",
        **more,
    }


_ANY_TEXT: Schema = {"type": ["string", "number", "boolean"]}
_SCALARS: Mapping[object, Schema] = {
    str: _ANY_TEXT,
    int: _text("-?[0-9]+", "integer"),
    bool: {"enum": [True, False, "true", "false"]},
    Fraction: _text(_PLAIN, "number"),
    dt.date: _text(_DAY),
    dt.timedelta: _text(_EXACT_LENGTH),
    Length: _text(_ANY_LENGTH),
    CalendarLength: _text(_ANY_LENGTH),
    Used: _text(rf"{_PLAIN}|{_EXACT_LENGTH}", "number"),
    _time.DateTime: _text(_INSTANT),
    Percent: _text(_PERCENT),
    Money: _text(rf"-?{_NUMBER} +[A-Z]{{3}}"),
    Extension: _text(rf"({_NUMBER}|[0-9]+/[0-9]+) +{_UNIT}"),
    Figure: _text(rf"{_PERCENT}|{_EXACT_LENGTH}|{_PLAIN}", "number"),
    Shift: _text("[0-2][0-9]:[0-5][0-9]-[0-2][0-9]:[0-5][0-9]"),
    MonthDay: _text("(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"),
    DownWhen: _text("any|all|[1-9][0-9]*", "integer"),
    Precision: _text("[0-9]{1,2}( decimals?)?", "integer"),
    CurrencyCode: _text("[A-Z]{3}"),
    RawTree: {"type": "object"},
    Attribute: {
        "description": "A figure that each service brings along.",
        "type": "object",
        "properties": {"attribute": _ANY_TEXT},
        "required": ["attribute"],
        "additionalProperties": False,
    },
}
_FORMS: Mapping[object, Kind] = {
    Target: TargetForm,
    WorkCalendar: CalendarForm,
}
# What the model cannot say by types.
_LEAST_ONE = {
    (Policy, "commitments"),
    (TieredCredit, "rows"),
    (SumCredit, "rules"),
}
_ARGUMENT = re.compile(r"^    (\*{0,2}\w+):(?: (.*))?$")


def policy_schema(kinds: Kinds = KINDS) -> Schema:
    """
    Return the JSON Schema of policy documents.

    >>> sorted(policy_schema()["properties"])[:3]
    ['assumptions', 'calendars', 'claims']

    Args:
        kinds: What they may hold.
    """
    return _Schemas(kinds).document(Policy, "policy", {})


def record_schema() -> Schema:
    """Return the JSON Schema of record documents."""
    zone = _described(
        _ANY_TEXT, "The IANA zone of times that are written without an offset."
    )
    return _Schemas(KINDS).document(Record, "record", {"timezone": zone})


@final
class _Schemas:
    """The schemas of classes, each once, under its name."""

    def __init__(self, kinds: Kinds) -> None:
        self.found: dict[str, Tree] = {}
        self._tagged: dict[object, Mapping[str, Kind]] = {
            Metric: kinds.metrics,
            CreditRule: kinds.credits,
            AnyExclusion: kinds.exclusions,
            Period: PERIODS,
        }

    def document(self, kind: Kind, name: str, more: Schema) -> Schema:
        """Return the schema of a document."""
        schema = self._fields(kind, None)
        keys = cast("Schema", schema["properties"])
        version: Schema = {"enum": [1, "1"]}
        schema["properties"] = {
            "slapolicy": _described(version, "The version of the format."),
            **keys,
            **more,
        }
        return {
            "$schema": DRAFT,
            "$id": f"urn:slapolicy:{name}:1",
            "title": f"slapolicy {name}",
            **schema,
            "$defs": {key: self.found[key] for key in sorted(self.found)},
        }

    def of(self, kind: object) -> Schema:
        """Return the schema of what documents write for a type."""
        if kind in self._tagged:
            return self._choice(self._tagged[kind])
        if kind in _SCALARS:
            return dict(_SCALARS[kind])
        if is_union(kind):
            return self._union(kind)
        if is_list(kind):
            return {"type": "array", "items": self.of(get_args(kind)[0])}
        return self._of_class(cast("Kind", kind))

    def _of_class(self, kind: Kind) -> Schema:
        """Return the schema of what documents write for a class."""
        if issubclass(kind, enum.Enum):
            return {"enum": [one.value for one in kind]}
        if kind is Span:
            label = _text(rf"{_LABEL}|[^/]+/[^/]+", "integer")
            return _any_of(label, self._named(SpanForm))
        return self._named(_FORMS.get(kind, kind))

    def _union(self, kind: object) -> Schema:
        """Return the schema of one of several types."""
        members = get_args(kind)
        some = [self.of(one) for one in members if one is not NoneType]
        if NoneType in members:
            some.append({"type": "null"})
        return _any_of(*some)

    def _choice(self, kinds: Mapping[str, Kind]) -> Schema:
        """Return the schema of a term that names its kind."""
        return {
            "type": "object",
            "required": ["kind"],
            "properties": {"kind": {"enum": list(kinds)}},
            "allOf": [
                {
                    "if": {
                        "required": ["kind"],
                        "properties": {"kind": {"const": name}},
                    },
                    "then": self._named(kind, name),
                }
                for name, kind in kinds.items()
            ],
        }

    def _named(self, kind: Kind, tag: str | None = None) -> Schema:
        """Return a reference to the schema of a class."""
        name = kind.__name__.removesuffix("Form")
        if name not in self.found:
            self.found[name] = {}  # it may refer to itself
            self.found[name] = self._fields(kind, tag)
        return {"$ref": f"#/$defs/{name}"}

    def _fields(self, kind: Kind, tag: str | None) -> Schema:
        """Return the schema of a class by its fields."""
        hints = {**get_type_hints(kind), **OTHERWISE.get(kind, {})}
        summary, arguments = _explained(kind)
        keys: dict[str, Tree] = {}
        if tag is not None:
            keys["kind"] = {"const": tag}
        needed: list[Tree] = [] if tag is None else ["kind"]
        for field in cast(
            "tuple[attrs.Attribute[object], ...]", attrs.fields(kind)
        ):
            if not field.init:
                continue
            key = key_of(field)
            keys[key] = _described(
                self._field(kind, field, hints[field.name]),
                arguments.get(key, ""),
            )
            if field.default is attrs.NOTHING:
                needed.append(key)
        schema: Schema = {
            "description": summary,
            "type": "object",
            "properties": keys,
            "required": needed,
            "additionalProperties": False,
        }
        if kind is TargetForm:
            schema["minProperties"] = 1
        return schema

    def _field(
        self, kind: Kind, field: "attrs.Attribute[object]", hint: object
    ) -> Schema:
        """Return the schema of one field."""
        if field.name.endswith("_ticks"):
            hint = _time.DateTime if hint is int else _time.DateTime | None
        elif hint is Fraction and field.converter is not None:
            # Its converter may read more: an impact of 50%.
            return _text(rf"{_PLAIN}|{_PERCENT}", "number")
        if field.metadata.get("mapping"):
            keys, values = get_args(get_args(hint)[0])
            schema: Schema = {
                "type": "object",
                "additionalProperties": self.of(values),
            }
            if keys is not str:
                schema["propertyNames"] = self.of(keys)
            return schema
        schema = self.of(hint)
        if (kind, key_of(field)) in _LEAST_ONE:
            schema["minItems"] = 1
        return schema


def _any_of(*schemas: Schema) -> Schema:
    """Return the schema of what fulfils one of several."""
    return {"anyOf": list(schemas)}


def _described(schema: Schema, text: str) -> Schema:
    """Return a schema with a description."""
    return {"description": text, **schema} if text else schema


def _explained(kind: Kind) -> tuple[str, dict[str, str]]:
    """Return the summary of a class and what its docstring says of fields."""
    lines = inspect.cleandoc(kind.__doc__ or "").splitlines()
    summary = lines[0] if lines else ""
    return summary, dict(_arguments(lines))


def _arguments(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Yield what a docstring says of each argument."""
    if "Args:" not in lines:
        return
    name, words = "", [""]
    for line in lines[lines.index("Args:") + 1 :]:
        if line and not line.startswith(" "):
            break
        match = _ARGUMENT.match(line)
        if match is not None:
            yield name, " ".join(words)
            name, words = match[1].rstrip("_"), [match[2] or ""]
        elif line:
            words.append(line.strip())
    yield name, " ".join(words).strip()
