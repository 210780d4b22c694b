"""How surely is each actor hero, villain or victim? Evidence in; chances with intervals out.

Per paragraph as rows of the table `scores`, and over the article as a table of its own. The sums
of an actor's mentions are averaged part by part and turned into chances that add up to 1; a part
is named only where the stance and the deeds agree with it. No part is an answer too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
import pandas as pd

from helpers.intervals import draw_samples, find_interval
from helpers.narrative import (
    ALWAYS,
    FAVOURABLE,
    STANCE,
    UNFAVOURABLE,
    Floats,
    chances,
    read_stances,
)
from helpers.schema import (
    ALL_VOICES,
    AUTHOR,
    MEASURED_KINDS,
    NARRATIVE_ROLES,
    QUOTED,
    iterate,
    make_from_columns,
    turn_rows,
)

DRAWS: Final = 1000
SEED: Final = 2018
# Of three parts one must be likelier than the other two together.
SURE_ENOUGH: Final = 0.5
# Mentions with a stance that an article must have of an actor.
LEAST: Final = 2
# Clues that something is done to the actor.
SUFFERED: Final = ("patient", "agent of suffer")
NO_ROLE: Final = "no role"
THIN: Final = "insufficient evidence"


class _Mention(NamedTuple):
    """Hold what one mention adds to each part, and whether something is done to it."""

    sentence: int
    sums: Floats
    suffers: bool


def score_narrative_roles(
    evidence: pd.DataFrame,
    *,
    paragraphs: pd.DataFrame,
    actors: pd.DataFrame,
    draws: int = DRAWS,
    seed: int = SEED,
) -> pd.DataFrame:
    """Give the chance of each part, per paragraph, actor and voice.

    Parameters
    ----------
    evidence
        From `find_narrative_roles`.
    paragraphs, actors
        Tables of the schema.
    draws, seed
        Bootstrap samples of the sentences, and their seed.

    Returns
    -------
    pandas.DataFrame
        Three rows (hero, villain, victim) per measured paragraph, actor and voice (all, author,
        quoted, and single speakers where they have evidence), columns of the table `scores`.
        `value` is the chance of the part, in [0, 1], the three adding up to 1; it is missing where
        the paragraph has no mention with a stance. `low` and `high` are the 2.5th and 97.5th
        percentile over samples of those sentences of the paragraph that mention the actor; they
        are missing where there is but one.

    Notes
    -----
    The chances say which part fits best **if** the actor has one; `summarise_roles` decides
    whether it has.
    """
    cells: dict[tuple[int, str], dict[str, list[Any]]] = {}
    for cue in iterate(evidence[evidence["measure"] == "narrative"]):
        voices = (AUTHOR,) if cue.voice == AUTHOR else (QUOTED, cue.voice)
        for voice in (ALL_VOICES, *voices):
            inside = cells.setdefault((cue.paragraph, cue.actor), {})
            inside.setdefault(voice, []).append(cue)
    whole = (ALL_VOICES, AUTHOR, QUOTED)
    heard = dict.fromkeys(voice for inside in cells.values() for voice in inside)
    names = list(dict.fromkeys(actors["actor"].tolist()))
    rows: list[tuple[Any, ...]] = []
    for row in iterate(paragraphs[paragraphs["kind"].isin(MEASURED_KINDS)]):
        number = row.paragraph
        parts = {
            actor: _by_voice(cells.get((number, actor), {}), draws=draws, seed=[seed, number])
            for actor in names
        }
        for voice in (*whole, *(voice for voice in heard if voice not in whole)):
            for actor in names:
                told = parts[actor].get(voice, _SILENT if voice in whole else ())
                rows += [(row.article, number, actor, voice, "narrative", *part) for part in told]
    return make_from_columns("scores", turn_rows("scores", rows))


# Label, value, low, high, own, borrowed, number of evidence rows and of mentions of each part.
_Part = tuple[str, float | None, float | None, float | None, None, None, int, int]
_SILENT: Final = tuple((role, None, None, None, None, None, 0, 0) for role in NARRATIVE_ROLES)


def _by_voice(
    cues: dict[str, list[Any]], *, draws: int, seed: Sequence[int]
) -> dict[str, tuple[_Part, ...]]:
    """Score an actor in a paragraph in each voice; what one voice says alone, all say."""
    found: dict[str, tuple[_Part, ...]] = {}
    for voice, own in cues.items():
        same = next((other for other in found if cues[other] == own), None)
        found[voice] = found[same] if same else _score(own, draws=draws, seed=seed)
    return found


def _score(cues: list[Any], *, draws: int, seed: Sequence[int]) -> tuple[_Part, ...]:
    own = _gather(cues)
    values, low, high = _spread(own.values(), draws=draws, seed=seed)
    none = (None,) * len(NARRATIVE_ROLES)
    lows, highs = (none, none) if low is None or high is None else (low.tolist(), high.tolist())
    counts = (len(cues) // len(NARRATIVE_ROLES), len(own))
    return tuple(
        (*part, None, None, *counts)
        for part in zip(NARRATIVE_ROLES, values.tolist(), lows, highs, strict=True)
    )


def summarise_roles(
    evidence: pd.DataFrame,
    *,
    mentions: pd.DataFrame,
    paragraph: int | None = None,
    engine_stance: str = "mean",
    low: float = UNFAVOURABLE,
    high: float = FAVOURABLE,
    draws: int = DRAWS,
    seed: int = SEED,
) -> pd.DataFrame:
    """Name the part of each actor in the article, or in one paragraph, if it has one.

    Parameters
    ----------
    evidence
        The evidence of one article: that of stance, and that from `find_narrative_roles`.
    mentions
        Table of the schema.
    paragraph
        Number of a paragraph; the whole article where left out.
    engine_stance
        How the engine's rows make a stance: `mean` (neural) or `sum` (lexical).
    low, high
        A stance below the first is unfavourable, above the second favourable.
    draws, seed
        Bootstrap samples of the sentences, and their seed.

    Returns
    -------
    pandas.DataFrame
        One row per actor: `role` (hero, villain, victim, "no role" or "insufficient evidence"),
        the chances `hero`, `villain` and `victim`, `low` and `high` (the interval of the likeliest
        part's chance, over samples of sentences), `stance` (mean over mentions), `n_mentions`, and
        `cues`: the words that speak most for the likeliest part, each with its weight.

    Notes
    -----
    The likeliest part is named where its chance is 0.5 or more and what the codebook asks for is
    there: of a villain an unfavourable stance, of a hero a favourable one, of a victim one that is
    not unfavourable, and something suffered (a deed done to it, or a verb of suffering). An actor
    with fewer than two mentions over the article has insufficient evidence.
    """
    told = read_stances(evidence, mentions=mentions, stance=engine_stance)
    rows = evidence[evidence["measure"] == "narrative"]
    rows = rows if paragraph is None else rows[rows["paragraph"] == paragraph]
    found = []
    for actor, own in rows.groupby("actor", sort=False):
        gathered = _gather(iterate(own))
        values, bottom, top = _spread(gathered.values(), draws=draws, seed=[seed])
        best = int(values.argmax())
        stance = float(np.mean([told[number] for number in gathered]))
        thin = paragraph is None and len(gathered) < LEAST
        suffers = any(mention.suffers for mention in gathered.values())
        role = _decide(best, float(values[best]), stance, suffers, low=low, high=high)
        found.append(
            {
                "actor": actor,
                "role": THIN if thin else role,
                **dict(zip(NARRATIVE_ROLES, values.tolist(), strict=True)),
                "low": float(bottom[best]) if bottom is not None else float("nan"),
                "high": float(top[best]) if top is not None else float("nan"),
                "stance": stance,
                "n_mentions": len(gathered),
                "cues": _cues(own[own["label"] == NARRATIVE_ROLES[best]]),
            }
        )
    names = ["actor", "role", *NARRATIVE_ROLES, "low", "high", "stance", "n_mentions", "cues"]
    return pd.DataFrame(found, columns=names)


def _decide(
    best: int, chance: float, stance: float, suffers: bool, *, low: float, high: float
) -> str:
    role = NARRATIVE_ROLES[best]
    agrees = {"hero": stance > high, "villain": stance < low, "victim": stance >= low and suffers}
    return role if chance >= SURE_ENOUGH and agrees[role] else NO_ROLE


def _cues(rows: pd.DataFrame, *, most: int = 3) -> str:
    """Tell the words of deeds that speak most for a part."""
    deeds = rows[~rows["why"].str.startswith((ALWAYS, STANCE))]
    sums: dict[str, float] = {}
    for row in iterate(deeds):
        sums[row.cue.lower()] = sums.get(row.cue.lower(), 0.0) + row.weight
    best = sorted(((w, cue) for cue, w in sums.items() if w > 0), key=lambda x: (-x[0], x[1]))
    return ", ".join(f"{cue} {weight:+.2f}" for weight, cue in best[:most])


def _gather(rows: Iterable[Any]) -> dict[int, _Mention]:
    """Add up the rows of each mention, part by part."""
    place = {role: number for number, role in enumerate(NARRATIVE_ROLES)}
    sums: dict[int, list[float]] = {}
    homes: dict[int, int] = {}
    suffering: set[int] = set()
    for row in rows:
        if row.mention not in sums:
            sums[row.mention] = [0.0] * len(place)
            homes[row.mention] = row.sentence
        sums[row.mention][place[row.label]] += row.weight
        if row.why.startswith(SUFFERED):
            suffering.add(row.mention)
    return {
        number: _Mention(homes[number], np.array(told), number in suffering)
        for number, told in sums.items()
    }


def _spread(
    mentions: Collection[_Mention], *, draws: int, seed: Sequence[int]
) -> tuple[Floats, Floats | None, Floats | None]:
    """Give the chances, and their interval where more than one sentence mentions the actor."""
    if not mentions:
        return np.full(len(NARRATIVE_ROLES), np.nan), None, None
    values = chances(np.mean([mention.sums for mention in mentions], axis=0))
    homes = sorted({mention.sentence for mention in mentions})
    if len(homes) < 2:
        return values, None, None
    totals = np.zeros((len(homes), len(NARRATIVE_ROLES)))
    counts = np.zeros(len(homes))
    for mention in mentions:
        totals[homes.index(mention.sentence)] += mention.sums
        counts[homes.index(mention.sentence)] += 1
    drawn, often = draw_samples(len(homes), seed=tuple(seed), draws=draws)
    samples = chances((drawn @ totals) / (drawn @ counts)[:, None])
    low, high = np.transpose([find_interval(part, often) for part in samples.T])
    return values, low, high
