"""What an evaluation answers when it is asked for more."""

import datetime as dt
import pickle

import attrs
import pytest

from slapolicy import (
    Availability,
    CauseExclusion,
    Evaluation,
    Maintenance,
    MaintenanceExclusion,
    compare,
    evaluate,
    headroom,
    marginal,
)
from slapolicy.explain import explain
from slapolicy.periods import CalendarPeriod
from slapolicy.report import notebook
from tests.agreed import UPTIME, answer, down, outage, policy_of
from tests.views import at


HIT = attrs.evolve(
    down(
        attrs.evolve(
            outage("06-10 00:00", "06-10 05:00", "works"), cause="dns"
        )
    ),
    maintenance=[
        Maintenance(id="m1", start=at("06-12 00:00"), end=at("06-12 01:00"))
    ],
)
POLICY = policy_of(
    UPTIME,
    attrs.evolve(UPTIME, id="also", slice="10 days"),
    exclusions=[
        MaintenanceExclusion(id="works"),
        CauseExclusion(causes=["attack"]),
    ],
)


def found() -> Evaluation:
    """Return one that was found from the middle of the period."""
    return evaluate(POLICY, HIT, as_of=at("06-15 00:00"))


class TestQuestions:
    """What is asked of it, it hands on."""

    def test_headroom_of_one_promise(self) -> None:
        """Of all if none is named."""
        asked = found()
        assert headroom(asked, "also") == asked.headroom("also")
        assert headroom(asked) == asked.headroom()
        assert {"also"} == {
            one.commitment for one in asked.headroom("also").rooms
        }

    @pytest.mark.parametrize("among", ["outages", "exclusions"])
    def test_marginal_among_what_is_said(self, among: str) -> None:
        """Where a name is not the only one."""
        asked = found()
        expected = marginal(asked, "works", among=among)
        assert expected == asked.marginal("works", among=among)
        with pytest.raises(KeyError):
            asked.marginal("works")
        assert marginal(asked, "m1") == asked.marginal("m1")

    def test_compare(self) -> None:
        """From here to the other."""
        asked, other = found(), evaluate(POLICY, HIT)
        assert compare(asked, other) == asked.compare(other)

    def test_result_of_a_promise(self) -> None:
        """One that is not there is named."""
        assert "also" == found().result("also").id
        with pytest.raises(KeyError, match="speed"):
            found().result("speed")


class TestWords:
    """What it is in words."""

    def test_short_and_english(self) -> None:
        """If nothing else is asked for."""
        assert explain(found(), "en", "short") == found().explain()

    def test_as_asked(self) -> None:
        """In that language, and so long."""
        assert explain(found(), "it", "full") == found().explain("it", "full")
        assert explain(found(), "en", "full") == found().explain(style="full")

    def test_of_a_notebook(self) -> None:
        """As the report module writes it."""
        assert notebook.of_evaluation(found()) == found()._repr_html_()


class TestPickled:
    """What a pickle brings back."""

    def test_from_when_it_was_seen(self) -> None:
        """The same policy, record and instant, and so the same answer."""
        again = pickle.loads(pickle.dumps(found()))
        assert found() == again
        assert (POLICY, HIT, at("06-15 00:00"), found().to_dict()) == (
            again.policy,
            again.record,
            again.as_of,
            again.to_dict(),
        )


class TestNominal:
    """A month that is taken for so many hours, however long it is."""

    def test_is_what_is_measured(self) -> None:
        """An hour in 730 is less than one in 720."""
        month = CalendarPeriod("month", nominal=dt.timedelta(hours=730))
        policy = attrs.evolve(
            policy_of(attrs.evolve(UPTIME, metric=Availability())),
            period=month,
        )
        (result,) = answer(HIT, policy).results
        (one,) = result.readings
        assert 730 * 3_600_000_000 == one.reading.measured
        assert result.view is not None
        assert [("2026-06", 730 * 3_600_000_000)] == [
            (window.subject, window.nominal) for window in result.view.windows
        ]

    def test_is_nothing_to_slices(self) -> None:
        """They are as long as they are, and called by when they begin."""
        result = answer(HIT, POLICY).result("also")
        assert result.view is not None
        assert [
            ("2026-06-01T00:00:00Z", None),
            ("2026-06-11T00:00:00Z", None),
            ("2026-06-21T00:00:00Z", None),
        ] == [
            (window.subject, window.nominal) for window in result.view.windows
        ]
