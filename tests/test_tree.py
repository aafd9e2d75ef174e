"""Values as plain trees, and their digests."""

import datetime as dt

from fractions import Fraction
from typing import ClassVar

import attrs
import pytest

from slapolicy._tree import (
    MAPPING,
    Tree,
    as_texts,
    canonical,
    digest,
    document_of,
    fields_of,
    tree_of,
)
from slapolicy.amounts import Extension, Money, Percent, Rounding
from slapolicy.calendars import HolidaysOf, Shift, WorkCalendar
from slapolicy.figures import Attribute, Figure
from slapolicy.lengths import CalendarLength
from slapolicy.periods import MonthDay
from slapolicy.spans import Span


class Own:
    """A value with a form of its own."""

    def to_tree(self) -> Tree:
        """Return the form."""
        return "own"


@attrs.frozen(kw_only=True)
class Term:
    """A value with a field of each sort."""

    kind: ClassVar[str] = "term"

    from_: str = "now"
    at_ticks: int | None = attrs.field(default=None, alias="at")
    parts: tuple[tuple[str, Fraction], ...] = attrs.field(
        default=(), metadata=MAPPING
    )
    derived: int = attrs.field(default=0, init=False)


class TestTreeOf:
    """The form of each value."""

    @pytest.mark.parametrize(
        ("value", "tree"),
        [
            (None, None),
            (True, True),
            (3, 3),
            ("a", "a"),
            (Own(), "own"),
            (Percent("99.90"), "99.9%"),
            (Money("12.5", "EUR"), "12.50 EUR"),
            (Extension(Fraction(3), "day"), "3 days"),
            (Figure.parse("PT1H"), "1 hour"),
            (Shift.parse("22:00-06:00"), "22:00-06:00"),
            (MonthDay(2, 1), "02-01"),
            (Rounding.HALF_UP, "half-up"),
            (dt.timedelta(minutes=90), "90 minutes"),
            (CalendarLength(2, "business day"), "2 business days"),
            (Fraction(15, 2), "7.5"),
            (Fraction(1, 3), "1/3"),
            (dt.date(2026, 1, 31), "2026-01-31"),
            (Attribute("promised"), {"attribute": "promised"}),
            (
                Span.of_ticks(0, 1_000_000),
                {
                    "start": "1970-01-01T00:00:00Z",
                    "end": "1970-01-01T00:00:01Z",
                },
            ),
            ((Percent(1), (2, "b")), ["1%", [2, "b"]]),
            (HolidaysOf("IT"), {"country": "IT"}),
        ],
    )
    def test_is_what_documents_write(self, value: object, tree: Tree) -> None:
        """Texts for what a text says, and mappings for the rest."""
        assert tree == tree_of(value)

    def test_leaves_defaults_out(self) -> None:
        """Only what was said is written."""
        assert {"kind": "term"} == tree_of(Term())

    def test_writes_fields_under_the_keys_of_documents(self) -> None:
        """Without the marks that Python's names need."""
        term = Term(from_="then", at=0, parts=(("a", Fraction(1, 2)),))

        assert {
            "kind": "term",
            "from": "then",
            "at": "1970-01-01T00:00:00Z",
            "parts": {"a": "0.5"},
        } == tree_of(term)

    def test_of_a_calendar_has_open_weekdays(self) -> None:
        """Days on which it is closed are left out."""
        assert {"hours": {"mon": ["09:00-17:00"]}} == tree_of(
            WorkCalendar.of({"mon": ["09:00-17:00"], "tue": []})
        )

    def test_of_a_calendar_has_all_that_was_said(self) -> None:
        """Dates of their own, holidays of both sorts, and the zone."""
        calendar = WorkCalendar.of(
            {"mon": ["09:00-17:00"]},
            dates={dt.date(2026, 1, 2): []},
            holidays=[dt.date(2026, 1, 1)],
            national=[HolidaysOf("IT", "RM")],
            timezone="UTC",
        )

        assert {
            "hours": {"mon": ["09:00-17:00"]},
            "timezone": "UTC",
            "dates": {"2026-01-02": []},
            "holidays": ["2026-01-01", {"country": "IT", "subdivision": "RM"}],
        } == tree_of(calendar)

    @pytest.mark.parametrize("value", [0.5, object(), b"a"])
    def test_refuses_what_has_none(self, value: object) -> None:
        """No float gets into a document."""
        with pytest.raises(TypeError, match="has no form in documents"):
            tree_of(value)


class TestFieldsOf:
    """The fields of a value."""

    def test_are_those_of_its_class(self) -> None:
        """In the order in which they are declared."""
        assert ["from_", "at_ticks", "parts", "derived"] == [
            field.name for field in fields_of(Term())
        ]


class TestDocuments:
    """Trees as documents, and what is taken of them."""

    def test_begin_with_the_version(self) -> None:
        """The format's version stands first."""
        assert ["slapolicy", "kind"] == list(document_of(Term()))

    def test_have_texts(self) -> None:
        """As they read back."""
        tree: Tree = {"a": [True, False, 1, 0.5, "b", None], "c": {}}

        assert {
            "a": ["true", "false", "1", "0.5", "b", None],
            "c": {},
        } == as_texts(tree)

    def test_are_canonical(self) -> None:
        """Sorted keys, no spaces, UTF-8."""
        assert '{"a":[1,null],"è":"x"}'.encode() == canonical(
            {"è": "x", "a": [1, None]}
        )

    def test_have_digests(self) -> None:
        """SHA-256, in hexadecimal, whatever the order of the keys."""
        assert digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1})
        assert (
            "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
            == digest({})
        )
