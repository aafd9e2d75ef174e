"""What the events of a calendar say, each for itself."""

import contextlib
import datetime as dt

from collections.abc import Iterator
from typing import TYPE_CHECKING, final

from slapolicy import _time
from slapolicy._pairs import Pair
from slapolicy.errors import AmountError, DocumentError, MissingExtraError
from slapolicy.sources._exports import refuse
from slapolicy.sources._gather import note_of
from slapolicy.sources._nodes import sane


if TYPE_CHECKING:
    from icalendar import Component


NEEDED = "calendars need the packages icalendar and recurring-ical-events"
_MAINTNOTE = "X-MAINTNOTE-"


@contextlib.contextmanager
def reading(where: str) -> Iterator[None]:
    """
    Turn whatever a stranger's calendar makes of its parser into ours.

    Args:
        where: What stands before what is wrong.

    Yields:
        Nothing.

    Raises:
        DocumentError: If anything goes wrong.

        MissingExtraError: If a package is missing.
    """
    try:
        yield
    except (DocumentError, MissingExtraError):
        raise
    except Exception as error:  # noqa: BLE001  (any, from parsers not ours)
        said = str(error) or type(error).__name__
        refuse(where, f"{said}; is this a calendar?")


@final
class Event:
    """
    One revision of an event, or an exception of a series.

    Args:
        component: What the calendar says.

        where: What stands before what is wrong with it.

        timezone: The IANA zone of whole days and of times that float.

    Raises:
        DocumentError: If it does not read.
    """

    def __init__(
        self, component: "Component", where: str, timezone: str | None
    ) -> None:
        self.component = component
        self.where = where
        self._timezone = timezone
        with reading(where):
            if component.errors:
                key, why = component.errors[0]
                refuse(where, f"{key}: {why}")
            self.uid = self._text("UID") or where
            self.key = (self.uid, self._text("RECURRENCE-ID"))
            stamp = component.get("DTSTAMP")
            self.stamp = None if stamp is None else self.ticks(stamp.dt)
            self.span = self._span()
            sequence = self._text("SEQUENCE") or "0"
            # Some send no numbers, and the later notice counts.
            self.revision = (int(sequence), self.stamp or 0)
        self.recurs = bool(
            self.key[1] or {"RRULE", "RDATE"} & {*map(str, component)}
        )

    @property
    def is_notice(self) -> bool:
        """Whether a carrier sent it to its customers."""
        return any(str(key).startswith(_MAINTNOTE) for key in self.component)

    def _text(self, key: str) -> str:
        """Return a property as text, empty where there is none."""
        value = self.component.get(key)
        if isinstance(value, list):
            value = value[-1]
        if value is None:
            return ""
        moment = getattr(value, "dt", None)
        return str(value if moment is None else self.ticks(moment))

    def ticks(self, moment: object) -> int:
        """
        Return the instant of a date or a time.

        Args:
            moment: A date, or a time of it.

        Raises:
            AmountError: If it is in no time zone, or beyond reason.
        """
        zone = self._timezone
        if isinstance(moment, dt.datetime):
            if moment.tzinfo is not None:
                # A wall time that its day skips moves forward by the gap.
                return sane(_time.ticks(moment))
            if zone is not None:
                return sane(_time.resolve(moment, zone))
        elif isinstance(moment, dt.date) and zone is not None:
            return sane(_time.midnight(moment, zone))
        msg = f"{moment} is in no time zone; name the timezone"
        raise AmountError(msg)

    def _span(self) -> Pair:
        """Return when it begins and ends."""
        start: object = getattr(self.component, "start", None)
        end: object = getattr(self.component, "end", None)
        return self.ticks(start), self.ticks(end)

    def counts(self, *, tentative: bool) -> bool:
        """
        Whether the maintenance took place, as far as it says.

        Args:
            tentative: Whether maintenance counts that was never confirmed.
        """
        status = {
            self._text("STATUS").upper(),
            self._text(f"{_MAINTNOTE}STATUS").upper(),
        }
        if "CANCELLED" in status:
            return False
        return tentative or "TENTATIVE" not in status

    def objects(self) -> list[str | None]:
        """Return what it has an impact on; nothing named is everything."""
        found = self.component.get(f"{_MAINTNOTE}OBJECT-ID")
        if found is None:
            idle = self._text(f"{_MAINTNOTE}IMPACT").upper() == "NO-IMPACT"
            return [] if idle else [None]
        return [
            str(one)
            for one in (found if isinstance(found, list) else [found])
            if str(
                getattr(one, "params", {}).get(f"{_MAINTNOTE}OBJECT-IMPACT")
            ).upper()
            != "NO-IMPACT"
        ]

    @property
    def note(self) -> str | None:
        """What people call it."""
        return note_of(self._text("SUMMARY"))
