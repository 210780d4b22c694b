"""Who is the subject, who speaks, what part does a pronoun play? Tagged words in; answers out.

Small questions about the words around a name or a pronoun, answered from the parts of speech.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from helpers.syntax import AUXILIARIES, BE, Item

POSSESSIVES: Final = frozenset("his her its their".split())
SUBORDINATORS: Final = frozenset(
    "that if because while when although though since until as after before whereas but and or "
    "than so for".split()
)
SAYING: Final = frozenset(
    "said says say told tells argued argues claimed claims insisted insists added adds stated "
    "announced announces warned warns believes believed thinks thought vowed vows pledged promised "
    "acknowledged admitted admits conceded denied denies suggested suggests declared declares "
    "noted notes explained explains hoped hopes knew knows feared fears decided learned "
    "maintained maintains contended contends complained complains reiterated testified recalled "
    "predicted predicts boasted boasts confirmed confirms indicated revealed reported".split()
)
_FINITE: Final = ("VBD", "VBZ", "VBP", "MD")


def is_subject(items: Sequence[Item], i: int) -> bool:
    """Tell whether the word at `i` ends the subject of a clause and stands there alone.

    A finite verb follows, perhaps behind an adverb or an insertion between commas; no preposition
    governs it and nothing is joined to it.
    """
    k = i - 1
    while k >= 0 and items[k].tag in ("DT", "JJ", "NNP", "CD", "JJS"):
        k -= 1
    if k >= 0:
        before = items[k]
        if before.tag in ("IN", "TO") and before.lower not in SUBORDINATORS:
            return False
        if before.tag in ("CC", "POS") and k and items[k - 1].tag.startswith("NN"):
            return False
        if before.tag in ("NN", "NNS", "PRP$", "VBG", "VBN", "VB"):
            return False
    j = skip_insertion(items, i + 1)
    while j < len(items) and items[j].tag == "RB":
        j += 1
    return j < len(items) and items[j].tag in _FINITE


def speaks(items: Sequence[Item], at: int) -> bool:
    """Tell whether a verb of saying stands right behind or right before the name at `at`."""
    after = skip_insertion(items, at + 1)
    while after < len(items) and (items[after].tag == "RB" or items[after].lower in AUXILIARIES):
        after += 1
    if after < len(items) and items[after].lower in SAYING:
        return True
    return at > 0 and items[at - 1].lower in SAYING


def skip_insertion(items: Sequence[Item], at: int) -> int:
    """Step over what stands between two commas or brackets behind a name."""
    if at < len(items) and items[at].lower in (",", "("):
        closing = ")" if items[at].lower == "(" else ","
        for j in range(at + 1, min(len(items), at + 16)):
            if items[j].lower == closing:
                return j + 1
    return at


def goes_on(items: Sequence[Item], at: int) -> bool:
    """Tell whether what follows says which one is meant ("the party of", "the party leader")."""
    if at >= len(items):
        return False
    after = items[at]
    told = after.lower in ("that", "which", "who", "whose", "where", "to", "-", "called")
    told = told or (after.tag == "IN" and after.lower not in SUBORDINATORS)
    return told or after.mention >= 0 or after.tag.startswith(("NN", "JJ", "CD", "VBN", "VBG"))


def is_joined(items: Sequence[Item], at: int) -> bool:
    """Tell whether "and" joins another name or noun before this one."""
    return (
        at > 0
        and items[at - 1].tag in ("CC", ",")
        and at > 1
        and (items[at - 2].tag.startswith("NN"))
    )


def is_object(items: Sequence[Item], i: int) -> bool:
    """Tell "praised him", which is never who did the praising, from "his" and "himself"."""
    after = items[i + 1].tag if i + 1 < len(items) else ""
    return items[i].lower == "him" or (
        items[i].lower == "her" and not after.startswith(("NN", "JJ", "VBN", "VBG"))
    )


def has_new_subject(between: Sequence[Item]) -> bool:
    """Tell whether another noun becomes the subject of a clause on the way to the pronoun."""
    for k, word in enumerate(between[:-1]):
        noun = word.tag.startswith("NN")
        # "The ministry asked a company to move its seat."
        if noun and [w.tag for w in between[k + 1 : k + 3]] == ["TO", "VB"]:
            return True
        if noun or word.tag in ("PRP", "DT", "WP", "WDT"):
            after = k + 1
            while after < len(between) and between[after].tag == "RB":
                after += 1
            if after < len(between) and between[after].tag in _FINITE and k:
                return True
    return False


def said_by(items: Sequence[Item], i: int) -> int:
    """Give the position of the name in "X said (that) he", with nothing between; else -1."""
    k = i - 1
    if k >= 0 and items[k].lower == "that":
        k -= 1
    if k < 0 or items[k].lower not in SAYING:
        return -1
    k -= 1
    while k >= 0 and (items[k].tag == "RB" or items[k].lower in AUXILIARIES):
        k -= 1
    if k >= 0 and items[k].lower in (",", ")"):
        opening = next(
            (
                j
                for j in range(k - 1, max(-1, k - 16), -1)
                if items[j].lower in (",", "(") and skip_insertion(items, j) == k + 1
            ),
            -1,
        )
        k = opening - 1
    return k


def role_of_words(items: Sequence[Item], first: int, last: int) -> str:
    """Tell agent, patient, possessor or other from the words around a pronoun or definite noun."""
    lower = items[first].lower
    after = last + 1
    follower = items[after] if after < len(items) else None
    if follower is not None and follower.tag == "POS":
        return "possessor"
    if (
        lower in POSSESSIVES
        and follower is not None
        and (lower != "her" or follower.tag.startswith(("NN", "JJ")))
    ):
        return "possessor"
    k = after
    while k < len(items) and (items[k].tag == "RB" or items[k].lower in AUXILIARIES):
        k += 1
    verb = items[k] if k < len(items) else None
    passed = [word.lower for word in items[after:k]]
    if lower not in ("him", "them", "her") and verb is not None:
        if passed and passed[-1] in BE | {"got", "get"} and verb.tag == "VBN":
            return "patient"
        if verb.tag.startswith("VB") and not (passed and passed[-1] in BE and verb.tag != "VBG"):
            return "agent"
        if passed:
            return "other"
    before = items[first - 1] if first else None
    return "patient" if before is not None and before.tag.startswith("VB") else "other"
