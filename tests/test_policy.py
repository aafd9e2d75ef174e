"""Tests for slapolicy.terms.policy."""

import datetime as dt
import pickle

from collections.abc import Callable

import attrs
import pytest

from slapolicy import parse_policy
from slapolicy.amounts import Extension, Money, Percent
from slapolicy.calendars import WorkCalendar
from slapolicy.errors import AmountError, PolicyError, RecordError, messages
from slapolicy.facts import Service
from slapolicy.figures import Attribute, Figure
from slapolicy.lengths import CalendarLength
from slapolicy.periods import BillingPeriod
from slapolicy.terms.clauses import (
    Assumption,
    Clause,
    Effective,
    Example,
    Gloss,
    GlossUnit,
)
from slapolicy.terms.commitment import Commitment
from slapolicy.terms.credits import FlatCredit, PerUnitCredit
from slapolicy.terms.exclusions import (
    CauseExclusion,
    MaintenanceExclusion,
    SuspensionExclusion,
)
from slapolicy.terms.metrics import Availability
from slapolicy.terms.policy import leaves
from slapolicy.terms.rights import Right, When
from slapolicy.terms.settlement import Cap, CreditTerms
from tests.agreed import UPTIME, policy_of
from tests.changing import changed
from tests.views import JUNE, span
from tests.written import EVERY_POLICY


DESK = WorkCalendar.of({"mon": ["09:00-17:00"]})


def faults(**fields: object) -> list[str]:
    """Return what is said against a policy with such fields."""
    with pytest.raises(PolicyError) as raised:
        changed(policy_of(), fields)
    return messages(raised.value)


def paid(**fields: object) -> list[Commitment]:
    """Return the promise of uptime, with fields of its own."""
    return [changed(UPTIME, fields)]


class TestFaults:
    """What a policy contradicts itself in, each with its path."""

    def test_it_promises_something(self) -> None:
        """Without commitments there is nothing to evaluate."""
        assert [
            "commitments: commitments are missing; promise something"
        ] == faults(commitments=())

    def test_its_zone_is_known(self) -> None:
        """The path is said once."""
        (message,) = faults(timezone="Europe/Atlantis")
        assert message.startswith("timezone: 'Europe/Atlantis'")

    def test_its_currency_is_known(self) -> None:
        """A code of ISO 4217."""
        (message,) = faults(currency="EURO")
        assert message.startswith("currency: 'EURO' ")

    def test_faults_are_told_together(self) -> None:
        """All at once, so that they can be mended at once."""
        paths = [
            message.partition(":")[0]
            for message in faults(
                commitments=(), timezone="Nowhere", currency="XXXX"
            )
        ]
        assert ["commitments", "timezone", "currency"] == paths


class TestDoubles:
    """Ids that stand twice."""

    @pytest.mark.parametrize(
        ("field", "values", "path"),
        [
            ("commitments", [UPTIME, UPTIME], "commitments[1].id"),
            ("clauses", [Clause(id="1"), Clause(id="1")], "clauses[1].id"),
            (
                "assumptions",
                [
                    Assumption(id="a", text="x"),
                    Assumption(id="b", text="x"),
                    Assumption(id="a", text="y"),
                ],
                "assumptions[2].id",
            ),
            ("calendars", [("a", DESK), ("a", DESK)], "calendars[1].id"),
            (
                "exclusions",
                [
                    SuspensionExclusion(id="x"),
                    CauseExclusion(causes=["dns"], id="x"),
                ],
                "exclusions[1].id",
            ),
        ],
    )
    def test_are_refused(
        self, field: str, values: list[object], path: str
    ) -> None:
        """The path is that of the second."""
        (message,) = faults(**{field: values})
        assert message.startswith(f"{path}: ")
        assert message.endswith("stands twice")

    def test_each_repetition_is_told(self) -> None:
        """The third is as wrong as the second."""
        assert len(faults(commitments=[UPTIME] * 3)) == 2

    def test_no_id_is_not_one(self) -> None:
        """Two exclusions without a name do not share one."""
        rules = [SuspensionExclusion(), SuspensionExclusion()]
        policy = policy_of(exclusions=[*rules])
        assert len(policy.exclusions) == 2


class TestRights:
    """Rights that follow a promise's breaches."""

    def test_name_a_promise_that_is_there(self) -> None:
        """The message says which there are."""
        rights = [
            Right(right="leave", when=When(breaches=1)),
            Right(right="leave", when=When(commitment="uptime", breaches=1)),
            Right(right="leave", when=When(commitment="speed", breaches=1)),
        ]
        assert [
            (
                "rights[2].when.commitment: no commitment 'speed'; the policy "
                "has: uptime"
            )
        ] == faults(rights=rights)


class TestMoney:
    """Sums are in the policy's currency."""

    @pytest.mark.parametrize(
        ("fields", "path"),
        [
            (
                {"commitments": paid(credit=FlatCredit(amount="5.00 USD"))},
                "commitments[0].credit.amount",
            ),
            (
                {
                    "commitments": paid(
                        caps=[Cap(at_most="5.00 USD", per="period")]
                    )
                },
                "commitments[0].caps[0].at_most",
            ),
            (
                {"credits": CreditTerms(minimum="5.00 USD")},
                "credits.minimum",
            ),
        ],
    )
    def test_wherever_they_stand(
        self, fields: dict[str, object], path: str
    ) -> None:
        """Nothing is converted."""
        assert [
            (
                f"{path}: 5.00 USD is not in EUR, the policy's currency; "
                f"nothing is converted"
            )
        ] == faults(**fields)


DAYS_2 = MaintenanceExclusion(notice="2 business days")


class TestCalendars:
    """Work calendars that terms name or need."""

    @pytest.mark.parametrize(
        ("fields", "expected"),
        [
            (
                {"exclusions": [MaintenanceExclusion(calendar="desk")]},
                (
                    "exclusions[0].calendar: no calendar 'desk'; the policy has: "
                    "none"
                ),
            ),
            (
                {
                    "commitments": paid(
                        metric=Availability(service_hours="desk")
                    ),
                    "calendars": {"other": DESK, "night": DESK},
                },
                (
                    "commitments[0].metric.service_hours: no calendar 'desk'; "
                    "the policy has: night, other"
                ),
            ),
            (
                {"exclusions": [DAYS_2]},
                (
                    "exclusions[0].notice: '2 business days' needs a work "
                    "calendar, and the policy has: none; name one"
                ),
            ),
            (
                {"exclusions": [DAYS_2], "calendars": {"a": DESK, "b": DESK}},
                (
                    "exclusions[0].notice: '2 business days' needs a work "
                    "calendar, and the policy has: a, b; name one"
                ),
            ),
        ],
    )
    def test_missing_ones_are_refused(
        self, fields: dict[str, object], expected: str
    ) -> None:
        """Named and not there, or needed and not named."""
        assert [expected] == faults(**fields)

    @pytest.mark.parametrize(
        ("rule", "calendars"),
        [
            (DAYS_2, {"a": DESK}),
            (attrs.evolve(DAYS_2, calendar="b"), {"a": DESK, "b": DESK}),
            (MaintenanceExclusion(notice="1 month"), {}),
            (MaintenanceExclusion(notice="48 hours"), {"a": DESK, "b": DESK}),
        ],
    )
    def test_the_only_one_need_not_be_named(
        self, rule: MaintenanceExclusion, calendars: dict[str, WorkCalendar]
    ) -> None:
        """Nor is one needed where no business time is counted."""
        fields = {"exclusions": [rule], "calendars": calendars}
        assert (rule,) == changed(policy_of(), fields).exclusions

    def test_the_one_beside_a_length_counts(self) -> None:
        """A calendar that another term names is no help."""
        credit = PerUnitCredit(amount="1%", unit="1 business day")
        named = MaintenanceExclusion(notice="48 hours", calendar="a")
        (message,) = faults(
            commitments=paid(credit=credit),
            exclusions=[named],
            calendars={"a": DESK, "b": DESK},
        )
        assert message.startswith("commitments[0].credit.unit: ")

    def test_are_sorted_and_get_the_policy_s_zone(self) -> None:
        """A calendar keeps a zone of its own."""
        own = WorkCalendar.of({"mon": ["09:00-17:00"]}, timezone="Asia/Tokyo")
        fields = {
            "calendars": {"b": DESK, "a": own},
            "timezone": "Europe/Rome",
        }
        policy = changed(policy_of(), fields)
        assert ("a", "b") == tuple(name for name, _ in policy.calendars)
        assert ["Asia/Tokyo", "Europe/Rome"] == [
            calendar.timezone for _, calendar in policy.zoned_calendars
        ]


class TestEffective:
    """When an agreement is in force."""

    def test_reads_dates(self) -> None:
        """Either may be missing."""
        found = Effective(from_="2026-01-01", until=dt.date(2026, 1, 2))
        assert dt.date(2026, 1, 1) == found.from_
        assert Effective(until="2026-01-01").from_ is None
        assert Effective(from_="2026-01-01").until is None

    @pytest.mark.parametrize("until", ["2025-12-31", "2026-01-01"])
    def test_ends_after_it_begins(self, until: str) -> None:
        """The day of its end is the first on which it no longer is."""
        with pytest.raises(PolicyError) as raised:
            Effective(from_="2026-01-01", until=until)
        assert [f"until {until} is not after from 2026-01-01"] == messages(
            raised.value
        )


class TestGloss:
    """A figure, stated again in another unit."""

    def test_reads_text(self) -> None:
        """A length and the word of a unit."""
        gloss = Gloss(term="t", downtime="43 minutes", per="month")
        assert dt.timedelta(minutes=43) == gloss.downtime
        assert GlossUnit.MONTH is gloss.per

    def test_refuses_another_unit(self) -> None:
        """The message lists them."""
        with pytest.raises(AmountError) as raised:
            Gloss(term="t", downtime="1 hour", per="decade")
        assert "'decade' is none of day, week, month, quarter, year" == str(
            raised.value
        )


class TestExample:
    """A record and what must follow from it."""

    def test_holds_trees_as_documents_read_them(self) -> None:
        """Scalars are text; each look gives a tree of its own."""
        example = Example(record={"n": 1}, expect={"final": True})
        assert {"n": "1"} == example.record
        assert {"final": "true"} == example.expect
        assert example.record is not example.record

    def test_is_written_without_what_is_missing(self) -> None:
        """The instant and the why, if there are any."""
        bare = Example(record={}, expect={})
        assert {"record": {}, "expect": {}} == bare.to_tree()
        whole = attrs.evolve(
            bare, record={}, expect={}, as_of="2026-01-01", why="because"
        )
        assert {
            "record": {},
            "expect": {},
            "as_of": "2026-01-01",
            "why": "because",
        } == whole.to_tree()


class TestPeriods:
    """The measurement periods that overlap a span."""

    def test_of_a_calendar(self) -> None:
        """Those that begin before it too."""
        found = policy_of().periods(span("05-31 23:59", "06-01 00:01"))
        assert (span("05-01 00:00", "06-01 00:00"), JUNE) == found

    def test_of_billing_need_their_anchor(self) -> None:
        """The service has it."""
        policy = attrs.evolve(policy_of(), period=BillingPeriod("month"))
        service = Service(id="s", billing_anchor="2026-01-15")
        day = span("06-20 00:00", "06-21 00:00")
        assert (span("06-15 00:00", "07-15 00:00"),) == policy.periods(
            day, service
        )
        with pytest.raises(RecordError):
            policy.periods(day)


class TestPolicy:
    """The value itself."""

    def test_has_commitments_by_name(self) -> None:
        """None where there is no such promise."""
        policy = policy_of()
        assert UPTIME == policy.commitment("uptime")
        assert policy.commitment("speed") is None

    def test_its_digest_is_of_what_it_says(self) -> None:
        """Not of the order of calendars, nor of the object."""
        fields = {"calendars": {"a": DESK, "b": DESK}}
        turned = {"calendars": {"b": DESK, "a": DESK}}
        one, two = (changed(policy_of(), x) for x in (fields, turned))
        assert one.digest == two.digest
        assert one.digest != policy_of().digest
        assert len(one.digest) == 64

    def test_equal_ones_have_one_hash(self) -> None:
        """Also after a journey."""
        policy = parse_policy(EVERY_POLICY)
        again = pickle.loads(pickle.dumps(policy))
        assert policy == again
        assert hash(policy) == hash(again)

    def test_shows_itself_in_a_notebook(self) -> None:
        """As HTML."""
        assert "<" in policy_of()._repr_html_()


class TestLeaves:
    """Every value within a term, with its path."""

    def test_have_the_keys_of_documents(self) -> None:
        """Lists by place, fields by name, what is a value of its own whole."""
        found = dict(leaves(Effective(from_="2026-01-01"), "effective"))
        assert {"effective.from": dt.date(2026, 1, 1)} == found

    @pytest.mark.parametrize(
        "make",
        [
            lambda: Attribute("a"),
            lambda: CalendarLength(1, "month"),
            lambda: Extension.parse("3 days"),
            lambda: Figure.parse("99.9%"),
            lambda: Money(1, "EUR"),
            lambda: Percent(1),
            lambda: "text",
        ],
        ids=[
            "attribute",
            "length",
            "extension",
            "figure",
            "money",
            "percentage",
            "text",
        ],
    )
    def test_of_a_leaf_are_itself(self, make: Callable[[], object]) -> None:
        """At the path given."""
        value = make()
        assert [("here", value)] == leaves(value, "here")

    def test_pass_over_what_is_derived(self) -> None:
        """Only what a constructor takes is part of a term."""

        @attrs.frozen
        class Own:
            """A term that somebody wrote."""

            said: int = 1
            derived: int = attrs.field(default=2, init=False)

        assert [("said", 1)] == leaves(Own())
        found = dict(leaves((UPTIME,), "commitments"))
        assert "commitments[0].metric.compose" in found
        assert "commitments[0].target.limits[0].bound" in found
        assert not any("downtime_terms" in path for path in found)
        assert ["id"] == [path for path, _ in leaves(UPTIME)][:1]


class TestNamelessRules:
    """Exclusions that somebody wrote."""

    def test_need_no_id(self) -> None:
        """One without that attribute, or with another, has no name."""

        @attrs.frozen
        class Numbered:
            """A rule whose id is no text."""

            id: int

            def forgive(self, stretches: object, view: object) -> tuple[()]:
                """Return nothing; nobody asks it here."""
                raise NotImplementedError

        rules = [Numbered(1), Numbered(1)]
        policy = changed(policy_of(), {"exclusions": rules})
        assert len(policy.exclusions) == 2
