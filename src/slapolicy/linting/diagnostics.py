"""What the linter says, and the proof that it hands over with it."""

import datetime as dt
import enum

from typing import TypeAlias, final

import attrs

from slapolicy import _time
from slapolicy._override import override
from slapolicy._tree import Tree, tree_of
from slapolicy.figures import Figure
from slapolicy.lengths import iso_length
from slapolicy.spans import Span


@final
class Severity(enum.Enum):
    """How bad something is; only errors make a check fail."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@final
class LintCode(enum.Enum):
    """What may be wrong with an agreement."""

    INCONSISTENT = "inconsistent"
    ROW_OVERLAP = "row-overlap"
    ROW_GAP = "row-gap"
    HOLE_BELOW_TARGET = "hole-below-target"
    PAYS_WHEN_MET = "pays-when-met"
    UNSATURATED = "unsaturated"
    REVERSED_COMPARISON = "reversed-comparison"
    DEAD_ROW = "dead-row"
    BREACH_PAYS_NOTHING = "breach-pays-nothing"
    NARROW_ROW = "narrow-row"
    CLIFF = "cliff"
    CAP_DEFEATS_ROW = "cap-defeats-row"
    DEAD_CAP = "dead-cap"
    IDLE_CAP = "idle-cap"
    WINDOW_BEFORE_METRIC = "window-before-metric"
    ANCHOR_UNKNOWN = "anchor-unknown"
    NOTICE_TOO_LONG = "notice-too-long"
    NOTHING_LEFT = "nothing-left"
    TARGET_TOO_FINE = "target-too-fine"
    PERIOD_MISMATCH = "period-mismatch"
    STACKING_UNSAID = "stacking-unsaid"
    GLOSS_DISAGREES = "gloss-disagrees"
    UNCITED_CLAUSE = "uncited-clause"
    NO_CLAUSE = "no-clause"
    IDLE_ASSUMPTION = "idle-assumption"
    UNSPECIFIED_PAYS = "unspecified-pays"
    EXAMPLE_FAILS = "example-fails"
    NOT_EVALUABLE = "not-evaluable"

    @property
    def severity(self) -> Severity:
        """How bad it is."""
        if self in _WARNINGS:
            return Severity.WARNING
        return Severity.NOTE if self in _NOTES else Severity.ERROR


_WARNINGS = frozenset(
    {
        LintCode.BREACH_PAYS_NOTHING,
        LintCode.NARROW_ROW,
        LintCode.CLIFF,
        LintCode.CAP_DEFEATS_ROW,
        LintCode.DEAD_CAP,
        LintCode.IDLE_CAP,
        LintCode.NOTICE_TOO_LONG,
        LintCode.TARGET_TOO_FINE,
        LintCode.PERIOD_MISMATCH,
        LintCode.STACKING_UNSAID,
    }
)
_NOTES = frozenset(
    {
        LintCode.UNCITED_CLAUSE,
        LintCode.NO_CLAUSE,
        LintCode.IDLE_ASSUMPTION,
        LintCode.UNSPECIFIED_PAYS,
    }
)


@final
@attrs.frozen(kw_only=True)
class LevelWitness:
    """
    A measured level at which a fault shows.

    Args:
        figure: The level: an availability, a downtime, a number.

        beside: The level or limit that it is seen against, if there is one:
            a better level that earns more, the finest that can be told.

        downtime: How long the service is down at that level, in one outage;
            None where the metric reads no downtime.

        period: A period of the policy that has such a level, UTC; None where
            the fault does not depend on one.

        attributes: What the service must be like, by name, where a bound
            comes from its attributes.
    """

    figure: Figure
    beside: Figure | None = None
    downtime: dt.timedelta | None = None
    period: Span | None = None
    attributes: tuple[tuple[str, str], ...] = ()

    def to_tree(self) -> Tree:
        """Return it as JSON has it."""
        tree: dict[str, Tree] = {"level": str(self.figure)}
        if self.beside is not None:
            tree["beside"] = str(self.beside)
        if self.downtime is not None:
            tree["downtime"] = iso_length(_time.length_ticks(self.downtime))
        if self.period is not None:
            tree["period"] = tree_of(self.period)
        if self.attributes:
            tree["attributes"] = dict(self.attributes)
        return tree

    @override
    def __str__(self) -> str:
        """Return the level as documents write it."""
        return str(self.figure)


@final
@attrs.frozen
class SpanWitness:
    """
    A stretch of time in which a fault shows.

    Args:
        span: The stretch, UTC.
    """

    span: Span

    def to_tree(self) -> Tree:
        """Return it as JSON has it."""
        return {"span": tree_of(self.span)}

    @override
    def __str__(self) -> str:
        """Return it as an ISO 8601 interval."""
        return self.span.to_iso()


@final
@attrs.frozen(kw_only=True)
class DateWitness:
    """
    The instants at which a claim comes too late.

    Args:
        outage_ticks: When the outage begins, microseconds since the epoch,
            UTC.

        lapses_ticks: After when the claim is late.

        known_ticks: From when there is a figure to claim for.
    """

    outage_ticks: int = attrs.field(alias="outage")
    lapses_ticks: int = attrs.field(alias="lapses")
    known_ticks: int = attrs.field(alias="known")

    @property
    def outage(self) -> _time.DateTime:
        """When the outage begins, UTC."""
        return _time.from_ticks(self.outage_ticks)

    @property
    def lapses(self) -> _time.DateTime:
        """After when the claim is late, UTC."""
        return _time.from_ticks(self.lapses_ticks)

    @property
    def known(self) -> _time.DateTime:
        """From when there is a figure to claim for, UTC."""
        return _time.from_ticks(self.known_ticks)

    def to_tree(self) -> Tree:
        """Return it as JSON has it."""
        return {
            "outage": _time.iso(self.outage_ticks),
            "lapses": _time.iso(self.lapses_ticks),
            "known": _time.iso(self.known_ticks),
        }

    @override
    def __str__(self) -> str:
        """Return when the claim lapses."""
        return _time.iso(self.lapses_ticks)


Witness: TypeAlias = LevelWitness | SpanWitness | DateWitness


@final
@attrs.frozen(kw_only=True)
class Diagnostic:
    """
    One thing that is wrong with an agreement.

    Args:
        code: What kind of thing.

        path: The term that it concerns: ``commitments[0].credit.rows[1]``.

        message: What is wrong, and the cure.

        clause: The clause of that term, if it cites one.

        witness: Where the fault shows, exactly; None where there is nothing
            to measure.
    """

    code: LintCode
    path: str
    message: str
    clause: str | None = None
    witness: Witness | None = None

    @property
    def severity(self) -> Severity:
        """How bad it is."""
        return self.code.severity

    def to_dict(self) -> dict[str, Tree]:
        """Return it as JSON has it."""
        return {
            "severity": self.severity.value,
            "code": self.code.value,
            "path": self.path,
            "clause": self.clause,
            "message": self.message,
            "witness": None
            if self.witness is None
            else self.witness.to_tree(),
        }

    @override
    def __str__(self) -> str:
        """Return it as one line."""
        where = f"{self.path}: " if self.path else ""
        return f"{self.severity.value} {self.code.value} {where}{self.message}"

    def _repr_html_(self) -> str:
        """Return what a notebook shows of it."""
        return Diagnostics([self])._repr_html_()


@final
class Diagnostics(tuple[Diagnostic, ...]):
    """All that is wrong with an agreement; a tuple that notebooks show."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        """Return what a notebook shows of them."""
        # Only notebooks need what draws pages.
        from slapolicy.report import notebook  # noqa: PLC0415  (a door, when opened)

        return notebook.of_findings(self)
