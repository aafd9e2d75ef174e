"""The short answer: what is said of promises and of what did not count."""

import attrs

from slapolicy import (
    Availability,
    Carried,
    CauseExclusion,
    Condition,
    Count,
    Evaluation,
    Maintenance,
    MaintenanceExclusion,
    Outage,
    Policy,
    Record,
    Restoration,
    Right,
    SourceExclusion,
    Target,
    Unobserved,
    When,
    evaluate,
)
from slapolicy.explain.short import short_answer
from slapolicy.terms.exchange import UnobservedAs
from tests.agreed import RECORD, UPTIME, down, outage, policy_of, promise
from tests.explained import english
from tests.views import at


HOUR = outage("06-10 10:00", "06-10 11:00", "o1")


def spoken(evaluation: Evaluation) -> dict[str, list[str]]:
    """Return the sections of the short answer in English, by their titles."""
    return {
        english(one.title): [english(said) for said in one.sentences]
        for one in short_answer(evaluation).sections
    }


def promises(record: Record, policy: Policy | None = None) -> list[str]:
    """Return what is said of promises."""
    return spoken(evaluate(policy or policy_of(), record))["Promises"]


class TestPromises:
    """Each promise, kept or not."""

    def test_broken(self) -> None:
        """A broken promise is said with its figure and the downtime."""
        assert [
            (
                "The promise “uptime” was not kept: availability was 99.86111 "
                "%, and at least 99.9 % was promised."
            ),
            (
                "Counted as downtime: 1 hour of 720 hours (outage o1, June "
                "10, 2026, 10:00 to 11:00)."
            ),
        ] == promises(down(HOUR))

    def test_kept(self) -> None:
        """Of a promise kept without downtime no downtime is told."""
        assert [
            (
                "The promise “uptime” was kept: availability was 100 %, and "
                "at least 99.9 % was promised."
            )
        ] == promises(RECORD)

    def test_each(self) -> None:
        """A promise about each outage is said for all of them at once."""
        quick = promise(Restoration(), Target.of(at_most="2 hours"))
        again = outage("06-11 10:00", "06-11 11:00", "o2")
        assert [
            (
                "The promise “uptime” was kept in each of 2 cases, and at "
                "most 2 hours was promised."
            )
        ] == promises(down(HOUR, again), policy_of(quick))

    def test_nothing_happened(self) -> None:
        """A promise about each outage is kept where there is none."""
        quick = promise(Restoration(), Target.of(at_most="2 hours"))
        assert [
            (
                "The promise “uptime” was kept, as nothing happened that it "
                "is about; what is promised: at most 2 hours."
            )
        ] == promises(RECORD, policy_of(quick))

    def test_many_broken(self) -> None:
        """Of many broken cases the first are named."""
        quick = promise(Restoration(), Target.of(at_most="1 minute"))
        many = [
            outage(f"06-{day} 10:00", f"06-{day} 11:00", f"o{day}")
            for day in range(10, 20)
        ]
        assert [
            (
                "The promise “uptime” was not kept: outage o10 took 1 hour, "
                "outage o11 took 1 hour, outage o12 took 1 hour, outage o13 "
                "took 1 hour and 6 more, and at most 1 minute was promised."
            )
        ] == promises(down(*many), policy_of(quick))

    def test_many_stretches(self) -> None:
        """Of many outages that counted the first are named."""
        many = [
            outage(f"06-{day} 10:00", f"06-{day} 11:00", f"o{day}")
            for day in range(10, 20)
        ]
        _, said = promises(down(*many))
        assert "o13, June 13, 2026, 10:00 to 11:00; 6 more)." == said[-44:]

    def test_two_bounds(self) -> None:
        """Both bounds of a target are said."""
        both = promise(Count(), Target.of(at_least="1", at_most="2"))
        assert [
            (
                "The promise “uptime” was not kept: the number of outages was "
                "0, and at least 1 and at most 2 was promised."
            )
        ] == promises(RECORD, policy_of(both))

    def test_none_applies(self) -> None:
        """Where no promise applies that is said."""
        gold = Condition(attribute="plan", is_="gold")
        record = attrs.evolve(
            RECORD,
            service=attrs.evolve(RECORD.service, attributes={"plan": "tin"}),
        )
        policy = policy_of(attrs.evolve(UPTIME, applies_if=[gold]))
        assert ["None of the promises applies to this service."] == (
            promises(record, policy)
        )

    def test_undetermined(self) -> None:
        """What cannot be told is said with its reason, and its bounds."""
        unsure = promise(
            Availability(unobserved=UnobservedAs.UNDETERMINED),
            Target.of(at_least="99.9%"),
        )
        record = attrs.evolve(
            RECORD,
            unobserved=[
                Unobserved(start=at("06-10 00:00"), end=at("06-10 12:00"))
            ],
        )
        assert [
            (
                "Whether the promise “uptime” was kept cannot be told: the "
                "outcome of 2026-06 turns on time that nobody observed."
            ),
            (
                "For the promise “uptime” the figure lies between 98.33333 % "
                "and 100 %, both included."
            ),
        ] == promises(record, policy_of(unsure))


MAINTENANCE = Maintenance(
    id="m1",
    start=at("06-10 10:00"),
    end=at("06-10 10:30"),
    announced=at("06-09 12:00"),
)


class TestExclusions:
    """What did not count, and why."""

    def said(self, record: Record, policy: Policy) -> list[str]:
        """Return what is said of exclusions."""
        return spoken(evaluate(policy, record))["What did not count"]

    def test_once_for_all(self) -> None:
        """What did not count for every promise is said once."""
        quick = attrs.evolve(
            UPTIME,
            id="quick",
            metric=Restoration(),
            target=Target.of(at_most="2 hours"),
            credit=None,
        )
        policy = policy_of(UPTIME, quick, exclusions=[MaintenanceExclusion()])
        record = attrs.evolve(down(HOUR), maintenance=[MAINTENANCE])
        assert [
            (
                "Not counted: 30 minutes of outage during the planned "
                "maintenance m1."
            )
        ] == self.said(record, policy)

    def test_apart(self) -> None:
        """What did not count for some promises only names them."""
        ours = CauseExclusion(causes=["customer"])
        other = attrs.evolve(UPTIME, id="other", exclusions=[ours])
        record = down(attrs.evolve(HOUR, cause="customer"))
        assert [
            (
                "Not counted for “other”: 1 hour of outage o1 (cause: the "
                "customer)."
            )
        ] == self.said(record, policy_of(UPTIME, other))

    def test_refused_once(self) -> None:
        """A fact that excuses nothing is said once, with the reason."""
        late = MaintenanceExclusion(notice="48 hours")
        record = attrs.evolve(down(HOUR), maintenance=[MAINTENANCE])
        policy = policy_of(
            UPTIME, attrs.evolve(UPTIME, id="other"), exclusions=[late]
        )
        assert [
            (
                "The maintenance m1 excuses nothing: it was announced 22 "
                "hours before; 48 hours needed."
            )
        ] == self.said(record, policy)

    def test_part(self) -> None:
        """What is cut of a fact is said with the reason."""
        first = MaintenanceExclusion(longest="10 minutes")
        record = attrs.evolve(down(HOUR), maintenance=[MAINTENANCE])
        assert [
            (
                "Not counted: 10 minutes of outage during the planned "
                "maintenance m1; only part of it qualifies."
            )
        ] == self.said(record, policy_of(exclusions=[first]))

    def test_sources(self) -> None:
        """An outage that no accepted source told of says which did."""
        rule = SourceExclusion(admissible=["monitor"])
        record = down(
            attrs.evolve(HOUR, source="customer"),
            outage("06-11 10:00", "06-11 11:00", "o2"),
        )
        assert [
            (
                "Not counted: 1 hour of outage o1 (told of by: customer); 1 "
                "hour of outage o2 (told of by nobody)."
            )
        ] == self.said(record, policy_of(exclusions=[rule]))

    def test_ignored(self) -> None:
        """Outages that do not count though nothing excludes them are said."""
        metric = Availability(
            ignore_shorter_than="5 minutes", count_from="report"
        )
        policy = policy_of(promise(metric, Target.of(at_least="99%")))
        reported = at("06-10 10:58")
        record = down(
            attrs.evolve(HOUR, reported=reported),
            Outage(id="o2", start=at("06-12 10:00"), end=at("06-12 11:00")),
        )
        assert [
            (
                "Before the instant from which an outage counts, or without "
                "it: outage o1 (58 minutes) and outage o2 (1 hour)."
            ),
            "Too short to count: outage o1 (2 minutes).",
        ] == self.said(record, policy)

    def test_unobserved(self) -> None:
        """How long nobody looked is said, with what becomes of that time."""
        dark = [Unobserved(start=at("06-20 00:00"), end=at("06-20 03:00"))]
        record = attrs.evolve(RECORD, unobserved=dark)
        assert [
            (
                "Nobody observed the service for 3 hours: what nobody "
                "observed is left out."
            )
        ] == self.said(record, policy_of())

    def test_unobserved_elsewhere(self) -> None:
        """Where it makes no difference it is not said."""
        quick = promise(Restoration(), Target.of(at_most="2 hours"))
        dark = [Unobserved(start=at("06-20 00:00"), end=at("06-20 03:00"))]
        record = attrs.evolve(RECORD, unobserved=dark)
        assert "What did not count" not in (
            spoken(evaluate(policy_of(quick), record))
        )


class TestRights:
    """Rights that have arisen."""

    def test_until(self) -> None:
        """Each is said with the instants between which it may be used."""
        when = When(breaches=2)
        policy = attrs.evolve(
            policy_of(),
            rights=[
                Right(right="terminate", when=when, within="30 days"),
                Right(right="leave early", when=when),
            ],
        )
        record = attrs.evolve(
            down(HOUR), carried=Carried(breaches={"uptime": ["breached"]})
        )
        assert [
            (
                "The customer now has the right to terminate the agreement, "
                "from July 1, 2026, 00:00 (UTC time) to July 31, 2026, 00:00 "
                "(UTC time)."
            ),
            (
                "The customer now has the right leave early, from July 1, "
                "2026, 00:00 (UTC time) on."
            ),
        ] == spoken(evaluate(policy, record))["Rights"]
