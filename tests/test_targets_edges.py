"""Targets where a reading lacks a part, or breaks by a microsecond."""

from fractions import Fraction

import attrs

from slapolicy import _time
from slapolicy.facts import Service
from slapolicy.figures import Figure, Quantity
from slapolicy.terms.exchange import Comparison, Outcome, Reading, Stretch
from slapolicy.terms.targets import Target, allowance, breached_at
from tests.views import DAY, record_of, view_of


HOUR = _time.HOUR
VIEW = view_of(record_of(DAY))
START = VIEW.start
SERVICE = Service(id="s")


def outage(name: str, start: int, end: int) -> Stretch:
    """Return downtime between two instants after the period's start."""
    first, last = START + start, START + end
    return Stretch(name, first, last, ((first, last),), last - first)


def share(*stretches: Stretch) -> Reading:
    """Return the availability of a day with such downtime."""
    down = sum(one.counted for one in stretches)
    value = 1 - Fraction(down, 24 * HOUR)
    return Reading(
        subject="label",
        quantity=Quantity.PERCENTAGE,
        exact=value,
        value=value,
        downtime=down,
        measured=24 * HOUR,
        stretches=stretches,
    )


def breach(reading: Reading, length: int) -> int:
    """Return when a reading could not keep to so much downtime."""
    bound = (Comparison.AT_MOST, Figure(Quantity.LENGTH, Fraction(length)))
    return breached_at(reading, bound, VIEW) - START


class TestExcess:
    """The downtime beyond what a bound allows."""

    def test_is_not_told_of_a_share_of_nothing_measured(self) -> None:
        """A share allows no length where nothing says of what."""
        reading = attrs.evolve(share(outage("a", 0, HOUR)), measured=None)
        judged = Target.of(at_least="99%").judge(reading, SERVICE)
        assert Outcome.BREACHED is judged.outcome
        assert judged.reading.excess is None

    def test_of_all_that_is_down_where_nothing_was_measured(self) -> None:
        """A share of nothing allows nothing."""
        reading = attrs.evolve(share(), measured=0)
        bound = (Comparison.AT_LEAST, Figure.parse("99%"))
        assert 0 == allowance(reading, bound)

    def test_may_be_one_microsecond(self) -> None:
        """Little beyond is not nothing beyond."""
        judged = Target.of(at_least="100%").judge(
            share(outage("a", 0, 1)), SERVICE
        )
        assert 1 == judged.reading.excess


class TestUndetermined:
    """A bound that cannot be compared with the reading."""

    def test_hands_the_reading_on(self) -> None:
        """What was read is still told."""
        reading = share(outage("a", 0, HOUR))
        judged = Target.of(at_most="3").judge(reading, SERVICE)
        assert Outcome.UNDETERMINED is judged.outcome
        assert reading == judged.reading


class TestBreachedAt:
    """The first instant at which the bound could not be kept."""

    def test_by_one_microsecond(self) -> None:
        """The allowed downtime ends a microsecond before the outage."""
        assert HOUR - 1 == breach(share(outage("a", 0, HOUR)), HOUR - 1)

    def test_adds_up_all_that_came_before(self) -> None:
        """The third of three hours is the one that is too much."""
        hours = [outage(str(at), at * HOUR, (at + 1) * HOUR) for at in (1, 3)]
        last = outage("5", 5 * HOUR, 6 * HOUR)
        assert 5 * HOUR + HOUR // 2 == (
            breach(share(*hours, last), 5 * HOUR // 2)
        )
