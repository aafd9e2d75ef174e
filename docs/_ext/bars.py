"""
Bars on a logarithmic axis as SVG, with a line where a bar should end.

The axis is as wide as the page, and letters are as large as those of the
page, so that a telephone shows the same picture: each name stands above its
bar, and places along the axis are shares of its width.
"""

import html
import math

from collections.abc import Iterable, Iterator, Sequence

import attrs


LETTER = 5.3
ROW = 40
TOP = 28

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
    axis = _Axis(ticks[0][0], ticks[-1][0])
    height = TOP + ROW * len(rows) + 4
    least = max(_wide(f"{row.name}  {row.said}") for row in rows)
    drawn = [
        part
        for place, row in enumerate(rows)
        for part in _bar(row, TOP + ROW * place, axis)
    ]
    return "\n".join(
        [
            '<div class="wide">',
            f'<svg class="bars" width="100%" height="{height}" '
            f'style="min-width:{least}px" role="img" '
            f'aria-labelledby="{id_}-title {id_}-told" '
            'xmlns="http://www.w3.org/2000/svg">',
            f'<title id="{id_}-title">{html.escape(title)}</title>',
            f'<desc id="{id_}-told">{html.escape(told)}</desc>',
            f"<style>{_style()}</style>",
            *_ticks(ticks, axis, height),
            *([] if line is None else [_line(axis.share(line), height)]),
            *drawn,
            "</svg>",
            "</div>",
        ]
    )


@attrs.frozen
class _Axis:
    """A logarithmic axis between two figures."""

    first: float
    last: float

    def share(self, value: float) -> float:
        """Return where a figure is, in percent of the axis."""
        inside = min(max(value, self.first), self.last)
        whole = math.log(self.last / self.first)
        return 100 * math.log(inside / self.first) / whole


def _wide(said: str) -> int:
    """Return how wide a text is, or a little more."""
    return math.ceil(len(said) * LETTER)


def _bar(row: Bar, y: int, axis: _Axis) -> Iterator[str]:
    """Yield a bar, and above it its name and what is said of it."""
    yield _text(0, y + 14, row.name, "start")
    yield _text(100, y + 14, row.said, "end")
    wide = max(axis.share(row.value), 0.5)
    yield (
        f'<rect class="{row.kind}" x="0" y="{y + 20}" '
        f'width="{wide:.1f}%" height="{ROW - 26}"/>'
    )


def _ticks(
    ticks: Sequence[tuple[float, str]], axis: _Axis, bottom: int
) -> Iterator[str]:
    """Yield the lines of the axis, and what they mean."""
    for place, (at, said) in enumerate(ticks):
        share = axis.share(at)
        yield _upright("tick", share, bottom)
        ends = {0: "start", len(ticks) - 1: "end"}
        yield _text(share, TOP - 12, said, ends.get(place, "middle"))


def _line(share: float, bottom: int) -> str:
    """Return the line where bars should end."""
    return _upright("wanted", share, bottom)


def _upright(kind: str, share: float, bottom: int) -> str:
    """Return a line across all bars."""
    return (
        f'<line class="{kind}" x1="{share:.1f}%" x2="{share:.1f}%" '
        f'y1="{TOP - 8}" y2="{bottom}"/>'
    )


def _text(share: float, y: int, said: str, anchor: str) -> str:
    """Return a text that begins, ends or has its middle somewhere."""
    return (
        f'<text class="{anchor}" x="{share:.1f}%" y="{y}">'
        f"{html.escape(said)}</text>"
    )


def _style() -> str:
    """Return the colours of both themes."""
    return "".join(
        [
            f".bars{{{_LIGHT}}}",
            f"body[data-theme=dark] .bars{{{_DARK}}}",
            "@media (prefers-color-scheme:dark){body:not([data-theme=light])"
            f" .bars{{{_DARK}}}}}",
            ".bars text{font-size:12.5px;fill:currentColor;"
            "paint-order:stroke;stroke-width:5px;"
            "stroke:var(--color-background-primary,transparent)}",
            "@media (max-width:40rem){.bars text{font-size:11px}}",
            *(
                f".bars .{anchor}{{text-anchor:{anchor}}}"
                for anchor in ("start", "middle", "end")
            ),
            ".bars .tick{stroke:currentColor;stroke-width:.6;opacity:.28}",
            ".bars .wanted{stroke:currentColor;stroke-width:1.6;"
            "stroke-dasharray:5 3}",
            *(
                f".bars .{kind}{{fill:var(--{kind})}}"
                for kind in ("ours", "missed", "theirs")
            ),
        ]
    )
