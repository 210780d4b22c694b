"""Which frames carry the story? Sentences in; evidence of frames out.

A frame is what a text selects and makes salient (Entman 1993), not a mood. Each cue of
`lexicons/frames.csv` speaks for one or more frames; a reader can add a frame of their own by
adding rows. Names are masked, so that "Syrian Army" does not make a paragraph one about security.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any, Final, NamedTuple

import pandas as pd

from helpers.cues import Cue, CueIndex
from helpers.labelled import choose_indexes, find_labelled
from helpers.schema import AUTHOR, group_rows, iterate, make_table
from helpers.text import plain_view

# Words of a paragraph up to which every cue counts in full.
USUAL_LENGTH: Final = 60


class FrameCue(NamedTuple):
    """Hold one cue of a frame: its sentence, its span in it, its entry, and how often it is said.

    `times` counts the entry in the paragraph, `share` is the part of its weight that counts here.
    """

    sentence: Any
    start: int
    end: int
    frame: str
    entry: Cue
    times: int
    share: float


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
        the frame, `actor` empty, `weight` in (0, 1]: that of the list, shared among the places
        where the same entry is said in the paragraph, and less in a long paragraph.

    Notes
    -----
    The generic frames are those of Semetko & Valkenburg (2000); strategy, security and legality
    follow the policy frames of Boydstun et al. (2014). To say a word again is not to say twice as
    much, and a long paragraph meets more words of every kind: beyond `USUAL_LENGTH` words a
    weight falls with the square root of the length. A word counts wherever it stands, also where
    it is denied: to deny a crime is to speak of crime.

    Examples
    --------
    >>> from helpers.corpus import make_article
    >>> from helpers.schema import make_table
    >>> article = make_article("The treaty was broken, and the court will rule on it.")
    >>> found = find_frames(article.sentences, mentions=make_table("mentions", []))
    >>> "The treaty" in set(found.loc[found["label"] == "legality", "cue"])
    True
    """
    indexes = choose_indexes("frames", column="frame", lexicon=lexicon)
    voice = voice or (lambda offset: AUTHOR)
    rows: list[dict[str, Any]] = []
    for cue in list_frame_cues(sentences, mentions=mentions, indexes=indexes):
        sentence = cue.sentence
        start = sentence.start + cue.start
        rows.append(
            {
                "article": sentence.article,
                "paragraph": sentence.paragraph,
                "sentence": sentence.sentence,
                "evidence": len(rows),
                "measure": "frame",
                "label": cue.frame,
                "cue": sentence.text[cue.start : cue.end],
                "start": start,
                "end": sentence.start + cue.end,
                "weight": float(cue.entry.values["weight"]) * cue.share,
                "mention": None,
                "actor": "",
                "voice": voice(start),
                "why": _explain(cue),
            }
        )
    return make_table("evidence", rows)


def list_frame_cues(
    sentences: pd.DataFrame, *, mentions: pd.DataFrame, indexes: dict[str, CueIndex]
) -> list[FrameCue]:
    """List the cues of every frame in the order of the text, each with the share that counts.

    Parameters
    ----------
    sentences, mentions
        Tables of the schema.
    indexes
        From `choose_indexes`.
    """
    named = group_rows(mentions, by="sentence")
    found = []
    words: Counter[int] = Counter()
    times: Counter[tuple[int, str, str]] = Counter()
    for sentence in iterate(sentences):
        words[sentence.paragraph] += sentence.n_words
        inside = named.get(sentence.sentence, [])
        for start, end, frame, hit in find_labelled(
            plain_view(sentence.text), start=sentence.start, mentions=inside, indexes=indexes
        ):
            if start and sentence.text[start].isupper():
                # A learnt word in capitals may be a name, or part of one: "the Middle East".
                hit = hit._replace(cues=tuple(cue for cue in hit.cues if cue.pos != "word"))
            if not hit.cues:
                continue
            entry = max(hit.cues, key=lambda cue: (float(cue.values["weight"]), cue.cue))
            times[sentence.paragraph, frame, entry.cue] += 1
            found.append((sentence, start, end, frame, entry))
    cues = []
    for sentence, start, end, frame, entry in found:
        said = times[sentence.paragraph, frame, entry.cue]
        long = max(1.0, words[sentence.paragraph] / USUAL_LENGTH)
        cues.append(FrameCue(sentence, start, end, frame, entry, said, 1 / (said * long**0.5)))
    return cues


def _explain(cue: FrameCue) -> str:
    weight, function = float(cue.entry.values["weight"]), cue.entry.values.get("function", "")
    told = [f"“{cue.entry.cue}” speaks for {cue.frame} {weight:+g}"]
    if isinstance(function, str) and function:
        told.append(f"names a {function}")
    if cue.times > 1:
        told.append(f"said {cue.times} times, so each counts less")
    if cue.share * cue.times < 1:
        told.append(f"in a long paragraph, so ×{cue.share * cue.times:.2f}")
    return ", ".join(told)
