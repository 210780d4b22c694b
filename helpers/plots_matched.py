"""How do two outlets differ on the same events? A `Matched` in; a `Picture` out.

One band an actor: a ring for each event, a diamond with a bar for their mean, and a cross for the
difference of the plain means, which takes no account of who covered what.
"""

from __future__ import annotations

from math import ceil
from typing import Any, Final

import pandas as pd
from matplotlib.axes import Axes

from helpers.contrasts import DIFFERS
from helpers.errors import DiscourseError
from helpers.matched import Matched
from helpers.panels import Key, Row, Scale, Words, finish, lay_out, placed
from helpers.plots_outlets import label_actors
from helpers.presets import Preset, find_preset
from helpers.resampling import INSUFFICIENT
from helpers.scales import counted, listed
from helpers.schema import iterate
from helpers.side_panels import PLAIN, draw_mean, look_of
from helpers.style import INK, MUTED, Picture, signed

ROW: Final = 0.36
BODY: Final = 5.2
EVENT: Final = "#8a8a8a"
HEADS: Final = ("on the same events", "plain", "events")


def plot_matched(
    matched: Matched,
    *,
    one: str,
    other: str,
    actors: pd.DataFrame | None = None,
    preset: str | Preset = "screen",
) -> Picture:
    """Draw the differences between two outlets, event by event, and their mean.

    Parameters
    ----------
    matched
        From `compare_matched`.
    one, other
        The two outlets; what is drawn is the stance of `other` less that of `one`.
    actors
        The catalogue, for the labels and the order of the actors; left out, their short names.
    preset
        The page: `screen`, `column`, `page`, `slide`, or a `Preset` of your own.

    Returns
    -------
    Picture
        Rows are actors. A ring is the difference on one event; the diamond is the mean over the
        events with its 95 % interval, hollow where there are fewer than five; the cross is the
        difference of the plain means. Blue or orange: the interval lies on one side of 0. Its
        `data`: the differences by event, columns as `Matched.events`, with a column label.

    Raises
    ------
    DiscourseError
        If the two outlets have no event in common.
    """
    told, events, sign = _choose(matched, one=one, other=other)
    names = label_actors(told, actors=actors)
    data = events.assign(label=events["actor"].map(names))
    title = "How do two outlets differ on the same events?"
    rows = {row.actor: row for row in iterate(told)}
    n_events = events["event"].nunique()
    note = f"{other} less {one}, {counted(n_events, 'event')}"
    ends = told[["difference", "raw", "low", "high"]].abs().max().max()
    page = find_preset(preset)
    heads = HEADS[: page.sides]
    limit = max(0.5, ceil(max(ends, events["difference"].abs().max()) * 2) / 2)
    marks = [-limit, -limit / 2, 0.0, limit / 2, limit]
    picture, axes, middles = lay_out(
        [_row(rows[actor], label, sign=sign, columns=len(heads)) for actor, label in names.items()],
        words=Words("matched", title, note, _caption(one, other), _alt(rows, names, sign=sign)),
        data=data,
        scale=Scale(
            ends=(-limit * 1.04, limit * 1.04),
            width=BODY,
            foot=[(at, signed(at)) for at in marks],
            foot_title="less favourable ← → more favourable",
        ),
        row_height=ROW,
        side_heads=heads,
        keys=_keys(),
        preset=page,
        what=("actor", "events"),
    )
    axes.axvline(0, color=MUTED, lw=0.8, dashes=(4, 3), zorder=1)
    for actor, y in placed(list(names), middles):
        own = events.loc[events["actor"] == actor, "difference"]
        axes.plot(sign * own, [y] * len(own), "o", ms=5, mec=EVENT, mfc="none", mew=0.9, zorder=2)
        _draw(axes, rows[actor], y=y, sign=sign)
    return finish(picture, preset=page)


def _choose(matched: Matched, *, one: str, other: str) -> tuple[pd.DataFrame, pd.DataFrame, int]:
    """Take the rows of a pair, and whether they have to be turned round."""
    for pair, sign in (((one, other), 1), ((other, one), -1)):
        found = [
            table[(table["one"] == pair[0]) & (table["other"] == pair[1])] for table in matched
        ]
        if len(found[1]):
            return found[1], found[0], sign
    known = sorted({*matched.differences["one"], *matched.differences["other"]})
    raise DiscourseError(
        f"{one!r} and {other!r} have no event in common; there are {', '.join(known)}"
    )


def _row(row: Any, label: str, *, sign: int, columns: int) -> Row:
    side = (signed(sign * row.difference), signed(sign * row.raw), str(row.n_events))
    ink = INK if row.note == DIFFERS else MUTED
    return Row(label, side=side[:columns], ink=ink, weight=row.n_events)


def _draw(axes: Axes, row: Any, *, y: float, sign: int) -> None:
    low, high = sorted((sign * row.low, sign * row.high))
    colour = look_of(low, high)
    axes.plot([sign * row.raw], [y], "x", ms=7, mec=INK, mew=1.4, zorder=5)
    if pd.notna(row.low):
        axes.hlines([y], low, high, color=colour, lw=2.4, zorder=3)
    thin = row.note == INSUFFICIENT
    draw_mean(axes, sign * row.difference, y, colour=colour, thin=thin, mark="D", size=6)


def _keys() -> list[Key]:
    def ring(axes: Axes, x: float, y: float) -> None:
        axes.plot([x], [y], "o", ms=5, mec=EVENT, mfc="none", mew=0.9)

    def mean(axes: Axes, x: float, y: float) -> None:
        axes.hlines([y], x - 0.14, x + 0.14, color=PLAIN, lw=2.4)
        draw_mean(axes, x, y, colour=PLAIN, thin=False, mark="D", size=6)

    def cross(axes: Axes, x: float, y: float) -> None:
        axes.plot([x], [y], "x", ms=7, mec=INK, mew=1.4)

    return [
        Key("one event", ring, 0.12),
        Key("mean over the events", mean, 0.28),
        Key("difference of the plain means", cross, 0.14),
    ]


def _caption(one: str, other: str) -> str:
    return (
        f"A ring is one event: the mean stance of {other} in its articles on it less that of "
        f"{one}. The diamond is the mean of the rings, the bar its 95 % interval when events are "
        "drawn anew; blue: above 0, orange: below, grey: the interval reaches 0, hollow: fewer "
        "than 5 events. The cross is the difference of the plain means over all articles on these "
        "events. Where cross and diamond part, the outlets gave their articles to different "
        "events. A dark label: the difference passes the test, made stricter for the number of "
        "pairs and actors. Value: difference of mean stances."
    )


def _alt(rows: dict[str, Any], names: dict[str, str], *, sign: int) -> str:
    readings = [
        f"{label} {signed(sign * rows[actor].difference)} on the same events, "
        f"{signed(sign * rows[actor].raw)} plain"
        for actor, label in names.items()
    ]
    return f"Differences between two outlets by actor. {listed(readings, limit=5)}."
