"""Work calendars a microsecond from midnight, and weekdays there are not."""

import datetime as dt

import pytest

from slapolicy import _time
from slapolicy.calendars import WorkCalendar
from slapolicy.errors import AmountError


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
