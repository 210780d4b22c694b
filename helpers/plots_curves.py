"""How does a measure run along the text, and how sure is that? A curve in; a `Picture` out.

One band an actor, frame or device, all on one scale, so that bands compare.
"""

from __future__ import annotations

import math
from typing import Any, Final

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from helpers.errors import DiscourseError
from helpers.panels import SMALL, Key, Row, Words, finish, lay_out, nothing_to_show, placed
from helpers.presets import Preset, find_preset
from helpers.scales import (
    cast_of,
    counted,
    course,
    draw_bounds,
    listed,
    measured_blocks,
    text_scale,
    voice_words,
)
from helpers.series import RATES
from helpers.style import INK, MINUS, MUTED, Picture, actor_colours, signed

RATE_INK: Final = "#3d3a7c"
# Of half a band, how much stands for 1; the rest keeps the figures of two bands apart.
FILL: Final = 0.38
LADDER: Final = 0.54  # height of a band that holds its scale as a ladder, in inches
RATE_UNITS: Final = {
    "frame": "weight of their cues per 100 words",
    "device": "uses per 100 words",
}
TITLES: Final = {
    "stance": "How does the stance toward each actor run from headline to end?",
    "polarity": "How does polarity run from headline to end?",
    "frame": "Which frames rise and fall from headline to end?",
    "device": "Which devices come and go from headline to end?",
    "none": "How does it run from headline to end?",
}


def plot_curves(
    curve: pd.DataFrame,
    *,
    paragraphs: pd.DataFrame,
    actors: pd.DataFrame,
    changes: pd.DataFrame | None = None,
    preset: str | Preset = "screen",
) -> Picture:
    """Draw the course of a measure from headline to end, with its band.

    Parameters
    ----------
    curve
        From `score_curve`: one measure, in one voice.
    paragraphs, actors
        The paragraphs of the article and the actor catalogue.
    changes
        From `find_changes`; each change found is marked by an upright line at its place,
        and by whether the measure rises or falls there.
    preset
        The page: `screen`, `column`, `page`, `slide`, or a `Preset` of your own.

    Returns
    -------
    Picture
        One band an actor or label, those with evidence only: actors by the length of their curve,
        frames and devices by their mean, the most first; line and 95 % band, of rates cut off at
        the top of the scale; open where evidence is insufficient. At the right the mean of the
        curve and the share of the text that it spans. Its `data` is the curve.

    Raises
    ------
    DiscourseError
        If the curve holds several measures or voices.
    """
    blocks = measured_blocks(paragraphs)
    cast = cast_of(actors, curve=curve)
    kinds = curve[["measure", "voice"]].drop_duplicates()
    if len(kinds) > 1:
        raise DiscourseError(
            f"table curve: a figure shows one measure in one voice, found {len(kinds)} "
            "combinations; keep one"
        )
    measure, voice = map(str, kinds.iloc[0]) if len(kinds) else ("none", "")
    name, title = f"curves-{measure}" if len(kinds) else "curves", TITLES[measure]
    known = curve.dropna(subset=["value"])
    if known.empty:
        note = "Nothing to show: nowhere three sentences with evidence near one another."
        return nothing_to_show(
            words=Words(name, title, note, note, note), data=curve, preset=preset
        )
    rate = measure in RATES
    runs: dict[Any, pd.DataFrame] = dict(iter(curve.groupby(["label", "actor"], sort=False)))
    covered = {key: int(rows["value"].notna().sum()) for key, rows in runs.items()}
    means = {key: float(runs[key]["value"].mean()) for key in runs if covered[key]}
    shown = sorted(means, key=lambda key: -(means[key] if rate else covered[key]))
    left_out = [_name(key, cast) for key in runs if not covered[key]]
    height = 0.8 if len(shown) <= 8 else 0.56 if len(shown) <= 15 else 0.42
    top = _top(known) if rate else 1.0
    unit = height * 2 * FILL / top if rate else height * FILL
    page = find_preset(preset)
    heads = ("mean",) if page.narrow else ("mean", "evidence nearby")
    # A ladder needs a band of its own height, which not every page has for so many.
    ladder = height > 0.5 and (not page.reach or page.reach > LADDER * len(shown) + 1.9)
    steps = _steps(rate, top=top, height=height) if ladder else ()
    rows = [
        Row(
            _name(key, cast),
            # The scale is that of every band, and written once.
            steps=steps if not i else (),
            side=(
                f"{means[key]:.2f}" if rate else signed(means[key]),
                f"{100 * covered[key] / len(runs[key]):.0f} %",
            )[: len(heads)],
            weight=covered[key],
        )
        for i, key in enumerate(shown)
    ]
    what = {"frame": "Frames", "device": "Devices"}.get(measure, measure.capitalize())
    note = f"{what}{'' if rate else ' toward each actor'}, {voice_words(voice)}"
    if rate:
        note += f": {RATE_UNITS[measure]}, each row from 0 to {top:.1f}"
    elif not ladder:
        note += f": each row from {MINUS}1 to +1"
    cut = ", where broader intervals are cut off" * bool((known["high"] > top).any())
    scale = f"0 to {top:.1f}{cut}" if rate else "−1 (below) to +1 (above), the broken line being 0"
    lacking = f" Insufficient evidence throughout: {listed(left_out)}." if left_out else ""
    unit_words = RATE_UNITS.get(measure, "mean stance, nothing borrowed")
    if measure == "polarity":
        unit_words = "mean polarity"
    caption = (
        "The line is the mean of the sentences around each place, nearer ones counting more; the "
        "band holds 95 % of its values when the article's sentences are resampled. Open where "
        "fewer than 3 sentences with evidence are near. Mean: of the curve, each stretch of the "
        "text counting alike, so that it may differ from a mean by mentions. "
        + "Evidence nearby: the share of the text that the curve spans. " * (not page.narrow)
        + f"Value: {unit_words}, each band from {scale}.{lacking}"
    )
    found = pd.DataFrame() if changes is None else changes[changes["position"].notna()]
    write = "{:.2f}".format if rate else signed
    courses = [f"{_name(key, cast)} {course(runs[key]['value'], write=write)}" for key in shown]
    alt = (
        f"Curves of {measure} along the text for {counted(len(shown), 'row')}, "
        f"{voice_words(voice)}, each from its first place with evidence to its last: "
        f"{listed(courses, limit=8)}."
        + ("" if changes is None else _tell_changes(found, cast=cast))
    )
    keys = [
        Key(
            "mean nearby",
            lambda axes, x, y: axes.plot([x - 0.12, x + 0.12], [y, y], color=MUTED, lw=1.6),
            0.24,
        ),
        Key(
            "95 % band",
            lambda axes, x, y: axes.fill_between(
                [x - 0.12, x + 0.12], y - 0.06, y + 0.06, color=MUTED, alpha=0.25, lw=0
            ),
            0.24,
        ),
    ]
    if not rate:
        keys.append(Key("0, neither for nor against" if measure == "stance" else "0", _zero, 0.24))
    if len(found):
        keys.append(Key("change beyond chance", lambda axes, x, y: _mark(axes, x, y, 0.08), 0.1))
    picture, axes, middles = lay_out(
        rows,
        words=Words(name, title, note, caption, alt),
        data=curve,
        scale=text_scale(blocks),
        row_height=height,
        side_heads=heads,
        keys=keys,
        preset=page,
        least_height=LADDER if ladder else 0.26,
        what=(measure if measure in RATES else "actor", "places with evidence"),
    )
    draw_bounds(axes, blocks)
    colours = actor_colours(cast)
    for key, middle in placed(shown, middles):
        zero = middle + height * FILL if rate else middle
        ink = colours.get(str(key[1]), RATE_INK)
        _draw(axes, runs[key], zero=zero, unit=unit, colour=ink, top=top)
        here = [row for row in found.to_dict("records") if (row["label"], row["actor"]) == key]
        for i, row in enumerate(here):
            _mark(axes, 100 * row["position"], middle, height * 0.45)
            _write_change(axes, row, middle=middle, half=height * 0.45, below=i % 2 == 1)
    return finish(picture, preset=page)


def _name(key: Any, cast: pd.DataFrame) -> str:
    label, actor = key
    names = [str(label).replace("_", " ").capitalize(), cast["label"].get(actor, "")]
    return " · ".join(str(name) for name in names if name)


def _tell_changes(found: pd.DataFrame, *, cast: pd.DataFrame) -> str:
    """Name each change beyond chance and its paragraph, or say that there is none."""
    told = [
        f"{_name((row['label'], row['actor']), cast)} {_direction(row)} in paragraph {row['where']}"
        for row in found.to_dict("records")
    ]
    return f" Changes beyond chance: {listed(told, limit=6) or 'none'}."


def _direction(row: dict[Any, Any]) -> str:
    return "rises" if row["difference"] > 0 else "falls"


def _steps(rate: bool, *, top: float, height: float) -> tuple[tuple[float, str], ...]:
    reach = height * FILL
    return ((-reach, f"{top:.1f}"), (reach, "0")) if rate else ((-reach, "+1"), (reach, "−1"))


def _top(known: pd.DataFrame) -> float:
    """Choose the top of a scale of rates by the curves, so that one broad band flattens none."""
    reach = min(float(known["high"].max()), 1.4 * float(known["value"].max()))
    return math.ceil(2 * reach) / 2 or 1.0


def _draw(
    axes: Axes, run: pd.DataFrame, *, zero: float, unit: float, colour: str, top: float
) -> None:
    x = 100 * run["position"].to_numpy()
    low, value, high = (
        zero - unit * run[name].clip(upper=top).to_numpy() for name in ("low", "value", "high")
    )
    axes.axhline(zero, color=MUTED, lw=0.8, dashes=(4, 3), zorder=1)
    axes.fill_between(x, low, high, color=colour, alpha=0.22, lw=0, zorder=2)
    axes.plot(x, value, color=colour, lw=1.7, zorder=3)
    alone = np.isfinite(value) & ~np.isfinite(np.r_[np.nan, value[:-1]])
    alone &= ~np.isfinite(np.r_[value[1:], np.nan])
    axes.plot(x[alone], value[alone], ".", color=colour, ms=4, zorder=3)


def _zero(axes: Axes, x: float, y: float) -> None:
    axes.plot([x - 0.12, x + 0.12], [y, y], color=MUTED, lw=0.8, dashes=(4, 3))


def _write_change(
    axes: Axes, row: dict[Any, Any], *, middle: float, half: float, below: bool
) -> None:
    """Write beside a mark whether the measure rises or falls there."""
    left = row["position"] > 0.85
    at = middle + (half - 0.05 if below else -half + 0.05)
    axes.annotate(
        _direction(row),
        (100 * row["position"], at),
        xytext=(-5 if left else 5, 0),
        textcoords="offset points",
        ha="right" if left else "left",
        va="center",
        size=SMALL,
        color=INK,
    )


def _mark(axes: Axes, x: float, y: float, half: float) -> None:
    axes.vlines([x], y - half, y + half, color="#222222", lw=1.6, zorder=4)
    axes.plot([x], [y - half], "v", color="#222222", ms=4.5, zorder=4, clip_on=False)
