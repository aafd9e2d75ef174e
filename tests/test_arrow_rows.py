"""Rows of a batch, each with what the short way over columns must not miss."""

import datetime as dt

from decimal import Decimal
from typing import Any

import attrs
import pyarrow as pa
import pytest

from slapolicy import (
    CauseExclusion,
    Commitment,
    MaintenanceExclusion,
    Policy,
    Restoration,
    SourceExclusion,
    Target,
    TicketTime,
    TieredCredit,
    TierRow,
)
from slapolicy.arrow import evaluate_batches, quickly
from tests.agreed import UPTIME, policy_of
from tests.views import JUNE, at


UTC = pa.timestamp("us", "UTC")
SPAN = [("start", UTC), ("end", UTC)]
OUTAGES = pa.list_(
    pa.struct([*SPAN, ("cause", pa.string()), ("source", pa.string())])
)
WINDOWS = pa.list_(
    pa.struct([*SPAN, ("kind", pa.string()), ("announced", UTC)])
)
POLICY = policy_of(
    exclusions=[
        CauseExclusion(causes=["customer"]),
        MaintenanceExclusion(kinds=["planned"]),
    ]
)
MINUTE = 60_000_000


def fact(start: str, end: str | None, **more: object) -> dict[str, object]:
    """Return a fact of 10 June, written ``09:00``."""
    until = None if end is None else at(f"06-10 {end}")
    return {"start": at(f"06-10 {start}"), "end": until, **more}


def table(
    *outages: list[dict[str, object]],
    maintenance: list[list[dict[str, object]]] | None = None,
    **columns: object,
) -> pa.Table:
    """Return a row of June for each list of outages."""
    count = len(outages)
    found: dict[str, object] = {
        "service": [f"web-{place}" for place in range(count)],
        "period_start": pa.array([JUNE.start] * count, UTC),
        "period_end": pa.array([JUNE.end] * count, UTC),
        "fee": ["100.00 EUR"] * count,
        "outages": pa.array(outages, OUTAGES),
    }
    if maintenance is not None:
        found["maintenance"] = pa.array(maintenance, WINDOWS)
    return pa.table(found | columns)


def rows(given: pa.Table, policy: Policy = POLICY) -> list[dict[str, Any]]:
    """Return what follows, row by row."""
    found: list[dict[str, Any]] = []
    for batch in evaluate_batches(policy, given):
        found += batch.to_pylist()
    return found


def minutes(given: pa.Table, policy: Policy = POLICY) -> list[float | None]:
    """Return how long each row was down."""
    return [
        None if one["downtime"] is None else one["downtime"] / MINUTE
        for one in rows(given, policy)
    ]


class TestOutages:
    """Outages of a row."""

    def test_in_any_order(self) -> None:
        """Two that overlap count once, whichever stands first."""
        one, other = fact("01:00", "02:00"), fact("01:30", "03:00")
        assert [120, 120] == minutes(table([one, other], [other, one]))

    def test_as_their_causes_and_sources_say(self) -> None:
        """What is excluded as a whole does not count."""
        told = SourceExclusion(admissible=["probe"])
        policy = policy_of(exclusions=[*POLICY.exclusions, told])
        given = table(
            [fact("01:00", "02:00", source="probe")],
            [fact("01:00", "02:00", source="hearsay")],
            [fact("01:00", "02:00", source="probe", cause="customer")],
        )
        assert [60, 0, 0] == minutes(given, policy)

    def test_beside_one_that_lasts(self) -> None:
        """An open outage needs an instant; its row alone is an error."""
        given = table([fact("01:00", None)], [fact("01:00", "02:00")])
        first, second = rows(given)
        assert "has no end; give as_of" in first["error"]
        assert 60 * MINUTE == second["downtime"]

    def test_without_a_length(self) -> None:
        """It counts nothing."""
        assert [0] == minutes(table([fact("01:00", "01:00")]))

    def test_each_for_itself(self) -> None:
        """Of those that may last two hours, only what counts is asked."""
        policy = policy_of(
            Commitment(
                id="restoration",
                metric=Restoration(),
                target=Target.of(at_most="2 hours"),
            ),
            exclusions=[*POLICY.exclusions],
        )
        theirs = fact("06:00", "10:00", cause="customer")
        found = rows(
            table(
                [fact("01:00", "03:00"), theirs],
                [fact("01:00", "03:01"), theirs],
            ),
            policy,
        )
        assert ["met", "breached"] == [one["outcome"] for one in found]

    def test_beside_a_promise_that_reads_nothing(self) -> None:
        """Downtime is that of the first promise that has any."""
        tickets = Commitment(
            id="repair",
            metric=TicketTime(clock="resolution"),
            target=Target.of(at_most="3 hours"),
        )
        given = table([fact("01:00", "02:00")])
        assert [60] == minutes(given, policy_of(tickets, UPTIME))


class TestMaintenance:
    """Maintenance of a row."""

    down = (fact("01:00", "05:00"),)

    def test_that_overlaps_excuses_once(self) -> None:
        """Two windows that overlap are one."""
        works = [fact("02:00", "03:00"), fact("02:30", "04:00")]
        assert [120] == minutes(table([*self.down], maintenance=[works]))

    def test_of_each_kind(self) -> None:
        """Planned excuses, urgent does not, and other kinds are none."""
        works = [
            [fact("02:00", "03:00", kind=kind)]
            for kind in (None, "planned", "urgent", "surprise")
        ]
        first, second, third, fourth = rows(
            table(*[[*self.down]] * 4, maintenance=works)
        )
        assert 180 * MINUTE == first["downtime"] == second["downtime"]
        assert 240 * MINUTE == third["downtime"]
        assert "surprise" in fourth["error"]

    def test_that_must_be_announced(self) -> None:
        """Each window is asked when it was."""
        policy = policy_of(exclusions=[MaintenanceExclusion(notice="1 day")])
        works = [
            [fact("02:00", "03:00", announced=at("06-10 00:00"))],
            [fact("02:00", "03:00", announced=at("06-01 00:00"))],
        ]
        given = table(*[[*self.down]] * 2, maintenance=works)
        assert [240, 180] == minutes(given, policy)


class TestCredit:
    """What a row is owed."""

    def test_may_be_more_days(self) -> None:
        """An extension has no sum."""
        days = TieredCredit(rows=[TierRow(below="99.9%", credit="3 days")])
        policy = policy_of(attrs.evolve(UPTIME, credit=days))
        given = table(*[[fact("01:00", "03:00")]] * 3)
        for one in rows(given, policy):
            assert ("3 days", Decimal(0), "open") == (
                one["extension"],
                one["credit"],
                one["standing"],
            )

    def test_may_be_nothing(self) -> None:
        """A breach that pays nothing stands nowhere."""
        policy = policy_of(attrs.evolve(UPTIME, credit=None))
        given = table(*[[fact("01:00", "03:00")]] * 3)
        for one in rows(given, policy):
            assert ("breached", Decimal("0.00"), None) == (
                one["outcome"],
                one["credit"],
                one["standing"],
            )

    @pytest.mark.parametrize(
        ("fee", "fault"),
        [
            ("ten euros", "ten euros"),
            ("10.00 USD", "USD"),
            (b"10.00 EUR", "fee"),
        ],
    )
    def test_is_a_share_of_a_fee_that_reads(
        self, fee: object, fault: str
    ) -> None:
        """A fee that is none is an error of its row."""
        (found,) = rows(table([], fee=[fee]))
        assert found["outcome"] is None
        assert fault in found["error"]

    def test_needs_a_currency(self) -> None:
        """A column of decimals is of no currency."""
        (found,) = rows(table([], fee=[Decimal("12.50")]))
        assert found["error"].startswith("fee: ")
        assert found["error"].endswith(
            "has no currency; write it as '12.50 EUR'"
        )


class TestColumns:
    """How columns may be laid out."""

    @pytest.mark.parametrize("name", ["service", "period_start", "period_end"])
    def test_that_every_row_needs(self, name: str) -> None:
        """A null there is an error of its row."""
        given = table([], [])
        place = given.schema.get_field_index(name)
        column = pa.array([None, given[name][1].as_py()], given[name].type)
        first, second = rows(given.set_column(place, name, column))
        assert f"{name}: null; every row needs one" == first["error"]
        assert (None, "met") == (second["error"], second["outcome"])

    def test_of_names_from_a_dictionary(self) -> None:
        """Text of few values may be coded."""
        given = table([fact("01:00", "02:00")], [])
        coded = given.set_column(
            0, "service", given["service"].dictionary_encode()
        )
        assert ["web-0", "web-1"] == [one["service"] for one in rows(coded)]

    def test_of_tickets_that_waited(self) -> None:
        """Spans in which the clock stopped are read."""
        kind = pa.struct(
            [
                *[
                    ("opened", UTC),
                    ("resolved", UTC),
                    ("severity", pa.string()),
                ],
                ("waiting", pa.list_(pa.struct(SPAN))),
            ]
        )
        ticket = {
            "opened": at("06-10 01:00"),
            "resolved": at("06-10 05:00"),
            "severity": "high",
        }
        waited = {**ticket, "waiting": [fact("02:00", "04:00")]}
        policy = policy_of(
            Commitment(
                id="repair",
                metric=TicketTime(clock="resolution"),
                target=Target.of(at_most="3 hours"),
            )
        )
        given = table(
            [], [], tickets=pa.array([[ticket], [waited]], pa.list_(kind))
        )
        assert ["breached", "met"] == [
            one["outcome"] for one in rows(given, policy)
        ]


class TestMemory:
    """What is remembered from row to row."""

    def test_forgotten_changes_no_row(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """However little is kept, the rows are the same."""
        fees = ["100.00 EUR", "50.00 EUR", "100.00 EUR", "50.00 EUR"]
        given = table(*[[fact("01:00", "03:00")]] * 3, [], fee=fees)
        days = [
            given.set_column(1, "period_start", pa.array([start] * 4, UTC))
            for start in (JUNE.start, JUNE.start + dt.timedelta(days=1))
        ]
        both = pa.concat_tables([*days, given])
        expected = rows(both)
        monkeypatch.setattr(quickly, "_MOST", 1)
        assert expected == rows(both)
        assert [Decimal("10.00"), Decimal("5.00")] == [
            one["credit"] for one in expected[:2]
        ]
