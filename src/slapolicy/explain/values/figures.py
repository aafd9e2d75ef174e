"""Figures and sums, as each language writes them."""

import functools

from fractions import Fraction
from typing import final

import attrs

from slapolicy._currencies import minor_digits
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
    return text.replace(".", language.template(POINT))


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
        return PERCENT.filled(language, figure=figure)

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
        above, below = self.exact.as_integer_ratio()
        return _sum(above, below, self.currency, language)

    def tree(self) -> str:
        """Return it exactly, with its currency."""
        if _ends(self.exact, minor_digits(self.currency)):
            return str(Money(self.exact, self.currency))
        return f"{self.exact} {self.currency}"


@functools.lru_cache(maxsize=1024)
def _sum(above: int, below: int, currency: str, language: Language) -> str:
    """Return a sum of money, a fraction in lowest terms, in words."""
    exact, digits = Fraction(above, below), minor_digits(currency)
    is_whole = _ends(exact, digits)
    if not is_whole:
        digits = _SHOWN_DECIMALS
    text = f"{round_fraction(exact, digits, Rounding.HALF_UP):f}"
    figure = decimal(text if is_whole else text.rstrip("0"), language)
    words = MONEY.filled(language, figure=figure, currency=currency)
    if _ends(exact, digits):
        return words
    return ABOUT.filled(language, figure=words)


def _ends(number: Fraction, digits: int) -> bool:
    """Whether a number has no more digits after the point than so many."""
    return not 10**digits % number.denominator
