"""A record made for one policy, as another one can read it."""

from collections.abc import Iterable
from typing import TypeVar

import attrs

from slapolicy.facts import Record
from slapolicy.terms.policy import Policy


_P = TypeVar("_P")


def fitted(record: Record, policy: Policy) -> Record:
    """
    Return a record without what concerns commitments that a policy lacks.

    These are claims, events, and the outcomes and values carried.

    Args:
        record: The record.

        policy: The policy.
    """
    carried = record.carried
    if not (
        record.claims or record.events or carried.breaches or carried.values
    ):
        return record
    names = {one.id for one in policy.commitments}
    return attrs.evolve(
        record,
        claims=tuple(one for one in record.claims if one.commitment in names),
        events=tuple(
            one for one in record.events if one.commitment in {None, *names}
        ),
        carried=attrs.evolve(
            carried,
            breaches=_known(carried.breaches, names),
            values=_known(carried.values, names),
        ),
    )


def _known(
    pairs: Iterable[tuple[str, _P]], names: set[str]
) -> tuple[tuple[str, _P], ...]:
    """Return the pairs whose names are known."""
    return tuple((name, one) for name, one in pairs if name in names)
