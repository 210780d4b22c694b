"""How does an article as a whole treat its actors? Scores in; one row an actor or label out.

What the report sums up: for each actor the means over the article, and for each actor, frame and
device the value over the whole text with an interval over its sentences.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pandas as pd

from helpers.resampling import FEWEST, INSUFFICIENT, Resampling, draw_sentences, interval
from helpers.schema import ALL_VOICES, AUTHOR, QUOTED, iterate
from helpers.sides import Columns, sentence_order, spread_out

NAN: Final = float("nan")


def summarise_actors(scores: pd.DataFrame, *, actors: pd.DataFrame) -> pd.DataFrame:
    """Say for each actor how the article as a whole treats it.

    Parameters
    ----------
    scores, actors
        Tables of the schema.

    Returns
    -------
    pandas.DataFrame
        One row per actor that is mentioned, columns actor, label, bloc, mentions, paragraphs (with
        evidence), evidence, textblob and vader (mean polarity), stance, author and quoted (mean
        stance over paragraphs, weighted by mentions, in all voices, the author's and speakers');
        most mentioned first. A missing value means that there is no evidence.
    """
    rows: list[dict[str, Any]] = []
    for actor in iterate(actors.drop_duplicates("actor")):
        own = scores[scores["actor"] == actor.actor]
        stance = own[(own["measure"] == "stance") & (own["voice"] == ALL_VOICES)]
        if not stance["n_mentions"].sum():
            continue
        row: dict[str, Any] = {
            "actor": actor.actor,
            "label": actor.label,
            "bloc": actor.bloc,
            "mentions": int(stance["n_mentions"].sum()),
            "paragraphs": int((stance["n_evidence"] > 0).sum()),
            "evidence": int(stance["n_evidence"].sum()),
        }
        for name in ("textblob", "vader"):
            polarity = own[(own["measure"] == "polarity") & (own["label"] == name)]
            row[name] = _weighted_mean(polarity[polarity["voice"] == ALL_VOICES])
        for name, voice in (("stance", ALL_VOICES), ("author", AUTHOR), ("quoted", QUOTED)):
            row[name] = _weighted_mean(own[(own["measure"] == "stance") & (own["voice"] == voice)])
        rows.append(row)
    names = "actor label bloc mentions paragraphs evidence textblob vader stance author quoted"
    summary = pd.DataFrame(rows, columns=names.split())
    return summary.sort_values(["mentions", "actor"], ascending=[False, True], ignore_index=True)


def _weighted_mean(rows: pd.DataFrame) -> float:
    told = rows[rows["n_evidence"] > 0]
    weights = told["n_mentions"].clip(lower=1)
    return float((told["value"] * weights).sum() / weights.sum()) if len(told) else NAN


def measure_wholes(
    series: pd.DataFrame, *, measure: str, settings: Resampling | None = None
) -> pd.DataFrame:
    """Give a measure over the whole text, with intervals.

    Parameters
    ----------
    series
        From `score_sentences`.
    measure
        `stance`, `frame` or `device`.
    settings
        Number of bootstrap samples and seed.

    Returns
    -------
    pandas.DataFrame
        One row per actor of a stance, or per frame or device as the text as a whole has it, all
        voices together: name, value (mean stance, not counting loans; or rate per 100 words), low,
        high (95 % interval), n_sentences (with evidence), n_evidence and note ("insufficient
        evidence" below 3 sentences, where there is no interval either); most sentences first.

    Examples
    --------
    >>> from helpers.analysis import analyse
    >>> from helpers.corpus import make_article
    >>> found = analyse(make_article("Norway clearly lost. It clearly rained."), engine="lexical")
    >>> rates = measure_wholes(found.series, measure="device")
    >>> rates[["name", "n_sentences", "note"]].values.tolist()
    [['booster', 2, 'insufficient evidence']]
    """
    settings = settings or Resampling()
    order = pd.Index(sentence_order(series)["sentence"])
    drawn = draw_sentences(len(order), settings=settings)
    own = series[(series["measure"] == measure) & (series["voice"] == ALL_VOICES)]
    if measure != "stance":
        own = own[own["actor"] == ""]
    rows = []
    for name, part in own.groupby("actor" if measure == "stance" else "label", sort=False):
        columns = spread_out(part, order=order)
        row = _summarise(columns, drawn=drawn)
        if row["n_sentences"]:
            rows.append({"name": str(name), **row})
    names = "name value low high n_sentences n_evidence note".split()
    table = pd.DataFrame(rows, columns=names)
    return table.sort_values(["n_sentences", "name"], ascending=[False, True], ignore_index=True)


def _summarise(columns: Columns, *, drawn: Any) -> dict[str, Any]:
    n = int((columns.cues > 0).sum())
    counts = columns.counts.sum()
    low, high = NAN, NAN
    if n >= FEWEST:
        totals, weights = drawn @ columns.totals, drawn @ columns.counts
        values = np.divide(totals, weights, out=np.full(len(drawn), NAN), where=weights > 0)
        low, high = interval(values)
    return {
        "value": float(columns.totals.sum() / counts) if counts else NAN,
        "low": low,
        "high": high,
        "n_sentences": n,
        "n_evidence": int(columns.cues.sum()),
        "note": "" if n >= FEWEST else INSUFFICIENT,
    }
