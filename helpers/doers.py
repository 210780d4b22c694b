"""Does "by" name who did it? A masked, tagged sentence and a place in it in; yes or no out.

"By the fleet" names a doer; "by nine per cent", "by Monday" and "by weighing it" do not.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from helpers.syntax import Item


def has_doer(items: Sequence[Item], at: int) -> bool:
    """Tell whether "by" names who does it, before the next clause.

    Parameters
    ----------
    items
        The masked, tagged sentence.
    at
        Where to begin: behind the passive or the noun.

    Examples
    --------
    >>> from helpers.syntax import mask_sentence
    >>> told = []
    >>> for text in ("It was built by nine clerks.", "It was cut by nine per cent."):
    ...     told.append(has_doer(mask_sentence(text, start=0, end=len(text), mentions=[]), 3))
    >>> told
    [True, False]
    """
    for k in range(at, min(len(items), at + 14)):
        word = items[k].lower
        if word in (";", ":", ".", "?", "!") or (
            word in ("who", "which", "that", "because", "although", "while", "when") and k > at
        ):
            return False
        if word == "by" and k + 1 < len(items):
            after = items[k + 1]
            if after.tag != "VBG" and after.lower not in _WHEN and not _measures(items, k + 1):
                return True
        if (
            word in ("with", "at")
            and k + 2 < len(items)
            and items[k + 1].lower == "the"
            and (items[k + 2].lower in ("help", "complicity", "connivance", "hands"))
        ):
            return True
    return False


def _measures(items: Sequence[Item], at: int) -> bool:
    """Tell "by nine per cent" and "by 1950" from "by nine clerks"."""
    if items[at].tag != "CD":
        return False
    after = items[at + 1] if at + 1 < len(items) else None
    return after is None or after.tag not in ("NN", "NNS", "JJ") or after.lower in _UNITS


_UNITS: Final = frozenset(
    "per percent days day hours weeks years months metres meters miles points kilometres o'clock "
    "euros dollars crowns pounds votes times tonnes degrees people".split()
)
_WHEN: Final = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday noon midnight dawn dusk night day "
    "now then far nightfall evening morning christmas easter next last mistake accident force law "
    "train bus boat sea air land road rail hand january february march april may june july august "
    "september october november december autumn winter spring summer".split()
)
