"""How else could one have measured? An analysis in; the same text measured in other ways out.

What `helpers.sensitivity` asks its findings of.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
import pandas as pd

from helpers.analysis import Analysis
from helpers.cues import load_lexicon
from helpers.encoder import is_installed
from helpers.framing import find_frames
from helpers.lexical import load_weights, make_weights
from helpers.neural_stance import NeuralSettings, find_neural_stance
from helpers.schema import ALL_VOICES, AUTHOR, make_table
from helpers.series import score_sentences
from helpers.stance import find_stance
from helpers.voices import make_voices

AS_MEASURED: Final = "as measured"
PLAIN_NAMES: Final = ("name", "demonym")


class Variant(NamedTuple):
    """Hold one way to measure: its sentences (`score_sentences`), and which measures it changes."""

    name: str
    series: pd.DataFrame
    voice: str = ALL_VOICES
    touches: tuple[str, ...] = ("stance", "frame", "device")


def make_variants(
    found: Analysis, *, seeds: Sequence[int] = (1, 2), other_engine: bool = True
) -> list[Variant]:
    """Measure an article again in other ways.

    Parameters
    ----------
    found
        From `analyse`.
    seeds
        One variant with half the words for each.
    other_engine
        Whether to ask the other engine as well; the neural one takes a while.

    Returns
    -------
    list of Variant
        as measured; author only (quotations left out); names only (mentions by the actor's name or
        demonym, without leaders, capitals, descriptions and pronouns); with borrowed
        stance (stances that lean on the rest of the article); half the words (for each seed, a half
        of the word list of frames drawn at random, and of the clues of the lexical engine where
        that was used); repeated cues only (words that the text uses once for a label left out);
        other engine (lexical for neural and the other way round, where it is installed).

    Notes
    -----
    Names that are no longer counted stay hidden from the engines: a variant must not let a
    reputation in. Under the neural engine word lists do not touch stance, and no finding on
    stance is said to survive them.
    """
    evidence, mentions = found.evidence, found.mentions
    neural = found.settings["engine"] == "neural"
    as_measured = found.series
    listed = ("frame", "device") if neural else ("stance", "frame", "device")
    named = set(mentions.loc[mentions["form"].isin(PLAIN_NAMES), "mention"])
    by_name = evidence[evidence["mention"].isna() | evidence["mention"].isin(named)]
    variants = [
        Variant(AS_MEASURED, as_measured),
        Variant("author only", as_measured, AUTHOR),
        Variant("names only", _series(found, by_name), touches=("stance",)),
        Variant("with borrowed stance", _series(found, evidence, pooled=True), touches=("stance",)),
    ]
    for seed in seeds:
        halved = _halve(found, seed=seed, neural=neural)
        touches = ("frame",) if neural else ("stance", "frame")
        variants.append(
            Variant(f"half the words ({seed})", _series(found, halved), touches=touches)
        )
    single = evidence.assign(cue=evidence["cue"].str.lower())
    often = single.duplicated(["measure", "label", "actor", "cue"], keep=False)
    often |= ~evidence["measure"].isin(listed)
    variants.append(Variant("repeated cues only", _series(found, evidence[often]), touches=listed))
    if not other_engine or (not neural and not is_installed()):
        return variants
    other = _other_stance(found, neural=neural)
    unit = "sum" if neural else "mean"
    return [
        *variants,
        Variant("other engine", _series(found, other, unit=unit), touches=("stance",)),
    ]


def _series(
    found: Analysis, evidence: pd.DataFrame, *, unit: str = "", pooled: bool = False
) -> pd.DataFrame:
    return score_sentences(
        evidence,
        sentences=found.sentences,
        paragraphs=found.paragraphs,
        quotes=found.quotes,
        stance=unit or found.stance_unit,
        pooled=pooled,
    )


def _halve(found: Analysis, *, seed: int, neural: bool) -> pd.DataFrame:
    """Find frames, and with the lexical engine stances, by half of the words."""
    generator = np.random.default_rng(seed)
    lexicon = load_lexicon("frames") if found.asked.frames is None else found.asked.frames
    kept = generator.permutation(len(lexicon))[: len(lexicon) // 2]
    frames = find_frames(
        found.sentences,
        mentions=found.mentions,
        lexicon=lexicon.iloc[np.sort(kept)],
        voice=make_voices(found.quotes),
    )
    if neural:
        return _replace(found.evidence, {"frame": frames})
    rows = load_weights().rows
    chosen = generator.permutation(len(rows))[: len(rows) // 2]
    keys = list(rows)
    weights = make_weights({keys[i]: rows[keys[i]] for i in chosen})
    stance = find_stance(
        found.paragraphs,
        mentions=found.mentions,
        sentences=found.sentences,
        actors=found.actors,
        weights=weights,
        pooled=False,
    )
    return _replace(found.evidence, {"frame": frames, "stance": stance})


def _other_stance(found: Analysis, *, neural: bool) -> pd.DataFrame:
    """Let the other engine read the stances."""
    if neural:
        stance = find_stance(
            found.paragraphs,
            mentions=found.mentions,
            sentences=found.sentences,
            actors=found.actors,
            pooled=False,
        )
    else:
        stance = find_neural_stance(
            found.paragraphs,
            mentions=found.mentions,
            actors=found.actors,
            settings=NeuralSettings(pooled=False, explained=False),
        )
    return _replace(found.evidence, {"stance": stance})


def _replace(evidence: pd.DataFrame, by: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Put other rows in the place of those of some measures, and number all anew."""
    kept = evidence[~evidence["measure"].isin(list(by))]
    rows = [row for table in (kept, *by.values()) for row in table.to_dict("records")]
    return make_table("evidence", [row | {"evidence": i} for i, row in enumerate(rows)])  # type: ignore[misc]
