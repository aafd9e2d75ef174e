"""What was promised: policies and their parts."""

import datetime as dt

from typing import assert_type

from slapolicy import (
    Assumption,
    Attribute,
    Cap,
    ClaimTerms,
    Clause,
    Commitment,
    Comparison,
    Condition,
    CreditRule,
    CreditTerms,
    EarnedRight,
    Effective,
    Example,
    Exclusion,
    Figure,
    Forgiveness,
    Gloss,
    GlossUnit,
    History,
    Length,
    Limit,
    Metric,
    Period,
    Policy,
    Reason,
    Right,
    Service,
    Span,
    Target,
    When,
    WorkCalendar,
)
from slapolicy._tree import Tree


def policy(one: Policy, span: Span) -> None:
    """A service-level agreement."""
    assert_type(one.id, str)
    assert_type(one.title, str | None)
    assert_type(one.provider, str | None)
    assert_type(one.version, str | None)
    assert_type(one.effective, Effective | None)
    assert_type(one.source, str | None)
    assert_type(one.language, str | None)
    assert_type(one.timezone, str)
    assert_type(one.currency, str)
    assert_type(one.period, Period)
    assert_type(one.calendars, tuple[tuple[str, WorkCalendar], ...])
    assert_type(one.clauses, tuple[Clause, ...])
    assert_type(one.eligibility, tuple[Condition, ...])
    assert_type(one.commitments, tuple[Commitment, ...])
    assert_type(one.exclusions, tuple[Exclusion | Forgiveness, ...])
    assert_type(one.credits, CreditTerms)
    assert_type(one.claims, ClaimTerms | None)
    assert_type(one.rights, tuple[Right, ...])
    assert_type(one.examples, tuple[Example, ...])
    assert_type(one.assumptions, tuple[Assumption, ...])
    assert_type(one.to_dict(), dict[str, Tree])
    assert_type(one.periods(span), tuple[Span, ...])
    assert_type(one.commitment("x"), Commitment | None)
    assert_type(one.digest, str)
    assert_type(one.zoned_calendars, tuple[tuple[str, WorkCalendar], ...])


def commitment(one: Commitment) -> None:
    """One promise of an agreement."""
    assert_type(one.id, str)
    assert_type(one.clause, str | None)
    assert_type(one.applies_if, tuple[Condition, ...])
    assert_type(one.slice, dt.timedelta | None)
    assert_type(one.metric, Metric)
    assert_type(one.target, Target)
    assert_type(one.credit, CreditRule | None)
    assert_type(one.exclusions, tuple[Exclusion | Forgiveness, ...])
    assert_type(one.caps, tuple[Cap, ...])
    assert_type(one.claims, ClaimTerms | None)


def clause(one: Clause) -> None:
    """A clause of the agreement, as far as terms cite it."""
    assert_type(one.id, str)
    assert_type(one.title, str | None)
    assert_type(one.text, str | None)
    assert_type(one.language, str | None)
    assert_type(one.states, tuple[Gloss, ...])


def gloss(one: Gloss) -> None:
    """A figure of a term, stated again in another unit."""
    assert_type(one.term, str)
    assert_type(one.downtime, dt.timedelta)
    assert_type(one.per, GlossUnit)


def assumption(one: Assumption) -> None:
    """What the agreement does not say and its encoder had to decide."""
    assert_type(one.id, str)
    assert_type(one.text, str)
    assert_type(one.touches, tuple[str, ...])


def effective(one: Effective) -> None:
    """When an agreement is in force."""
    assert_type(one.from_, dt.date | None)
    assert_type(one.until, dt.date | None)


def example(one: Example) -> None:
    """A worked example: a record and what must follow from it."""
    assert_type(one.record_json, str)
    assert_type(one.expect_json, str)
    assert_type(one.as_of, str | None)
    assert_type(one.why, str | None)
    assert_type(one.record, Tree)
    assert_type(one.expect, Tree)
    assert_type(one.to_tree(), Tree)


def condition(one: Condition, service: Service) -> None:
    """What an attribute of a service must be; all the tests given must hold."""
    assert_type(one.attribute, str)
    assert_type(one.is_, str | None)
    assert_type(one.in_, tuple[str, ...])
    assert_type(one.at_least, Figure | None)
    assert_type(one.more_than, Figure | None)
    assert_type(one.at_most, Figure | None)
    assert_type(one.less_than, Figure | None)
    assert_type(one.holds(service), bool | None)


def target(one: Target, service: Service) -> None:
    """One or two bounds that must hold, or a text that nobody can read."""
    assert_type(one.limits, tuple[Limit, ...])
    assert_type(one.unspecified, str | None)
    assert_type(one.to_tree(), Tree)
    assert_type(
        one.figures(service), tuple[tuple[Comparison, Figure], ...] | Reason
    )
    assert_type(Target.of(at_least="99.9%"), Target)
    assert_type(Target.of(more_than=1, at_most=Attribute("size")), Target)
    assert_type(Target.of(unspecified="best effort"), Target)


def limit(one: Limit) -> None:
    """One bound of a target."""
    assert_type(one.comparison, Comparison)
    assert_type(one.bound, Figure | Attribute)


def right(
    one: Right,
    history: History,
    calendars: tuple[tuple[str, WorkCalendar], ...],
) -> None:
    """What repeated breaches entitle to."""
    assert_type(one.right, str)
    assert_type(one.when, When)
    assert_type(one.within, Length | None)
    assert_type(one.effect, str | None)
    assert_type(one.clause, str | None)
    assert_type(one.arises(history), bool)
    assert_type(one.earned(history, 1, "x", calendars), EarnedRight | None)


def when(one: When, history: History) -> None:
    """How many breaches it takes, and which of them count."""
    assert_type(one.commitment, str | None)
    assert_type(one.breaches, int)
    assert_type(one.of_last, int | None)
    assert_type(one.consecutive, bool)
    assert_type(one.value_below, Figure | None)
    assert_type(one.longer_than, dt.timedelta | None)
    assert_type(one.arises(history), bool)
