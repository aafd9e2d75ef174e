"""The share of a period in which the service was up."""

import datetime as dt

from fractions import Fraction
from functools import cached_property
from typing import ClassVar, final

import attrs

from slapolicy._converters import as_exact_or_none, as_names, as_rounding
from slapolicy._override import override
from slapolicy._sweep import Overlap
from slapolicy.amounts import Rounding
from slapolicy.downtime import (
    Compose,
    CountFrom,
    GrainRounding,
    as_compose,
    as_count_from,
    as_grain_rounding,
    as_overlap,
)
from slapolicy.errors import AmountError, PolicyError
from slapolicy.facts import Record
from slapolicy.figures import Quantity
from slapolicy.terms.exchange import (
    Decisions,
    Reading,
    Scope,
    Stretch,
    UnobservedAs,
    View,
)
from slapolicy.terms.metrics._downtime import (
    Denominator,
    DowntimeTerms,
    ExcludedTime,
    as_denominator,
    as_excluded_time,
    as_unobserved,
    in_components,
    read_downtime,
)
from slapolicy.terms.metrics._minimum import Minimum
from slapolicy.terms.metrics._precision import Precision, as_precision
from slapolicy.terms.metrics.presets import preset_of


@final
@attrs.frozen
class DownWhen:
    """
    How many components must be down at once.

    >>> DownWhen.parse("any"), DownWhen.parse("2").need(3)
    (DownWhen(count=1), 2)

    Args:
        count: The number; None for all of them.

    Raises:
        PolicyError: If it is below 1.
    """

    count: int | None

    def __attrs_post_init__(self) -> None:
        """Refuse a number that nothing needs."""
        if self.count is not None and self.count < 1:
            PolicyError.refuse(
                f"down_when: {self.count} components are never down; "
                "write any, all or a number from 1 up"
            )

    @classmethod
    def parse(cls, text: str) -> "DownWhen":
        """
        Return what *text* writes; the inverse of ``str``.

        Args:
            text: ``any``, ``all`` or a number.

        Raises:
            AmountError: If it is none of these.
        """
        if text == "any":
            return cls(1)
        if text == "all":
            return cls(None)
        if not text.isascii() or not text.isdigit():
            msg = f"down_when: {text!r} is neither any, all nor a number"
            raise AmountError(msg)
        return cls(int(text))

    def need(self, components: int) -> int:
        """
        Return how many of so many components must be down.

        Args:
            components: How many there are.
        """
        return max(components, 1) if self.count is None else self.count

    def to_tree(self) -> str:
        """Return it as documents write it."""
        return str(self)

    @override
    def __str__(self) -> str:
        """Return it as documents write it."""
        if self.count is None:
            return "all"
        return "any" if self.count == 1 else str(self.count)


ANY = DownWhen(1)


def _as_down_when(value: DownWhen | str | int) -> DownWhen:
    """Return how many must be down, read if it is text."""
    if isinstance(value, str):
        return DownWhen.parse(value)
    return DownWhen(value) if isinstance(value, int) else value


@final
@attrs.frozen(kw_only=True)
class Availability:
    """
    One minus downtime over measured time, step by step (design 4.1).

    Args:
        components: The components that it is about; empty for the
            service's own.

        down_when: How many of them must be down at once: ``any``, ``all``
            or a number.

        compose: Whether components are composed before or after exclusions.

        count_from: The clock from which an outage counts.

        weighted: Whether the impact of outages weighs.

        overlap: What impacts at the same time weigh together.

        ignore_shorter_than: Shorter downtime does not count; downtime of
            exactly this length does.

        ignore_up_to: Downtime of at most this length does not count.

        grain: To what length the downtime of each outage is rounded.

        grain_rounding: Which way.

        service_hours: The work calendar outside of which nothing counts.

        excluded_time: Whether excluded time counts as up or is removed.

        unobserved: What becomes of time in which nobody looked.

        denominator: The period, what has elapsed of it, or the part in
            which the service existed.

        precision: To how many decimals of a percentage the figure is
            rounded before anything reads it.

        precision_rounding: Which way.

    Raises:
        PolicyError: If it contradicts itself.
    """

    kind: ClassVar[str] = "availability"

    components: tuple[str, ...] = attrs.field(default=(), converter=as_names)
    down_when: DownWhen = attrs.field(default=ANY, converter=_as_down_when)
    compose: Compose = attrs.field(
        default=Compose.AFTER_EXCLUSIONS, converter=as_compose
    )
    count_from: CountFrom = attrs.field(
        default=CountFrom.START, converter=as_count_from
    )
    weighted: bool = False
    overlap: Overlap = attrs.field(
        default=Overlap.LARGEST, converter=as_overlap
    )
    ignore_shorter_than: dt.timedelta | None = attrs.field(
        default=None, converter=as_exact_or_none
    )
    ignore_up_to: dt.timedelta | None = attrs.field(
        default=None, converter=as_exact_or_none
    )
    grain: dt.timedelta | None = attrs.field(
        default=None, converter=as_exact_or_none
    )
    grain_rounding: GrainRounding = attrs.field(
        default=GrainRounding.DOWN, converter=as_grain_rounding
    )
    service_hours: str | None = None
    excluded_time: ExcludedTime = attrs.field(
        default=ExcludedTime.COUNTS_AS_UP, converter=as_excluded_time
    )
    unobserved: UnobservedAs = attrs.field(
        default=UnobservedAs.REMOVED, converter=as_unobserved
    )
    denominator: Denominator = attrs.field(
        default=Denominator.PERIOD, converter=as_denominator
    )
    precision: Precision | None = attrs.field(
        default=None, converter=as_precision
    )
    precision_rounding: Rounding = attrs.field(
        default=Rounding.HALF_UP, converter=as_rounding
    )

    def __attrs_post_init__(self) -> None:
        """Refuse what contradicts itself."""
        _ = self.downtime_terms
        if self.compose is Compose.WHOLE:
            PolicyError.refuse(
                "compose: 'whole' is how restoration merges; write "
                "before-exclusions or after-exclusions"
            )
        if self.grain is not None and not self.grain:
            PolicyError.refuse("grain: 0 rounds nothing; leave it out")
        count = self.down_when.count
        if count is not None and 1 < len(self.components) < count:
            PolicyError.refuse(
                f"down_when: {count} of {len(self.components)} components "
                "are never down"
            )

    @classmethod
    def like(cls, tool: str) -> "Availability":
        """
        Return the metric with the conventions of a monitoring tool.

        What a metric does not say stands in `PRESETS`: in some tools
        maintenance excuses, in others it does not.

        >>> Availability.like("zabbix").precision_rounding.value
        'down'

        Args:
            tool: ``icinga``, ``nagios``, ``zabbix``, ``uptime-kuma``,
                ``oneuptime`` or ``statuspage``.

        Raises:
            PolicyError: If there is no such preset.
        """
        preset = preset_of(tool)
        return cls(
            weighted=preset.weighted,
            excluded_time=preset.excluded_time,
            unobserved=preset.unobserved,
            denominator=preset.denominator,
            precision=preset.precision,
            precision_rounding=preset.precision_rounding,
        )

    @property
    def quantity(self) -> Quantity:
        """What kind of figure it reads."""
        return Quantity.PERCENTAGE

    @cached_property
    def downtime_terms(self) -> DowntimeTerms:
        """What it says of steps 5 to 9."""
        return DowntimeTerms(
            minimum=Minimum(
                shorter_than=self.ignore_shorter_than,
                up_to=self.ignore_up_to,
            ),
            service_hours=self.service_hours,
            grain=self.grain,
            grain_rounding=self.grain_rounding,
            excluded_time=self.excluded_time,
            denominator=self.denominator,
            precision=self.precision,
            precision_rounding=self.precision_rounding,
        )

    @cached_property
    def is_by_the_clock(self) -> bool:
        """Whether all downtime counts, of the service whole and by itself."""
        return self == Availability(
            unobserved=self.unobserved,
            precision=self.precision,
            precision_rounding=self.precision_rounding,
        )

    def scope(self, record: Record, as_of: int) -> Scope:
        """
        Return the outages of its components (steps 1, 2 and 4).

        Args:
            record: All the facts.

            as_of: The instant from which everything is seen.
        """
        del as_of
        components = self.components or record.service.components
        return Scope(
            outages=in_components(record.outages, components),
            components=components,
            need=self.down_when.need(len(components)),
            count_from=self.count_from,
            weighted=self.weighted,
            overlap=self.overlap,
            compose=self.compose,
            unobserved=self.unobserved,
        )

    def measure(self, view: View, decisions: Decisions) -> tuple[Reading, ...]:
        """
        Return the share of the period, or of each slice, that was up.

        Args:
            view: The record as the commitment sees it.

            decisions: What was excluded, and the stretches that are left.
        """
        return read_downtime(view, decisions, self.downtime_terms)

    def read_apart(
        self, view: View, stretches: tuple[Stretch, ...]
    ) -> tuple[Reading, ...]:
        """
        Return the same by the clock, where all outages are in the period.

        Args:
            view: The record as the commitment sees it, read in one piece.

            stretches: What counts.
        """
        (window,) = view.windows
        downtime = sum([one.counted for one in stretches])  # noqa: C419  (a generator is slower)
        terms, subject = self.downtime_terms, window.subject
        return (terms.read(subject, downtime, window.length, stretches),)

    def reread(self, reading: Reading, downtime: Fraction | int) -> Reading:
        """Return what it would have read with another downtime."""
        return self.downtime_terms.reread(reading, downtime)

    def ignored_by(self, stretch: Stretch, view: View) -> str:
        """Return the key of the term by which time of a stretch is ignored."""
        del view
        return self.downtime_terms.ignored_by(stretch)
