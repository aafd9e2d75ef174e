"""Figures of one period, and sums or deadlines of another."""

import pytest

from tests.linting.small import SOUND, found, sla, tiers


YEARLY = "{kind: flat, amount: {fee_for: 1 day, out_of: 365 days}}"


class TestPeriodMismatch:
    """Measured over one period, paid by another."""

    YEAR = "{kind: calendar, unit: year}"

    @pytest.mark.parametrize(
        ("of", "there"),
        [
            ("monthly-fee", True),
            ("fee", False),
            ("annual-contract", False),
            ("year-or-month", False),
        ],
    )
    def test_a_sum_named_after_another_period(
        self,
        of: str,
        there: bool,  # noqa: FBT001 # a case
    ) -> None:
        """A yearly figure, a monthly fee."""
        policy = sla(
            f"{{kind: flat, amount: 10%, of: {of}}}", period=self.YEAR
        )
        expected = [("period-mismatch", "commitments[0].credit.of")]
        assert (expected if there else []) == found(policy)

    @pytest.mark.parametrize(
        "period",
        [
            "{kind: rolling, length: 30 days}",
            "{kind: calendar, unit: month, count: 2}",
        ],
    )
    def test_a_period_without_a_name_matches_any(self, period: str) -> None:
        """Nobody says what a month is to it."""
        policy = sla("{kind: flat, amount: 10%, of: yearly}", period=period)
        assert [] == found(policy)

    @pytest.mark.parametrize(
        ("credit", "path"),
        [
            (
                YEARLY,
                "credit.amount.out_of",
            ),
            (
                tiers(
                    "{below: 99.9%, credit: {fee_for: 1 day, out_of: "
                    "365 days}}"
                ),
                "credit.rows[0].credit.out_of",
            ),
            (
                f"{{kind: sum, rules: [{YEARLY}]}}",
                "credit.rules[0].amount.out_of",
            ),
        ],
    )
    def test_a_fee_for_another_length(self, credit: str, path: str) -> None:
        """A day of the year's fee, for a month."""
        assert [("period-mismatch", f"commitments[0].{path}")] == found(
            sla(credit)
        )

    @pytest.mark.parametrize(
        "amount",
        [
            "{fee_for: 1 day, out_of: 28 days}",
            "{fee_for: 1 day, out_of: 730 hours}",
            "{fee_for: 1 day}",
        ],
    )
    def test_a_month_is_a_month(self, amount: str) -> None:
        """However long it is said to be."""
        assert [] == found(sla(f"{{kind: flat, amount: {amount}}}"))

    def test_another_sum_may_be_for_another_length(self) -> None:
        """That is why it has a name."""
        credit = (
            "{kind: flat, amount: {fee_for: 1 day, out_of: 365 days}, "
            "of: contract}"
        )
        assert [] == found(sla(credit))

    @pytest.mark.parametrize(
        ("nominal", "there"),
        [
            ("672 hours", True),
            ("720 hours", False),
            ("730 hours", False),
            ("744 hours", False),
        ],
    )
    def test_a_nominal_length(self, nominal: str, there: bool) -> None:  # noqa: FBT001 # a case
        """A month of 28 days is the shortest there is."""
        policy = sla(
            period=f"{{kind: calendar, unit: month, nominal: {nominal}}}"
        )
        expected = [("period-mismatch", "period.nominal")]
        assert (expected if there else []) == found(policy)

    @pytest.mark.parametrize(
        ("kind", "end_of", "there"),
        [
            ("calendar", "billing-cycle", True),
            ("calendar", "month", False),
            ("billing", "billing-cycle", False),
            ("billing", "month", True),
        ],
    )
    def test_calendar_against_billing_months(
        self,
        kind: str,
        end_of: str,
        there: bool,  # noqa: FBT001 # a case
    ) -> None:
        """They begin on different days."""
        policy = sla(
            period=f"{{kind: {kind}, unit: month}}",
            more="claims: {apply: {within: 1 month, after: decision, "
            f"end_of: {end_of}}}}}\n",
        )
        expected = [("period-mismatch", "claims.apply.end_of")]
        assert (expected if there else []) == found(policy)

    def test_a_commitments_own_deadlines_too(self) -> None:
        """Their path says whose they are."""
        own = (
            "    claims: {apply: {within: 1 month, after: decision, "
            "end_of: billing-cycle}}\n"
        )
        assert [
            ("period-mismatch", "commitments[0].claims.apply.end_of")
        ] == found(sla(of_one=own))

    def test_rolling_periods_have_no_cycles(self) -> None:
        """There is nothing to compare with."""
        policy = sla(
            SOUND,
            period="{kind: rolling, length: 30 days}",
            more="claims: {apply: {within: 1 month, after: decision, "
            "end_of: billing-cycle}}\n",
        )
        assert [] == found(policy)
