"""What does a passage gain from the rest of the article? Readings in; pooled stances out.

Much of what careful readers agree on lies between actors: who is cast as villain is told over the
whole text, and a flat sentence is read in that light. So a cell's own reading is drawn toward the
actor's readings elsewhere, the more so the less it rests on: a mean of n mentions counts for
n/(n + k) of one that rests on very many, with one k for the cell and one for what is elsewhere. The
weights were fitted on labelled op-eds that the encoder was not trained on (empirical Bayes in the
sense of Efron & Morris 1977, *Stein's paradox in statistics*: how much is borrowed is learnt from
the ensemble), then stretched until pooled values spread as the codes do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from helpers.neural import Reading


@dataclass(frozen=True)
class PoolingSettings:
    """Set how far a cell leans on the rest of the article.

    Attributes
    ----------
    own, actor : float
        Weights of the cell's own reading and of the mean of the actor's mentions elsewhere, were
        there very many of both.
    own_half, actor_half : float
        The number of mentions from which on either counts for more than half of that.
    intercept : float
        Added to each pooled value.
    spread : float
        By how much the difference of two chances is stretched to make a mention's own stance.
    own_thresholds, pooled_thresholds : (float, float)
        Below the first a value is unfavourable, above the second favourable.

    Notes
    -----
    All stretch: the chances of the encoder spread less than readers' codes do. What `spread`
    makes of a cell alone is what counts as its own; the rest of a pooled value is borrowed.
    """

    own: float
    own_half: float
    actor: float
    actor_half: float
    intercept: float
    spread: float
    own_thresholds: tuple[float, float]
    pooled_thresholds: tuple[float, float]

    def pool(self, *, own: float, n: int, elsewhere: float, n_elsewhere: int) -> float:
        """Give the pooled stance of a cell of n mentions, in [-1, 1]."""
        value = (
            self.own * shrink(n, half=self.own_half) * own
            + self.actor * shrink(n_elsewhere, half=self.actor_half) * elsewhere
            + self.intercept
        )
        return min(1.0, max(-1.0, value))

    def stretch(self, reading: Reading) -> float:
        """Give a mention's own stance, in [-1, 1]."""
        return min(1.0, max(-1.0, self.spread * reading.value))

    def thresholds(self, *, pooled: bool) -> tuple[float, float]:
        """Give the thresholds of pooled values, or of a cell's own."""
        return self.pooled_thresholds if pooled else self.own_thresholds


def shrink(n: int, *, half: float) -> float:
    """Give the share that a mean of `n` mentions counts for, from 0 up to 1.

    Examples
    --------
    >>> shrink(0, half=2.0), shrink(2, half=2.0), shrink(6, half=2.0)
    (0.0, 0.5, 0.75)
    """
    return n / (n + half) if n else 0.0


class Pooled(NamedTuple):
    """Hold the stance toward one actor in one paragraph.

    `value` is the pooled stance, `own` the cell's own, both in [-1, 1]; `n` the mentions read, and
    `n_elsewhere` those of the actor in other paragraphs; `likeliest` the label with the best chance
    in the cell itself, -1, 0 or 1.
    """

    paragraph: int
    actor: str
    value: float
    own: float
    n: int
    n_elsewhere: int
    likeliest: int


def read_pooling(settings: dict[str, Any]) -> PoolingSettings:
    """Take the pooling settings out of what `models/stance.json` says."""
    told = settings["pooling"]
    return PoolingSettings(
        own=told["own"],
        own_half=told["own_half"],
        actor=told["actor"],
        actor_half=told["actor_half"],
        intercept=told["intercept"],
        spread=told["spread"],
        own_thresholds=tuple(settings["thresholds"]["own"]),
        pooled_thresholds=tuple(settings["thresholds"]["pooled"]),
    )


class Parts(NamedTuple):
    """Hold what a pooled stance is made of.

    `own` is the mean over the cell's mentions, `elsewhere` the mean over the actor's mentions in
    other paragraphs (0 where there are none), each the difference of two chances; `n_elsewhere` the
    number of those; `chances` the mean probabilities of unfavourable, neutral and favourable;
    `readings` those of the cell.
    """

    paragraph: int
    actor: str
    own: float
    elsewhere: float
    n_elsewhere: int
    chances: tuple[float, float, float]
    readings: tuple[Reading, ...]


def gather_parts(readings: Sequence[Reading]) -> list[Parts]:
    """Gather readings by paragraph and actor, in the order of the text."""
    cells: dict[tuple[int, str], list[Reading]] = {}
    totals: dict[str, tuple[float, int]] = {}
    for reading in readings:
        cells.setdefault((reading.paragraph, reading.actor), []).append(reading)
        value, n = totals.get(reading.actor, (0.0, 0))
        totals[reading.actor] = (value + reading.value, n + 1)
    parts = []
    for (paragraph, actor), inside in cells.items():
        n = len(inside)
        total = sum(reading.value for reading in inside)
        everything, count = totals[actor]
        elsewhere = (everything - total) / (count - n) if count > n else 0.0
        chances = (
            sum(reading.unfavourable for reading in inside) / n,
            sum(reading.neutral for reading in inside) / n,
            sum(reading.favourable for reading in inside) / n,
        )
        mean = total / n
        parts.append(Parts(paragraph, actor, mean, elsewhere, count - n, chances, tuple(inside)))
    return parts


def pool_readings(readings: Sequence[Reading], *, settings: PoolingSettings) -> list[Pooled]:
    """Draw each cell toward what the article does with its actor elsewhere.

    Parameters
    ----------
    readings
        From `read_article`, one per mention.
    settings
        From `read_pooling`.

    Returns
    -------
    list of Pooled
        One per paragraph and actor with a mention that was read, in the order of the text. An
        actor that stands in one paragraph only has nothing to lean on.
    """
    pooled = []
    for part in gather_parts(readings):
        n = len(part.readings)
        value = settings.pool(
            own=part.own, n=n, elsewhere=part.elsewhere, n_elsewhere=part.n_elsewhere
        )
        own = sum(settings.stretch(reading) for reading in part.readings) / n
        likeliest = part.chances.index(max(part.chances)) - 1
        pooled.append(
            Pooled(part.paragraph, part.actor, value, own, n, part.n_elsewhere, likeliest)
        )
    return pooled
