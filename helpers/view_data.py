"""What does the interactive view need to know? An analysis in; a compact mapping for JSON out.

Everything that a click may ask for is in it, so that a page answers without a kernel or a network:
the scores that are there, and the evidence behind them. Tables go column by column;
texts that return, such as reasons and sentences, stand once in `words` and are named by number.
What a browser computes from it (`templates/view/view.js`) equals the tables; tests hold it to that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, Final

import pandas as pd

from helpers.analysis import Analysis
from helpers.scales import in_order_of_blocs, measured_blocks, voice_words
from helpers.schema import (
    ALL_VOICES,
    AUTHOR,
    DEVICES,
    FRAMES,
    NARRATIVE_ROLES,
    POLARITY_LABELS,
    QUOTED,
    STANCE_LABELS,
    iterate,
)
from helpers.style import visible

# Scores and weights are sent with so many places: more than is shown, so that what is
# added up in the browser comes out as in the tables.
PLACES: Final = 6
ROWS: Final = {
    "stance": "actor",
    "polarity": "actor",
    "frame": "label",
    "device": "label",
    "narrative": "actor",
}
TITLES: Final = {
    "stance": "Stance toward each actor",
    "polarity": "Polarity, the mood of the words",
    "frame": "Frames",
    "device": "Devices",
    "narrative": "Narrative roles, as chances",
}
# The order in which measures are offered: the one question first, the baselines last.
SHOWN: Final = ("stance", "frame", "device", "narrative", "polarity")
WHOLE: Final = (ALL_VOICES, AUTHOR, QUOTED)
Data = dict[str, Any]


class _Words:
    """Number texts, each once, without the characters that nobody sees."""

    def __init__(self) -> None:
        self.listed: dict[str, int] = {}

    def number(self, text: str) -> int:
        return self.listed.setdefault(visible(text), len(self.listed))


def make_view_data(analysis: Analysis) -> Data:
    """Gather what the interactive view shows of an analysis.

    Parameters
    ----------
    analysis
        From `analyse`.

    Returns
    -------
    dict
        `engine`, `unit` (how the rows of a stance add up); `paragraphs`, `actors` (those that the
        text names, by bloc), `voices` and `measures`, each a list in the order in which they are
        shown; `words` and `sentences`; `evidence` and `cells`, tables by column.

    Notes
    -----
    Places in a table of the view are numbers: of `paragraphs`, of `actors` (-1 for none), of
    `words`. A cell is sent where it has evidence, or where its actor is named.

    Examples
    --------
    >>> from helpers.analysis import analyse
    >>> from helpers.corpus import make_article
    >>> article = make_article("Norway accused Sweden of lying. Sweden rejected the charge.")
    >>> data = make_view_data(analyse(article, engine="lexical"))
    >>> [actor["label"] for actor in data["actors"]], data["unit"]
    (['Sweden', 'Norway'], 'sum')
    """
    words = _Words()
    words.number("")
    blocks = measured_blocks(analysis.paragraphs)
    actors = named_actors(analysis)
    places = _Places(blocks, actors, words)
    sentences = analysis.sentences
    labels = dict(zip(analysis.actors["actor"], analysis.actors["label"], strict=True))
    # A speaker who is an actor goes by the name that readers know.
    names = {voice: visible(labels.get(voice, voice)) for voice in list_voices(analysis)}
    return {
        "engine": analysis.settings["engine"],
        "unit": analysis.stance_unit,
        "paragraphs": [
            {"label": row.label, "from": round(row.first, 2), "to": round(row.last, 2)}
            for row in iterate(blocks)
        ],
        "actors": [
            {"id": row.actor, "label": visible(row.label), "bloc": visible(row.bloc)}
            for row in iterate(actors)
        ],
        "voices": [
            {
                "id": voice,
                "name": name,
                "label": voice_words(name),
                "word": words.number(voice),
            }
            for voice, name in names.items()
        ],
        "measures": list(_measures(analysis, words)),
        "start": str(actors["actor"].iloc[0]) if len(actors) else "",
        "sentences": [words.number(text) for text in sentences["text"]],
        "evidence": _evidence(analysis.evidence, places),
        "cells": _cells(analysis.scores, places),
        "words": list(words.listed),
    }


def list_voices(analysis: Analysis) -> list[str]:
    """List the voices that can be chosen: all, author and quoted, then speakers with evidence."""
    return list(dict.fromkeys((*WHOLE, *analysis.scores["voice"])))


def list_labels(analysis: Analysis, *, measure: str) -> list[str]:
    """List the labels of a measure: frames, devices, roles or baselines; none for stance."""
    own: dict[str, tuple[str, ...]] = {
        "polarity": POLARITY_LABELS,
        "frame": FRAMES,
        "device": DEVICES,
        "narrative": NARRATIVE_ROLES,
    }
    if measure == "stance":
        return []
    found = analysis.scores.loc[analysis.scores["measure"] == measure, "label"]
    return list(dict.fromkeys((*own.get(measure, ()), *found)))


class _Places:
    """Say which number a paragraph, an actor or a text has in the view."""

    def __init__(self, blocks: pd.DataFrame, actors: pd.DataFrame, words: _Words) -> None:
        self.paragraphs = {number: place for place, number in enumerate(blocks["paragraph"])}
        self.actors = {actor: place for place, actor in enumerate(actors["actor"])} | {"": -1}
        self.words = words


def named_actors(analysis: Analysis) -> pd.DataFrame:
    """Keep the actors that a score counts, one row each, in the order of the figures."""
    cast = analysis.actors.drop_duplicates("actor")
    counted = analysis.scores[
        (analysis.scores["measure"] == "stance") & (analysis.scores["voice"] == ALL_VOICES)
    ]
    named = cast["actor"].map(counted.groupby("actor")["n_mentions"].sum()).fillna(0)
    return in_order_of_blocs(cast.assign(named=named)[named > 0])


def _measures(analysis: Analysis, words: _Words) -> Iterator[Data]:
    for measure in SHOWN:
        yield {
            "name": measure,
            "title": TITLES[measure],
            "rows": ROWS[measure],
            "labels": [
                {"id": label, "word": words.number(label)}
                for label in list_labels(analysis, measure=measure)
            ],
        }


def _rounded(values: Sequence[float] | pd.Series[float]) -> list[float | None]:
    """Round, and write what is missing as null; a whole number needs no places."""
    return [
        None if pd.isna(v) else int(v) if v == int(v) else round(float(v), PLACES) for v in values
    ]


def _evidence(evidence: pd.DataFrame, places: _Places) -> Data:
    known = evidence["paragraph"].isin(places.paragraphs) & evidence["actor"].isin(places.actors)
    # Sorted so, most columns hold long stretches of one value.
    rows = evidence[known].sort_values(["measure", "label", "evidence"], kind="stable")
    number = places.words.number
    columns: dict[str, list[Any]] = {
        "id": rows["evidence"].tolist(),
        "paragraph": [places.paragraphs[p] for p in rows["paragraph"]],
        "sentence": rows["sentence"].tolist(),
        "measure": [SHOWN.index(m) for m in rows["measure"]],
        "label": [number(text) for text in rows["label"]],
        "cue": [number(text) for text in rows["cue"]],
        "weight": _rounded(rows["weight"]),
        "mention": rows["mention"].fillna(-1).astype(int).tolist(),
        "actor": [places.actors[a] for a in rows["actor"]],
        "voice": [number(text) for text in rows["voice"]],
        "why": [number(text) for text in rows["why"]],
    }
    return {name: pack(values) for name, values in columns.items()}


def _cells(scores: pd.DataFrame, places: _Places) -> Data:
    named = (scores["n_mentions"] > 0) & (scores["actor"] != "")
    known = scores["paragraph"].isin(places.paragraphs) & scores["actor"].isin(places.actors)
    rows = scores[known & (named | (scores["n_evidence"] > 0))]
    rows = rows.sort_values(["measure", "voice"], kind="stable")
    stance = rows["measure"] == "stance"
    number = places.words.number
    labels = rows["label"].where(~stance, "")
    verdicts = [
        STANCE_LABELS.index(name) if name in STANCE_LABELS else -1 for name in rows["label"]
    ]
    columns: dict[str, list[Any]] = {
        "paragraph": [places.paragraphs[p] for p in rows["paragraph"]],
        "voice": [number(text) for text in rows["voice"]],
        "measure": [SHOWN.index(m) for m in rows["measure"]],
        "label": [number(text) for text in labels],
        "actor": [places.actors[a] for a in rows["actor"]],
        **{name: _rounded(rows[name]) for name in ("value", "low", "high", "own", "borrowed")},
        "evidence": rows["n_evidence"].tolist(),
        "mentions": rows["n_mentions"].tolist(),
        "verdict": verdicts,
    }
    return {name: pack(values) for name, values in columns.items()}


def pack(values: list[Any]) -> list[Any] | dict[str, list[Any]]:
    """Write a column by its stretches, value and length in turn, where that is shorter.

    Examples
    --------
    >>> pack([4, 4, 4, None, None]), pack([1, 2, 3])
    ({'runs': [4, 3, None, 2]}, [1, 2, 3])
    """
    runs: list[Any] = []
    for value, stretch in groupby(values):
        runs += [value, len(list(stretch))]
    return {"runs": runs} if len(runs) < len(values) else values
