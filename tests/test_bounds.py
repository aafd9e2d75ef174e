"""Between what an answer lies where nobody looked."""

from fractions import Fraction

import attrs

from slapolicy import (
    Availability,
    Commitment,
    Evaluation,
    Unobserved,
    UnspecifiedCredit,
    WorkCalendar,
    evaluate,
)
from slapolicy.evaluation import Bounds
from tests.agreed import RECORD, UPTIME, euros, policy_of
from tests.views import at


OPEN = attrs.evolve(UPTIME, metric=Availability(unobserved="undetermined"))
DAY = Unobserved(start=at("06-10 00:00"), end=at("06-11 00:00"))
RANGE = (Fraction(29, 30), Fraction(1))


def unseen(
    *others: Commitment, desk: WorkCalendar | None = None
) -> Evaluation:
    """Return what follows where nobody looked for a day of thirty."""
    record = attrs.evolve(RECORD, unobserved=[DAY])
    return evaluate(policy_of(OPEN, *others, desk=desk), record)


class TestBounds:
    """`Evaluation.bounds`."""

    def test_between_all_up_and_all_down(self) -> None:
        """A day of thirty may have been up, or down: 29/30 earns 25 %."""
        assert (
            Bounds(
                availability=(("uptime", RANGE),),
                credit=(euros("0.00"), euros("25.00")),
            )
            == unseen().bounds
        )

    def test_none_where_all_was_seen(self) -> None:
        """An answer that turns on nothing unseen has none."""
        assert evaluate(policy_of(OPEN), RECORD).bounds is None

    def test_leave_out_what_is_never_measured(self) -> None:
        """A promise for hours that never come has no share at all."""
        desk = attrs.evolve(
            OPEN,
            id="desk",
            metric=Availability(
                unobserved="undetermined", service_hours="desk"
            ),
        )
        never = WorkCalendar(hours=[()] * 7)
        found = unseen(desk, desk=never).bounds
        assert found is not None
        assert (("uptime", RANGE),) == found.availability

    def test_no_credit_where_more_is_unknown(self) -> None:
        """What a contract does not say, no observer can mend."""
        unsaid = attrs.evolve(
            OPEN, id="unsaid", credit=UnspecifiedCredit(text="a fair sum")
        )
        found = unseen(unsaid).bounds
        assert found is not None
        assert (("uptime", RANGE), ("unsaid", RANGE)) == found.availability
        assert found.credit is None
