"""How is each actor portrayed, paragraph by paragraph?

Tables in: scores, paragraphs, actors. Out: a `Picture`, one row an actor, one column a paragraph.
"""

from __future__ import annotations

from collections.abc import Mapping
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
    NO_BLOC,
    VALUE,
    body_width,
    cell_width,
    column_marks,
    counted,
    extremes,
    in_order_of_blocs,
    listed,
    mean_by_mentions,
    stance_rows,
    voice_words,
)
from helpers.schema import ALL_VOICES
from helpers.style import HAIR, INK, MINUS, MUTED, Picture, ink_on, signed, stance_colour

NUMBER_CELL: Final = 0.225  # narrowest cell, in inches, that holds "−.4"
SIGN_CELL: Final = 0.1  # narrowest cell that holds "−"
ROW: Final = 0.29
READ_OUT: Final = 4  # actors whose means the alternative text gives
NUMBER_SIZE: Final = 7.5


def plot_stance(
    scores: pd.DataFrame,
    *,
    paragraphs: pd.DataFrame,
    actors: pd.DataFrame,
    voice: str = ALL_VOICES,
    min_mentions: int = 1,
    preset: str | Preset = "screen",
) -> Picture:
    """Show the stance toward each actor in each paragraph as a grid.

    Parameters
    ----------
    scores
        The scores of one article; rows with measure `stance` are drawn.
    paragraphs, actors
        The paragraphs of that article and the actor catalogue.
    voice
        Whose words to show: `all`, `author`, `quoted`, or a speaker as named in the scores.
    min_mentions
        Actors that the voice names fewer times are left out.
    preset
        The page: `screen`, `column`, `page`, `slide`, or a `Preset` of your own.

    Returns
    -------
    Picture
        Rows are actors, by bloc and within it by number of mentions; columns are paragraphs.
        Colour and printed number give the stance; where columns are too narrow for numbers, the
        sign; where for signs, a bar above (favourable) or below (unfavourable) the middle. A dot
        marks an actor that is named without evidence enough; a blank, one not named as an actor.
        Its `data`: one row per actor and paragraph, columns actor, actor_label, bloc, paragraph,
        label, value, low, high, n_evidence, n_mentions. Without any row to draw, a picture that
        says so.

    Raises
    ------
    DiscourseError
        If the tables hold several articles, disagree about the actors, or score a cell twice.
    """
    blocks, cast, chosen = stance_rows(scores, paragraphs=paragraphs, actors=actors, voice=voice)
    mentions = chosen.groupby("actor")["n_mentions"].sum()
    kept = mentions[mentions >= min_mentions].index
    named = cast[cast["actor"].isin(kept)]
    # Given a longer series, an empty table would take its rows.
    order = in_order_of_blocs(named.assign(named=mentions.reindex(named.index)))
    cells = (
        order[["actor", "label", "bloc"]]
        .rename(columns={"label": "actor_label"})
        .reset_index(drop=True)
        .merge(blocks[["paragraph", "label"]], how="cross")
        .merge(
            chosen[["actor", "paragraph", "value", "low", "high", "n_evidence", "n_mentions"]],
            how="left",
            on=["actor", "paragraph"],
        )
        .fillna({"n_evidence": 0, "n_mentions": 0})
        .astype({"n_evidence": "int64", "n_mentions": "int64"})
    )
    cells.attrs = dict(scores.attrs)
    name = "stance" if voice == ALL_VOICES else f"stance-{voice}"
    title = "How is each actor portrayed, paragraph by paragraph?"
    if cells.empty:
        note = f"Nothing to show: no stance toward any actor, {voice_words(voice)}."
        return nothing_to_show(
            words=Words(name, title, note, note, note), data=cells, preset=preset
        )

    valued = cells.dropna(subset="value")
    means = {str(actor): mean_by_mentions(rows) for actor, rows in valued.groupby("actor")}
    unsure = int((cells["value"].isna() & (cells["n_mentions"] > 0)).sum())
    few = int((mentions < min_mentions).sum())
    shown = (
        f"{counted(len(order), 'actor')} in {counted(len(blocks), 'paragraph')}, "
        f"{voice_words(voice)}"
    )
    caption = (
        "Each cell is one actor in one paragraph (T is the title). Orange is unfavourable, blue is "
        "favourable, grey is neutral; a dot means that the actor is named but too little is said "
        "to judge, a blank that it is not named, or only as a place. "
        + f"Actors named under {min_mentions} times are left out ({few}). " * bool(few)
        + f"{VALUE}; mean: over the paragraphs, by mentions; cells without evidence are left open."
    )
    alt = (
        f"Grid of the stance toward {shown}. {len(valued)} of {len(cells)} cells hold a value, "
        f"{unsure} name an actor with too little evidence. "
        + _read_out(order, valued=valued, means=means)
        + extremes(means, cast=cast)
    )
    several = order["bloc"].nunique() > 1
    page = find_preset(preset)
    heads = ("mean",) if page.narrow else ("named", "mean")
    rows = [
        Row(
            label=label,
            side=(str(named), signed(means[actor]) if actor in means else "–")[-len(heads) :],
            heading=(bloc or NO_BLOC) if several and begins else "",
            weight=named,
        )
        for actor, label, named, bloc, begins in zip(
            *(order[column] for column in ("actor", "label", "named", "bloc")),
            ~order["bloc"].duplicated(),
            strict=True,
        )
    ]
    columns = len(blocks)
    scale = Scale(
        ends=(-0.5, columns - 0.5),
        width=body_width(columns),
        top=column_marks(blocks),
        top_title="paragraph",
    )
    cell = measure_body(rows, scale=scale, heads=heads, preset=page) / columns
    bars = cell < SIGN_CELL
    picture, axes, middles = lay_out(
        rows,
        words=Words(
            name,
            title,
            f"Stance toward {shown}",
            caption + fine_print(cell, preset=page),
            alt,
        ),
        data=cells,
        scale=scale,
        row_height=ROW,
        side_heads=heads,
        keys=[*(_bar_keys() if bars else _stance_keys()), _heads_key(heads)],
        preset=page,
        what=("actor", "mentions"),
    )
    cells = cells.assign(
        x=cells["paragraph"].map(dict(zip(blocks["paragraph"], range(columns), strict=True))),
        y=cells["actor"].map(dict(placed(order["actor"].tolist(), middles))),
    ).dropna(subset="y")
    named = cells[cells["value"].isna() & (cells["n_mentions"] > 0)]
    cell = cell_width(axes)
    axes.plot(named["x"], named["y"], "o", ms=min(2.8, cell * 36), color=MUTED, mew=0)
    if bars:
        for _, y in placed(middles, middles):
            axes.axhline(y, color=HAIR, lw=0.6, zorder=0)
    _draw_cells(axes, cells.dropna(subset="value"), cell=cell, bars=bars)
    return finish(picture, preset=page)


def _short(value: float) -> str:
    """Write a stance into a cell: −.4, +.3, 0, +1."""
    return signed(value, places=1).replace("0.", ".").replace("1.0", "1")


def _bar(value: float) -> tuple[float, float, str]:
    """Give the ends of a bar, as shares of half a row upward, and its colour."""
    if _short(value) == "0":
        return 0.3, -0.3, "#8c8c8c"
    # The height shows the strength, so that the colour may keep clear of white.
    colour = stance_colour(float(np.sign(value)) * max(abs(value), 0.45))
    return (max(value, 0.15), 0.0, colour) if value > 0 else (0.0, min(value, -0.15), colour)


def _draw_cells(axes: Axes, cells: pd.DataFrame, *, cell: float, bars: bool) -> None:
    """Draw the cells that hold a value, each `cell` inches wide, as bars or with its number."""
    half = ROW / 2 - 0.02
    side = 0.5 - min(0.02, cell * 0.12) / cell
    boxes, colours = [], []
    for x, y, value in zip(cells["x"], cells["y"], cells["value"], strict=True):
        up, down, colour = _bar(value) if bars else (1.0, -1.0, stance_colour(value))
        boxes.append((x - side, y - up * half, x + side, y - down * half))
        colours.append(colour)
        if not bars:
            text = _short(value) if cell >= NUMBER_CELL else _short(value)[0]
            ink = ink_on(colour)
            axes.text(
                x, y, text, zorder=4, size=NUMBER_SIZE, color=ink, ha="center", va="center_baseline"
            )
    draw_boxes(axes, boxes, colours=colours)


def _dot(axes: Axes, x: float, y: float) -> None:
    axes.plot(x, y, "o", ms=2.8, color=MUTED, mew=0)


def _ramp(axes: Axes, x: float, y: float) -> None:
    for i in range(9):
        ends = [x - 0.72 + 0.16 * i, x - 0.57 + 0.16 * i]
        axes.fill_between(ends, y - 0.08, y + 0.08, color=stance_colour(-1 + i / 4), lw=0)
    axes.text(x, y, "0", size=NUMBER_SIZE, color=INK, ha="center", va="center_baseline")


def _read_out(order: pd.DataFrame, *, valued: pd.DataFrame, means: Mapping[str, float]) -> str:
    """Tell the means of the actors that are named most, for whoever does not see the grid."""
    most = order.sort_values("named", ascending=False, kind="stable").head(READ_OUT)
    spread = valued.groupby("actor").size()
    told = [
        f"{label} {signed(means[actor])} over {counted(int(spread[actor]), 'paragraph')}"
        for actor, label in zip(most["actor"], most["label"], strict=True)
        if actor in means
    ]
    return f"Mean of those named most: {listed(told)}. " if told else ""


def _stance_keys() -> list[Key]:
    """Explain colours, dot and blank."""
    return [
        Key(f"unfavourable {MINUS}1"),
        Key("+1 favourable", _ramp, 1.44),
        Key("named, too little evidence", _dot, 0.1),
        Key("blank: not named as an actor"),
    ]


def _heads_key(heads: tuple[str, ...]) -> Key:
    """Explain the columns of numbers."""
    words = {"named": "named: how often, as an actor", "mean": "mean: of all its paragraphs"}
    return Key("; ".join(words[head] for head in heads))


def _bar_keys() -> list[Key]:
    """Explain bars, dot and blank."""

    def sign(value: float) -> Key:
        up, down, colour = _bar(value)

        def draw(axes: Axes, x: float, y: float) -> None:
            axes.hlines(y, x - 0.1, x + 0.1, color=HAIR, lw=0.8)
            axes.fill_between([x - 0.025, x + 0.025], y - up / 8, y - down / 8, color=colour, lw=0)

        words = {1.0: "up: favourable", 0.0: "across: neutral", -1.0: "down: unfavourable"}
        return Key(words[value], draw, 0.2)

    return [sign(1.0), sign(0.0), sign(-1.0), *_stance_keys()[2:]]
