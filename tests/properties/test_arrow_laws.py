"""Each row of a batch is what `evaluate` says of its record."""

import datetime as dt

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import attrs
import pyarrow as pa

from hypothesis import given
from hypothesis import strategies as st

from slapolicy import strategies as draws
from slapolicy.arrow import RESULTS, evaluate_batches
from slapolicy.errors import SlaPolicyError, messages
from slapolicy.evaluation import Evaluation, evaluate
from slapolicy.facts import NOTHING_CARRIED, Record
from slapolicy.terms.exclusions import (
    CauseExclusion,
    MaintenanceExclusion,
    SourceExclusion,
)
from slapolicy.terms.policy import Policy
from slapolicy.terms.settlement import Cap, CreditTerms


UTC = pa.timestamp("us", "UTC")
OUTAGE = pa.struct(
    [
        ("id", pa.string()),
        ("start", UTC),
        ("end", UTC),
        ("cause", pa.string()),
        ("source", pa.string()),
        ("verified", UTC),
        ("component", pa.string()),
    ]
)
WINDOW = pa.struct(
    [("start", UTC), ("end", UTC), ("kind", pa.string()), ("announced", UTC)]
)
SUSPENSION = pa.struct([("start", UTC), ("end", UTC)])
SUMS = pa.map_(pa.string(), pa.string())
CARRIED = pa.struct([("credited", SUMS)])
SCHEMA = pa.schema(
    [
        ("service", pa.string()),
        ("period_start", UTC),
        ("period_end", UTC),
        ("as_of", UTC),
        ("fee", pa.string()),
        ("amounts", SUMS),
        ("outages", pa.list_(OUTAGE)),
        ("maintenance", pa.list_(WINDOW)),
        ("suspensions", pa.list_(SUSPENSION)),
        ("carried", CARRIED),
    ]
)


def _facts(facts: tuple[Any, ...], kind: pa.DataType) -> list[dict[str, Any]]:
    """Return facts as structs of one kind."""
    return [
        {
            field.name: getattr(one, f"{field.name}_ticks", None)
            if field.type == UTC
            else getattr(one, field.name)
            for field in kind
        }
        for one in facts
    ]


def _row(record: Record, as_of: int | None) -> dict[str, Any]:
    """Return a record as a row."""
    service = record.service
    return {
        "service": service.id,
        "period_start": record.period.start_ticks,
        "period_end": record.period.end_ticks,
        "as_of": as_of,
        "fee": None if service.fee is None else str(service.fee),
        "amounts": [(name, str(money)) for name, money in service.amounts],
        "outages": _facts(record.outages, OUTAGE),
        "maintenance": _facts(record.maintenance, WINDOW),
        "suspensions": _facts(record.suspensions, SUSPENSION),
        # Nothing is null, not empty, so that most rows go the short way.
        "carried": None
        if record.carried == NOTHING_CARRIED
        else {
            "credited": [
                (name, str(money)) for name, money in record.carried.credited
            ]
        },
    }


def _expected(evaluation: Evaluation) -> dict[str, Any]:
    """Return what a row is to say, from the evaluation's own tree."""
    tree: dict[str, Any] = evaluation.to_dict()
    outcomes = [one["outcome"] for one in tree["commitments"]]
    money = tree["credit"]["money"]
    owed = sorted(
        tree["entitlements"],
        key=lambda one: (one["file_by"] is None, one["file_by"] or ""),
    )
    first = owed[0] if owed else {"standing": None, "file_by": None}
    due = first["file_by"]
    reading = next(
        (
            one["readings"][0]
            for one in tree["commitments"]
            if len(one["readings"]) == 1
            and one["readings"][0]["measured"] is not None
        ),
        {"downtime": None, "measured": None, "exact": None},
    )
    down, span = reading["downtime"], reading["measured"]
    return {
        "outcome": next(
            one
            for one in ("breached", "undetermined", "met", "not-applicable")
            if one in outcomes
        ),
        "downtime": None if down is None else round(down * 1_000_000),
        "measured": None if span is None else round(span * 1_000_000),
        "credit": None if money is None else Decimal(money.split()[0]),
        "currency": "EUR",
        "extension": tree["credit"]["extension"],
        "standing": first["standing"],
        "deadline": None if due is None else dt.datetime.fromisoformat(due),
        "error": None,
    }


def _said(policy: Policy, record: Record, as_of: int | None) -> dict[str, Any]:
    """Return what `evaluate` says of a record, or why it refuses it."""
    seen = None
    if as_of is not None:
        seen = dt.datetime.fromtimestamp(as_of // 1_000_000, dt.UTC)
    try:
        return _expected(evaluate(policy, record, as_of=seen))
    except SlaPolicyError as error:
        return {"outcome": None, "error": "; ".join(messages(error))}


FEW = CreditTerms(caps=[Cap(at_most="100%", per="period")])
COMMON: set[object] = {
    CauseExclusion(causes=["customer"]),
    SourceExclusion(admissible=["monitor"]),
    MaintenanceExclusion(),
    MaintenanceExclusion(kinds=["planned"]),
}


@st.composite
def _policies(draw: st.DrawFn) -> Policy:
    """Return an agreement, perhaps with deadlines of its own for claims."""
    policy = draw(draws.monthly_policies(even=draw(st.booleans())))
    if not draw(st.booleans()):
        return policy
    return attrs.evolve(policy, claims=draw(draws.monthly_claim_terms()))


@st.composite
def _common(draw: st.DrawFn) -> Policy:
    """Return an agreement whose rows mostly go the short way."""
    policy = draw(_policies())
    rules = (*policy.exclusions, *policy.commitments[0].exclusions)
    return attrs.evolve(
        policy,
        credits=FEW,
        exclusions=[one for one in dict.fromkeys(rules) if one in COMMON],
        commitments=[
            attrs.evolve(one, exclusions=()) for one in policy.commitments
        ],
    )


def _simple(record: Record, fee: str | None) -> Record:
    """Return a record without what takes a row a closer look."""
    return attrs.evolve(
        record,
        service=attrs.evolve(record.service, amounts=(), fee=fee),
        outages=[attrs.evolve(one, component=None) for one in record.outages],
        suspensions=(),
        carried=NOTHING_CARRIED,
    )


def _hold(
    policy: Policy, records: Sequence[Record], as_of: int | None
) -> None:
    """Hold each row of a batch equal to the evaluation of its record."""
    rows = [_row(record, as_of) for record in records]
    batch = pa.RecordBatch.from_pylist(rows, schema=SCHEMA)
    # Twice, since what a plan remembers comes with the second.
    for _ in range(2):
        (found,) = evaluate_batches(policy, [batch])
        assert RESULTS == found.schema
        for record, row in zip(records, found.to_pylist(), strict=True):
            expected = _said(policy, record, as_of)
            assert expected == {name: row[name] for name in expected}


FEES = st.sampled_from(
    [None, "0.00 EUR", "0.01 EUR", "1.00 EUR", "33.33 EUR", "98765.43 EUR"]
)
AS_OF = st.sampled_from([None, 1_791_000_000_000_000])


@given(_policies(), st.lists(draws.monthly_records(), max_size=5), AS_OF)
def test_each_row_is_what_evaluate_says(
    policy: Policy, records: list[Record], as_of: int | None
) -> None:
    """Every column of every row is what the record's evaluation holds."""
    _hold(policy, records, as_of)


@given(
    _common(),
    st.lists(st.builds(_simple, draws.monthly_records(), FEES), max_size=5),
    AS_OF,
)
def test_each_common_row_is_what_evaluate_says(
    policy: Policy, records: list[Record], as_of: int | None
) -> None:
    """So it is where all rows of a batch are answered at once."""
    _hold(policy, records, as_of)
