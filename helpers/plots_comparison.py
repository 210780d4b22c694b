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
    Row,
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
from helpers.side_panels import (
    draw_mean,
    draw_panels,
    look_of,
    mean_key,
    mean_keys,
    panel_scale,
)
from helpers.style import INK, MUTED, Picture, signed

ROW: Final = 0.27
PANEL: Final = 2.05
GAP: Final = 0.3  # between two panels, in units of the stance
STEP: Final = 2.0 + GAP
DISC: Final = 6.0
DIAMOND: Final = 6.5  # a bloc
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
        scale=panel_scale(heads, width=PANEL, gap=GAP),
        row_height=ROW,
        side_heads=tuple(heads) if numbers else (),
        keys=mean_keys(mean_key("a bloc together", size=DIAMOND, mark="D"), size=DISC),
        preset=page,
        what=("row", "sentences"),
    )
    draw_panels(axes, number=len(articles), gap=GAP)
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


def _draw(axes: Axes, row: Any, *, y: float, zero: float) -> None:
    colour, thin = look_of(row.low, row.high), row.note == INSUFFICIENT
    if pd.notna(row.low):
        axes.hlines([y], zero + row.low, zero + row.high, color=colour, lw=2.0, zorder=3)
    mark, size = ("o", DISC) if row.actor else ("D", DIAMOND)
    draw_mean(axes, zero + row.value, y, colour=colour, thin=thin, size=size, mark=mark)


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
