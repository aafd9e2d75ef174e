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

from slapolicy import Evaluation, evaluate, parse_policy, parse_record
from slapolicy.documents.texts import Format
from tests.benchmarks.ratios import in_turns, ratio
from tests.documents.test_texts import MEGABYTE, STRANGERS, filled
from tests.documents.test_texts import faults as faults_of
from tests.test_untrusted import (
    BARE,
    GROWING,
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
        """A calendar takes a few times what its bare parser takes."""
        lines = [f"RRULE:{rule}"] if rule else []
        text = calendar(MEGABYTE // len(calendar(1, *lines)), *lines)
        read, floor = in_turns(
            lambda: read_calendar(text),
            lambda: Calendar.from_ical(text),
            rounds=ROUNDS,
        )
        once(benchmark, lambda: read_calendar(text))
        name = f"a megabyte of events, {rule or 'once'}"
        assert ratio(f"{name} : its bare parser", read, floor, 4) <= 6


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
