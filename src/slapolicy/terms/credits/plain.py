"""Credits per step, flat, added up, and those that nobody can read."""

from collections.abc import Iterable
from typing import ClassVar, final

import attrs

from slapolicy.amounts import Amount
from slapolicy.errors import PolicyError
from slapolicy.figures import Figure, FigureLike
from slapolicy.terms.credits._pricing import (
    ONCE,
    Price,
    Times,
    UnitRounding,
    as_times,
    as_unit_rounding,
    distance,
    priced,
    unreadable,
)
from slapolicy.terms.exchange import (
    Award,
    Basis,
    Code,
    CreditRule,
    Reading,
    Reason,
    Tabled,
    as_amount,
)


def _as_figure(value: FigureLike) -> Figure:
    """Return a figure, read if it is text."""
    return Figure.of(value)


@final
@attrs.frozen(kw_only=True)
class PerStepCredit:
    """
    An amount for each step of distance to the target, on either side.

    Args:
        amount: What one step is worth.

        step: How far a step goes, in the unit of the target.

        rounding: How many steps a distance is.

        of: The sum of which shares are taken.

        times: How many times it is due.

    Raises:
        PolicyError: If the step goes nowhere.
    """

    kind: ClassVar[str] = "per-step"

    amount: Amount = attrs.field(converter=as_amount)
    step: Figure = attrs.field(converter=_as_figure)
    rounding: UnitRounding = attrs.field(
        default=UnitRounding.EXACT, converter=as_unit_rounding
    )
    of: str = "fee"
    times: Times = attrs.field(default=ONCE, converter=as_times)

    def __attrs_post_init__(self) -> None:
        """Refuse a step that goes nowhere."""
        if self.step.exact <= 0:
            PolicyError.refuse(f"step: {self.step} is no step")

    def award(self, reading: Reading, basis: Basis) -> Award:
        """
        Return the amount for each step of distance.

        Args:
            reading: What was measured.

            basis: What money needs to know; the broken bound is in it.
        """
        far = distance(reading, basis)
        if far is None or basis.target is None:
            return unreadable(self.kind, "distance to the target", reading)
        if basis.target[1].quantity is not self.step.quantity:
            return unreadable(
                self.kind, f"distance in steps of {self.step}", reading
            )
        steps = self.rounding.of(far / self.step.exact)
        price = Price(self.amount, steps, reading.subject)
        return priced(self.kind, [price], basis, of=self.of, times=self.times)


@final
@attrs.frozen(kw_only=True)
class FlatCredit:
    """
    An amount, once.

    Args:
        amount: What is due.

        of: The sum of which shares are taken.

        times: How many times it is due.
    """

    kind: ClassVar[str] = "flat"

    amount: Amount = attrs.field(converter=as_amount)
    of: str = "fee"
    times: Times = attrs.field(default=ONCE, converter=as_times)

    def award(self, reading: Reading, basis: Basis) -> Award:
        """
        Return the amount.

        Args:
            reading: What was measured.

            basis: What money needs to know.
        """
        price = Price(self.amount, ONCE, reading.subject)
        return priced(self.kind, [price], basis, of=self.of, times=self.times)


def _as_rules(rules: Iterable[CreditRule]) -> tuple[CreditRule, ...]:
    """Return rules as a tuple."""
    return tuple(rules)


@final
@attrs.frozen(kw_only=True)
class SumCredit:
    """
    Several rules added: a lump and then units.

    Args:
        rules: What is added.

    Raises:
        PolicyError: If there is nothing to add.
    """

    kind: ClassVar[str] = "sum"

    rules: tuple[CreditRule, ...] = attrs.field(converter=_as_rules)

    def __attrs_post_init__(self) -> None:
        """Refuse a sum of nothing."""
        if not self.rules:
            PolicyError.refuse("rules: a sum has something to add")

    def award(self, reading: Reading, basis: Basis) -> Award:
        """
        Return the lines of all the rules.

        Args:
            reading: What was measured, with its excess.

            basis: What money needs to know.
        """
        parts = [rule.award(reading, basis) for rule in self.rules]
        return Award(
            tuple(line for part in parts for line in part.lines),
            tuple(why for part in parts for why in part.unknown),
        )

    def place(self, reading: Reading, basis: Basis) -> tuple[int, ...]:
        """
        Return where in its tables a reading lies.

        Args:
            reading: What was measured, with its excess.

            basis: What money needs to know.
        """
        return tuple(
            one
            for rule in self.rules
            if isinstance(rule, Tabled)
            for one in rule.place(reading, basis)
        )


@final
@attrs.frozen(kw_only=True)
class UnspecifiedCredit:
    """
    A credit that is promised in words that state no figure.

    Args:
        text: The contract's words.
    """

    kind: ClassVar[str] = "unspecified"

    text: str

    def award(self, reading: Reading, basis: Basis) -> Award:
        """
        Return that nobody can tell, never 0.

        Args:
            reading: What was measured.

            basis: What money would need to know.
        """
        del reading, basis
        why = f"the credit cannot be read: {self.text}"
        return Award((), (Reason(Code.UNSPECIFIED, why),))
