"""Then and now: what changed between two evaluations, and what that did."""

import enum
import re

from collections.abc import Iterator, Sequence
from typing import Protocol, final

import attrs

from slapolicy import _tree
from slapolicy._tree import Tree, fields_of, tree_of
from slapolicy.amounts import Money
from slapolicy.evaluation.results import Evaluation
from slapolicy.evaluation.writing import extension_text
from slapolicy.facts import Maintenance, Record
from slapolicy.terms.exchange import Outcome


class Fact(Protocol):
    """A fact with a name."""

    @property
    def id(self) -> str | None:
        """Its name in the record."""
        ...


def facts_of(record: Record) -> dict[str, tuple[Fact, ...]]:
    """
    Return the facts of a record by their key in documents.

    Args:
        record: The record.
    """
    return {
        "outages": record.outages,
        "maintenance": record.maintenance,
        "suspensions": record.suspensions,
        "unobserved": record.unobserved,
        "requests": record.requests,
        "samples": record.samples,
        "tickets": record.tickets,
        "events": record.events,
        "claims": record.claims,
    }


@final
class Change(enum.Enum):
    """What became of a fact."""

    CAME = "came"
    WENT = "went"
    CHANGED = "changed"


@final
@attrs.frozen
class FieldChange:
    """
    One field of a fact that is not what it was.

    Args:
        name: Its key in documents.

        before: What it was, as documents write it; None for nothing.

        after: What it is.
    """

    name: str
    before: str | None
    after: str | None


@final
@attrs.frozen(kw_only=True)
class FactChange:
    """
    One fact that came, went or changed.

    Args:
        kind: Its key in documents: ``outages``, ``maintenance``; also
            ``service`` and ``carried``.

        id: Its name.

        change: What became of it.

        fields: What it is, was, or is not any more, field by field.

        after_the_fact: Whether it is maintenance that was announced after
            it began.
    """

    kind: str
    id: str
    change: Change
    fields: tuple[FieldChange, ...]
    after_the_fact: bool = False


@final
@attrs.frozen
class OutcomeChange:
    """
    One promise that fared otherwise.

    Args:
        commitment: The promise.

        before: How it fared; None if there was no such promise.

        after: How it fares; None if there is none.
    """

    commitment: str
    before: Outcome | None
    after: Outcome | None


@final
@attrs.frozen(kw_only=True)
class Difference:
    """
    What changed between two evaluations.

    Args:
        before: The one.

        after: The other.

        facts: The facts that came, went or changed.

        outcomes: The promises that fared otherwise.
    """

    before: Evaluation = attrs.field(repr=False)
    after: Evaluation = attrs.field(repr=False)
    facts: tuple[FactChange, ...]
    outcomes: tuple[OutcomeChange, ...]

    @property
    def change(self) -> Money | None:
        """
        How much more money is owed.

        None where one of the two is not known, or they are in different
        currencies.
        """
        old, new = self.before.credit.money, self.after.credit.money
        if old is None or new is None or old.currency != new.currency:
            return None
        return new - old

    @property
    def same_policy(self) -> bool:
        """Whether both are by the same policy."""
        return self.before.policy == self.after.policy

    def to_dict(self) -> dict[str, Tree]:
        """Return it as a tree."""
        return {
            "before": _side(self.before),
            "after": _side(self.after),
            "facts": tree_of(self.facts),
            "outcomes": tree_of(self.outcomes),
            "change": None if self.change is None else str(self.change),
        }


def _side(evaluation: Evaluation) -> Tree:
    """Return what tells one of two evaluations apart."""
    money = evaluation.credit.money
    return {
        "period": evaluation.label,
        "policy": evaluation.policy.id,
        "version": evaluation.policy.version,
        "money": None if money is None else str(money),
        "extension": extension_text(evaluation.credit.extensions),
        "policy_digest": evaluation.policy.digest,
        "record_digest": evaluation.record.digest,
        "digest": evaluation.digest,
    }


def compare(evaluation: Evaluation, other: Evaluation) -> Difference:
    """
    Return what changed between two evaluations, and what that did.

    Facts are compared by their ids. One without an id is called by its
    place; it is the same fact if all else of it is.

    Args:
        evaluation: The one, as it was.

        other: The other, as it is.
    """
    before, after = facts_of(evaluation.record), facts_of(other.record)
    return Difference(
        before=evaluation,
        after=other,
        facts=(
            *_one("service", evaluation.record.service, other.record.service),
            *(
                change
                for kind, facts in before.items()
                for change in _facts(kind, facts, after[kind])
            ),
            *_one("carried", evaluation.record.carried, other.record.carried),
        ),
        outcomes=tuple(_outcomes(evaluation, other)),
    )


def _one(kind: str, before: object, after: object) -> Iterator[FactChange]:
    """Yield how a value changed of which each record has one."""
    if before != after:
        fields = tuple(_fields(before, after))
        yield FactChange(
            kind=kind, id=kind, change=Change.CHANGED, fields=fields
        )


def _facts(
    kind: str, before: Sequence[Fact], after: Sequence[Fact]
) -> Iterator[FactChange]:
    """Yield how the facts of one kind changed, in order of time."""
    kept = set(before) & set(after)
    old = {one.id or "": one for one in before if one not in kept}
    new = {one.id or "": one for one in after if one not in kept}
    for old_name, new_name in _renamed(old, new):
        del old[old_name], new[new_name]
    for name, fact in old.items():
        found = new.get(name)
        yield FactChange(
            kind=kind,
            id=name,
            change=Change.WENT if found is None else Change.CHANGED,
            fields=_but_name(fact, found),
            after_the_fact=_is_after_the_fact(found),
        )
    for name, fact in new.items():
        if name not in old:
            yield FactChange(
                kind=kind,
                id=name,
                change=Change.CAME,
                fields=_but_name(None, fact),
                after_the_fact=_is_after_the_fact(fact),
            )


_BY_PLACE = re.compile(
    r"(?:outage|maintenance|suspension|unobserved|requests|sample|ticket"
    r"|event|claim)-[0-9]+"
)


def _renamed(
    old: dict[str, Fact], new: dict[str, Fact]
) -> list[tuple[str, str]]:
    """Return the names of facts that only have another place now."""
    places: dict[Fact, list[str]] = {}
    for name, fact in new.items():
        if _BY_PLACE.fullmatch(name):
            places.setdefault(_nameless(fact), []).append(name)
    found = []
    for name, fact in old.items():
        names = places.get(_nameless(fact))
        if names and _BY_PLACE.fullmatch(name):
            found.append((name, names.pop(0)))
    return found


def _nameless(fact: Fact) -> Fact:
    """Return a fact without its name."""
    return attrs.evolve(fact, id=None)  # type: ignore[misc] # all are attrs'


def _is_after_the_fact(fact: Fact | None) -> bool:
    """Whether it is maintenance that was announced after it began."""
    return (
        isinstance(fact, Maintenance)
        and fact.announced_ticks is not None
        and fact.announced_ticks > fact.start_ticks
    )


def _fields(
    before: object | None, after: object | None
) -> Iterator[FieldChange]:
    """Yield the fields in which two values differ, all of one alone."""
    old, new = _texts(before), _texts(after)
    for name in {**old, **new}:
        if old.get(name) != new.get(name):
            yield FieldChange(name, old.get(name), new.get(name))


def _but_name(
    before: Fact | None, after: Fact | None
) -> tuple[FieldChange, ...]:
    """Return the fields other than the name in which two facts differ."""
    return tuple(one for one in _fields(before, after) if one.name != "id")


def _texts(value: object | None) -> dict[str, str | None]:
    """Return the fields of a value as documents write them."""
    if value is None:
        return {}
    tree = tree_of(value)
    found: dict[str, str | None] = {}
    for field in fields_of(value):
        key = (field.alias or field.name).rstrip("_")
        held = tree_of(field.default)
        if isinstance(tree, dict) and key in tree:
            held = tree[key]
        found[key] = _text(held)
    return found


def _text(tree: Tree) -> str | None:
    """Return a tree as a text; None for nothing."""
    if tree is None or isinstance(tree, str):
        return tree
    return _tree.canonical(tree).decode() if tree != [] else None


def _outcomes(
    evaluation: Evaluation, other: Evaluation
) -> Iterator[OutcomeChange]:
    """Yield the promises that fared otherwise."""
    before = {one.id: one.outcome for one in evaluation.results}
    after = {one.id: one.outcome for one in other.results}
    for name in {**before, **after}:
        if before.get(name) is not after.get(name):
            yield OutcomeChange(name, before.get(name), after.get(name))
