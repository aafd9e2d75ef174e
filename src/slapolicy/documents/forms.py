"""
Values that documents write otherwise than the classes keep them.

They say what the keys are; policies and records read them, and the schema
describes them.
"""

import datetime as dt

from typing import NewType, final

import attrs

from slapolicy import _time
from slapolicy._tree import MAPPING
from slapolicy.calendars import HolidaysOf, Shift, Weekday
from slapolicy.documents.kinds import Kind
from slapolicy.documents.structure import RawTree
from slapolicy.errors import RecordError
from slapolicy.facts.instants import as_ticks
from slapolicy.figures import Bound
from slapolicy.periods import BillingPeriod, CalendarPeriod, RollingPeriod
from slapolicy.terms.clauses import Example
from slapolicy.terms.policy import Policy


CurrencyCode = NewType("CurrencyCode", str)
"""A currency that there is."""

OTHERWISE: dict[Kind, dict[str, object]] = {
    Policy: {"currency": CurrencyCode},
    Example: {"record_json": RawTree, "expect_json": RawTree},
}
"""The fields that documents write as another type than they are kept in."""

PERIODS: dict[str, Kind] = {
    one.kind: one for one in (CalendarPeriod, BillingPeriod, RollingPeriod)
}
"""The kinds of measurement period."""


@final
@attrs.frozen(kw_only=True)
class TargetForm:
    """
    A target: one or two bounds that must hold, or a text without figures.

    Args:
        at_least: What a reading must reach.

        more_than: What a reading must exceed.

        at_most: What a reading may reach.

        less_than: What a reading must stay below.

        unspecified: The contract's words, if they state no figure.
    """

    at_least: Bound | None = None
    more_than: Bound | None = None
    at_most: Bound | None = None
    less_than: Bound | None = None
    unspecified: str | None = None


@final
@attrs.frozen(kw_only=True)
class CalendarForm:
    """
    A work calendar.

    Args:
        timezone: The IANA zone of its clock; the policy's if not given.

        hours: Open hours by weekday, such as ``09:00-17:30``.

        dates: The hours of single days instead; an empty list closes one.

        holidays: Days that are closed: dates, or a country's holidays.
    """

    timezone: str | None = None
    hours: tuple[tuple[Weekday, tuple[Shift, ...]], ...] = attrs.field(
        metadata=MAPPING
    )
    dates: tuple[tuple[dt.date, tuple[Shift, ...]], ...] = attrs.field(
        default=(), metadata=MAPPING
    )
    holidays: tuple[dt.date | HolidaysOf, ...] = ()


@final
@attrs.frozen(kw_only=True)
class SpanForm:
    """
    A span.

    Args:
        start: Where it begins.

        end: Where it ends; that instant is not part of it.
    """

    start_ticks: int = attrs.field(alias="start", converter=as_ticks)
    end_ticks: int = attrs.field(alias="end", converter=as_ticks)

    def __attrs_post_init__(self) -> None:
        if self.end_ticks < self.start_ticks:
            RecordError.refuse(
                f"ends {_time.iso(self.end_ticks)}, before it starts "
                f"{_time.iso(self.start_ticks)}"
            )
