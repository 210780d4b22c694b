"""How is a figure laid out so that no label is cut and none lies on another?

In: rows, words and a scale. Out: a `Picture` with one band a row, labels on its left, counts on its
right, paragraphs or positions along its top and bottom, and a body to draw in.

Every text is measured before it is placed, and the page grows to hold it. The body's horizontal
axis is what the figure is about (paragraphs, or share of the text); its vertical axis runs down
in inches, so that shapes keep their size however many rows there are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection

from helpers.lettering import Mark, shorten, text_width, thin, wrap
from helpers.style import HAIR, INK, MUTED, Picture, style, visible

PAD: Final = 0.16
LABEL: Final = 9.0
SMALL: Final = 8.0
TITLE: Final = 12.5
HEADING: Final = 0.3
NARROWEST: Final = 6.4
Box = tuple[float, float, float, float]  # left, upper, right and lower edge


@dataclass(frozen=True)
class Words:
    """Hold what a figure says: file stem, question, sub-title, caption, alternative text."""

    name: str
    title: str
    note: str
    caption: str
    alt: str


@dataclass(frozen=True)
class Row:
    """Hold one band: its label, the texts at its right, a heading above it, a ladder at its left.

    The steps of a ladder are texts at a distance in inches below the middle of the band.
    """

    label: str
    side: tuple[str, ...] = ()
    heading: str = ""
    steps: tuple[Mark, ...] = ()
    ink: str = INK


@dataclass(frozen=True)
class Key:
    """Hold one entry of the key: its words, and how to draw a sign of some width before them."""

    text: str
    draw: Callable[[Axes, float, float], Any] | None = None
    width: float = 0.0


@dataclass(frozen=True)
class Scale:
    """Hold the horizontal axis: its ends, the body's width in inches, and what is written on it."""

    ends: tuple[float, float]
    width: float
    top: Sequence[Mark] = ()
    top_title: str = ""
    foot: Sequence[Mark] = ()
    foot_title: str = ""


def lay_out(
    rows: Sequence[Row],
    *,
    words: Words,
    data: pd.DataFrame,
    scale: Scale,
    row_height: float,
    side_heads: tuple[str, ...] = (),
    keys: Sequence[Key] = (),
) -> tuple[Picture, Axes, list[float]]:
    """Make the page and write everything on it but the body.

    Parameters
    ----------
    rows
        The bands, from the top.
    words, data
        What the figure says, and the table behind it.
    scale
        The horizontal axis.
    row_height
        Height of a band in inches.
    side_heads
        Headings of the columns at the right, as many as each row has side texts.
    keys
        Entries of the key, drawn under the sub-title.

    Returns
    -------
    tuple
        The picture, the body's axes, and the vertical middle of each band in inches.
    """
    room = _measure(rows, words=words, scale=scale, heads=side_heads, keys=keys, height=row_height)
    with style():
        picture, paper = _page(words, data=data, width=room.width, height=room.height)
        at = _write_words(paper, words=words, width=room.width)
        for entries in _key_lines(keys, width=room.width):
            at += 0.24
            for x, key in entries:
                if key.draw:
                    key.draw(paper, x + key.width / 2, at - 0.07)
                _write(
                    paper, x + _sign_width(key), at - 0.07, key.text, ink=INK, va="center_baseline"
                )
        _write_scale(paper, scale=scale, heads=side_heads, room=room)
        axes = picture.add_axes(
            (
                room.left / room.width,
                1 - (room.top + room.depth) / room.height,
                room.body / room.width,
                room.depth / room.height,
            ),
            label="body",
        )
        axes.set(xlim=scale.ends, ylim=(room.depth, 0), xticks=[], yticks=[], facecolor="none")
        axes.spines[:].set_visible(False)
        for row, middle in zip(rows, room.middles, strict=True):
            _write_row(paper, row, y=room.top + middle, height=row_height, room=room)
        # Neighbouring bands share a rule, which is drawn once.
        for edge in sorted(
            {round(y + i * row_height / 2, 4) for y in room.middles for i in (-1, 1)}
        ):
            axes.axhline(edge, color=HAIR, lw=0.6, zorder=0, clip_on=False)
    return picture, axes, list(room.middles)


@dataclass(frozen=True)
class _Room:
    """Hold the measures of a page, in inches from its upper left corner.

    The body begins at `left` and `top` and is `body` wide and `depth` deep; `middles` are the
    rows' middles below `top`, `edges` the right edges of the columns at the right.
    """

    width: float
    height: float
    left: float
    top: float
    body: float
    depth: float
    middles: tuple[float, ...]
    edges: tuple[float, ...]


def _measure(
    rows: Sequence[Row],
    *,
    words: Words,
    scale: Scale,
    heads: Sequence[str],
    keys: Sequence[Key],
    height: float,
) -> _Room:
    """Find how large the page must be to hold every text."""
    texts = [shorten(row.label) for row in rows] + [text for row in rows for _, text in row.steps]
    left = PAD + 0.1 + max(text_width(text, size=LABEL) for text in (*texts, scale.top_title))
    sides = [
        0.2 + max(text_width(text, size=SMALL) for text in (head, *(row.side[i] for row in rows)))
        for i, head in enumerate(heads)
    ]
    right = max(sum(sides) + PAD, 0.36)
    width = max(left + scale.width + right, NARROWEST)
    body = width - left - right
    titles, notes = _lines(words, width=width)
    high = PAD + 0.24 * len(titles) + 0.18 * len(notes) + 0.24 * len(_key_lines(keys, width=width))
    top = high + 0.12 + (0.2 if scale.top or heads else 0.0)
    middles, depth = [], 0.0
    for row in rows:
        depth += HEADING if row.heading else 0.0
        middles.append(depth + height / 2)
        depth += height
    foot = (0.2 if scale.foot else 0.0) + (0.18 if scale.foot_title else 0.0)
    return _Room(
        width=width,
        height=top + depth + 0.06 + foot + PAD,
        left=left,
        top=top,
        body=body,
        depth=depth,
        middles=tuple(middles),
        edges=tuple(left + body + sum(sides[: i + 1]) for i in range(len(sides))),
    )


def _lines(words: Words, *, width: float) -> tuple[list[str], list[str]]:
    """Break title and sub-title to the width of the page."""
    room = width - 2 * PAD
    title = wrap(words.title, width=room, size=TITLE, bold=True)
    return title, wrap(words.note, width=room, size=LABEL)


def _write(paper: Axes, x: float, y: float, text: str, *, ink: str = MUTED, **look: Any) -> None:
    """Write a line at a point of the page, small and grey unless told otherwise."""
    if text:
        paper.text(x, y, text, color=ink, **{"size": SMALL, "va": "baseline", **look})


def _write_words(paper: Axes, *, words: Words, width: float) -> float:
    """Write title and sub-title; give the height that they reach down to."""
    titles, notes = _lines(words, width=width)
    at = PAD
    for line in titles:
        _write(paper, PAD, at, line, ink=INK, size=TITLE, weight="bold", va="top")
        at += 0.24
    for line in notes:
        _write(paper, PAD, at + 0.01, line, size=LABEL, va="top")
        at += 0.18
    return at


def _write_scale(paper: Axes, *, scale: Scale, heads: Sequence[str], room: _Room) -> None:
    """Write what stands above and below the body."""
    start, end = scale.ends

    def placed(marks: Sequence[Mark], *, slack: float) -> list[Mark]:
        """Put each label over its mark, or beside it where it would leave the body by much."""
        found = []
        for at, text in marks:
            half = max(text_width(text, size=SMALL) / 2 - slack, 0.0)
            x = room.left + (at - start) / (end - start) * room.body
            found.append((min(max(x, room.left + half), room.left + room.body - half), text))
        return thin(found, size=SMALL)

    above, below = room.top - 0.06, room.top + room.depth + 0.2
    for x, text in placed(scale.top, slack=0.06):
        _write(paper, x, above, text, ha="center")
    for x, text in placed(scale.foot, slack=0.3):
        _write(paper, x, below, text, ha="center")
    _write(paper, room.left - 0.1, above, scale.top_title, ha="right")
    _write(paper, room.left + room.body / 2, below + 0.18, scale.foot_title, ha="center")
    for edge, head in zip(room.edges, heads, strict=True):
        _write(paper, edge, above, head, ha="right")


def _write_row(paper: Axes, row: Row, *, y: float, height: float, room: _Room) -> None:
    """Write what stands left of, right of and above one band."""
    look = {"ha": "right", "va": "center_baseline"}
    _write(paper, room.left - 0.1, y, shorten(row.label), ink=row.ink, size=LABEL, **look)
    for below, step in row.steps:
        _write(paper, room.left - 0.1, y + below, step, **look)
    for edge, aside in zip(room.edges, row.side, strict=True):
        _write(paper, edge, y, aside, **look)
    heading = visible(row.heading)
    while text_width(heading, size=LABEL, bold=True) > room.width - room.left - PAD:
        heading = shorten(heading, limit=len(heading) - 1)
    # The lines of the body would run through a heading: it stands on a ground of its own.
    ground = {"facecolor": "white", "edgecolor": "none", "pad": 1.0}
    at = y - height / 2 - 0.07
    _write(paper, room.left + 0.02, at, heading, size=LABEL, weight="bold", bbox=ground)


def _page(words: Words, *, data: pd.DataFrame, width: float, height: float) -> tuple[Picture, Axes]:
    """Make an empty page on which positions are inches from its upper left corner."""
    picture = Picture(
        name=words.name,
        title=words.title,
        caption=words.caption,
        alt=words.alt,
        data=data,
        size=(width, height),
    )
    paper = picture.add_axes((0, 0, 1, 1), label="paper")
    paper.set(xlim=(0, width), ylim=(height, 0), zorder=1)
    paper.set_axis_off()
    return picture, paper


def _key_lines(keys: Sequence[Key], *, width: float) -> list[list[tuple[float, Key]]]:
    """Set the entries of the key side by side and break them into lines."""
    lines: list[list[tuple[float, Key]]] = []
    x = width
    for key in keys:
        wide = _sign_width(key) + text_width(key.text, size=SMALL)
        if not lines or x + wide > width - PAD:
            lines.append([])
            x = PAD
        lines[-1].append((x, key))
        x += wide + 0.24
    return lines


def _sign_width(key: Key) -> float:
    """Give the room of the sign and of the gap after it; an entry may be words alone."""
    return key.width + 0.07 if key.width else 0.0


def draw_boxes(
    axes: Axes, boxes: Sequence[Box], *, colours: Sequence[str], edges: str = "none"
) -> None:
    """Draw filled boxes, all at once, which is much faster than one by one."""
    shapes = [[(a, b), (c, b), (c, d), (a, d)] for a, b, c, d in boxes]
    axes.add_collection(
        PolyCollection(shapes, facecolors=colours, edgecolors=edges, lw=0.7, zorder=3)
    )


def nothing_to_show(*, words: Words, data: pd.DataFrame) -> Picture:
    """Make a picture that says, in place of a body, that and why there is nothing to show."""
    titles, notes = _lines(words, width=NARROWEST)
    height = 2 * PAD + 0.24 * len(titles) + 0.18 * len(notes) + 0.04
    with style():
        picture, paper = _page(words, data=data, width=NARROWEST, height=height)
        _write_words(paper, words=words, width=NARROWEST)
    return picture
