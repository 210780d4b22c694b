"""How much does a score hang on single sentences? Weights of a cell in; its value and interval out.

A cell is what one paragraph says of one measure in one voice. Its interval comes from a bootstrap
of the paragraph's sentences (Efron & Tibshirani 1993): all cells of a paragraph share the samples,
and cells with the same weights (that of the author and that of all voices, mostly) one answer.
Of few sentences the same sample is drawn again and again (of three there are ten), so that each
is added up once and counted as often as it was drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Aggregate = Callable[[Floats, Floats], Floats]
SHARES: Final = (0.025, 0.975)
# Of more sentences hardly two samples are the same.
_FEW: Final = 8


def _mean(total: Floats, count: Floats) -> Floats:
    return total / np.maximum(count, 1)


def _saturation(total: Floats, count: Floats) -> Floats:
    return total / (total + 1)


def _total(total: Floats, count: Floats) -> Floats:
    return total


# From the sum of the weights and their number to a value:
AGGREGATES: Final[dict[str, Aggregate]] = {
    "polarity": _mean,
    "frame": _saturation,
    "device": _total,
}
# The same for stance, by engine; the number is that of the mentions. Parts of a cell (a voice, a
# sample of its sentences) may go beyond what the whole can be, and are kept within it.
STANCE_AGGREGATES: Final[dict[str, Aggregate]] = {
    "sum": lambda total, count: np.clip(total, -1, 1),
    "mean": lambda total, count: np.clip(_mean(total, count), -1, 1),
}


class Samples(NamedTuple):
    """Hold bootstrap samples of some sentences.

    `drawn` has a row for each sample that differs and a column for each sentence: how often it is
    drawn. `often` counts the samples that are like that.
    """

    drawn: Floats
    often: npt.NDArray[np.int64]


@lru_cache(maxsize=128)
def draw_samples(size: int, *, seed: tuple[int, ...], draws: int) -> Samples:
    """Draw samples of so many sentences, with replacement.

    Examples
    --------
    >>> draw_samples(2, seed=(2018, 0), draws=100).drawn.tolist()
    [[2.0, 0.0], [1.0, 1.0], [0.0, 2.0]]
    """
    generator = np.random.default_rng(list(seed))
    drawn = generator.multinomial(size, np.full(size, 1 / size), size=draws)
    often = np.ones(draws, dtype=np.int64)
    if size <= _FEW:
        digits = drawn @ (size + 1) ** np.arange(size)  # a sample as one number
        _, first, often = np.unique(digits, return_index=True, return_counts=True)
        drawn = drawn[first]
    return Samples(drawn.astype(np.float64), often)


def find_interval(values: Floats, often: npt.NDArray[np.int64]) -> tuple[float, float]:
    """Give the 2.5th and 97.5th percentile of values that stand for so many samples each.

    Examples
    --------
    >>> find_interval(np.array([0.5, 0.1, 0.9]), np.array([90, 5, 5]))
    (0.1, 0.9)
    """
    order = values.argsort()
    reached = often[order].cumsum()
    last = int(reached[-1]) - 1
    places = reached.searchsorted([round(share * last) for share in SHARES], side="right")
    low, high = values[order[places]].tolist()
    return low, high


class Weight(NamedTuple):
    """Hold one weight of a cell; `first` is 1 for the first of its mention and 0 for the rest."""

    sentence: int
    weight: float
    first: int
    loan: bool


class Summary(NamedTuple):
    """Hold a value, its interval, and of a stance what is its own and the share of its loan."""

    value: float | None = None
    low: float | None = None
    high: float | None = None
    own: float | None = None
    borrowed: float | None = None


class Summaries:
    """Summarise the cells of one paragraph.

    Parameters
    ----------
    sentences
        Numbers of its sentences.
    aggregates
        From the sums of weights and their numbers to values, by measure.
    seed
        Of the samples: the same seed gives the same intervals on every machine.
    draws
        How many samples.

    Examples
    --------
    >>> made = Summaries([7, 8], aggregates=AGGREGATES, seed=[2018, 0], draws=100)
    >>> made.get("device", [Weight(7, 1.0, 1, False), Weight(8, 2.0, 1, False)])
    Summary(value=3.0, low=2.0, high=4.0, own=None, borrowed=None)
    """

    def __init__(
        self,
        sentences: Sequence[int],
        *,
        aggregates: Mapping[str, Aggregate],
        seed: Sequence[int],
        draws: int,
    ) -> None:
        self._place = {sentence: place for place, sentence in enumerate(sentences)}
        self._aggregates = aggregates
        self._seed, self._draws = tuple(seed), draws
        self._known: dict[tuple[str, tuple[Weight, ...]], Summary] = {}

    def get(self, measure: str, cell: Sequence[Weight]) -> Summary:
        """Summarise a cell; without weights, all is missing."""
        if not cell:
            return _SILENT
        key = (measure, tuple(cell))
        known = self._known.get(key)
        if known is None:
            aggregate = self._aggregates[measure]
            parts = _part(cell, aggregate) if measure == "stance" else (None, None)
            known = self._known[key] = Summary(*self._spread(cell, aggregate), *parts)
        return known

    def _spread(
        self, cell: Sequence[Weight], aggregate: Aggregate
    ) -> tuple[float, float | None, float | None]:
        totals, counts = np.zeros((2, len(self._place)))
        told: set[int] = set()
        for sentence, weight, first, _ in cell:
            place = self._place[sentence]
            totals[place] += weight
            counts[place] += first
            told.add(place)
        value = float(aggregate(totals.sum(keepdims=True), counts.sum(keepdims=True))[0])
        if len(self._place) < 2:
            return value, None, None
        drawn, often = self._samples
        inside = (drawn[:, sorted(told)] > 0).any(axis=1)
        values = aggregate((drawn @ totals)[inside], (drawn @ counts)[inside])
        return value, *find_interval(values, often[inside])

    @cached_property
    def _samples(self) -> Samples:
        return draw_samples(len(self._place), seed=self._seed, draws=self._draws)


_SILENT: Final = Summary()


def _part(cell: Sequence[Weight], aggregate: Aggregate) -> tuple[float, float]:
    """Part a stance into what is the cell's own and the share that is borrowed."""
    count = np.array([float(sum(weight.first for weight in cell))])
    total = np.array([sum(weight.weight for weight in cell if not weight.loan)])
    own = float(aggregate(total, count)[0])
    lent = float(aggregate(np.array([sum(w.weight for w in cell if w.loan)]), count)[0])
    size = abs(own) + abs(lent)
    return own, abs(lent) / size if size else 0.0
