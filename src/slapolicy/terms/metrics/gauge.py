"""A measured value: its mean, its extremes, its percentiles."""

import datetime as dt
import re

from collections.abc import Sequence
from fractions import Fraction
from typing import ClassVar, final

import attrs

from slapolicy import _time
from slapolicy._converters import as_exact_or_none
from slapolicy.errors import PolicyError
from slapolicy.facts import Sample
from slapolicy.figures import Quantity
from slapolicy.terms.exchange import Decisions, Reading, View
from slapolicy.terms.metrics._downtime import nothing_measured
from slapolicy.terms.metrics._windows import cut, mean, starting_in


_PERCENTILE = re.compile(r"p([1-9][0-9]?)")


def _check_statistic(
    _: "Gauge", field: "attrs.Attribute[str]", name: str
) -> None:
    """Refuse statistics that there are not."""
    if name not in {"mean", "max", "min", "median"} and (
        _PERCENTILE.fullmatch(name) is None
    ):
        PolicyError.refuse(
            f"{name!r} is no statistic; write mean, max, min, median or a "
            f"percentile from p1 to p99",
            path=field.name,
        )


def _check_window(
    _: "Gauge",
    field: "attrs.Attribute[dt.timedelta | None]",
    window: dt.timedelta | None,
) -> None:
    """Refuse windows without length."""
    if window is not None and not window:
        PolicyError.refuse(
            "is of no length; give one above 0",
            path=field.name,
        )


@final
@attrs.frozen(kw_only=True)
class Gauge:
    """
    A statistic of the samples taken in the period (design 4.2).

    Percentiles are by nearest rank: always a value that was measured. The
    median of an even number is the mean of the middle two.

    >>> Gauge(metric="latency-ms", statistic="p95").statistic_of(range(21))
    Fraction(19, 1)

    Args:
        metric: What was measured; samples of anything else are not read.

        statistic: ``mean``, ``max``, ``min``, ``median``, or a percentile
            from ``p1`` to ``p99``.

        window: How long the windows are that are read each on its own, from
            the period's start; None reads the period as one.

    Raises:
        PolicyError: If there is no such statistic, or *window* is empty.
    """

    kind: ClassVar[str] = "gauge"

    metric: str
    statistic: str = attrs.field(validator=_check_statistic)
    window: dt.timedelta | None = attrs.field(
        default=None, converter=as_exact_or_none, validator=_check_window
    )

    @property
    def quantity(self) -> Quantity:
        """What kind of figure it reads."""
        return Quantity.NUMBER

    def statistic_of(self, values: Sequence[Fraction | int]) -> Fraction:
        """
        Return the statistic of values.

        Args:
            values: In any order, one at least.
        """
        ordered = sorted(map(Fraction, values))
        count = len(ordered)
        match self.statistic:
            case "mean":
                return mean(ordered, count)
            case "max":
                return ordered[-1]
            case "min":
                return ordered[0]
            case "median":
                return (ordered[(count - 1) // 2] + ordered[count // 2]) / 2
            case percentile:
                share = int(percentile.removeprefix("p"))
                return ordered[-(-share * count // 100) - 1]

    def measure(self, view: View, decisions: Decisions) -> tuple[Reading, ...]:
        """
        Return the statistic of the period, or of each window or slice.

        Args:
            view: The record as the commitment sees it.

            decisions: Not read: nothing is excluded from a gauge.
        """
        del decisions
        samples = [
            one
            for one in view.record.samples
            if one.metric == self.metric and one.at_ticks < view.as_of
        ]
        return tuple(
            self._read(subject, starting_in(samples, start, end))
            for start, end, subject in self._spans(view)
        )

    def _spans(self, view: View) -> list[tuple[int, int, str]]:
        """Return the spans to read, with what their readings are called."""
        if self.window is None:
            return [(one.start, one.end, one.subject) for one in view.windows]
        length = _time.length_ticks(self.window)
        return [
            (start, end, _time.iso(start))
            for start, end in cut(view.start, view.end, length)
        ]

    def _read(self, subject: str, samples: Sequence[Sample]) -> Reading:
        """Return the reading of some samples."""
        if not samples:
            return nothing_measured(subject, Quantity.NUMBER)
        exact = self.statistic_of([one.value for one in samples])
        return Reading(
            subject=subject,
            quantity=Quantity.NUMBER,
            exact=exact,
            value=exact,
        )
