"""Who is cast as hero, villain or victim? Mentions, events and stance in; evidence out.

The three parts of a story with a moral (Klapp 1954; the characters of the narrative policy
framework, Jones & McBeth 2010). Each mention of an actor gives clues: how the passage leads its
reader to take the actor, how it takes the others, whether the actor does or suffers, and what sort
of deed it is. `lexicons/narrative.csv` gives each clue a weight for each part, `lexicons/deeds.csv`
sorts the verbs; what a mention adds to a part is the sum of value times weight. No name is read.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.cues import FOLDER
from helpers.errors import LexiconError
from helpers.schema import BORROWED, NARRATIVE_ROLES, iterate, make_table, sure

DEEDS: Final = FOLDER / "deeds.csv"
WEIGHTS: Final = FOLDER / "narrative.csv"
COLUMNS: Final = ("fit", "clue", *NARRATIVE_ROLES, "n", "source")
# By what is said of the actors alone (words), by the kinds of things that they are ("is nature")
# alone (things), and by both (kinds).
FITS: Final = ("kinds", "things", "words")
ALWAYS: Final = "always"
STANCE: Final = "stance"
OTHERS: Final = "stance of the others"
# Where the label of a stance of its own begins (`models/stance.json`).
UNFAVOURABLE: Final = -0.3
FAVOURABLE: Final = 0.3

Floats = npt.NDArray[np.float64]
RoleWeights = Mapping[str, tuple[float, ...]]


class Trait(NamedTuple):
    """Hold one clue of one mention: its number, clue, value, and the words that give it."""

    mention: int
    actor: str
    clue: str
    value: float
    start: int
    end: int


@cache
def load_deeds() -> dict[str, tuple[str, ...]]:
    """Load the verbs with the sorts of deed that each may be.

    Raises
    ------
    LexiconError
        If the file does not have its columns.
    """
    deeds: dict[str, tuple[str, ...]] = {}
    for _, row in _read(DEEDS, ("verb", "class", "source")):
        deeds[row["verb"]] = (*deeds.get(row["verb"], ()), row["class"])
    return deeds


def load_role_weights(fit: str = "words", *, path: Path | None = None) -> RoleWeights:
    """Load the weights of the clues for hero, villain and victim, in logits.

    Parameters
    ----------
    fit
        `words`; or `things` or `kinds`, for use with what `helpers.kinds` tells.
    path
        A CSV of your own with the same columns; the bundled one where left out.

    Raises
    ------
    LexiconError
        Naming the file, the line and what was expected.
    """
    file = path or WEIGHTS
    weights: dict[str, tuple[float, ...]] = {}
    for line, row in _read(file, COLUMNS):
        if row["fit"] == fit:
            try:
                weights[row["clue"]] = tuple(float(row[role]) for role in NARRATIVE_ROLES)
            except ValueError as error:
                raise LexiconError(f"{file}, line {line}: {error}; expected a number") from error
    if not weights:
        raise LexiconError(f"{file}: holds no rows of {fit!r}; there are {', '.join(FITS)}")
    return weights


def _read(file: Path, expected: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.DictReader(stream)
        if list(reader.fieldnames or ()) != list(expected):
            raise LexiconError(
                f"{file}: expected the columns {','.join(expected)}, "
                f"found {','.join(reader.fieldnames or ()) or 'none'}"
            )
        for row in reader:
            yield reader.line_num, row


def list_traits(
    mentions: pd.DataFrame, *, events: pd.DataFrame, stance: Mapping[int, float]
) -> list[Trait]:
    """List the clues of each mention that has a stance, in order of the text.

    Parameters
    ----------
    mentions, events
        Tables of the schema.
    stance
        The stance of each mention that was read, in [-1, 1].

    Returns
    -------
    list of Trait
        For each mention: `always` (1), its stance, the mean stance toward the other actors of the
        article (0 where there are none), `agent` or `patient` for each deed, and `agent of harm`
        and the like for each sort of deed. A deed that is denied counts as a deed only.
    """
    means = _means(mentions, stance)
    acts: dict[int, list[tuple[str, Any]]] = {}
    seen: set[tuple[int, str, int]] = set()
    for event in iterate(events):
        for part in ("agent", "patient"):
            mention = getattr(event, f"{part}_mention")
            if not pd.isna(mention) and (int(mention), part, event.event) not in seen:
                seen.add((int(mention), part, event.event))
                acts.setdefault(int(mention), []).append((part, event))
    deeds = load_deeds()
    traits: list[Trait] = []
    for row in iterate(mentions):
        if row.mention not in stance:
            continue
        place = (row.start, row.end)
        others = [mean for actor, mean in means.items() if actor != row.actor]
        beside = float(np.mean(others)) if others else 0.0
        for clue, value in ((ALWAYS, 1.0), (STANCE, stance[row.mention]), (OTHERS, beside)):
            traits.append(Trait(row.mention, row.actor, clue, value, *place))
        for part, event in acts.get(row.mention, ()):
            sorts = () if event.negated else deeds.get(event.verb, ())
            clues = (part, *(f"{part} of {sort}" for sort in sorts))
            at = (1.0, event.start, event.end)
            traits += [Trait(row.mention, row.actor, clue, *at) for clue in clues]
    return traits


def _means(mentions: pd.DataFrame, stance: Mapping[int, float]) -> dict[str, float]:
    values: dict[str, list[float]] = {}
    for row in iterate(mentions):
        if row.mention in stance:
            values.setdefault(row.actor, []).append(stance[row.mention])
    return {actor: float(np.mean(told)) for actor, told in values.items()}


def read_stances(
    evidence: pd.DataFrame, *, mentions: pd.DataFrame, stance: str = "mean"
) -> dict[int, float]:
    """Give each sure mention the stance that its evidence rows add up to, without what is borrowed.

    Parameters
    ----------
    evidence, mentions
        Tables of the schema.
    stance
        How the engine's rows make a stance (`ScoreSettings.stance`): where it is a `sum`, each
        mention has that of its actor in the paragraph.
    """
    own = evidence[(evidence["measure"] == "stance") & (evidence["label"] != BORROWED)]
    own = own[own["mention"].notna()]
    if stance == "mean":
        sums = own.groupby(own["mention"].astype("int64"))["weight"].sum()
        return {int(mention): float(np.clip(value, -1, 1)) for mention, value in sums.items()}  # type: ignore[call-overload]
    cells = own.groupby(["paragraph", "actor"])["weight"].sum().clip(-1, 1).to_dict()
    return {
        row.mention: float(cells[row.paragraph, row.actor])
        for row in iterate(sure(mentions))
        if row.role != "place" and (row.paragraph, row.actor) in cells
    }


def find_narrative_roles(
    mentions: pd.DataFrame,
    *,
    sentences: pd.DataFrame,
    events: pd.DataFrame,
    evidence: pd.DataFrame,
    stance: str = "mean",
    weights: RoleWeights | None = None,
) -> pd.DataFrame:
    """Find what speaks for an actor as hero, as villain and as victim.

    Parameters
    ----------
    mentions, sentences, events
        Tables of the schema.
    evidence
        Evidence of stance, from either engine.
    stance
        How its rows make a stance: `mean` (neural) or `sum` (lexical).
    weights
        From `load_role_weights`; those of what is said alone where left out.

    Returns
    -------
    pandas.DataFrame
        One row per mention, clue and part, columns of the table `evidence`; `measure` is
        narrative, `label` hero, villain or victim, `weight` in logits. Of a mention, the weights
        of a part add up to what it says for that part; `score_narrative_roles` takes the mean.

    Raises
    ------
    LexiconError
        If a word list is broken.

    Notes
    -----
    A mention without a stance (a mere place) has no rows. The parts are told apart by half a
    dozen plain clues, so that a hero who is only described, and a victim whose suffering is told
    in another sentence, are missed.

    Examples
    --------
    >>> from helpers.corpus import make_article
    >>> from helpers.actors import find_mentions
    >>> from helpers.catalogue import load_actors
    >>> from helpers.events import find_events
    >>> from helpers.stance import find_stance
    >>> article = make_article("Norway bombed the hospitals of Sweden.")
    >>> actors = load_actors()
    >>> mentions = find_mentions(article.sentences, actors=actors)
    >>> found = find_narrative_roles(
    ...     mentions, sentences=article.sentences, stance="sum",
    ...     events=find_events(article.sentences, mentions=mentions),
    ...     evidence=find_stance(article.paragraphs, mentions=mentions,
    ...                          sentences=article.sentences, actors=actors))
    >>> harm = found[found["why"].str.startswith("agent of harm")]
    >>> harm[["label", "cue", "actor"]].values.tolist()
    [['hero', 'bombed', 'norway'], ['villain', 'bombed', 'norway'], ['victim', 'bombed', 'norway']]
    """
    weights = load_role_weights() if weights is None else weights
    texts = {row.sentence: row for row in iterate(sentences)}
    rows_of = {row.mention: row for row in iterate(mentions)}
    told = read_stances(evidence, mentions=mentions, stance=stance)
    found: list[dict[str, Any]] = []
    for trait in list_traits(mentions, events=events, stance=told):
        if trait.clue not in weights:
            continue
        row = rows_of[trait.mention]
        sentence = texts[row.sentence]
        cue = sentence.text[trait.start - sentence.start : trait.end - sentence.start]
        for role, weight in zip(NARRATIVE_ROLES, weights[trait.clue], strict=True):
            found.append(
                {
                    "article": row.article,
                    "paragraph": row.paragraph,
                    "sentence": row.sentence,
                    "evidence": len(found),
                    "measure": "narrative",
                    "label": role,
                    "cue": cue,
                    "start": trait.start,
                    "end": trait.end,
                    "weight": trait.value * weight,
                    "mention": trait.mention,
                    "actor": trait.actor,
                    "voice": row.voice,
                    "why": f"{trait.clue} {trait.value:+.2f} × {weight:+.2f}",
                }
            )
    return make_table("evidence", found)


def chances(utilities: Floats) -> Floats:
    """Turn the sums of the parts into chances that add up to 1, along the last axis.

    Examples
    --------
    >>> chances(np.array([0.0, 1.0, 0.0])).round(2).tolist()
    [0.21, 0.58, 0.21]
    """
    powers = np.exp(utilities - utilities.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True))
