"""Several policies, one history: what each would have paid."""

import datetime as dt

from collections.abc import Iterable
from typing import final

import attrs

from slapolicy._tree import Tree
from slapolicy.amounts import Money
from slapolicy.errors import SlaPolicyError, messages
from slapolicy.evaluation.evaluate import evaluate
from slapolicy.evaluation.fitting import fitted
from slapolicy.evaluation.results import Evaluation
from slapolicy.evaluation.writing import extension_text
from slapolicy.facts import Record
from slapolicy.terms.policy import Policy


@final
@attrs.frozen
class Replayed:
    """
    What one policy would have paid for one record.

    Args:
        evaluation: The answer; None if the policy cannot be asked.

        error: Why it cannot be asked.
    """

    evaluation: Evaluation | None
    error: str | None = None

    @property
    def money(self) -> Money | None:
        """The money owed; None if that is not known."""
        return (
            None if self.evaluation is None else self.evaluation.credit.money
        )

    def to_dict(self) -> dict[str, Tree]:
        """Return it as a tree."""
        one = self.evaluation
        extensions = () if one is None else one.credit.extensions
        results = () if one is None else one.results
        return {
            "period": None if one is None else one.label,
            "outcomes": {each.id: each.outcome.value for each in results},
            "money": None if self.money is None else str(self.money),
            "extension": extension_text(extensions),
            "error": self.error,
        }


@final
@attrs.frozen
class Replay:
    """
    What several policies would have paid for the same records.

    Args:
        policies: The policies, one for each column.

        records: The records, one for each row.

        rows: For each record what each policy says.
    """

    policies: tuple[Policy, ...]
    records: tuple[Record, ...]
    rows: tuple[tuple[Replayed, ...], ...]

    @property
    def totals(self) -> tuple[Money | None, ...]:
        """
        What each policy would have paid in all, in its own currency.

        None where one of its sums is not known.
        """
        return tuple(
            _total(policy, [row[place].money for row in self.rows])
            for place, policy in enumerate(self.policies)
        )

    def to_dict(self) -> dict[str, Tree]:
        """Return it as a tree."""
        return {
            "policies": [
                {"policy": one.id, "version": one.version}
                for one in self.policies
            ],
            "rows": [
                {
                    "service": record.service.id,
                    "period": record.period.to_iso(),
                    "answers": [one.to_dict() for one in row],
                }
                for record, row in zip(self.records, self.rows, strict=True)
            ],
            "totals": [
                None if one is None else str(one) for one in self.totals
            ],
        }


def _total(policy: Policy, sums: list[Money | None]) -> Money | None:
    """Return a sum of sums, None if one is not known."""
    total = Money(0, policy.currency)
    for one in sums:
        if one is None:
            return None
        total += one
    return total


def replay(
    policies: Iterable[Policy],
    records: Iterable[Record],
    *,
    as_of: dt.datetime | None = None,
) -> Replay:
    """
    Return what each policy would have paid for each record.

    Claims, events and history of commitments that a policy does not have
    are left out. A record that it cannot be asked about, such as one of
    another period or currency, has the error in its place.

    Args:
        policies: What might have been promised.

        records: What happened.

        as_of: The instant from which everything is seen; the end of each
            period if it is not given.
    """
    asked, given = tuple(policies), tuple(records)
    return Replay(
        asked,
        given,
        tuple(
            tuple(_replayed(policy, record, as_of) for policy in asked)
            for record in given
        ),
    )


def _replayed(
    policy: Policy, record: Record, as_of: dt.datetime | None
) -> Replayed:
    """Return what one policy says of one record."""
    try:
        return Replayed(evaluate(policy, fitted(record, policy), as_of=as_of))
    except SlaPolicyError as error:
        return Replayed(None, "; ".join(messages(error)))
