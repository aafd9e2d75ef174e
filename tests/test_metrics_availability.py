"""Tests for slapolicy.terms.metrics.availability and _downtime."""

from collections.abc import Callable
from fractions import Fraction

import attrs
import pytest

from slapolicy import _time
from slapolicy.calendars import WorkCalendar
from slapolicy.errors import AmountError, PolicyError, messages
from slapolicy.facts import Outage, Record, Service, Unobserved
from slapolicy.figures import Quantity
from slapolicy.terms.exchange import (
    Code,
    Decision,
    Decisions,
    Reading,
    Stretch,
    View,
    Window,
)
from slapolicy.terms.metrics import Availability
from slapolicy.terms.metrics._precision import Precision, as_precision
from slapolicy.terms.metrics.availability import DownWhen
from slapolicy.terms.metrics.requests import SuccessRate
from tests.changing import changed
from tests.views import DAY, at, excusing, span, view_of


HOUR = _time.HOUR
MINUTE = _time.MINUTE
DESK = WorkCalendar.of({"wed": ["09:00-17:00"]}, timezone="UTC")


def down(
    start: str, end: str, id_: str = "o", component: str | None = None
) -> Outage:
    """Return an outage around 10 June."""
    return Outage(id=id_, start=at(start), end=at(end), component=component)


def seen(
    metric: Availability,
    *outages: Outage,
    as_of: str | None = None,
    unobserved: tuple[Unobserved, ...] = (),
    windows: list[Window] | None = None,
    **service: object,
) -> View:
    """Return 10 June as a metric sees it."""
    record = Record(
        service=changed(Service(id="s"), service),
        period=DAY,
        outages=outages,
        unobserved=unobserved,
    )
    view = view_of(
        record,
        as_of=None if as_of is None else at(as_of),
        slices=windows,
        calendars={"desk": DESK},
    )
    scope = metric.scope(record, view.as_of)
    return attrs.evolve(view, scope=scope)


def read(metric: Availability, view: View, *made: Decision) -> Reading:
    """Return the one reading after such decisions."""
    decisions = Decisions(made, view.stretches(made))
    (reading,) = metric.measure(view, decisions)
    return reading


MORNING = down("06-10 08:00", "06-10 10:00")


class TestDownWhen:
    """How many components must be down at once."""

    @pytest.mark.parametrize(
        ("text", "of_three", "of_none"),
        [("any", 1, 1), ("1", 1, 1), ("2", 2, 2), ("all", 3, 1)],
    )
    def test_is_a_word_or_a_number(
        self, text: str, of_three: int, of_none: int
    ) -> None:
        """Of no components the service itself is the one."""
        found = DownWhen.parse(text)
        assert (of_three, of_none) == (found.need(3), found.need(0))

    @pytest.mark.parametrize(
        ("count", "text"), [(1, "any"), (None, "all"), (2, "2")]
    )
    def test_is_written_as_it_reads(
        self, count: int | None, text: str
    ) -> None:
        """The inverse of reading."""
        assert text == DownWhen(count).to_tree()
        assert DownWhen(count) == DownWhen.parse(text)

    @pytest.mark.parametrize("text", ["some", "-1", "1.5", "", "²"])
    def test_refuses_other_texts(self, text: str) -> None:
        """The message says which there are."""
        with pytest.raises(AmountError) as raised:
            DownWhen.parse(text)
        expected = f"down_when: {text!r} is neither any, all nor a number"
        assert expected == str(raised.value)

    def test_refuses_none_of_them(self) -> None:
        """The service would always be down."""
        with pytest.raises(PolicyError) as raised:
            DownWhen(0)
        assert [
            (
                "down_when: 0 components are never down; write any, all or a "
                "number from 1 up"
            )
        ] == messages(raised.value)

    @pytest.mark.parametrize(
        "value", [2, "2", DownWhen(2)], ids=["number", "text", "value"]
    )
    def test_a_metric_reads_any(self, value: DownWhen | str | int) -> None:
        """A number, its text, or the value."""
        assert DownWhen(2) == Availability(down_when=value).down_when


class TestPrecision:
    """To how many decimals of a percentage the contract rounds."""

    @pytest.mark.parametrize(
        ("text", "decimals"),
        [("2 decimals", 2), ("1 decimal", 1), ("0", 0), ("12", 12)],
    )
    def test_is_read(self, text: str, decimals: int) -> None:
        """A number of decimals, with the word or without."""
        assert Precision(decimals) == as_precision(text)
        assert Precision(decimals) == as_precision(decimals)

    def test_may_be_missing(self) -> None:
        """Then nothing is rounded."""
        assert as_precision(None) is None
        assert Precision(2) == as_precision(Precision(2))

    def test_is_written(self) -> None:
        """As documents write it."""
        assert Precision(2).to_tree() == "2 decimals"

    @pytest.mark.parametrize(
        "text", ["two", "-1", "2.5", "100", "2  decimals"]
    )
    def test_refuses_other_texts(self, text: str) -> None:
        """The message shows how to write one."""
        with pytest.raises(AmountError) as raised:
            as_precision(text)
        expected = f"{text!r} is no precision; write it as '2 decimals'"
        assert expected == str(raised.value)

    def test_is_not_negative(self) -> None:
        """Percentages are not rounded to tens."""
        with pytest.raises(PolicyError) as raised:
            Precision(-1)
        assert ["precision: -1 decimals; write 0 or more"] == messages(
            raised.value
        )


class TestFaults:
    """What contradicts itself."""

    @pytest.mark.parametrize(
        ("make", "expected"),
        [
            (
                lambda: Availability(compose="whole"),
                (
                    "compose: 'whole' is how restoration merges; write "
                    "before-exclusions or after-exclusions"
                ),
            ),
            (
                lambda: Availability(grain="0 minutes"),
                "grain: 0 rounds nothing; leave it out",
            ),
            (
                lambda: Availability(components=["a", "b"], down_when=3),
                "down_when: 3 of 2 components are never down",
            ),
            (
                lambda: Availability(
                    ignore_shorter_than="1 hour", ignore_up_to="5 minutes"
                ),
                (
                    "ignore_shorter_than and ignore_up_to are both given, and "
                    "exactly 5 minutes would count by the one and not by the "
                    "other; keep one"
                ),
            ),
        ],
        ids=["compose", "grain", "down_when", "minimum"],
    )
    def test_is_refused(
        self, make: Callable[[], Availability], expected: str
    ) -> None:
        """The message says what to do about it."""
        with pytest.raises(PolicyError) as raised:
            make()
        assert [expected] == messages(raised.value)

    def test_as_many_as_there_are_can_be_down(self) -> None:
        """Nor does a number contradict what the service has."""
        assert Availability(components=["a", "b"], down_when=2).components
        assert Availability(down_when=3).down_when.count == 3
        assert Availability(components=["a"], down_when=3).components


class TestReading:
    """One minus downtime over measured time."""

    def test_is_exact(self) -> None:
        """Two hours of a day."""
        reading = read(Availability(), seen(Availability(), MORNING))
        assert Quantity.PERCENTAGE is reading.quantity
        assert (2 * HOUR, 24 * HOUR) == (reading.downtime, reading.measured)
        assert Fraction(11, 12) == reading.exact
        assert Fraction(11, 12) == reading.value
        assert reading.decimals is None

    def test_is_rounded_once(self) -> None:
        """The exact figure stays beside it."""
        metric = Availability(precision=2, precision_rounding="down")
        reading = read(metric, seen(metric, MORNING))
        assert Fraction(9166, 10000) == reading.value
        assert Fraction(11, 12) == reading.exact
        assert reading.decimals == 2

    @pytest.mark.parametrize(
        ("fields", "hours"),
        [
            ({"ignore_shorter_than": "2 hours"}, 2),
            ({"ignore_shorter_than": "121 minutes"}, 0),
            ({"ignore_up_to": "2 hours"}, 0),
            ({"ignore_up_to": "119 minutes"}, 2),
            ({"service_hours": "desk"}, 1),
            ({"grain": "90 minutes"}, Fraction(3, 2)),
            ({"grain": "90 minutes", "grain_rounding": "up"}, 3),
            (
                {"grain": "48 minutes", "grain_rounding": "nearest"},
                Fraction(12, 5),
            ),
        ],
    )
    def test_counts_what_the_contract_counts(
        self, fields: dict[str, str], hours: int | Fraction
    ) -> None:
        """Minimums, hours, grains."""
        metric = changed(Availability(), fields)
        reading = read(metric, seen(metric, MORNING))
        assert hours * HOUR == reading.downtime
        assert bool(hours) is bool(reading.stretches)

    def test_minimums_look_at_the_whole_stretch(self) -> None:
        """Before it is clipped to the period."""
        metric = Availability(ignore_shorter_than="2 hours")
        view = seen(metric, down("06-09 23:00", "06-10 01:00"))
        assert read(metric, view).downtime == HOUR

    @pytest.mark.parametrize(
        ("excluded", "measured"), [("counts-as-up", 24), ("removed", 20)]
    )
    def test_excluded_time(self, excluded: str, measured: int) -> None:
        """Removed, it leaves also where all was up."""
        metric = Availability(excluded_time=excluded)
        made = (
            excusing(span("06-10 09:00", "06-10 12:00")),
            excusing(span("06-10 20:00", "06-10 21:00")),
        )
        reading = read(metric, seen(metric, MORNING), *made)
        assert reading.downtime == HOUR
        assert measured * HOUR == reading.measured

    def test_downtime_that_counts_never_leaves(self) -> None:
        """One component is excused, and the other is down."""
        metric = Availability(components=["x", "y"], excluded_time="removed")
        outage = down("06-10 08:00", "06-10 10:00", component="y")
        made = excusing(span("06-10 09:00", "06-10 12:00"), "x")
        reading = read(metric, seen(metric, outage), made)
        assert (2 * HOUR, 22 * HOUR) == (reading.downtime, reading.measured)

    @pytest.mark.parametrize(
        ("unobserved", "hours", "measured"),
        [("removed", 2, 21), ("up", 2, 24), ("down", 5, 24)],
    )
    def test_unobserved_time(
        self, unobserved: str, hours: int, measured: int
    ) -> None:
        """Less the outage that is known in it."""
        metric = Availability(unobserved=unobserved)
        dark = Unobserved(
            id="u", start=at("06-10 07:00"), end=at("06-10 12:00")
        )
        view = seen(metric, MORNING, unobserved=(dark,))
        reading = read(metric, view)
        assert hours * HOUR == reading.downtime
        assert measured * HOUR == reading.measured

    @pytest.mark.parametrize(
        ("denominator", "measured"),
        [("period", 24), ("elapsed", 12), ("existing", 14)],
    )
    def test_denominators(self, denominator: str, measured: int) -> None:
        """All of it, what is over of it, what the service was there for."""
        metric = Availability(denominator=denominator)
        view = seen(
            metric,
            MORNING,
            as_of="06-10 12:00",
            started=at("06-10 04:00"),
            ended=at("06-10 18:00"),
        )
        assert measured * HOUR == read(metric, view).measured

    def test_of_a_service_that_was_always_there(self) -> None:
        """Without a start or an end it is the period."""
        metric = Availability(denominator="existing")
        assert read(metric, seen(metric)).measured == 24 * HOUR

    def test_of_a_service_that_was_never_there(self) -> None:
        """Nothing was measured, which is neither 0% nor 100%."""
        metric = Availability(denominator="existing")
        ended = at("06-09 18:00")
        reading = read(metric, seen(metric, MORNING, ended=ended))
        assert (None, None) == (reading.exact, reading.value)
        assert (0, 0) == (reading.downtime, reading.measured)
        assert reading.reason is not None
        assert Code.NOTHING_MEASURED is reading.reason.code

    def test_hours_and_denominator_hold_together(self) -> None:
        """From nine to noon of a desk's day."""
        metric = Availability(denominator="elapsed", service_hours="desk")
        view = seen(metric, MORNING, as_of="06-10 12:00")
        assert read(metric, view).measured == 3 * HOUR

    @pytest.mark.parametrize(
        ("fields", "measured"),
        [
            ({}, 30),
            ({"service_hours": "desk"}, 8),
            ({"denominator": "existing"}, 24),
        ],
    )
    def test_a_nominal_length_replaces_the_real_one(
        self, fields: dict[str, str], measured: int
    ) -> None:
        """Not service hours, and not another denominator."""
        metric = changed(Availability(), fields)
        window = Window(
            start=DAY.start_ticks,
            end=DAY.end_ticks,
            subject="label",
            nominal=30 * HOUR,
        )
        view = seen(metric, MORNING, windows=[window])
        assert measured * HOUR == read(metric, view).measured

    def test_is_never_below_0(self) -> None:
        """Rounded up, there is more downtime than day."""
        metric = Availability(grain="25 hours", grain_rounding="up")
        reading = read(metric, seen(metric, MORNING))
        assert reading.exact == 0
        assert reading.downtime == 25 * HOUR

    def test_components_are_the_metric_s_else_the_service_s(self) -> None:
        """Others are not read; what names none is of all."""
        outages = (
            down("06-10 01:00", "06-10 02:00", "a", "x"),
            down("06-10 03:00", "06-10 04:00", "b", "y"),
            down("06-10 05:00", "06-10 06:00", "c"),
        )
        for metric, hours in (
            (Availability(), 3),
            (Availability(components=["x"]), 2),
        ):
            assert (
                hours * HOUR == read(metric, seen(metric, *outages)).downtime
            )
        view = seen(Availability(), *outages, components=("y",))
        assert read(Availability(), view).downtime == 2 * HOUR


STRETCH = Stretch("o", 0, 5 * MINUTE, ((0, 5 * MINUTE),), 5 * MINUTE)


class TestAsked:
    """What can be asked once it was read."""

    def test_another_downtime_moves_the_worst_case_as_much(self) -> None:
        """With the figure that follows from it, rounded anew."""
        metric = Availability(precision=0)
        reading = read(metric, seen(metric, MORNING))
        other = metric.reread(reading, 5 * HOUR)
        doubtful = attrs.evolve(reading, other=other)
        again = metric.reread(doubtful, HOUR)
        assert (HOUR, Fraction(23, 24), Fraction(96, 100)) == (
            again.downtime,
            again.exact,
            again.value,
        )
        assert again.other is not None
        assert again.other.downtime == 4 * HOUR
        assert metric.reread(other, 0).value == 1

    def test_of_what_was_not_measured_it_is_the_same(self) -> None:
        """There is no figure to move."""
        metric = Availability()
        reading = read(metric, seen(metric))
        for nothing in (
            attrs.evolve(reading, measured=0),
            attrs.evolve(reading, downtime=None),
        ):
            assert nothing == metric.reread(nothing, HOUR)

    def test_a_worst_case_without_downtime_stays(self) -> None:
        """And none falls below 0."""
        metric = Availability()
        reading = read(metric, seen(metric, MORNING))
        bare = attrs.evolve(reading, downtime=None)
        again = metric.reread(attrs.evolve(reading, other=bare), 0)
        assert bare == again.other
        low = metric.reread(reading, HOUR)
        again = metric.reread(attrs.evolve(reading, other=low), 0)
        assert again.other is not None
        assert again.other.downtime == 0

    @pytest.mark.parametrize(
        ("fields", "expected"),
        [
            ({"ignore_shorter_than": "6 minutes"}, "ignore_shorter_than"),
            ({"ignore_up_to": "5 minutes"}, "ignore_up_to"),
            ({"ignore_up_to": "4 minutes"}, "denominator"),
            ({"service_hours": "desk"}, "service_hours"),
            ({}, "denominator"),
        ],
    )
    def test_ignored_time_has_its_term(
        self, fields: dict[str, str], expected: str
    ) -> None:
        """The key of the one by which it does not count."""
        metric = changed(Availability(), fields)
        assert expected == metric.ignored_by(STRETCH, seen(metric))

    def test_bad_windows_answer_alike(self) -> None:
        """They are outages, of requests."""
        metric = SuccessRate(
            aggregate="bad-windows",
            window="5 minutes",
            bad_above="5%",
            ignore_up_to="5 minutes",
        )
        view = seen(Availability(), MORNING)
        assert metric.ignored_by(STRETCH, view) == "ignore_up_to"
        reading = read(Availability(), view)
        assert metric.reread(reading, 0).exact == 1
