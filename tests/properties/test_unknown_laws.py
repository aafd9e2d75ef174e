"""
Laws of what is not known: what is said holds, whatever turns out.

The oracle is evaluating the same record with one figure in the place of the
one that is missing. What the evaluation without it says for certain, each of
those with it says too.
"""

import itertools

from collections import Counter
from collections.abc import Iterator
from typing import TypeAlias

import attrs

from hypothesis import given
from hypothesis import strategies as st

from slapolicy import (
    Availability,
    Cap,
    Commitment,
    CommitmentResult,
    Count,
    Credit,
    CreditTerms,
    Evaluation,
    FlatCredit,
    Metric,
    Outage,
    Outcome,
    PerUnitCredit,
    Policy,
    Record,
    Restoration,
    ShortExclusion,
    Standing,
    SumCredit,
    Target,
    Ticket,
    TicketTime,
    _time,
    evaluate,
)
from slapolicy import strategies as draws
from tests.agreed import UPTIME, down, outage, policy_of
from tests.views import DAY, JUNE


SUMS = ("0.00", "1.00", "20.00", "3000.00", "90000000.00")
NAMES = ("fee", "next-invoice")

PER_OUTAGE = Commitment(
    id="repair",
    metric=Restoration(),
    target=Target.of(at_most="1 hour"),
    credit=FlatCredit(amount="5.00 EUR"),
)
LUMP = FlatCredit(amount="7.00 EUR")
SHARE = FlatCredit(amount="10%", of="next-invoice")
LONGER = FlatCredit(amount="3 days")
EACH = PerUnitCredit(amount="2.00 EUR", unit="1 hour", each="outage")
CREDITS = (
    LUMP,
    SHARE,
    LONGER,
    EACH,
    UPTIME.credit,
    SumCredit(rules=[LUMP, SHARE]),
    SumCredit(rules=[LONGER, LUMP]),
    SumCredit(rules=[SHARE, EACH]),
)

sizes = st.one_of(
    draws.moneys("EUR", 2_000),
    draws.percents(0, 20),
    draws.extensions(("hour", "day"), 9),
)
of_ones = st.sampled_from(NAMES)


def limits(*, own: bool = False) -> st.SearchStrategy[list[Cap]]:
    """Return caps on anything that are shares of either sum."""
    one = st.builds(
        attrs.evolve, draws.caps(own=own), at_most=sizes, of=of_ones
    )
    return st.lists(one, max_size=3)


LONGEST = ("0 hours", "20 minutes", "2 hours")
REPAIRS: tuple[tuple[Metric, Target], ...] = (
    *itertools.product(
        (
            Restoration(),
            Restoration(ignore_shorter_than="30 minutes"),
            Restoration(ignore_up_to="30 minutes"),
        ),
        [Target.of(at_most=longest) for longest in LONGEST],
    ),
    *itertools.product(
        [Count(longer_than=longest) for longest in LONGEST],
        [Target.of(at_most=most) for most in range(3)],
    ),
)
"""What is promised of each outage, and of how many there were."""


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    """Return agreements that pay much, under limits of all kinds."""
    kinds = st.sampled_from((UPTIME, PER_OUTAGE))
    promises = [
        attrs.evolve(
            draw(kinds),
            id=name,
            credit=draw(st.sampled_from(CREDITS)),
            caps=draw(limits(own=True)),
        )
        for name in ("one", "two")[: draw(st.integers(1, 2))]
    ]
    terms: CreditTerms = draw(draws.credit_terms())
    terms = attrs.evolve(
        terms,
        caps=draw(limits()),
        minimum=draw(st.none() | st.just("5.00 EUR") | st.just("2%")),
    )
    return policy_of(*promises, terms=terms)


@st.composite
def records(draw: st.DrawFn) -> Record:
    """Return records of some outages; some have sums of their own."""
    found = []
    for day in range(10, 10 + draw(st.integers(1, 3))):
        hours = draw(st.integers(1, 12))
        one = outage(f"06-{day} 00:00", f"06-{day} {hours:02}:00", f"o{day}")
        own = draw(st.none() | st.sampled_from(SUMS))
        amounts = {} if own is None else {"next-invoice": f"{own} EUR"}
        found.append(attrs.evolve(one, amounts=amounts))
    record = down(*found)
    return stating(record, "next-invoice", draw(st.sampled_from(SUMS)))


def stating(record: Record, name: str, sum_: str | None) -> Record:
    """Return a record whose service states a sum, or does not."""
    amounts = dict(record.service.amounts)
    amounts.pop(name, None)
    money = None if sum_ is None else f"{sum_} EUR"
    if name == "fee":
        service = attrs.evolve(record.service, fee=money)
    else:
        own = {} if money is None else {name: money}
        service = attrs.evolve(record.service, amounts={**amounts, **own})
    return attrs.evolve(record, service=service)


_Said: TypeAlias = Iterator[tuple[object, ...]]


def said(evaluation: Evaluation) -> _Said:
    """Yield what an evaluation says for certain of promises and sums."""
    for result in evaluation.results:
        yield from of_promise(result)
    for due in evaluation.entitlements:
        if due.money is not None or due.extensions:
            yield "owed", due.commitment, due.subject, due.money
            yield "extended", due.commitment, due.subject, due.extensions
    yield from in_all(evaluation.credit)
    settlement = evaluation.settlement
    unsure = {name for name, _ in settlement.unknown}
    for name, worth in settlement.totals:
        if name not in unsure:
            yield "total", name, worth
    for line in evaluation.ledger.credit_lines:
        yield "line", line


def of_promise(result: CommitmentResult) -> _Said:
    """Yield what is said for certain of a promise."""
    if result.outcome is not Outcome.UNDETERMINED:
        yield "outcome", result.id, result.outcome
    for one in result.readings:
        about = (result.id, one.subject)
        if one.outcome is not Outcome.UNDETERMINED:
            yield "reading", *about, one.outcome
            if not one.award.unknown:
                yield "worth", *about, one.award, one.worth


def in_all(credit: Credit) -> _Said:
    """Yield what is said for certain of the credit."""
    if credit.money is not None:
        yield "credit", credit.money
    if credit.extensions or not credit.undetermined:
        yield "longer", credit.extensions
    for taken in credit.capped_by:
        yield "capped", taken


def unfounded(
    evaluation: Evaluation, other: Evaluation
) -> list[tuple[object, ...]]:
    """Return what one says for certain and the other does not."""
    found = Counter(said(evaluation))
    found -= Counter(said(other))
    return list(found)


@st.composite
def of_any(draw: st.DrawFn) -> tuple[Policy, Record]:
    """Return any agreement, with limits on any sum, and a record."""
    policy: Policy = draw(draws.policies())
    promises = [
        attrs.evolve(one, caps=draw(limits(own=True)))
        for one in policy.commitments
    ]
    terms = attrs.evolve(policy.credits, caps=draw(limits()))
    policy = attrs.evolve(policy, commitments=promises, credits=terms)
    return policy, draw(draws.records(policy, most=2))


@st.composite
def unseen(draw: st.DrawFn) -> tuple[Policy, Record]:
    """Return an agreement about a day, some of which nobody observed."""
    policy = draw(draws.daily_policies(("undetermined",)))
    one = policy.commitments[0]
    paying = attrs.evolve(
        one,
        credit=draw(draws.daily_credits()),
        caps=draw(limits(own=True)),
    )
    terms = attrs.evolve(policy.credits, caps=draw(limits()))
    some = st.lists(draws.unobserved(DAY), min_size=1, max_size=2)
    record = attrs.evolve(draw(draws.daily_records()), unobserved=draw(some))
    return attrs.evolve(policy, commitments=[paying], credits=terms), record


SHORT = tuple(
    ShortExclusion(
        up_to=longest,
        at_most=most,
        beyond=beyond,
        id=f"{longest}, {most}, {beyond}",
    )
    for longest in ("25 minutes", "1 hour")
    for most, beyond in ((None, "all"), (1, "all"), (1, "rest"))
)


@st.composite
def repairs(draw: st.DrawFn) -> Policy:
    """Return agreements about each outage, or about how many there were."""
    metric, target = draw(st.sampled_from(REPAIRS))
    promise = attrs.evolve(PER_OUTAGE, metric=metric, target=target)
    forgiven = draw(st.lists(st.sampled_from(SHORT), max_size=2, unique=True))
    return attrs.evolve(policy_of(promise), exclusions=forgiven)


def of_tickets(clock: str, within: str) -> list[tuple[Metric, Target]]:
    """Return what is promised of each ticket, and of their share in time."""
    return [
        (TicketTime(clock=clock), Target.of(at_most=within)),
        (TicketTime(clock=clock, within=within), Target.of(at_least="60%")),
    ]


@st.composite
def desks(draw: st.DrawFn) -> Policy:
    """Return agreements about each ticket, or about the share in time."""
    clock = draw(st.sampled_from(("response", "resolution")))
    promises = of_tickets(clock, draw(hours))
    metric, target = draw(st.sampled_from(promises))
    return policy_of(attrs.evolve(PER_OUTAGE, metric=metric, target=target))


minutes = st.integers(1, 180)
hours = minutes.map(lambda one: f"{one} minutes")


def after(since: int, by: int) -> int:
    """Return the instant so many minutes after another."""
    return since + by * _time.MINUTE


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[tuple[int, int]], int]:
    """Return when some things began and ended, and from when one looks."""
    begun = JUNE.start_ticks + 9 * _time.DAY
    as_of = after(begun, 180)
    found = []
    for _ in range(draw(st.integers(1, 3))):
        start = after(begun, draw(st.integers(0, 179)))
        found.append((start, after(start, draw(minutes))))
    return found, as_of


class TestSums:
    """A sum that nobody states."""

    @given(policies(), records(), of_ones, st.sampled_from(SUMS))
    def test_where_much_is_paid(
        self, policy: Policy, record: Record, name: str, sum_: str
    ) -> None:
        """Limits, combination and minimum say what holds for any."""
        unknown = evaluate(policy, stating(record, name, None))
        known = evaluate(policy, stating(record, name, sum_))
        assert [] == unfounded(unknown, known)

    @given(of_any(), of_ones, st.sampled_from(SUMS))
    def test_of_any_agreement(
        self, case: tuple[Policy, Record], name: str, sum_: str
    ) -> None:
        """Nor is any deadline or any time booked otherwise."""
        policy, record = case
        unknown = evaluate(policy, stating(record, name, None))
        known = evaluate(policy, stating(record, name, sum_))
        assert [] == unfounded(unknown, known)
        assert unknown.ledger.entries == known.ledger.entries
        dues = {
            (one.commitment, one.subject): one.deadlines
            for one in known.entitlements
            if one.standing is not Standing.NOT_ENTITLED
        }
        for one in unknown.entitlements:
            about = (one.commitment, one.subject)
            assert one.deadlines == dues.get(about, one.deadlines)


def outcomes(evaluation: Evaluation) -> Iterator[tuple[object, ...]]:
    """Yield the outcomes that are said for certain."""
    kinds = {"outcome", "reading"}
    return (one for one in said(evaluation) if one[0] in kinds)


class TestStillOpen:
    """What has not ended when somebody looks."""

    @given(repairs(), cases())
    def test_outages(
        self, policy: Policy, case: tuple[list[tuple[int, int]], int]
    ) -> None:
        """No later end changes an outcome."""
        found, as_of = case
        ended = [
            Outage(id=f"o{place}", start=start, end=end)
            for place, (start, end) in enumerate(found)
        ]
        unended = [
            attrs.evolve(one, end=None if end > as_of else end)
            for one, (_, end) in zip(ended, found, strict=True)
        ]
        now = _time.from_ticks(as_of)
        unknown = evaluate(policy, down(*unended), as_of=now)
        known = evaluate(policy, down(*ended), as_of=now)
        assert Counter(outcomes(unknown)) <= Counter(outcomes(known))

    @given(desks(), cases())
    def test_tickets(
        self, policy: Policy, case: tuple[list[tuple[int, int]], int]
    ) -> None:
        """No later answer changes an outcome, or the sum paid for it."""
        found, as_of = case
        solved = [
            Ticket(id=f"t{place}", opened=start, severity="high", resolved=end)
            for place, (start, end) in enumerate(found)
        ]
        unsolved = [
            attrs.evolve(one, resolved=None if end > as_of else end)
            for one, (_, end) in zip(solved, found, strict=True)
        ]
        now = _time.from_ticks(as_of)
        unknown, known = (
            evaluate(policy, attrs.evolve(down(), tickets=some), as_of=now)
            for some in (unsolved, solved)
        )
        assert [] == unfounded(unknown, known)


class TestUnobserved:
    """Time in which nobody looked."""

    @given(unseen(), st.sampled_from(("up", "down")))
    def test_all_of_it(self, case: tuple[Policy, Record], mode: str) -> None:
        """What is said holds if it was up, and if it was down."""
        policy, record = case
        known = evaluate(taking(policy, mode), record)
        assert [] == unfounded(evaluate(policy, record), known)


def taking(policy: Policy, mode: str) -> Policy:
    """Return an agreement that takes unobserved time as this."""
    (one,) = policy.commitments
    assert isinstance(one.metric, Availability)
    metric = attrs.evolve(one.metric, unobserved=mode)
    return attrs.evolve(policy, commitments=[attrs.evolve(one, metric=metric)])
