"""Commitments with all the rules that hold for them."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Protocol, final, runtime_checkable

import attrs

from slapolicy.evaluation.told import First, Told, told_by
from slapolicy.facts.record import Used
from slapolicy.figures import Figure
from slapolicy.terms.claims import Anchor, ClaimTerms
from slapolicy.terms.commitment import Commitment
from slapolicy.terms.exchange import (
    Decision,
    Exclusion,
    Forgiveness,
    Ignores,
    Scoped,
    View,
)
from slapolicy.terms.exclusions import (
    CauseExclusion,
    MaintenanceExclusion,
    SourceExclusion,
    SuspensionExclusion,
)
from slapolicy.terms.metrics import Availability, Restoration
from slapolicy.terms.policy import Policy


_OF_FACTS = (
    CauseExclusion,
    MaintenanceExclusion,
    SourceExclusion,
    SuspensionExclusion,
)


@runtime_checkable
class Pooled(Exclusion, Protocol):
    """An exclusion that may have a pool, which outlasts the period."""

    @property
    def has_pool(self) -> bool:
        """Whether it has one."""
        ...

    def carry(
        self, view: View, used: Used | None, decisions: Sequence[Decision]
    ) -> Used | None:
        """
        Return what the next period finds used of the pool.

        Args:
            view: The record as a commitment sees it.

            used: What this period found used.

            decisions: What it decided about each fact, each fact once.
        """
        ...


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
    def by_the_clock(self) -> Availability | Restoration | None:
        """
        The metric, if all time of an outage counts that no fact excuses.

        Exclusions then excuse an outage by what it is, or time in which
        another fact was going on.
        """
        metric = self.commitment.metric
        if (
            isinstance(metric, (Availability, Restoration))
            and metric.is_by_the_clock
            and self.commitment.slice is None
            and not self.forgiveness
            and all(isinstance(rule, _OF_FACTS) for _, rule in self.exclusions)
        ):
            return metric
        return None

    @cached_property
    def told(self) -> tuple[Told | None, ...]:
        """What each exclusion says of each kind of fact, if of no more."""
        return tuple(told_by(rule) for _, rule in self.exclusions)

    @cached_property
    def pooled(self) -> tuple[tuple[str, Pooled], ...]:
        """The exclusions with a pool, each with its key."""
        return tuple(
            (key, rule)
            for key, rule in self.exclusions
            if isinstance(rule, Pooled) and rule.has_pool
        )

    @cached_property
    def waits_for_breach(self) -> bool:
        """Whether a deadline of its claims starts from the breach."""
        return self.claims is not None and any(
            one.after is Anchor.BREACH for _, one in self.claims.deadlines
        )

    @cached_property
    def plain_bound(self) -> Figure | None:
        """
        The one figure with which readings by the clock are compared.

        None where there is more to it, or an exclusion looks at more than
        the kind of a fact.
        """
        limits = self.commitment.target.limits
        if self.by_the_clock is None or len(limits) != 1:
            return None
        for told, (_, rule) in zip(self.told, self.exclusions, strict=True):
            # Where facts stand apart nothing is suspended.
            if told is None and not isinstance(rule, SuspensionExclusion):
                return None
        bound = limits[0].bound
        return bound if isinstance(bound, Figure) else None

    @cached_property
    def first_told(self) -> First:
        """What is said of an outage by the first that excludes it whole."""
        told = (one for one in self.told if one is not None)
        return First(one for one in told if one.is_of_outages)

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
