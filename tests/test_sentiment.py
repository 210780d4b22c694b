"""Check that the baselines are what everyone uses, and that they fail as they are known to fail."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest
from textblob import TextBlob
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from helpers.actors import find_mentions
from helpers.analysis import Analysis
from helpers.corpus import make_article
from helpers.schema import make_table
from helpers.sentiment import BASELINES, find_polarity

MakeActors = Callable[..., pd.DataFrame]
SENTENCES = [
    "Ruritania is a wonderful country.",
    "Ruritania is NOT a wonderful country!!!",
    "The largest safe haven of the killers is in Freedonia.",
    "They killed several top commanders.",
    "The council met on Tuesday.",
    "“We won’t go,” said the very angry minister :(",
    "A naïve café – 🔥 – and nothing else.",
]


def polarity_of(text: str, actors: pd.DataFrame | None = None) -> pd.DataFrame:
    article = make_article(text)
    mentions = (
        make_table("mentions", [])
        if actors is None
        else find_mentions(article.sentences, actors=actors)
    )
    return find_polarity(article.sentences, mentions=mentions)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_scores_equal_those_of_the_packages_themselves(sentence: str) -> None:
    found = polarity_of(sentence)
    assert found["label"].tolist() == ["textblob", "vader"]
    assert found["weight"].tolist() == [
        TextBlob(sentence).sentiment.polarity,
        SentimentIntensityAnalyzer().polarity_scores(sentence)["compound"],
    ]
    assert found["cue"].tolist() == [sentence] * 2
    assert found["voice"].tolist() == ["author"] * 2


def test_every_sentence_of_the_article_scores_as_in_the_packages(analysis: Analysis) -> None:
    whole = analysis.evidence[
        (analysis.evidence["measure"] == "polarity") & (analysis.evidence["actor"] == "")
    ]
    analyser = SentimentIntensityAnalyzer()
    for row in whole.itertuples():
        expected = (
            TextBlob(row.cue).sentiment.polarity
            if row.label == "textblob"
            else analyser.polarity_scores(row.cue)["compound"]
        )
        assert row.weight == expected, row.cue
    assert len(whole) == 2 * len(analysis.sentences)


def test_the_words_that_were_rated_are_listed() -> None:
    textblob, vader = polarity_of("The safe haven was destroyed.")["why"]
    assert textblob == "safe +0.50"
    assert "safe +1.9" in vader
    assert polarity_of("The council met.")["why"].tolist() == ["no rated word"] * 2


def test_a_safe_haven_of_killers_counts_as_praise(make_actors: MakeActors) -> None:
    # The failure that the notebooks show: mood is taken for an attitude to whoever is named.
    found = polarity_of("The rebels enjoy a safe haven.", make_actors())
    credited = found[found["actor"] == "rebels"].set_index("label")["weight"]
    assert credited["textblob"] > 0
    assert credited["vader"] > 0


def test_polarity_cannot_tell_who_did_it(make_actors: MakeActors) -> None:
    found = polarity_of("Ruritania brutally murdered innocent Freedonians.", make_actors())
    for label in BASELINES:
        rows = found[found["label"] == label].set_index("actor")["weight"]
        assert rows["ruritania"] == rows["freedonia"] == rows[""]


def test_an_actor_is_credited_once_a_sentence_and_a_place_never(make_actors: MakeActors) -> None:
    found = polarity_of(
        "Ruritania bombed Ruritania. The good council met in Strelsau.", make_actors()
    )
    assert found[found["label"] == "vader"]["actor"].tolist() == ["", "ruritania", ""]
    assert found["evidence"].tolist() == list(range(len(found)))


def test_voices_are_those_of_the_mention_and_of_the_sentence_s_head(
    make_actors: MakeActors,
) -> None:
    article = make_article("“Good Ruritania,” he said of Freedonia.")
    mentions = find_mentions(article.sentences, actors=make_actors()).assign(
        voice=pd.Series(["sources", "author"], dtype="str")
    )
    found = find_polarity(article.sentences, mentions=mentions, voice=lambda offset: f"v{offset}")
    rows = found[found["label"] == "vader"]
    assert rows[["actor", "voice"]].values.tolist() == [
        ["", "v0"],
        ["ruritania", "sources"],
        ["freedonia", "author"],
    ]


def test_an_actor_quoted_and_told_of_is_credited_in_both_voices(make_actors: MakeActors) -> None:
    article = make_article("“Good Ruritania,” he said of Ruritania.")
    mentions = find_mentions(article.sentences, actors=make_actors()).assign(
        voice=pd.Series(["sources", "author"], dtype="str")
    )
    found = find_polarity(article.sentences, mentions=mentions)
    rows = found[(found["label"] == "vader") & (found["actor"] == "ruritania")]
    assert rows["voice"].tolist() == ["sources", "author"]
