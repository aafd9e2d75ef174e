"""
Public holidays, from the package ``holidays`` (``slapolicy[calendars]``).
"""

import datetime as dt
import functools

from typing import final

import attrs

from slapolicy._extras import extra
from slapolicy.errors import PolicyError


@final
@attrs.frozen
class HolidaysOf:
    """
    The public holidays of a country, or of a part of it.

    They come from the package ``holidays`` (``slapolicy[calendars]``), which
    is imported when a day is looked up.

    Args:
        country: ISO 3166-1, such as ``IT``.

        subdivision: As ``holidays`` names it, such as ``RM``.
    """

    country: str
    subdivision: str | None = None

    def in_year(self, year: int) -> frozenset[dt.date]:
        """
        Return the holidays of a year.

        Args:
            year: Such as 2026.

        Raises:
            PolicyError: If there is no such country or subdivision.

            MissingExtraError: If the package is not installed.
        """
        return _holidays(self.country, self.subdivision, year)


@functools.lru_cache(maxsize=1024)
def _holidays(
    country: str, subdivision: str | None, year: int
) -> frozenset[dt.date]:
    """Return the public holidays of a year."""
    with extra("calendars", "holidays of a country need the package holidays"):
        import holidays  # noqa: PLC0415  (an extra, and slow to import)
    # Without a language the package asks the machine's environment for one.
    languages = holidays.list_localized_countries().get(country, ["en_US"])
    try:
        found = holidays.country_holidays(
            country, subdivision, years=year, language=languages[0]
        )
    except NotImplementedError:
        place = "-".join(filter(None, (country, subdivision)))
        fault = PolicyError.of(
            f"{place!r} has no known holidays; give an ISO 3166 country such "
            f"as 'IT' and a subdivision of it, or list the dates",
            path="holidays",
        )
        raise fault from None
    return frozenset(found)
