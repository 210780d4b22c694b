"""How does each outlet treat each actor? A table of outlets by actors in; a `Picture` out.

One band an actor, one panel an outlet: the mean as a number, a dot for it and a line for its
interval.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import pandas as pd
from matplotlib.axes import Axes

from helpers.lettering import fit, text_width
from helpers.panels import (
    SMALL,
    Row,
    Words,
    finish,
    lay_out,
    measure_body,
    nothing_to_show,
    placed,
)
from helpers.presets import Preset, find_preset
from helpers.resampling import INSUFFICIENT
from helpers.scales import counted, listed
from helpers.schema import iterate
from helpers.side_panels import draw_mean, draw_panels, look_of, mean_keys, panel_scale
from helpers.style import INK, MUTED, Picture, signed

ROW: Final = 0.44
PANEL: Final = 1.45
DISC: Final = 4.5  # small, so that a narrow interval shows beside it
GAP: Final = 0.44  # between two panels, in units of the stance; +1 and −1 stand side by side
STEP: Final = 2.0 + GAP
NUMBER: Final = -0.1  # how far above its band's middle a number stands, in inches
MARK: Final = 0.09


def plot_outlets(
    outlets: pd.DataFrame,
    *,
    actors: pd.DataFrame | None = None,
    preset: str | Preset = "screen",
) -> Picture:
    """Draw the mean stance of each outlet toward each actor.

    Parameters
    ----------
    outlets
        From `compare_outlets`.
    actors
        The catalogue, for the labels and the order of the actors; left out, their short names.
    preset
        The page: `screen`, `column`, `page`, `slide`, or a `Preset` of your own.

    Returns
    -------
    Picture
        Rows are actors, panels outlets, each from -1 to +1 with a line at 0. The number is the mean
        over the readings in the outlet's articles, in brackets how many judge the actor; a disc is
        the mean, the bar through it its 95 % interval, a ring a mean of too few articles for one.
        Where panels are narrow the brackets go, and then the numbers. Blue is above 0, orange
        below, grey where
        the interval reaches 0. A dash: the outlet does not judge the actor. Its `data`: the rows of
        `outlets` that are drawn, with a column label.
    """
    names = label_actors(outlets, actors=actors)
    data = outlets[outlets["actor"].isin(names)].assign(label=outlets["actor"].map(names))
    papers = list(dict.fromkeys(outlets["outlet"]))
    title = "How does each outlet treat each actor?"
    if data["value"].isna().all():
        note = "Nothing to show: no outlet takes a stance toward any actor."
        return nothing_to_show(
            words=Words("outlets", title, note, note, note), data=data, preset=preset
        )
    page = find_preset(preset)
    heavy = data.groupby("actor")["n_articles"].sum()
    bands = [Row(label, weight=float(heavy[actor])) for actor, label in names.items()]
    note = f"Mean stance toward {counted(len(names), 'actor')} in {counted(len(papers), 'outlet')}"
    heads = [fit(paper, width=PANEL * 0.95, size=SMALL) for paper in papers]
    scale = panel_scale(heads, width=PANEL, gap=GAP)
    panel = measure_body(bands, scale=scale, heads=(), preset=page) / len(papers)
    picture, axes, middles = lay_out(
        bands,
        words=Words("outlets", title, note, _CAPTION, _alt(data, names, papers)),
        data=data,
        scale=scale,
        row_height=ROW,
        keys=mean_keys(size=DISC),
        preset=page,
        least_height=ROW,
        what=("actor", "articles"),
    )
    draw_panels(axes, number=len(papers), gap=GAP)
    rows = {(row.outlet, row.actor): row for row in iterate(data)}
    write = _choose_words(data, room=panel - 0.06)
    for actor, y in placed(list(names), middles):
        for place, paper in enumerate(papers):
            _draw(axes, rows.get((paper, actor)), y=y, zero=place * STEP, write=write)
    return finish(picture, preset=page)


def label_actors(table: pd.DataFrame, *, actors: pd.DataFrame | None) -> dict[str, str]:
    """Give the labels of the actors that a table judges, in the order of the catalogue.

    Examples
    --------
    >>> label_actors(pd.DataFrame({"actor": ["un"], "value": [0.1]}), actors=None)
    {'un': 'un'}
    """
    column = "value" if "value" in table else "difference"
    told = list(dict.fromkeys(table.dropna(subset=[column])["actor"]))
    if actors is None:
        return {actor: actor for actor in told}
    labels = dict(zip(actors["actor"], actors["label"], strict=True))
    known = {actor: str(label) for actor, label in labels.items() if actor in told}
    return known | {actor: actor for actor in told if actor not in known}


def _choose_words(data: pd.DataFrame, *, room: float) -> Callable[[Any], str]:
    """Choose what is written in all panels: mean and articles, the mean, or nothing."""
    told = list(iterate(data.dropna(subset=["value"])))
    ways: tuple[Callable[[Any], str], ...] = (
        lambda row: f"{signed(row.value)} ({row.n_articles})",
        lambda row: signed(row.value),
    )
    for way in ways:
        if all(text_width(way(row), size=SMALL) < room for row in told):
            return way
    return lambda row: ""


def _draw(axes: Axes, row: Any, *, y: float, zero: float, write: Callable[[Any], str]) -> None:
    ground = {"facecolor": "white", "edgecolor": "none", "pad": 0.6}
    look: dict[str, Any] = {"ha": "center", "va": "center", "size": SMALL, "bbox": ground}
    if row is None or pd.isna(row.value):
        axes.text(zero, y, "–", color=MUTED, **look)
        return
    colour = look_of(row.low, row.high)
    words = write(row)
    if words:
        axes.text(zero, y + NUMBER, words, color=INK, zorder=2, **look)
    if pd.notna(row.low):
        axes.hlines([y + MARK], zero + row.low, zero + row.high, color=colour, lw=2.0, zorder=3)
    thin = row.note == INSUFFICIENT
    draw_mean(axes, zero + row.value, y + MARK, colour=colour, thin=thin, size=DISC)


_CAPTION: Final = (
    "Each panel is one outlet, from −1 (unfavourable) to +1 (favourable), the broken line being 0. "
    "The number is the mean over all readings, in brackets how many articles they stand in. The "
    "bar through the disc is the 95 % interval when whole articles are drawn anew. Blue: above 0; "
    "orange: below; grey: the interval reaches 0. A ring: fewer than 5 articles, and so no "
    "interval. A dash: the "
    "outlet does not judge the actor. Value: mean stance, nothing borrowed; the numbers are in the "
    "data where panels are too narrow for them."
)


def _alt(data: pd.DataFrame, names: dict[str, str], papers: list[str]) -> str:
    readings = []
    for actor, label in names.items():
        rows = data[(data["actor"] == actor) & data["value"].notna()]
        told = ", ".join(f"{row.outlet} {signed(row.value)}" for row in iterate(rows))
        readings.append(f"{label}: {told}")
    return (
        f"Mean stance toward {counted(len(names), 'actor')} in {counted(len(papers), 'outlet')}, "
        f"with intervals. {listed(readings, limit=5)}."
    )
