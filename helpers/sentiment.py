"""What does plain polarity say? Sentences and mentions in; baseline evidence out.

TextBlob and VADER rate the mood of a sentence; the usual practice credits it to every actor in
the sentence. They are the baselines that everyone uses, kept exactly as everyone uses them, so
that their failures can be shown beside `helpers.stance`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from helpers.schema import AUTHOR, group_rows, iterate, make_table, sure

if TYPE_CHECKING:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer


@cache
def _vader() -> SentimentIntensityAnalyzer:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    return SentimentIntensityAnalyzer()


def _rate_textblob(text: str) -> tuple[float, str]:
    # The scorer that TextBlob(...).sentiment calls, without its second tokenizing.
    from textblob.en import sentiment

    score = sentiment(text)
    words = [f"{' '.join(words)} {polarity:+.2f}" for words, polarity, *_ in score.assessments]
    return float(score[0]), "; ".join(words)


def _rate_vader(text: str) -> tuple[float, str]:
    analyser = _vader()
    score = float(analyser.polarity_scores(text)["compound"])
    rated = [word.strip(".,;:!?\"'“”‘’()").lower() for word in text.split()]
    words = [f"{w} {analyser.lexicon[w]:+.1f}" for w in rated if w in analyser.lexicon]
    return score, "; ".join(words)


BASELINES: Final[dict[str, Callable[[str], tuple[float, str]]]] = {
    "textblob": _rate_textblob,
    "vader": _rate_vader,
}


def find_polarity(
    sentences: pd.DataFrame, *, mentions: pd.DataFrame, voice: Callable[[int], str] | None = None
) -> pd.DataFrame:
    """Rate each sentence's polarity and credit it to every actor in it.

    Parameters
    ----------
    sentences, mentions
        Tables of the schema.
    voice
        From `make_voices`; whose words stand at an offset. All the author's where left out.

    Returns
    -------
    pandas.DataFrame
        One row per sentence, baseline and actor in it (each actor once), and one without an actor
        for the sentence itself; columns of the table `evidence`. `weight` is TextBlob's polarity
        (Loria; lexicon of Pattern, De Smedt & Daelemans 2012) or VADER's compound score (Hutto &
        Gilbert 2014), both in [-1, 1]. The cue is the whole sentence; `why` lists rated words.

    Notes
    -----
    Polarity is the mood of words, not an attitude to anyone: "safe haven" of a feared group
    counts as praise. Names are rated too where a lexicon holds them.
    """
    rows: list[dict[str, Any]] = []
    named = group_rows(sure(mentions[mentions["role"] != "place"]), by="sentence")
    for sentence in iterate(sentences):
        owners: list[tuple[int | None, str, str]] = [
            (None, "", voice(sentence.start) if voice else AUTHOR)
        ]
        first = {
            (row.actor, row.voice): row.mention
            for row in reversed(named.get(sentence.sentence, []))
        }
        owners += [(mention, *key) for key, mention in reversed(first.items())]
        for label, rate in BASELINES.items():
            weight, words = rate(sentence.text)
            for mention, actor, speaker in owners:
                rows.append(
                    {
                        "article": sentence.article,
                        "paragraph": sentence.paragraph,
                        "sentence": sentence.sentence,
                        "evidence": len(rows),
                        "measure": "polarity",
                        "label": label,
                        "cue": sentence.text,
                        "start": sentence.start,
                        "end": sentence.end,
                        "weight": weight,
                        "mention": mention,
                        "actor": actor,
                        "voice": speaker,
                        "why": words or "no rated word",
                    }
                )
    return make_table("evidence", rows)
