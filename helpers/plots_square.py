"""Does the text dwell on our good and their bad? Mentions in their corners in; a figure out.

Four corners, two rows and two columns. Each mention is one small box: full where it is emphasised,
open where it is mitigated.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from helpers.corners import THIN, SquareTest, compare_square, keep_voice, score_square
from helpers.lettering import fit, shorten, text_width, wrap
from helpers.panels import (
    LABEL,
    SMALL,
    Words,
    finish,
    make_page,
    nothing_to_show,
    write_words,
)
from helpers.presets import Preset, check_height, find_preset
from helpers.rooms import words_height
from helpers.scales import counted, voice_words
from helpers.schema import ALL_VOICES
from helpers.square import CORNERS, THEM, US
from helpers.style import HAIR, INK, MUTED, Picture, signed, stance_colour, style

CORNER: Final = (3.0, 1.62)  # width and height in inches, where the page grows
LEFT: Final = 1.12
NARROW_LEFT: Final = 0.72
AIR: Final = 0.04  # small letters are rounded to whole pixels
GAP: Final = 0.14
LARGEST: Final = 0.19  # side of a box in inches
ON_SLIDE: Final = 0.3
LINE: Final = 0.18  # from one line of the words of a corner to the next
KEYS: Final = (
    "emphasised mention",
    "mitigated mention",
    "emphasis 0: that of the average mention",
    "in italics: what the square expects",
)
# What the caption says where the corners have all their words, and where ever more are left out.
_EXPECTS: Final = (
    "van Dijk's square expects our good and their bad to be dwelt upon, and the other two passed "
    "over"
)
BRIEFER: Final = (
    "In italics what van Dijk's square expects.",
    f"Not drawn for want of room: {_EXPECTS}.",
    f"Not drawn for want of room: intervals, which are in the data, and that {_EXPECTS}.",
    "Not drawn for want of room: what chance gives and intervals, which are in the data, and that "
    f"{_EXPECTS}.",
)
LEAST_FREE: Final = 0.2  # inches in a corner, below its words, that boxes need
_GOOD: Final = (stance_colour(0.8), stance_colour(0.1))
_BAD: Final = (stance_colour(-0.85), stance_colour(-0.1))
# What the square expects of each corner.
EXPECTED: Final = {
    "our good": "dwelt upon",
    "our bad": "passed over",
    "their good": "passed over",
    "their bad": "dwelt upon",
}


def plot_square(
    items: pd.DataFrame,
    *,
    us: str = "",
    them: str = "",
    voice: str = ALL_VOICES,
    preset: str | Preset = "screen",
) -> Picture:
    """Show the ideological square: four corners, one box a mention.

    Parameters
    ----------
    items
        From `find_square`.
    us, them
        Names of the two sides for the figure, such as those of their blocs.
    voice
        all, author, quoted or a speaker.
    preset
        The page: `screen`, `column`, `page`, `slide`, or a `Preset` of your own.

    Returns
    -------
    Picture
        Rows are us and them, columns good and bad. A box is a mention: full where its emphasis is
        above that of the average mention, open where it is below. Its `data` is the table of
        `score_square`. Without a mention that takes a side, a picture that says so.
    """
    corners = score_square(items, voice=voice)
    test = compare_square(items, voice=voice)
    title = "Our good and their bad: does the text dwell on them?"
    name = "square" if voice == ALL_VOICES else f"square-{voice}"
    if not test.n:
        note = f"Nothing to show: no mention of either side takes a stance, {voice_words(voice)}."
        return nothing_to_show(
            words=Words(name, title, note, note, note), data=corners, preset=preset
        )
    page = find_preset(preset)
    names = {US: us or "us", THEM: them or "them"}
    taken = keep_voice(items, voice=voice)
    taken = taken[taken["corner"] != ""]
    proposed = bool(items.attrs.get("proposed", False))
    note = f"{test.n} mentions of {test.n_actors} actors that take a side, {voice_words(voice)}" + (
        "; the two sides are a proposal, made from stance" if proposed else ""
    )
    verdict = _verdict(test)
    plan = _plan(Words(name, title, note, "", ""), corners=corners, page=page)
    caption = (
        "Each box is one mention that the text takes well (blue, left) or badly (orange, right). "
        "Full: more emphasised than the average mention (headline or lead, long sentence, booster, "
        "named as doer, in the author's words); open: less. Expected by chance: were both sides "
        f"praised and blamed alike. {BRIEFER[plan.brief]} {verdict}"
    )
    told = [_tell(row) for row in corners.to_dict("records")]
    alt = f"Ideological square of {note}. {' '.join(told)} {verdict}"
    caption = caption if page.titled else f"{note}. {caption}"
    words = Words(name, title, note, caption, alt)
    return _draw(words, plan, corners=corners, taken=taken, names=names, page=page)


def _tell(row: Mapping[Any, Any]) -> str:
    """Put a corner into words."""
    index = THIN if row["note"] else f"emphasis {signed(row['emphasis'])}"
    return (
        f"{row['corner'].capitalize()}: {counted(row['n'], 'mention')}, "
        f"{row['expected']:.0f} expected by chance, "
        f"{row['emphasised']} emphasised, {row['mitigated']} mitigated, {index}."
    )


def _verdict(test: SquareTest) -> str:
    """Say what the test gives, in a sentence or two."""
    parts = [
        f"Our good and their bad hold {test.selection:.0%} of the mentions"
        f"{_chance(test.selection_p)}"
    ]
    if not math.isnan(test.emphasis):
        gap = signed(test.emphasis)
        parts.append(f"their emphasis less that of the rest is {gap}{_chance(test.emphasis_p)}")
    note = f" ({test.note})" if test.note else ""
    return "; ".join(parts) + note + "."


def _chance(p: float) -> str:
    if math.isnan(p):
        return ""
    return " (p < 0.001)" if p < 0.001 else f" (p = {p:.3f})"


@dataclass(frozen=True)
class _Square:
    """Hold the measures of the figure in inches, and the words in its corners.

    `free` is the height that these leave to the boxes, `brief` how many kinds of them are left out.
    """

    width: float
    height: float
    left: float
    top: float
    corner: tuple[float, float]
    head: float
    side: float
    free: float
    told: list[list[tuple[str, str]]]
    brief: int

    @property
    def keys(self) -> tuple[str, ...]:
        """Give the entries of the key: italics are explained where there are any."""
        return KEYS[:-1] if self.brief else KEYS


def _plan(words: Words, *, corners: pd.DataFrame, page: Preset) -> _Square:
    """Leave out words of the corners, the least telling first, until the boxes have room."""
    for brief in range(len(BRIEFER)):
        square = _measure(words, corners, brief=brief, page=page)
        if square.free >= LEAST_FREE:
            return square
    needed = square.height + 2 * (LEAST_FREE - square.free)
    check_height(needed, what=words.name, preset=page)
    return square


def _draw(
    words: Words,
    square: _Square,
    *,
    corners: pd.DataFrame,
    taken: pd.DataFrame,
    names: Mapping[str, str],
    page: Preset,
) -> Picture:
    with style():
        picture, paper = make_page(words, data=corners, width=square.width, height=square.height)
        at = write_words(paper, words, width=square.width, preset=page)
        _write_key(paper, at + 0.16, square.keys, width=square.width, pad=page.pad)
        across, down = square.corner
        for column, what in enumerate(("shown as good", "shown as bad")):
            x = square.left + column * (across + GAP) + across / 2
            y = square.top - 0.09
            paper.text(x, y, what, color=INK, size=LABEL, weight="bold", ha="center")
        centre = float(taken["emphasis"].mean())
        for place, (corner, texts) in enumerate(zip(CORNERS, square.told, strict=True)):
            row, column = divmod(place, 2)
            x, y = square.left + column * (across + GAP), square.top + row * (down + GAP)
            if not column:
                _write_side(paper, y, names, ours=not row, square=square, pad=page.pad)
            own = taken[taken["corner"] == corner]
            _write_corner(paper, x, y, texts, square=square)
            _draw_mentions(paper, x, y, corner, own["emphasis"] > centre, square=square)
    return finish(picture, preset=page)


def _measure(words: Words, corners: pd.DataFrame, *, brief: int, page: Preset) -> _Square:
    """Find the measures: corners as large as the page allows, boxes as large as corners allow."""
    told = [_texts(row, brief=brief) for row in corners.to_dict("records")]
    most = int(corners["n"].max())
    left = LEFT if not page.narrow else NARROW_LEFT
    width = page.room or left + 2 * CORNER[0] + GAP + page.pad
    across = (width - left - GAP - page.pad) / 2
    lines = max(len(_lines(texts, width=across - 0.2)) for texts in told)
    head = 0.14 + LINE * lines
    keys = len(_key_places(KEYS[: 4 - bool(brief)], width=width, pad=page.pad)[1])
    top = page.pad + words_height(words, width=width, preset=page) + 0.42 + 0.2 * keys
    below = GAP + 0.1 + page.pad
    down = CORNER[1] + head - 0.5
    limit = (page.reach - top - below) / 2 if page.reach else math.inf
    if page.exact:
        down = limit
    elif page.room:
        # On paper, no more room than the boxes take.
        rows = math.ceil(most / int((across - 0.2) / LARGEST))
        down = min(max(head + LARGEST * rows + 0.12, 0.9), down, limit)
    height = top + 2 * down + below
    largest = ON_SLIDE if page.exact else LARGEST
    free = down - head - 0.1
    side = _box_side(most, largest=largest, room=(across - 0.2, max(free, 0.0)))
    return _Square(width, height, left, top, (across, down), head, side, free, told, brief)


def _box_side(most: int, *, largest: float, room: tuple[float, float]) -> float:
    """Find the largest boxes of which the fullest corner holds all."""
    side = largest
    while side > 0.01 and int(room[0] / side) * int(room[1] / side) < most:
        side *= 0.97
    return side


def _write_side(
    paper: Axes, y: float, names: Mapping[str, str], *, ours: bool, square: _Square, pad: float
) -> None:
    """Write whose row it is: "us", and who that is."""
    key = US if ours else THEM
    middle = y + square.corner[1] / 2
    edge = square.left - 0.1
    lines = wrap(names[key], width=edge - pad - AIR, size=SMALL)[:4]
    lines = [] if names[key] == key else lines
    first = middle - 0.08 * len(lines)
    paper.text(edge, first, key, color=INK, size=LABEL, weight="bold", ha="right", va="center")
    for number, line in enumerate(lines):
        y_line = first + 0.19 + 0.15 * number
        text = shorten(line, limit=16)
        paper.text(edge, y_line, text, color=MUTED, size=SMALL, ha="right", va="center")


def _texts(row: Mapping[Any, Any], *, brief: int) -> list[tuple[str, str]]:
    """Give the words of a corner, each with its kind; empty where they are left out."""
    index = row["note"]
    if not index:
        index = f"emphasis {signed(row['emphasis'])}"
        if not math.isnan(row["low"]) and brief < 2:
            index += f" ({signed(row['low'])} to {signed(row['high'])})"
    return [
        (f"{row['corner']}: {row['n']}", "head"),
        (f"{row['expected']:.0f} expected by chance" * (brief < 3), "aside"),
        (index, "index"),
        (EXPECTED[row["corner"]] * (brief < 1), "expected"),
    ]


def _lines(texts: list[tuple[str, str]], *, width: float) -> list[list[tuple[str, str]]]:
    """Set the words of a corner two to a line, or one where they have no room side by side."""
    lines = []
    for one, other in (texts[:2], texts[2:]):
        size = LABEL if one[1] == "head" else SMALL
        wide = text_width(one[0], size=size, bold=one[1] == "head")
        if wide + 0.1 + text_width(other[0], size=SMALL) <= width:
            lines.append([one, other])
        else:
            # An interval stays in one piece.
            parts = one[0].replace(" (", "\n(").split("\n")
            lines += [[(fit(part, width=width, size=size), one[1])] for part in parts]
            lines += [[(other[0], f"{other[1]} alone")]] * bool(other[0])
    return lines


def _write_corner(
    paper: Axes, x: float, y: float, texts: list[tuple[str, str]], *, square: _Square
) -> None:
    """Write what stands in a corner above its boxes, and frame it."""
    across, down = square.corner
    paper.add_patch(Rectangle((x, y), across, down, facecolor="none", edgecolor=HAIR, lw=1))
    for number, line in enumerate(_lines(texts, width=across - 0.2)):
        at = y + 0.2 + LINE * number
        after = 0.0
        for text, kind in line:
            look: dict[str, Any] = {"color": INK, "size": SMALL}
            place = x + 0.1
            if kind == "head":
                look = {"color": INK, "size": LABEL, "weight": "bold"}
                after = text_width(text, size=LABEL, bold=True)
            elif kind == "aside":
                place, look["color"] = x + 0.2 + after, MUTED
            elif kind.startswith(("aside", "expected")):
                look["color"] = MUTED
                look["style"] = "italic" if kind.startswith("expected") else "normal"
                if kind == "expected":
                    place, look["ha"] = x + across - 0.1, "right"
            paper.text(place, at, text, **look)


def _draw_mentions(
    paper: Axes, x: float, y: float, corner: str, strong: pd.Series[bool], *, square: _Square
) -> None:
    """Draw one box a mention, those that are emphasised first."""
    full, open_ = _GOOD if corner.endswith("good") else _BAD
    side = square.side
    columns = int((square.corner[0] - 0.2) / side)
    for number in range(len(strong)):
        down, across = divmod(number, columns)
        pad = side * 0.12
        paper.add_patch(
            Rectangle(
                (x + 0.1 + across * side + pad / 2, y + square.head + down * side + pad / 2),
                side - pad,
                side - pad,
                facecolor=full if number < int(strong.sum()) else open_,
                edgecolor=full,
                lw=0.7,
            )
        )


def _key_places(
    keys: Sequence[str], *, width: float, pad: float
) -> tuple[list[tuple[float, float]], set[float]]:
    """Place the entries of the key, beside one another or below; give the places and the lines."""
    x, y = pad, 0.0
    places: list[tuple[float, float]] = []
    for text in keys:
        wide = 0.32 * (text in KEYS[:2]) + text_width(text, size=SMALL)
        if places and x + wide + 0.04 > width - pad:
            x, y = pad, y + 0.2
        places.append((x, y))
        x += wide + 0.3
    return places, {y for _, y in places}


def _write_key(paper: Axes, y: float, keys: Sequence[str], *, width: float, pad: float) -> None:
    """Explain full and open boxes."""
    places, _ = _key_places(keys, width=width, pad=pad)
    for (x, down), text, colours in zip(places, keys, (0, 1, None, None), strict=False):
        look: dict[str, Any] = {"color": INK, "size": SMALL, "va": "center"}
        if colours is None:
            look |= {"color": MUTED, "style": "italic" if text == KEYS[-1] else "normal"}
        else:
            for pair in (_GOOD, _BAD):
                corner, ink = (x, y + down - 0.07), pair[colours]
                box = Rectangle(corner, 0.12, 0.12, facecolor=ink, edgecolor=pair[0], lw=1)
                paper.add_patch(box)
                x += 0.16
            x += 0.04
        paper.text(x, y + down, text, **look)
