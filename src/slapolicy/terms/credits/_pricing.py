"""How every rule turns an amount and a quantity into a line."""

import enum

from fractions import Fraction
from typing import TypeAlias, assert_never, final

import attrs

from slapolicy._converters import choice
from slapolicy.amounts import Amount, Extension, FeeTime, Money, Percent
from slapolicy.errors import AmountError
from slapolicy.figures import (
    Attribute,
    Quantity,
    as_fraction,
    parse_number,
)
from slapolicy.terms.exchange import (
    Award,
    Basis,
    Code,
    Line,
    Reading,
    Reason,
)


Times: TypeAlias = Fraction | Attribute
ONCE = Fraction(1)


def as_times(value: Times | int | str) -> Times:
    """
    Return how many times an award is due.

    Args:
        value: A number, its text, or the attribute that has it.
    """
    return value if isinstance(value, Attribute) else as_fraction(value)


@final
@attrs.frozen
class Price:
    """
    One amount, so many times, for one subject.

    Args:
        amount: What the contract prints; None for the base itself.

        quantity: How many times it is due.

        subject: What it is for.
    """

    amount: Amount | None
    quantity: Fraction
    subject: str


def priced(
    rule: str,
    prices: list[Price],
    basis: Basis,
    *,
    of: str,
    times: Times,
) -> Award:
    """
    Return prices as exact lines.

    Args:
        rule: The kind of the rule.

        prices: What is due for what.

        basis: What money needs to know.

        of: The sum of which shares are taken.

        times: How many times all of it is due.
    """
    factor = _factor(times, basis)
    if isinstance(factor, Reason):
        return Award((), (factor,))
    lines: list[Line] = []
    for price in prices:
        quantity = price.quantity * factor
        line = _line(rule, price, quantity, basis, of)
        if isinstance(line, Reason):
            return Award((), (line,))
        lines.append(line)
    return Award(tuple(lines))


def _factor(times: Times, basis: Basis) -> Fraction | Reason:
    """Return how many times an award is due, or why nobody can tell."""
    if isinstance(times, Fraction):
        return times
    text = basis.service.attribute(times.name)
    if text is not None:
        try:
            return parse_number(text)
        except AmountError:
            pass  # no number: it is as good as missing
    return Reason(
        Code.MISSING_ATTRIBUTE,
        f"the credit is due once for each of attribute {times.name!r}, "
        f"which service {basis.service.id!r} lacks as a number",
    )


def _line(
    rule: str, price: Price, quantity: Fraction, basis: Basis, of: str
) -> Line | Reason:
    """Return one line, or why nobody can tell what it is worth."""
    amount = price.amount
    if isinstance(amount, Extension):
        return Line(
            rule=rule,
            subject=price.subject,
            amount=amount,
            quantity=quantity,
            extension=amount.scaled(quantity),
        )
    if isinstance(amount, Money):
        return Line(
            rule=rule,
            subject=price.subject,
            amount=amount,
            quantity=quantity,
            money=amount.fraction * quantity,
        )
    base = basis.sum_of(of)
    if base is None:
        return Reason(
            Code.MISSING_AMOUNT,
            f"the credit is a share of {of!r}, which service "
            f"{basis.service.id!r} does not state",
        )
    share = _share(amount, basis)
    return Line(
        rule=rule,
        subject=price.subject,
        amount=amount,
        quantity=quantity,
        base=of,
        base_sum=base,
        money=base.fraction * share * quantity,
    )


def _share(amount: Percent | FeeTime | None, basis: Basis) -> Fraction:
    """Return the share of a base that an amount is."""
    if isinstance(amount, Percent):
        return amount.fraction
    if isinstance(amount, FeeTime):
        return amount.share(basis.length)
    return ONCE


@final
class Reads(enum.Enum):
    """What a rule reads of a reading."""

    VALUE = "value"
    DOWNTIME = "downtime"
    LONGEST = "longest"
    EXCESS = "excess"
    RATIO = "ratio"
    SHORTFALL = "shortfall"


LENGTHS = frozenset({Reads.DOWNTIME, Reads.LONGEST, Reads.EXCESS})


def as_reads(value: Reads | str) -> Reads:
    """
    Return what to read, by its name.

    Args:
        value: An axis or its name.
    """
    return choice(Reads, value)


def level(
    reads: Reads, reading: Reading, basis: Basis
) -> Fraction | int | None:
    """
    Return the figure on one axis; None where the reading has none.

    Args:
        reads: The axis.

        reading: What was measured, with its excess.

        basis: The broken bound is in it.
    """
    match reads:
        case Reads.VALUE:
            found: Fraction | int | None = reading.value
        case Reads.DOWNTIME:
            found = reading.downtime
        case Reads.LONGEST:
            found = _longest(reading)
        case Reads.EXCESS:
            found = reading.excess
        case Reads.RATIO:
            found = _ratio(reading, basis)
        case Reads.SHORTFALL:
            found = distance(reading, basis)
        case _:
            assert_never(reads)
    return found


def _longest(reading: Reading) -> Fraction | int | None:
    """Return the longest stretch that counted."""
    if reading.downtime is None:
        return None
    return max([one.counted for one in reading.stretches], default=0)


def _beside_target(
    reading: Reading, basis: Basis
) -> tuple[Fraction | int, Fraction] | None:
    """Return what is compared with the broken bound, and the bound."""
    if basis.target is None:
        return None
    figure = basis.target[1]
    value: Fraction | int | None = None
    if figure.quantity is reading.quantity:
        value = reading.value
    elif figure.quantity is Quantity.LENGTH:
        value = reading.downtime
    return None if value is None else (value, figure.exact)


def _ratio(reading: Reading, basis: Basis) -> Fraction | None:
    """Return value ÷ target."""
    pair = _beside_target(reading, basis)
    if pair is None or not pair[1]:
        return None
    return Fraction(pair[0]) / pair[1]


def distance(reading: Reading, basis: Basis) -> Fraction | None:
    """
    Return how far a reading is from its target, on the broken side.

    Args:
        reading: What was measured.

        basis: The broken bound is in it.
    """
    pair = _beside_target(reading, basis)
    if pair is None or basis.target is None:
        return None
    value, bound = pair
    gap = bound - value if basis.target[0].is_floor else value - bound
    return max(Fraction(gap), Fraction(0))


def unreadable(rule: str, reads: str, reading: Reading) -> Award:
    """
    Return the award where a reading lacks what the rule reads.

    Args:
        rule: The kind of the rule.

        reads: What it reads.

        reading: What was measured.
    """
    return Award(
        (),
        (
            Reason(
                Code.NOTHING_MEASURED,
                f"{rule} reads the {reads}, which {reading.subject} "
                f"does not have",
            ),
        ),
    )


@final
class UnitRounding(enum.Enum):
    """How many units a length is."""

    EXACT = "exact"
    STARTED = "started"
    COMPLETED = "completed"
    NEAREST = "nearest"

    def of(self, units: Fraction) -> Fraction:
        """
        Return a number of units as it is counted.

        Args:
            units: The exact number.
        """
        if self is UnitRounding.EXACT:
            return units
        if self is UnitRounding.STARTED:
            return Fraction(units.__ceil__())
        if self is UnitRounding.COMPLETED:
            return Fraction(units.__floor__())
        return Fraction((units + Fraction(1, 2)).__floor__())


def as_unit_rounding(value: UnitRounding | str) -> UnitRounding:
    """
    Return the rounding of units of that name.

    Args:
        value: A rounding or its name.
    """
    return choice(UnitRounding, value)
