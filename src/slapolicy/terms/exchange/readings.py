"""What a metric read, how it is compared, and why it may be unknown."""

import enum

from fractions import Fraction
from typing import final

import attrs

from slapolicy._pairs import Pair
from slapolicy.figures import Quantity


@final
class Outcome(enum.Enum):
    """How a promise fared."""

    MET = "met"
    BREACHED = "breached"
    UNDETERMINED = "undetermined"
    NOT_APPLICABLE = "not-applicable"


@final
class Code(enum.Enum):
    """Why something is not known, not judged or not owed (design 6.2)."""

    UNSPECIFIED = "unspecified"
    GAP = "gap"
    OVERLAP = "overlap"
    MISSING_AMOUNT = "missing-amount"
    MISSING_ATTRIBUTE = "missing-attribute"
    MISSING_ANCHOR = "missing-anchor"
    UNOBSERVED = "unobserved"
    NOTHING_MEASURED = "nothing-measured"
    STILL_OPEN = "still-open"
    CHOOSE = "choose"
    INELIGIBLE = "ineligible"
    NOT_APPLICABLE = "not-applicable"


@final
@attrs.frozen
class Reason:
    """
    Why, as a code and in words.

    Args:
        code: For programs.

        text: For people, in English.
    """

    code: Code
    text: str


@final
@attrs.frozen
class Stretch:
    """
    Downtime in one piece, as the rules see it.

    Args:
        outage: The outage after which it is named.

        start: Where it begins, before clipping to the period.

        end: Where it ends, before clipping.

        pieces: What counts of it: all of it at first; after measuring, what
            lies in the period and the service hours.

        counted: The length that counts, in microseconds, weighed and
            rounded to the grain.

        weights: The weight of each piece, None where all are 1.
    """

    outage: str
    start: int
    end: int
    pieces: tuple[Pair, ...]
    counted: Fraction | int
    weights: tuple[Fraction, ...] | None = None


@final
@attrs.frozen(kw_only=True)
class Reading:
    """
    What a metric read.

    Args:
        subject: The period's label, or the outage's or ticket's id.

        quantity: What kind of figure it is.

        exact: The figure before any precision: a fraction of one,
            microseconds, or a number; None where nothing was measured.

        value: The figure after precision.

        decimals: To how many decimals of a percentage *value* is rounded.

        downtime: Microseconds down; None where the metric has none.

        measured: Microseconds measured; None about an outage or ticket.

        excess: Microseconds beyond what the target allows, once judged.

        stretches: The downtime behind it.

        of_one: Whether it is about one outage or ticket.

        growing: Whether that outage or ticket is still open, so that the
            figure can only grow.

        reason: Why nothing could be read, if so.

        other: The worst that it may yet turn out to be, where it is known
            only between bounds; *doubt* says why.

        doubt: Why it is known only between bounds.
    """

    subject: str
    quantity: Quantity
    exact: Fraction | None
    value: Fraction | None
    decimals: int | None = None
    downtime: Fraction | int | None = None
    measured: int | None = None
    excess: Fraction | None = None
    stretches: tuple[Stretch, ...] = ()
    of_one: bool = False
    growing: bool = False
    reason: Reason | None = None
    other: "Reading | None" = None
    doubt: Code | None = None

    def beyond(self, excess: Fraction | None) -> "Reading":
        """
        Return it, judged.

        Args:
            excess: Microseconds beyond what the target allows.
        """
        return Reading(
            subject=self.subject,
            quantity=self.quantity,
            exact=self.exact,
            value=self.value,
            decimals=self.decimals,
            downtime=self.downtime,
            measured=self.measured,
            excess=excess,
            stretches=self.stretches,
            of_one=self.of_one,
            growing=self.growing,
            reason=self.reason,
            other=self.other,
            doubt=self.doubt,
        )


@final
class Comparison(enum.Enum):
    """How a bound is compared with a value."""

    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"

    def holds(self, value: Fraction | int, bound: Fraction) -> bool:
        """
        Whether *value* keeps *bound*.

        Args:
            value: What was read.

            bound: What was promised.
        """
        if self is Comparison.AT_LEAST:
            return value >= bound
        if self is Comparison.MORE_THAN:
            return value > bound
        if self is Comparison.AT_MOST:
            return value <= bound
        return value < bound

    @property
    def is_floor(self) -> bool:
        """Whether lower is worse."""
        return self in {Comparison.AT_LEAST, Comparison.MORE_THAN}

    @property
    def is_strict(self) -> bool:
        """Whether the bound itself does not keep the promise."""
        return self in {Comparison.MORE_THAN, Comparison.LESS_THAN}
