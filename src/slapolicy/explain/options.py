"""What a term says beyond the least: each of its settings in words."""

import datetime as dt
import enum

from collections.abc import Iterator
from fractions import Fraction

import attrs

from slapolicy._tree import fields_of, tree_of
from slapolicy.amounts import Extension, Money, Percent
from slapolicy.explain.language import Message, Sentence, Value
from slapolicy.explain.values import (
    TIMES,
    Extent,
    Listing,
    Longer,
    Number,
    Percentage,
    Sum,
    of_figure,
)
from slapolicy.explain.words import Word
from slapolicy.figures import Attribute, Figure
from slapolicy.lengths import CalendarLength
from slapolicy.terms.exclusions import LocalWindow, Pool
from slapolicy.terms.metrics import DownWhen, Precision


_SETTINGS = {
    # Metrics.
    "components": "about the components {value}",
    "down_when": "down while so many components are: {value}",
    "ignore_shorter_than": "what lasts less than {value} does not count",
    "ignore_up_to": "what lasts at most {value} does not count",
    "grain": "each outage in steps of {value}",
    "service_hours": "only the hours of the calendar “{value}” count",
    "precision": "with {value}",
    "window": "in windows of {value}",
    "bad_above": "a window with more than {value} of errors is an outage",
    "minimum_requests": "unless it has fewer requests than {value}",
    "severity": "of severity {value}",
    "slice": "every {value} is read on its own",
    # Exclusions.
    "notice": "announced at least {value} before",
    "calendar": "by the calendar “{value}”",
    "within": "only {value}",
    "longest": "at most the first {value} of each",
    "void_beyond": "none that lasts longer than {value}",
    "pool": "at most {value}",
    "at_most": "at most {value} of them",
    "per": "counted by the {value}",
    # Credits.
    "grace": "the first {value} are free",
    "times": "as many times as {value}",
}
SETTINGS = {
    key: Message(f"setting-{key}", english)
    for key, english in _SETTINGS.items()
}
"""Settings that have a value, by their keys."""

_ROUNDED = {
    "down": "rounded down",
    "up": "rounded up",
    "nearest": "rounded to the nearest, halves up",
    "half-up": "rounded to the nearest, halves up",
    "half-even": "rounded to the nearest, halves to even",
}
_CHOICES: dict[str, dict[str, str]] = {
    "compose": {
        "before-exclusions": "components are put together before anything "
        "is excluded",
    },
    "count_from": {
        "detection": "an outage counts from its detection",
        "report": "an outage counts from its report",
        "earliest": "an outage counts from its detection or report, "
        "whichever is earlier",
    },
    "weighted": {"true": "an outage weighs as much as its impact"},
    "overlap": {
        "sum": "impacts at the same time add up",
        "worst": "of several rows the worst pays",
        "first": "of several rows the first pays",
    },
    "excluded_time": {"removed": "what is excluded leaves the measured time"},
    "unobserved": {
        "removed": "what nobody observed is left out",
        "up": "what nobody observed counts as up",
        "down": "what nobody observed counts as down",
        "undetermined": "what nobody observed leaves the answer open",
    },
    "denominator": {
        "elapsed": "only what has elapsed is measured",
        "existing": "only while the service existed is measured",
    },
    "aggregate": {
        "total": "over all requests together",
        "bad-windows": "as the share of time without bad windows",
    },
    "empty": {"skip": "windows without requests are skipped"},
    "starts": {
        "next-business-day": "the clock starts on the next business day"
    },
    "beyond": {"rest": "of more than that, only the rest counts"},
    "grain_rounding": _ROUNDED,
    "precision_rounding": _ROUNDED,
    "gap": {
        "better": "between two rows the better one pays",
        "worse": "between two rows the worse one pays",
    },
    "rounding": {
        "started": "every unit that has begun",
        "completed": "every unit that is complete",
        "nearest": "units to the nearest, halves up",
    },
    "each": {"outage": "for each outage on its own"},
}
CHOICES = {
    (key, word): Message(f"setting-{key}-{word}", english)
    for key, table in _CHOICES.items()
    for word, english in table.items()
}
"""Settings that are one of a few words, by their keys and the words."""

_PLAIN = Message("setting", "{key}: {value}")
DECIMALS = Message("decimals", "{count} decimal", "{count} decimals")
_ATTRIBUTE = Message("attribute", "the service's “{attribute}”")
_POOL = Message("pool", "{size} per {unit}")
_WINDOW_DAYS = Message("window-days", "{days}, {hours}")

# Said wherever the other is, also as it is by default.
_BESIDE = {"grain_rounding": "grain", "precision_rounding": "precision"}


def settings(term: object, *skipped: str) -> Iterator[Sentence]:
    """
    Yield what a term says in fields that differ from their defaults.

    Args:
        term: A metric, an exclusion, a credit.

        *skipped: Fields that are said in other words.
    """
    for field in fields_of(term) if attrs.has(type(term)) else ():
        key = (field.alias or field.name).rstrip("_")
        held = getattr(term, field.name)
        if not field.init or key in {"id", "clause", *skipped}:
            continue
        beside = _BESIDE.get(key)
        if beside is not None:
            if getattr(term, beside) is not None:
                yield setting(key, held)
        elif held != field.default:
            yield setting(key, held)


def setting(key: str, held: object) -> Sentence:
    """
    Return one setting of a term.

    Args:
        key: Its key in documents.

        held: What the term holds there.
    """
    if isinstance(held, (bool, enum.Enum)):
        word = tree_of(held)
        word = str(word).lower() if isinstance(held, bool) else str(word)
        chosen = CHOICES.get((key, word))
        if chosen is not None:
            return chosen()
    message = SETTINGS.get(key)
    if message is None:
        return _PLAIN(key=key, value=value_words(held))
    return message(value=value_words(held))


def value_words(held: object) -> Value:
    """
    Return what a term holds in a field, as something to say.

    Args:
        held: A figure, a length, a name, or several of them.
    """
    said: Value
    match held:
        case str() | int():
            said = held
        case Fraction():
            said = Number(held)
        case dt.timedelta() | CalendarLength():
            said = Extent(held)
        case Percent():
            said = Percentage(str(held))
        case Money():
            said = Sum.of(held)
        case Extension():
            said = Longer(held)
        case Figure():
            said = of_figure(held)
        case Attribute(name=name):
            said = _ATTRIBUTE(attribute=name)
        case tuple():
            said = Listing.of(map(value_words, held))
        case _:
            said = _other_words(held)
    return said


def _other_words(held: object) -> Value:
    """Return what has words of its own, else what documents write."""
    said: Value
    match held:
        case enum.Enum():
            said = Word("unit", str(held.value))
        case Precision(decimals=count):
            said = DECIMALS(count=count)
        case DownWhen():
            said = Word("components", str(held))
        case Pool(at_most=size, per=per):
            most = (
                Extent(size)
                if isinstance(size, dt.timedelta)
                else TIMES(count=held.size)
            )
            said = _POOL(size=most, unit=Word("unit", per.value))
        case LocalWindow(days=(), hours=hours):
            said = str(hours)
        case LocalWindow(days=days, hours=hours):
            names = (Word("weekday", one.value) for one in days)
            said = _WINDOW_DAYS(days=Listing.of(names), hours=str(hours))
        case _:
            said = str(tree_of(held))
    return said
