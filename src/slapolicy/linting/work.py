"""How much is tried: more than any agreement says is refused."""

from collections.abc import Iterator

from slapolicy.errors import PolicyError
from slapolicy.figures import Attribute
from slapolicy.linting.sizes import linear_rules
from slapolicy.linting.steps import bounds_of, tables_of
from slapolicy.terms.commitment import Commitment
from slapolicy.terms.credits import SumCredit
from slapolicy.terms.exchange import CreditRule
from slapolicy.terms.policy import Policy


_MOST = 2_000
"""How often bounds are tried in all: those of the longest agreement, 60."""

_MOST_CAPS = 1_000
"""How many caps are tried."""

_ROWS = 4
"""How many rows are tried for each other, or rules, while one bound is."""

_MOST_EXAMPLES = 10_000
"""For how many commitments examples are evaluated, each counted."""


def refuse_work(policy: Policy) -> None:
    """
    Raise if a policy says more than can be tried level by level.

    Args:
        policy: The policy.

    Raises:
        PolicyError: If it does.
    """
    faults = list(_faults(policy))
    if faults:
        PolicyError.refuse(*faults)


def _faults(policy: Policy) -> Iterator[str]:
    """Yield what is more than can be tried."""
    promises = policy.commitments
    tries = sum(map(_tries, promises))
    if tries > _MOST:
        yield (
            f"targets, rows and rules are tried {tries} times, for each other "
            f"and for services that differ, and {_MOST} times at most; split "
            f"the policy, or write fewer rows"
        )
    caps = len(policy.credits.caps) + sum(len(one.caps) for one in promises)
    if caps > _MOST_CAPS:
        yield (
            f"{caps} caps are tried, and {_MOST_CAPS} at most; split the "
            f"policy"
        )
    examples = len(policy.examples)
    if examples * len(promises) > _MOST_EXAMPLES:
        yield (
            f"{examples} examples of {len(promises)} commitments are more "
            f"than are evaluated; keep those that differ"
        )


def _tries(commitment: Commitment) -> int:
    """Return how often bounds are tried, for all services that matter."""
    bounds = bounds_of(commitment)
    tables = tables_of(commitment.credit, "")
    pairs = sum(len(table.rows) ** 2 for _, table in tables) // _ROWS
    pairs += _rules(commitment.credit) // _ROWS
    pairs += sum(1 for _ in linear_rules(commitment.credit, "")) ** 2
    fixed = sum(not isinstance(one, Attribute) for one in bounds)
    # An attribute may be each fixed bound, or between two, or beyond all.
    services = 1 if fixed == len(bounds) else fixed + 2
    return (len(bounds) + pairs) * services


def _rules(credit: CreditRule | None) -> int:
    """Return how many rules a credit adds up."""
    if isinstance(credit, SumCredit):
        return sum(map(_rules, credit.rules))
    return 1
