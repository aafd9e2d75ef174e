"""
The four protocols that are the whole of the rule system.

Further down stand those that a rule may have beside: what it can be asked
once it has ruled.
"""

from fractions import Fraction
from typing import Protocol, TypeAlias, runtime_checkable

from slapolicy.facts import Record
from slapolicy.facts.record import Used
from slapolicy.terms.exchange.awards import Award, Basis
from slapolicy.terms.exchange.decisions import Decision, Decisions
from slapolicy.terms.exchange.readings import Reading, Stretch
from slapolicy.terms.exchange.views import Scope, View


class Exclusion(Protocol):
    """A rule that excuses facts before downtime is merged."""

    def excuse(self, view: View, used: Used | None) -> tuple[Decision, ...]:
        """
        Return what it decides about each fact that it concerns.

        Args:
            view: The record as the commitment sees it.

            used: What earlier periods used of its pool, if anything.
        """
        ...


class Forgiveness(Protocol):
    """A rule that forgives stretches after downtime is merged."""

    def forgive(
        self, stretches: tuple[Stretch, ...], view: View
    ) -> tuple[Decision, ...]:
        """
        Return what it decides about the stretches that it concerns.

        A decision that holds forgives the stretch whose start and end are
        its one span.

        Args:
            stretches: Downtime after exclusions and merging.

            view: The record as the commitment sees it.
        """
        ...


class Metric(Protocol):
    """A rule that measures how a promise fared."""

    def measure(self, view: View, decisions: Decisions) -> tuple[Reading, ...]:
        """
        Return what it reads: one reading, or one for each outage or ticket.

        Args:
            view: The record as the commitment sees it.

            decisions: What was excluded and forgiven, and the stretches of
                downtime that are left.
        """
        ...


class CreditRule(Protocol):
    """A rule that says what a broken promise is worth."""

    def award(self, reading: Reading, basis: Basis) -> Award:
        """
        Return what *reading*, which breaks its target, is worth.

        Args:
            reading: What was read, with its excess.

            basis: What money needs to know.
        """
        ...


@runtime_checkable
class Scoped(Protocol):
    """A metric that reads outages says which, and how they compose."""

    def scope(self, record: Record, as_of: int) -> Scope:
        """
        Return the outages that it reads.

        Args:
            record: All the facts.

            as_of: The instant from which everything is seen.
        """
        ...


@runtime_checkable
class Rereads(Protocol):
    """A metric that reads downtime says what it would read at another."""

    def reread(self, reading: Reading, downtime: Fraction | int) -> Reading:
        """
        Return what it would have read with another downtime.

        Only the downtime is another, and the figure that follows from it;
        what may yet turn out worse moves by as much.

        Args:
            reading: What it read.

            downtime: Microseconds that count, after step 7, zero or more.
        """
        ...


@runtime_checkable
class Ignores(Protocol):
    """A metric that reads downtime says why some of it does not count."""

    def ignored_by(self, stretch: Stretch, view: View) -> str:
        """
        Return the key of the term by which time of a stretch is ignored.

        Args:
            stretch: Downtime after exclusions, of which some does not count.

            view: The record as the commitment sees it.
        """
        ...


@runtime_checkable
class Tabled(Protocol):
    """A credit rule with a table says where in it a reading lies."""

    def place(self, reading: Reading, basis: Basis) -> tuple[int, ...]:
        """
        Return where in its tables a reading lies.

        Each number only rises, or only falls, as downtime grows; where none
        changes, a worse reading never earns less. A rule that pays more for
        worse readings throughout needs no such places.

        Args:
            reading: What was read, with its excess.

            basis: What money needs to know.
        """
        ...


AnyExclusion: TypeAlias = Exclusion | Forgiveness
