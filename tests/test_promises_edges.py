"""Which rules hold for a promise, and by which keys they are known."""

import attrs

from slapolicy import (
    CauseExclusion,
    ClaimTerms,
    MaintenanceExclusion,
    Restoration,
    ShortExclusion,
    SuspensionExclusion,
    Target,
)
from slapolicy.evaluation.promises import promises_of
from tests.agreed import UPTIME, policy_of


PLANNED, SUSPENDED = MaintenanceExclusion(), SuspensionExclusion()
THEIRS = CauseExclusion(causes=["customer"], id="theirs")
SHORT = ShortExclusion(up_to="5 minutes", at_most=1)
OWN = attrs.evolve(UPTIME, id="own", exclusions=[SHORT, SUSPENDED])


class TestRules:
    """Those of the policy, then those of the commitment."""

    policy = policy_of(UPTIME, OWN, exclusions=[PLANNED, THEIRS])

    def test_are_known_by_id_or_place(self) -> None:
        """A commitment's own places go with its name."""
        shared = (("0", PLANNED), ("theirs", THEIRS))
        first, second = promises_of(self.policy)
        assert shared == first.exclusions
        assert (*shared, ("own.1", SUSPENDED)) == second.exclusions
        assert (UPTIME, OWN) == (first.commitment, second.commitment)

    def test_that_forgive_stand_apart(self) -> None:
        """They come after merging, each for its own commitment."""
        first, second = promises_of(self.policy)
        assert () == first.forgiveness
        assert (SHORT,) == second.forgiveness

    def test_that_say_how_it_is_claimed(self) -> None:
        """The commitment's own words go before the policy's."""
        portal = ClaimTerms(channel="portal")
        letter = ClaimTerms(channel="letter")
        policy = attrs.evolve(
            policy_of(UPTIME, attrs.evolve(OWN, claims=letter)),
            claims=portal,
        )
        first, second = promises_of(policy)
        assert (portal, letter) == (first.claims, second.claims)
        assert promises_of(self.policy)[0].claims is None

    def test_that_pay(self) -> None:
        """A commitment without a credit earns nothing."""
        free = attrs.evolve(
            UPTIME,
            id="free",
            metric=Restoration(),
            target=Target.of(at_most="1 hour"),
            credit=None,
        )
        first, second = promises_of(policy_of(UPTIME, free))
        assert first.has_credit
        assert not second.has_credit
