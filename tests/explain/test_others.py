"""Credits that are only counted: how many stand where, and what is next."""

import attrs
import pytest

from slapolicy import (
    Claim,
    ClaimEvent,
    ClaimTerms,
    Commitment,
    Deadline,
    Evaluation,
    FlatCredit,
    Restoration,
    Target,
    evaluate,
)
from slapolicy.explain.claiming import claim_sentences
from slapolicy.explain.others import other_credits
from slapolicy.terms.claims import Standing
from slapolicy.terms.claims.standing import Claims
from tests.agreed import down, outage, policy_of
from tests.explained import english, italian
from tests.views import at


REPAIR = Commitment(
    id="repair",
    metric=Restoration(),
    target=Target.of(at_most="1 hour"),
    credit=FlatCredit(amount="1.00 EUR"),
)
WEEK = Deadline(within="7 days", after="outage-end")
MONTHS = Deadline(within="2 months", after="outage-end")
TERMS = ClaimTerms(
    file=WEEK,
    acknowledge=Deadline(within="60 days", after="filing"),
    decide=Deadline(within="50 days", after="filing"),
    appeal=MONTHS,
    apply=Deadline(within="90 days", after="outage-end"),
)


def evaluated(
    terms: ClaimTerms, *verbs: str, count: int = 24, as_of: str = "07-01 00:00"
) -> Evaluation:
    """Return what follows of an outage each day, each with its claim."""
    outages = [
        outage(f"06-{day:02} 10:00", f"06-{day:02} 12:00", f"o{day}")
        for day in range(1, count + 1)
    ]
    claims = [
        Claim(
            commitment="repair",
            subject=one.id,
            events=[
                ClaimEvent(event=verb, at=at(f"06-{day:02} {13 + step}:00"))
                for step, verb in enumerate(verbs)
            ],
        )
        for day, one in enumerate(outages, 1)
        if verbs
    ]
    policy = attrs.evolve(policy_of(REPAIR), claims=terms)
    record = attrs.evolve(down(*outages), claims=claims)
    return evaluate(policy, record, as_of=at(as_of))


def spoken(evaluation: Evaluation, most: int | None = 4) -> list[str]:
    """Return what is said of what is owed and how it is had."""
    return [english(one) for one in claim_sentences(evaluation, most)]


def others(evaluation: Evaluation) -> list[str]:
    """Return what is said where all that is owed is only counted."""
    claims = Claims(evaluation.record.claims)
    groups = [[one] for one in evaluation.entitlements]
    return [english(one) for one in other_credits(evaluation, claims, groups)]


class TestFew:
    """What is owed is named while it is not too much."""

    def test_at_most_twenty_deadlines(self) -> None:
        """Twenty are named, and one more if it is the last."""
        found = spoken(evaluated(TERMS, count=21))
        assert 21 == len(found)
        assert (
            "The customer had to ask for the credit for “repair” (o1) by "
            "June 8, 2026, 12:00 (UTC time); nobody did in time, so it can "
            "no longer be had."
        ) == found[0]

    def test_all(self) -> None:
        """All are named where nothing is to be left out."""
        assert 24 == len(spoken(evaluated(TERMS), None))

    def test_alike(self) -> None:
        """However many stand alike, one sentence is enough."""
        assert [
            (
                "The customer must ask for the credit for “repair” (o1), "
                "“repair” (o2), “repair” (o3), “repair” (o4) and 20 more; "
                "the agreement states no deadline."
            )
        ] == spoken(evaluated(ClaimTerms()))


class TestMany:
    """What is owed is counted where it is too much to name."""

    def test_who_can_still_ask_is_named_first(self) -> None:
        """Then those who cannot, in the order of what happened."""
        found = spoken(evaluated(TERMS))
        assert 21 == len(found)
        assert (
            "The customer must ask for the credit for “repair” (o24): by July "
            "1, 2026, 12:00 (UTC time)."
        ) == found[0]
        assert "“repair” (o19)" in found[-2]
        assert (
            "Nobody asked in time for 4 more credits, so they can no longer "
            "be had."
        ) == found[-1]

    def test_the_first_deadline_is_told(self) -> None:
        """So that nobody waits for too long."""
        found = spoken(evaluated(ClaimTerms(file=MONTHS)))
        assert 21 == len(found)
        assert (
            "The customer must ask for 4 more credits. The first of their "
            "deadlines is August 21, 2026, 12:00 (UTC time)."
        ) == found[-1]


class TestOthers:
    """How many stand where, in the order in which it is found."""

    @pytest.mark.parametrize(
        ("verbs", "expected"),
        [
            (
                ["file"],
                (
                    "The customer asked for 3 more credits. The first of "
                    "their deadlines is July 21, 2026, 13:00 (UTC time)."
                ),
            ),
            (
                ["file", "approve"],
                (
                    "The provider has granted 3 more credits. The first of "
                    "their deadlines is August 30, 2026, 12:00 (UTC time)."
                ),
            ),
            (
                ["file", "reject"],
                (
                    "The provider has refused 3 more credits. The first of "
                    "their deadlines is August 1, 2026, 12:00 (UTC time)."
                ),
            ),
            (
                ["file", "approve", "apply"],
                "The provider has given 3 more credits.",
            ),
            (
                ["file", "withdraw"],
                "The customer has withdrawn 3 more credits.",
            ),
        ],
    )
    def test_claimed(self, verbs: list[str], expected: str) -> None:
        """What was claimed stands where its last event left it."""
        assert [expected] == others(evaluated(TERMS, *verbs, count=3))

    def test_told(self) -> None:
        """Who told the provider has that deadline behind them."""
        terms = attrs.evolve(TERMS, notify=WEEK, file=MONTHS)
        by = [
            others(evaluated(terms, *verbs, count=3, as_of="06-05 00:00"))
            for verbs in ([], ["notify"])
        ]
        first = "The customer must ask for 3 more credits. The first of their"
        assert [
            [f"{first} deadlines is June 8, 2026, 12:00 (UTC time)."],
            [f"{first} deadlines is August 1, 2026, 12:00 (UTC time)."],
        ] == by

    def test_one(self) -> None:
        """One has one deadline."""
        assert [
            (
                "Nobody asked in time for 1 more credit, so it can no longer "
                "be had."
            ),
            (
                "The customer must ask for 1 more credit. Its deadline is "
                "June 9, 2026, 12:00 (UTC time)."
            ),
        ] == others(evaluated(TERMS, count=2, as_of="06-09 00:00"))

    @pytest.mark.parametrize(
        ("terms", "verbs", "expected"),
        [
            (
                attrs.evolve(
                    TERMS,
                    file=attrs.evolve(
                        MONTHS,
                        opens=Deadline(within="1 month", after="outage-end"),
                    ),
                ),
                [],
                (
                    "The customer may ask for 3 more credits, but only later. "
                    "The first of their deadlines is August 1, 2026, 12:00 "
                    "(UTC time)."
                ),
            ),
            (
                attrs.evolve(TERMS, required=False),
                [],
                (
                    "Nobody has to ask for 3 more credits. The first of their "
                    "deadlines is August 30, 2026, 12:00 (UTC time)."
                ),
            ),
            (
                attrs.evolve(
                    TERMS, file=Deadline(within="1 hour", after="outage-end")
                ),
                ["notify", "file"],
                "The customer asked for 3 more credits too late.",
            ),
            (
                attrs.evolve(
                    TERMS,
                    decide=Deadline(within="1 day", after="filing"),
                ),
                ["file"],
                "The provider is late with 3 more credits.",
            ),
        ],
        ids=["not yet", "automatic", "late", "overdue"],
    )
    def test_deadlines(
        self, terms: ClaimTerms, verbs: list[str], expected: str
    ) -> None:
        """Where a deadline decides it is said how."""
        assert [expected] == others(evaluated(terms, *verbs, count=3))

    @pytest.mark.parametrize("standing", Standing)
    def test_each(self, standing: Standing) -> None:
        """Wherever credits may stand both languages can say it."""
        found = evaluated(ClaimTerms(), count=2)
        groups = [
            [
                attrs.evolve(one, standing=standing)
                for one in found.entitlements
            ]
        ]
        (said,) = other_credits(found, Claims(()), groups)
        assert f"claim-others-{standing.value}" == said.message.code
        assert "2 more credits" in english(said)
        assert "altri 2 crediti" in italian(said)
