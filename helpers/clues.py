"""Which words could count for or against an actor, and how do they stand to it? Clues out.

A passage with its mentions goes in. Every word and short phrase is a clue to each actor, by the
relations in which it stands to the actor's nearest mention: before or after it, so many words
away, in its clause, done by it or to it, denied, quoted, asked. No part-of-speech tagger is
needed: one pass over the words and a list of verbs.

Names are never read: every mention, and every other capitalised word inside a sentence, is
replaced by a mark, so that renaming an actor changes no clue.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from typing import NamedTuple

from helpers.windows import Passage
from helpers.word_relations import (
    OTHER,
    REACH,
    TARGET,
    Reading,
    find_neighbours,
    find_roles,
    read_words,
)


class Clue(NamedTuple):
    """Hold one clue: whose, which mention (a place in `Passage.spans`), relation, cue, offsets."""

    actor: str
    span: int
    relation: str
    cue: str
    start: int
    end: int


class Use(NamedTuple):
    """Hold a cue at a place, all relations in which it stands to the actor's nearest mention."""

    actor: str
    span: int
    cue: str
    start: int
    end: int
    relations: tuple[str, ...]


def _distance(words: int) -> str:
    if words <= 3:
        return "1" if words == 1 else "2-3"
    return "4-7" if words <= 7 else "8-15" if words <= 15 else "16+"


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
    for actor, span, cue, start, end, relations in find_uses(passage, cues=cues):
        for relation in relations:
            yield Clue(actor, span, relation, cue, start, end)


def find_uses(passage: Passage, *, cues: Container[str] | None = None) -> Iterator[Use]:
    """Find the clues of `find_clues`, those of one cue at one place and for one actor together.

    Examples
    --------
    >>> use = next(find_uses(Passage("Iran was bombed.", ((0, 4, "iran"),)), cues={"bombed"}))
    >>> use.relations
    ('anywhere', 'after', 'after 2-3', 'clause after', 'patient')
    """
    reading = read_words(passage)
    words, spans, starts, ends = reading.words, reading.spans, reading.starts, reading.ends
    mentions: dict[str, list[int]] = {}
    for i, span in enumerate(spans):
        if span >= 0:
            mentions.setdefault(reading.actors[i], []).append(i)
    left, right = find_neighbours(reading)
    roles = find_roles(reading, left, right)
    in_phrase = ("phrase", "phrase in a paragraph") if reading.several else ("phrase",)
    counted = {i for i, w in enumerate(words) if spans[i] < 0 and (cues is None or w in cues)}
    # Only a phrase that takes in a mention reads otherwise for each actor.
    near = {k for own in mentions.values() for i in own for k in range(max(0, i - 2), i + 1)}
    shared = _find_phrases(words, [i for i in range(len(words)) if i not in near], cues)
    for number, (actor, own) in enumerate(mentions.items()):
        seen = [
            word if spans[i] < 0 else TARGET if reading.actors[i] == actor else OTHER
            for i, word in enumerate(words)
        ]
        phrases = shared | _find_phrases(seen, near, cues)
        nearest = 0
        for i in sorted(counted | phrases.keys()):
            while nearest + 1 < len(own) and abs(own[nearest + 1] - i) < abs(own[nearest] - i):
                nearest += 1
            at = own[nearest]
            if i in counted:
                relations = _relations(reading, i, at, left, right, roles)
                yield Use(actor, spans[at], words[i], starts[i], ends[i], relations)
            for cue, last in phrases.get(i, ()):
                yield Use(actor, spans[at], cue, starts[i], ends[last], in_phrase)
        shape = ["actor in a paragraph" if reading.several else "actor in a sentence"]
        if len(mentions) > 1:
            shape.append("later of several actors" if number else "first of several actors")
        for cue in shape:
            yield Use(actor, spans[own[0]], cue, starts[own[0]], ends[own[0]], ("shape",))


def _find_phrases(
    words: list[str], places: Iterable[int], cues: Container[str] | None
) -> dict[int, list[tuple[str, int]]]:
    """Find two and three words in a row that are cues: by place, each with its last word's."""
    found: dict[int, list[tuple[str, int]]] = {}
    for i in places:
        for size in (2, 3):
            cue = " ".join(words[i : i + size])
            if i + size <= len(words) and (cues is None or cue in cues):
                found.setdefault(i, []).append((cue, i + size - 1))
    return found


def _relations(
    reading: Reading,
    i: int,
    at: int,
    left: list[int],
    right: list[int],
    roles: dict[tuple[int, int], str],
) -> tuple[str, ...]:
    """Name the relations in which a word stands to a mention."""
    side = "after" if i > at else "before"
    found = ["anywhere", "in a paragraph", side] if reading.several else ["anywhere", side]
    if reading.sentences[i] == reading.sentences[at]:
        found.append(f"{side} {_distance(abs(i - at))}")
        if reading.clauses[i] == reading.clauses[at]:
            found.append(f"clause {side}")
    else:
        found.append("other sentence")
    beside = left[i] if i > at else right[i]
    if beside != at:
        found.append(f"{side}, past another actor")
    role = roles.get((i, at))
    denied = reading.denied[i]
    if role is not None:
        found.append(f"{role}, denied" if denied else role)
    if denied:
        found.append("denied")
    if reading.quoted[i]:
        found.append("quoted")
    if reading.sentences[i] in reading.asked:
        found.append("asked")
    across = right[at] if i > at else left[at]
    between = across >= 0 and (i - across) * (i - at) < 0 and abs(across - at) <= REACH
    if between and reading.sentences[across] == reading.sentences[at]:
        found.append("between it and another" if i > at else "between another and it")
    return tuple(found)
