"""
Terms and standings of claims.

The dates are those of the vectors, worked out there by hand.
"""

import pickle

import attrs
import pytest

from slapolicy import _time
from slapolicy._tree import tree_of
from slapolicy.facts import Claim, Outage
from slapolicy.lengths import CalendarLength
from slapolicy.terms.claims import (
    UNSTATED,
    ClaimTerms,
    Deadline,
    Due,
    NamedEvent,
    matching,
)
from tests.claiming import O1, O2, TICKET, at, claim, clocks, faults, outage


WITHIN_A_WEEK = Deadline(within="7 days", after="verification")

LIFE = ClaimTerms(
    channel="ticket",
    file=WITHIN_A_WEEK,
    acknowledge=Deadline(within="24 hours", after="filing"),
    decide=Deadline(within="48 hours", after="filing"),
    apply=Deadline(within="30 days", after="decision"),
)
WINDOW = ClaimTerms(
    file=Deadline(
        within="30 days",
        after="period-end",
        opens=Deadline(within="5 days", after="period-end"),
    )
)
NOTIFY_FIRST = ClaimTerms(
    notify=Deadline(within="24 hours", after="outage-start"),
    file=Deadline(within="30 days", after="outage-end"),
)
AUTOMATIC = ClaimTerms(
    required=False,
    decide=Deadline(within="10 days", after="filing"),
    apply=Deadline(within="30 days", after="period-end"),
)

JUNE_3 = outage(
    "2026-06-03T10:00Z", "2026-06-03T11:00Z", verified="2026-06-03T12:00Z"
)
JUNE_10 = outage("2026-06-10T10:00Z", "2026-06-10T12:00Z")


def standing(
    terms: ClaimTerms,
    made: Claim | None,
    as_of: str,
    one: Outage = JUNE_3,
) -> str:
    """Return where a claim in June stands, as the evaluation asks."""
    now = at(as_of)
    seen = None if made is None else made.until(now)
    june = attrs.evolve(clocks("2026-06", one, as_of=as_of), claim=seen)
    return terms.standing(seen, terms.due(june), now).value


class TestClaimTerms:
    """The terms of a claim as a value."""

    def test_only_filing_opens(self) -> None:
        """Every other deadline that opens is refused, all at once."""
        opening = attrs.evolve(WITHIN_A_WEEK, opens=WITHIN_A_WEEK)
        assert faults(
            lambda: ClaimTerms(notify=opening, file=opening, decide=opening)
        ) == [
            "notify.opens: only filing opens; leave it out",
            "decide.opens: only filing opens; leave it out",
        ]

    def test_deadlines(self) -> None:
        """All deadlines are listed with their paths."""
        opening = attrs.evolve(WITHIN_A_WEEK, opens=Deadline(within="1 day"))
        terms = attrs.evolve(LIFE, file=opening)
        assert terms.deadlines == (
            ("file", opening),
            ("file.opens", Deadline(within="1 day")),
            ("acknowledge", LIFE.acknowledge),
            ("decide", LIFE.decide),
            ("apply", LIFE.apply),
        )

    def test_evidence(self) -> None:
        """Evidence is a list of things, or one of them."""
        assert ClaimTerms(evidence=["logs", "ids"]).evidence == ("logs", "ids")
        assert ClaimTerms(evidence="logs").evidence == ("logs",)

    def test_tree(self) -> None:
        """A document has the keys that differ from their defaults."""
        terms = ClaimTerms(
            channel="ticket",
            evidence=["logs"],
            file=WITHIN_A_WEEK,
            clause="7.2",
        )
        assert tree_of(terms) == {
            "channel": "ticket",
            "evidence": ["logs"],
            "file": {"within": "7 days", "after": "verification"},
            "clause": "7.2",
        }
        assert tree_of(ClaimTerms(required=False)) == {"required": False}

    def test_due(self) -> None:
        """Each deadline is told by its own name."""
        steps = ("notify", "file", "acknowledge", "decide", "appeal", "apply")
        days = dict(zip(steps, range(1, 7), strict=True))
        made = {
            step: Deadline(
                within=CalendarLength(count, "day"), after="period-end"
            )
            for step, count in days.items()
        }
        terms = ClaimTerms(
            notify=made["notify"],
            file=attrs.evolve(
                made["file"], opens=Deadline(within="1 hour", after="breach")
            ),
            acknowledge=made["acknowledge"],
            decide=made["decide"],
            appeal=made["appeal"],
            apply=made["apply"],
        )
        july = at("2026-06-30T22:00Z")
        june = clocks("2026-06", breach=at("2026-06-08T12:00Z"))
        assert terms.due(june) == Due(
            opens=at("2026-06-08T13:00Z"),
            notify_by=july + _time.DAY,
            file_by=july + 2 * _time.DAY,
            acknowledge_by=july + 3 * _time.DAY,
            decide_by=july + 4 * _time.DAY,
            appeal_by=july + 5 * _time.DAY,
            apply_by=july + 6 * _time.DAY,
        )

    def test_unstated(self) -> None:
        """A policy without claims has no deadline at all."""
        assert UNSTATED.due(clocks("2026-06", O1)) == Due()


class TestWaitsFor:
    """What the next deadline waits for."""

    def test_anchor(self) -> None:
        """A missing anchor is told by its name."""
        assert LIFE.waits_for(clocks("2026-06", JUNE_10)) == "verification"

    def test_event(self) -> None:
        """A missing event is told by its own name."""
        deadline = Deadline(within="30 days", after=NamedEvent("offer"))
        terms = ClaimTerms(file=deadline)
        assert terms.waits_for(clocks("2026-06")) == "offer"

    def test_billing_anchor(self) -> None:
        """A billing cycle that nobody knows is waited for."""
        deadline = Deadline(
            within="1 day", after="period-end", end_of="billing-cycle"
        )
        terms = ClaimTerms(file=deadline)
        assert terms.waits_for(clocks("2026-06")) == "billing-anchor"

    def test_nothing(self) -> None:
        """A clock that runs waits for nothing."""
        assert LIFE.waits_for(clocks("2026-06", JUNE_3)) is None

    def test_nothing_that_has_a_name(self) -> None:
        """A clock that nothing starts waits for nothing one could name."""
        terms = ClaimTerms(file=Deadline(within="7 days"))
        assert terms.waits_for(clocks("2026-06")) is None

    def test_no_deadlines(self) -> None:
        """Where no deadline was agreed nothing is waited for."""
        assert UNSTATED.waits_for(clocks("2026-06")) is None

    def test_opening_first(self) -> None:
        """What opens a claim is waited for before what closes it."""
        opens = Deadline(within="1 day", after={"event": "uptime-report"})
        terms = ClaimTerms(file=attrs.evolve(WITHIN_A_WEEK, opens=opens))
        june = clocks("2026-06", JUNE_10)
        assert terms.waits_for(june) == "uptime-report"

    def test_first_step_first(self) -> None:
        """Filing after the notification waits for it once it is next."""
        terms = ClaimTerms(
            notify=Deadline(within="24 hours", after="detection"),
            file=WITHIN_A_WEEK,
        )
        told = claim("notify 2026-06-10T11:00Z")
        june = clocks("2026-06", JUNE_10)
        assert terms.waits_for(june) == "detection"
        assert terms.waits_for(attrs.evolve(june, claim=told)) == (
            "verification"
        )

    def test_filed(self) -> None:
        """Once somebody filed, nothing is waited for."""
        filed = claim("file 2026-06-10T13:00Z")
        june = clocks("2026-06", JUNE_10, claim=filed)
        assert LIFE.waits_for(june) is None

    def test_automatic(self) -> None:
        """Where nobody must ask, giving the credit comes next."""
        terms = attrs.evolve(
            AUTOMATIC,
            file=WITHIN_A_WEEK,
            apply=Deadline(within="30 days", after={"event": "invoice"}),
        )
        assert terms.waits_for(clocks("2026-06", JUNE_10)) == "invoice"


class TestStanding:
    """Where a claim stands."""

    @pytest.mark.parametrize(
        ("as_of", "expected"),
        [
            ("2026-07-05T21:59:59.999999Z", "not-yet-open"),
            ("2026-07-05T22:00:00Z", "open"),
            ("2026-07-30T22:00:00Z", "open"),
            ("2026-07-30T22:00:00.000001Z", "lapsed"),
        ],
    )
    def test_window(self, as_of: str, expected: str) -> None:
        """A claim may be filed from the opening to the deadline, both in."""
        assert standing(WINDOW, None, as_of) == expected
        assert standing(WINDOW, claim(), as_of) == expected

    @pytest.mark.parametrize(
        ("events", "expected"),
        [
            ([], "lapsed"),
            (["file 2026-06-10T12:00Z"], "overdue"),
            (["file 2026-06-10T12:00:00.000001Z"], "late"),
            (
                [
                    "file 2026-06-06T10:00Z",
                    "acknowledge 2026-06-06T11:00Z",
                    "approve 2026-06-07T10:00Z",
                ],
                "approved",
            ),
            (
                [
                    "file 2026-06-07T10:00Z",
                    "acknowledge 2026-06-07T11:00Z",
                    "reject 2026-06-08T09:00Z",
                ],
                "rejected",
            ),
            (
                [
                    "file 2026-06-08T08:00Z",
                    "approve 2026-06-08T09:00Z",
                    "apply 2026-06-10T09:00Z",
                ],
                "applied",
            ),
            (
                ["file 2026-06-09T10:00Z", "withdraw 2026-06-09T11:00Z"],
                "withdrawn",
            ),
            (
                ["file 2026-06-10T12:00Z", "acknowledge 2026-06-10T13:00Z"],
                "filed",
            ),
        ],
        ids=[
            "never",
            "unanswered",
            "too-late",
            "approved",
            "rejected",
            "applied",
            "withdrawn",
            "acknowledged",
        ],
    )
    def test_every_standing(self, events: list[str], expected: str) -> None:
        """Every standing of a claim that somebody must file."""
        as_of = "2026-06-12T11:59Z"
        assert standing(LIFE, claim(*events), as_of) == expected

    @pytest.mark.parametrize(
        ("as_of", "expected"),
        [
            ("2026-06-06T10:00:00Z", "filed"),
            ("2026-06-06T10:00:00.000001Z", "overdue"),
        ],
    )
    def test_acknowledging(self, as_of: str, expected: str) -> None:
        """Acknowledging is in time until its last instant."""
        filed = claim("file 2026-06-05T10:00Z")
        assert standing(LIFE, filed, as_of) == expected

    @pytest.mark.parametrize(
        ("as_of", "expected"),
        [
            ("2026-06-07T10:00:00Z", "filed"),
            ("2026-06-07T10:00:00.000001Z", "overdue"),
        ],
    )
    def test_deciding(self, as_of: str, expected: str) -> None:
        """Deciding is in time until its last instant, once acknowledged."""
        seen = claim("file 2026-06-05T10:00Z", "acknowledge 2026-06-05T11:00Z")
        assert standing(LIFE, seen, as_of) == expected

    def test_answered_too_late(self) -> None:
        """A clock that was stopped, though late, does not run any more."""
        seen = claim("file 2026-06-05T10:00Z", "acknowledge 2026-06-06T12:00Z")
        assert standing(LIFE, seen, "2026-06-06T13:00Z") == "filed"

    @pytest.mark.parametrize(
        ("as_of", "expected"),
        [
            ("2026-07-06T10:00:00Z", "approved"),
            ("2026-07-10T00:00Z", "overdue"),
        ],
    )
    def test_applying(self, as_of: str, expected: str) -> None:
        """An approved credit is overdue once its clock ran out."""
        granted = claim("file 2026-06-05T10:00Z", "approve 2026-06-06T10:00Z")
        assert standing(LIFE, granted, as_of) == expected

    def test_approved_though_late(self) -> None:
        """A late claim that was approved is approved."""
        granted = claim("file 2026-06-20T10:00Z", "approve 2026-06-20T11:00Z")
        assert standing(LIFE, granted, "2026-06-21T10:00Z") == "approved"

    def test_late_goes_before_overdue(self) -> None:
        """A late claim that nobody answered is late."""
        filed = claim("file 2026-06-20T10:00Z")
        assert standing(LIFE, filed, "2026-07-20T10:00Z") == "late"

    def test_appealed(self) -> None:
        """An appeal brings a claim back, and starts no clock."""
        appealed = claim(
            "file 2026-06-05T10:00Z",
            "reject 2026-06-05T12:00Z",
            "appeal 2026-06-06T10:00Z",
        )
        assert standing(LIFE, appealed, "2026-06-06T12:00Z") == "filed"
        assert standing(LIFE, appealed, "2027-06-06T12:00Z") == "filed"

    def test_not_yet_happened(self) -> None:
        """An approval of tomorrow does not stand today."""
        granted = claim("file 2026-06-05T10:00Z", "approve 2026-06-06T10:00Z")
        assert standing(LIFE, granted, "2026-06-05T12:00Z") == "filed"

    def test_missing_anchor(self) -> None:
        """Without a deadline nothing lapses, even after a year."""
        found = standing(LIFE, None, "2027-07-01T00:00Z", JUNE_10)
        assert found == "open"

    @pytest.mark.parametrize(
        ("events", "expected"),
        [
            (
                ["notify 2026-06-11T10:00Z", "file 2026-06-20T10:00Z"],
                "filed",
            ),
            (["notify 2026-06-10T20:00Z"], "open"),
            (
                ["notify 2026-06-11T10:00:01Z", "file 2026-06-20T10:00Z"],
                "late",
            ),
            (["notify 2026-06-11T10:00:01Z"], "late"),
            (["file 2026-06-11T10:00Z"], "filed"),
            (["file 2026-06-11T10:00:01Z"], "late"),
            ([], "lapsed"),
        ],
        ids=[
            "in-time",
            "waiting",
            "too-late",
            "too-late-and-waiting",
            "filed-at-once",
            "filed-without",
            "silent",
        ],
    )
    def test_first_step(self, events: list[str], expected: str) -> None:
        """The first step counts as filing does; filing at once is both."""
        as_of = "2026-06-30T22:00Z"
        found = standing(NOTIFY_FIRST, claim(*events), as_of, JUNE_10)
        assert found == expected

    def test_told_too_late_and_never_filed(self) -> None:
        """What was told too late lapses when nobody files."""
        told = claim("notify 2026-06-12T10:00Z")
        found = standing(NOTIFY_FIRST, told, "2026-07-11T00:00Z", JUNE_10)
        assert found == "lapsed"

    @pytest.mark.parametrize(
        ("events", "expected"),
        [
            ([], "automatic"),
            (["notify 2026-08-01T10:00Z"], "automatic"),
            (["file 2026-07-30T10:00Z"], "filed"),
            (["file 2026-07-20T10:00Z"], "overdue"),
            (
                ["file 2026-07-20T10:00Z", "reject 2026-07-20T10:00Z"],
                "rejected",
            ),
            (
                [
                    "file 2026-07-20T10:00Z",
                    "approve 2026-07-20T10:00Z",
                    "apply 2026-07-21T10:00Z",
                ],
                "applied",
            ),
        ],
        ids=["nobody", "told", "asked", "unheard", "rejected", "applied"],
    )
    def test_automatic(self, events: list[str], expected: str) -> None:
        """Nobody must ask, so nobody asks too late; claims stand all the same."""
        terms = attrs.evolve(AUTOMATIC, file=WITHIN_A_WEEK)
        made = claim(*events)
        assert standing(terms, made, "2026-08-04T10:00Z") == expected

    @pytest.mark.parametrize(
        ("events", "expected"),
        [
            ([], "open"),
            (["file 2026-07-30T10:00Z"], "filed"),
            (
                ["file 2026-07-20T10:00Z", "approve 2026-07-20T10:00Z"],
                "approved",
            ),
        ],
        ids=["nobody", "filed", "approved"],
    )
    def test_unstated(self, events: list[str], expected: str) -> None:
        """Without terms a claim stays open, and stands as it was answered."""
        made = claim(*events)
        assert standing(UNSTATED, made, "2030-01-01T00:00Z") == expected


FILED = "file 2026-07-01T10:00Z"
LATER = "file 2026-07-02T10:00Z"
WITHDRAWN = "withdraw 2026-07-03T10:00Z"
NOTIFIED = "notify 2026-07-04T10:00Z"


class TestMatching:
    """Which claim concerns a reading."""

    def test_subject(self) -> None:
        """A claim concerns the reading that it names."""
        made = claim(FILED, subject="o1")
        assert matching([made], "uptime", "o1") is made
        assert matching([made], "uptime", "o2") is None

    def test_no_subject(self) -> None:
        """A claim without subject concerns every reading of its commitment."""
        made = claim(FILED)
        assert matching([made], "uptime", "o1") is made
        assert matching([made], "uptime", "2026-06") is made
        assert matching([made], "latency", "o1") is None

    def test_no_events(self) -> None:
        """A claim of which nothing has happened yet is none."""
        assert matching([claim()], "uptime", "o1") is None

    @pytest.mark.parametrize("turn", [1, -1])
    @pytest.mark.parametrize(
        ("chosen", "other"),
        [
            (claim(LATER), claim(FILED)),
            (claim(FILED), claim(LATER, WITHDRAWN)),
            (claim(LATER, WITHDRAWN), claim(FILED, WITHDRAWN)),
            (claim(FILED, subject="o1"), claim(LATER)),
            (claim(LATER), claim(FILED, WITHDRAWN, subject="o1")),
            (claim(FILED), claim(NOTIFIED)),
            (claim(NOTIFIED), claim(LATER, WITHDRAWN)),
            (claim(FILED, name="c2"), claim(FILED, name="c1")),
        ],
        ids=[
            "newest",
            "not-withdrawn",
            "newest-withdrawn",
            "named",
            "not-withdrawn-before-named",
            "filed-before-newest",
            "told-again",
            "same-time",
        ],
    )
    def test_several(self, chosen: Claim, other: Claim, turn: int) -> None:
        """Of several the one that still stands, whatever their order."""
        claims = [chosen, other][::turn]
        assert matching(claims, "uptime", "o1") is chosen


VALUES: dict[str, attrs.AttrsInstance] = {
    "event": NamedEvent("offer"),
    "deadline": Deadline(within="7 days", after={"event": "offer"}),
    "terms": WINDOW,
    "due": Due(file_by=at("2026-07-01T10:00Z")),
    "clocks": clocks("2026-06", O1, O2, TICKET, claim=claim(FILED)),
}


class TestValues:
    """Everything here is a value."""

    @pytest.mark.parametrize("name", VALUES)
    def test_pickled(self, name: str) -> None:
        """A value is equal after pickling, and hashes alike."""
        value = VALUES[name]
        again = pickle.loads(pickle.dumps(value))
        assert again == value
        assert hash(again) == hash(value)

    @pytest.mark.parametrize("name", VALUES)
    def test_frozen(self, name: str) -> None:
        """A value does not change."""
        value = VALUES[name]
        field = attrs.fields(type(value))[0].name
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(value, field, None)
