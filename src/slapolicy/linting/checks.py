"""What is wrong with a policy: every check, one after the other."""

from collections.abc import Iterator

from slapolicy.linting import (
    caps,
    claims,
    clauses,
    evaluable,
    examples,
    exclusions,
    mismatches,
    stacking,
    targets,
    trying,
)
from slapolicy.linting.diagnostics import Diagnostic, Diagnostics
from slapolicy.linting.work import refuse_work
from slapolicy.terms.policy import Policy


def lint(policy: Policy) -> Diagnostics:
    """
    Return what is wrong with an agreement before anything happens.

    Levels are not sampled: the rows of each table cut them into steps, and
    each step is asked for its outcome and its credit once, exactly.

    >>> from slapolicy import Severity, catalogue
    >>> for found in lint(catalogue.load("aws-route53")):
    ...     if found.severity is Severity.ERROR:
    ...         print(found.code.value, found.path, found.witness)
    row-gap commitments[0].credit.rows[1] 1830 seconds
    inconsistent commitments[0].credit.rows[1] 1830 seconds

    Args:
        policy: The policy.

    Returns:
        What was found, each thing once; nothing if it is sound. What depends
        on a service's attributes is only said where it holds for every
        service.

    Raises:
        PolicyError: If it is longer than any agreement: a table of ninety
            rows, or a hundred promises with six rows each.
    """
    refuse_work(policy)
    return Diagnostics(_found(policy))


def _found(policy: Policy) -> Iterator[Diagnostic]:
    """Yield what every check finds."""
    trials = trying.trials_of(policy)
    yield from trying.check(policy, trials)
    yield from targets.check(policy)
    yield from mismatches.check(policy)
    yield from evaluable.check(policy, trials)
    yield from exclusions.check(policy)
    yield from caps.check(policy, trials)
    yield from stacking.check(policy, trials)
    yield from claims.check(policy, trials)
    yield from clauses.check(policy)
    yield from examples.check(policy)
