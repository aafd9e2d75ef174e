"""What several policies would have paid, in words."""

from collections.abc import Iterator, Sequence
from itertools import islice

from slapolicy.evaluation.questions.replaying import Replay, Replayed
from slapolicy.explain.headroom import UNTOLD, total_words
from slapolicy.explain.language import Message, Value
from slapolicy.explain.sections import period_of
from slapolicy.explain.values import Sum


_TITLE = Message("replay-record", "{name}: {service}, {period}")
_TOTAL = Message("replay-total", "Total")
_ERROR = Message("replay-error", "not asked: {error}")


def replay_table(
    replay: Replay, names: Sequence[str]
) -> Iterator[tuple[Value, list[tuple[str, Value]]]]:
    """
    Yield a table: for each record, and in all, what each policy says.

    Args:
        replay: What each would have paid.

        names: What the records are called.
    """
    policies = [
        one.id if one.version is None else f"{one.id} {one.version}"
        for one in replay.policies
    ]
    for name, record, row in zip(
        names, replay.records, replay.rows, strict=True
    ):
        told = (one.evaluation for one in row if one.evaluation is not None)
        period: Value = record.period.to_iso()
        for evaluation in islice(told, 1):
            period = period_of(evaluation)
        title = _TITLE(name=name, service=record.service.id, period=period)
        yield title, list(zip(policies, map(_cell, row), strict=True))
    totals: list[Value] = [
        UNTOLD() if one is None else Sum.of(one) for one in replay.totals
    ]
    yield _TOTAL(), list(zip(policies, totals, strict=True))


def _cell(one: Replayed) -> Value:
    """Return what one policy says of one record."""
    if one.evaluation is None:
        return _ERROR(error=one.error or "")
    return total_words(one.evaluation, one.evaluation.credit)
