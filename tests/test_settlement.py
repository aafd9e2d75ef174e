"""Tests for slapolicy.terms.settlement."""

import datetime as dt

from collections.abc import Callable
from fractions import Fraction

import attrs
import pytest

from slapolicy import _time
from slapolicy.amounts import Extension, FeeTime, Money, Percent, Rounding
from slapolicy.errors import AmountError, PolicyError, messages
from slapolicy.facts import Service
from slapolicy.lengths import CalendarLength
from slapolicy.terms.exchange import Award, Code, Line, Reason
from slapolicy.terms.settlement import (
    NOTHING,
    Cap,
    Combine,
    CreditTerms,
    Due,
    Frame,
    MinimumIs,
    Per,
    Settlement,
    Worth,
    settle,
)
from tests.pricing import BASIS
from tests.views import at


UNKNOWN = Reason(Code.GAP, "no row of the table says so")
NOBODY_STATES = Reason(
    Code.MISSING_AMOUNT,
    "a limit is a share of 'gone', which service 's' does not state",
)


def days(quantity: int | Fraction, unit: str = "day") -> Extension:
    """Return an extension."""
    return Extension(Fraction(quantity), unit)


def line(worth: int | Extension, subject: str = "label") -> Line:
    """Return a line of a credit."""
    return Line(
        rule="flat",
        subject=subject,
        amount=None,
        quantity=Fraction(1),
        money=Fraction(worth) if isinstance(worth, int) else None,
        extension=worth if isinstance(worth, Extension) else None,
    )


def due(
    *worth: int | Extension,
    of: str = "uptime",
    outage: str | None = None,
    caps: tuple[Cap, ...] = (),
    unknown: tuple[Reason, ...] = (),
) -> Due:
    """Return an award about the period, or about one outage."""
    subject = outage or "label"
    return Due(
        commitment=of,
        subject=subject,
        of_one=outage is not None,
        award=Award(tuple(line(one, subject) for one in worth), unknown),
        basis=BASIS,
        caps=caps,
    )


FRAME = Frame(
    basis=BASIS,
    start=_time.to_ticks(at("06-01 00:00")),
    end=_time.to_ticks(at("07-01 00:00")),
)


def settled(*dues: Due, frame: Frame = FRAME, **terms: object) -> Settlement:
    """Return what awards are worth together, under such terms."""
    return settle(dues, CreditTerms(**terms), frame)  # type: ignore[arg-type] # by name


def cap(at_most: str, per: str, of: str = "fee") -> Cap:
    """Return a cap."""
    return Cap(at_most=at_most, per=per, of=of)


class TestCap:
    """The most that is paid, as it is written."""

    @pytest.mark.parametrize(
        ("per", "expected"),
        [
            ("incident", Per.INCIDENT),
            (Per.YEAR, Per.YEAR),
            ("12 months", CalendarLength(12, "month")),
            (CalendarLength(3, "month"), CalendarLength(3, "month")),
        ],
    )
    def test_is_for_something(
        self, per: Per | CalendarLength | str, expected: Per | CalendarLength
    ) -> None:
        """A word, or a number of months."""
        assert expected == Cap(at_most="10%", per=per).per

    @pytest.mark.parametrize(
        "per", ["decade", "0 months", "3 weeks", "30 days", "2 years"]
    )
    def test_is_for_nothing_else(self, per: str) -> None:
        """The message lists what there is."""
        with pytest.raises(AmountError) as raised:
            cap("10%", per)
        assert (
            f"per: {per!r} is none of incident, commitment, period, year or "
            f"'12 months'"
        ) == str(raised.value)

    def test_leaves_so_much(self) -> None:
        """A share, a sum, an extension."""
        assert [Percent(10), Money(5, "EUR"), days(3)] == [
            cap(text, "period").at_most
            for text in ("10%", "5.00 EUR", "3 days")
        ]


class TestTerms:
    """How awards become the credit, as it is written."""

    def test_says_nothing_by_default(self) -> None:
        """Then credits add up, and are rounded half up."""
        terms = CreditTerms()
        assert terms.combine_said is None
        assert Combine.SUM is terms.combine
        assert MinimumIs.REACHED is terms.minimum_is
        assert Rounding.HALF_UP is terms.rounding

    def test_reads_text(self) -> None:
        """Words, figures, lengths."""
        terms = CreditTerms(
            combine="largest",
            minimum="1.00 EUR",
            minimum_is="exceeded",
            expires="6 months",
        )
        assert Combine.LARGEST is terms.combine
        assert Money(1, "EUR") == terms.minimum
        assert MinimumIs.EXCEEDED is terms.minimum_is
        assert CalendarLength(6, "month") == terms.expires
        assert Percent(1) == CreditTerms(minimum="1%").minimum

    @pytest.mark.parametrize(
        ("make", "expected"),
        [
            (
                lambda: CreditTerms(combine="most"),
                "'most' is none of sum, largest, choose",
            ),
            (
                lambda: CreditTerms(minimum_is="paid"),
                "'paid' is none of reached, exceeded",
            ),
        ],
        ids=["combine", "minimum_is"],
    )
    def test_refuses_other_words(
        self, make: Callable[[], CreditTerms], expected: str
    ) -> None:
        """The message lists them."""
        with pytest.raises(AmountError) as raised:
            make()
        assert expected == str(raised.value)

    def test_a_minimum_is_money(self) -> None:
        """Days are neither a share nor a sum."""
        with pytest.raises(PolicyError) as raised:
            CreditTerms(minimum="3 days")
        assert ["minimum: 3 days is neither a share nor a sum"] == messages(
            raised.value
        )

    def test_a_cap_is_no_length_of_the_fee(self) -> None:
        """What it leaves would depend on the period."""
        size = FeeTime(dt.timedelta(days=1))
        with pytest.raises(PolicyError) as raised:
            Cap(at_most=size, per="period")  # type: ignore[arg-type] # refused
        (message,) = messages(raised.value)
        assert message.endswith("is no limit")


class TestWorth:
    """Exact money and extensions."""

    def test_of_nothing_is_nothing(self) -> None:
        """Nor is 0, of whichever kind."""
        assert NOTHING.is_nothing
        assert Worth(Fraction(0), (days(0),)).is_nothing
        assert not Worth(Fraction(0), (days(1),)).is_nothing
        assert not Worth(Fraction(1)).is_nothing

    def test_adds_up_by_unit(self) -> None:
        """No money at all is not 0."""
        one = Worth(None, (days(1), days(2, "month")))
        two = Worth(None, (days(3, "month"), days(1, "hour")))
        assert Worth(
            None, (days(1), days(5, "month"), days(1, "hour"))
        ) == one.plus(two)
        assert Worth(Fraction(3)) == Worth(Fraction(3)).plus(NOTHING)
        assert Worth(Fraction(3)) == NOTHING.plus(Worth(Fraction(3)))

    def test_less_what_is_left_is_what_was_taken(self) -> None:
        """Only the units that were touched."""
        before = Worth(Fraction(5), (days(1), days(2, "month")))
        left = Worth(Fraction(2), (days(1), days(1, "month")))
        assert Worth(Fraction(3), (days(1, "month"),)) == before.less(left)
        assert Worth(None, (days(1),)) == Worth(None, (days(1),)).less(
            Worth(None, (days(0),))
        )


class TestIncidents:
    """Caps on each outage, first of all."""

    def test_hold_for_each(self) -> None:
        """Of three outages two are cut."""
        dues = [due(n, outage=f"o{n}") for n in (5, 10, 20)]
        found = settled(*dues, caps=[cap("8.00 EUR", "incident")])
        assert [5, 8, 8] == [one.money for one in found.readings]
        assert [("o10", Fraction(2)), ("o20", Fraction(12))] == [
            (cut.subject, cut.took.money) for cut in found.cuts
        ]
        assert found.exact.money == 21

    def test_hold_for_each_part_of_a_reading_of_the_period(self) -> None:
        """What stands for an outage is one; the rest is not."""
        award = Award(
            (
                line(20, "o1"),
                line(3, "o2"),
                line(30),
                line(4, "o2"),
                line(1, "o1"),
            )
        )
        whole = attrs.evolve(due(), award=award)
        found = settled(whole, caps=[cap("8.00 EUR", "incident")])
        assert found.exact.money == 8 + 7 + 30
        assert ["o1"] == [cut.subject for cut in found.cuts]

    def test_own_ones_come_first(self) -> None:
        """Then the policy's, each as written."""
        caps = (cap("9.00 EUR", "incident"), cap("6.00 EUR", "incident"))
        found = settled(
            due(10, outage="o", caps=caps), caps=[cap("5.00 EUR", "incident")]
        )
        assert [("uptime", 0), ("uptime", 1), (None, 0)] == [
            cut.place for cut in found.cuts
        ]
        assert [1, 3, 1] == [cut.took.money for cut in found.cuts]


class TestCommitments:
    """Caps on each promise."""

    def test_hold_for_its_total(self) -> None:
        """Its own ``period`` means that total too."""
        own = (cap("12.00 EUR", "period"), cap("11.00 EUR", "commitment"))
        dues = [
            due(10, outage="a", caps=own),
            due(10, outage="b", caps=own),
            due(10, of="speed"),
        ]
        found = settled(*dues, caps=[cap("9.00 EUR", "commitment")])
        assert (
            ("uptime", Worth(Fraction(9))),
            ("speed", Worth(Fraction(9))),
        ) == found.totals
        assert [8, 1, 2, 1] == [cut.took.money for cut in found.cuts]
        assert ["uptime"] * 3 + ["speed"] == [
            cut.commitment for cut in found.cuts
        ]

    def test_shares_are_of_the_period_s_own_sums(self) -> None:
        """An incident's own fee is for the caps on the incident."""
        small = attrs.evolve(BASIS, amounts=(("fee", Money(10, "EUR")),))
        one = attrs.evolve(due(100, outage="a"), basis=small)
        caps = [cap("50%", "incident"), cap("50%", "commitment")]
        assert settled(one, caps=caps).exact.money == 5
        assert settled(one, caps=caps[1:]).exact.money == 100


class TestCombination:
    """What several broken promises are worth together."""

    def test_is_their_sum(self) -> None:
        """Money and extensions."""
        found = settled(due(3), due(4, days(1), of="speed"))
        assert Worth(Fraction(7), (days(1),)) == found.exact
        assert found.combined == NOTHING

    def test_or_the_largest(self) -> None:
        """The first of two that are as large; the rest is told."""
        found = settled(
            due(3), due(4, of="b"), due(4, of="c"), combine="largest"
        )
        assert found.exact.money == 4
        assert found.combined.money == 7

    @pytest.mark.parametrize(
        ("one", "two", "larger"),
        [
            (days(25, "hour"), days(1), days(25, "hour")),
            (days(1), days(23, "hour"), days(1)),
            (days(1, "month"), days(2, "month"), days(2, "month")),
        ],
    )
    def test_extensions_are_compared_by_length(
        self, one: Extension, two: Extension, larger: Extension
    ) -> None:
        """Where there is no money."""
        found = settled(due(one), due(two, of="b"), combine="largest")
        assert (larger,) == found.exact.extensions

    def test_or_the_customer_s_choice(self) -> None:
        """Nothing is taken, and no cap on the whole cuts it."""
        found = settled(
            due(3),
            due(4, of="b"),
            combine="choose",
            caps=[cap("1.00 EUR", "period")],
        )
        assert found.to_choose
        assert found.exact == NOTHING
        assert found.combined.money == 7
        assert () == found.cuts
        assert (
            (
                None,
                Reason(
                    Code.CHOOSE, "the customer chooses one of several credits"
                ),
            ),
        ) == found.unknown

    @pytest.mark.parametrize("combine", ["largest", "choose"])
    def test_of_one_there_is_no_choice(self, combine: str) -> None:
        """A promise that is known to be worth nothing is none."""
        found = settled(due(3), due(0, of="b"), combine=combine)
        assert found.exact.money == 3
        assert not found.to_choose
        assert found.combined == NOTHING

    def test_what_is_unknown_may_be_chosen(self) -> None:
        """Nobody knows that it is nothing."""
        unsure = due(of="b", unknown=(UNKNOWN,))
        found = settled(due(3), unsure, combine="choose")
        assert found.to_choose
        assert ("b", UNKNOWN) in found.unknown
        largest = settled(due(3), unsure, combine="largest")
        assert largest.exact.money == 3


class TestWhole:
    """Caps on the credit as a whole."""

    def test_of_the_period(self) -> None:
        """A share of the fee, which is 720.00 EUR."""
        found = settled(due(500), caps=[cap("50%", "period")])
        assert found.exact.money == 360
        (cut,) = found.cuts
        assert (None, 0) == cut.place
        assert cut.took.money == 140
        assert cut.commitment is None

    def test_shorter_ones_come_first(self) -> None:
        """Period, year, months; each as written."""
        caps = [
            cap("1.00 EUR", "12 months"),
            cap("2.00 EUR", "year"),
            cap("3.00 EUR", "period"),
        ]
        found = settled(due(4), caps=caps)
        assert [2, 1, 0] == [cut.place[1] for cut in found.cuts]

    @pytest.mark.parametrize(
        ("per", "expected"),
        [
            ("year", 5),
            ("1 month", 9),
            ("5 months", 8),
            ("6 months", 5),
            ("18 months", 1),
        ],
    )
    def test_longer_ones_count_what_was_granted(
        self, per: str, expected: int
    ) -> None:
        """In the year of the period's start, or so long before its end."""
        frame = attrs.evolve(
            FRAME,
            credited=(
                (_time.to_ticks(at("01-01 00:00")), Fraction(3)),
                (_time.to_ticks(at("05-31 23:59")), Fraction(1)),
                (FRAME.start, Fraction(1)),
                (FRAME.start - 365 * _time.DAY, Fraction(4)),
            ),
        )
        found = settled(due(10), frame=frame, caps=[cap("10.00 EUR", per)])
        assert expected == found.exact.money

    def test_what_was_granted_may_be_more(self) -> None:
        """Then nothing is left, never less."""
        frame = attrs.evolve(FRAME, credited=((FRAME.start, Fraction(99)),))
        found = settled(due(9), frame=frame, caps=[cap("10.00 EUR", "year")])
        assert found.exact.money == 0

    def test_the_year_is_the_local_one(self) -> None:
        """What was granted for local January belongs to it."""
        eve = _time.to_ticks(at("01-01 00:00")) - 1
        rome = attrs.evolve(BASIS, zone="Europe/Rome")
        frame = attrs.evolve(FRAME, credited=((eve, Fraction(3)),))
        assert frame.granted_since(Per.YEAR) == 0
        assert attrs.evolve(frame, basis=rome).granted_since(Per.YEAR) == 3


class TestMissing:
    """Limits that are shares of a sum that nobody states."""

    @pytest.mark.parametrize(
        ("per", "commitment"),
        [
            ("incident", "uptime"),
            ("commitment", "uptime"),
            ("period", None),
            ("year", None),
        ],
    )
    def test_caps_leave_the_rest_as_it_is(
        self, per: str, commitment: str | None
    ) -> None:
        """And say why nobody can tell."""
        one = due(9, outage="o")
        found = settled(one, caps=[cap("10%", per, of="gone")])
        assert ((commitment, NOBODY_STATES),) == found.unknown
        assert found.exact.money == 9

    def test_on_an_incident_make_its_award_unknown(self) -> None:
        """And only its own; what is due stands beside the reason."""
        stated = attrs.evolve(BASIS, amounts=(("gone", Money(20, "EUR")),))
        dues = [
            due(9, outage="a"),
            attrs.evolve(due(9, outage="b"), basis=stated),
            due(9),
        ]
        found = settled(*dues, caps=[cap("10%", "incident", of="gone")])
        assert [(NOBODY_STATES,), (), ()] == [
            one.unknown for one in found.awards
        ]
        assert [one.award.lines for one in dues] == [
            one.lines for one in found.awards
        ]
        assert [9, 2, 9] == [one.money for one in found.readings]

    def test_are_one_reason_however_many_incidents_and_caps(self) -> None:
        """It stands after those of the award itself."""
        dues = [
            due(9, outage="a", unknown=(UNKNOWN,)),
            due(9, outage="b"),
            due(9, outage="c", of="speed"),
        ]
        caps = [cap("10%", "incident", "gone"), cap("9%", "incident", "gone")]
        found = settled(*dues, caps=caps)
        assert (
            ("uptime", UNKNOWN),
            ("uptime", NOBODY_STATES),
            ("speed", NOBODY_STATES),
        ) == found.unknown
        assert (UNKNOWN, NOBODY_STATES) == found.awards[0].unknown

    def test_a_minimum_too(self) -> None:
        """It is a share of the fee."""
        basis = attrs.evolve(BASIS, service=Service(id="s"))
        frame = attrs.evolve(FRAME, basis=basis)
        found = settled(due(9), frame=frame, minimum="10%")
        assert [Code.MISSING_AMOUNT] == [why.code for _, why in found.unknown]
        assert found.exact.money == 9

    def test_of_nothing_no_limit_is_asked(self) -> None:
        """Extensions and sums of 0 are not money to cut."""
        for worth in (0, days(1)):
            found = settled(due(worth), caps=[cap("10%", "period", "gone")])
            assert () == found.unknown


class TestNotKnown:
    """What nobody knows stays as it is: no cut of it can be told."""

    gone = cap("10%", "incident", of="gone")

    def test_a_later_cap_takes_nothing_of_it(self) -> None:
        """An earlier one did, of this incident and of the others."""
        stated = attrs.evolve(BASIS, amounts=(("gone", Money(20, "EUR")),))
        dues = [
            due(9, outage="a"),
            attrs.evolve(due(9, outage="b"), basis=stated),
        ]
        caps = [
            cap("8.00 EUR", "incident"),
            self.gone,
            cap("1.00 EUR", "incident"),
            cap("3.00 EUR", "commitment"),
            cap("2.00 EUR", "period"),
        ]
        found = settled(*dues, caps=caps)
        assert ["a", "b", "b", "b"] == [cut.subject for cut in found.cuts]
        assert [1, 1, 6, 1] == [cut.took.money for cut in found.cuts]
        assert [8, 1] == [one.money for one in found.readings]
        assert found.exact.money == 9

    def test_an_earlier_cap_takes_of_each_outage_of_one_award(self) -> None:
        """That the later one of the first is not known is of that alone."""
        both = Award((line(9, "a"), line(9, "b")))
        caps = [cap("5.00 EUR", "incident"), self.gone]
        found = settled(attrs.evolve(due(), award=both), caps=caps)
        assert ["a", "b"] == [cut.subject for cut in found.cuts]
        assert [4, 4] == [cut.took.money for cut in found.cuts]
        assert [10] == [one.money for one in found.readings]

    def test_of_another_promise_it_takes_what_it_takes(self) -> None:
        """Of each promise, but not of all of them together."""
        caps = [cap("5.00 EUR", "commitment"), cap("3.00 EUR", "period")]
        unsure = due(9, of="unsure", unknown=(UNKNOWN,))
        found = settled(due(9), unsure, caps=caps)
        (cut,) = found.cuts
        assert cut.commitment == "uptime"
        assert cut.took.money == 4
        assert [5, 9] == [worth.money for _, worth in found.totals]

    def test_part_of_an_award_is_not_cut_either(self) -> None:
        """However much else it may be worth, the limit leaves no more."""
        unsure = due(9, days(5), outage="a", unknown=(UNKNOWN,))
        caps = [cap("5.00 EUR", "incident"), cap("3 days", "incident")]
        found = settled(unsure, caps=caps)
        assert () == found.cuts
        assert Worth(Fraction(9), (days(5),)) == found.exact

    @pytest.mark.parametrize(
        ("combine", "to_choose"), [("largest", False), ("choose", True)]
    )
    def test_nobody_can_tell_what_is_left_out(
        self, combine: str, *, to_choose: bool
    ) -> None:
        """The other may be the largest, or nothing."""
        unsure = due(2, of="unsure", unknown=(UNKNOWN,))
        found = settled(due(9), unsure, combine=combine)
        assert found.combined == NOTHING
        assert found.to_choose is to_choose
        assert found.exact.money == 11

    def test_nor_whether_it_is_too_little(self) -> None:
        """What is known of it is less than the minimum."""
        found = settled(due(4, unknown=(UNKNOWN,)), minimum="5.00 EUR")
        assert found.withheld == 0
        assert found.exact.money == 4


class TestExtensions:
    """Caps on extensions act on them alone."""

    @pytest.mark.parametrize(
        ("worth", "most", "expected"),
        [
            (days(5), "3 days", days(3)),
            (days(2), "3 days", days(2)),
            (days(80, "hour"), "3 days", days(72, "hour")),
            (days(72, "hour"), "3 days", days(72, "hour")),
            (days(9, "week"), "3 days", days(Fraction(3, 7), "week")),
            (days(5, "month"), "3 days", days(5, "month")),
            (days(5), "1 month", days(5)),
            (days(5, "month"), "1 month", days(1, "month")),
        ],
    )
    def test_are_in_their_own_unit(
        self, worth: Extension, most: str, expected: Extension
    ) -> None:
        """What has no exact length is compared with its own kind only."""
        found = settled(due(worth, 7), caps=[cap(most, "period")])
        assert Worth(Fraction(7), (expected,)) == found.exact

    def test_caps_on_money_leave_them(self) -> None:
        """And the other way round."""
        found = settled(due(days(5), 7), caps=[cap("3.00 EUR", "period")])
        assert Worth(Fraction(3), (days(5),)) == found.exact
        (cut,) = found.cuts
        assert Worth(Fraction(4)) == cut.took


class TestMinimum:
    """What is not worth paying."""

    @pytest.mark.parametrize(
        ("money", "reached", "exceeded"), [(4, 0, 0), (5, 5, 0), (6, 6, 6)]
    )
    def test_is_reached_or_exceeded(
        self, money: int, reached: int, exceeded: int
    ) -> None:
        """Below it nothing is paid; it is never topped up."""
        for word, expected in (("reached", reached), ("exceeded", exceeded)):
            found = settled(due(money), minimum="5.00 EUR", minimum_is=word)
            assert expected == found.exact.money
            assert money - expected == found.withheld

    def test_may_be_a_share_of_the_fee(self) -> None:
        """1% of 720.00 EUR."""
        assert settled(due(7), minimum="1%").exact.money == 0
        assert settled(due(8), minimum="1%").exact.money == 8

    def test_leaves_extensions(self) -> None:
        """They are no money."""
        found = settled(due(1, days(5)), minimum="5.00 EUR")
        assert Worth(Fraction(0), (days(5),)) == found.exact
        assert settled(due(days(5)), minimum="5.00 EUR").withheld == 0


class TestNothing:
    """A period in which nothing is due."""

    def test_is_nothing_and_known(self) -> None:
        """No cuts, no totals."""
        assert settled() == Settlement()
