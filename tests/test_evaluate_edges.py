"""One question: what is refused, and from when it is looked at."""

import datetime as dt

import attrs
import pytest

from slapolicy import (
    AmountError,
    Carried,
    Claim,
    Event,
    MaintenanceExclusion,
    Policy,
    Record,
    RecordError,
    evaluate,
)
from slapolicy.errors import messages
from slapolicy.evaluation import plan, work
from slapolicy.evaluation.evaluate import at_length, at_once
from slapolicy.evaluation.plan import MANY, Plan, look
from slapolicy.facts import Maintenance, Outage, Service
from slapolicy.periods import BillingPeriod, parse_label
from slapolicy.spans import Span
from tests.agreed import RECORD, down, euros, outage, policy_of
from tests.views import at


HIT = down(outage("06-10 00:00", "06-10 05:00", "o1"))


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the short way at once."""
    monkeypatch.setattr(plan, "_WORTH_IT", 0)


def known() -> Policy:
    """Return an agreement of which the short way is known."""
    policy = policy_of()
    assert at_once(policy, RECORD, None) is None
    evaluate(policy, RECORD)
    assert at_once(policy, RECORD, None) is not None
    return policy


def refused(policy: Policy, record: Record) -> list[str]:
    """Return with what a record is refused."""
    with pytest.raises(RecordError) as caught:
        evaluate(policy, record)
    return messages(caught.value)


class TestRefused:
    """What does not fit, found the short way too."""

    @pytest.mark.parametrize(
        "record",
        [
            attrs.evolve(RECORD, claims=[Claim(commitment="speed")]),
            attrs.evolve(
                RECORD,
                events=[
                    Event(
                        name="offer",
                        at=at("06-10 00:00"),
                        commitment="speed",
                    )
                ],
            ),
            attrs.evolve(RECORD, carried=Carried(values={"speed": [1]})),
        ],
        ids=["claims", "events", "carried"],
    )
    def test_promises_that_nobody_made(self, record: Record) -> None:
        """Each place in a record that may name one is read."""
        (fault,) = refused(known(), record)
        assert fault.endswith("no commitment 'speed'; the policy has: uptime")

    @pytest.mark.parametrize(
        "service",
        [
            Service(id="s", fee="1.00 USD"),
            Service(id="s", amounts={"lost": "1.00 USD"}),
        ],
        ids=["fee", "sums"],
    )
    def test_sums_in_another_currency(self, service: Service) -> None:
        """Nothing is converted."""
        with pytest.raises(AmountError, match=r"1\.00 USD is not in EUR"):
            evaluate(known(), attrs.evolve(RECORD, service=service))

    def test_more_than_can_be_read(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Outages and maintenance are counted together."""
        monkeypatch.setattr(work, "_MOST", 5)
        monkeypatch.setattr(work, "_EACH", 1)
        works = MaintenanceExclusion()
        policy = policy_of(exclusions=[works, attrs.evolve(works, id="more")])
        evaluate(policy, RECORD)
        record = attrs.evolve(
            down(*(hour(day) for day in (1, 2))),
            maintenance=[
                Maintenance(start=one.start_ticks, end=one.end_ticks or 0)
                for one in map(hour, (3, 4, 5))
            ],
        )
        (fault,) = refused(policy, record)
        assert "read its 5 facts 8 times, and 5 times at most" in fault

    def test_nothing_that_fits(self) -> None:
        """A claim, an event and a sum of one's own are no fault."""
        record = attrs.evolve(
            HIT,
            service=attrs.evolve(HIT.service, amounts={"lost": "1.00 EUR"}),
            claims=[Claim(commitment="uptime", subject="2026-06")],
            events=[Event(name="offer", at=at("06-10 00:00"))],
        )
        found = evaluate(known(), record)
        assert euros("10.00") == found.credit.money

    def test_open_outages(self) -> None:
        """Unless it is said from when they are looked at."""
        policy, start = known(), at("06-30 19:00")
        record = down(Outage(id="o1", start=start))
        (fault,) = refused(policy, record)
        assert "o1 has no end; give as_of, the instant" in fault
        claims = [Claim(commitment="uptime", subject="2026-06")]
        found = evaluate(
            policy,
            attrs.evolve(record, claims=claims),
            as_of=at("07-01 00:00"),
        )
        assert euros("10.00") == found.credit.money


def hour(day: int) -> Outage:
    """Return an outage of an hour."""
    return outage(f"06-{day:02} 00:00", f"06-{day:02} 01:00")


def many(number: int) -> Record:
    """Return so many outages of a minute each, from 2 June on."""
    start, minute = at("06-02 00:00"), dt.timedelta(minutes=1)
    return down(
        *(
            Outage(
                start=start + 2 * place * minute,
                end=start + (2 * place + 1) * minute,
            )
            for place in range(number)
        )
    )


class TestSeen:
    """From when it is looked at."""

    @pytest.mark.parametrize(
        ("as_of", "money"),
        [
            ("06-10 00:00", "0.00"),
            ("06-10 05:00", "10.00"),
            ("07-03 00:00", "10.00"),
        ],
    )
    def test_at_the_instant_that_is_given(
        self, as_of: str, money: str
    ) -> None:
        """The short way, and by all the rules."""
        policy, seen = known(), at(as_of)
        whole = at_length(look(policy, HIT, seen))
        for _ in range(2):
            found = evaluate(policy, HIT, as_of=seen)
            assert (seen, euros(money)) == (found.as_of, found.credit.money)
            assert whole.to_dict() == found.to_dict()

    def test_at_the_end_of_the_period(self) -> None:
        """If nothing is given."""
        assert at("07-01 00:00") == evaluate(known(), HIT).as_of

    def test_not_without_an_offset(self) -> None:
        """A naive instant is refused the short way too."""
        naive = dt.datetime(2026, 7, 1)  # that is the point
        with pytest.raises(AmountError):
            evaluate(known(), HIT, as_of=naive)


class TestAtOnce:
    """The short way to an answer."""

    def test_of_the_service_of_each_anchor(self) -> None:
        """Months of one's own begin on one's own day."""
        policy = attrs.evolve(policy_of(), period=BillingPeriod("month"))
        june = Span.of_ticks(*parse_label("2026-06", "UTC"))
        for day in (1, 31):
            service = Service(
                id="s", fee="9.00 EUR", billing_anchor=dt.date(2026, 1, day)
            )
            record = Record(service=service, period=june)
            if day == 1:
                evaluate(policy, record)
                found = at_once(policy, record, None)
                assert found is not None
                assert "2026-06" == found.label
            else:
                assert at_once(policy, record, None) is None

    def test_of_the_period_whatever_the_anchor(self) -> None:
        """Calendar months are the same for all."""
        policy = known()
        service = attrs.evolve(
            RECORD.service, billing_anchor=dt.date(2026, 1, 15)
        )
        record = attrs.evolve(RECORD, service=service)
        assert at_once(policy, record, None) is not None

    def test_of_a_service_without_a_fee(self) -> None:
        """Where nothing is owed nobody asks of what it is a share."""
        free = attrs.evolve(RECORD, service=Service(id="s"))
        found = at_once(known(), free, None)
        assert found is not None
        assert euros("0.00") == found.credit.money

    @pytest.mark.parametrize(("day", "money"), [(1, "0.00"), (9, "10.00")])
    def test_of_many_outages_as_they_are_seen(
        self, day: int, money: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """From the instant that is given."""
        monkeypatch.setattr(plan, "_WORTH_IT", 16)
        found = evaluate(
            policy_of(), many(MANY), as_of=at(f"06-{day:02} 00:00")
        )
        assert euros(money) == found.credit.money

    @pytest.mark.parametrize("number", [MANY - 1, MANY, MANY + 1])
    def test_is_found_for_many_outages(
        self, number: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """However few records there were, it is taken from then on."""
        monkeypatch.setattr(plan, "_WORTH_IT", 16)
        policy = policy_of()
        found = evaluate(policy, many(number))
        assert (number >= MANY) is bool(Plan.of(policy).seasons)
        assert euros("10.00") == found.credit.money
