"""How does a word stand to the mention of an actor? A masked passage in; relations out.

No part-of-speech tagger is needed: one pass over the words and a list of verbs. All words of a
passage are told their relations to all its actors at once, as a table of yes and no.
"""

from __future__ import annotations

from functools import cache
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

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
# How many words away, and the most that each of the names stands for.
_DISTANCES: Final = ("1", "2-3", "4-7", "8-15", "16+")
_FARTHEST: Final = (1, 3, 7, 15)
# In the order in which they are told.
RELATIONS: Final = (
    "anywhere",
    "in a paragraph",
    "before",
    "after",
    *(f"{side} {name}" for side in ("before", "after") for name in _DISTANCES),
    "clause before",
    "clause after",
    "other sentence",
    "before, past another actor",
    "after, past another actor",
    "agent",
    "agent, denied",
    "patient",
    "patient, denied",
    "denied",
    "quoted",
    "asked",
    "between it and another",
    "between another and it",
    "phrase",
    "phrase in a paragraph",
    "shape",
)
PLACE_OF: Final = {name: place for place, name in enumerate(RELATIONS)}

Whole = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]


class Reading(NamedTuple):
    """Hold the words of a masked passage and what is known of each of them.

    `asked` are the sentences that are questions; `several` says that there is more than one.
    """

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


def read_words(passage: Passage) -> Reading:
    """Mask the names of a passage and tell of each word where it stands."""
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
    return Reading(
        words, starts, ends, spans, actors, sentences, clauses, denied, quoted, asked, several
    )


def find_neighbours(reading: Reading) -> tuple[list[int], list[int]]:
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


def find_parts(reading: Reading, left: list[int], right: list[int]) -> tuple[list[int], list[int]]:
    """Find for each word the mention that does it, as a verb, and the one it is done to; or -1."""
    words, sentences, clauses = reading.words, reading.sentences, reading.clauses
    verbs, irregular = _verbs(), _participles()
    agents, patients = [-1] * len(words), [-1] * len(words)
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
                patients[i] = subject
            doer = right[by] if by > 0 else -1
            if doer >= 0 and doer - by <= 4 and sentences[doer] == sentences[i]:
                agents[i] = doer
        else:
            if subject >= 0:
                agents[i] = subject
            if target >= 0 and target - i <= 5 and clauses[target] == clauses[i]:
                patients[i] = target
    return agents, patients


class Standing(NamedTuple):
    """Hold a passage with what tells how any of its words stands to any mention.

    `left` and `right` are for each word the mentions beside it, `agents` and `patients` those that
    do it and that it is done to; -1 for none.
    """

    reading: Reading
    left: Whole
    right: Whole
    agents: Whole
    patients: Whole


def find_standing(passage: Passage) -> Standing:
    """Read a passage: its masked words, the mentions beside each, and who does what."""
    reading = read_words(passage)
    left, right = find_neighbours(reading)
    return Standing(reading, *map(np.array, (left, right, *find_parts(reading, left, right))))


def find_relations(standing: Standing, words: Whole, at: Whole) -> Truths:
    """Find the relations in which words stand to mentions, both given by their positions.

    Returns
    -------
    numpy.ndarray
        One row a word, one column for each of `RELATIONS`: whether it holds.
    """
    reading, left, right, agents, patients = standing
    sentences, clauses = np.array(reading.sentences), np.array(reading.clauses)
    after = words > at
    home = sentences[words] == sentences[at]
    beside = np.where(after, left[words], right[words])
    across = np.where(after, right[at], left[at])
    between = (across >= 0) & ((words - across) * (words - at) < 0)
    between &= (np.abs(across - at) <= _REACH) & (sentences[across] == sentences[at])
    denied = np.array(reading.denied)[words]
    distance = np.searchsorted(_FARTHEST, np.abs(words - at))
    asked = np.isin(sentences[words], list(reading.asked))
    facts: dict[str, Truths] = {
        "anywhere": np.full(len(words), True),
        "in a paragraph": np.full(len(words), reading.several),
        "other sentence": ~home,
        "denied": denied,
        "quoted": np.array(reading.quoted)[words],
        "asked": asked,
        "between it and another": between & after,
        "between another and it": between & ~after,
    }
    for side, holds in (("after", after), ("before", ~after)):
        facts[side] = holds
        facts[f"clause {side}"] = holds & home & (clauses[words] == clauses[at])
        facts[f"{side}, past another actor"] = holds & (beside != at)
        for number, name in enumerate(_DISTANCES):
            facts[f"{side} {name}"] = holds & home & (distance == number)
    for part, doers in (("agent", agents), ("patient", patients)):
        facts[part] = (doers[words] == at) & ~denied
        facts[f"{part}, denied"] = (doers[words] == at) & denied
    found = np.zeros((len(words), len(RELATIONS)), dtype=bool)
    for name, fact in facts.items():
        found[:, PLACE_OF[name]] = fact
    return found
