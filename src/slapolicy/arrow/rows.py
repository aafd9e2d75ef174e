"""A row as a record, and an evaluation as a row."""

from collections.abc import Iterable, Mapping
from typing import TypeAlias, TypeVar, cast

from slapolicy import _time
from slapolicy.arrow.answers import Answer, Ending
from slapolicy.arrow.columns import Columns
from slapolicy.arrow.schema import FACTS, REQUIRED, Value
from slapolicy.errors import AmountError, SlaPolicyError, messages
from slapolicy.evaluation import Evaluation, evaluate
from slapolicy.facts import (
    NOTHING_CARRIED,
    Carried,
    Claim,
    ClaimEvent,
    Outage,
    Record,
    Service,
)
from slapolicy.spans import Span
from slapolicy.terms.exchange import Outcome
from slapolicy.terms.policy import Policy


Next: TypeAlias = tuple[str | None, int | None]
"""Where what is owed stands, and by when it must be filed."""

TOO_MUCH = 10**34
"""The least sum for which the column of credits has no room."""

_INSTANTS = frozenset(
    {
        "as_of",
        "announced",
        "at",
        "detected",
        "end",
        "ended",
        "opened",
        "reported",
        "resolved",
        "responded",
        "start",
        "started",
        "verified",
    }
)
# What constructors raise that are given a value of another type.
_NOT_OURS = (
    ArithmeticError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
)
_SMALL = 10_000_000_000_000
_OF_SERVICE = (
    "fee",
    "amounts",
    "attributes",
    "billing_anchor",
    "components",
    "started",
    "ended",
)


def record_of(columns: Columns, at: int) -> Record:
    """
    Return one row as a record.

    Args:
        columns: The batch.

        at: The row.

    Raises:
        AmountError: If a required value is missing.
    """
    given = _given({name: columns.values(name)[at] for name in columns.plain})
    for name in REQUIRED:
        if name not in given:
            msg = f"{name}: null; every row needs one"
            raise AmountError(msg)
    start = cast("int", given["period_start"])
    end = cast("int", given["period_end"])
    service = {name: given[name] for name in _OF_SERVICE if name in given}
    return Record(
        service=_made(Service, {"id": given["service"], **service}),
        period=Span.of_ticks(start, end),
        claims=[_claim(one) for one in _dicts(given.get("claims"))],
        carried=_carried(given.get("carried")),
        **{
            name: [_made(kind, one) for one in columns.facts[name].row(at)]
            for name, kind in FACTS.items()
            if name in columns.facts
        },
    )


_T = TypeVar("_T")


def _made(made: type[_T], values: Mapping[str, Value]) -> _T:
    """Return a value made of what a row has."""
    return made(**{name: _as_given(name, one) for name, one in values.items()})


def _as_given(name: str, value: Value) -> Value:
    """Return a value as a constructor takes it."""
    if name in _INSTANTS and type(value) is int and abs(value) < _SMALL:
        # An integer that small looks like seconds; this one is not.
        return _time.from_ticks(value)
    if name in {"amounts", "attributes"}:
        return [_pair(one) for one in cast("Iterable[Value]", value)]
    if name == "waiting":
        return [
            Span.of_ticks(*cast("Iterable[int]", one.values()))
            for one in _dicts(value)
        ]
    if name == "fee" and not isinstance(value, str):
        msg = f"fee: {value!r} has no currency; write it as '12.50 EUR'"
        raise AmountError(msg)
    return value


def _pair(one: Value) -> Value:
    """Return a named value as a pair: a map's entry, or a struct."""
    return tuple(one.values()) if isinstance(one, dict) else one


def _dicts(values: Value) -> list[dict[str, Value]]:
    """Return the structs of one value, none for None."""
    return cast("list[dict[str, Value]]", values or [])


def _given(values: Mapping[str, Value]) -> dict[str, Value]:
    """Return the values that are not null."""
    return {name: one for name, one in values.items() if one is not None}


def _claim(given: dict[str, Value]) -> Claim:
    """Return a claim with its events."""
    events = [
        _made(ClaimEvent, _given(one)) for one in _dicts(given.get("events"))
    ]
    return _made(Claim, {**_given(given), "events": events})


def _carried(given: Value) -> Carried:
    """Return what earlier periods hand on."""
    if given is None:
        return NOTHING_CARRIED
    return _made(Carried, _given(cast("dict[str, Value]", given)))


def outage_of(columns: Columns, place: int) -> Outage:
    """
    Return an outage of any row.

    Args:
        columns: The batch.

        place: Its place among all.
    """
    return _made(Outage, columns.facts["outages"].fact(place))


def looked_at(policy: Policy, columns: Columns, at: int) -> Answer:
    """
    Return what follows from one row as a record, or why nothing does.

    Args:
        policy: What was promised.

        columns: The batch.

        at: The row.
    """
    try:
        record = record_of(columns, at)
        as_of = columns.values("as_of")[at]
        return _answer_of(
            evaluate(
                policy,
                record,
                as_of=_time.from_ticks(as_of)
                if isinstance(as_of, int)
                else None,
            )
        )
    except SlaPolicyError as error:
        return Answer(error="; ".join(messages(error)))
    except _NOT_OURS as error:
        # A value of a type that no constructor expects.
        return Answer(error=str(error))


def _answer_of(evaluation: Evaluation) -> Answer:
    """Return an evaluation as the columns of its row."""
    credit = evaluation.credit
    amount = None if credit.money is None else credit.money.amount
    if amount is not None and amount >= TOO_MUCH:
        msg = f"credit: {amount} has more than 34 digits; no column holds it"
        raise AmountError(msg)
    standing, deadline = first_claim(
        (one.standing.value, one.deadlines.file_by)
        for one in evaluation.entitlements
    )
    ending = Ending(
        _outcome(one.outcome for one in evaluation.results).value,
        amount,
        evaluation.policy.currency,
        " + ".join(map(str, credit.extensions)) or None,
        standing,
    )
    return Answer(ending, *_measured(evaluation), deadline)


def _outcome(outcomes: Iterable[Outcome]) -> Outcome:
    """Return the outcome of all promises together."""
    found = set(outcomes)
    return next(
        one
        for one in (
            Outcome.BREACHED,
            Outcome.UNDETERMINED,
            Outcome.MET,
            Outcome.NOT_APPLICABLE,
        )
        if one in found
    )


def _measured(evaluation: Evaluation) -> tuple[int | None, int | None]:
    """Return what the first promise about downtime in the period read."""
    for result in evaluation.results:
        if len(result.readings) == 1:
            reading = result.readings[0].reading
            downtime, measured = reading.downtime, reading.measured
            if downtime is not None and measured is not None:
                return downtime.__floor__(), measured
    return None, None


def first_claim(owed: Iterable[Next]) -> Next:
    """
    Return the claim that must be filed first.

    Args:
        owed: All of them, in the order of the promises.

    Returns:
        One without a deadline only if none has one; nothing twice if there
        is none at all.
    """
    return min(
        owed,
        key=lambda one: (one[1] is None, one[1] or 0),
        default=(None, None),
    )
