"""Counted downtime on a grid of minutes: slow, simple, and independent."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from slapolicy import (
    Availability,
    CauseExclusion,
    MaintenanceExclusion,
    Outage,
    Record,
    SuspensionExclusion,
)


MINUTE = 60_000_000

Rule = CauseExclusion | MaintenanceExclusion | SuspensionExclusion


def _minutes(start: int, end: int) -> range:
    """Return the minutes of a span; starts and ends are whole minutes."""
    return range(start // MINUTE, end // MINUTE)


class Grid:
    """
    The minutes of a period, lane by lane.

    Args:
        record: The facts, all on whole minutes.

        metric: Availability, without clocks, minimum, hours or grain.

        exclusions: By cause, by suspension, and maintenance without
            conditions.
    """

    def __init__(
        self,
        record: Record,
        metric: Availability,
        exclusions: Sequence[Rule],
    ) -> None:
        self.record = record
        self.metric = metric
        self.lanes: list[str | None] = [
            *(metric.components or record.service.components or [None])
        ]
        self.causes = {
            cause
            for rule in exclusions
            if isinstance(rule, CauseExclusion)
            for cause in rule.causes
        }
        self.excused: dict[str | None, set[int]] = {
            lane: set() for lane in self.lanes
        }
        for rule in exclusions:
            self._excuse(rule)
        self.over: dict[tuple[str | None, int], list[Outage]] = {}
        for one in record.outages:
            end = one.end_ticks
            assert end is not None
            for lane in self._of(one.component):
                for minute in _minutes(one.start_ticks, end):
                    self.over.setdefault((lane, minute), []).append(one)

    def _of(self, component: str | None) -> list[str | None]:
        """Return the lanes that a fact about a component concerns."""
        return [lane for lane in self.lanes if component in {None, lane}]

    def _excuse(self, rule: Rule) -> None:
        """Note the minutes that a rule excuses by time."""
        if isinstance(rule, MaintenanceExclusion):
            for work in self.record.maintenance:
                for lane in self._of(work.component):
                    self.excused[lane] |= {
                        *_minutes(work.start_ticks, work.end_ticks)
                    }
        if isinstance(rule, SuspensionExclusion):
            for one in self.record.suspensions:
                if one.reason in rule.reasons:
                    for lane in self.lanes:
                        self.excused[lane] |= {
                            *_minutes(one.start_ticks, one.end_ticks)
                        }

    def counted(self) -> Fraction:
        """Return how many minutes of the period count, each by its weight."""
        span = self.record.period
        return sum(
            (
                self._weight(minute)
                for minute in _minutes(span.start_ticks, span.end_ticks)
            ),
            Fraction(),
        )

    def _weight(self, minute: int) -> Fraction:
        """Return what one minute weighs, 0 if it does not count."""
        before = self.metric.compose.value == "before-exclusions"
        down, counting = 0, False
        present: dict[str | None, Outage] = {}
        for lane in self.lanes:
            here = self.over.get((lane, minute), [])
            fair = [one for one in here if one.cause not in self.causes]
            free = minute in self.excused[lane]
            taking_part = here if before else [] if free else fair
            down += bool(taking_part)
            counting |= bool(fair) and not free
            present.update({one.id: one for one in taking_part})
        needed = self.metric.down_when.need(len(self.lanes))
        if down < needed or not counting:
            return Fraction()
        return self._together(present.values())

    def _together(self, present: Iterable[Outage]) -> Fraction:
        """Return what outages at the same time weigh together."""
        if not self.metric.weighted:
            return Fraction(1)
        impacts = [one.impact for one in present]
        if self.metric.overlap.value == "sum":
            return min(sum(impacts, Fraction()), Fraction(1))
        return max(impacts)
