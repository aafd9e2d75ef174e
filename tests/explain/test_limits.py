"""What limits took of what is owed, and what is not paid."""

import pytest

from slapolicy import Cap, CreditTerms, PerUnitCredit
from slapolicy.explain.limits import cut
from tests.explain.test_money import evaluated, flat, spoken
from tests.explained import english


class TestTaken:
    """What limits, the combination and the minimum took."""

    def test_cap(self) -> None:
        """A limit is said with what it took."""
        terms = CreditTerms(caps=[Cap(at_most="5%", per="period")])
        assert [
            (
                "The credit is 5.00 EUR: 10.00 EUR for “p0”: 10 % of the fee "
                "(100.00 EUR)."
            ),
            "A limit, at most 5 % of the fee per period, takes 5.00 EUR off.",
        ] == spoken(evaluated(flat("10%"), terms=terms))

    def test_cap_that_leaves_one_of_two(self) -> None:
        """What a limit leaves of several is the credit for all of them."""
        terms = CreditTerms(caps=[Cap(at_most="5.00 EUR", per="period")])
        said = spoken(
            evaluated(flat("5.00 EUR"), flat("9.00 EUR"), terms=terms)
        )
        assert [
            (
                "The credit is 5.00 EUR: 5.00 EUR for “p0”: 5.00 EUR; 9.00 EUR "
                "for “p1”: 9.00 EUR."
            ),
            "A limit, at most 5.00 EUR per period, takes 9.00 EUR off.",
        ] == said

    def test_cap_on_extensions(self) -> None:
        """A limit on time takes time."""
        terms = CreditTerms(caps=[Cap(at_most="1 day", per="12 months")])
        assert (
            "A limit, at most 1 day of service more per 12 months, takes 2 "
            "days off."
        ) == spoken(evaluated(flat("3 days"), terms=terms))[1]

    @pytest.mark.parametrize(
        ("per", "expected"),
        [
            ("commitment", "takes 5.00 EUR off what “p0” is worth."),
            ("period", "takes 5.00 EUR off."),
        ],
    )
    def test_cut(self, per: str, expected: str) -> None:
        """Each cut says from what it was taken."""
        terms = CreditTerms(caps=[Cap(at_most="5%", per=per)])
        (said,) = cut(evaluated(flat("10%"), terms=terms))
        limit = f"A limit, at most 5 % of the fee per {per}, {expected}"
        assert limit == english(said)

    def test_cut_of_an_incident(self) -> None:
        """A cut per incident names the incident."""
        rule = PerUnitCredit(amount="10%", unit="1 hour", each="outage")
        terms = CreditTerms(caps=[Cap(at_most="5%", per="incident")])
        (said,) = cut(evaluated(rule, terms=terms))
        assert (
            "A limit, at most 5 % of the fee per incident, takes 5.00 EUR off "
            "what “p0” (o1) is worth."
        ) == english(said)

    def test_largest(self) -> None:
        """That only the largest is paid is said."""
        terms = CreditTerms(combine="largest")
        assert [
            "The credit for “p0” is 10.00 EUR: 10 % of the fee (100.00 EUR).",
            "Of several credits only the largest is paid.",
        ] == spoken(evaluated(flat("10%"), flat("5%"), terms=terms))

    def test_choose(self) -> None:
        """What the customer may choose is listed."""
        terms = CreditTerms(combine="choose")
        assert [
            (
                "The customer chooses one of these: 10.00 EUR for “p0”: 10 % of "
                "the fee (100.00 EUR); 3 days for “p1”: 3 days of service more."
            )
        ] == spoken(evaluated(flat("10%"), flat("3 days"), terms=terms))

    @pytest.mark.parametrize(
        ("rule", "expected"),
        [
            (
                "reached",
                "Less than 20.00 EUR is not paid, so 10.00 EUR is withheld.",
            ),
            (
                "exceeded",
                "Only more than 20.00 EUR is paid, so 10.00 EUR is withheld.",
            ),
        ],
    )
    def test_minimum(self, rule: str, expected: str) -> None:
        """What a minimum withholds is said."""
        terms = CreditTerms(minimum="20.00 EUR", minimum_is=rule)
        said = spoken(evaluated(flat("10%"), terms=terms))
        assert expected == said[-1]
