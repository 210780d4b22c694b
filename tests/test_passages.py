"""Passages hold the names of actors and nothing more."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from helpers.actors import find_mentions
from helpers.corpus import Article, make_article
from helpers.passages import make_passages
from helpers.schema import sure


def test_only_the_name_is_the_span(make_actors: Callable[..., pd.DataFrame]) -> None:
    article, actors = make_article("Ruritanian forces met Strelsau’s envoys."), make_actors()
    mentions = find_mentions(article.sentences, actors=actors)
    [row] = make_passages(article.paragraphs, mentions=mentions, actors=actors)
    words = [row.passage.text[a:b] for a, b, _ in row.passage.spans]
    assert words == ["Ruritanian", "Strelsau"]
    assert {actor for *_, actor in row.passage.spans} == {"ruritania"}


def test_a_pronoun_is_a_span_too(make_actors: Callable[..., pd.DataFrame]) -> None:
    article = make_article("Ruritania attacked Freedonia. It lied about the attack.")
    actors = make_actors()
    mentions = find_mentions(article.sentences, actors=actors)
    [row] = make_passages(article.paragraphs, mentions=mentions, actors=actors)
    assert [row.passage.text[a:b] for a, b, _ in row.passage.spans][-1] == "It"


def test_spans_and_mentions_of_the_article_go_together(
    article: Article, actors: pd.DataFrame
) -> None:
    mentions = find_mentions(article.sentences, actors=actors)
    rows = make_passages(article.paragraphs, mentions=mentions, actors=actors)
    assert sum(len(row.mentions) for row in rows) == len(sure(mentions)) < len(mentions)
    for row in rows:
        assert row.passage.text == article.text[row.start : row.start + len(row.passage.text)]
        for (start, end, actor), mention in zip(row.passage.spans, row.mentions, strict=True):
            assert mention.actor == actor
            assert row.start + start == mention.start
            assert mention.surface.startswith(row.passage.text[start:end])
            assert end > start


def test_names_that_are_no_mention_of_their_own_are_hidden(
    make_actors: Callable[..., pd.DataFrame],
) -> None:
    article = make_article("Ruritanian Minister Boris Sapt met anti-Freedonian rebels.")
    actors = make_actors()
    mentions = find_mentions(article.sentences, actors=actors)
    [row] = make_passages(article.paragraphs, mentions=mentions, actors=actors)
    text = row.passage.text
    assert [text[a:b] for a, b, _ in row.passage.spans] == ["Ruritanian", "rebels"]
    assert [text[a:b] for a, b in row.passage.hidden] == ["Sapt", "Freedonian"]
