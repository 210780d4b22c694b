"""What is known of each word of a passage before any actor is asked about? A passage in.

Out come its words with their sentences and clauses, whether they are denied or quoted, the mentions
nearest to them, and who does a verb and to whom it is done. One pass over the words and a list of
verbs do it, no parser. `helpers.clues` makes clues of it.
"""

from __future__ import annotations

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
REACH: Final = 12


class Reading(NamedTuple):
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


def read_words(passage: Passage) -> Reading:
    """Cut a passage into words, names and numbers masked, and say what is known of each.

    Parameters
    ----------
    passage
        A sentence or a paragraph with the mentions of its actors.

    Examples
    --------
    >>> reading = read_words(Passage("Iran never left Iraq.", ((0, 4, "iran"),)))
    >>> reading.words, reading.denied
    (['@', 'never', 'left', '[name]', '.'], [False, False, True, True, False])
    """
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
    negator = -REACH
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
            negator = -REACH
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


def find_roles(reading: Reading, left: list[int], right: list[int]) -> dict[tuple[int, int], str]:
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
