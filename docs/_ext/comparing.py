"""What each agreement pays for the same downtime, worked out by evaluating."""

import datetime as dt

from fractions import Fraction
from functools import cached_property
from zoneinfo import ZoneInfo

import attrs

from slapolicy import (
    Availability,
    Commitment,
    Condition,
    Credit,
    Outage,
    Policy,
    Record,
    Restoration,
    SourceExclusion,
    catalogue,
    evaluate,
    record_from_dict,
)
from slapolicy.explain import Language, said
from slapolicy.explain.promises import metric_words
from slapolicy.periods import RollingPeriod
from slapolicy.terms.policy import leaves


FEE = 100
"""What a month costs, in whichever currency."""

MONTH = dt.date(2026, 6, 1)
DAYS = 30
START = (2026, 6, 10, 10)

LANDMARKS = {
    "1 min": dt.timedelta(minutes=1),
    "5 min": dt.timedelta(minutes=5),
    "15 min": dt.timedelta(minutes=15),
    "1 h": dt.timedelta(hours=1),
    "4 h": dt.timedelta(hours=4),
    "12 h": dt.timedelta(hours=12),
    "1 d": dt.timedelta(days=1),
    "3 d": dt.timedelta(days=3),
    "10 d": dt.timedelta(days=10),
}

# Where the first value that an agreement names is not the usual one.
CHOSEN = {
    "azure-general-terms": {"family": "online-services"},
    "google-workspace": {"monthly-postpay": "true"},
    "ibm-cloud-2019": {"environment": "other"},
    "linode-compute": {"plan": "standard"},
    "ovh-vps-2016": {"starter": "false"},
    "oracle-oci-pillar": {"category": "with-credits"},
    "unimi-network": {"named-site": "true"},
}
# Figures that each service has for itself.
FIGURES = {
    "agreed-uptime": "99.9%",
    "guaranteed-availability": "99.9%",
    "service-level": "99.9%",
    "data-plane-level": "99.95%",
    "control-plane-level": "99.9%",
    "performance-level": "99.9%",
    "replacement-limit": "4 hours",
    "credit-multiplier": "10",
}

_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_IN_DAYS = {
    "hour": Fraction(1, 24),
    "day": Fraction(1),
    "week": Fraction(7),
    "month": Fraction(DAYS),
}


@attrs.frozen(kw_only=True)
class Paid:
    """
    What an agreement pays for one downtime.

    Args:
        share: The part of a month's fee; None where it is not determined.

        in_time: Whether it is paid in time of service.

        why: Why it is not determined.
    """

    share: Fraction | None
    in_time: bool = False
    why: str = ""


class Case:
    """An agreement, and the service that it is asked about."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy

    @cached_property
    def attributes(self) -> dict[str, str]:
        """What the service is like, so that promises apply."""
        found = dict(CHOSEN.get(self.policy.id, {}))
        conditions = list(self.policy.eligibility)
        for promise in self.policy.commitments:
            conditions += promise.applies_if
        for one in conditions:
            if one.attribute not in found:
                found[one.attribute] = _value(one)
        for name in catalogue.parameters(self.policy.id):
            if name in FIGURES:
                found[name] = FIGURES[name]
        return found

    @cached_property
    def months(self) -> int:
        """How many months the period has."""
        period = self.policy.period
        if isinstance(period, RollingPeriod):
            return 1
        return _MONTHS[period.unit.value] * period.count

    @cached_property
    def amounts(self) -> dict[str, str]:
        """The sums of which shares are taken, beside the fee."""
        currency = self.policy.currency
        found = {}
        for path, value in leaves(self.policy):
            if path.endswith(".of") and value != "fee":
                months = 12 if "year" in str(value) else 1
                found[str(value)] = f"{FEE * months} {currency}"
        return found

    @cached_property
    def promises(self) -> tuple[Commitment, ...]:
        """The promises of time that hold for the service."""
        return tuple(
            one
            for one in self.policy.commitments
            if isinstance(one.metric, (Availability, Restoration))
            and all(_holds(test, self.attributes) for test in one.applies_if)
        )

    @cached_property
    def component(self) -> str | None:
        """What is down: the first component named; None for everything."""
        if not self.promises:
            return None
        metric = self.promises[0].metric
        named: tuple[str, ...] = getattr(metric, "components", ())
        if not named or _needs_all(metric):
            return None
        return named[0]

    @cached_property
    def source(self) -> str:
        """What told of the outage: what the agreement admits."""
        rules = [*self.policy.exclusions]
        for one in self.promises:
            rules += one.exclusions
        for rule in rules:
            if isinstance(rule, SourceExclusion):
                return rule.admissible[0]
        return "provider-monitoring"

    @cached_property
    def start(self) -> dt.datetime:
        """When the service goes down."""
        return dt.datetime(*START, tzinfo=ZoneInfo(self.policy.timezone))

    @cached_property
    def record(self) -> Record:
        """A period in which nothing happens."""
        zone = self.policy.timezone
        micros = int(self.start.timestamp()) * 1_000_000
        found = self.policy.period.containing(micros, zone, MONTH)
        first = dt.datetime(2026, 6, 1, tzinfo=ZoneInfo(zone))
        span = [first, first + dt.timedelta(days=DAYS)]
        if found is not None:
            span = [
                dt.datetime.fromtimestamp(one // 1_000_000, dt.UTC)
                for one in found
            ]
        parts = {
            part
            for one in self.policy.commitments
            for part in getattr(one.metric, "components", ())
        }
        return record_from_dict(
            {
                "service": {
                    "id": "service",
                    "fee": f"{FEE * self.months} {self.policy.currency}",
                    "amounts": self.amounts,
                    "attributes": self.attributes,
                    "billing_anchor": str(MONTH),
                    "components": sorted(parts),
                },
                "period": {
                    "start": span[0].isoformat(),
                    "end": span[1].isoformat(),
                },
            },
            self.policy,
        )

    def credit(self, downtime: dt.timedelta) -> Credit:
        """Return what one outage earns."""
        outage = Outage(
            start=self.start,
            end=self.start + downtime,
            detected=self.start,
            reported=self.start,
            verified=self.start,
            component=self.component,
            source=self.source,
        )
        record = attrs.evolve(self.record, outages=(outage,))
        return evaluate(self.policy, record).credit

    def paid(self, downtime: dt.timedelta) -> Paid:
        """Return what one outage earns, as a share of a month's fee."""
        credit = self.credit(downtime)
        if credit.money is None:
            whys = dict.fromkeys(why.text for _, why in credit.undetermined)
            return Paid(share=None, why="; ".join(whys))
        share = credit.money.fraction / FEE
        days = sum(
            (one.quantity * _IN_DAYS[one.unit] for one in credit.extensions),
            Fraction(0),
        )
        return Paid(share=share + days / DAYS, in_time=bool(days))

    @cached_property
    def unfit(self) -> str:
        """Why there is nothing to compare; nothing if there is."""
        if not self.promises:
            words = (
                said(metric_words(one.metric), Language.of("en"))
                for one in self.policy.commitments
            )
            return "promises no uptime: " + ", ".join(dict.fromkeys(words))
        if all(one.credit is None for one in self.promises):
            return "no credit is promised for downtime"
        found = [self.paid(one) for one in LANDMARKS.values()]
        whys = [one.why for one in found if one.share is None]
        return whys[0] if len(whys) > len(found) // 2 else ""


def _needs_all(metric: object) -> bool:
    """Whether all components must be down at once."""
    rule = getattr(metric, "down_when", "any")
    return str(getattr(rule, "count", rule)) not in {"any", "1"}


def _holds(test: Condition, attributes: dict[str, str]) -> bool:
    """Whether an attribute passes, or is not chosen yet."""
    if test.attribute not in attributes:
        return True
    value = attributes[test.attribute]
    if test.is_ is not None:
        return value == test.is_
    return not test.in_ or value in test.in_


def _value(test: Condition) -> str:
    """Return a value that passes."""
    if test.is_ is not None:
        return test.is_
    return test.in_[0] if test.in_ else str(test.at_least)
