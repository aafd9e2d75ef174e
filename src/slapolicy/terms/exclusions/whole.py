"""What excuses outages by their cause, their source, or a suspension."""

from typing import ClassVar, final

import attrs

from slapolicy._converters import as_names
from slapolicy.facts.record import Used
from slapolicy.terms.exchange import Decision, View


@final
@attrs.frozen(kw_only=True)
class CauseExclusion:
    """
    Outages with certain causes do not count at all.

    Args:
        causes: The causes.

        id: Its name in decisions and pools; else its kind.

        clause: The clause that says so.
    """

    kind: ClassVar[str] = "cause"

    causes: tuple[str, ...] = attrs.field(converter=as_names)
    id: str | None = None
    clause: str | None = None

    def excuse(self, view: View, used: Used | None) -> tuple[Decision, ...]:
        """
        Return a decision for each outage that it hits.

        Args:
            view: The record as the commitment sees it.

            used: Nothing; it has no pool.
        """
        del used
        causes = frozenset(self.causes)
        hit = {one.id for one in view.scope.outages if one.cause in causes}
        return _whole_outages(view, hit, self.id or self.kind)


@final
@attrs.frozen(kw_only=True)
class SourceExclusion:
    """
    Outages that no admissible source told of do not count at all.

    Args:
        admissible: The sources that the contract accepts.

        id: Its name in decisions; else its kind.

        clause: The clause that says so.
    """

    kind: ClassVar[str] = "source"

    admissible: tuple[str, ...] = attrs.field(converter=as_names)
    id: str | None = None
    clause: str | None = None

    def excuse(self, view: View, used: Used | None) -> tuple[Decision, ...]:
        """
        Return a decision for each outage that it hits.

        Args:
            view: The record as the commitment sees it.

            used: Nothing; it has no pool.
        """
        del used
        known = frozenset(self.admissible)
        hit = {one.id for one in view.scope.outages if one.source not in known}
        return _whole_outages(view, hit, self.id or self.kind)


def _whole_outages(
    view: View, hit: set[str | None], rule: str
) -> tuple[Decision, ...]:
    """Return a decision for each outage in *hit*, in order of time."""
    if not hit:
        return ()
    return tuple(
        Decision(
            rule=rule,
            fact=one.name,
            held=True,
            spans=((one.start, one.end),) if one.start < one.end else (),
            component=one.component,
            outage=one.name,
        )
        for one in view.downs
        if one.name in hit
    )


@final
@attrs.frozen(kw_only=True)
class SuspensionExclusion:
    """
    Time in which the service was rightly suspended does not count.

    Args:
        reasons: The reasons that the contract names; empty for any.

        id: Its name in decisions; else its kind.

        clause: The clause that says so.
    """

    kind: ClassVar[str] = "suspension"

    reasons: tuple[str, ...] = attrs.field(default=(), converter=as_names)
    id: str | None = None
    clause: str | None = None

    def excuse(self, view: View, used: Used | None) -> tuple[Decision, ...]:
        """
        Return a decision for each suspension.

        Args:
            view: The record as the commitment sees it.

            used: Nothing; it has no pool.
        """
        del used
        return tuple(
            self._decide(
                one.id or "", one.reason, one.start_ticks, one.end_ticks
            )
            for one in view.record.suspensions
            if one.start_ticks < view.as_of
        )

    def _decide(
        self, fact: str, reason: str | None, start: int, end: int
    ) -> Decision:
        """Return the decision about one suspension."""
        rule = self.id or self.kind
        if self.reasons and reason not in self.reasons:
            return Decision(
                rule=rule,
                fact=fact,
                held=False,
                reason=f"the reason {reason or 'is not given and'} is none "
                f"of {', '.join(self.reasons)}",
            )
        spans = ((start, end),) if start < end else ()
        return Decision(rule=rule, fact=fact, held=True, spans=spans)
