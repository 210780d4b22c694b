"""How far do two codings agree, and which code meets which? Tables of agreement in; figures out.

`plot_agreement` shows alphas with their intervals beside the customary limits, `plot_confusion` a
table of counts. Both say in words what they show.
"""

from __future__ import annotations

import math
from typing import Any, Final

import pandas as pd
from matplotlib.axes import Axes

from helpers.coder_comparison import count_confusion
from helpers.lettering import text_width
from helpers.panels import (
    LABEL,
    SMALL,
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
from helpers.reliability import FIRM, TENTATIVE
from helpers.scales import counted, listed
from helpers.style import INK, MINUS, MUTED, Picture, ink_on, signed, stance_colour

INK_OF_ALPHA: Final = "#0a506e"
BODY: Final = 4.6  # width in inches
ROW: Final = 0.28
BOX: Final = 0.44


def plot_agreement(
    table: pd.DataFrame, *, title: str = "", preset: str | Preset = "screen"
) -> Picture:
    """Draw Krippendorff's alpha of each row with its interval.

    Parameters
    ----------
    table
        From `measure_reliability` or `compare_codings`.
    title
        The figure's question, if not the usual one.
    preset
        The page: `screen`, `column`, `page`, `slide`, or a `Preset` of your own.

    Returns
    -------
    Picture
        One band a measure or category: a disc at its alpha and a line for the interval. Upright
        lines at .667 and .800. At the right, alpha and the number of decisions. Rows without an
        alpha are named in the caption alone. Its `data` is the table.
    """
    title = title or "How far do the coders agree?"
    known = table[table["alpha"].notna()]
    left_out = [_name(row) for row in table[table["alpha"].isna()].to_dict("records")]
    missing = f" No alpha: {listed(left_out, limit=30)}." if left_out else ""
    if known.empty:
        note = f"Nothing to show: no row has an alpha.{missing}"
        return nothing_to_show(
            words=Words("agreement", title, note, note, note), data=table, preset=preset
        )
    page = find_preset(preset)
    heads = ("alpha",) if page.narrow else ("alpha", "decisions")
    records = known.to_dict("records")
    least = min(min(_numbers(row)) for row in records)
    start = min(0.0, math.floor(5 * least) / 5)
    marks = (start, 0.0, TENTATIVE, FIRM, 1.0) if start < 0 else (0.0, TENTATIVE, FIRM, 1.0)
    caption = (
        "Each disc is Krippendorff's alpha: 1 is full agreement, 0 is chance. The line is the 95 % "
        "interval of a bootstrap over paragraphs; a disc without a line has too little evidence "
        "for one, or no disagreement at all. Upright lines: .667, from which on tentative "
        "conclusions are customary, and .800. Value: alpha, at the right"
        f"{'' if page.narrow else ', and the number of decisions'}.{missing}"
    )
    readings = [f"{_name(row)} {_told(row)}" for row in records]
    alt = f"Alpha of {counted(len(records), 'row')}. {listed(readings, limit=40)}.{missing}"
    rows = [
        Row(
            _name(row),
            side=(signed(row["alpha"]).lstrip("+"), str(row["n_units"]))[: len(heads)],
            weight=int(row["n_units"]),
        )
        for row in records
    ]
    note = f"{counted(len(records), 'variable')}, alpha with a 95 % interval"
    picture, axes, middles = lay_out(
        rows,
        words=Words("agreement", title, note, caption, alt),
        data=table,
        scale=Scale(
            ends=(start, 1.0),
            width=BODY,
            top=[(x, _short(x)) for x in marks],
            foot=[(x, _short(x)) for x in marks],
            foot_title="Krippendorff's alpha",
        ),
        row_height=ROW,
        side_heads=heads,
        keys=[Key("alpha", _disc, 0.12), Key("95 % interval", _line, 0.3)],
        preset=page,
        what=("row", "decisions"),
    )
    for x in (TENTATIVE, FIRM):
        axes.axvline(x, color=MUTED, lw=1.0, ls="--", zorder=1)
    axes.axvline(0.0, color=MUTED, lw=0.8, zorder=1)
    for row, y in placed(records, middles):
        if not math.isnan(row["low"]):
            axes.plot([row["low"], row["high"]], [y, y], color=INK_OF_ALPHA, lw=2.2, zorder=2)
        axes.plot(
            [row["alpha"]], [y], "o", ms=7, color=INK_OF_ALPHA, mec="white", zorder=3, clip_on=False
        )
    return finish(picture, preset=page)


def _name(row: dict[Any, Any]) -> str:
    return str(row["label"] or row["measure"]).replace("_", " ")


def _numbers(row: dict[Any, Any]) -> list[float]:
    return [float(row[x]) for x in ("alpha", "low") if not math.isnan(row[x])]


def _told(row: dict[Any, Any]) -> str:
    words = signed(row["alpha"]).lstrip("+")
    if math.isnan(row["low"]):
        return words
    low, high = (signed(row[x]).lstrip("+") for x in ("low", "high"))
    return f"{words} ({low} to {high})"


def _short(x: float) -> str:
    if x in (TENTATIVE, FIRM):
        return f"{x:.3f}"[1:]
    return f"{x:.1f}".replace("-", MINUS) if x < 0 else f"{x:.0f}"


def _disc(axes: Axes, x: float, y: float) -> None:
    axes.plot([x], [y], "o", ms=7, color=INK_OF_ALPHA, mec="white")


def _line(axes: Axes, x: float, y: float) -> None:
    axes.plot([x - 0.15, x + 0.15], [y, y], color=INK_OF_ALPHA, lw=2.2)


def plot_confusion(
    codings: pd.DataFrame,
    *,
    one: str,
    other: str,
    measure: str = "stance",
    preset: str | Preset = "screen",
) -> Picture:
    """Draw which code of one coder meets which code of the other.

    Parameters
    ----------
    codings, one, other, measure
        As for `count_confusion`.
    preset
        The page: `screen`, `column`, `page`, `slide`, or a `Preset` of your own.

    Returns
    -------
    Picture
        Rows are the codes of `one`, columns those of `other`; each box holds a count, framed where
        both gave the same code, and is the darker the larger its share of the row. Its `data` is
        the table of counts in long form.
    """
    table = count_confusion(codings, one=one, other=other, measure=measure)
    names = [str(x) for x in table.index]
    counts: list[list[int]] = table.to_numpy().tolist()
    long = pd.DataFrame(
        [
            (a, b, n)
            for a, row in zip(names, counts, strict=True)
            for b, n in zip(names, row, strict=True)
        ],
        columns=[one, other, "n"],
    )
    title = f"Which {measure} codes of {one} meet which of {other}?"
    name = f"confusion-{measure}"
    total = sum(map(sum, counts))
    if not total:
        note = f"Nothing to show: {one} and {other} have coded no {measure} in common."
        return nothing_to_show(words=Words(name, title, note, note, note), data=long, preset=preset)
    page = find_preset(preset)
    same = sum(counts[i][i] for i in range(len(names)))
    caption = (
        f"Rows: the codes of {one}; columns: those of {other}. Boxes on the falling diagonal, "
        "framed, are agreements. The darker a box, the larger its share of the row. Value: the "
        "number of decisions."
    )
    cells = [f"{a} meets {b} {counted(n, 'time')}" for a, b, n in long.itertuples(index=False) if n]
    alt = (
        f"{one} in rows and {other} in columns: {total} decisions, {same} the same. "
        f"{listed(cells, limit=9)}."
    )
    column = max(text_width(x, size=SMALL) for x in names) + 0.3
    picture, axes, middles = lay_out(
        [Row(x, side=(str(sum(row)),)) for x, row in zip(names, counts, strict=True)],
        words=Words(
            name,
            title,
            f"Rows {one}, columns {other}; {counted(total, 'decision')}, {same} the same",
            caption,
            alt,
        ),
        data=long,
        scale=Scale(
            ends=(-0.5, len(names) - 0.5),
            width=column * len(names),
            top=[(float(i), x) for i, x in enumerate(names)],
            every=True,
        ),
        row_height=BOX,
        side_heads=("all",),
        preset=page,
    )
    for i, (row, middle) in enumerate(placed(counts, middles)):
        for j, count in enumerate(row):
            _box(axes, count, share=count / max(sum(row), 1), at=(j, middle), same=i == j)
    return finish(picture, preset=page)


def _box(axes: Axes, count: int, *, share: float, at: tuple[int, float], same: bool) -> None:
    """Draw one count on its ground, framed where both coders gave the same code."""
    x, y = at
    ground = stance_colour(share) if count else "#ffffff"
    half = BOX / 2 - 0.03
    axes.fill(
        [x - 0.46, x + 0.46, x + 0.46, x - 0.46],
        [y - half, y - half, y + half, y + half],
        facecolor=ground,
        edgecolor=INK if same else "none",
        lw=1.4,
        zorder=2,
    )
    ink = ink_on(ground) if count else MUTED
    axes.text(x, y, str(count), ha="center", va="center", size=LABEL, color=ink, zorder=3)
