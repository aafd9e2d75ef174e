"""
The full answer for facts that stand apart, in words at once.

Where a promise is about the availability of one period, no two facts touch
and what is owed is remembered, there is a line to say of each fact and a few
of what was read. They are made of the messages of the full answer, which
holds for whatever else there is to say; `tests/properties/test_apart_laws.py`
holds the two equal.
"""

import functools

from collections.abc import Iterable, Iterator
from typing import final

import attrs

from slapolicy.downtime import share_up
from slapolicy.evaluation.promises import Promise
from slapolicy.evaluation.results import (
    CommitmentResult,
    DecisionResult,
    Evaluation,
)
from slapolicy.evaluation.told import of_outage, of_work
from slapolicy.evaluation.writing import shown_share
from slapolicy.explain.agreed import Agreed
from slapolicy.explain.excuses import CAUSED, Ruling
from slapolicy.explain.full import (
    COUNTED,
    EXCESS,
    HELD,
    NO_EFFECT,
    READ,
    READ_EXACTLY,
    STRETCH,
    decision_words,
)
from slapolicy.explain.language import Language, said
from slapolicy.explain.promises import (
    READ_AVAILABILITY,
    READ_RESTORATION,
    slice_start,
)
from slapolicy.explain.values import Percentage, elapsed_text, stay_text
from slapolicy.explain.words import word_text
from slapolicy.facts import Maintenance, Outage
from slapolicy.figures import Figure, fraction_text
from slapolicy.terms.exchange import AnyExclusion, Decision, Outcome
from slapolicy.terms.exclusions import CauseExclusion
from slapolicy.terms.metrics import Availability, Restoration
from slapolicy.terms.targets import allowed_of


def sayings(
    evaluation: Evaluation, agreed: Agreed, language: Language
) -> "list[Saying] | None":
    """
    Return what says what is to be said of facts, for each promise.

    Args:
        evaluation: What was evaluated, and told before.

        agreed: The words of its agreement.

        language: Whose words.

    Returns:
        None where there is more to say than each fact by itself.
    """
    if not agreed.is_plain or not evaluation.sight.is_apart:
        return None
    # A reading of such a name would be said as a time.
    if any(slice_start(one.id or "") for one in evaluation.record.outages):
        return None
    return [Saying(evaluation, agreed, language, *one) for one in agreed.plain]


@functools.lru_cache(maxsize=1024)
def _availability(percentage: str, language: Language) -> str:
    """Return what was read in words."""
    value = Percentage(percentage).said(language)
    return READ_AVAILABILITY.filled(language, value=value)


def _length(one: Outage) -> int:
    """Return how long an outage took that is over."""
    return (one.end_ticks or one.start_ticks) - one.start_ticks


@final
@attrs.frozen
class Saying:
    """
    What is said of a promise's facts: how it is measured, and its bound.

    Args:
        evaluation: What was evaluated.

        agreed: The words of its agreement.

        language: Whose words.

        promise: The promise.

        metric: How it is measured.

        bound: What its readings are compared with.
    """

    evaluation: Evaluation
    agreed: Agreed
    language: Language
    promise: Promise
    metric: Availability | Restoration
    bound: Figure

    def lines(self, result: CommitmentResult) -> Iterator[str]:
        """
        Yield what was read, and all that was decided about facts.

        Args:
            result: How the promise fared.
        """
        taken = self.promise.first_told
        counted = [
            one
            for one in self.evaluation.record.outages
            if taken[one.cause, one.source] is None
        ]
        if isinstance(self.metric, Restoration):
            for one in counted:
                yield from self._restored(one)
                yield from self._stretches([one])
        else:
            downtime = sum(map(_length, counted))
            yield from self._share(self.metric, result, downtime)
            yield from self._stretches(counted)
        yield from self._decided()

    def _stretches(self, counted: Iterable[Outage]) -> list[str]:
        """Return outages that count."""
        language, zone = self.language, self.evaluation.policy.timezone
        spans = [
            (one.id or "", one.start_ticks, one.end_ticks or one.start_ticks)
            for one in counted
        ]
        return [
            STRETCH.filled(
                language,
                outage=said(name, language),
                span=stay_text(start, end, zone, language),
                length=elapsed_text(end - start, language),
            )
            for name, start, end in spans
        ]

    def _restored(self, one: Outage) -> Iterator[str]:
        """Yield how long an outage took, and how far that is beyond."""
        language, length = self.language, _length(one)
        (limit,) = self.promise.commitment.target.limits
        is_kept = limit.comparison.holds(length, self.bound.exact)
        outcome = Outcome.MET if is_kept else Outcome.BREACHED
        yield READ.filled(
            language,
            reading=READ_RESTORATION.filled(
                language,
                subject=said(one.id or "", language),
                value=elapsed_text(length, language),
            ),
            outcome=word_text("outcome", outcome.value, language),
        )
        yield from self._beyond(length, length)

    def _share(
        self, metric: Availability, result: CommitmentResult, downtime: int
    ) -> Iterator[str]:
        """Yield what was read of a downtime, and how far it is beyond."""
        measured, language = self.evaluation.sight.length, self.language
        terms = metric.downtime_terms
        exact = share_up(downtime, measured)
        text, share = shown_share(terms.value(exact), terms.decimals)
        said = _availability(text, language)
        outcome = word_text("outcome", result.outcome.value, language)
        if share == exact:
            yield READ.filled(language, reading=said, outcome=outcome)
        else:
            yield READ_EXACTLY.filled(
                language,
                reading=said,
                exact=fraction_text(exact),
                outcome=outcome,
            )
        yield COUNTED.filled(
            language,
            downtime=elapsed_text(downtime, language),
            measured=elapsed_text(measured, language),
        )
        yield from self._beyond(downtime, measured)

    def _beyond(self, downtime: int, measured: int) -> Iterator[str]:
        """Yield how much more than what is allowed a downtime is, if it is."""
        above, below = allowed_of(measured, self.bound).as_integer_ratio()
        excess = downtime * below - above
        if excess > 0:
            length = elapsed_text(excess // below, self.language)
            yield EXCESS.filled(self.language, length=length)

    def _decided(self) -> Iterator[str]:
        """Yield the decisions, each rule with its clause before them."""
        record, promise = self.evaluation.record, self.promise
        last: object = None
        taken: set[str | None] = set()
        for (_, rule), told in zip(
            promise.exclusions, promise.told, strict=True
        ):
            for one, made in () if told is None else told.about(record):
                if (made.rule, rule) != last:
                    last = (made.rule, rule)
                    yield from self._ruled(made.rule, rule)
                if isinstance(one, Maintenance):
                    yield self._work(rule, made, one)
                else:
                    yield self._outage(rule, made, one, one.id not in taken)
                    taken.add(one.id)

    def _ruled(self, name: str, rule: AnyExclusion) -> list[str]:
        """Return a rule with its clause."""
        return self.agreed.texts(
            self.language,
            ("rule", name, id(rule)),
            lambda: self.agreed.rule(name, rule),
        )

    def _outage(
        self,
        rule: AnyExclusion,
        made: Decision,
        one: Outage,
        is_first: bool,  # noqa: FBT001  (one of two, where it is called)
    ) -> str:
        """Return a decision about an outage."""
        language = self.language
        length = _length(one) if is_first else 0
        if not length or not isinstance(rule, CauseExclusion):
            found = DecisionResult(decision=of_outage(made, one), taken=length)
            return decision_words(Ruling(found, rule, one)).said(language)
        return HELD.filled(
            language,
            excuse=CAUSED.filled(
                language,
                length=elapsed_text(length, language),
                fact=said(one.id or "", language),
                cause=word_text("cause", one.cause, language),
            ),
        )

    def _work(
        self, rule: AnyExclusion, made: Decision, one: Maintenance
    ) -> str:
        """Return a decision about maintenance, which took no outage time."""
        language = self.language
        if not made.held:
            found = DecisionResult(decision=of_work(made, one), taken=0)
            return decision_words(Ruling(found, rule, one)).said(language)
        return NO_EFFECT.filled(language, fact=said(one.id or "", language))
