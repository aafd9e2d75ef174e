"""Several sources about one service, and the rules that merge them."""

import attrs
import pytest

from slapolicy.errors import RecordError, messages
from slapolicy.facts import Unobserved
from slapolicy.sources import Import, MergeRule, merge
from slapolicy.spans import SpanSet
from tests.sources.exported import MARCH, covered, down, gaps, worked
from tests.sources.test_imports import (
    WEB,
    gap,
    history,
    maintenance,
    of,
    outage,
    span,
)


ONE = history(
    "web",
    outage("1", "10T08:00/10T09:00"),
    outage("2", "20T08:00/20T09:00"),
)
OTHER = history(
    "web",
    outage("3", "10T08:30/10T09:30"),
    outage("4", "30T08:00"),
)


def other(*histories: object) -> Import:
    """Return another source."""
    return Import(source="y", histories=histories)  # type: ignore[arg-type] # they are


class TestRules:
    """What is true where sources differ."""

    def test_union(self) -> None:
        """Down where any of them says so."""
        found = merge(of(ONE), other(OTHER), rule="union")

        assert "x+y" == found.source
        assert [
            "2026-03-10T08:00:00Z/2026-03-10T09:00:00Z",
            "2026-03-20T08:00:00Z/2026-03-20T09:00:00Z",
            "2026-03-10T08:30:00Z/2026-03-10T09:30:00Z",
            "2026-03-30T08:00:00Z/…",
        ] == down(found, "web")

    def test_agree(self) -> None:
        """Down where all say so that were watching."""
        found = merge(of(ONE), other(OTHER), rule=MergeRule.AGREE)

        assert SpanSet.of(span("10T08:30/10T09:00")) == SpanSet.of_pairs(
            pair
            for pair in found.history("web").down.pairs
            if pair[0] < MARCH.end_ticks
        ).clipped(MARCH)

    def test_agree_where_one_was_watching(self) -> None:
        """Who was not looking has no say."""
        half = history("web", coverage=SpanSet.of(span("15T00:00/31T00:00")))
        found = merge(of(ONE), other(half), rule="agree")

        assert ["2026-03-10T08:00:00Z/2026-03-10T09:00:00Z"] == down(
            found, "web"
        )

    def test_prefer(self) -> None:
        """The first speaks where it was watching, the others elsewhere."""
        half = history(
            "web",
            outage("1", "10T08:00/10T09:00"),
            coverage=SpanSet.of(span("01T00:00/30T10:00")),
        )
        found = merge(of(half), other(OTHER), rule="prefer")

        assert [
            "2026-03-10T08:00:00Z/2026-03-10T09:00:00Z",
            "2026-03-30T10:00:00Z/…",
        ] == down(found, "web")
        assert "x:4#1" == found.history("web").outages[1].id

    def test_of_no_such_name(self) -> None:
        """A rule is named, never guessed."""
        with pytest.raises(ValueError, match="'majority' is not a valid"):
            merge(of(ONE), rule="majority")


class TestFacts:
    """What stands in several."""

    def test_outage_with_one_id_stands_once(self) -> None:
        """The one that is known to be over goes before one that lasts."""
        lasting = history("web", outage("4", "30T08:00"))
        over = history("web", outage("4", "30T08:00/30T09:00"))
        expected = ["2026-03-30T08:00:00Z/2026-03-30T09:00:00Z"]

        assert expected == down(
            merge(of(lasting), of(over), rule="union"), "web"
        )
        assert expected == down(
            merge(of(over), of(lasting), rule="union"), "web"
        )

    def test_maintenance_stands_once(self) -> None:
        """The same window is the same maintenance, whatever the rule."""
        one = history("web", work=(maintenance("1", "22T01:00/22T03:00"),))
        two = history("web", work=(maintenance("2", "22T01:00/22T03:00"),))
        moved = history("web", work=(maintenance("1", "23T01:00/23T03:00"),))

        assert ["2026-03-22T01:00:00Z/2026-03-22T03:00:00Z"] == worked(
            merge(of(one), other(two), rule="agree"), "web"
        )
        assert ["2026-03-23T01:00:00Z/2026-03-23T03:00:00Z"] == worked(
            merge(of(one), of(moved), rule="prefer"), "web"
        )

    def test_maintenance_that_was_announced(self) -> None:
        """Of two that are the same, the one that was announced."""
        told = attrs.evolve(
            maintenance("1", "22T01:00/22T03:00"), announced=MARCH.start
        )
        silent = maintenance("2", "22T01:00/22T03:00")
        for order in ((told, silent), (silent, told)):
            found = merge(
                *(of(history("web", work=(one,))) for one in order),
                rule="union",
            )

            assert (told,) == found.history("web").maintenance

    def test_gap_that_another_watched(self) -> None:
        """What one of them observed was observed."""
        blind = history(
            "web",
            coverage=SpanSet.empty(),
            gaps=(
                gap("1", "10T00:00/12T00:00"),
                gap("2", "11T00:00/13T00:00"),
            ),
        )
        half = history("web", coverage=SpanSet.of(span("10T06:00/10T12:00")))
        found = merge(of(blind), other(half), rule="union")

        assert [
            "2026-03-10T00:00:00Z/2026-03-10T06:00:00Z",
            "2026-03-10T12:00:00Z/2026-03-12T00:00:00Z",
            "2026-03-12T00:00:00Z/2026-03-13T00:00:00Z",
        ] == gaps(found, "web")
        assert ["2026-03-10T06:00:00Z/2026-03-10T12:00:00Z"] == covered(
            found, "web"
        )

    def test_gap_that_nobody_watched(self) -> None:
        """It stays what it is."""
        blind = history("web", gaps=(gap("1", "10T00:00/12T00:00"),))

        assert blind.unobserved == (
            merge(of(blind), rule="union").history("web").unobserved
        )

    def test_of_everything(self) -> None:
        """What concerns everything concerns each subject."""
        page = of(history(None, outage("1", "10T08:00/10T09:00")))
        monitors = other(history("mail"), history("web"))
        found = merge(page, monitors, rule="union")

        assert ["x:1@mail", "x:1@web"] == [one.id for one in found.outages]
        assert 2 == len(found.record(WEB, MARCH).outages)
        assert [None] == [
            one.subject for one in merge(page, page, rule="union").histories
        ]

    def test_more_than_each_subject_can_be_told(self) -> None:
        """What concerns everything is not told of any number of subjects."""
        many = [outage(str(number), "10T08:00") for number in range(800)]
        page = of(history(None, *many))
        monitors = other(*(history(str(number)) for number in range(700)))

        with pytest.raises(RecordError) as caught:
            merge(page, monitors, rule="union")

        (told,) = messages(caught.value)
        assert told == (
            "800 facts about everything are 560000 of 700 subjects, and at "
            "most 500000 are told; take some subjects of each import, "
            "`of(...)`, and merge those"
        )

    def test_many_gaps(self) -> None:
        """As many as an export may have are cut to each other at once."""
        start = MARCH.start_ticks
        gaps = [
            Unobserved(start=start + 4 * n, end=start + 4 * n + 3)
            for n in range(20_000)
        ]
        blind = attrs.evolve(history("web"), unobserved=gaps)
        found = merge(of(blind), of(blind), rule="union")

        assert blind.gaps == found.history("web").gaps
