"""What do many articles say of the same actors? Articles and one catalogue in; tables out.

Only the steps that stance needs: mentions, voices and the engine. That is several times as fast as
`analyse`, which finds frames, devices and parts as well, and enough to compare outlets.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

from helpers.corpus import Article
from helpers.errors import DiscourseError
from helpers.language import need_english
from helpers.neural_stance import NeuralSettings
from helpers.schema import check_table
from helpers.steps import check_engine, meet_actors, read_stance

PLAIN = NeuralSettings(explained=False)


class ManyStances(NamedTuple):
    """Hold the tables of many articles, those of one under those of the other.

    Attributes
    ----------
    articles, mentions, evidence : pandas.DataFrame
        Tables of the schema; the evidence is that of stance.
    stance : str
        What is one reading: "sum" for the lexical engine (a paragraph and actor), "mean" for the
        neural one (a mention).
    """

    articles: pd.DataFrame
    mentions: pd.DataFrame
    evidence: pd.DataFrame
    stance: str


def find_many_stances(
    articles: Iterable[Article],
    *,
    actors: pd.DataFrame,
    engine: str = "lexical",
    neural: NeuralSettings = PLAIN,
) -> ManyStances:
    """Find the evidence of stance in many articles.

    Parameters
    ----------
    articles
        From `load_article` or `make_article`, each with a name of its own.
    actors
        One catalogue for all of them.
    engine
        `lexical`, or `neural`, which reads better and takes some ten times as long.
    neural
        Settings of the neural engine.

    Returns
    -------
    ManyStances
        Articles, mentions and evidence, as `score_articles` takes them.

    Raises
    ------
    EngineError
        If no engine has that name.
    DiscourseError
        If there is no article, or one is not in English: of a collection give
        `corpus.select("read", "duplicate", "near-duplicate")`, which leaves such out.

    Examples
    --------
    >>> from helpers.catalogue import load_actors
    >>> from helpers.corpus import make_article
    >>> texts = {"a": "Norway lied to Sweden.", "b": "Norway saved a Swedish ship."}
    >>> articles = [make_article(text, identifier=name) for name, text in texts.items()]
    >>> found = find_many_stances(articles, actors=load_actors())
    >>> found.evidence.groupby(["article", "actor"])["weight"].sum().round(2).to_dict()
    {('a', 'norway'): -0.48, ('a', 'sweden'): -0.04,
     ('b', 'norway'): 0.93, ('b', 'sweden'): 0.54}
    """
    check_engine(engine)
    tables = [_read(article, actors=actors, engine=engine, neural=neural) for article in articles]
    if not tables:
        raise DiscourseError("no article was given; load some first")
    whole = [pd.concat(parts, ignore_index=True) for parts in zip(*tables, strict=True)]
    return ManyStances(
        articles=check_table(whole[0], table="articles"),
        mentions=check_table(whole[1], table="mentions"),
        evidence=check_table(whole[2], table="evidence"),
        stance="sum" if engine == "lexical" else "mean",
    )


def _read(
    article: Article, *, actors: pd.DataFrame, engine: str, neural: NeuralSettings
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    need_english(article.articles["language"].iloc[0], place=str(article.path or article.id))
    cast = meet_actors(article, actors=actors)
    evidence = read_stance(article, cast=cast, engine=engine, neural=neural, pooled=False)
    return article.articles, cast.mentions, evidence
