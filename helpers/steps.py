"""Who is named in a text, in whose words, and how do they come off? An article in; tables out.

The steps that an analysis begins with, of one article (`helpers.analysis`) and of many
(`helpers.many`) alike.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import pandas as pd

from helpers.actors import resolve_mentions
from helpers.corpus import Article
from helpers.encoder import is_installed
from helpers.errors import EngineError
from helpers.matching import NO_ACTOR
from helpers.neural_stance import NeuralSettings, find_neural_stance
from helpers.schema import sure
from helpers.stance import find_stance
from helpers.voices import assign_voices, find_quotes, name_speakers

STANCE_ENGINES: Final = ("neural", "lexical")


class Cast(NamedTuple):
    """Hold who is in a text: tables of the schema, the mentions each with its voice."""

    actors: pd.DataFrame
    mentions: pd.DataFrame
    unresolved: pd.DataFrame
    quotes: pd.DataFrame


def check_engine(engine: str) -> str:
    """Return the name of a stance engine if there is one of that name.

    Raises
    ------
    EngineError
        If there is none.
    """
    if engine not in STANCE_ENGINES:
        raise EngineError(
            f"no stance engine is called {engine!r}; there are {', '.join(STANCE_ENGINES)}"
        )
    return engine


def settle_engine(engine: str | None) -> str:
    """Check an engine; where none is named, take neural if it is installed, else lexical.

    Raises
    ------
    EngineError
        If no engine has that name.
    """
    return check_engine(engine or ("neural" if is_installed() else "lexical"))


def meet_actors(article: Article, *, actors: pd.DataFrame) -> Cast:
    """Find who is named, who is quoted, and in whose voice each is named.

    Parameters
    ----------
    article
        The text, in English.
    actors
        The catalogue; its names of no actor are left out of the answer.
    """
    mentions, unresolved = resolve_mentions(article.sentences, actors=actors)
    quotes = find_quotes(article.paragraphs, text=article.text, mentions=sure(mentions))
    quotes = name_speakers(quotes, mentions=mentions)
    return Cast(
        actors=actors[actors["actor"] != NO_ACTOR].reset_index(drop=True),
        mentions=assign_voices(mentions, quotes=quotes),
        unresolved=unresolved,
        quotes=quotes,
    )


def read_stance(
    article: Article, *, cast: Cast, engine: str, neural: NeuralSettings, pooled: bool
) -> pd.DataFrame:
    """Find the evidence of stance by either engine.

    Parameters
    ----------
    article, cast
        The text, and who is in it.
    engine
        `neural` or `lexical`.
    neural
        Settings of the neural engine.
    pooled
        Whether a stance of the lexical engine leans on the rest of the text.
    """
    if engine == "neural":
        return find_neural_stance(
            article.paragraphs, mentions=cast.mentions, actors=cast.actors, settings=neural
        )
    return find_stance(
        article.paragraphs,
        mentions=cast.mentions,
        sentences=article.sentences,
        actors=cast.actors,
        pooled=pooled,
    )
