"""Is an actor named throughout, or in one place? Mentions in; one row an actor out.

First and last mention, dispersion over the parts of the text, and burstiness: whether mentions
come in flurries. Each stands beside what chance would give for as many mentions.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.resampling import FEWEST, INSUFFICIENT, Floats, Resampling, interval
from helpers.schema import iterate
from helpers.text import find_tokens, plain_view

# Mentions below which gaps between them say nothing: four gaps.
FEWEST_FOR_GAPS: Final = 5
CLUMPED: Final = "more clumped than by chance"
EVEN: Final = "more even than by chance"
CHANCE: Final = "as by chance"
COLUMNS: Final = (
    "actor n_mentions first first_low first_high last last_low last_high dp dp_norm low high "
    "chance_low chance_high juilland_d burstiness burst_low burst_high note note_burst"
).split()


def score_dispersion(
    mentions: pd.DataFrame,
    *,
    sentences: pd.DataFrame,
    parts: int | None = None,
    settings: Resampling | None = None,
) -> pd.DataFrame:
    """Measure how each actor's mentions are spread over a text.

    Parameters
    ----------
    mentions
        Those to count, of one article; all, or only those in one voice, or without mere places.
    sentences
        Table of the schema, of the same article.
    parts
        In how many parts of equally many words to cut the text; its paragraphs where left out.
    settings
        Number of samples and seed.

    Returns
    -------
    pandas.DataFrame
        One row per actor, the one named most often first: actor, n_mentions; first, last (share of
        the words before the first and the last mention, 0 to 1), each with first_low ... last_high,
        between which it would fall in 95 of 100 texts if as many mentions were thrown on the words
        at random; dp, dp_norm (0 spread as the words are, 1 in the smallest part only) with low,
        high (95 % bootstrap interval of dp_norm) and chance_low, chance_high (where dp_norm falls
        at random); juilland_d (1 even, 0 in one part); burstiness (-1 regular, 0 random, 1 all in
        flurries) with burst_low, burst_high (where it falls at random); note and note_burst: more
        clumped than by chance, more even, as by chance, or insufficient evidence.

    Notes
    -----
    DP is half the sum over the parts of |share of the mentions - share of the words| (Gries 2008);
    DPnorm divides it by 1 - the smallest share of words (Lijffijt & Gries 2012). Juilland's D is
    1 - V/√(n - 1), V the coefficient of variation of the mentions per word in n parts (Juilland &
    Chang-Rodríguez 1964). Burstiness is that of Goh & Barabási (2008) as corrected for few gaps by
    Kim & Jo (2016): with r the standard deviation of the n gaps by their mean,
    (√(n+1) r - √(n-1)) / ((√(n+1) - 2) r + √(n-1)).

    A word that comes seldom is unevenly spread of necessity: compare dp_norm with its chance, not
    with another actor's. The bootstrap resamples sentences; resampling makes any spread lumpier, so
    the interval is the basic one, 2 x value - percentile (Davison & Hinkley 1997), kept within 0
    and 1. First and last places have no bootstrap interval, which fails for extremes. Fewer than 3
    mentions have no dispersion, fewer than 5 no burstiness.

    Examples
    --------
    >>> from helpers.corpus import make_article
    >>> from helpers.actors import find_mentions
    >>> from helpers.catalogue import load_actors
    >>> article = make_article("Norway spoke. Norway met Norway. " + "Rain fell all week. " * 20)
    >>> mentions = find_mentions(article.sentences, actors=load_actors())
    >>> found = score_dispersion(mentions, sentences=article.sentences, parts=8)
    >>> found[["actor", "n_mentions", "dp_norm", "note"]].round(2).values.tolist()
    [['norway', 3, 1.0, 'more clumped than by chance']]
    """
    settings = settings or Resampling()
    words = _words(sentences)
    found = mentions[mentions["sentence"].isin(set(sentences["sentence"]))]
    # How many words begin before a mention: its place in the text.
    place = np.searchsorted(words, found["start"].to_numpy())
    edges = _edges(sentences, n_words=len(words), parts=parts)
    numbers = {sentence: i for i, sentence in enumerate(sentences["sentence"])}
    sentence = found["sentence"].map(numbers).to_numpy(dtype=np.int64)
    homes = np.array([0, *np.cumsum(sentences["n_words"])])
    actors = found["actor"].to_numpy()
    names, counts = np.unique(actors.astype(str), return_counts=True)
    rows = []
    for i in np.lexsort((names, -counts)):
        mine = np.flatnonzero(actors == names[i])
        row = {"actor": str(names[i]), "n_mentions": len(mine)}
        spots = np.sort(place[mine])
        row |= _ends(spots / max(len(words), 1))
        rows.append(
            row
            | _spread(spots, sentence[mine], edges=edges, homes=homes, settings=settings)
            | _bursts(spots, n_words=len(words), settings=settings)
        )
    return pd.DataFrame(rows, columns=COLUMNS)


def _words(sentences: pd.DataFrame) -> npt.NDArray[np.int64]:
    """List where each word begins."""
    starts = [
        token.start
        for row in iterate(sentences)
        for token in find_tokens(plain_view(row.text), offset=row.start)
        if token.lower[0].isalnum()
    ]
    return np.array(starts, dtype=np.int64)


def _edges(sentences: pd.DataFrame, *, n_words: int, parts: int | None) -> Floats:
    """Cut the words into parts: numbers of words before each cut, the ends included."""
    if parts is not None:
        return np.linspace(0, n_words, parts + 1)
    lengths = sentences.groupby("paragraph", sort=False)["n_words"].sum()
    cuts = np.array([0, *lengths.cumsum()], dtype=np.float64)
    return np.unique(cuts)  # a block without a word is no part


def _ends(shares: Floats) -> dict[str, float]:
    """Say where the first and the last mention stand, and where chance would put them.

    Of n places at random the first lies beyond x with the chance (1 - x)^n.
    """
    near, far = (1 - (1 - share) ** (1 / len(shares)) for share in (0.025, 0.975))
    return {
        "first": float(shares[0]),
        "first_low": near,
        "first_high": far,
        "last": float(shares[-1]),
        "last_low": 1 - far,
        "last_high": 1 - near,
    }


def measure_dp(counts: Floats, sizes: Floats) -> tuple[Floats, Floats]:
    """Give Gries' DP and DPnorm of counts in parts of some sizes.

    Parameters
    ----------
    counts
        Mentions by part, the last axis; one row a sample.
    sizes
        Words by part, of the same shape or one row for all.

    Returns
    -------
    tuple
        DP and DPnorm, missing where nothing is counted.

    Examples
    --------
    >>> dp, norm = measure_dp(np.array([[9.0, 0, 0], [3, 3, 3]]), np.array([100.0, 100, 100]))
    >>> dp.round(2).tolist(), norm.round(2).tolist()
    ([0.67, 0.0], [1.0, 0.0])
    """
    expected = sizes / sizes.sum(axis=-1, keepdims=True)
    total = counts.sum(axis=-1, keepdims=True)
    shares = np.divide(counts, total, out=np.full_like(counts, np.nan), where=total > 0)
    dp = np.abs(shares - expected).sum(axis=-1) / 2
    least = np.where(expected > 0, expected, 1.0).min(axis=-1)
    return dp, dp / np.where(least < 1, 1 - least, 1.0)


def measure_juilland(counts: Floats, sizes: Floats) -> float:
    """Give Juilland's D of counts in parts of some sizes; missing for a single part.

    Examples
    --------
    >>> measure_juilland(np.array([3.0, 3, 3]), np.array([10.0, 10, 10]))
    1.0
    >>> abs(round(measure_juilland(np.array([9.0, 0, 0]), np.array([10.0, 10, 10])), 6))
    0.0
    """
    rates = counts / sizes
    if len(rates) < 2 or not rates.mean():
        return float("nan")
    return 1 - float(rates.std() / rates.mean() / np.sqrt(len(rates) - 1))


def measure_burstiness(places: Floats) -> Floats:
    """Give the burstiness of places in order, the last axis; one row a sample.

    Examples
    --------
    >>> even, flurry = [0.0, 1, 2, 3, 4], [0.0, 1, 2, 3, 1000]
    >>> measure_burstiness(np.array([even, flurry])).round(2).tolist()
    [-1.0, 0.99]
    """
    gaps = np.diff(places, axis=-1)
    n = gaps.shape[-1]
    mean = gaps.mean(axis=-1)
    ratio = np.divide(gaps.std(axis=-1), mean, out=np.zeros_like(mean), where=mean > 0)
    up, down = np.sqrt(n + 1), np.sqrt(n - 1)
    return np.asarray((up * ratio - down) / ((up - 2) * ratio + down))


def _throw(n: int, *, n_words: int, settings: Resampling) -> Floats:
    """Throw as many mentions on the words at random, in order; one row a sample."""
    return np.sort(settings.generator(n).random((settings.draws, n)) * n_words, axis=1)


def _count(places: Floats, edges: Floats) -> Floats:
    """Count by part the places of each row."""
    part = np.clip(np.searchsorted(edges, places, side="right") - 1, 0, len(edges) - 2)
    n = len(edges) - 1
    flat = (part + n * np.arange(len(places))[:, None]).ravel()
    return np.bincount(flat, minlength=n * len(places)).reshape(-1, n).astype(np.float64)


def _spread(
    spots: npt.NDArray[np.int64],
    sentence: npt.NDArray[np.int64],
    *,
    edges: Floats,
    homes: npt.NDArray[np.int64],
    settings: Resampling,
) -> dict[str, Any]:
    sizes = np.diff(edges)
    counts = _count(spots[None, :].astype(np.float64), edges)
    dp, norm = (float(values[0]) for values in measure_dp(counts, sizes))
    row: dict[str, Any] = {"dp": dp, "dp_norm": norm, "note": INSUFFICIENT}
    if len(spots) < FEWEST or len(sizes) < 2:
        return row | {"dp": np.nan, "dp_norm": np.nan}
    row["juilland_d"] = measure_juilland(counts[0], sizes)
    _, chance = measure_dp(
        _count(_throw(len(spots), n_words=int(edges[-1]), settings=settings), edges), sizes
    )
    low, high = interval(chance)
    row |= {"chance_low": low, "chance_high": high, "note": _verdict(norm, low, high)}
    below, above = interval(_resampled(sentence, edges=edges, homes=homes, settings=settings))
    row["low"] = min(1.0, max(0.0, 2 * norm - above))
    row["high"] = min(1.0, max(0.0, 2 * norm - below))
    return row


def _resampled(
    sentence: npt.NDArray[np.int64],
    *,
    edges: Floats,
    homes: npt.NDArray[np.int64],
    settings: Resampling,
) -> Floats:
    """Give DPnorm of bootstrap samples of the sentences, each in its part of the text."""
    n = len(homes) - 1
    drawn = settings.generator(n).multinomial(n, np.full(n, 1 / n), size=settings.draws)
    middles = (homes[:-1] + homes[1:]) / 2
    part = np.clip(np.searchsorted(edges, middles, side="right") - 1, 0, len(edges) - 2)
    member = (part[:, None] == np.arange(len(edges) - 1)).astype(np.float64)
    many = np.bincount(sentence, minlength=n)
    _, norm = measure_dp((drawn * many) @ member, (drawn * np.diff(homes)) @ member)
    return norm


def _bursts(spots: npt.NDArray[np.int64], *, n_words: int, settings: Resampling) -> dict[str, Any]:
    if len(spots) < FEWEST_FOR_GAPS:
        return {"note_burst": INSUFFICIENT}
    value = float(measure_burstiness(spots[None, :].astype(np.float64))[0])
    chance = measure_burstiness(_throw(len(spots), n_words=n_words, settings=settings))
    low, high = interval(chance)
    return {
        "burstiness": value,
        "burst_low": low,
        "burst_high": high,
        "note_burst": _verdict(value, low, high),
    }


def _verdict(value: float, low: float, high: float) -> str:
    return CLUMPED if value > high else EVEN if value < low else CHANCE
