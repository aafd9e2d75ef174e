"""Payloads: the credit as each billing system takes it, or a refusal."""

import json

from collections.abc import Callable

import pytest

from slapolicy import AmountError, Evaluation, report
from tests.report.cases import evaluated


FLAT = "credit: {kind: flat, amount: 1.00 EUR}"
DESCRIPTION = "Credit statement: web, October 2026 (Hosting SLA; evaluation "


def refusal(evaluation: Evaluation) -> str:
    """Return why there is nothing to give."""
    with pytest.raises(AmountError) as raised:
        report.payable(evaluation)
    return str(raised.value)


class TestPayable:
    """The function `payable`."""

    def test_a_sum_is_given(self) -> None:
        """As it was rounded."""
        assert "2.50 EUR" == str(report.payable(evaluated()))

    def test_what_is_not_known_is_refused(self) -> None:
        """With the reason."""
        open_ = evaluated(credit="{kind: unspecified, text: some}")
        assert (
            "the credit of 'web' for 2026-10 is not determined: unspecified "
            "(the credit cannot be read: some)"
        ) == refusal(open_)

    def test_a_choice_is_refused(self) -> None:
        """It is the customer's."""
        both = evaluated(more="credits: {combine: choose}", second=FLAT)
        assert "is not determined: choose" in refusal(both)

    def test_what_may_change_is_refused(self) -> None:
        """Until the period is over."""
        assert (
            "the credit of 'web' for 2026-10 is provisional; wait until the "
            "period is over"
        ) == refusal(evaluated(as_of="2026-10-25T12:00Z"))

    def test_an_extension_is_refused(self) -> None:
        """It is no money."""
        longer = evaluated(credit="{kind: flat, amount: 3 days}")
        assert (
            "the credit of 'web' for 2026-10 extends the service by 3 days; "
            "give that where it is renewed"
        ) == refusal(longer)

    def test_nothing_is_refused(self) -> None:
        """There is nothing to give."""
        quiet = evaluated(month="period: 2026-10\n")
        assert (
            "the credit of 'web' for 2026-10 is nothing; there is nothing to "
            "give"
        ) == refusal(quiet)


class TestWhmcs:
    """The function `whmcs_add_credit`."""

    def test_its_parameters(self) -> None:
        """The amount is text with a point, the day is the agreement's."""
        evaluation = evaluated()
        found = report.whmcs_add_credit(evaluation, client=7)
        assert {
            "action": "AddCredit",
            "clientid": 7,
            "description": f"{DESCRIPTION}{evaluation.digest[:16]})",
            "amount": "2.50",
            "date": "2026-11-01",
            "type": "add",
        } == found

    def test_italian(self) -> None:
        """The customer reads it; it names no fiscal document."""
        found = report.whmcs_add_credit(evaluated(), client=7, lang="it")
        assert found["description"].startswith("Prospetto di accredito: web")


class TestLago:
    """The function `lago_credit_note`."""

    def test_its_body(self) -> None:
        """The sum in cents, credited to the balance, on one fee."""
        evaluation = evaluated()
        found = report.lago_credit_note(evaluation, invoice="i", fee="f")
        assert {
            "credit_note": {
                "invoice_id": "i",
                "reason": "product_unsatisfactory",
                "description": f"{DESCRIPTION}{evaluation.digest[:16]})",
                "credit_amount_cents": 250,
                "refund_amount_cents": 0,
                "items": [{"fee_id": "f", "amount_cents": 250}],
            }
        } == found


class TestKillBill:
    """The function `kill_bill_credits`."""

    def test_its_body(self) -> None:
        """One item, with the digest that proves it."""
        evaluation = evaluated()
        found = report.kill_bill_credits(evaluation, account="a")
        assert [
            {
                "accountId": "a",
                "amount": "2.50",
                "currency": "EUR",
                "description": f"{DESCRIPTION}{evaluation.digest[:16]})",
                "itemDetails": evaluation.digest,
                "startDate": "2026-11-01",
            }
        ] == found


MAKERS: dict[str, Callable[[Evaluation], object]] = {
    "whmcs": lambda one: report.whmcs_add_credit(one, client=1),
    "lago": lambda one: report.lago_credit_note(one, invoice="i", fee="f"),
    "kill-bill": lambda one: report.kill_bill_credits(one, account="a"),
}


@pytest.mark.parametrize("name", MAKERS)
class TestEvery:
    """Every payload."""

    def test_it_is_refused_where_nothing_is_payable(self, name: str) -> None:
        """A credit of 0 is not sent."""
        with pytest.raises(AmountError):
            MAKERS[name](evaluated(month="period: 2026-10\n"))

    def test_it_is_json(self, name: str) -> None:
        """As all of these systems take it."""
        assert json.dumps(MAKERS[name](evaluated()))
