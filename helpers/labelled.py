"""Which labels do the words of a sentence speak for? A sentence and word lists in; cues out.

Frames and devices are found alike: each label has its own list, so that no label's cue hides
another's, and the actors' names are masked, so that only the words around them count.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import pandas as pd

from helpers.cues import CueIndex, Hit, bundled_index_by, find_cues, index_by
from helpers.schema import SURE
from helpers.syntax import mask_words, spans_within


class Labelled(NamedTuple):
    """Hold a cue found for a label: half-open in code points of the sentence, and the hit."""

    start: int
    end: int
    label: str
    hit: Hit


def choose_indexes(name: str, *, column: str, lexicon: pd.DataFrame | None) -> dict[str, CueIndex]:
    """Return one index a label: of a reader's own word list, or of the bundled one."""
    if lexicon is None:
        return bundled_index_by(name, column)
    return index_by(lexicon, column=column)


def find_labelled(
    view: str, *, start: int, mentions: Sequence[Any], indexes: dict[str, CueIndex]
) -> list[Labelled]:
    """Find the cues of every label in a sentence, in the order of the text.

    Parameters
    ----------
    view
        The sentence in `plain_view`.
    start
        Where the sentence begins in the article.
    mentions
        Its rows of the table `mentions`, in order.
    indexes
        From `choose_indexes`.
    """
    # "The militia" stays a word that can count, whomever it stands for.
    named = [mention for mention in mentions if mention.confidence >= SURE]
    spans = spans_within(named, start=start)
    items = mask_words(view, start=0, end=len(view), mentions=spans)
    words = ["" if item.mention >= 0 else item.lower for item in items]
    found = [
        Labelled(items[hit.first].start, items[hit.last - 1].end, label, hit)
        for label, index in indexes.items()
        for hit in find_cues(words, index=index)
    ]
    return sorted(found, key=lambda cue: cue[:3])
