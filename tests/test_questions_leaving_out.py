"""What one fact, or one exclusion, does: `Evaluation.marginal`."""

import datetime as dt

import attrs
import pytest

from slapolicy import (
    Carried,
    CauseExclusion,
    Evaluation,
    Maintenance,
    MaintenanceExclusion,
    Outcome,
    Pool,
    ShortExclusion,
    evaluate,
)
from slapolicy.evaluation import (
    Marginal,
    OutcomeChange,
)
from tests.agreed import (
    UPTIME,
    down,
    euros,
    outage,
    policy_of,
)
from tests.views import at


HALF_A_DAY = outage("06-10 00:00", "06-10 12:00", "o1")
WORKS = Maintenance(id="m1", start=at("06-10 00:00"), end=at("06-10 11:00"))


class TestMarginal:
    """`Evaluation.marginal`."""

    policy = policy_of(
        exclusions=[
            MaintenanceExclusion(pool=None),
            ShortExclusion(up_to="5 minutes", id="blinks"),
        ]
    )
    record = attrs.evolve(
        down(HALF_A_DAY, outage("06-20 00:00", "06-20 00:05", "o2")),
        maintenance=[WORKS],
    )

    @pytest.fixture
    def found(self) -> Evaluation:
        """Return an evaluation with an hour of downtime."""
        return evaluate(self.policy, self.record)

    def test_outage(self, found: Evaluation) -> None:
        """Without the outage nothing would be owed."""
        what = found.marginal("o1")
        assert (what.name, what.among) == ("o1", "outages")
        assert what.change == euros("-10")
        assert what.difference.outcomes == (
            OutcomeChange("uptime", Outcome.BREACHED, Outcome.MET),
        )
        assert what.without.credit.money == euros("0")

    def test_maintenance(self, found: Evaluation) -> None:
        """Without the maintenance the outage would count whole."""
        assert found.marginal("m1").change == euros("15")

    def test_rule_by_kind(self, found: Evaluation) -> None:
        """An exclusion without id goes by its kind."""
        what = found.marginal("maintenance")
        assert (what.among, what.change) == ("exclusions", euros("15"))

    def test_rule_by_id(self, found: Evaluation) -> None:
        """One with an id goes by that."""
        what = found.marginal("blinks")
        assert what.difference.outcomes == ()
        assert what.without.results[0].readings[0].reading.downtime == (
            3_900_000_000
        )

    def test_rule_of_a_commitment(self) -> None:
        """A promise's own exclusions are found too."""
        own = attrs.evolve(UPTIME, exclusions=[MaintenanceExclusion(id="own")])
        found = evaluate(policy_of(own), self.record)
        assert found.marginal("own").change == euros("15")

    def test_rules_keep_their_places(self) -> None:
        """A pool is still found by its place in what earlier periods used."""
        pool = Pool(at_most="2 hours", per="year")
        policy = policy_of(
            exclusions=[
                CauseExclusion(causes=["dns"]),
                MaintenanceExclusion(pool=pool),
            ]
        )
        record = attrs.evolve(
            self.record, carried=Carried(excluded={"1": dt.timedelta(hours=1)})
        )
        found = evaluate(policy, record)
        assert found.marginal("cause").change == euros("0")
        assert found.marginal("maintenance").change == euros("0")
        (decision,) = found.marginal("cause").without.results[0].exclusions
        assert decision.seconds == 3600

    def test_seen_from_the_same_instant(self) -> None:
        """What had not happened then has not happened now."""
        record = down(HALF_A_DAY, outage("06-20 00:00", "06-21 00:00", "o2"))
        found = evaluate(policy_of(), record, as_of=at("06-15 00:00"))
        assert found.marginal("o2").change == euros("0")
        assert found.marginal("o1").without.as_of == at("06-15 00:00")

    def test_the_same_name_twice(self) -> None:
        """One has to say which."""
        record = attrs.evolve(
            down(attrs.evolve(HALF_A_DAY, id="m1")), maintenance=[WORKS]
        )
        found = evaluate(policy_of(), record)
        with pytest.raises(KeyError) as error:
            found.marginal("m1")
        assert error.value.args[0] == (
            "'m1' stands among outages and maintenance; say which by among"
        )
        assert found.marginal("m1", among="outages").change == euros("-25")

    def test_unknown(self, found: Evaluation) -> None:
        """What is not there cannot be left out."""
        with pytest.raises(KeyError) as error:
            found.marginal("o3")
        assert error.value.args[0] == (
            "no fact and no exclusion is called 'o3'"
        )

    def test_not_there(self, found: Evaluation) -> None:
        """Nor what is somewhere else."""
        with pytest.raises(KeyError) as error:
            found.marginal("o1", among="tickets")
        assert error.value.args[0] == (
            "'o1' stands among outages, not among tickets"
        )

    def test_tree(self, found: Evaluation) -> None:
        """It can be told to programs."""
        tree = found.marginal("o1").to_dict()
        assert (tree["without"], tree["among"]) == ("o1", "outages")
        assert tree["change"] == "-10.00 EUR"
        assert isinstance(found.marginal("o1"), Marginal)
