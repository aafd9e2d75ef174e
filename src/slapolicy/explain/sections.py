"""What both answers have in common: sections, and what they open with."""

from collections.abc import Iterable, Iterator, Sequence
from typing import final

import attrs

from slapolicy.evaluation.results import Evaluation
from slapolicy.explain.language import (
    Language,
    Message,
    Sayable,
    Sentence,
    Value,
    Wording,
    said,
)
from slapolicy.explain.values import Instant, PeriodName
from slapolicy.explain.words import WORDS
from slapolicy.terms.clauses import Assumption


@final
@attrs.frozen
class Section:
    """
    Sentences under a title.

    Args:
        title: What they are about.

        given: What is said; the same thing may be there twice.
    """

    title: Sayable
    given: tuple[Value, ...]
    _said: dict[Language, tuple[str, list[str]]] = attrs.field(
        factory=dict, init=False, eq=False, repr=False
    )

    @classmethod
    def of(cls, title: Sayable, *sentences: Value) -> "Section":
        """
        Return sentences under a title.

        Args:
            title: What they are about.

            *sentences: What is said.
        """
        return cls(title, sentences)

    @property
    def sentences(self) -> tuple[Value, ...]:
        """What is said, each thing once."""
        return tuple(dict.fromkeys(self.given))

    def lines(self, language: Language) -> Sequence[str]:
        """
        Return what is said in words, each thing once.

        Args:
            language: Whose words.
        """
        return self._in_words(language)[1]

    def block(self, language: Language) -> str:
        """
        Return the title in words, and a line for each thing.

        Args:
            language: Whose words.
        """
        return self._in_words(language)[0]

    def _in_words(self, language: Language) -> tuple[str, list[str]]:
        """Return all of it, and each thing."""
        known = self._said.get(language)
        if known is None:
            lines = [said(one, language) for one in self.given]
            # Two things may be said alike; only things are the same.
            if len(set(lines)) < len(lines):
                lines = [said(one, language) for one in self.sentences]
            title = said(self.title, language)
            known = ("\n- ".join([title, *lines]), lines)
            self._said[language] = known
        return known


SECTIONS = {topic: message() for topic, message in WORDS["section"].items()}
"""The titles of sections, by what they are about."""


@final
@attrs.frozen
class Answer:
    """
    What there is to say of an evaluation, in no language yet.

    Args:
        about: What it is an answer about.

        assumed: The assumptions that decided something, if any did.

        sections: The answer.
    """

    about: tuple[Sentence, ...]
    assumed: Section | None
    sections: tuple[Section, ...]


INTRO = Message(
    "intro",
    "The agreement “{agreement}” gives this answer for service {service} "
    "and {period}.",
)
INTRO_VERSION = Message(
    "intro-version",
    "The agreement “{agreement}” (version {version}) gives this answer for "
    "service {service} and {period}.",
)
_PROVISIONAL = Message(
    "provisional",
    "This is how it looks on {instant}: the period is not over, so the "
    "answer may still change.",
)
_ASSUMED = Message(
    "assumed",
    "This answer rests on {count} assumption about what the agreement "
    "leaves open:",
    "This answer rests on {count} assumptions about what the agreement "
    "leaves open:",
)
EXAMPLE = Message(
    "example", "No record was given: this is an example of “{id}”."
)
_DIGESTS = Message(
    "digests",
    "Policy {policy}, record {record} (SHA-256, the first {count} digit)",
    "Policy {policy}, record {record} (SHA-256, the first {count} digits)",
)
SHOWN_DIGITS = 12
"""How many digits of a digest are shown."""
_ASSUMPTION = Message("assumption", "{id}: {text}")


def period_of(evaluation: Evaluation) -> PeriodName:
    """
    Return the period that was evaluated.

    Args:
        evaluation: What was evaluated.
    """
    sight = evaluation.sight
    zone = evaluation.policy.timezone
    return PeriodName(sight.label, sight.start, sight.end, zone)


def answer(
    evaluation: Evaluation, assumed: Section | None, found: Iterable[Section]
) -> Answer:
    """
    Return sections after what an answer opens with.

    Args:
        evaluation: What was evaluated.

        assumed: The assumptions that decided something, if any did.

        found: What is said; sections without sentences are left out.
    """
    sections = tuple([one for one in found if one.given])
    return Answer(tuple(_about(evaluation)), assumed, sections)


def _about(evaluation: Evaluation) -> Iterator[Sentence]:
    """Yield what an answer is about."""
    policy = evaluation.policy
    agreement = policy.title or policy.id
    service, period = evaluation.service, period_of(evaluation)
    if policy.version is None:
        yield INTRO(agreement=agreement, service=service, period=period)
    else:
        yield INTRO_VERSION(
            agreement=agreement,
            version=policy.version,
            service=service,
            period=period,
        )
    if not evaluation.is_final:
        yield provisional(evaluation)


def provisional(evaluation: Evaluation) -> Sentence:
    """
    Return that an answer may still change.

    Args:
        evaluation: What was evaluated before the period was over.
    """
    zone = evaluation.policy.timezone
    return _PROVISIONAL(
        instant=Instant(evaluation.sight.as_of, zone, says_zone=True)
    )


def assumptions_section(decided: Sequence[Assumption]) -> Section | None:
    """
    Return assumptions under a title that counts them, if there are any.

    Args:
        decided: The assumptions.
    """
    if not decided:
        return None
    title = _ASSUMED(count=len(decided))
    return Section.of(title, *map(assumption_words, decided))


def assumption_words(one: Assumption) -> Sentence:
    """
    Return an assumption.

    Args:
        one: What the agreement does not say and somebody had to decide.
    """
    return _ASSUMPTION(id=one.id, text=Wording(one.text))


def digests(evaluation: Evaluation) -> Sentence:
    """
    Return what proves which policy and which record an answer is about.

    Args:
        evaluation: What was evaluated.
    """
    return _DIGESTS(
        policy=evaluation.policy.digest[:SHOWN_DIGITS],
        record=evaluation.record.digest[:SHOWN_DIGITS],
        count=SHOWN_DIGITS,
    )
