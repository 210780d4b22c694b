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
from functools import cache
from typing import Final, NamedTuple

from helpers.cues import load_lexicon
from helpers.morphology import participles, verb_forms
from helpers.text import find_tokens, plain_view
from helpers.windows import Passage

TARGET: Final = "[it]"
OTHER: Final = "[other]"
NAME: Final = "[name]"
NUMBER: Final = "[number]"

_NEGATORS: Final = frozenset(
    "not never no neither nor hardly barely nobody none without cannot fail fails failed refuse "
    "refuses refused rarely scarcely lack lacks nothing stop stopped".split()
)
_STOPS: Final = frozenset(". ! ? …".split())
_BREAKS: Final = _STOPS | frozenset(
    ', ; : - -- — – ( ) " but while whereas although though because if when after before which '
    "who that".split()
)
_BE: Final = frozenset("be is are was were been being get gets got getting".split())
_MARKS: Final = frozenset((TARGET, OTHER, NAME, NUMBER, "@"))
_REACH: Final = 12


class Clue(NamedTuple):
    """Hold one clue: whose, which mention (a place in `Passage.spans`), relation, cue, offsets."""

    actor: str
    span: int
    relation: str
    cue: str
    start: int
    end: int


class _Reading(NamedTuple):
    """Hold the words of a masked passage and what is known of each of them."""

    words: list[str]
    starts: list[int]
    ends: list[int]
    spans: list[int]
    actors: list[str]
    sentences: list[int]
    clauses: list[int]
    denied: list[bool]
    quoted: list[bool]
    asked: set[int]
    several: bool


@cache
def _verbs() -> frozenset[str]:
    """List the first words of all forms of the verbs in the stance word list."""
    stance = load_lexicon("stance")
    cues = stance.loc[stance["pos"] == "verb", "cue"]
    return frozenset(form.split()[0] for cue in cues for form in verb_forms(str(cue)))


@cache
def _participles() -> frozenset[str]:
    return participles()


def _mask(passage: Passage) -> _Reading:
    view = plain_view(passage.text)
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    spans: list[int] = []
    actors: list[str] = []
    at = 0
    numbered = [(span[0], span[1], number) for number, span in enumerate(passage.spans)]
    numbered = sorted([*numbered, *((start, end, -1) for start, end in passage.hidden)])
    for first, last, number in [*numbered, (len(view), len(view), -1)]:
        if first < at:
            continue
        for token in find_tokens(view[at:first], offset=at):
            words.append(token.lower)
            starts.append(token.start)
            ends.append(token.end)
            spans.append(-1)
            actors.append("")
        if first < last:
            words.append("@" if number >= 0 else NAME)
            starts.append(first)
            ends.append(last)
            spans.append(number)
            actors.append(passage.spans[number][2] if number >= 0 else "")
        at = last
    letters = [i for i, word in enumerate(words) if word[0].isalpha()]
    capitals = sum(view[starts[i]].isupper() for i in letters)
    headline = len(letters) > 3 and capitals > 0.6 * len(letters)
    opening = True
    sentences, clauses, denied, quoted = [], [], [], []
    asked: set[int] = set()
    sentence = clause = 0
    inside = False
    negator = -_REACH
    for i, word in enumerate(words):
        if spans[i] < 0:
            if word[0].isdigit():
                words[i] = NUMBER
            elif view[starts[i]].isupper() and not (headline or opening or word == "i"):
                words[i] = NAME
        if word[0].isalnum() or word in _MARKS:
            opening = False
        elif word in '.!?:…"':
            opening = True
        if word in _BREAKS:
            clause += 1
            negator = -_REACH
        if word == '"':
            inside = not inside
        clauses.append(clause)
        sentences.append(sentence)
        quoted.append(inside)
        denied.append(i - negator <= 4)
        if word in _NEGATORS or word.endswith("n't"):
            negator = i
        if word == "?":
            asked.add(sentence)
        if word in _STOPS:
            sentence += 1
    several = any(
        number and word[0].isalpha() for number, word in zip(sentences, words, strict=True)
    )
    return _Reading(
        words, starts, ends, spans, actors, sentences, clauses, denied, quoted, asked, several
    )


def _neighbours(reading: _Reading) -> tuple[list[int], list[int]]:
    """Give for each word the mentions nearest on its left and right, -1 for none."""
    size = len(reading.words)
    left, right = [-1] * size, [-1] * size
    last = -1
    for i in range(size):
        left[i] = last
        if reading.spans[i] >= 0:
            last = i
    last = -1
    for i in range(size - 1, -1, -1):
        right[i] = last
        if reading.spans[i] >= 0:
            last = i
    return left, right


def _roles(reading: _Reading, left: list[int], right: list[int]) -> dict[tuple[int, int], str]:
    """Find who does a verb and to whom it is done: (word, mention) -> agent or patient."""
    words, sentences, clauses = reading.words, reading.sentences, reading.clauses
    verbs, irregular = _verbs(), _participles()
    roles: dict[tuple[int, int], str] = {}
    for i, word in enumerate(words):
        if word in _MARKS or not (
            word in verbs or (len(word) > 4 and word.endswith(("ed", "ing")))
        ):
            continue
        subject, target = left[i], right[i]
        if subject >= 0 and (
            i - subject > 7
            or sentences[subject] != sentences[i]
            or any(word in ('"', "that", ":", ";") for word in words[subject + 1 : i])
        ):
            subject = -1
        by = next((k for k in range(i + 1, min(len(words), i + 5)) if words[k] == "by"), -1)
        helped = False
        for k in range(i - 1, max(-1, i - 4), -1):
            if words[k] in _BREAKS or words[k] == "@":
                break
            helped = helped or words[k] in _BE
        passive = (word.endswith("ed") or word in irregular) and (helped or 0 < by <= i + 2)
        if passive:
            if subject >= 0:
                roles[i, subject] = "patient"
            doer = right[by] if by > 0 else -1
            if doer >= 0 and doer - by <= 4 and sentences[doer] == sentences[i]:
                roles[i, doer] = "agent"
        else:
            if subject >= 0:
                roles[i, subject] = "agent"
            if target >= 0 and target - i <= 5 and clauses[target] == clauses[i]:
                roles[i, target] = "patient"
    return roles


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
    reading = _mask(passage)
    words, spans, starts, ends = reading.words, reading.spans, reading.starts, reading.ends
    mentions: dict[str, list[int]] = {}
    for i, span in enumerate(spans):
        if span >= 0:
            mentions.setdefault(reading.actors[i], []).append(i)
    left, right = _neighbours(reading)
    roles = _roles(reading, left, right)
    phrases = ("phrase", "phrase in a paragraph") if reading.several else ("phrase",)
    for number, (actor, own) in enumerate(mentions.items()):
        seen = [
            word if spans[i] < 0 else TARGET if reading.actors[i] == actor else OTHER
            for i, word in enumerate(words)
        ]
        nearest = 0
        for i, start in enumerate(starts):
            while nearest + 1 < len(own) and abs(own[nearest + 1] - i) < abs(own[nearest] - i):
                nearest += 1
            at = own[nearest]
            if spans[i] < 0 and (cues is None or words[i] in cues):
                for relation in _relations(reading, i, at, left, right, roles):
                    yield Clue(actor, spans[at], relation, words[i], start, ends[i])
            for size in (2, 3):
                if i + size <= len(words):
                    cue, end = " ".join(seen[i : i + size]), ends[i + size - 1]
                    for relation in phrases if cues is None or cue in cues else ():
                        yield Clue(actor, spans[at], relation, cue, start, end)
        shape = ["actor in a paragraph" if reading.several else "actor in a sentence"]
        if len(mentions) > 1:
            shape.append("later of several actors" if number else "first of several actors")
        for cue in shape:
            yield Clue(actor, spans[own[0]], "shape", cue, starts[own[0]], ends[own[0]])


def _relations(
    reading: _Reading,
    i: int,
    at: int,
    left: list[int],
    right: list[int],
    roles: dict[tuple[int, int], str],
) -> Iterator[str]:
    """Name the relations in which a word stands to a mention."""
    yield "anywhere"
    if reading.several:
        yield "in a paragraph"
    side = "after" if i > at else "before"
    yield side
    if reading.sentences[i] == reading.sentences[at]:
        yield f"{side} {_distance(abs(i - at))}"
        if reading.clauses[i] == reading.clauses[at]:
            yield f"clause {side}"
    else:
        yield "other sentence"
    beside = left[i] if i > at else right[i]
    if beside != at:
        yield f"{side}, past another actor"
    role = roles.get((i, at))
    denied = reading.denied[i]
    if role is not None:
        yield f"{role}, denied" if denied else role
    if denied:
        yield "denied"
    if reading.quoted[i]:
        yield "quoted"
    if reading.sentences[i] in reading.asked:
        yield "asked"
    across = right[at] if i > at else left[at]
    between = across >= 0 and (i - across) * (i - at) < 0 and abs(across - at) <= _REACH
    if between and reading.sentences[across] == reading.sentences[at]:
        yield "between it and another" if i > at else "between another and it"
