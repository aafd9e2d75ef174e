"""Strategies for figures, sums, lengths and instants."""

import datetime as dt

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import ParamSpec, TypeVar, cast

from hypothesis import strategies as st

from slapolicy import _time
from slapolicy._currencies import MINOR_DIGITS, minor_digits
from slapolicy.amounts import (
    Amount,
    Extension,
    FeeTime,
    Money,
    Percent,
    Rounding,
)
from slapolicy.calendars import Shift, Weekday, WorkCalendar
from slapolicy.figures import Figure, Quantity
from slapolicy.lengths import CalendarLength, CalendarUnit
from slapolicy.spans import Span, SpanSet


ZONES = (
    "UTC",
    "Europe/Rome",
    "America/New_York",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
)
"""Zones with and without clock changes, also by half an hour."""

FIRST = _time.ticks(dt.datetime(2025, 1, 1, tzinfo=dt.UTC))
LAST = _time.ticks(dt.datetime(2028, 1, 1, tzinfo=dt.UTC))

_P = ParamSpec("_P")
_T = TypeVar("_T")


def cached(make: Callable[_P, _T]) -> Callable[_P, _T]:
    """
    Return a function that makes each strategy once.

    Hypothesis looks through a strategy when it is first drawn from; one
    made anew for each example is looked through each time.

    Args:
        make: What makes a strategy of hashable arguments.
    """
    return cast("Callable[_P, _T]", lru_cache(maxsize=256)(make))


_SAFE_NAMES = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=8)


@cached
def names() -> st.SearchStrategy[str]:
    """Return short names in lower case."""
    return _SAFE_NAMES


@cached
def ticks(
    first: int = FIRST, last: int = LAST, grain: int = 1
) -> st.SearchStrategy[int]:
    """
    Return instants as microseconds since the epoch, UTC.

    Args:
        first: The earliest.

        last: The latest.

        grain: What they are multiples of, counted from *first*.
    """
    steps = st.integers(0, (last - first) // grain)
    return steps.map(lambda step: first + step * grain)


@cached
def instants(
    first: int = FIRST, last: int = LAST
) -> st.SearchStrategy[dt.datetime]:
    """
    Return instants in UTC.

    Args:
        first: The earliest, in microseconds since the epoch.

        last: The latest.
    """
    return ticks(first, last).map(_time.from_ticks)


@cached
def spans(
    first: int = FIRST,
    last: int = LAST,
    grain: int = 1,
    longest: int | None = None,
) -> st.SearchStrategy[Span]:
    """
    Return spans, also empty ones.

    Args:
        first: The earliest start, in microseconds since the epoch.

        last: The latest end.

        grain: What both ends are multiples of, counted from *first*.

        longest: How long they are at the most, in grains.
    """
    if longest is not None:
        return st.builds(
            lambda start, steps: Span.of_ticks(start, start + steps * grain),
            ticks(first, last - longest * grain, grain),
            st.integers(0, longest),
        )
    edges = st.tuples(ticks(first, last, grain), ticks(first, last, grain))
    return edges.map(lambda pair: Span.of_ticks(*sorted(pair)))


@cached
def span_sets(
    of: st.SearchStrategy[Span] | None = None, least: int = 0, most: int = 6
) -> st.SearchStrategy[SpanSet]:
    """
    Return sets of spans.

    Args:
        of: The spans; any if they are not given.

        least: How many at the least, before those that touch are one.

        most: How many at the most.
    """
    drawn = spans() if of is None else of
    found = st.lists(drawn, min_size=least, max_size=most)
    return found.map(lambda some: SpanSet.of(*some))


@cached
def percents(
    lowest: int = 0, highest: int = 100, decimals: int = 3
) -> st.SearchStrategy[Percent]:
    """
    Return percentages.

    Args:
        lowest: The lowest.

        highest: The highest.

        decimals: How many decimals they have at the most.
    """
    units = st.integers(lowest * 10**decimals, highest * 10**decimals)
    return units.map(lambda n: Percent(Decimal(n).scaleb(-decimals)))


@cached
def currencies() -> st.SearchStrategy[str]:
    """Return currencies with two, no and three digits, and all others."""
    return st.one_of(
        st.sampled_from(("EUR", "JPY", "KWD")),
        st.sampled_from(
            sorted(
                code
                for code, digits in MINOR_DIGITS.items()
                if digits is not None
            )
        ),
    )


@cached
def moneys(
    currency: str = "EUR", most: int = 1_000_000, least: int = 0
) -> st.SearchStrategy[Money]:
    """
    Return sums of a currency.

    Args:
        currency: The ISO 4217 code.

        most: The highest, in the currency's smallest unit.

        least: The lowest; below zero it is a debt.
    """
    digits = minor_digits(currency)
    return st.integers(least, most).map(
        lambda n: Money(Decimal(n).scaleb(-digits), currency)
    )


@cached
def lengths(
    shortest: int = 0, longest: int = 7 * _time.DAY
) -> st.SearchStrategy[dt.timedelta]:
    """
    Return exact lengths, most of them whole minutes.

    Args:
        shortest: The shortest, in microseconds.

        longest: The longest, in microseconds.
    """
    fine = st.integers(shortest, longest)
    whole = st.integers(
        -(-shortest // _time.MINUTE), longest // _time.MINUTE
    ).map(lambda n: n * _time.MINUTE)
    return st.one_of(whole, fine).map(lambda n: dt.timedelta(microseconds=n))


@cached
def calendar_lengths(
    most: int = 40, *, business: bool = False
) -> st.SearchStrategy[CalendarLength]:
    """
    Return calendar lengths.

    Args:
        most: How many units they have at the most.

        business: Whether business days and hours are among them.
    """
    units = [
        unit
        for unit in CalendarUnit
        if business or not CalendarLength(1, unit).is_business
    ]
    return st.builds(
        CalendarLength, st.integers(0, most), st.sampled_from(units)
    )


@cached
def figures(
    quantity: Quantity | None = None, most: int | None = None
) -> st.SearchStrategy[Figure]:
    """
    Return figures of one kind, or of any.

    Args:
        quantity: The kind.

        most: The highest number, where numbers are to be whole.
    """
    kinds = {
        Quantity.PERCENTAGE: percents().map(Figure.of),
        Quantity.LENGTH: lengths().map(Figure.of),
        Quantity.NUMBER: st.fractions(
            0, most or 1000, max_denominator=1 if most else 100
        ).map(Figure.of),
    }
    return st.one_of(*kinds.values()) if quantity is None else kinds[quantity]


@cached
def roundings() -> st.SearchStrategy[Rounding]:
    """Return the ways to round."""
    return st.sampled_from(Rounding)


@cached
def extensions(
    units: tuple[str, ...] = ("hour", "day", "month"), most: int = 60
) -> st.SearchStrategy[Extension]:
    """
    Return extensions of a service.

    Args:
        units: The units that they may have.

        most: How many of them at the most.
    """
    return st.builds(
        Extension,
        st.fractions(0, most, max_denominator=4),
        st.sampled_from(units),
    )


@cached
def fee_times() -> st.SearchStrategy[FeeTime]:
    """Return shares of the fee's time."""
    return st.builds(
        FeeTime,
        lengths(_time.MINUTE, 3 * _time.DAY),
        st.none() | lengths(_time.DAY, 30 * _time.DAY),
    )


@cached
def amounts(currency: str = "EUR") -> st.SearchStrategy[Amount]:
    """
    Return what a credit rule may print.

    Args:
        currency: The currency of sums.
    """
    return st.one_of(
        percents(), moneys(currency, 10_000), extensions(), fee_times()
    )


@cached
def shifts(*, crossing: bool = False) -> st.SearchStrategy[Shift]:
    """
    Return local hours.

    Args:
        crossing: Whether they may reach into the next day.
    """
    edges = st.tuples(st.integers(0, 1439), st.integers(1, 1440)).filter(
        lambda pair: pair[0] != pair[1]
    )
    if crossing:
        return edges.map(lambda pair: Shift(*pair))
    return edges.map(lambda pair: Shift(*sorted(pair)))


@cached
@st.composite
def work_calendars(
    draw: st.DrawFn, *, zoned: bool = True, around: dt.date | None = None
) -> WorkCalendar:
    """
    Return work calendars that are open on some weekday.

    Args:
        draw: Hypothesis's own.

        zoned: Whether they have a time zone.

        around: A day in whose week holidays lie, and days with hours of
            their own.
    """
    days = draw(st.lists(st.sampled_from(Weekday), min_size=1, unique=True))
    first, last = dt.date(2025, 1, 1), dt.date(2027, 12, 31)
    own: dict[dt.date, list[str]] = {}
    if around is not None:
        near = dt.timedelta(days=3)
        first, last = around - near, around + near
        some = st.dictionaries(st.dates(first, last), _hours(0), max_size=2)
        own = draw(some)
    return WorkCalendar.of(
        {day.value: draw(_hours(2)) for day in days},
        dates=own,
        holidays=draw(st.lists(st.dates(first, last), max_size=3)),
        timezone=draw(st.sampled_from(ZONES)) if zoned else None,
    )


@cached
def _hours(edges: int) -> st.SearchStrategy[list[str]]:
    """Return the hours of a day, with so many edges at the least."""
    quarters = st.sets(st.integers(0, 96), min_size=edges, max_size=6)
    return quarters.map(sorted).map(
        lambda found: [
            str(Shift(low * 15, high * 15))
            for low, high in zip(found[::2], found[1::2], strict=False)
        ]
    )


@cached
def impacts() -> st.SearchStrategy[Fraction]:
    """Return the share of a service that an outage takes."""
    return st.one_of(
        st.just(Fraction(1)),
        st.fractions(Fraction(1, 10), 1, max_denominator=10),
    )
