"""What `SECURITY.md` promises about a stranger's documents."""

import array
import csv
import itertools
import json
import math
import socket
import sys
import tracemalloc

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import attrs
import pyarrow as pa
import pytest
import yaml

from slapolicy import (
    DocumentError,
    Evaluation,
    SlaPolicyError,
    Span,
    evaluate,
    messages,
    parse_policy,
    parse_record,
)
from slapolicy import report as reports
from slapolicy._exact import added
from slapolicy.arrow import RESULTS, evaluate_batches
from slapolicy.documents.texts import Format
from slapolicy.sources import ical
from tests.commands import Slapolicy, runner


if TYPE_CHECKING:
    from _typeshed import TraceFunction


POLICY = """\
slapolicy: 1
id: untrusted
timezone: UTC
currency: EUR
period: {kind: calendar, unit: month}
calendars: {desk: {hours: {mon: ["09:00-09:01"]}}}
commitments:
  - id: uptime
    metric: {kind: availability}
    target: {at_least: 99%}
    credit: {kind: flat, amount: 10%}
"""
RECORD = """\
slapolicy: 1
service: {id: web, fee: 10.00 EUR}
period: 2026-10
outages:
  - {id: o1, start: 2026-10-05T00:00:00Z, end: 2026-10-25T00:00:00Z}
"""
WINDOWED = "{kind: success-rate, window: 1 microsecond}"
TICKETS = "{kind: ticket-time, clock: response, service_hours: desk}"
CLAIMED = """{{kind: flat, amount: 10%}}
    claims: {{file: {{within: {}, after: period-end}}}}"""
MEGABYTE = 1_000_000


def refusals(policy: str = POLICY, record: str = RECORD) -> str:
    """Return why documents are refused, read or evaluated."""
    with pytest.raises((SlaPolicyError, ExceptionGroup)) as raised:
        evaluated(policy, record)
    return "\n".join(messages(raised.value))


def evaluated(policy: str = POLICY, record: str = RECORD) -> Evaluation:
    """Return what follows from two documents."""
    known = parse_policy(policy)
    return evaluate(known, parse_record(record, known))


class TestCode:
    """A document runs no code."""

    @pytest.mark.parametrize(
        "tag",
        [
            "!!python/object/apply:os.system [touch ran]",
            "!!python/name:os.system",
            "!!timestamp 2026-10-01",
            "!include other.yaml",
            "!<tag:yaml.org,2002:str> x",
        ],
    )
    def test_tags(self, tag: str) -> None:
        """A tag is refused, whatever it is."""
        assert "tags are not read" in refusals(f"{POLICY}title: {tag}\n")

    def test_merge_keys(self) -> None:
        """So is a merge key."""
        assert "merge keys" in refusals(f"{POLICY}<<: {{title: x}}\n")

    def test_aliases_that_multiply(self) -> None:
        """A thousand million laughs are not told."""
        laughs = "".join(
            f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 10)}]\n"
            for level in range(1, 10)
        )
        tracemalloc.start()
        refusals(f"{POLICY}a0: &a0 [ha]\n{laughs}")
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()

        assert peak < 100 * MEGABYTE


class TestFiles:
    """A document opens no file and no connection."""

    @pytest.mark.parametrize(
        "text", ["{path}", "file://{path}", "http://localhost/{path}"]
    )
    def test_paths_are_text(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
    ) -> None:
        """Wherever a path or an address stands, it stays what it is."""
        evaluated()
        path = tmp_path / "sentinel"
        path.write_text("secret", encoding="utf-8")
        named = text.format(path=path)

        def refused(*_: object, **__: object) -> None:
            raise AssertionError(named)

        for where in ("builtins.open", "io.open", "os.open"):
            monkeypatch.setattr(where, refused)
        monkeypatch.setattr(socket, "socket", refused)
        evaluation = evaluated(
            f"{POLICY}source: {named}\ntitle: {named}\n",
            RECORD.replace("id: o1", f"id: o1, note: {named}"),
        )
        monkeypatch.undo()

        assert named == evaluation.policy.source


def outages(size: int) -> str:
    """Return a record of about so many bytes."""
    line = (
        "- {{start: 2026-10-{0:02}T{1:02}:{2:02}:{3:02}Z, "
        "end: 2026-10-{0:02}T{1:02}:{2:02}:{3:02}.5Z}}\n"
    )
    rows = (
        line.format(
            1 + number % 30,
            number // 30 % 24,
            number // 720 % 60,
            number // 43_200,
        )
        for number in range(size // len(line.format(1, 1, 1, 1)))
    )
    return RECORD.partition("outages")[0] + "outages:\n" + "".join(rows)


def clauses(size: int) -> str:
    """Return a policy of about so many bytes."""
    row = '- {{id: "{}", text: "We are up, as far as we know."}}\n'
    count = size // len(row)
    return POLICY + "clauses:\n" + "".join(row.format(n) for n in range(count))


def faults(size: int) -> str:
    """Return a policy that is wrong in every line."""
    return POLICY + "".join(f"wrong-{n}: 1\n" for n in range(size // 14))


def nested(size: int) -> str:
    """Return a policy that opens brackets and never ends."""
    return POLICY + "title: " + "[" * size


def digits(size: int) -> str:
    """Return a policy with one long number."""
    return POLICY.replace("99%", "9" * size + "%")


def homeless(size: int, calendars: Sequence[str]) -> str:
    """Return a policy, in JSON, whose terms need a calendar they lack."""
    tree = yaml.load(POLICY, yaml.CBaseLoader)
    (one,) = tree["commitments"]
    rule = {"kind": "maintenance", "notice": "2 business days"}
    rules = [rule | ({"calendar": "none"} if calendars else {})] * size
    tree["calendars"] = dict.fromkeys(calendars, tree["calendars"]["desk"])
    tree["commitments"] = [
        one | {"id": str(number), "exclusions": rules}
        for number in range(size)
    ]
    return json.dumps(tree)


def read_record(text: str) -> object:
    """Read a record, with the policy that it needs."""
    return parse_record(text, parse_policy(POLICY))


def read_policy(text: str, form: Format = "yaml") -> object:
    """Read a policy, or be refused."""
    try:
        return parse_policy(text, form)
    except (SlaPolicyError, ExceptionGroup) as error:
        return error


BIG = pytest.mark.parametrize(
    ("read", "write"),
    [
        (read_record, outages),
        (read_policy, clauses),
        (read_policy, faults),
        (read_policy, nested),
        (read_policy, digits),
    ],
)


def steps(work: Callable[[], object]) -> int:
    """Return how many lines of Python some work takes: no clock is read."""
    count = 0

    def step(_: FrameType, event: str, __: object) -> "TraceFunction":
        nonlocal count
        count += event == "line"
        return step

    before = sys.gettrace()
    sys.settrace(step)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


class TestSize:
    """What a document takes is bounded, and grows with its length."""

    @BIG
    def test_memory(
        self, read: Callable[[str], object], write: Callable[[int], str]
    ) -> None:
        """A text takes less than a hundred times its length."""
        read(write(1_000))
        text = write(MEGABYTE // 8)
        tracemalloc.start()
        read(text)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()

        assert peak < 100 * len(text)

    @BIG
    def test_growth(
        self, read: Callable[[str], object], write: Callable[[int], str]
    ) -> None:
        """Eight times the length takes no more than eight times the steps."""
        few, many = write(2_000), write(16_000)
        read(few)

        assert steps(lambda: read(many)) < 9 * steps(lambda: read(few))

    def test_growth_of_faults(self) -> None:
        """So does a policy whose terms all lack a calendar."""
        few, many = homeless(3, []), homeless(6, [])
        read_policy(few, "json")

        assert steps(lambda: read_policy(many, "json")) < 6 * steps(
            lambda: read_policy(few, "json")
        )

    def test_memory_of_faults(self) -> None:
        """However long the names are that there are instead."""
        text = homeless(10, ["x" * 5_000 + str(n) for n in range(20)])
        read_policy(text, "json")
        tracemalloc.start()
        read_policy(text, "json")
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()

        assert peak < 100 * len(text)

    @pytest.mark.parametrize("form", ["yaml", "json", "toml"])
    def test_more_is_refused(self, form: Format) -> None:
        """Above eight mebibytes nothing is read."""
        with pytest.raises((SlaPolicyError, ExceptionGroup)):
            parse_policy(" " * (8 * 1024 * 1024 + 1), format=form)


def minute(number: int) -> str:
    """Return an instant so many minutes into October 2026."""
    day, rest = divmod(number, 1440)
    return f"2026-10-{1 + day % 31:02}T{rest // 60:02}:{rest % 60:02}:00Z"


def facts(key: str, form: str, number: int) -> str:
    """Return facts, three minutes each, of which two are empty."""
    rows = [
        form.format(
            n=n,
            start=minute(3 * n),
            end=minute(3 * n + 1),
            odd=10**9 + 2 * n + 1,
        )
        for n in range(number)
    ]
    return key + ":\n" + "".join(f"- {{{row}}}\n" for row in rows)


SPAN = "start: {start}, end: {end}"
NAMES = ", ".join(f"c{n}" for n in range(400))
BARE = RECORD.partition("outages")[0]
RESTORED = POLICY.replace("availability}", "restoration}").replace(
    "at_least: 99%", "at_most: 30 seconds"
)
UNTIL = "claims: {file: {within: 7 days, after: outage-end}}\n"
MEAN = POLICY.replace(
    "availability}", "gauge, metric: ms, statistic: mean}"
).replace("at_least: 99%", 'at_most: "9"')
LONG = f"at: {{start}}, metric: ms, value: 1/1{'0' * 186}{{odd}}"
GROWING = {
    "outages": (POLICY + UNTIL, [("outages", SPAN)]),
    "restoration": (
        RESTORED + UNTIL,
        [
            ("outages", SPAN + ", id: o{n}, amounts: {{a: 1.00 EUR}}"),
            (
                "claims",
                (
                    "commitment: uptime, subject: o{n}, events: "
                    "[{{event: file, at: 2026-10-31T22:00:00Z}}]"
                ),
            ),
            ("events", "name: told, at: {start}"),
        ],
    ),
    "restoration without sums": (RESTORED + UNTIL, [("outages", SPAN)]),
    "components": (
        POLICY + "exclusions: [{kind: maintenance}]\n",
        [
            ("outages", SPAN + ", component: c{n}"),
            ("maintenance", SPAN + ", component: c{n}"),
        ],
    ),
    "weights": (
        POLICY.replace(
            "availability}", "availability, weighted: true, overlap: sum}"
        ),
        [
            (
                "outages",
                "start: {start}, end: 2026-10-31T22:00:00Z, impact: 0.{odd}",
            )
        ],
    ),
    "slices": (
        POLICY.replace("- id: uptime", "- id: uptime\n    slice: 1 hour")
        + "exclusions: [{kind: maintenance}]\n",
        [("outages", SPAN), ("maintenance", SPAN), ("unobserved", SPAN)],
    ),
    "tickets": (
        POLICY.replace(
            "availability}",
            "ticket-time, clock: response, service_hours: desk}",
        ).replace("at_least: 99%", "at_most: 1 hour")
        + UNTIL,
        [("tickets", "opened: {start}, responded: {end}")],
    ),
    "names": (
        POLICY,
        [("outages", "id: outage-{n}, " + SPAN), ("maintenance", SPAN)],
    ),
    "carried": (
        POLICY + "rights: [{right: leave, when: {breaches: 2}}]\n",
        [("outages", SPAN)],
    ),
}


def looked_at(policy: str, record: str) -> Callable[[], object]:
    """Return what evaluates two documents, and looks at what follows."""
    known = parse_policy(policy)
    given = parse_record(record, known)

    def look() -> object:
        evaluation = evaluate(known, given)
        said = evaluation.explain()
        return evaluation.to_dict(), evaluation.ledger, said

    return look


class TestWork:
    """What follows takes steps that grow with the facts, not their pairs."""

    @pytest.mark.parametrize("case", GROWING)
    def test_growth(self, case: str) -> None:
        """Four times the facts take about four times the steps."""
        policy, kinds = GROWING[case]
        warm, few, many = (
            looked_at(
                policy,
                BARE + "".join(facts(*kind, number) for kind in kinds),
            )
            for number in (10, 300, 1200)
        )
        warm()

        assert steps(many) < 6 * steps(few)

    def test_unlike_fractions(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """The sum of thousands looks for divisors in halves of it at most."""
        found: list[tuple[int, int]] = []
        divisor = math.gcd

        def counted(one: int, other: int) -> int:
            lengths = sorted([one.bit_length(), other.bit_length()])
            found.append((lengths[0], lengths[1]))
            return divisor(one, other)

        numbers = [Fraction(1, 10**9 + 2 * n + 1) for n in range(3_000)]
        whole = sum(one.denominator.bit_length() for one in numbers)
        monkeypatch.setattr(math, "gcd", counted)
        added(numbers)

        assert max(shorter for shorter, _ in found) <= whole / 2
        assert sum(longer for _, longer in found) < 15 * whole

    @pytest.mark.parametrize("kind", ["outages", "tickets"])
    def test_memory(self, kind: str) -> None:
        """So does what follows from it, all that is told of it too."""
        policy, kinds = GROWING[kind]
        record = BARE + "".join(facts(*one, 1_000) for one in kinds)
        looked_at(policy, BARE)()
        tracemalloc.start()
        looked_at(policy, record)()
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()

        assert peak < 100 * len(record)

    def test_windows(self) -> None:
        """Windows without requests take none at all."""
        year = POLICY.replace("unit: month", "unit: year")
        record = RECORD.replace("period: 2026-10", "period: 2026")
        warm, few, many = (
            looked_at(
                year.replace(
                    "availability}", f"success-rate, window: {length}}}"
                ),
                record,
            )
            for length in ("1 day", "1 hour", "1 minute")
        )
        warm()

        assert steps(many) < 2 * steps(few)

    def test_numbers(self) -> None:
        """A number that nobody writes is none, and is not reckoned with."""
        evaluation = evaluated(
            POLICY.replace(
                "amount: 10%", "amount: 10%, times: {attribute: n}"
            ),
            RECORD.replace("fee:", f"attributes: {{n: 1/{'9' * 199}}}, fee:"),
        )

        assert evaluation.credit.money is None


class TestForEver:
    """What would take for ever to reckon is refused."""

    @pytest.mark.parametrize(
        ("old", "new", "why"),
        [
            ("{kind: availability}", WINDOWED, "at most 530000 are read"),
            (
                "- id: uptime",
                "- id: uptime\n    slice: 1 microsecond",
                "at most 20000 are made",
            ),
            (
                "kind: calendar, unit: month",
                "kind: rolling, length: 9999999 days",
                "is longer than the calendar",
            ),
            (
                "kind: calendar, unit: month",
                "kind: rolling, length: 99999999999999 hours",
                "is longer than the calendar",
            ),
            (
                "{kind: flat, amount: 10%}",
                CLAIMED.format("25001 business hours"),
                "is longer than the calendar",
            ),
            (
                "{kind: flat, amount: 10%}",
                CLAIMED.format("3661 business days"),
                "is longer than the calendar",
            ),
            (
                "{kind: flat, amount: 10%}",
                f"{'{kind: sum, rules: [' * 99}{'x'}{']}' * 99}",
                "nested deeper than 100 levels",
            ),
        ],
    )
    def test_policies(self, old: str, new: str, why: str) -> None:
        """A policy that asks for it is told what is too much."""
        assert why in refusals(POLICY.replace(old, new))

    @pytest.mark.parametrize(
        ("key", "entry", "most"),
        [
            ("exclusions", "{kind: maintenance}", 100),
            ("rights", "{right: leave, when: {breaches: 1}}", 100),
            ("credits", "caps", 100),
            ("eligibility", "{attribute: plan, is: gold}", 1000),
        ],
    )
    def test_lists(self, key: str, entry: str, most: int) -> None:
        """A list that is longer than any agreement's is told its limit."""
        listed = f"[{', '.join([entry] * (most + 1))}]"
        where = key
        if entry == "caps":
            listed = f"{{caps: {listed.replace(entry, '{}')}}}"
            where = "credits.caps"
        said = refusals(f"{POLICY}{key}: {listed}\n")

        assert f"{where}: {most + 1} entries, and at most {most}" in said

    @pytest.mark.parametrize(
        ("policy", "record", "why"),
        [
            (
                POLICY + "exclusions:\n" + "- {kind: maintenance}\n" * 100,
                BARE + facts("maintenance", SPAN, 1_100),
                "and exclusions (100) read its 1100 facts 110000 times",
            ),
            (
                POLICY.replace(
                    "- id: uptime", "- id: uptime\n    slice: 1 second"
                ),
                RECORD,
                "at most 20000 are made; take longer slices",
            ),
            (
                RESTORED.replace(
                    "{kind: flat, amount: 10%}",
                    f"{{kind: sum, rules: [{'{kind: flat, amount: 1%}, ' * 99}"
                    f"{{kind: flat, amount: 1%}}]}}",
                ),
                BARE + facts("outages", SPAN, 11_000),
                "pricing 11000 readings by so many rows, rules and caps takes",
            ),
            (
                (
                    f"{POLICY}rights: [{{right: a, when: {{breaches: 1}}}}, "
                    "{right: b, when: {breaches: 1}}]\n"
                ),
                (
                    f"{RECORD}carried: {{breaches: {{uptime: "
                    f"[{', '.join(['met'] * 50_001)}]}}}}\n"
                ),
                "2 rights look back at 50001 periods",
            ),
            (
                MEAN,
                BARE + facts("samples", LONG, 1_900),
                "the exact mean of 1900 values has more than 358000 digits",
            ),
            (
                MEAN + MEAN.partition("commitments:\n")[2].replace("up", "in"),
                BARE + facts("samples", LONG, 1_300),
                "the exact means have 510306 digits together",
            ),
            (
                MEAN.replace("mean}", "mean, window: 1 day}")
                + "".join(
                    MEAN.partition("commitments:\n")[2].replace("up", f"up{n}")
                    for n in range(54)
                ),
                BARE + facts("samples", LONG, 51),
                "digits together, and at most 500000 are reckoned with",
            ),
            (
                POLICY.replace(
                    "availability}", "availability, weighted: true}"
                ),
                BARE + facts("outages", SPAN + ", impact: 1/{odd}", 400),
                "no common denominator of at most 500 digits",
            ),
            (
                POLICY.replace(
                    "availability}", f"availability, components: [{NAMES}]}}"
                )
                + "exclusions: [{kind: maintenance}]\n",
                BARE
                + facts("maintenance", SPAN + ", component: c{n}", 400)
                + facts("outages", SPAN, 400)
                + facts("suspensions", SPAN, 1).replace(
                    "suspensions", "unobserved"
                ),
                "400 components are excused each for itself",
            ),
            (
                POLICY + "exclusions: [{kind: maintenance, "
                'within: [{hours: "22:00-06:00"}]}]\n',
                BARE
                + facts(
                    "maintenance",
                    "start: 2017-01-01T00:00:00Z, end: 2036-01-01T00:00:00Z",
                    20,
                ),
                "into more than 100000 pieces",
            ),
            (
                GROWING["tickets"][0].replace(
                    '["09:00-09:01"]', '["09:00-09:01", "10:00-11:00"]'
                ),
                BARE
                + facts(
                    "tickets",
                    "opened: {start}, responded: 2036-01-01T00:00:00Z",
                    250,
                ),
                "into more than 200000 pieces",
            ),
        ],
    )
    def test_products(self, policy: str, record: str, why: str) -> None:
        """Terms and facts that multiply are refused before they do."""
        assert why in refusals(policy, record)

    def test_shifts(self) -> None:
        """A day of more shifts than hours is refused."""
        day = ", ".join(
            f'"{n // 30:02}:{n % 30 * 2:02}-{n // 30:02}:{n % 30 * 2 + 1:02}"'
            for n in range(25)
        )
        said = refusals(POLICY.replace('"09:00-09:01"', day))

        assert "a day of 25 shifts; at most 24 are read" in said

    def test_business_hours(self) -> None:
        """Nobody adds a minute a week for eight thousand years."""
        evaluation = evaluated(
            f"{POLICY}claims: {{file: {{within: 25000 business hours, "
            f"after: period-end}}}}\n"
        )
        with pytest.raises((SlaPolicyError, ExceptionGroup)) as raised:
            evaluation.to_dict()

        assert "too little open time in the thirty years" in str(
            messages(raised.value)
        )

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("end: 2026-10-25", "end: 9999-10-25"),
            ("start: 2026-10-05", "start: 1999-10-05"),
        ],
    )
    def test_facts(self, old: str, new: str) -> None:
        """A fact that lasts for ages is mended by whoever wrote it."""
        assert "more than ten years beyond" in refusals(
            record=RECORD.replace(old, new)
        )

    @pytest.mark.parametrize("done", ["responded", "resolved"])
    def test_tickets(self, done: str) -> None:
        """So is a ticket that is answered in eight thousand years."""
        policy = POLICY.replace("{kind: availability}", TICKETS)
        assert "more than ten years beyond" in refusals(
            policy.replace("at_least: 99%", "at_most: 1 hour"),
            f"{RECORD}tickets: [{{opened: 2026-10-05T00:00:00Z, "
            f"{done}: 9999-01-01T00:00:00Z}}]\n",
        )

    def test_periods(self) -> None:
        """No period is longer than ten years."""
        assert "is longer than ten years" in refusals(
            POLICY.replace("unit: month", "unit: year, count: 100"),
            RECORD.replace(
                "2026-10\n",
                "{start: 2000-01-01T00:00:00Z, end: 2100-01-01T00:00:00Z}\n",
            ),
        )


BEGUN = ("DTSTART:20260105T010000Z", "DTEND:20260105T020000Z")
ZONED = ("DTSTART;TZID=Z:20260105T010000", "DTEND;TZID=Z:20260105T020000")
CHANGE = (
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0200",
)
JANUARY = Span.from_iso("2026-01-01T00:00:00Z/2026-02-01T00:00:00Z")


def calendar(number: int, *lines: str, before: Sequence[str] = ()) -> str:
    """Return a calendar of as many events that say so."""
    begun = () if lines[:2] == ZONED else BEGUN
    event = "\r\n".join(
        ["BEGIN:VEVENT", "UID:{n}", *begun, *lines, "END:VEVENT", ""]
    )
    return "\r\n".join(
        [
            "BEGIN:VCALENDAR",
            *before,
            "".join(event.format(n=n) for n in range(number)),
            "END:VCALENDAR",
        ]
    )


def zone(rule: str) -> Sequence[str]:
    """Return a definition of a time zone with a rule."""
    return (
        *("BEGIN:VTIMEZONE", "TZID:Z"),
        *("BEGIN:STANDARD", *CHANGE, "END:STANDARD"),
        *("BEGIN:DAYLIGHT", *CHANGE, f"RRULE:{rule}", "END:DAYLIGHT"),
        "END:VTIMEZONE",
    )


def read_calendar(text: str) -> object:
    """Read what a calendar says of January, or be refused."""
    try:
        return ical.read(text, within=JANUARY, timezone="UTC")
    except DocumentError as error:
        return error


class TestCalendars:
    """A calendar says when things come again, and is not waited for."""

    @pytest.mark.parametrize(
        "rule",
        [
            "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
            "FREQ=YEARLY;BYYEARDAY=366;BYWEEKNO=1",
            "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30",
            "FREQ=MONTHLY;BYSETPOS=2",
            "FREQ=WEEKLY;BYMONTH=2;BYMONTHDAY=30",
            "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
            "FREQ=DAILY;INTERVAL=7;BYDAY=SU",
            "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;UNTIL=99991231T000000Z",
            "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=2",
            "FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30",
            "FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30",
            "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
        ],
    )
    def test_rules_that_never_come(self, rule: str) -> None:
        """Nobody waits for the thirtieth of February."""
        often = calendar(1, "RRULE:FREQ=DAILY")
        never = calendar(1, f"RRULE:{rule}")
        read_calendar(often)
        read_calendar(never)

        assert steps(lambda: read_calendar(never)) < steps(
            lambda: read_calendar(often)
        )

    @pytest.mark.parametrize(
        "lines",
        [
            (),
            ("RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",),
            ("RRULE:FREQ=DAILY",),
            ("RRULE:FREQ=DAILY;COUNT=10000000;BYHOUR=1,2,3,4,5,6,7,8,9",),
            ("RDATE:20260106T010000Z,20260107T010000Z",),
            ("X-MAINTNOTE-OBJECT-ID:a", "X-MAINTNOTE-OBJECT-ID:b"),
        ],
    )
    def test_growth(self, lines: Sequence[str]) -> None:
        """Four times the events take no more than four times the steps."""
        few, many = calendar(8, *lines), calendar(32, *lines)
        read_calendar(few)

        assert steps(lambda: read_calendar(many)) < 5 * steps(
            lambda: read_calendar(few)
        )

    @pytest.mark.parametrize(
        "rule",
        [
            "FREQ=SECONDLY",
            "FREQ=DAILY",
            "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        ],
    )
    def test_zones(self, rule: str) -> None:
        """A clock that always changes, or never, is not looked at."""
        often = calendar(1, *ZONED, before=zone("FREQ=YEARLY;BYMONTH=3"))
        never = calendar(1, *ZONED, before=zone(rule))
        read_calendar(often)

        assert steps(lambda: read_calendar(never)) < steps(
            lambda: read_calendar(often)
        )


MARKUP = "<script>alert(1)</script>"
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)")


def told(name: str) -> Iterator[Evaluation]:
    """Yield an evaluation in which everything has a stranger's name."""
    policy = parse_policy(POLICY)
    record = parse_record(RECORD, policy)
    (outage,) = record.outages
    yield evaluate(
        attrs.evolve(policy, id=name, title=name, provider=name),
        attrs.evolve(
            record,
            service=attrs.evolve(record.service, id=name),
            outages=[attrs.evolve(outage, id=name, note=name)],
        ),
    )


def arrow_text(texts: Sequence[str | bytes]) -> pa.Array:
    """Return texts as Arrow holds them, whatever bytes they are."""
    raw = [one if isinstance(one, bytes) else one.encode() for one in texts]
    ends = itertools.accumulate((len(one) for one in raw), initial=0)
    buffers = [None, array.array("i", ends).tobytes(), b"".join(raw)]
    return pa.Array.from_buffers(
        pa.string(),
        len(raw),
        [None if one is None else pa.py_buffer(one) for one in buffers],
    )


class TestInjection:
    """A document injects nothing into what is made of it."""

    def test_html(self) -> None:
        """Markup in a text is shown, not obeyed."""
        (evaluation,) = told(MARKUP)
        page = reports.html(evaluation)

        assert MARKUP not in page
        assert "&lt;script&gt;" in page

    @pytest.mark.parametrize("formula", FORMULAS)
    def test_csv(self, formula: str) -> None:
        """No cell is a formula."""
        _, row = csv.reader(reports.csv_lines(told(formula)))

        assert [f"'{formula}"] * 2 == row[:2]
        assert not [cell for cell in row if cell.startswith(tuple("=+-@"))]

    def test_json_lines(self) -> None:
        """An evaluation is one line, whatever its texts hold."""
        (line,) = reports.json_lines(told("a\u2028b\x1b[2J\n"))

        assert line.isascii()
        assert 1 == len(line.splitlines())
        assert "\x1b" not in line

    @pytest.mark.parametrize("command", ["evaluate", "report"])
    def test_terminal(
        self,
        command: str,
        tmp_path: Path,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        """Whatever a terminal would obey is shown or refused."""
        policy, record = tmp_path / "p.yaml", tmp_path / "r.yaml"
        policy.write_text(POLICY, encoding="utf-8")
        record.write_text(
            RECORD.replace("id: web", r'id: "web\e[2J\u202e"'),
            encoding="utf-8",
        )
        slapolicy: Slapolicy = runner(capsys)
        done = slapolicy(command, str(policy), str(record))

        assert done.out or done.faults
        assert not {"\x1b", "\u202e"} & {*done.out, *"".join(done.faults)}

    @pytest.mark.parametrize("name", ["service", "fee", "note", "carried"])
    def test_arrow(self, name: str) -> None:
        """A text arrives as it was, or is why its row has an error."""
        texts: list[str | bytes] = [
            *FORMULAS,
            MARKUP,
            "\x00",
            "\x1b[2J",
            "\u202e",
            "a\nb",
            "\N{GRINNING FACE}",
            "\udc80".encode(errors="surrogatepass"),
            b"\xff",
        ]
        count = len(texts)
        utc = pa.timestamp("us", "UTC")
        start, end = 1_790_812_800_000_000, 1_793_491_200_000_000
        columns = {
            "service": pa.array([f"web-{at}" for at in range(count)]),
            "period_start": pa.array([start] * count, utc),
            "period_end": pa.array([end] * count, utc),
            "fee": pa.array(["10.00 EUR"] * count),
        }
        strange = arrow_text(texts)
        if name == "note":
            at = pa.array([start] * count, utc)
            down = pa.StructArray.from_arrays(
                [at, pa.array([end] * count, utc), strange],
                ["start", "end", "note"],
            )
            offsets = pa.array(range(count + 1), pa.int32())
            columns["outages"] = pa.ListArray.from_arrays(offsets, down)
        elif name == "carried":
            columns[name] = pa.StructArray.from_arrays([strange], ["credited"])
        else:
            columns[name] = strange
        batch = pa.record_batch(columns)
        (found,) = evaluate_batches(parse_policy(POLICY), [batch])
        found.validate(full=True)

        assert RESULTS == found.schema
        assert count == found.num_rows
        rows = found.to_pylist()
        for text, row in zip(texts, rows, strict=True):
            assert (row["outcome"] is None) is (row["error"] is not None)
            if isinstance(text, bytes):
                assert "not UTF-8" in row["error"]
            elif name == "service":
                assert (text, None) == (row["service"], row["error"])
            elif name == "note":
                assert ("breached", None) == (row["outcome"], row["error"])
            else:
                assert row["error"]
