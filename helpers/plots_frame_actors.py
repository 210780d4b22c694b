"""To whom do the frames attach, and in which part?

Tables in: what `score_frame_actors` gives, and the actor catalogue. Out: a `Picture`, one row an
actor, one column a frame, three bars a cell.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any, Final

import pandas as pd
from matplotlib.axes import Axes

from helpers.frame_actors import PARTS
from helpers.lettering import text_width
from helpers.panels import (
    SMALL,
    Key,
    Row,
    Scale,
    Words,
    draw_boxes,
    finish,
    lay_out,
    measure_body,
    nothing_to_show,
    placed,
)
from helpers.presets import Preset, find_preset
from helpers.scales import counted, listed
from helpers.schema import AUTHOR, FRAMES, check_table, iterate
from helpers.style import INK, Picture

INKS: Final = {"agent": "#3d3a7c", "object": "#8a5a00", "judge": "#1f5f3f"}
PALE: Final = {"agent": "#b9b7de", "object": "#e0c493", "judge": "#a5cdb8"}
CELL: Final = 0.98
ROW: Final = 0.46
LOW_ROW: Final = 0.4  # where bars have no numbers
HIGH: Final = 0.27  # the highest bar, where there is room
MARGIN: Final = 0.04  # between a bar or its number and the rule of its band
APART: Final = 0.27  # from bar to bar, in shares of a cell
MOST: Final = 14
TITLE: Final = "To whom do the frames attach, and in which part?"


def plot_frame_actors(
    attachments: pd.DataFrame,
    *,
    actors: pd.DataFrame,
    limit: int = MOST,
    preset: str | Preset = "screen",
) -> Picture:
    """Show in how many sentences each actor is agent, object or judge in each frame.

    Parameters
    ----------
    attachments
        From `score_frame_actors`.
    actors
        The actor catalogue, for the labels.
    limit
        Actors drawn at most, those with the most sentences first.
    preset
        The page: `screen`, `column`, `page`, `slide`, or a `Preset` of your own.

    Returns
    -------
    Picture
        Rows are actors, and the author as judge; columns are frames. The height of a bar is a
        number of sentences, printed above it; a full bar is more than chance would give, a pale
        one is not told apart from chance, is below it, or rests on too little. Its `data`: the
        drawn rows of the table. Without any, a picture that says so.
    """
    check_table(actors, table="actors")
    labels = dict(zip(actors["actor"], actors["label"], strict=True)) | {AUTHOR: "The author"}
    told = attachments[attachments["n_sentences"] > 0]
    totals = told.groupby("actor")["n_sentences"].sum().sort_values(ascending=False, kind="stable")
    shown = list(totals.index[:limit])
    data = told[told["actor"].isin(shown)].reset_index(drop=True)
    data.attrs = dict(attachments.attrs)
    if data.empty:
        note = "Nothing to show: no cue of a frame stands in the clause of an actor."
        return nothing_to_show(
            words=Words("frame-actors", TITLE, note, note, note), data=data, preset=preset
        )
    own = sorted(set(data["frame"]) - set(FRAMES))
    frames = [frame for frame in (*FRAMES, *own) if frame in set(data["frame"])]
    above = data[data["finding"] == "above chance"]
    leading = [
        f"{labels.get(row.actor, row.actor)} as {row.part} of {row.frame.replace('_', ' ')} "
        f"({row.n_sentences} sentences, {row.lift:.1f} times what chance gives)"
        for row in iterate(above.sort_values("p", kind="stable"))
    ]
    left = len(totals) - len(shown)
    named = counted(len(set(shown) - {AUTHOR}), "actor") + " and the author" * (AUTHOR in shown)
    note = f"{named} with a part in a frame that is present" + (
        f"; {left} with fewer sentences left out" if left else ""
    )
    if above.empty:
        note += "; none beyond chance, so all bars are pale"
    caption = (
        "Each cell is an actor in a frame. The bars count the sentences in which a cue of the "
        "frame makes the actor, from left to right, agent (its deed), object (done to it) or judge "
        "(its judgement, or in its quoted words). Full bars are more than chance would give (exact "
        "test, corrected for the number of cells); pale bars are not told apart from chance, are "
        "below it, or rest on too few sentences. A cell without bars has no such sentence. "
        "Parts: the sum of the row; a sentence counts once for each frame and part."
    )
    alt = (
        f"Bars of {named} by {counted(len(frames), 'frame')}. More than "
        f"chance would give: {listed(leading, limit=6) or 'no actor in any frame'}."
    )
    page = find_preset(preset)
    most = int(data["n_sentences"].max())
    rows = [
        Row(labels.get(actor, actor), side=(str(totals[actor]),), weight=int(totals[actor]))
        for actor in shown
    ]
    scale = Scale(
        ends=(-0.5, len(frames) - 0.5),
        width=CELL * len(frames),
        top=[(i, frame.replace("_", " ")) for i, frame in enumerate(frames)],
        every=True,
    )
    cell = measure_body(rows, scale=scale, heads=("parts",), preset=page) / len(frames)
    size = 6.0 if page.room is None else SMALL
    numbers = page.room is None or APART * cell > text_width(str(most), size=size) + 0.02
    if not numbers:
        caption += f" The highest bar is {counted(most, 'sentence')}."
    picture, axes, middles = lay_out(
        rows,
        words=Words("frame-actors", TITLE, note, caption, alt),
        data=data,
        scale=scale,
        row_height=ROW if numbers else LOW_ROW,
        side_heads=("parts",),
        keys=[_key(part) for part in PARTS] + [_key("agent", pale=True)],
        preset=page,
        least_height=0.36 if numbers else 0.26,
        what=("actor", "parts"),
    )
    drawn = placed(shown, middles)
    apart = [below - above for (_, above), (_, below) in pairwise(drawn)]
    band = min([ROW if numbers else LOW_ROW, *apart])
    # A band holds its rules' margins, the highest bar and the number above that.
    high = min(HIGH, band - 2 * MARGIN - (0.03 + 0.8 * size / 72) * numbers)
    for actor, middle in drawn:
        foot = middle + band / 2 - MARGIN
        for row in iterate(data[data["actor"] == actor]):
            x = frames.index(row.frame) + APART * (PARTS.index(row.part) - 1)
            full = row.finding == "above chance"
            top = foot - high * row.n_sentences / most
            _bar(axes, x, (top, foot), row.part, full=full)
            if numbers:
                look: dict[str, Any] = {"ha": "center", "va": "baseline", "size": size}
                axes.text(x, top - 0.03, str(row.n_sentences), color=INK, **look)
    return finish(picture, preset=page)


def _bar(axes: Axes, x: float, ends: tuple[float, float], part: str, *, full: bool) -> None:
    """Draw a bar from its top to its foot."""
    box = (x - 0.09, ends[0], x + 0.09, ends[1])
    # Too pale to be seen by everyone, a bar that is not full has a dark edge.
    draw_boxes(axes, [box], colours=[(INKS if full else PALE)[part]], edges=INKS[part])


def _key(part: str, *, pale: bool = False) -> Key:
    """Explain a bar by one of its colour."""
    ink = (PALE if pale else INKS)[part]
    # In grey, bars are told apart by their place alone.
    place = dict(zip(PARTS, ("left", "middle", "right"), strict=True))[part]
    text = "pale: not more than chance, or too little" if pale else f"{place}: {part}"

    def draw(axes: Axes, x: float, y: float) -> None:
        box = (x - 0.05, y - 0.08, x + 0.05, y + 0.06)
        draw_boxes(axes, [box], colours=[ink], edges=INKS[part])

    return Key(text, draw, 0.12)
