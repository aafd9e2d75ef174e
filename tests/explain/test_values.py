"""Figures, sums, lengths and times, as each language writes them."""

import datetime as dt
import re

from fractions import Fraction

import pytest

from slapolicy import _time
from slapolicy.amounts import Extension
from slapolicy.explain.language import Language, Value, as_tree
from slapolicy.explain.values import (
    OR,
    Day,
    Elapsed,
    Extent,
    Instant,
    Listing,
    Longer,
    Number,
    Percentage,
    PeriodName,
    Stay,
    Sum,
    elapsed_text,
    of_figure,
)
from slapolicy.figures import Figure
from slapolicy.lengths import Length, parse_length
from slapolicy.periods import parse_label
from tests.explained import EN, IT, english, italian


ROME = "Europe/Rome"


def ticks(text: str) -> int:
    """Return an instant, in Rome if it says no offset."""
    return _time.ticks(_time.parse_instant(text, ROME))


@pytest.mark.parametrize(
    ("value", "en", "it", "tree"),
    [
        (Number(Fraction(15, 2)), "7.5", "7,5", "7.5"),
        (Number(Fraction(24, 745)), "24/745", "24/745", "24/745"),
        (Percentage("99.70%"), "99.70 %", "99,70 %", "99.70%"),
        (Sum(Fraction(1), "EUR"), "1.00 EUR", "1,00 EUR", "1.00 EUR"),
        (Sum(Fraction(5), "JPY"), "5 JPY", "5 JPY", "5 JPY"),
        (
            Sum(Fraction(32215, 10000), "EUR"),
            "3.2215 EUR",
            "3,2215 EUR",
            "6443/2000 EUR",
        ),
        (
            Sum(Fraction(1, 3), "EUR"),
            "about 0.333333 EUR",
            "circa 0,333333 EUR",
            "1/3 EUR",
        ),
        (
            Longer(Extension(Fraction(5, 2), "day")),
            "2.5 days",
            "2,5 giorni",
            "2.5 days",
        ),
        (Longer(Extension(1, "month")), "1 month", "1 mese", "1 month"),
        (
            Day(dt.date(2026, 10, 3)),
            "October 3, 2026",
            "3 ottobre 2026",
            "2026-10-03",
        ),
        (
            Day(dt.date(2026, 5, 1)),
            "May 1, 2026",
            "1º maggio 2026",
            "2026-05-01",
        ),
        (
            of_figure(Figure.parse("99.9%")),
            "99.9 %",
            "99,9 %",
            "99.9%",
        ),
        (of_figure(Figure.parse("2 hours")), "2 hours", "2 ore", "PT2H"),
        (of_figure(Figure.parse("2.5")), "2.5", "2,5", "2.5"),
    ],
    ids=str,
)
def test_written(value: Value, en: str, it: str, tree: str) -> None:
    """Each language writes a value as its readers do; programs its text."""
    assert (en, it, tree) == (english(value), italian(value), as_tree(value))


@pytest.mark.parametrize(
    ("length", "en", "it"),
    [
        ("0 seconds", "0 seconds", "0 secondi"),
        ("1 second", "1 second", "1 secondo"),
        ("1.5 seconds", "1.5 seconds", "1,5 secondi"),
        ("1 microsecond", "0.000001 seconds", "0,000001 secondi"),
        ("60 minutes", "1 hour", "1 ora"),
        ("150 minutes", "2 hours 30 minutes", "2 ore e 30 minuti"),
        ("3601 seconds", "1 hour 1 second", "1 ora e 1 secondo"),
        (
            "4518 seconds",
            "1 hour 15 minutes 18 seconds",
            "1 ora, 15 minuti e 18 secondi",
        ),
        ("7 days", "7 days", "7 giorni"),
        ("1 week", "1 week", "1 settimana"),
        ("1 month", "1 month", "1 mese"),
        ("2 years", "2 years", "2 anni"),
        ("1 business day", "1 business day", "1 giorno lavorativo"),
        ("4 business hours", "4 business hours", "4 ore lavorative"),
    ],
)
def test_lengths(length: str, en: str, it: str) -> None:
    """Lengths are said in hours, minutes and seconds, or as written."""
    value = Extent(parse_length(length))
    assert (en, it) == (english(value), italian(value))


@pytest.mark.parametrize("language", [EN, IT])
def test_each_second_of_two_hours(language: Language) -> None:
    """What is said adds up to the length, the longest part first."""
    units = {"h": 3600, "o": 3600, "m": 60, "s": 1}
    for seconds in range(7200):
        said = elapsed_text(seconds * _time.SECOND, language)
        parts = [
            (int(number), units[unit])
            for number, unit in re.findall(r"([0-9]+) ([homs])", said)
        ]
        assert seconds == sum(number * unit for number, unit in parts)
        assert parts == sorted(parts, key=lambda part: -part[1])
        assert all(number for number, _ in parts) or said[:2] == "0 "


def test_length_of_a_share() -> None:
    """What is finer than a microsecond is not shown."""
    assert "0.333333 seconds" == english(Elapsed(Fraction(1_000_000, 3)))


@pytest.mark.parametrize(
    ("length", "tree"),
    [
        (dt.timedelta(minutes=90), "90 minutes"),
        (parse_length("7 days"), "7 days"),
    ],
)
def test_length_for_programs(length: Length, tree: str) -> None:
    """For programs a length is as documents write it."""
    assert tree == as_tree(Extent(length))


class TestInstant:
    """Instants by a wall clock."""

    def test_minutes(self) -> None:
        """Seconds are said where there are any, and no needless noughts."""
        said = [
            english(Instant(ticks(f"2026-10-03 {time}"), ROME))
            for time in ("08:15", "08:15:30", "08:15:30.500")
        ]
        assert [
            "October 3, 2026, 08:15",
            "October 3, 2026, 08:15:30",
            "October 3, 2026, 08:15:30.5",
        ] == said

    def test_zone(self) -> None:
        """The zone is said where it is asked for."""
        value = Instant(ticks("2026-10-03 08:15"), ROME, says_zone=True)
        assert "October 3, 2026, 08:15 (Europe/Rome time)" == english(value)
        assert "3 ottobre 2026, ore 08:15 (ora di Europe/Rome)" == (
            italian(value)
        )

    def test_hour_that_exists_twice(self) -> None:
        """In the hour that exists twice the offset tells which is meant."""
        said = [
            english(Instant(ticks(f"2026-10-25T02:30{offset}"), ROME))
            for offset in ("+02:00", "+01:00")
        ]
        assert [
            "October 25, 2026, 02:30 UTC+02:00",
            "October 25, 2026, 02:30 UTC+01:00",
        ] == said

    def test_tree(self) -> None:
        """For programs it is in UTC."""
        value = Instant(ticks("2026-10-03 08:15"), ROME)
        assert "2026-10-03T06:15:00Z" == as_tree(value)


class TestStay:
    """Spans by a wall clock."""

    def test_one_day(self) -> None:
        """The date of a span within one day is said once."""
        value = Stay(
            ticks("2026-10-03 02:00"), ticks("2026-10-03 04:30"), ROME
        )
        assert "October 3, 2026, 02:00 to 04:30" == english(value)
        assert "3 ottobre 2026, ore 02:00–04:30" == italian(value)

    def test_two_days(self) -> None:
        """Any other span says both dates."""
        value = Stay(
            ticks("2026-10-03 22:00"), ticks("2026-10-04 00:00"), ROME
        )
        assert "October 3, 2026, 22:00 to October 4, 2026, 00:00" == (
            english(value)
        )
        assert "3 ottobre 2026, ore 22:00 – 4 ottobre 2026, ore 00:00" == (
            italian(value)
        )

    def test_tree(self) -> None:
        """For programs it is both ends in UTC."""
        value = Stay(0, _time.HOUR, ROME)
        assert {
            "start": "1970-01-01T00:00:00Z",
            "end": "1970-01-01T01:00:00Z",
        } == as_tree(value)


@pytest.mark.parametrize(
    ("label", "en", "it"),
    [
        ("2026-10-03", "the day October 3, 2026", "il giorno 3 ottobre 2026"),
        ("2026-W05", "week 5 of 2026", "la settimana 5 del 2026"),
        ("2026-10", "October 2026", "ottobre 2026"),
        ("2026-Q3", "quarter 3 of 2026", "il trimestre 3 del 2026"),
        ("2026", "the year 2026", "l'anno 2026"),
        (
            "2026-02-28/2026-03-31",
            "the period from February 28, 2026 up to March 31, 2026",
            (
                "il periodo dal giorno 28 febbraio 2026 al giorno 31 marzo "
                "2026 escluso"
            ),
        ),
        (
            "2026-10-03T10:00:00Z/2026-10-04T10:00:00Z",
            "the period from October 3, 2026, 12:00 to October 4, 2026, 12:00",
            "il periodo 3 ottobre 2026, ore 12:00 – 4 ottobre 2026, ore 12:00",
        ),
    ],
)
def test_periods(label: str, en: str, it: str) -> None:
    """A period is said as the unit of the calendar that it is."""
    value = PeriodName(label, *parse_label(label, ROME), ROME)
    assert (en, it, label) == (english(value), italian(value), as_tree(value))


class TestListing:
    """Several things, one after the other."""

    @pytest.mark.parametrize(
        ("items", "en", "it"),
        [
            ("a", "a", "a"),
            ("ab", "a and b", "a e b"),
            ("abc", "a, b and c", "a, b e c"),
        ],
    )
    def test_and(self, items: str, en: str, it: str) -> None:
        """The last is joined by a word."""
        value = Listing.of(items)
        assert (en, it) == (english(value), italian(value))

    def test_or(self) -> None:
        """The word may be another."""
        assert "a, b or c" == english(Listing.of("abc", last=OR))

    def test_semicolons(self) -> None:
        """Things with commas of their own are kept apart by semicolons."""
        assert "a, b; c" == english(Listing.of(["a, b", "c"], last=None))

    def test_most(self) -> None:
        """Of many only the first are named, but never one more is hidden."""
        said = [
            english(Listing.of(items, most=2)) for items in ("abc", "abcd")
        ]
        assert ["a, b and c", "a, b and 2 more"] == said

    def test_tree(self) -> None:
        """For programs it is a list."""
        assert ["a", 1, "99%"] == as_tree(
            Listing.of(["a", 1, Percentage("99%")])
        )
