"""Rules from outside the package: one frozen class with one method each."""

from fractions import Fraction
from typing import ClassVar

import attrs

from slapolicy import (
    Award,
    Basis,
    Decision,
    Decisions,
    Evaluation,
    Line,
    Quantity,
    Reading,
    View,
    evaluate,
    policy_from_dict,
    record_from_dict,
)
from slapolicy.documents import KINDS


@attrs.frozen(kw_only=True)
class TicketCount:
    """A metric: how many tickets were opened in the period."""

    kind: ClassVar[str] = "ticket-count"

    def measure(self, view: View, decisions: Decisions) -> tuple[Reading, ...]:
        """Return the number of tickets."""
        del decisions
        count = Fraction(len(view.record.tickets))
        return (
            Reading(
                subject=view.label,
                quantity=Quantity.NUMBER,
                exact=count,
                value=count,
            ),
        )


@attrs.frozen(kw_only=True)
class FirstMinute:
    """An exclusion: the first minute of every outage."""

    kind: ClassVar[str] = "first-minute"

    def excuse(self, view: View, used: object) -> tuple[Decision, ...]:
        """Return a decision for each outage."""
        del used
        return tuple(
            Decision(
                rule=self.kind,
                fact=one.name,
                held=True,
                spans=((one.start, min(one.start + 60_000_000, one.end)),),
            )
            for one in view.downs
        )


@attrs.frozen(kw_only=True)
class DoublingCredit:
    """A credit rule: one, two, four … for each hour."""

    kind: ClassVar[str] = "doubling"
    first: Fraction

    def award(self, reading: Reading, basis: Basis) -> Award:
        """Return one line."""
        del basis
        hours = int((reading.downtime or 0) // 3_600_000_000)
        line = Line(
            rule=self.kind,
            subject=reading.subject,
            amount=None,
            quantity=Fraction(hours),
            money=self.first * (2**hours - 1),
        )
        return Award((line,))


KINDS_WITH_OURS = (
    KINDS.register(TicketCount).register(FirstMinute).register(DoublingCredit)
)

POLICY = policy_from_dict(
    {
        "id": "own-rules",
        "timezone": "UTC",
        "currency": "EUR",
        "period": {"kind": "calendar", "unit": "month"},
        "commitments": [
            {
                "id": "quiet",
                "metric": {"kind": "ticket-count"},
                "target": {"at_most": "1"},
            },
            {
                "id": "uptime",
                "metric": {"kind": "availability"},
                "target": {"at_least": "99.9%"},
                "credit": {"kind": "doubling", "first": "1.5"},
                "exclusions": [{"kind": "first-minute"}],
            },
        ],
    },
    kinds=KINDS_WITH_OURS,
)


def _evaluated() -> Evaluation:
    """Return what follows from two tickets and an outage of 121 minutes."""
    record = record_from_dict(
        {
            "service": {"id": "web", "fee": "100.00 EUR"},
            "period": "2026-06",
            "outages": [
                {
                    "id": "o1",
                    "start": "2026-06-10T10:00:00Z",
                    "end": "2026-06-10T12:01:00Z",
                }
            ],
            "tickets": [
                {"id": "t1", "opened": "2026-06-02T10:00:00Z"},
                {"id": "t2", "opened": "2026-06-03T10:00:00Z"},
            ],
        },
        POLICY,
    )
    return evaluate(POLICY, record)


class TestFromOutside:
    """What is written outside the package works as what is inside."""

    def test_metric_measures(self) -> None:
        """Two tickets are more than one."""
        result = _evaluated().result("quiet")
        assert "breached" == result.outcome.value
        assert Fraction(2) == result.readings[0].reading.value

    def test_exclusion_excuses(self) -> None:
        """A minute of the outage does not count."""
        result = _evaluated().result("uptime")
        assert [60] == [int(one.seconds) for one in result.exclusions]
        assert 7_200_000_000 == result.readings[0].reading.downtime

    def test_credit_rule_awards(self) -> None:
        """Two hours are worth one and a half, and three."""
        assert "4.50 EUR" == str(_evaluated().credit.money)

    def test_documents_write_the_rules_again(self) -> None:
        """A policy with rules of one's own is read as it was written."""
        again = policy_from_dict(POLICY.to_dict(), kinds=KINDS_WITH_OURS)
        assert POLICY == again
