"""How far an answer is from another: `Evaluation.headroom`."""

import datetime as dt
import pickle

import attrs
import pytest

from slapolicy import (
    Attribute,
    Availability,
    Cap,
    Condition,
    Count,
    CreditTerms,
    Evaluation,
    Extension,
    FlatCredit,
    Gauge,
    Outage,
    Outcome,
    PerUnitCredit,
    Restoration,
    Service,
    SuccessRate,
    SumCredit,
    Target,
    TieredCredit,
    TierRow,
    Unobserved,
    UnspecifiedCredit,
    evaluate,
)
from slapolicy.evaluation import (
    Headroom,
    Room,
    Turn,
)
from tests.agreed import (
    RECORD,
    UPTIME,
    answer,
    down,
    euros,
    outage,
    policy_of,
    promise,
)
from tests.views import at


HALF_A_DAY = outage("06-10 00:00", "06-10 12:00", "o1")
TICK = dt.timedelta(microseconds=1)
TABLE_OF_TIME = TieredCredit(
    rows=[
        TierRow(above="2 hours", at_most="8 hours", credit="20%"),
        TierRow(above="8 hours", credit="50%"),
    ],
)


def room(evaluation: Evaluation) -> Room:
    """Return the one room of an evaluation."""
    (found,) = evaluation.headroom().rooms
    return found


def told(turn: Turn | None) -> tuple[str, str, str] | None:
    """Return how far a turn is, the outcome there, and what is owed."""
    if turn is None:
        return None
    return (str(turn.by), turn.outcome.value, str(turn.money))


class TestHeadroom:
    """`Evaluation.headroom`, of 720 hours, at 99.9 % of them."""

    def test_kept(self) -> None:
        """So much is left until the first row; nothing less changes."""
        found = room(answer(RECORD))
        assert told(found.more) == ("0:43:12.000001", "breached", "10.00 EUR")
        assert (found.less, found.kept) == (None, None)

    def test_in_a_row(self) -> None:
        """To the next worse row, to the next better, and to none."""
        found = room(answer(down(HALF_A_DAY)))
        assert told(found.more) == (
            "1 day, 0:00:00.000001",
            "breached",
            "100.00 EUR",
        )
        assert told(found.less) == ("4:48:00", "breached", "10.00 EUR")
        assert told(found.kept) == ("11:16:48", "met", "0.00 EUR")

    def test_what_it_is_worth(self) -> None:
        """Each turn says how much more or less that is."""
        found = room(answer(down(HALF_A_DAY)))
        turns = (found.more, found.less, found.kept)
        changes = [turn and turn.change for turn in turns]
        assert changes == [euros("75"), euros("-15"), euros("-25")]

    def test_in_the_middle_of_the_month(self) -> None:
        """12 minutes and 4 seconds are left this month before 10 %."""
        record = down(
            Outage(start=at("06-10 09:00"), end=at("06-10 09:31:08"))
        )
        found = evaluate(policy_of(), record, as_of=at("06-15 00:00"))
        turn = room(found).more
        assert turn is not None
        assert turn.by == dt.timedelta(minutes=12, seconds=4) + TICK
        assert str(turn.award.lines[0].amount) == "10%"

    def test_precision(self) -> None:
        """What the contract rounds up is kept for longer."""
        metric = Availability(precision=1)
        found = room(
            answer(RECORD, policy_of(attrs.evolve(UPTIME, metric=metric)))
        )
        # 99.85 % still rounds to 99.9 %.
        assert told(found.more) == ("1:04:48.000001", "breached", "10.00 EUR")

    def test_grain(self) -> None:
        """It is reckoned on downtime after the grain, and is not rounded."""
        metric = Availability(grain="1 hour", grain_rounding="up")
        record = down(outage("06-10 09:00", "06-10 09:10"))
        found = room(
            answer(record, policy_of(attrs.evolve(UPTIME, metric=metric)))
        )
        assert found.downtime == 3_600_000_000
        assert told(found.kept) == ("0:16:48", "met", "0.00 EUR")

    def test_cap(self) -> None:
        """A worse row that a cap swallows is no other answer."""
        terms = CreditTerms(caps=[Cap(at_most="25%", per="period")])
        found = room(answer(down(HALF_A_DAY), policy_of(terms=terms)))
        assert found.more is None

    def test_minimum(self) -> None:
        """What a minimum withholds is none either."""
        terms = CreditTerms(minimum="20.00 EUR")
        found = room(answer(RECORD, policy_of(terms=terms)))
        assert told(found.more) == ("0:43:12.000001", "breached", "0.00 EUR")

    def test_rows_out_of_order(self) -> None:
        """A row that pays otherwise is not passed over."""
        table = TieredCredit(
            rows=[
                TierRow(at_least="98%", below="98.5%", credit="50%"),
                TierRow(below="99.9%", credit="10%"),
            ],
            overlap="first",
        )
        policy = policy_of(attrs.evolve(UPTIME, credit=table))
        found = room(
            answer(down(outage("06-10 00:00", "06-10 01:00")), policy)
        )
        assert told(found.more) == ("9:48:00.000001", "breached", "50.00 EUR")

    def test_rows_within_a_sum(self) -> None:
        """Nor is one of a table that is added to something."""
        table = TieredCredit(
            rows=[
                TierRow(at_least="98%", below="98.5%", credit="50%"),
                TierRow(below="99.9%", credit="10%"),
            ],
            overlap="first",
        )
        credit = SumCredit(rules=[table, FlatCredit(amount="1.00 EUR")])
        policy = policy_of(attrs.evolve(UPTIME, credit=credit))
        found = room(
            answer(down(outage("06-10 00:00", "06-10 01:00")), policy)
        )
        assert told(found.more) == ("9:48:00.000001", "breached", "51.00 EUR")

    def test_table_without_figures(self) -> None:
        """A table that nobody can read stays unread, however far."""
        table = TieredCredit(
            rows=[TierRow(below=Attribute("promised"), credit="10%")]
        )
        policy = policy_of(attrs.evolve(UPTIME, credit=table))
        found = room(answer(down(HALF_A_DAY), policy))
        assert found.more is None
        assert told(found.less) == ("11:16:48", "met", "0.00 EUR")

    def test_no_credit(self) -> None:
        """A promise that earns nothing turns with its outcome alone."""
        policy = policy_of(attrs.evolve(UPTIME, credit=None))
        found = room(answer(down(HALF_A_DAY), policy))
        assert found.more is None
        assert told(found.less) == ("11:16:48", "met", "0.00 EUR")

    def test_each_outage(self) -> None:
        """Restoration has a room for each outage, up to a period more."""
        policy = policy_of(
            promise(Restoration(), Target.of(at_most="2 hours"), TABLE_OF_TIME)
        )
        record = down(
            outage("06-10 00:00", "06-10 01:00", "o1"),
            outage("06-11 00:00", "06-11 05:00", "o2"),
        )
        found = answer(record, policy).headroom()
        first, second = found.of("uptime"), found.of("uptime", "o2")
        assert told(first.more) == ("1:00:00.000001", "breached", "40.00 EUR")
        assert told(second.more) == ("3:00:00.000001", "breached", "50.00 EUR")
        assert told(second.kept) == ("3:00:00", "met", "0.00 EUR")

    def test_other_promises_stay(self) -> None:
        """One that is not known hides the sum, not what the other is worth."""
        other = attrs.evolve(
            UPTIME, id="other", credit=UnspecifiedCredit(text="as is fair")
        )
        found = answer(down(HALF_A_DAY), policy_of(UPTIME, other)).headroom()
        assert told(found.of("uptime").less) == ("4:48:00", "breached", "None")
        turn = found.of("uptime").less
        assert turn is not None
        assert turn.change is None

    def test_choice(self) -> None:
        """Where the customer chooses, what there is to choose turns."""
        other = attrs.evolve(
            UPTIME, id="other", credit=FlatCredit(amount="1 day")
        )
        terms = CreditTerms(combine="choose")
        policy = policy_of(UPTIME, other, terms=terms)
        found = answer(down(HALF_A_DAY), policy).headroom("uptime")
        assert told(found.of("uptime").less) == ("4:48:00", "breached", "None")

    def test_extension(self) -> None:
        """What is owed in time turns too."""
        days = PerUnitCredit(amount="1 day", unit="1 hour", rounding="started")
        policy = policy_of(attrs.evolve(UPTIME, credit=days))
        turn = room(answer(down(HALF_A_DAY), policy)).more
        assert turn is not None
        assert turn.by == TICK
        assert turn.credit.extensions == (Extension.parse("13 days"),)

    def test_unobserved(self) -> None:
        """Where nobody looked, less would have left no doubt."""
        record = attrs.evolve(
            down(outage("06-10 09:00", "06-10 09:30")),
            unobserved=[
                Unobserved(start=at("06-11 00:00"), end=at("06-11 00:20"))
            ],
        )
        metric = Availability(unobserved="undetermined")
        found = room(
            answer(record, policy_of(attrs.evolve(UPTIME, metric=metric)))
        )
        assert found.outcome is Outcome.UNDETERMINED
        assert told(found.less) == ("0:06:48", "met", "0.00 EUR")
        assert told(found.kept) == ("0:06:48", "met", "0.00 EUR")
        assert told(found.more) == ("0:13:12.000001", "breached", "10.00 EUR")

    def test_ineligible(self) -> None:
        """Who is owed nothing still learns what is left."""
        policy = attrs.evolve(
            policy_of(),
            eligibility=[Condition(attribute="paid-up", is_="true")],
        )
        record = attrs.evolve(
            RECORD, service=Service(id="s", attributes={"paid-up": "false"})
        )
        found = room(answer(record, policy))
        assert told(found.more) == ("0:43:12.000001", "breached", "0.00 EUR")

    def test_nothing_to_reread(self) -> None:
        """Counts, gauges, rates and promises not made have no room."""
        policy = policy_of(
            attrs.evolve(promise(Count(), Target.of(at_most="1")), id="count"),
            attrs.evolve(
                promise(
                    Gauge(metric="x", statistic="mean"),
                    Target.of(at_most="1"),
                ),
                id="gauge",
            ),
            attrs.evolve(
                promise(
                    SuccessRate(aggregate="total"), Target.of(at_least="9%")
                ),
                id="rate",
            ),
            attrs.evolve(
                UPTIME, applies_if=[Condition(attribute="x", is_="y")]
            ),
        )
        assert answer(RECORD, policy).headroom().rooms == ()

    def test_nothing_measured(self) -> None:
        """Where nothing was measured there is no room either."""
        record = attrs.evolve(
            RECORD,
            unobserved=[
                Unobserved(start=at("06-01 00:00"), end=at("07-01 00:00"))
            ],
        )
        assert answer(record).headroom().rooms == ()

    def test_unknown_promise(self) -> None:
        """A promise or subject that is not there is a `KeyError`."""
        with pytest.raises(KeyError):
            answer(RECORD).headroom("uptme")
        with pytest.raises(KeyError):
            answer(RECORD).headroom().of("uptime", "o1")
        with pytest.raises(KeyError):
            answer(RECORD).headroom().of("uptme")

    def test_tree(self) -> None:
        """It can be told to programs."""
        assert answer(down(HALF_A_DAY)).headroom().to_dict() == {
            "headroom": [
                {
                    "commitment": "uptime",
                    "subject": "2026-06",
                    "outcome": "breached",
                    "downtime": 43_200.0,
                    "money": "25.00 EUR",
                    "extension": None,
                    "more": {
                        "by": 86_400.000001,
                        "outcome": "breached",
                        "money": "100.00 EUR",
                        "extension": None,
                        "change": "75.00 EUR",
                    },
                    "less": {
                        "by": 17_280.0,
                        "outcome": "breached",
                        "money": "10.00 EUR",
                        "extension": None,
                        "change": "-15.00 EUR",
                    },
                    "kept": {
                        "by": 40_608.0,
                        "outcome": "met",
                        "money": "0.00 EUR",
                        "extension": None,
                        "change": "-25.00 EUR",
                    },
                }
            ]
        }

    def test_tree_of_the_unknown(self) -> None:
        """What is not known is null."""
        policy = policy_of(
            UPTIME,
            attrs.evolve(
                UPTIME, id="other", credit=UnspecifiedCredit(text="fair")
            ),
        )
        found = answer(down(HALF_A_DAY), policy).headroom().of("uptime")
        assert found.to_dict()["money"] is None
        assert found.less is not None
        assert found.less.to_dict()["money"] is None
        assert found.less.to_dict()["change"] is None

    def test_value(self) -> None:
        """It is a value."""
        found = answer(down(HALF_A_DAY)).headroom()
        assert pickle.loads(pickle.dumps(found)) == found
        assert hash(found) == hash(answer(down(HALF_A_DAY)).headroom())
        assert isinstance(found, Headroom)
