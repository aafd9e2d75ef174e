"""What settlement is reckoned with, and what comes of it."""

from fractions import Fraction
from typing import final

import attrs

from slapolicy import _time
from slapolicy.amounts import Extension
from slapolicy.lengths import CalendarLength, moved
from slapolicy.terms.exchange import Award, Basis, Reason
from slapolicy.terms.settlement.limits import Cap, Per


@final
@attrs.frozen
class Worth:
    """
    Exact money and extensions.

    Args:
        money: What is due in money; None where nothing is about money.

        extensions: What is due in extensions, one for each unit.
    """

    money: Fraction | None = None
    extensions: tuple[Extension, ...] = ()

    def plus(self, other: "Worth") -> "Worth":
        """
        Return both together.

        Args:
            other: What is added.
        """
        money = self.money
        if other.money is not None:
            money = other.money + (money or 0)
        extensions = list(self.extensions)
        for extra in other.extensions:
            units = [one.unit for one in extensions]
            if extra.unit in units:
                place = units.index(extra.unit)
                extensions[place] += extra
            else:
                extensions.append(extra)
        return Worth(money, tuple(extensions))

    def less(self, left: "Worth") -> "Worth":
        """
        Return what was taken if so much is left.

        Args:
            left: What is left, of the same units in the same order.
        """
        taken = (self.money or Fraction()) - (left.money or Fraction())
        return Worth(
            taken or None,
            tuple(
                Extension(before.quantity - after.quantity, before.unit)
                for before, after in zip(
                    self.extensions, left.extensions, strict=True
                )
                if before != after
            ),
        )

    @property
    def is_nothing(self) -> bool:
        """Whether it is nothing at all."""
        return not self.money and not any(
            one.quantity for one in self.extensions
        )


NOTHING = Worth()


@final
@attrs.frozen(kw_only=True)
class Due:
    """
    One award on its way to the credit.

    Args:
        commitment: The promise that was broken.

        subject: The reading's subject.

        of_one: Whether the reading is about one outage or ticket.

        award: What it is worth.

        basis: What caps that are shares are reckoned from.

        caps: The commitment's own caps.
    """

    commitment: str
    subject: str
    of_one: bool
    award: Award
    basis: Basis
    caps: tuple[Cap, ...] = ()


@final
@attrs.frozen(kw_only=True)
class Cut:
    """
    What one cap took once.

    Args:
        cap: The cap.

        place: The commitment that has the cap, None for the policy, and
            its place among its caps.

        took: What it took.

        commitment: The promise it was taken from, if from one.

        subject: The incident it was taken from, if from one.
    """

    cap: Cap
    place: tuple[str | None, int]
    took: Worth
    commitment: str | None = None
    subject: str | None = None


@final
@attrs.frozen(kw_only=True)
class Frame:
    """
    What settlement needs beside the awards.

    Args:
        basis: The period's own, for caps and a minimum that are shares.

        start: Where the period begins.

        end: Where the period ends.

        credited: Money granted before, with the instant of its label.
    """

    basis: Basis
    start: int
    end: int
    credited: tuple[tuple[int, Fraction], ...] = ()

    def granted_since(self, per: Per | CalendarLength) -> Fraction:
        """
        Return the money granted before that a longer cap counts.

        Args:
            per: The year, or a number of months.
        """
        zone = self.basis.zone
        if isinstance(per, CalendarLength):
            since = moved(self.end, per, zone, back=True)
            counted = [money for at, money in self.credited if at >= since]
        else:
            year = _time.local(self.start, zone).year
            counted = [
                money
                for at, money in self.credited
                if _time.local(at, zone).year == year
            ]
        return sum(counted, Fraction(0))


@final
@attrs.frozen(kw_only=True)
class Settlement:
    """
    How the credit came about, exact until the rounding.

    Args:
        awards: The awards; one is not known where a cap per incident is not.

        readings: What each award is worth after caps per incident.

        totals: What each promise is worth after its caps.

        cuts: What caps took, in the order applied, where that is known.

        combined: What the combination left out, where that is known.

        withheld: What the minimum withheld, where that is known.

        exact: What is owed before the rounding, or what is known of it.

        unknown: Why part of it cannot be told, by promise.

        to_choose: Whether the customer has to choose.
    """

    awards: tuple[Award, ...] = ()
    readings: tuple[Worth, ...] = ()
    totals: tuple[tuple[str, Worth], ...] = ()
    cuts: tuple[Cut, ...] = ()
    combined: Worth = NOTHING
    withheld: Fraction = Fraction(0)
    exact: Worth = NOTHING
    unknown: tuple[tuple[str | None, Reason], ...] = ()
    to_choose: bool = False
