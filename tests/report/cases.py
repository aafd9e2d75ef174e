"""Evaluations that the reports' tests look at."""

from html.parser import HTMLParser

from slapolicy import (
    Assumption,
    Availability,
    CalendarPeriod,
    CauseExclusion,
    ClaimTerms,
    Clause,
    Commitment,
    CreditTerms,
    Evaluation,
    FlatCredit,
    Money,
    Outage,
    Policy,
    Record,
    Service,
    Span,
    Target,
    _time,
    evaluate,
    parse_policy,
    parse_record,
)
from slapolicy._override import override


SCRIPT = "<script>alert(1)</script>'\"><img src=x onerror=alert(2)>&amp;"
RTL = "שלום \u202eevil\x1b[2J עולם"

MONTH = """\
period: 2026-10
timezone: Europe/Rome
outages:
  - {id: o1, start: 2026-10-03 02:00, end: 2026-10-03 04:30, verified: 2026-10-03 08:15}
  - {id: o2, start: 2026-10-17 21:10, end: 2026-10-17 21:55, cause: customer}
  - {id: o3, start: 2026-10-24 20:00, end: 2026-10-25 09:00, verified: 2026-10-25 09:30}
maintenance:
  - {id: m1, start: 2026-10-03 01:30, end: 2026-10-03 02:30, announced: 2026-10-01 09:00}
  - {id: m2, start: 2026-10-24 19:00, end: 2026-10-24 21:00, announced: 2026-10-24 18:00}
unobserved: [{id: u1, start: 2026-10-28 00:00, end: 2026-10-28 12:00}]
"""

ASSUMED = """\
assumptions:
  - {id: month, text: a calendar month is taken, touches: [period]}"""

TIERS = """\
{kind: tiers, rows: [{at_least: 98%, below: 99.9%, credit: 10%},
{at_least: 95%, below: 98%, credit: 25%}, {below: 95%, credit: 100%}]}"""


def policy_text(
    *,
    credit: str = TIERS,
    more: str = "",
    second: str = "",
    weighted: str = "false",
    version: str = 'version: "3"',
    assumed: str = ASSUMED,
) -> str:
    """Return a policy with two promises; the first earns *credit*."""
    return f"""\
slapolicy: 1
id: host
title: Hosting SLA
provider: Host
{version}
source: https://example.org/sla
language: it
timezone: Europe/Rome
currency: EUR
period: {{kind: calendar, unit: month}}
clauses:
  - {{id: "1", title: Uptime, text: "99,9 % of the time"}}
  - {{id: "2", text: "a ticket within 7 days", language: en}}
  - {{id: "3"}}
commitments:
  - id: uptime
    clause: "1"
    metric: {{kind: availability, ignore_up_to: 1 minute, weighted: {weighted}}}
    target: {{at_least: 99.9%}}
    credit: {credit}
  - id: restoration
    metric: {{kind: restoration}}
    target: {{at_most: 4 hours}}
    {second}
exclusions:
  - {{kind: cause, causes: [customer]}}
  - {{id: planned, kind: maintenance, notice: 24 hours}}
{assumed}
{more or CLAIMS}
"""


CLAIMS = """\
claims:
  clause: "2"
  channel: ticket
  file: {within: 30 days, after: verification}
  decide: {within: 48 hours, after: filing}
"""


def evaluated(
    *,
    credit: str = TIERS,
    more: str = "",
    second: str = "",
    weighted: str = "false",
    version: str = 'version: "3"',
    assumed: str = ASSUMED,
    month: str = MONTH,
    service: str = "{id: web, fee: 10.00 EUR}",
    as_of: str | None = None,
) -> Evaluation:
    """Return what follows for a service in October 2026."""
    text = policy_text(
        credit=credit,
        more=more,
        second=second,
        weighted=weighted,
        version=version,
        assumed=assumed,
    )
    policy = parse_policy(text)
    record = parse_record(f"slapolicy: 1\nservice: {service}\n{month}", policy)
    instant = None if as_of is None else _time.parse_instant(as_of)
    return evaluate(policy, record, as_of=instant)


def hostile(text: str) -> Evaluation:
    """Return an evaluation in which every name and text is *text*."""
    policy = Policy(
        id=text,
        title=text,
        provider=text,
        version=text,
        source=text,
        language=text,
        timezone="UTC",
        currency="EUR",
        period=CalendarPeriod("month"),
        clauses=[Clause(id=text, title=text, text=text, language=text)],
        commitments=[
            Commitment(
                id=text,
                clause=text,
                metric=Availability(),
                target=Target.of(at_least="99.9%"),
                credit=FlatCredit(amount="10%", of=text),
            )
        ],
        exclusions=[CauseExclusion(id=text, causes=[text])],
        credits=CreditTerms(form=text),
        claims=ClaimTerms(channel=text, evidence=[text]),
        assumptions=[Assumption(id=text, text=text, touches=["period"])],
    )
    record = Record(
        service=Service(
            id=text,
            fee=Money.parse("10.00 EUR"),
            amounts={text: Money.parse("10.00 EUR")},
        ),
        period=Span.from_iso("2026-10-01T00:00Z/2026-11-01T00:00Z"),
        outages=[
            _outage(text, "03", "provider"),
            _outage(f"{text}2", "09", text),
        ],
    )
    return evaluate(policy, record)


def _outage(id_: str, day: str, cause: str) -> Outage:
    """Return an outage of two hours."""
    start = _time.parse_instant(f"2026-10-{day} 02:00", "UTC")
    end = _time.parse_instant(f"2026-10-{day} 04:00", "UTC")
    return Outage(id=id_, start=start, end=end, cause=cause)


class Page(HTMLParser):
    """
    A page as a browser reads it, as far as these tests need.

    Args:
        source: The page.
    """

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(source)
        self.close()

    @override
    def handle_starttag(
        self, tag: str, attrs: list[tuple[str, str | None]]
    ) -> None:
        """Keep an element."""
        self.tags.append((tag, dict(attrs)))
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    @override
    def handle_endtag(self, tag: str) -> None:
        """Close the innermost element, which must be this one."""
        assert self.open.pop() == tag

    @override
    def handle_data(self, data: str) -> None:
        """Keep text."""
        if "style" not in self.open[-1:]:
            self.words.append(data)

    @property
    def text(self) -> str:
        """The words on it."""
        return " ".join(" ".join(self.words).split())

    def named(self, tag: str) -> list[dict[str, str | None]]:
        """Return the attributes of every element of a name."""
        return [found for name, found in self.tags if name == tag]
