"""An agreement as a person would read it: a policy in words."""

from collections.abc import Iterable, Iterator

from slapolicy.calendars import WorkCalendar
from slapolicy.explain.deadlines import claim_words, right_words
from slapolicy.explain.language import Message, Sentence, Value, Wording
from slapolicy.explain.options import setting, settings
from slapolicy.explain.promises import metric_words, target_words
from slapolicy.explain.rules import (
    amount_words,
    cap_words,
    condition_words,
    credit_words,
    exclusion_settings,
    exclusion_words,
    joined,
)
from slapolicy.explain.sections import Section, assumption_words
from slapolicy.explain.values import DAY_OF_YEAR, MONTHS, Day, Extent, Listing
from slapolicy.explain.words import Word
from slapolicy.periods import BillingPeriod, Period, RollingPeriod
from slapolicy.terms.clauses import Clause
from slapolicy.terms.commitment import Commitment
from slapolicy.terms.exchange import AnyExclusion
from slapolicy.terms.policy import Policy
from slapolicy.terms.settlement import Combine, MinimumIs


_CLAUSE = Message("clause", "Clause {id}")
_CLAUSE_TITLE = Message("clause-title", "Clause {id} ({title})")
_CLAUSE_TEXT = Message("clause-text", "{clause}: “{text}”")

_AGREEMENT = Message("agreement", "{agreement}")
_PROVIDER = Message("agreement-provider", "Provider: {provider}")
_VERSION = Message("agreement-version", "Version: {version}")
_SOURCE = Message("agreement-source", "Published at: {source}")
_FROM = Message("agreement-from", "In force from: {day}")
_UNTIL = Message("agreement-until", "No longer in force from: {day}")
_ZONE = Message("agreement-zone", "Time zone: {zone}; currency: {currency}")
_PERIOD = Message("agreement-period", "Measured over: {period}")
_NOMINAL = Message("agreement-nominal", "Taken as so long: {length}")
_BILLING = Message("period-billing", "the service's billing cycle ({length})")
_CALENDAR = Message("period-calendar", "the calendar ({length})")
_ROLLING = Message("period-rolling", "any span of {length}")
_STARTS = Message("period-starts", "{period}, years beginning on {day}")
_TIMES = Message("period-count", "{count} × {unit}")
_ELIGIBLE = Message(
    "agreement-eligible", "Credits are only for services of which: {tests}"
)

_TITLE = Message("agreement-promise", "Promise “{promise}”")
_APPLIES = Message("agreement-applies", "Only for services of which: {tests}")
_PROMISED = Message("agreement-promised", "Promised: {metric}, {target}")
_MEASURED = Message("agreement-measured", "How it is measured: {settings}")
_EARNS = Message("agreement-earns", "If “{promise}” is not kept")
_EARNS_NOTHING = Message(
    "agreement-earns-nothing", "No credit is promised for it"
)
_ALSO_EXCLUDED = Message(
    "agreement-excluded", "Does not count for this promise: {rule}"
)
_WITH = Message("agreement-with", "{rule}; {settings}")
_CAP = Message("agreement-cap", "Limit: {cap}")

_COMBINE_UNSAID = Message(
    "combine-unsaid",
    "The agreement does not say how credits for several promises combine; "
    "they are added up",
)
_COMBINE = {
    Combine.SUM: Message("combine-sum", "Credits for several promises add up"),
    Combine.LARGEST: Message(
        "combine-largest",
        "Of credits for several promises the largest is paid",
    ),
    Combine.CHOOSE: Message(
        "combine-choose",
        "Of credits for several promises the customer chooses",
    ),
}
_MINIMUM = {
    MinimumIs.REACHED: Message(
        "minimum-reached", "Nothing below {amount} is paid"
    ),
    MinimumIs.EXCEEDED: Message(
        "minimum-exceeded", "Only what is more than {amount} is paid"
    ),
}
_ROUNDED = Message("agreement-rounding", "The credit is rounded {rounding}")
_FORM = Message("agreement-form", "Given as: {form}")
_EXPIRES = Message("agreement-expires", "To be used within {length}")
_ON_EXPIRY = Message("agreement-on-expiry", "After that: {text}")
_UNCLAIMED = Message(
    "agreement-no-claims", "The agreement does not say how credits are claimed"
)
_HOURS = Message("calendar-hours", "Calendar “{name}”: {hours}")
_DAY_HOURS = Message("calendar-day", "{day} {hours}")
_OTHER_DAYS = Message(
    "calendar-days",
    "{count} date with other hours or none",
    "{count} dates with other hours or none",
)
_HOLIDAYS = Message("calendar-holidays", "public holidays of {places}")


# What `metric_words` says of tickets, gauges and counts.
_IN_OTHER_WORDS = ("clock", "within", "metric", "statistic", "longer_than")
_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def clause_words(
    clauses: Iterable[Clause], id_: str | None
) -> Iterator[Sentence]:
    """
    Yield the clause that a term names, as far as it is known.

    Args:
        clauses: Those of the agreement.

        id_: The clause's number or name; None for none.
    """
    if id_ is None:
        return
    known = next((one for one in clauses if one.id == id_), None)
    said = _CLAUSE(id=id_)
    if known is None:
        yield said
        return
    if known.title is not None and known.title.lower() != id_.lower():
        said = _CLAUSE_TITLE(id=id_, title=Wording(known.title))
    yield (
        said
        if known.text is None
        else _CLAUSE_TEXT(clause=said, text=Wording(known.text))
    )


def agreement_sections(policy: Policy) -> Iterator[Section]:
    """
    Yield an agreement, section by section.

    Args:
        policy: The agreement.
    """
    title = _AGREEMENT(agreement=policy.title or policy.id)
    yield Section.of(title, *_about(policy))
    for one in policy.commitments:
        title = _TITLE(promise=one.id)
        yield Section.of(title, *_commitment(policy, one))
        title = _EARNS(promise=one.id)
        yield Section.of(title, *_remedy(policy, one))
    for topic, said in (
        ("excluded", _exclusions(policy, policy.exclusions)),
        ("credit", _credits(policy)),
        ("claims", _claims(policy)),
        ("rights", _rights(policy)),
        ("calendars", (_calendar(*one) for one in policy.calendars)),
        ("clauses", _uncited(policy)),
        ("assumptions", map(assumption_words, policy.assumptions)),
    ):
        section = Section.of(Word("section", topic), *said)
        if section.given:
            yield section


def _about(policy: Policy) -> Iterator[Value]:
    """Yield who promises, since when, and over which period."""
    if policy.provider is not None:
        yield _PROVIDER(provider=policy.provider)
    if policy.version is not None:
        yield _VERSION(version=policy.version)
    if policy.source is not None:
        yield _SOURCE(source=policy.source)
    if policy.effective is not None:
        if policy.effective.from_ is not None:
            yield _FROM(day=Day(policy.effective.from_))
        if policy.effective.until is not None:
            yield _UNTIL(day=Day(policy.effective.until))
    yield _ZONE(zone=policy.timezone, currency=policy.currency)
    yield _PERIOD(period=period_words(policy.period))
    if policy.period.nominal is not None:
        yield _NOMINAL(length=Extent(policy.period.nominal))
    if policy.eligibility:
        yield _ELIGIBLE(tests=joined(map(condition_words, policy.eligibility)))


def period_words(period: Period) -> Sentence:
    """
    Return the kind of period that an agreement measures.

    Args:
        period: The period.
    """
    if isinstance(period, RollingPeriod):
        return _ROLLING(length=Extent(period.length))
    unit: Value = Word("unit", period.unit.value)
    if period.count != 1:
        unit = _TIMES(count=period.count, unit=unit)
    if isinstance(period, BillingPeriod):
        return _BILLING(length=unit)
    said = _CALENDAR(length=unit)
    if period.starts is None:
        return said
    starts = period.starts
    day = DAY_OF_YEAR(month=MONTHS[starts.month - 1](), day=starts.day)
    return _STARTS(period=said, day=day)


def promised_words(commitment: Commitment) -> Iterator[Sentence]:
    """
    Yield what is promised, and how it is measured.

    Args:
        commitment: The promise.
    """
    metric = commitment.metric
    yield _PROMISED(
        metric=metric_words(metric), target=target_words(commitment)
    )
    found = list(settings(metric, *_IN_OTHER_WORDS))
    if commitment.slice is not None:
        found.append(setting("slice", commitment.slice))
    if found:
        yield _MEASURED(settings=joined(found))


def _commitment(policy: Policy, one: Commitment) -> Iterator[Value]:
    """Yield one promise."""
    yield from clause_words(policy.clauses, one.clause)
    if one.applies_if:
        yield _APPLIES(tests=joined(map(condition_words, one.applies_if)))
    yield from promised_words(one)
    for rule in one.exclusions:
        yield from clause_words(policy.clauses, getattr(rule, "clause", None))
        yield _ALSO_EXCLUDED(rule=rule_words(rule))


def _remedy(policy: Policy, one: Commitment) -> Iterator[Value]:
    """Yield what a breach of a promise is worth."""
    if one.credit is None:
        yield _EARNS_NOTHING()
    else:
        yield from credit_words(one.credit)
    for cap in one.caps:
        yield _CAP(cap=cap_words(cap))
    if one.claims is not None:
        yield from clause_words(policy.clauses, one.claims.clause)
        yield from claim_words(one.claims)


def rule_words(rule: AnyExclusion) -> Sentence:
    """
    Return an exclusion with its settings.

    Args:
        rule: The exclusion.
    """
    said, found = exclusion_words(rule), exclusion_settings(rule)
    return _WITH(rule=said, settings=joined(found)) if found else said


def _exclusions(
    policy: Policy, rules: tuple[AnyExclusion, ...]
) -> Iterator[Sentence]:
    """Yield exclusions, each with its clause."""
    for rule in rules:
        yield from clause_words(policy.clauses, getattr(rule, "clause", None))
        yield rule_words(rule)


def _credits(policy: Policy) -> Iterator[Sentence]:
    """Yield how awards become the credit."""
    terms = policy.credits
    yield from clause_words(policy.clauses, terms.clause)
    if len(policy.commitments) > 1:
        said = terms.combine_said
        yield _COMBINE_UNSAID() if said is None else _COMBINE[said]()
    for cap in terms.caps:
        yield _CAP(cap=cap_words(cap))
    if terms.minimum is not None:
        amount = amount_words(terms.minimum, "fee")
        yield _MINIMUM[terms.minimum_is](amount=amount)
    yield _ROUNDED(rounding=Word("rounding", terms.rounding.value))
    if terms.form is not None:
        yield _FORM(form=Wording(terms.form))
    if terms.expires is not None:
        yield _EXPIRES(length=Extent(terms.expires))
    if terms.on_expiry is not None:
        yield _ON_EXPIRY(text=Wording(terms.on_expiry))


def _claims(policy: Policy) -> Iterator[Sentence]:
    """Yield how credits are claimed."""
    if policy.claims is None:
        yield _UNCLAIMED()
        return
    yield from clause_words(policy.clauses, policy.claims.clause)
    yield from claim_words(policy.claims)


def _rights(policy: Policy) -> Iterator[Sentence]:
    """Yield the rights that repeated breaches give."""
    for one in policy.rights:
        yield from clause_words(policy.clauses, one.clause)
        yield right_words(one)


def _calendar(name: str, calendar: WorkCalendar) -> Sentence:
    """Return a work calendar."""
    days: list[Value] = [
        _DAY_HOURS(
            day=Word("weekday", day),
            hours=Listing.of(map(str, shifts)),
        )
        for day, shifts in zip(_WEEK, calendar.hours, strict=True)
        if shifts
    ]
    other = len(calendar.dates) + len(calendar.holidays)
    if other:
        days.append(_OTHER_DAYS(count=other))
    if calendar.national:
        places = (
            " ".join(filter(None, (one.country, one.subdivision)))
            for one in calendar.national
        )
        days.append(_HOLIDAYS(places=Listing.of(places)))
    return _HOURS(name=name, hours=joined(days))


def _uncited(policy: Policy) -> Iterator[Sentence]:
    """Yield the clauses that no term names."""
    cited = {
        getattr(term, "clause", None)
        for term in (
            *policy.commitments,
            *policy.exclusions,
            *(rule for one in policy.commitments for rule in one.exclusions),
            *(one.claims for one in policy.commitments),
            policy.credits,
            policy.claims,
            *policy.rights,
        )
    }
    for clause in policy.clauses:
        if clause.id not in cited:
            yield from clause_words(policy.clauses, clause.id)
