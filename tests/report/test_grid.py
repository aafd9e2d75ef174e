"""Rows of local days, weeks and months."""

from slapolicy import _time
from slapolicy.report._grid import cuts, days


ROME = "Europe/Rome"


def at(day: str, zone: str = ROME) -> int:
    """Return the local midnight at which a day begins."""
    return _time.ticks(_time.parse_instant(f"{day} 00:00", zone))


def shown(found: tuple[int, ...]) -> list[str]:
    """Return instants as local dates."""
    return [_time.local(one, ROME).date().isoformat() for one in found]


class TestCuts:
    """The function `cuts`."""

    def test_two_days_stay_on_one_row(self) -> None:
        """A short period is not cut."""
        start, end = at("2026-10-01"), at("2026-10-03")
        assert (start, end) == cuts(start, end, ROME)

    def test_a_month_has_five_rows(self) -> None:
        """Each of seven local days, also where the clocks change."""
        found = cuts(at("2026-10-01"), at("2026-11-01"), ROME)
        assert [
            "2026-10-01",
            "2026-10-08",
            "2026-10-15",
            "2026-10-22",
            "2026-10-29",
            "2026-11-01",
        ] == shown(found)

    def test_four_weeks_have_four_rows(self) -> None:
        """No row is empty where the last one is full."""
        found = cuts(at("2026-02-01"), at("2026-03-01"), ROME)
        assert 5 == len(found)

    def test_a_year_has_a_row_for_each_month(self) -> None:
        """Also one that begins within a month."""
        found = cuts(at("2026-01-15"), at("2027-01-15"), ROME)
        assert ["2026-01-15", "2026-02-01"] == shown(found[:2])
        assert 14 == len(found)

    def test_many_years_stay_on_one_row(self) -> None:
        """What cannot be seen by the month is not cut."""
        assert 2 == len(cuts(at("2016-01-01"), at("2026-01-01"), ROME))


class TestDays:
    """The function `days`."""

    def test_the_midnights_inside_are_local(self) -> None:
        """The day of 25 hours is one day."""
        found = tuple(days(at("2026-10-24"), at("2026-10-27"), ROME))
        assert ["2026-10-25", "2026-10-26"] == shown(found)

    def test_many_years_show_no_days(self) -> None:
        """Lines that touch each other say nothing."""
        assert [] == list(days(at("2016-01-01"), at("2026-01-01"), ROME))
