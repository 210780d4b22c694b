"""Which words could count for or against an actor, and how do they stand to it? Clues out.

A passage with its mentions goes in. Every word and short phrase is a clue to each actor, by the
relations in which it stands to the actor's nearest mention: before or after it, so many words
away, in its clause, done by it or to it, denied, quoted, asked. No part-of-speech tagger is
needed: one pass over the words and a list of verbs.

Names are never read: every mention, and every other capitalised word inside a sentence, is
replaced by a mark, so that renaming an actor changes no clue.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import NamedTuple

import numpy as np

from helpers.relations import (
    NAME,
    NUMBER,
    OTHER,
    PLACE_OF,
    RELATIONS,
    TARGET,
    Reading,
    Truths,
    Whole,
    find_relations,
    find_standing,
)
from helpers.windows import Passage

__all__ = ["NAME", "NUMBER", "OTHER", "TARGET", "Clue", "Places", "find_clues", "find_places"]


class Clue(NamedTuple):
    """Hold one clue: whose, which mention (a place in `Passage.spans`), relation, cue, offsets."""

    actor: str
    span: int
    relation: str
    cue: str
    start: int
    end: int


class Places(NamedTuple):
    """Hold the words and phrases of a passage that are clues, actor after actor.

    `bounds` says where the rows of each actor begin, and where the last ones end; `spans`, `cues`,
    `starts` and `ends` have one entry a row, `holds` a row of yes and no over `RELATIONS`.
    """

    actors: list[str]
    bounds: list[int]
    spans: list[int]
    cues: list[str]
    starts: list[int]
    ends: list[int]
    holds: Truths


def find_clues(passage: Passage, *, cues: Container[str] | None = None) -> Iterator[Clue]:
    """Find all that could count in a passage, for each actor that it mentions.

    Parameters
    ----------
    passage
        A sentence or a paragraph with the mentions of its actors.
    cues
        The only cues to look for, which saves time; all where left out.

    Returns
    -------
    iterator of Clue
        A word has one clue for each relation in which it stands to the actor's nearest mention;
        two and three words in a row are a `phrase`, in which mentions show as [it] and [other].

    Notes
    -----
    Roles come from the order of words and a list of verbs, no parser: known failures are
    subjects more than seven words off, relative clauses, and gapping.

    Examples
    --------
    >>> passage = Passage("Iran was bombed.", ((0, 4, "iran"),))
    >>> [clue.relation for clue in find_clues(passage) if clue.cue == "bombed"]
    ['anywhere', 'after', 'after 2-3', 'clause after', 'patient']
    """
    places = find_places(passage, cues=cues)
    rows, relations = (found.tolist() for found in places.holds.nonzero())
    actors = np.repeat(places.actors, np.diff(places.bounds)).tolist()
    for row, relation in zip(rows, relations, strict=True):
        where = (places.cues[row], places.starts[row], places.ends[row])
        yield Clue(actors[row], places.spans[row], RELATIONS[relation], *where)


def find_places(passage: Passage, *, cues: Container[str] | None = None) -> Places:
    """Find the clues of a passage, those of one cue and actor together; see `find_clues`."""
    standing = find_standing(passage)
    reading = standing.reading
    mentions: dict[str, list[int]] = {}
    for i, span in enumerate(reading.spans):
        if span >= 0:
            mentions.setdefault(reading.actors[i], []).append(i)
    spots = list(_find_spots(reading, cues))
    found: list[tuple[int, int, str]] = []  # first word, number of words, cue
    bounds, nearest = [0], []
    for number, (actor, own) in enumerate(mentions.items()):
        for i, size, told in spots:
            cue = told or _show_mentions(reading, i, size, actor)
            if told or cues is None or cue in cues:
                found.append((i, size, cue))
        found.append((own[0], 0, f"actor in a {'paragraph' if reading.several else 'sentence'}"))
        if len(mentions) > 1:
            found.append((own[0], 0, f"{'later' if number else 'first'} of several actors"))
        firsts = np.array([i for i, _, _ in found[bounds[-1] :]])
        nearest.append(_find_nearest(np.array(own), firsts))
        bounds.append(len(found))
    if not found:
        return Places([], bounds, [], [], [], [], np.zeros((0, len(RELATIONS)), dtype=bool))
    firsts, sizes = np.array([spot[:2] for spot in found]).T
    at = np.concatenate(nearest)
    holds = find_relations(standing, firsts, at)
    holds[sizes != 1] = False
    holds[sizes > 1, PLACE_OF["phrase"]] = True
    holds[sizes > 1, PLACE_OF["phrase in a paragraph"]] = reading.several
    holds[sizes == 0, PLACE_OF["shape"]] = True
    lasts = firsts + np.maximum(sizes, 1) - 1
    return Places(
        list(mentions),
        bounds,
        np.array(reading.spans)[at].tolist(),
        [cue for _, _, cue in found],
        np.array(reading.starts)[firsts].tolist(),
        np.array(reading.ends)[lasts].tolist(),
        holds,
    )


def _find_nearest(own: Whole, words: Whole) -> Whole:
    """Find for each word the nearest of an actor's mentions, of two the one before it."""
    after = np.minimum(own.searchsorted(words), len(own) - 1)
    before = np.maximum(after - 1, 0)
    closer = np.abs(own[after] - words) < np.abs(own[before] - words)
    return np.where(closer, own[after], own[before])


def _find_spots(reading: Reading, cues: Container[str] | None) -> Iterator[tuple[int, int, str]]:
    """Find the words and phrases that could count: first word, how many words, and the cue.

    A phrase that holds a mention is another cue to each actor; its cue is left empty.
    """
    words, spans = reading.words, reading.spans
    for i in range(len(words)):
        for size in range(1, min(3, len(words) - i) + 1):
            if all(span < 0 for span in spans[i : i + size]):
                cue = words[i] if size == 1 else " ".join(words[i : i + size])
                if cues is None or cue in cues:
                    yield i, size, cue
            elif size > 1:
                yield i, size, ""


def _show_mentions(reading: Reading, first: int, size: int, actor: str) -> str:
    """Put a phrase as it reads to an actor, with its mentions as [it] and those of others."""
    return " ".join(
        reading.words[i]
        if reading.spans[i] < 0
        else TARGET
        if reading.actors[i] == actor
        else OTHER
        for i in range(first, first + size)
    )
