"""Which frames carry the story? Sentences in; evidence of frames out.

A frame is what a text selects and makes salient (Entman 1993), not a mood. Each cue of
`lexicons/frames.csv` speaks for one or more frames; a reader can add a frame of their own by
adding rows. Names are masked, so that "Syrian Army" does not make a paragraph one about security.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from helpers.labelled import choose_indexes, find_labelled
from helpers.schema import AUTHOR, group_rows, iterate, make_table
from helpers.text import plain_view


def find_frames(
    sentences: pd.DataFrame,
    *,
    mentions: pd.DataFrame,
    lexicon: pd.DataFrame | None = None,
    voice: Callable[[int], str] | None = None,
) -> pd.DataFrame:
    """Find the words that speak for each frame.

    Parameters
    ----------
    sentences, mentions
        Tables of the schema.
    lexicon
        A list of frames, from `load_lexicon("frames")`; the bundled one where left out.
    voice
        From `make_voices`; whose words stand at an offset. All the author's where left out.

    Returns
    -------
    pandas.DataFrame
        One row per cue and frame, columns of the table `evidence`; `measure` is frame, `label`
        the frame, `actor` empty, `weight` in (0, 1]: 1 where the cue alone makes a frame present.

    Notes
    -----
    The generic frames are those of Semetko & Valkenburg (2000); strategy, security and legality
    follow the policy frames of Boydstun et al. (2014). A word counts wherever it stands, also
    where it is denied: to deny a crime is to speak of crime.

    Examples
    --------
    >>> from helpers.corpus import make_article
    >>> from helpers.schema import make_table
    >>> article = make_article("The treaty was broken, and the court will rule on it.")
    >>> found = find_frames(article.sentences, mentions=make_table("mentions", []))
    >>> sorted(set(found["label"]))
    ['legality']
    """
    indexes = choose_indexes("frames", column="frame", lexicon=lexicon)
    voice = voice or (lambda offset: AUTHOR)
    named = group_rows(mentions, by="sentence")
    rows: list[dict[str, Any]] = []
    for sentence in iterate(sentences):
        inside = named.get(sentence.sentence, [])
        view = plain_view(sentence.text)
        for start, end, frame, hit in find_labelled(
            view, start=sentence.start, mentions=inside, indexes=indexes
        ):
            cue = max(hit.cues, key=lambda cue: (float(cue.values["weight"]), cue.cue))
            weight, function = float(cue.values["weight"]), cue.values["function"]
            told = f", names a {function}" if function else ""
            rows.append(
                {
                    "article": sentence.article,
                    "paragraph": sentence.paragraph,
                    "sentence": sentence.sentence,
                    "evidence": len(rows),
                    "measure": "frame",
                    "label": frame,
                    "cue": sentence.text[start:end],
                    "start": sentence.start + start,
                    "end": sentence.start + end,
                    "weight": weight,
                    "mention": None,
                    "actor": "",
                    "voice": voice(sentence.start + start),
                    "why": f"“{cue.cue}” speaks for {frame} {weight:+g}{told}",
                }
            )
    return make_table("evidence", rows)
