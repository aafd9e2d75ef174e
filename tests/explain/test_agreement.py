"""An agreement as a person would read it."""

import pytest

from slapolicy import Policy, catalogue, parse_policy
from slapolicy.explain import Section, agreement_sections
from slapolicy.explain.agreement import clause_words, period_words
from slapolicy.explain.language import Value, as_tree
from slapolicy.lengths import parse_length
from slapolicy.periods import (
    BillingPeriod,
    CalendarPeriod,
    MonthDay,
    Period,
    RollingPeriod,
)
from tests.explained import english, italian
from tests.written import EVERY_POLICY


@pytest.fixture(scope="module")
def every() -> dict[str, list[str]]:
    """Return the sections of a policy with every key, by their titles."""
    return spoken(parse_policy(EVERY_POLICY))


def spoken(policy: Policy) -> dict[str, list[str]]:
    """Return the sections of a policy in English, by their titles."""
    return {
        english(one.title): [english(said) for said in one.sentences]
        for one in agreement_sections(policy)
    }


def codes(value: object) -> set[object]:
    """Return the codes of all that is said within a tree."""
    if isinstance(value, list):
        return {code for one in value for code in codes(one)}
    if isinstance(value, dict):
        inner = {code for one in value.values() for code in codes(one)}
        return inner | {value.get("code")}
    return set()


class TestEveryKey:
    """A policy that says all that a policy can say."""

    def test_who_and_when(self, every: dict[str, list[str]]) -> None:
        """It begins with who promises, since when, and over which period."""
        assert [
            "Provider: Nobody",
            "Version: 7",
            "Published at: https://example.org/sla",
            "In force from: January 1, 2026",
            "No longer in force from: January 1, 2027",
            "Time zone: Europe/Rome; currency: EUR",
            (
                "Measured over: the calendar (2 × year), years beginning on "
                "February 1"
            ),
            "Taken as so long: 730 hours",
            (
                "Credits are only for services of which: “plan” of the "
                "service is gold; “region” of the service is it or de; “amps” "
                "of the service is at least 1 and at most 32; “share” of the "
                "service is more than 1 % and less than 99 %"
            ),
        ] == every["Every key"]

    def test_promise(self, every: dict[str, list[str]]) -> None:
        """A promise says to whom, what, and how it is measured."""
        assert [
            "Clause 1 (Uptime): “We are up.”",
            "Only for services of which: “paid-up” of the service is true",
            (
                "Promised: availability, less than 100 % and at least what "
                "the service has as “promised”"
            ),
            (
                "How it is measured: about the components a, b and c; down "
                "while so many components are: 2; components are put together "
                "before anything is excluded; an outage counts from its "
                "detection or report, whichever is earlier; an outage weighs "
                "as much as its impact; impacts at the same time add up; what "
                "lasts less than 5 minutes does not count; each outage in "
                "steps of 1 minute; rounded to the nearest, halves up; only "
                "the hours of the calendar “desk” count; what is excluded "
                "leaves the measured time; what nobody observed leaves the "
                "answer open; only while the service existed is measured; "
                "with 2 decimals; rounded to the nearest, halves to even; "
                "every 1 hour is read on its own"
            ),
            (
                "Does not count for this promise: outages with one of these "
                "causes: the customer"
            ),
        ] == every["Promise “uptime”"]

    def test_table(self, every: dict[str, list[str]]) -> None:
        """What a breach is worth is said row by row, with its limits."""
        assert [
            (
                "figure at least 99 % and below 99.9 %: 10 % of the next "
                "invoice"
            ),
            (
                "figure above 98 % and at most what the service has as “low”: "
                "5.00 EUR"
            ),
            "figure below 98 %: the price of 24 hours, out of 720 hours",
            "between two rows the better one pays",
            "of several rows the worst pays",
            "as many times as the service's “amps”",
            "Limit: at most 50 % of the next invoice per incident",
            "nobody has to ask: credits come alone",
        ] == every["If “uptime” is not kept"]

    @pytest.mark.parametrize(
        ("promise", "expected"),
        [
            (
                "restoration",
                [
                    (
                        "the part of “feature-x” for the downtime beyond what "
                        "is promised"
                    ),
                    "each outage in steps of 1 hour",
                    "rounded up",
                    "as many times as 2",
                ],
            ),
            (
                "requests",
                [
                    "3 days of service more",
                    "as many times as 1.5",
                    (
                        "5 % of the previous month for each 1 business day of "
                        "downtime beyond what is promised"
                    ),
                    "every unit that has begun",
                    "the first 1 hour are free",
                    "for each outage on its own",
                    "as many times as 2",
                    "by the calendar “desk”",
                    (
                        "1 % of “feature-x” for each 0.1 % away from what is "
                        "promised"
                    ),
                    "every unit that is complete",
                    "as many times as 3",
                    "“a reasonable sum”, which states no figure",
                ],
            ),
            ("tickets", ["No credit is promised for it"]),
        ],
    )
    def test_worth(
        self,
        promise: str,
        expected: list[str],
        every: dict[str, list[str]],
    ) -> None:
        """Each kind of credit is said with its settings."""
        assert expected == every[f"If “{promise}” is not kept"]

    @pytest.mark.parametrize(
        ("promise", "expected"),
        [
            (
                "tickets",
                "share of tickets answered within 4 hours, at least 90 %",
            ),
            ("latency", "p95 of latency-ms, at most 250.5"),
            ("short", "availability, a downtime of at most 8 hours"),
            (
                "interruptions",
                (
                    "number of outages longer than 5 minutes, “few”, which "
                    "states no figure"
                ),
            ),
        ],
    )
    def test_promised(
        self, promise: str, expected: str, every: dict[str, list[str]]
    ) -> None:
        """Each kind of metric and target has its words."""
        assert f"Promised: {expected}" == every[f"Promise “{promise}”"][0]

    def test_exclusions(self, every: dict[str, list[str]]) -> None:
        """Each exclusion is said after its clause, with what it asks for."""
        found = every["What does not count"]
        assert "Clause 1 (Uptime): “We are up.”" == found[0]
        assert [
            (
                "maintenance, planned; announced at least 2 business days "
                "before; by the calendar “desk”; only Saturday and Sunday, "
                "22:00-06:00; at most the first 4 hours of each; none that "
                "lasts longer than 8 hours; at most 10 hours per year"
            ),
            "maintenance, planned or urgent; at most 3 times per month",
            "outages that none of these told of: monitor",
            "the service's suspension because of unpaid",
            (
                "outages of at most 15 minutes; at most 3 of them; counted by "
                "the month; of more than that, only the rest counts"
            ),
        ] == found[1:]

    def test_credit(self, every: dict[str, list[str]]) -> None:
        """How awards become the credit is said as it is reckoned."""
        assert [
            "Clause 1 (Uptime): “We are up.”",
            "Of credits for several promises the largest is paid",
            "Limit: at most 30 days of service more per period",
            "Limit: at most 100.00 EUR per year",
            "Limit: at most 10 % of the fee per 12 months",
            "Limit: at most 20 % of the fee per commitment",
            "Only what is more than 1.00 EUR is paid",
            "The credit is rounded up",
            "Given as: cash",
            "To be used within 6 months",
            "After that: forfeit",
        ] == every["Credit"]

    def test_claims(self, every: dict[str, list[str]]) -> None:
        """Each deadline is said as it is reckoned."""
        assert [
            "Clause 1 (Uptime): “We are up.”",
            "the customer asks by: ticket",
            "evidence to be shown: logs",
            (
                "the customer must tell the provider: 24 hours after the "
                "outage began, the first of several"
            ),
            (
                "the customer must ask: 7 days after the outage was verified, "
                "until that billing cycle is over"
            ),
            "the customer may ask from: 1 hour after the outage ended",
            (
                "the provider must acknowledge: 4 business hours after the "
                "claim was made, by “desk”"
            ),
            (
                "the provider must decide: 1 month after the provider "
                "acknowledged the claim, until that month is over"
            ),
            "the customer may appeal: 2 weeks after the provider decided",
            (
                "the provider must give the credit: 1 year after the event "
                "“invoice”"
            ),
        ] == every["Who must ask, by when"]

    def test_rights(self, every: dict[str, list[str]]) -> None:
        """Each right is said with what it takes."""
        assert [
            "Clause 1 (Uptime): “We are up.”",
            (
                "The right to terminate the agreement: after 3 periods with a "
                "breach; of “uptime”; within the last 6 periods; one after "
                "the other; each below 95 %; to be used within 30 days; at "
                "once"
            ),
            (
                "The right leave: after 1 period with a breach; of "
                "“restoration”; each longer than 48 hours"
            ),
        ] == every["Rights"]

    def test_calendars(self, every: dict[str, list[str]]) -> None:
        """A calendar is said by the days on which it opens."""
        assert [
            (
                "Calendar “desk”: Monday 09:00-13:00 and 14:00-18:00; Sunday "
                "20:00-24:00; 3 dates with other hours or none; public "
                "holidays of IT RM and DE"
            )
        ] == every["Calendars"]

    def test_every_key_has_words(self) -> None:
        """No key is said as a document writes it."""
        for section in agreement_sections(parse_policy(EVERY_POLICY)):
            assert "setting" not in codes(
                [as_tree(one) for one in section.sentences]
            )


class TestLeast:
    """A policy that says as little as it can."""

    def test_silence(self) -> None:
        """What the agreement does not say is said where it matters."""
        policy = parse_policy(
            """
            id: least
            timezone: UTC
            currency: EUR
            period: {kind: rolling, length: 30 days}
            commitments:
              - {id: a, metric: {kind: restoration}, target: {at_most: 1 hour}}
              - {id: b, metric: {kind: count}, target: {less_than: "3"}}
            exclusions: [{kind: suspension}]
            credits: {minimum: 1%}
            effective: {until: 2030-01-01}
            rights: [{right: leave, when: {breaches: 1}}]
            """
        )
        assert {
            "least": [
                "No longer in force from: January 1, 2030",
                "Time zone: UTC; currency: EUR",
                "Measured over: any span of 30 days",
            ],
            "Promise “a”": [
                "Promised: time to restore each outage, at most 1 hour"
            ],
            "If “a” is not kept": ["No credit is promised for it"],
            "Promise “b”": ["Promised: number of outages, less than 3"],
            "If “b” is not kept": ["No credit is promised for it"],
            "What does not count": ["the service's suspension"],
            "Credit": [
                (
                    "The agreement does not say how credits for several "
                    "promises combine; they are added up"
                ),
                "Nothing below 1 % of the fee is paid",
                "The credit is rounded to the nearest, halves up",
            ],
            "Who must ask, by when": [
                "The agreement does not say how credits are claimed"
            ],
            "Rights": ["The right leave: after 1 period with a breach"],
        } == spoken(policy)


@pytest.mark.parametrize(
    ("period", "en", "it"),
    [
        (
            CalendarPeriod("month"),
            "the calendar (month)",
            "il calendario (mese)",
        ),
        (
            BillingPeriod("month", count=3),
            "the service's billing cycle (3 × month)",
            "il ciclo di fatturazione del servizio (3 × mese)",
        ),
        (
            CalendarPeriod("year", starts=MonthDay(2, 1)),
            "the calendar (year), years beginning on February 1",
            "il calendario (anno), con anni che iniziano il giorno 1 febbraio",
        ),
        (
            RollingPeriod(parse_length("720 hours")),
            "any span of 720 hours",
            "un arco di 720 ore qualsiasi",
        ),
    ],
)
def test_periods(period: Period, en: str, it: str) -> None:
    """Each kind of period has its words."""
    said = period_words(period)
    assert (en, it) == (english(said), italian(said))


class TestClause:
    """Clauses that terms name."""

    @pytest.mark.parametrize(
        ("id_", "expected"),
        [
            (None, []),
            ("1", ["Clause 1 (Uptime): “We are up.”"]),
            ("9.9", ["Clause 9.9"]),
        ],
    )
    def test_named(self, id_: str | None, expected: list[str]) -> None:
        """A clause is quoted; of an unknown one the number is said."""
        policy = parse_policy(EVERY_POLICY)
        assert expected == [
            english(one) for one in clause_words(policy.clauses, id_)
        ]

    def test_title_that_is_its_name(self) -> None:
        """A heading that only repeats the name is left out."""
        policy = catalogue.load("clamehost")
        (said,) = clause_words(policy.clauses, "claim")
        assert english(said).startswith("Clause claim: “")

    def test_no_text(self) -> None:
        """A clause without text is said by its name and its heading."""
        text = EVERY_POLICY.replace("    text: We are up.\n", "")
        (said,) = clause_words(parse_policy(text).clauses, "1")
        assert "Clause 1 (Uptime)" == english(said)


@pytest.mark.parametrize("id_", catalogue.ids())
def test_catalogue(id_: str) -> None:
    """Every published agreement can be read in both languages."""

    def words(section: Section) -> list[Value]:
        """Return all that is said in a section."""
        return [section.title, *section.sentences]

    for section in agreement_sections(catalogue.load(id_)):
        for one in words(section):
            assert english(one)
            assert italian(one)
