"""Policies out of documents, and back."""

import datetime as dt

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import get_args

import attrs
import pytest

from slapolicy import _tree
from slapolicy.amounts import Extension, FeeTime, Money, Percent
from slapolicy.calendars import HolidaysOf, Shift, WorkCalendar
from slapolicy.documents import (
    KINDS,
    Format,
    dump_policy,
    load_policy,
    parse_policy,
    policy_from_dict,
)
from slapolicy.documents.positions import Tree
from slapolicy.documents.trees import source_of
from slapolicy.figures import Attribute, Figure
from slapolicy.lengths import CalendarLength
from slapolicy.periods import BillingPeriod, RollingPeriod
from slapolicy.terms.claims import Anchor, NamedEvent
from slapolicy.terms.commitment import Commitment
from slapolicy.terms.policy import Policy
from slapolicy.terms.settlement import Per
from tests.written import EVERY_POLICY, POLICY, paths, tree, vectors


FORMATS: tuple[Format, ...] = get_args(Format)
POLICIES = {str(policy["id"]): policy for _, policy, _ in vectors()}.values()


def commitment(**keys: object) -> Commitment:
    """Return a commitment that a document writes with other keys."""
    listed = tree(POLICY)["commitments"]
    assert isinstance(listed, list)
    only = listed[0]
    assert isinstance(only, dict)
    written = {**tree(POLICY), "commitments": [{**only, **keys}]}
    return policy_from_dict(written).commitments[0]


def held(value: object, name: str) -> object:
    """Return a field of a term, whose class a type checker does not know."""
    return getattr(value, name)


def values_in(value: object) -> Iterator[object]:
    """Yield a value and every value within it."""
    yield value
    if isinstance(value, tuple):
        for one in value:
            yield from values_in(one)
    elif attrs.has(type(value)):
        for field in _tree.fields_of(value):
            yield from values_in(getattr(value, field.name))


class TestRoundTrip:
    """What is written reads back."""

    @pytest.mark.parametrize("written", POLICIES, ids=lambda one: one["id"])
    def test_as_a_tree(self, written: dict[str, Tree]) -> None:
        """A tree and its policy invert each other."""
        policy = policy_from_dict(written)

        assert policy == policy_from_dict(policy.to_dict())
        assert policy.digest == policy_from_dict(policy.to_dict()).digest

    @pytest.mark.parametrize("written", POLICIES, ids=lambda one: one["id"])
    @pytest.mark.parametrize("format_", FORMATS)
    def test_as_text(self, written: dict[str, Tree], format_: Format) -> None:
        """Every format says all of a policy."""
        policy = policy_from_dict(written)

        assert policy == parse_policy(dump_policy(policy, format_), format_)

    @pytest.mark.parametrize("written", POLICIES, ids=lambda one: one["id"])
    def test_writes_no_key_that_was_not_there(
        self, written: dict[str, Tree]
    ) -> None:
        """Keys and places are those of the format; defaults are left out."""
        back = source_of(policy_from_dict(written).to_dict()).tree

        assert set() == paths(back) - paths(written) - {("slapolicy",)}

    def test_writes_every_key_as_it_is_read(self) -> None:
        """A document in the library's own manner comes back the same."""
        written = parse_policy(EVERY_POLICY).to_dict()

        assert tree(EVERY_POLICY) == source_of(written).tree

    def test_knows_every_field(self) -> None:
        """No kind and no field is missing in the document with every key."""
        values = [
            value
            for value in values_in(parse_policy(EVERY_POLICY))
            if attrs.has(type(value))
        ]
        fields = {
            (type(value), field)
            for value in values
            for field in _tree.fields_of(value)
            if field.init
        }
        given = {
            (kind, field)
            for kind, field in fields
            for value in values
            if type(value) is kind
            and getattr(value, field.name) != field.default
        }

        assert set() == {*KINDS.terms} - {type(value) for value in values}
        assert set() == fields - given

    def test_keeps_the_order_of_bounds(self) -> None:
        """The first bound written stays the first."""
        target = {"less_than": "100%", "at_least": "99%"}
        written = commitment(target=target).target.to_tree()

        assert isinstance(written, dict)
        assert list(target.items()) == list(written.items())


class TestParse:
    """Where a document may come from."""

    @pytest.mark.parametrize("format_", FORMATS)
    def test_reads_files(self, tmp_path: Path, format_: Format) -> None:
        """A file's name says its format."""
        policy = parse_policy(POLICY)
        file = tmp_path / f"policy.{format_}"
        file.write_text(dump_policy(policy, format_), encoding="utf-8")

        assert policy == load_policy(file)
        assert policy == load_policy(str(file))

    def test_reads_bytes(self) -> None:
        """Bytes are read as UTF-8."""
        policy = parse_policy(f"title: Così\n{POLICY}".encode())

        assert "Così" == policy.title

    @pytest.mark.parametrize("version", ["slapolicy: 1\n", "slapolicy: '1'\n"])
    def test_the_version_may_stand_there(self, version: str) -> None:
        """A document says its format, or is of the only one."""
        assert parse_policy(POLICY) == parse_policy(version + POLICY)


class TestPythonTrees:
    """Trees that were never a text."""

    def test_may_hold_what_yaml_and_toml_give(self) -> None:
        """Whole numbers, truth values, dates and tuples are texts too."""
        written = {
            **tree(POLICY),
            "slapolicy": 1,
            "effective": {"from": dt.date(2026, 1, 1)},
            "calendars": {
                "desk": {"hours": {}, "dates": {dt.date(2026, 1, 2): ()}}
            },
            "exclusions": (
                {"kind": "short", "up_to": "1 hour", "at_most": 3},
            ),
            "claims": {"required": False},
            "title": None,
        }
        policy = policy_from_dict(written)

        assert policy.effective is not None
        assert dt.date(2026, 1, 1) == policy.effective.from_
        assert ((dt.date(2026, 1, 2), ()),) == policy.calendars[0][1].dates
        assert 3 == held(policy.exclusions[0], "at_most")
        assert policy.claims is not None
        assert not policy.claims.required

    def test_leave_examples_as_text(self) -> None:
        """Equal examples are equal, from whichever source."""
        example = {"record": {"n": 1}, "expect": {"final": True, "n": [None]}}
        policy = policy_from_dict({**tree(POLICY), "examples": [example]})

        assert {"n": "1"} == policy.examples[0].record
        assert {"final": "true", "n": [None]} == policy.examples[0].expect
        assert policy == policy_from_dict(policy.to_dict())


class TestTerms:
    """Forms that a type alone does not tell."""

    @pytest.mark.parametrize(
        ("written", "amount"),
        [
            ("10%", Percent(10)),
            ("0%", Percent(0)),
            ("5.00 EUR", Money(5, "EUR")),
            ("3 days", Extension(Fraction(3), "day")),
            ({"fee_for": "1 day"}, FeeTime(dt.timedelta(days=1))),
            (
                {"fee_for": "PT1H", "out_of": "30 days"},
                FeeTime(dt.timedelta(hours=1), dt.timedelta(days=30)),
            ),
        ],
    )
    def test_amounts(self, written: Tree, amount: object) -> None:
        """Shares, sums, extensions and shares of the fee's time."""
        credit = commitment(credit={"kind": "flat", "amount": written}).credit

        assert amount == held(credit, "amount")

    @pytest.mark.parametrize(
        ("written", "bound"),
        [
            ("99.9%", Figure.parse("99.9%")),
            ("2 hours", Figure.parse("2 hours")),
            ({"attribute": "promised"}, Attribute("promised")),
        ],
    )
    def test_bounds(self, written: Tree, bound: object) -> None:
        """A figure, or the service's attribute that has it."""
        target = commitment(target={"at_least": written}).target

        assert bound == target.limits[0].bound

    @pytest.mark.parametrize(
        ("written", "times"),
        [
            ("3", Fraction(3)),
            ("1/3", Fraction(1, 3)),
            ({"attribute": "amps"}, Attribute("amps")),
        ],
    )
    def test_times(self, written: Tree, times: object) -> None:
        """A number, or the service's attribute that has it."""
        rule = {"kind": "flat", "amount": "1%", "times": written}

        assert times == held(commitment(credit=rule).credit, "times")

    @pytest.mark.parametrize(
        ("written", "after"),
        [
            ("period-end", Anchor.PERIOD_END),
            ({"event": "report"}, NamedEvent("report")),
        ],
    )
    def test_anchors(self, written: Tree, after: object) -> None:
        """An anchor, or an event by its name."""
        claims = commitment(
            claims={"file": {"within": "7 days", "after": written}}
        ).claims

        assert claims is not None
        assert claims.file is not None
        assert after == claims.file.after

    @pytest.mark.parametrize(
        ("written", "per"),
        [
            ("incident", Per.INCIDENT),
            ("year", Per.YEAR),
            ("12 months", CalendarLength(12, "month")),
        ],
    )
    def test_caps(self, written: str, per: object) -> None:
        """What a cap holds for, also months."""
        caps = {"caps": [{"at_most": "10%", "per": written}]}
        policy = policy_from_dict({**tree(POLICY), "credits": caps})

        assert per == policy.credits.caps[0].per

    @pytest.mark.parametrize(
        ("written", "pool"),
        [
            ("10 hours", dt.timedelta(hours=10)),
            ("3", Fraction(3)),
            ("1 day", dt.timedelta(hours=24)),
        ],
    )
    def test_pools(self, written: str, pool: object) -> None:
        """A length of maintenance, or a number of occurrences."""
        rule = {
            "kind": "maintenance",
            "pool": {"at_most": written, "per": "year"},
        }
        (found,) = commitment(exclusions=[rule]).exclusions

        assert pool == held(held(found, "pool"), "at_most")

    @pytest.mark.parametrize(
        ("written", "period"),
        [
            (
                {"kind": "billing", "unit": "month", "count": "3"},
                BillingPeriod("month", count=3),
            ),
            (
                {
                    "kind": "rolling",
                    "length": "30 days",
                    "nominal": "720 hours",
                },
                RollingPeriod(
                    CalendarLength(30, "day"), nominal=dt.timedelta(hours=720)
                ),
            ),
        ],
    )
    def test_periods(self, written: Tree, period: object) -> None:
        """Each kind of period has its own keys."""
        policy = policy_from_dict({**tree(POLICY), "period": written})

        assert period == policy.period
        assert policy == policy_from_dict(policy.to_dict())

    def test_calendars(self) -> None:
        """Days left out are closed; holidays are dates or a country's."""
        written: dict[str, Tree] = {
            "hours": {"tue": ["14:00-24:00", "09:00-13:00"]},
            "dates": {"2026-12-24": []},
            "holidays": ["2026-12-25", {"country": "IT"}],
        }
        policy = policy_from_dict(
            {**tree(POLICY), "calendars": {"desk": written}}
        )
        shifts = (Shift(9 * 60, 13 * 60), Shift(14 * 60, 24 * 60))
        desk = WorkCalendar(
            hours=[(), shifts, (), (), (), (), ()],
            dates=[(dt.date(2026, 12, 24), ())],
            holidays=[dt.date(2026, 12, 25)],
            national=(HolidaysOf("IT"),),
        )

        assert (("desk", desk),) == policy.calendars

    def test_policies_are_values(self) -> None:
        """What is read is hashable, as what is built."""
        policy = parse_policy(EVERY_POLICY)

        assert isinstance(policy, Policy)
        assert hash(policy) == hash(parse_policy(EVERY_POLICY))
