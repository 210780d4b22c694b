"""What does each sentence say, and where does it stand? Evidence in; one row a sentence out.

The table that all of the distribution is measured on: curves, change points and comparisons add up
its columns `total` and `count` over the sentences of a stretch and divide. Stances are `own` ones:
what is borrowed from the rest of the article would let every part confirm every other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

import numpy as np
import pandas as pd

from helpers.schema import (
    ALL_VOICES,
    AUTHOR,
    BORROWED,
    DEVICES,
    FRAMES,
    QUOTED,
    iterate,
    voices_of,
)
from helpers.text import find_tokens, plain_view
from helpers.voices import make_voices

# Frames and devices are counted per so many words.
PER_WORDS: Final = 100
RATES: Final = ("frame", "device")
COLUMNS: Final[dict[str, str]] = {
    "article": "str",
    "paragraph": "int64",
    "sentence": "int64",
    "where": "str",
    "headline": "bool",
    "position": "float64",
    "voice": "str",
    "measure": "str",
    "label": "str",
    "actor": "str",
    "total": "float64",
    "count": "float64",
    "n_evidence": "int64",
}


def score_sentences(
    evidence: pd.DataFrame,
    *,
    sentences: pd.DataFrame,
    paragraphs: pd.DataFrame,
    quotes: pd.DataFrame | None = None,
    stance: str = "mean",
    pooled: bool = False,
) -> pd.DataFrame:
    """Add up evidence by sentence, with how much each sentence counts.

    Parameters
    ----------
    evidence, sentences, paragraphs
        Tables of the schema, of one article.
    quotes
        The quotations, for the words that each voice speaks; all the author's where left out.
    stance
        As `ScoreSettings.stance`. With `mean` (neural engine) each mention is a unit. With `sum`
        (lexical engine) each paragraph is, since all its clues make one reading; it stands at one
        sentence, that of its middle clue.
    pooled
        Whether to put in what a stance borrows from the rest of the article.

    Returns
    -------
    pandas.DataFrame
        One row per sentence, voice (all, author, quoted and each speaker), measure, label and
        actor: article, paragraph, sentence, where (label of the paragraph), headline (whether it is
        the title), position (middle of the sentence as a share of the words, 0 to 1), voice,
        measure, label, actor, total, count, n_evidence. `total` / `count`, both added up over any
        stretch, is the measure there: the mean stance or polarity, or the weight of a frame and
        the number of a device per 100 words. Stance and polarity have rows where there is
        evidence, frames and devices wherever a voice has words.

    Notes
    -----
    Over all sentences of a paragraph the mean stance is the `own` of the table `scores`, but for
    the parts of a cell that `scores` keeps within [-1, 1] and this table does not, so that sums
    stay exact. A frame's rate is no share of presence: `scores` saturates it, this does not.

    Examples
    --------
    >>> from helpers.corpus import make_article
    >>> from helpers.framing import find_frames
    >>> from helpers.schema import make_table
    >>> article = make_article("The court will rule on the treaty. It rained.")
    >>> found = find_frames(article.sentences, mentions=make_table("mentions", []))
    >>> series = score_sentences(
    ...     found, sentences=article.sentences, paragraphs=article.paragraphs
    ... )
    >>> legal = series[(series["label"] == "legality") & (series["voice"] == "all")]
    >>> legal[["sentence", "count", "n_evidence"]].values.tolist()
    [[0.0, 0.07, 3.0], [1.0, 0.02, 0.0]]
    """
    places = _places(sentences, paragraphs=paragraphs)
    spoken = _spoken(sentences, voice=make_voices(quotes) if quotes is not None else None)
    rows = _sides(evidence, spoken=spoken, stance=stance, pooled=pooled)
    made = [{**places[row["sentence"]], **row} for row in rows if row["sentence"] in places]
    frame = pd.DataFrame(made, columns=list(COLUMNS)).astype(COLUMNS)
    return frame.sort_values(
        ["voice", "measure", "label", "actor", "sentence"], kind="stable", ignore_index=True
    )


def _places(sentences: pd.DataFrame, *, paragraphs: pd.DataFrame) -> dict[int, dict[str, Any]]:
    """Say of each sentence where it stands."""
    blocks = {row.paragraph: row for row in iterate(paragraphs)}
    words = max(int(sentences["n_words"].sum()), 1)
    places, before = {}, 0
    for row in iterate(sentences):
        block = blocks[row.paragraph]
        places[row.sentence] = {
            "article": row.article,
            "paragraph": row.paragraph,
            "where": block.label,
            "headline": block.kind == "title",
            "position": (before + row.n_words / 2) / words,
        }
        before += row.n_words
    return places


def _spoken(
    sentences: pd.DataFrame, *, voice: Callable[[int], str] | None
) -> dict[int, dict[str, float]]:
    """Count the words of each sentence by voice, in hundreds."""
    spoken: dict[int, dict[str, float]] = {}
    for row in iterate(sentences):
        counts = spoken.setdefault(row.sentence, {})
        for token in find_tokens(plain_view(row.text), offset=row.start):
            if token.lower[0].isalnum():
                for name in voices_of(voice(token.start) if voice else AUTHOR):
                    counts[name] = counts.get(name, 0) + 1
    return {
        sentence: {name: n / PER_WORDS for name, n in counts.items()}
        for sentence, counts in spoken.items()
    }


def count_evidence(evidence: pd.DataFrame, *, stance: str, pooled: bool = False) -> pd.DataFrame:
    """Say of each row of evidence how much it counts in a mean, and in which sentence.

    Parameters
    ----------
    evidence
        Table of the schema, of one voice, or of all.
    stance, pooled
        As for `score_sentences`.

    Returns
    -------
    pandas.DataFrame
        The rows that count, with a column `count`: 1 for the first row of a mention (`mean`) or of
        an actor in a paragraph (`sum`) and for each rating of polarity, else 0; frames and devices
        count by words. All rows of a unit are put at one sentence, that of the middle one.
    """
    rows = evidence if pooled else evidence[evidence["label"] != BORROWED]
    judged = rows["measure"] == "stance"
    here = rows.loc[judged, ["paragraph", "actor", "sentence"]]
    if stance == "mean":
        mention = rows.loc[judged, "mention"]
        here["unit"] = mention.where(mention.notna(), -1 - rows.loc[judged, "evidence"])
    else:
        here["unit"] = 0
    unit = ["paragraph", "actor", "unit"]
    # Where all clues of a paragraph make one reading, its sentences have none of their own.
    sentence = here.groupby(unit)["sentence"].transform(_middle)
    counts = (rows["measure"] == "polarity").astype("float64")
    counts[judged] = (~here.duplicated(unit)).astype("float64")
    sentences = rows["sentence"].copy()
    sentences[judged] = sentence.astype("int64")
    return rows.assign(count=counts, sentence=sentences)


def _middle(values: pd.Series[int]) -> int:
    return sorted(values)[(len(values) - 1) // 2]


def _sides(
    evidence: pd.DataFrame, *, spoken: dict[int, dict[str, float]], stance: str, pooled: bool
) -> Iterator[dict[str, Any]]:
    """Add up by sentence for each voice by itself: a cell in one voice has other shares."""
    speakers = [name for name in dict.fromkeys(evidence["voice"]) if name not in (AUTHOR,)]
    for voice in dict.fromkeys((ALL_VOICES, AUTHOR, QUOTED, *speakers)):
        spoken_so = [voice in voices_of(name) for name in evidence["voice"]]
        inside = evidence[np.array(spoken_so, dtype=bool)]  # also where there are no rows
        rows = count_evidence(inside, stance=stance, pooled=pooled)
        rated = rows["measure"].isin(RATES)
        # A cue that is credited to several actors is still one cue of the text.
        once = rows[rated].drop_duplicates(["measure", "label", "start", "end"]).assign(actor="")
        keys = ["measure", "label", "actor", "sentence"]
        sums: dict[tuple[str, str, str, int], tuple[float, float, int]] = {}
        plain = rows[~rated].assign(label=rows["label"].where(rows["measure"] != "stance", ""))
        for row in iterate(pd.concat([plain, once])[[*keys, "weight", "count"]]):
            total, count, n = sums.get(row[:4], (0.0, 0.0, 0))
            sums[row[:4]] = (total + row.weight, count + row.count, n + 1)
        listed = {("frame", name) for name in FRAMES} | {("device", name) for name in DEVICES}
        listed |= {key[:2] for key in sums if key[0] in RATES}
        for sentence, words in spoken.items():
            for measure, label in listed if voice in words else ():
                total, _, n = sums.pop((measure, label, "", sentence), (0.0, 0.0, 0))
                yield _row(voice, measure, label, "", sentence, total, words[voice], n)
        for (measure, label, actor, sentence), (total, count, n) in sums.items():
            if count > 0:
                yield _row(voice, measure, label, actor, sentence, total, count, n)


def _row(
    voice: str,
    measure: str,
    label: str,
    actor: str,
    sentence: int,
    total: float,
    count: float,
    n: int,
) -> dict[str, Any]:
    return {
        "sentence": sentence,
        "voice": voice,
        "measure": measure,
        "label": label,
        "actor": actor,
        "total": total,
        "count": count,
        "n_evidence": n,
    }
