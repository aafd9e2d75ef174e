"""Then and now: `Evaluation.compare`."""

from typing import cast

import attrs
import pytest

from slapolicy import (
    Carried,
    Claim,
    Event,
    Maintenance,
    MaintenanceExclusion,
    Outcome,
    Record,
    Sample,
    Service,
    Ticket,
    UnspecifiedCredit,
    evaluate,
)
from slapolicy._tree import tree_of
from slapolicy.evaluation import (
    Change,
    Difference,
    FactChange,
    FieldChange,
    OutcomeChange,
)
from tests.agreed import (
    UPTIME,
    answer,
    down,
    euros,
    outage,
    policy_of,
)
from tests.views import at


HALF_A_DAY = outage("06-10 00:00", "06-10 12:00", "o1")
WORKS = Maintenance(id="m1", start=at("06-10 00:00"), end=at("06-10 11:00"))


def shown(difference: Difference) -> list[tuple[str, str, str]]:
    """Return which facts changed, and how."""
    return [(one.kind, one.id, one.change.value) for one in difference.facts]


class TestCompare:
    """`Evaluation.compare`."""

    then = attrs.evolve(
        down(HALF_A_DAY, outage("06-20 00:00", "06-20 01:00", "o2")),
        maintenance=[WORKS],
    )
    policy = policy_of(exclusions=[MaintenanceExclusion()])

    def difference(self, record: Record) -> Difference:
        """Return what changed from the first record to another."""
        before, after = (
            evaluate(self.policy, one) for one in (self.then, record)
        )
        return before.compare(after)

    def test_nothing(self) -> None:
        """A record has nothing on itself."""
        found = self.difference(self.then)
        assert (found.facts, found.outcomes) == ((), ())
        assert found.change == euros("0")
        assert found.same_policy

    def test_went(self) -> None:
        """An outage withdrawn is one that went, with all it said."""
        now = attrs.evolve(self.then, outages=[self.then.outages[1]])
        found = self.difference(now)
        assert found.facts == (
            FactChange(
                kind="outages",
                id="o1",
                change=Change.WENT,
                fields=(
                    FieldChange("start", "2026-06-10T00:00:00Z", None),
                    FieldChange("end", "2026-06-10T12:00:00Z", None),
                    FieldChange("cause", "provider", None),
                    FieldChange("impact", "1", None),
                ),
            ),
        )

    def test_came(self) -> None:
        """One that came is told as well, and what it did."""
        found = self.difference(
            attrs.evolve(
                self.then,
                outages=[
                    *self.then.outages,
                    outage("06-21 00:00", "06-22 00:00", "o3"),
                ],
            )
        )
        assert shown(found) == [("outages", "o3", "came")]
        assert found.change == euros("15")
        assert found.outcomes == ()

    def test_changed(self) -> None:
        """What changed is told field by field, defaults too."""
        first, second = self.then.outages
        later = attrs.evolve(first, cause="dns", end=at("06-10 13:00"))
        found = self.difference(
            attrs.evolve(self.then, outages=[later, second])
        )
        assert found.facts == (
            FactChange(
                kind="outages",
                id="o1",
                change=Change.CHANGED,
                fields=(
                    FieldChange(
                        "end", "2026-06-10T12:00:00Z", "2026-06-10T13:00:00Z"
                    ),
                    FieldChange("cause", "provider", "dns"),
                ),
            ),
        )

    @pytest.mark.parametrize(
        ("announced", "expected"),
        [
            ("06-09 00:00", False),
            ("06-10 00:00", False),
            ("06-10 00:01", True),
        ],
    )
    def test_announced_after_the_fact(
        self, announced: str, *, expected: bool
    ) -> None:
        """Maintenance announced after it began is marked, come or changed."""
        works = attrs.evolve(WORKS, announced=at(announced))
        more = attrs.evolve(works, id="m2")
        found = self.difference(
            attrs.evolve(self.then, maintenance=[works, more])
        )
        assert shown(found) == [
            ("maintenance", "m1", "changed"),
            ("maintenance", "m2", "came"),
        ]
        assert [one.after_the_fact for one in found.facts] == [expected] * 2

    def test_what_went_is_not_marked(self) -> None:
        """Maintenance withdrawn excuses nothing any more."""
        found = self.difference(attrs.evolve(self.then, maintenance=[]))
        assert shown(found) == [("maintenance", "m1", "went")]
        assert not found.facts[0].after_the_fact
        assert found.change == euros("15")

    def test_facts_called_by_their_place(self) -> None:
        """One more in front renames those behind, and changes none."""
        late = outage("06-20 00:00", "06-20 01:00")
        then = answer(down(late, outage("06-25 00:00", "06-25 01:00")))
        now = answer(
            down(
                outage("06-01 00:00", "06-01 00:10"),
                late,
                outage("06-25 00:00", "06-25 02:00"),
            )
        )
        assert shown(then.compare(now)) == [
            ("outages", "outage-2", "went"),
            ("outages", "outage-1", "came"),
            ("outages", "outage-3", "came"),
        ]
        again = answer(down(late, *now.record.outages[:1]))
        assert again.record.outages[1].id == "outage-2"

    def test_facts_renamed(self) -> None:
        """A name that somebody gave is part of the fact."""
        first, second = self.then.outages
        renamed = attrs.evolve(first, id="inc 7")
        found = self.difference(
            attrs.evolve(self.then, outages=[renamed, second])
        )
        assert shown(found) == [
            ("outages", "o1", "went"),
            ("outages", "inc 7", "came"),
        ]

    def test_every_kind(self) -> None:
        """Facts of every kind are looked at, the service and the history."""
        now = attrs.evolve(
            self.then,
            service=Service(id="s", fee="80.00 EUR", components=["a"]),
            samples=[Sample(at=at("06-10 00:00"), metric="x", value=1)],
            tickets=[Ticket(opened=at("06-10 00:00"), waiting=[])],
            events=[Event(name="report", at=at("06-10 00:00"))],
            claims=[Claim(commitment="uptime")],
            carried=Carried(breaches={"uptime": ["met"]}),
        )
        found = self.difference(now)
        assert shown(found) == [
            ("service", "service", "changed"),
            ("samples", "sample-1", "came"),
            ("tickets", "ticket-1", "came"),
            ("events", "event-1", "came"),
            ("claims", "claim-1", "came"),
            ("carried", "carried", "changed"),
        ]
        assert found.facts[0].fields == (
            FieldChange("fee", "100.00 EUR", "80.00 EUR"),
            FieldChange("components", None, '["a"]'),
        )
        assert found.facts[-1].fields == (
            FieldChange("breaches", None, '{"uptime":["met"]}'),
        )

    def test_another_policy(self) -> None:
        """Promises that only one policy makes came or went."""
        other = policy_of(attrs.evolve(UPTIME, id="other"))
        found = evaluate(self.policy, self.then).compare(
            evaluate(other, self.then)
        )
        assert not found.same_policy
        assert found.outcomes == (
            OutcomeChange("uptime", Outcome.BREACHED, None),
            OutcomeChange("other", None, Outcome.BREACHED),
        )

    def test_unknown(self) -> None:
        """A sum that is not known has no difference, nor have currencies."""
        unread = attrs.evolve(UPTIME, credit=UnspecifiedCredit(text="fair"))
        known = evaluate(self.policy, self.then)
        unknown = evaluate(policy_of(unread), self.then)
        assert known.compare(unknown).change is None
        assert unknown.compare(known).change is None
        dollars = attrs.evolve(self.policy, currency="USD")
        service = Service(id="s", fee="100.00 USD")
        abroad = evaluate(dollars, attrs.evolve(self.then, service=service))
        assert known.compare(abroad).change is None

    def test_tree(self) -> None:
        """It can be told to programs, with every digest."""
        found = self.difference(attrs.evolve(self.then, maintenance=[]))
        tree = found.to_dict()
        assert tree["change"] == "15.00 EUR"
        assert tree["after"] == {
            "period": "2026-06",
            "policy": "agreed",
            "version": "1",
            "money": "25.00 EUR",
            "extension": None,
            "policy_digest": self.policy.digest,
            "record_digest": found.after.record.digest,
            "digest": found.after.digest,
        }
        assert tree["facts"] == tree_of(found.facts)
        assert tree["outcomes"] == []

    def test_tree_of_the_unknown(self) -> None:
        """What is not known is null."""
        unread = attrs.evolve(UPTIME, credit=UnspecifiedCredit(text="fair"))
        unknown = evaluate(policy_of(unread), self.then)
        tree = unknown.compare(unknown).to_dict()
        before = cast("dict[str, object]", tree["before"])
        assert (tree["change"], before["money"]) == (None, None)
