"""How large must a page be to hold every text, and what goes where one cannot grow?

In: rows, words, a scale and a preset. Out: a `Room`, the measures of the page in inches as
designed, from its upper left corner. On a screen the page grows until all is on it. On paper or a
slide its width is given: the body takes what labels and numbers leave. Where the height is given as
well, bands become lower or higher; where they would be too low to be read, the lightest rows go.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Final

from helpers.errors import DiscourseError
from helpers.lettering import fit, shorten, text_width, thin, wrap
from helpers.parts import Bands, Key, Row, Scale, Words
from helpers.presets import Preset, check_height
from helpers.style import visible

LABEL: Final = 9.0
SMALL: Final = 8.0
TITLE: Final = 12.5
NARROWEST: Final = 6.4
HEADING: Final = 0.3
LINE: Final = 0.15  # from one line of small letters to the next
LEAST_BODY: Final = 1.2  # of a figure whose page has a given width, in inches as designed
HIGHEST: Final = 2.2  # times its designed height, at most, for a band on a slide


@dataclass(frozen=True)
class Room:
    """Hold the measures of a page, in inches as designed, from its upper left corner.

    The body begins at `left` and `top` and is `body` wide and `depth` deep, `stretch` inches for
    each of its vertical axis; `middles` are the rows' middles below `top` on that axis, NaN for a
    row left out; `edges` are the right edges of the columns at the right; `head` says how the texts
    at the top are written and how high they stand.
    """

    width: float
    height: float
    pad: float
    left: float
    top: float
    body: float
    depth: float
    stretch: float
    middles: tuple[float, ...]
    headings: tuple[tuple[str, ...], ...]
    edges: tuple[float, ...]
    head: Head


@dataclass(frozen=True)
class Head:
    """Hold how texts at the top are written: flat, broken into lines, or upright; and how high."""

    way: str = "flat"
    height: float = 0.0
    lines: tuple[tuple[float, tuple[str, ...]], ...] = ()


def placed(things: Sequence[Any], middles: Sequence[float]) -> list[tuple[Any, float]]:
    """Pair what the rows show with their middles, without the rows that had no room.

    Examples
    --------
    >>> placed(["a", "b"], [0.2, float("nan")])
    [('a', 0.2)]
    """
    return [(x, y) for x, y in zip(things, middles, strict=True) if not math.isnan(y)]


def short_label(text: str, *, preset: Preset) -> str:
    """Shorten the label of a row to what the page has room for."""
    if preset.label is not None:
        return fit(text, width=preset.label, size=LABEL)
    text = shorten(text)
    return fit(text, width=preset.label_room, size=LABEL) if preset.label_room else text


def measure_body(
    rows: Sequence[Row], *, scale: Scale, heads: Sequence[str], preset: Preset
) -> float:
    """Find how wide the body will be, in inches as designed."""
    left, sides = _beside(rows, scale=scale, heads=heads, preset=preset)
    return _widths(left, sides, scale=scale, preset=preset)[1]


def measure_room(
    bands: Bands,
    *,
    words: Words,
    scale: Scale,
    heads: Sequence[str],
    keys: Sequence[Key],
    preset: Preset,
) -> Room:
    """Find the measures of a page that holds every text."""
    rows = bands.rows
    left, sides = _beside(rows, scale=scale, heads=heads, preset=preset)
    width, body, sides = _widths(left, sides, scale=scale, preset=preset)
    head = _head(scale, body=body, preset=preset)
    high = preset.pad + words_height(words, width=width, preset=preset)
    high += 0.24 * len(key_lines(keys, width=width, pad=preset.pad))
    top = high + 0.12 + max(head.height, 0.2 if heads else 0.0)
    below = 0.06 + (0.2 if scale.foot else 0.0) + (0.18 if scale.foot_title else 0.0) + preset.pad
    over = width - left - preset.pad
    kept, stretch = _fit_height(bands, over=over, taken=top + below, preset=preset)
    titles = _headings(rows, kept=kept, width=over, preset=preset)
    middles, depth = _middles(bands, titles, kept=kept, stretch=stretch, preset=preset)
    height = top + depth * stretch + below
    check_height(height, what=words.name, preset=preset)
    if preset.exact and preset.reach:
        # What is left over goes above and below the body.
        top += 0.4 * (preset.reach - height)
        height = preset.reach
    return Room(
        width=width,
        height=height,
        pad=preset.pad,
        left=left,
        top=top,
        body=body,
        depth=depth,
        stretch=stretch,
        middles=middles,
        headings=titles,
        edges=tuple(left + body + sum(sides[: i + 1]) for i in range(len(sides))),
        head=head,
    )


def _beside(
    rows: Sequence[Row], *, scale: Scale, heads: Sequence[str], preset: Preset
) -> tuple[float, list[float]]:
    """Measure what stands left of the body, and each column at its right."""
    texts = [short_label(row.label, preset=preset) for row in rows]
    texts += [text for row in rows for _, text in row.steps]
    left = preset.pad + 0.1
    left += max(text_width(text, size=LABEL) for text in (*texts, scale.top_title))
    sides = [
        0.2 + max(text_width(text, size=SMALL) for text in (head, *(row.side[i] for row in rows)))
        for i, head in enumerate(heads)
    ]
    return left, sides


def _widths(
    left: float, sides: Sequence[float], *, scale: Scale, preset: Preset
) -> tuple[float, float, list[float]]:
    """Find the width of the page and of its body, and the columns that leave the body its room."""
    kept = list(sides)
    while True:
        right = max(sum(kept) + preset.pad, 0.36)
        width = preset.room or max(left + scale.width + right, NARROWEST)
        body = width - left - right
        if preset.room is None or body >= LEAST_BODY:
            return width, body, kept
        if not kept:
            raise DiscourseError(
                f"preset {preset.name!r}: labels and margins leave a figure {max(body, 0):.2f} of "
                f"{width:.2f} inches, and it needs {LEAST_BODY}; give a larger width, a smaller "
                "scale, or a smaller label"
            )
        kept.pop()


def words_lines(words: Words, *, width: float, preset: Preset) -> tuple[list[str], list[str]]:
    """Break title and sub-title to the width of the page; none where the page draws none."""
    if not preset.titled:
        return [], []
    room = width - 2 * preset.pad
    titles = wrap(words.title, width=room, size=TITLE, bold=True)
    return titles, wrap(words.note, width=room, size=LABEL)


def words_height(words: Words, *, width: float, preset: Preset) -> float:
    """Measure title and sub-title."""
    titles, notes = words_lines(words, width=width, preset=preset)
    return 0.24 * len(titles) + 0.18 * len(notes)


def key_lines(keys: Sequence[Key], *, width: float, pad: float) -> list[list[tuple[float, Key]]]:
    """Set the entries of the key side by side and break them into lines."""
    lines: list[list[tuple[float, Key]]] = []
    x = width
    for key in keys:
        wide = sign_width(key) + text_width(key.text, size=SMALL)
        if not lines or x + wide > width - pad:
            lines.append([])
            x = pad
        lines[-1].append((x, key))
        x += wide + 0.24
    return lines


def sign_width(key: Key) -> float:
    """Give the room of the sign and of the gap after it; an entry may be words alone."""
    return key.width + 0.07 if key.width else 0.0


def _head(scale: Scale, *, body: float, preset: Preset) -> Head:
    """Choose how the texts at the top are written."""
    if not scale.top:
        return Head()
    start, end = scale.ends
    marks = [((at - start) / (end - start) * body, text) for at, text in scale.top]
    if not scale.every or preset.room is None or len(thin(marks, size=SMALL)) == len(marks):
        return Head("flat", 0.2)
    column = body / (end - start) * min(b[0] - a[0] for a, b in pairwise(scale.top)) - 0.07
    lines = [wrap(text, width=column, size=SMALL) for _, text in marks]
    whole = all(
        " ".join(each) == visible(text) for each, (_, text) in zip(lines, marks, strict=True)
    )
    if whole and max(map(len, lines)) <= 3:
        return _lines_head("lines", marks, lines)
    upright = [[fit(text, width=1.6, size=SMALL)] for _, text in marks]
    height = 0.14 + max(text_width(each[0], size=SMALL) for each in upright)
    return replace(_lines_head("upright", marks, upright), height=height)


def _lines_head(
    way: str, marks: Sequence[tuple[float, str]], lines: Sequence[Sequence[str]]
) -> Head:
    found = tuple((x, tuple(each)) for (x, _), each in zip(marks, lines, strict=True))
    return Head(way, 0.05 + LINE * max(map(len, lines)), found)


def _headings(
    rows: Sequence[Row], *, kept: Sequence[int], width: float, preset: Preset
) -> tuple[tuple[str, ...], ...]:
    """Break the headings into lines; that of a row left out goes to the next of its group."""
    found: list[tuple[str, ...]] = []
    waiting = ""
    for i, row in enumerate(rows):
        waiting = row.heading or waiting
        here = visible(waiting) if i in kept else ""
        waiting = "" if i in kept else waiting
        if preset.room is None:
            here = fit(here, width=width, size=LABEL, bold=True)
            found.append((here,) if here else ())
            continue
        lines = wrap(here, width=width, size=LABEL, bold=True)
        if len(lines) > 2:
            rest = " ".join(lines[1:])
            lines = [lines[0], fit(rest, width=width, size=LABEL, bold=True)]
        found.append(tuple(lines))
    return tuple(found)


def heading_height(lines: Sequence[str], *, preset: Preset) -> float:
    """Measure a heading above a band."""
    first = 0.24 if preset.exact else HEADING
    return first + LINE * (len(lines) - 1) if lines else 0.0


def _middles(
    bands: Bands,
    headings: Sequence[Sequence[str]],
    *,
    kept: Sequence[int],
    stretch: float,
    preset: Preset,
) -> tuple[tuple[float, ...], float]:
    """Stack the bands; give their middles and the depth of all, before they are stretched."""
    middles, depth = [], 0.0
    for i, lines in enumerate(headings):
        if i not in kept:
            middles.append(math.nan)
            continue
        depth += heading_height(lines, preset=preset) / stretch
        middles.append(depth + bands.height / 2)
        depth += bands.height
    return tuple(middles), depth


def _fit_height(
    bands: Bands, *, over: float, taken: float, preset: Preset
) -> tuple[list[int], float]:
    """Choose which rows stay and by how much the bands are stretched or pressed."""
    kept = list(range(len(bands.rows)))
    if preset.reach is None:
        return kept, 1.0
    lightest = sorted(kept, key=lambda i: (-bands.rows[i].weight, i))
    least = min(bands.least / bands.height, 1.0)
    while True:
        titles = _headings(bands.rows, kept=kept, width=over, preset=preset)
        free = preset.reach - taken
        free -= sum(heading_height(lines, preset=preset) for lines in titles)
        stretch = free / (bands.height * len(kept))
        if stretch >= least or len(kept) == 1:
            most = HIGHEST if preset.exact else 1.0
            return kept, min(max(stretch, least), most)
        kept.remove(lightest.pop())
