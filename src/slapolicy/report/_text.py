"""
The statement as text: tables of plain characters, or of ``rich``.

Without colours the text is the same to the byte wherever it is made: neither
the terminal nor whether ``rich`` is installed changes it.
"""

import importlib.util

from collections.abc import Iterable, Iterator

import attrs

from slapolicy.evaluation.results import Evaluation
from slapolicy.explain import answer
from slapolicy.explain.claiming import claim_sentences
from slapolicy.explain.language import Language, Value, said
from slapolicy.explain.sections import Section, digests
from slapolicy.explain.short import rights
from slapolicy.report import _words as w
from slapolicy.report._plain import Painter, paragraphs, plain_table
from slapolicy.report._tables import (
    Table,
    claims_table,
    credit_of,
    credit_table,
    ledger_table,
    promises_table,
)


_MOST = 4


def text(
    evaluation: Evaluation,
    lang: str = "en",
    *,
    color: bool = False,
    width: int = 80,
) -> str:
    """
    Return an evaluation as text for a terminal.

    Args:
        evaluation: What was evaluated.

        lang: ``en`` or ``it``.

        color: Whether the terminal shows colours: the tables are then drawn
            by ``rich``, where it is installed.

        width: How many characters fit on a line.

    Raises:
        AmountError: If there is no such language.
    """
    language = Language.of(lang)
    found = answer(evaluation, "short")
    paint = painter(color=color)
    owed = w.SAME(promise=w.CREDIT(), outcome=credit_of(evaluation))
    tables = (one for one in _tables(evaluation) if one.rows)
    blocks = [
        _lines(found.about, language, width),
        _lines([owed], language, width),
        *(paint(one, language, width) for one in tables),
        _items(claim_sentences(evaluation, _MOST), language, width),
        _items(rights(evaluation), language, width),
    ]
    if found.assumed is not None:
        blocks.append(_section(found.assumed, language, width))
    blocks.append(_lines([digests(evaluation)], language, width))
    return "\n".join(filter(None, blocks))


def painter(*, color: bool) -> Painter:
    """
    Return what draws tables.

    Args:
        color: Whether in colours, where ``rich`` is installed.
    """
    if not color or importlib.util.find_spec("rich") is None:
        return plain_table
    # Loads rich, which an embedding program may lack or not want.
    from slapolicy.report._rich import rich_table  # noqa: PLC0415  (an extra)

    return rich_table


def _tables(evaluation: Evaluation) -> Iterator[Table]:
    """Yield what is shown: of the ledger only what was not simply up."""
    yield promises_table(evaluation)
    for one in evaluation.results:
        entries = tuple(
            entry
            for entry in (evaluation.ledger.of(one.id))
            if entry.fact is not None
        )
        title = w.LEDGER_OF(promise=w.PROMISE(promise=one.id))
        found = ledger_table(evaluation, entries, "line")
        yield attrs.evolve(found, title=title, total=None)
    yield credit_table(evaluation)
    yield claims_table(evaluation)


def _lines(found: Iterable[Value], language: Language, width: int) -> str:
    """Return sentences as a paragraph."""
    return paragraphs([" ".join(said(one, language) for one in found)], width)


def _section(section: Section, language: Language, width: int) -> str:
    """Return a title, and sentences as a list."""
    title = _lines([section.title], language, width)
    return title + _items(section.sentences, language, width)


def _items(found: Iterable[Value], language: Language, width: int) -> str:
    """Return sentences as a list."""
    return paragraphs(
        [said(one, language) for one in found], width, first="- ", rest="  "
    )
