"""From awards to the credit, exact until the one rounding."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import NamedTuple, TypeAlias

import attrs

from slapolicy import _time
from slapolicy.amounts import Extension, Money
from slapolicy.errors import PolicyError
from slapolicy.lengths import CalendarLength, exact, parse_length
from slapolicy.terms.exchange import Award, Basis, Code, Reason
from slapolicy.terms.settlement.limits import (
    Cap,
    CapSize,
    Combine,
    CreditTerms,
    MinimumIs,
    Per,
)
from slapolicy.terms.settlement.worth import (
    NOTHING,
    Cut,
    Due,
    Frame,
    Settlement,
    Worth,
)


def settle(
    dues: Sequence[Due], terms: CreditTerms, frame: Frame
) -> Settlement:
    """
    Return what awards are worth together.

    In this order, exact throughout: caps per incident, caps per commitment,
    the combination, caps per period, year and months, the minimum. What is
    not known stays as it is: nobody can tell what they take of it.

    Args:
        dues: The awards, in the order of the policy.

        terms: The policy's terms.

        frame: What is needed beside the awards.
    """
    return _Settling(dues, terms, frame).run()


def after_incidents(
    dues: Sequence[Due], terms: CreditTerms, frame: Frame
) -> tuple[tuple[Award, Worth], ...]:
    """
    Return each award, and what caps per incident leave of it: the first step.

    Args:
        dues: The awards, in the order of the policy.

        terms: The policy's terms.

        frame: What is needed beside the awards.
    """
    settling = _Settling(dues, terms, frame)
    return tuple(settling.incident(due) for due in dues)


_Stage: TypeAlias = Callable[[Cap], bool]


class _Place(NamedTuple):
    """
    Where a cap is applied, and what its shares are reckoned from.

    What it is applied to is not known for reasons found since some place.
    """

    cap: tuple[str | None, int]
    basis: Basis
    commitment: str | None = None
    subject: str | None = None
    since: int = 0


class _Settling:
    """The steps of a settlement, and what they took."""

    def __init__(
        self, dues: Sequence[Due], terms: CreditTerms, frame: Frame
    ) -> None:
        self.dues = dues
        self.terms = terms
        self.frame = frame
        self.cuts: list[Cut] = []
        self.unknown: list[tuple[str | None, Reason]] = []

    def run(self) -> Settlement:
        """Go through the steps."""
        priced = [self.incident(due) for due in self.dues]
        readings = tuple([worth for _, worth in priced])
        totals = self._totals(readings)
        whole, combined, to_choose = self._combined(totals)
        if to_choose:
            why = Reason(
                Code.CHOOSE, "the customer chooses one of several credits"
            )
            self.unknown.append((None, why))
        else:
            for stage in (_is_period, _is_year, _is_months):
                whole = self._stage(whole, stage)
        kept = self._kept(whole)
        return Settlement(
            awards=tuple([award for award, _ in priced]),
            readings=readings,
            totals=totals,
            cuts=tuple(self.cuts),
            combined=combined,
            withheld=(whole.money or Fraction(0)) - (kept.money or 0),
            exact=kept,
            unknown=tuple(dict.fromkeys(self.unknown)),
            to_choose=to_choose,
        )

    def incident(self, due: Due) -> tuple[Award, Worth]:
        """
        Return an award, unknown where a cap is, and what such caps leave.

        Args:
            due: The award.
        """
        told = len(self.unknown)
        self.unknown += [(due.commitment, why) for why in due.award.unknown]
        is_known = self._limits_alone(due)
        parts: dict[str, Worth] = {}
        for line in due.award.lines:
            name = due.subject if due.of_one else line.subject
            one = Worth(
                line.money,
                () if line.extension is None else (line.extension,),
            )
            parts[name] = parts.get(name, NOTHING).plus(one)
        total = NOTHING
        for name, part in parts.items():
            left = part
            if due.of_one or name != due.subject:
                since = len(self.unknown) if is_known else told
                left = self._capped(left, due, _is_incident, name, since)
            total = total.plus(left)
        whys = dict.fromkeys(why for _, why in self.unknown[told:])
        return Award(due.award.lines, tuple(whys)), total

    def _limits_alone(self, due: Due) -> bool:
        """Whether an award is known but for caps per incident, if at all."""
        if not due.award.unknown:
            return True
        limits = [
            _money(cap.at_most, cap.of, due.basis)
            for cap in (*due.caps, *self.terms.caps)
            if _is_incident(cap)
        ]
        return all(why in limits for why in due.award.unknown)

    def _totals(
        self, readings: Sequence[Worth]
    ) -> tuple[tuple[str, Worth], ...]:
        """Return what each promise is worth, after its caps."""
        sums: dict[str, Worth] = {}
        first: dict[str, Due] = {}
        for due, worth in zip(self.dues, readings, strict=True):
            name = due.commitment
            first.setdefault(name, due)
            sums[name] = sums.get(name, NOTHING).plus(worth)
        return tuple(
            (
                name,
                self._capped(
                    worth,
                    attrs.evolve(first[name], basis=self.frame.basis),
                    _is_commitment,
                ),
            )
            for name, worth in sums.items()
        )

    def _capped(
        self,
        worth: Worth,
        due: Due,
        stage: _Stage,
        subject: str | None = None,
        since: int = 0,
    ) -> Worth:
        """Return what the commitment's caps, then the policy's, leave."""
        own = [
            ((due.commitment, place), cap)
            for place, cap in enumerate(due.caps)
            if stage(cap)
            or (stage is _is_commitment and cap.per is Per.PERIOD)
        ]
        common: list[tuple[tuple[str | None, int], Cap]] = [
            ((None, place), cap)
            for place, cap in enumerate(self.terms.caps)
            if stage(cap)
        ]
        for at, cap in [*own, *common]:
            place = _Place(at, due.basis, due.commitment, subject, since)
            worth = self._cut(worth, cap, place)
        return worth

    def _stage(self, worth: Worth, stage: _Stage) -> Worth:
        """Return what the policy's caps of one stage leave."""
        for place, cap in enumerate(self.terms.caps):
            if stage(cap):
                at = _Place((None, place), self.frame.basis)
                worth = self._cut(worth, cap, at)
        return worth

    def _cut(self, worth: Worth, cap: Cap, place: _Place) -> Worth:
        """Return what one cap leaves, and note what it is known to take."""
        if isinstance(cap.at_most, Extension):
            left = Worth(
                worth.money,
                tuple(
                    _shortened(one, cap.at_most) for one in worth.extensions
                ),
            )
        else:
            left = self._cut_money(worth, cap, place)
        if left == worth or not self._is_known(place):
            return worth
        self.cuts.append(
            Cut(
                cap=cap,
                place=place.cap,
                took=worth.less(left),
                commitment=place.commitment,
                subject=place.subject,
            )
        )
        return left

    def _is_known(self, place: _Place) -> bool:
        """Whether what a cap is applied to is known."""
        unknown = [name for name, _ in self.unknown[place.since :]]
        if place.commitment is None:
            return not unknown
        return place.commitment not in unknown

    def _cut_money(self, worth: Worth, cap: Cap, place: _Place) -> Worth:
        """Return what a cap on money leaves."""
        if not worth.money:
            return worth
        limit = _money(cap.at_most, cap.of, place.basis)
        if isinstance(limit, Reason):
            self.unknown.append((place.commitment, limit))
            return worth
        if _is_year(cap) or _is_months(cap):
            limit = max(limit - self.frame.granted_since(cap.per), Fraction())
        return attrs.evolve(worth, money=min(worth.money, limit))

    def _combined(
        self, totals: tuple[tuple[str, Worth], ...]
    ) -> tuple[Worth, Worth, bool]:
        """Return the whole, what is left out of it, and whether to choose."""
        whole = NOTHING
        for _, worth in totals:
            whole = whole.plus(worth)
        if self.terms.combine is Combine.SUM:
            return whole, NOTHING, False
        unsure = {name for name, _ in self.unknown}
        some = [
            (name, worth)
            for name, worth in totals
            if not worth.is_nothing or name in unsure
        ]
        if len(some) <= 1:
            return whole, NOTHING, False
        to_choose = self.terms.combine is Combine.CHOOSE
        if unsure:
            return whole, NOTHING, to_choose
        if to_choose:
            return NOTHING, whole, True
        taken, _ = max(((worth, name) for name, worth in some), key=_size)
        rest = NOTHING
        for _, worth in some:
            if worth is not taken:
                rest = rest.plus(worth)
        return taken, rest, False

    def _kept(self, worth: Worth) -> Worth:
        """Return what the minimum leaves."""
        if self.terms.minimum is None or not worth.money:
            return worth
        least = _money(self.terms.minimum, "fee", self.frame.basis)
        if isinstance(least, Reason):
            self.unknown.append((None, least))
            return worth
        if self.unknown:
            return worth
        exceeded = self.terms.minimum_is is MinimumIs.EXCEEDED
        if worth.money < least or (exceeded and worth.money == least):
            return attrs.evolve(worth, money=Fraction())
        return worth


def _size(pair: tuple[Worth, str]) -> tuple[Fraction, Fraction]:
    """Return what the largest total is chosen by: money, then length."""
    worth, _ = pair
    lengths = [_ticks(one) or one.quantity for one in worth.extensions]
    return worth.money or Fraction(), sum(lengths, Fraction())


def _money(size: CapSize, of: str, basis: Basis) -> Fraction | Reason:
    """Return a limit in money, or why nobody can tell."""
    if isinstance(size, Money):
        return size.fraction
    base = basis.sum_of(of)
    if base is None or isinstance(size, Extension):
        return Reason(
            Code.MISSING_AMOUNT,
            f"a limit is a share of {of!r}, which service "
            f"{basis.service.id!r} does not state",
        )
    return base.fraction * size.fraction


def _ticks(extension: Extension) -> Fraction | None:
    """Return an extension in microseconds; None for months and the like."""
    try:
        unit = exact(parse_length(f"1 {extension.unit}"))
    except PolicyError:
        return None
    return extension.quantity * _time.length_ticks(unit)


def _shortened(one: Extension, most: Extension) -> Extension:
    """Return an extension cut to a limit, in its own unit."""
    if one.unit == most.unit:
        return min(one, most)
    length, limit = _ticks(one), _ticks(most)
    if length is None or limit is None or length <= limit:
        return one
    return one.scaled(limit / length)


def _is_incident(cap: Cap) -> bool:
    """Whether a cap holds for an incident."""
    return cap.per is Per.INCIDENT


def _is_commitment(cap: Cap) -> bool:
    """Whether a cap holds for a commitment."""
    return cap.per is Per.COMMITMENT


def _is_period(cap: Cap) -> bool:
    """Whether a cap holds for the period."""
    return cap.per is Per.PERIOD


def _is_year(cap: Cap) -> bool:
    """Whether a cap holds for the calendar year."""
    return cap.per is Per.YEAR


def _is_months(cap: Cap) -> bool:
    """Whether a cap holds for a number of months."""
    return isinstance(cap.per, CalendarLength)
