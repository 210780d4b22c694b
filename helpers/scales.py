"""What do the columns, rows and positions of a figure stand for?

Tables in: paragraphs, actors, and the table to be drawn. Out: the measured paragraphs, one row an
actor in the order of the catalogue, and positions as a share of the measured words.

A figure is about one article. Tables that contradict each other are an error here; a table with
nothing in it is not, and its figure says so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.axes import Axes

from helpers.errors import DiscourseError
from helpers.lettering import Mark, thin
from helpers.panels import SMALL, Scale
from helpers.schema import ALL_VOICES, AUTHOR, MEASURED_KINDS, QUOTED, check_table
from helpers.style import HAIR, signed

TEXT_WIDTH: Final = 7.0
FOOT: Final = tuple((float(x), f"{x} %") for x in (0, 25, 50, 75, 100))
NO_BLOC: Final = "No bloc"
VALUE: Final = (
    "Value: the stance of the passage toward the actor, from −1 (unfavourable) to +1 (favourable)"
)


def measured_blocks(paragraphs: pd.DataFrame) -> pd.DataFrame:
    """Keep the blocks that count, in order, with their place along the text.

    Parameters
    ----------
    paragraphs
        The paragraphs of one article.

    Returns
    -------
    pandas.DataFrame
        One row per measured block that has a label; columns of `paragraphs` plus `column` (0 for
        the first), `first` and `last` (share of the measured words before it and with it, in
        percent).

    Raises
    ------
    DiscourseError
        If the table holds more than one article.
    """
    check_table(paragraphs, table="paragraphs")
    only_article(paragraphs=paragraphs)
    keep = paragraphs["kind"].isin(MEASURED_KINDS) & (paragraphs["label"] != "")
    blocks = paragraphs[keep].sort_values("start", kind="stable").reset_index(drop=True)
    words = blocks["n_words"].cumsum().astype("float64")
    total = max(float(blocks["n_words"].sum()), 1.0)
    return blocks.assign(
        column=np.arange(len(blocks)),
        first=100 * (words - blocks["n_words"]) / total,
        last=100 * words / total,
    )


def only_article(**tables: pd.DataFrame) -> None:
    """Refuse tables that hold more than one article between them.

    Raises
    ------
    DiscourseError
        Naming the articles and how to choose one.
    """
    found = sorted({str(name) for table in tables.values() for name in table["article"].unique()})
    if len(found) > 1:
        raise DiscourseError(
            f"{', '.join(tables)}: a figure shows one article, found {len(found)} "
            f"({', '.join(found[:5])}); keep one with table[table['article'] == {found[0]!r}]"
        )


def cast_of(actors: pd.DataFrame, **tables: pd.DataFrame) -> pd.DataFrame:
    """Reduce the actor catalogue to one row an actor, in order of first appearance.

    Parameters
    ----------
    actors
        The actor catalogue, one row an alias.
    **tables
        Tables whose column `actor` may name only actors of the catalogue, or none.

    Returns
    -------
    pandas.DataFrame
        One row per actor, indexed by `actor`; columns of the catalogue.

    Raises
    ------
    DiscourseError
        If a table names an actor that the catalogue lacks.
    """
    check_table(actors, table="actors")
    cast = actors.drop_duplicates("actor").set_index("actor", drop=False)
    for name, table in tables.items():
        unknown = sorted(set(table["actor"]) - set(cast["actor"]) - {""})
        if unknown:
            raise DiscourseError(
                f"table {name}, column actor: {unknown[0]!r} is not in the actor catalogue "
                f"({len(cast)} actors); give the catalogue that the table was made with"
            )
    return cast


def one_score_each(scores: pd.DataFrame, *, keys: Sequence[str], what: str) -> pd.DataFrame:
    """Return the scores unchanged if no cell of a figure would hold two of them.

    Raises
    ------
    DiscourseError
        Naming the first cell with two scores.
    """
    twice = scores.duplicated(list(keys))
    if bool(twice.any()):
        row = scores[twice].iloc[0]
        place = ", ".join(f"{key} {row[key]}" for key in keys)
        raise DiscourseError(
            f"table scores, measure {what}: two rows for {place}; expected one a cell, so keep "
            "one engine's scores at a time"
        )
    return scores


def stance_rows(
    scores: pd.DataFrame, *, paragraphs: pd.DataFrame, actors: pd.DataFrame, voice: str
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Give the measured blocks, the cast, and one voice's stance scores in those blocks.

    Raises
    ------
    DiscourseError
        If the tables hold several articles, disagree about the actors, or score a cell twice.
    """
    check_table(scores, table="scores")
    only_article(scores=scores, paragraphs=paragraphs)
    blocks = measured_blocks(paragraphs)
    cast = cast_of(actors, scores=scores)
    chosen = scores[
        (scores["measure"] == "stance")
        & (scores["voice"] == voice)
        & (scores["actor"] != "")
        & scores["paragraph"].isin(blocks["paragraph"])
    ]
    return blocks, cast, one_score_each(chosen, keys=["paragraph", "actor"], what="stance")


def mean_by_mentions(rows: pd.DataFrame) -> float:
    """Average values by the mentions behind them; each counts at least once."""
    return float(np.average(rows["value"], weights=rows["n_mentions"].clip(lower=1)))


def extremes(means: dict[str, float], *, cast: pd.DataFrame) -> str:
    """Name the actors with the lowest and the highest mean."""
    if not means:
        return "No actor has a value."
    low, high = min(means, key=lambda a: means[a]), max(means, key=lambda a: means[a])
    labels = cast["label"].to_dict()
    return (
        f"Lowest mean: {labels[low]} {signed(means[low])}; "
        f"highest: {labels[high]} {signed(means[high])}."
    )


def along(offsets: Sequence[int] | pd.Series[int], *, blocks: pd.DataFrame) -> npt.NDArray[Any]:
    """Turn offsets into the article's text into percent of its measured words.

    Parameters
    ----------
    offsets
        Positions in code points; one outside the measured blocks counts as the nearest edge.
    blocks
        The blocks, as `measured_blocks` gives them.

    Returns
    -------
    numpy.ndarray
        0 at the first measured word, 100 at the end of the last.
    """
    if blocks.empty:
        return np.zeros(len(offsets))
    knots = blocks[["start", "end"]].to_numpy(dtype=float).ravel()
    shares = blocks[["first", "last"]].to_numpy(dtype=float).ravel()
    return np.asarray(np.interp(np.asarray(offsets, dtype=float), knots, shares))


def block_marks(blocks: pd.DataFrame) -> list[Mark]:
    """Label each block at its middle along the text."""
    middles = (blocks["first"] + blocks["last"]) / 2
    return [(float(x), str(text)) for x, text in zip(middles, blocks["label"], strict=True)]


def column_marks(blocks: pd.DataFrame) -> list[Mark]:
    """Label each block at its column."""
    return [(float(x), str(text)) for x, text in enumerate(blocks["label"])]


def voice_words(voice: str) -> str:
    """Say in words which voices a figure shows.

    Examples
    --------
    >>> voice_words("all"), voice_words("author"), voice_words("the ministry")
    ('all voices', "the author's own words", 'the words of “the ministry”')
    """
    known = {
        ALL_VOICES: "all voices",
        AUTHOR: "the author's own words",
        QUOTED: "the words of everyone quoted",
    }
    return known.get(voice, f"the words of “{voice}”")


def course(values: pd.Series[Any], *, write: Callable[[float], str] = signed) -> str:
    """Tell where a line begins and ends; empty where it has no point.

    Examples
    --------
    >>> course(pd.Series([None, 0.5, 0.1, -0.25])), course(pd.Series([None], dtype=float))
    ('+0.50 to −0.25', '')
    """
    known = values.dropna()
    return f"{write(known.iloc[0])} to {write(known.iloc[-1])}" if len(known) else ""


def counted(number: int, noun: str) -> str:
    """Put a number before a noun, in the plural where it is not one.

    Examples
    --------
    >>> counted(1, "actor"), counted(3, "actor")
    ('1 actor', '3 actors')
    """
    return f"{number} {noun}{'s' * (number != 1)}"


def listed(names: Sequence[str], *, limit: int = 4) -> str:
    """Join names for a sentence, the rest as a count.

    Examples
    --------
    >>> listed(["a", "b", "c"]), listed(["a", "b", "c"], limit=1)
    ('a, b and c', 'a and 2 more')
    """
    shown = list(names[:limit])
    if len(names) > limit:
        shown.append(f"{len(names) - limit} more")
    return " and ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else "".join(shown)


def text_scale(blocks: pd.DataFrame) -> Scale:
    """Let the text run from left to right, paragraphs named above and percents below."""
    return Scale(
        ends=(0.0, 100.0),
        width=TEXT_WIDTH,
        top=block_marks(blocks),
        top_title="paragraph",
        foot=FOOT,
        foot_title="share of the text, in words",
    )


def draw_bounds(axes: Axes, blocks: pd.DataFrame) -> None:
    """Mark where paragraphs begin; in a long text, only where the labelled ones do."""
    starts = list(zip(blocks["first"], blocks["label"], strict=True))
    if len(starts) > 60:
        share = cell_width(axes)  # inches of a percent
        starts = thin([(x * share, text) for x, text in starts], size=SMALL)
        starts = [(x / share, text) for x, text in starts]
    for x, _ in starts:
        axes.axvline(x, color=HAIR, lw=0.6, zorder=0)


def in_order_of_blocs(cast: pd.DataFrame) -> pd.DataFrame:
    """Sort actors by bloc in order of first appearance, those without one last, then by `named`."""
    blocs = {bloc: i for i, bloc in enumerate(bloc for bloc in cast["bloc"].unique() if bloc)}
    place = cast["bloc"].map(lambda bloc: blocs.get(bloc, len(blocs)))
    return cast.assign(place=place).sort_values(
        ["place", "named"], ascending=[True, False], kind="stable"
    )


def body_width(columns: int) -> float:
    """Choose how many inches a number of columns gets."""
    return min(max(0.36 * columns, 3.4), 8.2)


def cell_width(axes: Axes) -> float:
    """Measure one column of a drawn body in inches."""
    start, end = axes.get_xlim()
    return float(axes.get_window_extent().width / axes.figure.dpi / (end - start))
