"""The statement: one evaluation, as a page."""

from collections.abc import Iterable, Iterator

from slapolicy.evaluation.results import CommitmentResult, Evaluation
from slapolicy.explain import answer
from slapolicy.explain.agreement import promised_words
from slapolicy.explain.claiming import claim_sentences
from slapolicy.explain.language import Language, Value, said
from slapolicy.explain.promises import reading_words, target_words
from slapolicy.explain.reasons import reason_words
from slapolicy.explain.sections import assumption_words, period_of
from slapolicy.explain.short import commitment_of, rights, undetermined
from slapolicy.explain.values import Instant, Listing
from slapolicy.explain.words import Word
from slapolicy.report import _words as w
from slapolicy.report._ladder import ladders
from slapolicy.report._markup import Child, Markup, el, group
from slapolicy.report._page import page
from slapolicy.report._parts import (
    clause,
    clocks,
    facts,
    moment,
    quote,
    table,
)
from slapolicy.report._tables import (
    Table,
    claims_table,
    credit_of,
    credit_table,
    decisions_table,
    ledger_table,
    outcome_words,
    readings_table,
)
from slapolicy.report._timeline import timeline
from slapolicy.terms.clauses import Clause


_MOST = 3
_WEB = ("https://", "http://")


def html(evaluation: Evaluation, lang: str = "en") -> str:
    """
    Return an evaluation as a page: one file, without scripts.

    It is the same to the byte whenever it is made. Everything that comes
    from a document is escaped.

    Args:
        evaluation: What was evaluated.

        lang: ``en`` or ``it``.

    Raises:
        AmountError: If there is no such language.
    """
    language = Language.of(lang)
    title = w.TITLE_OF(
        title=w.TITLE(),
        service=evaluation.service,
        period=period_of(evaluation),
    )
    judged = [one for one in evaluation.results if one.is_judged]
    content = group(
        el("header", _about(evaluation, language)),
        el(
            "main",
            in_short(evaluation, language),
            (
                _promise(evaluation, one, place, language)
                for place, one in enumerate(judged, 1)
            ),
            _rest(evaluation, language),
        ),
        el("footer", _digests(evaluation, language)),
    )
    return page(said(title, language), content, language)


def _about(evaluation: Evaluation, language: Language) -> Iterator[Markup]:
    """Yield what the statement is about."""
    policy = evaluation.policy
    name: Value = policy.title or policy.id
    if policy.version is not None:
        name = w.AGREEMENT_VERSION(agreement=name, version=policy.version)
    zone, as_of = policy.timezone, evaluation.sight.as_of
    yield el("h1", said(w.TITLE(), language))
    yield facts(
        (
            (w.SERVICE(), el("strong", evaluation.service)),
            (w.PERIOD(), el("strong", said(period_of(evaluation), language))),
            (w.AGREEMENT(), said(name, language)),
            (w.PROVIDER(), policy.provider),
            (
                w.AS_OF(),
                moment(Instant(as_of, zone, says_zone=True), language),
            ),
            (w.SOURCE(), _source(policy.source)),
        ),
        language,
    )
    if not evaluation.is_final:
        yield el("p", said(w.PROVISIONAL(), language), class_="note")


def _source(source: str | None) -> Child:
    """Return where an agreement is published; a link only to the web."""
    if source is None or not source.lower().startswith(_WEB):
        return source
    return el("a", source, href=source, rel="noreferrer noopener")


def in_short(evaluation: Evaluation, language: Language) -> Markup:
    """
    Return what is owed, and how each promise fared.

    Args:
        evaluation: What was evaluated.

        language: Whose words.
    """
    items = (
        el("li", _fared(evaluation, one, language))
        for one in evaluation.results
    )
    found = {
        said(one.title, language): one
        for one in answer(evaluation, "short").sections
    }
    topics = (Word("section", topic) for topic in ("credit", "claims"))
    sections = (found.get(said(topic, language)) for topic in topics)
    return el(
        "section",
        el("h2", said(w.CREDIT(), language)),
        el("p", said(credit_of(evaluation), language), class_="sum"),
        el("ul", items, class_="outcomes"),
        (
            el("p", " ".join(said(one, language) for one in each.sentences))
            for each in sections
            if each is not None
        ),
        class_="answer",
        aria_label=said(w.CREDIT(), language),
    )


def _fared(
    evaluation: Evaluation, result: CommitmentResult, language: Language
) -> Iterator[Child]:
    """Yield how a promise fared."""
    commitment = commitment_of(evaluation, result)
    zone = evaluation.policy.timezone
    badge = el(
        "span",
        said(outcome_words(result), language),
        class_=f"badge {result.outcome.value}",
    )
    yield (badge, " ", el("strong", result.id), ": ")
    readings = Listing.of(
        (
            reading_words(commitment, one, zone)
            for one in result.readings
            if one.outcome is result.outcome
        ),
        last=None,
        most=_MOST,
    )
    target = target_words(commitment)
    if readings.items:
        yield said(w.FARED(readings=readings, target=target), language)
    elif result.reason is not None:
        yield said(reason_words(result.reason.text), language)
    else:
        yield said(w.FARED_BY_NOTHING(target=target), language)


def _promise(
    evaluation: Evaluation,
    result: CommitmentResult,
    place: int,
    language: Language,
) -> Markup:
    """Return all about one promise."""
    policy, commitment = evaluation.policy, commitment_of(evaluation, result)
    name, anchor = f"promise-{place}", f"line-{place}"
    title = w.SAME(
        promise=w.PROMISE(promise=result.id), outcome=outcome_words(result)
    )
    words = [*promised_words(commitment), *undetermined(evaluation, result)]
    drawing = timeline(evaluation, result, language, anchor)
    entries = evaluation.ledger.of(result.id)
    ledger = ledger_table(evaluation, entries, anchor)
    return el(
        "section",
        el("h2", said(title, language), id=name),
        quote(policy, commitment.clause, language),
        (el("p", said(one, language)) for one in words),
        _titled(w.TIMELINE(), drawing, language),
        _ladders(evaluation, result, language),
        table(readings_table(evaluation, result), language),
        table(ledger, language, style="ledger"),
        table(decisions_table(result), language),
        aria_labelledby=name,
    )


def _titled(title: Value, content: Markup, language: Language) -> Child:
    """Return something under a heading; nothing if it is nothing."""
    return (el("h3", said(title, language)), content) if content else None


def _ladders(
    evaluation: Evaluation, result: CommitmentResult, language: Language
) -> Iterator[Markup]:
    """Yield the steps of a promise, and where it landed."""
    for one in ladders(evaluation, result):
        if isinstance(one, Table):
            yield table(one, language, style="ladder")
        else:
            yield el("p", said(one, language))


def _rest(evaluation: Evaluation, language: Language) -> Iterator[Markup]:
    """Yield what follows for all promises, and what it rests on."""
    policy = evaluation.policy
    claims = policy.claims
    lines = table(credit_table(evaluation), language, style="bare")
    credit = quote(policy, policy.credits.clause, language)
    yield _section("lines", w.LINES(), language, lines and (credit, lines))
    if evaluation.entitlements:
        yield _section(
            "claim",
            w.CLAIM(),
            language,
            None if claims is None else quote(policy, claims.clause, language),
            _sentences(claim_sentences(evaluation, _MOST), language),
            clocks(evaluation, language),
            table(claims_table(evaluation), language),
        )
    for name, sentences in (
        ("rights", rights(evaluation)),
        (
            "assumptions",
            (
                assumption_words(one)
                for one in policy.assumptions
                if one.id in evaluation.assumptions
            ),
        ),
    ):
        found = _sentences(sentences, language)
        yield _section(name, Word("section", name), language, found)
    quoted = [clause(policy, one, language) for one in _uncited(evaluation)]
    yield _section("clauses", w.CLAUSES(), language, quoted)


def _section(
    name: str, title: Value, language: Language, *content: Child
) -> Markup:
    """Return a section; nothing if nothing stands in it."""
    inner = group(*content)
    if not inner:
        return inner
    head = el("h2", said(title, language), id=name)
    return el("section", head, inner, aria_labelledby=name)


def _sentences(found: Iterable[Value], language: Language) -> Markup:
    """Return sentences as a list; nothing if there are none."""
    items = group(el("li", said(one, language)) for one in found)
    return el("ul", items) if items else items


def _uncited(evaluation: Evaluation) -> Iterator[Clause]:
    """Yield the clauses that no section of the statement has quoted."""
    policy = evaluation.policy
    quoted = {
        commitment_of(evaluation, one).clause
        for one in evaluation.results
        if one.is_judged
    }
    if evaluation.ledger.credit_lines:
        quoted.add(policy.credits.clause)
    if evaluation.entitlements and policy.claims is not None:
        quoted.add(policy.claims.clause)
    return (one for one in policy.clauses if one.id not in quoted)


def _digests(evaluation: Evaluation, language: Language) -> Iterator[Markup]:
    """Yield what proves which documents the statement is about."""
    yield el("h2", said(w.DIGESTS(), language))
    yield facts(
        (
            (w.DIGEST_POLICY(), el("code", evaluation.policy.digest)),
            (w.DIGEST_RECORD(), el("code", evaluation.record.digest)),
            (w.DIGEST_EVALUATION(), el("code", evaluation.digest)),
        ),
        language,
    )
