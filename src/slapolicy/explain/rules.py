"""What does not count, and what a broken promise is worth, in words."""

from collections.abc import Iterable, Iterator

from slapolicy.amounts import Amount, Extension, FeeTime, Money, Percent
from slapolicy.explain.language import Message, Sentence, Value
from slapolicy.explain.options import settings, value_words
from slapolicy.explain.promises import bound_words
from slapolicy.explain.values import (
    FEE_FOR,
    FEE_FOR_OUT_OF,
    OR,
    Extent,
    Listing,
    Longer,
    Percentage,
    Sum,
    of_figure,
)
from slapolicy.explain.words import WORDS, Word
from slapolicy.facts.incidents import PLANNED, URGENT
from slapolicy.terms.conditions import Condition
from slapolicy.terms.credits import (
    FlatCredit,
    PerStepCredit,
    PerUnitCredit,
    ProRataCredit,
    SumCredit,
    TieredCredit,
    TierRow,
    UnspecifiedCredit,
)
from slapolicy.terms.exchange import AnyExclusion, CreditRule
from slapolicy.terms.exclusions import (
    CauseExclusion,
    MaintenanceExclusion,
    ShortExclusion,
    SourceExclusion,
    SuspensionExclusion,
)
from slapolicy.terms.settlement import Cap, Per


_BY_CAUSE = Message("rule-cause", "outages with one of these causes: {causes}")
_BY_SOURCE = Message(
    "rule-source", "outages that none of these told of: {sources}"
)
_MAINTENANCE = Message("rule-maintenance", "maintenance, {kinds}")
_BOTH = (PLANNED, URGENT)
_SUSPENSION = Message("rule-suspension", "the service's suspension")
_SUSPENSION_FOR = Message(
    "rule-suspension-for", "the service's suspension because of {reasons}"
)
_SHORT = Message("rule-short", "outages of at most {length}")
_OTHER = Message("rule-other", "what the rule “{rule}” excuses")

_NAMED_SUM = Message("sum-named", "“{sum}”")
_SHARE = Message("amount-share", "{share} of {sum}")
_LONGER = Message("amount-extension", "{length} of service more")

_ROW = Message("row", "{axis} {bounds}: {amount}")
_ANY_FIGURE = Message("row-any", "whatever it is")
_PER_UNIT = Message("credit-per-unit", "{amount} for each {unit} of {axis}")
_PER_STEP = Message(
    "credit-per-step", "{amount} for each {step} away from what is promised"
)
_PRO_RATA = Message("credit-pro-rata", "the part of {sum} for the {axis}")
_UNSTATED = Message("credit-unspecified", "“{text}”, which states no figure")
_OTHER_CREDIT = Message("credit-other", "what the rule “{rule}” awards")

_CAP = Message("cap", "at most {size} per {unit}")

_HAS = Message("condition", "“{attribute}” of the service is {tests}")


def exclusion_words(rule: AnyExclusion) -> Sentence:
    """
    Return what an exclusion excuses, without its settings.

    Args:
        rule: The exclusion.
    """
    match rule:
        case CauseExclusion(causes=causes):
            words = (Word("cause", one) for one in causes)
            said = _BY_CAUSE(causes=Listing.of(words, last=OR))
        case SourceExclusion(admissible=sources):
            said = _BY_SOURCE(sources=Listing.of(sources, last=OR))
        case MaintenanceExclusion(kinds=kinds):
            names = (Word("maintenance", one) for one in kinds or _BOTH)
            said = _MAINTENANCE(kinds=Listing.of(names, last=OR))
        case SuspensionExclusion(reasons=()):
            said = _SUSPENSION()
        case SuspensionExclusion(reasons=reasons):
            said = _SUSPENSION_FOR(reasons=Listing.of(reasons, last=OR))
        case ShortExclusion(up_to=length):
            said = _SHORT(length=Extent(length))
        case _:
            said = _OTHER(rule=kind_of(rule))
    return said


def kind_of(rule: object) -> str:
    """
    Return the kind of a rule, also of one that somebody added.

    Args:
        rule: An exclusion or a credit rule.
    """
    return str(getattr(rule, "kind", type(rule).__name__))


def exclusion_settings(rule: AnyExclusion) -> tuple[Sentence, ...]:
    """
    Return what an exclusion asks for.

    Args:
        rule: The exclusion.
    """
    return tuple(
        settings(rule, "causes", "admissible", "kinds", "reasons", "up_to")
    )


def sum_words(name: str) -> Value:
    """
    Return the sum of which a share is taken.

    Args:
        name: ``fee``, or what the service calls it.
    """
    known = name in WORDS["sum"]
    return Word("sum", name) if known else _NAMED_SUM(sum=name)


def amount_words(amount: Amount, of: str) -> Value:
    """
    Return an amount as a contract states it.

    Args:
        amount: A share, a sum, an extension, the fee for a time.

        of: The sum of which shares are taken.
    """
    match amount:
        case Percent():
            share = Percentage(str(amount))
            return _SHARE(share=share, sum=sum_words(of))
        case Money():
            return Sum.of(amount)
        case Extension():
            return _LONGER(length=Longer(amount))
        case _:
            return _fee_time(amount)


def _fee_time(amount: FeeTime) -> Sentence:
    """Return the fee for a time."""
    length = Extent(amount.fee_for)
    if amount.out_of is None:
        return FEE_FOR(length=length)
    return FEE_FOR_OUT_OF(length=length, whole=Extent(amount.out_of))


def row_words(row: TierRow) -> Value:
    """
    Return the bounds of a row.

    Args:
        row: One of a table.
    """
    bounds = [
        bound_words(word, bound)
        for word, bound in (
            ("at_least", row.at_least),
            ("above", row.above),
            ("below", row.below),
            ("at_most", row.at_most),
        )
        if bound is not None
    ]
    return Listing.of(bounds) if bounds else _ANY_FIGURE()


def credit_words(rule: CreditRule) -> Iterator[Sentence | Value]:
    """
    Yield what a rule pays, one thing at a time.

    Args:
        rule: What a broken promise is worth.
    """
    match rule:
        case SumCredit(rules=rules):
            for one in rules:
                yield from credit_words(one)
            return
        case TieredCredit(rows=rows, of=of):
            axis = Word("axis", rule.reads.value)
            for row in rows:
                amount = amount_words(row.credit, of)
                yield _ROW(axis=axis, bounds=row_words(row), amount=amount)
            yield from settings(rule, "rows", "reads", "of")
        case PerUnitCredit(amount=amount, of=of):
            yield _PER_UNIT(
                amount=amount_words(amount, of),
                unit=value_words(rule.unit),
                axis=Word("axis", rule.reads.value),
            )
            yield from settings(rule, "amount", "unit", "reads", "of")
        case PerStepCredit(amount=amount, of=of):
            yield _PER_STEP(
                amount=amount_words(amount, of), step=of_figure(rule.step)
            )
            yield from settings(rule, "amount", "step", "of")
        case ProRataCredit(of=of):
            yield _PRO_RATA(
                sum=sum_words(of), axis=Word("axis", rule.reads.value)
            )
            yield from settings(rule, "reads", "of")
        case FlatCredit(amount=amount, of=of):
            yield amount_words(amount, of)
            yield from settings(rule, "amount", "of")
        case UnspecifiedCredit(text=text):
            yield _UNSTATED(text=text)
        case _:
            yield _OTHER_CREDIT(rule=kind_of(rule))


def cap_words(cap: Cap) -> Sentence:
    """
    Return the most that is paid.

    Args:
        cap: The cap.
    """
    unit: Value = (
        Word("unit", cap.per.value)
        if isinstance(cap.per, Per)
        else Extent(cap.per)
    )
    return _CAP(size=amount_words(cap.at_most, cap.of), unit=unit)


def condition_words(one: Condition) -> Sentence:
    """
    Return what an attribute of a service must be.

    Args:
        one: The condition.
    """
    tests: list[Value] = []
    if one.is_ is not None:
        tests.append(one.is_)
    if one.in_:
        tests.append(Listing.of(one.in_, last=OR))
    tests += [
        bound_words(word, bound)
        for word, bound in (
            ("at_least", one.at_least),
            ("more_than", one.more_than),
            ("at_most", one.at_most),
            ("less_than", one.less_than),
        )
        if bound is not None
    ]
    return _HAS(attribute=one.attribute, tests=Listing.of(tests))


def joined(items: Iterable[Value]) -> Value:
    """
    Return several things as one, with semicolons.

    Args:
        items: What; one at least.
    """
    return Listing.of(items, last=None)
