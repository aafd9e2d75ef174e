"""Agreements that changed, also in the middle of a period."""

import datetime as dt

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import final

import attrs

from slapolicy import _time
from slapolicy._pairs import Pair, clipped
from slapolicy.amounts import Money, Rounding
from slapolicy.errors import PolicyError
from slapolicy.evaluation.carrying import worst_value
from slapolicy.evaluation.evaluate import evaluate
from slapolicy.evaluation.fitting import fitted
from slapolicy.evaluation.promises import promises_of
from slapolicy.evaluation.results import Evaluation
from slapolicy.facts import Carried, Record
from slapolicy.periods import RollingPeriod, label, mismatch
from slapolicy.spans import Span
from slapolicy.terms.exchange import Exclusion, Outcome
from slapolicy.terms.policy import Policy


def _in_force(policy: Policy) -> Pair:
    """Return from when until when a policy is in force."""
    since, until = _time.FIRST, _time.LAST
    if policy.effective is not None:
        first, last = policy.effective.from_, policy.effective.until
        if first is not None:
            since = _time.midnight(first, policy.timezone)
        if last is not None:
            until = _time.midnight(last, policy.timezone)
    return since, until


def _as_policies(policies: Iterable[Policy]) -> tuple[Policy, ...]:
    """Return policies in the order in which they come into force."""
    return tuple(sorted(policies, key=_in_force))


def _called(policy: Policy) -> str:
    """Return what a version is called in messages."""
    version = "" if policy.version is None else f" version {policy.version}"
    return f"{policy.id!r}{version}"


@final
@attrs.frozen
class PolicyHistory:
    """
    An agreement and what it became: versions, each in force for a time.

    Args:
        policies: The versions, in any order.

    Raises:
        PolicyError: If two are in force at once, or there is none.
    """

    policies: tuple[Policy, ...] = attrs.field(converter=_as_policies)

    def __attrs_post_init__(self) -> None:
        if not self.policies:
            PolicyError.refuse("a history has at least one policy")
        faults = [
            f"{_called(before)} and {_called(after)} are both in force at "
            f"once; end the first by effective.until, begin the second by "
            f"effective.from"
            for before, after in pairwise(self.policies)
            if _in_force(after)[0] < _in_force(before)[1]
        ]
        if faults:
            PolicyError.refuse(*faults)

    def at(self, instant: dt.datetime) -> Policy:
        """
        Return the version in force at an instant.

        Args:
            instant: An aware datetime.

        Raises:
            PolicyError: If none is.

            AmountError: If the instant is naive.
        """
        ticks = _time.to_ticks(instant)
        for policy in self.policies:
            since, until = _in_force(policy)
            if since <= ticks < until:
                return policy
        PolicyError.refuse(f"no version is in force at {_time.iso(ticks)}")

    def over(self, span: Span) -> tuple[tuple[Policy, Span], ...]:
        """
        Return the versions in force over a span, each with its part of it.

        Args:
            span: Where to look, UTC.

        Raises:
            PolicyError: If none is in force for some of it.
        """
        found: list[tuple[Policy, Span]] = []
        reached = span.start_ticks
        for policy in self.policies:
            for start, end in clipped(
                [_in_force(policy)], span.start_ticks, span.end_ticks
            ):
                if start == reached:
                    found.append((policy, Span.of_ticks(start, end)))
                    reached = end
        if reached != span.end_ticks:
            PolicyError.refuse(
                f"no version is in force at {_time.iso(reached)}"
            )
        return tuple(found)


@final
@attrs.frozen
class HistoryEvaluation:
    """
    What follows from a record under the versions in force in its period.

    Where the agreement changed within the period, the change is like the end
    of one period and the beginning of another: each version measures its own
    side, over the length of that side, and what it promises is a share of
    that side's share of the fee. Facts stand whole in both parts, and each
    counts what lies in it, as where two months meet.

    Args:
        record: The record as given, of the whole period.

        parts: What follows on each side; one where nothing changed.

        carried: What the next period starts from: the period counts as one,
            with the worst that came of it in either part.
    """

    record: Record
    parts: tuple[Evaluation, ...]
    carried: Carried = attrs.field(repr=False)

    @property
    def money(self) -> Money | None:
        """
        The money owed for all parts.

        None where that of one is not known, or they are in different
        currencies.
        """
        sums = [one.credit.money for one in self.parts]
        total = sums[0]
        for one in sums[1:]:
            if one is None or total is None or one.currency != total.currency:
                return None
            total += one
        return total


def evaluate_history(
    history: PolicyHistory,
    record: Record,
    *,
    as_of: dt.datetime | None = None,
) -> HistoryEvaluation:
    """
    Return what follows from a record, by the versions in force.

    Claims, events and history of commitments that a version lacks are left
    out of its part. Each part is an ordinary evaluation, of the record with
    the part as its period and the part's share of the fee, to the cent, and
    of the policy with a period of that length. Other sums of the service
    stay as they are.

    Args:
        history: The agreement and its versions.

        record: What happened to one service in one measurement period.

        as_of: The instant from which everything is seen; the end of the
            period if it is not given.

    Raises:
        PolicyError: If no version is in force for some of the period.

        PeriodMismatchError: If the period is not one of each version's.

        RecordError: As for `evaluate`.

        AmountError: As for `evaluate`.
    """
    sides = history.over(record.period)
    if len(sides) == 1:
        policy = sides[0][0]
        only = evaluate(policy, fitted(record, policy), as_of=as_of)
        return HistoryEvaluation(record, (only,), only.carried)
    open_ = any(one.end_ticks is None for one in record.outages)
    if as_of is None and not open_:
        as_of = record.period.end
    parts: list[Evaluation] = []
    for policy, span in sides:
        side = _side(policy, record, span)
        carried = record.carried
        if parts:
            carried = _handed_on(parts[-1], policy, carried)
        fed = fitted(attrs.evolve(side, carried=carried), policy)
        found = evaluate(_for_side(policy, record, span), fed, as_of=as_of)
        parts.append(found)
    return HistoryEvaluation(record, tuple(parts), _carried(record, parts))


def _for_side(policy: Policy, record: Record, side: Span) -> Policy:
    """Return a version that measures its side of a period."""
    whole, period = record.period, policy.period
    bounds = (whole.start_ticks, whole.end_ticks)
    anchor = record.service.billing_anchor
    if not period.matches(*bounds, policy.timezone, anchor):
        raise mismatch(period, *bounds, policy.timezone, anchor)
    nominal = period.nominal
    if nominal is not None:
        # In integers: a length times a length is beyond what one holds.
        ticks = _time.length_ticks(nominal) * side.length_ticks
        nominal = dt.timedelta(microseconds=ticks // whole.length_ticks)
    return attrs.evolve(
        policy, period=RollingPeriod(side.length, nominal=nominal)
    )


def _side(policy: Policy, record: Record, side: Span) -> Record:
    """Return a record of one side of its period, with its share of the fee."""
    whole, service, zone = record.period, record.service, policy.timezone
    fee = service.fee
    if fee is not None:
        # Shares up to here and to there, so that all of them are the fee.
        fee = _up_to(fee, whole, side.end_ticks) - _up_to(
            fee, whole, side.start_ticks
        )
    name = label(whole.start_ticks, whole.end_ticks, zone)
    own = label(side.start_ticks, side.end_ticks, zone)
    return attrs.evolve(
        record,
        service=attrs.evolve(service, fee=fee),
        period=side,
        claims=tuple(
            attrs.evolve(one, subject=own) if one.subject == name else one
            for one in record.claims
        ),
    )


def _up_to(fee: Money, whole: Span, instant: int) -> Money:
    """Return the share of a fee from the period's start, in its digits."""
    passed = Fraction(
        instant - whole.start_ticks, whole.end_ticks - whole.start_ticks
    )
    return Money.rounded(fee.fraction * passed, fee.currency, Rounding.HALF_UP)


def _handed_on(
    before: Evaluation, policy: Policy, carried: Carried
) -> Carried:
    """Return what one side hands on to the next, which has other rules."""
    old, new = _pools(before.policy), _pools(policy)
    return attrs.evolve(
        carried,
        credited=before.carried.credited,
        excluded=tuple(
            (key, used)
            for key, used in before.carried.excluded
            # A rule without an id is known by its place alone.
            if key in new
            and (getattr(new[key], "id", None) or new[key] == old.get(key))
        ),
    )


def _pools(policy: Policy) -> dict[str, Exclusion]:
    """Return the exclusions by the keys of their pools."""
    return {
        key: rule
        for promise in promises_of(policy)
        for key, rule in promise.exclusions
    }


_WORST_FIRST = (
    Outcome.BREACHED,
    Outcome.UNDETERMINED,
    Outcome.MET,
    Outcome.NOT_APPLICABLE,
)


def _carried(record: Record, parts: Sequence[Evaluation]) -> Carried:
    """Return what the next period starts from; the parts count as one."""
    outcomes = dict(record.carried.breaches)
    values = dict(record.carried.values)
    for name in {one.id: None for part in parts for one in part.results}:
        results = [
            one for part in parts for one in part.results if one.id == name
        ]
        worst = min((one.outcome for one in results), key=_WORST_FIRST.index)
        together = results[0].with_readings(
            reading for one in results for reading in one.readings
        )
        outcomes[name] = (*outcomes.get(name, ()), worst.value)
        values[name] = (*values.get(name, ()), worst_value(together))
    return attrs.evolve(parts[-1].carried, breaches=outcomes, values=values)
