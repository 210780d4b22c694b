"""Which words of a sentence make one verb? Masked, tagged words in; verb groups out.

A group is a main verb with its auxiliaries and adverbs. While it is read, a group is a `Draft`:
who does it and to whom is filled in by `helpers.subjects`, `helpers.objects` and
`helpers.clauses`, in that order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from helpers.phrases import Argument
from helpers.syntax import AUXILIARIES, Item

BREAKS: Final = frozenset(', ; : " ( )'.split())
FINITE: Final = ("VBZ", "VBD", "VBP", "MD")


@dataclass
class Draft:
    """Hold an event while it is read; `kind` is finite, to, bare, gerund or participle."""

    first: int
    verb: int
    last: int
    lemma: str
    kind: str
    stop: int
    subjects: list[Argument] = field(default_factory=list)
    objects: list[Argument] = field(default_factory=list)
    doers: list[Argument] = field(default_factory=list)
    after: int = 0  # one past the object
    direct: bool = True  # whether no preposition stands before the object
    governor: int = -1
    passive: bool = False
    embedded: bool = False
    joined: bool = False  # by "and" or a comma to the verb before
    relative: bool = False  # after "which Iran": the object stands before
    fronted: bool = False  # waits for the subject of the main clause
    inverted: bool = False
    negated: bool = False
    modality: str = "asserted"


def is_auxiliary(word: str) -> bool:
    """Tell whether a word can be an auxiliary."""
    if word in AUXILIARIES or word in ("cannot", "having", "getting"):
        return True
    return word.endswith(("n't", "'s", "'re", "'ve", "'ll", "'d", "'m"))


def find_groups(items: Sequence[Item]) -> list[tuple[int, int, int]]:
    """Find the verb groups: positions of the first word, the main verb, and one past the last.

    Examples
    --------
    >>> from helpers.syntax import mask_sentence
    >>> items = mask_sentence("They had never been warned.", start=0, end=27, mentions=[])
    >>> [[item.lower for item in items[a:c]] for a, _, c in find_groups(items)]
    [['had', 'never', 'been', 'warned']]
    """
    groups, i = [], 0
    while i < len(items):
        if not items[i].tag.startswith(("VB", "MD")):
            i += 1
            continue
        first = verb = i
        i += 1
        while i < len(items) and is_auxiliary(items[verb].lower):
            if items[i].tag.startswith("RB") or items[i].lower == '"':
                ahead = next(
                    (
                        k
                        for k in range(i, len(items))
                        if items[k].tag[:2] != "RB" and items[k].lower != '"'
                    ),
                    i,
                )
                if not items[ahead].tag.startswith("VB"):
                    break
            elif items[i].tag.startswith("VB"):
                verb = i
            else:
                break
            i += 1
        if not (verb == first and _is_modifier(items, verb)):
            groups.append((first, verb, i))
    return groups


def _is_modifier(items: Sequence[Item], i: int) -> bool:
    """Tell a participle in front of its noun ("the occupied province") from a verb."""
    if items[i].tag not in ("VBN", "VBG") or not i:
        return False
    left = items[i - 1]
    if left.tag in ("DT", "PRP$", "POS", "CD"):
        return True
    if left.tag == "JJ":
        return i + 1 < len(items) and items[i + 1].tag.startswith("NN")
    noun = i + 1 < len(items) and items[i + 1].tag in ("NN", "NNS") and items[i + 1].mention < 0
    if i + 1 < len(items) and items[i + 1].mention >= 0 and left.tag == "IN":
        return items[i].tag == "VBN" and left.lower == "of"
    verb = left.tag in ("VBD", "VBZ", "VBP", "VB") and not is_auxiliary(left.lower)
    return noun and items[i].tag == "VBN" and (left.tag in ("IN", "TO") or verb)


def kind_of(items: Sequence[Item], first: int) -> str:
    """Tell what a verb group is: finite, to (an infinitive), bare, gerund or participle."""
    before = first - 1
    while before >= 0 and items[before].tag.startswith("RB"):
        before -= 1
    tag = items[first].tag
    if before >= 0 and items[before].lower == "to" and tag != "VBG":
        return "to"
    return {"VB": "bare", "VBG": "gerund", "VBN": "participle"}.get(tag, "finite")


def is_joiner(items: Sequence[Item], i: int) -> bool:
    """Tell whether a word is "and", "or", "nor" or "but"."""
    return items[i].tag == "CC" or items[i].lower in ("and", "or", "nor", "but")


def finite_at(items: Sequence[Item], at: int) -> bool:
    """Tell whether a finite verb stands at a position, adverbs aside."""
    while at < len(items) and items[at].tag.startswith("RB"):
        at += 1
    return at < len(items) and items[at].tag in FINITE


def clause_of(drafts: list[Draft]) -> Draft:
    """Give the last verb that stands by itself, not under another one."""
    return next((d for d in reversed(drafts) if d.kind == "finite" and not d.embedded), drafts[-1])


def goes_on(items: Sequence[Item], draft: Draft) -> bool:
    """Tell whether the clause still has a finite verb to come."""
    for item in items[draft.last :]:
        if item.tag in FINITE:
            return True
        if item.lower in (";", ":", "who", "which", "that", "and", "but"):
            return False
    return False
