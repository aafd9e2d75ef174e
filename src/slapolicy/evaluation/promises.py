"""Commitments with all the rules that hold for them."""

from collections.abc import Iterator
from functools import cached_property
from typing import final

import attrs

from slapolicy.terms.claims import ClaimTerms
from slapolicy.terms.commitment import Commitment
from slapolicy.terms.exchange import Exclusion, Forgiveness, Ignores, Scoped
from slapolicy.terms.policy import Policy


@final
@attrs.frozen(eq=False)
class Promise:
    """
    One commitment with all the rules that hold for it.

    Args:
        commitment: The commitment.

        exclusions: The policy's and its own, each with the key under which
            `Carried` knows its pool.

        forgiveness: Those that come after merging.

        claims: How it is claimed; None if the agreement does not say.
    """

    commitment: Commitment
    exclusions: tuple[tuple[str, Exclusion], ...]
    forgiveness: tuple[Forgiveness, ...]
    claims: ClaimTerms | None

    @cached_property
    def scoped(self) -> Scoped | None:
        """The metric, if it reads outages."""
        metric = self.commitment.metric
        return metric if isinstance(metric, Scoped) else None

    @cached_property
    def ignores(self) -> Ignores | None:
        """The metric, if it says why outage time does not count."""
        metric = self.commitment.metric
        return metric if isinstance(metric, Ignores) else None

    @property
    def has_credit(self) -> bool:
        """Whether a breach of it earns anything at all."""
        return self.commitment.credit is not None


def promises_of(policy: Policy) -> tuple[Promise, ...]:
    """
    Return a policy's commitments, with all the rules that hold for each.

    Args:
        policy: The policy.
    """
    return tuple(_promise(policy, one) for one in policy.commitments)


def _promise(policy: Policy, commitment: Commitment) -> Promise:
    """Return a commitment with the policy's rules and its own."""
    keyed = [
        *_keyed(policy.exclusions, ""),
        *_keyed(commitment.exclusions, f"{commitment.id}."),
    ]
    return Promise(
        commitment,
        tuple((key, rule) for key, rule in keyed if hasattr(rule, "excuse")),
        tuple(rule for _, rule in keyed if hasattr(rule, "forgive")),
        policy.claims if commitment.claims is None else commitment.claims,
    )


def _keyed(
    rules: tuple[object, ...], prefix: str
) -> Iterator[tuple[str, object]]:
    """Yield rules with their keys: the id, else the place from 0."""
    for place, rule in enumerate(rules):
        yield getattr(rule, "id", None) or f"{prefix}{place}", rule
