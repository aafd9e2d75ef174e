"""Terms that read well and that no record can ever fulfil."""

from collections.abc import Iterator, Mapping, Sequence

from slapolicy import _time
from slapolicy.errors import AmountError, PolicyError, messages
from slapolicy.figures import Figure, Quantity
from slapolicy.linting.diagnostics import Diagnostic, LintCode
from slapolicy.linting.exclusions import placed
from slapolicy.linting.samples import ANCHOR
from slapolicy.linting.steps import Trial
from slapolicy.linting.tables import IN_TIME
from slapolicy.terms.commitment import Commitment
from slapolicy.terms.credits import Reads, SumCredit, TieredCredit
from slapolicy.terms.exchange import Code, CreditRule, Outcome
from slapolicy.terms.exclusions import MaintenanceExclusion, ShortExclusion
from slapolicy.terms.metrics import Starts, TicketTime
from slapolicy.terms.policy import Policy
from slapolicy.terms.rights import When


_YEAR = 366 * _time.DAY


def check(
    policy: Policy, trials: Mapping[int, Sequence[Trial]]
) -> Iterator[Diagnostic]:
    """
    Yield terms that can never be evaluated.

    Args:
        policy: The policy.

        trials: Its commitments by their places, tried; some may be missing.
    """
    yield from _rights(policy)
    yield from _exclusions(policy)
    yield from _calendars(policy)
    for place, commitment in enumerate(policy.commitments):
        yield from _tables(place, commitment)
        if place in trials:
            yield from _unread(trials[place][0])


def _told(path: str, why: str, clause: str | None = None) -> Diagnostic:
    """Return that a term cannot be evaluated."""
    return Diagnostic(
        code=LintCode.NOT_EVALUABLE, path=path, clause=clause, message=why
    )


def _rights(policy: Policy) -> Iterator[Diagnostic]:
    """Yield rights that no carried value can bring about."""
    for place, right in enumerate(policy.rights):
        when = right.when
        if when.value_below is not None:
            wanted, key = when.value_below.quantity, "value_below"
        elif when.longer_than is not None:
            wanted, key = Quantity.LENGTH, "longer_than"
        else:
            continue
        if wanted not in set(_read(policy, when)):
            yield _told(
                f"rights[{place}].when.{key}",
                f"no carried value is a {wanted.value}, so the right never "
                f"arises; name a commitment that reads one",
                right.clause,
            )


def _read(policy: Policy, when: When) -> Iterator[object]:
    """Yield what kinds of figure the commitments of a right read."""
    for one in policy.commitments:
        if when.commitment in {None, one.id}:
            yield getattr(one.metric, "quantity", None)


def _exclusions(policy: Policy) -> Iterator[Diagnostic]:
    """Yield exclusions without a bound, and windows without hours."""
    for path, rule in placed(policy):
        if isinstance(rule, ShortExclusion) and rule.at_most is None:
            yield _told(
                f"{path}.at_most",
                "short outages are forgiven without end; say how many, or "
                "write ignore_up_to on the metric",
                rule.clause,
            )
        if not isinstance(rule, MaintenanceExclusion):
            continue
        if rule.pool is not None and not rule.pool.size:
            yield _told(
                f"{path}.pool.at_most",
                "the pool holds nothing, so nothing is excluded; fill it, or "
                "leave the exclusion out",
                rule.clause,
            )


def _calendars(policy: Policy) -> Iterator[Diagnostic]:
    """Yield calendars that never open, and metrics that lack one."""
    start = _time.midnight(ANCHOR, policy.timezone)
    places = {name: place for place, (name, _) in enumerate(policy.calendars)}
    for name, calendar in policy.zoned_calendars:
        try:
            opened = calendar.open_pairs(start, start + _YEAR)
        except (AmountError, PolicyError) as error:
            yield _told(f"calendars.{name}", "; ".join(messages(error)))
            continue
        if not opened:
            yield _told(
                f"calendars.{name}.hours",
                "the calendar never opens; give it hours",
            )
    for place, commitment in enumerate(policy.commitments):
        metric = commitment.metric
        if (
            isinstance(metric, TicketTime)
            and metric.starts is Starts.NEXT_BUSINESS_DAY
            and metric.service_hours is None
            and len(places) != 1
        ):
            yield _told(
                f"commitments[{place}].metric.starts",
                "a business day needs a work calendar; name one in "
                "service_hours",
                commitment.clause,
            )


def _tables(place: int, commitment: Commitment) -> Iterator[Diagnostic]:
    """Yield bounds of another kind than what their table reads."""
    quantity = getattr(commitment.metric, "quantity", None)
    path = f"commitments[{place}].credit"
    for inner, table in _all_tables(commitment.credit, path):
        wanted = quantity
        if table.reads in IN_TIME:
            wanted = Quantity.LENGTH
        elif table.reads is not Reads.VALUE:
            continue
        for row, content in enumerate(table.rows):
            for bound in content.bounds:
                if isinstance(bound, Figure) and isinstance(wanted, Quantity):
                    if bound.quantity is wanted:
                        continue
                    yield _told(
                        f"{inner}.rows[{row}]",
                        f"{bound} is a {bound.quantity.value}, and the table "
                        f"reads a {wanted.value}",
                        commitment.clause,
                    )


def _all_tables(
    rule: CreditRule | None, path: str
) -> Iterator[tuple[str, TieredCredit]]:
    """Yield the tables of a credit, with their paths."""
    if isinstance(rule, TieredCredit):
        yield path, rule
    elif isinstance(rule, SumCredit):
        for place, one in enumerate(rule.rules):
            yield from _all_tables(one, f"{path}.rules[{place}]")


def _unread(trial: Trial) -> Iterator[Diagnostic]:
    """Yield a target or a credit that no reading of the metric serves."""
    path = f"commitments[{trial.place}]"
    clause = trial.commitment.clause
    kind = getattr(trial.commitment.metric, "kind", "the metric")
    outcomes = {one.outcome for one in trial.steps}
    if outcomes == {Outcome.UNDETERMINED}:
        yield _told(
            f"{path}.target",
            f"{kind} reads nothing that could be compared with it",
            clause,
        )
    breached = [one for one in trial.steps if one.is_breached]
    if breached and all(
        Code.NOTHING_MEASURED in one.codes for one in breached
    ):
        why = next(
            one.text
            for one in breached[0].award.unknown
            if one.code is Code.NOTHING_MEASURED
        )
        yield _told(
            f"{path}.credit",
            f"what is owed can never be told: {why}",
            clause,
        )
