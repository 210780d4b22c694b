"""Is it told as a fact, and as one that is so? A verb and the words around it in; the answer out.

Levels, in the order in which they win: `hypothetical` (if it were so, would), `possible` (may, is
likely to, reportedly), `obligatory` (must), `future` (will, is about to), `intended` (what somebody
wants, plans, asks for), `asked` (a question that yes or no would answer), and else `asserted`.
After Palmer (2001): the last tells facts, the others do not.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from helpers.syntax import NEGATORS, Item
from helpers.verbs import FAILING, IMPLYING, RAISING, STOPPING

_BY_MODAL: Final = {
    **dict.fromkeys("would wouldn't 'd".split(), "hypothetical"),
    **dict.fromkeys("may might can could cannot can't couldn't mightn't".split(), "possible"),
    **dict.fromkeys("must should ought shouldn't mustn't oughtn't needn't".split(), "obligatory"),
    **dict.fromkeys("will shall won't shan't 'll".split(), "future"),
}
_DOUBTS: Final = frozenset(
    "perhaps maybe possibly probably reportedly allegedly apparently supposedly conceivably "
    "presumably purportedly".split()
)
_SUPPOSING: Final = frozenset("if unless whether lest".split())
_NOBODY: Final = frozenset("no nobody none neither nothing nor".split())
# Adjectives and nouns before "to": "is likely to", "has the power to".
_BEFORE_TO: Final = {
    **dict.fromkeys("likely unlikely able free possible capable".split(), "possible"),
    **dict.fromkeys("unable unwilling reluctant loath".split(), "refused"),
    **dict.fromkeys("about due bound certain sure poised".split(), "future"),
    **dict.fromkeys("obliged required".split(), "obligatory"),
}
_OBLIGING: Final = frozenset("have need ought".split())
_EXPECTING: Final = frozenset("expect schedule set".split())


def is_denied(items: Sequence[Item], group: tuple[int, int], *, opening: int) -> bool:
    """Tell whether a verb group is denied by its own words or by its subject.

    Parameters
    ----------
    items
        The masked, tagged sentence.
    group
        First position of the group and one past its last.
    opening
        Where the clause begins.
    """
    first, last = group
    words = [item.lower for item in items[max(0, first - 1) : last]]
    if any(w in NEGATORS or w.endswith("n't") or w == "cannot" for w in words):
        return True
    before = [item.lower for item in items[opening:first]]
    if before[-2:] in (["no", "longer"], ["no", "more"]):
        return True
    within = [item.lower for item in items[first:last]]
    if any(within[k : k + 2] == ["no", "longer"] for k in range(len(within))):
        return True
    denying = [k for k, word in enumerate(before) if word in _NOBODY]
    # "said nothing and left" leaves all the same.
    return any(not {"and", "but"} & set(before[k:]) for k in denying)


def judge_plain(items: Sequence[Item], group: tuple[int, int], *, opening: int, asked: bool) -> str:
    """Give the modality of a finite verb from its auxiliaries, its clause and its sentence.

    Parameters are those of `is_denied`; `asked` says that yes or no would answer the sentence.
    """
    first, last = group
    words = [item.lower for item in items[first:last]]
    clause = [item.lower for item in items[opening:first]]
    if any(word in _SUPPOSING for word in clause):
        return "hypothetical"
    if "until" in clause and items[last - 1].tag in ("VBZ", "VBP"):
        return "hypothetical"
    for word in words[:-1] + clause[-2:]:
        if word in _BY_MODAL:
            return _BY_MODAL[word]
    if any(word in _DOUBTS for word in clause + words):
        return "possible"
    return "asked" if asked else "asserted"


def judge_infinitive(
    items: Sequence[Item], to: int, *, governor: int | None, lemma: str, above: str, beside: bool
) -> tuple[str, bool]:
    """Give the modality of an infinitive, and whether the words above it deny it.

    Parameters
    ----------
    items
        The masked, tagged sentence.
    to
        Position of "to".
    governor
        Position of the verb that it hangs on; None where it hangs on none.
    lemma, above
        Base form and modality of that verb.
    beside
        Whether nothing but the governor's object stands between.
    """
    word = items[to - 1].lower if to else ""
    told = _BEFORE_TO.get(word)
    if told == "refused":
        return above, True
    if told:
        return (told if above == "asserted" else above), word in ("unlikely",)
    if governor is None or not beside:
        return "intended", False
    if lemma in FAILING:
        return above, True
    if lemma in _OBLIGING and items[to - 1].tag.startswith(("VB", "MD", "RB")):
        return "obligatory", False
    if lemma == "go" and items[governor].lower == "going":
        return "future", False
    if lemma in _EXPECTING or (lemma == "be" and governor == to - 1):
        return "future", False
    if lemma in IMPLYING:
        return above, False
    if lemma in RAISING:
        return "possible", False
    if lemma in ("allow", "permit", "enable"):
        return "possible", False
    return "intended", False


def is_stopped(lemma: str) -> bool:
    """Tell whether a verb says that what its participle tells does not go on."""
    return lemma in STOPPING
