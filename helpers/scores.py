"""How do the cues add up? Evidence in; scores with intervals out.

A score is a plain function of the weights of its evidence rows, so that anyone can recompute it.
Where there is no evidence the score is missing: silence is not neutrality.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.schema import (
    ALL_VOICES,
    AUTHOR,
    BORROWED,
    DEVICES,
    FRAMES,
    MEASURED_KINDS,
    POLARITY_LABELS,
    QUOTED,
    STANCE_LABELS,
    iterate,
    make_table,
    sure,
)

Floats = npt.NDArray[np.float64]


def _mean(total: Floats, count: Floats) -> Floats:
    return total / np.maximum(count, 1)


def _saturation(total: Floats, count: Floats) -> Floats:
    return total / (total + 1)


def _total(total: Floats, count: Floats) -> Floats:
    return total


Aggregate = Callable[[Floats, Floats], Floats]
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


@dataclass(frozen=True)
class ScoreSettings:
    """Set how evidence becomes scores.

    Attributes
    ----------
    stance : str
        How the weights of a cell become its stance: their `sum`, or their `mean` over the mentions
        behind them, each mention with the sum of its rows.
    low, high : float
        A stance below the first is labelled unfavourable, above the second favourable.
    draws : int
        Bootstrap samples of a paragraph's sentences behind each interval.
    seed : int
        Seed of the samples; the same seed gives the same intervals on every machine.
    """

    stance: str = "mean"
    low: float = -0.2
    high: float = 0.2
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
        Polarity is the mean of the weights. Stance is as `settings.stance` says, kept within
        [-1, 1]; `own` is the same without what is borrowed from the rest of the article (evidence
        with the label borrowed), `borrowed` the share of the loan in the two. Of the sum s of its
        weights, a frame is s/(s + 1), present from 0.5; a device is the sum itself, which is their
        number, of all actors together where `actor` is empty. A device that works on an actor has a
        row for that actor too, only where there is evidence.

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
    aggregates = AGGREGATES | {"stance": STANCE_AGGREGATES[settings.stance]}
    grid = list(_grid(list(dict.fromkeys(actors["actor"])), evidence))
    single = dict.fromkeys(_actor_devices(evidence))
    speakers = [voice for voice in dict.fromkeys(evidence["voice"]) if voice != AUTHOR]
    rows: list[dict[str, Any]] = []
    for paragraph in iterate(paragraphs[paragraphs["kind"].isin(MEASURED_KINDS)]):
        number = paragraph.paragraph
        draws = _draw(len(sentences_of.get(number, [])), number, settings)
        place = {sentence: i for i, sentence in enumerate(sentences_of.get(number, []))}
        for voice in (ALL_VOICES, AUTHOR, QUOTED, *speakers):
            whole = voice in (ALL_VOICES, AUTHOR, QUOTED)
            for key in [*grid, *single]:
                cell = cells.get((number, voice, *key))
                if cell is None and (not whole or key in single):
                    continue
                measure, label, actor = key
                aggregate = aggregates[measure]
                value, low, high = _summarise(cell or [], aggregate, place, draws)
                own, borrowed = (
                    _part(cell or [], aggregate) if measure == "stance" else (None, None)
                )
                name = stance_label(value, low=settings.low, high=settings.high)
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
                        "own": own,
                        "borrowed": borrowed,
                        "n_evidence": len(cell or []),
                        "n_mentions": counts[number, voice, actor],
                    }
                )
    return make_table("scores", rows)


class _Weight(NamedTuple):
    """Hold one weight of a cell; `first` is 1 for the first of its mention and 0 for the rest."""

    sentence: int
    weight: float
    first: int
    loan: bool


_Cell = list[_Weight]


def _voices_of(voice: str) -> tuple[str, ...]:
    return (ALL_VOICES, AUTHOR) if voice == AUTHOR else (ALL_VOICES, QUOTED, voice)


def _collect(evidence: pd.DataFrame) -> dict[tuple[int, str, str, str, str], _Cell]:
    """Gather the weights per paragraph, voice, measure, label and actor."""
    cells: dict[tuple[int, str, str, str, str], _Cell] = {}
    seen: set[int] = set()
    for row in iterate(evidence):
        stance = row.measure == "stance"
        # Of a stance, the rows of one mention count once; of all else, each row counts.
        first = not stance or pd.isna(row.mention) or row.mention not in seen
        if stance and first and not pd.isna(row.mention):
            seen.add(row.mention)
        weight = _Weight(row.sentence, row.weight, int(first), row.label == BORROWED)
        label = "" if stance else row.label
        # A device counts for its paragraph, on whomever it works, and for that actor besides.
        owners = {row.actor, ""} if row.measure == "device" else {row.actor}
        for voice in _voices_of(row.voice):
            for actor in owners:
                key = (row.paragraph, voice, row.measure, label, actor)
                cells.setdefault(key, []).append(weight)
    return cells


def _count_mentions(mentions: pd.DataFrame) -> Counter[tuple[int, str, str]]:
    """Count what could be scored per paragraph, voice and actor, and over all actors ("")."""
    counts: Counter[tuple[int, str, str]] = Counter()
    for row in iterate(sure(mentions)):
        if row.role != "place":
            for voice in _voices_of(row.voice):
                counts[row.paragraph, voice, row.actor] += 1
                counts[row.paragraph, voice, ""] += 1
    return counts


def stance_label(value: float | None, *, low: float = -0.2, high: float = 0.2) -> str:
    """Name a stance: unfavourable, neutral or favourable; empty where it is missing.

    Examples
    --------
    >>> stance_label(-0.4), stance_label(0.05), stance_label(None)
    ('unfavourable', 'neutral', '')
    """
    if value is None or np.isnan(value):
        return ""
    return STANCE_LABELS[0] if value < low else STANCE_LABELS[2 if value > high else 1]


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


def _actor_devices(evidence: pd.DataFrame) -> Iterator[tuple[str, str, str]]:
    """List the devices that work on an actor; they have rows only where there is evidence."""
    found = evidence[(evidence["measure"] == "device") & (evidence["actor"] != "")]
    for label, actor in sorted(set(zip(found["label"], found["actor"], strict=True))):
        yield "device", label, actor


def _draw(n_sentences: int, paragraph: int, settings: ScoreSettings) -> Floats | None:
    """Count how often each sentence is drawn in each bootstrap sample; one row a sample."""
    if n_sentences < 2:
        return None
    generator = np.random.default_rng([settings.seed, paragraph])
    shares = np.full(n_sentences, 1 / n_sentences)
    return generator.multinomial(n_sentences, shares, size=settings.draws).astype(np.float64)


def _summarise(
    cell: _Cell, aggregate: Aggregate, place: dict[int, int], draws: Floats | None
) -> tuple[float | None, float | None, float | None]:
    if not cell:
        return None, None, None
    totals, counts, rows = np.zeros((3, len(place)))
    for weight in cell:
        totals[place[weight.sentence]] += weight.weight
        counts[place[weight.sentence]] += weight.first
        rows[place[weight.sentence]] += 1
    value = float(aggregate(totals.sum(keepdims=True), counts.sum(keepdims=True))[0])
    if draws is None:
        return value, None, None
    drawn_total, drawn_count = draws @ totals, draws @ counts
    told = draws @ rows > 0
    values = np.sort(aggregate(drawn_total[told], drawn_count[told]))
    low, high = (values[round(share * (len(values) - 1))] for share in (0.025, 0.975))
    return value, float(low), float(high)


def _part(cell: _Cell, aggregate: Aggregate) -> tuple[float | None, float | None]:
    """Part a stance into what is the cell's own and the share that is borrowed."""
    if not cell:
        return None, None
    count = np.array([float(sum(weight.first for weight in cell))])
    total = np.array([sum(weight.weight for weight in cell if not weight.loan)])
    own = float(aggregate(total, count)[0])
    lent = float(aggregate(np.array([sum(w.weight for w in cell if w.loan)]), count)[0])
    size = abs(own) + abs(lent)
    return own, abs(lent) / size if size else 0.0
