# The public names, for type checkers; `__init__.py` finds them when asked.

from slapolicy import catalogue as catalogue
from slapolicy._sweep import (
    Down as Down,
)
from slapolicy._sweep import (
    Overlap as Overlap,
)
from slapolicy.amounts import (
    Amount as Amount,
)
from slapolicy.amounts import (
    Extension as Extension,
)
from slapolicy.amounts import (
    FeeTime as FeeTime,
)
from slapolicy.amounts import (
    Money as Money,
)
from slapolicy.amounts import (
    Percent as Percent,
)
from slapolicy.amounts import (
    Rounding as Rounding,
)
from slapolicy.calendars import (
    HolidaysOf as HolidaysOf,
)
from slapolicy.calendars import (
    Shift as Shift,
)
from slapolicy.calendars import (
    Weekday as Weekday,
)
from slapolicy.calendars import (
    WorkCalendar as WorkCalendar,
)
from slapolicy.documents import (
    KINDS as KINDS,
)
from slapolicy.documents import (
    Kinds as Kinds,
)
from slapolicy.documents import (
    dump_policy as dump_policy,
)
from slapolicy.documents import (
    dump_record as dump_record,
)
from slapolicy.documents import (
    load_policy as load_policy,
)
from slapolicy.documents import (
    load_record as load_record,
)
from slapolicy.documents import (
    parse_policy as parse_policy,
)
from slapolicy.documents import (
    parse_record as parse_record,
)
from slapolicy.documents import (
    policy_from_dict as policy_from_dict,
)
from slapolicy.documents import (
    record_from_dict as record_from_dict,
)
from slapolicy.downtime import (
    Compose as Compose,
)
from slapolicy.downtime import (
    CountFrom as CountFrom,
)
from slapolicy.downtime import (
    GrainRounding as GrainRounding,
)
from slapolicy.errors import (
    AmountError as AmountError,
)
from slapolicy.errors import (
    DocumentError as DocumentError,
)
from slapolicy.errors import (
    Fault as Fault,
)
from slapolicy.errors import (
    InexactError as InexactError,
)
from slapolicy.errors import (
    MissingExtraError as MissingExtraError,
)
from slapolicy.errors import (
    PeriodMismatchError as PeriodMismatchError,
)
from slapolicy.errors import (
    PolicyError as PolicyError,
)
from slapolicy.errors import (
    RecordError as RecordError,
)
from slapolicy.errors import (
    SlaPolicyError as SlaPolicyError,
)
from slapolicy.errors import (
    TransitionError as TransitionError,
)
from slapolicy.errors import (
    messages as messages,
)
from slapolicy.evaluation import (
    Bounds as Bounds,
)
from slapolicy.evaluation import (
    CapTaken as CapTaken,
)
from slapolicy.evaluation import (
    Change as Change,
)
from slapolicy.evaluation import (
    CommitmentResult as CommitmentResult,
)
from slapolicy.evaluation import (
    Credit as Credit,
)
from slapolicy.evaluation import (
    CreditLine as CreditLine,
)
from slapolicy.evaluation import (
    DecisionResult as DecisionResult,
)
from slapolicy.evaluation import (
    Difference as Difference,
)
from slapolicy.evaluation import (
    Entitlement as Entitlement,
)
from slapolicy.evaluation import (
    EntryState as EntryState,
)
from slapolicy.evaluation import (
    Evaluation as Evaluation,
)
from slapolicy.evaluation import (
    FactChange as FactChange,
)
from slapolicy.evaluation import (
    FieldChange as FieldChange,
)
from slapolicy.evaluation import (
    Headroom as Headroom,
)
from slapolicy.evaluation import (
    HistoryEvaluation as HistoryEvaluation,
)
from slapolicy.evaluation import (
    Ledger as Ledger,
)
from slapolicy.evaluation import (
    LedgerEntry as LedgerEntry,
)
from slapolicy.evaluation import (
    LineKind as LineKind,
)
from slapolicy.evaluation import (
    Marginal as Marginal,
)
from slapolicy.evaluation import (
    OutcomeChange as OutcomeChange,
)
from slapolicy.evaluation import (
    PolicyHistory as PolicyHistory,
)
from slapolicy.evaluation import (
    ReadingResult as ReadingResult,
)
from slapolicy.evaluation import (
    Replay as Replay,
)
from slapolicy.evaluation import (
    Replayed as Replayed,
)
from slapolicy.evaluation import (
    Room as Room,
)
from slapolicy.evaluation import (
    Turn as Turn,
)
from slapolicy.evaluation import (
    compare as compare,
)
from slapolicy.evaluation import (
    evaluate_history as evaluate_history,
)
from slapolicy.evaluation import (
    evaluate_series as evaluate_series,
)
from slapolicy.evaluation import (
    headroom as headroom,
)
from slapolicy.evaluation import (
    marginal as marginal,
)
from slapolicy.evaluation import (
    replay as replay,
)
from slapolicy.evaluation.evaluate import (
    evaluate as evaluate,
)
from slapolicy.facts import (
    Carried as Carried,
)
from slapolicy.facts import (
    Claim as Claim,
)
from slapolicy.facts import (
    ClaimEvent as ClaimEvent,
)
from slapolicy.facts import (
    ClaimState as ClaimState,
)
from slapolicy.facts import (
    ClaimVerb as ClaimVerb,
)
from slapolicy.facts import (
    Event as Event,
)
from slapolicy.facts import (
    Maintenance as Maintenance,
)
from slapolicy.facts import (
    Outage as Outage,
)
from slapolicy.facts import (
    Record as Record,
)
from slapolicy.facts import (
    Requests as Requests,
)
from slapolicy.facts import (
    Sample as Sample,
)
from slapolicy.facts import (
    Service as Service,
)
from slapolicy.facts import (
    Suspension as Suspension,
)
from slapolicy.facts import (
    Ticket as Ticket,
)
from slapolicy.facts import (
    Unobserved as Unobserved,
)
from slapolicy.figures import (
    Attribute as Attribute,
)
from slapolicy.figures import (
    Figure as Figure,
)
from slapolicy.figures import (
    Quantity as Quantity,
)
from slapolicy.lengths import (
    CalendarLength as CalendarLength,
)
from slapolicy.lengths import (
    CalendarUnit as CalendarUnit,
)
from slapolicy.lengths import (
    Length as Length,
)
from slapolicy.linting import (
    DateWitness as DateWitness,
)
from slapolicy.linting import (
    Diagnostic as Diagnostic,
)
from slapolicy.linting import (
    LevelWitness as LevelWitness,
)
from slapolicy.linting import (
    LintCode as LintCode,
)
from slapolicy.linting import (
    Severity as Severity,
)
from slapolicy.linting import (
    SpanWitness as SpanWitness,
)
from slapolicy.linting import (
    lint as lint,
)
from slapolicy.periods import (
    BillingPeriod as BillingPeriod,
)
from slapolicy.periods import (
    CalendarPeriod as CalendarPeriod,
)
from slapolicy.periods import (
    MonthDay as MonthDay,
)
from slapolicy.periods import (
    Period as Period,
)
from slapolicy.periods import (
    PeriodUnit as PeriodUnit,
)
from slapolicy.periods import (
    RollingPeriod as RollingPeriod,
)
from slapolicy.spans import (
    Span as Span,
)
from slapolicy.spans import (
    SpanSet as SpanSet,
)
from slapolicy.terms.claims import (
    Anchor as Anchor,
)
from slapolicy.terms.claims import (
    ClaimTerms as ClaimTerms,
)
from slapolicy.terms.claims import (
    Clocks as Clocks,
)
from slapolicy.terms.claims import (
    Deadline as Deadline,
)
from slapolicy.terms.claims import (
    Due as Due,
)
from slapolicy.terms.claims import (
    EndOf as EndOf,
)
from slapolicy.terms.claims import (
    NamedEvent as NamedEvent,
)
from slapolicy.terms.claims import (
    Standing as Standing,
)
from slapolicy.terms.claims import (
    Which as Which,
)
from slapolicy.terms.clauses import (
    Assumption as Assumption,
)
from slapolicy.terms.clauses import (
    Clause as Clause,
)
from slapolicy.terms.clauses import (
    Effective as Effective,
)
from slapolicy.terms.clauses import (
    Example as Example,
)
from slapolicy.terms.clauses import (
    Gloss as Gloss,
)
from slapolicy.terms.clauses import (
    GlossUnit as GlossUnit,
)
from slapolicy.terms.commitment import (
    Commitment as Commitment,
)
from slapolicy.terms.conditions import (
    Condition as Condition,
)
from slapolicy.terms.credits import (
    Each as Each,
)
from slapolicy.terms.credits import (
    FlatCredit as FlatCredit,
)
from slapolicy.terms.credits import (
    Gap as Gap,
)
from slapolicy.terms.credits import (
    LengthRead as LengthRead,
)
from slapolicy.terms.credits import (
    PerStepCredit as PerStepCredit,
)
from slapolicy.terms.credits import (
    PerUnitCredit as PerUnitCredit,
)
from slapolicy.terms.credits import (
    ProRataCredit as ProRataCredit,
)
from slapolicy.terms.credits import (
    Reads as Reads,
)
from slapolicy.terms.credits import (
    RowOverlap as RowOverlap,
)
from slapolicy.terms.credits import (
    SumCredit as SumCredit,
)
from slapolicy.terms.credits import (
    TieredCredit as TieredCredit,
)
from slapolicy.terms.credits import (
    TierRow as TierRow,
)
from slapolicy.terms.credits import (
    UnitRounding as UnitRounding,
)
from slapolicy.terms.credits import (
    UnspecifiedCredit as UnspecifiedCredit,
)
from slapolicy.terms.exchange import (
    Award as Award,
)
from slapolicy.terms.exchange import (
    Basis as Basis,
)
from slapolicy.terms.exchange import (
    Code as Code,
)
from slapolicy.terms.exchange import (
    Comparison as Comparison,
)
from slapolicy.terms.exchange import (
    CreditRule as CreditRule,
)
from slapolicy.terms.exchange import (
    Decision as Decision,
)
from slapolicy.terms.exchange import (
    Decisions as Decisions,
)
from slapolicy.terms.exchange import (
    Exclusion as Exclusion,
)
from slapolicy.terms.exchange import (
    Forgiveness as Forgiveness,
)
from slapolicy.terms.exchange import (
    Line as Line,
)
from slapolicy.terms.exchange import (
    Metric as Metric,
)
from slapolicy.terms.exchange import (
    Outcome as Outcome,
)
from slapolicy.terms.exchange import (
    Reading as Reading,
)
from slapolicy.terms.exchange import (
    Reason as Reason,
)
from slapolicy.terms.exchange import (
    Scope as Scope,
)
from slapolicy.terms.exchange import (
    Scoped as Scoped,
)
from slapolicy.terms.exchange import (
    Stretch as Stretch,
)
from slapolicy.terms.exchange import (
    UnobservedAs as UnobservedAs,
)
from slapolicy.terms.exchange import (
    View as View,
)
from slapolicy.terms.exchange import (
    Window as Window,
)
from slapolicy.terms.exclusions import (
    Beyond as Beyond,
)
from slapolicy.terms.exclusions import (
    CauseExclusion as CauseExclusion,
)
from slapolicy.terms.exclusions import (
    LocalWindow as LocalWindow,
)
from slapolicy.terms.exclusions import (
    MaintenanceExclusion as MaintenanceExclusion,
)
from slapolicy.terms.exclusions import (
    Pool as Pool,
)
from slapolicy.terms.exclusions import (
    PoolUnit as PoolUnit,
)
from slapolicy.terms.exclusions import (
    ShortExclusion as ShortExclusion,
)
from slapolicy.terms.exclusions import (
    SourceExclusion as SourceExclusion,
)
from slapolicy.terms.exclusions import (
    SuspensionExclusion as SuspensionExclusion,
)
from slapolicy.terms.metrics import (
    Aggregate as Aggregate,
)
from slapolicy.terms.metrics import (
    Availability as Availability,
)
from slapolicy.terms.metrics import (
    Clock as Clock,
)
from slapolicy.terms.metrics import (
    Count as Count,
)
from slapolicy.terms.metrics import (
    Denominator as Denominator,
)
from slapolicy.terms.metrics import (
    DownWhen as DownWhen,
)
from slapolicy.terms.metrics import (
    Empty as Empty,
)
from slapolicy.terms.metrics import (
    ExcludedTime as ExcludedTime,
)
from slapolicy.terms.metrics import (
    Gauge as Gauge,
)
from slapolicy.terms.metrics import (
    Precision as Precision,
)
from slapolicy.terms.metrics import (
    Restoration as Restoration,
)
from slapolicy.terms.metrics import (
    Starts as Starts,
)
from slapolicy.terms.metrics import (
    SuccessRate as SuccessRate,
)
from slapolicy.terms.metrics import (
    TicketTime as TicketTime,
)
from slapolicy.terms.policy import Policy as Policy
from slapolicy.terms.rights import (
    EarnedRight as EarnedRight,
)
from slapolicy.terms.rights import (
    History as History,
)
from slapolicy.terms.rights import (
    Right as Right,
)
from slapolicy.terms.rights import (
    Track as Track,
)
from slapolicy.terms.rights import (
    When as When,
)
from slapolicy.terms.settlement import (
    Cap as Cap,
)
from slapolicy.terms.settlement import (
    Combine as Combine,
)
from slapolicy.terms.settlement import (
    CreditTerms as CreditTerms,
)
from slapolicy.terms.settlement import (
    MinimumIs as MinimumIs,
)
from slapolicy.terms.settlement import (
    Per as Per,
)
from slapolicy.terms.settlement import (
    Settlement as Settlement,
)
from slapolicy.terms.settlement import (
    Worth as Worth,
)
from slapolicy.terms.targets import (
    Limit as Limit,
)
from slapolicy.terms.targets import (
    Target as Target,
)

__version__: str

__all__ = [
    "KINDS",
    "Aggregate",
    "Amount",
    "AmountError",
    "Anchor",
    "Assumption",
    "Attribute",
    "Availability",
    "Award",
    "Basis",
    "Beyond",
    "BillingPeriod",
    "Bounds",
    "CalendarLength",
    "CalendarPeriod",
    "CalendarUnit",
    "Cap",
    "CapTaken",
    "Carried",
    "CauseExclusion",
    "Change",
    "Claim",
    "ClaimEvent",
    "ClaimState",
    "ClaimTerms",
    "ClaimVerb",
    "Clause",
    "Clock",
    "Clocks",
    "Code",
    "Combine",
    "Commitment",
    "CommitmentResult",
    "Comparison",
    "Compose",
    "Condition",
    "Count",
    "CountFrom",
    "Credit",
    "CreditLine",
    "CreditRule",
    "CreditTerms",
    "DateWitness",
    "Deadline",
    "Decision",
    "DecisionResult",
    "Decisions",
    "Denominator",
    "Diagnostic",
    "Difference",
    "DocumentError",
    "Down",
    "DownWhen",
    "Due",
    "Each",
    "EarnedRight",
    "Effective",
    "Empty",
    "EndOf",
    "Entitlement",
    "EntryState",
    "Evaluation",
    "Event",
    "Example",
    "ExcludedTime",
    "Exclusion",
    "Extension",
    "FactChange",
    "Fault",
    "FeeTime",
    "FieldChange",
    "Figure",
    "FlatCredit",
    "Forgiveness",
    "Gap",
    "Gauge",
    "Gloss",
    "GlossUnit",
    "GrainRounding",
    "Headroom",
    "History",
    "HistoryEvaluation",
    "HolidaysOf",
    "InexactError",
    "Kinds",
    "Ledger",
    "LedgerEntry",
    "Length",
    "LengthRead",
    "LevelWitness",
    "Limit",
    "Line",
    "LineKind",
    "LintCode",
    "LocalWindow",
    "Maintenance",
    "MaintenanceExclusion",
    "Marginal",
    "Metric",
    "MinimumIs",
    "MissingExtraError",
    "Money",
    "MonthDay",
    "NamedEvent",
    "Outage",
    "Outcome",
    "OutcomeChange",
    "Overlap",
    "Per",
    "PerStepCredit",
    "PerUnitCredit",
    "Percent",
    "Period",
    "PeriodMismatchError",
    "PeriodUnit",
    "Policy",
    "PolicyError",
    "PolicyHistory",
    "Pool",
    "PoolUnit",
    "Precision",
    "ProRataCredit",
    "Quantity",
    "Reading",
    "ReadingResult",
    "Reads",
    "Reason",
    "Record",
    "RecordError",
    "Replay",
    "Replayed",
    "Requests",
    "Restoration",
    "Right",
    "RollingPeriod",
    "Room",
    "Rounding",
    "RowOverlap",
    "Sample",
    "Scope",
    "Scoped",
    "Service",
    "Settlement",
    "Severity",
    "Shift",
    "ShortExclusion",
    "SlaPolicyError",
    "SourceExclusion",
    "Span",
    "SpanSet",
    "SpanWitness",
    "Standing",
    "Starts",
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
    "Track",
    "TransitionError",
    "Turn",
    "UnitRounding",
    "Unobserved",
    "UnobservedAs",
    "UnspecifiedCredit",
    "View",
    "Weekday",
    "When",
    "Which",
    "Window",
    "WorkCalendar",
    "Worth",
    "catalogue",
    "compare",
    "dump_policy",
    "dump_record",
    "evaluate",
    "evaluate_history",
    "evaluate_series",
    "headroom",
    "lint",
    "load_policy",
    "load_record",
    "marginal",
    "messages",
    "parse_policy",
    "parse_record",
    "policy_from_dict",
    "record_from_dict",
    "replay",
]
