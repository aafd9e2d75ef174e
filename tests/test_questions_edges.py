"""What else one may ask of an evaluation, where it is a close thing."""

import datetime as dt

from typing import final

import attrs
import pytest

from slapolicy import (
    Availability,
    Claim,
    ClaimEvent,
    CreditRule,
    Decision,
    Event,
    FlatCredit,
    Maintenance,
    Outage,
    Outcome,
    PerUnitCredit,
    Policy,
    Record,
    Requests,
    Restoration,
    Sample,
    Suspension,
    Target,
    Ticket,
    TieredCredit,
    TierRow,
    Unobserved,
    UnspecifiedCredit,
    View,
    replay,
)
from slapolicy.evaluation import Change, FactChange, FieldChange, Turn
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


HOUR = dt.timedelta(hours=1)
TICK = dt.timedelta(microseconds=1)
HALF_A_DAY = outage("06-10 00:00", "06-10 12:00", "o1")
MONTH = outage("06-01 00:00", "07-01 00:00")


def june(day: int) -> dt.datetime:
    """Return where a day of June begins."""
    return at(f"06-{day} 00:00")


def claim(filed: dt.datetime) -> Claim:
    """Return a claim that was filed at an instant."""
    return Claim(
        commitment="uptime", events=[ClaimEvent(event="file", at=filed)]
    )


class TestComparing:
    """Then and now."""

    def test_all_that_a_new_fact_says(self) -> None:
        """It is told field by field; nothing was there before."""
        found = answer(RECORD).compare(answer(down(HALF_A_DAY)))
        assert (
            FactChange(
                kind="outages",
                id="o1",
                change=Change.CAME,
                fields=(
                    FieldChange("start", None, "2026-06-10T00:00:00Z"),
                    FieldChange("end", None, "2026-06-10T12:00:00Z"),
                    FieldChange("cause", None, "provider"),
                    FieldChange("impact", None, "1"),
                ),
            ),
        ) == found.facts

    def test_a_name_that_is_no_place(self) -> None:
        """What somebody called otherwise is another, numbered or not."""
        then, now = (
            answer(down(attrs.evolve(HALF_A_DAY, id=name)))
            for name in ("inc-7", "inc-8")
        )
        assert [("inc-7", Change.WENT), ("inc-8", Change.CAME)] == [
            (one.id, one.change) for one in then.compare(now).facts
        ]

    def test_one_more_of_each_kind(self) -> None:
        """The one behind it is the same, though it has another place."""

        def record(*days: int) -> Record:
            """Return a record with facts of each kind on those days."""
            spans = [(day, day + HOUR) for day in map(june, days)]
            return attrs.evolve(
                RECORD,
                outages=[Outage(start=one, end=end) for one, end in spans],
                maintenance=[
                    Maintenance(start=one, end=end) for one, end in spans
                ],
                suspensions=[
                    Suspension(start=one, end=end) for one, end in spans
                ],
                unobserved=[
                    Unobserved(start=one, end=end) for one, end in spans
                ],
                requests=[
                    Requests(start=one, end=end, total=1, failed=0)
                    for one, end in spans
                ],
                samples=[
                    Sample(at=one, metric="x", value=1) for one, _ in spans
                ],
                tickets=[Ticket(opened=one) for one, _ in spans],
                events=[Event(name="x", at=one) for one, _ in spans],
                claims=[claim(one) for one, _ in spans],
            )

        found = answer(record(20)).compare(answer(record(10, 20)))
        assert [
            ("outages", "outage-1"),
            ("maintenance", "maintenance-1"),
            ("suspensions", "suspension-1"),
            ("unobserved", "unobserved-1"),
            ("requests", "requests-1"),
            ("samples", "sample-1"),
            ("tickets", "ticket-1"),
            ("events", "event-1"),
            ("claims", "claim-1"),
        ] == [(one.kind, one.id) for one in found.facts]
        assert {Change.CAME} == {one.change for one in found.facts}


def by(turn: Turn | None) -> dt.timedelta | None:
    """Return how far a turn is."""
    return None if turn is None else turn.by


def paying(credit: CreditRule, *others: CreditRule) -> Policy:
    """Return the small agreement with other credits for its promise."""
    return policy_of(
        attrs.evolve(UPTIME, credit=credit),
        *(
            attrs.evolve(UPTIME, id=f"other-{place}", credit=other)
            for place, other in enumerate(others)
        ),
    )


class TestReach:
    """How far more downtime can go."""

    @pytest.mark.parametrize(
        "down_for",
        [outage("06-10 00:00", "06-10 02:00"), MONTH],
        ids=["two hours", "all of it"],
    )
    def test_all_that_is_measured(self, down_for: Outage) -> None:
        """More of a month than the month is never down."""
        table = TieredCredit(
            rows=[
                TierRow(at_most="720 hours", credit="10%"),
                TierRow(above="720 hours", credit="20%"),
            ],
            reads="downtime",
        )
        room = answer(down(down_for), paying(table)).headroom().of("uptime")
        assert room.more is None

    def test_the_last_of_it(self) -> None:
        """A microsecond more, and nothing was up."""
        table = TieredCredit(
            rows=[
                TierRow(above="0%", credit="10%"),
                TierRow(at_most="0%", credit="20%"),
            ]
        )
        all_but = attrs.evolve(MONTH, end=at("07-01 00:00") - TICK)
        room = answer(down(all_but), paying(table)).headroom().of("uptime")
        assert TICK == by(room.more)

    @pytest.mark.parametrize(
        ("beyond", "more"),
        [("721 hours", 719 * HOUR + TICK), ("722 hours", None)],
    )
    def test_of_one_outage(
        self, beyond: str, more: dt.timedelta | None
    ) -> None:
        """It may last the length of the period more, and no longer."""
        table = TieredCredit(
            rows=[
                TierRow(at_most=beyond, credit="10%"),
                TierRow(above=beyond, credit="20%"),
            ]
        )
        policy = policy_of(
            promise(Restoration(), Target.of(at_most="1 hour"), table)
        )
        record = down(outage("06-10 00:00", "06-10 02:00"))
        assert more == by(answer(record, policy).headroom().rooms[0].more)


class TestTurns:
    """What counts as another answer."""

    def test_of_one_promise(self) -> None:
        """The others are not looked at."""
        policy = paying(FlatCredit(amount="10%"), FlatCredit(amount="20%"))
        found = answer(RECORD, policy).headroom("other-0")
        assert ["other-0"] == [one.commitment for one in found.rooms]

    def test_at_the_bound(self) -> None:
        """What is just kept is kept, without anything less."""
        end = at("06-10 00:43") + dt.timedelta(seconds=12)
        kept = Outage(start=at("06-10 00:00"), end=end)
        room = answer(down(kept)).headroom().of("uptime")
        assert (TICK, None, None) == (by(room.more), room.less, room.kept)

    def test_by_the_sums_of_the_incident(self) -> None:
        """Each hour begun is worth a tenth of what the outage cost."""
        credit = PerUnitCredit(
            amount="10%", unit="1 hour", rounding="started", of="lost"
        )
        policy = policy_of(
            promise(Restoration(), Target.of(at_most="2 hours"), credit)
        )
        record = down(attrs.evolve(HALF_A_DAY, amounts={"lost": "50.00 EUR"}))
        room = answer(record, policy).headroom().of("uptime")
        turns = [(one.by, one.money) for one in (room.more, room.less) if one]
        assert [(TICK, euros("65")), (HOUR, euros("55"))] == turns

    def test_while_nobody_knows(self) -> None:
        """The most that may be owed turns; the outcome is still open."""
        start = at("06-20 00:00")
        record = attrs.evolve(
            RECORD, unobserved=[Unobserved(start=start, end=start + 7 * HOUR)]
        )
        metric = Availability(unobserved="undetermined")
        policy = policy_of(attrs.evolve(UPTIME, metric=metric))
        (room,) = answer(record, policy).headroom().rooms
        assert room.more is not None
        assert (dt.timedelta(minutes=12) + TICK, Outcome.UNDETERMINED) == (
            room.more.by,
            room.more.outcome,
        )

    def test_from_nothing_to_something(self) -> None:
        """Also where another promise hides what is owed in all."""
        table = TieredCredit(
            rows=[
                TierRow(at_least="99%", credit="0%"),
                TierRow(below="99%", credit="1%"),
            ]
        )
        policy = paying(table, UnspecifiedCredit(text="as is fair"))
        record = down(outage("06-10 00:00", "06-10 05:00"))
        room = answer(record, policy).headroom().of("uptime")
        assert dt.timedelta(hours=2, minutes=12) + TICK == by(room.more)

    def test_from_one_doubt_to_another(self) -> None:
        """A table with no row for a figure, and one with two."""
        table = TieredCredit(
            rows=[
                TierRow(at_least="95%", below="98%", credit="10%"),
                TierRow(at_least="95%", below="98%", credit="20%"),
            ]
        )
        room = answer(down(HALF_A_DAY), paying(table)).headroom().of("uptime")
        assert dt.timedelta(hours=2, minutes=24) + TICK == by(room.more)


class TestRooms:
    """Rooms by name, and as programs read them."""

    def test_what_is_not_there_is_named(self) -> None:
        """The promise, or what it should be about."""
        found = answer(RECORD).headroom()
        for asked in (("uptme", None), ("uptime", "o1")):
            with pytest.raises(KeyError) as raised:
                found.of(*asked)
            assert (asked[1] or asked[0],) == raised.value.args

    def test_no_turn_is_null(self) -> None:
        """Where nothing less would change a thing."""
        tree = answer(RECORD).headroom().of("uptime").to_dict()
        assert (None, None) == (tree["less"], tree["kept"])


@final
@attrs.frozen
class Grace:
    """An exclusion from outside, without id or kind: all is forgiven."""

    def excuse(self, view: View, used: object) -> tuple[Decision, ...]:
        """Return that each outage is excused."""
        del used
        return tuple(
            Decision(
                rule="Grace",
                fact=one.name,
                held=True,
                spans=((one.start, one.end),),
            )
            for one in view.downs
        )


class TestLeavingOut:
    """The answer without one exclusion."""

    def test_of_a_rule_without_a_name(self) -> None:
        """It goes by what it is."""
        found = answer(down(HALF_A_DAY), policy_of(exclusions=[Grace()]))
        assert euros("25") == found.marginal("Grace").change


class TestReplaying:
    """Several policies, one history."""

    def test_owed_in_time(self) -> None:
        """What is no money stands beside it."""
        policy = paying(FlatCredit(amount="2 days"))
        ((found,),) = replay([policy], [down(HALF_A_DAY)]).rows
        assert "2 days" == found.to_dict()["extension"]

    def test_every_fault(self) -> None:
        """They stand in one line."""
        record = down(
            Outage(start=at("06-10 00:00")), Outage(start=at("06-11 00:00"))
        )
        ((found,),) = replay([policy_of()], [record]).rows
        assert found.error is not None
        first, second = found.error.split("; outages[1]: ")
        assert first.startswith("outages[0]: outage-1 has no end")
        assert second.startswith("outage-2 has no end")
