"""
Hypothesis strategies for people who embed this library.

They draw every public value, policies that contradict themselves nowhere,
and records that fit them. They are registered with Hypothesis, so that
``st.from_type(Policy)`` works.
"""

from slapolicy._extras import extra


# Before the strategies, since Hypothesis registers them when it starts.
with extra("hypothesis", "strategies need the package hypothesis"):
    import hypothesis  # noqa: F401  (for what it does)

from slapolicy.strategies.daily import (
    daily_credits,
    daily_policies,
    daily_records,
    daily_tables,
    exact_policies,
    steady_credits,
)
from slapolicy.strategies.facts import (
    claims,
    events,
    maintenance,
    outages,
    requests,
    samples,
    services,
    suspensions,
    tickets,
    unobserved,
)
from slapolicy.strategies.measures import (
    availabilities,
    counts,
    gauges,
    metrics,
    restorations,
    success_rates,
    targets,
    ticket_times,
)
from slapolicy.strategies.printed import (
    monthly_claim_terms,
    monthly_policies,
    monthly_records,
)
from slapolicy.strategies.terms import (
    caps,
    claim_terms,
    credit_terms,
    credits_,
    deadlines,
    dues,
    exclusions,
    tiers,
)
from slapolicy.strategies.values import (
    amounts,
    calendar_lengths,
    currencies,
    extensions,
    fee_times,
    figures,
    impacts,
    instants,
    lengths,
    moneys,
    percents,
    roundings,
    shifts,
    span_sets,
    spans,
    work_calendars,
)
from slapolicy.strategies.whole import (
    carried,
    commitments,
    periods,
    plain_policies,
    policies,
    records,
    rights,
    series,
)


__all__ = [
    "amounts",
    "availabilities",
    "calendar_lengths",
    "caps",
    "carried",
    "claim_terms",
    "claims",
    "commitments",
    "counts",
    "credit_terms",
    "credits_",
    "currencies",
    "daily_credits",
    "daily_policies",
    "daily_records",
    "daily_tables",
    "deadlines",
    "dues",
    "events",
    "exact_policies",
    "exclusions",
    "extensions",
    "fee_times",
    "figures",
    "gauges",
    "impacts",
    "instants",
    "lengths",
    "maintenance",
    "metrics",
    "moneys",
    "monthly_claim_terms",
    "monthly_policies",
    "monthly_records",
    "outages",
    "percents",
    "periods",
    "plain_policies",
    "policies",
    "records",
    "requests",
    "restorations",
    "rights",
    "roundings",
    "samples",
    "series",
    "services",
    "shifts",
    "span_sets",
    "spans",
    "steady_credits",
    "success_rates",
    "suspensions",
    "targets",
    "ticket_times",
    "tickets",
    "tiers",
    "unobserved",
    "work_calendars",
]
