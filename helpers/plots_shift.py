"""Which words make two stretches differ? A shift in; a `Picture` out.

Bars to the left and right of a line, one a word, that add up to the difference at the foot.
"""

from __future__ import annotations

import math
from typing import Any, Final

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from helpers.lettering import shorten
from helpers.panels import (
    Key,
    Row,
    Scale,
    Words,
    finish,
    lay_out,
    nothing_to_show,
    placed,
)
from helpers.presets import Preset, find_preset
from helpers.scales import counted, listed
from helpers.schema import AUTHOR, QUOTED, iterate
from helpers.series import RATES
from helpers.shift import REST, Shift
from helpers.style import DOWN, INK, MUTED, UP, Picture, signed

PLAIN: Final = "#8c8c8c"
ROW: Final = 0.27
TOTAL: Final = "difference"
OTHERS: Final = "all other words"
ON_SLIDE: Final = 8
# What a bar to the left and one to the right mean, for means and for rates.
KEYS: Final = (
    ("lowers: more of what speaks against, or less of what speaks for", "raises: the reverse"),
    ("lowers: used less", "raises: used more"),
)
PARTS: Final = {
    "whole": "the whole",
    "headline": "the headline",
    "body": "the body",
    "lead": "the lead",
    "end": "the end",
    AUTHOR: "the author's words",
    QUOTED: "the quoted words",
}
USES: Final = "At the right, how often the word counts on either side, once for each mention. "


def plot_shift(
    shift: Shift, *, actor: str = "", top: int = 12, preset: str | Preset = "screen"
) -> Picture:
    """Draw which words make up a difference.

    Parameters
    ----------
    shift
        From `explain_shift`.
    actor
        What to call the actor in the words of the figure; its identifier where left out.
    top
        How many words get a bar of their own, on a slide at most 8, and nowhere more than the page
        is high enough for; the others share one.
    preset
        The page: `screen`, `column`, `page`, `slide`, or a `Preset` of your own.

    Returns
    -------
    Picture
        One bar a cue, the largest first, then all other words, what rests on no word, and the whole
        difference, which is the sum of the bars. Thin lines are 95 % intervals, where there is
        evidence enough. Its `data`: one row per bar, columns cue, uses_one, uses_other,
        contribution, low, high.
    """
    title = _ask(shift)
    what = shift.label.replace("_", " ") if shift.label else f"toward {actor or shift.actor}"
    about = f"{shift.measure} {what}"
    name = f"shift-{shift.one}-{shift.other}-{shift.label or shift.actor}"
    if shift.words.empty:
        note = f"Nothing to show: no evidence of {about} on one of the sides."
        return nothing_to_show(
            words=Words(name, title, note, note, note), data=shift.words, preset=preset
        )
    page = find_preset(preset)
    top = min(top, len(shift.words), ON_SLIDE if page.exact else top)
    picture, axes, middles = _lay(shift, about=about, name=name, top=top, page=page)
    # The bars add up only with the last three: words go into the bar of the others, not out.
    while top and (lacking := sum(map(math.isnan, middles))):
        top = max(top - lacking, 0)
        picture, axes, middles = _lay(shift, about=about, name=name, top=top, page=page)
    data = picture.data
    axes.axvline(0, color=INK, lw=0.8, zorder=4)
    for row, y in placed(list(iterate(data)), middles):
        value: Any = row.contribution
        colour = PLAIN if row.cue == TOTAL else UP if value > 0 else DOWN
        _bar(axes, 0.0, value, y, colour, 0.09)
        if pd.notna(row.low):
            axes.hlines([y], row.low, row.high, color=INK, lw=0.9, zorder=5)
    return finish(picture, preset=page)


def _lay(
    shift: Shift, *, about: str, name: str, top: int, page: Preset
) -> tuple[Picture, Axes, list[float]]:
    """Lay the figure out with so many words."""
    heads = (
        ("adds",) if page.narrow else ("adds", f"uses, {_short(shift.one)} → {_short(shift.other)}")
    )
    data = _bars(shift, top=top)
    reach = 1.08 * float(data[["contribution", "low", "high"]].abs().max().max()) or 1.0
    step = _step(reach)
    marks = [k * step for k in range(-int(reach / step), int(reach / step) + 1)]
    values = [_value(v, shift) for v in (shift.value_one, shift.value_other)]
    unit = "per 100 words" if shift.measure in RATES else "of the mean"
    test = (
        f"insufficient evidence for an interval ({shift.n_one} and {shift.n_other} {shift.units})"
        if shift.note
        else f"95 % interval {signed(shift.low)} to {signed(shift.high)}"
    )
    note = (
        f"{about[:1].upper()}{about[1:]}: {shift.one} {values[0]}, {shift.other} {values[1]}; "
        f"difference {signed(shift.difference)}, {test}"
    )
    caption = (
        f"Each bar is what a word adds to the difference {unit}, “{shift.other}” less "
        f"“{shift.one}”; the bars add up to the last one exactly. "
        + USES
        * (not page.narrow)
        + "Value: use times mean weight on one side "
        f"less the same on the other; thin lines are 95 % intervals over resampled {shift.units}."
    )
    words = data[~data["cue"].isin([REST, TOTAL]) & ~data["cue"].str.startswith(OTHERS)]
    readings = [f"“{row.cue}” {signed(row.contribution)}" for row in iterate(words)]
    alt = (
        f"Bars of {counted(len(words), 'word')} that make {about} differ between {shift.one} and "
        f"{shift.other} by {signed(shift.difference)}. Largest: "
        f"{listed(readings, limit=5) or 'none but the rest'}."
    )
    words_down, words_up = KEYS[shift.measure in RATES]
    rows = [
        Row(
            row.cue,
            side=(
                signed(row.contribution),
                "" if row.cue == TOTAL else f"{row.uses_one} → {row.uses_other}",
            )[: len(heads)],
            ink=MUTED if row.cue in (REST, TOTAL) or row.cue.startswith(OTHERS) else INK,
        )
        for row in iterate(data)
    ]
    return lay_out(
        rows,
        words=Words(name, _ask(shift), note, caption, alt),
        data=data,
        scale=Scale(
            ends=(-reach, reach),
            width=4.6,
            foot=[(at, signed(at, places=_places(step))) for at in marks],
            foot_title=f"adds to the difference {unit}",
        ),
        row_height=ROW,
        side_heads=heads,
        keys=[
            Key(words_down, lambda axes, x, y: _bar(axes, x - 0.1, x + 0.1, y, DOWN, 0.06), 0.2),
            Key(words_up, lambda axes, x, y: _bar(axes, x - 0.1, x + 0.1, y, UP, 0.06), 0.2),
        ],
        preset=page,
    )


def _ask(shift: Shift) -> str:
    """Put the question that the figure answers, with the names of the sides."""
    one, other = (PARTS.get(side, side) for side in (shift.one, shift.other))
    if one == other:
        return "Which words make the two differ?"
    return f"Which words make {other} differ from {one}?"


def _short(side: str) -> str:
    return shorten(side, limit=14)


def _bars(shift: Shift, *, top: int) -> pd.DataFrame:
    """Keep the largest words, and gather the others."""
    columns = ["cue", "uses_one", "uses_other", "contribution", "low", "high"]
    words = shift.words[shift.words["cue"] != REST][columns]
    others, rest = words.iloc[top:], shift.words[shift.words["cue"] == REST][columns]
    sums = ["uses_one", "uses_other", "contribution"]
    rows = words.head(top).to_dict("records")
    if len(others):
        rows.append({"cue": f"{OTHERS} ({len(others)})", **others[sums].sum().to_dict()})
    rows += rest.to_dict("records")
    everything = shift.words[sums].sum().to_dict() | {"low": shift.low, "high": shift.high}
    rows.append({"cue": TOTAL, **everything, "contribution": shift.difference})
    table = pd.DataFrame(rows, columns=columns)
    return table.astype({"uses_one": "int64", "uses_other": "int64"})


def _bar(axes: Axes, start: float, end: float, y: float, colour: str, half: float) -> None:
    axes.add_patch(
        Rectangle((start, y - half), end - start, 2 * half, facecolor=colour, lw=0, zorder=3)
    )


def _step(reach: float) -> float:
    """Choose a round step that gives two to five marks on either side."""
    steps = [k * 10.0**power for power in range(-4, 4) for k in (1, 2, 5)]
    return next((step for step in steps if reach / step < 4), 1000.0)


def _places(step: float) -> int:
    return next(n for n in range(6) if abs(round(step, n) - step) < 1e-9)


def _value(value: float, shift: Shift) -> str:
    return f"{value:.2f}" if shift.measure in RATES else signed(value)
