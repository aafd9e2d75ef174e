"""Figures, sums, lengths and times, as each language writes them."""

from slapolicy.explain.language import Value
from slapolicy.explain.values.figures import Number, Percentage, Sum
from slapolicy.explain.values.lengths import (
    FEE_FOR,
    FEE_FOR_OUT_OF,
    TIMES,
    UNITS,
    Elapsed,
    Extent,
    Longer,
    elapsed_text,
    plural,
)
from slapolicy.explain.values.listing import AND, OR, Listing
from slapolicy.explain.values.periods import OF_MONTH, PeriodName
from slapolicy.explain.values.times import (
    DAY_OF_YEAR,
    MONTHS,
    SPAN,
    Day,
    Instant,
    Stay,
    stay_text,
)
from slapolicy.figures import Figure, Quantity


__all__ = [
    "AND",
    "DAY_OF_YEAR",
    "FEE_FOR",
    "FEE_FOR_OUT_OF",
    "MONTHS",
    "OF_MONTH",
    "OR",
    "SPAN",
    "TIMES",
    "UNITS",
    "Day",
    "Elapsed",
    "Extent",
    "Instant",
    "Listing",
    "Longer",
    "Number",
    "Percentage",
    "PeriodName",
    "Stay",
    "Sum",
    "elapsed_text",
    "of_figure",
    "plural",
    "stay_text",
]


def of_figure(figure: Figure) -> Value:
    """
    Return a figure of a contract as something to say.

    Args:
        figure: A percentage, a length or a number.
    """
    if figure.quantity is Quantity.PERCENTAGE:
        return Percentage(str(figure))
    if figure.quantity is Quantity.LENGTH:
        return Elapsed(figure.exact)
    return Number(figure.exact)
