"""What policies and commitments are refused for, told in full."""

import attrs
import pytest

from slapolicy.calendars import WorkCalendar
from slapolicy.errors import PolicyError, messages
from slapolicy.figures import Quantity
from slapolicy.terms.commitment import Commitment
from slapolicy.terms.exchange import Decisions, Reading, View
from slapolicy.terms.policy import leaves
from slapolicy.terms.rights import Right, When
from slapolicy.terms.settlement import CreditTerms
from slapolicy.terms.targets import Target
from tests.agreed import UPTIME, policy_of
from tests.changing import changed


DESK = WorkCalendar.of({"mon": ["09:00-17:00"]})


class Weather:
    """A metric of somebody's own, which reads a share."""

    quantity = Quantity.PERCENTAGE

    def measure(self, view: View, decisions: Decisions) -> tuple[Reading, ...]:
        """Return nothing; nobody asks it here."""
        raise NotImplementedError


def faults(**fields: object) -> list[str]:
    """Return what is said against a policy with such fields."""
    with pytest.raises(PolicyError) as raised:
        changed(policy_of(UPTIME, attrs.evolve(UPTIME, id="speed")), fields)
    return messages(raised.value)


class TestPolicy:
    """What a policy contradicts itself in."""

    def test_a_right_of_a_promise_that_there_is_not(self) -> None:
        """The promises that there are stand in the message."""
        right = Right(right="leave", when=When(commitment="up", breaches=2))
        (message,) = faults(rights=[right])
        assert (
            "rights[0].when.commitment: no commitment 'up'; the policy has: "
            "speed, uptime"
        ) == message

    def test_a_currency_that_there_is_not(self) -> None:
        """The message says how it is written."""
        (message,) = faults(currency="eur")
        assert message.endswith("'eur' is written EUR")

    def test_calendars_need_no_order(self) -> None:
        """They are kept by name, also two that have one name."""
        other = WorkCalendar.of({"tue": ["09:00-17:00"]})
        twice = [("desk", DESK), ("a", DESK), ("desk", other)]
        assert ["calendars[2].id: 'desk' stands twice"] == (
            faults(calendars=twice)
        )


class TestLeaves:
    """Every value within a term, with its place in a document."""

    def test_places_are_those_of_documents(self) -> None:
        """A field whose key is not its name is called by its key."""
        places = dict(leaves(CreditTerms(combine="largest", minimum="5%")))
        assert "combine" in places
        assert "combine_said" not in places


class TestCommitment:
    """A target that does not fit the metric."""

    def test_a_metric_without_kind_is_called_by_its_class(self) -> None:
        """A metric of somebody's own need not be one of documents."""
        with pytest.raises(PolicyError) as raised:
            Commitment(
                id="x", metric=Weather(), target=Target.of(at_least="101%")
            )
        assert ["target.at_least: 101%: no Weather is above 100%"] == (
            messages(raised.value)
        )
