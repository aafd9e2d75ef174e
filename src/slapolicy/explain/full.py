"""The full answer: every decision, with the clause that it rests on."""

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction

from slapolicy.evaluation.results import (
    CommitmentResult,
    Evaluation,
    ReadingResult,
)
from slapolicy.explain.agreed import Agreed
from slapolicy.explain.claiming import claim_sentences, deadlines_of
from slapolicy.explain.deadlines import STEPS
from slapolicy.explain.excuses import (
    Ruling,
    excuse_words,
    other_losses,
    refusal_words,
    rulings,
    with_reason,
)
from slapolicy.explain.language import Message, Sayable, Sentence, Value
from slapolicy.explain.limits import cut, left_out
from slapolicy.explain.money import (
    credit_words,
    line_words,
    promise_words,
    subject_words,
    worth_words,
)
from slapolicy.explain.options import value_words
from slapolicy.explain.promises import exact_words, reading_words
from slapolicy.explain.reasons import reason_words
from slapolicy.explain.rules import joined
from slapolicy.explain.sections import SECTIONS, Answer, Section, answer
from slapolicy.explain.short import rights, undetermined
from slapolicy.explain.values import Elapsed, Listing, Stay, Sum
from slapolicy.explain.words import Word
from slapolicy.facts import NOTHING_CARRIED
from slapolicy.terms.commitment import Commitment
from slapolicy.terms.exchange import Award, Outcome
from slapolicy.terms.settlement import Worth


_NOT_APPLICABLE = Message(
    "full-not-applicable", "It does not apply: {reason}."
)
READ = Message("full-read", "Read: {reading}; {outcome}.")
READ_EXACTLY = Message(
    "full-read-exactly", "Read: {reading}, exactly {exact}; {outcome}."
)
COUNTED = Message(
    "full-counted", "Counted as downtime: {downtime} of {measured}."
)
EXCESS = Message(
    "full-excess", "That is {length} more than the promise allows."
)
_WHY = Message("full-why", "It cannot be told, since {reason}.")
STRETCH = Message(
    "full-stretch", "Counted: outage {outage}, {span}: {length}."
)
HELD = Message("full-held", "Not counted: {excuse}.")
NO_EFFECT = Message(
    "full-no-effect", "Holds, but takes no outage time of its own: {fact}."
)
_AWARD = Message("full-award", "For {subject}: {lines}, that is {worth}.")
_LIMITED = Message(
    "full-award-limited",
    "For {subject}: {lines}, that is {worth}, of which limits leave {left}.",
)
_AWARD_UNKNOWN = Message(
    "full-award-unknown",
    "What is due for {subject} cannot be told: {reason}.",
)
_AWARD_KNOWN = Message(
    "full-award-known",
    "What is known to be due for {subject}, before any limit: {lines}.",
)
_TOTAL = Message("full-total", "“{promise}” is worth {worth} in all.")
_ROUNDED = Message(
    "full-rounded",
    "Before rounding it is {exact}; rounded {rounding}, {money}.",
)
_DEADLINES = Message("full-deadlines", "For {promise}: {deadlines}.")
_NO_DEADLINES = Message(
    "full-no-deadlines", "For {promise}: no deadline runs."
)
_POOL = Message("full-pool", "The pool of “{rule}” is used by {used}.")
_CREDITED = Message("full-credited", "Granted for {label}: {money}.")
_OUTCOMES = Message("full-outcomes", "“{promise}” so far: {outcomes}.")


def full_answer(evaluation: Evaluation) -> Answer:
    """
    Return the full answer.

    Args:
        evaluation: What was evaluated.
    """
    agreed = Agreed.of(evaluation.policy)
    assumed = agreed.assumed(evaluation)
    return answer(evaluation, assumed, _sections(evaluation, agreed))


def _sections(evaluation: Evaluation, agreed: Agreed) -> Iterator[Section]:
    """Yield a section for each promise, then what follows for all."""
    for result in evaluation.results:
        title = agreed.fared(result.id, result.outcome)
        yield Section.of(title, *fared_words(evaluation, agreed, result))
    for topic, words in rest_words(evaluation, agreed):
        yield Section.of(topic, *words())


def is_alike(evaluation: Evaluation, agreed: Agreed) -> bool:
    """
    Whether what follows for all promises turns on no fact but by them.

    Args:
        evaluation: What was evaluated.

        agreed: The words of its agreement.
    """
    record = evaluation.record
    return (
        record.carried is NOTHING_CARRIED
        and agreed.claims_alike(record)
        and not evaluation.policy.rights
    )


def rest_words(
    evaluation: Evaluation, agreed: Agreed
) -> Iterator[tuple[Sayable, Callable[[], Iterable[Value]]]]:
    """
    Yield what follows for all promises: titles, and what is said of each.

    Args:
        evaluation: What was evaluated.

        agreed: The words of its agreement.
    """
    for topic, words in (
        ("credit", lambda: _credit(evaluation, agreed)),
        ("claims", lambda: _claims(evaluation, agreed)),
        ("rights", lambda: rights(evaluation)),
        ("carried", lambda: _carried(evaluation)),
    ):
        yield SECTIONS[topic], words


def fared_words(
    evaluation: Evaluation, agreed: Agreed, result: CommitmentResult
) -> Iterator[Value]:
    """
    Yield all that was decided about one promise.

    Args:
        evaluation: What was evaluated.

        agreed: The words of its agreement.

        result: How the promise fared.
    """
    yield from agreed.promised(result.id)
    yield from fact_words(evaluation, agreed, result)
    yield from award_words(evaluation, agreed, result)


def fact_words(
    evaluation: Evaluation, agreed: Agreed, result: CommitmentResult
) -> Iterator[Value]:
    """
    Yield what was read, and all that was decided about facts.

    Args:
        evaluation: What was evaluated.

        agreed: The words of its agreement.

        result: How the promise fared.
    """
    if result.outcome is Outcome.NOT_APPLICABLE and result.reason is not None:
        yield _NOT_APPLICABLE(reason=reason_words(result.reason.text))
    if result.outcome is Outcome.UNDETERMINED:
        yield from undetermined(evaluation, result)
    yield from _readings(evaluation, agreed, result)
    yield from _decisions(evaluation, agreed, result)
    yield from other_losses(evaluation, result)


def award_words(
    evaluation: Evaluation, agreed: Agreed, result: CommitmentResult
) -> Iterable[Value]:
    """
    Return what a promise is worth, line by line.

    Args:
        evaluation: What was evaluated.

        agreed: The words of its agreement.

        result: How the promise fared.
    """
    return agreed.once(
        evaluation,
        ("award", result.id),
        lambda: (
            said for one in result.readings for said in _award(evaluation, one)
        ),
    )


def _readings(
    evaluation: Evaluation, agreed: Agreed, result: CommitmentResult
) -> Iterator[Sentence]:
    """Yield what was read, from what, and how far it is beyond."""
    zone, commitment = evaluation.policy.timezone, agreed.commitment(result.id)
    # What names no reading is the same for many, and is said once.
    known: set[object] = set()
    for one in result.readings:
        yield _read(commitment, one, zone)
        reading = one.reading
        beside = (
            one.reason,
            reading.downtime,
            reading.measured,
            reading.excess,
        )
        if beside not in known:
            known.add(beside)
            yield from _beside(result, one)
        for stretch in reading.stretches:
            span = Stay(stretch.start, stretch.end, zone)
            part = (stretch.outage, span, Elapsed(stretch.counted))
            if part not in known:
                known.add(part)
                yield STRETCH(outage=part[0], span=span, length=part[2])


def _read(commitment: Commitment, one: ReadingResult, zone: str) -> Sentence:
    """Return what was read."""
    said = reading_words(commitment, one, zone)
    outcome = Word("outcome", one.outcome.value)
    exact = exact_words(one.reading)
    if exact is None:
        return READ(reading=said, outcome=outcome)
    return READ_EXACTLY(reading=said, exact=exact, outcome=outcome)


def _beside(
    result: CommitmentResult, one: ReadingResult
) -> Iterator[Sentence]:
    """Yield why a reading cannot be told, from what it is, and how far off."""
    reading = one.reading
    if one.reason is not None and one.reason != result.reason:
        yield _WHY(reason=reason_words(one.reason.text))
    if reading.measured is not None and reading.downtime is not None:
        yield COUNTED(
            downtime=Elapsed(reading.downtime),
            measured=Elapsed(reading.measured),
        )
    if reading.excess:
        yield EXCESS(length=Elapsed(reading.excess))


def _decisions(
    evaluation: Evaluation, agreed: Agreed, result: CommitmentResult
) -> Iterator[Value]:
    """Yield the decisions, each rule with its clause before them."""
    last: object = None
    for one in rulings(evaluation, result):
        name, rule = one.decided.decision.rule, one.rule
        if (name, rule) != last:
            last = (name, rule)
            yield from agreed.rule(name, rule)
        yield decision_words(one)


def decision_words(one: Ruling) -> Sentence:
    """
    Return one decision.

    Args:
        one: The decision, with the rule and the fact.
    """
    if not one.decided.decision.held:
        return refusal_words(one)
    if not one.decided.taken:
        decision = one.decided.decision
        return NO_EFFECT(fact=with_reason(decision.fact, decision.reason))
    return HELD(excuse=excuse_words(one))


def _award(evaluation: Evaluation, one: ReadingResult) -> Iterator[Sentence]:
    """Yield what a reading is worth, line by line."""
    award: Award = one.award
    subject = subject_words(evaluation, one.subject)
    for why in award.unknown:
        yield _AWARD_UNKNOWN(subject=subject, reason=reason_words(why.text))
    if not award.lines:
        return
    lines = joined(line_words(line) for line in award.lines)
    if award.unknown:
        yield _AWARD_KNOWN(subject=subject, lines=lines)
        return
    currency = evaluation.policy.currency
    whole = Worth(award.money, award.extensions)
    worth = worth_words(whole, currency)
    left = worth_words(one.worth, currency)
    if worth == left:
        yield _AWARD(subject=subject, lines=lines, worth=worth)
    else:
        yield _LIMITED(subject=subject, lines=lines, worth=worth, left=left)


def _credit(evaluation: Evaluation, agreed: Agreed) -> Iterator[Value]:
    """Yield how the credit comes about."""
    policy, settlement = evaluation.policy, evaluation.settlement
    yield from agreed.clause(policy.credits.clause)
    unknown = {name for name, _ in settlement.unknown}
    for name, worth in settlement.totals:
        if name not in unknown:
            said = worth_words(worth, policy.currency)
            yield _TOTAL(promise=name, worth=said)
    yield from cut(evaluation)
    yield from left_out(evaluation)
    yield from credit_words(evaluation)
    money, exact = (
        evaluation.credit.money,
        settlement.exact.money or Fraction(),
    )
    if money is not None and money.fraction != exact:
        yield _ROUNDED(
            exact=Sum(exact, policy.currency),
            rounding=Word("rounding", policy.credits.rounding.value),
            money=Sum.of(money),
        )


def _claims(evaluation: Evaluation, agreed: Agreed) -> Iterator[Value]:
    """Yield how what is owed is to be had, with every deadline."""
    policy = evaluation.policy
    if evaluation.entitlements and policy.claims is not None:
        yield from agreed.clause(policy.claims.clause)
    yield from claim_sentences(evaluation)
    for one in evaluation.entitlements:
        promise = promise_words(evaluation, one)
        steps = [
            STEPS[path](deadline=instant)
            for path, instant in deadlines_of(evaluation, one)
        ]
        if steps:
            yield _DEADLINES(promise=promise, deadlines=joined(steps))
        else:
            yield _NO_DEADLINES(promise=promise)


def _carried(evaluation: Evaluation) -> Iterator[Sentence]:
    """Yield what the next period starts from."""
    carried = evaluation.carried
    for rule, used in carried.excluded:
        yield _POOL(rule=rule, used=value_words(used))
    for label, money in carried.credited:
        yield _CREDITED(label=label, money=Sum.of(money))
    for name, past in carried.breaches:
        outcomes = Listing.of(Word("outcome", one) for one in past)
        yield _OUTCOMES(promise=name, outcomes=outcomes)
