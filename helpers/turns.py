"""Which turns of phrase does no single word give away? A masked, tagged sentence in; uses out.

Antithesis ("not peace but a pause"), hypocrisy laid bare by what somebody says and does ("preaches
peace while selling guns", "the very same paper that ..."), and praise that is too warm to be meant
("with its usual modesty").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from helpers.morphology import base_form
from helpers.syntax import Item
from helpers.uses import Use

_BREAKS: Final = frozenset('; : . ? ! " ( )'.split())
# What stands in marks after these is somebody's word, or a word as a word.
_CITING: Final = frozenset(
    "call describe term dub label name brand title declare ask demand want judge say read write "
    "print express announce hear proclaim sign heading headline word words slogan motto phrase "
    "caption speak stamp mark marked known".split()
)
# A name ("Aurora"), or an answer ("Specialists.").
_WHOLE: Final = re.compile(r"^[\"'(]+[A-Z][\w'-]*[.!?]?[\"')]+$|^.*[.!?][\"')]+$")
_PREACHING: Final = frozenset(
    "preach lecture condemn denounce profess deplore decry moralise moralize pontificate champion "
    "sermonise sermonize extol bemoan lament".split()
)
_THEN_AND_NOW: Final = frozenset("now today once yesterday suddenly when".split())
_VIRTUES: Final = frozenset(
    "modesty tact generosity candour candor honesty delicacy humility subtlety kindness wisdom "
    "courtesy restraint charm efficiency grace foresight sensitivity".split()
)
_USUAL: Final = frozenset("usual customary characteristic habitual well-known legendary".split())
_PRAISE: Final = frozenset(
    "generous helpful modest kind considerate truthful gracious tactful humble thoughtful honest "
    "punctual far-sighted magnanimous".split()
)


def find_turns(items: Sequence[Item]) -> list[Use]:
    """Find antithesis, hypocrisy laid bare, and praise too warm to be meant.

    Parameters
    ----------
    items
        The masked, tagged sentence, from `mask_sentence`.

    Examples
    --------
    >>> from helpers.syntax import mask_sentence
    >>> def read(text):
    ...     items = mask_sentence(text, start=0, end=len(text), mentions=[])
    ...     return [(use.label, text[items[use.first].start : items[use.last - 1].end])
    ...             for use in find_turns(items)]
    >>> read("They want not peace but a pause.")
    [('contrast', 'not peace but')]
    >>> read("They preach restraint while arming both sides.")
    [('hypocrisy', 'preach restraint while arming')]
    """
    words = [item.lower for item in items]
    found: list[Use] = []
    for k, word in enumerate(words):
        use = None
        if word == "not":
            use = _antithesis(items, words, k)
        elif word == "same":
            use = _the_same(items, words, k)
        elif word == "while" and k + 1 < len(words) and words[k + 1].endswith("ing"):
            use = _preaching(items, words, k)
        elif word in _USUAL:
            use = _too_warm(words, k)
        elif word == "ever" and k > 1 and words[k - 1] == "as" and words[k - 2] in _PRAISE:
            use = Use(k - 2, k + 1, "irony", "praise as for a habit")
        if use is not None:
            found.append(use)
    return found


def is_cited(items: Sequence[Item], first: int, *, quoted: str) -> bool:
    """Tell a name, an answer or words of a statement from scare quotes.

    Parameters
    ----------
    items
        The masked, tagged sentence.
    first
        Where the quotation begins in it.
    quoted
        The quotation with its marks, in `plain_view`.
    """
    if _WHOLE.match(quoted):
        return True
    within = next((k for k in range(first, len(items)) if items[k].lower.isalpha()), first)
    verb = items[within].tag in ("VB", "VBP") and " " in quoted
    if items[within].tag in ("IN", "TO") or verb:
        return True  # "for repairs", "take note": words of a statement, and no name for a thing
    for k in range(first - 1, max(-1, first - 7), -1):
        if items[k].lower in _BREAKS | {","}:
            return False
        if items[k].lower in _CITING or base_form(items[k].lower) in _CITING:
            return True
    return False


def _antithesis(items: Sequence[Item], words: Sequence[str], k: int) -> Use | None:
    """Read "not X but Y"; "not only X but Y" adds, and a verb between opens a new clause."""
    if words[k + 1 : k + 2] in (["only"], ["just"], ["merely"], ["all"], ["simply"]):
        return None
    for at in range(k + 2, min(len(words), k + 9)):
        if words[at] in _BREAKS or items[at].tag in ("VBZ", "VBD", "VBP", "MD"):
            return None
        if words[at] == "but":
            after = items[at + 1] if at + 1 < len(items) else None
            plain = after is not None and not after.tag.startswith(("PRP", "EX", "MD"))
            whole = any(item.tag in ("VBZ", "VBD", "VBP", "MD") for item in items[at + 1 : at + 5])
            return (
                Use(k, at + 1, "contrast", "not the one but the other")
                if (plain and not whole and after is not None and after.tag != "PRP$")
                else None
            )
    return None


def _the_same(items: Sequence[Item], words: Sequence[str], k: int) -> Use | None:
    """Read "the very same paper that", or "the same paper that ... now"."""
    very = k > 1 and words[k - 1] == "very" and words[k - 2] == "the"
    if not very and not (k and words[k - 1] in ("the", "these", "those")):
        return None
    for at in range(k + 1, min(len(words), k + 4)):
        if words[at] in ("who", "that", "which") and at > k + 1 and items[at - 1].tag != "VB":
            now = _THEN_AND_NOW & set(words)
            people = words[at] == "who" or items[at - 1].mention >= 0
            if very or (now and people):
                return Use(
                    k - 2 if very else k - 1, at + 1, "hypocrisy", "the same who, then and now"
                )
            return None
    return None


def _preaching(items: Sequence[Item], words: Sequence[str], k: int) -> Use | None:
    """Read "condemns the siege while arming the besiegers"."""
    if words[k + 1] in ("being", "doing", "speaking", "talking", "having", "standing", "sitting"):
        return None
    for at in range(k - 1, max(-1, k - 12), -1):
        if words[at] in _BREAKS:
            return None
        if items[at].tag.startswith("VB") and base_form(words[at]) in _PREACHING:
            return Use(at, k + 2, "hypocrisy", "says one thing while doing another")
    return None


def _too_warm(words: Sequence[str], k: int) -> Use | None:
    """Read "with its usual modesty"."""
    owned = (
        k > 1 and words[k - 2] in ("with", "in") and words[k - 1] in ("its", "his", "her", "their")
    )
    if owned and k + 1 < len(words) and words[k + 1] in _VIRTUES:
        return Use(k - 2, k + 2, "irony", "praise as for a habit")
    return None
