"""Levels that show a fault, chosen as a person would: round ones."""

import datetime as dt
import enum

from bisect import bisect_left
from collections.abc import Iterator
from fractions import Fraction
from typing import final

import attrs

from slapolicy import _time
from slapolicy.figures import Attribute, Figure, Quantity
from slapolicy.linting.diagnostics import LevelWitness
from slapolicy.linting.steps import Trial, bounds_of
from slapolicy.linting.words import clock, hours, shown
from slapolicy.spans import Span
from slapolicy.terms.metrics import Availability, SuccessRate


_LENGTHS = (
    _time.HOUR,
    30 * _time.MINUTE,
    _time.MINUTE,
    30 * _time.SECOND,
    _time.SECOND,
    1000,
    1,
)
_FINEST = 12


@final
class End(enum.Enum):
    """Which end of a range of levels is the telling one."""

    BEST = "best"
    WORST = "worst"


@final
@attrs.frozen
class Axis:
    """
    What levels are shown as.

    Args:
        trial: A promise and its levels.

        in_time: Whether downtime is shown where the metric reads a share.
    """

    trial: Trial
    in_time: bool = False

    def figure(self, number: int) -> Figure:
        """
        Return what a level is shown as.

        Args:
            number: Of the level.
        """
        reading = self.trial.levels.reading(number)
        if self.in_time and reading.downtime is not None:
            return Figure(Quantity.LENGTH, Fraction(reading.downtime))
        return Figure(reading.quantity, reading.value or Fraction(0))

    def round_level(
        self, first: int, last: int, end: End, *, step: Fraction | None = None
    ) -> int:
        """
        Return the roundest level within a range.

        Args:
            first: The best level of the range.

            last: The worst one.

            end: To which end it shall be near. Where the range goes to the
                end of the scale, the other end is the telling one.

            step: What is round here, if that is known.
        """
        if last == self.trial.levels.top:
            end = End.BEST
        elif first <= 1 < last:
            end = End.WORST
        steps = [] if step is None else [step]
        # Where no share is round, as in whole minutes, a downtime may be.
        for axis in (self, attrs.evolve(self, in_time=True)):
            for one in [*steps, *axis._steps()]:  # noqa: SLF001 # its own
                found = axis._multiple(first, last, one, end)  # noqa: SLF001 # its own
                if found is not None:
                    return found
        return first if end is End.BEST else last

    def _multiple(
        self, first: int, last: int, step: Fraction, end: End
    ) -> int | None:
        """Return the level within a range that is a multiple of *step*."""
        start, stop = self._exact(first), self._exact(last)
        low, high = min(start, stop), max(start, stop)
        least, most = -(-low // step), high // step
        if self._decimals is None:
            # Between the ends, which may be the bounds of rows.
            least, most = low // step + 1, -(-high // step) - 1
        if least > most:
            return None
        rising = start < stop
        wanted = (least if rising is (end is End.BEST) else most) * step
        sign = 1 if rising else -1
        place = bisect_left(
            range(first, last + 1),
            sign * wanted,
            key=lambda number: sign * self._exact(number),
        )
        found = first + place
        return found if self._exact(found) == wanted else None

    def _exact(self, number: int) -> Fraction:
        """Return the figure of a level, exactly."""
        return self.figure(number).exact

    def _steps(self) -> Iterator[Fraction]:
        """Yield what is round, the roundest first."""
        quantity = self.figure(0).quantity
        if quantity is Quantity.LENGTH:
            yield from map(Fraction, _LENGTHS)
            return
        percent = quantity is Quantity.PERCENTAGE
        unit = Fraction(1, 100) if percent else Fraction(1)
        decimals = self._decimals
        for place in range(_FINEST if decimals is None else decimals + 1):
            yield unit / 10**place
            if decimals is None:
                yield unit / 10**place / 2

    @property
    def _decimals(self) -> int | None:
        """To how many decimals levels are read, None if exactly."""
        metric = self.trial.commitment.metric
        if self.in_time or not isinstance(metric, (Availability, SuccessRate)):
            return None
        return metric.downtime_terms.decimals

    def witness(self, number: int, beside: int | None = None) -> LevelWitness:
        """
        Return a level as a witness.

        Args:
            number: Of the level.

            beside: The level that it is seen against, if there is one.
        """
        trial = self.trial
        down = trial.downtime(number)
        return LevelWitness(
            figure=self.figure(number),
            beside=None if beside is None else self.figure(beside),
            downtime=None if down is None else dt.timedelta(microseconds=down),
            period=Span.of_ticks(*trial.levels.period),
            attributes=trial.attributes,
        )

    def told(self, number: int) -> str:
        """
        Return a level in words, and for which service it is one.

        Args:
            number: Of the level.
        """
        text = shown(self.figure(number))
        # Of attributes only one is ever tried as a bound.
        for bound in bounds_of(self.trial.commitment):
            if isinstance(bound, Attribute):
                value = dict(self.trial.attributes)[bound.name]
                return f"{text} (where {bound.name} is {value})"
        return text

    def range_text(self, first: int, last: int) -> str:
        """
        Return which downtime a range of shares stands for, in brackets.

        Args:
            first: The best level of the range.

            last: The worst one.
        """
        trial = self.trial
        low, high = trial.downtime(first), trial.downtime(last)
        if low is None or high is None or self._is_length:
            return ""
        start, end = trial.levels.period
        period = clock(end - start)
        shortest, longest = _rough(low), _rough(high)
        if shortest == longest:
            return f" ({shortest} down in {period})"
        return f" ({shortest} to {longest} down in {period})"

    @property
    def _is_length(self) -> bool:
        """Whether levels are shown as lengths anyway."""
        return self.figure(0).quantity is Quantity.LENGTH


def _rough(ticks: int) -> str:
    """Return a length to the second, or exactly where it is shorter."""
    if ticks >= _time.SECOND:
        ticks = round(Fraction(ticks, _time.SECOND)) * _time.SECOND
    return hours(ticks)
