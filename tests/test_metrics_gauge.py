"""Tests for slapolicy.terms.metrics.gauge."""

import datetime as dt
import pickle

from fractions import Fraction

import pytest

from slapolicy.errors import PolicyError, RecordError, messages
from slapolicy.facts import Sample
from slapolicy.figures import Quantity, fraction_text, parse_exact
from slapolicy.terms.exchange import Code, Reason, Window
from slapolicy.terms.metrics.gauge import Gauge
from tests.views import DAY, JUNE, at, readings_of, record_of, view_of


def latency(when: str, value: int | str) -> Sample:
    """Return a measured latency."""
    return Sample(at=at(when), metric="latency-ms", value=value)


def gauge(statistic: str, window: str | None = None) -> Gauge:
    """Return a gauge of latencies."""
    return Gauge(metric="latency-ms", statistic=statistic, window=window)


FOUR = [
    latency("06-01 12:00", 45),
    latency("06-02 12:00", 10),
    latency("06-03 12:00", 30),
    latency("06-04 12:00", 20),
]


class TestStatistics:
    """What is read of the samples together."""

    @pytest.mark.parametrize(
        ("statistic", "expected"),
        [
            ("mean", Fraction(105, 4)),
            ("min", 10),
            ("max", 45),
            ("median", 25),
            ("p1", 10),
            ("p25", 10),
            ("p26", 20),
            ("p50", 20),
            ("p75", 30),
            ("p95", 45),
            ("p99", 45),
        ],
    )
    def test_of_four(self, statistic: str, expected: Fraction) -> None:
        """A percentile was measured; an even median is a mean of two."""
        view = view_of(record_of(JUNE, samples=FOUR))
        (reading,) = readings_of(gauge(statistic), view)
        assert expected == reading.exact

    @pytest.mark.parametrize(
        ("statistic", "expected"),
        [("mean", 10), ("min", 0), ("max", 20), ("median", 10), ("p95", 19)],
    )
    def test_of_zero_to_twenty(self, statistic: str, expected: int) -> None:
        """Of 21 values the 95th percentile is the twentieth."""
        mixed = [5 * value % 21 for value in range(21)]
        assert expected == gauge(statistic).statistic_of(mixed)

    def test_is_exact(self) -> None:
        """A third stays a third."""
        thirds = [Fraction(1, 3), Fraction(1, 6)]
        assert Fraction(1, 4) == gauge("mean").statistic_of(thirds)

    def test_a_mean_is_no_longer_than_what_reads(self) -> None:
        """Without a common denominator values are refused at once."""
        mean = gauge("mean")
        long = Fraction(1, 3**750_000)
        exact = mean.statistic_of([long, long])

        assert exact == parse_exact(fraction_text(exact))
        with pytest.raises(RecordError) as raised:
            mean.statistic_of([long, Fraction(1, 11**2_000)])
        assert "more than 358000 digits" in str(messages(raised.value))
        assert mean.statistic_of([Fraction(1)] * 400_000) == 1


class TestSamples:
    """Which samples are read."""

    def test_another_metric_is_not_read(self) -> None:
        """A load is no latency."""
        load = Sample(at=at("06-05 12:00"), metric="load", value=900)
        view = view_of(record_of(JUNE, samples=[*FOUR, load]))
        (reading,) = readings_of(gauge("max"), view)
        assert reading.exact == 45

    def test_period_is_half_open(self) -> None:
        """The first instant belongs to it, its end to the next."""
        samples = [
            latency("05-31 23:59", 1),
            latency("06-01 00:00", 2),
            latency("06-30 23:59", 3),
            latency("07-01 00:00", 4),
        ]
        view = view_of(record_of(JUNE, samples=samples))
        (least,) = readings_of(gauge("min"), view)
        (most,) = readings_of(gauge("max"), view)
        assert least.exact == 2
        assert most.exact == 3

    def test_what_lies_at_as_of_has_not_happened(self) -> None:
        """Seen from the third of June, two samples were taken."""
        record = record_of(JUNE, samples=FOUR)
        view = view_of(record, as_of=at("06-03 12:00"))
        (reading,) = readings_of(gauge("mean"), view)
        assert Fraction(55, 2) == reading.exact

    def test_without_samples_nothing_is_measured(self) -> None:
        """No sample is not zero."""
        (reading,) = readings_of(gauge("mean"), view_of(record_of(JUNE)))
        assert (reading.exact, reading.value) == (None, None)
        assert reading.reason == Reason(
            Code.NOTHING_MEASURED, "nothing was measured in label"
        )


class TestReadings:
    """How many readings there are, and what they are called."""

    def test_of_the_period(self) -> None:
        """It has the period's label, and knows no downtime."""
        (reading,) = readings_of(
            gauge("p50"), view_of(record_of(JUNE, samples=FOUR))
        )
        assert reading.subject == "label"
        assert Quantity.NUMBER is reading.quantity
        assert reading.value == 20
        assert (reading.downtime, reading.measured) == (None, None)

    def test_of_each_window(self) -> None:
        """One each from the period's start, also of an empty one."""
        samples = [
            latency("06-10 00:00", 1),
            latency("06-10 09:59", 3),
            latency("06-10 20:00", 7),
        ]
        view = view_of(record_of(DAY, samples=samples))
        readings = readings_of(gauge("mean", "10 hours"), view)
        assert [(one.subject, one.exact) for one in readings] == [
            ("2026-06-10T00:00:00Z", 2),
            ("2026-06-10T10:00:00Z", None),
            ("2026-06-10T20:00:00Z", 7),
        ]
        assert readings[1].reason is not None

    def test_of_each_slice(self) -> None:
        """A slice reads its own samples."""
        slices = [
            Window(
                start=DAY.start_ticks, end=DAY.end_ticks, subject="the tenth"
            ),
            Window(
                start=DAY.end_ticks,
                end=DAY.end_ticks + 1,
                subject="an instant",
            ),
        ]
        samples = [latency("06-10 12:00", 1), latency("06-11 00:00", 5)]
        view = view_of(record_of(JUNE, samples=samples), slices=slices)
        readings = readings_of(gauge("max"), view)
        assert [(one.subject, str(one.exact)) for one in readings] == [
            ("the tenth", "1"),
            ("an instant", "5"),
        ]


class TestGauge:
    """The value itself."""

    @pytest.mark.parametrize(
        "name", ["p0", "p100", "p05", "p", "p5.5", "average", "p95 "]
    )
    def test_unknown_statistic_is_refused(self, name: str) -> None:
        """The message lists what there is."""
        with pytest.raises(PolicyError) as caught:
            gauge(name)
        expected = (
            f"statistic: {name!r} is no statistic; write mean, max, min, "
            f"median or a percentile from p1 to p99"
        )
        assert [expected] == messages(caught.value)

    def test_window_without_length_is_refused(self) -> None:
        """It would hold nothing."""
        with pytest.raises(PolicyError) as caught:
            gauge("mean", "0 minutes")
        assert messages(caught.value) == [
            "window: is of no length; give one above 0"
        ]

    def test_is_a_value(self) -> None:
        """It reads text, compares, hashes and pickles."""
        one = gauge("p95", "5 minutes")
        assert dt.timedelta(minutes=5) == one.window
        assert Quantity.NUMBER is one.quantity
        assert one == pickle.loads(pickle.dumps(one))
        assert hash(one) == hash(gauge("p95", "PT5M"))
