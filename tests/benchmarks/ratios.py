"""Ratios of times that were taken in turns, so that a busy machine is fair."""

import gc
import statistics
import time

from collections.abc import Callable


RATIOS: list[str] = []
"""What was measured in this run, a line each."""

Timed = Callable[[], object]


def in_turns(*timed: Timed, rounds: int = 15, calls: int = 1) -> list[float]:
    """
    Return the median seconds of one call of each, measured in turns.

    Args:
        *timed: What to measure.

        rounds: How many turns each has.

        calls: How many calls make one turn.
    """
    for one in timed:
        one()
    taken: list[list[float]] = [[] for _ in timed]
    gc.collect()
    for _ in range(rounds):
        for one, times in zip(timed, taken, strict=True):
            began = time.perf_counter()
            for _ in range(calls):
                one()
            times.append((time.perf_counter() - began) / calls)
    return [statistics.median(times) for times in taken]


def ratio(what: str, measured: float, floor: float, target: float) -> float:
    """
    Note a ratio for the summary, and return it.

    Args:
        what: What was measured against what.

        measured: Its seconds.

        floor: Those of what it is compared with.

        target: The most that is wanted.
    """
    found = measured / floor
    kept = "kept" if found <= target else "MISSED"
    RATIOS.append(
        f"{what:62} {found:10.3f}   wanted ≤ {target:g}   {kept}   "
        f"({measured:.3g} : {floor:.3g})"
    )
    return found


def rate(what: str, rows: float, seconds: float, target: float) -> float:
    """
    Note a rate for the summary, and return it.

    Args:
        what: What was measured.

        rows: How many.

        seconds: In which time.

        target: The least that is wanted, rows a second.
    """
    found = rows / seconds
    kept = "kept" if found >= target else "MISSED"
    RATIOS.append(
        f"{what:62} {found:10,.0f}/s wanted ≥ {target:,.0f}   {kept}"
    )
    return found
