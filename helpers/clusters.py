"""How far may a mean over articles move? Sums by article in; intervals and p values out.

Sentences of one article are written by one hand on one day: they are alike, and a hundred of them
are not a hundred observations. What is drawn anew here is the whole article (or the event), with
all that it says. No table: arrays in, arrays out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from hashlib import blake2b
from math import sqrt
from statistics import NormalDist
from typing import Final

import numpy as np

from helpers.resampling import (
    Floats,
    Resampling,
    divide,
    draw_in_blocks,
    interval,
    share_beyond,
    split_draws,
)

# Below this many clusters there is a value perhaps, but no interval and no test.
FEWEST_CLUSTERS: Final = 5
# Of fewer pairs no way to change the signs is rare enough: of five, one in sixteen is as extreme.
FEWEST_PAIRS: Final = 6
# Up to this many differences, every way to change their signs is tried.
EXACT_UP_TO: Final = 12
_NORMAL: Final = NormalDist()


def mean_of_clusters(totals: Floats, counts: Floats) -> float:
    """Give the sum of the totals by the sum of the counts; missing where nothing counts.

    Examples
    --------
    >>> mean_of_clusters(np.array([2.0, -1.0]), np.array([2.0, 2.0]))
    0.25
    """
    return float(divide(totals.sum(keepdims=True), counts.sum(keepdims=True))[0])


def salt_of(*names: str) -> int:
    """Give a number that stands for one question, whatever others are asked beside it.

    Examples
    --------
    >>> salt_of("The Fjord", "norway") == salt_of("The Fjord", "norway")
    True
    >>> salt_of("The Fjord", "norway") == salt_of("The Sound", "norway")
    False
    """
    digest = blake2b("\0".join(names).encode(), digest_size=8)
    return int.from_bytes(digest.digest(), "big")


def sample_means(totals: Floats, counts: Floats, *, settings: Resampling, salt: int = 0) -> Floats:
    """Draw whole clusters with replacement and give the mean of each sample.

    Parameters
    ----------
    totals, counts
        Sum of each cluster, and how much it counts.
    settings
        Number of samples and seed.
    salt
        Another number for each sample that is to be independent of the others; see `salt_of`.

    Notes
    -----
    The pairs cluster bootstrap (Cameron, Gelbach & Miller 2008): a cluster is drawn with all that
    is in it, so that what is alike within it does not count as many. The samples are drawn in
    blocks, so that memory does not grow with the clusters times the samples.

    Examples
    --------
    >>> sample_means(np.ones(3), np.ones(3), settings=Resampling(draws=2)).tolist()
    [1.0, 1.0]
    """
    n = len(totals)
    if not n:
        return np.full(settings.draws, np.nan)
    own = replace(settings, seed=settings.seed + salt)
    blocks = draw_in_blocks(n, settings=own)
    return np.concatenate([divide(drawn @ totals, drawn @ counts) for drawn in blocks])


def widened_interval(samples: Floats, *, n: int) -> tuple[float, float]:
    """Give a 95 % interval of bootstrap samples, widened for a small number of clusters.

    Parameters
    ----------
    samples
        From `sample_means`, or the difference of two.
    n
        Number of clusters; of a difference, that of the side with fewer.

    Returns
    -------
    tuple
        Lower and upper end; both missing below 5 clusters.

    Notes
    -----
    The plain percentile interval is too narrow with few units, since a sample varies less than
    what it is drawn from by (n - 1)/n, and knows its spread only roughly. The expanded percentile
    interval of Hesterberg (2015) takes percentiles further out, so that for a mean it is about as
    wide as the interval by Student's t. How often it holds the truth is in `docs/measures.md`.

    Examples
    --------
    >>> normal = np.array([_NORMAL.inv_cdf((i + 0.5) / 9999) for i in range(9999)])
    >>> [round(end, 2) for end in widened_interval(normal, n=1000)]
    [-1.96, 1.96]
    >>> [round(end, 2) for end in widened_interval(normal, n=10)]
    [-2.38, 2.38]
    """
    if n < FEWEST_CLUSTERS:
        return float("nan"), float("nan")
    return interval(samples, tail=_NORMAL.cdf(-sqrt(n / (n - 1)) * _student(n - 1)))


def _student(df: int) -> float:
    """Give the 97.5th percentile of Student's t (Cornish and Fisher's expansion)."""
    z = _NORMAL.inv_cdf(0.975)
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum(float(term / df ** (power + 1)) for power, term in enumerate(terms))


def flip_signs(differences: Floats, *, settings: Resampling) -> float:
    """Give the p value of a mean difference of pairs, by changing signs at random.

    Parameters
    ----------
    differences
        One a pair.
    settings
        Number of sign changes to try where there are too many to try all, and seed.

    Returns
    -------
    float
        Up to 12 pairs exact, over all ways to give signs. Missing below 6 pairs, or more where the
        level is stricter than 0.05: even if all differences point to one side, two of the 2ⁿ ways
        to give signs are as extreme, and that must be rarer than the level.

    Notes
    -----
    If the two sides of a pair are treated alike, each difference might as well have had the other
    sign (Fisher 1935). A difference that is 0 changes nothing.

    Examples
    --------
    >>> flip_signs(np.array([0.2, 0.3, 0.1, 0.4, 0.2, 0.3]), settings=Resampling())
    0.03125
    """
    n = len(differences)
    if n < FEWEST_PAIRS or 2.0 ** (1 - n) > settings.alpha:
        return float("nan")
    observed = abs(float(differences.sum()))
    if n <= EXACT_UP_TO:
        ways = (np.arange(2**n)[:, None] >> np.arange(n)) & 1
        sums = np.abs((1 - 2 * ways) @ differences)
        return float((sums >= observed - 1e-9 * max(1.0, observed)).mean())
    generator = settings.generator(n)
    chance = [
        np.abs(generator.choice((-1.0, 1.0), size=(size, n)) @ differences)
        for size in split_draws(n, draws=settings.draws)
    ]
    return share_beyond(observed, np.concatenate(chance))


def adjust_benjamini_hochberg(values: Sequence[float]) -> list[float]:
    """Raise p values so that of what is called a finding few are false alarms.

    Parameters
    ----------
    values
        p values of tests that are looked at together; a missing one was no test.

    Notes
    -----
    Of all tests whose raised p value is at most 0.05, 5 % are expected to be false alarms (the
    false discovery rate; Benjamini & Hochberg 1995). Holm's correction, used elsewhere in this
    project, guards against a single one; with outlets by actors there are many tests, and a few
    false alarms among many findings do less harm than many findings missed.

    Examples
    --------
    >>> adjust_benjamini_hochberg([0.01, 0.04, float("nan"), 0.03])
    [0.03, 0.04, nan, 0.04]
    """
    asked = sorted(((value, i) for i, value in enumerate(values) if not np.isnan(value)))[::-1]
    adjusted, most = [float("nan")] * len(values), 1.0
    for place, (value, i) in enumerate(asked):
        most = min(most, round(value * len(asked) / (len(asked) - place), 12))
        adjusted[i] = most
    return adjusted
