"""Tests for slapolicy.terms.credits.lengths."""

import datetime as dt

from collections.abc import Callable
from fractions import Fraction

import attrs
import pytest

from slapolicy import _time
from slapolicy.calendars import WorkCalendar
from slapolicy.errors import PolicyError, messages
from slapolicy.terms.credits import PerUnitCredit, ProRataCredit
from slapolicy.terms.exchange import CreditRule, Reading, Stretch
from tests.pricing import BASIS, MINUTE, euros, number, share, stretch, why


HALF = Fraction(1, 2)
# The clocks of these tests begin on 1 January 1970, a Thursday.
DESK = WorkCalendar.of(
    {day: ["01:00-02:00"] for day in ("thu", "fri")}, timezone="UTC"
)
NIGHT = WorkCalendar.of({"thu": ["20:00-24:00"]}, timezone="UTC")
AT_DESK = attrs.evolve(BASIS, calendars=(("desk", DESK),))

# An hour and a half, then half an hour, of which 80 minutes exceed.
TWO = share(stretch("a", 0, 90), stretch("b", 120, 150), excess=80)


def euro_per(unit: str, **fields: str) -> PerUnitCredit:
    """Return one euro for each unit."""
    return PerUnitCredit(amount="1.00 EUR", unit=unit, **fields)


def lines(rule: CreditRule, reading: Reading) -> list[tuple[str, str]]:
    """Return what each line of an award is for, and its quantity."""
    return [
        (line.subject, str(line.quantity))
        for line in rule.award(reading, AT_DESK).lines
    ]


class TestPerUnit:
    """An amount for each unit of downtime."""

    @pytest.mark.parametrize(
        ("rounding", "expected"),
        [
            ("exact", "8/3"),
            ("started", "3"),
            ("completed", "2"),
            ("nearest", "3"),
        ],
    )
    def test_of_the_period(self, rounding: str, expected: str) -> None:
        """Two hours are two and two thirds of 45 minutes."""
        rule = euro_per("45 minutes", rounding=rounding)
        assert [("label", expected)] == lines(rule, TWO)

    def test_of_each_outage(self) -> None:
        """Each starts units of its own, in order of time."""
        rule = euro_per("1 hour", rounding="started", each="outage")
        turned = attrs.evolve(TWO, stretches=TWO.stretches[::-1])
        assert [("a", "2"), ("b", "1")] == lines(rule, TWO)
        assert lines(rule, TWO) == lines(rule, turned)

    def test_of_what_exceeds(self) -> None:
        """The first downtime is what the target allows."""
        rule = euro_per("1 minute", reads="excess")
        assert [("label", "80")] == lines(rule, TWO)
        each = euro_per("1 minute", reads="excess", each="outage")
        assert [("a", "50"), ("b", "30")] == lines(each, TWO)

    @pytest.mark.parametrize(
        ("excess", "expected"),
        [
            (120, [("a", "90"), ("b", "30")]),
            (30, [("a", "0"), ("b", "30")]),
            (10, [("a", "0"), ("b", "10")]),
            (0, [("a", "0"), ("b", "0")]),
        ],
    )
    def test_of_what_exceeds_outage_by_outage(
        self, excess: int, expected: list[tuple[str, str]]
    ) -> None:
        """What is free goes on from one to the next."""
        reading = attrs.evolve(TWO, excess=Fraction(excess * MINUTE))
        rule = euro_per("1 minute", reads="excess", each="outage")
        assert expected == lines(rule, reading)

    @pytest.mark.parametrize(
        ("grace", "each", "expected"),
        [
            ("30 minutes", "period", [("label", "90")]),
            ("2 hours", "period", [("label", "0")]),
            ("3 hours", "period", [("label", "0")]),
            ("30 minutes", "outage", [("a", "60"), ("b", "0")]),
        ],
    )
    def test_grace_is_free(
        self, grace: str, each: str, expected: list[tuple[str, str]]
    ) -> None:
        """Once for the period, or of each outage; never below 0."""
        rule = euro_per("1 minute", grace=grace, each=each)
        assert expected == lines(rule, TWO)

    def test_is_what_counted(self) -> None:
        """Rounded to a grain, the length is the rounded one."""
        reading = share(stretch("a", 0, 50, counted=60), excess=60)
        assert [("label", "60")] == lines(euro_per("1 minute"), reading)
        each = euro_per("1 minute", each="outage")
        assert [("a", "60")] == lines(each, reading)

    def test_without_downtime_nothing_is_due(self) -> None:
        """That is known; a number has none to speak of."""
        assert [("label", "0")] == lines(euro_per("1 hour"), share())
        assert [] == lines(euro_per("1 hour", each="outage"), share())
        award = euro_per("1 hour").award(number(3), BASIS)
        expected = "per-unit reads the downtime, which label does not have"
        assert expected == why(award)

    def test_before_it_was_judged_nothing_can_be_told(self) -> None:
        """What exceeds the target is known when the target is."""
        reading = attrs.evolve(TWO, excess=None)
        award = euro_per("1 hour", reads="excess").award(reading, BASIS)
        expected = "per-unit reads the excess, which label does not have"
        assert expected == why(award)

    def test_shares_are_of_the_base(self) -> None:
        """Two hours, 10% each, of another sum, twice."""
        rule = PerUnitCredit(amount="10%", unit="1 hour", of="other", times=2)
        assert euros(rule, TWO) == 4


class TestInHours:
    """Only time inside a work calendar is paid for."""

    @pytest.mark.parametrize(
        ("fields", "expected"),
        [
            ({"calendar": "desk"}, [("label", "30")]),
            (
                {"calendar": "desk", "each": "outage"},
                [("a", "30"), ("b", "0")],
            ),
            ({"calendar": "desk", "grace": "10 minutes"}, [("label", "20")]),
            ({"calendar": "desk", "reads": "excess"}, [("label", "30")]),
        ],
    )
    def test_named(
        self, fields: dict[str, str], expected: list[tuple[str, str]]
    ) -> None:
        """Open from one to two, of which 90 minutes down take half."""
        assert expected == lines(euro_per("1 minute", **fields), TWO)

    def test_business_hours(self) -> None:
        """The policy's only calendar need not be named."""
        rule = euro_per("1 business hour")
        assert [("label", "1/2")] == lines(rule, TWO)
        assert [("label", "1/4")] == lines(euro_per("2 business hours"), TWO)

    def test_what_is_free_is_used_up_before_the_hours(self) -> None:
        """Of the first 75 minutes none is paid for."""
        reading = attrs.evolve(TWO, excess=Fraction(45 * MINUTE))
        rule = euro_per("1 minute", reads="excess", calendar="desk")
        assert [("label", "15")] == lines(rule, reading)

    def test_of_several_one_is_named(self) -> None:
        """The other hours do not count."""
        basis = attrs.evolve(
            BASIS, calendars=(("desk", DESK), ("night", NIGHT))
        )
        assert euros(euro_per("1 minute", calendar="night"), TWO, basis) == 0
        assert euros(euro_per("1 minute", calendar="desk"), TWO, basis) == 30
        with pytest.raises(PolicyError):
            euro_per("1 business hour").award(TWO, basis)

    def test_without_downtime_no_calendar_is_asked(self) -> None:
        """Nothing is inside of it."""
        assert [("label", "0")] == lines(euro_per("1 business hour"), share())

    @pytest.mark.parametrize(
        ("each", "expected"),
        [("period", [("label", "15")]), ("outage", [("a", "15"), ("b", "0")])],
    )
    def test_weights_weigh_there_too(
        self, each: str, expected: list[tuple[str, str]]
    ) -> None:
        """Half down for half an hour of it; what has no weight is whole."""
        reading = share(stretch("a", 0, 90, HALF), stretch("b", 120, 150))
        rule = euro_per("1 minute", each=each, calendar="desk")
        assert expected == lines(rule, reading)


class TestInDays:
    """A business day is each of its days touched."""

    days = share(
        stretch("a", 0, 70),
        stretch("b", 80, 90),
        stretch("c", 24 * 60 + 119, 24 * 60 + 130),
        stretch("d", 48 * 60, 48 * 60 + 300),
        excess=391,
    )

    def test_once_however_often(self) -> None:
        """Thursday twice, Friday once, Saturday is none."""
        assert [("label", "2")] == lines(euro_per("1 business day"), self.days)
        assert [("label", "1")] == lines(
            euro_per("2 business days"), self.days
        )

    def test_of_each_outage(self) -> None:
        """Each touches days of its own."""
        rule = euro_per("1 business day", each="outage")
        assert [("a", "1"), ("b", "1"), ("c", "1"), ("d", "0")] == lines(
            rule, self.days
        )

    def test_of_what_exceeds(self) -> None:
        """Days within what the target allows are not touched."""
        reading = attrs.evolve(self.days, excess=Fraction(305 * MINUTE))
        rule = euro_per("1 business day", reads="excess")
        assert [("label", "0")] == lines(rule, reading)

    def test_grace_is_no_day(self) -> None:
        """Minutes are not taken off days."""
        rule = euro_per("1 business day", grace="10 minutes")
        assert [("label", "2")] == lines(rule, self.days)

    @pytest.mark.parametrize(
        ("unit", "in_days", "in_hours", "ticks"),
        [
            ("3 business days", True, True, 3),
            ("2 business hours", False, True, 2 * _time.HOUR),
            ("1 day", False, False, _time.DAY),
        ],
    )
    def test_units_say_what_they_are(
        self, unit: str, ticks: int, *, in_days: bool, in_hours: bool
    ) -> None:
        """A number of days, or microseconds."""
        rule = euro_per(unit)
        assert (in_days, in_hours, ticks) == (
            rule.in_days,
            rule.in_hours,
            rule.unit_ticks,
        )


def halves(*weights: Fraction) -> Reading:
    """Return one stretch of hours, one for each weight."""
    pieces = tuple(
        (place * 60 * MINUTE, (place + 1) * 60 * MINUTE)
        for place in range(len(weights))
    )
    counted = sum(weights, Fraction(0)) * 60 * MINUTE
    one = Stretch("o", 0, pieces[-1][1], pieces, counted, weights)
    return share(one)


class TestWeighted:
    """Downtime that weighs less than whole."""

    @pytest.mark.parametrize(
        ("excess", "expected"),
        [(90, "60"), (75, "60"), (60, "60"), (45, "45"), (0, "0")],
    )
    def test_is_used_up_by_its_weight(
        self, excess: int, expected: str
    ) -> None:
        """Half an hour of weight takes an hour; desk hours come second."""
        reading = attrs.evolve(
            halves(HALF, Fraction(1)), excess=Fraction(excess * MINUTE)
        )
        rule = euro_per("1 minute", reads="excess", calendar="desk")
        assert [("label", expected)] == lines(rule, reading)

    def test_counts_by_its_weight(self) -> None:
        """Of one hour by half and one whole, with and without hours."""
        reading = attrs.evolve(halves(Fraction(1), HALF), excess=Fraction(0))
        assert [("label", "90")] == lines(euro_per("1 minute"), reading)
        rule = euro_per("1 minute", calendar="desk")
        assert [("label", "30")] == lines(rule, reading)

    def test_a_begun_microsecond_is_used_up(self) -> None:
        """A third of one cannot be paid for."""
        one = Stretch("o", 0, 9, ((0, 9),), Fraction(3), (Fraction(1, 3),))
        reading = attrs.evolve(share(one), excess=Fraction(5, 2))
        always = WorkCalendar.of({"thu": ["00:00-24:00"]}, timezone="UTC")
        basis = attrs.evolve(BASIS, calendars=(("desk", always),))
        unit = dt.timedelta(microseconds=1)
        rule = PerUnitCredit(
            amount="1.00 EUR", unit=unit, reads="excess", calendar="desk"
        )
        assert euros(rule, reading, basis) == Fraction(7, 3)


class TestProRata:
    """The share of the fee for the time that is read."""

    @pytest.mark.parametrize(
        ("rule", "expected"),
        [
            (ProRataCredit(), Fraction(2)),
            (ProRataCredit(reads="excess"), Fraction(4, 3)),
            (ProRataCredit(times=3), Fraction(6)),
            (ProRataCredit(of="other"), Fraction(1, 36)),
            (ProRataCredit(grain="45 minutes"), Fraction(3, 2)),
            (
                ProRataCredit(grain="45 minutes", grain_rounding="up"),
                Fraction(9, 4),
            ),
            (
                ProRataCredit(grain="48 minutes", grain_rounding="nearest"),
                Fraction(12, 5),
            ),
        ],
    )
    def test_is_fee_by_time(
        self, rule: ProRataCredit, expected: Fraction
    ) -> None:
        """One euro an hour; the grain comes first, halves up."""
        assert expected == euros(rule, TWO)

    def test_has_no_printed_amount(self) -> None:
        """Its quantity is the share of the time."""
        (line,) = ProRataCredit().award(TWO, BASIS).lines
        assert (None, Fraction(1, 360), "fee") == (
            line.amount,
            line.quantity,
            line.base,
        )

    @pytest.mark.parametrize("reads", ["downtime", "excess"])
    def test_of_what_was_not_read_is_not_known(self, reads: str) -> None:
        """A number has no length."""
        award = ProRataCredit(reads=reads).award(number(3), BASIS)
        expected = f"pro-rata reads the {reads}, which label does not have"
        assert expected == why(award)


class TestFaults:
    """What no rule can be."""

    @pytest.mark.parametrize(
        ("make", "expected"),
        [
            (lambda: euro_per("0 hours"), "unit: a unit has a length"),
            (
                lambda: euro_per("0 business days"),
                "unit: a unit has a length",
            ),
            (
                lambda: ProRataCredit(grain="0 minutes"),
                "grain: 0 rounds nothing; leave it out",
            ),
            (
                lambda: euro_per("1 month"),
                (
                    "'1 month' has no exact length here; write it in days or "
                    "hours"
                ),
            ),
        ],
        ids=["unit", "days", "grain", "month"],
    )
    def test_is_refused(
        self, make: Callable[[], CreditRule], expected: str
    ) -> None:
        """Nothing can be divided by no length."""
        with pytest.raises(PolicyError) as raised:
            make()
        assert [expected] == messages(raised.value)
