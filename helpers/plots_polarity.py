"""Does the mood of the words tell the stance toward the actor?

Tables in: scores, actors. Out: a `Picture`, one row an actor.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

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
from helpers.scales import (
    cast_of,
    cell_width,
    counted,
    extremes,
    listed,
    mean_by_mentions,
    one_score_each,
    only_article,
    voice_words,
)
from helpers.schema import ALL_VOICES, POLARITY_LABELS, check_table
from helpers.style import INK, MINUS, MUTED, Picture, signed, stance_colour

TIE: Final = 0.05  # nearer to zero than this is on neither side
ENDS: Final = ("unfavourable, negative", "favourable, positive")
NAMES: Final = {"textblob": "TextBlob", "vader": "VADER"}
SAID: Final = NAMES | {"unclear": "stance near 0"}
ASIDE: Final = 0.06  # inches; a mark on the square moves by this much, up or down


def plot_polarity_against_stance(
    scores: pd.DataFrame, *, actors: pd.DataFrame, preset: str | Preset = "screen"
) -> Picture:
    """Compare, actor by actor, the mood of the words with the stance toward the actor.

    Parameters
    ----------
    scores
        The scores of one article; rows with measure `polarity` or `stance` in all voices count.
    actors
        The actor catalogue.
    preset
        The page: `screen`, `column`, `page`, `slide`, or a `Preset` of your own.

    Returns
    -------
    Picture
        Rows are actors from the most favourable stance down; a square marks the mean stance, a
        ring and a triangle the mean polarity by TextBlob and VADER. A thick line leads to a
        baseline on the other side of neutral. Its `data`: one row per actor, columns actor,
        actor_label, textblob, vader, stance, other_side (textblob, vader, both or none; unclear
        where the stance is within 0.05 of zero, no stance where it is missing). Without any value,
        a picture that says so.

    Raises
    ------
    DiscourseError
        If the scores hold several articles, a cell twice, or an actor that the catalogue lacks.

    Notes
    -----
    Means are over the paragraphs, by mentions; the measures may rest on different paragraphs.
    """
    check_table(scores, table="scores")
    only_article(scores=scores)
    cast = cast_of(actors, scores=scores)
    chosen = scores[
        scores["measure"].isin(["polarity", "stance"])
        & (scores["voice"] == ALL_VOICES)
        & (scores["actor"] != "")
        & scores["value"].notna()
    ]
    kind = chosen["label"].where(chosen["measure"] == "polarity", "stance")
    chosen = one_score_each(
        chosen.assign(kind=kind), keys=["paragraph", "actor", "kind"], what="polarity or stance"
    )
    means = {key: mean_by_mentions(rows) for key, rows in chosen.groupby(["actor", "kind"])}
    kinds = (*POLARITY_LABELS, "stance")
    found = cast[cast["actor"].isin(chosen["actor"])]
    data = pd.DataFrame(
        {
            "actor": found["actor"],
            "actor_label": found["label"],
            **{kind: [means.get((a, kind), np.nan) for a in found["actor"]] for kind in kinds},
        }
    ).astype(dict.fromkeys(kinds, "float64"))
    data["other_side"] = [
        _other_side(dict(zip(POLARITY_LABELS, moods, strict=True)), stance)
        for *moods, stance in data[list(kinds)].itertuples(index=False, name=None)
    ]
    data = data.sort_values("stance", ascending=False, kind="stable", ignore_index=True)
    data.attrs = dict(scores.attrs)
    name = "polarity-against-stance"
    title = "Does the mood of the words tell the stance toward the actor?"
    if data.empty:
        note = "Nothing to show: no polarity and no stance toward any actor."
        return nothing_to_show(words=Words(name, title, note, note, note), data=data, preset=preset)

    stances = {str(actor): mean for (actor, kind), mean in means.items() if kind == "stance"}
    crossed = data[~data["other_side"].isin(["none", "unclear", "no stance"])]
    page = find_preset(preset)
    caption = (
        "Each row is an actor: its mean stance (square) and the mean polarity that TextBlob (ring) "
        "and VADER (triangle) give to the sentences that name it. A thick line leads to a polarity "
        "on the other side of neutral than the stance; values within 0.05 of zero take no side. "
        + "Sign differs: which of the two lie there. "
        * (not page.narrow)
        + "A ring or triangle that would lie on the square is moved up or down. "
        "Value: mean over the paragraphs, by mentions, from −1 to +1; marks without evidence are "
        "left out."
    )
    alt = (
        f"Mean polarity and stance of {counted(len(data), 'actor')}, {voice_words(ALL_VOICES)}. "
        f"{extremes(stances, cast=cast)} "
        f"At least one baseline lies on the other side of neutral than the stance for "
        f"{counted(len(crossed), 'actor')}{': ' * bool(len(crossed))}"
        f"{listed([_readings(row) for _, row in crossed.iterrows()])}."
    )
    heads = () if page.narrow else ("sign differs",)
    named = chosen.groupby("actor")["n_mentions"].sum()
    ends = ("unfavourable", "favourable") if page.narrow else ENDS
    picture, axes, middles = lay_out(
        [
            Row(label, side=(SAID.get(side, side),)[: len(heads)], weight=int(named[actor]))
            for actor, label, side in zip(
                *(data[column] for column in ("actor", "actor_label", "other_side")), strict=True
            )
        ],
        words=Words(
            name, title, f"Means over the article, {voice_words(ALL_VOICES)}", caption, alt
        ),
        data=data,
        scale=Scale(
            ends=(-1.06, 1.06),
            width=4.8,
            top=[(-1, f"{MINUS}1"), (-0.5, f"{MINUS}0.5"), (0, "0"), (0.5, "+0.5"), (1, "+1")],
            foot=[(-0.6, f"← {ends[0]}"), (0.6, f"{ends[1]} →")],
        ),
        row_height=0.3,
        side_heads=heads,
        keys=[
            Key("stance toward the actor", lambda axes, x, y: _point(axes, x, y, "stance"), 0.14),
            Key("TextBlob polarity", lambda axes, x, y: _point(axes, x, y, "textblob"), 0.14),
            Key("VADER polarity", lambda axes, x, y: _point(axes, x, y, "vader"), 0.14),
            Key("sign differs from that of the stance, both beyond ±0.05", _thick, 0.24),
        ],
        preset=page,
        what=("actor", "mentions"),
    )
    axes.axvline(0, color=MUTED, lw=0.8, dashes=(4, 3), zorder=1)
    for (_, row), y in placed(list(data.iterrows()), middles):
        _draw_actor(axes, row, y)
    return finish(picture, preset=page)


def _other_side(moods: dict[str, float], stance: float) -> str:
    """Name the baselines on the other side of neutral than the stance."""
    if np.isnan(stance):
        return "no stance"
    if abs(stance) < TIE:
        return "unclear"
    across = [kind for kind, mood in moods.items() if abs(mood) >= TIE and mood * stance < 0]
    return "both" if len(across) > 1 else "".join(across) or "none"


def _readings(row: pd.Series) -> str:
    """Read one actor's values out for the alternative text."""
    moods = [f"{NAMES[kind]} {signed(row[kind])}" for kind in NAMES if not np.isnan(row[kind])]
    return f"{row['actor_label']} (stance {signed(row['stance'])}, {', '.join(moods)})"


def _draw_actor(axes: Axes, row: pd.Series, y: float) -> None:
    """Draw one actor's marks and the lines that join the baselines to the stance."""
    values = {kind: row[kind] for kind in ("stance", *POLARITY_LABELS) if not np.isnan(row[kind])}
    axes.hlines(y, min(values.values()), max(values.values()), color="#8c8c8c", lw=1.0, zorder=2)
    for kind, value in values.items():
        if row["other_side"] in (kind, "both"):
            axes.hlines(y, *sorted((row["stance"], value)), color=INK, lw=2.6, zorder=2)
        near = abs(value - row["stance"]) * cell_width(axes) < 2 * ASIDE
        aside = {"textblob": -ASIDE, "vader": ASIDE}.get(kind, 0.0) if near else 0.0
        _point(axes, value, y + aside, kind, colour=stance_colour(value))


def _point(axes: Axes, x: float, y: float, kind: str, *, colour: str = MUTED) -> None:
    """Draw the mark of a measure, the largest at the back so that none is hidden."""
    marker, size, order = {
        "stance": ("s", 9.0, 3),
        "textblob": ("o", 6.5, 4),
        "vader": ("^", 5.4, 5),
    }[kind]
    face = colour if kind == "stance" else "white"
    axes.plot(x, y, marker, ms=size, mfc=face, mec=INK, mew=1.0, zorder=order, clip_on=False)


def _thick(axes: Axes, x: float, y: float) -> None:
    axes.hlines(y, x - 0.12, x + 0.12, color=INK, lw=2.6)
