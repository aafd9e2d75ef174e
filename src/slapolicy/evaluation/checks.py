"""What keeps a record from being evaluated by a policy."""

from collections.abc import Iterator

from slapolicy.errors import AmountError, RecordError, at, listed
from slapolicy.evaluation.work import refuse_work
from slapolicy.facts import Record
from slapolicy.periods import parse_label
from slapolicy.terms.policy import Policy


def refuse_currency(policy: Policy, record: Record) -> None:
    """
    Raise if a sum is in another currency than the policy's.

    Args:
        policy: The policy.

        record: The record.

    Raises:
        AmountError: If one is.
    """
    service = record.service
    sums = [("service.fee", service.fee)] if service.fee is not None else []
    sums += [(f"service.amounts.{name}", one) for name, one in service.amounts]
    sums += [
        (f"outages[{place}].amounts.{name}", one)
        for place, outage in enumerate(record.outages)
        for name, one in outage.amounts
    ]
    sums += [
        (f"carried.credited.{name}", one)
        for name, one in record.carried.credited
    ]
    for path, money in sums:
        if money.currency != policy.currency:
            msg = (
                f"{path}: {money} is not in {policy.currency}, the policy's "
                f"currency; nothing is converted"
            )
            raise AmountError(msg)


def refuse_misfits(policy: Policy, record: Record, *, given: bool) -> None:
    """
    Raise if a fact does not fit the policy.

    Args:
        policy: The policy.

        record: The record.

        given: Whether the instant from which it is looked at is given.

    Raises:
        RecordError: If an outage is open and no instant is given, or a fact
            names a commitment that the policy lacks, or facts and promises
            are more than can be read for each other.
    """
    faults = list(_faults(policy, record, given=given))
    if faults:
        RecordError.refuse(*faults)
    refuse_work(policy, record)


def _faults(
    policy: Policy, record: Record, *, given: bool
) -> Iterator[RecordError]:
    """Yield what keeps a record from being evaluated."""
    if not given:
        for place, outage in enumerate(record.outages):
            if outage.end_ticks is None:
                yield RecordError.of(
                    f"{outage.id} has no end; give as_of, the instant from "
                    f"which it is looked at",
                    path=f"outages[{place}]",
                )
    names = {one.id for one in policy.commitments}
    known = listed(names)
    named = [
        (f"claims[{place}].commitment", one.commitment)
        for place, one in enumerate(record.claims)
    ]
    named += [
        (f"events[{place}].commitment", one.commitment)
        for place, one in enumerate(record.events)
        if one.commitment is not None
    ]
    named += [
        (f"carried.{path}", name)
        for path, carried in (
            ("breaches", record.carried.breaches),
            ("values", record.carried.values),
        )
        for name, _ in carried
    ]
    for path, name in named:
        if name not in names:
            yield RecordError.of(
                f"no commitment {name!r}; the policy has: {known}", path=path
            )
    for name, _ in record.carried.credited:
        try:
            parse_label(name, policy.timezone)
        except AmountError as error:
            yield at(RecordError.of(str(error)), "carried.credited")
