"""Which words make two outlets differ on an actor? Evidence of many articles in; a `Shift` out.

As `explain_shift` does for two stretches of a text, with articles in the place of sentences: the
parts add up to the difference exactly.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from helpers.clusters import FEWEST_CLUSTERS, widened_interval
from helpers.errors import DiscourseError
from helpers.outlets import take_stances
from helpers.resampling import INSUFFICIENT, Resampling, divide, draw_sentences
from helpers.schema import ALL_VOICES
from helpers.shift import REST, Part, Shift, take_apart

NAN: Final = float("nan")


def explain_outlets(
    evidence: pd.DataFrame,
    *,
    articles: pd.DataFrame,
    mentions: pd.DataFrame,
    one: str,
    other: str,
    actor: str,
    stance: str = "mean",
    voice: str = ALL_VOICES,
    settings: Resampling | None = None,
) -> Shift:
    """Take the difference between two outlets' stances toward an actor apart into words.

    Parameters
    ----------
    evidence, articles, mentions
        Tables of the schema, those of many articles one under the other.
    one, other
        The outlets, as the column `outlet` writes them.
    actor
        Toward whom.
    stance, voice
        What is one reading, and whose words; see `take_stances`.
    settings
        Number of bootstrap samples and seed.

    Returns
    -------
    Shift
        As `explain_shift` gives it; `plot_shift` draws it. The difference is that of the means of
        `compare_outlets`, `n_one` and `n_other` count articles, and the intervals draw articles;
        below 5 on a side there is none.

    Raises
    ------
    DiscourseError
        If an outlet or actor is not in the tables.

    Notes
    -----
    After the word shift graphs of Gallagher and others (2021). Each word is given what it adds to
    the mean of the one outlet less what it adds to that of the other. With the lexical engine a
    word that counts is a word of the text; with the neural one most may rest on no single phrase.
    An outlet that writes of other events uses other words: what the shift shows is both, its choice
    and its tone.

    Examples
    --------
    >>> from helpers.analysis import analyse
    >>> from helpers.corpus import make_article
    >>> texts = {"The Fjord": "Norway lied to Sweden.", "The Sound": "Norway saved Sweden."}
    >>> found = [
    ...     analyse(make_article(t, identifier=o, metadata={"outlet": o}), engine="lexical")
    ...     for o, t in texts.items()
    ... ]
    >>> tables = [pd.concat([f.mentions for f in found]), pd.concat([f.evidence for f in found])]
    >>> articles = pd.concat([f.article.articles for f in found])
    >>> shift = explain_outlets(
    ...     tables[1], articles=articles, mentions=tables[0], one="The Fjord",
    ...     other="The Sound", actor="norway", stance="sum",
    ... )
    >>> bool(abs(shift.words["contribution"].sum() - shift.difference) < 1e-9)
    True
    """
    settings = settings or Resampling()
    rows = take_stances(evidence, stance=stance, voice=voice)
    rows = rows[rows["actor"] == actor]
    if rows.empty:
        raise DiscourseError(f"no article judges an actor {actor!r}; see the column actor")
    parts = [
        _part(rows, articles=articles, mentions=mentions, outlet=outlet) for outlet in (one, other)
    ]
    drawn = [
        draw_sentences(
            part.length, settings=Resampling(draws=settings.draws, seed=settings.seed + place)
        )
        for place, part in enumerate(parts)
    ]
    enough = min(part.n for part in parts) >= FEWEST_CLUSTERS
    samples = [divide(d @ p.weights, d @ p.counts) for d, p in zip(drawn, parts, strict=True)]
    n = min(part.n for part in parts)
    low, high = widened_interval(samples[1] - samples[0], n=n) if enough else (NAN, NAN)
    told = all(part.n for part in parts)
    return Shift(
        words=take_apart(parts, drawn=drawn if enough else []) if told else _no_words(parts),
        measure="stance",
        label="",
        actor=actor,
        one=one,
        other=other,
        value_one=parts[0].value,
        value_other=parts[1].value,
        difference=parts[1].value - parts[0].value,
        low=low,
        high=high,
        n_one=parts[0].n,
        n_other=parts[1].n,
        note="" if enough else INSUFFICIENT,
        units="articles",
    )


def _part(
    rows: pd.DataFrame, *, articles: pd.DataFrame, mentions: pd.DataFrame, outlet: str
) -> Part:
    """Gather the cues of one outlet, by article."""
    names = articles.loc[articles["outlet"] == outlet, "article"]
    if names.empty:
        known = ", ".join(sorted(set(articles["outlet"])))
        raise DiscourseError(f"no article is by an outlet {outlet!r}; there are {known}")
    own = rows[rows["article"].isin(names)]
    index = pd.Index(sorted(own["article"].unique()))
    at = index.get_indexer(pd.Index(own["article"])).astype(np.int64)
    # What rests on no word is put at the mention itself.
    whole = set(zip(mentions["article"], mentions["mention"], mentions["start"], strict=True))
    places = zip(own["article"], own["mention"], own["start"], own["cue"], strict=True)
    cues = [
        REST if place[:3] in whole else " ".join(str(place[3]).lower().split()) for place in places
    ]
    weight = own["weight"].to_numpy(dtype=np.float64)
    count = own["count"].to_numpy(dtype=np.float64)
    return Part(
        name=outlet,
        cues=cues,
        at=at,
        rows=weight,
        weights=np.bincount(at, weights=weight, minlength=len(index)).astype(np.float64),
        counts=np.bincount(at, weights=count, minlength=len(index)).astype(np.float64),
        n=len(index),
        length=len(index),
    )


def _no_words(parts: list[Part]) -> pd.DataFrame:
    bare = [part._replace(cues=[], at=part.at[:0], rows=part.rows[:0]) for part in parts]
    return take_apart(bare, drawn=[])
