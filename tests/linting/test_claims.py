"""Claims that lapse too early, and clocks that nothing can start."""

import pytest

from slapolicy import DateWitness
from tests.linting.small import codes, found, only, sla


BAD_WINDOWS = (
    "{kind: success-rate, aggregate: bad-windows, window: 5 minutes, "
    "bad_above: 5%}"
)
TICKETS = "{kind: ticket-time, clock: response}"
FLAT = "{kind: flat, amount: 10%}"
LIMIT = "{at_most: 2 hours}"


def claims(keys: str) -> str:
    """Return terms of claims; all of it is YAML."""
    return f"claims: {{{keys}}}\n"


class TestWindowBeforeMetric:
    """The claim can lapse before there is a figure to claim for."""

    def test_days_from_the_outage(self) -> None:
        """An outage on the 1st lapses on the 8th, the month ends later."""
        policy = sla(
            more=claims("file: {within: 7 days, after: outage-start}")
        )
        one = only(policy, "window-before-metric")
        assert "claims.file" == one.path
        assert isinstance(one.witness, DateWitness)
        assert (
            "2027-04-01T00:00:00+00:00",
            "2027-04-08T00:00:00+00:00",
            "2027-05-01T00:00:00+00:00",
        ) == (
            one.witness.outage.isoformat(),
            one.witness.lapses.isoformat(),
            one.witness.known.isoformat(),
        )

    @pytest.mark.parametrize(
        "file",
        [
            "{within: 7 days, after: period-end}",
            "{within: 31 days, after: outage-start}",
            "{within: 1 day, after: outage-start, end_of: month}",
            "{within: 1 day, after: breach}",
            "{within: 1 day, after: {event: uptime-report}}",
        ],
    )
    def test_what_ends_with_the_month_or_later_is_fine(
        self, file: str
    ) -> None:
        """So is what counts from the breach, or from an event."""
        assert [] == found(sla(more=claims(f"file: {file}")))

    def test_every_length_of_the_period_is_tried(self) -> None:
        """Thirty days are too few in a month of 31."""
        policy = sla(
            more=claims("file: {within: 30 days, after: outage-start}")
        )
        witness = only(policy, "window-before-metric").witness
        assert isinstance(witness, DateWitness)
        assert 31 == (witness.known - witness.outage).days

    @pytest.mark.parametrize(
        "after",
        [
            "outage-end",
            "detection",
            "report",
            "verification",
            "notification",
            "period-start",
        ],
    )
    def test_all_that_may_happen_at_once(self, after: str) -> None:
        """Nobody says that it takes any time."""
        terms = claims(f"file: {{within: 7 days, after: {after}}}")
        assert {"window-before-metric"} == codes(sla(more=terms))

    def test_who_need_not_claim_is_never_late(self) -> None:
        """Credits are automatic."""
        terms = "required: false, file: {within: 1 day, after: outage-start}"
        assert [] == found(sla(more=claims(terms)))

    def test_what_earns_nothing_is_not_claimed(self) -> None:
        """There is nothing to be late for."""
        terms = claims("file: {within: 1 day, after: outage-start}")
        assert [] == found(sla("", more=terms))

    def test_an_outage_is_known_when_it_broke_its_limit(self) -> None:
        """Not when the month is over."""
        terms = claims("file: {within: 7 days, after: outage-start}")
        restored = {"metric": "{kind: restoration}", "target": LIMIT}
        assert [] == found(sla(FLAT, more=terms, **restored))
        terms = claims("file: {within: 1 hour, after: outage-start}")
        one = only(sla(FLAT, more=terms, **restored), "window-before-metric")
        assert "needs the outage's length" in one.message

    def test_a_commitment_has_its_own_terms(self) -> None:
        """They go before the policy's."""
        own = "    claims: {file: {within: 7 days, after: outage-start}}\n"
        policy = sla(
            of_one=own,
            more=claims("file: {within: 7 days, after: period-end}"),
        )
        assert [
            ("window-before-metric", "commitments[0].claims.file")
        ] == found(policy)

    def test_two_promises_share_one_clock(self) -> None:
        """It is told once."""
        second = (
            "  - {id: second, metric: {kind: availability}, target: "
            "{at_least: 99%}, credit: {kind: flat, amount: 10%}}\n"
        )
        policy = sla(
            of_one=second,
            more=claims("file: {within: 7 days, after: outage-start}")
            + "credits: {combine: sum}\n",
        )
        assert [("window-before-metric", "claims.file")] == found(policy)

    def test_billing_cycles_have_a_day_to_begin_with(self) -> None:
        """The end of the cycle is the end of the period."""
        policy = sla(
            period="{kind: billing, unit: month}",
            more=claims(
                "file: {within: 1 day, after: outage-start, "
                "end_of: billing-cycle}"
            ),
        )
        assert [] == found(policy)

    def test_a_calendar_that_never_opens_has_another_fault(self) -> None:
        """No deadline can be reckoned with it."""
        policy = sla(
            more=claims("file: {within: 5 business days, after: outage-start}")
            + "calendars: {desk: {hours: {}}}\n"
        )
        assert {"not-evaluable"} == codes(policy)

    def test_a_promise_that_nobody_breaks_is_tried_with_a_minute(
        self,
    ) -> None:
        """Its target is an attribute, or it cannot be broken."""
        terms = claims("file: {within: 7 days, after: outage-start}")
        for target in ("{at_least: 0%}", "{at_least: {attribute: agreed}}"):
            policy = sla(FLAT, target=target, more=terms)
            assert "window-before-metric" in codes(policy)


class TestAnchorUnknown:
    """A deadline whose clock no fact can ever start."""

    def test_filing_without_after(self) -> None:
        """It counts from nothing."""
        policy = sla(more=claims("file: {within: 7 days}"))
        assert [("anchor-unknown", "claims.file")] == found(policy)

    @pytest.mark.parametrize(
        ("step", "after"),
        [
            ("notify", "notification"),
            ("notify", "filing"),
            ("file", "filing"),
            ("file", "decision"),
            ("acknowledge", "decision"),
            ("decide", "decision"),
        ],
    )
    def test_what_comes_later(self, step: str, after: str) -> None:
        """A step cannot wait for itself, or for what follows it."""
        terms = claims(f"{step}: {{within: 7 days, after: {after}}}")
        assert [("anchor-unknown", f"claims.{step}")] == found(sla(more=terms))

    @pytest.mark.parametrize(
        ("step", "after"),
        [
            ("acknowledge", "filing"),
            ("decide", "acknowledgement"),
            ("appeal", "decision"),
            ("apply", "decision"),
            ("apply", "{event: next-invoice}"),
        ],
    )
    def test_what_comes_before(self, step: str, after: str) -> None:
        """That is what steps count from."""
        terms = claims(f"{step}: {{within: 7 days, after: {after}}}")
        assert [] == found(sla(more=terms))

    def test_what_opens_the_filing_too(self) -> None:
        """It has a clock of its own."""
        terms = claims(
            "file: {within: 7 days, after: period-end, "
            "opens: {within: 1 day, after: filing}}"
        )
        assert [("anchor-unknown", "claims.file.opens")] == found(
            sla(more=terms)
        )

    @pytest.mark.parametrize(
        ("metric", "target", "after"),
        [
            (TICKETS, LIMIT, "verification"),
            (TICKETS, LIMIT, "detection"),
            (TICKETS[:-1] + ", within: 1 hour}", "{at_least: 90%}", "report"),
            (BAD_WINDOWS, "{at_least: 99%}", "report"),
            (
                "{kind: success-rate, aggregate: total}",
                "{at_least: 99%}",
                "outage-end",
            ),
            (
                "{kind: gauge, metric: x, statistic: mean}",
                "{at_most: 5}",
                "outage-start",
            ),
        ],
    )
    def test_what_the_metric_never_knows(
        self, metric: str, target: str, after: str
    ) -> None:
        """Tickets are not detected, samples have no outage."""
        terms = claims(f"file: {{within: 90 days, after: {after}}}")
        policy = sla(FLAT, metric=metric, target=target, more=terms)
        assert [("anchor-unknown", "claims.file")] == found(policy)

    @pytest.mark.parametrize(
        ("metric", "target", "after"),
        [
            (TICKETS, LIMIT, "report"),
            (BAD_WINDOWS, "{at_least: 99%}", "outage-end"),
            ("{kind: count}", "{at_most: 3}", "verification"),
        ],
    )
    def test_what_the_metric_knows(
        self, metric: str, target: str, after: str
    ) -> None:
        """A ticket is reported when it is opened, bad windows end."""
        terms = claims(f"file: {{within: 90 days, after: {after}}}")
        assert [] == found(sla(FLAT, metric=metric, target=target, more=terms))
