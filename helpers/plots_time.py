"""How does the stance of outlets go over time? A table of periods in; a `Picture` out.

Small panels one above the other, one an actor; in each a line for each outlet, with its band and
its name at the end. Lines differ in colour, pattern and marker.
"""

from __future__ import annotations

from dataclasses import replace
from math import ceil
from typing import Any, Final, NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from helpers.lettering import fit, text_width
from helpers.panels import (
    SMALL,
    Row,
    Scale,
    Words,
    finish,
    lay_out,
    measure_body,
    nothing_to_show,
    placed,
)
from helpers.plots_outlets import label_actors
from helpers.presets import Preset, find_preset
from helpers.resampling import INSUFFICIENT
from helpers.scales import counted, listed
from helpers.style import HAIR, INK, LINES, MARKERS, MUTED, PALETTE, Picture, signed

BODY: Final = 6.6
LOWEST: Final = 1.3
LINE: Final = 0.15  # what a name at the end of a line needs in height
AIR: Final = 0.1
WIDEST_NAME: Final = 1.5
NARROW_NAME: Final = 0.75
MOST: Final = 6


class _Plane(NamedTuple):
    """Hold how values become places: the limit of the scale, half a band's height, the days.

    A period's mean stands at its middle, `step` being its length in days.
    """

    limit: float
    half: float
    start: pd.Timestamp
    days: float
    step: float

    def y(self, value: Any) -> Any:
        return -np.asarray(value, dtype=float) / self.limit * (self.half - AIR)

    def x(self, days: Any, *, middle: bool = True) -> Any:
        passed = (pd.DatetimeIndex(days) - self.start).days.to_numpy(dtype=float)
        return (passed + middle * self.step / 2) / self.days


def plot_over_time(
    periods: pd.DataFrame,
    *,
    turns: pd.DataFrame | None = None,
    actors: pd.DataFrame | None = None,
    most: int = MOST,
    preset: str | Preset = "screen",
) -> Picture:
    """Draw the stance of each outlet toward each actor, period by period.

    Parameters
    ----------
    periods
        From `score_over_time`.
    turns
        From `find_turns`: each change that was found is marked by an upright line in the pattern of
        its outlet.
    actors
        The catalogue, for the labels and the order of the actors; left out, their short names.
    most
        How many actors are drawn; those that most articles judge.
    preset
        The page: `screen`, `column`, `page`, `slide`, or a `Preset` of your own.

    Returns
    -------
    Picture
        Panels are actors. A full marker is a period's mean with its 95 % interval as a band, a
        hollow one a mean of fewer than 5 articles, which has none; where a period has no article
        the line is broken. Its `data`: the rows of `periods` that are drawn, with a column label.
    """
    title = "How does the stance of outlets go over time?"
    names = label_actors(periods, actors=actors)
    heavy = periods.groupby("actor")["n_articles"].sum().sort_values(ascending=False, kind="stable")
    chosen = [actor for actor in names if actor in set(heavy.index[:most])]
    data = periods[periods["actor"].isin(chosen)].assign(label=periods["actor"].map(names))
    if data["value"].isna().all():
        note = "Nothing to show: no outlet takes a stance toward any actor in any period."
        return nothing_to_show(
            words=Words("over-time", title, note, note, note), data=data, preset=preset
        )
    papers = list(dict.fromkeys(periods["outlet"]))
    page = find_preset(preset)
    widest = NARROW_NAME if page.narrow else WIDEST_NAME
    plane = _plane(data, n_outlets=len(papers))
    labels = {paper: fit(paper, width=widest, size=SMALL) for paper in papers}
    room = max(text_width(label, size=SMALL) for label in labels.values()) + 0.36
    starts = sorted(set(data["period"]))
    steps = tuple((float(plane.y(at)), signed(at)) for at in (plane.limit, 0.0, -plane.limit))
    left = f"; the {counted(len(chosen), 'actor')} judged in most articles, of {len(names)}"
    note = (
        f"Mean stance in {counted(len(starts), 'period')}, {counted(len(papers), 'outlet')}"
        f"{left if len(chosen) < len(names) else ''}"
    )
    bands = [
        Row("", heading=names[actor], steps=steps, weight=float(heavy[actor])) for actor in chosen
    ]
    scale = Scale(
        ends=(-0.02, 1.0),
        width=BODY,
        foot=[
            (float(x), f"{day:%Y-%m-%d}") for x, day in zip(plane.x(starts), starts, strict=True)
        ],
        foot_title="first day of the period",
    )
    body = measure_body(bands, scale=scale, heads=(), preset=page)
    # The names stand in the body, to the right of the time: so much of its width is one inch.
    inch = 1.02 / (body - room)
    picture, axes, middles = lay_out(
        bands,
        words=Words("over-time", title, note, _caption(data, turns), _alt(data, chosen, names)),
        data=data,
        scale=replace(scale, ends=(-0.02, 1.0 + room * inch)),
        row_height=2 * plane.half,
        preset=page,
        least_height=2 * plane.half,
        what=("actor", "articles"),
    )
    for actor, middle in placed(chosen, middles):
        for at in (plane.limit, 0.0, -plane.limit):
            dashes = (4, 3) if at == 0 else (1, 0)
            axes.plot(
                [0, 1],
                [middle + plane.y(at)] * 2,
                color=HAIR if at else MUTED,
                lw=0.8,
                dashes=dashes,
                zorder=1,
            )
        own = data[data["actor"] == actor]
        ends = [
            _draw_line(axes, own[own["outlet"] == paper], number, plane=plane, middle=middle)
            for number, paper in enumerate(papers)
        ]
        _draw_names(axes, ends, list(labels.values()), plane=plane, middle=middle, inch=inch)
        _draw_turns(axes, turns, actor, papers=papers, plane=plane, middle=middle)
    return finish(picture, preset=page)


def _plane(data: pd.DataFrame, *, n_outlets: int) -> _Plane:
    ends = data[["value", "low", "high"]].abs().max().max()
    starts = sorted(set(data["period"]))
    step = starts[1] - starts[0] if len(starts) > 1 else pd.Timedelta(days=1)
    return _Plane(
        limit=min(1.0, max(0.25, ceil(ends * 4) / 4)),
        half=max(LOWEST, LINE * n_outlets + 2 * AIR) / 2,
        start=starts[0],
        days=max((starts[-1] - starts[0] + step).days, 1),
        step=step.days,
    )


def _look(number: int) -> tuple[str, Any, str]:
    """Give an outlet its colour, line and marker."""
    return (
        PALETTE[number % len(PALETTE)],
        LINES[number % len(LINES)],
        MARKERS[number % len(MARKERS)],
    )


def _draw_line(
    axes: Axes, rows: pd.DataFrame, number: int, *, plane: _Plane, middle: float
) -> tuple[float, float] | None:
    """Draw one outlet; give the place of its last mean, if it has one."""
    colour, line, marker = _look(number)
    x = plane.x(rows["period"])
    y, low, high = (middle + plane.y(rows[column]) for column in ("value", "low", "high"))
    axes.fill_between(x, low, high, color=colour, alpha=0.14, lw=0, zorder=2)
    # A period between two without an interval has a band of no width: a bar shows it.
    axes.vlines(x, low, high, color=colour, alpha=0.45, lw=1.0, zorder=2)
    axes.plot(x, y, color=colour, ls=line, lw=1.6, zorder=3)
    thin = rows["note"].eq(INSUFFICIENT).to_numpy()
    for some, face in ((thin, "white"), (~thin, colour)):
        look: dict[str, Any] = {"mec": colour, "mfc": face, "ms": 5, "mew": 1.2, "zorder": 4}
        axes.plot(x[some], y[some], marker, **look)
    told = np.flatnonzero(~np.isnan(y))
    return (float(x[told[-1]]), float(y[told[-1]])) if len(told) else None


def _draw_names(
    axes: Axes,
    ends: list[tuple[float, float] | None],
    labels: list[str],
    *,
    plane: _Plane,
    middle: float,
    inch: float,
) -> None:
    """Write each outlet's name at the end of its line, moved apart where they would touch."""
    known = sorted((end[1], i, end[0]) for i, end in enumerate(ends) if end is not None)
    places: list[float] = []
    for y, _, _ in known:
        places.append(max(y, places[-1] + LINE) if places else y)
    foot = middle + plane.half - LINE / 2
    for i in reversed(range(len(places))):
        places[i] = min(places[i], foot if i == len(places) - 1 else places[i + 1] - LINE)
    top = middle - plane.half + LINE / 2
    for i, place in enumerate(places):
        places[i] = max(place, top if i == 0 else places[i - 1] + LINE)
    for (y, i, x), place in zip(known, places, strict=True):
        colour, _, marker = _look(i)
        # Grey and dotted, so that nobody takes it for the course of an outlet.
        way = [x + 0.05 * inch, 1 + 0.02 * inch, 1 + 0.1 * inch]
        axes.plot(way, [y, place, place], color=MUTED, ls=":", lw=0.7, zorder=2)
        axes.plot([1 + 0.14 * inch], [place], marker, mec=colour, mfc=colour, ms=4, zorder=3)
        axes.text(
            1 + 0.22 * inch, place, labels[i], color=INK, size=SMALL, va="center_baseline", zorder=5
        )


def _draw_turns(
    axes: Axes,
    turns: pd.DataFrame | None,
    actor: str,
    *,
    papers: list[str],
    plane: _Plane,
    middle: float,
) -> None:
    if turns is None:
        return
    found = turns[turns["date"].notna() & (turns["actor"] == actor) & turns["outlet"].isin(papers)]
    for outlet, date in zip(found["outlet"], found["date"], strict=True):
        colour, line, _ = _look(papers.index(outlet))
        x = float(plane.x([date], middle=False)[0])
        ends = middle - plane.half + 0.02, middle + plane.half - 0.02
        axes.vlines([x], *ends, color=colour, ls=line, lw=1.4, zorder=3)


def _caption(data: pd.DataFrame, turns: pd.DataFrame | None) -> str:
    told = (
        " An upright line, in the pattern of its outlet: the first article after a change that the "
        "search found."
        if turns is not None
        else ""
    )
    # Each row says it of its outlet and actor; an article counts for every actor that it judges.
    undated = int(data.drop_duplicates(["outlet", "actor"])["n_undated"].max())
    left_out = f" Left out, since no day is known: up to {undated} articles a line." * bool(undated)
    return (
        "One panel an actor. A marker is the mean over all readings in an outlet's articles of a "
        "period, the band and the bar its 95 % interval when whole articles are drawn anew; a "
        "hollow marker: fewer than 5 articles, and so no interval. A line is broken where an "
        "outlet has no article. A thin dotted line leads from an outlet's last mean to its name, "
        "and measures nothing."
        f"{told}{left_out} Value: mean stance, nothing borrowed."
    )


def _alt(data: pd.DataFrame, chosen: list[str], names: dict[str, str]) -> str:
    readings = []
    told = data.dropna(subset=["value"])
    for actor in chosen:
        for outlet, rows in told[told["actor"] == actor].groupby("outlet", sort=False):
            first, last = (signed(rows["value"].iloc[i]) for i in (0, -1))
            readings.append(f"{names[actor]} in {outlet} from {first} to {last}")
    return (
        f"Lines of the mean stance toward {counted(len(chosen), 'actor')} over time. "
        f"{listed(readings, limit=8)}."
    )
