"""Agreements that changed, with billing periods and three versions."""

import datetime as dt

from typing import final

import attrs
import pytest

from slapolicy import (
    Carried,
    Claim,
    Decision,
    Effective,
    Maintenance,
    MaintenanceExclusion,
    Outcome,
    PeriodMismatchError,
    Policy,
    Pool,
    Record,
    Service,
    Span,
    View,
)
from slapolicy.evaluation import PolicyHistory, evaluate_history
from slapolicy.periods import BillingPeriod, CalendarPeriod, Period
from tests.agreed import RECORD, down, outage, policy_of
from tests.views import at


def version(
    number: str,
    from_: str | None = None,
    until: str | None = None,
    period: Period | None = None,
) -> Policy:
    """Return a version of the agreement, in force on those days."""
    policy = policy_of()
    return attrs.evolve(
        policy,
        version=number,
        period=policy.period if period is None else period,
        effective=Effective(
            from_=from_ and f"2026-{from_}", until=until and f"2026-{until}"
        ),
    )


def changed(on: str, period: Period | None = None) -> PolicyHistory:
    """Return an agreement that changed on a day."""
    return PolicyHistory(
        [version("1", None, on, period), version("2", on, None, period)]
    )


class TestInstant:
    """From when everything is seen."""

    def test_also_where_nothing_changed(self) -> None:
        """What lies after it has not happened."""
        seen = at("06-02 00:00")
        record = down(outage("06-10 00:00", "06-11 00:00"))
        history = PolicyHistory([policy_of()])
        (part,) = evaluate_history(history, record, as_of=seen).parts
        assert seen == part.as_of
        assert Outcome.MET is part.results[0].outcome


class TestRecord:
    """What the evaluation is of."""

    def test_is_the_record_as_given(self) -> None:
        """Also where each part has one of its own."""
        assert RECORD == evaluate_history(changed("06-11"), RECORD).record

    def test_claims_of_the_period_are_of_each_part(self) -> None:
        """Those of a day, or of an outage, stay what they were."""
        claims = [
            Claim(commitment="uptime", subject=subject)
            for subject in ("2026-06", "2026-06-05")
        ]
        record = attrs.evolve(RECORD, claims=claims)
        parts = evaluate_history(changed("06-11"), record).parts
        assert [
            ["2026-06-01/2026-06-11", "2026-06-05"],
            ["2026-06-11/2026-07-01", "2026-06-05"],
        ] == [[one.subject for one in part.record.claims] for part in parts]

    def test_shares_of_the_fee_are_rounded_from_its_start(self) -> None:
        """A tenth of two cents is nothing yet."""
        service = Service(id="s", fee="0.02 EUR")
        record = attrs.evolve(RECORD, service=service)
        parts = evaluate_history(changed("06-04"), record).parts
        fees = [str(one.record.service.fee) for one in parts]
        assert ["0.00 EUR", "0.02 EUR"] == fees


class TestBillingPeriods:
    """Versions that measure from the service's billing anchor."""

    period = BillingPeriod("month")
    service = Service(
        id="s", fee="100.00 EUR", billing_anchor=dt.date(2026, 1, 15)
    )

    def test_are_the_service_s(self) -> None:
        """The period is one of the anchor's."""
        span = Span(at("06-15 00:00"), at("07-15 00:00"))
        record = Record(service=self.service, period=span)
        parts = evaluate_history(changed("06-20", self.period), record).parts
        assert ["2026-06-15/2026-06-20", "2026-06-20/2026-07-15"] == [
            one.label for one in parts
        ]

    def test_others_are_refused(self) -> None:
        """The message names those that are near."""
        record = Record(service=self.service, period=RECORD.period)
        with pytest.raises(PeriodMismatchError) as raised:
            evaluate_history(changed("06-20", self.period), record)
        assert ("2026-05-15/2026-06-15", "2026-06-15/2026-07-15") == (
            raised.value.nearest
        )


class TestNominalLength:
    """A period that is measured as if it had another length."""

    def test_is_shared_to_the_microsecond(self) -> None:
        """What is left of one is dropped: 30 × 21 / 31 days."""
        period = CalendarPeriod("month", nominal=dt.timedelta(days=30))
        july = Span(at("07-01 00:00"), at("08-01 00:00"))
        record = attrs.evolve(RECORD, period=july)
        parts = evaluate_history(changed("07-11", period), record).parts
        assert [836_129_032_258, 1_755_870_967_741] == [
            one.results[0].readings[0].reading.measured for one in parts
        ]


@final
@attrs.frozen
class Grace:
    """An exclusion from outside, without an id, that excuses nothing."""

    def excuse(self, view: View, used: object) -> tuple[Decision, ...]:
        """Return no decision."""
        del view, used
        return ()


class TestPools:
    """What one side used of a pool."""

    def test_is_not_that_of_another_rule_in_its_place(self) -> None:
        """Whatever that rule is."""
        pool = Pool(at_most="2 hours", per="year")
        first, second = (
            attrs.evolve(one, exclusions=[rule])
            for one, rule in (
                (version("1", None, "06-11"), MaintenanceExclusion(pool=pool)),
                (version("2", "06-11"), Grace()),
            )
        )
        works = Maintenance(start=at("06-05 00:00"), end=at("06-05 01:00"))
        record = attrs.evolve(RECORD, maintenance=[works])
        history = PolicyHistory([first, second])
        before, after = evaluate_history(history, record).parts
        assert (("0", dt.timedelta(hours=1)),) == before.carried.excluded
        assert () == after.record.carried.excluded


class TestCarried:
    """What the next period starts from."""

    def test_the_worst_of_either_side(self) -> None:
        """Also where it was the first that was broken."""
        record = attrs.evolve(
            down(outage("06-05 00:00", "06-06 00:00")),
            carried=Carried(breaches={"uptime": ["met"]}),
        )
        carried = evaluate_history(changed("06-11"), record).carried
        assert {"uptime": ("met", "breached")} == dict(carried.breaches)
        worst = evaluate_history(changed("06-11"), record).parts[0]
        assert (worst.results[0].readings[0].reading.exact,) == (
            dict(carried.values)["uptime"]
        )

    def test_all_that_was_granted(self) -> None:
        """By each of three versions."""
        history = PolicyHistory(
            [
                version("1", None, "06-11"),
                version("2", "06-11", "06-21"),
                version("3", "06-21"),
            ]
        )
        record = down(
            outage("06-05 00:00", "06-05 05:00"),
            outage("06-15 00:00", "06-15 05:00"),
            outage("06-25 00:00", "06-25 05:00"),
        )
        carried = evaluate_history(history, record).carried
        assert [
            "2026-06-01/2026-06-11",
            "2026-06-11/2026-06-21",
            "2026-06-21/2026-07-01",
        ] == [label for label, _ in carried.credited]
