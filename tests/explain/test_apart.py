"""What is said around facts, or of each by itself, is what would be said."""

from functools import partial

import attrs
import pytest

from slapolicy import (
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
from slapolicy import explain as _explain
from slapolicy.evaluation import plan
from slapolicy.explain import LANGUAGES, agreed, apart, around
from slapolicy.explain.language import Language
from tests.agreed import RECORD, UPTIME, policy_of
from tests.views import at


EN = Language.of("en")
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


def _by_all_rules(
    evaluation: Evaluation, lang: str, monkeypatch: pytest.MonkeyPatch
) -> str:
    """Return what is said where nothing is said at once."""
    with monkeypatch.context() as changed:
        changed.setattr(_explain, "full_text", lambda *_: None)
        return evaluation.explain(lang, "full")


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
def test_what_would_be_said(
    lang: str, policy: Policy, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every kind of decision, what was read, and what follows, in order."""
    found = _remembered(policy, record)
    assert around.full_text(found, Language.of(lang)) is not None
    expected = _by_all_rules(found, lang, monkeypatch)
    assert expected == found.explain(lang, "full")


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


class TestToldBefore:
    """Where the whole answer is said around what is said of facts."""

    def _is_told(self, policy: Policy, record: Record) -> bool:
        """Whether it is."""
        return around.full_text(_remembered(policy, record), EN) is not None

    def test_said_alike(self) -> None:
        """None where two lines are the same: one of them is left out."""
        first = attrs.evolve(THEIRS, clause="x")
        policy = policy_of(
            exclusions=[first, attrs.evolve(UNSEEN, clause="x")]
        )
        assert not self._is_told(policy, FACTS)

    def test_beyond_alike(self) -> None:
        """None where two outages are as much too long."""
        first, _, _ = BROKEN.outages
        later = Outage(start=at("06-20 00:00"), end=at("06-20 01:00:00.5"))
        alike = attrs.evolve(BROKEN, outages=[first, later])
        assert not self._is_told(policy_of(REPAIR), alike)
        assert self._is_told(policy_of(REPAIR), BROKEN)

    def test_first_looked_at(self) -> None:
        """None where nothing was remembered: all the rules were asked."""
        policy = policy_of(attrs.evolve(UPTIME, id="another"))
        assert around.full_text(evaluate(policy, FACTS), EN) is None

    def test_not_over(self) -> None:
        """None where the period is not over, which is said first."""
        _remembered(POLICY, FACTS)
        found = evaluate(POLICY, FACTS, as_of=at("06-30 22:00"))
        assert around.full_text(found, EN) is None


def test_texts_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept of an agreement does not grow without end."""
    monkeypatch.setattr(agreed, "_MOST_TEXTS", 2)
    words = agreed.Agreed.of(policy_of())
    for number in range(9):
        found = words.texts(EN, (number,), partial(range, number, number + 1))
        assert [f"{number}"] == found
    assert len(words._texts) <= 2
