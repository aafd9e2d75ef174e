"""What a metric would have read with another downtime, and where tables turn."""

from fractions import Fraction

import attrs
import pytest

from slapolicy import (
    Attribute,
    Availability,
    FlatCredit,
    PerStepCredit,
    Reading,
    Requests,
    Restoration,
    SuccessRate,
    SumCredit,
    Target,
    TieredCredit,
    TierRow,
    Unobserved,
)
from slapolicy.evaluation import Evaluation
from slapolicy.figures import Quantity
from slapolicy.terms.exchange import Basis, Rereads, Tabled
from tests.agreed import RECORD, answer, down, outage, policy_of, promise
from tests.views import at


HOUR = 3_600_000_000


def reading(evaluation: Evaluation) -> Reading:
    """Return the one reading of an evaluation."""
    (found,) = evaluation.results[0].readings
    return found.reading


class TestReread:
    """`reread` of the metrics that read downtime."""

    @pytest.mark.parametrize(
        ("end", "hours"),
        [
            ("06-01 00:00", 0),
            ("06-01 01:00", 1),
            ("06-11 00:00", 240),
            ("07-01 00:00", 720),
        ],
    )
    def test_availability(self, end: str, hours: int) -> None:
        """It reads what it reads of an outage that is really as long."""
        metric = Availability(precision=1)
        policy = policy_of(promise(metric, Target.of(at_least="99%")))
        expected = reading(answer(down(outage("06-01 00:00", end)), policy))
        other = down(outage("06-02 00:00", "06-02 03:00"))
        short = reading(answer(other, policy))
        found = metric.reread(short, hours * HOUR)
        assert (found.exact, found.value) == (expected.exact, expected.value)
        assert found.downtime == hours * HOUR
        assert found.stretches == short.stretches

    def test_more_than_all(self) -> None:
        """Availability is never below 0."""
        metric = Availability()
        found = metric.reread(reading(answer(RECORD)), 1000 * HOUR)
        assert found.exact == 0

    def test_bounds(self) -> None:
        """What it may yet turn out to be moves by as much, not below 0."""
        metric = Availability(unobserved="undetermined")
        record = attrs.evolve(
            down(outage("06-02 00:00", "06-02 01:00")),
            unobserved=[
                Unobserved(start=at("06-03 00:00"), end=at("06-03 02:00"))
            ],
        )
        policy = policy_of(promise(metric, Target.of(at_least="99%")))
        read = reading(answer(record, policy))
        found = metric.reread(read, 2 * HOUR)
        assert found.other is not None
        assert (found.downtime, found.other.downtime) == (2 * HOUR, 4 * HOUR)
        assert found.other.exact == Fraction(716, 720)
        none = metric.reread(attrs.evolve(read, downtime=9 * HOUR), 0)
        assert none.other is not None
        assert none.other.downtime == 0

    def test_nothing_measured(self) -> None:
        """Where nothing was measured there is nothing to read again."""
        record = attrs.evolve(
            RECORD,
            unobserved=[
                Unobserved(start=at("06-01 00:00"), end=at("07-01 00:00"))
            ],
        )
        read = reading(answer(record))
        assert Availability().reread(read, HOUR) == read

    def test_bad_windows(self) -> None:
        """Windows are downtime too."""
        metric = SuccessRate(
            aggregate="bad-windows", window="1 hour", bad_above="5%"
        )
        record = attrs.evolve(
            RECORD,
            requests=[
                Requests(
                    start=at("06-10 09:00"),
                    end=at("06-10 10:00"),
                    total=10,
                    failed=9,
                )
            ],
        )
        policy = policy_of(promise(metric, Target.of(at_least="99%")))
        read = reading(answer(record, policy))
        assert read.exact == Fraction(719, 720)
        assert metric.reread(read, 2 * HOUR).exact == Fraction(718, 720)

    def test_other_rates(self) -> None:
        """A rate that makes no downtime of requests stays as it is."""
        metric = SuccessRate(aggregate="total")
        read = Reading(
            subject="2026-06",
            quantity=Quantity.PERCENTAGE,
            exact=Fraction(1),
            value=Fraction(1),
        )
        assert metric.reread(read, HOUR) == read

    def test_restoration(self) -> None:
        """The outage itself is of another length."""
        metric = Restoration()
        policy = policy_of(promise(metric, Target.of(at_most="2 hours")))
        read = reading(
            answer(down(outage("06-02 00:00", "06-02 01:00")), policy)
        )
        found = metric.reread(read, 3 * HOUR)
        assert [found.exact, found.value] == [3 * HOUR, 3 * HOUR]
        assert [one.counted for one in found.stretches] == [3 * HOUR]

    @pytest.mark.parametrize(
        ("rule", "expected"),
        [
            (Availability(), [True, False]),
            (Restoration(), [True, False]),
            (SumCredit(rules=[FlatCredit(amount="1%")]), [False, True]),
            # Its field `step` makes it no table.
            (PerStepCredit(amount="1%", step="1%"), [False, False]),
        ],
    )
    def test_protocols(self, rule: object, expected: list[bool]) -> None:
        """Metrics can be asked for the one, tables for the other."""
        protocols = (Rereads, Tabled)
        assert [isinstance(rule, one) for one in protocols] == expected


TABLE = TieredCredit(
    rows=[
        TierRow(at_least="99%", below="99.9%", credit="10%"),
        TierRow(above="95%", at_most="99%", credit="25%"),
    ]
)


class TestPlace:
    """`place` of the rules that have tables."""

    basis = Basis(service=RECORD.service, length=720 * HOUR, zone="UTC")

    def at(self, percent: str) -> Reading:
        """Return a reading of so many percent."""
        value = Fraction(percent) / 100
        return Reading(
            subject="2026-06",
            quantity=Quantity.PERCENTAGE,
            exact=value,
            value=value,
        )

    @pytest.mark.parametrize(
        ("percent", "expected"),
        [
            ("90", 0),
            ("95", 0),
            ("95.1", 1),
            ("99", 2),
            ("99.1", 3),
            ("99.9", 4),
            ("100", 4),
        ],
    )
    def test_it_rises_at_each_bound(self, percent: str, expected: int) -> None:
        """At a row's first figure, and behind its last."""
        assert TABLE.place(self.at(percent), self.basis) == (expected,)

    def test_no_figure(self) -> None:
        """What a reading does not have has no place, nor has a lost bound."""
        by_length = attrs.evolve(
            TABLE,
            reads="downtime",
            rows=[TierRow(above="1 hour", credit="10%")],
        )
        assert by_length.place(self.at("99"), self.basis) == ()
        lost = attrs.evolve(
            TABLE, rows=[TierRow(below=Attribute("promised"), credit="10%")]
        )
        assert lost.place(self.at("99"), self.basis) == ()

    def test_sum(self) -> None:
        """A sum has the places of all its tables."""
        both = SumCredit(rules=[TABLE, FlatCredit(amount="1%"), TABLE])
        assert both.place(self.at("99"), self.basis) == (2, 2)
