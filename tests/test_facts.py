"""Facts: kept in order, named, and refused where they cannot be."""

import datetime as dt

from decimal import Decimal
from fractions import Fraction

import attrs
import pytest

from slapolicy import (
    AmountError,
    Attribute,
    Carried,
    Claim,
    ClaimEvent,
    ClaimState,
    Event,
    Figure,
    InexactError,
    Maintenance,
    Money,
    Outage,
    Percent,
    Record,
    RecordError,
    Requests,
    Sample,
    Service,
    Span,
    Suspension,
    Ticket,
    TransitionError,
    Unobserved,
    _time,
)
from tests.changing import changed


NOON = dt.datetime(2026, 6, 10, 12, tzinfo=dt.UTC)
ONE = NOON + dt.timedelta(hours=1)
TWO = NOON + dt.timedelta(hours=2)
JUNE = Span(
    dt.datetime(2026, 6, 1, tzinfo=dt.UTC),
    dt.datetime(2026, 7, 1, tzinfo=dt.UTC),
)


def record(**facts: object) -> Record:
    """Return a record of June with some facts."""
    service = Service(id="s", fee="10.00 EUR")
    return changed(Record(service=service, period=JUNE), facts)


class TestOutage:
    """Spans in which a service was not available."""

    def test_tells_its_instants_in_utc(self) -> None:
        """What was given as datetimes is told as datetimes."""
        outage = Outage(
            start=NOON, end=TWO, detected=NOON, reported=ONE, verified=TWO
        )
        assert [NOON, TWO, NOON, ONE, TWO] == [
            outage.start,
            outage.end,
            outage.detected,
            outage.reported,
            outage.verified,
        ]
        assert Outage(start=NOON).end is None

    def test_may_have_no_length(self) -> None:
        """An outage that ends as it starts is accepted."""
        assert NOON == Outage(start=NOON, end=NOON).end

    def test_does_not_end_before_it_starts(self) -> None:
        """Time goes forward; the message names the outage."""
        with pytest.raises(RecordError) as raised:
            Outage(id="o1", start=ONE, end=NOON)
        assert (
            "outage o1 ends 2026-06-10T12:00:00Z, before it starts "
            "2026-06-10T13:00:00Z" == str(raised.value)
        )

    @pytest.mark.parametrize(
        ("impact", "share"),
        [
            ("1/2", Fraction(1, 2)),
            ("0.25", Fraction(1, 4)),
            ("50%", Fraction(1, 2)),
            (Decimal("0.5"), Fraction(1, 2)),
            (1, Fraction(1)),
        ],
    )
    def test_impact_is_an_exact_share(
        self, impact: Fraction, share: Fraction
    ) -> None:
        """As a fraction, a decimal or a percentage."""
        assert share == Outage(start=NOON, impact=impact).impact

    @pytest.mark.parametrize("impact", ["0", "2", "101%", -1])
    def test_impact_is_above_0_and_at_most_1(self, impact: Fraction) -> None:
        """No more than everything is down, and not nothing."""
        with pytest.raises(RecordError) as raised:
            Outage(start=NOON, impact=impact)
        assert str(raised.value).startswith("impact: ")

    def test_impact_is_no_float(self) -> None:
        """What is not exact is refused."""
        with pytest.raises(InexactError):
            Outage(start=NOON, impact=0.5)


class TestOtherSpans:
    """Maintenance, suspensions and unobserved time."""

    def test_maintenance_tells_its_instants(self) -> None:
        """Start, end and announcement."""
        work = Maintenance(start=ONE, end=TWO, announced=NOON)
        assert (ONE, TWO, NOON) == (work.start, work.end, work.announced)

    def test_maintenance_is_planned_or_urgent(self) -> None:
        """There is no third kind."""
        with pytest.raises(RecordError) as raised:
            Maintenance(start=NOON, end=ONE, kind="secret")
        assert "kind: 'secret' of maintenance is neither" in str(raised.value)

    @pytest.mark.parametrize("kind", [Maintenance, Suspension, Unobserved])
    def test_none_ends_before_it_starts(self, kind: type[Suspension]) -> None:
        """Time goes forward for all of them."""
        with pytest.raises(RecordError):
            kind(start=ONE, end=NOON)

    @pytest.mark.parametrize("kind", [Suspension, Unobserved])
    def test_they_tell_their_instants(self, kind: type[Suspension]) -> None:
        """Start and end."""
        one = kind(start=NOON, end=ONE)
        assert (NOON, ONE) == (one.start, one.end)


class TestInstants:
    """Instants are aware datetimes, or microseconds."""

    def test_microseconds_are_taken_as_they_are(self) -> None:
        """An integer is microseconds since the epoch."""
        outage = Outage(start=NOON)
        assert outage == Outage(start=outage.start_ticks)

    @pytest.mark.parametrize("seconds", [0, 1_781_092_800, 1_781_092_800_000])
    def test_seconds_and_milliseconds_are_refused(self, seconds: int) -> None:
        """What would lie in 1970 is not what was meant."""
        with pytest.raises(AmountError) as raised:
            Outage(start=seconds)
        assert "looks like seconds or milliseconds" in str(raised.value)

    @pytest.mark.parametrize("ticks", [_time.FIRST - 1, _time.LAST + 1])
    def test_years_that_no_calendar_has_are_refused(self, ticks: int) -> None:
        """What cannot be written as a date is no instant."""
        with pytest.raises(AmountError) as raised:
            Outage(start=ticks)
        assert "outside the years 1 to 9999" in str(raised.value)

    def test_naive_and_other_values_are_refused(self) -> None:
        """A datetime without an offset says nothing."""
        with pytest.raises(AmountError):
            Outage(start=dt.datetime(2026, 6, 10))
        with pytest.raises(AmountError):
            Outage(start="2026-06-10")  # type: ignore[arg-type] # refused


class TestMeasurements:
    """Requests, samples, tickets and events."""

    def test_they_tell_their_instants(self) -> None:
        """What was given as datetimes is told as datetimes."""
        requests = Requests(start=NOON, end=ONE, total=5)
        ticket = Ticket(opened=NOON, responded=ONE, resolved=TWO)
        assert (NOON, ONE) == (requests.start, requests.end)
        assert (NOON, ONE, TWO) == (
            ticket.opened,
            ticket.responded,
            ticket.resolved,
        )
        assert NOON == Sample(at=NOON, metric="m", value=1).at
        assert NOON == Event(name="offer", at=NOON).at

    @pytest.mark.parametrize(
        ("total", "failed", "says"),
        [
            (-1, 0, "total: -1 is no whole number from 0 up"),
            (1, -1, "failed: -1 is no whole number from 0 up"),
            (True, 0, "total: True is no whole number from 0 up"),
            (1, 2, "failed: 2 of 1 requests cannot be"),
        ],
    )
    def test_counts_that_cannot_be_are_refused(
        self, total: int, failed: int, says: str
    ) -> None:
        """No negative ones, and not more failed than came."""
        with pytest.raises(RecordError) as raised:
            Requests(start=NOON, end=ONE, total=total, failed=failed)
        assert says == str(raised.value)

    def test_requests_do_not_end_before_they_start(self) -> None:
        """Time goes forward."""
        with pytest.raises(RecordError) as raised:
            Requests(id="r", start=ONE, end=NOON, total=1)
        assert "requests r end before they start" == str(raised.value)

    @pytest.mark.parametrize("word", ["responded", "resolved"])
    def test_answers_do_not_come_before_questions(self, word: str) -> None:
        """A ticket is opened first."""
        with pytest.raises(RecordError) as raised:
            changed(Ticket(id="t", opened=ONE), {word: NOON})
        assert f"{word}: ticket t was {word}" in str(raised.value)

    def test_waiting_is_kept_in_order_of_time(self) -> None:
        """The order in which it is written says nothing."""
        first, second = Span(NOON, ONE), Span(ONE, TWO)
        ticket = Ticket(opened=NOON, waiting=[second, first])
        assert (first, second) == ticket.waiting


class TestService:
    """Who was served."""

    def test_attributes_are_kept_as_text(self) -> None:
        """Truth values, numbers and percentages have one text form."""
        given: dict[str, str | bool | int | Decimal | Fraction | Percent] = {
            "paid": True,
            "free": False,
            "amps": Decimal("7.50"),
            "level": Percent("99.5"),
            "plan": "gold",
        }
        service = Service(id="s", attributes=given)
        assert {
            "amps": "7.5",
            "free": "false",
            "level": "99.5%",
            "paid": "true",
            "plan": "gold",
        } == dict(service.attributes)

    @pytest.mark.parametrize("fee", [Decimal(10), 10, True])
    def test_fees_have_a_currency(self, fee: object) -> None:
        """A bare number is no sum of money."""
        with pytest.raises(AmountError) as raised:
            Service(id="s", fee=fee)  # type: ignore[arg-type] # refused
        assert "is no sum of money; give one such as '12.50 EUR'" in str(
            raised.value
        )
        with pytest.raises(AmountError):
            Service(id="s", amounts={"setup": fee})  # type: ignore[dict-item] # refused

    def test_fees_are_no_floats(self) -> None:
        """What is not exact is refused."""
        with pytest.raises(InexactError):
            Service(id="s", fee=9.5)  # type: ignore[arg-type] # refused

    def test_attributes_are_no_floats(self) -> None:
        """What is not exact is refused."""
        floats = {"amps": 7.5}
        with pytest.raises(InexactError):
            Service(id="s", attributes=floats)  # type: ignore[arg-type] # refused

    @pytest.mark.parametrize(
        ("pairs", "says"),
        [
            ({"amounts": [("a", "1.00 EUR"), ("a", "2.00 EUR")]}, "sum's"),
            ({"attributes": [("a", "1"), ("a", "2")]}, "attribute's"),
            ({"components": ["a", "a"]}, "a component stands twice"),
            ({"fee": "-1.00 EUR"}, "a fee is not negative"),
            ({"started": ONE, "ended": NOON}, "before it started"),
        ],
    )
    def test_what_cannot_be_is_refused(
        self, pairs: dict[str, object], says: str
    ) -> None:
        """Names stand once, fees are not negative, lives go forward."""
        with pytest.raises(RecordError) as raised:
            changed(Service(id="s"), pairs)
        assert says in str(raised.value)

    def test_sums_are_found_by_name(self) -> None:
        """The fee is one of them."""
        service = Service(
            id="s", fee="10.00 EUR", amounts={"setup": "5.00 EUR"}
        )
        assert Money("10.00", "EUR") == service.amount("fee")
        assert Money("5.00", "EUR") == service.amount("setup")
        assert service.amount("other") is None

    def test_bounds_are_read_from_attributes(self) -> None:
        """A figure that is missing or does not read is none."""
        service = Service(id="s", attributes={"level": "99%", "plan": "gold"})
        assert Figure.parse("99%") == service.figure(Attribute("level"))
        assert Figure.parse("1%") == service.figure(Figure.parse("1%"))
        assert service.figure(Attribute("plan")) is None
        assert service.figure(Attribute("other")) is None
        months = attrs.evolve(service, attributes={"level": "1 month"})
        assert months.figure(Attribute("level")) is None

    def test_it_tells_when_it_lived(self) -> None:
        """Instants as datetimes."""
        service = Service(id="s", started=NOON, ended=TWO)
        assert (NOON, TWO) == (service.started, service.ended)

    @pytest.mark.parametrize("anchor", ["31.01.2026", NOON])
    def test_the_billing_anchor_is_a_date(self, anchor: dt.date) -> None:
        """Neither another form nor an instant."""
        with pytest.raises(AmountError):
            Service(id="s", billing_anchor=anchor)


class TestClaim:
    """Each verb returns a new claim."""

    def test_every_verb_leads_on(self) -> None:
        """Told, filed, rejected, appealed, approved, applied."""
        three, two, one = (Money(f"{n}.00", "EUR") for n in (3, 2, 1))
        claim = (
            Claim(commitment="uptime")
            .notify(NOON)
            .file(ONE, three)
            .acknowledge(ONE)
            .reject(ONE, "no proof")
            .appeal(TWO, "here it is")
            .approve(TWO, two)
            .apply(TWO, one)
        )
        assert ClaimState.APPLIED is claim.state
        assert (
            ClaimEvent(event="notify", at=NOON),
            ClaimEvent(event="file", at=ONE, amount=three),
            ClaimEvent(event="acknowledge", at=ONE),
            ClaimEvent(event="reject", at=ONE, reason="no proof"),
            ClaimEvent(event="appeal", at=TWO, reason="here it is"),
            ClaimEvent(event="approve", at=TWO, amount=two),
            ClaimEvent(event="apply", at=TWO, amount=one),
        ) == claim.events

    def test_a_claim_may_be_withdrawn(self) -> None:
        """As long as it is open."""
        claim = Claim(commitment="uptime").file(NOON).withdraw(ONE, "mended")
        assert ClaimState.WITHDRAWN is claim.state
        assert "mended" == claim.events[-1].reason

    def test_an_illegal_move_names_the_legal_ones(self) -> None:
        """State, event, and what could be done."""
        with pytest.raises(TransitionError) as raised:
            Claim(commitment="uptime").approve(NOON)
        assert (
            "cannot approve a claim that is entitled; it allows: notify, file"
            == str(raised.value)
        )

    def test_time_does_not_go_back(self) -> None:
        """An event before the last one is refused."""
        with pytest.raises(TransitionError) as raised:
            Claim(commitment="uptime").file(ONE).acknowledge(NOON)
        assert "lies before its last event" in str(raised.value)

    def test_an_unknown_word_names_the_known_ones(self) -> None:
        """A verb is one of eight."""
        with pytest.raises(AmountError) as raised:
            ClaimEvent(event="beg", at=NOON)
        assert "'beg' is none of notify, file" in str(raised.value)

    def test_what_is_to_come_can_be_cut_off(self) -> None:
        """A claim as it stood at an instant."""
        claim = Claim(commitment="uptime").file(NOON).approve(TWO)
        then = Outage(start=ONE).start_ticks
        assert ClaimState.FILED is claim.until(then).state
        noon = claim.events[0].at_ticks
        assert ClaimState.FILED is claim.until(noon).state
        assert claim is claim.until(Outage(start=TWO).start_ticks)


class TestRecord:
    """All facts of one service in one period."""

    def test_facts_are_sorted_by_time_and_named(self) -> None:
        """The one without a name is called by kind and place."""
        found = record(
            outages=[
                Outage(start=TWO),
                Outage(id="b", start=NOON),
                Outage(id="a", start=NOON),
            ]
        )
        assert ["a", "b", "outage-3"] == [one.id for one in found.outages]

    def test_a_name_that_is_taken_is_not_given_again(self) -> None:
        """A fact added to a record takes the next free name."""
        before = record(outages=[Outage(start=TWO)])
        after = attrs.evolve(
            before, outages=[*before.outages, Outage(start=NOON)]
        )
        assert ["outage-2", "outage-1"] == [one.id for one in after.outages]

    def test_a_name_is_given_at_any_time(self) -> None:
        """Also to what happened just after the epoch."""
        january = dt.datetime(1970, 1, 2, tzinfo=dt.UTC)
        month = Span(
            dt.datetime(1970, 1, 1, tzinfo=dt.UTC),
            dt.datetime(1970, 2, 1, tzinfo=dt.UTC),
        )
        found = Record(
            service=Service(id="s"),
            period=month,
            outages=[Outage(start=january)],
        )
        assert ["outage-1"] == [one.id for one in found.outages]

    @pytest.mark.parametrize(
        ("name", "facts"),
        [
            ("outages", [Outage(id="x", start=NOON)] * 2),
            ("maintenance", [Maintenance(id="x", start=NOON, end=ONE)] * 2),
            ("suspensions", [Suspension(id="x", start=NOON, end=ONE)] * 2),
            ("unobserved", [Unobserved(id="x", start=NOON, end=ONE)] * 2),
            ("requests", [Requests(id="x", start=NOON, end=ONE, total=1)] * 2),
            ("samples", [Sample(id="x", at=NOON, metric="m", value=1)] * 2),
            ("tickets", [Ticket(id="x", opened=NOON)] * 2),
            ("events", [Event(id="x", name="offer", at=NOON)] * 2),
            ("claims", [Claim(id="x", commitment="uptime")] * 2),
        ],
    )
    def test_two_facts_with_one_id_are_refused(
        self, name: str, facts: list[object]
    ) -> None:
        """Each fact of a kind needs its own id."""
        with pytest.raises(RecordError) as raised:
            record(**{name: facts})
        assert f"{name}: id: 'x' stands twice" in str(raised.value)

    def test_carried_outcomes_are_outcomes(self) -> None:
        """A word that is none is refused with its place."""
        with pytest.raises(RecordError) as raised:
            Carried(breaches={"uptime": ["met", "good"]})
        assert "carried.breaches.uptime[1]: 'good' is no outcome" in str(
            raised.value
        )

    def test_its_digest_does_not_depend_on_the_order(self) -> None:
        """Facts in another order are the same record."""
        one, two = Outage(id="a", start=NOON), Outage(id="b", start=ONE)
        assert (
            record(outages=[one, two]).digest
            == record(outages=[two, one]).digest
        )
        assert 64 == len(record().digest)
