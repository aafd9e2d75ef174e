"""
Laws of periods and labels, against loops over the days of a calendar.
"""

import calendar
import contextlib
import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from slapolicy import strategies as draws
from slapolicy.errors import AmountError
from slapolicy.periods import (
    BillingPeriod,
    CalendarPeriod,
    MonthDay,
    PeriodUnit,
    label,
    parse_label,
    unit_end,
    unit_start,
    unit_starts_between,
)
from tests.properties.clocks import DAY, MINUTE, changes, wall, wall_instant


ONE_DAY = dt.timedelta(days=1)
DAYS_OF = {
    PeriodUnit.MONTH: 1,
    PeriodUnit.QUARTER: 3,
    PeriodUnit.YEAR: 12,
}

units = st.sampled_from(PeriodUnit)
month_units = st.sampled_from(list(DAYS_OF))
anchors = st.dates(dt.date(2000, 1, 1), dt.date(2040, 12, 31))
year_days = st.dates(dt.date(2001, 1, 1), dt.date(2001, 12, 31))


@st.composite
def zoned_instants(draw: st.DrawFn) -> tuple[str, int]:
    """Draw a zone and an instant not far from a change of its clocks."""
    zone, day = draw(changes)
    near = wall_instant(day, 0, zone)
    away = draw(
        st.one_of(
            st.integers(-2 * DAY, 2 * DAY),
            st.integers(-48 * 60, 48 * 60).map(MINUTE.__mul__),
            st.integers(-800 * DAY, 800 * DAY),
        )
    )
    return zone, near + away


calendar_periods = draws.periods(CalendarPeriod, wide=True)
billing_periods = draws.periods(BillingPeriod, wide=True)
periods = st.one_of(calendar_periods, billing_periods)


def begins(unit: PeriodUnit, day: dt.date) -> bool:
    """Whether a calendar unit begins with a day."""
    match unit:
        case PeriodUnit.DAY:
            return True
        case PeriodUnit.WEEK:
            return day.isoweekday() == 1
        case PeriodUnit.MONTH:
            return day.day == 1
        case PeriodUnit.QUARTER:
            return day.day == 1 and day.month in {1, 4, 7, 10}
        case PeriodUnit.YEAR:
            return day.day == 1 and day.month == 1


def unit_by_days(at: int, unit: PeriodUnit, zone: str) -> tuple[int, int]:
    """Return the calendar unit that contains an instant, day by day."""
    first = wall(at, zone).date() + 2 * ONE_DAY
    while not (begins(unit, first) and wall_instant(first, 0, zone) <= at):
        first -= ONE_DAY
    last = first + ONE_DAY
    while not (begins(unit, last) and wall_instant(last, 0, zone) > at):
        last += ONE_DAY
    return wall_instant(first, 0, zone), wall_instant(last, 0, zone)


def month_later(anchor: dt.date, months: int) -> dt.date:
    """Return the anchor's day so many months later, one month at a time."""
    year, month = anchor.year, anchor.month
    for _ in range(abs(months)):
        month += 1 if months > 0 else -1
        if month == 13:
            year, month = year + 1, 1
        elif month == 0:
            year, month = year - 1, 12
    last = calendar.monthrange(year, month)[1]
    return dt.date(year, month, min(anchor.day, last))


class TestPartition:
    """The periods of a policy divide time among them."""

    @given(periods, zoned_instants(), anchors)
    def test_contained(
        self,
        period: CalendarPeriod | BillingPeriod,
        zoned: tuple[str, int],
        anchor: dt.date,
    ) -> None:
        """The period that contains an instant does contain it."""
        zone, at = zoned

        start, end = period.containing(at, zone, anchor)

        assert start <= at < end

    @given(
        periods,
        zoned_instants(),
        anchors,
        st.integers(min_value=0, max_value=400 * DAY),
    )
    def test_no_gap_and_no_overlap(
        self,
        period: CalendarPeriod | BillingPeriod,
        zoned: tuple[str, int],
        anchor: dt.date,
        length: int,
    ) -> None:
        """Each period begins as the one before ends, from start to end."""
        zone, start = zoned
        end = start + length

        found = list(period.between(start, end, zone, anchor))

        assert [two[0] for two in found[1:]] == [one[1] for one in found[:-1]]
        assert bool(found) is bool(length)
        for first, last in found:
            assert period.matches(first, last, zone, anchor)
            assert period.containing(last - 1, zone, anchor) == (first, last)
        if found:
            assert found[0][0] <= start < found[0][1]
            assert found[-1][0] < end <= found[-1][1]

    @given(periods, zoned_instants(), anchors)
    def test_whole_days(
        self,
        period: CalendarPeriod | BillingPeriod,
        zoned: tuple[str, int],
        anchor: dt.date,
    ) -> None:
        """A period begins and ends at a local midnight."""
        zone, at = zoned

        bounds = period.containing(at, zone, anchor)

        for bound in bounds:
            near = wall(bound, zone).date()
            assert bound in {
                wall_instant(near + away * ONE_DAY, 0, zone)
                for away in (-1, 0, 1)
            }


class TestUnits:
    """Units of the calendar, against a walk over its days."""

    @given(units, zoned_instants())
    def test_unit_by_days(
        self, unit: PeriodUnit, zoned: tuple[str, int]
    ) -> None:
        """A unit begins and ends where a walk over the days says."""
        zone, at = zoned

        expected = unit_by_days(at, unit, zone)

        assert CalendarPeriod(unit).containing(at, zone) == expected
        assert unit_start(at, unit, zone) == expected[0]
        assert unit_end(at, unit, zone) == expected[1]

    @given(units, zoned_instants())
    def test_closing(self, unit: PeriodUnit, zoned: tuple[str, int]) -> None:
        """On a boundary a closing instant ends its unit, else nothing does."""
        zone, at = zoned
        start, end = unit_by_days(at, unit, zone)

        assert unit_end(start, unit, zone, closing=True) == start
        assert unit_end(end, unit, zone, closing=True) == end
        assert unit_end(start + 1, unit, zone, closing=True) == end

    @given(units, zoned_instants(), st.integers(0, 100 * DAY))
    def test_starts(
        self, unit: PeriodUnit, zoned: tuple[str, int], length: int
    ) -> None:
        """The starts in a span are those days that begin a unit."""
        zone, start = zoned
        end = start + length
        first, last = wall(start, zone).date(), wall(end, zone).date()
        days = (
            first + away * ONE_DAY
            for away in range(-2, (last - first).days + 3)
        )
        midnights = {
            wall_instant(day, 0, zone) for day in days if begins(unit, day)
        }

        found = unit_starts_between(start, end, unit, zone)

        assert list(found) == sorted(
            at for at in midnights if start <= at < end
        )


class TestCounting:
    """Periods are counted from their origin, not from one another."""

    @given(
        month_units,
        st.integers(min_value=1, max_value=5),
        anchors,
        st.integers(min_value=-12, max_value=12),
    )
    def test_billing(
        self, unit: PeriodUnit, count: int, anchor: dt.date, number: int
    ) -> None:
        """A cycle begins on the anchor's day or its month's last."""
        months = DAYS_OF[unit] * count
        first = month_later(anchor, number * months)
        last = month_later(anchor, (number + 1) * months)
        start, end = (
            wall_instant(first, 0, "UTC"),
            wall_instant(last, 0, "UTC"),
        )

        period = BillingPeriod(unit, count=count)

        assert period.matches(start, end, "UTC", anchor)
        assert period.containing(start, "UTC", anchor) == (start, end)
        assert period.containing(end - 1, "UTC", anchor) == (start, end)

    @given(
        month_units,
        year_days,
        st.dates(dt.date(1960, 1, 1), dt.date(2060, 1, 1)),
    )
    def test_fiscal(
        self, unit: PeriodUnit, starts: dt.date, day: dt.date
    ) -> None:
        """A fiscal year's units are those billed from its first day."""
        at = wall_instant(day, 0, "UTC")
        fiscal = CalendarPeriod(
            unit, starts=MonthDay(starts.month, starts.day)
        )

        expected = BillingPeriod(unit).containing(at, "UTC", starts)

        assert fiscal.containing(at, "UTC") == expected


class TestLabels:
    """`label` and `parse_label` invert each other."""

    @given(units, zoned_instants())
    def test_units(self, unit: PeriodUnit, zoned: tuple[str, int]) -> None:
        """A unit of the calendar comes back from its label."""
        zone, at = zoned
        start, end = unit_by_days(at, unit, zone)

        name = label(start, end, zone)

        assert "/" not in name
        assert parse_label(name, zone) == (start, end)

    @given(
        zoned_instants(),
        st.integers(min_value=0, max_value=500),
        st.integers(min_value=0, max_value=DAY),
    )
    def test_any_span(
        self, zoned: tuple[str, int], days: int, rest: int
    ) -> None:
        """Any span comes back from its label."""
        zone, start = zoned
        end = start + days * DAY + rest

        name = label(start, end, zone)

        assert parse_label(name, zone) == (start, end)

    @given(changes, st.integers(-40, 40), st.integers(0, 800))
    def test_days(
        self, change: tuple[str, dt.date], away: int, length: int
    ) -> None:
        """Any span of whole days comes back from its label, without times."""
        zone, near = change
        first = near + away * ONE_DAY
        last = first + length * ONE_DAY
        start, end = wall_instant(first, 0, zone), wall_instant(last, 0, zone)

        name = label(start, end, zone)

        assert "T" not in name
        assert parse_label(name, zone) == (start, end)

    @given(st.text("0123456789-/WQTZ:", max_size=24))
    def test_text_reads_or_is_refused(self, text: str) -> None:
        """A text is a period, or is refused as no amount."""
        with contextlib.suppress(AmountError):
            start, end = parse_label(text, "Europe/Rome")
            assert start <= end
