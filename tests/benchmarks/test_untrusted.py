"""What a stranger's megabyte takes, beside reading it as plain text."""

import json
import subprocess
import sys

from collections.abc import Callable
from typing import TypeVar

import pytest
import yaml

from icalendar import Calendar
from pytest_benchmark.fixture import BenchmarkFixture

from slapolicy import (
    Evaluation,
    Service,
    evaluate,
    parse_policy,
    parse_record,
)
from slapolicy.documents.texts import Format
from slapolicy.sources import csv_, uptime_kuma
from slapolicy.sources._ical_lines import AGAIN, MOST_PARTS
from tests.benchmarks.ratios import in_turns, ratio
from tests.documents.test_texts import MEGABYTE, STRANGERS, filled
from tests.documents.test_texts import faults as faults_of
from tests.test_untrusted import (
    BARE,
    GROWING,
    JANUARY,
    calendar,
    facts,
    outages,
    read_calendar,
)


_T = TypeVar("_T")

ROUNDS = 3
CALENDARS = (
    "",
    "FREQ=YEARLY",
    "FREQ=DAILY",
    "FREQ=YEARLY;BYDAY=53MO",
    "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
)


def megabyte(case: str) -> tuple[str, str]:
    """Return a policy, and a record of about a megabyte."""
    policy, kinds = GROWING[case]
    one = sum(len(facts(*kind, 100)) for kind in kinds) / 100
    number = int(MEGABYTE / one)
    return policy, BARE + "".join(facts(*kind, number) for kind in kinds)


def looked_at(evaluation: Evaluation) -> object:
    """Return all that is told of an evaluation."""
    said = evaluation.explain()
    return evaluation.to_dict(), evaluation.ledger, said


def once(benchmark: BenchmarkFixture, call: Callable[[], _T]) -> _T:
    """Return what a call returns, noted among the benchmarks."""
    found: _T = benchmark.pedantic(call, rounds=1)  # type: ignore[no-untyped-call] # its own
    return found


class TestReading:
    """Documents of a megabyte, in each format."""

    @pytest.mark.parametrize("form", ["yaml", "json"])
    def test_reading(self, benchmark: BenchmarkFixture, form: Format) -> None:
        """A record takes a few times what the bare parser takes."""
        text = outages(MEGABYTE)
        policy = parse_policy(GROWING["outages"][0])
        plain = yaml.load(text, yaml.CBaseLoader)
        written = {"yaml": text, "json": json.dumps(plain)}[form]
        read, floor = in_turns(
            lambda: parse_record(written, policy, format=form),
            lambda: yaml.load(text, yaml.CBaseLoader),
            rounds=ROUNDS,
        )
        once(benchmark, lambda: parse_record(written, policy, format=form))
        name = f"a megabyte of {form} : its YAML as bare texts"
        assert ratio(name, read, floor, 4) <= 6

    @pytest.mark.parametrize(("form", "head", "piece"), STRANGERS)
    def test_refusing(
        self, benchmark: BenchmarkFixture, form: Format, head: str, piece: str
    ) -> None:
        """What is made to do harm is refused as soon as others are read."""
        text = filled(MEGABYTE, head, piece)
        plain = outages(MEGABYTE)
        refused, floor = in_turns(
            lambda: faults_of(text, form),
            lambda: yaml.load(plain, yaml.CBaseLoader),
            rounds=ROUNDS,
        )
        once(benchmark, lambda: faults_of(text, form))
        name = f"a megabyte of {form}, {head + piece!a} : bare texts"
        assert (
            ratio(name.replace('"', "'").replace("\\", "/"), refused, floor, 4)
            <= 6
        )


class TestCalendars:
    """Calendars of a megabyte."""

    @pytest.mark.parametrize("rule", CALENDARS)
    def test_reading(self, benchmark: BenchmarkFixture, rule: str) -> None:
        """The most that is read takes a few times what its parser takes."""
        lines = [f"RRULE:{rule}"] if rule else []
        parts = 5 + len(lines) * (1 + AGAIN) + rule.count(";")
        number = MOST_PARTS // parts - 1
        unread = MEGABYTE // number - len(calendar(1, *lines))
        text = calendar(number, *lines, "DESCRIPTION:" + "x" * unread)
        bare = calendar(MOST_PARTS // 5)
        read, floor = in_turns(
            lambda: read_calendar(text),
            lambda: Calendar.from_ical(bare),
            rounds=ROUNDS,
        )
        once(benchmark, lambda: read_calendar(text))
        name = f"a megabyte of events, {rule or 'once'}"
        assert ratio(f"{name} : the most lines, parsed", read, floor, 3) <= 5


class TestExports:
    """Exports of a megabyte, of as much as they can name."""

    def test_subjects(self, benchmark: BenchmarkFixture) -> None:
        """A record of many subjects takes as long as to read of them."""
        rows = (f"{1_767_225_600 + n},{n}\n" for n in range(58_000))
        text = "start,service\n" + "".join(rows)
        found = csv_.read(text)
        web = Service(id="web")
        made, floor = in_turns(
            lambda: found.record(web, JANUARY),
            lambda: csv_.read(text),
            rounds=ROUNDS,
        )
        once(benchmark, lambda: found.record(web, JANUARY))
        name = "a megabyte of CSV, each row of a service: record : reading"
        assert ratio(name, made, floor, 1) <= 2

    def test_monitors(self, benchmark: BenchmarkFixture) -> None:
        """A database of many monitors takes as long as one of few."""
        many, few = database(8_000), database(8)
        read, floor = in_turns(
            lambda: uptime_kuma.read(many),
            lambda: uptime_kuma.read(few),
            rounds=ROUNDS,
        )
        once(benchmark, lambda: uptime_kuma.read(many))
        name = "a megabyte of beats, 8000 monitors : 8"
        assert ratio(name, read, floor, 3) <= 4


def database(monitors: int) -> str:
    """Return a dump of a megabyte of beats of so many monitors."""
    names = ",".join(f"({n},'{n}')" for n in range(monitors))
    beats = ",".join(
        f"({n},1,{n % monitors},{n // monitors % 2},'','2026-01-{day:02} "
        f"{n // 60 % 24:02}:{n % 60:02}:00')"
        for n in range(18_000)
        for day in (1 + n // 1_440,)
    )
    return (
        "CREATE TABLE monitor(id, name);"
        "CREATE TABLE heartbeat(id, important, monitor_id, status, msg, time);"
        f"INSERT INTO monitor VALUES{names};"
        f"INSERT INTO heartbeat VALUES{beats};"
    )


class TestWork:
    """What follows from a megabyte."""

    @pytest.mark.parametrize("case", GROWING)
    def test_work(self, benchmark: BenchmarkFixture, case: str) -> None:
        """To evaluate it takes about as long as to read it."""
        policy, text = megabyte(case)
        known = parse_policy(policy)
        record = parse_record(text, known)
        read, found, told = in_turns(
            lambda: parse_record(text, known),
            lambda: evaluate(known, record),
            lambda: looked_at(evaluate(known, record)),
            rounds=ROUNDS,
        )
        once(benchmark, lambda: evaluate(known, record))
        name = f"a megabyte of {case}"
        assert ratio(f"{name}: evaluate() : reading", found, read, 2) <= 3
        assert ratio(f"{name}: all of it : reading", told, read, 8) <= 12


_MEASURED = """
import tracemalloc
import slapolicy, slapolicy.explain
from tests.benchmarks.test_untrusted import looked_at, megabyte
policy, text = megabyte({case!r})
tracemalloc.start()
known = slapolicy.parse_policy(policy)
looked_at(slapolicy.evaluate(known, slapolicy.parse_record(text, known)))
print(tracemalloc.get_traced_memory()[1])
"""


def measured(case: str) -> int:
    """Return how many bytes more a process of its own comes to hold."""
    done = subprocess.run(
        [sys.executable, "-c", _MEASURED.format(case=case)],
        capture_output=True,
        text=True,
        check=True,
    )
    return int(done.stdout)


class TestMemory:
    """The memory of a process that reads a megabyte."""

    @pytest.mark.parametrize("case", ["outages", "restoration", "tickets"])
    def test_memory(self, benchmark: BenchmarkFixture, case: str) -> None:
        """It grows by less than a hundred times the document."""
        held = once(benchmark, lambda: measured(case))
        name = f"a megabyte of {case}: bytes held : bytes read"
        assert ratio(name, held, MEGABYTE, 100) <= 100
