"""What a broken promise is worth, exactly, and what that is reckoned from."""

import re

from collections.abc import Mapping
from fractions import Fraction
from typing import final

import attrs

from slapolicy.amounts import Amount, Extension, FeeTime, Money, Percent
from slapolicy.calendars import WorkCalendar
from slapolicy.errors import AmountError
from slapolicy.facts import Service
from slapolicy.figures import Figure
from slapolicy.lengths import exact, parse_length
from slapolicy.terms.exchange.readings import Comparison, Reason


@final
@attrs.frozen(kw_only=True)
class Basis:
    """
    What money needs to know beside a reading.

    Args:
        service: Who was served, with fee, sums and attributes.

        amounts: Sums of the incident itself, read before the service's.

        length: Microseconds that the fee is for, real or nominal.

        target: The bound that was broken: how it compares, and its figure.

        zone: The IANA zone of the agreement.

        calendars: The policy's work calendars by name.
    """

    service: Service
    length: int
    zone: str
    amounts: tuple[tuple[str, Money], ...] = ()
    target: tuple[Comparison, Figure] | None = None
    calendars: tuple[tuple[str, WorkCalendar], ...] = ()

    def sum_of(self, name: str) -> Money | None:
        """
        Return a named sum: the incident's own, else the service's.

        Args:
            name: ``fee`` or another sum's name.
        """
        # A sum of 0.00 is a sum: only one that is missing is the service's.
        return dict(self.amounts).get(name, self.service.amount(name))


@final
@attrs.frozen(kw_only=True)
class Line:
    """
    One line of a credit, exact.

    Args:
        rule: The kind of the rule that wrote it.

        subject: What it is for: the reading's subject, or an outage's id.

        amount: What the contract prints: a share, a sum, a length.

        base: The name of the sum of which a share was taken, if one was.

        base_sum: That sum.

        quantity: How many times the amount is due.

        money: The money due, not rounded; None for extensions.

        extension: The extension due; None for money.
    """

    rule: str
    subject: str
    amount: Amount | None
    quantity: Fraction
    base: str | None = None
    base_sum: Money | None = None
    money: Fraction | None = None
    extension: Extension | None = None


@final
@attrs.frozen
class Award:
    """
    What a broken promise is worth, as exact lines.

    Args:
        lines: What is due.

        unknown: Why part of it cannot be told, if so.
    """

    lines: tuple[Line, ...] = ()
    unknown: tuple[Reason, ...] = ()

    @property
    def money(self) -> Fraction | None:
        """The exact money due; None where no line is about money."""
        sums = [one.money for one in self.lines if one.money is not None]
        return sum(sums, Fraction(0)) if sums else None

    @property
    def extensions(self) -> tuple[Extension, ...]:
        """The extensions due, one for each unit, in order of appearance."""
        found: dict[str, Extension] = {}
        for line in self.lines:
            if line.extension is not None:
                unit = line.extension.unit
                known = found.get(unit)
                found[unit] = (
                    line.extension if known is None else known + line.extension
                )
        return tuple(found.values())

    @property
    def is_nothing(self) -> bool:
        """Whether it is known to be worth nothing."""
        return (
            not self.unknown
            and not self.money
            and not any(one.quantity for one in self.extensions)
        )


_AMOUNT_OF_MONEY = re.compile(r".* [A-Z]{3}")


def as_amount(
    value: Amount | str | Mapping[str, str],
) -> Amount:
    """
    Return an amount, read if it is text or a mapping.

    >>> as_amount("10%"), as_amount("3 days")
    (Percent('10'), Extension.parse('3 days'))

    Args:
        value: A share, a sum, an extension, a share of the fee's time; or
            ``10%``, ``5.00 EUR``, ``3 days``, ``{fee_for: 1 day}``.

    Raises:
        AmountError: If it is none of these.
    """
    if isinstance(value, Mapping):
        return _as_fee_time(value)
    if not isinstance(value, str):
        return value
    if value.endswith("%"):
        return Percent.parse(value)
    if _AMOUNT_OF_MONEY.fullmatch(value):
        return Money.parse(value)
    return Extension.parse(value)


def _as_fee_time(value: Mapping[str, str]) -> FeeTime:
    """Return a share of the fee's time, read."""
    unknown = set(value) - {"fee_for", "out_of"}
    if unknown or "fee_for" not in value:
        msg = (
            f"{dict(value)!r} is no amount; write {{fee_for: 1 day}}, with "
            f"out_of: 30 days if it is not of the period"
        )
        raise AmountError(msg)
    out_of = value.get("out_of")
    return FeeTime(
        exact(parse_length(value["fee_for"])),
        None if out_of is None else exact(parse_length(out_of)),
    )
