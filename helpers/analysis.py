"""What does the whole analysis of one article give? An article and its actors in; all tables out.

The steps in their order, each a function of its own module, so that a notebook can take any one
of them alone.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import cached_property
from importlib.metadata import version
from typing import Final

import numpy as np
import pandas as pd

from helpers.catalogue import load_actors
from helpers.corpus import Article
from helpers.cues import lexicon_hashes
from helpers.encoder import load_encoder
from helpers.errors import CatalogueError
from helpers.events import find_events
from helpers.framing import find_frames
from helpers.language import need_english
from helpers.lexical import FAVOURABLE_ABOVE, UNFAVOURABLE_BELOW
from helpers.matching import NO_ACTOR, make_matcher
from helpers.narrative import find_narrative_roles
from helpers.narrative_scores import score_narrative_roles
from helpers.neural_stance import NeuralSettings
from helpers.pooling import read_pooling
from helpers.rhetoric import find_devices
from helpers.schema import MEASURES, check_table
from helpers.scores import ScoreSettings, score_evidence
from helpers.sentiment import find_polarity
from helpers.series import score_sentences
from helpers.steps import meet_actors, read_stance, settle_engine
from helpers.text import plain_view
from helpers.voices import make_voices

_IN_ORDER: Final = {measure: place for place, measure in enumerate(sorted(MEASURES))}


@dataclass(frozen=True)
class Asked:
    """Hold with what an article was analysed, so that it can be analysed again.

    Attributes
    ----------
    actors : pandas.DataFrame
        The catalogue, the names of no actor among them.
    neural, scoring, frames
        As given to `analyse`; None where left out.
    """

    actors: pd.DataFrame
    neural: NeuralSettings | None = None
    scoring: ScoreSettings | None = None
    frames: pd.DataFrame | None = None


@dataclass(frozen=True)
class Analysis:
    """Hold the tables of one analysed article.

    Attributes
    ----------
    article : Article
        The text, with its `articles`, `paragraphs` and `sentences`.
    actors, quotes, mentions, unresolved, events, evidence, scores : pandas.DataFrame
        Tables of the schema. `unresolved` lists pronouns, definite nouns and names that were given
        to no actor; `evidence` holds all measures.
    settings : dict
        How it was measured: engine, versions, settings and hashes of text and word lists.
    asked : Asked
        The catalogue and the settings that were given; see `analyse_again`.
    """

    article: Article
    actors: pd.DataFrame
    quotes: pd.DataFrame
    mentions: pd.DataFrame
    unresolved: pd.DataFrame
    events: pd.DataFrame
    evidence: pd.DataFrame
    scores: pd.DataFrame
    settings: dict[str, str]
    asked: Asked

    @property
    def paragraphs(self) -> pd.DataFrame:
        """The article's paragraphs."""
        return self.article.paragraphs

    @property
    def sentences(self) -> pd.DataFrame:
        """The article's sentences."""
        return self.article.sentences

    @property
    def stance_unit(self) -> str:
        """How rows of evidence make a stance: their `mean` over mentions, or their `sum`."""
        return "sum" if self.settings["engine"] == "lexical" else "mean"

    @cached_property
    def series(self) -> pd.DataFrame:
        """What each sentence adds to every measure, computed once; see `score_sentences`."""
        return score_sentences(
            self.evidence,
            sentences=self.sentences,
            paragraphs=self.paragraphs,
            quotes=self.quotes,
            stance=self.stance_unit,
        )


def analyse(
    article: Article,
    *,
    actors: pd.DataFrame | None = None,
    engine: str | None = None,
    neural: NeuralSettings | None = None,
    scoring: ScoreSettings | None = None,
    frames: pd.DataFrame | None = None,
) -> Analysis:
    """Measure an article: voices, mentions, events, polarity, stance, frames, devices, roles.

    Parameters
    ----------
    article
        From `load_article` or `make_article`.
    actors
        The catalogue, from `load_actors`. Left out: the `actors.csv` of the article's folder, or
        else those actors of the bundled catalogue that the text names.
    engine
        What reads stance: `neural` or `lexical`. Left out: neural where its packages are
        installed, else lexical.
    neural, scoring
        Settings of the neural engine and of the scores.
    frames
        A list of frames to take in place of the bundled one: `load_lexicon("frames")` with rows
        of your own, say. Every table and figure then has your frame.

    Raises
    ------
    ArticleError
        If the text is not in English.
    CatalogueError
        If the text names no actor of the bundled catalogue and none was given.
    EngineError
        If no engine has that name, or it cannot be loaded.

    Examples
    --------
    >>> from helpers.corpus import make_article
    >>> found = analyse(make_article("Norway accused Sweden of lying. Sweden rejected the charge."))
    >>> sorted(set(found.mentions["actor"]))
    ['norway', 'sweden']
    """
    engine = settle_engine(engine)
    need_english(article.articles["language"].iloc[0], place=str(article.path or article.id))
    if actors is None:
        actors = _own_actors(article)
    asked = Asked(actors, neural, scoring, frames)
    neural = neural or NeuralSettings()
    scoring = scoring or choose_scoring(engine, pooled=neural.pooled)
    cast = meet_actors(article, actors=actors)
    actors, mentions, unresolved, quotes = cast
    voice = make_voices(quotes)
    pieces = [
        find_polarity(article.sentences, mentions=mentions, voice=voice),
        read_stance(article, cast=cast, engine=engine, neural=neural, pooled=neural.pooled),
        find_frames(article.sentences, mentions=mentions, lexicon=frames, voice=voice),
        find_devices(article.sentences, mentions=mentions, quotes=quotes, voice=voice),
    ]
    events = find_events(article.sentences, mentions=mentions, voice=voice)
    pieces.append(
        find_narrative_roles(
            mentions,
            sentences=article.sentences,
            events=events,
            evidence=pieces[1],
            stance=scoring.stance,
        )
    )
    evidence = _stack(pieces)
    scores = score_evidence(
        evidence[evidence["measure"] != "narrative"],
        paragraphs=article.paragraphs,
        sentences=article.sentences,
        mentions=mentions,
        actors=actors,
        settings=scoring,
    )
    parts = score_narrative_roles(
        evidence,
        paragraphs=article.paragraphs,
        actors=actors,
        draws=scoring.draws,
        seed=scoring.seed,
    )
    return Analysis(
        article=article,
        actors=actors,
        quotes=quotes,
        mentions=mentions,
        unresolved=unresolved,
        events=events,
        evidence=evidence,
        scores=check_table(pd.concat([scores, parts], ignore_index=True), table="scores"),
        settings=_describe(article, engine, neural, scoring),
        asked=asked,
    )


def analyse_again(found: Analysis, *, engine: str) -> Analysis:
    """Measure the same article by an engine, with the same catalogue, frames and settings.

    Parameters
    ----------
    found
        From `analyse`.
    engine
        `neural` or `lexical`. How rows make a stance, and from where on it takes a side, are the
        engine's own; of the settings of scores that were given, samples and seed are kept.

    Raises
    ------
    EngineError
        If no engine has that name, or it cannot be loaded.

    Examples
    --------
    >>> from helpers.corpus import make_article
    >>> found = analyse(make_article("Norway lied to Sweden."), engine="lexical")
    >>> analyse_again(found, engine="lexical").scores.equals(found.scores)
    True
    """
    asked = found.asked
    scoring = asked.scoring
    if scoring is not None and engine != found.settings["engine"]:
        pooled = (asked.neural or NeuralSettings()).pooled
        own = choose_scoring(settle_engine(engine), pooled=pooled)
        scoring = replace(own, draws=scoring.draws, seed=scoring.seed)
    return analyse(
        found.article,
        actors=asked.actors,
        engine=engine,
        neural=asked.neural,
        scoring=scoring,
        frames=asked.frames,
    )


def choose_scoring(engine: str, *, pooled: bool = True) -> ScoreSettings:
    """Give the settings with which the scores of an engine are to be made."""
    if engine == "lexical":
        return ScoreSettings(stance="sum", low=UNFAVOURABLE_BELOW, high=FAVOURABLE_ABOVE)
    low, high = read_pooling(load_encoder().settings).thresholds(pooled=pooled)
    return ScoreSettings(stance="mean", low=low, high=high)


def _own_actors(article: Article) -> pd.DataFrame:
    if article.path is not None and article.path.is_dir():
        return load_actors(article.path)
    world = load_actors()
    matcher = make_matcher(world)
    texts = article.sentences["text"]
    named = {match.actor for text in texts for match in matcher.find(plain_view(text))}
    if not named:
        raise CatalogueError(
            f"{article.path or article.id}: names no actor of the bundled catalogue; write an "
            "actors.csv with the columns actor,label,kind,bloc,alias,form, one row for each name"
        )
    return world[world["actor"].isin(named | {NO_ACTOR})].reset_index(drop=True)


def _stack(pieces: list[pd.DataFrame]) -> pd.DataFrame:
    rows = pd.concat(pieces, ignore_index=True)
    places = (rows["end"], rows["start"], rows["measure"].map(_IN_ORDER), rows["sentence"])
    rows = rows.take(np.lexsort(places)).reset_index(drop=True)
    rows["evidence"] = np.arange(len(rows))
    return check_table(rows, table="evidence")


def _describe(
    article: Article, engine: str, neural: NeuralSettings, scoring: ScoreSettings
) -> dict[str, str]:
    digest = hashlib.sha256(article.text.encode()).hexdigest()
    return describe_settings(engine, neural=neural, scoring=scoring) | {
        "SHA-256 of the text": digest
    }


def describe_settings(
    engine: str, *, neural: NeuralSettings, scoring: ScoreSettings
) -> dict[str, str]:
    """Say how an engine measures, whatever the text: versions, settings, hashes of word lists."""
    packages = ["discourse-notebooks", "textblob", "vaderSentiment", "nltk", "pandas", "numpy"]
    hashes = {f"SHA-256 of {name}": value for name, value in lexicon_hashes().items()}
    if engine == "neural":
        packages.append("onnxruntime")
        models = load_encoder().settings["sha256"]
        hashes |= {f"SHA-256 of {name}": value for name, value in models.items()}
    return {
        "engine": engine,
        "stance settings": repr(neural) if engine == "neural" else f"pooled={neural.pooled}",
        "score settings": repr(scoring),
        **{f"version of {name}": version(name) for name in packages},
        **hashes,
    }
