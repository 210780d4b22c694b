"""What does a passage gain from the rest of the article? Readings in; pooled stances out.

Much of what careful readers agree on lies between actors: who is cast as villain is told over the
whole text, and a flat sentence is read in that light. So a cell's own reading is drawn toward the
actor's readings elsewhere, the more so the less it rests on. The weights were fitted on labelled
op-eds that the encoder was not trained on (empirical Bayes in the sense of Efron & Morris 1977,
*Stein's paradox in statistics*: the share borrowed is learnt from the ensemble), then stretched
until pooled values spread as the codes do.
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
    own, actor, whole : float
        Weights of the cell's own reading, of the mean of the actor's other cells, and of the
        encoder's reading of the actor in the whole window.
    intercept : float
        Added to each pooled value.
    own_thresholds, pooled_thresholds : (float, float)
        Below the first a value is unfavourable, above the second favourable.

    Notes
    -----
    The weights add up to more than 1: the chances of the encoder spread less than readers' codes
    do. A mention's own stance is stretched by their sum, so that pooled and own are on one scale.
    """

    own: float
    actor: float
    whole: float
    intercept: float
    own_thresholds: tuple[float, float]
    pooled_thresholds: tuple[float, float]

    @property
    def spread(self) -> float:
        """By how much the difference of two chances is stretched to make a stance."""
        return self.own + self.actor + self.whole

    def stretch(self, reading: Reading) -> float:
        """Give a mention's own stance, in [-1, 1]."""
        return min(1.0, max(-1.0, self.spread * reading.value))

    def thresholds(self, *, pooled: bool) -> tuple[float, float]:
        """Give the thresholds of pooled values, or of a cell's own."""
        return self.pooled_thresholds if pooled else self.own_thresholds


class Pooled(NamedTuple):
    """Hold the stance toward one actor in one paragraph.

    `value` is the pooled stance, `own` the cell's own, both in [-1, 1]; `n` the mentions read;
    `likeliest` the label with the best chance in the cell itself, -1, 0 or 1.
    """

    paragraph: int
    actor: str
    value: float
    own: float
    n: int
    likeliest: int


def read_pooling(settings: dict[str, Any]) -> PoolingSettings:
    """Take the pooling settings out of what `models/stance.json` says."""
    told = settings["pooling"]
    return PoolingSettings(
        own=told["own"],
        actor=told["actor"],
        whole=told["whole"],
        intercept=told["intercept"],
        own_thresholds=tuple(settings["thresholds"]["own"]),
        pooled_thresholds=tuple(settings["thresholds"]["pooled"]),
    )


class Parts(NamedTuple):
    """Hold what a pooled stance is made of.

    `own` is the mean over the cell's mentions, `elsewhere` the mean over the actor's mentions in
    other paragraphs (the cell's own where there are none), `whole` what the encoder reads in all
    that it saw at once, each the difference of two chances; `chances` the mean probabilities of
    unfavourable, neutral and favourable; `readings` those of the cell.
    """

    paragraph: int
    actor: str
    own: float
    elsewhere: float
    whole: float
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
        elsewhere = (everything - total) / (count - n) if count > n else total / n
        whole = sum(reading.whole for reading in inside) / n
        chances = (
            sum(reading.unfavourable for reading in inside) / n,
            sum(reading.neutral for reading in inside) / n,
            sum(reading.favourable for reading in inside) / n,
        )
        parts.append(Parts(paragraph, actor, total / n, elsewhere, whole, chances, tuple(inside)))
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
        actor that stands in one paragraph only has nothing to lean on but the window.

    Notes
    -----
    The actor's mean over its other cells weighs each by its mentions. Values are kept within
    [-1, 1].
    """
    pooled = []
    for part in gather_parts(readings):
        value = (
            settings.own * part.own
            + settings.actor * part.elsewhere
            + settings.whole * part.whole
            + settings.intercept
        )
        n = len(part.readings)
        own = sum(settings.stretch(reading) for reading in part.readings) / n
        likeliest = part.chances.index(max(part.chances)) - 1
        value = min(1.0, max(-1.0, value))
        pooled.append(Pooled(part.paragraph, part.actor, value, own, n, likeliest))
    return pooled
