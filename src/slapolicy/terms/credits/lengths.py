"""Credits by the length of what went wrong: per unit, and pro rata."""

import datetime as dt
import enum

from collections.abc import Sequence
from fractions import Fraction
from typing import ClassVar, final

import attrs

from slapolicy import _time
from slapolicy._converters import as_any_length, as_exact_or_none, choice
from slapolicy._pairs import Pair
from slapolicy.amounts import Amount
from slapolicy.downtime import (
    GrainRounding,
    as_grain_rounding,
    clip_pieces,
    grained,
    weighed,
)
from slapolicy.errors import PolicyError
from slapolicy.lengths import (
    CalendarLength,
    CalendarUnit,
    Length,
    exact,
)
from slapolicy.terms.credits._pricing import (
    ONCE,
    Price,
    Times,
    UnitRounding,
    as_times,
    as_unit_rounding,
    priced,
    unreadable,
)
from slapolicy.terms.exchange import (
    Award,
    Basis,
    Reading,
    as_amount,
    calendar_of,
)


@final
class LengthRead(enum.Enum):
    """Which length of a reading is paid for."""

    DOWNTIME = "downtime"
    EXCESS = "excess"


@final
class Each(enum.Enum):
    """What units are counted for."""

    PERIOD = "period"
    OUTAGE = "outage"


def _as_length_read(value: LengthRead | str) -> LengthRead:
    """Return the length to read, by its name."""
    return choice(LengthRead, value)


def _as_each(value: Each | str) -> Each:
    """Return what units are counted for, by its name."""
    return choice(Each, value)


@final
@attrs.frozen
class _Part:
    """The part of a reading that is paid for, of one outage or of all."""

    subject: str
    length: Fraction | int
    pieces: tuple[Pair, ...]
    weights: tuple[Fraction, ...] | None


@final
@attrs.frozen(kw_only=True)
class PerUnitCredit:
    """
    An amount for each unit of downtime, or of what exceeds the target.

    Args:
        amount: What one unit is worth.

        unit: How long a unit is; with a calendar also in business days or
            hours.

        reads: Downtime, or what exceeds the target.

        rounding: How many units a length is.

        grace: How much of it is free.

        each: Whether units are counted over the period or for each outage.

        of: The sum of which shares are taken.

        times: How many times it is due.

        calendar: The work calendar outside of which time is not paid for.

    Raises:
        PolicyError: If the unit has no length.
    """

    kind: ClassVar[str] = "per-unit"

    amount: Amount = attrs.field(converter=as_amount)
    unit: Length = attrs.field(converter=as_any_length)
    reads: LengthRead = attrs.field(
        default=LengthRead.DOWNTIME, converter=_as_length_read
    )
    rounding: UnitRounding = attrs.field(
        default=UnitRounding.EXACT, converter=as_unit_rounding
    )
    grace: dt.timedelta | None = attrs.field(
        default=None, converter=as_exact_or_none
    )
    each: Each = attrs.field(default=Each.PERIOD, converter=_as_each)
    of: str = "fee"
    times: Times = attrs.field(default=ONCE, converter=as_times)
    calendar: str | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse a unit without length."""
        if not self.unit_ticks:
            PolicyError.refuse("unit: a unit has a length")

    @property
    def in_days(self) -> bool:
        """Whether it counts the business days that are touched."""
        return (
            isinstance(self.unit, CalendarLength)
            and self.unit.unit is CalendarUnit.BUSINESS_DAY
        )

    @property
    def in_hours(self) -> bool:
        """Whether it reads only time inside a work calendar."""
        return self.calendar is not None or (
            isinstance(self.unit, CalendarLength) and self.unit.is_business
        )

    @property
    def unit_ticks(self) -> int:
        """The unit in microseconds, or a number of business days."""
        if isinstance(self.unit, CalendarLength) and self.unit.is_business:
            return self.unit.count * (1 if self.in_days else _time.HOUR)
        return _time.length_ticks(exact(self.unit))

    def award(self, reading: Reading, basis: Basis) -> Award:
        """
        Return the amount for each unit of what is read.

        Args:
            reading: What was measured, with its excess.

            basis: What money needs to know.
        """
        parts = _parts(reading, self.reads)
        if parts is None:
            return unreadable(self.kind, self.reads.value, reading)
        if self.each is Each.PERIOD:
            parts = [_joined(reading, parts, self.reads)]
        prices = [
            Price(self.amount, self._units(part, basis), part.subject)
            for part in parts
        ]
        return priced(self.kind, prices, basis, of=self.of, times=self.times)

    def _units(self, part: _Part, basis: Basis) -> Fraction:
        """Return how many units one part is."""
        length: Fraction | int = part.length
        if self.in_hours:
            length = self._inside(part, basis)
        grace = 0
        if self.grace is not None and not self.in_days:
            grace = _time.length_ticks(self.grace)
        units = Fraction(max(length - grace, 0)) / self.unit_ticks
        return self.rounding.of(units)

    def _inside(self, part: _Part, basis: Basis) -> Fraction | int:
        """Return the length inside the calendar, or its days touched."""
        if not part.pieces:
            return 0
        calendar = calendar_of(basis.calendars, self.calendar)
        start, end = part.pieces[0][0], part.pieces[-1][1]
        opened = calendar.open_pairs(start, end)
        pieces, weights = clip_pieces(part.pieces, part.weights, opened)
        if self.in_days:
            return calendar.days_touched(pieces)
        return weighed(pieces, weights)


def _parts(reading: Reading, reads: LengthRead) -> list[_Part] | None:
    """Return what is paid for of each outage, in order of time."""
    if reading.downtime is None or reading.excess is None:
        return None
    # What the target allows is used up by the first downtime.
    free: Fraction | int = 0
    if reads is LengthRead.EXCESS:
        free = reading.downtime - reading.excess
    parts = []
    for one in sorted(reading.stretches, key=lambda one: one.start):
        used = min(free, one.counted)
        free -= used
        pieces, weights = _after(one.pieces, one.weights, used)
        parts.append(_Part(one.outage, one.counted - used, pieces, weights))
    return parts


def _after(
    pieces: Sequence[Pair],
    weights: Sequence[Fraction] | None,
    used: Fraction | int,
) -> tuple[tuple[Pair, ...], tuple[Fraction, ...] | None]:
    """Return what is left of pieces after their first *used* time."""
    kept: list[Pair] = []
    heavy: list[Fraction] = []
    for place, (start, end) in enumerate(pieces):
        weight = ONCE if weights is None else weights[place]
        length = (end - start) * weight
        if used >= length:
            used -= length
            continue
        skipped = (Fraction(used) / weight).__ceil__()
        kept.append((start + skipped, end))
        heavy.append(weight)
        used = 0
    return tuple(kept), None if weights is None else tuple(heavy)


def _joined(reading: Reading, parts: list[_Part], reads: LengthRead) -> _Part:
    """Return all parts as one, for the reading as a whole."""
    length = (
        reading.downtime if reads is LengthRead.DOWNTIME else reading.excess
    )
    weighted = any(part.weights is not None for part in parts)
    return _Part(
        reading.subject,
        length or 0,
        tuple(piece for part in parts for piece in part.pieces),
        tuple(
            weight
            for part in parts
            for weight in part.weights or (ONCE,) * len(part.pieces)
        )
        if weighted
        else None,
    )


@final
@attrs.frozen(kw_only=True)
class ProRataCredit:
    """
    The share of the fee for the time that is read.

    Args:
        reads: Downtime, or what exceeds the target.

        grain: To what length that time is rounded first.

        grain_rounding: Which way.

        of: The sum of which the share is taken.

        times: How many times it is due.

    Raises:
        PolicyError: If the grain has no length.
    """

    kind: ClassVar[str] = "pro-rata"

    reads: LengthRead = attrs.field(
        default=LengthRead.DOWNTIME, converter=_as_length_read
    )
    grain: dt.timedelta | None = attrs.field(
        default=None, converter=as_exact_or_none
    )
    grain_rounding: GrainRounding = attrs.field(
        default=GrainRounding.DOWN, converter=as_grain_rounding
    )
    of: str = "fee"
    times: Times = attrs.field(default=ONCE, converter=as_times)

    def __attrs_post_init__(self) -> None:
        """Refuse a grain without length."""
        if self.grain is not None and not self.grain:
            PolicyError.refuse("grain: 0 rounds nothing; leave it out")

    def award(self, reading: Reading, basis: Basis) -> Award:
        """
        Return fee × time / the length that the fee is for.

        Args:
            reading: What was measured, with its excess.

            basis: What money needs to know.
        """
        length = (
            reading.downtime
            if self.reads is LengthRead.DOWNTIME
            else reading.excess
        )
        if length is None:
            return unreadable(self.kind, self.reads.value, reading)
        grain = None if self.grain is None else _time.length_ticks(self.grain)
        paid = grained(length, grain, self.grain_rounding)
        share = Fraction(paid) / basis.length
        price = Price(None, share, reading.subject)
        return priced(self.kind, [price], basis, of=self.of, times=self.times)
