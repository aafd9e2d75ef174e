"""Exports of monitors as people name them on a command line."""

import argparse
import datetime as dt
import sys

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeAlias, final

import attrs

from slapolicy import _time
from slapolicy.amounts import Money
from slapolicy.cli.progress import Progress
from slapolicy.cli.terminal import say, wrapped
from slapolicy.errors import (
    AmountError,
    DocumentError,
    PolicyError,
    RecordError,
    messages,
)
from slapolicy.facts import Record, Service
from slapolicy.lengths import exact, parse_length
from slapolicy.periods import label, parse_label
from slapolicy.sources import (
    Export,
    Import,
    betterstack,
    csv_,
    ical,
    icinga,
    nagios,
    pingdom,
    prometheus,
    statuspage,
    uptime_kuma,
    uptimerobot,
    zabbix,
)
from slapolicy.spans import Span


_STDIN = "-"
# What leads into a period from before it, as touching outages are one.
_LEAD = 7 * _time.DAY


@final
@attrs.frozen(kw_only=True)
class Wanted:
    """
    What is wanted of exports.

    Args:
        period: The period of the record.

        zone: The IANA zone of its label, and of times without an offset.

        given: The options of the command.
    """

    period: Span
    zone: str
    given: argparse.Namespace

    @property
    def within(self) -> Span:
        """The period, and what may lead into it."""
        start, end = self.period.start_ticks, self.period.end_ticks
        return Span.of_ticks(max(start - _LEAD, _time.FIRST), end)

    @property
    def only(self) -> tuple[str, ...]:
        """The subjects that are wanted; empty for all."""
        return tuple(self.given.only or ())

    @property
    def covers(self) -> Span | None:
        """The span for which the caller vouches, if for any."""
        text = self.given.covers
        return None if text is None else span_of("--covers", text, self.zone)

    def option(self, name: str) -> str | None:
        """
        Return what was given for an option that not every command has.

        Args:
            name: The option.
        """
        found: str | None = getattr(self.given, name, None)
        return found


_Reader: TypeAlias = Callable[[Sequence[Export], Wanted], Import]


def _statuspage(exports: Sequence[Export], wanted: Wanted) -> Import:
    """Read a status page."""
    counts = ["partial_outage", "major_outage"]
    if wanted.option("degraded"):
        counts.append("degraded_performance")
    return statuspage.read(*exports, counts=counts)


def _uptime_kuma(exports: Sequence[Export], wanted: Wanted) -> Import:
    """Read a database of Uptime Kuma."""
    with Progress("beats", sys.stderr) as progress:
        return uptime_kuma.read(
            *exports,
            timezone=wanted.zone,
            within=wanted.within,
            only=wanted.only,
            progress=progress.told,
        )


def _prometheus(exports: Sequence[Export], wanted: Wanted) -> Import:
    """Read series of Prometheus."""
    return prometheus.read(
        *exports,
        label=wanted.option("label") or "instance",
        step=_length("--step", wanted.option("step")),
    )


def _zabbix(exports: Sequence[Export], wanted: Wanted) -> Import:
    """Read events of Zabbix."""
    return zabbix.read(*exports, severity=int(wanted.option("severity") or 0))


def _nagios(exports: Sequence[Export], wanted: Wanted) -> Import:
    """Read logs of Nagios and Icinga."""
    states: dict[str | None, nagios.States] = {"hard": "hard", "soft": "soft"}
    with Progress("bytes", sys.stderr) as progress:
        return nagios.read(
            *exports,
            states=states.get(wanted.option("states"), "confirmed"),
            unknown_is_down=bool(wanted.option("unknown_is_down")),
            encoding=wanted.option("encoding") or "utf-8-sig",
            within=wanted.within,
            only=wanted.only,
            progress=progress.told,
        )


def _icinga(exports: Sequence[Export], wanted: Wanted) -> Import:
    """Read the SLA history of Icinga DB."""
    return icinga.read(*exports, queried=wanted.covers)


def _ical(exports: Sequence[Export], wanted: Wanted) -> Import:
    """Read calendars."""
    return ical.read(
        *exports,
        within=wanted.within,
        timezone=wanted.zone,
        tentative=bool(wanted.option("tentative")),
    )


def _csv(exports: Sequence[Export], wanted: Wanted) -> Import:
    """Read tables."""
    delimiter = wanted.option("delimiter") or ","
    layout = csv_.Layout(
        columns=_pairs("--column", wanted.given, "column"),
        timezone=wanted.zone,
        format=wanted.option("time_format"),
        delimiter="\t" if delimiter == "tab" else delimiter,
        encoding=wanted.option("encoding") or "utf-8-sig",
        decimal_comma=bool(wanted.option("decimal_comma")),
    )
    with Progress("bytes", sys.stderr) as progress:
        return csv_.read(
            *exports,
            layout=layout,
            within=wanted.within,
            only=wanted.only,
            progress=progress.told,
        )


KINDS: dict[str, _Reader] = {
    "statuspage": _statuspage,
    "uptime-kuma": _uptime_kuma,
    "uptimerobot": lambda exports, _: uptimerobot.read(*exports),
    "prometheus": _prometheus,
    "ical": _ical,
    "pingdom": lambda exports, _: pingdom.read(*exports),
    "betterstack": lambda exports, _: betterstack.read(*exports),
    "zabbix": _zabbix,
    "nagios": _nagios,
    "icinga": _icinga,
    "csv": _csv,
}
"""How exports are read, by their kinds."""


def add_choice(parser: argparse.ArgumentParser) -> None:
    """
    Let a command say what of exports it wants.

    Args:
        parser: The command's.
    """
    group = parser.add_argument_group("what of exports is taken")
    group.add_argument(
        "--only",
        metavar="NAME",
        action="append",
        help="a monitor, host or component, as the export names it; may be "
        "given again. One is the service itself, several are its components",
    )
    group.add_argument(
        "--absent-ok",
        action="store_true",
        help="whether the export need not name what --only names: a status "
        "page names only what had an incident",
    )
    group.add_argument(
        "--covers",
        metavar="SPAN",
        help="a label (2026-03) or START/END for which you vouch that the "
        "exports are complete",
    )


def add_from(parser: argparse.ArgumentParser) -> None:
    """
    Let a command take exports instead of a record.

    Args:
        parser: The command's.
    """
    parser.add_argument(
        "--from",
        metavar=("KIND", "FILE"),
        dest="exports",
        nargs="+",
        help="exports instead of a record, after POLICY: one of "
        f"{', '.join(KINDS)}, and its files; with --service, --period",
    )
    add_choice(parser)


def record_from(given: argparse.Namespace, zone: str) -> Record:
    """
    Return the record of the exports that ``--from`` names.

    Args:
        given: What was asked for.

        zone: The zone of the policy, in which its labels are.

    Raises:
        DocumentError: If something does not read.
    """
    kind, *files = given.exports
    if given.record is not None:
        DocumentError.refuse(
            f"{given.record}: is a record, and --from names exports; give one "
            f"of them"
        )
    if not given.period:
        DocumentError.refuse("--period: is missing; exports do not say it")
    period = span_of("--period", given.period, zone)
    wanted = Wanted(period=period, zone=given.timezone or zone, given=given)
    return imported(kind, files, wanted)


def imported(kind: str, files: Sequence[str], wanted: Wanted) -> Record:
    """
    Return the record of some exports, and tell what it lacks.

    Args:
        kind: What they are.

        files: Their paths; ``-`` is standard input.

        wanted: What is wanted of them.

    Raises:
        DocumentError: If something does not read.
    """
    if kind not in KINDS:
        DocumentError.refuse(f"{kind!r} is none of {', '.join(KINDS)}")
    if not files:
        DocumentError.refuse(f"{kind}: no file is named; add one or more")
    exports: list[Export] = [
        sys.stdin.buffer.read() if file == _STDIN else Path(file)
        for file in files
    ]
    found = KINDS[kind](exports, wanted)
    if wanted.only:
        found = found.of(*wanted.only, absent_ok=wanted.given.absent_ok)
    if wanted.covers is not None:
        found = found.vouched(wanted.covers)
    record = found.record(_service(wanted.given, found), wanted.period)
    _tell(found, record, wanted)
    return record


def _service(given: argparse.Namespace, found: Import) -> Service:
    """Return the service, named after its only subject if need be."""
    own = found.subjects[0] if len(found.subjects) == 1 else "service"
    try:
        return Service(id=given.service or own, fee=_fee(given.fee))
    except (AmountError, RecordError) as error:
        DocumentError.refuse(*(f"--fee: {line}" for line in messages(error)))


def _fee(text: str | None) -> Money | None:
    """Return a fee, if one was given."""
    return Money.parse(text) if text else None


def _tell(found: Import, record: Record, wanted: Wanted) -> None:
    """Say of what a record consists, and for what nobody can speak."""
    lines: list[str] = []
    if len(found.subjects) > 1:
        names = ", ".join(found.subjects)
        lines += wrapped(
            f"{len(found.subjects)} subjects are components of "
            f"{record.service.id}: {names}. --only chooses."
        )
    missing = sum(
        one.end_ticks - one.start_ticks
        for one in record.unobserved
        if str(one.id).startswith(f"{found.source}:uncovered/")
    )
    if missing:
        length = dt.timedelta(microseconds=missing)
        start, end = record.period.start_ticks, record.period.end_ticks
        lines += wrapped(
            f"{found.source} does not speak for {length} of "
            f"{label(start, end, wanted.zone)}, which are unobserved. "
            f"--covers vouches for them."
        )
    say(lines, sys.stderr)


def span_of(option: str, text: str, zone: str) -> Span:
    """
    Return the span that a label writes, or START/END.

    Args:
        option: What it was given for.

        text: The label.

        zone: The IANA zone whose calendar it is.

    Raises:
        DocumentError: If it is none.
    """
    try:
        return Span.of_ticks(*parse_label(text, zone))
    except AmountError as error:
        DocumentError.refuse(f"{option}: {error}")


def _length(option: str, text: str | None) -> dt.timedelta | None:
    """Return an exact length, if one was given."""
    try:
        return None if text is None else exact(parse_length(text))
    except (AmountError, PolicyError) as error:
        DocumentError.refuse(*(f"{option}: {one}" for one in messages(error)))


def _pairs(
    option: str, given: argparse.Namespace, name: str
) -> list[tuple[str, str]]:
    """Return what was given as ``KEY=VALUE``."""
    found = []
    for text in getattr(given, name, None) or ():
        key, equals, value = text.partition("=")
        if not equals:
            DocumentError.refuse(f"{option}: write {text!r} as KEY=VALUE")
        found.append((key, value))
    return found
