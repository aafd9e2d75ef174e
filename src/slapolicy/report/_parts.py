"""What a page consists of: tables, clocks, quotations, facts."""

from collections.abc import Iterable, Iterator

from slapolicy import _time
from slapolicy.evaluation.results import Entitlement, Evaluation
from slapolicy.explain.claiming import deadlines_of
from slapolicy.explain.deadlines import STEPS
from slapolicy.explain.language import Language, Value, said
from slapolicy.explain.money import promise_words
from slapolicy.explain.values import Instant, Listing
from slapolicy.report import _words as w
from slapolicy.report._markup import NOTHING, Child, Markup, el, group
from slapolicy.report._tables import Column, Row, Table
from slapolicy.terms.clauses import Clause
from slapolicy.terms.policy import Policy


_MOST = 3
"""How many promises with the same deadlines are named."""


def table(
    found: Table, language: Language, *, style: str | None = None
) -> Markup:
    """
    Return a table; nothing if it has no rows.

    A narrow page scrolls it sideways, also by keyboard.

    Args:
        found: The table.

        language: Whose words.

        style: Its class.
    """
    if not found.rows:
        return NOTHING
    title = said(found.title, language)
    rows = (_row(one, found.columns, language) for one in found.rows)
    total = (
        None
        if found.total is None
        else el("tfoot", _row(found.total, found.columns, language))
    )
    return el(
        "div",
        el(
            "table",
            el("caption", title),
            _head(found.columns, language),
            el("tbody", rows),
            total,
        ),
        class_=" ".join(filter(None, ("scroll", style))),
        role="region",
        tabindex=0,
        aria_label=title,
    )


def _head(columns: tuple[Column, ...], language: Language) -> Markup:
    """Return the headings of columns."""
    heads = (
        el(
            "th",
            said(one.title, language),
            scope="col",
            class_="number" if one.is_number else None,
        )
        for one in columns
    )
    return el("thead", el("tr", heads))


def _row(row: Row, columns: tuple[Column, ...], language: Language) -> Markup:
    """Return a row; its first cell is its heading."""
    cells = [
        el(
            "td" if place else "th",
            _cell(cell, language),
            scope=None if place else "row",
            class_="number" if column.is_number else None,
        )
        for place, (cell, column) in enumerate(
            zip(row.cells, columns, strict=True)
        )
    ]
    return el("tr", cells, class_=row.state or None, id=row.anchor)


def _cell(cell: Value | None, language: Language) -> Child:
    """Return what stands in a cell."""
    if cell is None:
        return None
    if isinstance(cell, Instant):
        return moment(cell, language)
    return said(cell, language)


def moment(instant: Instant, language: Language) -> Markup:
    """
    Return an instant that programs can read too.

    Args:
        instant: The instant.

        language: Whose words.
    """
    return el(
        "time", said(instant, language), datetime=_time.iso(instant.ticks)
    )


def facts(pairs: Iterable[tuple[Value, Child]], language: Language) -> Markup:
    """
    Return facts, each under what it is.

    Args:
        pairs: What each is, and the fact; one that is None is left out.

        language: Whose words.
    """
    found = (
        el("div", el("dt", said(name, language)), el("dd", fact))
        for name, fact in pairs
        if fact is not None
    )
    return el("dl", found, class_="facts")


def quote(policy: Policy, id_: str | None, language: Language) -> Markup:
    """
    Return a clause as the agreement has it.

    Args:
        policy: The agreement.

        id_: The clause's number or name; None for none.

        language: Whose words name it.
    """
    known = {one.id: one for one in policy.clauses}
    return clause(policy, known[id_], language) if id_ in known else NOTHING


def clause(policy: Policy, one: Clause, language: Language) -> Markup:
    """
    Return a clause, in its own language.

    Args:
        policy: The agreement.

        one: The clause.

        language: Whose words name it.
    """
    name = w.CLAUSE(id=one.id)
    if one.title is not None and one.title.lower() != one.id.lower():
        name = w.CLAUSE_TITLE(id=one.id, title=one.title)
    spoken = one.language or policy.language
    words = (
        None
        if one.text is None
        else el("p", one.text, lang=spoken, dir="auto")
    )
    return el("blockquote", words, el("p", el("cite", said(name, language))))


def clocks(evaluation: Evaluation, language: Language) -> Iterator[Markup]:
    """
    Yield the deadlines of what is owed, those that agree on them together.

    Args:
        evaluation: What was evaluated.

        language: Whose words.
    """
    alike: dict[tuple[tuple[str, Instant], ...], list[Entitlement]] = {}
    for one in evaluation.entitlements:
        steps = tuple(deadlines_of(evaluation, one))
        alike.setdefault(steps, []).append(one)
    for steps, found in alike.items():
        if steps:
            yield _clock(evaluation, steps, found, language)


def _clock(
    evaluation: Evaluation,
    steps: tuple[tuple[str, Instant], ...],
    found: list[Entitlement],
    language: Language,
) -> Markup:
    """Return deadlines in order of time, and where among them we stand."""
    promises = Listing.of(
        (promise_words(evaluation, one) for one in found), most=_MOST
    )
    as_of = evaluation.sight.as_of
    today = w.SEEN_FROM(instant=Instant(as_of, evaluation.policy.timezone))
    marks: list[tuple[int, str, Value]] = [(as_of, "today", today)]
    marks += [
        (
            instant.ticks,
            "past" if instant.ticks < as_of else "ahead",
            STEPS[path](deadline=instant),
        )
        for path, instant in steps
    ]
    # A deadline itself is still in time: it stands after today.
    marks.sort(key=lambda mark: (mark[0], mark[1] == "ahead"))
    items = (
        el("li", said(words, language), class_=style)
        for _, style, words in marks
    )
    return group(
        el("h3", said(w.CLOCK_OF(promise=promises), language)),
        el("ol", items, class_="clock"),
    )
