"""
Service-level agreements as values, and what follows from them.

Given what was promised (a policy) and what happened (a record), `evaluate`
says what follows: was each promise kept, what is owed, under which clause,
who must claim by when, and why.
"""

import importlib
import importlib.metadata


# A name is imported when somebody asks for it, so that an embedding program
# pays only for what it uses, and nobody imports cattrs or yaml by accident.
_HOMES = {
    "slapolicy.downtime": (
        "Compose",
        "CountFrom",
        "GrainRounding",
    ),
    "slapolicy._sweep": (
        "Down",
        "Overlap",
    ),
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
        "KINDS",
        "Kinds",
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
        "MissingExtraError",
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
        "Change",
        "CommitmentResult",
        "Credit",
        "CreditLine",
        "DecisionResult",
        "Difference",
        "Entitlement",
        "EntryState",
        "Evaluation",
        "FactChange",
        "FieldChange",
        "Headroom",
        "HistoryEvaluation",
        "Ledger",
        "LedgerEntry",
        "LineKind",
        "Marginal",
        "OutcomeChange",
        "PolicyHistory",
        "ReadingResult",
        "Replay",
        "Replayed",
        "Room",
        "Turn",
        "compare",
        "evaluate",
        "evaluate_history",
        "evaluate_series",
        "headroom",
        "marginal",
        "replay",
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
        "Clocks",
        "Deadline",
        "Due",
        "EndOf",
        "NamedEvent",
        "Standing",
        "Which",
    ),
    "slapolicy.terms.commitment": ("Commitment",),
    "slapolicy.terms.conditions": ("Condition",),
    "slapolicy.terms.credits": (
        "Each",
        "FlatCredit",
        "Gap",
        "LengthRead",
        "PerStepCredit",
        "PerUnitCredit",
        "ProRataCredit",
        "Reads",
        "RowOverlap",
        "SumCredit",
        "TierRow",
        "TieredCredit",
        "UnitRounding",
        "UnspecifiedCredit",
    ),
    "slapolicy.terms.exchange": (
        "Award",
        "Basis",
        "Code",
        "Comparison",
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
        "Scope",
        "Scoped",
        "Stretch",
        "UnobservedAs",
        "View",
        "Window",
    ),
    "slapolicy.terms.exclusions": (
        "Beyond",
        "CauseExclusion",
        "LocalWindow",
        "MaintenanceExclusion",
        "Pool",
        "PoolUnit",
        "ShortExclusion",
        "SourceExclusion",
        "SuspensionExclusion",
    ),
    "slapolicy.terms.metrics": (
        "Aggregate",
        "Availability",
        "Clock",
        "Count",
        "Denominator",
        "DownWhen",
        "Empty",
        "ExcludedTime",
        "Gauge",
        "Precision",
        "Restoration",
        "Starts",
        "SuccessRate",
        "TicketTime",
    ),
    "slapolicy.terms.clauses": (
        "Assumption",
        "Clause",
        "Effective",
        "Example",
        "Gloss",
        "GlossUnit",
    ),
    "slapolicy.terms.policy": ("Policy",),
    "slapolicy.terms.rights": (
        "EarnedRight",
        "History",
        "Right",
        "Track",
        "When",
    ),
    "slapolicy.terms.settlement": (
        "Cap",
        "Combine",
        "CreditTerms",
        "MinimumIs",
        "Per",
        "Settlement",
        "Worth",
    ),
    "slapolicy.terms.targets": (
        "Limit",
        "Target",
    ),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}

__all__ = sorted([*_HOME, "catalogue"])  # noqa: PLE0605 # a list


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
