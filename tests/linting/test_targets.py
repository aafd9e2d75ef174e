"""Targets that are finer than anything measured can tell."""

import pytest

from slapolicy import LevelWitness
from tests.linting.small import codes, found, only, sla


FLAT = "{kind: flat, amount: 10%}"
BAD_WINDOWS = (
    "{{kind: success-rate, aggregate: bad-windows, bad_above: 5%, window: {}}}"
)


class TestTargetTooFine:
    """A target that is finer than what is measured."""

    @pytest.mark.parametrize(
        ("target", "grain", "there"),
        [
            ("99.999%", "1 minute", True),
            ("99.99%", "1 minute", False),
            ("100%", "1 minute", False),
            ("99.999%", "25 seconds", False),
        ],
    )
    def test_than_the_grain(
        self,
        target: str,
        grain: str,
        there: bool,  # noqa: FBT001 # a case
    ) -> None:
        """99.999 % of a month is 26 seconds, and minutes are counted."""
        policy = sla(
            FLAT,
            target=f"{{at_least: {target}}}",
            metric=f"{{kind: availability, grain: {grain}}}",
        )
        expected = [("target-too-fine", "commitments[0].target.at_least")]
        assert (expected if there else []) == found(policy)

    def test_what_it_allows_shows_it(self) -> None:
        """Beside the grain."""
        policy = sla(
            FLAT,
            target="{at_least: 99.999%}",
            metric="{kind: availability, grain: 1 minute}",
        )
        one = only(policy, "target-too-fine")
        assert "it allows 26s in 30 days" in one.message
        assert isinstance(one.witness, LevelWitness)
        assert ("25920 milliseconds", "1 minute") == (
            str(one.witness.figure).replace("25920000 micro", "25920 milli"),
            str(one.witness.beside),
        )

    @pytest.mark.parametrize(
        ("target", "precision", "rounding", "there"),
        [
            ("99.95%", 1, "half-up", True),
            ("99.95%", 2, "half-up", False),
            ("100%", 2, "half-up", True),
            ("100%", 2, "up", True),
            ("100%", 2, "down", False),
        ],
    )
    def test_than_the_precision(
        self,
        target: str,
        precision: int,
        rounding: str,
        there: bool,  # noqa: FBT001 # a case
    ) -> None:
        """One decimal knows no 99.95 %, and rounds 99.999 % to 100 %."""
        policy = sla(
            FLAT,
            target=f"{{at_least: {target}}}",
            metric=f"{{kind: availability, precision: {precision} decimals, "
            f"precision_rounding: {rounding}}}",
        )
        assert there is ("target-too-fine" in codes(policy))

    def test_a_little_less_than_everything_shows_it(self) -> None:
        """To two decimals 99.995 % are 100 %."""
        policy = sla(
            FLAT,
            target="{at_least: 100%}",
            metric="{kind: availability, precision: 2 decimals}",
        )
        one = only(policy, "target-too-fine")
        assert "99.995%" == str(one.witness)
        assert "(half-up), which makes 100% of 99.995%" in one.message

    @pytest.mark.parametrize(
        ("metric", "target"),
        [
            (
                BAD_WINDOWS.format("5 minutes"),
                "99.999%",
            ),
            (
                BAD_WINDOWS.format("1 second, grain: 5 minutes"),
                "99.999%",
            ),
            (
                "{kind: success-rate, aggregate: total, precision: 1}",
                "99.95%",
            ),
        ],
    )
    def test_of_requests_too(self, metric: str, target: str) -> None:
        """A bad window lasts, and rates are rounded."""
        policy = sla(FLAT, metric=metric, target=f"{{at_least: {target}}}")
        assert "target-too-fine" in codes(policy)

    @pytest.mark.parametrize(
        ("metric", "target"),
        [
            (
                "{kind: success-rate, aggregate: total}",
                "{at_least: 99.999%}",
            ),
            ("{kind: availability, grain: 1 minute}", "{at_most: 26 seconds}"),
            (
                "{kind: availability, grain: 1 minute}",
                "{at_least: {attribute: agreed}}",
            ),
            ("{kind: restoration}", "{at_most: 1 second}"),
        ],
    )
    def test_only_shares_are_looked_at(self, metric: str, target: str) -> None:
        """Lengths and attributes are what they are."""
        assert [] == found(sla(FLAT, metric=metric, target=target))
