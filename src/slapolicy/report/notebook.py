"""What a notebook shows of a value: the part of a page that tells it."""

from collections.abc import Iterable

from slapolicy.evaluation.results import Evaluation
from slapolicy.explain import agreement_sections
from slapolicy.explain.language import Language, said
from slapolicy.explain.sections import period_of
from slapolicy.linting.diagnostics import Diagnostic
from slapolicy.report import _words as w
from slapolicy.report._markup import el, group
from slapolicy.report._page import fragment
from slapolicy.report._parts import table
from slapolicy.report._statement import in_short
from slapolicy.report._tables import Column, Row, Table, credit_table
from slapolicy.report._timeline import timeline
from slapolicy.terms.policy import Policy


_ENGLISH = "en"


def of_evaluation(evaluation: Evaluation) -> str:
    """
    Return an evaluation: the credit, each promise's period, the lines.

    Args:
        evaluation: What was evaluated.
    """
    language = Language.of(_ENGLISH)
    title = w.TITLE_OF(
        title=w.TITLE(),
        service=evaluation.service,
        period=period_of(evaluation),
    )
    timelines = (
        (
            el("h3", said(w.PROMISE(promise=one.id), language)),
            timeline(evaluation, one, language, None),
        )
        for one in evaluation.results
        if one.is_judged
    )
    content = group(
        el("p", el("strong", said(title, language))),
        in_short(evaluation, language),
        timelines,
        table(credit_table(evaluation), language),
    )
    return fragment(content, language)


def of_policy(policy: Policy) -> str:
    """
    Return a policy, as a person would read it.

    Args:
        policy: The agreement.
    """
    language = Language.of(_ENGLISH)
    sections = (
        (
            el("h3", said(one.title, language)),
            el(
                "ul",
                (el("li", said(item, language)) for item in one.sentences),
            ),
        )
        for one in agreement_sections(policy)
    )
    return fragment(group(sections), language)


def of_findings(found: Iterable[Diagnostic]) -> str:
    """
    Return what the linter found.

    Args:
        found: What it found.
    """
    language = Language.of(_ENGLISH)
    columns = Column.of(w.SEVERITY, w.CODE, w.PATH, w.MESSAGE)
    rows = tuple(
        Row(
            (one.severity.value, one.code.value, one.path, one.message),
            one.severity.value,
        )
        for one in found
    )
    listed = table(Table(w.FINDINGS(), columns, rows), language)
    nothing = el("p", said(w.NO_FINDINGS(), language))
    return fragment(listed or nothing, language)
