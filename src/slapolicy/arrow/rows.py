"""A row as a record, and an evaluation as a row."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TypeAlias, TypeVar, cast

from slapolicy import _time
from slapolicy.arrow.columns import Columns
from slapolicy.arrow.schema import FACTS, REQUIRED, Value
from slapolicy.errors import AmountError
from slapolicy.evaluation import Entitlement, Evaluation
from slapolicy.facts import (
    NOTHING_CARRIED,
    Carried,
    Claim,
    ClaimEvent,
    Record,
    Service,
)
from slapolicy.spans import Span
from slapolicy.terms.exchange import Outcome


Answer: TypeAlias = tuple[Value, ...]
"""From the outcome to the deadline, as `RESULTS` has them."""

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
    given = _given(
        {name: values[at] for name, values in columns.plain.items()}
    )
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
    if name == "fee" and isinstance(value, Decimal):
        msg = f"fee: {value} has no currency; write it as '12.50 EUR'"
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


def answer_of(evaluation: Evaluation) -> Answer:
    """
    Return an evaluation as the columns of its row, without the error.

    Args:
        evaluation: What follows from the row.
    """
    credit = evaluation.credit
    money, extensions = credit.money, credit.extensions
    standing, deadline = _next(evaluation.entitlements)
    return (
        _outcome(one.outcome for one in evaluation.results).value,
        *_measured(evaluation),
        None if money is None else money.amount,
        evaluation.policy.currency,
        " + ".join(map(str, extensions)) or None,
        standing,
        deadline,
    )


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


def _measured(evaluation: Evaluation) -> Answer:
    """Return what the first promise about downtime in the period read."""
    for result in evaluation.results:
        if len(result.readings) == 1:
            reading = result.readings[0].reading
            downtime, measured = reading.downtime, reading.measured
            if downtime is not None and measured is not None:
                whole = downtime.__floor__()
                return (whole, measured, availability(whole, measured))
    return (None, None, None)


def availability(downtime: int, measured: int) -> float | None:
    """
    Return the share that was up, for people and plots; no verdict reads it.

    Args:
        downtime: Microseconds.

        measured: Microseconds.
    """
    return max(measured - downtime, 0) / measured if measured > 0 else None


def _next(owed: Iterable[Entitlement]) -> tuple[str | None, int | None]:
    """Return where the entitlement stands that must be filed first."""
    found = sorted(
        owed,
        key=lambda one: (
            one.deadlines.file_by is None,
            one.deadlines.file_by or 0,
        ),
    )
    if not found:
        return None, None
    return found[0].standing.value, found[0].deadlines.file_by
