"""What repeated breaches entitle to, beside credits: to terminate, say."""

import datetime as dt

from collections.abc import Iterable
from fractions import Fraction
from itertools import takewhile
from typing import final

import attrs

from slapolicy import _time
from slapolicy._converters import (
    as_any_length_or_none,
    as_exact_or_none,
    as_figure_or_none,
)
from slapolicy.amounts import Rounding
from slapolicy.calendars import WorkCalendar
from slapolicy.downtime import to_precision
from slapolicy.errors import Fault, PolicyError, at
from slapolicy.facts.instants import (
    as_optional_instant,
    as_optional_ticks,
    as_ticks,
)
from slapolicy.figures import Figure, Quantity
from slapolicy.lengths import (
    CalendarLength,
    CalendarUnit,
    Length,
    moved,
)
from slapolicy.terms.exchange import Outcome, calendar_of


def _as_outcomes(
    outcomes: Iterable[Outcome | str],
) -> tuple[Outcome, ...]:
    """Return outcomes, also given by their names."""
    return tuple(map(Outcome, outcomes))


def _as_values(
    values: Iterable[Fraction | None],
) -> tuple[Fraction | None, ...]:
    """Return values as a tuple."""
    return tuple(values)


@final
@attrs.frozen(kw_only=True)
class Track:
    """
    How one commitment fared from period to period.

    Args:
        commitment: Its id.

        quantity: What kind of figure its metric reads.

        outcomes: One for each period, newest last; also as their names.

        values: The worst exact value of each period, newest last: a
            fraction of one, seconds or a number; None where none is known.
            There may be more or fewer than outcomes.

        decimals: To how many decimals of a percentage the metric rounds.

        rounding: Which way.
    """

    commitment: str
    quantity: Quantity
    outcomes: tuple[Outcome, ...] = attrs.field(converter=_as_outcomes)
    values: tuple[Fraction | None, ...] = attrs.field(
        default=(), converter=_as_values
    )
    decimals: int | None = None
    rounding: Rounding = Rounding.HALF_UP

    def breached(self, ago: int) -> bool:
        """
        Whether the commitment was breached.

        Args:
            ago: How many periods ago, 0 for the newest.
        """
        return (
            ago < len(self.outcomes)
            and self.outcomes[-1 - ago] is Outcome.BREACHED
        )

    def value(self, ago: int) -> Fraction | None:
        """
        Return the worst value of a period, exactly; None if unknown.

        Args:
            ago: How many periods ago, 0 for the newest.
        """
        return self.values[-1 - ago] if ago < len(self.values) else None


def _as_tracks(tracks: Iterable[Track]) -> tuple[Track, ...]:
    """Return tracks as a tuple."""
    return tuple(tracks)


@final
@attrs.frozen
class History:
    """
    How the commitments fared: the periods carried, and this one, the newest.

    Args:
        tracks: One for each commitment.
    """

    tracks: tuple[Track, ...] = attrs.field(converter=_as_tracks)

    @property
    def periods(self) -> int:
        """How many periods are known."""
        return max((len(one.outcomes) for one in self.tracks), default=0)


@final
@attrs.frozen(kw_only=True)
class When:
    """
    How many breaches it takes, and which of them count.

    Args:
        commitment: Whose breaches; None if any commitment's breach makes
            the period one.

        breaches: How many periods, the newest among them.

        of_last: Of how many; None for all that are known.

        consecutive: Whether they must follow each other without a gap.

        value_below: A percentage or number below which the period's value,
            rounded as the metric rounds, must lie.

        longer_than: A length that the period's value must exceed.

    Raises:
        PolicyError: If it can never be fulfilled.

        AmountError: If a bound is no figure.
    """

    commitment: str | None = None
    breaches: int
    of_last: int | None = None
    consecutive: bool = False
    value_below: Figure | None = attrs.field(
        default=None, converter=as_figure_or_none
    )
    longer_than: dt.timedelta | None = attrs.field(
        default=None, converter=as_exact_or_none
    )

    def __attrs_post_init__(self) -> None:
        faults = [at(Fault(text), path) for path, text in self._faults()]
        if faults:
            PolicyError.refuse(*faults)

    def _faults(self) -> Iterable[tuple[str, str]]:
        """Yield why it can never be fulfilled, each with its key."""
        if self.breaches < 1:
            yield "breaches", f"{self.breaches} is no number from 1 up"
        if self.of_last is not None and self.of_last < self.breaches:
            yield (
                "of_last",
                f"{self.of_last} periods have no {self.breaches} breaches",
            )
        below = self.value_below
        if below is not None and below.quantity is Quantity.LENGTH:
            yield "value_below", f"{below} is a length; use longer_than"
        elif below is not None and self.longer_than is not None:
            yield "longer_than", f"no length is also below {below}; keep one"

    def arises(self, history: History) -> bool:
        """
        Whether the newest period completes the breaches that it takes.

        Args:
            history: How the commitments fared, the newest period last.
        """
        tracks = [
            one
            for one in history.tracks
            if self.commitment in {None, one.commitment}
        ]
        known = history.periods
        looked_at = known if self.of_last is None else min(known, self.of_last)
        counted = [
            any(self._counts(track, ago) for track in tracks)
            for ago in range(looked_at)
        ]
        run = sum(takewhile(bool, counted))
        return run > 0 and self.breaches <= (
            run if self.consecutive else sum(counted)
        )

    def _counts(self, track: Track, ago: int) -> bool:
        """Whether the breach of a period, if it is one, counts."""
        if not track.breached(ago):
            return False
        if self.value_below is None and self.longer_than is None:
            return True
        value = track.value(ago)
        if value is None:
            return False
        if self.longer_than is not None:
            limit = _time.length_ticks(self.longer_than)
            return (
                track.quantity is Quantity.LENGTH
                and value * _time.SECOND > limit
            )
        below = self.value_below
        return (
            below is not None
            and track.quantity is below.quantity
            and to_precision(value, track.decimals, track.rounding)
            < below.exact
        )


@final
@attrs.frozen(kw_only=True)
class EarnedRight:
    """
    A right that has arisen.

    Args:
        right: What may be done.

        since: From when on, UTC.

        until: By when it must be used, UTC; None if there is no limit.
    """

    right: str
    since_ticks: int = attrs.field(alias="since", converter=as_ticks)
    until_ticks: int | None = attrs.field(
        default=None, alias="until", converter=as_optional_ticks
    )

    @property
    def since(self) -> _time.DateTime:
        """From when on, UTC."""
        return _time.from_ticks(self.since_ticks)

    @property
    def until(self) -> _time.DateTime | None:
        """By when it must be used, UTC."""
        return as_optional_instant(self.until_ticks)


@final
@attrs.frozen(kw_only=True)
class Right:
    """
    What repeated breaches entitle to.

    >>> leave = Right(right="terminate", when=When(breaches=2))
    >>> track = Track(
    ...     commitment="uptime",
    ...     quantity=Quantity.PERCENTAGE,
    ...     outcomes=["breached", "met", "breached"],
    ... )
    >>> leave.arises(History([track]))
    True

    Args:
        right: What may be done: ``terminate``.

        when: How many breaches it takes.

        within: How long from the period's end it may be used; None for
            ever.

        effect: What follows from using it, in words.

        clause: The clause that grants it.

    Raises:
        AmountError: If *within* is no length.
    """

    right: str
    when: When
    within: Length | None = attrs.field(
        default=None, converter=as_any_length_or_none
    )
    effect: str | None = None
    clause: str | None = None

    def arises(self, history: History) -> bool:
        """
        Whether it arises with the newest period.

        Args:
            history: How the commitments fared, the newest period last.
        """
        return self.when.arises(history)

    def earned(
        self,
        history: History,
        since: int,
        zone: str,
        calendars: tuple[tuple[str, WorkCalendar], ...] = (),
    ) -> EarnedRight | None:
        """
        Return the right if it arises with the newest period.

        Args:
            history: How the commitments fared, the newest period last.

            since: The newest period's end, microseconds since the epoch,
                UTC.

            zone: The IANA zone of the agreement, in which days are counted.

            calendars: The policy's work calendars; business days and hours
                need just one.

        Raises:
            PolicyError: If it needs a work calendar that there is not.
        """
        if not self.arises(history):
            return None
        until = None
        if self.within is not None:
            until = _after(since, self.within, zone, calendars)
        return EarnedRight(right=self.right, since=since, until=until)


def _after(
    period_end: int,
    length: Length,
    zone: str,
    calendars: tuple[tuple[str, WorkCalendar], ...],
) -> int:
    """Return the instant that lies *length* after the end of a period."""
    if not isinstance(length, CalendarLength) or not length.is_business:
        return moved(period_end, length, zone)
    calendar = calendar_of(calendars, None).in_zone(zone)
    if length.unit is CalendarUnit.BUSINESS_DAY:
        return calendar.add_days_from_period_end(period_end, length.count)
    return calendar.add_hours(period_end, length.count * _time.HOUR)
