"""Work calendars a microsecond from midnight, and weekdays there are not."""

import datetime as dt

import pytest

from slapolicy import _time
from slapolicy._hours import Shift, windows
from slapolicy.calendars import Weekday, WorkCalendar
from slapolicy.errors import AmountError, PolicyError, messages


DESK = WorkCalendar.of(
    dict.fromkeys(("mon", "tue", "wed"), ("09:00-17:00",)), timezone="UTC"
)


def midnight(day: int) -> int:
    """Return when a day of June 2026 begins; the 1st is a Monday."""
    return _time.midnight(dt.date(2026, 6, day), "UTC")


class TestAddDaysFromPeriodEnd:
    """Business days after a period's last day."""

    @pytest.mark.parametrize(("extra", "expected"), [(0, 3), (1, 4)])
    def test_the_last_instant_decides_the_last_day(
        self, extra: int, expected: int
    ) -> None:
        """A period that reaches into Tuesday has it as its last day."""
        end = midnight(2) + extra
        assert midnight(expected) == DESK.add_days_from_period_end(end, 1)


class TestOf:
    """A calendar from hours by weekday."""

    def test_names_every_weekday_that_is_none(self) -> None:
        """The message lists them in order."""
        with pytest.raises(AmountError) as raised:
            WorkCalendar.of({"tuesday": [], "monday": [], "wed": []})
        assert (
            "hours: no weekday monday, tuesday; they are mon to sun"
        ) == str(raised.value)

    def test_a_day_has_up_to_twenty_four_shifts(self) -> None:
        """One an hour; a day of more is refused, and says how many."""
        hourly = [f"{hour:02}:00-{hour:02}:30" for hour in range(24)]
        assert 24 == len(WorkCalendar.of({"mon": hourly}).hours[0])
        with pytest.raises(PolicyError) as raised:
            WorkCalendar.of({"mon": [*hourly, "23:45-24:00"]})
        (message,) = messages(raised.value)
        assert message == (
            "hours.mon: a day of 25 shifts; at most 24 are read, so join some"
        )


class TestWindows:
    """Hours that come again."""

    def test_over_months_as_week_by_week(self) -> None:
        """They keep to their weekdays however long the span is."""
        shift, days = Shift.parse("22:00-06:00"), (Weekday.MON, Weekday.SAT)
        weeks = [
            window
            for week in range(20)
            for window in windows(
                days,
                shift,
                "UTC",
                midnight(1) + 7 * week * _time.DAY,
                midnight(8) + 7 * week * _time.DAY,
            )
        ]
        assert 40 == len(weeks)
        assert tuple(weeks) == windows(
            days, shift, "UTC", midnight(1), midnight(1) + 140 * _time.DAY
        )
