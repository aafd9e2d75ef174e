"""What was measured, as pictures, a table and a plan."""

import functools
import tomllib

from pathlib import Path

import attrs

from docs._ext.bars import Bar, bars
from docs._ext.markdown import plain, table


FILE = Path(__file__).parents[1] / "explanation" / "ratios.toml"

FLOOR = "evaluate(), tiers : integers"
BUSY = "evaluate_batches, 0% of the rows without facts"

# What a plan reckons with.
_ROWS = 50_000_000
_RESERVE = 2
_MEASURED_CORES = 2
_TASK = 50_000


@attrs.frozen(kw_only=True)
class Figure:
    """
    Something that was measured.

    Args:
        what: What was measured, and against what.

        measured: What came of it.

        unit: The unit; nothing for a ratio.

        most: The most that is wanted.

        least: The least that is wanted.
    """

    what: str
    measured: float
    unit: str = ""
    most: float | None = None
    least: float | None = None

    @property
    def wanted(self) -> str:
        """What is wanted, in a word."""
        if self.most is not None:
            return f"≤ {number(self.most)}{self.unit}"
        if self.least is not None:
            return f"≥ {number(self.least)}{self.unit}"
        return ""

    @property
    def spent(self) -> float:
        """How much of what is allowed was taken; beyond 1 it was missed."""
        if self.most is not None:
            return self.measured / self.most
        return (self.least or self.measured) / self.measured

    @property
    def said(self) -> str:
        """What was measured, in a word."""
        return f"{number(self.measured)}{self.unit}"


def number(value: float) -> str:
    """Return a number with two digits that count, or whole."""
    if value >= 1000:
        return f"{value:,.0f}".replace(",", "\N{NO-BREAK SPACE}")
    return f"{value:.2g}" if value < 100 else f"{value:.0f}"


@functools.cache
def measurement() -> tuple[str, tuple[Figure, ...]]:
    """Return when and where it was measured, and what."""
    found = tomllib.loads(FILE.read_text("utf-8"))
    return found["measured"], tuple(Figure(**one) for one in found["figure"])


def figures() -> dict[str, Figure]:
    """Return what was measured, by its name."""
    return {one.what: one for one in measurement()[1]}


def where() -> str:
    """Return when and where it was measured."""
    return f"Measured {plain(measurement()[0])}."


def targets() -> str:
    """Return everything beside its target, as raw HTML of a page."""
    rows = [
        Bar(
            one.what.replace("evaluate_batches, ", "batches, "),
            one.spent,
            f"{one.said} ({one.wanted})",
            "ours" if one.spent <= 1 else "missed",
        )
        for one in figures().values()
        if one.wanted
    ]
    missed = [one.what for one in figures().values() if one.spent > 1]
    drawn = bars(
        "targets",
        "What was measured, beside what is wanted",
        f"{len(rows) - len(missed)} of {len(rows)} targets are kept; missed: "
        f"{', '.join(missed) or 'none'}. The table below has the figures.",
        rows,
        [
            (0.01, "1 %"),
            (0.1, "10 %"),
            (1, "all that is allowed"),
            (10, "10×"),
        ],
        line=1,
    )
    return _raw(drawn)


def others() -> str:
    """Return how long one answer takes by other means, as raw HTML."""
    known = figures()
    ours = known[FLOOR].measured
    takes = {
        "bare integers": 1.0,
        "evaluate(), tiers": ours,
        "evaluate(), ClameHost": (
            known["evaluate(), ClameHost : integers"].measured
        ),
    }
    for name in ("portion", "pandas", "a loop over minutes"):
        takes[name] = ours / known[f"evaluate(), tiers : {name}"].measured
    rows = [
        Bar(
            name,
            times,
            f"{number(times)}×",
            "ours" if name.startswith("evaluate") else "theirs",
        )
        for name, times in takes.items()
    ]
    drawn = bars(
        "others",
        "How long one answer takes, in multiples of bare integers",
        "; ".join(f"{one.name}: {one.said}" for one in rows),
        rows,
        [
            (1, "1×"),
            (10, "10×"),
            (100, "100×"),
            (1000, "1 000×"),
            (1e4, "10⁴×"),
        ],
    )
    return _raw(drawn)


def all_of_it() -> str:
    """Return the same as a table."""
    return table(
        ["what", "measured", "wanted", "kept"],
        [
            [
                f"`{one.what}`",
                one.said,
                one.wanted,
                _kept(one),
            ]
            for one in figures().values()
        ],
    )


def _kept(one: Figure) -> str:
    """Return whether a target is kept, in a word."""
    if not one.wanted:
        return ""
    return "yes" if one.spent <= 1 else "**missed**"


def plan() -> str:
    """Return how long fifty million rows take, from the measured rate."""
    rate = figures()[BUSY].measured
    safe = rate / _MEASURED_CORES / _RESERVE
    work = _ROWS / safe
    rows = [[str(cores), _time(work / cores)] for cores in (2, 16, 64, 256)]
    return "\n".join(
        [
            f"{number(rate)} rows a second on {_MEASURED_CORES} cores were "
            f"measured; reckon with half of that, for reading, writing and "
            f"starting: {number(safe)} rows a second and core, "
            f"so {number(_ROWS)} rows are {number(work)} core-seconds.",
            "",
            table(["cores", "time"], rows),
            "",
            f"In tasks of {number(_TASK)} rows that is "
            f"{number(_ROWS / _TASK)} tasks of {_time(_TASK / safe)} each, "
            "which no scheduler minds; with fewer than 10 000 rows a task "
            "is mostly overhead.",
        ]
    )


def _time(seconds: float) -> str:
    """Return a length of time in a word."""
    if seconds < 90:
        return f"{number(seconds)} s"
    return f"{number(seconds / 60)} minutes"


def _raw(drawn: str) -> str:
    """Return a drawing as raw HTML of a page."""
    return f"```{{raw}} html\n{drawn}\n```"
