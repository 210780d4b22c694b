"""How do the cues add up? Evidence in; scores with intervals out.

A score is a plain function of the weights of its evidence rows, so that anyone can recompute it.
Where there is no evidence the score is missing: silence is not neutrality.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from helpers.intervals import AGGREGATES, STANCE_AGGREGATES, Summaries, Weight
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
    make_from_columns,
    sure,
    turn_rows,
    voices_of,
)

WHOLE_VOICES: Final = (ALL_VOICES, AUTHOR, QUOTED)
# A measure, its label, and the actor that it is credited to.
_Key = tuple[str, str, str]


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
    speakers = [voice for voice in dict.fromkeys(evidence["voice"].tolist()) if voice != AUTHOR]
    rows: list[tuple[Any, ...]] = []
    for paragraph in iterate(paragraphs[paragraphs["kind"].isin(MEASURED_KINDS)]):
        number = paragraph.paragraph
        summaries = Summaries(
            sentences_of.get(number, []),
            aggregates=aggregates,
            seed=[settings.seed, number],
            draws=settings.draws,
        )
        for voice in dict.fromkeys((*WHOLE_VOICES, *speakers)):
            found = cells.get((number, voice), {})
            whole = grid if voice in WHOLE_VOICES else [key for key in grid if key in found]
            for key in [*whole, *(key for key in single if key in found)]:
                measure, label, actor = key
                cell = found.get(key, ())
                value, low, high, own, borrowed = summaries.get(measure, cell)
                if measure == "stance":
                    label = stance_label(value, low=settings.low, high=settings.high)
                told = (value, low, high, own, borrowed, len(cell), counts[number, voice, actor])
                rows.append((paragraph.article, number, actor, voice, measure, label, *told))
    return make_from_columns("scores", turn_rows("scores", rows))


def _collect(evidence: pd.DataFrame) -> dict[tuple[int, str], dict[_Key, list[Weight]]]:
    """Gather the weights per paragraph and voice, then by measure, label and actor."""
    cells: dict[tuple[int, str], dict[_Key, list[Weight]]] = {}
    seen: set[int] = set()
    for row in iterate(evidence):
        stance = row.measure == "stance"
        # Of a stance, the rows of one mention count once; of all else, each row counts.
        first = not stance or row.mention is pd.NA or row.mention not in seen
        if stance and first and row.mention is not pd.NA:
            seen.add(row.mention)
        weight = Weight(row.sentence, row.weight, int(first), row.label == BORROWED)
        label = "" if stance else row.label
        # A device counts for its paragraph, on whomever it works, and for that actor besides.
        owners = {row.actor, ""} if row.measure == "device" else (row.actor,)
        for voice in voices_of(row.voice):
            inside = cells.setdefault((row.paragraph, voice), {})
            for actor in owners:
                inside.setdefault((row.measure, label, actor), []).append(weight)
    return cells


def _count_mentions(mentions: pd.DataFrame) -> Counter[tuple[int, str, str]]:
    """Count what could be scored per paragraph, voice and actor, and over all actors ("")."""
    counts: Counter[tuple[int, str, str]] = Counter()
    for row in iterate(sure(mentions)):
        if row.role != "place":
            for voice in voices_of(row.voice):
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
