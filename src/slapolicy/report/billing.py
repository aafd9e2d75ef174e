"""
The credit as billing systems take it.

These functions make what is sent; sending it is the caller's. Each refuses a
credit that is not known, that is not money, or that is nothing: a payload
that bills nothing by mistake is worse than none.
"""

from decimal import Decimal
from typing import TypedDict

from slapolicy import _time
from slapolicy._currencies import minor_digits
from slapolicy.amounts import Money
from slapolicy.errors import AmountError
from slapolicy.evaluation.results import Evaluation
from slapolicy.explain.language import Language, said
from slapolicy.explain.sections import period_of
from slapolicy.report import _words as w


class AddCredit(TypedDict):
    """What WHMCS takes as parameters of ``AddCredit``."""

    action: str
    clientid: int
    description: str
    amount: str
    date: str
    type: str


class LagoItem(TypedDict):
    """The part of a Lago credit note that belongs to one fee."""

    fee_id: str
    amount_cents: int


class LagoNote(TypedDict):
    """What Lago calls a credit note."""

    invoice_id: str
    reason: str
    description: str
    credit_amount_cents: int
    refund_amount_cents: int
    items: list[LagoItem]


class LagoCreditNote(TypedDict):
    """The body of Lago's ``POST /credit_notes``."""

    credit_note: LagoNote


class KillBillCredit(TypedDict):
    """One item of the body of Kill Bill's ``POST /1.0/kb/credits``."""

    accountId: str
    amount: str
    currency: str
    description: str
    itemDetails: str
    startDate: str


def payable(evaluation: Evaluation) -> Money:
    """
    Return the credit, if it can be given as money.

    Args:
        evaluation: What was evaluated.

    Raises:
        AmountError: If the period is not over, if part of the credit is not
            known or it is the customer who chooses, if it is (also) an
            extension of the service, or if nothing is owed.
    """
    credit = evaluation.credit
    about = f"the credit of {evaluation.service!r} for {evaluation.label}"
    why = None
    if not evaluation.is_final:
        why = "is provisional; wait until the period is over"
    elif credit.undetermined:
        codes = ", ".join(
            f"{one.code.value} ({one.text})" for _, one in credit.undetermined
        )
        why = f"is not determined: {codes}"
    elif credit.extensions:
        longer = " + ".join(map(str, credit.extensions))
        why = f"extends the service by {longer}; give that where it is renewed"
    elif not credit.money:
        why = "is nothing; there is nothing to give"
    if why is not None or credit.money is None:
        msg = f"{about} {why}"
        raise AmountError(msg)
    return credit.money


def description_of(evaluation: Evaluation, lang: str = "en") -> str:
    """
    Return what a credit is for, with what proves it.

    Args:
        evaluation: What was evaluated.

        lang: ``en`` or ``it``.

    Raises:
        AmountError: If there is no such language.
    """
    policy = evaluation.policy
    words = w.BILLED(
        title=w.TITLE(),
        service=evaluation.service,
        period=period_of(evaluation),
        agreement=policy.title or policy.id,
        digest=evaluation.digest[:16],
    )
    return said(words, Language.of(lang))


def _day(evaluation: Evaluation) -> str:
    """Return the day on which a credit comes about, in the policy's zone."""
    as_of = evaluation.sight.as_of
    return _time.local(as_of, evaluation.policy.timezone).date().isoformat()


def _minor(money: Money) -> int:
    """Return a sum in the smallest unit of its currency."""
    return int(money.amount.scaleb(minor_digits(money.currency)))


def _plain(amount: Decimal) -> str:
    """Return an amount as digits, with a point."""
    return f"{amount:f}"


def whmcs_add_credit(
    evaluation: Evaluation, *, client: int, lang: str = "en"
) -> AddCredit:
    """
    Return the parameters of WHMCS's ``AddCredit``.

    Args:
        evaluation: What was evaluated.

        client: The id of the client in WHMCS, in whose currency the credit
            is.

        lang: The language of the description.

    Raises:
        AmountError: If there is no sum to give; see `payable`.
    """
    money = payable(evaluation)
    return {
        "action": "AddCredit",
        "clientid": client,
        "description": description_of(evaluation, lang),
        "amount": _plain(money.amount),
        "date": _day(evaluation),
        "type": "add",
    }


def lago_credit_note(
    evaluation: Evaluation, *, invoice: str, fee: str, lang: str = "en"
) -> LagoCreditNote:
    """
    Return the body of Lago's ``POST /credit_notes``.

    The sum is credited to the customer's balance, none of it refunded.

    Args:
        evaluation: What was evaluated.

        invoice: Lago's id of the finalized invoice.

        fee: Lago's id of the fee on it that the service was billed as.

        lang: The language of the description.

    Raises:
        AmountError: If there is no sum to give; see `payable`.
    """
    cents = _minor(payable(evaluation))
    return {
        "credit_note": {
            "invoice_id": invoice,
            "reason": "product_unsatisfactory",
            "description": description_of(evaluation, lang),
            "credit_amount_cents": cents,
            "refund_amount_cents": 0,
            "items": [{"fee_id": fee, "amount_cents": cents}],
        }
    }


def kill_bill_credits(
    evaluation: Evaluation, *, account: str, lang: str = "en"
) -> list[KillBillCredit]:
    """
    Return the body of Kill Bill's ``POST /1.0/kb/credits``.

    Args:
        evaluation: What was evaluated.

        account: Kill Bill's id of the account.

        lang: The language of the description.

    Raises:
        AmountError: If there is no sum to give; see `payable`.
    """
    money = payable(evaluation)
    return [
        {
            "accountId": account,
            "amount": _plain(money.amount),
            "currency": money.currency,
            "description": description_of(evaluation, lang),
            "itemDetails": evaluation.digest,
            "startDate": _day(evaluation),
        }
    ]
