"""What an import is, and how it becomes a record."""

import datetime as dt
import pickle

import pytest

from slapolicy import evaluate, policy_from_dict
from slapolicy.errors import RecordError, messages
from slapolicy.facts import Maintenance, Outage, Record, Service, Unobserved
from slapolicy.sources import History, Import, statuspage
from slapolicy.spans import Span, SpanSet
from tests.sources.exported import (
    MARCH,
    SAMPLES,
    covered,
    down,
    faults,
    spans,
)
from tests.test_untrusted import steps


WEB = Service(id="web-042")


def span(text: str) -> Span:
    """Return a span of March, `10T08:00/10T09:00`."""
    start, end = text.split("/")
    return Span.from_iso(f"2026-03-{start}:00Z/2026-03-{end}:00Z")


def outage(id_: str, text: str) -> Outage:
    """Return an outage; without an end it lasts."""
    start, _, end = text.partition("/")
    bounds = span(f"{start}/{end or start}")
    return Outage(
        id=f"x:{id_}",
        start=bounds.start,
        end=bounds.end if end else None,
        source="x",
    )


def maintenance(id_: str, text: str) -> Maintenance:
    """Return maintenance."""
    bounds = span(text)
    return Maintenance(id=f"x:{id_}", start=bounds.start, end=bounds.end)


def gap(id_: str, text: str) -> Unobserved:
    """Return a gap."""
    bounds = span(text)
    return Unobserved(
        id=f"x:{id_}", start=bounds.start, end=bounds.end, reason="paused"
    )


def history(
    subject: str | None,
    *outages: Outage,
    coverage: SpanSet | None = None,
    work: tuple[Maintenance, ...] = (),
    gaps: tuple[Unobserved, ...] = (),
) -> History:
    """Return what is known of a subject, all March unless told."""
    return History(
        subject=subject,
        coverage=SpanSet.of(MARCH) if coverage is None else coverage,
        outages=outages,
        maintenance=work,
        unobserved=gaps,
    )


def of(*histories: History) -> Import:
    """Return an import of some histories."""
    return Import(source="x", histories=histories)


class TestValue:
    """Imports are values."""

    def test_equal_hash_and_pickle(self) -> None:
        """The order of histories does not matter."""
        one = of(history("b"), history(None), history("a"))
        other = of(history("a"), history("b"), history(None))

        assert (one, hash(one)) == (other, hash(other))
        assert one == pickle.loads(pickle.dumps(one))

    def test_one_history_a_subject(self) -> None:
        """Two of one subject need a rule."""
        with pytest.raises(RecordError) as caught:
            of(history("a"), history("a"))

        assert ["'a' has two histories; merge imports by a rule"] == messages(
            caught.value
        )

    def test_facts_of_all_subjects(self) -> None:
        """Each fact of an import names its component."""
        found = of(
            history(
                "a",
                outage("1", "10T08:00/10T09:00"),
                work=(maintenance("2", "11T00:00/11T01:00"),),
                gaps=(gap("3", "12T00:00/12T01:00"),),
            ),
            history(None, outage("4", "10T08:00/10T09:00")),
        )

        assert [None, "a"] == [one.component for one in found.outages]
        assert ["a"] == [one.component for one in found.maintenance]
        assert ["x:3"] == [one.id for one in found.unobserved]

    def test_coverage_of_all_subjects(self) -> None:
        """It speaks for what it can say about each of them."""
        half = SpanSet.of(span("01T00:00/15T00:00"))

        assert half == of(history("a", coverage=half), history("b")).coverage
        assert SpanSet.empty() == of().coverage


class TestOf:
    """Some subjects only."""

    def test_what_concerns_all_stays(self) -> None:
        """It concerns the ones that are wanted, too."""
        found = of(history(None), history("a"), history("b")).of("a")

        assert [None, "a"] == [one.subject for one in found.histories]

    def test_absent(self) -> None:
        """A name that the export does not have would read as no outage."""
        found = of(history("a"), history("b"))

        assert ["x names no 'c'; it names 'a', 'b'"] == faults(
            lambda: found.of("c")
        )
        assert ["x names no 'c'; it names nothing"] == faults(
            lambda: of().of("c")
        )

    def test_absent_where_the_caller_says_so(self) -> None:
        """A status page names only what had an incident."""
        page = of(history(None)).of("c", absent_ok=True)
        monitor = of(history("a")).of("c", absent_ok=True)

        assert [str(MARCH)] == covered(page, "c")
        assert [] == covered(monitor, "c")


class TestRenamed:
    """Other names."""

    def test_for_subjects(self) -> None:
        """None is the name of what concerns all."""
        found = of(history(None), history("a"))

        assert ("b", "web") == found.renamed({None: "web", "a": "b"}).subjects

    def test_that_are_taken(self) -> None:
        """Two subjects under one name need a rule."""
        with pytest.raises(RecordError):
            of(history("a"), history("b")).renamed({"a": "b"})


class TestVouched:
    """What the caller vouches for."""

    def test_for_subjects_and_what_is_absent(self) -> None:
        """Both are covered then."""
        empty = SpanSet.empty()
        found = of(history("a", coverage=empty)).vouched(MARCH)

        assert [str(MARCH)] == covered(found, "a")
        assert [str(MARCH)] == covered(found, "b")
        assert [str(MARCH)] == covered(of().vouched(MARCH))

    def test_for_what_concerns_all(self) -> None:
        """What was covered already stays so."""
        half = SpanSet.of(span("01T00:00/15T00:00"))
        found = of(history(None, coverage=half))

        assert [str(MARCH)] == covered(found.vouched(MARCH))

    def test_gaps_stay(self) -> None:
        """The source itself says that it was not looking."""
        pause = gap("1", "10T00:00/11T00:00")
        record = (
            of(history("a", gaps=(pause,))).vouched(MARCH).record(WEB, MARCH)
        )

        assert (pause,) == record.unobserved


class TestRecord:
    """What an import says of a period."""

    def test_one_subject_is_the_service(self) -> None:
        """Its facts are of the whole service."""
        record = of(
            history(
                "a",
                outage("1", "10T08:00/10T09:00"),
                work=(maintenance("2", "10T08:00/10T08:30"),),
            )
        ).record(WEB, MARCH)

        assert [None] == [one.component for one in record.outages]
        assert [None] == [one.component for one in record.maintenance]
        assert () == record.unobserved

    def test_several_are_its_components(self) -> None:
        """Each fact is of its component."""
        record = of(
            history("a", outage("1", "10T08:00/10T09:00")), history("b")
        ).record(WEB, MARCH)

        assert ["a"] == [one.component for one in record.outages]

    def test_components_of_the_service(self) -> None:
        """One that the export does not speak for was not observed."""
        service = Service(id="s", components=["a", "b"])
        record = of(history("a")).record(service, MARCH)

        assert [str(MARCH).replace("/", " ")] == [
            f"{one.start.isoformat()} {one.end.isoformat()}".replace(
                "+00:00", "Z"
            )
            for one in record.unobserved
        ]

    def test_stranger_among_the_components(self) -> None:
        """A name that the service does not have would not be counted."""
        service = Service(id="s", components=["b"])
        with pytest.raises(RecordError) as caught:
            of(history("a")).record(service, MARCH)

        assert [
            (
                "service.components: 'a' is none of the service's "
                "components, which are b; rename it, or leave it out"
            )
        ] == messages(caught.value)

    def test_what_is_not_covered_is_unobserved(self) -> None:
        """A truncated export never reads as 100 %."""
        half = SpanSet.of(span("01T00:00/15T00:00"))
        record = of(history("a", coverage=half)).record(WEB, MARCH)

        assert [
            "2026-02-28T23:00:00Z/2026-03-01T00:00:00Z",
            "2026-03-15T00:00:00Z/2026-03-31T22:00:00Z",
        ] == spans(record.unobserved)
        assert {"x does not speak for this time"} == {
            one.reason for one in record.unobserved
        }

    def test_a_known_outage_is_observed(self) -> None:
        """What is known to be down needs no coverage."""
        record = of(
            history(
                "a",
                outage("1", "15T00:00/16T00:00"),
                coverage=SpanSet.of(MARCH)
                - SpanSet.of(span("15T00:00/17T00:00")),
            )
        ).record(WEB, MARCH)

        assert ["2026-03-16T00:00:00Z/2026-03-17T00:00:00Z"] == spans(
            record.unobserved
        )

    def test_unobserved_where_any_subject_is(self) -> None:
        """Nobody knows whether the service was up if one was not seen."""
        half = SpanSet.of(span("01T00:00/15T00:00"))
        record = of(history("a", coverage=half), history("b")).record(
            WEB, MARCH
        )

        assert 2 == len(record.unobserved)

    def test_many_subjects(self) -> None:
        """What concerns all of them is not looked at for each again."""

        def told(number: int) -> Import:
            general = [outage(f"g{n}", "01T00:00") for n in range(number)]
            own = [history(str(n)) for n in range(number)]
            return of(history(None, *general), *own)

        few, many = told(10), told(40)
        few.record(WEB, MARCH)

        assert steps(lambda: many.record(WEB, MARCH)) < 5 * steps(
            lambda: few.record(WEB, MARCH)
        )
        assert steps(lambda: many.coverage) < 5 * steps(lambda: few.coverage)

    def test_nothing_at_all(self) -> None:
        """An import that says nothing leaves the whole period open."""
        record = of().record(WEB, MARCH)

        assert [str(MARCH)] == spans(record.unobserved)

    def test_facts_of_other_periods_are_left_out(self) -> None:
        """What neither overlaps the period nor leads into it is not kept."""
        week = span("08T00:00/15T00:00")
        record = of(
            history(
                "a",
                outage("old", "01T00:00/02T00:00"),
                outage("led", "07T22:00/07T23:00"),
                outage("into", "07T23:00/08T01:00"),
                outage("last", "14T23:00"),
                outage("new", "15T00:01/16T00:00"),
                work=(
                    maintenance("early", "07T22:30/07T22:45"),
                    maintenance("old", "01T00:00/02T00:00"),
                ),
                gaps=(
                    gap("in", "09T00:00/10T00:00"),
                    gap("out", "01T00:00/02T00:00"),
                ),
            )
        ).record(WEB, week)

        # The first three touch: they are one outage before it is clipped.
        assert ["x:led", "x:into", "x:last"] == [
            one.id for one in record.outages
        ]
        assert ["x:early"] == [one.id for one in record.maintenance]
        assert ["x:in"] == [one.id for one in record.unobserved]

    def test_under_another_source(self) -> None:
        """Contracts have their own names for admissible sources."""
        record = of(history("a", outage("1", "10T08:00/10T09:00"))).record(
            WEB, MARCH, source="provider-monitor"
        )

        assert ["provider-monitor"] == [one.source for one in record.outages]


POLICY = policy_from_dict(
    {
        "id": "p",
        "timezone": "Europe/Rome",
        "currency": "EUR",
        "period": {"kind": "calendar", "unit": "month"},
        "commitments": [
            {
                "id": "uptime",
                "metric": {
                    "kind": "availability",
                    "unobserved": "undetermined",
                },
                "target": {"at_least": "99.9%"},
            }
        ],
    }
)


def outcome(record: Record) -> str:
    """Return what follows for the one commitment."""
    found = evaluate(
        POLICY, record, as_of=dt.datetime(2026, 4, 1, tzinfo=dt.UTC)
    )
    return found.results[0].outcome.value


class TestEvaluated:
    """What follows from an import."""

    def test_truncated_export_is_undetermined(self) -> None:
        """50 incidents of the last days say nothing about the first."""
        page = {
            "page": {"updated_at": "2026-04-01T06:00:00Z"},
            "incidents": [
                {
                    "id": str(number),
                    "impact": "none",
                    "created_at": "2026-03-20T00:00:00Z",
                }
                for number in range(50)
            ],
        }
        found = statuspage.read(page)

        assert "undetermined" == outcome(found.record(WEB, MARCH))
        assert "met" == outcome(found.vouched(MARCH).record(WEB, MARCH))

    def test_samples_record(self) -> None:
        """A status page's own months read as they were."""
        found = statuspage.read(
            SAMPLES / "statuspage-incidents.json",
            SAMPLES / "statuspage-scheduled-maintenances.json",
        )

        assert "breached" == outcome(
            found.of("Web hosting").record(WEB, MARCH)
        )
        assert 3 == len(down(found, "Web hosting"))
