"""Tests for slapolicy.terms.metrics.requests."""

import datetime as dt
import pickle

from collections.abc import Callable
from fractions import Fraction

import pytest

from slapolicy import _time
from slapolicy.errors import PolicyError, messages
from slapolicy.facts import Outage, Requests
from slapolicy.figures import Quantity
from slapolicy.terms.exchange import (
    Code,
    Reading,
    Scoped,
    View,
    Window,
)
from slapolicy.terms.metrics._downtime import ExcludedTime
from slapolicy.terms.metrics.requests import Aggregate, Empty, SuccessRate
from tests.views import (
    DAY,
    at,
    day,
    excusing,
    readings_of,
    record_of,
    row,
    span,
    view_of,
)


MEAN = SuccessRate(window="1 hour")
SKIP = SuccessRate(window="1 hour", empty="skip")
TOTAL = SuccessRate(aggregate="total")
BAD = SuccessRate(
    window="1 hour",
    aggregate="bad-windows",
    bad_above="5%",
    minimum_requests=100,
)

THREE = (
    row("08:00", "09:00", 1000, 10),
    row("09:00", "10:00", 500, 0),
    row("10:00", "11:00", 100, 50),
)
HOURS_OF_FAULT = (
    row("08:00", "09:00", 1000, 50),
    row("09:00", "10:00", 1000, 51),
    row("10:00", "11:00", 99, 99),
    row("11:00", "12:00", 100, 100),
)


def rate(metric: SuccessRate, view: View) -> Fraction | None:
    """Return the one exact figure."""
    (reading,) = readings_of(metric, view)
    return reading.exact


class TestMeanAndTotal:
    """Rates of windows, and of all requests."""

    @pytest.mark.parametrize(
        ("metric", "expected"),
        [
            (MEAN, Fraction(783, 800)),
            (SKIP, Fraction(83, 100)),
            (TOTAL, Fraction(77, 80)),
        ],
    )
    def test_three_hours(
        self, metric: SuccessRate, expected: Fraction
    ) -> None:
        """An empty hour is a success, or is none; in total it is nothing."""
        assert expected == rate(metric, day(*THREE))

    def test_rows_of_one_window_add_up(self) -> None:
        """900 good ones and 90 of 100 make 990 of 1000."""
        rows = (row("08:00", "08:30", 900, 0), row("08:30", "09:00", 100, 10))
        assert Fraction(99, 100) == rate(SKIP, day(*rows))

    def test_rows_without_requests_are_an_empty_window(self) -> None:
        """Nobody asked, so nothing failed."""
        rows = (row("08:00", "09:00", 0, 0), row("09:00", "10:00", 2, 1))
        assert Fraction(1, 2) == rate(SKIP, day(*rows))
        assert Fraction(47, 48) == rate(MEAN, day(*rows))

    def test_last_window_may_be_shorter(self) -> None:
        """Three windows of ten hours cover a day; each weighs the same."""
        metric = SuccessRate(window="10 hours")
        rows = (row("23:00", "24:00", 10, 10),)
        assert Fraction(2, 3) == rate(metric, day(*rows))

    def test_without_requests(self) -> None:
        """All empty windows are successes; nothing else was measured."""
        assert Fraction(1) == rate(MEAN, day())
        for metric in (SKIP, TOTAL):
            (reading,) = readings_of(metric, day())
            assert reading.exact is None
            assert reading.reason is not None
            assert Code.NOTHING_MEASURED is reading.reason.code

    def test_reading(self) -> None:
        """It is of the period, and knows no downtime."""
        (reading,) = readings_of(TOTAL, day(*THREE))
        expected = Reading(
            subject="label",
            quantity=Quantity.PERCENTAGE,
            exact=Fraction(77, 80),
            value=Fraction(77, 80),
        )
        assert expected == reading

    def test_precision(self) -> None:
        """Down to two decimals, a failure in a million is 99.99 %."""
        metric = SuccessRate(
            aggregate="total",
            precision="2 decimals",
            precision_rounding="down",
        )
        view = day(row("00:00", "24:00", 1_000_000, 1))
        (reading,) = readings_of(metric, view)
        assert Fraction(999_999, 1_000_000) == reading.exact
        assert Fraction(9999, 10_000) == reading.value
        assert reading.decimals == 2


class TestRows:
    """Which requests are read."""

    def test_where_they_start(self) -> None:
        """Requests of the days around are not this day's."""
        rows = [
            Requests(start=start, end=end, total=2, failed=1)
            for start, end in (
                (at("06-09 23:30"), at("06-10 00:30")),
                (at("06-11 00:00"), at("06-11 01:00")),
            )
        ]
        assert rate(TOTAL, day(*rows)) is None

    def test_what_starts_at_as_of_has_not_happened(self) -> None:
        """At ten there were two rows."""
        view = day(*THREE, as_of=at("06-10 10:00"))
        assert Fraction(149, 150) == rate(TOTAL, view)

    def test_of_its_components(self) -> None:
        """Requests without one are about all of them."""
        rows = (
            row("08:00", "09:00", 10, 1, "api"),
            row("08:00", "09:00", 10, 2, "web"),
            row("08:00", "09:00", 10, 4),
        )
        api = SuccessRate(aggregate="total", components=["api"])
        assert Fraction(15, 20) == rate(api, day(*rows))
        assert Fraction(23, 30) == rate(TOTAL, day(*rows))


class TestBadWindows:
    """Windows that are outages."""

    def test_scope(self) -> None:
        """5 % is not above 5 %, and 99 requests are too few."""
        view = day(*HOURS_OF_FAULT)
        scope = BAD.scope(view.record, view.as_of)
        expected = (
            Outage(
                id="window-2026-06-10T09:00:00Z",
                start=at("06-10 09:00"),
                end=at("06-10 10:00"),
                cause="provider",
            ),
            Outage(
                id="window-2026-06-10T11:00:00Z",
                start=at("06-10 11:00"),
                end=at("06-10 12:00"),
                cause="provider",
            ),
        )
        assert expected == scope.outages

    def test_two_bad_hours_of_a_day(self) -> None:
        """They are two stretches, measured as downtime is."""
        (reading,) = readings_of(BAD, day(*HOURS_OF_FAULT))
        assert Fraction(11, 12) == reading.exact
        assert reading.downtime == 2 * _time.HOUR
        assert reading.measured == 24 * _time.HOUR
        assert [one.outage for one in reading.stretches] == [
            "window-2026-06-10T09:00:00Z",
            "window-2026-06-10T11:00:00Z",
        ]

    def test_without_requests_no_window_is_bad(self) -> None:
        """An empty hour has no error rate."""
        metric = SuccessRate(
            window="1 hour", aggregate="bad-windows", bad_above="0%"
        )
        assert Fraction(1) == rate(metric, day(row("01:00", "02:00", 0, 0)))
        assert Fraction(23, 24) == rate(
            metric, day(row("01:00", "02:00", 1, 1))
        )

    def test_steps_of_downtime_follow(self) -> None:
        """Minimum, grain, precision and removed time are read."""
        metric = SuccessRate(
            window="30 minutes",
            aggregate="bad-windows",
            bad_above="50%",
            ignore_shorter_than="1 hour",
            grain="1 hour",
            grain_rounding="up",
            excluded_time="removed",
            precision="0 decimals",
        )
        rows = (
            row("01:00", "01:30", 1, 1),
            row("03:00", "03:30", 1, 1),
            row("03:30", "04:00", 1, 1),
            row("04:00", "04:30", 1, 1),
        )
        made = excusing(span("06-10 20:00", "06-11 00:00"))
        (reading,) = readings_of(metric, day(*rows), made)
        assert reading.downtime == 2 * _time.HOUR
        assert reading.measured == 20 * _time.HOUR
        assert Fraction(9, 10) == reading.value

    def test_component_is_that_of_the_requests(self) -> None:
        """Requests of several, or of all, make an outage of all."""
        rows = (
            row("01:00", "02:00", 100, 100, "api"),
            row("03:00", "04:00", 100, 100, "api"),
            row("03:00", "04:00", 100, 100, "web"),
            row("05:00", "06:00", 100, 100),
        )
        view = day(*rows)
        scope = BAD.scope(view.record, view.as_of)
        assert [one.component for one in scope.outages] == ["api", None, None]

    def test_scope_says_what_composes(self) -> None:
        """Components and unobserved time are the metric's."""
        metric = SuccessRate(
            window="1 hour",
            aggregate="bad-windows",
            bad_above="5%",
            components=["api"],
            unobserved="down",
        )
        scope = metric.scope(day().record, 0)
        assert scope.components == ("api",)
        assert scope.unobserved.value == "down"


class TestSlices:
    """Slices of the period, each read on its own."""

    NINE = _time.ticks(at("06-10 09:00"))
    SLICES = (
        Window(start=DAY.start_ticks, end=NINE, subject="before"),
        Window(start=NINE, end=DAY.end_ticks, subject="after"),
    )

    @pytest.mark.parametrize(
        ("metric", "expected"),
        [
            (SKIP, ["99/100", "3/4"]),
            (TOTAL, ["99/100", "11/12"]),
        ],
    )
    def test_read_the_windows_that_start_in_them(
        self, metric: SuccessRate, expected: list[str]
    ) -> None:
        """What begins before nine is not read after."""
        view = view_of(
            record_of(DAY, requests=list(THREE)), slices=list(self.SLICES)
        )
        readings = readings_of(metric, view)
        assert [one.subject for one in readings] == ["before", "after"]
        assert expected == [str(one.exact) for one in readings]


class TestSuccessRate:
    """The value itself."""

    def test_is_scoped(self) -> None:
        """It says which outages it reads: none but bad windows."""
        assert isinstance(MEAN, Scoped)
        view = day(*HOURS_OF_FAULT)
        assert MEAN.scope(view.record, view.as_of).outages == ()

    @pytest.mark.parametrize(
        ("refused", "expected"),
        [
            (
                SuccessRate,
                ["window: mean needs one, such as 5 minutes"],
            ),
            (
                lambda: SuccessRate(aggregate="bad-windows"),
                [
                    "window: bad-windows needs one, such as 5 minutes",
                    "bad_above: bad-windows needs an error rate, such as 5%",
                ],
            ),
            (
                lambda: SuccessRate(window="0 minutes"),
                ["window: is of no length; give one above 0"],
            ),
            (
                lambda: SuccessRate(
                    window="1 hour",
                    aggregate="bad-windows",
                    bad_above="100%",
                    minimum_requests=-1,
                    grain="PT0S",
                ),
                [
                    "grain: is of no length; give one above 0",
                    "minimum_requests: -1 is no number from 0 up",
                    (
                        "bad_above: 100%: no window has more failures than "
                        "requests"
                    ),
                ],
            ),
            (
                lambda: SuccessRate(
                    window="1 hour",
                    aggregate="bad-windows",
                    bad_above="5%",
                    ignore_shorter_than="1 hour",
                    ignore_up_to="1 hour",
                ),
                [
                    (
                        "ignore_shorter_than and ignore_up_to are both "
                        "given, and exactly 1 hour would count by the one "
                        "and not by the other; keep one"
                    ),
                ],
            ),
            (
                lambda: SuccessRate(
                    aggregate="total", bad_above="5%", unobserved="down"
                ),
                [
                    "bad_above: total does not read it; bad-windows does",
                    "unobserved: total does not read it; bad-windows does",
                ],
            ),
        ],
    )
    def test_contradictions_are_refused(
        self, refused: Callable[[], SuccessRate], expected: list[str]
    ) -> None:
        """All at once, each with its key."""
        with pytest.raises(PolicyError) as caught:
            refused()
        assert expected == messages(caught.value)

    def test_is_a_value(self) -> None:
        """It reads text, compares, hashes and pickles."""
        one = SuccessRate(window="5 minutes", empty="skip")
        other = SuccessRate(
            window=dt.timedelta(minutes=5),
            aggregate=Aggregate.MEAN,
            empty=Empty.SKIP,
            excluded_time=ExcludedTime.COUNTS_AS_UP,
        )
        assert Quantity.PERCENTAGE is one.quantity
        assert one == other
        assert hash(one) == hash(other)
        assert one == pickle.loads(pickle.dumps(one))
