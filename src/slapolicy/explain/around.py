"""
The full answer in words, around what is said of facts.

How a promise is worded, what it is worth and how that is claimed is said once
where it names no fact; what is left is what to say of this record's facts.
"""

from slapolicy.evaluation.results import CommitmentResult, Evaluation, Findings
from slapolicy.explain.agreed import Agreed, Around
from slapolicy.explain.apart import sayings
from slapolicy.explain.full import (
    award_words,
    fact_words,
    is_alike,
    rest_of,
)
from slapolicy.explain.language import Language, said
from slapolicy.explain.sections import INTRO, INTRO_VERSION, period_of


def full_text(evaluation: Evaluation, language: Language) -> str | None:
    """
    Return the full answer in words.

    Args:
        evaluation: What was evaluated.

        language: Whose words.

    Returns:
        None where all the rules were asked, the period is not over, or the
        same line is in it twice.
    """
    asked = any(isinstance(one.behind, Findings) for one in evaluation.results)
    if asked or not evaluation.is_final:
        return None
    agreed = Agreed.of(evaluation.policy)
    around = agreed.around(
        evaluation,
        language,
        lambda: _around(evaluation, agreed, language),
        alike=is_alike(evaluation, agreed),
    )
    blocks = [*around.before, _about(evaluation, agreed, language)]
    apart = sayings(evaluation, agreed, language)
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
            return None
        blocks.append("\n- ".join(lines))
    return "\n\n".join([*blocks, *around.after]) + "\n"


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
    rest = rest_of(evaluation, agreed)
    return Around(
        before=[] if assumed is None else [assumed.block(language)],
        promises=[promise(one) for one in evaluation.results],
        after=[one.block(language) for one in rest if one.given],
    )


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
