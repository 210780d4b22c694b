"""How does each outlet treat each actor? A table of outlets by actors in; a `Picture` out.

One band an actor, one panel an outlet: the mean as a number, a dot for it and a line for its
interval.
"""

from __future__ import annotations

from typing import Any, Final

import pandas as pd
from matplotlib.axes import Axes

from helpers.lettering import fit, text_width
from helpers.panels import (
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
from helpers.presets import Preset, find_preset
from helpers.resampling import INSUFFICIENT
from helpers.scales import counted, listed
from helpers.schema import iterate
from helpers.style import HAIR, INK, MINUS, MUTED, Picture, signed

UP: Final = "#2a83a3"
DOWN: Final = "#c4641a"
PLAIN: Final = "#6b6b6b"
ROW: Final = 0.44
PANEL: Final = 1.45
DISC: Final = 4.5  # small, so that a narrow interval shows beside it
GAP: Final = 0.35  # between two panels, in units of the stance
STEP: Final = 2.0 + GAP
SMALL: Final = 8.0
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
        over the outlet's articles, in brackets how many judge the actor; a disc is the mean, the
        bar through it its 95 % interval, a ring a mean of too few articles for one. Where panels
        are narrow the brackets go, and then the numbers. Blue is above 0, orange below, grey where
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
    scale = Scale(
        ends=(-1.0 - GAP / 2, (len(papers) - 1) * STEP + 1.0 + GAP / 2),
        width=PANEL * len(papers),
        top=[
            (place * STEP, fit(paper, width=PANEL * 0.95, size=SMALL))
            for place, paper in enumerate(papers)
        ],
        foot=[
            (place * STEP + at, signed(at, places=0))
            for place in range(len(papers))
            for at in (-1.0, 0.0, 1.0)
        ],
        foot_title=f"unfavourable {MINUS}1 to +1 favourable",
        every=True,
    )
    panel = measure_body(bands, scale=scale, heads=(), preset=page) / len(papers)
    picture, axes, middles = lay_out(
        bands,
        words=Words("outlets", title, note, _CAPTION, _alt(data, names, papers)),
        data=data,
        scale=scale,
        row_height=ROW,
        keys=_keys(),
        preset=page,
        least_height=ROW,
        what=("actor", "articles"),
    )
    for place in range(len(papers)):
        axes.axvline(place * STEP, color=MUTED, lw=0.8, dashes=(4, 3), zorder=1)
        for edge in (-1.0, 1.0):
            axes.axvline(place * STEP + edge, color=HAIR, lw=0.8, zorder=1)
    rows = {(row.outlet, row.actor): row for row in iterate(data)}
    for actor, y in placed(list(names), middles):
        for place, paper in enumerate(papers):
            _draw(axes, rows.get((paper, actor)), y=y, zero=place * STEP, panel=panel)
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


def look_of(low: float, high: float) -> str:
    """Choose the colour: which side of 0, or neither."""
    if pd.isna(low):
        return PLAIN
    # What is 0 as printed is not above or below it.
    return UP if round(low, 2) > 0 else DOWN if round(high, 2) < 0 else PLAIN


def draw_mean(
    axes: Axes, x: float, y: float, *, colour: str, thin: bool, mark: str = "o", size: float = DISC
) -> None:
    """Draw a mean: a filled mark, or a hollow one where there is too little evidence."""
    face = "white" if thin else colour
    axes.plot([x], [y], mark, ms=size, mec=colour, mfc=face, mew=1.3, zorder=4, clip_on=False)


def _draw(axes: Axes, row: Any, *, y: float, zero: float, panel: float) -> None:
    ground = {"facecolor": "white", "edgecolor": "none", "pad": 0.6}
    look: dict[str, Any] = {"ha": "center", "va": "center", "size": SMALL, "bbox": ground}
    if row is None or pd.isna(row.value):
        axes.text(zero, y, "–", color=MUTED, **look)
        return
    colour = look_of(row.low, row.high)
    number = signed(row.value)
    fitting = [
        words
        for words in (f"{number} ({row.n_articles})", number)
        if text_width(words, size=SMALL) < panel - 0.06
    ]
    for words in fitting[:1]:
        axes.text(zero, y + NUMBER, words, color=INK, zorder=2, **look)
    if pd.notna(row.low):
        axes.hlines([y + MARK], zero + row.low, zero + row.high, color=colour, lw=2.0, zorder=3)
    draw_mean(axes, zero + row.value, y + MARK, colour=colour, thin=row.note == INSUFFICIENT)


def _keys() -> list[Key]:
    def sign(colour: str, *, thin: bool = False) -> Any:
        def draw(axes: Axes, x: float, y: float) -> None:
            if not thin:
                axes.hlines([y], x - 0.14, x + 0.14, color=colour, lw=2.0)
            draw_mean(axes, x, y, colour=colour, thin=thin)

        return draw

    return [
        Key("below 0", sign(DOWN), 0.28),
        Key("above 0", sign(UP), 0.28),
        Key("interval reaches 0", sign(PLAIN), 0.28),
        Key(INSUFFICIENT, sign(PLAIN, thin=True), 0.12),
    ]


_CAPTION: Final = (
    "Each panel is one outlet, from −1 (unfavourable) to +1 (favourable), the broken line being 0. "
    "The number is the mean, in brackets how many articles judge the actor. The bar through the "
    "disc is the 95 % interval when whole articles are drawn anew. Blue: above 0; orange: below; "
    "grey: the interval reaches 0. A ring: fewer than 5 articles, and so no interval. A dash: the "
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
