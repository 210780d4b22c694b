"""How do the cues add up? Evidence in; scores with intervals out.

A score is a plain function of the weights of its evidence rows, so that anyone can recompute it.
Where there is no evidence the score is missing: silence is not neutrality.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.schema import (
    ALL_VOICES,
    AUTHOR,
    DEVICES,
    FRAMES,
    MEASURED_KINDS,
    POLARITY_LABELS,
    QUOTED,
    STANCE_LABELS,
    iterate,
    make_table,
)

Floats = npt.NDArray[np.float64]


def _mean(total: Floats, count: Floats) -> Floats:
    return total / np.maximum(count, 1)


def _balance(total: Floats, count: Floats) -> Floats:
    return total / (np.abs(total) + 0.5)


def _saturation(total: Floats, count: Floats) -> Floats:
    return total / (total + 1)


def _total(total: Floats, count: Floats) -> Floats:
    return total


# From the sum of the weights and their number to a value:
AGGREGATES: Final[dict[str, Callable[[Floats, Floats], Floats]]] = {
    "polarity": _mean,
    "stance": _balance,
    "frame": _saturation,
    "device": _total,
}


@dataclass(frozen=True)
class ScoreSettings:
    """Set how evidence becomes scores.

    Attributes
    ----------
    neutral : float
        A stance nearer to 0 than this is labelled neutral.
    draws : int
        Bootstrap samples of a paragraph's sentences behind each interval.
    seed : int
        Seed of the samples; the same seed gives the same intervals on every machine.
    """

    neutral: float = 0.1
    draws: int = 1000
    seed: int = 2018


def score_evidence(
    evidence: pd.DataFrame,
    *,
    paragraphs: pd.DataFrame,
    sentences: pd.DataFrame,
    mentions: pd.DataFrame,
    actors: pd.DataFrame,
    settings: ScoreSettings | None = None,
) -> pd.DataFrame:
    """Add up evidence per paragraph, actor, voice, measure and label.

    Parameters
    ----------
    evidence
        Rows of one or more measures.
    paragraphs, sentences, mentions, actors
        Tables of the schema.
    settings
        Threshold, number of bootstrap samples and seed.

    Returns
    -------
    pandas.DataFrame
        One row per measured paragraph, actor, voice, measure and label, columns of the table
        `scores`. For the voices all, author and quoted every combination is there, with a missing
        `value` where there is no evidence; single speakers have rows where they have evidence.
        Polarity is the mean of the weights. Of their sum s, stance is s/(|s| + 0.5), so that
        opposite cues cancel and no number of them goes beyond 1; a frame is s/(s + 1), present
        from 0.5; a device is the sum itself, which is their number.

    Notes
    -----
    `low` and `high` are the 2.5th and 97.5th percentile of the value over bootstrap samples of the
    paragraph's sentences (Efron & Tibshirani 1993); samples without evidence are left out.
    A paragraph of one sentence has no interval. The interval tells how much the value hangs on
    single sentences, not how well it agrees with readers.
    """
    settings = settings or ScoreSettings()
    cells = _collect(evidence)
    counts = _count_mentions(mentions)
    sentences_of: dict[int, list[int]] = {}
    for sentence in iterate(sentences):
        sentences_of.setdefault(sentence.paragraph, []).append(sentence.sentence)
    grid = list(_grid(list(dict.fromkeys(actors["actor"])), evidence))
    speakers = [voice for voice in dict.fromkeys(evidence["voice"]) if voice != AUTHOR]
    rows: list[dict[str, Any]] = []
    for paragraph in iterate(paragraphs[paragraphs["kind"].isin(MEASURED_KINDS)]):
        number = paragraph.paragraph
        draws = _draw(len(sentences_of.get(number, [])), number, settings)
        place = {sentence: i for i, sentence in enumerate(sentences_of.get(number, []))}
        for voice in (ALL_VOICES, AUTHOR, QUOTED, *speakers):
            whole = voice in (ALL_VOICES, AUTHOR, QUOTED)
            for key in grid:
                cell = cells.get((number, voice, *key))
                if cell is None and not whole:
                    continue
                measure, label, actor = key
                value, low, high = _summarise(cell or [], measure, place, draws)
                name = stance_label(value, neutral=settings.neutral)
                rows.append(
                    {
                        "article": paragraph.article,
                        "paragraph": number,
                        "actor": actor,
                        "voice": voice,
                        "measure": measure,
                        "label": name if measure == "stance" else label,
                        "value": value,
                        "low": low,
                        "high": high,
                        "n_evidence": len(cell or []),
                        "n_mentions": counts[number, voice, actor],
                    }
                )
    return make_table("scores", rows)


_Cell = list[tuple[int, float]]


def _voices_of(voice: str) -> tuple[str, ...]:
    return (ALL_VOICES, AUTHOR) if voice == AUTHOR else (ALL_VOICES, QUOTED, voice)


def _collect(evidence: pd.DataFrame) -> dict[tuple[int, str, str, str, str], _Cell]:
    """Gather (sentence, weight) per paragraph, voice, measure, label and actor."""
    cells: dict[tuple[int, str, str, str, str], _Cell] = {}
    for row in iterate(evidence):
        for voice in _voices_of(row.voice):
            key = (row.paragraph, voice, row.measure, row.label, row.actor)
            cells.setdefault(key, []).append((row.sentence, row.weight))
    return cells


def _count_mentions(mentions: pd.DataFrame) -> Counter[tuple[int, str, str]]:
    """Count what could be scored per paragraph, voice and actor, and over all actors ("")."""
    counts: Counter[tuple[int, str, str]] = Counter()
    for row in iterate(mentions):
        if row.role != "place":
            for voice in _voices_of(row.voice):
                counts[row.paragraph, voice, row.actor] += 1
                counts[row.paragraph, voice, ""] += 1
    return counts


def stance_label(value: float | None, *, neutral: float = 0.1) -> str:
    """Name a stance: unfavourable, neutral or favourable; empty where it is missing.

    Examples
    --------
    >>> stance_label(-0.4), stance_label(0.05), stance_label(None)
    ('unfavourable', 'neutral', '')
    """
    if value is None or np.isnan(value):
        return ""
    if abs(value) < neutral:
        return STANCE_LABELS[1]
    return STANCE_LABELS[2] if value > 0 else STANCE_LABELS[0]


def _grid(actors: list[str], evidence: pd.DataFrame) -> Iterator[tuple[str, str, str]]:
    """List the combinations that every paragraph has, with evidence or without."""
    for actor in actors:
        yield "stance", "", actor
    for label in POLARITY_LABELS:
        for actor in ("", *actors):
            yield "polarity", label, actor
    for measure, listed in (("frame", FRAMES), ("device", DEVICES)):
        found = evidence.loc[evidence["measure"] == measure, "label"]
        for label in dict.fromkeys((*listed, *sorted(set(found)))):
            yield measure, label, ""


def _draw(n_sentences: int, paragraph: int, settings: ScoreSettings) -> Floats | None:
    """Count how often each sentence is drawn in each bootstrap sample; one row a sample."""
    if n_sentences < 2:
        return None
    generator = np.random.default_rng([settings.seed, paragraph])
    shares = np.full(n_sentences, 1 / n_sentences)
    return generator.multinomial(n_sentences, shares, size=settings.draws).astype(np.float64)


def _summarise(
    cell: _Cell, measure: str, place: dict[int, int], draws: Floats | None
) -> tuple[float | None, float | None, float | None]:
    if not cell:
        return None, None, None
    aggregate = AGGREGATES[measure]
    totals, counts = np.zeros(len(place)), np.zeros(len(place))
    for sentence, weight in cell:
        totals[place[sentence]] += weight
        counts[place[sentence]] += 1
    value = float(aggregate(totals.sum(keepdims=True), counts.sum(keepdims=True))[0])
    if draws is None:
        return value, None, None
    drawn_total, drawn_count = draws @ totals, draws @ counts
    told = drawn_count > 0
    values = np.sort(aggregate(drawn_total[told], drawn_count[told]))
    low, high = (values[round(share * (len(values) - 1))] for share in (0.025, 0.975))
    return value, float(low), float(high)
