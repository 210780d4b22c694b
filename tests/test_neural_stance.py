"""The neural engine's evidence adds up, keeps its places, and says what is borrowed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import pytest

import helpers.neural_stance
from helpers.actors import find_mentions
from helpers.corpus import make_article
from helpers.encoder import load_encoder
from helpers.neural import read_article
from helpers.neural_stance import NeuralSettings, find_neural_stance
from helpers.passages import make_passages
from helpers.pooling import read_pooling

MakeActors = Callable[..., pd.DataFrame]
TEXT = (
    "Ruritania Lies Again\n\nRuritania bombed the hospitals of Freedonia. Freedonian nurses "
    "carried the wounded out.\n\nIn Strelsau the Ruritanian Army paraded.\n\nIt rained in Sylvania."
)


@pytest.fixture(scope="module")
def tables(make_actors: MakeActors) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    article, actors = make_article(TEXT), make_actors()
    return article.paragraphs, find_mentions(article.sentences, actors=actors), actors


def test_rows_of_a_mention_add_up_to_its_reading(
    tables: tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame],
) -> None:
    paragraphs, mentions, actors = tables
    settings = NeuralSettings(pooled=False)
    evidence = find_neural_stance(paragraphs, mentions=mentions, actors=actors, settings=settings)
    rows = make_passages(paragraphs, mentions=mentions, actors=actors)
    readings = read_article(
        [row.passage for row in rows], encoder=load_encoder(), title=rows[0].passage
    )
    pooling = read_pooling(load_encoder().settings)
    values = {rows[r.paragraph].mentions[r.span].mention: pooling.stretch(r) for r in readings}
    sums = evidence.groupby("mention")["weight"].sum()
    assert len(sums) > 3
    for mention, total in sums.items():
        assert total == pytest.approx(values[mention], abs=1e-9)


def test_places_are_read_but_not_judged(
    tables: tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame],
) -> None:
    paragraphs, mentions, actors = tables
    evidence = find_neural_stance(paragraphs, mentions=mentions, actors=actors)
    places = set(mentions.loc[mentions["role"] == "place", "mention"])
    assert places
    assert not places & set(evidence["mention"])
    assert set(evidence["mention"]) == set(mentions["mention"]) - places


def test_pooling_adds_a_loan_to_each_mention_and_can_be_switched_off(
    tables: tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame],
) -> None:
    paragraphs, mentions, actors = tables
    pooled = find_neural_stance(paragraphs, mentions=mentions, actors=actors)
    loans = pooled[pooled["label"] == "borrowed"]
    assert loans["mention"].is_unique
    assert set(loans["mention"]) == set(pooled["mention"])
    often = pooled.groupby("actor")["paragraph"].nunique()
    for row in loans.itertuples():
        told = "borrowed from the rest" if often[row.actor] > 1 else "named in one paragraph only"
        assert row.why.startswith(told)
    assert loans["why"].str.contains(r": [+-]\d\.\d\d in place of [+-]\d").all()
    assert {often[actor] > 1 for actor in loans["actor"]} == {True, False}
    alone = find_neural_stance(
        paragraphs, mentions=mentions, actors=actors, settings=NeuralSettings(pooled=False)
    )
    assert set(alone["label"]) == {""}
    assert len(alone) == len(pooled) - len(loans)


def test_unexplained_there_is_one_row_a_mention(
    tables: tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame],
) -> None:
    paragraphs, mentions, actors = tables
    settings = NeuralSettings(pooled=False, explained=False)
    evidence = find_neural_stance(paragraphs, mentions=mentions, actors=actors, settings=settings)
    assert evidence["mention"].is_unique
    assert evidence["why"].str.startswith("the rest of the passage").all()


def test_cues_are_words_of_the_mention_s_sentence(
    tables: tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame],
) -> None:
    paragraphs, mentions, actors = tables
    article = make_article(TEXT)
    evidence = find_neural_stance(paragraphs, mentions=mentions, actors=actors)
    spans = article.sentences.set_index("sentence")
    for row in evidence.itertuples():
        assert article.text[row.start : row.end] == row.cue
        home = spans.loc[row.sentence]
        assert home["start"] <= row.start < row.end <= home["end"]
    assert "bombed" in set(evidence["cue"])


@pytest.mark.parametrize(("bound", "told"), [(0.0, False), (1.1, True)])
def test_a_reading_below_the_bound_is_called_unsure(
    tables: tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame],
    bound: float,
    told: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    encoder = load_encoder()
    other = replace(encoder, settings=encoder.settings | {"unsure": bound})
    monkeypatch.setattr(helpers.neural_stance, "load_encoder", lambda: other)
    paragraphs, mentions, actors = tables
    evidence = find_neural_stance(paragraphs, mentions=mentions, actors=actors)
    rest = evidence[evidence["why"].str.startswith("the rest of the passage")]
    assert rest["mention"].tolist() == evidence["mention"].drop_duplicates().tolist()
    assert set(rest["why"].str.endswith("in all; unsure")) == {told}
    assert not evidence.drop(rest.index)["why"].str.contains("unsure").any()


def test_no_mentions_no_evidence(make_actors: MakeActors) -> None:
    article, actors = make_article("It rained on the just."), make_actors()
    mentions = find_mentions(article.sentences, actors=actors)
    assert find_neural_stance(article.paragraphs, mentions=mentions, actors=actors).empty
