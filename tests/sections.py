"""The full answer in words, section by section as programs have it."""

from slapolicy import Evaluation
from slapolicy.explain import Language, answer, said


def in_sections(evaluation: Evaluation, lang: str) -> str:
    """
    Return the full answer in words.

    Args:
        evaluation: What was evaluated.

        lang: The language.
    """
    language = Language.of(lang)
    found = answer(evaluation, "full")
    assumed = () if found.assumed is None else (found.assumed,)
    blocks = [
        *[one.block(language) for one in assumed],
        "\n".join(said(one, language) for one in found.about),
        *[one.block(language) for one in found.sections],
    ]
    return "\n\n".join(blocks) + "\n"
