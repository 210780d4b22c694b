"""How favourable does each engine find a passage to each actor? Passages in; one rating a mention.

One way to ask any engine, for evaluation and for audits: the passages and their spans are given,
so that engines are compared on the same cells.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from helpers.encoder import load_encoder
from helpers.errors import EngineError
from helpers.lexical import (
    FAVOURABLE_ABOVE,
    UNFAVOURABLE_BELOW,
    lean_on_rest,
    load_weights,
    score_passage,
)
from helpers.neural import read_article
from helpers.pooling import pool_readings, read_pooling
from helpers.sentiment import BASELINES
from helpers.text import split_sentences
from helpers.windows import Passage


class Rating(NamedTuple):
    """Hold the stance toward one actor in one paragraph, in [-1, 1].

    `likeliest` is the label with the best chance, where the engine gives chances and nothing is
    pooled.
    """

    paragraph: int
    actor: str
    value: float
    likeliest: int | None = None


Rate = Callable[[Sequence[Passage], Passage | None], list[Rating]]


@dataclass(frozen=True)
class Engine:
    """Hold an engine: its name, how it rates passages, and where its labels part.

    A value below `low` is unfavourable, one above `high` favourable.
    """

    name: str
    rate: Rate
    low: float
    high: float

    def label(self, value: float) -> int:
        """Give the label of a value: -1, 0 or 1."""
        return -1 if value < self.low else 1 if value > self.high else 0

    def label_rating(self, rating: Rating) -> int:
        """Give the label of a rating: the likeliest where it is known, else that of its value."""
        return self.label(rating.value) if rating.likeliest is None else rating.likeliest


def choose_engine(name: str, *, pooled: bool = True) -> Engine:
    """Make an engine ready to rate passages.

    Parameters
    ----------
    name
        One of `ENGINES`.
    pooled
        Whether a value leans on what the text does with the actor elsewhere; the baselines never
        do.

    Raises
    ------
    EngineError
        If no engine has that name, or it cannot be loaded.
    """
    if name not in ENGINES:
        raise EngineError(f"no engine is called {name!r}; there are {', '.join(ENGINES)}")
    return ENGINES[name](pooled)


def _neural(pooled: bool) -> Engine:
    encoder = load_encoder()
    settings = read_pooling(encoder.settings)

    def rate(passages: Sequence[Passage], title: Passage | None) -> list[Rating]:
        readings = read_article(passages, encoder=encoder, title=title)
        cells = pool_readings(readings, settings=settings)
        return [
            Rating(c.paragraph, c.actor, c.value)
            if pooled
            else Rating(c.paragraph, c.actor, c.own, c.likeliest)
            for c in cells
        ]

    return Engine("neural", rate, *settings.thresholds(pooled=pooled))


def _lexical(pooled: bool) -> Engine:
    weights = load_weights()

    def rate(passages: Sequence[Passage], title: Passage | None) -> list[Rating]:
        values = {
            (number, actor): value
            for number, passage in enumerate(passages)
            for actor, value in score_passage(passage, weights=weights).items()
        }
        return _ratings(lean_on_rest(values) if pooled else values)

    return Engine("lexical", rate, UNFAVOURABLE_BELOW, FAVOURABLE_ABOVE)


def _baseline(name: str) -> Callable[[bool], Engine]:
    def make(_: bool) -> Engine:
        def rate(passages: Sequence[Passage], title: Passage | None) -> list[Rating]:
            values: dict[tuple[int, str], list[float]] = {}
            for number, passage in enumerate(passages):
                for start, end in split_sentences(passage.text):
                    inside = {a for first, _, a in passage.spans if start <= first < end}
                    if inside:
                        polarity = BASELINES[name](passage.text[start:end])[0]
                        for actor in inside:
                            values.setdefault((number, actor), []).append(polarity)
            return _ratings({key: sum(v) / len(v) for key, v in values.items()})

        return Engine(name, rate, -BASELINE_NEUTRAL, BASELINE_NEUTRAL)

    return make


def _ratings(values: dict[tuple[int, str], float]) -> list[Rating]:
    return [Rating(number, actor, value) for (number, actor), value in values.items()]


# The band that VADER's authors call neutral (Hutto & Gilbert 2014), used for TextBlob too.
BASELINE_NEUTRAL: Final = 0.05
ENGINES: Final[dict[str, Callable[[bool], Engine]]] = {
    "neural": _neural,
    "lexical": _lexical,
    "textblob": _baseline("textblob"),
    "vader": _baseline("vader"),
}
