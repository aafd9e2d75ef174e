"""An agreement as a value."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TypeAlias, final

import attrs

from slapolicy import _time, _tree
from slapolicy._currencies import minor_digits
from slapolicy._tree import MAPPING, Tree
from slapolicy.amounts import Extension, Money, Percent
from slapolicy.calendars import WorkCalendar
from slapolicy.errors import AmountError, PolicyError, listed
from slapolicy.facts import Service
from slapolicy.figures import Attribute, Figure
from slapolicy.lengths import CalendarLength
from slapolicy.periods import Period
from slapolicy.spans import Span
from slapolicy.terms.claims import ClaimTerms
from slapolicy.terms.clauses import (
    Assumption,
    Clause,
    Effective,
    Example,
)
from slapolicy.terms.commitment import Commitment
from slapolicy.terms.conditions import Condition
from slapolicy.terms.exchange import AnyExclusion
from slapolicy.terms.rights import Right
from slapolicy.terms.settlement import CreditTerms


def _as_calendars(
    calendars: Mapping[str, WorkCalendar] | Iterable[tuple[str, WorkCalendar]],
) -> tuple[tuple[str, WorkCalendar], ...]:
    """Return named calendars as pairs, sorted by name."""
    return tuple(
        sorted(
            calendars.items() if isinstance(calendars, Mapping) else calendars,
            key=lambda pair: pair[0],
        )
    )


def _as_clauses(found: Iterable[Clause]) -> tuple[Clause, ...]:
    """Return clauses as a tuple."""
    return tuple(found)


def _as_conditions(found: Iterable[Condition]) -> tuple[Condition, ...]:
    """Return conditions as a tuple."""
    return tuple(found)


def _as_commitments(found: Iterable[Commitment]) -> tuple[Commitment, ...]:
    """Return commitments as a tuple."""
    return tuple(found)


def _as_exclusions(found: Iterable[AnyExclusion]) -> tuple[AnyExclusion, ...]:
    """Return exclusions as a tuple."""
    return tuple(found)


def _as_rights(found: Iterable[Right]) -> tuple[Right, ...]:
    """Return rights as a tuple."""
    return tuple(found)


def _as_examples(found: Iterable[Example]) -> tuple[Example, ...]:
    """Return examples as a tuple."""
    return tuple(found)


def _as_assumptions(found: Iterable[Assumption]) -> tuple[Assumption, ...]:
    """Return assumptions as a tuple."""
    return tuple(found)


NO_TERMS = CreditTerms()
"""What a policy without ``credits`` says: add up, round half up."""


@final
@attrs.frozen(kw_only=True, cache_hash=True)
class Policy:
    """
    A service-level agreement.

    Args:
        id: Its name.

        title: Its title.

        provider: Who promises.

        version: Which version of the text.

        effective: When it is in force.

        source: Where it is published.

        language: The language of its text.

        timezone: The IANA zone of its days, months and deadlines.

        currency: The ISO 4217 code of its sums.

        period: The period over which it measures.

        calendars: Work calendars by name.

        clauses: The clauses that terms cite.

        eligibility: The conditions under which anything is owed.

        commitments: What is promised.

        exclusions: What does not count for any of the promises.

        credits: How awards become the credit.

        claims: Who must ask, by when; None if it does not say.

        rights: What repeated breaches entitle to.

        examples: Worked examples, run whenever the policy is checked.

        assumptions: What it does not say and its encoder had to decide.

    Raises:
        PolicyError: If it contradicts itself; each fault with its path.
    """

    id: str
    title: str | None = None
    provider: str | None = None
    version: str | None = None
    effective: Effective | None = None
    source: str | None = None
    language: str | None = None
    timezone: str
    currency: str
    period: Period
    calendars: tuple[tuple[str, WorkCalendar], ...] = attrs.field(
        default=(), converter=_as_calendars, metadata=MAPPING
    )
    clauses: tuple[Clause, ...] = attrs.field(
        default=(), converter=_as_clauses
    )
    eligibility: tuple[Condition, ...] = attrs.field(
        default=(), converter=_as_conditions
    )
    commitments: tuple[Commitment, ...] = attrs.field(
        converter=_as_commitments
    )
    exclusions: tuple[AnyExclusion, ...] = attrs.field(
        default=(), converter=_as_exclusions
    )
    credits: CreditTerms = NO_TERMS
    claims: ClaimTerms | None = None
    rights: tuple[Right, ...] = attrs.field(default=(), converter=_as_rights)
    examples: tuple[Example, ...] = attrs.field(
        default=(), converter=_as_examples
    )
    assumptions: tuple[Assumption, ...] = attrs.field(
        default=(), converter=_as_assumptions
    )

    def __attrs_post_init__(self) -> None:
        faults = [
            PolicyError.of(text, path=path) for path, text in _faults(self)
        ]
        if faults:
            PolicyError.refuse(*faults)

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the policy's canonical JSON, in hexadecimal."""
        return _tree.digest(self.to_dict())

    def to_dict(self) -> dict[str, Tree]:
        """Return the policy as a document's tree."""
        return _tree.document_of(self)

    def _repr_html_(self) -> str:
        """Return what a notebook shows of it."""
        # The one thing that terms ask of a report, when somebody looks.
        from slapolicy.report import notebook  # noqa: PLC0415  (a door, when opened)

        return notebook.of_policy(self)

    def periods(
        self, span: Span, service: Service | None = None
    ) -> tuple[Span, ...]:
        """
        Return the measurement periods that overlap a span.

        Args:
            span: Where to look, UTC.

            service: Who has the billing anchor that billing periods need.

        Raises:
            RecordError: If billing periods lack their anchor.
        """
        anchor = None if service is None else service.billing_anchor
        return tuple(
            Span.of_ticks(start, end)
            for start, end in self.period.between(
                span.start_ticks, span.end_ticks, self.timezone, anchor
            )
        )

    def commitment(self, id_: str) -> Commitment | None:
        """
        Return the commitment of that name, None if there is none.

        Args:
            id_: Its name.
        """
        return next((one for one in self.commitments if one.id == id_), None)

    @cached_property
    def zoned_calendars(self) -> tuple[tuple[str, WorkCalendar], ...]:
        """The work calendars, each with a time zone."""
        return tuple(
            (name, calendar.in_zone(self.timezone))
            for name, calendar in self.calendars
        )


_Leaf: TypeAlias = tuple[str, object]

_NO_TERMS = (Attribute, CalendarLength, Extension, Figure, Money, Percent)


def _faults(policy: Policy) -> Iterator[tuple[str, str]]:
    """Yield what a policy contradicts itself in, each with its path."""
    if not policy.commitments:
        yield "commitments", "commitments are missing; promise something"
    try:
        _time.zone(policy.timezone)
    except AmountError as error:
        yield "timezone", str(error).removeprefix("timezone: ")
    yield from _doubles(policy)
    names = {one.id for one in policy.commitments}
    for place, right in enumerate(policy.rights):
        name = right.when.commitment
        if name is not None and name not in names:
            known = listed(names)
            yield (
                f"rights[{place}].when.commitment",
                f"no commitment {name!r}; the policy has: {known}",
            )
    found = leaves(policy)
    yield from _money_faults(policy, found)
    yield from _calendar_faults(policy, found)


def _doubles(policy: Policy) -> Iterator[tuple[str, str]]:
    """Yield ids that stand twice."""
    for path, ids in (
        ("commitments", [one.id for one in policy.commitments]),
        ("clauses", [one.id for one in policy.clauses]),
        ("assumptions", [one.id for one in policy.assumptions]),
        ("calendars", [name for name, _ in policy.calendars]),
        ("exclusions", [_rule_id(one) for one in policy.exclusions]),
    ):
        seen: set[str] = set()
        for place, id_ in enumerate(ids):
            if id_ in seen:
                yield f"{path}[{place}].id", f"{id_!r} stands twice"
            if id_ is not None:
                seen.add(id_)


def _rule_id(rule: AnyExclusion) -> str | None:
    """Return the id of an exclusion, if it has one."""
    id_ = getattr(rule, "id", None)
    return id_ if isinstance(id_, str) else None


def _money_faults(
    policy: Policy, found: Iterable[_Leaf]
) -> Iterator[tuple[str, str]]:
    """Yield an unknown currency and sums in another one."""
    try:
        minor_digits(policy.currency)
    except AmountError as error:
        yield "currency", str(error).removeprefix("currency: ")
    for path, value in found:
        if isinstance(value, Money) and value.currency != policy.currency:
            says = (
                f"{value} is not in {policy.currency}, the policy's currency"
            )
            yield path, f"{says}; nothing is converted"


def _calendar_faults(
    policy: Policy, found: Iterable[_Leaf]
) -> Iterator[tuple[str, str]]:
    """Yield calendars that are named and missing, or needed and not named."""
    names = {name for name, _ in policy.calendars}
    known = listed(names)
    placed = [
        (*path.rpartition("."), value)
        for path, value in found
        if isinstance(value, (str, CalendarLength))
    ]
    # The terms that name a calendar.
    told = {term for term, _, key, _ in placed if key == "calendar"}
    for term, _, key, value in placed:
        if key in {"calendar", "service_hours"}:
            if isinstance(value, str) and value not in names:
                yield (
                    f"{term}.{key}",
                    f"no calendar {value!r}; the policy has: {known}",
                )
        elif (
            isinstance(value, CalendarLength)
            and value.is_business
            and len(names) != 1
            and term not in told
        ):
            says = f"'{value}' needs a work calendar"
            yield (
                f"{term}.{key}",
                f"{says}, and the policy has: {known}; name one",
            )


def leaves(value: object, path: str = "") -> list[_Leaf]:
    """
    Return every value within a term that is no term, with its path.

    Args:
        value: A term, or anything in it; nothing is said of None.

        path: Where it lies.
    """
    found: list[_Leaf] = []
    _look(value, path, found)
    return found


def _look(value: object, path: str, found: list[_Leaf]) -> None:
    """Note a value, or every value within it."""
    if isinstance(value, tuple):
        for place, one in enumerate(value):
            _look(one, f"{path}[{place}]", found)
    elif attrs.has(type(value)) and not isinstance(value, _NO_TERMS):
        for field in _tree.fields_of(value):
            if field.init:
                key = (field.alias or field.name).rstrip("_")
                inner = f"{path}.{key}" if path else key
                _look(getattr(value, field.name), inner, found)
    elif value is not None:
        found.append((path, value))
