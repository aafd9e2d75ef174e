"""Tests for slapolicy.terms.conditions."""

import pickle

from decimal import Decimal

import pytest

from slapolicy.errors import InexactError, PolicyError, messages
from slapolicy.facts import Service
from slapolicy.facts.service import AttributeValue
from slapolicy.terms.conditions import Condition, all_hold


def service(**attributes: AttributeValue) -> Service:
    """Return a service with attributes."""
    return Service(id="s", attributes=attributes)


class TestText:
    """Attributes that must be a text, or one of several."""

    def test_is(self) -> None:
        """The texts must be the same."""
        gold = Condition(attribute="plan", is_="gold")
        assert gold.holds(service(plan="gold")) is True
        assert gold.holds(service(plan="Gold")) is False

    def test_is_a_truth_value(self) -> None:
        """True is the text ``true``, as documents write it."""
        paid_up = Condition(attribute="paid", is_=True)
        assert Condition(attribute="paid", is_="true") == paid_up
        assert paid_up.holds(service(paid=True)) is True
        assert paid_up.holds(service(paid=False)) is False

    def test_is_a_number(self) -> None:
        """A number is the text of it."""
        eight = Condition(attribute="amps", is_=8)
        assert eight.holds(service(amps=Decimal("8.0"))) is True
        assert eight.holds(service(amps="8.0")) is False

    def test_in(self) -> None:
        """One of the texts is enough."""
        metal = Condition(attribute="plan", in_=["silver", "bronze"])
        assert metal.holds(service(plan="bronze")) is True
        assert metal.holds(service(plan="gold")) is False


class TestFigures:
    """Attributes that must keep a bound."""

    @pytest.mark.parametrize(
        ("condition", "kept", "broken"),
        [
            (Condition(attribute="x", at_least="99.9%"), "99.90 %", "99.8%"),
            (Condition(attribute="x", more_than=3), "3.001", "3"),
            (
                Condition(attribute="x", at_most="2 hours"),
                "PT2H",
                "121 minutes",
            ),
            (Condition(attribute="x", less_than="1/3"), "0.333", "1/3"),
        ],
    )
    def test_bounds(
        self, condition: Condition, kept: str, broken: str
    ) -> None:
        """Percentages, lengths and numbers compare exactly."""
        assert condition.holds(service(x=kept)) is True
        assert condition.holds(service(x=broken)) is False

    def test_all_tests_must_hold(self) -> None:
        """Between two bounds, and none of the texts between."""
        some = Condition(attribute="x", more_than=1, at_most=5)
        texts = ["1", "2", "5", "6"]
        assert [some.holds(service(x=text)) for text in texts] == [
            False,
            True,
            True,
            False,
        ]

    @pytest.mark.parametrize("text", ["many", "3%", "3 hours", "1 month", ""])
    def test_what_is_no_such_figure_is_not_known(self, text: str) -> None:
        """It neither keeps nor breaks a bound on a number."""
        few = Condition(attribute="x", at_most=5)
        assert few.holds(service(x=text)) is None

    def test_a_text_that_fails_decides(self) -> None:
        """Whatever the bound would say."""
        odd = Condition(attribute="x", is_="five", at_most=5)
        assert odd.holds(service(x="six")) is False
        assert odd.holds(service(x="five")) is None


class TestMissing:
    """Attributes that the service lacks."""

    def test_is_not_known(self) -> None:
        """Nobody said which plan it is."""
        gold = Condition(attribute="plan", is_="gold")
        assert gold.holds(service()) is None


class TestAllHold:
    """Several conditions together."""

    GOLD = Condition(attribute="plan", is_="gold")
    PAID = Condition(attribute="paid", is_=True)
    SMALL = Condition(attribute="amps", at_most=16)

    def test_none_hold_always(self) -> None:
        """Where nothing is asked, everyone qualifies."""
        assert all_hold([], service()) == (True, ())

    def test_all(self) -> None:
        """Each of them holds."""
        both = (self.GOLD, self.PAID)
        assert all_hold(both, service(plan="gold", paid=True)) == (True, ())

    def test_one_that_fails_decides(self) -> None:
        """Also where another is not known."""
        both = (self.GOLD, self.PAID)
        assert all_hold(both, service(paid=False)) == (False, ())

    def test_not_known_names_what_is_missing(self) -> None:
        """Each once, in order; also what is no figure."""
        every = (self.SMALL, self.PAID, self.GOLD, self.SMALL)
        served = service(plan="gold", amps="plenty")
        assert all_hold(every, served) == (None, ("amps", "paid"))


class TestCondition:
    """The value itself."""

    def test_without_a_test_is_refused(self) -> None:
        """An attribute alone says nothing; an empty list neither."""
        with pytest.raises(PolicyError) as caught:
            Condition(attribute="plan", in_=[])
        expected = (
            "attribute: 'plan' is not tested; add is, in, at_least, "
            "more_than, at_most or less_than"
        )
        assert [expected] == messages(caught.value)

    def test_float_is_refused(self) -> None:
        """99.9 as a float is not 99.9."""
        with pytest.raises(InexactError):
            # A type checker refuses it too.
            Condition(attribute="x", at_least=99.9)  # type: ignore[arg-type]  # refused

    def test_is_a_value(self) -> None:
        """It compares, hashes and pickles."""
        one = Condition(attribute="plan", in_=["a", "b"], at_least="5%")
        other = Condition(attribute="plan", in_=("a", "b"), at_least="5.0%")
        assert one == other
        assert hash(one) == hash(other)
        assert one == pickle.loads(pickle.dumps(one))
