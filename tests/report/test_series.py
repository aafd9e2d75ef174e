"""A series: a calendar of downtime, and a table that adds up."""

from slapolicy import Evaluation, report
from tests.report.cases import MONTH, RTL, SCRIPT, Page, evaluated, hostile


SEPTEMBER = """\
period: 2026-09
timezone: Europe/Rome
outages:
  - {id: o1, start: 2026-09-30 12:00, end: 2026-10-01 02:00}
"""


def page(*found: Evaluation, lang: str = "en") -> Page:
    """Return the page of evaluations."""
    return Page(report.series(found, lang))


def labels(found: Page) -> list[str | None]:
    """Return what the days say that were down."""
    return [
        one["aria-label"]
        for one in found.named("g")
        if one.get("class") == "day"
    ]


class TestSeries:
    """The function `series`."""

    def test_a_day_says_how_long_it_was_down(self) -> None:
        """An outage over midnight is in both days."""
        assert [
            "web, October 3, 2026: 2 hours",
            "web, October 24, 2026: 4 hours",
            "web, October 25, 2026: 10 hours",
        ] == labels(page(evaluated()))

    def test_the_longer_the_darker(self) -> None:
        """Up to five minutes, half an hour, four hours, and more."""
        shades = [
            one["class"]
            for one in page(evaluated()).named("rect")
            if one["class"] != "heat-0" and "y" in one and one["y"] != "1"
        ]
        assert ["heat-3", "heat-3", "heat-4"] == shades

    def test_periods_stand_in_order(self) -> None:
        """By service, then by time, whatever order they come in."""
        one, other = evaluated(month=SEPTEMBER), evaluated(month=MONTH)
        assert report.series([one, other]) == report.series([other, one])

    def test_the_total_is_of_all(self) -> None:
        """In each currency; what is not known is said, not summed."""
        one = evaluated(month=SEPTEMBER)
        open_ = evaluated(credit="{kind: unspecified, text: some}")
        found = page(one, evaluated(), open_).text
        assert "Total 3.50 EUR" in found
        assert "1 credit is not determined, and not in the total" in found

    def test_without_sums_there_is_no_total(self) -> None:
        """It would be 0, and that is not known."""
        open_ = evaluated(credit="{kind: unspecified, text: some}")
        assert "Total" not in page(open_).text

    def test_several_services_are_a_fleet(self) -> None:
        """Each has its own rows."""
        other = evaluated(service="{id: db, fee: 5.00 EUR}")
        found = page(evaluated(), other)
        assert ["db", "web"] == [
            word for word in found.words if word in {"db", "web"}
        ][:2]

    def test_italian(self) -> None:
        """The same in another language."""
        assert "web, 3 ottobre 2026: 2 ore" in labels(
            page(evaluated(), lang="it")
        )

    def test_nothing_is_a_page_too(self) -> None:
        """A fleet may be empty."""
        assert [] == labels(page())

    def test_states_are_the_worst_of_a_period(self) -> None:
        """A breach before what cannot be told, that before what was kept."""
        quiet = evaluated(month="period: 2026-10\n")
        dark = evaluated(
            credit="{kind: flat, amount: 1.00 EUR}",
            month="period: 2026-10\ntimezone: UTC\nunobserved: "
            "[{start: 2026-09-30T22:00Z, end: 2026-10-31T23:00Z}]",
        )
        rows = [
            one.get("class")
            for one in page(evaluated(), quiet, dark).named("tr")
        ]
        assert {"breached", "undetermined", "met"} <= set(rows)

    def test_text_stays_text(self) -> None:
        """Also in a drawing."""
        found = page(hostile(SCRIPT), hostile(RTL))
        assert [] == found.named("script") + found.named("img")
        assert [] == found.open
