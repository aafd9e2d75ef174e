"""Tests for slapolicy.terms.credits.plain, and how amounts are priced."""

from collections.abc import Callable
from fractions import Fraction

import attrs
import pytest

from slapolicy.amounts import Amount, Extension, Money, Percent
from slapolicy.errors import AmountError, InexactError, PolicyError, messages
from slapolicy.facts import Service
from slapolicy.figures import Attribute, Figure, Quantity
from slapolicy.terms.credits import (
    FlatCredit,
    PerStepCredit,
    ProRataCredit,
    SumCredit,
    TieredCredit,
    TierRow,
    UnspecifiedCredit,
)
from slapolicy.terms.credits._pricing import (
    Reads,
    UnitRounding,
    as_times,
    distance,
    level,
)
from slapolicy.terms.exchange import (
    Basis,
    Code,
    Comparison,
    CreditRule,
    Reading,
    Reason,
)
from tests.pricing import (
    BASIS,
    HOUR,
    MINUTE,
    against,
    euros,
    number,
    share,
    stretch,
    why,
)


DOWN = share(stretch("o", 0, 72), excess=29)


class TestFlat:
    """An amount, once."""

    @pytest.mark.parametrize(
        ("amount", "expected"),
        [
            ("10%", Fraction(72)),
            ("0%", Fraction(0)),
            ("0.05%", Fraction(36, 100)),
            ("5.00 EUR", Fraction(5)),
            ("3 days", None),
        ],
    )
    def test_is_worth(self, amount: str, expected: Fraction | None) -> None:
        """A share of the fee, a sum, or an extension without money."""
        assert expected == euros(FlatCredit(amount=amount), DOWN)

    @pytest.mark.parametrize(
        ("amount", "expected"),
        [
            ({"fee_for": "1 day"}, Fraction(24)),
            ({"fee_for": "1 day", "out_of": "10 days"}, Fraction(72)),
            ({"fee_for": "1 hour"}, Fraction(1)),
        ],
    )
    def test_is_a_share_of_the_fee_s_time(
        self, amount: Amount, expected: Fraction
    ) -> None:
        """Of the 30 days that the fee is for, unless it is out of others."""
        assert expected == euros(FlatCredit(amount=amount), DOWN)

    def test_extends_the_service(self) -> None:
        """A length, so many times, and no money."""
        award = FlatCredit(amount="3 days", times=2).award(DOWN, BASIS)
        assert (Extension(Fraction(6), "day"),) == award.extensions
        assert award.money is None
        assert award.lines[0].base is None

    def test_says_what_it_was_reckoned_from(self) -> None:
        """The line has rule, subject, amount, quantity and base."""
        rule = FlatCredit(amount="10%", of="other", times="1.5")
        (line,) = rule.award(DOWN, BASIS).lines
        assert ("flat", "label", Percent(10), Fraction(3, 2)) == (
            line.rule,
            line.subject,
            line.amount,
            line.quantity,
        )
        assert ("other", Money(10, "EUR")) == (line.base, line.base_sum)
        assert Fraction(3, 2) == line.money

    def test_a_missing_sum_is_not_nothing(self) -> None:
        """Nobody can tell a share of what nobody states."""
        award = FlatCredit(amount="10%", of="gone").award(DOWN, BASIS)
        assert (
            Reason(
                Code.MISSING_AMOUNT,
                "the credit is a share of 'gone', which service 's' does not "
                "state",
            )
            == award.unknown[0]
        )
        assert () == award.lines

    def test_a_sum_needs_no_base(self) -> None:
        """It is printed in the contract."""
        rule = FlatCredit(amount="5.00 EUR", of="gone")
        assert euros(rule, DOWN) == 5


class TestTimes:
    """How many times an award is due."""

    @pytest.mark.parametrize(
        ("times", "expected"),
        [
            (Fraction(1, 2), Fraction(1, 2)),
            (2, Fraction(2)),
            ("2.5", Fraction(5, 2)),
            (Attribute("amps"), Attribute("amps")),
        ],
    )
    def test_is_a_number_or_an_attribute(
        self,
        times: Fraction | int | str | Attribute,
        expected: Fraction | Attribute,
    ) -> None:
        """Text is read."""
        assert expected == as_times(times)

    def test_the_service_has_the_attribute(self) -> None:
        """Eight ampere, eight euros."""
        rule = FlatCredit(amount="1.00 EUR", times=Attribute("amps"))
        assert euros(rule, DOWN) == 8

    @pytest.mark.parametrize("name", ["gone", "plan", "low"])
    def test_what_is_no_number_is_as_good_as_missing(self, name: str) -> None:
        """Missing, a text, a percentage: nobody can tell."""
        rule = FlatCredit(amount="1.00 EUR", times=Attribute(name))
        award = rule.award(DOWN, BASIS)
        assert Code.MISSING_ATTRIBUTE is award.unknown[0].code
        assert (
            f"the credit is due once for each of attribute {name!r}, which "
            f"service 's' lacks as a number"
        ) == why(award)

    def test_a_float_is_refused(self) -> None:
        """No binary fraction gets into a verdict."""
        with pytest.raises(InexactError):
            as_times(0.5)  # type: ignore[arg-type] # what is refused


class TestPerStep:
    """An amount for each step of distance to the target."""

    @pytest.mark.parametrize(
        ("rounding", "expected"),
        [("exact", 3.5), ("started", 4), ("completed", 3), ("nearest", 4)],
    )
    def test_below_a_floor(self, rounding: str, expected: float) -> None:
        """0.35 points below 99.9% are three and a half steps of 0.1%."""
        rule = PerStepCredit(amount="1.00 EUR", step="0.1%", rounding=rounding)
        reading = share(value=Fraction(9955, 10000))
        assert Fraction(expected) == euros(rule, reading)

    def test_above_a_ceiling(self) -> None:
        """The broken side is the other."""
        rule = PerStepCredit(amount="1.00 EUR", step=10)
        basis = against(Comparison.AT_MOST, "250")
        assert euros(rule, number(275), basis) == Fraction(5, 2)
        assert euros(rule, number(225), basis) == 0

    def test_of_downtime_where_the_target_is_a_length(self) -> None:
        """72 minutes are 12 beyond an hour."""
        rule = PerStepCredit(amount="1.00 EUR", step="6 minutes")
        assert euros(rule, DOWN, against(Comparison.AT_MOST, "1 hour")) == 2

    @pytest.mark.parametrize(
        ("reading", "basis", "words"),
        [
            (number(3), BASIS, "distance to the target"),
            (
                DOWN,
                attrs.evolve(BASIS, target=None),
                "distance to the target",
            ),
            (
                DOWN,
                against(Comparison.AT_MOST, "1 hour"),
                "distance in steps of 0.1%",
            ),
        ],
    )
    def test_needs_a_distance_in_its_unit(
        self, reading: Reading, basis: Basis, words: str
    ) -> None:
        """Another kind of figure, no target, a step of another kind."""
        rule = PerStepCredit(amount="1.00 EUR", step="0.1%")
        award = rule.award(reading, basis)
        assert Code.NOTHING_MEASURED is award.unknown[0].code
        assert f"per-step reads the {words}, which label does not have" == why(
            award
        )

    @pytest.mark.parametrize("step", ["0%", "0 hours", "-1"])
    def test_a_step_goes_somewhere(self, step: str) -> None:
        """The message repeats it."""
        with pytest.raises(PolicyError) as raised:
            PerStepCredit(amount="1%", step=step)
        assert [f"step: {Figure.of(step)} is no step"] == messages(
            raised.value
        )


class TestSum:
    """Several rules added."""

    lump = FlatCredit(amount="5.00 EUR")
    table = TieredCredit(
        rows=[
            TierRow(above="1 hour", credit="2 days"),
            TierRow(at_most="1 hour", credit="1 day"),
        ],
        reads="downtime",
    )
    words = UnspecifiedCredit(text="a reasonable sum")

    def test_has_the_lines_of_all(self) -> None:
        """In their order."""
        award = SumCredit(rules=[self.lump, self.table]).award(DOWN, BASIS)
        assert ["flat", "tiers"] == [line.rule for line in award.lines]
        assert award.money == 5
        assert (Extension(Fraction(2), "day"),) == award.extensions

    def test_what_is_unknown_of_one_stays_so(self) -> None:
        """The rest is known all the same."""
        award = SumCredit(rules=[self.words, self.lump]).award(DOWN, BASIS)
        assert award.money == 5
        assert (
            Reason(
                Code.UNSPECIFIED, "the credit cannot be read: a reasonable sum"
            )
            == award.unknown[0]
        )

    def test_places_are_those_of_its_tables(self) -> None:
        """A lump has none; a sum within has its own."""
        far = TieredCredit(
            rows=[TierRow(above="0%", credit="1%")], reads="shortfall"
        )
        inner = SumCredit(rules=[far])
        rule = SumCredit(rules=[self.lump, self.table, inner])
        assert (
            *self.table.place(DOWN, BASIS),
            *far.place(DOWN, BASIS),
        ) == rule.place(DOWN, BASIS)
        assert 2 == len(rule.place(DOWN, BASIS))
        assert () == SumCredit(rules=[self.lump]).place(DOWN, BASIS)

    def test_adds_something(self) -> None:
        """A sum of nothing is a mistake."""
        with pytest.raises(PolicyError) as raised:
            SumCredit(rules=[])
        assert ["rules: a sum has something to add"] == messages(raised.value)


class TestUnspecified:
    """A credit in words."""

    def test_is_never_nothing(self) -> None:
        """Nobody can tell."""
        award = TestSum.words.award(DOWN, BASIS)
        assert not award.is_nothing
        assert "the credit cannot be read: a reasonable sum" == why(award)


class TestLevel:
    """The figure on each axis."""

    two = share(stretch("a", 0, 30), stretch("b", 60, 102), excess=29)

    @pytest.mark.parametrize(
        ("reads", "expected"),
        [
            (Reads.VALUE, 1 - Fraction(72, 43200)),
            (Reads.DOWNTIME, 72 * MINUTE),
            (Reads.LONGEST, 42 * MINUTE),
            (Reads.EXCESS, 29 * MINUTE),
            (Reads.RATIO, (1 - Fraction(72, 43200)) / Fraction(999, 1000)),
            (Reads.SHORTFALL, Fraction(72, 43200) - Fraction(1, 1000)),
        ],
    )
    def test_of_an_availability(
        self, reads: Reads, expected: Fraction
    ) -> None:
        """72 of 43200 minutes, in two outages."""
        assert expected == level(reads, self.two, BASIS)

    @pytest.mark.parametrize(
        "reads", [Reads.DOWNTIME, Reads.LONGEST, Reads.EXCESS]
    )
    def test_of_a_number_there_is_no_length(self, reads: Reads) -> None:
        """It has no downtime."""
        basis = against(Comparison.AT_MOST, "2")
        assert level(reads, number(3), basis) is None

    def test_of_no_downtime_the_longest_is_nothing(self) -> None:
        """No stretch is one of length 0."""
        assert level(Reads.LONGEST, share(), BASIS) == 0

    @pytest.mark.parametrize("reads", [Reads.RATIO, Reads.SHORTFALL])
    def test_without_a_target_there_is_no_distance(self, reads: Reads) -> None:
        """Nor a ratio."""
        basis = attrs.evolve(BASIS, target=None)
        assert level(reads, self.two, basis) is None
        other = against(Comparison.AT_MOST, "2")
        assert level(reads, self.two, other) is None

    def test_nothing_is_a_ratio_to_0(self) -> None:
        """A promise of none has a distance, though."""
        basis = against(Comparison.AT_MOST, "0")
        assert level(Reads.RATIO, number(3), basis) is None
        assert level(Reads.SHORTFALL, number(3), basis) == 3

    def test_of_a_length_target_the_downtime_is_read(self) -> None:
        """72 minutes of an hour."""
        basis = against(Comparison.LESS_THAN, "1 hour")
        assert Fraction(6, 5) == level(Reads.RATIO, self.two, basis)
        assert 12 * MINUTE == distance(self.two, basis)

    @pytest.mark.parametrize(
        ("comparison", "expected"),
        [(Comparison.AT_LEAST, 0), (Comparison.AT_MOST, 1)],
    )
    def test_the_other_side_is_no_distance(
        self, comparison: Comparison, expected: int
    ) -> None:
        """Never below 0."""
        assert expected == distance(number(3), against(comparison, "2"))


class TestUnitRounding:
    """How many units a length is."""

    @pytest.mark.parametrize(
        ("units", "exact", "started", "completed", "nearest"),
        [
            ("0", "0", 0, 0, 0),
            ("1", "1", 1, 1, 1),
            ("4/3", "4/3", 2, 1, 1),
            ("3/2", "3/2", 2, 1, 2),
            ("5/2", "5/2", 3, 2, 3),
            ("5/3", "5/3", 2, 1, 2),
        ],
    )
    def test_of(
        self,
        units: str,
        exact: str,
        started: int,
        completed: int,
        nearest: int,
    ) -> None:
        """Halves are rounded up."""
        found = [way.of(Fraction(units)) for way in UnitRounding]
        assert [Fraction(exact), started, completed, nearest] == found


class TestWords:
    """Choices by their words."""

    @pytest.mark.parametrize(
        ("make", "expected"),
        [
            (
                lambda: PerStepCredit(amount="1%", step="1%", rounding="up"),
                "'up' is none of exact, started, completed, nearest",
            ),
            (
                lambda: ProRataCredit(reads="value"),
                "'value' is none of downtime, excess",
            ),
        ],
        ids=["rounding", "reads"],
    )
    def test_another_is_refused(
        self, make: Callable[[], CreditRule], expected: str
    ) -> None:
        """The message lists them."""
        with pytest.raises(AmountError) as raised:
            make()
        assert expected == str(raised.value)


class TestMissing:
    """What a service lacks."""

    def test_no_fee_is_not_a_fee_of_0(self) -> None:
        """A share of it is not known; a fee of 0 is."""
        rule = FlatCredit(amount="10%")
        bare = attrs.evolve(BASIS, service=Service(id="s"))
        assert "share of 'fee'" in why(rule.award(DOWN, bare))
        free = Service(id="s", fee="0.00 EUR")
        assert euros(rule, DOWN, attrs.evolve(BASIS, service=free)) == 0

    def test_hours_of_length_are_what_they_were(self) -> None:
        """The quantity of a length is told apart from a number."""
        reading = attrs.evolve(
            number(2 * HOUR), quantity=Quantity.LENGTH, downtime=2 * HOUR
        )
        basis = against(Comparison.AT_MOST, "1 hour")
        assert distance(reading, basis) == HOUR
