"""Periods in a row: what one hands on, the next starts from."""

import datetime as dt

from collections.abc import Iterable, Iterator, Sequence

import attrs

from slapolicy import _time
from slapolicy.errors import RecordError
from slapolicy.evaluation.evaluate import evaluate
from slapolicy.evaluation.results import Evaluation
from slapolicy.facts import Record
from slapolicy.periods import label
from slapolicy.terms.policy import Policy


def evaluate_series(
    policy: Policy,
    records: Iterable[Record],
    *,
    as_of: dt.datetime | None = None,
) -> tuple[Evaluation, ...]:
    """
    Return what follows from records of periods in a row.

    Each starts from what the one before hands on, which takes the place of
    whatever it carries itself; the first keeps its own.

    Args:
        policy: What was promised.

        records: What happened to one service, period by period.

        as_of: The instant from which everything is seen; the end of each
            period if it is not given.

    Raises:
        RecordError: If a period does not begin where the one before ends, a
            record is of another service, or as for `evaluate`.

        PeriodMismatchError: If a period is none of the policy's.

        AmountError: If a sum is in another currency than the policy's, or
            *as_of* is naive.
    """
    given = tuple(records)
    faults = list(_breaks(given, policy.timezone))
    if faults:
        RecordError.refuse(*faults)
    found: list[Evaluation] = []
    for record in given:
        carried = found[-1].carried if found else record.carried
        fed = attrs.evolve(record, carried=carried)
        found.append(evaluate(policy, fed, as_of=as_of))
    return tuple(found)


def _breaks(records: Sequence[Record], zone: str) -> Iterator[RecordError]:
    """Yield where records do not follow one another."""
    for place in range(1, len(records)):
        before, record = records[place - 1], records[place]
        if record.service.id != before.service.id:
            yield RecordError.of(
                f"{record.service.id!r} is not {before.service.id!r}, whose "
                f"periods come before; evaluate each service on its own",
                path=f"[{place}].service.id",
            )
        end, start = before.period.end_ticks, record.period.start_ticks
        if start != end:
            this = label(start, record.period.end_ticks, zone)
            last = label(before.period.start_ticks, end, zone)
            cure = (
                f"give what lies between, from {_time.with_offset(end, zone)}"
                if start > end
                else "put them in order, each once"
            )
            yield RecordError.of(
                f"{this} does not follow {last}; {cure}",
                path=f"[{place}].period",
            )
