"""
The full answer for facts that stand apart, in words at once.

Where a promise is about the availability of one period, no two facts touch
and what is owed is remembered, there is a line to say of each fact and a few
of what was read. They are made of the messages of the full answer, which
holds for whatever else there is to say; `tests/properties/test_apart_laws.py`
holds the two equal.
"""

import functools

from collections.abc import Iterator
from typing import final

import attrs

from slapolicy.downtime import share_up
from slapolicy.evaluation.promises import Promise
from slapolicy.evaluation.results import (
    CommitmentResult,
    DecisionResult,
    Evaluation,
    Findings,
)
from slapolicy.evaluation.told import Told, of_outage, of_work
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
    award_words,
    decision_words,
    rest_of,
)
from slapolicy.explain.language import Language, said
from slapolicy.explain.promises import (
    READ_AVAILABILITY,
    READ_RESTORATION,
    slice_start,
)
from slapolicy.explain.sections import INTRO, INTRO_VERSION, period_of
from slapolicy.explain.values import Elapsed, Percentage, Stay
from slapolicy.explain.words import Word
from slapolicy.facts import Maintenance, Outage
from slapolicy.figures import Figure, fraction_text
from slapolicy.terms.exchange import AnyExclusion, Decision, Outcome
from slapolicy.terms.exclusions import CauseExclusion
from slapolicy.terms.metrics import Availability, Restoration
from slapolicy.terms.targets import allowed_of


def full_text(evaluation: Evaluation, language: Language) -> str | None:
    """
    Return the full answer in words.

    Args:
        evaluation: What was evaluated.

        language: Whose words.

    Returns:
        None where it is no such case.
    """
    if any(isinstance(one.behind, Findings) for one in evaluation.results):
        return None
    agreed = Agreed.of(evaluation.policy)
    if not agreed.is_plain or not evaluation.sight.is_apart:
        return None
    if any(slice_start(one.id or "") for one in evaluation.record.outages):
        return None
    assumed = agreed.assumed(evaluation)
    blocks = [] if assumed is None else [assumed.block(language)]
    blocks.append(_about(evaluation, agreed, language))
    for plain, result in zip(agreed.plain, evaluation.results, strict=True):
        saying = _Saying(evaluation, agreed, language, *plain)
        lines = list(saying.lines(result))
        if len(set(lines)) < len(lines):
            return None
        blocks.append("\n- ".join(lines))
    blocks += [
        one.block(language) for one in rest_of(evaluation, agreed) if one.given
    ]
    return "\n\n".join(blocks) + "\n"


def _about(evaluation: Evaluation, agreed: Agreed, language: Language) -> str:
    """Return what it is an answer about."""
    policy = evaluation.policy
    period, title, version = agreed.texts(
        language,
        ("about", evaluation.label),
        lambda: (
            period_of(evaluation),
            policy.title or policy.id,
            policy.version or "",
        ),
    )
    service = said(evaluation.service, language)
    if policy.version is None:
        return INTRO.filled(
            language, agreement=title, service=service, period=period
        )
    return INTRO_VERSION.filled(
        language,
        agreement=title,
        version=version,
        service=service,
        period=period,
    )


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
class _Saying:
    """What is being said of a promise: how it is measured, and its bound."""

    evaluation: Evaluation
    agreed: Agreed
    language: Language
    promise: Promise
    metric: Availability | Restoration
    bound: Figure

    def lines(self, result: CommitmentResult) -> Iterator[str]:
        """Yield how a promise fared, and all that was decided about it."""
        agreed, name = self.agreed, result.id
        language = self.language
        yield agreed.fared(name, result.outcome).said(language)
        yield from agreed.texts(
            language, ("promised", name), lambda: agreed.promised(name)
        )
        yield from self._read(result)
        yield from self._decided()
        for one in award_words(self.evaluation, agreed, result):
            yield said(one, language)

    def _read(self, result: CommitmentResult) -> Iterator[str]:
        """Yield what was read, and from which outages."""
        taken = self.promise.first_told
        counted = [
            one
            for one in self.evaluation.record.outages
            if taken[one.cause, one.source] is None
        ]
        if isinstance(self.metric, Restoration):
            for one in counted:
                yield from self._restored(one)
                yield self._stretch(one)
        else:
            downtime = sum(map(_length, counted))
            yield from self._share(self.metric, result, downtime)
            for one in counted:
                yield self._stretch(one)

    def _stretch(self, one: Outage) -> str:
        """Return an outage that counts."""
        language, zone = self.language, self.evaluation.policy.timezone
        start, length = one.start_ticks, _length(one)
        return STRETCH.filled(
            language,
            outage=said(one.id or "", language),
            span=Stay(start, start + length, zone).said(language),
            length=Elapsed(length).said(language),
        )

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
                value=Elapsed(length).said(language),
            ),
            outcome=Word("outcome", outcome.value).said(language),
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
        outcome = Word("outcome", result.outcome.value).said(language)
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
            downtime=Elapsed(downtime).said(language),
            measured=Elapsed(measured).said(language),
        )
        yield from self._beyond(downtime, measured)

    def _beyond(self, downtime: int, measured: int) -> Iterator[str]:
        """Yield how much more than what is allowed a downtime is, if it is."""
        above, below = allowed_of(measured, self.bound).as_integer_ratio()
        excess = downtime * below - above
        if excess > 0:
            length = Elapsed(excess // below).said(self.language)
            yield EXCESS.filled(self.language, length=length)

    def _decided(self) -> Iterator[str]:
        """Yield the decisions, each rule with its clause before them."""
        agreed, language = self.agreed, self.language
        last: object = None
        taken: set[str | None] = set()
        promise = self.promise
        for (_, rule), told in zip(
            promise.exclusions, promise.told, strict=True
        ):
            for name, line in self._by(rule, told, taken):
                if (name, rule) != last:
                    last = (name, rule)
                    yield from agreed.texts(
                        language,
                        ("rule", name, id(rule)),
                        functools.partial(agreed.rule, name, rule),
                    )
                yield line

    def _by(
        self, rule: AnyExclusion, told: Told | None, taken: set[str | None]
    ) -> Iterator[tuple[str, str]]:
        """Yield the decisions of one rule, each with the rule's name."""
        if told is None:
            return
        for one, made in told.about(self.evaluation.record):
            if isinstance(one, Maintenance):
                yield made.rule, self._work(rule, made, one)
            else:
                is_first = one.id not in taken
                taken.add(one.id)
                yield made.rule, self._outage(rule, made, one, is_first)

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
                length=Elapsed(length).said(language),
                fact=said(one.id or "", language),
                cause=Word("cause", one.cause).said(language),
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
