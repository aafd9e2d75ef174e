"""What the pages say beside the answer itself: headings, columns, states."""

from slapolicy.evaluation.ledger import EntryState, LineKind
from slapolicy.explain.language import Message
from slapolicy.terms.claims import Standing


_M = Message

TITLE = _M("report-title", "Credit statement")
TITLE_OF = _M("report-title-of", "{title}: {service}, {period}")
PROVISIONAL = _M(
    "report-provisional",
    "Provisional: the period is not over, and the answer may still change.",
)
SHORT = _M("report-short", "In short")
PROMISE = _M("report-promise", "Promise “{promise}”")
SAME = _M("report-same", "{promise}: {outcome}")
FARED = _M("report-fared", "{readings} (promised: {target})")
FARED_BY_NOTHING = _M(
    "report-fared-nothing", "nothing happened that it is about ({target})"
)

# What a statement is about.
SERVICE = _M("report-service", "Service")
PERIOD = _M("report-period", "Period")
AS_OF = _M("report-as-of", "As of")
AGREEMENT = _M("report-agreement", "Agreement")
AGREEMENT_VERSION = _M(
    "report-agreement-version", "{agreement}, version {version}"
)
PROVIDER = _M("report-provider", "Provider")
SOURCE = _M("report-source", "Published at")

# Sections.
CREDIT = _M("report-credit", "Credit")
NOT_DETERMINED = _M("report-not-determined", "Not determined")
TO_CHOOSE = _M("report-to-choose", "The customer chooses")
TIMELINE = _M("report-timeline", "The period, from end to end")
LADDER = _M("report-ladder", "Steps, and where this period landed")
MEASURED = _M("report-measured", "What was measured")
LEDGER = _M("report-ledger", "Ledger")
LEDGER_OF = _M("report-ledger-of", "{promise}: what was not simply up")
DECISIONS = _M("report-decisions", "What the exclusions decided")
LINES = _M("report-lines", "How the credit comes about")
CLAIM = _M("report-claim", "The claim's clock")
CLOCK_OF = _M("report-clock-of", "For {promise}")
CLAUSE = _M("report-clause", "Clause {id}")
CLAUSE_TITLE = _M("report-clause-title", "Clause {id}, {title}")
CLAUSES = _M("report-clauses", "Clauses")
DIGESTS = _M("report-digests", "Digests (SHA-256)")
DIGEST_POLICY = _M("report-digest-policy", "Policy")
DIGEST_RECORD = _M("report-digest-record", "Record")
DIGEST_EVALUATION = _M("report-digest-evaluation", "Evaluation")

# Columns.
WHEN = _M("report-when", "When")
LENGTH = _M("report-length", "Length")
STATE = _M("report-state", "State")
RULE = _M("report-rule", "Rule")
FACT = _M("report-fact", "Fact")
HELD = _M("report-held", "Holds")
TOOK = _M("report-took", "Outage time taken")
REASON = _M("report-reason", "Reason")
SUBJECT = _M("report-subject", "About")
VALUE = _M("report-value", "Measured")
EXACT = _M("report-exact", "Exactly")
DOWNTIME = _M("report-downtime", "Downtime")
OF_TIME = _M("report-of-time", "Of")
OUTCOME = _M("report-outcome", "Outcome")
WORTH = _M("report-worth", "Credit")
WHAT = _M("report-what", "What")
TERMS = _M("report-terms", "Reckoned")
AMOUNT = _M("report-amount", "Amount")
TOTAL = _M("report-total", "Total")
FIGURE = _M("report-figure", "Figure")
LANDED = _M("report-landed", "This period")
PROMISED = _M("report-promised", "Promised")
COMMITMENT = _M("report-commitment", "Promise")
STANDING = _M("report-standing", "Standing")
FILE_BY = _M("report-file-by", "To be asked for by")
YES = _M("report-yes", "yes")
NO = _M("report-no", "no")

# The ladder.
AS_PROMISED = _M("report-as-promised", "{target}: as promised")
NOTHING_OWED = _M("report-nothing-owed", "nothing is owed")
LANDED_COUNT = _M("report-landed-count", "{count} time", "{count} times")

# The timeline.
STRETCH = _M("report-stretch", "{state}: {span}, {length}")
STRETCH_FACT = _M("report-stretch-fact", "{stretch}; fact: {fact}")
STRETCH_RULE = _M("report-stretch-rule", "{stretch}; rule: {rule}")
STRETCH_WEIGHT = _M("report-stretch-weight", "{stretch}; weight: {weight}")
HINT = _M(
    "report-hint",
    "Point at a stretch, or reach it with the Tab key, to read which rule "
    "and which fact made it so; Enter leads to its line in the ledger.",
)
TIMELINE_LABEL = _M(
    "report-timeline-label", "Timeline of {period} for promise “{promise}”"
)
SEEN_FROM = _M("report-seen-from", "Seen from {instant}")
LEGEND = _M("report-legend", "{state}: {length}")
UNCOUNTED = _M("report-uncounted", "This metric reads no downtime.")

# A series.
SERIES = _M("report-series", "A series at a glance")
HEAT = _M("report-heat", "Downtime that counted, day by day")
HEAT_LABEL = _M(
    "report-heat-label", "Calendar of the downtime that counted, day by day"
)
HEAT_DAY = _M("report-heat-day", "{service}, {day}: {length}")
HEAT_NONE = _M("report-heat-none", "{service}, {day}: no downtime counted")
HEAT_LEAST = _M("report-heat-least", "none")
HEAT_UP_TO = _M("report-heat-up-to", "up to {length}")
HEAT_MORE = _M("report-heat-more", "more than {length}")
HEAT_NOTE = _M(
    "report-heat-note",
    "Days are the agreement's own. Where several promises see a day "
    "differently, the longest downtime is shown.",
)
PERIODS = _M("report-periods", "Periods")
NOT_SUMMED = _M(
    "report-not-summed",
    "{count} credit is not determined, and not in the total",
    "{count} credits are not determined, and not in the total",
)

# What a billing system says of a credit.
BILLED = _M(
    "report-billed",
    "{title}: {service}, {period} ({agreement}; evaluation {digest})",
)

# A policy, and what the linter says.
FINDINGS = _M("report-findings", "What the linter found")
NO_FINDINGS = _M("report-no-findings", "Nothing found.")
SEVERITY = _M("report-severity", "Severity")
CODE = _M("report-code", "Code")
PATH = _M("report-path", "Term")
MESSAGE = _M("report-message", "What is wrong")

STATES = {
    EntryState.UP: _M("report-state-up", "Up"),
    EntryState.COUNTED: _M("report-state-counted", "Counted"),
    EntryState.EXCLUDED: _M("report-state-excluded", "Excluded"),
    EntryState.IGNORED: _M("report-state-ignored", "Ignored"),
    EntryState.UNOBSERVED: _M("report-state-unobserved", "Unobserved"),
}
"""What became of a stretch."""

KINDS = {
    LineKind.AWARD: _M("report-line-award", "Award for {promise}"),
    LineKind.CAP: _M("report-line-cap", "Limit"),
    LineKind.COMBINATION: _M(
        "report-line-combination", "Combination of credits"
    ),
    LineKind.MINIMUM: _M(
        "report-line-minimum", "Below the least that is paid"
    ),
    LineKind.ROUNDING: _M("report-line-rounding", "Rounding"),
}
"""What adds to a credit, and what takes from it."""

STANDINGS = {
    Standing.NOT_ENTITLED: _M("report-standing-not-entitled", "not entitled"),
    Standing.AUTOMATIC: _M("report-standing-automatic", "automatic"),
    Standing.NOT_YET_OPEN: _M("report-standing-not-yet-open", "not yet open"),
    Standing.OPEN: _M("report-standing-open", "open"),
    Standing.LAPSED: _M("report-standing-lapsed", "lapsed"),
    Standing.FILED: _M("report-standing-filed", "filed"),
    Standing.OVERDUE: _M("report-standing-overdue", "overdue"),
    Standing.LATE: _M("report-standing-late", "late"),
    Standing.APPROVED: _M("report-standing-approved", "approved"),
    Standing.REJECTED: _M("report-standing-rejected", "rejected"),
    Standing.APPLIED: _M("report-standing-applied", "applied"),
    Standing.WITHDRAWN: _M("report-standing-withdrawn", "withdrawn"),
}
"""Where a claim stands."""
