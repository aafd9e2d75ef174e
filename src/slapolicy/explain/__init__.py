"""
An evaluation in words, in English and Italian.

What is said is first a value: sentences with a code and parameters, in
sections. Only then is it said in a language, so that an answer is the same
to the byte whenever and wherever it is given.
"""

from slapolicy._tree import Tree
from slapolicy.errors import AmountError
from slapolicy.evaluation.results import Evaluation
from slapolicy.explain.agreement import agreement_sections
from slapolicy.explain.around import full_text
from slapolicy.explain.full import full_answer
from slapolicy.explain.language import (
    LANGUAGES,
    Language,
    Value,
    as_tree,
    said,
)
from slapolicy.explain.sections import Answer, Section
from slapolicy.explain.short import short_answer


__all__ = [
    "LANGUAGES",
    "STYLES",
    "Answer",
    "Language",
    "Section",
    "agreement_sections",
    "answer",
    "explain",
    "explain_data",
    "said",
]

_STYLES = {"short": short_answer, "full": full_answer}

STYLES = tuple(_STYLES)
"""How an evaluation can be explained."""


def answer(evaluation: Evaluation, style: str) -> Answer:
    """
    Return what there is to say of an evaluation, in no language yet.

    Args:
        evaluation: What was evaluated.

        style: ``short``, what a customer asks; or ``full``, every decision
            with the clause that it rests on.

    Raises:
        AmountError: If there is no such style.
    """
    if style not in _STYLES:
        msg = f"style: {style!r} is none of {', '.join(STYLES)}"
        raise AmountError(msg)
    return _STYLES[style](evaluation)


def explain(
    evaluation: Evaluation, lang: str = "en", style: str = "short"
) -> str:
    """
    Return an evaluation in words.

    Both styles first say the assumptions that decided something. Instants
    are local times of the agreement's zone.

    Args:
        evaluation: What was evaluated.

        lang: ``en`` or ``it``.

        style: ``short``, one paragraph for a customer, which of many
            things of a kind names the first, and says how many more there
            are and what they come to; or ``full``, every decision with the
            clause that it rests on.

    Raises:
        AmountError: If there is no such language or style.
    """
    language = Language.of(lang)
    if style == "full":
        return full_text(evaluation, language)
    found = answer(evaluation, style)
    blocks = [] if found.assumed is None else [found.assumed.block(language)]
    about = [said(one, language) for one in found.about]
    about += [
        line for section in found.sections for line in section.lines(language)
    ]
    return "\n\n".join([*blocks, " ".join(about)]) + "\n"


def explain_data(evaluation: Evaluation, lang: str = "en") -> dict[str, Tree]:
    """
    Return an evaluation in words, as a tree for programs.

    Each sentence has its ``code``, its ``params`` (text, numbers, lists, and
    sentences within it) and its ``text``.

    Args:
        evaluation: What was evaluated.

        lang: The language of the texts, ``en`` or ``it``.

    Raises:
        AmountError: If there is no such language.
    """
    language = Language.of(lang)
    short, full = (answer(evaluation, style) for style in STYLES)
    assumed = () if short.assumed is None else (short.assumed,)
    return {
        "lang": lang,
        "about": [_sentence(one, language) for one in short.about],
        "assumptions": [_section(one, language) for one in assumed],
        "short": [_section(one, language) for one in short.sections],
        "full": [_section(one, language) for one in full.sections],
    }


def _section(section: Section, language: Language) -> Tree:
    """Return a section for programs."""
    return {
        "title": said(section.title, language),
        "sentences": [_sentence(one, language) for one in section.sentences],
    }


def _sentence(one: Value, language: Language) -> Tree:
    """Return a sentence for programs."""
    tree, text = as_tree(one), said(one, language)
    return {**tree, "text": text} if isinstance(tree, dict) else {"text": text}
