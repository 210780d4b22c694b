"""Does the text dwell on our good and their bad? Mentions in their corners in; a figure out.

Four corners, two rows and two columns. Each mention is one small box: full where it is emphasised,
open where it is mitigated.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Final

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from helpers.corners import THIN, SquareTest, compare_square, keep_voice, score_square
from helpers.lettering import shorten, text_width, wrap
from helpers.panels import LABEL, SMALL, TITLE, Words, nothing_to_show
from helpers.scales import counted, voice_words
from helpers.schema import ALL_VOICES
from helpers.square import CORNERS, THEM, US
from helpers.style import HAIR, INK, MUTED, Picture, signed, stance_colour, style

PAD: Final = 0.16
CORNER: Final = (3.0, 1.62)  # width and height in inches
LEFT: Final = 1.12
GAP: Final = 0.14
LARGEST: Final = 0.19  # side of a box in inches
HEAD: Final = 0.5  # room for the words of a corner
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
        return nothing_to_show(words=Words(name, title, note, note, note), data=corners)
    names = {US: us or "us", THEM: them or "them"}
    taken = keep_voice(items, voice=voice)
    taken = taken[taken["corner"] != ""]
    proposed = bool(items.attrs.get("proposed", False))
    note = f"{test.n} mentions of {test.n_actors} actors that take a side, {voice_words(voice)}" + (
        "; the two sides are a proposal, made from stance" if proposed else ""
    )
    verdict = _verdict(test)
    caption = (
        "Each box is one mention that the text takes well (blue, left) or badly (orange, right). "
        "Full: more emphasised than the average mention (headline or lead, long sentence, booster, "
        "named as doer, in the author's words); open: less. In italics what van Dijk's square "
        f"expects. {verdict}"
    )
    told = [_tell(row) for row in corners.to_dict("records")]
    alt = f"Ideological square of {note}. {' '.join(told)} {verdict}"
    return _draw(Words(name, title, note, caption, alt), corners=corners, taken=taken, names=names)


def _tell(row: Mapping[Any, Any]) -> str:
    """Put a corner into words."""
    index = THIN if row["note"] else f"emphasis {signed(row['emphasis'])}"
    return (
        f"{row['corner'].capitalize()}: {counted(row['n'], 'mention')}, "
        f"{row['expected']:.0f} if both sides were treated alike, "
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


def _draw(
    words: Words, *, corners: pd.DataFrame, taken: pd.DataFrame, names: Mapping[str, str]
) -> Picture:
    width = LEFT + 2 * CORNER[0] + GAP + PAD
    titles = wrap(words.title, width=width - 2 * PAD, size=TITLE, bold=True)
    notes = wrap(words.note, width=width - 2 * PAD, size=LABEL)
    top = PAD + 0.24 * len(titles) + 0.18 * len(notes) + 0.62
    height = top + 2 * CORNER[1] + GAP + 0.1 + PAD
    with style():
        picture = Picture(
            name=words.name,
            title=words.title,
            caption=words.caption,
            alt=words.alt,
            data=corners,
            size=(width, height),
        )
        paper = picture.add_axes((0, 0, 1, 1), label="paper")
        paper.set(xlim=(0, width), ylim=(height, 0))
        paper.set_axis_off()
        at = PAD
        for line in titles:
            paper.text(PAD, at, line, color=INK, size=TITLE, weight="bold", va="top")
            at += 0.24
        for line in notes:
            paper.text(PAD, at + 0.01, line, color=MUTED, size=LABEL, va="top")
            at += 0.18
        side = _box_side(max(corners["n"]))
        _write_key(paper, at + 0.16)
        for column, what in enumerate(("shown as good", "shown as bad")):
            x = LEFT + column * (CORNER[0] + GAP) + CORNER[0] / 2
            paper.text(x, top - 0.09, what, color=INK, size=LABEL, weight="bold", ha="center")
        for place, row in enumerate(corners.to_dict("records")):
            down, across = divmod(place, 2)
            x = LEFT + across * (CORNER[0] + GAP)
            y = top + down * (CORNER[1] + GAP)
            if not across:
                _write_side(paper, y, names, ours=not down)
            own = taken[taken["corner"] == CORNERS[place]]
            _draw_corner(paper, x, y, row, own, centre=float(taken["emphasis"].mean()), side=side)
    return picture


def _box_side(most: int) -> float:
    """Find the largest boxes of which the fullest corner holds all."""
    side = LARGEST
    room = (CORNER[0] - 0.2, CORNER[1] - HEAD - 0.1)
    while side > 0.01 and int(room[0] / side) * int(room[1] / side) < most:
        side *= 0.97
    return side


def _write_side(paper: Axes, y: float, names: Mapping[str, str], *, ours: bool) -> None:
    """Write whose row it is: "us", and who that is."""
    key = US if ours else THEM
    middle = y + CORNER[1] / 2
    lines = wrap(names[key], width=LEFT - PAD - 0.1, size=SMALL)[:4]
    lines = [] if names[key] == key else lines
    first = middle - 0.08 * len(lines)
    paper.text(
        LEFT - 0.1, first, key, color=INK, size=LABEL, weight="bold", ha="right", va="center"
    )
    for number, line in enumerate(lines):
        y_line = first + 0.19 + 0.15 * number
        text = shorten(line, limit=16)
        paper.text(LEFT - 0.1, y_line, text, color=MUTED, size=SMALL, ha="right", va="center")


def _draw_corner(
    paper: Axes,
    x: float,
    y: float,
    row: Mapping[Any, Any],
    own: pd.DataFrame,
    *,
    centre: float,
    side: float,
) -> None:
    full, open_ = _GOOD if row["corner"].endswith("good") else _BAD
    paper.add_patch(Rectangle((x, y), *CORNER, facecolor="none", edgecolor=HAIR, lw=1))
    head = f"{row['corner']}: {row['n']}"
    paper.text(x + 0.1, y + 0.2, head, color=INK, size=LABEL, weight="bold")
    wide = text_width(head, size=LABEL, bold=True)
    expected = f"{row['expected']:.0f} if treated alike"
    paper.text(x + 0.2 + wide, y + 0.2, expected, color=MUTED, size=SMALL)
    if row["note"]:
        index = row["note"]
    else:
        index = f"emphasis {signed(row['emphasis'])}"
        if not math.isnan(row["low"]):
            index += f" ({signed(row['low'])} to {signed(row['high'])})"
    paper.text(x + 0.1, y + 0.38, index, color=INK, size=SMALL)
    paper.text(
        x + CORNER[0] - 0.1,
        y + 0.38,
        EXPECTED[row["corner"]],
        color=MUTED,
        size=SMALL,
        style="italic",
        ha="right",
    )
    columns = int((CORNER[0] - 0.2) / side)
    strong = int((own["emphasis"] > centre).sum())
    for number in range(len(own)):
        down, across = divmod(number, columns)
        pad = side * 0.12
        paper.add_patch(
            Rectangle(
                (x + 0.1 + across * side + pad / 2, y + HEAD + down * side + pad / 2),
                side - pad,
                side - pad,
                facecolor=full if number < strong else open_,
                edgecolor=full,
                lw=0.7,
            )
        )


def _write_key(paper: Axes, y: float) -> None:
    """Explain full and open boxes."""
    x = PAD
    for fill, text in ((True, "emphasised mention"), (False, "mitigated mention")):
        for colours in (_GOOD, _BAD):
            colour = colours[0] if fill else colours[1]
            box = Rectangle((x, y - 0.07), 0.12, 0.12, facecolor=colour, edgecolor=colours[0], lw=1)
            paper.add_patch(box)
            x += 0.16
        paper.text(x + 0.04, y, text, color=INK, size=SMALL, va="center")
        x += text_width(text, size=SMALL) + 0.3
    paper.text(
        x,
        y,
        "in italics: what the square expects",
        color=MUTED,
        size=SMALL,
        va="center",
        style="italic",
    )
