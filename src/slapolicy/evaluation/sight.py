"""A record, looked at through a policy."""

from fractions import Fraction
from functools import cached_property
from operator import attrgetter
from typing import final

import attrs

from slapolicy import _time
from slapolicy.evaluation.promises import Promise
from slapolicy.facts import Maintenance, Outage, Record
from slapolicy.facts.record import Used
from slapolicy.periods import parse_label
from slapolicy.terms.commitment import Commitment
from slapolicy.terms.exchange import Basis, Scope, View, Window
from slapolicy.terms.metrics._windows import cut
from slapolicy.terms.policy import Policy


_BY_START = attrgetter("start_ticks")


@final
@attrs.frozen
class Sight:
    """
    A record, looked at through a policy.

    Args:
        policy: The policy.

        record: The record, whose period is one of the policy's.

        as_of: The instant from which everything is seen.

        label: What the period is called.
    """

    policy: Policy
    record: Record
    as_of: int
    label: str

    @property
    def start(self) -> int:
        """Where the period begins."""
        return self.record.period.start_ticks

    @property
    def end(self) -> int:
        """Where the period ends."""
        return self.record.period.end_ticks

    @cached_property
    def is_apart(self) -> bool:
        """
        Whether each outage and each maintenance stands for itself.

        They are over, about the whole service and within the period, and no
        two of them touch; of nothing else is anything known to excuse them.
        """
        record, limit = self.record, self.end
        if self.as_of < limit or record.suspensions or record.unobserved:
            return False
        reach = self.start - 1
        facts: list[Outage | Maintenance] = [
            *record.outages,
            *record.maintenance,
        ]
        for one in sorted(facts, key=_BY_START):
            start, end = one.start_ticks, one.end_ticks
            if end is None or one.component is not None:
                return False
            if start <= reach or end <= start:
                return False
            reach = end
        return reach <= limit

    @property
    def length(self) -> int:
        """The microseconds that the fee is for, real or nominal."""
        nominal = self.policy.period.nominal
        if nominal is not None:
            return _time.length_ticks(nominal)
        return self.end - self.start

    @cached_property
    def basis(self) -> Basis:
        """What money is reckoned from, over the whole period."""
        return Basis(
            service=self.record.service,
            length=self.length,
            zone=self.policy.timezone,
            calendars=self.policy.zoned_calendars,
        )

    @cached_property
    def credited(self) -> tuple[tuple[str, int, Fraction], ...]:
        """Money granted before: label, where it begins, exact sum."""
        zone = self.policy.timezone
        return tuple(
            (name, parse_label(name, zone)[0], money.fraction)
            for name, money in self.record.carried.credited
        )

    def used(self, key: str) -> Used | None:
        """
        Return what earlier periods used of a rule's pool.

        Args:
            key: The rule's id, else its place from 0.
        """
        return dict(self.record.carried.excluded).get(key)

    def view(self, promise: Promise) -> View:
        """
        Return the record as one commitment sees it.

        Args:
            promise: The commitment with its rules.
        """
        scoped = promise.scoped
        return View(
            record=self.record,
            start=self.start,
            end=self.end,
            label=self.label,
            zone=self.policy.timezone,
            as_of=self.as_of,
            windows=self._windows(promise.commitment),
            calendars=self.policy.zoned_calendars,
            scope=(
                Scope()
                if scoped is None
                else scoped.scope(self.record, self.as_of)
            ),
        )

    def _windows(self, commitment: Commitment) -> tuple[Window, ...]:
        """Return the spans that a commitment reads on their own."""
        if commitment.slice is None:
            nominal = self.policy.period.nominal
            return (
                Window(
                    start=self.start,
                    end=self.end,
                    subject=self.label,
                    nominal=(
                        None
                        if nominal is None
                        else _time.length_ticks(nominal)
                    ),
                ),
            )
        step = _time.length_ticks(commitment.slice)
        return tuple(
            Window(start=start, end=end, subject=_time.iso(start))
            for start, end in cut(self.start, self.end, step)
        )
