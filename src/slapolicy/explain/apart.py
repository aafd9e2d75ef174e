"""
The full answer for facts that stand apart, in words at once.

Where a promise is about the availability of one period, no two facts touch
and what is owed is remembered, there is a line to say of each fact and a few
of what was read. They are made of the messages of the full answer, which
holds for whatever else there is to say; `tests/properties/test_apart_laws.py`
holds the two equal.
"""

import functools

from fractions import Fraction
from typing import NamedTuple, final

import attrs

from slapolicy._exact import rounded
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
from slapolicy.explain.language import Form, Language, said
from slapolicy.explain.promises import (
    READ_AVAILABILITY,
    READ_RESTORATION,
    slice_start,
)
from slapolicy.explain.values import Percentage, elapsed_text, stay_text
from slapolicy.explain.words import word_text
from slapolicy.facts import Maintenance, Outage
from slapolicy.figures import Figure, ratio_text
from slapolicy.terms.exchange import AnyExclusion, Decision, Outcome
from slapolicy.terms.exclusions import CauseExclusion
from slapolicy.terms.metrics import Availability, Restoration
from slapolicy.terms.metrics._downtime import DowntimeTerms
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
    if agreed.reads_each:
        for one in evaluation.record.outages:
            # A reading of such a name would be said as a time.
            if slice_start(one.id or "") is not None:
                return None
    return [
        Saying(evaluation, agreed, language, *plain) for plain in agreed.plain
    ]


def _read(
    up: int, measured: int, terms: DowntimeTerms, language: Language
) -> tuple[str, bool]:
    """Return what was read in words, and whether they are exact."""
    decimals = terms.decimals
    if decimals is None:
        exact = Fraction(up, measured)
        text, share = shown_share(exact, None)
        return _availability(text, language), share == exact
    scale = 10 ** (decimals + 2)
    units = rounded(up * scale, measured, terms.precision_rounding)
    is_exact = units * measured == up * scale
    return _rounded(units, decimals, language), is_exact


@functools.lru_cache(maxsize=1024)
def _rounded(units: int, decimals: int, language: Language) -> str:
    """Return so many units of the last decimal in words."""
    share = Fraction(units, 10 ** (decimals + 2))
    return _availability(shown_share(share, decimals)[0], language)


def _availability(percentage: str, language: Language) -> str:
    """Return what was read in words."""
    value = Percentage(percentage).said(language)
    return READ_AVAILABILITY.filled(language, value=value)


def _length(one: Outage) -> int:
    """Return how long an outage took that is over."""
    return (one.end_ticks or one.start_ticks) - one.start_ticks


class _Forms(NamedTuple):
    """The messages that are said of facts, with what is put in them."""

    read: Form
    read_exactly: Form
    restored: Form
    counted: Form
    excess: Form
    stretch: Form
    held: Form
    caused: Form
    no_effect: Form


@functools.cache
def _forms(language: Language) -> _Forms:
    """Return the messages of a language."""
    return _Forms(
        read=READ.form(language, "reading", "outcome"),
        read_exactly=READ_EXACTLY.form(
            language, "reading", "exact", "outcome"
        ),
        restored=READ_RESTORATION.form(language, "subject", "value"),
        counted=COUNTED.form(language, "downtime", "measured"),
        excess=EXCESS.form(language, "length"),
        stretch=STRETCH.form(language, "outage", "span", "length"),
        held=HELD.form(language, "excuse"),
        caused=CAUSED.form(language, "length", "fact", "cause"),
        no_effect=NO_EFFECT.form(language, "fact"),
    )


@final
@attrs.define(eq=False)
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

    def lines(self, result: CommitmentResult) -> list[str]:
        """
        Return what was read, and all that was decided about facts.

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
            lines = [
                line
                for one in counted
                for line in (*self._restored(one), *self._stretches([one]))
            ]
        else:
            downtime = sum(map(_length, counted))
            terms = self.metric.downtime_terms
            lines = self._share(terms, result, downtime)
            lines += self._stretches(counted)
        lines += self._decided()
        return lines

    def _stretches(self, counted: list[Outage]) -> list[str]:
        """Return outages that count."""
        language, zone = self.language, self.evaluation.policy.timezone
        stretch = _forms(language).stretch
        lines = []
        for one in counted:
            start, end = one.start_ticks, one.end_ticks or one.start_ticks
            name = said(one.id or "", language)
            span = stay_text(start, end, zone, language)
            length = elapsed_text(end - start, language)
            lines.append(stretch((name, span, length)))
        return lines

    def _restored(self, one: Outage) -> list[str]:
        """Return how long an outage took, and how far that is beyond."""
        language, length = self.language, _length(one)
        forms = _forms(language)
        (limit,) = self.promise.commitment.target.limits
        is_kept = limit.comparison.holds(length, self.bound.exact)
        outcome = Outcome.MET if is_kept else Outcome.BREACHED
        name = said(one.id or "", language)
        reading = forms.restored((name, elapsed_text(length, language)))
        word = word_text("outcome", outcome.value, language)
        return [forms.read((reading, word)), *self._beyond(length, length)]

    def _share(
        self, terms: DowntimeTerms, result: CommitmentResult, downtime: int
    ) -> list[str]:
        """Return what was read of a downtime, and how far it is beyond."""
        measured, language = self.evaluation.sight.length, self.language
        forms, up = _forms(language), max(measured - downtime, 0)
        reading, is_exact = _read(up, measured, terms, language)
        word = word_text("outcome", result.outcome.value, language)
        first = (
            forms.read((reading, word))
            if is_exact
            else forms.read_exactly((reading, ratio_text(up, measured), word))
        )
        lengths = (
            elapsed_text(downtime, language),
            elapsed_text(measured, language),
        )
        beyond = self._beyond(downtime, measured)
        return [first, forms.counted(lengths), *beyond]

    def _beyond(self, downtime: int, measured: int) -> list[str]:
        """Return how much more than what is allowed a downtime is, if so."""
        above, below = allowed_of(measured, self.bound).as_integer_ratio()
        excess = downtime * below - above
        if excess <= 0:
            return []
        length = elapsed_text(excess // below, self.language)
        return [_forms(self.language).excess((length,))]

    def _decided(self) -> list[str]:
        """Return the decisions, each rule with its clause before them."""
        record, promise = self.evaluation.record, self.promise
        lines: list[str] = []
        last: object = None
        taken: set[str | None] = set()
        for (_, rule), told in zip(
            promise.exclusions, promise.told, strict=True
        ):
            for one, made in () if told is None else told.about(record):
                if (made.rule, rule) != last:
                    last = (made.rule, rule)
                    lines += self.agreed.ruled(self.language, made.rule, rule)
                if isinstance(one, Maintenance):
                    lines.append(self._work(rule, made, one))
                else:
                    is_first = one.id not in taken
                    lines.append(self._outage(rule, made, one, is_first))
                    taken.add(one.id)
        return lines

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
        forms = _forms(language)
        excuse = forms.caused(
            (
                elapsed_text(length, language),
                said(one.id or "", language),
                word_text("cause", one.cause, language),
            )
        )
        return forms.held((excuse,))

    def _work(
        self, rule: AnyExclusion, made: Decision, one: Maintenance
    ) -> str:
        """Return a decision about maintenance, which took no outage time."""
        language = self.language
        if not made.held:
            found = DecisionResult(decision=of_work(made, one), taken=0)
            return decision_words(Ruling(found, rule, one)).said(language)
        return _forms(language).no_effect((said(one.id or "", language),))
