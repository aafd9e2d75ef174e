"""Which outages counted for a reading."""

import attrs

from slapolicy import (
    CauseExclusion,
    Maintenance,
    MaintenanceExclusion,
    Outage,
    Policy,
    Record,
    Restoration,
    Target,
    Ticket,
    TicketTime,
    evaluate,
)
from slapolicy.evaluation.counting import outages_in
from tests.agreed import RECORD, policy_of, promise
from tests.views import at


POLICY = policy_of(
    exclusions=[CauseExclusion(causes=["customer"]), MaintenanceExclusion()]
)


def outage(
    id_: str,
    start: str,
    end: str,
    component: str | None = None,
    cause: str = "provider",
) -> Outage:
    """Return an outage of 10 June."""
    return Outage(
        id=id_,
        start=at(f"06-10 {start}"),
        end=at(f"06-10 {end}"),
        component=component,
        cause=cause,
    )


def works(start: str, end: str, component: str | None = None) -> Maintenance:
    """Return maintenance of 10 June."""
    return Maintenance(
        start=at(f"06-10 {start}"),
        end=at(f"06-10 {end}"),
        component=component,
    )


def counted(record: Record, policy: Policy = POLICY) -> list[str | None]:
    """Return the outages behind the only reading of a record."""
    (result,) = evaluate(policy, record).results
    (reading,) = result.readings
    assert result.view is not None
    behind = outages_in(result.view, result.decisions, reading.reading)
    return [one.id for one in behind]


def whole(
    *outages: Outage, maintenance: tuple[Maintenance, ...] = ()
) -> Record:
    """Return a record of a service that is one thing."""
    return attrs.evolve(RECORD, outages=outages, maintenance=maintenance)


def parted(
    *outages: Outage, maintenance: tuple[Maintenance, ...] = ()
) -> Record:
    """Return a record of a service of two components."""
    service = attrs.evolve(RECORD.service, components=["a", "b"])
    record = whole(*outages, maintenance=maintenance)
    return attrs.evolve(record, service=service)


class TestWhole:
    """Outages of a service that is one thing."""

    def test_none_where_nothing_was_down(self) -> None:
        """A month without downtime has no outage behind it."""
        assert [] == counted(RECORD)

    def test_all_that_were_down_in_order(self) -> None:
        """Also where they overlap."""
        record = whole(
            outage("late", "02:30", "04:00"), outage("early", "02:00", "03:00")
        )
        assert ["early", "late"] == counted(record)

    def test_not_what_is_excluded(self) -> None:
        """Neither as a whole nor by time."""
        record = whole(
            outage("real", "02:00", "05:00"),
            outage("theirs", "02:30", "03:00", cause="customer"),
            outage("planned", "03:00", "04:00"),
            maintenance=(works("03:00", "04:00"),),
        )
        assert ["real"] == counted(record)

    def test_none_where_all_is_excluded(self) -> None:
        """Then nothing was down."""
        record = whole(
            outage("planned", "03:00", "04:00"),
            maintenance=(works("02:00", "05:00"),),
        )
        assert [] == counted(record)

    def test_not_what_has_no_length(self) -> None:
        """An instant within downtime adds nothing to it."""
        record = whole(
            outage("real", "02:00", "05:00"), outage("blip", "03:00", "03:00")
        )
        assert ["real"] == counted(record)


class TestParted:
    """Outages of a service of components."""

    def test_of_all_components(self) -> None:
        """One of the service counts while one component is not excused."""
        record = parted(
            outage("all", "02:00", "03:00"),
            maintenance=(works("02:00", "03:00", "a"),),
        )
        assert ["all"] == counted(record)

    def test_excused_in_each_component_for_itself(self) -> None:
        """It counts by what is left of it in one of them."""
        record = parted(
            outage("all", "02:00", "04:00"),
            outage("a", "02:00", "02:30", "a"),
            maintenance=(
                works("02:00", "03:00", "a"),
                works("01:00", "05:00", "b"),
            ),
        )
        assert ["all"] == counted(record)

    def test_of_the_other_component(self) -> None:
        """What excuses one component leaves the other alone."""
        record = parted(
            outage("a", "02:00", "04:00", "a"),
            outage("b", "02:00", "04:00", "b"),
            maintenance=(works("02:00", "04:00", "a"),),
        )
        assert ["b"] == counted(record)

    def test_not_what_its_own_component_excuses(self) -> None:
        """Also where the other one has excused time elsewhere."""
        record = parted(
            outage("a", "02:00", "04:00", "a"),
            outage("b", "02:00", "04:00", "b"),
            maintenance=(
                works("02:00", "04:00", "a"),
                works("10:00", "11:00", "b"),
            ),
        )
        assert ["b"] == counted(record)


class TestOfOne:
    """Readings about one outage, and about tickets."""

    def test_all_that_were_merged_in_it(self) -> None:
        """Also one whose time was excused altogether."""
        repair = promise(Restoration(), Target.of(at_most="1 hour"))
        policy = policy_of(repair, exclusions=[MaintenanceExclusion()])
        record = whole(
            outage("real", "02:00", "05:00"),
            outage("planned", "03:00", "03:30"),
            maintenance=(works("02:55", "03:40"),),
        )
        assert ["real", "planned"] == counted(record, policy)

    def test_the_ticket_that_it_is_about(self) -> None:
        """A figure for each ticket is about that one."""
        answers = promise(
            TicketTime(clock="response"), Target.of(at_most="4 hours")
        )
        record = attrs.evolve(
            RECORD, tickets=[Ticket(id="t", opened=at("06-10 09:00"))]
        )
        assert ["t"] == counted(record, policy_of(answers))

    def test_no_ticket_behind_a_share(self) -> None:
        """Not even one that is called as the period is."""
        answers = promise(
            TicketTime(clock="response", within="4 hours"),
            Target.of(at_least="90%"),
        )
        record = attrs.evolve(
            RECORD, tickets=[Ticket(id="2026-06", opened=at("06-10 09:00"))]
        )
        assert [] == counted(record, policy_of(answers))
