"""A heat map as SVG: a row for each name, a logarithmic axis of time."""

import html
import itertools

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

import attrs


LABELS = 206
PLOT = 520
RIGHT = 54
ROW = 15
HEAD = 26
TOP = 72
UNKNOWN = "u"

# From which share a colour holds, and what the legend says of it.
_STEPS = (
    (Fraction(0), "0", "nothing"),
    (Fraction(1, 10**9), "1", "below 5 %"),
    (Fraction(1, 20), "2", "from 5 %"),
    (Fraction(1, 10), "3", "from 10 %"),
    (Fraction(1, 4), "4", "from 25 %"),
    (Fraction(1, 2), "5", "from 50 %"),
    (Fraction(1), "6", "100 %"),
    (Fraction(10001, 10000), "7", "more"),
)
_LEGEND = (*((key, said) for _, key, said in _STEPS), (UNKNOWN, "not said"))

# One hue, further from the page the more is paid; what is beyond the fee in
# another. Furo's switch decides, and where it says "auto" the reader's system.
_LIGHT = (
    "#eef1f4 #d2e3f3 #a9cbe8 #72a7d6 #3f82bc #1a5c99 #083a6b #c2571a #b9b9b9"
)
_DARK = (
    "#23282f #1c3a58 #22557f #2f74ab #5a9acb #93c1e4 #d5e9f9 #f0a868 #5c5c5c"
)


@attrs.frozen
class Row:
    """
    A row of the map.

    Args:
        name: What it is called.

        link: Where its name leads to.

        shares: A share for each column; None where there is none.

        mark: What stands behind the name.
    """

    name: str
    link: str
    shares: tuple[Fraction | None, ...]
    mark: str = ""


def percent(share: Fraction | None) -> str:
    """Return a share for people."""
    return "not said" if share is None else f"{number(share)} %"


def number(share: Fraction) -> str:
    """Return a share in per cent, with two digits at least."""
    hundredths = round(share * 10000)
    if hundredths >= 1000:
        return str(round(share * 100))
    return f"{hundredths / 100:g}"


def key_of(share: Fraction | None) -> str:
    """Return the colour of a share."""
    if share is None:
        return UNKNOWN
    return next(key for least, key, _ in reversed(_STEPS) if share >= least)


def heatmap(
    title: str,
    groups: Iterable[tuple[str, Sequence[Row]]],
    columns: Sequence[str],
    ticks: Iterable[tuple[Fraction, str]],
) -> str:
    """
    Return the picture, which follows the theme of the page.

    Args:
        title: What it shows.

        groups: Rows under a heading.

        columns: What each column stands for.

        ticks: Where on the axis what is written, from 0 to 1.
    """
    body: list[str] = []
    y = TOP
    for heading, rows in groups:
        body.append(_text(0, y + HEAD - 8, heading, "head"))
        y += HEAD
        for row in rows:
            body += _row(row, y, columns)
            y += ROW
    bottom = y
    lines = list(_axis(ticks, bottom))
    width, height = LABELS + PLOT + RIGHT, bottom + 24
    return "\n".join(
        [
            '<div class="wide">',
            f'<svg class="heat" viewBox="0 0 {width} {height}" role="img" '
            f'aria-label="{html.escape(title)}" '
            'xmlns="http://www.w3.org/2000/svg">',
            f"<style>{_style()}</style>",
            *_legend(),
            *body,
            *lines,
            "</svg>",
            "</div>",
        ]
    )


def _row(row: Row, y: int, columns: Sequence[str]) -> Iterator[str]:
    """Yield a row: its name, its stretches, and what the last one pays."""
    label = _text(LABELS - 8, y + 11, row.name + row.mark, "name")
    yield f'<a href="{html.escape(row.link)}">{label}</a>'
    count = len(row.shares)
    keys = [key_of(share) for share in row.shares]
    first = 0
    for key, same in itertools.groupby(keys):
        last = first + len(list(same)) - 1
        x = LABELS + PLOT * first / count
        wide = PLOT * (last - first + 1) / count
        shares = row.shares[first], row.shares[last]
        paid = _range(*map(percent, shares))
        span = _range(columns[first], columns[last])
        yield (
            f'<rect class="s{key}" x="{x:.1f}" y="{y}" '
            f'width="{wide:.1f}" height="{ROW - 2}">'
            f"<title>{html.escape(row.name)}, {span}: {paid}</title></rect>"
        )
        first = last + 1
    yield _text(LABELS + PLOT + 6, y + 11, _end(row.shares[-1]), "end")


def _end(share: Fraction | None) -> str:
    """Return what stands at the end of a row."""
    return "?" if share is None else percent(share)


def _range(first: str, last: str) -> str:
    """Return two texts as one."""
    return first if first == last else f"{first} to {last}"


def _axis(ticks: Iterable[tuple[Fraction, str]], bottom: int) -> Iterator[str]:
    """Yield the ticks: a line through all rows, with words at both ends."""
    for place, said in ticks:
        x = LABELS + float(place) * PLOT
        yield (
            f'<line class="tick" x1="{x:.1f}" x2="{x:.1f}" '
            f'y1="{TOP - 4}" y2="{bottom + 4}"/>'
        )
        for y in (TOP - 9, bottom + 16):
            yield _text(round(x), y, said, "axis")


def _legend() -> Iterator[str]:
    """Yield what the colours mean."""
    wide = 62
    for place, (key, said) in enumerate(_LEGEND):
        x = LABELS + place * wide + (12 if key == UNKNOWN else 0)
        yield f'<rect class="s{key}" x="{x}" y="8" width="{wide}" height="12"/>'
        yield _text(x + 2, 34, said, "legend")


def _text(x: int, y: int, said: str, kind: str) -> str:
    """Return a text."""
    return f'<text class="{kind}" x="{x}" y="{y}">{html.escape(said)}</text>'


def _style() -> str:
    """Return the colours of both themes."""
    names = [f"--s{key}" for key, _ in _LEGEND]
    light, dark = (
        ";".join(
            f"{name}:{colour}"
            for name, colour in zip(names, colours.split(), strict=True)
        )
        for colours in (_LIGHT, _DARK)
    )
    return "".join(
        [
            f".heat{{{light};width:100%;height:auto}}",
            f"body[data-theme=dark] .heat{{{dark}}}",
            "@media (prefers-color-scheme:dark){body:not([data-theme=light])"
            f" .heat{{{dark}}}}}",
            ".heat text{font-size:11px;fill:currentColor}",
            ".heat .name{text-anchor:end}",
            ".heat .head{font-size:13px;font-weight:600}",
            ".heat .axis{text-anchor:middle}",
            ".heat .legend,.heat .axis{opacity:.8}",
            ".heat .tick{stroke:currentColor;stroke-width:.6;opacity:.28}",
            ".heat a{color:inherit;text-decoration:none}",
            *(f".heat .s{key}{{fill:var(--s{key})}}" for key, _ in _LEGEND),
        ]
    )
