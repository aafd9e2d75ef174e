"""
Laws of what else one may ask: what changed, and what each thing does.

What changed is judged by counting facts as documents write them; what a
fact, a rule or another policy does, by reading documents that say so.
"""

import re

from collections import Counter
from typing import cast

import attrs

from hypothesis import given
from hypothesis import strategies as st

from slapolicy import (
    Evaluation,
    Policy,
    Record,
    SlaPolicyError,
    evaluate,
    policy_from_dict,
    record_from_dict,
    replay,
)
from slapolicy import strategies as draws
from slapolicy._tree import Tree, canonical
from slapolicy.errors import messages
from slapolicy.evaluation import Change, FactChange
from tests.agreed import policy_of
from tests.changing import changed


KINDS = {
    "outages": "outage",
    "maintenance": "maintenance",
    "suspensions": "suspension",
    "unobserved": "unobserved",
    "requests": "requests",
    "samples": "sample",
    "tickets": "ticket",
    "events": "event",
    "claims": "claim",
}
"""The kinds of facts, and what one that nobody named is called."""

BY_PLACE = {
    kind: re.compile(f"{called}-[0-9]+") for kind, called in KINDS.items()
}

Document = dict[str, Tree]

POLICY = policy_of()
FATES = (("", ""), ("", ""), ("", None), (None, ""), ("", "other"))
"""Notes of a fact then and now; None where it is not there."""


def listed(tree: Document, key: str) -> list[Document]:
    """Return what a document lists under a key."""
    return cast("list[Document]", tree.get(key, []))


def counted(record: Record) -> Counter[tuple[str, bytes]]:
    """Count the facts, without the names that are places."""
    found = Counter[tuple[str, bytes]]()
    tree = record.to_dict()
    for kind in KINDS:
        for one in listed(tree, kind):
            if BY_PLACE[kind].fullmatch(str(one["id"])):
                del one["id"]
            found[kind, canonical(one)] += 1
    return found


def without(record: Record, policy: Policy, kind: str, name: str) -> Record:
    """Return what a document without one fact reads as."""
    tree = record.to_dict()
    tree[kind] = [one for one in listed(tree, kind) if one["id"] != name]
    return record_from_dict(tree, policy)


def reverse(change: FactChange) -> tuple[object, ...]:
    """Return what a change is called by who looks back."""
    back = {Change.CAME: Change.WENT, Change.WENT: Change.CAME}
    return (
        change.kind,
        change.id,
        back.get(change.change, change.change),
        frozenset((one.name, one.after, one.before) for one in change.fields),
    )


def told(change: FactChange) -> tuple[object, ...]:
    """Return what a change is called."""
    return (
        change.kind,
        change.id,
        change.change,
        frozenset((one.name, one.before, one.after) for one in change.fields),
    )


@st.composite
def changes(draw: st.DrawFn) -> tuple[Evaluation, Evaluation]:
    """Return evaluations of a record, before and after facts changed."""
    drawn = draw(draws.records(POLICY, most=2))
    then: dict[str, list[object]] = {kind: [] for kind in KINDS}
    now: dict[str, list[object]] = {kind: [] for kind in KINDS}
    for kind in KINDS:
        for one in getattr(drawn, kind):
            fact = one
            if BY_PLACE[kind].fullmatch(one.id):
                fact = attrs.evolve(one, id=None)
            for side, note in zip(
                (then, now), draw(st.sampled_from(FATES)), strict=True
            ):
                if note is not None:
                    side[kind].append(attrs.evolve(fact, note=note))
    return (
        evaluate(POLICY, changed(drawn, then)),
        evaluate(POLICY, changed(drawn, now)),
    )


class TestComparing:
    """Then and now."""

    @given(changes())
    def test_what_is_told_is_what_changed(
        self, both: tuple[Evaluation, Evaluation]
    ) -> None:
        """As many facts went, and came, as documents have no more, and now."""
        before, after = both
        found = before.compare(after)
        old, new = counted(before.record), counted(after.record)
        for kind in KINDS:
            told_of = [one for one in found.facts if one.kind == kind]
            for left, missing in (
                (Change.CAME, old - new),
                (Change.WENT, new - old),
            ):
                lost = sum(
                    number for (of, _), number in missing.items() if of == kind
                )
                assert lost == sum(one.change is not left for one in told_of)
        for key in ("service", "carried"):
            same = before.record.to_dict().get(key) == (
                after.record.to_dict().get(key)
            )
            assert same is all(one.kind != key for one in found.facts)

    @given(changes())
    def test_looking_back_tells_the_reverse(
        self, both: tuple[Evaluation, Evaluation]
    ) -> None:
        """What came went, what was is, and what was gained is lost."""
        before, after = both
        there, back = before.compare(after), after.compare(before)
        assert Counter(map(reverse, there.facts)) == Counter(
            map(told, back.facts)
        )
        assert [(one.commitment, one.after) for one in there.outcomes] == [
            (one.commitment, one.before) for one in back.outcomes
        ]
        if there.change is not None:
            assert back.change is not None
            assert not there.change + back.change


class TestLeavingOut:
    """What one fact, or one exclusion, does."""

    @given(st.data())
    def test_a_fact(self, data: st.DataObject) -> None:
        """The answer is that to a document that does not have it."""
        policy = data.draw(draws.monthly_policies())
        record = data.draw(draws.records(policy, most=2))
        tree = record.to_dict()
        names = [
            (kind, str(one["id"]))
            for kind in KINDS
            for one in listed(tree, kind)
        ]
        if not names:
            return
        kind, name = data.draw(st.sampled_from(names))
        found = evaluate(policy, record).marginal(name, among=kind)
        left = without(record, policy, kind, name)
        assert evaluate(policy, left).to_dict() == found.without.to_dict()
        assert [(kind, name, Change.WENT)] == [
            (one.kind, one.id, one.change) for one in found.difference.facts
        ]

    @given(draws.monthly_policies(), draws.monthly_records(), st.data())
    def test_an_exclusion(
        self, policy: Policy, record: Record, data: st.DataObject
    ) -> None:
        """Outcomes and credit are those by a document without it."""
        tree = policy.to_dict()
        parts = [tree, *listed(tree, "commitments")]
        names = {
            str(one.get("id", one["kind"]))
            for part in parts
            for one in listed(part, "exclusions")
        }
        if not names:
            return
        name = data.draw(st.sampled_from(sorted(names)))
        for part in parts:
            part["exclusions"] = [
                one
                for one in listed(part, "exclusions")
                if one.get("id", one["kind"]) != name
            ]
        less = evaluate(policy_from_dict(tree), record)
        found = evaluate(policy, record).marginal(name, among="exclusions")
        assert less.credit == found.without.credit
        assert [(one.id, one.outcome) for one in less.results] == [
            (one.id, one.outcome) for one in found.without.results
        ]


def fitting(record: Record, policy: Policy) -> Record:
    """Return what a document reads as that says nothing of other promises."""
    names = {one.id for one in policy.commitments}
    tree = record.to_dict()
    for kind in ("claims", "events"):
        tree[kind] = [
            one
            for one in listed(tree, kind)
            if one.get("commitment") in {None, *names}
        ]
    carried = cast("Document", tree.get("carried", {}))
    for key in ("breaches", "values"):
        known = cast("Document", carried.get(key, {}))
        carried[key] = {name: known[name] for name in known if name in names}
    tree["carried"] = carried
    return record_from_dict(tree, policy)


def alone(policy: Policy, record: Record) -> Evaluation | str:
    """Return what one policy says of one record, or why it says nothing."""
    try:
        return evaluate(policy, fitting(record, policy))
    except SlaPolicyError as error:
        return "; ".join(messages(error))


class TestReplaying:
    """Several policies, one history."""

    @given(st.data())
    def test_each_answer_is_its_own(self, data: st.DataObject) -> None:
        """As if nobody had asked another policy."""
        policies = [data.draw(draws.monthly_policies()) for _ in "12"]
        record = data.draw(draws.records(policies[0], most=1))
        found = replay(policies, [record])
        for policy, answer, total in zip(
            policies, found.rows[0], found.totals, strict=True
        ):
            expected = alone(policy, record)
            if isinstance(expected, str):
                assert (None, expected) == (answer.evaluation, answer.error)
                assert total is None
            else:
                assert answer.evaluation is not None
                assert expected.to_dict() == answer.evaluation.to_dict()
                assert expected.credit.money == total

    @given(
        draws.monthly_policies(),
        st.lists(draws.monthly_records(), max_size=3),
    )
    def test_totals_are_sums(
        self, policy: Policy, records: list[Record]
    ) -> None:
        """Where each sum is known; of no records it is none."""
        sums = [evaluate(policy, one).credit.money for one in records]
        known = [one.amount for one in sums if one is not None]
        (total,) = replay([policy], records).totals
        assert (total is None) is (len(known) < len(sums))
        assert total is None or total.amount == sum(known)
