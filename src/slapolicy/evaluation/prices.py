"""
What downtime is worth between two steps, where that grows evenly.

Rule and settlement are asked about made-up readings of one service: what the
ends of a step are worth, and from which sum on a cap takes something. In
between an exact sum needs integers only. No rule is written here.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import lcm
from typing import final

import attrs

from slapolicy.amounts import FeeTime, Percent
from slapolicy.evaluation.ladder import Asked, Ladder, is_steady
from slapolicy.terms.credits import (
    FlatCredit,
    PerUnitCredit,
    ProRataCredit,
    SumCredit,
    TieredCredit,
)
from slapolicy.terms.exchange import Award, Basis, CreditRule, Line, Outcome
from slapolicy.terms.settlement import (
    Combine,
    CreditTerms,
    Due,
    Frame,
    settle,
)


# More than any cap leaves.
_HUGE = Fraction(10**30)


def is_even(rule: CreditRule | None) -> bool:
    """
    Whether an award grows evenly with downtime between two bounds.

    Args:
        rule: What a breach is worth, None if nothing.
    """
    if isinstance(rule, ProRataCredit):
        plain = ProRataCredit(of=rule.of, times=rule.times)
        return rule == plain and isinstance(rule.times, Fraction)
    if isinstance(rule, PerUnitCredit):
        plain_units = PerUnitCredit(
            amount=rule.amount, unit=rule.unit, of=rule.of, times=rule.times
        )
        return (
            rule == plain_units
            and not rule.in_hours
            and isinstance(rule.times, Fraction)
        )
    if isinstance(rule, SumCredit):
        return all(is_even(one) for one in rule.rules)
    return is_steady(rule)


def are_plain(terms: CreditTerms) -> bool:
    """
    Whether awards are added and nothing but caps is taken off.

    Args:
        terms: The policy's terms.
    """
    return terms.combine is Combine.SUM and terms.minimum is None


def are_shares(promises: Iterable[Asked], terms: CreditTerms) -> bool:
    """
    Whether awards, and what caps leave of them, grow with the fee alone.

    Args:
        promises: The promises, each with an even credit.

        terms: The policy's terms, plain.
    """
    commitments = [one.promise.commitment for one in promises]
    caps = [*terms.caps]
    for one in commitments:
        caps += one.caps
    return all(
        cap.of == "fee" and isinstance(cap.at_most, Percent) for cap in caps
    ) and all(_is_share(one.credit) for one in commitments)


def _is_share(rule: CreditRule | None) -> bool:
    """Whether an even award is a share of the fee."""
    if isinstance(rule, SumCredit):
        return all(_is_share(one) for one in rule.rules)
    amounts: Sequence[object] = ()
    if isinstance(rule, TieredCredit):
        amounts = [row.credit for row in rule.rows]
    elif isinstance(rule, (FlatCredit, PerUnitCredit)):
        amounts = [rule.amount]
    elif not isinstance(rule, ProRataCredit):
        return rule is None
    return rule.of == "fee" and all(
        isinstance(one, (Percent, FeeTime)) for one in amounts
    )


@final
@attrs.frozen(eq=False)
class Prices:
    """
    What each step is worth to one service, in integers of a common part.

    Args:
        unit: How many parts one unit of the currency has.

        lines: For each promise and step the sum at 0 and by microsecond,
            None where a step earns nothing.

        limit: Up to which sum no cap takes anything.
    """

    unit: int
    lines: tuple[tuple[tuple[int, int] | None, ...], ...]
    limit: int

    def sum_of(self, promise: int, step: int, downtime: int) -> int:
        """
        Return what a reading is worth.

        Args:
            promise: Its place.

            step: On which step the reading lies.

            downtime: Its downtime, in microseconds.
        """
        line = self.lines[promise][step]
        return 0 if line is None else line[0] + line[1] * downtime

    def times(self, fee: Fraction) -> "Prices":
        """
        Return the same for another fee, where these are for a fee of one.

        Args:
            fee: The other fee.
        """
        by = fee.numerator
        return Prices(
            self.unit * fee.denominator,
            tuple(
                tuple(
                    None if line is None else (line[0] * by, line[1] * by)
                    for line in lines
                )
                for lines in self.lines
            ),
            self.limit * by,
        )


def prices_of(
    promises: Sequence[tuple[Asked, Ladder]],
    terms: CreditTerms,
    frame: Frame,
) -> Prices | None:
    """
    Return what steps are worth to a service, None where that is not known.

    Args:
        promises: The promises, each with an even credit, and their steps.

        terms: The policy's terms, plain.

        frame: Service and period.
    """
    found: list[list[tuple[Fraction, Fraction] | None]] = []
    limits = [_HUGE]
    for asked, ladder in promises:
        lines = _lines(asked, ladder, frame.basis)
        limit = _limit(asked, terms, frame)
        if lines is None or limit is None:
            return None
        found.append(lines)
        limits.append(limit)
    known = [pair for lines in found for pair in lines if pair is not None]
    unit = lcm(*(part.denominator for pair in known for part in pair))
    return Prices(
        unit,
        tuple(
            tuple(
                None
                if pair is None
                else (int(pair[0] * unit), int(pair[1] * unit))
                for pair in lines
            )
            for lines in found
        ),
        int(min(limits) * unit),
    )


def _lines(
    asked: Asked, ladder: Ladder, basis: Basis
) -> list[tuple[Fraction, Fraction] | None] | None:
    """Return what each step is worth at 0 and by microsecond."""
    starts = (0, *ladder.edges)
    # The last step has no end; two downtimes on it show its growth.
    ends = (*ladder.edges, starts[-1] + 2)
    found: list[tuple[Fraction, Fraction] | None] = []
    for start, end, outcome in zip(starts, ends, ladder.outcomes, strict=True):
        if outcome is Outcome.MET:
            found.append(None)
            continue
        first = _worth(asked, start, basis)
        last = _worth(asked, end - 1, basis)
        if first is None or last is None:
            return None
        by = (last - first) / (end - 1 - start) if end - 1 > start else 0
        found.append((first - by * start, Fraction(by)))
    return found


def _worth(asked: Asked, downtime: int, basis: Basis) -> Fraction | None:
    """Return what a downtime is worth, None if not just money."""
    rule = asked.promise.commitment.credit
    if rule is None:
        return Fraction()
    judgement = asked.judgement(downtime)
    award = rule.award(
        judgement.reading, attrs.evolve(basis, target=judgement.broken)
    )
    if award.unknown or award.extensions:
        return None
    return award.money or Fraction()


def _limit(asked: Asked, terms: CreditTerms, frame: Frame) -> Fraction | None:
    """Return the most that caps leave of a huge sum."""
    line = Line(
        rule="", subject="", amount=None, quantity=Fraction(1), money=_HUGE
    )
    due = Due(
        commitment=asked.promise.commitment.id,
        subject="",
        of_one=asked.of_one,
        award=Award((line,)),
        basis=frame.basis,
        caps=asked.promise.commitment.caps,
    )
    found = settle([due], terms, frame)
    return None if found.unknown else found.exact.money
