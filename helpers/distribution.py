"""How does a measure run from headline to end? Sentences in; a curve with its band out.

The value at a place is the mean over the sentences around it, nearer ones counting more. Where
fewer than three sentences with evidence are near there is no value: a gap is not a neutral stretch.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import pandas as pd

from helpers.resampling import (
    FEWEST,
    INSUFFICIENT,
    Floats,
    Resampling,
    divide,
    draw_sentences,
    intervals,
)
from helpers.schema import ALL_VOICES
from helpers.series import RATES
from helpers.sides import sentence_order, spread_out, take_measure

# Sentences up to this share of the text away count; with 0.15 about a sixth of it weighs most.
REACH: Final = 0.15
POINTS: Final = 101
COLUMNS: Final = "measure label actor voice position value low high n_sentences note".split()


def score_curve(
    series: pd.DataFrame,
    *,
    measure: str = "stance",
    actor: str | Sequence[str] | None = None,
    label: str | Sequence[str] | None = None,
    voice: str = ALL_VOICES,
    reach: float = REACH,
    points: int = POINTS,
    settings: Resampling | None = None,
) -> pd.DataFrame:
    """Smooth a measure along the text, with a band from resampled sentences.

    Parameters
    ----------
    series
        From `score_sentences`, of one article.
    measure, actor, label, voice
        What to follow; all actors and labels where left out.
    reach
        Half the width of the window, as a share of the text.
    points
        At how many places, from the beginning of the text to its end.
    settings
        Number of bootstrap samples and seed.

    Returns
    -------
    pandas.DataFrame
        One row per actor, label and place, columns measure, label, actor, voice, position (0 to
        1, in steps of 0.01 where `points` is left out), value, low, high, n_sentences (with
        evidence in the window) and note, which is "insufficient evidence" where there are fewer
        than 3; value and band are missing there.

    Raises
    ------
    DiscourseError
        If the series has no such measure, actor or label.

    Notes
    -----
    A local mean (Nadaraya 1964; Watson 1964) with the kernel of Epanechnikov (1969),
    k(u) = 1 - u² for |u| < 1, u the distance by the reach: the sum of k x total by the sum of
    k x count. The band is the 2.5th and 97.5th percentile at each place over bootstrap samples of
    all sentences of the article (Efron & Tibshirani 1993). It holds at a place, not for the whole
    curve at once, and takes sentences for independent. At the ends the window sees one side only,
    so that a slope looks flatter there. A rate, which is 0 where its words are lacking, needs 3
    sentences with a cue in the whole text.

    Examples
    --------
    >>> from helpers.corpus import make_article
    >>> from helpers.framing import find_frames
    >>> from helpers.schema import make_table
    >>> from helpers.series import score_sentences
    >>> article = make_article("The court will rule. The court ruled. The treaty holds. It rained.")
    >>> found = find_frames(article.sentences, mentions=make_table("mentions", []))
    >>> series = score_sentences(
    ...     found, sentences=article.sentences, paragraphs=article.paragraphs
    ... )
    >>> curve = score_curve(series, measure="frame", label="legality", reach=0.6)
    >>> curve.loc[[0, 100], ["position", "value", "n_sentences"]].round(1).values.tolist()
    [[0.0, nan, 2.0], [1.0, 13.8, 3.0]]
    """
    settings = settings or Resampling()
    kept = take_measure(series, measure=measure, actor=actor, label=label)
    order = sentence_order(series)
    places = np.linspace(0, 1, points)
    near = (places[:, None] - order["position"].to_numpy()[None, :]) / reach
    kernel = np.clip(1 - near**2, 0, None)
    drawn = draw_sentences(len(order), settings=settings)
    index = pd.Index(order["sentence"])
    kept = kept[kept["voice"] == voice]
    curves = [
        _curve(rows, key=key, index=index, kernel=kernel, drawn=drawn, places=places)
        for key, rows in kept.groupby(["measure", "label", "actor", "voice"], sort=False)
    ]
    return (
        pd.concat([pd.DataFrame(columns=COLUMNS), *curves])
        if not curves
        else pd.concat(curves, ignore_index=True)
    )


def _curve(
    rows: pd.DataFrame,
    *,
    key: Any,
    index: pd.Index[Any],
    kernel: Floats,
    drawn: Floats,
    places: Floats,
) -> pd.DataFrame:
    found = spread_out(rows, order=index)
    n = (kernel[:, found.told] > 0).sum(axis=1)
    enough = (n >= FEWEST) & (key[0] not in RATES or found.enough(FEWEST))
    value = divide(kernel @ found.totals, kernel @ found.counts)
    # Most sentences do not name an actor; what adds nothing need not be added up.
    some = (found.totals != 0) | (found.counts > 0)
    drawn, near = drawn[:, some], kernel[:, some].T
    samples = divide((drawn * found.totals[some]) @ near, (drawn * found.counts[some]) @ near)
    low, high = intervals(samples)
    table = pd.DataFrame(
        {
            "position": places.round(6),
            "value": np.where(enough, value, np.nan),
            "low": np.where(enough, low, np.nan),
            "high": np.where(enough, high, np.nan),
            "n_sentences": n,
            "note": np.where(enough, "", INSUFFICIENT),
        }
    )
    table[["measure", "label", "actor", "voice"]] = key
    return table[COLUMNS]
