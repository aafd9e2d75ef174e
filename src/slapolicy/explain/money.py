"""What is owed, and how it comes about, in words."""

import functools

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import final

import attrs

from slapolicy._tree import Tree
from slapolicy.amounts import Amount, Extension, Money
from slapolicy.evaluation.results import (
    Entitlement,
    Evaluation,
    ReadingResult,
)
from slapolicy.evaluation.settling import rounder
from slapolicy.explain.language import (
    Language,
    Message,
    Sentence,
    Value,
    Wording,
    as_tree,
    said,
)
from slapolicy.explain.many import counted, first_of
from slapolicy.explain.promises import slice_start
from slapolicy.explain.reasons import reason_words
from slapolicy.explain.rules import amount_words, joined, sum_words
from slapolicy.explain.sections import period_of
from slapolicy.explain.values import (
    Instant,
    Listing,
    Longer,
    Number,
    Sum,
)
from slapolicy.terms.exchange import Code, Line
from slapolicy.terms.settlement import NOTHING, Combine, Worth


PROMISE = Message("promise", "“{promise}”")
PROMISE_ABOUT = Message("promise-about", "“{promise}” ({subject})")

_LINE = Message("line", "{amount} ({base})")
_LINE_TIMES = Message("line-times", "{quantity} × {amount}")
_LINE_SHARE = Message("line-share", "{quantity} of {sum} ({base})")

_PART = Message("credit-part", "{worth} for {promise}")
_PART_LINES = Message("credit-part-lines", "{worth} for {promise}: {lines}")

_PART_MORE = Message("credit-part-more", "{worth} in all for {count} more")

_OWED_IN_ALL = Message("credit-owed-in-all", "The credit is {worth}.")
_OWED = Message("credit-owed", "The credit for {promise} is {worth}: {lines}.")
_OWED_PARTS = Message("credit-owed-parts", "The credit is {worth}: {parts}.")
_NOTHING = Message("credit-nothing", "Nothing is owed.")
_NOTHING_WHY = Message("credit-nothing-why", "Nothing is owed: {reason}.")
_CHOOSE = Message(
    "credit-choose", "The customer chooses one of these: {parts}."
)
_UNKNOWN = Message(
    "credit-unknown",
    "What is owed cannot be told, because of {promise}: {reason}.",
)
_UNKNOWN_AT_ALL = Message(
    "credit-unknown-at-all", "What is owed cannot be told: {reason}."
)
_BETWEEN = Message(
    "credit-between", "It lies between {least} and {most}, both included."
)
_KNOWN = Message("credit-known", "What can be told of it: {parts}.")
_FORM = Message("credit-form", "It is given as: {form}.")

_SHORT_LIST = 3


def promise_words(evaluation: Evaluation, one: Entitlement) -> Sentence:
    """
    Return what an entitlement is for.

    Args:
        evaluation: What was evaluated.

        one: The entitlement.
    """
    if one.subject == evaluation.label:
        return PROMISE(promise=one.commitment)
    return PROMISE_ABOUT(
        promise=one.commitment, subject=subject_words(evaluation, one.subject)
    )


def subject_words(evaluation: Evaluation, subject: str) -> Value:
    """
    Return what a reading is about.

    Args:
        evaluation: What was evaluated.

        subject: The period's label, the start of a slice, or the id of an
            outage or a ticket.
    """
    if subject == evaluation.label:
        return period_of(evaluation)
    instant = slice_start(subject)
    if instant is None:
        return subject
    return Instant(instant, evaluation.policy.timezone)


def line_words(line: Line) -> Value:
    """
    Return a line of an award.

    Args:
        line: The line.
    """
    return _line(line.amount, line.quantity, line.base or "fee", line.base_sum)


# Of thousands of lines most are alike but for what they are for.
@functools.lru_cache(maxsize=1024)
def _line(
    amount: Amount | None, quantity: Fraction, base: str, of: Money | None
) -> Value:
    """Return how many times an amount of a sum is due."""
    sum_: Value = "" if of is None else Sum.of(of)
    if amount is None:
        return _LINE_SHARE(
            quantity=Number(quantity), sum=sum_words(base), base=sum_
        )
    found = amount_words(amount, base)
    if quantity != 1:
        found = _LINE_TIMES(quantity=Number(quantity), amount=found)
    return found if of is None else _LINE(amount=found, base=sum_)


@functools.lru_cache(maxsize=1024)
def worth_words(worth: Worth, currency: str) -> Value:
    """
    Return money and extensions.

    Args:
        worth: How much, exactly.

        currency: The code of the policy's currency.
    """
    found: list[Value] = []
    if worth.money is not None or not worth.extensions:
        found.append(Sum(worth.money or Fraction(), currency))
    found += [Longer(one) for one in worth.extensions]
    return Listing.of(found)


def owed_words(
    money: Money | None, extensions: tuple[Extension, ...], currency: str
) -> Value:
    """
    Return a rounded sum and extensions.

    Args:
        money: The sum.

        extensions: The extensions.

        currency: The code of the policy's currency.
    """
    # No money beside an extension is not worth a word.
    exact = money.fraction if money else None
    return worth_words(Worth(exact, extensions), currency)


def parts(
    evaluation: Evaluation, most: int | None = None
) -> Iterator[Sentence]:
    """
    Yield what is owed singly, as far as it is known.

    Args:
        evaluation: What was evaluated.

        most: How many parts are named, and what the others come to after
            them; None for all.
    """
    first, rest = first_of(_owing(evaluation), most)
    yield from _named(evaluation, first)
    if rest and evaluation.settlement.to_choose:
        yield counted(rest)
    elif rest:
        yield _PART_MORE(worth=_together(evaluation, rest), count=len(rest))


def _owing(evaluation: Evaluation) -> Sequence[Entitlement]:
    """Return what something is owed for singly."""
    return [
        one for one in evaluation.entitlements if one.money or one.extensions
    ]


def _named(
    evaluation: Evaluation, owing: Sequence[Entitlement]
) -> Iterator[Sentence]:
    """Yield what is owed singly, with the lines behind it if they are few."""
    lines: dict[tuple[str, str], list[Line]] = {}
    for about, reading in _behind(evaluation, owing):
        found = [line for line in reading.award.lines if line.quantity]
        lines.setdefault(about, []).extend(found)
    for one in owing:
        owed = owed_words(
            one.money, one.extensions, evaluation.policy.currency
        )
        promise = promise_words(evaluation, one)
        some = lines.get(_about(one), [])
        if 0 < len(some) <= _SHORT_LIST:
            listed = joined(map(line_words, some))
            yield _PART_LINES(worth=owed, promise=promise, lines=listed)
        else:
            yield _PART(worth=owed, promise=promise)


@final
@attrs.frozen
class _AllParts:
    """
    All that is owed singly, said part by part.

    To keep thousands of parts takes longer than to make them again.

    Args:
        evaluation: What was evaluated.
    """

    evaluation: Evaluation

    def said(self, language: Language) -> str:
        """Return it in words, as what is joined is said."""
        return "; ".join(said(one, language) for one in parts(self.evaluation))

    def tree(self) -> Tree:
        """Return the parts."""
        return [as_tree(one) for one in parts(self.evaluation)]


def _about(one: Entitlement) -> tuple[str, str]:
    """Return what an entitlement is about."""
    return one.commitment, one.subject


def _behind(
    evaluation: Evaluation, owing: Iterable[Entitlement]
) -> Iterator[tuple[tuple[str, str], ReadingResult]]:
    """Yield the readings behind entitlements, with what these are about."""
    is_total = evaluation.policy.credits.combine is Combine.CHOOSE
    wanted = set(map(_about, owing))
    for result in evaluation.results if wanted else ():
        for one in result.readings:
            subject = evaluation.label if is_total else one.subject
            if (result.id, subject) in wanted:
                yield (result.id, subject), one


def _together(evaluation: Evaluation, owing: Iterable[Entitlement]) -> Value:
    """Return what is owed singly together, added up before it is rounded."""
    whole = NOTHING
    for _, one in _behind(evaluation, owing):
        whole = whole.plus(one.worth)
    money = rounder(evaluation.sight)(whole.money or Fraction())
    currency = evaluation.policy.currency
    return owed_words(money or None, whole.extensions, currency)


def credit_words(
    evaluation: Evaluation, most: int | None = None
) -> Iterator[Sentence]:
    """
    Yield what is owed in all, and what took some of it.

    Args:
        evaluation: What was evaluated.

        most: How many parts are named; None for all.
    """
    credit = evaluation.credit
    owed = owed_words(
        credit.money, credit.extensions, evaluation.policy.currency
    )
    owing = _owing(evaluation)
    listed = (
        _AllParts(evaluation)
        if most is None
        else joined(parts(evaluation, most))
    )
    if owing and evaluation.settlement.to_choose:
        yield from _reasons(evaluation, but=Code.CHOOSE)
        yield _CHOOSE(parts=listed)
    elif credit.undetermined:
        yield from _reasons(evaluation)
        yield from _between(evaluation)
        if owing:
            yield _KNOWN(parts=listed)
    elif not owing:
        # Of what is next to nothing singly there may be enough together.
        total = _OWED_IN_ALL(worth=owed)
        yield total if credit.money else _nothing(evaluation)
    else:
        only = dict(next(_named(evaluation, owing[:1])).params)
        # Of several a limit may leave as much by chance.
        is_it = len(owing) == 1 or not credit.capped_by
        if is_it and only["worth"] == owed and "lines" in only:
            yield _OWED(**only)
        else:
            yield _OWED_PARTS(worth=owed, parts=listed)
    if owing and evaluation.policy.credits.form is not None:
        yield _FORM(form=Wording(evaluation.policy.credits.form))


def _reasons(
    evaluation: Evaluation, but: Code | None = None
) -> Iterator[Sentence]:
    """Yield why what is owed cannot be told, of all reasons but one."""
    for name, why in evaluation.credit.undetermined:
        reason = reason_words(why.text)
        if why.code is but:
            continue
        if name is None:
            yield _UNKNOWN_AT_ALL(reason=reason)
        else:
            yield _UNKNOWN(promise=PROMISE(promise=name), reason=reason)


def _between(evaluation: Evaluation) -> Iterator[Sentence]:
    """Yield between what lies what is owed, if that is known."""
    bounds = evaluation.bounds
    if bounds is not None and bounds.credit is not None:
        least, most = bounds.credit
        yield _BETWEEN(least=Sum.of(least), most=Sum.of(most))


def _nothing(evaluation: Evaluation) -> Sentence:
    """Return that nothing is owed, and why if that is not plain."""
    for result in evaluation.results:
        if result.reason is not None and (
            result.reason.code is Code.INELIGIBLE
        ):
            return _NOTHING_WHY(reason=reason_words(result.reason.text))
    return _NOTHING()
