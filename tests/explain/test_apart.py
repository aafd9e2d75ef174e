"""What is said around facts, or of each by itself, is what would be said."""

import datetime as dt

from fractions import Fraction

import attrs
import pytest

from slapolicy import (
    Availability,
    CauseExclusion,
    Commitment,
    Evaluation,
    Maintenance,
    MaintenanceExclusion,
    Outage,
    Policy,
    ProRataCredit,
    Record,
    Restoration,
    SourceExclusion,
    SuspensionExclusion,
    Target,
    evaluate,
)
from slapolicy.evaluation import plan
from slapolicy.explain import LANGUAGES, agreed, apart, around
from slapolicy.explain.language import Language, Value, Wording, said
from slapolicy.explain.values import Elapsed
from tests.agreed import RECORD, UPTIME, policy_of
from tests.sections import in_sections
from tests.views import at


EN, IT = Language.of("en"), Language.of("it")
PLANNED = MaintenanceExclusion(kinds=["planned"])
THEIRS = CauseExclusion(causes=["customer"])
UNSEEN = SourceExclusion(admissible=["monitor"])
POLICY = policy_of(exclusions=[PLANNED, THEIRS, UNSEEN, SuspensionExclusion()])
FACTS = attrs.evolve(
    RECORD,
    outages=[
        Outage(
            start=at("06-01 00:00"), end=at("06-01 01:00"), source="monitor"
        ),
        Outage(start=at("06-03 00:00"), end=at("06-03 01:00")),
        Outage(
            start=at("06-05 00:00"), end=at("06-05 01:00"), cause="customer"
        ),
        Outage(
            start=at("06-07 00:00"),
            end=at("06-07 01:00"),
            cause="customer",
            source="monitor",
        ),
        Outage(start=at("06-30 23:00"), end=at("07-01 00:00")),
    ],
    maintenance=[
        Maintenance(start=at("06-10 00:00"), end=at("06-10 01:00")),
        Maintenance(
            start=at("06-12 00:00"), end=at("06-12 01:00"), kind="urgent"
        ),
    ],
)
"""One that counts, two that nobody saw, two by the customer; and work."""


TWICE = attrs.evolve(
    UPTIME, target=Target.of(at_least="99.9%", at_most="1 hour")
)
REPAIR = Commitment(
    id="repair",
    metric=Restoration(),
    target=Target.of(at_most="1 hour"),
    credit=ProRataCredit(),
)
BROKEN = attrs.evolve(
    RECORD,
    outages=[
        Outage(start=at("06-01 00:00"), end=at("06-01 01:00:00.5")),
        Outage(start=at("06-03 00:00"), end=at("06-03 03:30")),
        Outage(start=at("06-05 00:00"), end=at("06-05 01:00")),
    ],
)
"""One that is kept, and two that are not, each by another length."""


TOUCHING = attrs.evolve(
    FACTS,
    maintenance=[
        Maintenance(start=at("06-01 00:30"), end=at("06-01 02:00")),
        Maintenance(start=at("06-03 01:00"), end=at("06-03 02:00")),
    ],
)
"""Work in the middle of an outage, and from the end of another on."""


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the short way from the first record on."""
    monkeypatch.setattr(plan, "_WORTH_IT", 0)


def _remembered(policy: Policy, record: Record) -> Evaluation:
    """Return an evaluation whose credit was known before."""
    for _ in range(2):
        evaluate(policy, record)
    return evaluate(policy, record)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "policy",
    [
        POLICY,
        attrs.evolve(POLICY, version=None),
        attrs.evolve(POLICY, title="The agreement"),
        policy_of(exclusions=[UNSEEN, THEIRS]),
        policy_of(exclusions=[THEIRS, THEIRS]),
        policy_of(),
        policy_of(UPTIME, REPAIR, exclusions=[PLANNED, THEIRS, UNSEEN]),
        policy_of(TWICE, exclusions=[PLANNED]),
    ],
    ids=[
        "all",
        "no version",
        "a title",
        "another order",
        "twice",
        "none",
        "each outage",
        "two bounds",
    ],
)
@pytest.mark.parametrize(
    "record",
    [RECORD, FACTS, BROKEN, TOUCHING],
    ids=["nothing", "all kinds", "long", "touching"],
)
def test_what_would_be_said(lang: str, policy: Policy, record: Record) -> None:
    """Every kind of decision, what was read, and what follows, in order."""
    found = _remembered(policy, record)
    assert in_sections(found, lang) == found.explain(lang, "full")


@pytest.mark.parametrize("rounding", ["down", "up", "half-up", "half-even"])
@pytest.mark.parametrize("decimals", [0, 1, 3])
@pytest.mark.parametrize("minutes", [216, 217, 649, 43_200])
def test_rounded(decimals: int, rounding: str, minutes: int) -> None:
    """A figure that the agreement rounds, exact or not."""
    metric = Availability(precision=decimals, precision_rounding=rounding)
    policy = policy_of(attrs.evolve(UPTIME, metric=metric))
    start = at("06-01 00:00")
    down = Outage(start=start, end=start + dt.timedelta(minutes=minutes))
    found = _remembered(policy, attrs.evolve(RECORD, outages=[down]))
    agreed_words = agreed.Agreed.of(policy)
    assert apart.sayings(found, agreed_words, EN) is not None
    for lang in LANGUAGES:
        assert in_sections(found, lang) == found.explain(lang, "full")


class TestAtOnce:
    """Where facts are said at once."""

    def _is_said(self, policy: Policy, record: Record) -> bool:
        """Whether facts are said at once."""
        found = _remembered(policy, record)
        words = agreed.Agreed.of(policy)
        return apart.sayings(found, words, EN) is not None

    def test_common(self) -> None:
        """Those about the availability of one period, whatever is excluded."""
        assert self._is_said(POLICY, FACTS)
        assert self._is_said(POLICY, RECORD)

    def test_touching(self) -> None:
        """None where maintenance begins as an outage ends."""
        work = Maintenance(start=at("06-01 01:00"), end=at("06-01 02:00"))
        touching = attrs.evolve(FACTS, maintenance=[work])
        assert not self._is_said(POLICY, touching)

    def test_two_bounds(self) -> None:
        """None where there is more than one figure to compare with."""
        assert not self._is_said(policy_of(TWICE), RECORD)

    def test_named_like_an_instant(self) -> None:
        """None where an outage's name would be said as a time."""
        first, *_ = BROKEN.outages
        named = attrs.evolve(first, id="2026-06-01T00:00:00Z")
        record = attrs.evolve(BROKEN, outages=[named])
        assert not self._is_said(policy_of(REPAIR), record)

    def test_conditions(self) -> None:
        """None where maintenance excuses only if it was announced."""
        asked = MaintenanceExclusion(notice="2 days")
        assert not self._is_said(policy_of(exclusions=[asked]), RECORD)


class TestEachOnce:
    """What is the same thing is said once, however it is found."""

    def _is_in_sections(self, policy: Policy, record: Record) -> bool:
        """Whether a text is what its sections say."""
        found = _remembered(policy, record)
        return in_sections(found, "en") == found.explain("en", "full")

    def test_said_alike(self) -> None:
        """The clause of two exclusions in turn, of which each is said once."""
        first = attrs.evolve(THEIRS, clause="x")
        both = policy_of(exclusions=[first, attrs.evolve(UNSEEN, clause="x")])
        text = _remembered(both, FACTS).explain("en", "full")
        assert 1 == text.count("\n- Clause x")
        assert self._is_in_sections(both, FACTS)

    def test_beyond_alike(self) -> None:
        """Two outages that are as much too long."""
        first, _, _ = BROKEN.outages
        later = Outage(start=at("06-20 00:00"), end=at("06-20 01:00:00.5"))
        alike = attrs.evolve(BROKEN, outages=[first, later])
        text = _remembered(policy_of(REPAIR), alike).explain("en", "full")
        assert 1 == text.count("That is 0.5 seconds more")
        assert self._is_in_sections(policy_of(REPAIR), alike)

    def test_different_things(self) -> None:
        """Two lengths that are said alike are said twice, one length once."""
        things: list[Value] = [
            Elapsed(Fraction(1, 2)),
            Elapsed(Fraction(1, 3)),
            "a",
            "a",
        ]
        texts = [said(one, EN) for one in things]
        found = around._each_once(texts, things)
        assert ["0 seconds", "0 seconds", "a"] == list(found)

    def test_follows(self) -> None:
        """Of what follows for all promises, too."""
        block = around._block(Wording("Rights"), lambda: ["a", "b", "a"], EN)
        assert "Rights\n- a\n- b" == block


def test_not_over() -> None:
    """That the answer may still change stands under what it is about."""
    _remembered(POLICY, FACTS)
    found = evaluate(POLICY, FACTS, as_of=at("06-30 22:00"))
    assert in_sections(found, "en") == found.explain("en", "full")
    assert "\nThis is how it looks on June 30, 2026" in in_sections(
        found, "en"
    )


def test_openings_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept of an agreement does not grow without end."""
    monkeypatch.setattr(agreed, "_MOST_OPENINGS", 1)
    policy = policy_of()
    words, found = agreed.Agreed.of(policy), evaluate(policy, FACTS)
    openings = [words.opening(found, one) for one in (EN, IT, EN)]
    assert openings[0] == openings[2]
    assert "giugno 2026" == openings[1].period
    assert len(words._openings) == 1
