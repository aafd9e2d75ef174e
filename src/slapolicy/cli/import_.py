"""``slapolicy import``: what exports of monitors say, as a record."""

import argparse

from slapolicy.cli._command import Commands
from slapolicy.cli.exports import KINDS, Wanted, add_choice, imported, span_of
from slapolicy.cli.terminal import say
from slapolicy.documents import dump_record


def add(commands: Commands) -> argparse.ArgumentParser:
    """
    Return its own parser, which says what it takes.

    Args:
        commands: Where it is added.
    """
    parser = commands.add_parser(
        "import",
        help="turn exports of a monitor into a record",
        description="Turn exports of a monitor, a status page, a calendar "
        "or a table into a record. Time for which they do not speak is "
        "unobserved in it.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "kind", metavar="KIND", choices=KINDS, help=", ".join(KINDS)
    )
    parser.add_argument(
        "files",
        metavar="FILE",
        nargs="+",
        help="the exports, which are joined; - is standard input",
    )
    parser.add_argument(
        "--period", metavar="LABEL", required=True, help="such as 2026-03"
    )
    parser.add_argument(
        "--timezone",
        metavar="ZONE",
        required=True,
        help="of the label, and of times without an offset: Europe/Rome",
    )
    parser.add_argument("--service", metavar="ID", help="the service's id")
    parser.add_argument("--fee", metavar="SUM", help='such as "10.00 EUR"')
    add_choice(parser)
    _add_tables(parser)
    _add_monitors(parser)
    return parser


def _add_tables(parser: argparse.ArgumentParser) -> None:
    """Let the command read any table."""
    group = parser.add_argument_group("csv")
    group.add_argument(
        "--column",
        metavar="FIELD=NAME",
        action="append",
        help="a column by another name, such as start=Inizio; may be given "
        "again",
    )
    group.add_argument(
        "--delimiter", metavar="CHAR", help="instead of a comma; or: tab"
    )
    group.add_argument(
        "--encoding", metavar="NAME", help="instead of utf-8: cp1252"
    )
    group.add_argument(
        "--time-format",
        metavar="FORMAT",
        help='as strptime has it: "%%d/%%m/%%Y %%H:%%M"',
    )
    group.add_argument(
        "--decimal-comma", action="store_true", help="0,5 is a half"
    )


def _add_monitors(parser: argparse.ArgumentParser) -> None:
    """Let the command read monitors as their users mean them."""
    group = parser.add_argument_group("other kinds")
    group.add_argument(
        "--degraded",
        action="store_true",
        help="statuspage: degraded performance is an outage",
    )
    group.add_argument(
        "--label",
        metavar="NAME",
        help="prometheus: the label that names a series; else instance",
    )
    group.add_argument(
        "--step", metavar="LENGTH", help='prometheus: such as "60 seconds"'
    )
    group.add_argument(
        "--states",
        choices=("confirmed", "hard", "soft"),
        help="nagios: what became HARD, from its first failing check on; "
        "from HARD on; or each failing check",
    )
    group.add_argument(
        "--unknown-is-down",
        action="store_true",
        help="nagios: UNKNOWN and UNREACHABLE are outages",
    )
    group.add_argument(
        "--severity",
        choices=("0", "1", "2", "3", "4", "5"),
        help="zabbix: the least severity that counts",
    )
    group.add_argument(
        "--tentative",
        action="store_true",
        help="ical: maintenance counts that was never confirmed",
    )


def run(given: argparse.Namespace) -> int:
    """
    Print the record, and return the exit status.

    Args:
        given: What was asked for.

    Raises:
        DocumentError: If something given does not read.
    """
    zone = str(given.timezone)
    period = span_of("--period", str(given.period), zone)
    wanted = Wanted(period=period, zone=zone, given=given)
    record = imported(str(given.kind), list(given.files), wanted)
    say([dump_record(record).rstrip("\n")])
    return 0
