"""How do several texts judge the same actors? A comparison in; a `Picture` out.

One band an actor, one panel a text: a dot for the mean stance and a line for its interval. The
numbers stand at the right, so that nothing rests on colour.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Final

import pandas as pd
from matplotlib.axes import Axes

from helpers.comparison import Comparison
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
from helpers.resampling import INSUFFICIENT
from helpers.scales import NO_BLOC, counted, in_order_of_blocs, listed
from helpers.schema import iterate
from helpers.style import HAIR, INK, MINUS, MUTED, Picture, signed

UP: Final = "#2a83a3"
DOWN: Final = "#c4641a"
PLAIN: Final = "#6b6b6b"
ROW: Final = 0.27
PANEL: Final = 2.05
GAP: Final = 0.3  # between two panels, in units of the stance
STEP: Final = 2.0 + GAP
ALL_OF_THEM: Final = "together"
HEAD: Final = 20  # letters of a text's name where it heads a column of numbers too


def plot_comparison(
    comparison: Comparison,
    *,
    names: Mapping[str, str] | None = None,
    preset: str | Preset = "screen",
) -> Picture:
    """Draw the stance toward each actor in several texts side by side.

    Parameters
    ----------
    comparison
        From `compare_articles`; up to four texts stay readable.
    names
        What to call the texts; their identifiers where left out.
    preset
        The page: `screen`, `column`, `page`, `slide`, or a `Preset` of your own.

    Returns
    -------
    Picture
        Rows are actors that a text judges, by bloc; panels are texts, each from -1 to +1 with a
        line at 0. A disc is the mean stance, the bar through it its 95 % interval, a ring a mean
        of fewer than three sentences, which has none. Above the actors of a bloc, as diamonds, all
        of them together. Blue is above 0, orange below, grey where the interval reaches 0. At the
        right, on a screen, the means as numbers. Its `data`: one row per text and row of the
        figure, columns article, bloc, actor, label, value, low, high, n_sentences, note.
    """
    names = names or {}
    title = "How do the texts judge the same actors?"
    told = comparison.stances.dropna(subset=["value"])
    articles = comparison.articles["article"].tolist()
    if told.empty:
        note = "Nothing to show: no text takes a stance toward any actor."
        empty = _data(comparison, [])
        return nothing_to_show(
            words=Words("comparison", title, note, note, note), data=empty, preset=preset
        )
    page = find_preset(preset)
    # As many wide columns of numbers as texts: only a page that grows has room for them.
    numbers = page.room is None
    bands = _bands(comparison, told)
    data = _data(comparison, bands)
    values = {(row.article, row.bloc, row.actor): row for row in iterate(data)}
    limit = HEAD if numbers else 2 * HEAD
    heads = [shorten(str(names.get(article, article)), limit=limit) for article in articles]
    several = len({bloc for bloc, _, _ in bands}) > 1
    rows, seen = [], set()
    for bloc, actor, label in bands:
        side = tuple(_number(values.get((article, bloc, actor))) for article in articles)
        told_of = [values.get((article, bloc, actor)) for article in articles]
        weight = sum(row.n_sentences for row in told_of if row is not None) if actor else math.inf
        heading = (bloc or NO_BLOC) if several and bloc not in seen else ""
        rows.append(
            Row(
                label,
                side=side if numbers else (),
                heading=heading,
                ink=INK if actor else MUTED,
                weight=weight,
            )
        )
        seen.add(bloc)
    people = sum(1 for _, actor, _ in bands if actor)
    note = f"Mean stance toward {counted(people, 'actor')} in {counted(len(articles), 'text')}"
    picture, axes, middles = lay_out(
        rows,
        words=Words(
            "comparison", title, note, _caption(numbers), _alt(data, heads, articles, people)
        ),
        data=data,
        scale=_scale(heads),
        row_height=ROW,
        side_heads=tuple(heads) if numbers else (),
        keys=_keys(),
        preset=page,
        what=("actor", "sentences"),
    )
    for place in range(len(articles)):
        axes.axvline(place * STEP, color=MUTED, lw=0.8, dashes=(4, 3), zorder=1)
        for edge in (-1.0, 1.0):
            axes.axvline(place * STEP + edge, color=HAIR, lw=0.8, zorder=1)
    for (bloc, actor, _), y in placed(bands, middles):
        for place, article in enumerate(articles):
            row = values.get((article, bloc, actor))
            if row is not None and pd.notna(row.value):
                _draw(axes, row, y=y, zero=place * STEP)
    return finish(picture, preset=page)


def _bands(comparison: Comparison, told: pd.DataFrame) -> list[tuple[str, str, str]]:
    """List the rows of the figure: bloc, actor (empty for the bloc as a whole) and label."""
    cast = told.drop_duplicates("actor").set_index("actor", drop=False)
    cast = cast.assign(named=told.groupby("actor")["n_sentences"].sum())
    bands: list[tuple[str, str, str]] = []
    for bloc, members in in_order_of_blocs(cast).groupby("bloc", sort=False):
        if bloc and len(members) > 1:
            bands.append((str(bloc), "", ALL_OF_THEM))
        bands += [(str(bloc), row.actor, row.label) for row in iterate(members)]
    return bands


def _data(comparison: Comparison, bands: list[tuple[str, str, str]]) -> pd.DataFrame:
    columns = ["article", "bloc", "actor", "label", "value", "low", "high", "n_sentences", "note"]
    whole = comparison.blocs.assign(actor="", label=ALL_OF_THEM)
    both = pd.concat([comparison.stances[columns], whole[columns]], ignore_index=True)
    place = {(bloc, actor): i for i, (bloc, actor, _) in enumerate(bands)}
    keys = [place.get(key, -1) for key in zip(both["bloc"], both["actor"], strict=True)]
    kept = both.assign(at=keys)[pd.Series(keys, index=both.index) >= 0]
    kept = kept.sort_values("at", kind="stable").drop(columns="at").reset_index(drop=True)
    kept.attrs = dict(comparison.stances.attrs)
    return kept


def _number(row: Any) -> str:
    return "–" if row is None or pd.isna(row.value) else signed(row.value)


def _scale(heads: list[str]) -> Scale:
    foot: list[tuple[float, str]] = []
    for place in range(len(heads)):
        foot += [(place * STEP + at, signed(at, places=0)) for at in (-1.0, 0.0, 1.0)]
    return Scale(
        ends=(-1.0 - GAP / 2, (len(heads) - 1) * STEP + 1.0 + GAP / 2),
        width=PANEL * len(heads),
        top=[(place * STEP, head) for place, head in enumerate(heads)],
        foot=foot,
        foot_title=f"unfavourable {MINUS}1 to +1 favourable",
        every=True,
    )


def _look(row: Any) -> str:
    """Choose the colour: which side of 0, or neither."""
    if pd.isna(row.low):
        return PLAIN
    # What is 0 as printed is not above or below it.
    return UP if round(row.low, 2) > 0 else DOWN if round(row.high, 2) < 0 else PLAIN


def _draw(axes: Axes, row: Any, *, y: float, zero: float) -> None:
    colour, thin = _look(row), row.note == INSUFFICIENT
    if pd.notna(row.low):
        axes.hlines([y], zero + row.low, zero + row.high, color=colour, lw=2.0, zorder=3)
    _mark(axes, zero + row.value, y, colour=colour, whole=not row.actor, thin=thin)


def _mark(axes: Axes, x: float, y: float, *, colour: str, whole: bool, thin: bool) -> None:
    axes.plot(
        [x],
        [y],
        "D" if whole else "o",
        ms=6.5 if whole else 6,
        mec=colour,
        mfc="white" if thin else colour,
        mew=1.3,
        zorder=4,
        clip_on=False,
    )


def _keys() -> list[Key]:
    def sign(colour: str, *, whole: bool = False, thin: bool = False) -> Any:
        def draw(axes: Axes, x: float, y: float) -> None:
            if not thin:
                axes.hlines([y], x - 0.14, x + 0.14, color=colour, lw=2.0)
            _mark(axes, x, y, colour=colour, whole=whole, thin=thin)

        return draw

    return [
        Key("below 0", sign(DOWN), 0.28),
        Key("above 0", sign(UP), 0.28),
        Key("interval reaches 0", sign(PLAIN), 0.28),
        Key("a bloc together", sign(PLAIN, whole=True), 0.28),
        Key(INSUFFICIENT, sign(PLAIN, thin=True), 0.12),
    ]


def _caption(numbers: bool) -> str:
    silent = "A dash at the right: the text says nothing of the actor. " if numbers else ""
    return (
        "Each panel is one text, from −1 (unfavourable) to +1 (favourable), the broken line being "
        "0. A disc is the mean over the text, a diamond that of a bloc; the bar through it is the "
        "95 % interval when the text's sentences are resampled. Blue: above 0; orange: below; "
        "grey: the interval reaches 0. A ring: fewer than 3 sentences, and so no interval. "
        f"{silent}Value: mean stance, nothing borrowed."
    )


def _alt(data: pd.DataFrame, heads: list[str], articles: list[str], people: int) -> str:
    """Read out the means of the blocs, or of the actors where there are none."""
    rows = data[data["actor"] == ""]
    rows = data if rows.empty else rows
    readings = []
    for (bloc, label), group in rows.groupby(["bloc", "label"], sort=False):
        values = {row.article: row for row in iterate(group)}
        numbers = ", ".join(
            f"{head} {_number(values.get(article))}"
            for head, article in zip(heads, articles, strict=True)
        )
        readings.append(f"{bloc if label == ALL_OF_THEM else label}: {numbers}")
    return (
        f"Mean stance toward {counted(people, 'actor')} in {counted(len(heads), 'text')}, with "
        f"intervals. {listed(readings, limit=6)}."
    )
