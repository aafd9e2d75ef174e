"""How much is read, composed and reckoned with, and what is said beyond."""

import datetime as dt

from fractions import Fraction

import attrs
import pytest

from slapolicy import (
    Availability,
    Commitment,
    LocalWindow,
    Maintenance,
    MaintenanceExclusion,
    Outage,
    Policy,
    Record,
    RecordError,
    Target,
    Ticket,
    TicketTime,
    WorkCalendar,
    _sweep,
    downtime,
    evaluate,
)
from slapolicy.downtime import clip_pieces
from slapolicy.errors import messages
from slapolicy.figures import fraction_text
from slapolicy.terms.exclusions import maintenance
from slapolicy.terms.metrics import tickets
from tests.agreed import RECORD, UPTIME, policy_of
from tests.views import at


def refused(record: Record, policy: Policy) -> str:
    """Return why a record is refused."""
    with pytest.raises(RecordError) as caught:
        evaluate(policy, record)
    (message,) = messages(caught.value)
    return message


class TestRefused:
    """Records that multiply beyond what anybody has."""

    works = Maintenance(start=at("06-10 00:00"), end=at("06-12 00:00"))
    nights = MaintenanceExclusion(within=[LocalWindow(hours="22:00-06:00")])

    def test_windows_on_too_many_days(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Windows come again on each day under maintenance."""
        monkeypatch.setattr(maintenance, "_MOST_PIECES", 4)
        record = attrs.evolve(RECORD, maintenance=[self.works])
        said = refused(record, policy_of(exclusions=[self.nights]))
        assert said.startswith("maintenance: 1 windows come again on 5 days")

    def test_maintenance_in_too_many_pieces(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Windows cut each maintenance that overlaps another again."""
        record = attrs.evolve(RECORD, maintenance=[self.works] * 5)
        policy = policy_of(exclusions=[self.nights])

        # Three of each, of which one is its own.
        monkeypatch.setattr(maintenance, "_MOST_PIECES", 5 * 2)
        assert evaluate(policy, record).results

        monkeypatch.setattr(maintenance, "_MOST_PIECES", 5 * 2 - 1)
        assert (
            "maintenance: the windows of 'maintenance' cut it into more than "
            "9 pieces; give each maintenance its real start and end"
        ) == refused(record, policy)

    def test_tickets_in_too_many_pieces(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A work calendar cuts a ticket that was open for weeks."""
        desk = WorkCalendar.of(
            {"mon": ["09:00-17:00"], "tue": ["09:00-17:00"]}
        )
        repair = Commitment(
            id="repair",
            metric=TicketTime(clock="resolution", service_hours="desk"),
            target=Target.of(at_most="8 hours"),
        )
        long = Ticket(
            opened=at("06-01 09:00"), resolved=at("06-29 09:00"), severity="1"
        )
        record = attrs.evolve(RECORD, tickets=[long] * 3)
        policy = policy_of(repair, desk=desk)

        # Two days in each of four weeks, of which one piece is its own.
        monkeypatch.setattr(tickets, "_MOST_PIECES", 3 * 7)
        assert evaluate(policy, record).results

        monkeypatch.setattr(tickets, "_MOST_PIECES", 3 * 7 - 1)
        assert (
            "tickets: the work calendar cuts them into more than 20 pieces; "
            "give fewer tickets, or none that was open for years"
        ) == refused(record, policy)

    def test_components_times_facts(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Each that is excused for itself is composed with what is of all."""
        monkeypatch.setattr(downtime, "_MOST_WORK", 3)
        service = attrs.evolve(RECORD.service, components=["a", "b"])
        gone = [
            Outage(start=at(f"06-1{day} 00:00"), end=at(f"06-1{day} 01:00"))
            for day in range(2)
        ]
        works = [attrs.evolve(self.works, component=one) for one in "ab"]
        record = attrs.evolve(
            RECORD, service=service, outages=gone, maintenance=works
        )
        policy = policy_of(exclusions=[MaintenanceExclusion()])
        assert "say which component each fact is about" in refused(
            record, policy
        )

    def test_impacts_without_a_short_common_part(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Thirds and sevenths together are parts of 21."""
        monkeypatch.setattr(_sweep, "_MOST_BITS", 4)
        start = at("06-10 00:00")
        gone = [
            Outage(
                start=start, end=start + dt.timedelta(hours=1), impact=impact
            )
            for impact in (Fraction(1, 3), Fraction(1, 7))
        ]
        weighted = attrs.evolve(
            UPTIME, metric=Availability(weighted=True, overlap="sum")
        )
        said = refused(attrs.evolve(RECORD, outages=gone), policy_of(weighted))
        assert "no common denominator" in said


class TestLong:
    """What is long, and read all the same."""

    @pytest.mark.parametrize("weights", [None, [Fraction(1, 2)] * 40])
    def test_many_pieces_are_clipped_as_few(
        self, weights: list[Fraction] | None
    ) -> None:
        """Of forty pieces those within are left, the outer ones cut."""
        pieces = [(10 * place, 10 * place + 6) for place in range(40)]
        found = clip_pieces(
            tuple(pieces),
            None if weights is None else tuple(weights),
            [(103, 115), (121, 132)],
        )
        left = ((103, 106), (110, 115), (121, 126), (130, 132))
        assert left == found[0]
        assert (None if weights is None else (Fraction(1, 2),) * 4) == found[1]

    def test_windows_come_again_for_months(self) -> None:
        """Of a day's downtime the eight hours at night are excused."""
        works = Maintenance(start=at("03-01 00:00"), end=at("09-01 00:00"))
        gone = Outage(start=at("06-10 00:00"), end=at("06-11 00:00"))
        record = attrs.evolve(RECORD, outages=[gone], maintenance=[works])
        policy = policy_of(exclusions=[TestRefused.nights])
        (result,) = evaluate(policy, record).results
        assert 16 * 3_600_000_000 == result.readings[0].reading.downtime

    @pytest.mark.parametrize("sign", ["", "-"])
    def test_fractions_of_many_digits_are_written(self, sign: str) -> None:
        """Also those that Python itself refuses to write."""
        digits = "1" + "0" * 4_999 + "1"
        number = Fraction(10**5_000 + 1, 3) * (-1 if sign else 1)
        assert number.denominator == 3
        assert f"{sign}{digits}/3" == fraction_text(number)
        assert f"{sign}{digits}" == fraction_text(number * 3)
