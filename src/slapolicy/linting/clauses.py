"""Clauses, glosses and assumptions: what is said twice, or by nobody."""

from collections.abc import Iterator
from fractions import Fraction
from typing import TypeAlias

import attrs

from slapolicy import _time
from slapolicy._tree import fields_of
from slapolicy.figures import Figure, Quantity
from slapolicy.linting.diagnostics import (
    Diagnostic,
    LevelWitness,
    LintCode,
)
from slapolicy.linting.exclusions import placed
from slapolicy.linting.samples import sample_periods, usual_length
from slapolicy.linting.words import clock
from slapolicy.periods import CalendarPeriod, PeriodUnit
from slapolicy.terms.clauses import Gloss
from slapolicy.terms.credits import SumCredit, UnspecifiedCredit
from slapolicy.terms.exchange import Comparison, CreditRule
from slapolicy.terms.policy import Policy
from slapolicy.terms.settlement import CreditTerms
from slapolicy.terms.targets import Target


_Cited: TypeAlias = tuple[str, str | None]


def check(policy: Policy) -> Iterator[Diagnostic]:
    """
    Yield what clauses and assumptions say that does not fit the terms.

    Args:
        policy: The policy.
    """
    yield from _glosses(policy)
    yield from _citations(policy)
    yield from _assumptions(policy)
    yield from _unspecified(policy)


def _glosses(policy: Policy) -> Iterator[Diagnostic]:
    """Yield figures that a clause states again, and differently."""
    for place, clause in enumerate(policy.clauses):
        for index, gloss in enumerate(clause.states):
            why, witness = _difference(policy, gloss)
            if why is not None:
                yield Diagnostic(
                    code=LintCode.GLOSS_DISAGREES,
                    path=f"clauses[{place}].states[{index}]",
                    clause=clause.id,
                    message=why,
                    witness=witness,
                )


def _difference(
    policy: Policy, gloss: Gloss
) -> tuple[str | None, LevelWitness | None]:
    """Return how a gloss differs from its term; None if it does not."""
    promised = None
    if _exists(policy, gloss.term):
        promised = _promised(find(policy, gloss.term))
    if promised is None:
        return f"{gloss.term} is no target that promises a percentage", None
    own = CalendarPeriod(PeriodUnit(gloss.per.value))
    lengths = [
        end - start
        for start, end in sample_periods(attrs.evolve(policy, period=own))
    ]
    usual = usual_length(own)
    nominal = policy.period.nominal
    same_unit = getattr(policy.period, "unit", None) is own.unit
    if nominal is not None and same_unit:
        usual = _time.length_ticks(nominal)
    stated = _time.length_ticks(gloss.downtime)
    allowed = [(1 - promised.exact) * length for length in (usual, *lengths)]
    # Cut to the unit in which it is stated: 43 minutes for 43m12s.
    unit = _stated_in(stated)
    if stated in allowed or stated == allowed[0] // unit * unit:
        return None, None
    exact = Figure(Quantity.LENGTH, allowed[0])
    why = (
        f"{promised} of a {gloss.per.value} allows "
        f"{clock(round(allowed[0]))}, and the clause says {clock(stated)}; "
        f"one of the two decides"
    )
    return why, LevelWitness(
        figure=Figure(Quantity.LENGTH, Fraction(stated)), beside=exact
    )


def _stated_in(ticks: int) -> int:
    """Return the coarsest unit of which a length is a whole number."""
    units = (_time.DAY, _time.HOUR, _time.MINUTE, _time.SECOND)
    return next((unit for unit in units if ticks % unit == 0), 1)


def _promised(target: object) -> Figure | None:
    """Return the percentage that a target promises at least."""
    if isinstance(target, Target):
        for limit in target.limits:
            bound = limit.bound
            if (
                limit.comparison.is_floor
                and isinstance(bound, Figure)
                and bound.quantity is Quantity.PERCENTAGE
            ):
                return bound
    return None


def find(policy: Policy, path: str) -> object:
    """
    Return the term to which a path leads.

    >>> from slapolicy import catalogue
    >>> policy = catalogue.load("clamehost")
    >>> print(find(policy, "commitments.uptime.target.at_least"))
    99.9%

    Args:
        policy: The policy.

        path: Keys, places from 0, and ids in lists, each after a ``.`` or in
            brackets.

    Raises:
        LookupError: If it leads nowhere.
    """
    found: object = policy
    for step in path.replace("[", ".").replace("]", "").split("."):
        found = _step(found, step)
    return found


def _step(term: object, key: str) -> object:
    """Return what a key of a term leads to."""
    if isinstance(term, Target):
        known = [one.value for one in Comparison]
        if key in known or key == "unspecified":
            return next(
                (
                    limit.bound
                    for limit in term.limits
                    if limit.comparison.value == key
                ),
                None,
            )
    for name, found in _inner(term):
        if key == name:
            return found
    raise LookupError(key)


def _inner(term: object) -> Iterator[tuple[str | None, object]]:
    """Yield what is in a term by its keys, places and ids."""
    if isinstance(term, tuple):
        for place, one in enumerate(term):
            if isinstance(one, tuple):
                yield one  # a name and what it names
            else:
                yield str(place), one
                yield _id(one), one
    elif attrs.has(type(term)):
        for field in fields_of(term):
            key = (field.alias or field.name).rstrip("_")
            yield key, getattr(term, field.name)


def _id(term: object) -> str | None:
    """Return the id of a term, if it has one."""
    found = getattr(term, "id", None)
    return found if isinstance(found, str) else None


def _cited(policy: Policy) -> Iterator[_Cited]:
    """Yield the terms that may cite a clause, and which they cite."""
    for place, one in enumerate(policy.commitments):
        path = f"commitments[{place}]"
        yield path, one.clause
        if one.claims is not None:
            yield f"{path}.claims", one.claims.clause
    for path, rule in placed(policy):
        yield path, getattr(rule, "clause", None)
    if policy.credits != CreditTerms():
        yield "credits", policy.credits.clause
    if policy.claims is not None:
        yield "claims", policy.claims.clause
    for place, right in enumerate(policy.rights):
        yield f"rights[{place}]", right.clause


def _citations(policy: Policy) -> Iterator[Diagnostic]:
    """Yield terms without a clause, and clauses without a term."""
    if not policy.clauses:
        return
    known = {one.id for one in policy.clauses}
    cited = set()
    for path, clause in _cited(policy):
        cited.add(clause)
        if clause is None:
            yield Diagnostic(
                code=LintCode.NO_CLAUSE,
                path=path,
                message="it cites no clause; say which one it comes from",
            )
        elif clause not in known:
            yield Diagnostic(
                code=LintCode.NO_CLAUSE,
                path=f"{path}.clause",
                clause=clause,
                message=f"the policy has no clause {clause!r}",
            )
    for place, one in enumerate(policy.clauses):
        if one.id not in cited:
            yield Diagnostic(
                code=LintCode.UNCITED_CLAUSE,
                path=f"clauses[{place}]",
                clause=one.id,
                message=f"no term cites {one.id!r}",
            )


def _assumptions(policy: Policy) -> Iterator[Diagnostic]:
    """Yield assumptions that no term rests on."""
    for place, one in enumerate(policy.assumptions):
        path = f"assumptions[{place}]"
        if not one.touches:
            yield Diagnostic(
                code=LintCode.IDLE_ASSUMPTION,
                path=path,
                message=(
                    f"{one.id!r} touches nothing; name the terms that rest "
                    f"on it"
                ),
            )
        for index, touched in enumerate(one.touches):
            if not _exists(policy, touched):
                yield Diagnostic(
                    code=LintCode.IDLE_ASSUMPTION,
                    path=f"{path}.touches[{index}]",
                    message=f"{touched!r} leads to no term",
                )


def _exists(policy: Policy, path: str) -> bool:
    """Whether a path leads anywhere."""
    try:
        find(policy, path)
    except LookupError:
        return False
    return True


def _unspecified(policy: Policy) -> Iterator[Diagnostic]:
    """Yield terms that nobody can read and that decide money."""
    for place, one in enumerate(policy.commitments):
        path = f"commitments[{place}]"
        if one.target.unspecified is not None and one.credit is not None:
            yield Diagnostic(
                code=LintCode.UNSPECIFIED_PAYS,
                path=f"{path}.target",
                clause=one.clause,
                message="whether anything is owed turns on an unread target",
            )
        for inner in _unread(one.credit, f"{path}.credit"):
            yield Diagnostic(
                code=LintCode.UNSPECIFIED_PAYS,
                path=inner,
                clause=one.clause,
                message="what is owed turns on an unread credit",
            )


def _unread(rule: CreditRule | None, path: str) -> Iterator[str]:
    """Yield the paths of credits that nobody can read."""
    if isinstance(rule, UnspecifiedCredit):
        yield path
    elif isinstance(rule, SumCredit):
        for place, one in enumerate(rule.rules):
            yield from _unread(one, f"{path}.rules[{place}]")
