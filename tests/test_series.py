"""Periods in a row."""

import datetime as dt

import attrs
import pytest

from slapolicy import (
    Cap,
    Carried,
    CreditTerms,
    Maintenance,
    MaintenanceExclusion,
    Money,
    Outage,
    Pool,
    Record,
    RecordError,
    Right,
    Service,
    Span,
    When,
)
from slapolicy.evaluation import evaluate_series
from tests.agreed import RECORD, policy_of
from tests.views import at


def month(number: int, *hours: int) -> Record:
    """Return a month of 2026, down from the first for so many hours."""
    start = at(f"{number:02}-01 00:00")
    return attrs.evolve(
        RECORD,
        period=Span(start, at(f"{number + 1:02}-01 00:00")),
        outages=[
            Outage(start=start, end=start + dt.timedelta(hours=length))
            for length in hours
        ],
    )


class TestSeries:
    """`evaluate_series`."""

    def test_none(self) -> None:
        """No records, no answers."""
        assert evaluate_series(policy_of(), []) == ()

    def test_the_first_keeps_what_it_carries(self) -> None:
        """The others start from what the one before hands on."""
        carried = Carried(breaches={"uptime": ["met"]})
        first, second = evaluate_series(
            policy_of(),
            [
                attrs.evolve(month(6, 2), carried=carried),
                attrs.evolve(
                    month(7),
                    carried=Carried(breaches={"uptime": ["breached"]}),
                ),
            ],
        )
        assert first.record.carried == carried
        assert second.record.carried == first.carried
        assert dict(second.carried.breaches) == {
            "uptime": ("met", "breached", "met")
        }

    def test_rights(self) -> None:
        """Three breaches in a row let the customer go."""
        policy = attrs.evolve(
            policy_of(),
            rights=[
                Right(
                    right="terminate", when=When(breaches=3, consecutive=True)
                )
            ],
        )
        found = evaluate_series(policy, [month(n, 2) for n in (5, 6, 7, 8)])
        assert [bool(one.rights) for one in found] == [
            False,
            False,
            True,
            True,
        ]

    def test_a_cap_over_months(self) -> None:
        """What was granted before is not granted again."""
        terms = CreditTerms(caps=[Cap(at_most="25.00 EUR", per="12 months")])
        found = evaluate_series(
            policy_of(terms=terms), [month(n, 2) for n in (5, 6, 7)]
        )
        assert [one.credit.money for one in found] == [
            Money(10, "EUR"),
            Money(10, "EUR"),
            Money(5, "EUR"),
        ]

    def test_a_pool(self) -> None:
        """Maintenance of one month leaves less for the next."""
        pool = Pool(at_most="3 hours", per="quarter")
        policy = policy_of(exclusions=[MaintenanceExclusion(pool=pool)])
        found = evaluate_series(
            policy,
            [
                attrs.evolve(
                    month(number, 2),
                    maintenance=[
                        Maintenance(
                            start=at(f"{number:02}-01 00:00"),
                            end=at(f"{number:02}-01 02:00"),
                        )
                    ],
                )
                for number in (5, 6, 7)
            ],
        )
        downtimes = [
            one.results[0].readings[0].reading.downtime for one in found
        ]
        assert downtimes == [0, 3_600_000_000, 0]

    def test_one_instant_for_all(self) -> None:
        """Each is seen from it, else from its own end."""
        records = [month(5), month(6)]
        ends = [one.as_of for one in evaluate_series(policy_of(), records)]
        assert ends == [at("06-01 00:00"), at("07-01 00:00")]
        now = at("06-15 00:00")
        found = evaluate_series(policy_of(), records, as_of=now)
        assert [one.as_of for one in found] == [now, now]
        assert [one.is_final for one in found] == [True, False]


class TestRefused:
    """Records that are no series."""

    def test_gap(self) -> None:
        """What is missing is named."""
        with pytest.raises(RecordError) as error:
            evaluate_series(policy_of(), [month(5), month(7)])
        assert str(error.value) == (
            "[1].period: 2026-07 does not follow 2026-05; give what lies "
            "between, from 2026-06-01T00:00:00+00:00"
        )

    def test_disorder(self) -> None:
        """Records stand in order, each once, and every fault is told."""
        with pytest.raises(RecordError) as error:
            evaluate_series(policy_of(), [month(6), month(5), month(5)])
        assert str(error.value) == (
            "[1].period: 2026-05 does not follow 2026-06; put them in "
            "order, each once\n"
            "[2].period: 2026-05 does not follow 2026-05; put them in "
            "order, each once"
        )

    def test_two_services(self) -> None:
        """A series is of one service."""
        other = attrs.evolve(month(6), service=Service(id="other"))
        with pytest.raises(RecordError) as error:
            evaluate_series(policy_of(), [month(5), other])
        assert str(error.value) == (
            "[1].service.id: 'other' is not 's', whose periods come before; "
            "evaluate each service on its own"
        )
