"""
The full answer in words, around what is said of facts.

How a promise is worded, what it is worth and how that is claimed is said once
where it names no fact; what is left is what to say of this record's facts.
"""

import functools

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from slapolicy.evaluation.results import CommitmentResult, Evaluation, Findings
from slapolicy.explain.agreed import Agreed, Around, Opening
from slapolicy.explain.apart import Saying, sayings
from slapolicy.explain.full import (
    award_words,
    fact_words,
    fared_words,
    is_alike,
    rest_words,
)
from slapolicy.explain.language import (
    Form,
    Language,
    Message,
    Sayable,
    Value,
    said,
)
from slapolicy.explain.sections import (
    INTRO,
    INTRO_VERSION,
    provisional,
)


def full_text(evaluation: Evaluation, language: Language) -> str:
    """
    Return the full answer in words.

    A sentence is said as soon as it is made, and not kept: to keep hundreds
    of thousands takes longer than to make them.

    Args:
        evaluation: What was evaluated.

        language: Whose words.
    """
    agreed = Agreed.of(evaluation.policy)
    around = agreed.around(
        evaluation,
        language,
        lambda: _around(evaluation, agreed, language),
        alike=is_alike(evaluation, agreed),
    )
    blocks = [*around.before, _about(evaluation, agreed, language)]
    apart = _apart(evaluation, agreed, language)
    for place, (head, tail) in enumerate(around.promises):
        result = evaluation.results[place]
        facts = (
            [
                said(one, language)
                for one in fact_words(evaluation, agreed, result)
            ]
            if apart is None
            else apart[place].lines(result)
        )
        lines = [*head, *facts, *tail]
        if len(set(lines)) < len(lines):
            words = functools.partial(fared_words, evaluation, agreed, result)
            if apart is not None:
                lines[1:] = [said(one, language) for one in words()]
            lines[1:] = _each_once(lines[1:], words())
        blocks.append("\n- ".join(lines))
    return "\n\n".join([*blocks, *around.after]) + "\n"


def _apart(
    evaluation: Evaluation, agreed: Agreed, language: Language
) -> Sequence[Saying] | None:
    """Return what says what is to be said of facts, if each by itself."""
    for one in evaluation.results:
        if isinstance(one.behind, Findings):
            return None
    return sayings(evaluation, agreed, language)


def _block(
    title: Sayable, words: Callable[[], Iterable[Value]], language: Language
) -> str:
    """Return a title in words and a line for each thing, if there is any."""
    lines = [said(one, language) for one in words()]
    if len(set(lines)) < len(lines):
        lines = list(_each_once(lines, words()))
    return "\n- ".join([said(title, language), *lines]) if lines else ""


def _each_once(texts: list[str], things: Iterable[Value]) -> Iterator[str]:
    """Yield things in words; two may be said alike, which are said twice."""
    times = Counter(texts)
    seen: set[Value] = set()
    for text, one in zip(texts, things, strict=True):
        if times[text] == 1 or one not in seen:
            yield text
        if times[text] > 1:
            seen.add(one)


def _around(
    evaluation: Evaluation, agreed: Agreed, language: Language
) -> Around:
    """Return what is said around what is said of facts."""

    def promise(result: CommitmentResult) -> tuple[list[str], list[str]]:
        """Return what is said of a promise before facts, and after."""
        title = agreed.fared(result.id, result.outcome)
        before = [title, *agreed.promised(result.id)]
        after = award_words(evaluation, agreed, result)
        return (
            [said(one, language) for one in before],
            [said(one, language) for one in after],
        )

    assumed = agreed.assumed(evaluation)
    rest = [
        _block(title, words, language)
        for title, words in rest_words(evaluation, agreed)
    ]
    return Around(
        before=[] if assumed is None else [assumed.block(language)],
        promises=[promise(one) for one in evaluation.results],
        after=[one for one in rest if one],
    )


def _about(evaluation: Evaluation, agreed: Agreed, language: Language) -> str:
    """Return what it is an answer about."""
    opening = agreed.opening(evaluation, language)
    service = said(evaluation.service, language)
    intro = INTRO if evaluation.policy.version is None else INTRO_VERSION
    text = _form(intro, language)((*opening, service))
    if evaluation.is_final:
        return text
    return f"{text}\n{provisional(evaluation).said(language)}"


@functools.cache
def _form(intro: Message, language: Language) -> Form:
    """Return the first sentence, which may name the version."""
    return intro.form(language, *Opening._fields, "service")
