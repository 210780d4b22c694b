"""How far may a number move by chance alone? Numbers by sentence in; intervals and p values out.

No table: arrays in, arrays out, so that curves, comparisons and change points share one way to
draw sentences, one interval, one permutation test and one correction for many tests.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

# Below this many sentences with evidence there is a value perhaps, but no interval and no test.
FEWEST: Final = 3
INSUFFICIENT: Final = "insufficient evidence"
# So many numbers are drawn at once; more would fill the memory where units are many.
BLOCK: Final = 250_000
# More permutations than this are never drawn.
MOST_DRAWS: Final = 100_000


@dataclass(frozen=True)
class Resampling:
    """Set how often chance is asked, and how strictly.

    Attributes
    ----------
    draws : int
        Bootstrap samples behind an interval, and permutations behind a p value.
    seed : int
        The same seed gives the same numbers on every machine.
    alpha : float
        A p value up to this one counts as a finding.
    """

    draws: int = 999
    seed: int = 2018
    alpha: float = 0.05

    def generator(self, *salt: int) -> np.random.Generator:
        """Start the random numbers of one question, which do not depend on other questions."""
        return np.random.default_rng([self.seed, *salt])


def split_draws(n: int, *, draws: int) -> Iterator[int]:
    """Split a number of draws of `n` units each, so that a block of them needs little memory.

    Examples
    --------
    >>> list(split_draws(100_000, draws=7))
    [2, 2, 2, 1]
    """
    size = max(1, BLOCK // max(n, 1))
    for start in range(0, draws, size):
        yield min(size, draws - start)


def enough_draws(tests: int, *, settings: Resampling) -> Resampling:
    """Draw often enough that one of many tests can be a finding at all.

    Parameters
    ----------
    tests
        By how much the level is divided.
    settings
        Number of draws wanted, seed and level.

    Notes
    -----
    With d permutations no p value is below 1/(1 + d), whatever the data. Four times as many are
    drawn as the level of one test needs, so that chance decides little; at most 100,000.

    Examples
    --------
    >>> enough_draws(60, settings=Resampling()).draws
    4800
    """
    least = min(4 * ceil(tests / settings.alpha), MOST_DRAWS)
    return replace(settings, draws=max(settings.draws, least))


def draw_in_blocks(n: int, *, settings: Resampling) -> Iterator[Floats]:
    """Draw as `draw_sentences` does, the same samples, a block of them at a time.

    Examples
    --------
    >>> settings = Resampling(draws=5)
    >>> blocks = np.concatenate(list(draw_in_blocks(100_000, settings=settings)))
    >>> len(blocks), int(blocks.sum(axis=1).min())
    (5, 100000)
    """
    generator, shares = settings.generator(n), np.full(n, 1 / n)
    for size in split_draws(n, draws=settings.draws):
        yield generator.multinomial(n, shares, size=size).astype(np.float64)


def draw_sentences(n: int, *, settings: Resampling) -> Floats:
    """Count how often each of `n` sentences is drawn in each bootstrap sample; one row a sample.

    Examples
    --------
    >>> drawn = draw_sentences(4, settings=Resampling(draws=5))
    >>> drawn.shape, drawn.sum(axis=1).tolist()
    ((5, 4), [4.0, 4.0, 4.0, 4.0, 4.0])
    """
    if not n:
        return np.zeros((settings.draws, 0))
    return np.concatenate(list(draw_in_blocks(n, settings=settings)))


def divide(totals: Floats, counts: Floats) -> Floats:
    """Divide where there is something to divide by; else the result is missing."""
    known = counts > 0
    return np.where(known, totals / np.where(known, counts, 1.0), np.nan)


def interval(values: Floats, *, tail: float = 0.025) -> tuple[float, float]:
    """Give two percentiles of samples, `tail` from either end; those without evidence are left out.

    Examples
    --------
    >>> interval(np.arange(1000.0))
    (25.0, 974.0)
    >>> interval(np.array([np.nan]))
    (nan, nan)
    >>> interval(np.array([]))
    (nan, nan)
    """
    low, high = intervals(values[:, None], tail=tail)
    return float(low[0]), float(high[0])


def intervals(values: Floats, *, tail: float = 0.025) -> tuple[Floats, Floats]:
    """Give the interval of each column, as `interval` does; one row a sample.

    Examples
    --------
    >>> low, high = intervals(np.array([[1.0, np.nan], [2.0, np.nan], [3.0, 4.0]]))
    >>> low.tolist(), high.tolist()
    ([1.0, 4.0], [3.0, 4.0])
    """
    if not len(values):
        return (np.full(values.shape[1], np.nan),) * 2
    ordered = np.sort(values, axis=0)  # what is missing comes last
    n = (~np.isnan(values)).sum(axis=0)
    places = [np.rint(share * (n - 1)).clip(0).astype(int) for share in (tail, 1 - tail)]
    low, high = (np.take_along_axis(ordered, place[None, :], axis=0)[0] for place in places)
    return low, high


def side_of(low: float, high: float) -> int | None:
    """Tell on which side of 0 an interval lies: -1 below, 1 above, 0 where it reaches it.

    Bounds are taken as they are printed, to two places: what is read as 0 lies on no side. Without
    an interval there is no answer, which is not the same as 0.

    Examples
    --------
    >>> side_of(0.01, 0.3), side_of(0.004, 0.3), side_of(-0.3, -0.01), side_of(float("nan"), 0.3)
    (1, 0, -1, None)
    """
    if np.isnan(low) or np.isnan(high):
        return None
    return int(round(low, 2) > 0) - int(round(high, 2) < 0)


def share_beyond(observed: float, chance: Floats) -> float:
    """Give the p value of a permutation test: the share at least as large, the observed included.

    Notes
    -----
    Counting the observed value among the permutations keeps the test honest at any number of
    them (Phipson & Smyth 2010). The margin lets equal sums that were added up in another order
    count as equal.

    Examples
    --------
    >>> share_beyond(2.0, np.array([0.0, 1.0, 2.0]))
    0.5
    """
    reached = int((chance >= observed - 1e-9 * max(1.0, abs(observed))).sum())
    return (1 + reached) / (1 + len(chance))


def permute_sides(
    totals: Floats,
    counts: Floats,
    first: npt.NDArray[np.bool_],
    *,
    generator: np.random.Generator,
    draws: int,
) -> float:
    """Give the p value of the difference of two weighted means, by changing sides at random.

    Parameters
    ----------
    totals, counts
        The sum of a sentence and how much it counts; a mean is the sum of one by the sum of the
        other.
    first
        Which sentences are on the first side.
    generator, draws
        The random numbers, and how many permutations.
    """
    order = np.argsort(generator.random((draws, len(totals))), axis=1)
    n = int(first.sum())

    def apart(total: Floats, count: Floats) -> Floats:
        left, many = total[..., :n].sum(axis=-1), count[..., :n].sum(axis=-1)
        right, rest = total[..., n:].sum(axis=-1), count[..., n:].sum(axis=-1)
        return np.asarray(np.abs(left / many - right / rest))

    sorted_sides = np.argsort(~first, kind="stable")
    observed = apart(totals[sorted_sides], counts[sorted_sides])
    return share_beyond(float(observed), apart(totals[order], counts[order]))


def adjust_holm(values: Sequence[float]) -> list[float]:
    """Raise p values so that of many tests hardly one is a false alarm (Holm 1979).

    Parameters
    ----------
    values
        p values of tests that are looked at together; a missing one was no test.

    Examples
    --------
    >>> adjust_holm([0.01, 0.04, float("nan"), 0.03])
    [0.03, 0.06, nan, 0.06]
    """
    asked = sorted((value, i) for i, value in enumerate(values) if not np.isnan(value))
    adjusted, least = [float("nan")] * len(values), 0.0
    for rank, (value, i) in enumerate(asked):
        least = max(least, min(1.0, round(value * (len(asked) - rank), 12)))
        adjusted[i] = least
    return adjusted
