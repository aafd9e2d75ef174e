"""
The answer for agreements of the common shape, in one pass over integers.

A plan of that shape (one service whole, downtime by the clock, no minimum,
grain or hours) is asked once what follows from each length of downtime; a
record is then one pass and one look at the ladder. What is not of that
shape, or was never seen, takes the general path, which holds all the rules;
`tests/properties/test_quick_laws.py` holds the two equal.
"""

from bisect import bisect_right
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias, final

from slapolicy._currencies import minor_digits
from slapolicy._time import length_ticks
from slapolicy.amounts import Money, round_fraction
from slapolicy.calendars import WorkCalendar
from slapolicy.evaluation.ladder import Asked, Ladder, is_steady
from slapolicy.evaluation.passes import counted, lasting
from slapolicy.evaluation.prices import (
    Prices,
    are_plain,
    are_shares,
    is_even,
    prices_of,
)
from slapolicy.evaluation.promises import Promise
from slapolicy.evaluation.sieve import Kept, Sieve
from slapolicy.evaluation.sight import Sight
from slapolicy.evaluation.values import Credit, Known, Verdict
from slapolicy.facts import Service
from slapolicy.figures import Figure
from slapolicy.terms.exchange import Basis, Outcome
from slapolicy.terms.policy import Policy
from slapolicy.terms.settlement import CreditTerms, Frame, Per


Place: TypeAlias = tuple[int, ...] | None
"""The steps, or the downtimes, of broken readings; None where none is."""

_Key: TypeAlias = tuple[object, ...] | None

_MOST = 65_536


@final
class Track:
    """
    One promise of the common shape, in periods of one length.

    Args:
        asked: The commitment with its rules, to be asked.

        ladder: Its steps.

        sieve: The place of its exclusions among the plan's.
    """

    __slots__ = (
        "asked",
        "breaches",
        "broken",
        "is_even",
        "is_restoration",
        "is_steady",
        "kept",
        "ladder",
        "least",
        "sieve",
    )

    def __init__(self, asked: Asked, ladder: Ladder, sieve: int) -> None:
        commitment = asked.promise.commitment
        pays = asked.promise.has_credit
        self.kept: Verdict = Verdict(commitment.id, Outcome.MET, None, pays)
        self.broken: Verdict = Verdict(
            commitment.id, Outcome.BREACHED, None, pays
        )
        self.asked: Asked = asked
        self.ladder: Ladder = ladder
        self.sieve: int = sieve
        self.is_restoration: bool = asked.of_one
        self.is_steady: bool = is_steady(commitment.credit)
        self.is_even: bool = is_even(commitment.credit)
        self.breaches: tuple[bool, ...] = tuple(
            one is Outcome.BREACHED for one in ladder.outcomes
        )
        self.least: int = ladder.least

    def place(self, kept: Kept, start: int, end: int) -> Place:
        """
        Return the downtimes that break the promise, None where it is kept.

        Where an award is the same all over a step, the step stands for the
        downtimes on it.

        Args:
            kept: What counts, and what is excused.

            start: Where the period begins.

            end: Where it ends.
        """
        starts, ends, excused = kept
        downs = zip(starts, ends)  # noqa: B905  (strict takes twice as long)
        if not self.is_restoration:
            return self.place_of(counted(downs, excused, start, end))
        edges, breaches = self.ladder.edges, self.breaches
        values = lasting(list(downs), excused, start, end)
        if not values or not breaches[bisect_right(edges, max(values))]:
            return None
        broken = [
            (bisect_right(edges, value), value)
            for value in values
            if breaches[bisect_right(edges, value)]
        ]
        return tuple(
            [step if self.is_steady else value for step, value in broken]
        )

    def place_of(self, downtime: int) -> Place:
        """
        Return the same for a promise about one downtime.

        Args:
            downtime: Microseconds.
        """
        step = bisect_right(self.ladder.edges, downtime)
        if not self.breaches[step]:
            return None
        return (step if self.is_steady else downtime,)


@final
class Quick:
    """
    A plan of the common shape, in one period.

    Args:
        policy: The policy.

        tracks: Its promises.

        sieves: Their exclusions.

        start: Where the period begins.

        end: Where it ends.
    """

    def __init__(
        self,
        policy: Policy,
        tracks: Sequence[Track],
        sieves: Sequence[Sieve],
        start: int,
        end: int,
    ) -> None:
        self.tracks: tuple[Track, ...] = tuple(tracks)
        self.sieves: tuple[Sieve, ...] = tuple(sieves)
        self.start = start
        self.end = end
        self.all_kept: tuple[Place, ...] = (None,) * len(self.tracks)
        self.known: dict[_Key, Known] = {}
        self.terms: CreditTerms = policy.credits
        self.currency: str = policy.currency
        self.digits: int = minor_digits(policy.currency)
        nominal = policy.period.nominal
        self.length: int = (
            end - start if nominal is None else length_ticks(nominal)
        )
        self.zone: str = policy.timezone
        self.calendars: tuple[tuple[str, WorkCalendar], ...] = (
            policy.zoned_calendars
        )
        self.looks_back: bool = any(
            not isinstance(cap.per, Per) or cap.per is Per.YEAR
            for cap in policy.credits.caps
        )
        self.is_steady: bool = all(track.is_steady for track in self.tracks)
        self.is_even: bool = (
            are_plain(policy.credits)
            and not self.looks_back
            and all(track.is_even for track in self.tracks)
        )
        self.is_share: bool = are_shares(
            [one.asked for one in self.tracks], policy.credits
        )
        self.prices: dict[tuple[object, ...], Prices | None] = {}
        self.sums: dict[Decimal, Credit] = {}

    def places(self, sight: Sight) -> tuple[Place, ...] | None:
        """
        Return how each promise fared, None where that takes a closer look.

        Args:
            sight: The record, looked at through the policy.
        """
        record = sight.record
        if (
            record.suspensions
            or record.unobserved
            or record.service.components
            or (self.looks_back and record.carried.credited)
        ):
            return None
        found = []
        for sieve in self.sieves:
            kept = sieve.sift(sight)
            if kept is None:
                return None
            found.append(kept)
        start, end = self.start, self.end
        return tuple(
            [one.place(found[one.sieve], start, end) for one in self.tracks]
        )

    def key(self, places: tuple[Place, ...], service: Service) -> _Key:
        """
        Return what a credit turns on; None where that is more than a step.

        Args:
            places: How each promise fared.

            service: Whose fee and sums credits are shares of.
        """
        if places == self.all_kept:
            return places
        if not self.is_steady:
            for place, track in zip(places, self.tracks, strict=True):
                if place is not None and not track.is_steady:
                    return None
        fee = service.fee
        amount = None if fee is None else fee.amount
        return (places, amount, service.amounts)

    def credit(
        self, key: _Key, places: tuple[Place, ...], service: Service
    ) -> Credit | None:
        """
        Return what is owed, None where that takes a closer look.

        Args:
            key: What it turns on, if on no more than a step.

            places: How each promise fared.

            service: Whose fee and sums credits are shares of.
        """
        if key is None:
            return self.priced(places, service)
        known = self.known.get(key)
        return None if known is None else known.credit

    def priced(
        self, places: tuple[Place, ...], service: Service
    ) -> Credit | None:
        """
        Return the credit where awards grow evenly and no cap takes from it.

        Args:
            places: How each promise fared.

            service: Whose fee and sums credits are shares of.

        Returns:
            None where it takes a closer look.
        """
        prices = self.prices_of(service)
        if prices is None:
            return None
        total = 0
        for at, place in enumerate(places):
            for one in place or ():
                total += self.worth(prices, at, one)
        if total > prices.limit:
            return None
        return self._credit(Fraction(total, prices.unit))

    def prices_of(self, service: Service) -> Prices | None:
        """
        Return what steps are worth to a service, None if not known.

        Args:
            service: Whose fee and sums credits are shares of.
        """
        fee = service.fee
        alike = (None if fee is None else fee.amount, service.amounts)
        try:
            return self.prices[alike]
        except KeyError:
            prices = self._ask(service)
            if len(self.prices) >= _MOST:
                self.prices.clear()
            self.prices[alike] = prices
            return prices

    def worth(self, prices: Prices, at: int, one: int) -> int:
        """
        Return what a broken reading is worth before any cap.

        Args:
            prices: What steps are worth to the service.

            at: The place of the promise.

            one: The reading's step, or its downtime.
        """
        track = self.tracks[at]
        if track.is_steady:
            return prices.sum_of(at, one, 0)
        return prices.sum_of(at, track.ladder.step(one), one)

    def _ask(self, service: Service) -> Prices | None:
        """Return what steps are worth to a service, None if not known."""
        if not self.is_even:
            return None
        fee = service.fee
        if self.is_share and fee and fee.amount != 1 and not service.amounts:
            one = self.prices_of(Service(id="one", fee=f"1 {self.currency}"))
            return None if one is None else one.times(fee.fraction)
        basis = Basis(
            service=service,
            length=self.length,
            zone=self.zone,
            calendars=self.calendars,
        )
        return prices_of(
            [(one.asked, one.ladder) for one in self.tracks],
            self.terms,
            Frame(basis=basis, start=self.start, end=self.end),
        )

    def _credit(self, exact: Fraction) -> Credit:
        """Return a credit that no cap took from, rounded."""
        amount = round_fraction(exact, self.digits, self.terms.rounding)
        known = self.sums.get(amount)
        if known is None:
            money = Money.rounded(exact, self.currency, self.terms.rounding)
            if len(self.sums) >= _MOST:
                self.sums.clear()
            known = self.sums[amount] = Credit(money=money)
        return known

    def remember(self, key: _Key, known: Known) -> None:
        """
        Remember what turns on nothing but its key.

        Args:
            key: What it turns on, None if on more.

            known: What follows; reasons why a credit is not known name facts.
        """
        if key is None or known.credit.undetermined:
            return
        if len(self.known) >= _MOST:
            self.known.clear()
        self.known[key] = known


def shape_of(promise: Promise) -> Sieve | None:
    """
    Return the sieve of a promise of the common shape, else None.

    Args:
        promise: The commitment with its rules.
    """
    commitment = promise.commitment
    limits = commitment.target.limits
    if (
        promise.by_the_clock is None
        or promise.pooled
        or commitment.applies_if
        or not limits
        or not all(isinstance(one.bound, Figure) for one in limits)
    ):
        return None
    return Sieve(promise)
