"""
Service-level agreements as values, and what follows from them.

Given what was promised (a policy) and what happened (a record), `evaluate`
says what follows: was each promise kept, what is owed, under which clause,
who must claim by when, and why.
"""

import importlib
import importlib.metadata

from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from slapolicy import catalogue
    from slapolicy.amounts import (
        Amount,
        Extension,
        FeeTime,
        Money,
        Percent,
        Rounding,
    )
    from slapolicy.calendars import (
        HolidaysOf,
        Shift,
        Weekday,
        WorkCalendar,
    )
    from slapolicy.documents import (
        dump_policy,
        dump_record,
        load_policy,
        load_record,
        parse_policy,
        parse_record,
        policy_from_dict,
        record_from_dict,
    )
    from slapolicy.errors import (
        AmountError,
        DocumentError,
        Fault,
        InexactError,
        PeriodMismatchError,
        PolicyError,
        RecordError,
        SlaPolicyError,
        TransitionError,
        messages,
    )
    from slapolicy.evaluation import (
        Bounds,
        CapTaken,
        CommitmentResult,
        Credit,
        DecisionResult,
        Entitlement,
        Evaluation,
        ReadingResult,
    )
    from slapolicy.evaluation.evaluate import evaluate
    from slapolicy.facts import (
        Carried,
        Claim,
        ClaimEvent,
        ClaimState,
        ClaimVerb,
        Event,
        Maintenance,
        Outage,
        Record,
        Requests,
        Sample,
        Service,
        Suspension,
        Ticket,
        Unobserved,
    )
    from slapolicy.figures import (
        Attribute,
        Figure,
        Quantity,
    )
    from slapolicy.lengths import (
        CalendarLength,
        CalendarUnit,
        Length,
    )
    from slapolicy.linting import (
        DateWitness,
        Diagnostic,
        LevelWitness,
        LintCode,
        Severity,
        SpanWitness,
        lint,
    )
    from slapolicy.periods import (
        BillingPeriod,
        CalendarPeriod,
        MonthDay,
        Period,
        PeriodUnit,
        RollingPeriod,
    )
    from slapolicy.spans import (
        Span,
        SpanSet,
    )
    from slapolicy.terms.claims import (
        Anchor,
        ClaimTerms,
        Deadline,
        EndOf,
        NamedEvent,
        Standing,
        Which,
    )
    from slapolicy.terms.commitment import (
        Commitment,
    )
    from slapolicy.terms.conditions import (
        Condition,
    )
    from slapolicy.terms.credits import (
        FlatCredit,
        PerStepCredit,
        PerUnitCredit,
        ProRataCredit,
        SumCredit,
        TieredCredit,
        TierRow,
        UnspecifiedCredit,
    )
    from slapolicy.terms.exchange import (
        Award,
        Basis,
        Code,
        CreditRule,
        Decision,
        Decisions,
        Exclusion,
        Forgiveness,
        Line,
        Metric,
        Outcome,
        Reading,
        Reason,
        Stretch,
        View,
    )
    from slapolicy.terms.exclusions import (
        CauseExclusion,
        LocalWindow,
        MaintenanceExclusion,
        Pool,
        ShortExclusion,
        SourceExclusion,
        SuspensionExclusion,
    )
    from slapolicy.terms.metrics import (
        Availability,
        Count,
        Gauge,
        Restoration,
        SuccessRate,
        TicketTime,
    )
    from slapolicy.terms.policy import (
        Assumption,
        Clause,
        Effective,
        Example,
        Gloss,
        Policy,
    )
    from slapolicy.terms.rights import (
        EarnedRight,
        Right,
        When,
    )
    from slapolicy.terms.settlement import (
        Cap,
        Combine,
        CreditTerms,
        MinimumIs,
    )
    from slapolicy.terms.targets import (
        Limit,
        Target,
    )

__all__ = [
    "Amount",
    "AmountError",
    "Anchor",
    "Assumption",
    "Attribute",
    "Availability",
    "Award",
    "Basis",
    "BillingPeriod",
    "Bounds",
    "CalendarLength",
    "CalendarPeriod",
    "CalendarUnit",
    "Cap",
    "CapTaken",
    "Carried",
    "CauseExclusion",
    "Claim",
    "ClaimEvent",
    "ClaimState",
    "ClaimTerms",
    "ClaimVerb",
    "Clause",
    "Code",
    "Combine",
    "Commitment",
    "CommitmentResult",
    "Condition",
    "Count",
    "Credit",
    "CreditRule",
    "CreditTerms",
    "DateWitness",
    "Deadline",
    "Decision",
    "DecisionResult",
    "Decisions",
    "Diagnostic",
    "DocumentError",
    "EarnedRight",
    "Effective",
    "EndOf",
    "Entitlement",
    "Evaluation",
    "Event",
    "Example",
    "Exclusion",
    "Extension",
    "Fault",
    "FeeTime",
    "Figure",
    "FlatCredit",
    "Forgiveness",
    "Gauge",
    "Gloss",
    "HolidaysOf",
    "InexactError",
    "Length",
    "LevelWitness",
    "Limit",
    "Line",
    "LintCode",
    "LocalWindow",
    "Maintenance",
    "MaintenanceExclusion",
    "Metric",
    "MinimumIs",
    "Money",
    "MonthDay",
    "NamedEvent",
    "Outage",
    "Outcome",
    "PerStepCredit",
    "PerUnitCredit",
    "Percent",
    "Period",
    "PeriodMismatchError",
    "PeriodUnit",
    "Policy",
    "PolicyError",
    "Pool",
    "ProRataCredit",
    "Quantity",
    "Reading",
    "ReadingResult",
    "Reason",
    "Record",
    "RecordError",
    "Requests",
    "Restoration",
    "Right",
    "RollingPeriod",
    "Rounding",
    "Sample",
    "Service",
    "Severity",
    "Shift",
    "ShortExclusion",
    "SlaPolicyError",
    "SourceExclusion",
    "Span",
    "SpanSet",
    "SpanWitness",
    "Standing",
    "Stretch",
    "SuccessRate",
    "SumCredit",
    "Suspension",
    "SuspensionExclusion",
    "Target",
    "Ticket",
    "TicketTime",
    "TierRow",
    "TieredCredit",
    "TransitionError",
    "Unobserved",
    "UnspecifiedCredit",
    "View",
    "Weekday",
    "When",
    "Which",
    "WorkCalendar",
    "catalogue",
    "dump_policy",
    "dump_record",
    "evaluate",
    "lint",
    "load_policy",
    "load_record",
    "messages",
    "parse_policy",
    "parse_record",
    "policy_from_dict",
    "record_from_dict",
]

# A name is imported when somebody asks for it, so that an embedding program
# pays only for what it uses, and nobody imports cattrs or yaml by accident.
_HOMES = {
    "slapolicy.amounts": (
        "Amount",
        "Extension",
        "FeeTime",
        "Money",
        "Percent",
        "Rounding",
    ),
    "slapolicy.calendars": (
        "HolidaysOf",
        "Shift",
        "Weekday",
        "WorkCalendar",
    ),
    "slapolicy.documents": (
        "dump_policy",
        "dump_record",
        "load_policy",
        "load_record",
        "parse_policy",
        "parse_record",
        "policy_from_dict",
        "record_from_dict",
    ),
    "slapolicy.errors": (
        "AmountError",
        "DocumentError",
        "Fault",
        "InexactError",
        "PeriodMismatchError",
        "PolicyError",
        "RecordError",
        "SlaPolicyError",
        "TransitionError",
        "messages",
    ),
    "slapolicy.evaluation": (
        "Bounds",
        "CapTaken",
        "CommitmentResult",
        "Credit",
        "DecisionResult",
        "Entitlement",
        "Evaluation",
        "ReadingResult",
        "evaluate",
    ),
    "slapolicy.facts": (
        "Carried",
        "Claim",
        "ClaimEvent",
        "ClaimState",
        "ClaimVerb",
        "Event",
        "Maintenance",
        "Outage",
        "Record",
        "Requests",
        "Sample",
        "Service",
        "Suspension",
        "Ticket",
        "Unobserved",
    ),
    "slapolicy.figures": (
        "Attribute",
        "Figure",
        "Quantity",
    ),
    "slapolicy.lengths": (
        "CalendarLength",
        "CalendarUnit",
        "Length",
    ),
    "slapolicy.linting": (
        "DateWitness",
        "Diagnostic",
        "LevelWitness",
        "LintCode",
        "Severity",
        "SpanWitness",
        "lint",
    ),
    "slapolicy.periods": (
        "BillingPeriod",
        "CalendarPeriod",
        "MonthDay",
        "Period",
        "PeriodUnit",
        "RollingPeriod",
    ),
    "slapolicy.spans": (
        "Span",
        "SpanSet",
    ),
    "slapolicy.terms.claims": (
        "Anchor",
        "ClaimTerms",
        "Deadline",
        "EndOf",
        "NamedEvent",
        "Standing",
        "Which",
    ),
    "slapolicy.terms.commitment": ("Commitment",),
    "slapolicy.terms.conditions": ("Condition",),
    "slapolicy.terms.credits": (
        "FlatCredit",
        "PerStepCredit",
        "PerUnitCredit",
        "ProRataCredit",
        "SumCredit",
        "TieredCredit",
        "TierRow",
        "UnspecifiedCredit",
    ),
    "slapolicy.terms.exchange": (
        "Award",
        "Basis",
        "Code",
        "CreditRule",
        "Decision",
        "Decisions",
        "Exclusion",
        "Forgiveness",
        "Line",
        "Metric",
        "Outcome",
        "Reading",
        "Reason",
        "Stretch",
        "View",
    ),
    "slapolicy.terms.exclusions": (
        "CauseExclusion",
        "LocalWindow",
        "MaintenanceExclusion",
        "Pool",
        "ShortExclusion",
        "SourceExclusion",
        "SuspensionExclusion",
    ),
    "slapolicy.terms.metrics": (
        "Availability",
        "Count",
        "Gauge",
        "Restoration",
        "SuccessRate",
        "TicketTime",
    ),
    "slapolicy.terms.policy": (
        "Assumption",
        "Clause",
        "Effective",
        "Example",
        "Gloss",
        "Policy",
    ),
    "slapolicy.terms.rights": (
        "EarnedRight",
        "Right",
        "When",
    ),
    "slapolicy.terms.settlement": (
        "Cap",
        "Combine",
        "CreditTerms",
        "MinimumIs",
    ),
    "slapolicy.terms.targets": (
        "Limit",
        "Target",
    ),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    """Return a public name, imported when it is asked for."""
    if name == "__version__":
        return importlib.metadata.version("slapolicy")
    if name == "catalogue":
        return importlib.import_module("slapolicy.catalogue")
    if name not in _HOME:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    found: object = getattr(importlib.import_module(_HOME[name]), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """Return the public names."""
    return [*__all__, "__version__"]
