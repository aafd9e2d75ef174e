"""Who must ask, by when, and where it stands, said as of an instant."""

import attrs
import pytest

from slapolicy import (
    Claim,
    ClaimEvent,
    ClaimTerms,
    Count,
    Deadline,
    Evaluation,
    FlatCredit,
    Outage,
    Target,
    evaluate,
)
from slapolicy.explain.claiming import claim_sentences
from slapolicy.facts import Event
from tests.agreed import RECORD, UPTIME, policy_of, promise
from tests.explained import english
from tests.views import at


DOWN = Outage(
    id="o1",
    start=at("06-10 10:00"),
    end=at("06-10 20:00"),
    verified=at("06-11 10:00"),
)
OURS = "the credit for “uptime”"


def spoken(
    terms: ClaimTerms | None,
    as_of: str,
    *events: tuple[str, str],
    outage: Outage = DOWN,
) -> list[str]:
    """Return what is said as of an instant of the agreement's year."""
    return [
        english(one)
        for one in claim_sentences(
            evaluated(terms, as_of, *events, outage=outage)
        )
    ]


def evaluated(
    terms: ClaimTerms | None,
    as_of: str,
    *events: tuple[str, str],
    outage: Outage = DOWN,
) -> Evaluation:
    """Return the evaluation of one outage and one claim."""
    policy = attrs.evolve(policy_of(), claims=terms)
    made = [ClaimEvent(event=verb, at=at(when)) for verb, when in events]
    record = attrs.evolve(
        RECORD,
        outages=[outage],
        claims=[Claim(commitment="uptime", events=made)] if made else [],
    )
    return evaluate(policy, record, as_of=at(as_of))


FILE = Deadline(within="7 days", after="verification")
EARLY = (
    "Mind that this deadline (7 days after the outage was verified) runs out "
    "before June 2026 is over, that is, before the percentage of the period "
    "is known: who waits for the percentage asks too late."
)


class TestOpen:
    """Nobody has asked, and there is still time."""

    def test_by_when(self) -> None:
        """The deadline is said in the agreement's zone, with the channel."""
        terms = ClaimTerms(file=FILE, channel="ticket", evidence="logs")
        assert [
            (
                f"The customer must ask for {OURS}: by June 18, 2026, 10:00 "
                "(UTC time)."
            ),
            "The way to ask: ticket.",
            "To be shown: logs.",
            EARLY,
        ] == spoken(terms, "06-15 00:00")

    def test_no_deadline(self) -> None:
        """An agreement that says nothing sets no deadline."""
        assert [
            (
                f"The customer must ask for {OURS}; the agreement states no "
                "deadline."
            )
        ] == spoken(None, "06-15 00:00")

    def test_deadline_from_nothing(self) -> None:
        """A deadline that is counted from nothing cannot be reckoned."""
        assert [
            (
                f"The customer must ask for {OURS}; the deadline cannot be "
                "reckoned (7 days after an instant that it does not name)."
            )
        ] == spoken(ClaimTerms(file=Deadline(within="7 days")), "07-15 00:00")

    @pytest.mark.parametrize(
        ("deadline", "anchor"),
        [
            (FILE, "the verification of the outage"),
            (
                Deadline(within="7 days", after={"event": "uptime-report"}),
                "the event “uptime-report”",
            ),
            (
                Deadline(
                    within="7 days",
                    after="period-end",
                    end_of="billing-cycle",
                ),
                "the first day of a billing cycle",
            ),
        ],
    )
    def test_missing_anchor(self, deadline: Deadline, anchor: str) -> None:
        """What a clock waits for is said."""
        never = attrs.evolve(DOWN, verified=None)
        assert [
            (
                f"The time to ask for {OURS} has not begun: it is counted from "
                f"{anchor}, which the record does not have."
            )
        ] == spoken(ClaimTerms(file=deadline), "07-15 00:00", outage=never)

    def test_not_yet(self) -> None:
        """From when on a claim may be filed is said first."""
        opens = Deadline(within="1 day", after="period-end")
        file = Deadline(within="1 month", after="period-end", opens=opens)
        assert [
            (
                f"The customer may ask for {OURS} only from July 2, 2026, 00:00 "
                "(UTC time) on."
            ),
            (
                f"The customer must ask for {OURS}: by August 1, 2026, 00:00 "
                "(UTC time)."
            ),
        ] == spoken(ClaimTerms(file=file), "07-01 00:00")

    def test_notify_first(self) -> None:
        """A first step before filing is said first, until it is done."""
        terms = ClaimTerms(
            notify=Deadline(within="2 days", after="outage-end"),
            file=Deadline(within="1 month", after="period-end"),
        )
        ask = (
            f"The customer must ask for {OURS}: by August 1, 2026, 00:00 "
            "(UTC time)."
        )
        assert [
            (
                f"To have {OURS}, the customer must first tell the provider of "
                "the outage: by June 12, 2026, 20:00 (UTC time)."
            ),
            ask,
        ] == spoken(terms, "06-11 00:00")
        assert [ask] == spoken(terms, "06-11 00:00", ("notify", "06-10 23:00"))

    def test_automatic(self) -> None:
        """Where nobody must ask, by when it is given is said."""
        terms = ClaimTerms(
            required=False,
            apply=Deadline(within="1 month", after="period-end"),
        )
        assert [
            f"Nobody has to ask for {OURS}.",
            (
                "The provider must give the credit: by August 1, 2026, 00:00 "
                "(UTC time)."
            ),
        ] == spoken(terms, "07-01 00:00")


class TestLapsed:
    """Nobody asked in time."""

    def test_not_filed(self) -> None:
        """The deadline is said, and that nothing can be had any more."""
        assert [
            (
                f"The customer had to ask for {OURS} by June 18, 2026, 10:00 "
                "(UTC time); nobody did in time, so it can no longer be had."
            ),
            EARLY,
        ] == spoken(ClaimTerms(file=FILE), "07-01 00:00")

    def test_not_notified(self) -> None:
        """The step that was missed is the one that is said."""
        terms = ClaimTerms(
            notify=Deadline(within="2 days", after="outage-end")
        )
        assert [
            (
                f"To have {OURS}, the customer had to tell the provider of the "
                "outage by June 12, 2026, 20:00 (UTC time); nobody did in time, "
                "so it can no longer be had."
            )
        ] == spoken(terms, "07-01 00:00")

    def test_notified_not_filed(self) -> None:
        """After the first step the second may be missed."""
        terms = ClaimTerms(
            notify=Deadline(within="2 days", after="outage-end"),
            file=Deadline(within="1 day", after="period-end"),
        )
        assert [
            (
                f"The customer had to ask for {OURS} by July 2, 2026, 00:00 "
                "(UTC time); nobody did in time, so it can no longer be had."
            )
        ] == spoken(terms, "07-05 00:00", ("notify", "06-11 00:00"))


ALL = ClaimTerms(
    notify=Deadline(within="2 days", after="outage-end"),
    file=Deadline(within="7 days", after="verification"),
    acknowledge=Deadline(within="1 day", after="filing"),
    decide=Deadline(within="3 days", after="filing"),
    appeal=Deadline(within="10 days", after="decision"),
    apply=Deadline(within="30 days", after="decision"),
)
TOLD = ("notify", "06-11 00:00")
FILED = ("file", "06-12 00:00")


@pytest.mark.parametrize(
    ("as_of", "events", "expected"),
    [
        (
            "06-12 10:00",
            [TOLD, FILED],
            [
                (
                    f"The customer asked for {OURS}: June 12, 2026, 00:00 (UTC "
                    "time)."
                ),
                (
                    "The provider must acknowledge it: by June 13, 2026, 00:00 "
                    "(UTC time)."
                ),
                (
                    "The provider must decide: by June 15, 2026, 00:00 (UTC "
                    "time)."
                ),
            ],
        ),
        (
            "06-14 00:00",
            [TOLD, FILED],
            [
                (
                    f"The provider is late with {OURS}: its own deadline was "
                    "June 13, 2026, 00:00 (UTC time)."
                )
            ],
        ),
        (
            "06-16 00:00",
            [TOLD, FILED],
            [
                (
                    f"The provider is late with {OURS}: its own deadline was "
                    "June 15, 2026, 00:00 (UTC time)."
                )
            ],
        ),
        (
            "06-16 00:00",
            [TOLD, FILED, ("approve", "06-14 00:00")],
            [
                f"The provider has granted {OURS}.",
                (
                    "The provider must give the credit: by July 14, 2026, 00:00 "
                    "(UTC time)."
                ),
            ],
        ),
        (
            "07-20 00:00",
            [TOLD, FILED, ("approve", "06-14 00:00")],
            [
                (
                    f"The provider is late with {OURS}: its own deadline was "
                    "July 14, 2026, 00:00 (UTC time)."
                )
            ],
        ),
        (
            "06-16 00:00",
            [TOLD, FILED, ("reject", "06-14 00:00")],
            [
                f"The provider has refused {OURS}.",
                "The customer may appeal: by June 24, 2026, 00:00 (UTC time).",
            ],
        ),
        (
            "06-16 00:00",
            [
                TOLD,
                FILED,
                ("approve", "06-14 00:00"),
                ("apply", "06-15 00:00"),
            ],
            [f"The provider has given {OURS}."],
        ),
        (
            "06-16 00:00",
            [TOLD, FILED, ("withdraw", "06-14 00:00")],
            [f"The customer has withdrawn {OURS}."],
        ),
        (
            "06-30 00:00",
            [TOLD, ("file", "06-20 00:00")],
            [
                (
                    f"The customer asked for {OURS} too late: the deadline was "
                    "June 18, 2026, 10:00 (UTC time)."
                )
            ],
        ),
        (
            "06-30 00:00",
            [("file", "06-13 00:00")],
            [
                (
                    f"The customer asked for {OURS} too late: the deadline was "
                    "June 12, 2026, 20:00 (UTC time)."
                )
            ],
        ),
    ],
)
def test_standing(
    as_of: str, events: list[tuple[str, str]], expected: list[str]
) -> None:
    """Where a claim stands is said, with what comes next."""
    assert expected == spoken(ALL, as_of, *events)


def test_nothing_owed() -> None:
    """A claim for which nothing is owed is said to be one."""
    short = attrs.evolve(DOWN, end=at("06-10 10:01"))
    assert [
        "Somebody asked for the credit for “uptime”, but nothing is owed."
    ] == (spoken(ALL, "06-30 00:00", FILED, outage=short))


class TestSeveral:
    """Several credits."""

    def test_alike(self) -> None:
        """Those that stand alike are said together, the others apart."""
        record = attrs.evolve(
            RECORD,
            outages=[DOWN],
            events=[Event(name="uptime-report", at=at("06-20 00:00"))],
        )
        later = ClaimTerms(
            file=Deadline(within="60 days", after={"event": "uptime-report"})
        )
        policy = policy_of(
            UPTIME,
            attrs.evolve(UPTIME, id="again"),
            attrs.evolve(UPTIME, id="other", claims=later),
        )
        evaluation = evaluate(policy, record)
        assert [
            (
                "The customer must ask for the credit for “uptime” and “again”; "
                "the agreement states no deadline."
            ),
            (
                "The customer must ask for the credit for “other”: by August 19, "
                "2026, 00:00 (UTC time)."
            ),
        ] == [english(one) for one in claim_sentences(evaluation)]

    def test_figure(self) -> None:
        """Before the period is over a number is not known either."""
        count = promise(
            Count(), Target.of(at_most="0"), FlatCredit(amount="1.00 EUR")
        )
        policy = attrs.evolve(policy_of(count), claims=ClaimTerms(file=FILE))
        record = attrs.evolve(RECORD, outages=[DOWN])
        *_, said = claim_sentences(evaluate(policy, record))
        assert "the figure of the period is known" in english(said)
