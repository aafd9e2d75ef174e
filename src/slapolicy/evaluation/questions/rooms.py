"""How far a reading is from another answer, as values."""

import datetime as dt

from fractions import Fraction
from typing import final

import attrs

from slapolicy._tree import Tree
from slapolicy.amounts import Money
from slapolicy.evaluation.results import Credit
from slapolicy.evaluation.writing import extension_text, seconds
from slapolicy.terms.exchange import Award, Outcome


@final
@attrs.frozen(kw_only=True)
class Turn:
    """
    Where the answer turns.

    Args:
        by: How much more, or less, counted downtime leads there; exact: a
            microsecond sooner the answer is still the present one.

        outcome: The outcome of the reading from there on.

        award: What the reading earns there, before any cap.

        credit: What is owed in all there, after settlement.

        change: How much more money that is than at present; None where one
            of the two is not known.
    """

    by: dt.timedelta
    outcome: Outcome
    award: Award
    credit: Credit
    change: Money | None

    @property
    def money(self) -> Money | None:
        """The money owed in all there; None if it is not known."""
        return self.credit.money

    def to_dict(self) -> dict[str, Tree]:
        """Return it as a tree; lengths are seconds."""
        return {
            "by": self.by.total_seconds(),
            "outcome": self.outcome.value,
            "money": None if self.money is None else str(self.money),
            "extension": extension_text(self.credit.extensions),
            "change": None if self.change is None else str(self.change),
        }


@final
@attrs.frozen(kw_only=True)
class Room:
    """
    How far one reading is from another answer.

    The answer is the outcome of the reading together with what is owed in
    all, after every cap and the rounding; where time that nobody observed
    leaves that open, between what it lies. All else stays as it is: the
    reading's stretches too, so that a rule that reads the longest of them
    is not moved. A grain does not round what is added; downtime that
    really comes is rounded before.

    Args:
        commitment: The promise.

        subject: What the reading is about.

        outcome: How it fared.

        downtime: Its downtime, after weights and grain; microseconds.

        credit: What is owed in all.

        more: How much more downtime would change the answer; None if none
            would: up to all that is measured, or for one outage up to the
            length of the period more.

        less: How much less would have; None if none.

        kept: How much less would have kept the promise; None if it is kept,
            or if nothing would have.
    """

    commitment: str
    subject: str
    outcome: Outcome
    downtime: Fraction | int
    credit: Credit
    more: Turn | None
    less: Turn | None
    kept: Turn | None

    def to_dict(self) -> dict[str, Tree]:
        """Return it as a tree; lengths are seconds."""
        turns = (
            ("more", self.more),
            ("less", self.less),
            ("kept", self.kept),
        )
        money = self.credit.money
        return {
            "commitment": self.commitment,
            "subject": self.subject,
            "outcome": self.outcome.value,
            "downtime": seconds(self.downtime),
            "money": None if money is None else str(money),
            "extension": extension_text(self.credit.extensions),
            **{
                name: None if turn is None else turn.to_dict()
                for name, turn in turns
            },
        }


@final
@attrs.frozen(kw_only=True)
class Headroom:
    """
    How far each reading of downtime is from another answer.

    Args:
        rooms: One for each, in the order of the policy.
    """

    rooms: tuple[Room, ...]

    def of(self, commitment: str, subject: str | None = None) -> Room:
        """
        Return the room of one reading.

        Args:
            commitment: The promise.

            subject: What the reading is about; None for the first.

        Raises:
            KeyError: If there is none.
        """
        for one in self.rooms:
            if one.commitment == commitment and subject in {None, one.subject}:
                return one
        raise KeyError(commitment if subject is None else subject)

    def to_dict(self) -> dict[str, Tree]:
        """Return it as a tree; lengths are seconds."""
        return {"headroom": [one.to_dict() for one in self.rooms]}
