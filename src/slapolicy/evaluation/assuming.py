"""Which assumptions an answer rests on (design 4.7)."""

import functools
import re

from collections.abc import Sequence

from slapolicy.evaluation.results import CommitmentResult
from slapolicy.terms.policy import Policy


_COMMITMENT = re.compile(r"commitments(?:\.([^.\[]+)|\[([0-9]+)\])(?:\.(.+))?")
_OF_MONEY = ("credit", "claims")


def assumptions_of(
    policy: Policy, results: Sequence[CommitmentResult]
) -> tuple[str, ...]:
    """
    Return the ids of the assumptions on which the answer rests.

    Args:
        policy: The policy.

        results: How the promises fared.
    """
    return tuple(
        one.id
        for one in policy.assumptions
        if any(_matters(path, results) for path in one.touches)
    )


def _matters(path: str, results: Sequence[CommitmentResult]) -> bool:
    """Whether the term of that path had a say in the answer."""
    about = _about(path)
    if about is None:
        return True
    name, place, of_money = about
    for index, one in enumerate(results):
        if one.id == name or str(index) == place:
            return one.may_earn if of_money else one.is_judged
    return False


@functools.lru_cache(maxsize=1024)
def _about(path: str) -> tuple[str | None, str | None, bool] | None:
    """Return a promise, by id or place, and whether it is about its money."""
    match = _COMMITMENT.fullmatch(path)
    if match is None:
        return None
    name, place, term = match.groups()
    of_money = term is not None and term.split(".")[0] in _OF_MONEY
    return name, place, of_money
