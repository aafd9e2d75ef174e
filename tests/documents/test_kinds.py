"""Kinds of terms that come from elsewhere."""

import datetime as dt
import enum
import pickle

from typing import ClassVar, final

import attrs
import pytest

from slapolicy.documents import KINDS, Kinds, parse_policy, policy_from_dict
from slapolicy.errors import DocumentError, PolicyError, messages
from slapolicy.figures import Figure
from slapolicy.terms.exchange import Award, Basis, CreditRule, Reading
from tests.written import POLICY


class Mood(enum.StrEnum):
    """A choice whose members are texts."""

    GOOD = "good"
    BAD = "bad"


@attrs.frozen
class Note:
    """A part of a term, with keys of its own."""

    text: str
    until_: dt.date | None = None


def _check_share(_: object, __: object, share: Figure) -> None:
    """Refuse shares of nothing, as a stranger would."""
    if not share.exact:
        msg = "nothing is no goodwill"
        raise ValueError(msg)


def _told(text: str, term: attrs.AttrsInstance) -> str:
    """Return a text, as a converter that asks for the instance."""
    assert isinstance(term, Goodwill)
    return text.strip()


@final
@attrs.frozen(kw_only=True)
class Goodwill:
    """A credit rule that the library does not have."""

    kind: ClassVar[str] = "goodwill"

    share: Figure = attrs.field(validator=_check_share)
    mood: Mood = Mood.GOOD
    notes: tuple[Note, ...] = ()
    also: CreditRule | None = None
    least: dt.timedelta | Figure | None = None
    told: str = attrs.field(
        default="",
        converter=attrs.Converter(  # type: ignore[misc] # mypy knows none
            _told, takes_self=True
        ),
    )

    def award(self, reading: Reading, basis: Basis) -> Award:
        """Return nothing."""
        del reading, basis
        return Award()


@attrs.frozen
class Faulty:
    """A rule that has a fault of its own."""

    kind: ClassVar[str] = "faulty"

    def __attrs_post_init__(self) -> None:
        """Divide by zero."""
        _ = 1 // 0

    def award(self, reading: Reading, basis: Basis) -> Award:
        """Return nothing."""
        del reading, basis
        return Award()


@attrs.frozen
class Idle:
    """A class that does nothing."""

    kind: ClassVar[str] = "idle"


class Plain:
    """A class that attrs does not know."""

    kind: ClassVar[str] = "plain"

    def excuse(self) -> None:
        """Do nothing."""


@attrs.frozen
class Nameless:
    """A class without a kind."""

    def measure(self) -> None:
        """Do nothing."""


MORE = KINDS.register(Goodwill).register(Faulty)


def policy(credit: str) -> str:
    """Return the text of a policy that pays so."""
    return POLICY.replace("99%}}", f"99%}}, credit: {credit}}}")


class TestKinds:
    """What may stand in a policy."""

    def test_are_found_by_what_they_do(self) -> None:
        """Each class is in the place that its method fits."""
        assert {
            "availability",
            "count",
            "gauge",
            "restoration",
            "success-rate",
            "ticket-time",
        } == set(KINDS.metrics)
        assert {
            "cause",
            "maintenance",
            "short",
            "source",
            "suspension",
        } == set(KINDS.exclusions)
        assert {
            "flat",
            "per-step",
            "per-unit",
            "pro-rata",
            "sum",
            "tiers",
            "unspecified",
        } == set(KINDS.credits)

    def test_are_values(self) -> None:
        """Equal ones are equal, and nobody changes one."""
        assert KINDS == Kinds(KINDS.terms)
        assert hash(KINDS) == hash(Kinds(list(KINDS.terms)))
        assert KINDS == pickle.loads(pickle.dumps(KINDS))
        assert "goodwill" not in KINDS.credits
        assert Goodwill is MORE.credits["goodwill"]

    def test_have_one_class_each(self) -> None:
        """A kind that there is cannot be replaced."""
        with pytest.raises(ValueError, match="'goodwill' is the kind of"):
            MORE.register(Goodwill)

    @pytest.mark.parametrize(
        ("term", "said"),
        [
            (Idle, "Idle has none of the methods measure, excuse, "),
            (Plain, "Plain is no class of attrs with a text as its kind"),
            (Nameless, "Nameless is no class of attrs with a text as"),
        ],
    )
    def test_are_terms(
        self, term: type[attrs.AttrsInstance], said: str
    ) -> None:
        """A class without kind, fields or method is none."""
        with pytest.raises(TypeError, match=said):
            KINDS.register(term)


class TestReading:
    """Terms from elsewhere, in documents."""

    def test_is_by_the_types_of_the_fields(self) -> None:
        """Choices, parts, other terms and what may be one of two."""
        text = policy(
            "{kind: goodwill, share: 5%, mood: bad, notes: [{text: a, until: "
            "2026-01-31}], also: {kind: flat, amount: 1%}, least: 2 hours, told: ' so '}"
        )
        found = parse_policy(text, kinds=MORE)
        credit = found.commitments[0].credit
        wanted = Goodwill(
            share=Figure.parse("5%"),
            mood=Mood.BAD,
            notes=(Note("a", dt.date(2026, 1, 31)),),
            also=parse_policy(policy("{kind: flat, amount: 1%}"))
            .commitments[0]
            .credit,
            # Two types are texts, and no converter tells which is meant.
            told="so",
            least="2 hours",  # type: ignore[arg-type] # it stays text
        )

        assert wanted == credit
        assert found == policy_from_dict(found.to_dict(), kinds=MORE)

    def test_needs_the_kinds_with_them(self) -> None:
        """They are handed over; nothing is kept anywhere."""
        with pytest.raises(DocumentError) as caught:
            parse_policy(policy("{kind: goodwill, share: 5%}"))

        (line,) = messages(caught.value)
        assert '"goodwill" is not known here; known are tiers, ' in line

    def test_tells_what_a_stranger_refuses(self) -> None:
        """An error of Python about a value is a fault of the document."""
        with pytest.raises(DocumentError) as caught:
            parse_policy(
                policy("{kind: goodwill, share: 0%}"), name="p", kinds=MORE
            )

        assert [
            "p:6:81: commitments[0].credit: nothing is no goodwill"
        ] == messages(caught.value)

    def test_does_not_hide_the_faults_of_a_class(self) -> None:
        """What no document is to blame for is raised as it is."""
        with pytest.raises(ZeroDivisionError):
            parse_policy(policy("{kind: faulty}"), kinds=MORE)

    def test_tells_other_faults_beside(self) -> None:
        """A policy with such a term is a policy like any other."""
        with pytest.raises(PolicyError):
            parse_policy(
                policy("{kind: goodwill, share: 5%}").replace("Rome", "Roma"),
                kinds=MORE,
            )
