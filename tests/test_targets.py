"""Tests for slapolicy.terms.targets."""

from collections.abc import Callable
from fractions import Fraction

import attrs
import pytest

from slapolicy import _time
from slapolicy.errors import PolicyError, messages
from slapolicy.facts import Service
from slapolicy.figures import Attribute, Bound, Figure, Quantity
from slapolicy.terms.exchange import (
    Code,
    Comparison,
    Outcome,
    Reading,
    Reason,
    Stretch,
)
from slapolicy.terms.targets import Limit, Target, allowance, breached_at
from tests.views import DAY, record_of, view_of


HOUR = _time.HOUR
VIEW = view_of(record_of(DAY))
START = VIEW.start
SERVICE = Service(
    id="s", attributes={"promised": "99%", "speed": "fast", "limit": "3"}
)


def share(
    down: int, measured: int = 100 * HOUR, *stretches: Stretch
) -> Reading:
    """Return an availability with so much downtime."""
    value = 1 - Fraction(down, measured)
    return Reading(
        subject="label",
        quantity=Quantity.PERCENTAGE,
        exact=value,
        value=value,
        downtime=down,
        measured=measured,
        stretches=stretches,
    )


def outage(length: int, *, growing: bool = False) -> Reading:
    """Return the length of one outage."""
    return Reading(
        subject="o",
        quantity=Quantity.LENGTH,
        exact=Fraction(length),
        value=Fraction(length),
        downtime=length,
        of_one=True,
        growing=growing,
    )


def number(value: int) -> Reading:
    """Return a number that was read."""
    return Reading(
        subject="label",
        quantity=Quantity.NUMBER,
        exact=Fraction(value),
        value=Fraction(value),
    )


class TestTarget:
    """The value itself."""

    @pytest.mark.parametrize(
        ("make", "expected"),
        [
            (
                Target,
                (
                    "a target asks for something: give at_least, more_than, "
                    "at_most, less_than or unspecified"
                ),
            ),
            (
                lambda: Target.of(at_least="99%", unspecified="good"),
                "a target is either a figure or unspecified, not both",
            ),
            (
                lambda: Target.of(at_least="99%", more_than="98%"),
                "a target has each kind of bound once",
            ),
            (
                lambda: Target.of(at_most="1 hour", less_than="2 hours"),
                "a target has each kind of bound once",
            ),
            (
                lambda: Target.of(
                    at_least=Attribute("a"), more_than=Attribute("a")
                ),
                "a target has each kind of bound once",
            ),
            (
                lambda: Target.of(atleast="99%"),
                (
                    "atleast: no such bound; the bounds are at_least, "
                    "more_than, at_most, less_than"
                ),
            ),
        ],
        ids=["nothing", "both", "floors", "ceilings", "attribute", "other"],
    )
    def test_refuses_what_asks_for_nothing_or_twice(
        self, make: Callable[[], Target], expected: str
    ) -> None:
        """The message says what there is to ask for."""
        with pytest.raises(PolicyError) as raised:
            make()
        assert [expected] == messages(raised.value)

    @pytest.mark.parametrize(
        "target",
        [
            Target.of(at_least="99%", at_most="100%"),
            Target.of(at_most="99%", less_than="8 hours"),
            Target.of(at_least=Attribute("a"), more_than=Attribute("b")),
            Target.of(at_least=Attribute("a"), more_than="99%"),
        ],
    )
    def test_takes_two_bounds_that_differ(self, target: Target) -> None:
        """By their side, by their kind, or by their attribute."""
        assert len(target.limits) == 2

    def test_is_written_as_it_stands(self) -> None:
        """Bounds in their order, or the contract's words."""
        assert {"less_than": "100%", "at_least": {"attribute": "a"}} == (
            Target.of(less_than="100%", at_least=Attribute("a")).to_tree()
        )
        assert {"unspecified": "few"} == (
            Target.of(unspecified="few").to_tree()
        )


class TestOutcome:
    """Whether a reading keeps the promise."""

    @pytest.mark.parametrize(
        ("target", "hours", "expected"),
        [
            (Target.of(at_least="99%"), 1, Outcome.MET),
            (Target.of(more_than="99%"), 1, Outcome.BREACHED),
            (Target.of(at_least="99%"), 2, Outcome.BREACHED),
            (Target.of(at_most="2 hours"), 2, Outcome.MET),
            (Target.of(less_than="2 hours"), 2, Outcome.BREACHED),
            (Target.of(at_least="9%", at_most="97%"), 2, Outcome.BREACHED),
            (Target.of(at_least="9%", at_most="1 hour"), 2, Outcome.BREACHED),
            (Target.of(at_least=Attribute("promised")), 2, Outcome.BREACHED),
        ],
    )
    def test_of_downtime_in_100_hours(
        self, target: Target, hours: int, expected: Outcome
    ) -> None:
        """A length is compared with the downtime; both bounds must hold."""
        judged = target.judge(share(hours * HOUR), SERVICE)
        assert expected is judged.outcome
        assert judged.reason is None

    def test_the_first_broken_bound_is_the_one(self) -> None:
        """In the order in which they are written."""
        target = Target.of(at_least="50%", at_most="1 hour", less_than="90%")
        judged = target.judge(share(2 * HOUR), SERVICE)
        broken = (Comparison.AT_MOST, Figure.parse("1 hour"))
        assert broken == judged.broken
        assert HOUR == judged.reading.excess

    def test_where_none_is_broken_it_is_the_first(self) -> None:
        """Then nothing exceeds it."""
        target = Target.of(at_least="50%", at_most="4 hours")
        judged = target.judge(share(2 * HOUR), SERVICE)
        first = (Comparison.AT_LEAST, Figure.parse("50%"))
        assert first == judged.broken
        assert judged.reading.excess == 0

    def test_what_goes_beyond_is_downtime(self) -> None:
        """99% of 100 hours allow one of them."""
        judged = Target.of(at_least="99%").judge(share(3 * HOUR), SERVICE)
        assert 2 * HOUR == judged.reading.excess

    def test_a_figure_without_downtime_exceeds_nothing(self) -> None:
        """A number is no length."""
        judged = Target.of(at_most=2).judge(number(3), SERVICE)
        assert Outcome.BREACHED is judged.outcome
        assert judged.reading.excess is None


class TestUndetermined:
    """Where nobody can tell."""

    def test_what_could_not_be_read(self) -> None:
        """The reading's own reason stands."""
        why = Reason(Code.NOTHING_MEASURED, "nothing was measured")
        reading = attrs.evolve(share(0), reason=why)
        judged = Target.of(at_least="99%").judge(reading, SERVICE)
        assert (Outcome.UNDETERMINED, why, None) == (
            judged.outcome,
            judged.reason,
            judged.broken,
        )

    @pytest.mark.parametrize(
        ("target", "code", "text"),
        [
            (
                Target.of(unspecified="high"),
                Code.UNSPECIFIED,
                "the target cannot be read: high",
            ),
            (
                Target.of(at_least=Attribute("gone")),
                Code.MISSING_ATTRIBUTE,
                (
                    "the target reads attribute 'gone', which service 's' "
                    "lacks as a figure"
                ),
            ),
            (
                Target.of(at_most="8 hours", at_least=Attribute("speed")),
                Code.MISSING_ATTRIBUTE,
                (
                    "the target reads attribute 'speed', which service 's' "
                    "lacks as a figure"
                ),
            ),
            (
                Target.of(at_least=Attribute("limit")),
                Code.MISSING_ATTRIBUTE,
                "3 is no percentage to compare the reading with",
            ),
        ],
    )
    def test_a_bound_that_cannot_be_read(
        self, target: Target, code: Code, text: str
    ) -> None:
        """Words, no such attribute, no figure, a figure of another kind."""
        judged = target.judge(share(0), SERVICE)
        assert Outcome.UNDETERMINED is judged.outcome
        assert Reason(code, text) == judged.reason

    def test_an_attribute_is_named_by_what_it_is(self) -> None:
        """The bounds with their figures, as the service has them."""
        target = Target.of(at_least=Attribute("promised"))
        assert ((Comparison.AT_LEAST, Figure.parse("99%")),) == (
            target.figures(SERVICE)
        )

    @pytest.mark.parametrize(
        ("target", "length", "expected"),
        [
            (Target.of(at_most="2 hours"), 1, Outcome.UNDETERMINED),
            (Target.of(at_most="2 hours"), 3, Outcome.BREACHED),
            (Target.of(at_least="2 hours"), 1, Outcome.UNDETERMINED),
            (Target.of(at_least="2 hours"), 3, Outcome.MET),
            (
                Target.of(at_least="1 hour", at_most="2 hours"),
                1,
                Outcome.UNDETERMINED,
            ),
        ],
    )
    def test_what_still_grows_passes_every_limit(
        self, target: Target, length: int, expected: Outcome
    ) -> None:
        """Within its limit an open outage is undetermined, beyond it not."""
        judged = target.judge(outage(length * HOUR, growing=True), SERVICE)
        assert expected is judged.outcome
        if expected is Outcome.UNDETERMINED:
            why = Reason(Code.STILL_OPEN, "o turns on what is still open")
            assert why == judged.reason

    @pytest.mark.parametrize(
        ("worst", "expected"),
        [(1, Outcome.MET), (2, Outcome.UNDETERMINED)],
    )
    def test_time_that_nobody_observed_matters_if_it_turns_the_outcome(
        self, worst: int, expected: Outcome
    ) -> None:
        """Known between bounds, it is known if both say the same."""
        reading = attrs.evolve(
            share(0), other=share(worst * HOUR), doubt=Code.UNOBSERVED
        )
        judged = Target.of(at_least="99%").judge(reading, SERVICE)
        assert expected is judged.outcome
        if expected is Outcome.UNDETERMINED:
            assert (
                Reason(
                    Code.UNOBSERVED,
                    "the outcome of label turns on time that nobody observed",
                )
                == judged.reason
            )


class TestAllowance:
    """The downtime that a bound allows."""

    @pytest.mark.parametrize(
        ("reading", "bound", "expected"),
        [
            (share(HOUR), "99%", HOUR),
            (share(HOUR), "3 hours", 3 * HOUR),
            (outage(HOUR), "3 hours", 3 * HOUR),
            (outage(HOUR), "99%", None),
            (number(1), "3 hours", None),
        ],
    )
    def test_is_a_length(
        self, reading: Reading, bound: str, expected: int | None
    ) -> None:
        """None without downtime, or without a measured length to share."""
        figure = Figure.parse(bound)
        assert expected == allowance(reading, (Comparison.AT_LEAST, figure))


def stretch(
    *pieces: tuple[int, int], weights: tuple[Fraction, ...] | None = None
) -> Stretch:
    """Return downtime in hours of the day."""
    pairs = tuple((START + a * HOUR, START + b * HOUR) for a, b in pieces)
    return Stretch("o", pairs[0][0], pairs[-1][1], pairs, 0, weights)


def passed(
    comparison: Comparison, bound: str, *stretches: Stretch
) -> Fraction:
    """Return the hour at which a bound of a day could not be kept."""
    down = sum(b - a for one in stretches for a, b in one.pieces)
    reading = share(down, 24 * HOUR, *stretches)
    instant = breached_at(reading, (comparison, Figure.parse(bound)), VIEW)
    return Fraction(instant - START, HOUR)


HALF = (Fraction(1, 2),)


class TestBreachedAt:
    """The first instant at which a promise could not be kept."""

    @pytest.mark.parametrize(
        ("bound", "at_most", "less_than"),
        [
            ("0 hours", 1, 1),
            ("1 hour", 2, 2),
            ("2 hours", 5, 3),
            ("3 hours", 6, 6),
            ("4 hours", 24, 7),
            ("5 hours", 24, 24),
        ],
    )
    def test_running_downtime_passes_or_reaches(
        self, bound: str, at_most: int, less_than: int
    ) -> None:
        """Down from 1 to 3 and from 5 to 7; unordered pieces are sorted."""
        downs = (stretch((5, 7)), stretch((1, 3)))
        assert at_most == passed(Comparison.AT_MOST, bound, *downs)
        assert less_than == passed(Comparison.LESS_THAN, bound, *downs)

    def test_a_percentage_allows_its_share_of_what_was_measured(
        self,
    ) -> None:
        """75% of a day allow six hours."""
        found = passed(Comparison.AT_LEAST, "75%", stretch((4, 12)))
        assert found == 10

    def test_no_percentage_above_all_goes_back_in_time(self) -> None:
        """What never could be kept is broken where downtime begins."""
        found = passed(Comparison.AT_LEAST, "150%", stretch((4, 12)))
        assert found == 4

    def test_weights_slow_it_down(self) -> None:
        """Half down, an hour takes two."""
        downs = stretch((2, 8), weights=HALF)
        assert passed(Comparison.AT_MOST, "1 hour", downs) == 4

    def test_pieces_have_their_own_weights(self) -> None:
        """Two hours of halves, then the whole."""
        downs = stretch((2, 4), (4, 8), weights=(*HALF, Fraction(1)))
        assert passed(Comparison.AT_MOST, "2 hours", downs) == 5

    def test_parts_of_a_microsecond_pass_with_it(self) -> None:
        """The first whole one at which it is passed."""
        third = stretch((2, 8), weights=(Fraction(1, 3),))
        reading = share(2 * HOUR, 24 * HOUR, third)
        one = Figure(Quantity.LENGTH, Fraction(1, 2))
        instant = breached_at(reading, (Comparison.AT_MOST, one), VIEW)
        assert START + 2 * HOUR + 2 == instant

    def test_without_downtime_it_is_the_end(self) -> None:
        """A mean is known when the period is over."""
        reading = attrs.evolve(share(0), downtime=None, measured=None)
        bound = (Comparison.AT_LEAST, Figure.parse("99%"))
        assert VIEW.end == breached_at(reading, bound, VIEW)

    @pytest.mark.parametrize(
        ("comparison", "bound", "hour"),
        [
            (Comparison.AT_MOST, "0", 1),
            (Comparison.AT_MOST, "1", 3),
            (Comparison.AT_MOST, "1.5", 3),
            (Comparison.AT_MOST, "2", 5),
            (Comparison.AT_MOST, "3", 24),
            (Comparison.LESS_THAN, "0", 24),
            (Comparison.LESS_THAN, "1", 1),
            (Comparison.LESS_THAN, "1.5", 3),
            (Comparison.LESS_THAN, "3", 5),
            (Comparison.AT_LEAST, "1", 24),
            (Comparison.MORE_THAN, "1", 24),
        ],
    )
    def test_a_count_is_broken_by_the_one_too_many(
        self, comparison: Comparison, bound: str, hour: int
    ) -> None:
        """Where it starts; too few are known at the end."""
        reading = attrs.evolve(
            number(3),
            stretches=(stretch((5, 6)), stretch((1, 2)), stretch((3, 4))),
        )
        found = breached_at(reading, (comparison, Figure.parse(bound)), VIEW)
        assert START + hour * HOUR == found


class TestLimit:
    """One bound of a target."""

    @pytest.mark.parametrize(
        ("bound", "expected"),
        [
            ("99%", Figure.parse("99%")),
            (Attribute("a"), Attribute("a")),
        ],
    )
    def test_reads_text(self, bound: Bound | str, expected: Bound) -> None:
        """A figure's text; an attribute stays one."""
        assert expected == Limit(Comparison.AT_LEAST, bound).bound
