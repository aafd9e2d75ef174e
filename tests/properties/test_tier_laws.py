"""
Laws of tables: which row pays, against the definition by brute force.

Bounds are whole numbers, so that the halves from -1 to 13 are a grid on
which every row, end and gap shows.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import TypeAlias

import attrs

from hypothesis import given
from hypothesis import strategies as st

from slapolicy import strategies as draws
from slapolicy.facts import Service
from slapolicy.figures import Attribute, Bound, Figure, Quantity
from slapolicy.terms.credits import TieredCredit, TierRow
from slapolicy.terms.exchange import Code, Reason
from tests.pricing import BASIS, number


GRID = [Fraction(half, 2) for half in range(-2, 27)]
SERVICE = Service(id="s", attributes={str(one): str(one) for one in range(13)})

# What a figure earns: the places of the rows that may pay; nothing; or why
# nobody can tell.
Verdict: TypeAlias = set[int] | Code | None


tables = draws.tiers(Quantity.NUMBER, most=12)


def exact(bound: Bound | None) -> Fraction | None:
    """Return the figure of a bound, None without it."""
    return bound.exact if isinstance(bound, Figure) else None


def holds(row: TierRow, figure: Fraction) -> bool:
    """Whether a figure keeps every bound that a row prints."""
    at_least, above = exact(row.at_least), exact(row.above)
    below, at_most = exact(row.below), exact(row.at_most)
    return (
        (at_least is None or figure >= at_least)
        and (above is None or figure > above)
        and (below is None or figure < below)
        and (at_most is None or figure <= at_most)
    )


def walk(figure: Fraction, *, up: bool) -> Iterator[Fraction]:
    """Yield the figures of the grid from one on, in one direction."""
    beyond = [one for one in GRID if (one > figure if up else one < figure)]
    yield from beyond if up else reversed(beyond)


def reach(row: TierRow, *, up: bool) -> Fraction:
    """Return the furthest figure of the grid in a row, in one direction."""
    inside = [one for one in GRID if holds(row, one)]
    return max(inside) if up else min(inside)


def defined(table: TieredCredit, figure: Fraction, *, rising: bool) -> Verdict:
    """Return what a figure earns, by the words of the rule."""
    rows = dict(enumerate(table.rows))
    found = [place for place, row in rows.items() if holds(row, figure)]
    if len(found) > 1 and table.overlap.value == "undetermined":
        return Code.OVERLAP
    if found and table.overlap.value == "first":
        return {found[0]}
    if found:
        # Better bounds, then other bounds, the worst of each.
        turn = -1 if rising else 1
        keys = {
            place: (
                turn * reach(rows[place], up=not rising),
                turn * reach(rows[place], up=rising),
            )
            for place in found
        }
        return {place for place in found if keys[place] == min(keys.values())}
    if table.gap.value == "undetermined":
        return Code.GAP
    # The neighbouring rows are those that are met first on that side.
    up = (table.gap.value == "worse") is rising
    for one in walk(figure, up=up):
        met = {place for place, row in rows.items() if holds(row, one)}
        if met:
            return met
    return None if table.gap.value == "better" else Code.GAP


class TestWhichRow:
    """The row that pays is the one that the rule describes."""

    @given(tables, st.sampled_from(GRID), st.booleans())
    def test_is_as_defined(
        self,
        table: TieredCredit,
        figure: Fraction,
        rising: bool,  # noqa: FBT001  (parametrised)
    ) -> None:
        """For every figure, gap, overlap and direction."""
        expected = defined(table, figure, rising=rising)
        found = table.row(figure, SERVICE, rising=rising)
        if isinstance(found, Reason):
            assert expected is found.code
        elif found is None:
            assert expected is None
        else:
            assert isinstance(expected, set)
            assert found in [table.rows[place] for place in expected]

    @given(tables, st.sampled_from(GRID))
    def test_is_the_mirror_image_where_higher_is_worse(
        self, table: TieredCredit, figure: Fraction
    ) -> None:
        """A table turned around pays the same row for the turned figure."""
        turned = attrs.evolve(
            table, rows=[mirrored(row) for row in table.rows]
        )
        one = table.row(figure, SERVICE, rising=False)
        two = turned.row(-figure, SERVICE, rising=True)
        if isinstance(one, TierRow):
            assert mirrored(one) == two
        elif isinstance(one, Reason):
            assert isinstance(two, Reason)
            assert one.code is two.code
        else:
            assert two is None

    @given(tables, st.sampled_from(GRID), st.booleans())
    def test_is_the_same_where_a_service_has_the_figures(
        self,
        table: TieredCredit,
        figure: Fraction,
        rising: bool,  # noqa: FBT001  (parametrised)
    ) -> None:
        """Bounds may name attributes; what they are is as if it were there."""
        rows = tuple(named(row) for row in table.rows)
        found = attrs.evolve(table, rows=rows).row(
            figure, SERVICE, rising=rising
        )
        printed = table.row(figure, SERVICE, rising=rising)
        if isinstance(printed, TierRow):
            assert named(printed) == found
        elif isinstance(printed, Reason):
            assert isinstance(found, Reason)
            assert printed.code is found.code
        else:
            assert found is None


def named(row: TierRow) -> TierRow:
    """Return a row whose bounds name attributes that have their figures."""
    return TierRow(
        credit=row.credit,
        **{
            name: None if bound is None else Attribute(str(bound))
            for name, bound in (
                ("at_least", row.at_least),
                ("above", row.above),
                ("below", row.below),
                ("at_most", row.at_most),
            )
        },
    )


def mirrored(row: TierRow) -> TierRow:
    """Return a row on the other side of 0."""
    sides = {
        "at_least": row.at_most,
        "above": row.below,
        "below": row.above,
        "at_most": row.at_least,
    }
    return TierRow(
        credit=row.credit,
        **{
            name: None if bound is None else Figure.of(-bound.exact)
            for name, bound in sides.items()
            if bound is None or isinstance(bound, Figure)
        },
    )


class TestPlace:
    """What tells where in a table a reading lies."""

    @given(tables)
    def test_only_rises(self, table: TieredCredit) -> None:
        """Along the grid it never falls."""
        places = [table.place(number(figure), BASIS) for figure in GRID]
        assert sorted(places) == places

    @given(tables)
    def test_where_it_stands_still_so_does_the_row(
        self, table: TieredCredit
    ) -> None:
        """Two figures at one place are paid by the same row."""
        paid: dict[tuple[int, ...], object] = {}
        for figure in GRID:
            row = table.row(figure, SERVICE, rising=False)
            earned = row.code if isinstance(row, Reason) else row
            place = table.place(number(figure), BASIS)
            assert earned == paid.setdefault(place, earned)
