"""Bars on a logarithmic axis as SVG, with a line where a bar should end."""

import html
import math

from collections.abc import Iterable, Iterator, Sequence

import attrs


PLOT = 260
LETTER = 6.3
ROW = 26
TOP = 34

# Furo's switch decides, and where it says "auto" the reader's system.
_LIGHT = "--ours:#1a5c99;--missed:#c2571a;--theirs:#8a939c"
_DARK = "--ours:#5a9acb;--missed:#f0a868;--theirs:#7b838c"


@attrs.frozen
class Bar:
    """
    A bar.

    Args:
        name: What it is about.

        value: Where it ends.

        said: What stands beside it.

        kind: Its colour: ``ours``, ``missed`` or ``theirs``.
    """

    name: str
    value: float
    said: str
    kind: str = "ours"


def bars(
    id_: str,
    title: str,
    told: str,
    rows: Sequence[Bar],
    ticks: Iterable[tuple[float, str]],
    *,
    line: float | None = None,
) -> str:
    """
    Return the picture, which follows the theme of the page.

    Args:
        id_: Its name on the page.

        title: What it shows.

        told: The same in words, for who cannot see it.

        rows: The bars, from the top down.

        ticks: Where on the axis what is written, the ends included.

        line: Where bars should end.
    """
    ticks = list(ticks)
    labels = max(_wide(row.name) for row in rows) + 8
    axis = _Axis(labels, ticks[0][0], ticks[-1][0])
    bottom = TOP + ROW * len(rows)
    width = labels + PLOT + max(_wide(row.said) for row in rows) + 8
    drawn = [
        part
        for place, row in enumerate(rows)
        for part in _bar(row, TOP + ROW * place, axis)
    ]
    return "\n".join(
        [
            '<div class="wide">',
            f'<svg class="bars" viewBox="0 0 {width} {bottom + 8}" '
            f'width="{width}" height="{bottom + 8}" role="img" '
            f'aria-labelledby="{id_}-title {id_}-told" '
            'xmlns="http://www.w3.org/2000/svg">',
            f'<title id="{id_}-title">{html.escape(title)}</title>',
            f'<desc id="{id_}-told">{html.escape(told)}</desc>',
            f"<style>{_style()}</style>",
            *_ticks(ticks, axis, bottom),
            *drawn,
            *([] if line is None else [_line(axis.x(line), bottom)]),
            "</svg>",
            "</div>",
        ]
    )


@attrs.frozen
class _Axis:
    """A logarithmic axis between two figures, right of the labels."""

    start: int
    first: float
    last: float

    def x(self, value: float) -> float:
        """Return where a figure is, within the axis."""
        inside = min(max(value, self.first), self.last)
        share = math.log(inside / self.first) / math.log(
            self.last / self.first
        )
        return self.start + share * PLOT


def _wide(said: str) -> int:
    """Return how wide a text is, or a little more."""
    return math.ceil(len(said) * LETTER)


def _bar(row: Bar, y: int, axis: _Axis) -> Iterator[str]:
    """Yield a bar, its name and what is said of it."""
    wide = max(axis.x(row.value) - axis.start, 2)
    yield _text(axis.start - 8, y + 16, row.name, "name")
    yield (
        f'<rect class="{row.kind}" x="{axis.start}" y="{y + 4}" '
        f'width="{wide:.1f}" height="{ROW - 9}"/>'
    )
    yield _text(axis.start + PLOT + 8, y + 16, row.said, "said")


def _ticks(
    ticks: Iterable[tuple[float, str]], axis: _Axis, bottom: int
) -> Iterator[str]:
    """Yield the lines of the axis, and what they mean."""
    for at, said in ticks:
        x = axis.x(at)
        yield (
            f'<line class="tick" x1="{x:.1f}" x2="{x:.1f}" '
            f'y1="{TOP - 6}" y2="{bottom}"/>'
        )
        yield _text(round(x), TOP - 12, said, "axis")


def _line(x: float, bottom: int) -> str:
    """Return the line where bars should end."""
    return (
        f'<line class="wanted" x1="{x:.1f}" x2="{x:.1f}" '
        f'y1="{TOP - 8}" y2="{bottom + 4}"/>'
    )


def _text(x: int, y: int, said: str, kind: str) -> str:
    """Return a text."""
    return f'<text class="{kind}" x="{x}" y="{y}">{html.escape(said)}</text>'


def _style() -> str:
    """Return the colours of both themes."""
    return "".join(
        [
            f".bars{{{_LIGHT}}}",
            f"body[data-theme=dark] .bars{{{_DARK}}}",
            "@media (prefers-color-scheme:dark){body:not([data-theme=light])"
            f" .bars{{{_DARK}}}}}",
            ".bars text{font-size:12.5px;fill:currentColor}",
            ".bars .name{text-anchor:end}",
            ".bars .axis{text-anchor:middle;opacity:.8}",
            ".bars .tick{stroke:currentColor;stroke-width:.6;opacity:.28}",
            ".bars .wanted{stroke:currentColor;stroke-width:1.6;"
            "stroke-dasharray:5 3}",
            *(
                f".bars .{kind}{{fill:var(--{kind})}}"
                for kind in ("ours", "missed", "theirs")
            ),
        ]
    )
