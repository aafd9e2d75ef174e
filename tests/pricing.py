"""Readings and bases for tests of credits."""

from fractions import Fraction

import attrs

from slapolicy import _time
from slapolicy.facts import Service
from slapolicy.figures import Figure, Quantity
from slapolicy.terms.exchange import (
    Award,
    Basis,
    Comparison,
    CreditRule,
    Reading,
    Stretch,
)


HOUR = _time.HOUR
MINUTE = _time.MINUTE
DAYS_30 = 30 * _time.DAY

SERVICE = Service(
    id="s",
    fee="720.00 EUR",
    amounts={"other": "10.00 EUR"},
    attributes={"amps": "8", "plan": "gold", "low": "95%"},
)
BASIS = Basis(
    service=SERVICE,
    length=DAYS_30,
    zone="UTC",
    target=(Comparison.AT_LEAST, Figure.parse("99.9%")),
)


def against(comparison: Comparison, bound: str) -> Basis:
    """Return a basis whose broken bound is this one."""
    return attrs.evolve(BASIS, target=(comparison, Figure.parse(bound)))


def stretch(
    name: str,
    start: int,
    end: int,
    weight: Fraction | None = None,
    *,
    counted: int | None = None,
) -> Stretch:
    """Return downtime from one minute of a day to another."""
    length = (end - start) * MINUTE
    exact = length * (Fraction(1) if weight is None else weight)
    return Stretch(
        name,
        start * MINUTE,
        end * MINUTE,
        ((start * MINUTE, end * MINUTE),),
        exact if counted is None else counted * MINUTE,
        None if weight is None else (weight,),
    )


def share(
    *stretches: Stretch, value: Fraction | None = None, excess: int = 0
) -> Reading:
    """Return an availability of 30 days, with minutes of excess."""
    downtime = Fraction(sum(one.counted for one in stretches))
    exact = 1 - downtime / DAYS_30 if value is None else value
    return Reading(
        subject="label",
        quantity=Quantity.PERCENTAGE,
        exact=exact,
        value=exact,
        downtime=downtime,
        measured=DAYS_30,
        excess=Fraction(excess * MINUTE),
        stretches=stretches,
    )


def number(value: Fraction | int) -> Reading:
    """Return a number that was read, without downtime."""
    return Reading(
        subject="label",
        quantity=Quantity.NUMBER,
        exact=Fraction(value),
        value=Fraction(value),
    )


def euros(
    rule: CreditRule, reading: Reading, basis: Basis = BASIS
) -> Fraction | None:
    """Return the money that a rule awards, exactly; it must be known."""
    award = rule.award(reading, basis)
    assert () == award.unknown
    return award.money


def why(award: Award) -> str:
    """Return the one reason why an award is not known."""
    (reason,) = award.unknown
    assert () == award.lines
    return reason.text
