"""Rules of one's own: one method makes one."""

from typing import ClassVar, final

import attrs

from slapolicy import (
    Award,
    Basis,
    Commitment,
    CreditRule,
    Decision,
    Decisions,
    Exclusion,
    Forgiveness,
    Metric,
    Reading,
    Scope,
    Scoped,
    Stretch,
    SumCredit,
    Target,
    View,
)
from slapolicy._override import override
from slapolicy.facts import Record
from slapolicy.facts.record import Used


@final
@attrs.frozen
class Nothing:
    """A metric, an exclusion and a credit rule that hold nothing."""

    kind: ClassVar[str] = "nothing"

    def measure(self, view: View, decisions: Decisions) -> tuple[Reading, ...]:
        """Return no reading."""
        return ()

    def scope(self, record: Record, as_of: int) -> Scope:
        """Return that everything is seen."""
        return Scope()

    def excuse(self, view: View, used: Used | None) -> tuple[Decision, ...]:
        """Return no decision."""
        return ()

    def forgive(
        self, stretches: tuple[Stretch, ...], view: View
    ) -> tuple[Decision, ...]:
        """Return no decision."""
        return ()

    def award(self, reading: Reading, basis: Basis) -> Award:
        """Return nothing."""
        return Award()


@final
@attrs.frozen
class Unlike:
    """What has a method of that name that takes or gives something else."""

    def measure(self, view: View) -> Reading:
        """Take too little."""
        raise NotImplementedError

    def award(self, reading: Reading, basis: Basis) -> int:
        """Give a number."""
        return 0


class Derived(Metric):
    """A protocol may also be named."""

    @override
    def measure(self, view: View, decisions: Decisions) -> tuple[Reading, ...]:
        """Return no reading."""
        return ()


def is_scoped(nothing: Nothing) -> Scoped:
    """A metric that says which facts it sees has a scope."""
    return nothing


def fits(nothing: Nothing) -> Commitment:
    """A rule needs no base class."""
    metric: Metric = nothing
    exclusion: Exclusion = nothing
    forgiveness: Forgiveness = nothing
    rule: CreditRule = nothing
    return Commitment(
        id="x",
        metric=metric,
        target=Target(unspecified="?"),
        credit=SumCredit(rules=[rule]),
        exclusions=[exclusion, forgiveness],
    )


def does_not_fit(unlike: Unlike) -> None:
    """A method that takes or gives something else is none."""
    SumCredit(rules=[unlike])  # type: ignore[list-item] # wrong, as wanted
    Commitment(
        id="x",
        metric=unlike,  # type: ignore[arg-type] # wrong, as wanted
        target=Target(unspecified="?"),
        exclusions=[unlike],  # type: ignore[list-item] # wrong, as wanted
    )
