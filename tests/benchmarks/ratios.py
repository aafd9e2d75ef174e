"""Ratios of times that were taken in turns, so that a busy machine is fair."""

import gc
import statistics
import time

from collections.abc import Callable


MEASURED: list[str] = []
"""What was measured in this run, as docs/explanation/ratios.toml keeps it."""

Timed = Callable[[], object]


def in_turns(
    *timed: Timed,
    rounds: int = 15,
    calls: int = 1,
    clock: Callable[[], float] = time.perf_counter,
) -> list[float]:
    """
    Return the median seconds of one call of each, measured in turns.

    Args:
        *timed: What to measure.

        rounds: How many turns each has.

        calls: How many calls make one turn.

        clock: What tells the time; where turns are long beside each other,
            one that stops while others have the processor.
    """
    for one in timed:
        one()
    taken: list[list[float]] = [[] for _ in timed]
    gc.collect()
    for _ in range(rounds):
        for one, times in zip(timed, taken, strict=True):
            began = clock()
            for _ in range(calls):
                one()
            times.append((clock() - began) / calls)
    return [statistics.median(times) for times in taken]


def ratio(
    what: str, measured: float, floor: float, target: float = 0
) -> float:
    """
    Note a ratio for the summary, and return it.

    Args:
        what: What was measured against what.

        measured: Its seconds.

        floor: Those of what it is compared with.

        target: The most that is wanted; 0 where nothing is.
    """
    found = measured / floor
    kept = "kept" if found <= target else "MISSED"
    wanted = [f"most = {target:g}  # {kept}"] if target else []
    told = f"measured = {found:.3g}  # {measured:.3g} : {floor:.3g}"
    _note(what, told, *wanted)
    return found


def rate(what: str, rows: float, seconds: float, target: float) -> float:
    """
    Note a rate for the summary, and return it.

    Args:
        what: What was measured.

        rows: How many.

        seconds: In which time.

        target: The least that is wanted, rows a second; 0 where nothing is.
    """
    found = rows / seconds
    kept = "kept" if found >= target else "MISSED"
    wanted = [f"least = {target:_}  # {kept}"] if target else []
    _note(what, 'unit = "/s"', f"measured = {found:_.0f}", *wanted)
    return found


def _note(what: str, *lines: str) -> None:
    """Note something that was measured."""
    MEASURED.extend(("", "[[figure]]", f'what = "{what}"', *lines))
