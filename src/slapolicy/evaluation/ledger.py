"""The period and the credit, line by line."""

import datetime as dt
import enum

from fractions import Fraction
from typing import final

import attrs

from slapolicy import _time
from slapolicy._tree import MAPPING
from slapolicy.amounts import Amount, Extension, Money
from slapolicy.terms.settlement import Cap


@final
class EntryState(enum.Enum):
    """What became of a stretch of the period, as one promise sees it."""

    UP = "up"
    COUNTED = "counted"
    EXCLUDED = "excluded"
    IGNORED = "ignored"
    UNOBSERVED = "unobserved"


_FULL = Fraction(1)


@final
@attrs.frozen(kw_only=True)
class LedgerEntry:
    """
    A stretch of the period in which one thing holds.

    Args:
        start: Where it begins, UTC.

        end: Where it ends, UTC.

        state: ``counted`` is downtime; ``excluded`` an outage that an
            exclusion took; ``ignored`` one that does not count though
            nothing excludes it; ``unobserved`` nobody knows; ``up`` is the
            rest: nothing in scope is known to have been down.

        rule: The exclusion that took it; of ignored time the key of the
            term: ``ignore_shorter_than``, ``ignore_up_to``,
            ``service_hours``, ``denominator``, ``longer_than``,
            ``down_when``, ``count_from``, or ``period`` where the outage
            belongs to the one before; else None.

        fact: The fact that made it so: of counted downtime the outage after
            which it is named; None of time that was up.

        weight: What an instant of counted downtime weighs.
    """

    start_ticks: int = attrs.field(alias="start")
    end_ticks: int = attrs.field(alias="end")
    state: EntryState
    rule: str | None = None
    fact: str | None = None
    weight: Fraction = _FULL

    @property
    def start(self) -> _time.DateTime:
        """Where it begins, UTC."""
        return _time.from_ticks(self.start_ticks)

    @property
    def end(self) -> _time.DateTime:
        """Where it ends, UTC."""
        return _time.from_ticks(self.end_ticks)

    @property
    def length(self) -> dt.timedelta:
        """How long it is."""
        return dt.timedelta(microseconds=self.end_ticks - self.start_ticks)


@final
class LineKind(enum.Enum):
    """What adds to a credit, and what takes from it."""

    AWARD = "award"
    CAP = "cap"
    COMBINATION = "combination"
    MINIMUM = "minimum"
    ROUNDING = "rounding"


@final
@attrs.frozen(kw_only=True)
class CreditLine:
    """
    One line of the credit, exact.

    Args:
        kind: What it is; all but awards and roundings take something.

        money: What it adds; below zero what it takes.

        extensions: What an award adds, or what anything else takes.

        commitment: The promise; None for what holds for all of them.

        subject: The reading's subject, an outage's or a ticket's id.

        rule: The kind of the rule that made the award.

        amount: What the contract prints for it.

        quantity: How many times that is due.

        base: The name of the sum of which it is a share, if it is one.

        base_sum: That sum.

        cap: The cap that took it.
    """

    kind: LineKind
    money: Fraction
    extensions: tuple[Extension, ...] = ()
    commitment: str | None = None
    subject: str | None = None
    rule: str | None = None
    amount: Amount | None = None
    quantity: Fraction | None = None
    base: str | None = None
    base_sum: Money | None = None
    cap: Cap | None = None


@final
@attrs.frozen(kw_only=True)
class Ledger:
    """
    The period and the credit, line by line.

    Args:
        entries: For each promise the period from end to end, without gap or
            overlap; none where its metric reads no downtime, or where the
            service does not have it.

        credit_lines: What adds up to the credit exactly. Where the credit is
            not known, they are what is known of it, not rounded.
    """

    entries: tuple[tuple[str, tuple[LedgerEntry, ...]], ...] = attrs.field(
        metadata=MAPPING
    )
    credit_lines: tuple[CreditLine, ...]

    def of(self, commitment: str) -> tuple[LedgerEntry, ...]:
        """
        Return the period as one promise sees it.

        Args:
            commitment: Its name.

        Raises:
            KeyError: If there is no such promise.
        """
        return dict(self.entries)[commitment]

    @property
    def money(self) -> Fraction:
        """What the lines add up to."""
        return sum((one.money for one in self.credit_lines), Fraction(0))
