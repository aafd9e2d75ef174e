"""A year, or a fleet, at a glance: a calendar of downtime, and a table."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from slapolicy.evaluation.results import Evaluation
from slapolicy.explain.language import Language, Value, said
from slapolicy.explain.sections import period_of
from slapolicy.explain.values import Listing, Sum
from slapolicy.report import _words as w
from slapolicy.report._heat import heat_map
from slapolicy.report._markup import Child, el, group
from slapolicy.report._page import page
from slapolicy.report._parts import table
from slapolicy.report._tables import (
    Column,
    Row,
    Table,
    credit_of,
    outcome_words,
)


def series(evaluations: Iterable[Evaluation], lang: str = "en") -> str:
    """
    Return a series, or a fleet, as a page: one file, without scripts.

    Args:
        evaluations: One service over several periods, several services, or
            both; shown by service, then by time.

        lang: ``en`` or ``it``.

    Raises:
        AmountError: If there is no such language.
    """
    language = Language.of(lang)
    found = sorted(evaluations, key=_order)
    content = group(
        el("header", el("h1", said(w.SERIES(), language))),
        el(
            "main",
            heat_map(found, language),
            el(
                "section",
                el("h2", said(w.PERIODS(), language), id="periods"),
                table(_periods(found), language, style="bare"),
                _not_summed(found, language),
                aria_labelledby="periods",
            ),
        ),
    )
    return page(said(w.SERIES(), language), content, language)


def _order(one: Evaluation) -> tuple[str, int, str, str]:
    """Return where an evaluation stands among others."""
    policy = one.policy
    return (one.service, one.sight.start, policy.id, policy.version or "")


def _periods(found: list[Evaluation]) -> Table:
    """Return how each period fared, and what is owed in all."""
    columns = Column.of(
        w.SERVICE, w.PERIOD, w.AGREEMENT, w.OUTCOME, w.CREDIT, numbers=1
    )
    rows = tuple(
        Row(
            (
                one.service,
                period_of(one),
                one.policy.title or one.policy.id,
                _outcomes(one),
                credit_of(one),
            ),
            _state(one),
        )
        for one in found
    )
    sums = Listing.of(_totals(found), last=None)
    total = Row((w.TOTAL(), None, None, None, sums)) if sums.items else None
    return Table(w.PERIODS(), columns, rows, total)


def _not_summed(found: list[Evaluation], language: Language) -> Child:
    """Return how many credits the total lacks, if it lacks any."""
    count = sum(one.credit.money is None for one in found)
    if not count:
        return None
    return el("p", said(w.NOT_SUMMED(count=count), language), class_="note")


def _outcomes(evaluation: Evaluation) -> Value:
    """Return how each promise fared."""
    return Listing.of(
        (
            w.SAME(promise=one.id, outcome=outcome_words(one))
            for one in evaluation.results
        ),
        last=None,
    )


def _state(evaluation: Evaluation) -> str:
    """Return the worst outcome."""
    outcomes = {one.outcome.value for one in evaluation.results}
    return next(
        (one for one in ("breached", "undetermined") if one in outcomes),
        "met",
    )


def _totals(found: list[Evaluation]) -> Iterator[Sum]:
    """Yield what is owed in all, in each currency."""
    sums: dict[str, Fraction] = {}
    for one in found:
        money = one.credit.money
        if money is not None:
            before = sums.get(money.currency, Fraction(0))
            sums[money.currency] = before + money.fraction
    for currency, exact in sorted(sums.items()):
        yield Sum(exact, currency)
