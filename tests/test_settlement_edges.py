"""Settlement where nothing is left, and where the largest is taken."""

from fractions import Fraction

import attrs

from slapolicy.terms.exchange import Award, Line
from slapolicy.terms.settlement import (
    Cap,
    CreditTerms,
    Due,
    Frame,
    Worth,
    settle,
)
from tests.pricing import BASIS
from tests.views import JUNE


FRAME = Frame(basis=BASIS, start=JUNE.start_ticks, end=JUNE.end_ticks)


def due(money: int, of: str) -> Due:
    """Return an award of a promise about the period."""
    line = Line(
        rule="flat",
        subject="label",
        amount=None,
        quantity=Fraction(1),
        money=Fraction(money),
    )
    return Due(
        commitment=of,
        subject="label",
        of_one=False,
        award=Award((line,)),
        basis=BASIS,
    )


class TestLargest:
    """The largest of several credits."""

    def test_leaves_nothing_to_choose(self) -> None:
        """It is taken, and what it leaves out is told."""
        terms = CreditTerms(combine="largest")
        settled = settle([due(10, "a"), due(20, "b")], terms, FRAME)
        assert not settled.to_choose
        assert () == settled.unknown
        assert Worth(Fraction(20)) == settled.exact
        assert Worth(Fraction(10)) == settled.combined


class TestIncident:
    """What caps per incident take."""

    def test_caps_all_of_one_incident_together(self) -> None:
        """Whatever the lines of its award are about."""
        first, second = due(60, "a"), due(60, "a")
        (line,), (other,) = first.award.lines, second.award.lines
        award = Award((line, attrs.evolve(other, subject="other")))
        terms = CreditTerms(caps=[Cap(at_most="100.00 EUR", per="incident")])
        both = attrs.evolve(first, of_one=True, award=award)
        assert Worth(Fraction(100)) == settle([both], terms, FRAME).exact


class TestWorth:
    """Exact money and extensions."""

    def test_all_of_it_was_taken(self) -> None:
        """Where nothing is left, as no money or as none at all."""
        whole = Worth(Fraction(10))
        assert whole == whole.less(Worth(Fraction(0)))
        assert whole == whole.less(Worth())
