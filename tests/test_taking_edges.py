"""What each exclusion takes of outage time, in microseconds of a month."""

import pytest

from slapolicy import Decision, Outage, View
from slapolicy.evaluation.taking import first_claims, outage_times, shares
from slapolicy.terms.exchange import Scope
from tests.agreed import RECORD
from tests.views import JUNE


ZERO = JUNE.start_ticks


def down(start: int, end: int, component: str | None = None) -> Outage:
    """Return an outage from one microsecond to another."""
    return Outage(start=ZERO + start, end=ZERO + end, component=component)


def seen(*outages: Outage) -> View:
    """Return a view of a period from 10 to 90."""
    return View(
        record=RECORD,
        start=ZERO + 10,
        end=ZERO + 90,
        label="label",
        zone="UTC",
        as_of=ZERO + 200,
        windows=(),
        scope=Scope(outages=outages, components=("a", "b")),
    )


def decided(
    *spans: tuple[int, int],
    held: bool = True,
    component: str | None = None,
    outage: str | None = None,
) -> Decision:
    """Return a decision that excuses such spans, if it holds."""
    return Decision(
        rule="rule",
        fact="fact",
        held=held,
        spans=tuple((ZERO + start, ZERO + end) for start, end in spans),
        component=component,
        outage=outage,
    )


class TestOutageTimes:
    """When outages were going on."""

    def test_by_component(self) -> None:
        """Merged, and within the period."""
        view = seen(
            down(0, 20), down(15, 30), down(40, 50, "a"), down(80, 120, "a")
        )
        found = {
            name: [(start - ZERO, end - ZERO) for start, end in pairs]
            for name, pairs in outage_times(view).items()
        }
        assert {None: [(10, 30)], "a": [(40, 50), (80, 90)]} == found


class TestShares:
    """Which decision takes what."""

    view = seen(down(0, 20), down(40, 50, "a"), down(60, 70, "b"))

    def taken(self, *made: Decision) -> list[tuple[int, int, int]]:
        """Return what decisions take, and their places."""
        return [
            (start - ZERO, end - ZERO, place)
            for start, end, place in shares(self.view, made)
        ]

    @pytest.mark.parametrize(
        ("decision", "expected"),
        [
            (decided((5, 65)), [(10, 20), (40, 50), (60, 65)]),
            (decided((5, 65), component="a"), [(10, 20), (40, 50)]),
            (decided((5, 65), component="c"), [(10, 20)]),
            (
                decided((0, 20), (80, 95), outage="fact"),
                [(10, 20), (80, 90)],
            ),
            (decided((5, 65), held=False), []),
            (decided(), []),
        ],
        ids=["all", "one", "not down", "an outage", "not held", "nothing"],
    )
    def test_of_one(
        self, decision: Decision, expected: list[tuple[int, int]]
    ) -> None:
        """The outage time that it covers, of its component and of all."""
        taken = [(start, end, 0) for start, end in expected]
        assert taken == self.taken(decision)

    def test_of_several(self) -> None:
        """The first takes it; what does not hold takes none from others."""
        assert [
            (12, 15, 2),
            (15, 18, 1),
            (18, 20, 2),
            (40, 45, 2),
        ] == self.taken(
            decided((12, 45), held=False), decided((15, 18)), decided((12, 45))
        )


class TestFirstClaims:
    """Disjoint spans, each with the smallest place that claims it."""

    @pytest.mark.parametrize(
        ("claimed", "expected"),
        [
            ([], []),
            ([(5, 9, 1), (9, 12, 1)], [(5, 12, 1)]),
            ([(5, 9, 1), (9, 12, 2)], [(5, 9, 1), (9, 12, 2)]),
            ([(5, 9, 1), (10, 12, 1)], [(5, 9, 1), (10, 12, 1)]),
            ([(5, 12, 1), (7, 9, 0)], [(5, 7, 1), (7, 9, 0), (9, 12, 1)]),
            ([(7, 9, 1), (5, 12, 0)], [(5, 12, 0)]),
        ],
        ids=["none", "touch", "of two", "apart", "within", "behind"],
    )
    def test_claims(
        self,
        claimed: list[tuple[int, int, int]],
        expected: list[tuple[int, int, int]],
    ) -> None:
        """What touches and has one place is one span."""
        assert expected == first_claims(claimed)
