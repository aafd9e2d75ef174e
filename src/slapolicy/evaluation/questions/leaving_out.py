"""What one fact, or one exclusion, does to the answer."""

from typing import ClassVar, final

import attrs

from slapolicy._tree import Tree
from slapolicy.amounts import Money
from slapolicy.evaluation.evaluate import evaluate
from slapolicy.evaluation.questions.comparing import (
    Difference,
    compare,
    facts_of,
)
from slapolicy.evaluation.results import Evaluation
from slapolicy.facts import Record
from slapolicy.facts.record import Used
from slapolicy.terms.exchange import AnyExclusion, Decision, View
from slapolicy.terms.policy import Policy


_EXCLUSIONS = "exclusions"


@final
@attrs.frozen(kw_only=True)
class Marginal:
    """
    What the answer would be without one fact, or one exclusion.

    Args:
        name: What is left out.

        among: Its kind: the key of the facts in documents, or
            ``exclusions``.

        difference: From the answer to what it would be.
    """

    name: str
    among: str
    difference: Difference

    @property
    def without(self) -> Evaluation:
        """The evaluation without it."""
        return self.difference.after

    @property
    def change(self) -> Money | None:
        """How much more would be owed without it; None if not known."""
        return self.difference.change

    def to_dict(self) -> dict[str, Tree]:
        """Return it as a tree."""
        return {
            "without": self.name,
            "among": self.among,
            **self.difference.to_dict(),
        }


def marginal(
    evaluation: Evaluation, name: str, *, among: str | None = None
) -> Marginal:
    """
    Return what the answer would be without one fact, or one exclusion.

    Args:
        evaluation: What was evaluated.

        name: The id of a fact; or the name that an exclusion has in
            decisions: its id, else its kind, for all that share it.

        among: Where to look, if the name is not the only one: the key of the
            facts in documents, such as ``outages``, or ``exclusions``.

    Raises:
        KeyError: If there is nothing of that name, or more than one thing.
    """
    policy, record = evaluation.policy, evaluation.record
    kinds = [
        kind
        for kind, facts in facts_of(record).items()
        if any(one.id == name for one in facts)
    ]
    if name in _rules(policy):
        kinds.append(_EXCLUSIONS)
    found = [kind for kind in kinds if among in {None, kind}]
    if len(found) != 1:
        raise KeyError(_not_one(name, kinds, among))
    (kind,) = found
    if kind == _EXCLUSIONS:
        policy = _without_rule(policy, name)
    else:
        record = _without_fact(record, kind, name)
    other = evaluate(policy, record, as_of=evaluation.as_of)
    return Marginal(
        name=name, among=kind, difference=compare(evaluation, other)
    )


def _not_one(name: str, kinds: list[str], among: str | None) -> str:
    """Return why it is not one thing that is left out."""
    where = " and ".join(kinds)
    if not kinds:
        return f"no fact and no exclusion is called {name!r}"
    if among in {None, *kinds}:
        return f"{name!r} stands among {where}; say which by among"
    return f"{name!r} stands among {where}, not among {among}"


@final
@attrs.frozen
class _Idle:
    """An exclusion that excuses nothing, so that the others keep places."""

    kind: ClassVar[str] = "idle"

    def excuse(self, view: View, used: Used | None) -> tuple[Decision, ...]:
        """Return no decision."""
        del view, used
        return ()


def _rules(policy: Policy) -> set[str]:
    """Return the names that exclusions have in decisions."""
    own = [rule for one in policy.commitments for rule in one.exclusions]
    return {_name(rule) for rule in (*policy.exclusions, *own)}


def _name(rule: AnyExclusion) -> str:
    """Return the name that an exclusion has in decisions."""
    return str(
        getattr(rule, "id", None) or getattr(rule, "kind", type(rule).__name__)
    )


def _without_rule(policy: Policy, name: str) -> Policy:
    """Return a policy in which exclusions of that name excuse nothing."""

    def idle(rules: tuple[AnyExclusion, ...]) -> tuple[AnyExclusion, ...]:
        """Return the rules without those of that name."""
        return tuple(
            _Idle() if _name(rule) == name else rule for rule in rules
        )

    return attrs.evolve(
        policy,
        exclusions=idle(policy.exclusions),
        commitments=tuple(
            attrs.evolve(one, exclusions=idle(one.exclusions))
            for one in policy.commitments
        ),
    )


def _without_fact(record: Record, kind: str, name: str) -> Record:
    """Return a record without the fact of that name."""
    left = tuple(one for one in facts_of(record)[kind] if one.id != name)
    # The key is that of a field which has such facts.
    return attrs.evolve(record, **{kind: left})  # type: ignore[arg-type]  # the kind names its field
