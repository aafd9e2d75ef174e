"""What forgives a few short stretches."""

import datetime as dt
import enum

from typing import ClassVar, final

import attrs

from slapolicy import _time
from slapolicy._converters import as_exact, choice
from slapolicy.errors import PolicyError
from slapolicy.figures import as_fraction
from slapolicy.periods import PeriodUnit, unit_start
from slapolicy.terms.exchange import Decision, Stretch, View


@final
class Beyond(enum.Enum):
    """What counts when there are more short stretches than are forgiven."""

    ALL = "all"
    REST = "rest"


def _as_beyond(value: Beyond | str) -> Beyond:
    """Return what counts beyond, by its name."""
    return choice(Beyond, value)


def _as_optional_unit(value: PeriodUnit | str | None) -> PeriodUnit | None:
    """Return the unit of that name, or None."""
    return None if value is None else choice(PeriodUnit, value)


def _as_number(value: int | str | None) -> int | None:
    """Return a whole number, read if it is text."""
    if value is None:
        return None
    number = as_fraction(value)
    if number < 0 or number.denominator > 1:
        PolicyError.refuse(f"at_most: {value!r} is no whole number from 0 up")
    return int(number)


@final
@attrs.frozen(kw_only=True)
class ShortExclusion:
    """
    A few short stretches are forgiven, after exclusions and merging.

    Args:
        up_to: Stretches of at most this length are short.

        at_most: How many of those that start in the period are forgiven;
            None for all.

        per: The unit at whose local start counting begins anew; None for
            the period.

        beyond: Whether all count when there are more, or only the rest.

        id: Its name in decisions; else its kind.

        clause: The clause that says so.

    Raises:
        PolicyError: If *at_most* is no whole number from 0 up.
    """

    kind: ClassVar[str] = "short"

    up_to: dt.timedelta = attrs.field(converter=as_exact)
    at_most: int | None = attrs.field(default=None, converter=_as_number)
    per: PeriodUnit | None = attrs.field(
        default=None, converter=_as_optional_unit
    )
    beyond: Beyond = attrs.field(default=Beyond.ALL, converter=_as_beyond)
    id: str | None = None
    clause: str | None = None

    def forgive(
        self, stretches: tuple[Stretch, ...], view: View
    ) -> tuple[Decision, ...]:
        """
        Return a decision for each short stretch that starts in the period.

        Args:
            stretches: Downtime after exclusions and merging.

            view: The record as the commitment sees it.
        """
        limit = _time.length_ticks(self.up_to)
        by_unit: dict[int, list[Stretch]] = {}
        for one in stretches:
            starts_here = view.start <= one.start < view.end
            if starts_here and one.end - one.start <= limit:
                unit = (
                    view.start
                    if self.per is None
                    else unit_start(one.start, self.per, view.zone)
                )
                by_unit.setdefault(unit, []).append(one)
        return tuple(
            self._decide(one, place, len(short))
            for short in by_unit.values()
            for place, one in enumerate(short)
        )

    def _decide(self, one: Stretch, place: int, number: int) -> Decision:
        """Return the decision about one of so many short stretches."""
        rule, most = self.id or self.kind, self.at_most
        spans = ((one.start, one.end),)
        if (
            most is None
            or number <= most
            or (self.beyond is Beyond.REST and place < most)
        ):
            return Decision(rule=rule, fact=one.outage, held=True, spans=spans)
        unit = "period" if self.per is None else self.per.value
        return Decision(
            rule=rule,
            fact=one.outage,
            held=False,
            reason=f"{number} were short, and {most} per {unit} are forgiven",
        )
