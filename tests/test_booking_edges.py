"""The ledger: where it begins and ends, and what is found only once."""

from fractions import Fraction

import attrs
import pytest

from slapolicy import (
    Cap,
    CauseExclusion,
    Commitment,
    CreditTerms,
    FlatCredit,
    Ledger,
    Outage,
    Policy,
    Record,
    Restoration,
    Target,
    Unobserved,
    evaluate,
)
from slapolicy.evaluation import CreditLine, EntryState, LineKind, plan
from slapolicy.evaluation.evaluate import at_length
from slapolicy.evaluation.plan import look
from tests.agreed import RECORD, UPTIME, answer, down, outage, policy_of
from tests.views import at


EACH = Commitment(
    id="each",
    metric=Restoration(),
    target=Target.of(at_most="1 hour"),
    credit=FlatCredit(amount="5.00 EUR"),
)
POLICY = policy_of(exclusions=[CauseExclusion(causes=["dns"])])


@pytest.fixture
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the short way at once."""
    monkeypatch.setattr(plan, "_WORTH_IT", 0)


def states(ledger: Ledger) -> list[tuple[str, str, str | None, str | None]]:
    """Return where each entry begins, its state, rule and fact."""
    return [
        (f"{one.start:%m-%d %H:%M}", one.state.value, one.rule, one.fact)
        for one in ledger.of("uptime")
    ]


def by_all_the_rules(policy: Policy, record: Record) -> Ledger:
    """Return the ledger that all the rules give."""
    return at_length(look(policy, record, None)).ledger


class TestEntries:
    """The period from end to end."""

    def test_time_that_is_one_is_one_entry(self) -> None:
        """From the first of June to the last, wherever slices are cut."""
        unseen = Unobserved(
            id="u1", start=at("06-01 00:00"), end=at("06-03 00:00")
        )
        record = attrs.evolve(
            down(
                outage("06-10 22:00", "06-12 02:00", "o1"),
                outage("06-20 22:00", "06-21 02:00", "o2"),
            ),
            unobserved=[unseen],
        )
        policy = policy_of(attrs.evolve(UPTIME, slice="1 day"))
        assert [
            ("06-01 00:00", "unobserved", None, "u1"),
            ("06-03 00:00", "up", None, None),
            ("06-10 22:00", "counted", None, "o1"),
            ("06-12 02:00", "up", None, None),
            ("06-20 22:00", "counted", None, "o2"),
            ("06-21 02:00", "up", None, None),
        ] == states(answer(record, policy).ledger)

    def test_what_begins_when_it_is_seen_has_not_happened(self) -> None:
        """Neither an outage nor time in which nobody looked."""
        record = attrs.evolve(
            down(outage("06-10 00:00", "06-11 00:00", "o1")),
            unobserved=[
                Unobserved(
                    id="u1", start=at("06-10 00:00"), end=at("06-12 00:00")
                )
            ],
        )
        found = evaluate(POLICY, record, as_of=at("06-10 00:00"))
        assert [("06-01 00:00", "up", None, None)] == states(found.ledger)


@pytest.mark.usefixtures("_at_once")
class TestApart:
    """Facts of which no two touch, answered the short way."""

    first = outage("06-01 00:00", "06-02 00:00", "o1")
    middle = attrs.evolve(
        outage("06-10 00:00", "06-11 00:00", "o2"), cause="dns"
    )
    last = outage("06-30 00:00", "07-01 00:00", "o3")

    @pytest.mark.parametrize(
        ("outages", "expected"),
        [
            ([], [("06-01 00:00", "up", None, None)]),
            (
                [first, middle, last],
                [
                    ("06-01 00:00", "counted", None, "o1"),
                    ("06-02 00:00", "up", None, None),
                    ("06-10 00:00", "excluded", "cause", "o2"),
                    ("06-11 00:00", "up", None, None),
                    ("06-30 00:00", "counted", None, "o3"),
                ],
            ),
        ],
        ids=["quiet", "from end to end"],
    )
    def test_from_end_to_end(
        self,
        outages: list[Outage],
        expected: list[tuple[str, str, str | None, str | None]],
    ) -> None:
        """Nothing stands there that lasts no time."""
        record = down(*outages)
        whole = by_all_the_rules(POLICY, record)
        for _ in range(3):
            found = evaluate(POLICY, record).ledger
            assert expected == states(found)
            assert whole == found

    def test_each_entry_ends_where_the_next_begins(self) -> None:
        """And the last where the period does."""
        evaluate(POLICY, RECORD)
        found = evaluate(POLICY, down(self.middle))
        up, gone, rest = found.ledger.of("uptime")
        assert [gone.start, rest.start, at("07-01 00:00")] == [
            up.end,
            gone.end,
            rest.end,
        ]
        assert EntryState.EXCLUDED is gone.state


@pytest.mark.usefixtures("_at_once")
class TestLines:
    """What adds up to the credit."""

    hit = down(outage("06-10 00:00", "06-10 05:00", "o1"))
    later = down(outage("06-20 00:00", "06-20 05:00", "o2"))

    def test_are_found_once_where_no_fact_matters(self) -> None:
        """Two records that fared alike have the same lines."""
        whole = by_all_the_rules(POLICY, self.hit).credit_lines
        evaluate(POLICY, self.hit)
        first = evaluate(POLICY, self.hit).ledger.credit_lines
        again = evaluate(POLICY, self.later).ledger.credit_lines
        assert whole == first
        assert first is again

    def test_name_the_outage_that_they_are_about(self) -> None:
        """However alike two records fared."""
        policy = policy_of(EACH)
        for _ in range(3):
            for record, name in ((self.hit, "o1"), (self.later, "o2")):
                (line,) = evaluate(policy, record).ledger.credit_lines
                assert name == line.subject

    def test_of_caps_name_the_incident(self) -> None:
        """From which they took."""
        terms = CreditTerms(caps=[Cap(at_most="2.00 EUR", per="incident")])
        found = answer(self.hit, policy_of(EACH, terms=terms)).ledger
        _, cut = found.credit_lines
        assert cut == CreditLine(
            kind=LineKind.CAP,
            money=Fraction(-3),
            commitment="each",
            subject="o1",
            cap=terms.caps[0],
        )
