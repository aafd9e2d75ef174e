"""One call of `evaluate`, beside the same answer by other means."""

import copy
import itertools
import random
import subprocess
import sys
import time
import tracemalloc

from collections.abc import Callable, Sequence
from typing import TypeVar

import pandas as pd
import portion
import pytest

from pytest_benchmark.fixture import BenchmarkFixture

from slapolicy import evaluate
from slapolicy.facts import Outage, Record
from slapolicy.terms.policy import Policy
from tests.benchmarks.made_up import (
    CLAMEHOST,
    END,
    PERIOD,
    SECOND,
    START,
    TIERS,
    Bare,
    bare,
    floor,
    pairs,
    record,
)
from tests.benchmarks.ratios import Timed, in_turns, rate, ratio


_T = TypeVar("_T")


RECORDS = [
    record(random.Random(seed), outages=3, windows=1) for seed in range(2000)
]
BARE = [bare(one) for one in RECORDS]


def _answered(policy: Policy, given: Record) -> object:
    """Return outcomes and money, looked at."""
    found = evaluate(policy, given)
    return [one.outcome for one in found.results], found.credit.money


def _each(call: Callable[[_T], object], given: Sequence[_T]) -> Timed:
    """Return what calls the next one of many, over and over."""
    turn = itertools.cycle(given).__next__
    return lambda: call(turn())


def _evaluated(policy: Policy) -> Timed:
    """Return an evaluation of the next record, over and over."""
    turn = itertools.cycle(RECORDS).__next__

    def answered() -> object:
        """Return outcomes and money, looked at."""
        found = evaluate(policy, turn())
        return [one.outcome for one in found.results], found.credit.money

    return answered


FLOOR = _each(floor, BARE)


def _by_portion(given: Bare) -> object:
    """Return the downtime by `portion`'s set algebra alone."""
    outages, windows, _ = given
    down = portion.empty()
    for start, end, cause in outages:
        if cause == "provider":
            down |= portion.closedopen(start, end)
    for start, end, _ in windows:
        down -= portion.closedopen(start, end)
    return down & portion.closedopen(START, END)


def _by_minutes(given: Bare) -> object:
    """Return the minutes down, each minute looked at."""
    outages, windows, _ = given
    return sum(
        any(
            start <= at < end and cause == "provider"
            for start, end, cause in outages
        )
        and not any(start <= at < end for start, end, _ in windows)
        for at in range(START, END, 60 * SECOND)
    )


def _by_pandas(given: Bare) -> object:
    """Return the downtime by running sums over all edges in pandas."""
    outages, windows, _ = given
    edges = pd.DataFrame(
        [
            edge
            for start, end, cause in outages
            if cause == "provider"
            for edge in ((start, 1, 0), (end, -1, 0))
        ]
        + [
            edge
            for start, end, _ in windows
            for edge in ((start, 0, 1), (end, 0, -1))
        ],
        columns=["at", "down", "free"],
    ).sort_values("at")
    edges["next"] = edges["at"].shift(-1)
    sums = edges[["down", "free"]].cumsum()
    counts = (sums["down"] > 0) & (sums["free"] == 0)
    return (edges["next"] - edges["at"])[counts].sum()


class TestOneCall:
    """Three outages and one maintenance window, 2 000 records in turn."""

    def test_tiers_beside_the_floor(self, benchmark: BenchmarkFixture) -> None:
        """One commitment: at most six times bare integers."""
        ours, bare_ = in_turns(_evaluated(TIERS), FLOOR, calls=2000)
        benchmark(_evaluated(TIERS))
        assert ratio("evaluate(), tiers : integers", ours, bare_, 6) <= 9

    def test_clamehost_beside_the_floor(
        self, benchmark: BenchmarkFixture
    ) -> None:
        """Two commitments and claims: at most twelve times."""
        ours, bare_ = in_turns(_evaluated(CLAMEHOST), FLOOR, calls=2000)
        benchmark(_evaluated(CLAMEHOST))
        assert ratio("evaluate(), ClameHost : integers", ours, bare_, 12) <= 18

    @pytest.mark.parametrize(
        ("name", "call", "calls"),
        [
            ("portion", _by_portion, 500),
            ("pandas", _by_pandas, 50),
            ("a loop over minutes", _by_minutes, 5),
        ],
    )
    def test_beside_others(
        self,
        benchmark: BenchmarkFixture,
        name: str,
        call: Callable[[Bare], object],
        calls: int,
    ) -> None:
        """At most a tenth of their set algebra alone."""
        target = 0.1
        other = _each(call, BARE)
        ours, theirs = in_turns(
            _evaluated(TIERS), other, calls=calls, rounds=7
        )
        benchmark.pedantic(other, rounds=5)  # type: ignore[no-untyped-call] # its own
        found = ratio(f"evaluate(), tiers : {name}", ours, theirs, target)
        assert found <= target * 1.5

    @pytest.mark.parametrize(
        ("name", "policy", "most"),
        [("tiers", TIERS, 15), ("ClameHost", CLAMEHOST, 70)],
    )
    def test_ledger_and_explanation_on_top(
        self,
        benchmark: BenchmarkFixture,
        name: str,
        policy: Policy,
        most: float,
    ) -> None:
        """All of the ledger and the explanation: at most ten times more."""

        def whole(given: Record) -> object:
            """Return all there is to see of an answer, in full."""
            found = evaluate(policy, given)
            return found.ledger, found.explain(style="full")

        all_of_it = _each(whole, RECORDS)
        ours, theirs = in_turns(
            all_of_it,
            _evaluated(policy),
            calls=20,
            rounds=31,
            clock=time.thread_time,
        )
        benchmark.pedantic(all_of_it, rounds=5)  # type: ignore[no-untyped-call] # its own
        what = f"ledger and explanation on top : evaluate(), {name}"
        assert ratio(what, ours - theirs, theirs, 10) <= most


def _long(count: int, *, shuffled: bool) -> Record:
    """Return a record with so many outages."""
    return Record(
        service=RECORDS[0].service,
        period=PERIOD,
        outages=[
            Outage(id=f"{at}", start=start, end=end)
            for at, (start, end) in enumerate(pairs(count, shuffled=shuffled))
        ],
    )


def _read(record: Record) -> int:
    """Return the sum of all lengths, as one who keeps outages reads them."""
    starts = [one.start_ticks for one in record.outages]
    ends = [one.end_ticks or 0 for one in record.outages]
    return sum(ends) - sum(starts)


class TestLongRecords:
    """One record with many outages."""

    def test_ten_thousand_beside_sorting(
        self, benchmark: BenchmarkFixture
    ) -> None:
        """At most three times `sorted()` of their pairs."""
        given = _long(10_000, shuffled=True)
        spans = pairs(10_000, shuffled=True)
        ours, sorting = in_turns(
            lambda: _answered(TIERS, given), lambda: sorted(spans)
        )
        benchmark(lambda: _answered(TIERS, given))
        assert (
            ratio("10 000 shuffled outages : sorted()", ours, sorting, 3) < 5
        )

    def test_growth(self, benchmark: BenchmarkFixture) -> None:
        """
        A hundred times the outages take at most 130 times as long.

        The facts are built, and one thing more: of 100 000 outages a record
        makes integers when `evaluate` first reads them, and keeps these for
        later calls; 1 000 are read outage by outage at each call. What the
        first call on a record takes is told beside it; a copy of a record
        holds the same outages, and has made nothing of them yet.
        """
        small = _long(1_000, shuffled=False)
        large = _long(100_000, shuffled=False)
        many, few, first, first_few, reading_many, reading_few = in_turns(
            lambda: _answered(TIERS, large),
            lambda: _answered(TIERS, small),
            lambda: _answered(TIERS, copy.copy(large)),
            lambda: _answered(TIERS, copy.copy(small)),
            lambda: _read(large),
            lambda: _read(small),
            rounds=9,
        )
        ratio("bare reading of as many : 1 000", reading_many, reading_few)
        ratio("100 000 sorted outages, first call : later ones", first, many)
        ratio("100 000 sorted outages : 1 000, first calls", first, first_few)
        benchmark.pedantic(lambda: _answered(TIERS, large), rounds=3)  # type: ignore[no-untyped-call] # its own
        assert ratio("100 000 sorted outages : 1 000", many, few, 130) <= 130

    @pytest.mark.parametrize("count", [10, 100, 1_000, 10_000, 1_000_000])
    def test_each_size(self, benchmark: BenchmarkFixture, count: int) -> None:
        """How many outages a second, from ten to a million."""
        given = _long(count, shuffled=False)
        (taken,) = in_turns(lambda: _answered(TIERS, given), rounds=5)
        benchmark.pedantic(lambda: _answered(TIERS, given), rounds=3)  # type: ignore[no-untyped-call] # its own
        rate(f"outages a second, {count:,} in a record", count, taken, 0)

    def test_memory_of_an_outage(self, benchmark: BenchmarkFixture) -> None:
        """At most 400 bytes, with both of its instants."""
        spans = pairs(10_000, shuffled=False)

        def made() -> list[Outage]:
            return [Outage(start=start, end=end) for start, end in spans]

        tracemalloc.start()
        kept = made()
        size, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        benchmark.pedantic(made, rounds=3)  # type: ignore[no-untyped-call] # its own
        found = ratio("bytes of an outage", size / len(kept), 1, 400)
        assert found <= 400


def test_import(benchmark: BenchmarkFixture) -> None:
    """Importing takes at most 1.3 times what attrs and pendulum take."""

    def run(code: str) -> Callable[[], object]:
        return lambda: subprocess.run([sys.executable, "-c", code], check=True)

    bare_, theirs, ours = in_turns(
        run("pass"),
        run("import attrs, pendulum"),
        run("import slapolicy"),
        rounds=9,
    )
    benchmark.pedantic(run("import slapolicy"), rounds=3)  # type: ignore[no-untyped-call] # its own
    ratio("import slapolicy : import attrs, pendulum", ours, theirs, 1.3)
    ratio(
        "the same, less an empty interpreter",
        ours - bare_,
        theirs - bare_,
        1.3,
    )
