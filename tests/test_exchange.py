"""Tests for slapolicy.terms.exchange: what rules hand each other."""

import datetime as dt

from collections.abc import Mapping
from fractions import Fraction

import attrs
import pytest

from slapolicy import _time
from slapolicy._pairs import Pair
from slapolicy.amounts import Amount, Extension, FeeTime, Money, Percent
from slapolicy.calendars import WorkCalendar
from slapolicy.downtime import Compose, CountFrom
from slapolicy.errors import AmountError, PolicyError, messages
from slapolicy.facts import Outage, Service, Unobserved
from slapolicy.figures import Quantity
from slapolicy.terms.exchange import (
    Award,
    Basis,
    Code,
    Comparison,
    Decision,
    Decisions,
    Line,
    Reading,
    Reason,
    Scope,
    Stretch,
    UnobservedAs,
    View,
    as_amount,
    calendar_of,
)
from tests.views import DAY, at, record_of, span, view_of


ONE_DAY = dt.timedelta(days=1)
DAYS_1 = Extension(Fraction(1), "day")
DESK = WorkCalendar.of({"mon": ["09:00-17:00"]}, timezone="UTC")
NIGHT = WorkCalendar.of({"mon": ["20:00-24:00"]}, timezone="UTC")
UNKNOWN = Reason(Code.GAP, "no row")


def pair(start: str, end: str) -> Pair:
    """Return hours of 10 June."""
    found = span(f"06-10 {start}", f"06-10 {end}")
    return (found.start_ticks, found.end_ticks)


def outage(
    id_: str,
    start: str,
    end: str | None,
    component: str | None = None,
    detected: str | None = None,
) -> Outage:
    """Return an outage of 10 June."""
    return Outage(
        id=id_,
        start=at(f"06-10 {start}"),
        end=None if end is None else at(f"06-10 {end}"),
        component=component,
        detected=None if detected is None else at(f"06-10 {detected}"),
    )


def dark(start: str, end: str) -> Unobserved:
    """Return time of 10 June in which nobody looked."""
    return Unobserved(
        id="dark", start=at(f"06-10 {start}"), end=at(f"06-10 {end}")
    )


def seen(
    scope: Scope, *unobserved: Unobserved, as_of: str | None = None
) -> View:
    """Return 10 June with such a scope."""
    record = attrs.evolve(record_of(DAY), unobserved=unobserved)
    instant = None if as_of is None else at(f"06-10 {as_of}")
    return attrs.evolve(view_of(record, as_of=instant), scope=scope)


class TestSums:
    """The named sums of which shares are taken."""

    basis = Basis(
        service=Service(
            id="s", fee="10.00 EUR", amounts={"other": Money(3, "EUR")}
        ),
        length=_time.DAY,
        zone="UTC",
        amounts=(("other", Money(4, "EUR")), ("gone", Money(0, "EUR"))),
    )

    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            ("fee", Money(10, "EUR")),
            ("other", Money(4, "EUR")),
            ("gone", Money(0, "EUR")),
            ("none", None),
        ],
    )
    def test_the_incident_s_own_comes_first(
        self, name: str, expected: Money | None
    ) -> None:
        """Then the service's; None where nobody states it."""
        assert expected == self.basis.sum_of(name)

    def test_a_sum_of_nothing_is_a_sum(self) -> None:
        """An incident with a sum of 0.00 does not fall back on another."""
        service = Service(id="s", fee="10.00 EUR")
        free = attrs.evolve(
            self.basis, service=service, amounts=(("fee", Money(0, "EUR")),)
        )
        assert Money(0, "EUR") == free.sum_of("fee")


def line(worth: Fraction | Extension) -> Line:
    """Return a line of a credit."""
    return Line(
        rule="flat",
        subject="s",
        amount=None,
        quantity=Fraction(1),
        money=worth if isinstance(worth, Fraction) else None,
        extension=worth if isinstance(worth, Extension) else None,
    )


class TestAward:
    """Lines, and what they come to."""

    def test_money_adds_up(self) -> None:
        """Exactly."""
        award = Award((line(Fraction(1, 3)), line(Fraction(1, 6))))
        assert Fraction(1, 2) == award.money
        assert () == award.extensions

    def test_without_lines_about_money_there_is_none(self) -> None:
        """None is not the sum 0."""
        assert Award((line(DAYS_1),)).money is None
        assert Fraction(0) == Award((line(Fraction(0)),)).money

    def test_extensions_add_up_by_unit(self) -> None:
        """In the order in which the units appear."""
        month = Extension(Fraction(1), "month")
        award = Award((line(month), line(DAYS_1), line(month)))
        assert (Extension(Fraction(2), "month"), DAYS_1) == award.extensions

    @pytest.mark.parametrize(
        ("award", "expected"),
        [
            (Award(), True),
            (Award((line(Fraction(0)),)), True),
            (Award((line(Extension(Fraction(0), "day")),)), True),
            (Award((line(Fraction(1)),)), False),
            (Award((line(DAYS_1),)), False),
            (Award((), (UNKNOWN,)), False),
        ],
    )
    def test_is_nothing_only_if_that_is_known(
        self, award: Award, *, expected: bool
    ) -> None:
        """What nobody can tell is not nothing."""
        assert expected is award.is_nothing


class TestAmounts:
    """What a rule may print."""

    @pytest.mark.parametrize(
        ("value", "expected"),
        [
            ("10%", Percent(10)),
            ("5.00 EUR", Money(5, "EUR")),
            ("3 days", Extension(Fraction(3), "day")),
            (Percent(10), Percent(10)),
            ({"fee_for": "1 day"}, FeeTime(ONE_DAY)),
            (
                {"fee_for": "1 day", "out_of": "30 days"},
                FeeTime(ONE_DAY, 30 * ONE_DAY),
            ),
        ],
    )
    def test_are_read(
        self, value: Amount | str | Mapping[str, str], expected: Amount
    ) -> None:
        """A share, a sum, an extension, or a part of the fee's time."""
        assert expected == as_amount(value)

    @pytest.mark.parametrize(
        "value", [{}, {"out_of": "1 day"}, {"fee_for": "1 day", "of": "x"}]
    )
    def test_other_mappings_are_refused(self, value: dict[str, str]) -> None:
        """The message shows the one that there is."""
        with pytest.raises(AmountError) as raised:
            as_amount(value)
        assert (
            f"{value!r} is no amount; write {{fee_for: 1 day}}, with out_of: "
            f"30 days if it is not of the period"
        ) == str(raised.value)

    @pytest.mark.parametrize("text", ["ten", "10", "5.00 eur", "x%"])
    def test_other_texts_are_refused(self, text: str) -> None:
        """A number alone says nothing."""
        with pytest.raises(AmountError):
            as_amount(text)


class TestReading:
    """What a metric read."""

    def test_judged_it_is_otherwise_the_same(self) -> None:
        """Only what goes beyond the target is told besides."""
        worst = Reading(
            subject="o",
            quantity=Quantity.LENGTH,
            exact=Fraction(5),
            value=Fraction(6),
        )
        reading = Reading(
            subject="o",
            quantity=Quantity.LENGTH,
            exact=Fraction(3),
            value=Fraction(4),
            decimals=2,
            downtime=3,
            measured=9,
            excess=Fraction(1),
            stretches=(Stretch("o", 0, 3, ((0, 3),), 3),),
            of_one=True,
            growing=True,
            reason=UNKNOWN,
            other=worst,
            doubt=Code.STILL_OPEN,
        )
        judged = reading.beyond(Fraction(2))
        assert attrs.evolve(reading, excess=Fraction(2)) == judged


class TestComparison:
    """How a bound is compared with a value."""

    @pytest.mark.parametrize(
        ("comparison", "below", "same", "above"),
        [
            (Comparison.AT_LEAST, False, True, True),
            (Comparison.MORE_THAN, False, False, True),
            (Comparison.AT_MOST, True, True, False),
            (Comparison.LESS_THAN, True, False, False),
        ],
    )
    def test_holds(
        self, comparison: Comparison, *, below: bool, same: bool, above: bool
    ) -> None:
        """The bound itself keeps it unless it is strict."""
        holds = [comparison.holds(value, Fraction(2)) for value in (1, 2, 3)]
        assert [below, same, above] == holds
        assert comparison.is_strict is not same
        assert comparison.is_floor is above


class TestDowns:
    """Outages in scope, with their clocks moved."""

    def test_what_starts_at_as_of_has_not_happened(self) -> None:
        """Nor has anything after it, for the clocks either."""
        scope = Scope(
            outages=(
                outage("a", "01:00", "02:00"),
                outage("b", "03:00", "04:00"),
            ),
            count_from=CountFrom.DETECTION,
        )
        assert () == seen(scope, as_of="01:00").downs
        assert () == seen(scope, as_of="01:00").unclocked
        assert ("a",) == seen(scope, as_of="03:00").unclocked
        assert ("a", "b") == seen(scope, as_of="03:01").unclocked

    def test_an_open_outage_ends_there(self) -> None:
        """For now; one that ended later is taken whole."""
        scope = Scope(
            outages=(
                outage("a", "01:00", None),
                outage("b", "02:00", "09:00"),
            )
        )
        downs = seen(scope, as_of="03:00").downs
        assert [pair("01:00", "03:00"), pair("02:00", "09:00")] == [
            (one.start, one.end) for one in downs
        ]

    def test_a_clock_moves_the_start(self) -> None:
        """Detected an hour late, it counts from then."""
        scope = Scope(
            outages=(outage("a", "01:00", "03:00", detected="02:00"),),
            count_from=CountFrom.DETECTION,
        )
        (down,) = seen(scope).downs
        assert pair("02:00", "03:00") == (down.start, down.end)
        assert () == seen(scope).unclocked

    def test_without_id_it_has_no_name(self) -> None:
        """A record names them; a scope of its own may not."""
        bare = attrs.evolve(outage("a", "01:00", "02:00"), id=None)
        (down,) = seen(Scope(outages=(bare,))).downs
        assert ("", None) == (down.name, down.component)
        late = Scope(outages=(bare,), count_from=CountFrom.REPORT)
        assert ("",) == seen(late).unclocked


class TestUnobserved:
    """Time of which nothing is known."""

    def test_a_known_outage_inside_is_known(self) -> None:
        """As recorded, whatever clock it counts from."""
        scope = Scope(
            outages=(
                outage("a", "02:00", "03:00", detected="02:30"),
                outage("b", "05:00", None),
                outage("c", "09:00", "10:00"),
            ),
            count_from=CountFrom.DETECTION,
        )
        view = seen(scope, dark("01:00", "04:00"), as_of="06:00")
        assert (pair("01:00", "02:00"), pair("03:00", "04:00")) == (
            view.unobserved
        )
        late = seen(scope, dark("01:00", "12:00"), as_of="06:00")
        assert (
            pair("01:00", "02:00"),
            pair("03:00", "05:00"),
            pair("06:00", "12:00"),
        ) == late.unobserved

    def test_what_starts_at_as_of_is_not_yet_dark(self) -> None:
        """It has not happened."""
        view = seen(Scope(), dark("01:00", "04:00"), as_of="01:00")
        assert () == view.unobserved

    @pytest.mark.parametrize("unobserved", UnobservedAs)
    def test_joins_the_outages_only_where_it_is_down(
        self, unobserved: UnobservedAs
    ) -> None:
        """As outages of all components, of full weight."""
        scope = Scope(
            outages=(outage("a", "02:00", "03:00"),), unobserved=unobserved
        )
        joined = seen(scope, dark("01:00", "04:00")).joined
        pairs = [(one.start, one.end, one.name) for one in joined]
        expected = [(*pair("02:00", "03:00"), "a")]
        if unobserved is UnobservedAs.DOWN:
            expected += [
                (*pair("01:00", "02:00"), "dark"),
                (*pair("03:00", "04:00"), "dark"),
            ]
        assert expected == pairs
        assert {None} == {one.component for one in joined}
        assert {Fraction(1)} == {one.weight for one in joined}


def excuse(
    start: str, end: str, component: str | None = None, *, held: bool = True
) -> Decision:
    """Return a decision about a span of 10 June."""
    return Decision(
        rule="r",
        fact="m",
        held=held,
        spans=(pair(start, end),),
        component=component,
    )


class TestStretches:
    """Downtime that decisions leave."""

    two = Scope(
        outages=(
            outage("a", "01:00", "05:00", "x"),
            outage("b", "02:00", "06:00", "y"),
        ),
        components=("x", "y"),
    )

    def test_an_outage_excluded_as_a_whole_is_gone(self) -> None:
        """Its own spans excuse nothing else."""
        made = attrs.evolve(excuse("01:00", "05:00", "x"), outage="a")
        (stretch,) = seen(self.two).stretches([made])
        assert "b" == stretch.outage
        assert (pair("02:00", "06:00"),) == stretch.pieces

    def test_a_component_s_excuse_is_its_own(self) -> None:
        """The other component is down all the same."""
        made = excuse("01:00", "06:00", "x")
        (stretch,) = seen(self.two).stretches([made])
        assert (pair("02:00", "06:00"),) == stretch.pieces
        (stretch,) = seen(self.two).stretches([excuse("01:00", "04:00")])
        assert (pair("04:00", "06:00"),) == stretch.pieces

    def test_excuses_of_one_component_join(self) -> None:
        """Several decisions about it are one set of spans."""
        made = [excuse("03:00", "04:00"), excuse("01:00", "03:30")]
        (stretch,) = seen(self.two).stretches(made)
        assert (pair("04:00", "06:00"),) == stretch.pieces
        assert 2 * _time.HOUR == stretch.counted

    def test_what_excuses_nothing_changes_nothing(self) -> None:
        """A decision that does not hold has no spans."""
        void = Decision(rule="r", fact="m", held=False)
        (stretch,) = seen(self.two).stretches([void])
        assert pair("01:00", "06:00") == (stretch.start, stretch.end)

    def test_whole_outages_keep_their_ends(self) -> None:
        """Excused time is taken out of the length, not out of the outage."""
        scope = attrs.evolve(self.two, components=(), compose=Compose.WHOLE)
        (stretch,) = seen(scope).stretches([excuse("03:00", "04:00")])
        assert pair("01:00", "06:00") == (stretch.start, stretch.end)
        assert 4 * _time.HOUR == stretch.counted

    @pytest.mark.parametrize(
        ("compose", "hours"),
        [(Compose.AFTER_EXCLUSIONS, 2), (Compose.BEFORE_EXCLUSIONS, 3)],
    )
    def test_excuses_come_before_composition_or_after(
        self, compose: Compose, hours: int
    ) -> None:
        """Two must be down: an excused one may take part, or not."""
        scope = attrs.evolve(self.two, need=2, compose=compose)
        made = [excuse("02:00", "03:00", "x")]
        found = seen(scope).stretches(made)
        assert hours * _time.HOUR == sum(one.counted for one in found)

    def test_only_decisions_that_hold_exclude_time(self) -> None:
        """All that they cover, merged."""
        decisions = Decisions(
            (
                excuse("03:00", "04:00"),
                excuse("10:00", "11:00", held=False),
                excuse("02:00", "03:00"),
            )
        )
        assert (pair("02:00", "04:00"),) == decisions.excluded


class TestSees:
    """Which facts are in a metric's scope."""

    @pytest.mark.parametrize(
        ("components", "component", "expected"),
        [
            ((), "x", True),
            ((), None, True),
            (("x",), None, True),
            (("x",), "x", True),
            (("x",), "y", False),
        ],
    )
    def test_by_component(
        self,
        components: tuple[str, ...],
        component: str | None,
        *,
        expected: bool,
    ) -> None:
        """The service whole, and each component of the metric."""
        view = seen(Scope(components=components))
        assert expected is view.sees(component)


class TestCalendars:
    """A policy's work calendars by name."""

    def test_the_only_one_need_not_be_named(self) -> None:
        """None means it, and its name does too."""
        assert DESK == calendar_of((("desk", DESK),), None)
        assert DESK == calendar_of((("desk", DESK),), "desk")

    def test_the_only_one_is_not_meant_by_another_name(self) -> None:
        """A view with one calendar does not take it for any other."""
        view = view_of(record_of(DAY), calendars={"desk": DESK})
        with pytest.raises(PolicyError) as raised:
            view.calendar("night")
        assert ["no calendar 'night'; the policy has: desk"] == messages(
            raised.value
        )

    def test_of_several_one_is_named(self) -> None:
        """A view has them."""
        view = view_of(record_of(DAY), calendars={"a": DESK, "b": NIGHT})
        assert NIGHT == view.calendar("b")

    @pytest.mark.parametrize(
        ("calendars", "name", "expected"),
        [
            ((), None, "a calendar must be named; the policy has: none"),
            (
                (("a", DESK), ("b", NIGHT)),
                None,
                "a calendar must be named; the policy has: a, b",
            ),
            ((("a", DESK),), "c", "no calendar 'c'; the policy has: a"),
        ],
    )
    def test_what_is_not_there_is_refused(
        self,
        calendars: tuple[tuple[str, WorkCalendar], ...],
        name: str | None,
        expected: str,
    ) -> None:
        """The message says which there are."""
        with pytest.raises(PolicyError) as raised:
            calendar_of(calendars, name)
        assert [expected] == messages(raised.value)
