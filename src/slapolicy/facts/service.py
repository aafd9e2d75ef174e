"""Who was served, and for what price."""

import datetime as dt

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias, final

import attrs

from slapolicy import _time
from slapolicy._converters import as_date_or_none, as_money, as_money_or_none
from slapolicy._tree import MAPPING
from slapolicy.amounts import Money, Percent
from slapolicy.errors import (
    AmountError,
    InexactError,
    PolicyError,
    RecordError,
)
from slapolicy.facts.instants import as_optional_instant, as_optional_ticks
from slapolicy.figures import Bound, Figure, number_text


AttributeValue: TypeAlias = str | bool | int | Decimal | Fraction | Percent


def as_amounts(
    amounts: Mapping[str, Money | str] | Sequence[tuple[str, Money | str]],
) -> tuple[tuple[str, Money], ...]:
    """
    Return named sums as pairs, sorted by name.

    Args:
        amounts: Sums by their names; text is read.

    Raises:
        RecordError: If a name stands twice.
    """
    if not amounts:
        return ()
    pairs = amounts.items() if isinstance(amounts, Mapping) else amounts
    found = sorted((name, as_money(sum_)) for name, sum_ in pairs)
    if len({name for name, _ in found}) < len(found):
        RecordError.refuse("a sum's name stands twice", path="amounts")
    return tuple(found)


def attribute_text(value: AttributeValue) -> str:
    """
    Return the text under which an attribute is kept and compared.

    Args:
        value: Text, a truth value, or an exact figure.

    Raises:
        InexactError: For a float.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        msg = f"{value!r} is a float; give text, an int or a Decimal"
        raise InexactError(msg)
    if isinstance(value, (int, Decimal, Fraction)):
        return number_text(Fraction(value))
    return str(value)


def as_attributes(
    attributes: Mapping[str, AttributeValue]
    | Sequence[tuple[str, AttributeValue]],
) -> tuple[tuple[str, str], ...]:
    """
    Return attributes as pairs of texts, sorted by name.

    Args:
        attributes: Values by their names.

    Raises:
        RecordError: If a name stands twice.
    """
    pairs = (
        attributes.items() if isinstance(attributes, Mapping) else attributes
    )
    found = sorted((name, attribute_text(value)) for name, value in pairs)
    if len({name for name, _ in found}) < len(found):
        RecordError.refuse(
            "an attribute's name stands twice", path="attributes"
        )
    return tuple(found)


def _as_components(components: Iterable[str]) -> tuple[str, ...]:
    """Return component names as a tuple."""
    found = tuple(components)
    if len(set(found)) < len(found):
        RecordError.refuse("a component stands twice", path="components")
    return found


@final
@attrs.frozen(kw_only=True)
class Service:
    """
    One service under an agreement, as one customer has it.

    Args:
        id: The provider's name for it.

        fee: What is paid for one measurement period, in the policy's
            currency; None if it is not known.

        amounts: Other sums that credits may be a share of, by name:
            ``next-invoice``, ``trailing-30-days``.

        attributes: What conditions and figures may read: plan, region,
            guaranteed availability; kept as text.

        billing_anchor: The local date on which billing cycles begin.

        components: Its parts, if it has several.

        started: From when it existed, UTC; None if all period.

        ended: Until when it existed, UTC; None if all period.

        note: Free text.

    Raises:
        RecordError: If a name stands twice, the fee is negative, or it
            ended before it started.
    """

    id: str
    fee: Money | None = attrs.field(default=None, converter=as_money_or_none)
    amounts: tuple[tuple[str, Money], ...] = attrs.field(
        default=(), converter=as_amounts, metadata=MAPPING
    )
    attributes: tuple[tuple[str, str], ...] = attrs.field(
        default=(), converter=as_attributes, metadata=MAPPING
    )
    billing_anchor: dt.date | None = attrs.field(
        default=None, converter=as_date_or_none
    )
    components: tuple[str, ...] = attrs.field(
        default=(), converter=_as_components
    )
    started_ticks: int | None = attrs.field(
        default=None, alias="started", converter=as_optional_ticks
    )
    ended_ticks: int | None = attrs.field(
        default=None, alias="ended", converter=as_optional_ticks
    )
    note: str | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse what cannot be."""
        started, ended = self.started_ticks, self.ended_ticks
        if started is not None and ended is not None and ended < started:
            RecordError.refuse(
                f"{self.id!r} ended {_time.iso(ended)}, before it started "
                f"{_time.iso(started)}",
                path="service",
            )
        if self.fee is not None and self.fee.amount < 0:
            RecordError.refuse(
                f"{self.fee}: a fee is not negative", path="service.fee"
            )

    @property
    def started(self) -> _time.DateTime | None:
        """From when it existed, UTC."""
        return as_optional_instant(self.started_ticks)

    @property
    def ended(self) -> _time.DateTime | None:
        """Until when it existed, UTC."""
        return as_optional_instant(self.ended_ticks)

    def attribute(self, name: str) -> str | None:
        """
        Return the text of an attribute, None if it is missing.

        Args:
            name: The attribute's name.
        """
        return dict(self.attributes).get(name)

    def figure(self, bound: Bound) -> Figure | None:
        """
        Return the figure that a bound stands for.

        Args:
            bound: A figure, or the attribute that has it.

        Returns:
            None if the attribute is missing or its text is no figure.
        """
        if isinstance(bound, Figure):
            return bound
        text = self.attribute(bound.name)
        if text is None:
            return None
        try:
            return Figure.parse(text)
        except (AmountError, PolicyError):
            return None

    def amount(self, name: str) -> Money | None:
        """
        Return a named sum, the fee under the name ``fee``.

        Args:
            name: ``fee`` or one of the names in *amounts*.
        """
        return dict(self.amounts).get(
            name, self.fee if name == "fee" else None
        )
