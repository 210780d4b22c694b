"""What are the members of a row like? Places in a masked, tagged sentence in; answers out.

What rows with "and" (`helpers.enumeration`) and rows without it (`helpers.asyndeton`) share.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from helpers.syntax import Item
from helpers.uses import Use

JOINERS: Final = ("and", "or", "nor")
BREAKS: Final = frozenset('; : . ? ! " ( ) – —'.split())
FINITE: Final = ("VBD", "VBZ", "VBP", "MD")
NOUNS: Final = ("NN", "NNS")
INNER: Final = ("JJ", "JJR", "JJS", "NN", "NNS", "VBN", "VBG", "RB")
OPENERS: Final = ("IN", "TO", "WP", "WRB", "WDT")
# "Iran, Iraq and others", "tea, milk and so on": the last only says that there is more.
MORE: Final = frozenset("others other more etc so".split())
LONGEST: Final = 9  # words of a member, but for the last
LAST: Final = 16
_MONTHS: Final = frozenset(
    "january february march april june july august september october november december monday "
    "tuesday wednesday thursday friday saturday sunday".split()
)


def make_row(first: int, last: int, number: int, shape: str) -> Use:
    """Make the use of a row, with its reason."""
    words = {"prep": "phrases", "noun": "nouns", "adjective": "adjectives", "verb": "verbs"}
    label = "triplet" if number == 3 else "list"
    figure = {3: "three", 4: "four", 5: "five"}.get(number, str(number))
    return Use(first, last, label, f"{figure} {words.get(shape, 'clauses')} in a row")


def is_named(items: Sequence[Item], first: int, last: int) -> bool:
    """Tell whether a member holds a name or a figure."""
    return any(
        item.mention >= 0 or item.tag.startswith(("NNP", "CD")) for item in items[first:last]
    )


def are_alike(one: str, other: str) -> bool:
    """Tell whether two verbs have one form; past and participle are often written alike."""
    return one == other or {one, other} == {"VBD", "VBN"}


def noun_end(items: Sequence[Item], first: int, stop: int) -> int:
    """Give where a noun phrase that begins here ends, its of-phrase included; -1 for none."""
    k = first
    if k < stop and items[k].tag in ("DT", "PRP$"):
        k += 1
    opened = k
    while k < stop and items[k].tag in (*INNER, "POS") and items[k].lower not in MORE:
        k += 1
    if k == opened or not (items[k - 1].tag in NOUNS or items[k - 1].lower.endswith("ing")):
        return -1
    if k < stop and items[k].lower in ("of", "for", "from", "to"):
        further = noun_end(items, k + 1, stop)
        return further if further > 0 else k
    return k


def tells_dates(items: Sequence[Item], first: int, last: int) -> bool:
    """Tell whether a row is a chronicle, and no device: two dates in it, or more.

    A date is a year, a month or a day of the week; "May" needs "in" or a figure beside it.
    """
    dates = 0
    for k in range(first, min(last, len(items))):
        word = items[k].lower
        before = items[k - 1] if k else None
        year = (
            len(word) == 4 and word.isdigit() and word[:2] in ("15", "16", "17", "18", "19", "20")
        )
        may = word == "may" and before is not None and (before.lower == "in" or before.tag == "CD")
        dates += year or may or word in _MONTHS
    return dates > 1
