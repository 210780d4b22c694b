"""What does a whole text say of something, and how sure is that? An analysis in; numbers out.

Stances and rates over all sentences of one text, with an interval, and the difference between two
texts, with a test. `helpers.comparison` makes its tables from these.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import pandas as pd

from helpers.analysis import Analysis
from helpers.resampling import (
    FEWEST,
    INSUFFICIENT,
    Floats,
    Resampling,
    divide,
    draw_sentences,
    interval,
    permute_sides,
)
from helpers.schema import ALL_VOICES
from helpers.sides import Columns, sentence_order, spread_out

NAN: Final = float("nan")


@dataclass(frozen=True)
class Whole:
    """Hold one text ready to be measured: its sentences, in one voice, and draws of them.

    Attributes
    ----------
    name : str
        Identifier of the article.
    parts : dict
        What each sentence adds, in the voice that was asked for: to the stance toward an actor,
        under ("stance", actor), and to the rate of a frame, under ("frame", label).
    drawn : numpy.ndarray
        How often each bootstrap sample has each sentence.
    """

    name: str
    parts: dict[tuple[str, str], Columns]
    drawn: Floats

    def gather(self, measure: str, names: Iterable[str]) -> Columns:
        """Add up what each sentence adds to several actors, or frames, together.

        A frame of the reader's own that the text has no cue of is at 0, not missing.
        """
        own = [self.parts[measure, name] for name in names if (measure, name) in self.parts]
        none = np.zeros(self.drawn.shape[1])
        if measure == "frame" and not own:
            words = [part.counts for (kind, _), part in self.parts.items() if kind == "frame"]
            return Columns(none, words[0] if words else none, none)
        return Columns(
            totals=np.sum([none, *(part.totals for part in own)], axis=0),
            counts=np.sum([none, *(part.counts for part in own)], axis=0),
            cues=np.sum([none, *(part.cues for part in own)], axis=0),
        )

    def sample(self, columns: Columns) -> Floats:
        """Give the value of each bootstrap sample; missing where it has no evidence."""
        return divide(self.drawn @ columns.totals, self.drawn @ columns.counts)


def take_whole(
    analysis: Analysis, *, voice: str = ALL_VOICES, settings: Resampling, place: int = 0
) -> Whole:
    """Make a text ready to be measured.

    Parameters
    ----------
    analysis
        From `analyse`.
    voice
        Whose words: `all`, `author`, `quoted` or a speaker.
    settings
        Number of samples and seed.
    place
        Its place among the texts that are compared. Each text has draws of its own: with the same
        ones, two texts of as many sentences would move together.
    """
    series = analysis.series
    index = pd.Index(sentence_order(series)["sentence"])
    own = replace(settings, seed=settings.seed + place)
    kept = series[(series["voice"] == voice) & series["measure"].isin(["stance", "frame"])]
    parts = {
        (str(measure), str(actor or label)): spread_out(rows, order=index)
        for (measure, label, actor), rows in kept.groupby(["measure", "label", "actor"])
    }
    return Whole(
        name=analysis.article.id,
        parts=parts,
        drawn=draw_sentences(len(index), settings=own),
    )


def mean_of(columns: Columns) -> float:
    """Give the value over all sentences; missing where nothing is told."""
    return float(divide(columns.totals.sum(keepdims=True), columns.counts.sum(keepdims=True))[0])


def summarise_whole(text: Whole, columns: Columns) -> dict[str, Any]:
    """Give value, 95 % interval, sentences with evidence, and whether they are enough.

    Examples
    --------
    >>> from helpers.analysis import analyse
    >>> from helpers.corpus import make_article
    >>> found = analyse(make_article("Norway lied. Norway lied again."), engine="lexical")
    >>> text = take_whole(found, settings=Resampling(draws=9))
    >>> told = summarise_whole(text, text.gather("stance", ["norway"]))
    >>> told["n_sentences"], told["note"]
    (1, 'insufficient evidence')
    """
    n = int(columns.told.sum())
    enough = n >= FEWEST
    low, high = interval(text.sample(columns)) if enough else (NAN, NAN)
    return {
        "value": mean_of(columns),
        "low": low,
        "high": high,
        "n_sentences": n,
        "note": "" if enough else INSUFFICIENT,
    }


def contrast_wholes(
    one: Whole, other: Whole, *, columns: tuple[Columns, Columns], settings: Resampling
) -> dict[str, Any]:
    """Give the difference between two texts, the other less the one, its interval and its p value.

    Parameters
    ----------
    one, other
        The texts.
    columns
        What is compared, at the sentences of each.
    settings
        Number of samples and seed.

    Notes
    -----
    The interval resamples the sentences of each text by itself; the p value is that of a
    permutation test, in which the sentences with evidence change texts at random. Below 3 of them
    in a text, and for a rate also below 3 with a cue in both together, there is neither.
    """
    values = [mean_of(part) for part in columns]
    counted = [int(part.told.sum()) for part in columns]
    row: dict[str, Any] = {
        "value_one": values[0],
        "value_other": values[1],
        "difference": values[1] - values[0],
        "low": NAN,
        "high": NAN,
        "p": NAN,
        "n_one": counted[0],
        "n_other": counted[1],
    }
    with_cue = sum(int((part.cues > 0).sum()) for part in columns)
    if min(counted) < FEWEST or with_cue < FEWEST:
        return row
    row["low"], row["high"] = interval(other.sample(columns[1]) - one.sample(columns[0]))
    row["p"] = permute_sides(
        np.concatenate([part.totals[part.told] for part in columns]),
        np.concatenate([part.counts[part.told] for part in columns]),
        np.arange(sum(counted)) < counted[0],
        generator=settings.generator(*counted),
        draws=settings.draws,
    )
    return row
