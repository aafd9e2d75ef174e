"""The steps of a promise: where each begins, to the microsecond."""

import datetime as dt

import attrs
import pytest

from slapolicy import (
    Attribute,
    Availability,
    Commitment,
    CreditRule,
    FlatCredit,
    Metric,
    Outcome,
    PerUnitCredit,
    Restoration,
    SumCredit,
    Target,
    TieredCredit,
    TierRow,
    UnspecifiedCredit,
)
from slapolicy.evaluation.ladder import Asked, Ladder, is_steady, ladder_of
from slapolicy.evaluation.promises import promises_of
from tests.agreed import TABLE, UPTIME, policy_of, promise
from tests.views import JUNE


MET, BROKEN = Outcome.MET, Outcome.BREACHED
MINUTE = 60_000_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR
# A thousandth of June is 43 minutes and 12 seconds.
THOUSANDTH = 30 * DAY // 1000
AMPS = TieredCredit(
    rows=[TierRow(below=Attribute("amps"), credit="10%"), TierRow(credit="5%")]
)


def asked(commitment: Commitment, nominal: int | None = None) -> Asked:
    """Return a promise, asked about June."""
    (one,) = promises_of(policy_of(commitment))
    return Asked(one, JUNE.start_ticks, JUNE.end_ticks, nominal)


def steps(commitment: Commitment, nominal: int | None = None) -> Ladder:
    """Return the steps of a promise in June."""
    return ladder_of(asked(commitment, nominal))


def table(*rows: TierRow, reads: str = "value") -> TieredCredit:
    """Return a table."""
    return TieredCredit(rows=rows, reads=reads)


class TestIsSteady:
    """Whether an award is the same all over a step."""

    @pytest.mark.parametrize(
        ("rule", "expected"),
        [
            (None, True),
            (UnspecifiedCredit(text="something"), True),
            (FlatCredit(amount="10%"), True),
            (FlatCredit(amount="10%", times=Attribute("amps")), False),
            (PerUnitCredit(amount="10%", unit="1 hour"), False),
            (TABLE, True),
            (attrs.evolve(TABLE, times=Attribute("amps")), False),
            (attrs.evolve(TABLE, reads="ratio"), False),
            (table(TierRow(credit="1%"), reads="downtime"), True),
            (table(TierRow(credit="1%"), reads="excess"), False),
            (AMPS, False),
            (SumCredit(rules=[TABLE, FlatCredit(amount="10%")]), True),
            (SumCredit(rules=[TABLE, AMPS]), False),
        ],
    )
    def test_of_each_rule(
        self, rule: CreditRule | None, *, expected: bool
    ) -> None:
        """Only what reads value or downtime, against figures, is."""
        assert expected is is_steady(rule)


class TestEdges:
    """At which downtimes an outcome, or a row, changes."""

    @pytest.mark.parametrize(
        ("metric", "target", "credit", "edges", "broken"),
        [
            pytest.param(
                Availability(),
                Target.of(at_least="99.9%"),
                None,
                (THOUSANDTH, THOUSANDTH + 1),
                1,
                id="a share",
            ),
            pytest.param(
                Availability(),
                Target.of(at_least="100%"),
                None,
                (1,),
                0,
                id="all of it",
            ),
            pytest.param(
                Availability(),
                Target.of(more_than="0%"),
                None,
                (30 * DAY,),
                0,
                id="any of it",
            ),
            pytest.param(
                Availability(),
                Target.of(at_least="99.9%", less_than="30 minutes"),
                None,
                (
                    30 * MINUTE,
                    30 * MINUTE + 1,
                    THOUSANDTH,
                    THOUSANDTH + 1,
                ),
                0,
                id="a share and a length",
            ),
            pytest.param(
                Availability(precision=2),
                Target.of(at_least="99.9%"),
                None,
                # From 99.905 % on down it reads 99.90, from 99.895 less.
                (THOUSANDTH * 95 // 100 + 1, THOUSANDTH * 105 // 100 + 1),
                1,
                id="rounded",
            ),
            pytest.param(
                Availability(),
                Target.of(at_most="40 days"),
                None,
                (),
                0,
                id="more than the period",
            ),
            pytest.param(
                Restoration(),
                Target.of(less_than="40 days"),
                None,
                (40 * DAY, 40 * DAY + 1),
                0,
                id="longer than the period",
            ),
            pytest.param(
                Restoration(),
                Target.of(at_most="0 minutes"),
                None,
                (1,),
                0,
                id="no length",
            ),
            pytest.param(
                Restoration(),
                Target.of(at_most="2 hours"),
                table(
                    TierRow(above="3 hours", at_most="4 hours", credit="1%")
                ),
                (
                    *(2 * HOUR, 2 * HOUR + 1),
                    *(3 * HOUR, 3 * HOUR + 1),
                    *(4 * HOUR, 4 * HOUR + 1),
                ),
                1,
                id="a table of lengths",
            ),
            pytest.param(
                Availability(),
                Target.of(at_least="99.9%"),
                table(TierRow(above="3 hours", credit="1%"), reads="downtime"),
                (THOUSANDTH, THOUSANDTH + 1, 3 * HOUR, 3 * HOUR + 1),
                1,
                id="a table of downtimes",
            ),
            pytest.param(
                Availability(),
                Target.of(at_least="99.9%"),
                SumCredit(
                    rules=[
                        table(TierRow(below="99%", credit="1%")),
                        FlatCredit(amount="2%"),
                        table(TierRow(below="98%", credit="3%")),
                    ]
                ),
                (
                    *(THOUSANDTH, THOUSANDTH + 1),
                    *(10 * THOUSANDTH, 10 * THOUSANDTH + 1),
                    *(20 * THOUSANDTH, 20 * THOUSANDTH + 1),
                ),
                1,
                id="tables added",
            ),
            pytest.param(
                Availability(),
                Target.of(at_least="99.9%"),
                attrs.evolve(TABLE, times=Attribute("amps")),
                (THOUSANDTH, THOUSANDTH + 1),
                1,
                id="a table that is not steady",
            ),
        ],
    )
    def test_to_the_microsecond(
        self,
        metric: Metric,
        target: Target,
        credit: CreditRule | None,
        edges: tuple[int, ...],
        broken: int,
    ) -> None:
        """A step begins where a figure reaches a bound, or passes it."""
        found = steps(promise(metric, target, credit))
        assert edges == found.edges
        kept = (MET,) * (broken + 1)
        assert (*kept, *(BROKEN,) * (len(edges) - broken)) == found.outcomes

    def test_of_a_nominal_length(self) -> None:
        """A share of a hundred days is ten times as long as of ten."""
        found = steps(UPTIME, nominal=100 * DAY)
        tenth = 100 * DAY // 1000
        assert (tenth, tenth + 1) == found.edges[:2]

    def test_of_what_is_never_kept(self) -> None:
        """No outage is shorter than nothing: the first step is broken."""
        never = promise(Restoration(), Target.of(less_than="0 minutes"))
        found = steps(never)
        assert (BROKEN, BROKEN) == found.outcomes
        assert 0 == found.least

    def test_where_the_promise_breaks(self) -> None:
        """The least downtime that breaks it; none where none does."""
        assert THOUSANDTH + 1 == steps(UPTIME).least
        kept = promise(Availability(), Target.of(at_least="0%"))
        assert steps(kept).least > 10_000 * 365 * DAY


class TestStep:
    """On which step a downtime lies."""

    @pytest.mark.parametrize(
        ("downtime", "step"), [(0, 0), (4, 0), (5, 1), (6, 1), (7, 2), (99, 2)]
    )
    def test_from_its_edge_on(self, downtime: int, step: int) -> None:
        """An edge belongs to the step that begins there."""
        assert step == Ladder((5, 7), (MET, BROKEN, BROKEN)).step(downtime)


class TestAsked:
    """What is read at a downtime."""

    def test_nothing_of_an_outage_that_was_excused(self) -> None:
        """A downtime of 0 is that of an outage which does not count."""
        found = asked(promise(Restoration(), Target.of(at_most="1 hour")))
        (none,) = found.reading(0).stretches
        assert ("", JUNE.start_ticks, JUNE.start_ticks + 1, ()) == (
            none.outage,
            none.start,
            none.end,
            none.pieces,
        )
        assert 0 == found.reading(0).value
        assert 5 == found.reading(5).value
        assert found.of_one
        assert not asked(UPTIME).of_one

    def test_a_length_that_began_with_the_period(self) -> None:
        """It is one stretch, without a name, from the start on."""
        reading = asked(UPTIME).reading(HOUR)
        (down,) = reading.stretches
        assert ("", JUNE.start_ticks, JUNE.start_ticks + HOUR) == (
            down.outage,
            down.start,
            down.end,
        )
        assert HOUR == reading.downtime
        assert 30 * DAY == reading.measured

    def test_a_period_as_long_as_agreed(self) -> None:
        """The length to measure is the nominal one, not the real one."""
        assert 5 * DAY == asked(UPTIME, nominal=5 * DAY).reading(0).measured

    def test_more_than_a_period_holds(self) -> None:
        """The least length that no downtime in it has."""
        assert dt.timedelta(30) // dt.timedelta(microseconds=1) + 1 == (
            asked(UPTIME).top
        )
