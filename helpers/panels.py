"""How is a figure laid out so that no label is cut and none lies on another?

In: rows, words and a scale. Out: a `Picture` with one band a row, labels on its left, counts on its
right, paragraphs or positions along its top and bottom, and a body to draw in.

Every text is measured before it is placed (`helpers.rooms`), and the page grows to hold it, or, on
paper and on slides, the body makes room for it. The body's horizontal axis is what the figure is
about (paragraphs, or share of the text); its vertical axis runs down in inches as designed, so that
shapes keep their size however many rows there are, and become lower or higher with their bands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection

from helpers.lettering import Mark, text_width, thin
from helpers.parts import Bands, Key, Row, Scale, Words
from helpers.presets import Preset, check_height, find_preset, finish
from helpers.rooms import (
    LABEL,
    LINE,
    NARROWEST,
    SMALL,
    TITLE,
    Room,
    key_lines,
    measure_body,
    measure_room,
    placed,
    short_label,
    sign_width,
    words_height,
    words_lines,
)
from helpers.style import HAIR, INK, MUTED, Picture, style

__all__ = [
    "LABEL",
    "SMALL",
    "TITLE",
    "Key",
    "Row",
    "Scale",
    "Words",
    "draw_boxes",
    "finish",
    "lay_out",
    "make_page",
    "measure_body",
    "nothing_to_show",
    "placed",
    "write_words",
]

LOWEST_BAND: Final = 0.21  # inches as designed, for a band with one line of letters
Box = tuple[float, float, float, float]  # left, upper, right and lower edge


def lay_out(
    rows: Sequence[Row],
    *,
    words: Words,
    data: pd.DataFrame,
    scale: Scale,
    row_height: float,
    side_heads: tuple[str, ...] = (),
    keys: Sequence[Key] = (),
    preset: str | Preset = "screen",
    least_height: float = LOWEST_BAND,
    what: tuple[str, str] = ("row", "evidence"),
) -> tuple[Picture, Axes, list[float]]:
    """Make the page and write everything on it but the body.

    Parameters
    ----------
    rows
        The bands, from the top.
    words, data
        What the figure says, and the table behind it.
    scale
        The horizontal axis; its width is that of the body where the page is as wide as needed.
    row_height
        Height of a band in inches.
    side_heads
        Headings of the columns at the right, as many as each row has side texts.
    keys
        Entries of the key, drawn under the sub-title.
    preset
        The page, by name or as a `Preset`. Give the picture to `finish` once its body is drawn.
    least_height
        How low a band may become where the page is not high enough, in inches as designed.
    what
        What a row is, and what makes it heavy, for the sentence about rows that had no room.

    Returns
    -------
    tuple
        The picture, the body's axes, and the vertical middle of each band in inches as designed;
        NaN for a row that the page had no room for (see `placed`).
    """
    page = find_preset(preset)
    bands = Bands(rows, row_height, min(least_height, row_height), what)
    about = words if page.titled else replace(words, caption=f"{words.note}. {words.caption}")

    def measure(words: Words) -> Room:
        return measure_room(
            bands, words=words, scale=scale, heads=side_heads, keys=keys, preset=page
        )

    room = measure(about)
    dropped = side_heads[len(room.edges) :]
    if dropped:
        about = _without_columns(about, dropped)
        side_heads = side_heads[: len(room.edges)]
        rows = [replace(row, side=row.side[: len(side_heads)]) for row in rows]
        bands = replace(bands, rows=rows)
        room = measure(about)
    # The sentence on what is left out may take a line, and with it another row.
    for _ in range(2):
        left_out = len(rows) - len(placed(rows, room.middles))
        if left_out:
            room = measure(_without(about, left_out, what=what))
    about = _without(about, left_out, what=what)
    with style():
        picture, paper = make_page(about, data=data, width=room.width, height=room.height)
        at = write_words(paper, about, width=room.width, preset=page)
        _write_keys(paper, keys, at=at, room=room)
        _write_scale(paper, scale=scale, heads=side_heads, room=room)
        deep = room.depth * room.stretch
        axes = picture.add_axes(
            (
                room.left / room.width,
                1 - (room.top + deep) / room.height,
                room.body / room.width,
                deep / room.height,
            ),
            label="body",
        )
        axes.set(xlim=scale.ends, ylim=(room.depth, 0), xticks=[], yticks=[], facecolor="none")
        axes.spines[:].set_visible(False)
        titled = list(zip(rows, room.headings, strict=True))
        for (row, heading), middle in placed(titled, room.middles):
            _write_row(
                paper, row, heading, middle=middle, height=row_height, room=room, preset=page
            )
        # Neighbouring bands share a rule, which is drawn once.
        edges = {
            round(y + i * row_height / 2, 4) for _, y in placed(rows, room.middles) for i in (-1, 1)
        }
        for edge in sorted(edges):
            axes.axhline(edge, color=HAIR, lw=0.6, zorder=0, clip_on=False)
    return picture, axes, list(room.middles)


def _without(words: Words, number: int, *, what: tuple[str, str]) -> Words:
    """Say how many rows had no room, and by which measure they were chosen."""
    if not number:
        return words
    noun, heavy = what
    rows = f"{noun}s" if number > 1 else noun
    told = f"Left out for want of room: {number} {rows} with the fewest {heavy}; the data hold all."
    return replace(
        words,
        note=f"{words.note}; {number} {rows} not drawn",
        caption=f"{words.caption} {told}",
        alt=f"{words.alt} {told}",
    )


def _without_columns(words: Words, heads: Sequence[str]) -> Words:
    """Say which columns of numbers had no room."""
    told = f"Not drawn for want of room, at the right: {', '.join(heads)}; the data hold all."
    return replace(words, caption=f"{words.caption} {told}")


def _write(paper: Axes, x: float, y: float, text: str, *, ink: str = MUTED, **look: Any) -> None:
    """Write a line at a point of the page, small and grey unless told otherwise."""
    if text:
        paper.text(x, y, text, color=ink, **{"size": SMALL, "va": "baseline", **look})


def write_words(paper: Axes, words: Words, *, width: float, preset: Preset) -> float:
    """Write title and sub-title; give the height that they reach down to."""
    titles, notes = words_lines(words, width=width, preset=preset)
    at = preset.pad
    for line in titles:
        _write(paper, preset.pad, at, line, ink=INK, size=TITLE, weight="bold", va="top")
        at += 0.24
    for line in notes:
        _write(paper, preset.pad, at + 0.01, line, size=LABEL, va="top")
        at += 0.18
    return at


def _write_keys(paper: Axes, keys: Sequence[Key], *, at: float, room: Room) -> None:
    """Write the key, each entry after its sign."""
    for entries in key_lines(keys, width=room.width, pad=room.pad):
        at += 0.24
        for x, key in entries:
            if key.draw:
                key.draw(paper, x + key.width / 2, at - 0.07)
            _write(paper, x + sign_width(key), at - 0.07, key.text, ink=INK, va="center_baseline")


def _write_scale(paper: Axes, *, scale: Scale, heads: Sequence[str], room: Room) -> None:
    """Write what stands above and below the body."""
    start, end = scale.ends

    def spread(marks: Sequence[Mark], *, slack: float) -> list[Mark]:
        """Put each label over its mark, or beside it where it would leave the body by much."""
        found = []
        for at, text in marks:
            half = max(text_width(text, size=SMALL) / 2 - slack, 0.0)
            x = room.left + (at - start) / (end - start) * room.body
            found.append((min(max(x, room.left + half), room.left + room.body - half), text))
        return thin(found, size=SMALL)

    above, below = room.top - 0.06, room.top + room.depth * room.stretch + 0.2
    for x, lines in room.head.lines:
        _write_head(paper, room.left + x, above, lines, upright=room.head.way == "upright")
    if not room.head.lines:
        for x, text in spread(scale.top, slack=0.06):
            _write(paper, x, above, text, ha="center")
    for x, text in spread(scale.foot, slack=0.3):
        _write(paper, x, below, text, ha="center")
    _write(paper, room.left - 0.1, above, scale.top_title, ha="right")
    _write(paper, room.left + room.body / 2, below + 0.18, scale.foot_title, ha="center")
    for edge, head in zip(room.edges, heads, strict=True):
        _write(paper, edge, above, head, ha="right")


def _write_head(paper: Axes, x: float, y: float, lines: Sequence[str], *, upright: bool) -> None:
    """Write the name of a column over it, in lines or upright."""
    if upright:
        _write(paper, x, y, lines[0], ha="center", va="bottom", rotation=90)
        return
    for up, line in enumerate(reversed(lines)):
        _write(paper, x, y - LINE * up, line, ha="center")


def _write_row(
    paper: Axes,
    row: Row,
    heading: Sequence[str],
    *,
    middle: float,
    height: float,
    room: Room,
    preset: Preset,
) -> None:
    """Write what stands left of, right of and above one band."""
    look = {"ha": "right", "va": "center_baseline"}
    y, height = room.top + middle * room.stretch, height * room.stretch
    label = short_label(row.label, preset=preset)
    _write(paper, room.left - 0.1, y, label, ink=row.ink, size=LABEL, **look)
    for below, step in row.steps:
        _write(paper, room.left - 0.1, y + below * room.stretch, step, **look)
    for edge, aside in zip(room.edges, row.side, strict=True):
        _write(paper, edge, y, aside, **look)
    # The lines of the body would run through a heading: it stands on a ground of its own.
    ground = {"facecolor": preset.background, "edgecolor": "none", "pad": 1.0}
    at = y - height / 2 - 0.07
    bold: dict[str, Any] = {"size": LABEL, "weight": "bold", "bbox": ground}
    for up, line in enumerate(reversed(heading)):
        _write(paper, room.left + 0.02, at - LINE * up, line, **bold)


def make_page(
    words: Words, *, data: pd.DataFrame, width: float, height: float
) -> tuple[Picture, Axes]:
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


def draw_boxes(
    axes: Axes, boxes: Sequence[Box], *, colours: Sequence[str], edges: str = "none"
) -> None:
    """Draw filled boxes, all at once, which is much faster than one by one."""
    shapes = [[(a, b), (c, b), (c, d), (a, d)] for a, b, c, d in boxes]
    axes.add_collection(
        PolyCollection(shapes, facecolors=colours, edgecolors=edges, lw=0.7, zorder=3)
    )


def nothing_to_show(
    *, words: Words, data: pd.DataFrame, preset: str | Preset = "screen"
) -> Picture:
    """Make a picture that says, in place of a body, that and why there is nothing to show."""
    page = find_preset(preset)
    # A page without a title needs words all the same where it has nothing else.
    titled = replace(page, titled=True)
    width = page.room or NARROWEST
    height = 2 * page.pad + words_height(words, width=width, preset=titled) + 0.04
    check_height(height, what=words.name, preset=titled)
    height = page.reach if page.exact and page.reach else height
    with style():
        picture, paper = make_page(words, data=data, width=width, height=height)
        write_words(paper, words, width=width, preset=titled)
    return finish(picture, preset=page)
