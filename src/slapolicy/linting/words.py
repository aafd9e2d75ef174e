"""How the linter says levels and lengths."""

from fractions import Fraction

from slapolicy import _time
from slapolicy.amounts import Rounding, round_fraction
from slapolicy.figures import Figure, Quantity
from slapolicy.lengths import iso_length


_DECIMALS = 5


def clock(ticks: Fraction | int) -> str:
    """
    Return a length as people say it.

    >>> clock(31_536_000_000), clock(2 * 86_400_000_000)
    ('8h45m36s', '2 days')

    Args:
        ticks: Microseconds.
    """
    days, rest = divmod(ticks, _time.DAY)
    if days and not rest:
        return f"{days} day" if days == 1 else f"{days} days"
    return hours(ticks)


def hours(ticks: Fraction | int) -> str:
    """
    Return a length in hours, minutes and seconds.

    Args:
        ticks: Microseconds.
    """
    return iso_length(ticks).removeprefix("PT").lower()


def shown(figure: Figure) -> str:
    """
    Return a level as people say it, a share with at most five decimals.

    >>> shown(Figure(Quantity.PERCENTAGE, Fraction(719, 720)))
    '99.86111%'

    Args:
        figure: A percentage, a length or a number.
    """
    if figure.quantity is Quantity.LENGTH:
        return clock(figure.exact)
    if figure.quantity is Quantity.PERCENTAGE:
        share = round_fraction(figure.exact * 100, _DECIMALS, Rounding.HALF_UP)
        return f"{share:f}".rstrip("0").rstrip(".") + "%"
    return str(figure)
