"""Lines of credits in full, and lengths that pieces add up to."""

from fractions import Fraction

import attrs
import pytest

from slapolicy.amounts import Extension, Money, Percent
from slapolicy.calendars import WorkCalendar
from slapolicy.figures import Attribute
from slapolicy.terms.credits import (
    FlatCredit,
    PerStepCredit,
    PerUnitCredit,
    ProRataCredit,
    TieredCredit,
    TierRow,
)
from slapolicy.terms.exchange import CreditRule, Line, Stretch
from tests.pricing import BASIS, MINUTE, euros, share, stretch


ONE = Fraction(1)
HALF = Fraction(1, 2)
# The clocks of these tests begin on 1 January 1970, a Thursday.
DESK = WorkCalendar.of({"thu": ["00:00-02:00"]}, timezone="UTC")
AT_DESK = attrs.evolve(BASIS, calendars=(("desk", DESK),))
HOUR_DOWN = share(stretch("a", 0, 60), value=Fraction(989, 1000), excess=60)


def in_pieces(
    *minutes: tuple[int, int], weight: Fraction | None = None
) -> Stretch:
    """Return one outage that counts in several pieces."""
    pieces = tuple((start * MINUTE, end * MINUTE) for start, end in minutes)
    length = sum(end - start for start, end in pieces)
    return Stretch(
        "a",
        pieces[0][0],
        pieces[-1][1],
        pieces,
        length * (weight or 1),
        None if weight is None else (weight,) * len(pieces),
    )


class TestLine:
    """Each line says by which rule, for what, how often, how much."""

    @pytest.mark.parametrize(
        ("rule", "expected"),
        [
            (
                FlatCredit(amount="3 days"),
                Line(
                    rule="flat",
                    subject="label",
                    amount=Extension.parse("3 days"),
                    quantity=ONE,
                    extension=Extension.parse("3 days"),
                ),
            ),
            (
                FlatCredit(amount="2.00 EUR", times="3"),
                Line(
                    rule="flat",
                    subject="label",
                    amount=Money.parse("2.00 EUR"),
                    quantity=Fraction(3),
                    money=Fraction(6),
                ),
            ),
            (
                PerStepCredit(amount="5%", step="0.5%"),
                Line(
                    rule="per-step",
                    subject="label",
                    amount=Percent("5"),
                    quantity=Fraction(2),
                    base="fee",
                    base_sum=Money.parse("720.00 EUR"),
                    money=Fraction(72),
                ),
            ),
            (
                PerUnitCredit(amount="1 day", unit="30 minutes"),
                Line(
                    rule="per-unit",
                    subject="label",
                    amount=Extension.parse("1 day"),
                    quantity=Fraction(2),
                    extension=Extension.parse("2 days"),
                ),
            ),
            (
                ProRataCredit(),
                Line(
                    rule="pro-rata",
                    subject="label",
                    amount=None,
                    quantity=Fraction(1, 720),
                    base="fee",
                    base_sum=Money.parse("720.00 EUR"),
                    money=ONE,
                ),
            ),
        ],
        ids=["extension", "money", "share", "per-unit", "pro-rata"],
    )
    def test_in_full(self, rule: CreditRule, expected: Line) -> None:
        """Nothing is left out."""
        assert (expected,) == rule.award(HOUR_DOWN, BASIS).lines


class TestExcessInPieces:
    """What exceeds, within service hours, of an outage in pieces."""

    @pytest.mark.parametrize(
        ("weight", "excess", "expected"),
        [
            (None, 60, 1),
            (None, 45, Fraction(3, 4)),
            (None, 15, Fraction(1, 4)),
            (HALF, 15, HALF / 2),
        ],
    )
    def test_the_first_pieces_are_free(
        self, weight: Fraction | None, excess: int, expected: Fraction
    ) -> None:
        """What the target allows is taken from their beginning."""
        down = in_pieces((10, 40), (70, 100), weight=weight)
        rule = PerUnitCredit(
            amount="1.00 EUR",
            unit="1 business hour",
            calendar="desk",
            reads="excess",
        )
        assert expected == euros(rule, share(down, excess=excess), AT_DESK)


class TestCrossedBounds:
    """A row whose attribute sets its bounds the wrong way round."""

    service = attrs.evolve(BASIS.service, attributes={"floor": "99%"})

    @pytest.mark.parametrize(
        ("gap", "value", "expected"),
        [
            ("better", Fraction(99, 100), 36),
            ("worse", Fraction(98, 100), 720),
        ],
    )
    def test_holds_nothing(
        self, gap: str, value: Fraction, expected: int
    ) -> None:
        """Not even its bounds: what lies there is in a gap."""
        rule = TieredCredit(
            rows=[
                TierRow(
                    at_least=Attribute("floor"), at_most="98%", credit="50%"
                ),
                TierRow(at_least="99.5%", credit="5%"),
                TierRow(below="90%", credit="100%"),
            ],
            gap=gap,
        )
        basis = attrs.evolve(BASIS, service=self.service)
        assert expected == euros(rule, share(value=value), basis)
