"""Does the stance toward each side change from headline to end?

Tables in: scores, paragraphs, actors. Out: a `Picture`, one band a bloc, one column a paragraph.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Final

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from helpers.lettering import shorten, text_width
from helpers.panels import (
    LABEL,
    Key,
    Row,
    Scale,
    Words,
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
    course,
    listed,
    mean_by_mentions,
    stance_rows,
    voice_words,
)
from helpers.schema import ALL_VOICES
from helpers.style import INK, MUTED, Picture, signed, stance_colour

BAR: Final = "#8c8c8c"


def plot_stance_lines(
    scores: pd.DataFrame,
    *,
    paragraphs: pd.DataFrame,
    actors: pd.DataFrame,
    voice: str = ALL_VOICES,
    preset: str | Preset = "screen",
) -> Picture:
    """Show how the stance toward each bloc runs along the article.

    Parameters
    ----------
    scores
        The scores of one article; rows with measure `stance` are drawn.
    paragraphs, actors
        The paragraphs of that article and the actor catalogue.
    voice
        Whose words to show: `all`, `author`, `quoted`, or a speaker as named in the scores.
    preset
        The page: `screen`, `column`, `page`, `slide`, or a `Preset` of your own.

    Returns
    -------
    Picture
        One band a bloc, all on one scale. A point is the mean over the bloc's actors in a
        paragraph, by mentions; its bar, the mean of their intervals, and a ring where there is
        none of any width, since too few sentences speak there; the line, a moving mean, which
        several actors without a bloc do not get, since they make no side. Its `data`: one row
        per bloc and paragraph, columns bloc, paragraph, label, value, low, high, n_mentions,
        smooth. Without any value to draw, a picture that says so.

    Raises
    ------
    DiscourseError
        If the tables hold several articles, disagree about the actors, or score a cell twice.

    Notes
    -----
    The mean of the actors' intervals is wider than the interval of their mean would be, because
    it lets all of them err to the same side at once. The line needs three points, and bridges no
    more paragraphs without evidence than it averages over.
    """
    blocks, cast, chosen = stance_rows(scores, paragraphs=paragraphs, actors=actors, voice=voice)
    valued = chosen[chosen["value"].notna()]
    valued = valued.assign(bloc=valued["actor"].map(cast["bloc"]))
    # An empty name sorts last; the sort keeps the order of the catalogue else.
    blocs = sorted(
        (b for b in cast["bloc"].unique() if b in set(valued["bloc"])), key=lambda b: not b
    )
    reach = max(1, round(len(blocks) / 40))
    runs = [_run(valued[valued["bloc"] == bloc], blocks=blocks, reach=reach) for bloc in blocs]
    # Whoever belongs to no bloc makes no side: of several such actors no course and no mean.
    loose = {""} if valued.loc[valued["bloc"] == "", "actor"].nunique() > 1 else set()
    for bloc, run in zip(blocs, runs, strict=True):
        if bloc in loose:
            run["smooth"] = np.nan
    data = pd.concat(
        [_run(valued.head(0), blocks=blocks.head(0), reach=reach), *runs],
        keys=["", *blocs],
        names=["bloc", None],
    )
    data = data.reset_index("bloc").reset_index(drop=True)
    data.attrs = dict(scores.attrs)
    name = "stance-lines" if voice == ALL_VOICES else f"stance-lines-{voice}"
    title = "Does the stance toward each side change from headline to end?"
    if not blocs:
        note = f"Nothing to show: no stance toward any actor, {voice_words(voice)}."
        return nothing_to_show(words=Words(name, title, note, note, note), data=data, preset=preset)

    columns = len(blocks)
    width = min(max(body_width(columns), 4.6), 7.6)
    page = find_preset(preset)
    height = 1.0 if len(blocs) <= 6 and not page.room else 0.76
    unit = height * 0.42
    heads = ("mean",) if page.narrow else ("mean", "paragraphs")
    rows, means, casts = [], [], []
    for bloc in blocs:
        here = valued[valued["bloc"] == bloc]
        casts.append([shorten(cast.loc[a, "label"]) for a in cast.index if a in set(here["actor"])])
        means.append("–" if bloc in loose else signed(mean_by_mentions(here)))
        rows.append(
            Row(
                label="",
                steps=((-unit, "favourable"), (0.0, "neutral"), (unit, "unfavourable")),
                side=(means[-1], str(here["paragraph"].nunique()))[: len(heads)],
                weight=int(here["n_mentions"].sum()),
            )
        )
    scale = Scale(
        ends=(-0.5, columns - 0.5),
        width=width,
        top=column_marks(blocks),
        top_title="paragraph",
    )
    body = measure_body(rows, scale=scale, heads=heads, preset=page)
    rows = [
        replace(row, heading=_heading(bloc or NO_BLOC, names, width=body if page.room else width))
        for row, bloc, names in zip(rows, blocs, casts, strict=True)
    ]
    shown = f"{counted(columns, 'paragraph')}, {voice_words(voice)}"
    spread = [
        f"{bloc or NO_BLOC} {mean}" + (f" (from {way})" if (way := course(run["smooth"])) else "")
        for bloc, mean, run in zip(blocs, means, runs, strict=True)
        if bloc not in loose
    ]
    caption = (
        "Each point is the mean stance toward the bloc's actors in one paragraph (T is the title); "
        "its bar is the mean of their 95 % intervals, and a ring has none, since too few sentences "
        "speak there: take it for a guess. The line is the mean of "
        f"{2 * reach + 1} neighbouring paragraphs and breaks where more than {reach} in a row "
        f"lack evidence. {VALUE}; paragraphs without evidence are left open."
        + " Actors without a bloc make no side: no line and no mean of them." * bool(loose)
        + fine_print(body / columns, preset=page)
    )
    alt = (
        f"Stance toward {counted(len(blocs), 'bloc')} along {shown}. "
        "Mean by bloc, and its line from start to end: "
        f"{listed(spread, limit=8) or 'none, since no actor has a bloc'}."
    )
    picture, axes, middles = lay_out(
        rows,
        words=Words(name, title, f"Stance toward each bloc in {shown}", caption, alt),
        data=data,
        scale=scale,
        row_height=height,
        side_heads=heads,
        keys=_line_keys(reach),
        preset=page,
        least_height=0.42,
        what=("bloc", "mentions"),
    )
    for run, middle in placed(runs, middles):
        _draw_run(axes, run, middle=middle, unit=unit)
    return finish(picture, preset=page)


def _line_keys(reach: int) -> list[Key]:
    """Explain point, bar and line."""

    def point(axes: Axes, x: float, y: float, *, fill: str) -> None:
        axes.plot([x], [y], "o", ms=5.5, mfc=fill, mec=INK, mew=0.7)

    return [
        Key("one paragraph", partial(point, fill=stance_colour(0.0)), 0.1),
        Key("no interval", partial(point, fill="white"), 0.1),
        Key("its 95 % interval", lambda a, x, y: a.vlines(x, y - 0.08, y + 0.08, color=BAR), 0.08),
        Key(
            f"mean of {2 * reach + 1} neighbouring paragraphs",
            lambda axes, x, y: axes.plot([x - 0.12, x + 0.12], [y, y], color=INK, lw=1.4),
            0.24,
        ),
    ]


def _heading(bloc: str, names: list[str], *, width: float) -> str:
    """Name a bloc and as many of its actors as there is room for, unless its name lists them."""
    if listed(names, limit=len(names)) == bloc:
        return bloc
    for limit in range(len(names), 0, -1):
        text = f"{bloc}: {listed(names, limit=limit)}"
        if text_width(text, size=LABEL, bold=True) <= width:
            return text
    return bloc


def _run(rows: pd.DataFrame, *, blocks: pd.DataFrame, reach: int) -> pd.DataFrame:
    """Average a bloc's actors paragraph by paragraph, and smooth where there is evidence."""
    numbers = rows[["value", "low", "high"]]
    weights = rows["n_mentions"].clip(lower=1)
    # An interval that is missing drops out of the mean of intervals, not out of the value.
    sums = numbers.mul(weights, axis=0).groupby(rows["paragraph"]).sum(min_count=1)
    shares = numbers.notna().mul(weights, axis=0).groupby(rows["paragraph"]).sum()
    run = (sums / shares).reindex(blocks["paragraph"]).astype("float64")
    counts = rows.groupby("paragraph")["n_mentions"].sum().reindex(blocks["paragraph"])
    run["n_mentions"] = counts.fillna(0).astype("int64")
    values = run["value"].to_numpy()
    weight = run["n_mentions"].clip(lower=1).to_numpy()
    known = np.flatnonzero(~np.isnan(values))
    smooth = np.full(len(run), np.nan)
    for part in np.split(known, np.flatnonzero(np.diff(known) > reach + 1) + 1):
        for i in range(part[0], part[-1] + 1) if len(part) >= 3 else ():
            near = part[np.abs(part - i) <= reach]
            closeness = reach + 1 - np.abs(near - i)
            smooth[i] = np.average(values[near], weights=weight[near] * closeness)
    run["smooth"] = smooth
    return run.reset_index().merge(blocks[["paragraph", "label"]], on="paragraph")[
        ["paragraph", "label", "value", "low", "high", "n_mentions", "smooth"]
    ]


def _draw_run(axes: Axes, run: pd.DataFrame, *, middle: float, unit: float) -> None:
    """Draw one bloc's points, intervals and line; `unit` is the height of 1 in inches."""
    cell = cell_width(axes)
    y = middle - unit * run[["value", "low", "high", "smooth"]]
    axes.axhline(middle, color=MUTED, lw=0.8, dashes=(4, 3), zorder=1)
    axes.vlines(run.index, y["low"], y["high"], color=BAR, lw=min(1.6, 14 * cell), zorder=2)
    axes.plot(run.index, y["smooth"], color=INK, lw=1.4, zorder=3)
    known = run["value"].notna()
    wide = (run["high"] - run["low"] > 1e-9)[known]
    colours = [stance_colour(value) for value in run["value"][known]]
    axes.scatter(
        run.index[known],
        y["value"][known],
        s=min(34.0, (60 * cell) ** 2),
        c=[colour if sure else "white" for colour, sure in zip(colours, wide, strict=True)],
        edgecolors=INK,
        linewidths=min(0.7, 6 * cell),
        zorder=4,
        clip_on=False,
    )
