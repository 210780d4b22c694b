"""Which frames carry the story, paragraph by paragraph?

Tables in: scores, paragraphs. Out: a `Picture`, one row a frame, one column a paragraph.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from helpers.panels import (
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
from helpers.presets import Preset, find_preset, fine_print
from helpers.scales import (
    body_width,
    cell_width,
    column_marks,
    counted,
    listed,
    measured_blocks,
    one_score_each,
    only_article,
)
from helpers.schema import ALL_VOICES, FRAMES, check_table
from helpers.style import MUTED, Picture

PRESENT: Final = 0.5
PRESENT_INK: Final = "#3d3a7c"
HALF: Final = "#a6a6a6"  # the line at 0.5, apart from the hairs between rows
TRACE_INK: Final = "#8a86c2"
ROW: Final = 0.4


def plot_frames(
    scores: pd.DataFrame, *, paragraphs: pd.DataFrame, preset: str | Preset = "screen"
) -> Picture:
    """Show how strongly each frame is present in each paragraph.

    Parameters
    ----------
    scores
        The scores of one article; rows with measure `frame`, no actor and all voices are drawn.
    paragraphs
        The paragraphs of that article.
    preset
        The page: `screen`, `column`, `page`, `slide`, or a `Preset` of your own.

    Returns
    -------
    Picture
        Rows are frames, the one present in most paragraphs first; columns are paragraphs. The
        height of a bar is the value; dark bars reach 0.5 and count as present, pale ones are
        traces; a short line is a zero, a blank no evidence. Its `data`: one row per frame and
        paragraph, columns frame, paragraph, label, value, low, high, n_evidence, present. Without
        any value to draw, a picture that says so.

    Raises
    ------
    DiscourseError
        If the tables hold several articles or score a cell twice.
    """
    check_table(scores, table="scores")
    only_article(scores=scores, paragraphs=paragraphs)
    blocks = measured_blocks(paragraphs)
    chosen = scores[
        (scores["measure"] == "frame")
        & (scores["actor"] == "")
        & (scores["voice"] == ALL_VOICES)
        & scores["paragraph"].isin(blocks["paragraph"])
        & scores["value"].notna()
    ]
    chosen = one_score_each(chosen, keys=["paragraph", "label"], what="frame")
    values = chosen.rename(columns={"label": "frame"})
    counts = values[values["value"] >= PRESENT].groupby("frame").size()
    own = [frame for frame in pd.unique(values["frame"]) if frame not in FRAMES]
    order = sorted((*FRAMES, *own), key=lambda frame: -int(counts.get(frame, 0)))
    cells = (
        pd.DataFrame({"frame": order})
        .merge(blocks[["paragraph", "label"]], how="cross")
        .merge(
            values[["frame", "paragraph", "value", "low", "high", "n_evidence"]],
            how="left",
            on=["frame", "paragraph"],
        )
        .fillna({"n_evidence": 0})
        .astype({"n_evidence": "int64"})
    )
    cells["present"] = cells["value"] >= PRESENT
    cells.attrs = dict(scores.attrs)
    title = "Which frames carry the story, paragraph by paragraph?"
    if chosen.empty:
        note = "Nothing to show: no frame has a value in any measured paragraph."
        return nothing_to_show(
            words=Words("frames", title, note, note, note), data=cells, preset=preset
        )

    leading = [f"{_frame(frame)} ({counts[frame]})" for frame in order if frame in counts]
    caption = (
        "Each bar is one frame in one paragraph (T is the title); its height is the value, and the "
        "thin line through each row is 0.5. Dark bars reach it and count as present, pale ones are "
        "traces. Value: the strength of the frame in the passage, from 0 to 1; cells without "
        "evidence are left open."
    )
    alt = (
        f"Bars of {len(order)} frames over {counted(len(blocks), 'paragraph')}. "
        "Paragraphs in which a frame is present: "
        f"{listed(leading, limit=8) or 'none for any frame'}."
    )
    columns = len(blocks)
    page = find_preset(preset)
    heads = ("present",)
    rows = [
        Row(
            _frame(frame).capitalize(),
            side=(str(counts.get(frame, 0)),),
            weight=int(counts.get(frame, 0)),
        )
        for frame in order
    ]
    scale = Scale(
        ends=(-0.5, columns - 0.5),
        width=body_width(columns),
        top=column_marks(blocks),
        top_title="paragraph",
    )
    caption += fine_print(
        measure_body(rows, scale=scale, heads=heads, preset=page) / columns, preset=page
    )
    picture, axes, middles = lay_out(
        rows,
        words=Words(
            "frames", title, f"{len(order)} frames in {counted(columns, 'paragraph')}", caption, alt
        ),
        data=cells,
        scale=scale,
        row_height=ROW,
        side_heads=heads,
        keys=[
            _frame_key("present, 0.5 to 1", 0.9),
            _frame_key("trace, under 0.5", 0.4),
            _frame_key("zero", 0.0),
            Key("0.5: present from here on", _half, 0.24),
            Key("blank: no evidence"),
        ],
        preset=page,
        least_height=0.26,
        what=("frame", "paragraphs"),
    )
    cell = cell_width(axes)
    for frame, middle in placed(order, middles):
        axes.axhline(middle, color=HALF, lw=0.6, zorder=0)
        found = cells[cells["frame"] == frame].reset_index(drop=True).dropna(subset="value")
        _column(axes, found.index, middle + 0.17, found["value"], min(0.24, 0.78 * cell) / cell)
    return finish(picture, preset=page)


def _frame(frame: str) -> str:
    return frame.replace("_", " ")


def _frame_key(text: str, value: float) -> Key:
    """Explain a bar by one at half its size."""
    return Key(
        text, lambda axes, x, y: _column(axes, [x], y + 0.06, [value], 0.12, high=0.17), 0.12
    )


def _half(axes: Axes, x: float, y: float) -> None:
    axes.plot([x - 0.12, x + 0.12], [y, y], color=HALF, lw=0.8)


def _column(
    axes: Axes, xs: object, foot: float, values: object, width: float, *, high: float = 0.34
) -> None:
    """Draw bars that stand on one line and are `high` inches for a value of 1."""
    at, shares = np.asarray(xs, dtype=float), np.asarray(values, dtype=float)
    inks = np.where(shares >= PRESENT, PRESENT_INK, np.where(shares > 0, TRACE_INK, MUTED))
    # A zero stays visible as a line that stands for "looked for, not found".
    tops = foot - np.maximum(high * shares, 0.014)
    boxes = [(x - width / 2, top, x + width / 2, foot) for x, top in zip(at, tops, strict=True)]
    draw_boxes(axes, boxes, colours=inks.tolist())
