"""
What a rule says of each kind of fact.

A rule that looks at nothing but what kind of fact it is about is asked once
about a made-up fact of each kind; what it says of that it says of all. The
rule itself is written in `terms.exclusions` and nowhere else.
"""

from collections.abc import Iterable, Iterator
from typing import TypeAlias, final

from slapolicy.evaluation.probing import probe
from slapolicy.facts import Maintenance, Outage, Record, Service
from slapolicy.spans import Span
from slapolicy.terms.exchange import Decision, Exclusion
from slapolicy.terms.exclusions import (
    CauseExclusion,
    MaintenanceExclusion,
    SourceExclusion,
)


_START, _END = 20_000_000_000_000, 20_003_600_000_000
_SPAN = Span.of_ticks(_START, _END)
_MOST = 4096

_Kind: TypeAlias = tuple[str, str | None]


@final
class Told(dict[_Kind, Decision | None]):
    """
    What a rule says of each kind of fact: a cause with a source, or a kind.

    Args:
        rule: The rule, one that looks at nothing else.
    """

    def __init__(self, rule: Exclusion) -> None:
        super().__init__()
        self.rule = rule
        self.is_of_outages: bool = not isinstance(rule, MaintenanceExclusion)

    def __missing__(self, kind: _Kind) -> Decision | None:
        """Return what it says of a kind of fact that was not asked about."""
        if len(self) >= _MOST:
            self.clear()
        record = _record(kind, is_outage=self.is_of_outages)
        found = self.rule.excuse(probe(record, _START, _END), None)
        told = self[kind] = found[0] if found else None
        return told

    def decisions(self, record: Record) -> Iterator[Decision]:
        """
        Yield what the rule says of each fact of a record, in order of time.

        Args:
            record: Facts that stand apart, all of them of the period.
        """
        for fact, told in self.about(record):
            if isinstance(fact, Outage):
                yield of_outage(told, fact)
            else:
                yield of_work(told, fact)

    def about(
        self, record: Record
    ) -> list[tuple[Outage | Maintenance, Decision]]:
        """
        Return each fact of which the rule says something, with that.

        Args:
            record: Facts that stand apart, all of them of the period.
        """
        if self.is_of_outages:
            return [
                (one, told)
                for one in record.outages
                if (told := self[one.cause, one.source]) is not None
            ]
        return [
            (one, told)
            for one in record.maintenance
            if (told := self[one.kind, None]) is not None
        ]


@final
class First(dict[_Kind, Decision | None]):
    """
    What the first rule says that says anything of a kind of outage.

    Args:
        rules: What each says, in their order.
    """

    def __init__(self, rules: Iterable[Told]) -> None:
        super().__init__()
        self.rules: tuple[Told, ...] = tuple(rules)

    def __missing__(self, kind: _Kind) -> Decision | None:
        """Return what the first says of a kind that was not asked about."""
        if len(self) >= _MOST:
            self.clear()
        all_ = (told[kind] for told in self.rules)
        first = next((one for one in all_ if one is not None), None)
        self[kind] = first
        return first


def _record(kind: _Kind, *, is_outage: bool) -> Record:
    """Return a made-up record with one fact of a kind."""
    name, source = kind
    service = Service(id="service")
    if is_outage:
        down = Outage(start=_START, end=_END, cause=name, source=source)
        return Record(service=service, period=_SPAN, outages=[down])
    work = Maintenance(start=_START, end=_END, kind=name)
    return Record(service=service, period=_SPAN, maintenance=[work])


def of_outage(told: Decision, one: Outage) -> Decision:
    """
    Return what a rule says of an outage that it excludes whole.

    Args:
        told: What it says of such outages.

        one: The outage, which is over.
    """
    name = one.id or ""
    end = one.end_ticks or one.start_ticks
    return Decision(
        rule=told.rule,
        fact=name,
        held=told.held,
        spans=((one.start_ticks, end),),
        outage=name,
        reason=told.reason,
    )


def of_work(told: Decision, one: Maintenance) -> Decision:
    """
    Return what a rule says of maintenance, of which all excuses or nothing.

    Args:
        told: What it says of such maintenance.

        one: The maintenance.
    """
    spans = ((one.start_ticks, one.end_ticks),) if told.spans else ()
    return Decision(
        rule=told.rule,
        fact=one.id or "",
        held=told.held,
        spans=spans,
        reason=told.reason,
    )


def told_by(rule: Exclusion) -> Told | None:
    """
    Return what a rule says of each kind of fact, None if it looks at more.

    Args:
        rule: An exclusion.
    """
    if isinstance(rule, MaintenanceExclusion):
        return Told(rule) if rule.asks_for_kind_alone else None
    is_whole = isinstance(rule, (CauseExclusion, SourceExclusion))
    return Told(rule) if is_whole else None
