"""Tests for slapolicy.terms.credits.tiers."""

from collections.abc import Callable
from fractions import Fraction

import attrs
import pytest

from slapolicy.amounts import Percent
from slapolicy.errors import AmountError, PolicyError, messages
from slapolicy.figures import Attribute, Figure
from slapolicy.terms.credits import TieredCredit, TierRow
from slapolicy.terms.exchange import (
    Basis,
    Code,
    Comparison,
    Reading,
    Reason,
)
from tests.changing import changed
from tests.pricing import (
    BASIS,
    SERVICE,
    against,
    euros,
    number,
    share,
    stretch,
    why,
)


LOW = Attribute("low")
ROWS = [
    TierRow(at_least="99%", below="99.9%", credit="10%"),
    TierRow(at_least=LOW, below="98%", credit="25%"),
    TierRow(below=LOW, credit="100%"),
]
TABLE = TieredCredit(rows=ROWS)


def paid(
    table: TieredCredit, percent: str, *, rising: bool = False
) -> str | None:
    """Return what the row of a percentage pays, or why nobody can tell."""
    figure = Figure.parse(percent).exact
    found = table.row(figure, SERVICE, rising=rising)
    if isinstance(found, Reason):
        return found.code.value
    return None if found is None else str(found.credit)


class TestRow:
    """One row of a table."""

    @pytest.mark.parametrize(
        ("make", "expected"),
        [
            (
                lambda: TierRow(at_least="1%", above="2%", credit="1%"),
                "at_least and above are both given; keep one",
            ),
            (
                lambda: TierRow(at_most="1%", below="2%", credit="1%"),
                "at_most and below are both given; keep one",
            ),
            (
                lambda: TierRow(at_least="1%", below="2 hours", credit="1%"),
                "1% and 2 hours are not of one kind",
            ),
            (
                lambda: TierRow(at_least="2%", at_most="1%", credit="1%"),
                (
                    "no figure is at least 2% and at most 1%; exchange the "
                    "bounds or mend one"
                ),
            ),
            (
                lambda: TierRow(above="1%", at_most="1%", credit="1%"),
                (
                    "no figure is above 1% and at most 1%; exchange the bounds "
                    "or mend one"
                ),
            ),
            (
                lambda: TierRow(at_least="1%", below="1%", credit="1%"),
                (
                    "no figure is at least 1% and below 1%; exchange the bounds "
                    "or mend one"
                ),
            ),
        ],
        ids=["lows", "highs", "kinds", "turned", "above", "below"],
    )
    def test_in_which_no_figure_can_be_is_refused(
        self, make: Callable[[], TierRow], expected: str
    ) -> None:
        """The message says which one it would have to be."""
        with pytest.raises(PolicyError) as raised:
            make()
        assert [expected] == messages(raised.value)

    def test_may_be_one_figure(self) -> None:
        """At least and at most the same."""
        row = TierRow(at_least="99%", at_most="99%", credit="1%")
        assert row.low == row.high

    def test_with_an_attribute_is_taken(self) -> None:
        """Its figure is known when the service is."""
        row = TierRow(at_least="99%", below=LOW, credit="1%")
        assert (Figure.parse("99%"), LOW) == row.bounds

    @pytest.mark.parametrize(
        ("row", "expected"),
        [
            (ROWS[0], "at least 99% and below 99.9%"),
            (ROWS[1], "at least low and below 98%"),
            (
                TierRow(above="1 hour", at_most="2 hours", credit="1%"),
                "above 1 hour and at most 2 hours",
            ),
            (TierRow(credit="1%"), "any figure"),
        ],
    )
    def test_says_its_bounds(self, row: TierRow, expected: str) -> None:
        """In words, attributes by their names."""
        assert expected == str(row)

    def test_has_the_bounds_that_it_has(self) -> None:
        """One, or none."""
        assert (LOW,) == ROWS[2].bounds
        assert () == TierRow(credit="1%").bounds
        assert TierRow(above="1%", credit="1%").low == Figure.parse("1%")


class TestTable:
    """The value itself."""

    def test_has_rows(self) -> None:
        """A table of nothing is a mistake."""
        with pytest.raises(PolicyError) as raised:
            TieredCredit(rows=[])
        assert ["rows: a table has at least one row"] == messages(raised.value)

    @pytest.mark.parametrize("reads", ["downtime", "longest", "excess"])
    def test_of_lengths_has_lengths(self, reads: str) -> None:
        """The place is that of the row."""
        rows = [
            TierRow(below="1 hour", credit="1%"),
            TierRow(below=LOW, credit="1%"),
            TierRow(at_least="99%", credit="1%"),
        ]
        with pytest.raises(PolicyError) as raised:
            TieredCredit(rows=rows, reads=reads)
        assert [
            f"rows[2]: 99% is no length, which the table reads ({reads})"
        ] == messages(raised.value)

    @pytest.mark.parametrize("reads", ["value", "ratio", "shortfall"])
    def test_of_others_has_any_figures(self, reads: str) -> None:
        """What they are is known when the target is."""
        row = TierRow(below="99%", credit="1%")
        assert (row,) == TieredCredit(rows=[row], reads=reads).rows

    @pytest.mark.parametrize(
        ("field", "expected"),
        [
            ("gap", "'x' is none of undetermined, better, worse"),
            ("overlap", "'x' is none of undetermined, worst, first"),
            (
                "reads",
                (
                    "'x' is none of value, downtime, longest, excess, ratio, "
                    "shortfall"
                ),
            ),
        ],
    )
    def test_refuses_other_words(self, field: str, expected: str) -> None:
        """The message lists them."""
        with pytest.raises(AmountError) as raised:
            changed(TABLE, {field: "x"})
        assert expected == str(raised.value)


class TestWhichRow:
    """The row that pays for a figure."""

    @pytest.mark.parametrize(
        ("percent", "expected"),
        [
            ("99.899%", "10%"),
            ("99%", "10%"),
            ("97.999%", "25%"),
            ("95%", "25%"),
            ("94.999%", "100%"),
            ("0%", "100%"),
        ],
    )
    def test_is_the_one_in_which_it_lies(
        self, percent: str, expected: str
    ) -> None:
        """Closed ends belong to it, open ones do not."""
        for gap in ("undetermined", "better", "worse"):
            table = attrs.evolve(TABLE, gap=gap)
            assert expected == paid(table, percent)

    @pytest.mark.parametrize(
        ("gap", "between", "above"),
        [
            ("undetermined", "gap", "gap"),
            ("better", "10%", None),
            ("worse", "25%", "10%"),
        ],
    )
    def test_between_rows(
        self, gap: str, between: str, above: str | None
    ) -> None:
        """The neighbour on that side; above the best, better is nothing."""
        table = attrs.evolve(TABLE, gap=gap)
        assert between == paid(table, "98%")
        assert between == paid(table, "98.999%")
        assert above == paid(table, "99.9%")

    def test_below_the_worst_row_nothing_is_worse(self) -> None:
        """Then nobody can tell."""
        table = TieredCredit(rows=ROWS[:1], gap="worse")
        assert paid(table, "98%") == "gap"

    def test_of_a_gap_says_the_figure(self) -> None:
        """In the kind of the table's bounds."""
        found = TABLE.row(Fraction(985, 1000), SERVICE, rising=False)
        assert (
            Reason(Code.GAP, "no row of the table says what 98.5% earns")
            == found
        )

    def test_of_a_gap_in_attributes_says_a_number(self) -> None:
        """No bound has a kind that is known."""
        table = TieredCredit(rows=[TierRow(below=LOW, credit="1%")])
        found = table.row(Fraction(97, 100), SERVICE, rising=False)
        assert isinstance(found, Reason)
        assert found.text == "no row of the table says what 0.97 earns"

    @pytest.mark.parametrize(
        ("overlap", "expected"),
        [("undetermined", "overlap"), ("worst", "3%"), ("first", "1%")],
    )
    def test_of_several(self, overlap: str, expected: str) -> None:
        """The first printed, the worst, or nobody can tell."""
        rows = [
            TierRow(below="99%", credit="1%"),
            TierRow(below="98%", credit="2%"),
            TierRow(below="97%", credit="3%"),
        ]
        table = TieredCredit(rows=rows, overlap=overlap)
        assert expected == paid(table, "96%")
        assert paid(table, "98.5%") == "1%"

    def test_of_several_says_which(self) -> None:
        """With the figure, and the rows as printed."""
        rows = [TierRow(below="99%", credit="1%"), TierRow(credit="2%")]
        found = TieredCredit(rows=rows).row(
            Fraction(96, 100), SERVICE, rising=False
        )
        assert (
            Reason(
                Code.OVERLAP,
                "96% is in 2 rows of the table (below 99%; any figure), and "
                "it does not say which one pays",
            )
            == found
        )

    def test_worst_looks_at_the_other_bound_where_one_is_the_same(
        self,
    ) -> None:
        """The better bound first, then the worse one."""
        rows = [
            TierRow(at_least="90%", below="99%", credit="1%"),
            TierRow(below="99%", credit="2%"),
            TierRow(at_least="80%", at_most="99%", credit="3%"),
        ]
        table = TieredCredit(rows=rows, overlap="worst")
        assert paid(table, "96%") == "2%"

    def test_higher_may_be_worse(self) -> None:
        """The row above is then the worse neighbour."""
        rows = [
            TierRow(at_least="1%", below="2%", credit="1%"),
            TierRow(above="4%", credit="9%"),
        ]
        table = TieredCredit(rows=rows)
        assert paid(table, "1%", rising=True) == "1%"
        assert paid(table, "2%", rising=True) == "gap"
        for gap, between, below in (
            ("better", "1%", None),
            ("worse", "9%", "1%"),
        ):
            turned = attrs.evolve(table, gap=gap)
            assert between == paid(turned, "4%", rising=True)
            assert below == paid(turned, "0.9%", rising=True)

    def test_a_missing_attribute_leaves_it_undetermined(self) -> None:
        """Even where another row would pay."""
        rows = [*ROWS, TierRow(below=Attribute("plan"), credit="1%")]
        table = TieredCredit(rows=rows, overlap="first")
        found = table.row(Fraction(99, 100), SERVICE, rising=False)
        assert (
            Reason(
                Code.MISSING_ATTRIBUTE,
                "a row of the table reads attribute 'plan', which service "
                "'s' lacks as a figure",
            )
            == found
        )


HALF_DOWN = share(stretch("o", 0, 30), stretch("p", 60, 90), excess=17)


class TestAward:
    """What the row pays."""

    def test_is_a_share_of_the_base(self) -> None:
        """So many times."""
        table = attrs.evolve(TABLE, of="other", times=2)
        assert euros(table, share(value=Fraction(99, 100))) == 2

    def test_above_the_best_row_it_is_nothing(self) -> None:
        """That is known, and there is no line."""
        table = attrs.evolve(TABLE, gap="better")
        award = table.award(share(value=Fraction(1)), BASIS)
        assert award.is_nothing
        assert () == award.lines

    def test_in_a_gap_it_is_not_known(self) -> None:
        """The reason is the table's."""
        award = TABLE.award(share(value=Fraction(98, 100)), BASIS)
        assert why(award) == "no row of the table says what 98% earns"

    @pytest.mark.parametrize(
        ("reads", "minutes", "expected"),
        [
            ("downtime", 60, 9),
            ("downtime", 61, 1),
            ("longest", 30, 9),
            ("longest", 31, 1),
            ("excess", 17, 9),
            ("excess", 18, 1),
        ],
    )
    def test_reads_lengths(
        self, reads: str, minutes: int, expected: int
    ) -> None:
        """All of the downtime, the longest stretch, or what exceeds."""
        table = TieredCredit(
            rows=[
                TierRow(at_least=f"{minutes} minutes", credit="9.00 EUR"),
                TierRow(below=f"{minutes} minutes", credit="1.00 EUR"),
            ],
            reads=reads,
        )
        assert expected == euros(table, HALF_DOWN)

    def test_of_what_was_not_read_is_not_known(self) -> None:
        """A number has no downtime."""
        table = TieredCredit(
            rows=[TierRow(above="1 hour", credit="1%")], reads="downtime"
        )
        award = table.award(number(3), BASIS)
        expected = "tiers reads the downtime, which label does not have"
        assert expected == why(award)

    def test_amounts_that_are_no_shares(self) -> None:
        """A row may print anything that an award can be."""
        table = TieredCredit(rows=[TierRow(credit="3 days")])
        award = table.award(HALF_DOWN, BASIS)
        assert ["3 days"] == [str(one) for one in award.extensions]
        assert Percent(10) == TABLE.rows[0].credit


FLOOR = against(Comparison.AT_LEAST, "99%")
CEILING = against(Comparison.AT_MOST, "1")
NO_TARGET = attrs.evolve(BASIS, target=None)
RATE = attrs.evolve(HALF_DOWN, downtime=None)


class TestIsRising:
    """Whether a higher figure is worse."""

    @pytest.mark.parametrize(
        ("reads", "reading", "basis", "expected"),
        [
            ("value", HALF_DOWN, FLOOR, False),
            (
                "value",
                HALF_DOWN,
                against(Comparison.AT_MOST, "8 hours"),
                False,
            ),
            ("value", RATE, FLOOR, False),
            ("value", RATE, against(Comparison.LESS_THAN, "5%"), True),
            ("value", number(3), CEILING, True),
            ("value", number(3), against(Comparison.MORE_THAN, "5"), False),
            ("value", number(3), NO_TARGET, False),
            ("ratio", number(3), CEILING, True),
            ("ratio", HALF_DOWN, FLOOR, False),
            ("ratio", HALF_DOWN, against(Comparison.AT_MOST, "1 hour"), True),
            ("shortfall", HALF_DOWN, FLOOR, True),
            ("downtime", HALF_DOWN, FLOOR, True),
            ("longest", HALF_DOWN, FLOOR, True),
            ("excess", HALF_DOWN, FLOOR, True),
        ],
    )
    def test_follows_the_figure_and_the_target(
        self, reads: str, reading: Reading, basis: Basis, *, expected: bool
    ) -> None:
        """Availability is always worse when lower, a length when higher."""
        table = TieredCredit(rows=[TierRow(credit="1%")], reads=reads)
        assert expected is table.is_rising(reading, basis)


class TestPlace:
    """Past how many bounds of its rows a reading lies."""

    @pytest.mark.parametrize(
        ("percent", "expected"),
        [
            ("0%", 1),
            ("94.9%", 1),
            ("95%", 3),
            ("97.9%", 3),
            ("98%", 4),
            ("99%", 5),
            ("99.9%", 6),
            ("100%", 6),
        ],
    )
    def test_only_rises_with_the_figure(
        self, percent: str, expected: int
    ) -> None:
        """A closed end is passed at its figure, an open one too."""
        reading = share(value=Figure.parse(percent).exact)
        assert (expected,) == TABLE.place(reading, BASIS)

    def test_closed_upper_ends_and_open_lower_ones_are_passed_after(
        self,
    ) -> None:
        """At the figure itself the reading is still in the row, or not."""
        table = TieredCredit(
            rows=[TierRow(above="1%", at_most="2%", credit="1%")]
        )
        places = [
            table.place(share(value=Fraction(n, 200)), BASIS)
            for n in range(1, 6)
        ]
        assert [(0,), (0,), (1,), (1,), (2,)] == places

    def test_of_what_cannot_be_read_is_none(self) -> None:
        """No figure, or no bound."""
        reading = attrs.evolve(share(), value=None)
        assert () == TABLE.place(reading, BASIS)
        row = TierRow(below=Attribute("gone"), credit="1%")
        assert () == TieredCredit(rows=[row]).place(share(), BASIS)
