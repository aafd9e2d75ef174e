"""
The levels that a metric can read in a period, from best to worst.

Levels are numbered from 0. Downtime goes in steps of the grain, from the
shortest that counts on, so that a level which grain, precision or a minimum
keep from being read has no number. Everything is exact; what a level reads
is asked of the metric itself.
"""

from fractions import Fraction
from typing import Protocol, final

import attrs

from slapolicy._pairs import Pair
from slapolicy.figures import Quantity
from slapolicy.terms.exchange import Reading, Rereads, Stretch
from slapolicy.terms.metrics import (
    SuccessRate,
)


OUTAGE = "outage-1"
"""What the one outage of a level is called."""


class Levels(Protocol):
    """The levels of a metric in one period, numbered from best to worst."""

    @property
    def period(self) -> Pair:
        """The period, microseconds since the epoch, UTC."""
        ...

    @property
    def top(self) -> int:
        """The number of the worst level."""
        ...

    def reading(self, number: int) -> Reading:
        """
        Return what is read at a level.

        Args:
            number: From 0, the best level.
        """
        ...


@final
@attrs.frozen(eq=False)
class Downtimes:
    """
    Levels that follow from the length of one outage.

    Args:
        period: The period.

        base: What is read without an outage.

        metric: What reads it again at another downtime; None where the
            figure is the length itself.

        first: The shortest downtime that counts, in microseconds.

        grain: How much further each level goes.

        top: The number of the worst level.
    """

    period: Pair
    base: Reading
    metric: Rereads | None
    first: int
    grain: int
    top: int

    def downtime(self, number: int) -> int:
        """
        Return the microseconds of downtime of a level.

        Args:
            number: From 0, no downtime at all.
        """
        return self.first + (number - 1) * self.grain if number else 0

    def reading(self, number: int) -> Reading:
        """
        Return what is read at a level.

        Args:
            number: From 0, the best level.
        """
        down = self.downtime(number)
        start = self.period[0]
        end = start + down
        if self.metric is None:
            read = attrs.evolve(
                self.base,
                exact=Fraction(down),
                value=Fraction(down),
                downtime=down,
            )
        else:
            read = self.metric.reread(self.base, down)
        if not down:
            return read
        stretch = Stretch(OUTAGE, start, end, ((start, end),), down)
        return attrs.evolve(read, stretches=(stretch,))


@final
@attrs.frozen(eq=False)
class Shares:
    """
    Levels that are a share of requests or tickets.

    Args:
        period: The period.

        top: How many there are; the number of a level is how many failed.

        metric: What rounds the share; None where nothing does.
    """

    period: Pair
    top: int
    metric: SuccessRate | None

    def reading(self, number: int) -> Reading:
        """
        Return what is read at a level.

        Args:
            number: How many failed.
        """
        share = Fraction(self.top - number, self.top)
        terms = None if self.metric is None else self.metric.downtime_terms
        return Reading(
            subject="period",
            quantity=Quantity.PERCENTAGE,
            exact=share,
            value=share if terms is None else terms.value(share),
            decimals=None if terms is None else terms.decimals,
        )


@final
@attrs.frozen(eq=False)
class Numbers:
    """
    Levels that are plain numbers.

    Args:
        period: The period.

        best: The best number that matters.

        step: How much further each level goes; below 0 where lower is worse.

        top: The number of the worst level.
    """

    period: Pair
    best: Fraction
    step: Fraction
    top: int

    def reading(self, number: int) -> Reading:
        """
        Return what is read at a level.

        Args:
            number: From 0, the best level.
        """
        value = self.best + number * self.step
        return Reading(
            subject="period",
            quantity=Quantity.NUMBER,
            exact=value,
            value=value,
        )
