"""Which part of a text is meant? A word in; the sentences of that part out.

Headline, body, lead, end, a paragraph, a voice: what is compared with what.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.errors import DiscourseError
from helpers.schema import ALL_VOICES, AUTHOR, QUOTED

# First and last fifth of the words: what journalists call the lead, and what stays with a reader.
EDGE: Final = 0.2


@dataclass(frozen=True)
class Side:
    """Choose a part of a text: a stretch, some paragraphs, a voice, or several of these at once.

    Attributes
    ----------
    name : str
        What to call it.
    voice : str
        `author`, `quoted`, a speaker, or `all`; empty for the voice that is asked for elsewhere.
    first, last : float
        The stretch, as shares of the words: sentences whose middle lies in it.
    paragraphs : tuple of str
        Labels of paragraphs as in the figures ("T", "2", "8.1"); empty for all.
    headline : bool or None
        Only the title, only the rest, or (None) both.
    """

    name: str
    voice: str = ""
    first: float = 0.0
    last: float = 1.0
    paragraphs: tuple[str, ...] = ()
    headline: bool | None = None


SIDES: Final[dict[str, Side]] = {
    "whole": Side("whole"),
    "headline": Side("headline", headline=True),
    "body": Side("body", headline=False),
    "lead": Side("lead", last=EDGE),
    "end": Side("end", first=1 - EDGE),
    AUTHOR: Side(AUTHOR, voice=AUTHOR),
    QUOTED: Side(QUOTED, voice=QUOTED),
}


def choose_side(side: Side | str, *, series: pd.DataFrame) -> Side:
    """Give the side that a word means.

    Parameters
    ----------
    side
        A `Side`, one of `SIDES`, "paragraph 7", or a voice of the series.
    series
        From `score_sentences`.

    Raises
    ------
    DiscourseError
        If nothing of the text is called so.

    Examples
    --------
    >>> nothing = pd.DataFrame({"voice": ["sources"], "where": ["1"]})
    >>> choose_side("end", series=nothing).first, choose_side("sources", series=nothing).voice
    (0.8, 'sources')
    >>> choose_side("paragraph 1", series=nothing).paragraphs
    ('1',)
    """
    if isinstance(side, Side):
        return side
    if side in SIDES:
        return SIDES[side]
    word, _, label = side.partition(" ")
    if word == "paragraph" and label in set(series["where"]):
        return Side(side, paragraphs=(label,))
    voices = [name for name in dict.fromkeys(series["voice"]) if name not in (*SIDES, ALL_VOICES)]
    if side in voices:
        return Side(side, voice=side)
    raise DiscourseError(
        f"no part of the text is called {side!r}; there are {', '.join(SIDES)}, the voices "
        f"{', '.join(voices)}, and the paragraphs as 'paragraph 1'; or give a Side"
    )


def take_side(series: pd.DataFrame, *, side: Side, voice: str = ALL_VOICES) -> pd.DataFrame:
    """Keep the sentences of a side; `voice` is the one where the side names none."""
    keep = (series["voice"] == (side.voice or voice)) & (series["position"] >= side.first)
    # The end of a stretch belongs to the next one, but for the end of the text.
    keep &= (series["position"] < side.last) | (side.last >= 1)
    if side.paragraphs:
        keep &= series["where"].isin(side.paragraphs)
    if side.headline is not None:
        keep &= series["headline"] == side.headline
    return series[keep]


def take_measure(
    series: pd.DataFrame,
    *,
    measure: str,
    actor: str | Sequence[str] | None = None,
    label: str | Sequence[str] | None = None,
) -> pd.DataFrame:
    """Keep the rows of a measure, and of some actors or labels where given.

    Raises
    ------
    DiscourseError
        If the series has no such measure, actor or label.
    """
    kept = series[series["measure"] == measure]
    if kept.empty:
        found = ", ".join(dict.fromkeys(series["measure"])) or "none"
        raise DiscourseError(f"series: no measure {measure!r}; there are {found}")
    for column, wanted in (("actor", actor), ("label", label)):
        if wanted is None:
            continue
        names = [wanted] if isinstance(wanted, str) else list(wanted)
        lacking = [name for name in names if name not in set(kept[column])]
        if lacking:
            found = ", ".join(name for name in dict.fromkeys(kept[column]) if name) or "none"
            raise DiscourseError(
                f"series, measure {measure}: no {column} {lacking[0]!r} has evidence; "
                f"there are {found}"
            )
        kept = kept[kept[column].isin(names)]
    return kept


@dataclass(frozen=True)
class Columns:
    """Hold one measure of a text as arrays, one cell a sentence of the whole text, in order.

    `told` says where there is evidence, for a rate where there are words; `cues` counts evidence.
    """

    totals: npt.NDArray[np.float64]
    counts: npt.NDArray[np.float64]
    cues: npt.NDArray[np.float64]

    @property
    def told(self) -> npt.NDArray[np.bool_]:
        """Where a sentence counts."""
        return np.asarray(self.counts > 0)

    def enough(self, fewest: int) -> bool:
        """Tell whether `fewest` sentences count, and as many have a cue."""
        return int(self.told.sum()) >= fewest and int((self.cues > 0).sum()) >= fewest


def spread_out(rows: pd.DataFrame, *, order: pd.Index[Any]) -> Columns:
    """Put the rows of one measure and voice at their places among all sentences of the text."""
    at = order.get_indexer(pd.Index(rows["sentence"]))
    arrays = [np.zeros(len(order)) for _ in range(3)]
    for array, column in zip(arrays, ("total", "count", "n_evidence"), strict=True):
        np.add.at(array, at, rows[column].to_numpy(dtype=float))
    return Columns(*arrays)


def sentence_order(series: pd.DataFrame) -> pd.DataFrame:
    """List all sentences of the series once, in order: sentence, paragraph, where, position."""
    unique = series.drop_duplicates("sentence").sort_values("sentence", kind="stable")
    return unique[["sentence", "paragraph", "where", "position"]].reset_index(drop=True)
