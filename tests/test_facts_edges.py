"""Facts ten years away, a microsecond too early, or without a name."""

import datetime as dt

from collections.abc import Callable
from fractions import Fraction

import attrs
import pytest

from slapolicy import _time
from slapolicy.errors import (
    AmountError,
    InexactError,
    RecordError,
    TransitionError,
    messages,
)
from slapolicy.facts import (
    Carried,
    Claim,
    Maintenance,
    Outage,
    Record,
    Requests,
    Service,
    Suspension,
    Ticket,
    Unobserved,
)
from slapolicy.spans import Span
from tests.changing import changed
from tests.views import DAY, at


TEN_YEARS = 3_660 * _time.DAY
RECORD = Record(service=Service(id="s"), period=DAY)
EARLIEST = DAY.start_ticks - TEN_YEARS
LATEST = DAY.end_ticks + TEN_YEARS
NOON = at("06-10 12:00")


def outage(start: int, end: int | None) -> dict[str, object]:
    """Return an outage as a field of a record."""
    return {"outages": [Outage(start=start, end=end)]}


def maintenance(start: int, end: int | None) -> dict[str, object]:
    """Return maintenance as a field of a record."""
    last = start if end is None else end
    return {"maintenance": [Maintenance(start=start, end=last)]}


def suspension(start: int, end: int | None) -> dict[str, object]:
    """Return a suspension as a field of a record."""
    last = start if end is None else end
    return {"suspensions": [Suspension(start=start, end=last, reason="fee")]}


def unobserved(start: int, end: int | None) -> dict[str, object]:
    """Return unobserved time as a field of a record."""
    last = start if end is None else end
    return {"unobserved": [Unobserved(start=start, end=last)]}


def answered(start: int, end: int | None) -> dict[str, object]:
    """Return a ticket as a field of a record, with its answer."""
    return {"tickets": [Ticket(opened=start, responded=end, severity="1")]}


def resolved(start: int, end: int | None) -> dict[str, object]:
    """Return a ticket as a field of a record, with its end."""
    return {"tickets": [Ticket(opened=start, resolved=end, severity="1")]}


def refused(make: Callable[[], object]) -> str:
    """Return what is said against a fact."""
    with pytest.raises(RecordError) as raised:
        make()
    (message,) = messages(raised.value)
    return message


@pytest.mark.parametrize(
    "fact",
    [outage, maintenance, suspension, unobserved, answered, resolved],
    ids=lambda fact: fact.__name__,
)
class TestTenYears:
    """No fact reaches further beyond the period."""

    def test_are_read(
        self, fact: Callable[[int, int | None], dict[str, object]]
    ) -> None:
        """Up to a microsecond, and to both sides."""
        made = fact(EARLIEST, LATEST)
        (kind,) = made
        assert 1 == len(getattr(changed(RECORD, made), kind))

    @pytest.mark.parametrize(
        ("start", "end"),
        [
            (EARLIEST - 1, EARLIEST),
            (EARLIEST - 1, None),
            (LATEST, LATEST + 1),
        ],
        ids=["before", "before and open", "after"],
    )
    def test_and_a_microsecond_are_refused(
        self,
        fact: Callable[[int, int | None], dict[str, object]],
        start: int,
        end: int | None,
    ) -> None:
        """The message says of which kind, and of which period."""
        made = fact(start, end)
        (kind,) = made
        assert (
            f"{kind}: a fact reaches more than ten years beyond the period "
            f"{DAY}; mend its start or its end"
        ) == refused(lambda: changed(RECORD, made))


class TestPeriod:
    """The time that a record is about."""

    def test_lasts_ten_years_at_most(self) -> None:
        """And not a microsecond longer."""
        longest = Span.of_ticks(DAY.start_ticks, DAY.start_ticks + TEN_YEARS)
        assert longest == attrs.evolve(RECORD, period=longest).period
        longer = Span.of_ticks(longest.start_ticks, longest.end_ticks + 1)
        assert f"period: {longer} is longer than ten years" == refused(
            lambda: attrs.evolve(RECORD, period=longer)
        )


class TestNames:
    """What facts are called."""

    def test_by_their_kind(self) -> None:
        """Where nobody named them."""
        record = attrs.evolve(
            RECORD,
            suspensions=[Suspension(start=NOON, end=NOON, reason="fee")],
            unobserved=[Unobserved(start=NOON, end=NOON)],
        )
        assert "suspension-1" == record.suspensions[0].id
        assert "unobserved-1" == record.unobserved[0].id

    def test_before_all_that_have_one(self) -> None:
        """Of two at once the one without a name goes first."""
        record = attrs.evolve(
            RECORD, outages=[Outage(id="A", start=NOON), Outage(start=NOON)]
        )
        assert ["outage-1", "A"] == [one.id for one in record.outages]

    def test_of_what_has_none_yet(self) -> None:
        """A message says so."""
        before = NOON - dt.timedelta(hours=1)
        facts: list[tuple[Callable[[], object], str]] = [
            (
                lambda: Outage(start=NOON, end=before),
                (
                    "outage without id ends 2026-06-10T11:00:00Z, before it "
                    "starts 2026-06-10T12:00:00Z"
                ),
            ),
            (
                lambda: Requests(start=NOON, end=before, total=1),
                "requests without id end before they start",
            ),
            (
                lambda: Ticket(opened=NOON, resolved=before, severity="1"),
                (
                    "resolved: ticket without id was resolved "
                    "2026-06-10T11:00:00Z, before it was opened "
                    "2026-06-10T12:00:00Z"
                ),
            ),
        ]
        for make, expected in facts:
            assert expected == refused(make)


class TestService:
    """What cannot be of a service, and where."""

    @pytest.mark.parametrize(
        ("field", "value", "expected"),
        [
            (
                "amounts",
                [("a", "1.00 EUR"), ("a", "2.00 EUR")],
                "amounts: a sum's name stands twice",
            ),
            (
                "attributes",
                [("a", "1"), ("a", "2")],
                "attributes: an attribute's name stands twice",
            ),
            (
                "components",
                ["a", "a"],
                "components: a component stands twice",
            ),
            (
                "fee",
                "-1.00 EUR",
                "service.fee: -1.00 EUR: a fee is not negative",
            ),
        ],
    )
    def test_is_said(self, field: str, value: object, expected: str) -> None:
        """The path leads to it."""
        assert expected == refused(
            lambda: changed(Service(id="s"), {field: value})
        )

    def test_may_have_lived_for_no_time(self) -> None:
        """But not for less."""
        one = Service(id="s", started=NOON, ended=NOON)
        assert one.started == one.ended
        before = NOON - dt.timedelta(hours=1)
        assert (
            "service: 's' ended 2026-06-10T11:00:00Z, before it started "
            "2026-06-10T12:00:00Z"
        ) == refused(lambda: attrs.evolve(one, ended=before))

    def test_has_attributes_that_are_no_floats(self) -> None:
        """The message says what to give."""
        with pytest.raises(InexactError) as raised:
            changed(Service(id="s"), {"attributes": {"amps": 7.5}})
        assert "7.5 is a float; give text, an int or a Decimal" == str(
            raised.value
        )


class TestInstants:
    """Integers that are instants, and what is none."""

    @pytest.mark.parametrize(
        "ticks", [_time.FIRST, _time.LAST, 10**13, -(10**13)]
    )
    def test_at_the_edge(self, ticks: int) -> None:
        """The first and the last there are, and the smallest taken."""
        assert ticks == Outage(start=ticks).start_ticks

    def test_others(self) -> None:
        """The message says what to give."""
        with pytest.raises(AmountError) as raised:
            changed(Outage(start=NOON), {"start": "noon"})
        assert "'noon' is no instant; give an aware datetime" == str(
            raised.value
        )


class TestRequests:
    """Requests that were counted."""

    def test_may_be_of_one_instant(self) -> None:
        """Then they began where they ended."""
        one = Requests(start=NOON, end=NOON, total=1)
        assert one.start_ticks == one.end_ticks


class TestClaim:
    """A claim that went back in time."""

    def test_says_where_it_stood(self) -> None:
        """In the state before, with what was tried."""
        claim = Claim(commitment="uptime").file(NOON)
        with pytest.raises(TransitionError) as raised:
            claim.acknowledge(NOON - dt.timedelta(hours=1))
        assert ("filed", "acknowledge") == (
            raised.value.state,
            raised.value.event,
        )


class TestImpact:
    """A share of a service that was down."""

    def test_in_percent(self) -> None:
        """With a space or without."""
        for text in ("35%", "35 %"):
            found = changed(Outage(start=NOON), {"impact": text})
            assert Fraction(35, 100) == found.impact


class TestCarried:
    """What earlier periods hand on."""

    def test_numbers_that_were_used_are_exact(self) -> None:
        """Occurrences as numbers, lengths as lengths."""
        found = Carried(excluded={"a": 2, "b": dt.timedelta(hours=1)})
        assert (
            ("a", Fraction(2)),
            ("b", dt.timedelta(hours=1)),
        ) == found.excluded
        assert all(
            isinstance(used, Fraction | dt.timedelta)
            for _, used in found.excluded
        )

    def test_outcomes_are_four(self) -> None:
        """The message lists them."""
        assert (
            "carried.breaches.a[0]: 'lost' is no outcome; the outcomes are "
            "breached, met, not-applicable, undetermined"
        ) == refused(lambda: Carried(breaches={"a": ["lost"]}))
