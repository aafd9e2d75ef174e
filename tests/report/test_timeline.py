"""The timeline: every stretch where it lies, and what made it so."""

from fractions import Fraction

from slapolicy.explain import Language
from slapolicy.report._timeline import patterns, timeline
from tests.report.cases import Page, evaluated


EN = Language.of("en")
SLICED = "\n    slice: 24 hours"
WEIGHTED = """\
period: 2026-10
timezone: Europe/Rome
outages:
  - {id: o1, start: 2026-10-03 02:00, end: 2026-10-03 04:00, impact: "0.5"}
  - {id: o2, start: 2026-10-06 02:00, end: 2026-10-10 02:00}
"""


def drawn(anchor: str | None = "line", **given: str) -> Page:
    """Return the timeline of the first promise."""
    evaluation = evaluated(**given)
    found = timeline(evaluation, evaluation.results[0], EN, anchor)
    return Page(found.source)


def share(text: str | None) -> Fraction:
    """Return a percentage."""
    return Fraction((text or "").removesuffix("%"))


class TestTimeline:
    """The function `timeline`."""

    def test_rows_hold_the_whole_period(self) -> None:
        """All the bars together are as wide as the period is long."""
        bars = [
            one for one in drawn().named("rect") if "%" in str(one["width"])
        ]
        total = sum(share(one["width"]) for one in bars)
        # The widest row has 169 hours, the period 745.
        assert abs(total - Fraction(74500, 169)) < Fraction(1, 100)

    def test_a_stretch_tells_its_rule_and_its_fact(self) -> None:
        """For who points at it, and for who hears it."""
        found = drawn()
        expected = (
            "Excluded: October 3, 2026, 02:00 to 02:30, 30 minutes; "
            "fact: m1; rule: planned"
        )
        assert expected in [one["aria-label"] for one in found.named("a")]
        assert found.text.count(expected) == 2

    def test_all_but_up_can_be_reached_by_keyboard(self) -> None:
        """Each leads to its own line of the ledger."""
        links = [one["href"] for one in drawn().named("a")]
        assert ["#line-1", "#line-2", "#line-4", "#line-6", "#line-8"] == links

    def test_without_a_ledger_nothing_leads_to_it(self) -> None:
        """A notebook's stretches can still be reached and heard."""
        found = drawn(anchor=None)
        assert [] == found.named("a")
        stretches = [
            one for one in found.named("g") if one.get("tabindex") == "0"
        ]
        assert ["img"] * 5 == [one["role"] for one in stretches]

    def test_a_stretch_over_two_rows_is_one(self) -> None:
        """It has two bars, and one place to stop at."""
        found = drawn(month=WEIGHTED)
        bars = [
            one
            for one in found.named("rect")
            if one["class"] == "fill-counted edge-counted" and "y" in one
        ]
        assert 2 == len(found.named("a"))
        assert ["20", "20", "70"] == [
            one["y"] for one in bars if "%" in str(one["width"])
        ]

    def test_a_weight_is_said(self) -> None:
        """Where half of it counts."""
        metric = "{kind: flat, amount: 1.00 EUR}"
        evaluation = evaluated(credit=metric, month=WEIGHTED, weighted="true")
        found = timeline(evaluation, evaluation.results[0], EN, "line")
        assert "fact: o1; weight: 0.5" in found.source

    def test_the_legend_adds_up_to_the_period(self) -> None:
        """Each state that occurs, with all of its time."""
        found = drawn(month="period: 2026-10\n")
        assert found.text.endswith("Up: 745 hours")

    def test_a_metric_without_downtime_has_none(self) -> None:
        """There is nothing to draw."""
        service = "{id: web, fee: 10.00 EUR, attributes: {plan: tin}}"
        only = (
            "{kind: flat, amount: 1.00 EUR}\n"
            "    applies_if: [{attribute: plan, is: gold}]"
        )
        assert [] == drawn(credit=only, service=service).tags

    def test_now_lies_within_the_period(self) -> None:
        """At its end there is no more to come."""
        classes = [one["class"] for one in drawn().named("line")]
        assert {"tick"} == set(classes)

    def test_now_may_be_where_the_period_begins(self) -> None:
        """Nothing has happened yet."""
        found = drawn(month="period: 2026-10\n", as_of="2026-09-30T22:00Z")
        now = [one for one in found.named("line") if one["class"] == "now"]
        assert ["0.0000%"] == [one["x1"] for one in now]


class TestPatterns:
    """The function `patterns`."""

    def test_each_is_named(self) -> None:
        """As the style refers to it."""
        ids = [one["id"] for one in Page(patterns().source).named("pattern")]
        assert [
            "slapolicy-excluded",
            "slapolicy-ignored",
            "slapolicy-unobserved",
        ] == ids
