"""Several policies, one history: `replay`."""

import pickle

import attrs

from slapolicy import (
    Carried,
    Claim,
    Event,
    FlatCredit,
    Outage,
)
from slapolicy.evaluation import (
    replay,
)
from slapolicy.periods import CalendarPeriod
from tests.agreed import (
    RECORD,
    UPTIME,
    down,
    euros,
    outage,
    policy_of,
)
from tests.views import at


HALF_A_DAY = outage("06-10 00:00", "06-10 12:00", "o1")


class TestReplay:
    """`replay`."""

    monthly = policy_of()
    milder = attrs.evolve(
        policy_of(attrs.evolve(UPTIME, credit=FlatCredit(amount="1.00 EUR"))),
        id="milder",
    )
    yearly = attrs.evolve(
        policy_of(), id="yearly", period=CalendarPeriod("year")
    )
    records = (down(HALF_A_DAY), RECORD)

    def test_table(self) -> None:
        """One row for each record, one column for each policy."""
        found = replay([self.monthly, self.milder], self.records)
        assert [[one.money for one in row] for row in found.rows] == [
            [euros("25"), euros("1")],
            [euros("0"), euros("0")],
        ]
        assert found.totals == (euros("25"), euros("1"))

    def test_a_policy_that_does_not_fit(self) -> None:
        """It has the error in its place, and the others stand."""
        found = replay([self.monthly, self.yearly], self.records)
        (first, second), _ = found.rows
        assert first.money == euros("25")
        assert second.money is None
        assert second.error == (
            "period: 2026-06 is none of the policy's periods; the nearest "
            "are 2026 or 2027"
        )
        assert found.totals == (euros("25"), None)

    def test_another_currency(self) -> None:
        """Nothing is converted."""
        dollars = attrs.evolve(self.monthly, currency="USD")
        (row,) = replay([dollars], [RECORD]).rows
        assert row[0].error == (
            "service.fee: 100.00 EUR is not in USD, the policy's currency; "
            "nothing is converted"
        )

    def test_claims_on_other_promises(self) -> None:
        """What another policy calls otherwise is no hindrance."""
        record = attrs.evolve(
            down(HALF_A_DAY),
            claims=[
                Claim(id="c1", commitment="availability"),
                Claim(id="c2", commitment="uptime"),
            ],
            events=[
                Event(name="a", at=at("06-10 00:00")),
                Event(name="b", at=at("06-10 00:00"), commitment="x"),
            ],
            carried=Carried(
                breaches={"availability": ["met"], "uptime": ["met"]},
                values={"availability": [None], "uptime": [None]},
            ),
        )
        ((found,),) = replay([self.monthly], [record]).rows
        assert found.evaluation is not None
        fitted = found.evaluation.record
        assert [one.id for one in fitted.claims] == ["c2"]
        assert [one.name for one in fitted.events] == ["a"]
        assert dict(fitted.carried.breaches) == {"uptime": ("met",)}
        assert dict(fitted.carried.values) == {"uptime": (None,)}

    def test_open_outage(self) -> None:
        """One instant for all, if it is given; else an error, not a guess."""
        record = attrs.evolve(
            RECORD, outages=[Outage(start=at("06-10 00:00"))]
        )
        ((without,),) = replay([self.monthly], [record]).rows
        assert without.error is not None
        assert without.error.startswith("outages[0]: outage-1 has no end")
        seen = replay([self.monthly], [record], as_of=at("06-10 12:00"))
        assert seen.totals == (euros("25"),)

    def test_tree(self) -> None:
        """It can be told to programs."""
        found = replay([self.monthly, self.yearly], self.records[:1])
        assert found.to_dict() == {
            "policies": [
                {"policy": "agreed", "version": "1"},
                {"policy": "yearly", "version": "1"},
            ],
            "rows": [
                {
                    "service": "s",
                    "period": "2026-06-01T00:00:00Z/2026-07-01T00:00:00Z",
                    "answers": [
                        {
                            "period": "2026-06",
                            "outcomes": {"uptime": "breached"},
                            "money": "25.00 EUR",
                            "extension": None,
                            "error": None,
                        },
                        {
                            "period": None,
                            "outcomes": {},
                            "money": None,
                            "extension": None,
                            "error": found.rows[0][1].error,
                        },
                    ],
                }
            ],
            "totals": ["25.00 EUR", None],
        }

    def test_value(self) -> None:
        """It is a value."""
        found = replay([self.monthly], self.records)
        assert pickle.loads(pickle.dumps(found)) == found
        assert hash(found) == hash(replay([self.monthly], self.records))
