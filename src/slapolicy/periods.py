"""
Measurement periods: the stretches of time that promises are measured over.

Calendar and billing periods follow one another without a gap; a rolling
period is any stretch of one exact length. Instants are microseconds since
the epoch, UTC; days begin at local midnight.
"""

import datetime as dt

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import ClassVar, TypeAlias, final

import attrs

from slapolicy import _time
from slapolicy._converters import as_any_length
from slapolicy._labels import label, parse_label
from slapolicy._override import override
from slapolicy._pairs import Pair
from slapolicy._units import (
    Grid,
    MonthDay,
    PeriodUnit,
    day_of,
    unit_end,
    unit_start,
    unit_starts_between,
)
from slapolicy.errors import (
    AmountError,
    PeriodMismatchError,
    PolicyError,
    RecordError,
    at,
)
from slapolicy.lengths import Length, exact, length_text


__all__ = [
    "BillingPeriod",
    "CalendarPeriod",
    "MonthDay",
    "Period",
    "PeriodUnit",
    "RollingPeriod",
    "day_of",
    "label",
    "mismatch",
    "parse_label",
    "unit_end",
    "unit_start",
    "unit_starts_between",
]


def _as_unit(unit: PeriodUnit | str) -> PeriodUnit:
    """Return the unit of that name."""
    try:
        return PeriodUnit(unit)
    except ValueError:
        units = ", ".join(known.value for known in PeriodUnit)
        msg = f"unit: {unit!r} is no unit of the calendar; it has {units}"
        raise AmountError(msg) from None


def _lasting(length: Length | str, field: str) -> Length:
    """Return a length that is exact and above zero, as it is written."""
    try:
        known = as_any_length(length)
        lasts = exact(known) > dt.timedelta(0)
    except PolicyError as error:
        raise at(error, field) from None
    if not lasts:
        PolicyError.refuse(
            f"'{length_text(known)}' is no period; it must last", path=field
        )
    return known


def _as_length(length: Length | str) -> Length:
    """Return the length of a period, read if it is text."""
    return _lasting(length, "length")


def _as_nominal(length: Length | str | None) -> dt.timedelta | None:
    """Return a nominal length as an exact one, read if it is text."""
    return None if length is None else exact(_lasting(length, "nominal"))


def _as_starts(day: MonthDay | str | None) -> MonthDay | None:
    """Return the day on which a year starts, read if it is text."""
    return MonthDay.parse(day) if isinstance(day, str) else day


def _check_count(
    _: "CalendarPeriod | BillingPeriod",
    field: "attrs.Attribute[int]",
    count: int,
) -> None:
    """Refuse counts that are no whole number above zero."""
    if isinstance(count, bool) or not isinstance(count, int):
        msg = f"{field.name}: {count!r} is no whole number"
        raise AmountError(msg)
    if count < 1:
        PolicyError.refuse(
            f"{count} units are no period; give 1 or more", path=field.name
        )


class _Consecutive(ABC):
    """What calendar and billing periods share: they follow one another."""

    __slots__ = ()

    @abstractmethod
    def _grid(self, anchor: dt.date | None) -> Grid:
        """Return the periods of a service that is billed from *anchor*."""

    def containing(
        self, instant: int, zone: str, anchor: dt.date | None = None
    ) -> Pair:
        """
        Return the period that contains an instant.

        Args:
            instant: Microseconds since the epoch, UTC.

            zone: The IANA zone whose days it consists of.

            anchor: The service's billing anchor, which a billing period
                needs.

        Raises:
            RecordError: If a billing period lacks its *anchor*.

            AmountError: If the period leaves the years 1 to 9999.
        """
        return self._grid(anchor).containing(instant, zone)

    def between(
        self, start: int, end: int, zone: str, anchor: dt.date | None = None
    ) -> Iterator[Pair]:
        """
        Return the periods that overlap a span, in order.

        Args:
            start: The span's start, microseconds since the epoch, UTC.

            end: The span's end; it is not part of it.

            zone: The IANA zone whose days they consist of.

            anchor: The service's billing anchor.

        Raises:
            RecordError: If a billing period lacks its *anchor*.

            AmountError: If a period leaves the years 1 to 9999.
        """
        return self._grid(anchor).between(start, end, zone)

    def matches(
        self, start: int, end: int, zone: str, anchor: dt.date | None = None
    ) -> bool:
        """
        Whether a span is one of the periods.

        Args:
            start: The span's start, microseconds since the epoch, UTC.

            end: The span's end.

            zone: The IANA zone whose days the periods consist of.

            anchor: The service's billing anchor.

        Raises:
            RecordError: If a billing period lacks its *anchor*.

            AmountError: If a period leaves the years 1 to 9999.
        """
        return self.containing(start, zone, anchor) == (start, end)


@final
@attrs.frozen
class CalendarPeriod(_Consecutive):
    """
    A unit of the calendar, or several together.

    Several months, quarters or years are counted from January 1970 (two
    months: May and June are the third pair of every year), days from 1
    January 1970, weeks from Monday 5 January 1970.

    >>> pairs = CalendarPeriod("month", count=2)
    >>> may, _ = parse_label("2026-05", "UTC")
    >>> label(*pairs.containing(may, "UTC"), "UTC")
    '2026-05-01/2026-07-01'

    Args:
        unit: Which; also as its name.

        count: How many make one period.

        starts: The first day of a fiscal year: months, quarters and years
            are counted from it in place of 1 January.

        nominal: The length to measure and to share the fee by, if it is not
            the real one; a day in it is 24 hours.

    Raises:
        AmountError: If there is no such unit, *count* is no whole number, or
            a text is no length or no day of every year.

        PolicyError: If *count* or *nominal* is not above zero, *nominal* is
            not exact, or *starts* is given for days or weeks.
    """

    kind: ClassVar[str] = "calendar"

    unit: PeriodUnit = attrs.field(converter=_as_unit)
    count: int = attrs.field(default=1, validator=_check_count, kw_only=True)
    starts: MonthDay | None = attrs.field(
        default=None, converter=_as_starts, kw_only=True
    )
    nominal: dt.timedelta | None = attrs.field(
        default=None, converter=_as_nominal, kw_only=True
    )

    def __attrs_post_init__(self) -> None:
        if self.starts is not None and self.unit.is_of_days:
            PolicyError.refuse(
                f"'{self.starts}' begins a year, and a {self.unit.value} "
                f"does not depend on it; leave it out",
                path="starts",
            )

    @override
    def _grid(self, anchor: dt.date | None) -> Grid:
        """Return the periods, the same for every service."""
        del anchor
        return Grid.of(self.unit, self.count, self.starts)


@final
@attrs.frozen
class BillingPeriod(_Consecutive):
    """
    Units counted from the day from which a service is billed.

    Months begin on the anchor's day, or on the last day of those that are
    shorter: from the 31st, on 28 February and again on 31 March.

    >>> months = BillingPeriod("month")
    >>> march, _ = parse_label("2026-03", "UTC")
    >>> period = months.containing(march, "UTC", dt.date(2026, 1, 31))
    >>> label(*period, "UTC")
    '2026-02-28/2026-03-31'

    Args:
        unit: Which; also as its name.

        count: How many make one period.

        nominal: The length to measure and to share the fee by, if it is not
            the real one; a day in it is 24 hours.

    Raises:
        AmountError: If there is no such unit, *count* is no whole number, or
            *nominal* is no length.

        PolicyError: If *count* or *nominal* is not above zero, or *nominal*
            is not exact.
    """

    kind: ClassVar[str] = "billing"

    unit: PeriodUnit = attrs.field(converter=_as_unit)
    count: int = attrs.field(default=1, validator=_check_count, kw_only=True)
    nominal: dt.timedelta | None = attrs.field(
        default=None, converter=_as_nominal, kw_only=True
    )

    @override
    def _grid(self, anchor: dt.date | None) -> Grid:
        """Return the periods of a service that is billed from *anchor*."""
        if anchor is None:
            RecordError.refuse(
                "is missing, and the policy's periods are counted from it; "
                "give the first day of one, such as 2026-01-31",
                path="service.billing_anchor",
            )
        return Grid.from_day(anchor, self.unit, self.count)


@final
@attrs.frozen
class RollingPeriod:
    """
    Any stretch of exactly one length.

    A day is 24 hours here, whatever the clocks do in between.

    >>> RollingPeriod(dt.timedelta(days=30)).matches(
    ...     0, 30 * _time.DAY, "Europe/Rome"
    ... )
    True

    Args:
        length: How long; kept as written.

        nominal: The length to measure and to share the fee by, if it is not
            the real one; a day in it is 24 hours.

    Raises:
        AmountError: If a length is none.

        PolicyError: If a length is not exact, or not above zero.
    """

    kind: ClassVar[str] = "rolling"

    length: Length = attrs.field(converter=_as_length)
    nominal: dt.timedelta | None = attrs.field(
        default=None, converter=_as_nominal, kw_only=True
    )

    @property
    def length_ticks(self) -> int:
        """How long it is, in microseconds."""
        return _time.length_ticks(exact(self.length))

    def containing(
        self, instant: int, zone: str, anchor: dt.date | None = None
    ) -> Pair | None:
        """Return nothing: many rolling periods contain one instant."""
        del instant, zone, anchor
        return None

    def between(
        self, start: int, end: int, zone: str, anchor: dt.date | None = None
    ) -> Iterator[Pair]:
        """Yield periods that follow one another, the first from *start*."""
        del zone, anchor
        for first in range(start, end, self.length_ticks):
            yield first, first + self.length_ticks

    def matches(
        self, start: int, end: int, zone: str, anchor: dt.date | None = None
    ) -> bool:
        """Whether a span is as long as the period."""
        del zone, anchor
        return end - start == self.length_ticks


Period: TypeAlias = CalendarPeriod | BillingPeriod | RollingPeriod


def mismatch(
    period: Period, start: int, end: int, zone: str, anchor: dt.date | None
) -> PeriodMismatchError:
    """
    Return the error that a span is none of the policy's periods.

    It names the period in which the span starts and, unless they start
    together, the next; of rolling ones that which starts with the span.

    Args:
        period: What the policy measures.

        start: The span's start, microseconds since the epoch, UTC.

        end: The span's end.

        zone: The IANA zone whose days the periods consist of.

        anchor: The service's billing anchor.

    Raises:
        RecordError: If a billing period lacks its *anchor*.

        AmountError: If a period leaves the years 1 to 9999.
    """
    if isinstance(period, RollingPeriod):
        rolling = label(start, start + period.length_ticks, zone)
        nearest = [f"{rolling}, {length_text(period.length)}"]
    else:
        first = period.containing(start, zone, anchor)
        nearest = [label(*first, zone)]
        if first[0] < start:
            following = period.containing(first[1], zone, anchor)
            nearest.append(label(*following, zone))
    return PeriodMismatchError(label(start, end, zone), tuple(nearest))
