"""Figures and sums, as each language writes them."""

from fractions import Fraction
from typing import final

import attrs

from slapolicy.amounts import Money, Rounding, round_fraction
from slapolicy.explain.language import Language, Message
from slapolicy.figures import number_text


# The mark is the whole message; its code says which one.
POINT = Message("decimal-point", ".")
PERCENT = Message("percentage", "{figure} %")
MONEY = Message("sum-of-money", "{figure} {currency}")
ABOUT = Message("about", "about {figure}")

_SHOWN_DECIMALS = 6


def decimal(text: str, language: Language) -> str:
    """
    Return digits with the language's own decimal mark.

    Args:
        text: Digits, with a point if need be.

        language: Whose mark.
    """
    return text.replace(".", POINT().said(language))


@final
@attrs.frozen
class Number:
    """
    A number.

    Args:
        exact: The number; one that has no end of decimals is a fraction.
    """

    exact: Fraction

    def said(self, language: Language) -> str:
        """Return it in words."""
        return decimal(self.tree(), language)

    def tree(self) -> str:
        """Return it as documents write it."""
        return number_text(self.exact)


@final
@attrs.frozen
class Percentage:
    """
    A percentage.

    Args:
        text: As documents write it: ``99.9%``.
    """

    text: str

    def said(self, language: Language) -> str:
        """Return it in words."""
        figure = decimal(self.text.removesuffix("%"), language)
        return PERCENT(figure=figure).said(language)

    def tree(self) -> str:
        """Return it as documents write it."""
        return self.text


@final
@attrs.frozen
class Sum:
    """
    A sum of money, exact; shown to a few digits if it has many.

    Args:
        exact: How much, in units of the currency.

        currency: Its code.
    """

    exact: Fraction
    currency: str

    @classmethod
    def of(cls, money: Money) -> "Sum":
        """
        Return a sum that has the digits of its currency.

        Args:
            money: The sum.
        """
        return cls(money.fraction, money.currency)

    def said(self, language: Language) -> str:
        """Return it in words."""
        money = Money.rounded(self.exact, self.currency, Rounding.HALF_UP)
        digits, is_cut = f"{money.amount:f}", money.fraction != self.exact
        if is_cut:
            near = round_fraction(
                self.exact, _SHOWN_DECIMALS, Rounding.HALF_UP
            )
            digits = f"{near:f}".rstrip("0")
            is_cut = Fraction(digits) != self.exact
        figure = decimal(digits, language)
        words = MONEY(figure=figure, currency=self.currency)
        return (ABOUT(figure=words) if is_cut else words).said(language)

    def tree(self) -> str:
        """Return it exactly, with its currency."""
        money = Money.rounded(self.exact, self.currency, Rounding.HALF_UP)
        if money.fraction == self.exact:
            return str(money)
        return f"{self.exact} {self.currency}"
