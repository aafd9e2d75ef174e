"""What constructors take, and what they do not."""

import datetime as dt

from decimal import Decimal
from fractions import Fraction

from slapolicy import (
    Attribute,
    Availability,
    BillingPeriod,
    CalendarPeriod,
    Cap,
    Carried,
    CauseExclusion,
    Commitment,
    Compose,
    CreditTerms,
    Deadline,
    Evaluation,
    Extension,
    FeeTime,
    Figure,
    FlatCredit,
    Metric,
    Money,
    Outage,
    Percent,
    PeriodUnit,
    Policy,
    Quantity,
    Record,
    RollingPeriod,
    Service,
    Span,
    Target,
    TieredCredit,
    TierRow,
    WorkCalendar,
    evaluate,
    parse_policy,
)


def texts_and_values(at: dt.datetime, span: Span) -> Record:
    """Facts take values, and texts where documents have them."""
    outage = Outage(id="o1", start=at, end=at, amounts={"x": "1.00 EUR"})
    service = Service(
        id="web",
        fee=Money(Decimal("10.00"), "EUR"),
        amounts=[("next-invoice", Money.parse("9.00 EUR"))],
        attributes={"plan": "pro", "amps": 16, "paid-up": True},
        components=["a", "b"],
    )
    return Record(service=service, period=span, outages=[outage])


def a_policy(desk: WorkCalendar) -> Policy:
    """Terms take words for choices, and any iterable of parts."""
    row = TierRow(below="99.9%", at_least=Percent("99"), credit="10%")
    uptime = Commitment(
        id="uptime",
        metric=Availability(
            compose=Compose.WHOLE, grain="1 minute", down_when=2
        ),
        target=Target.of(at_least="99.9%"),
        credit=TieredCredit(rows=(row for _ in range(1))),
        exclusions=[CauseExclusion(causes={"customer"})],
        caps=[Cap(at_most="100%", per="period")],
        slice=dt.timedelta(hours=1),
    )
    return Policy(
        id="p",
        timezone="UTC",
        currency="EUR",
        period=CalendarPeriod("month", nominal=dt.timedelta(hours=730)),
        calendars={"desk": desk},
        commitments=[uptime],
        credits=CreditTerms(combine="sum", minimum="1.00 EUR"),
    )


def handed_on(money: Money) -> Carried:
    """What earlier periods hand on is written as documents write it."""
    return Carried(
        excluded={"maintenance": dt.timedelta(hours=1), "1": 2},
        credited={"2026-01": "1.00 EUR", "2026-02": money},
        breaches={"uptime": ["met"]},
        values={"uptime": ["1/2", None]},
    )


def choices() -> None:
    """Where there are several ways to say it, all are taken."""
    BillingPeriod(PeriodUnit.MONTH)
    RollingPeriod(dt.timedelta(days=30))
    RollingPeriod("30 days", nominal="720 hours")
    BillingPeriod("month", nominal="730 hours")
    CalendarPeriod("year", starts="02-01")
    Deadline(within="7 days", after={"event": "offer"})
    Deadline(within=dt.timedelta(hours=1), after="period-end")
    FlatCredit(amount=Extension(1, "day"), times=Attribute("amps"))
    FlatCredit(amount=FeeTime(dt.timedelta(days=1)), times=Fraction(1, 2))
    FlatCredit(amount={"fee_for": "1 day"}, times=2)
    Figure(Quantity.NUMBER, 3)


def floats() -> None:
    """No float is exact enough."""
    Percent(99.9)  # type: ignore[arg-type] # wrong, as wanted
    Money(9.99, "EUR")  # type: ignore[arg-type] # wrong, as wanted
    Figure(Quantity.NUMBER, 0.5)  # type: ignore[arg-type] # wrong, as wanted
    Extension(0.5, "day")  # type: ignore[arg-type] # wrong, as wanted
    Target.of(at_least=99.9)  # type: ignore[arg-type] # wrong, as wanted


def sums(money: Money, percent: Percent, span: Span) -> None:
    """What has no meaning is not reckoned."""
    money * money  # type: ignore[operator] # wrong, as wanted
    money + 1  # type: ignore[operator] # wrong, as wanted
    percent + money  # type: ignore[operator] # wrong, as wanted
    money < percent  # type: ignore[operator] # wrong, as wanted
    span + span  # type: ignore[operator] # wrong, as wanted


def wrong_way_round(policy: Policy, record: Record, at: dt.datetime) -> None:
    """What is given to an evaluation has its place and its name."""
    evaluate(record, policy)  # type: ignore[arg-type] # wrong, as wanted
    evaluate(policy)  # type: ignore[call-arg] # wrong, as wanted
    evaluate(policy, record, at)  # type: ignore[call-arg] # wrong, as wanted
    evaluate(policy, record, as_of="2026")  # type: ignore[arg-type] # wrong, as wanted
    evaluate(policy, record, as_of=dt.date(2026, 1, 1))  # type: ignore[arg-type] # wrong, as wanted


def unnamed(at: dt.datetime) -> None:
    """Fields go by their names, and must be there."""
    Outage("o1", at)  # type: ignore[call-arg] # wrong, as wanted
    Outage(start="2026-10-03")  # type: ignore[arg-type] # wrong, as wanted
    Outage(end=at)  # type: ignore[call-arg] # wrong, as wanted
    Service("web")  # type: ignore[call-arg] # wrong, as wanted
    TieredCredit([])  # type: ignore[call-arg] # wrong, as wanted
    Availability(weight=True)  # type: ignore[call-arg] # wrong, as wanted


def frozen(
    policy: Policy, record: Record, evaluation: Evaluation, money: Money
) -> None:
    """No value changes."""
    policy.id = "x"  # type: ignore[misc] # wrong, as wanted
    record.outages = ()  # type: ignore[misc] # wrong, as wanted
    evaluation.credit = evaluation.credit  # type: ignore[misc] # wrong, as wanted
    money.amount = Decimal(1)  # type: ignore[misc] # wrong, as wanted
    record.outages.clear()  # type: ignore[attr-defined] # wrong, as wanted


def perhaps_nothing(evaluation: Evaluation, outage: Outage) -> None:
    """What may be missing is looked at before it is used."""
    evaluation.credit.money.amount  # type: ignore[union-attr] # wrong, as wanted
    outage.end.isoformat()  # type: ignore[union-attr] # wrong, as wanted
    evaluation.policy.claims.required  # type: ignore[union-attr] # wrong, as wanted


def formats(text: str) -> None:
    """Documents are YAML, JSON or TOML."""
    parse_policy(text, "xml")  # type: ignore[arg-type] # wrong, as wanted
    parse_policy(text, kinds=None)  # type: ignore[arg-type] # wrong, as wanted


def in_its_place(metric: Metric, target: Target) -> None:
    """A term stands where its kind belongs."""
    Commitment(
        id="uptime",
        metric=target,  # type: ignore[arg-type] # wrong, as wanted
        target=metric,  # type: ignore[arg-type] # wrong, as wanted
        credit=metric,  # type: ignore[arg-type] # wrong, as wanted
        exclusions=[metric],  # type: ignore[list-item] # wrong, as wanted
    )


class Better(Policy):  # type: ignore[misc] # wrong, as wanted
    """Nothing derives from a value: what it means is settled."""
