"""What is said again for effect? Masked, tagged sentences in; uses out.

`anaphora` is one opening for several clauses or sentences in a row ("No water, no light, no
doctor"), `repetition` the same words elsewhere: doubled at once, at the end of successive
sentences, or three times in one (Lanham 1991, *A handlist of rhetorical terms*). Names, which must
recur, and set pairs ("again and again") do not count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from helpers.morphology import base_form
from helpers.syntax import AUXILIARIES, PLACEHOLDER, Item
from helpers.uses import Use

_BREAKS: Final = frozenset(", ; : – — -".split())
_ENDS: Final = frozenset(". ? ! \" ' ) ( … ; : , – —".split())
_PAIRS: Final = frozenset(
    "again over more less on round through by day year week time face hand side step bit one up "
    "half little year month night door man ever blow tit so very that had".split()
)
_OPENINGS: Final = frozenset(
    "no not never without too every all more how why who when where if because our their his her "
    "its my your for by with against from this that these those here there some many "
    "another enough nobody nothing whether what we they".split()
)
_NOMINAL: Final = ("DT", "NN", "NNS", "NNP", "JJ", "PRP$", "CD", "POS", "PRP", "NNPS")
_CONTENT: Final = ("NN", "VB", "JJ")
_LIGHT: Final = frozenset(
    "be have do say make take get go come give other such same own many much more most first last "
    "year day time people thing way part new old man woman side state government country need "
    "mr mrs per cent million billion percent cent same number".split()
)
MOST: Final = 35  # words of a sentence in which a third time is still heard


def find_repetition(items: Sequence[Item]) -> list[Use]:
    """Find what is repeated within a sentence.

    Parameters
    ----------
    items
        The masked, tagged sentence, from `mask_sentence`.

    Examples
    --------
    >>> from helpers.syntax import mask_sentence
    >>> text = "There was no water, no light, no doctor."
    >>> items = mask_sentence(text, start=0, end=len(text), mentions=[])
    >>> [(use.label, text[items[use.first].start : items[use.last - 1].end], use.why)
    ...  for use in find_repetition(items)]
    [('anaphora', 'no water, no light, no doctor', 'three parts open with “no”')]
    """
    openings = _same_openings(items)
    doubled = _doubled(items)
    found = openings + [use for use in doubled if not _inside(use, openings)]
    third = [use for use in _third_time(items) if not any(_meet(use, other) for other in found)]
    return sorted(found + third)


def find_between(before: Sequence[Item], items: Sequence[Item], *, run: int) -> list[Use]:
    """Find what a sentence takes up from the one before: its opening or its end.

    Parameters
    ----------
    before, items
        Two neighbouring sentences of one paragraph; uses stand in the second.
    run
        How many sentences before this one shared its first two words.

    Examples
    --------
    >>> from helpers.syntax import mask_sentence
    >>> texts = "They lied about the bridge.", "They lied about the road."
    >>> pair = [mask_sentence(text, start=0, end=len(text), mentions=[]) for text in texts]
    >>> [(use.label, use.why) for use in find_between(*pair, run=1)]
    [('anaphora', 'opens as the sentence before does')]
    """
    found = []
    same = shared_opening(before, items)
    if _is_opening(items, same) and (same >= 3 or (same == 2 and run >= 2)):
        found.append(Use(0, same, "anaphora", "opens as the sentence before does"))
    tail = _shared_end(before, items)
    if tail is not None:
        found.append(Use(*tail, "repetition", "ends as the sentence before does"))
    return found


def shared_opening(before: Sequence[Item], items: Sequence[Item]) -> int:
    """Count the words with which two sentences open alike, up to the first break."""
    same = 0
    for one, other in zip(before, items, strict=False):
        if one.lower != other.lower or one.lower in _ENDS:
            break
        same += 1
    return same


def _is_opening(items: Sequence[Item], same: int) -> bool:
    """Tell a shared opening from a shared subject ("The minister", a name)."""
    opening = items[:same]
    if not opening or not opening[0].lower.isalpha() or opening[0].mention >= 0:
        return False
    if opening[0].tag.startswith("NNP"):
        return False
    # "The minister said" goes on with one subject; "The minister said that the" does more.
    nominal = opening[0].tag in ("DT", "NN", "NNS", "JJ") and opening[0].lower not in _OPENINGS
    if nominal and same < 4:
        return False
    return any(item.tag not in _NOMINAL and item.mention < 0 for item in opening)


def _shared_end(before: Sequence[Item], items: Sequence[Item]) -> tuple[int, int] | None:
    ends = [
        max((k for k, i in enumerate(s) if i.lower not in _ENDS), default=-1)
        for s in (before, items)
    ]
    same = 0
    while (
        same <= min(ends)
        and before[ends[0] - same].lower == items[ends[1] - same].lower
        and items[ends[1] - same].lower not in _ENDS
    ):
        same += 1
    first, last = ends[1] - same + 1, ends[1] + 1
    telling = [
        item
        for item in items[first:last]
        if item.mention < 0 and item.tag.startswith(_CONTENT) and item.lower not in AUXILIARIES
    ]
    named = any(item.mention >= 0 or item.tag.startswith("NNP") for item in items[first:last])
    if same < 3 or not telling or named or same == len(items):
        return None
    return first, last


def _same_openings(items: Sequence[Item]) -> list[Use]:
    """Find three and more parts of a sentence that open with one word."""
    starts = [0] + [
        k + 1
        for k, item in enumerate(items)
        if item.lower in _BREAKS or (item.lower in ("and", "or", "nor", "but") and k)
    ]
    starts = [k for k in starts if k < len(items)]
    parts = [
        (k, stop)
        for k, stop in zip(starts, [*starts[1:], len(items)], strict=True)
        if items[k].lower not in (*_BREAKS, "and", "or", "nor", "but") and stop - k >= 2
    ]
    found: list[Use] = []
    n = 0
    while n < len(parts):
        word = _opening_word(items, parts[n])
        m = n
        while word and m + 1 < len(parts) and items[parts[m + 1][0]].lower == word:
            m += 1
        if m - n >= 2:
            first = _last_place(items, parts[n], word)
            last = parts[m][1]
            while items[last - 1].lower in _ENDS or items[last - 1].lower in ("and", "or"):
                last -= 1
            number = {3: "three", 4: "four", 5: "five"}.get(m - n + 1, str(m - n + 1))
            found.append(Use(first, last, "anaphora", f"{number} parts open with “{word}”"))
        n = max(m, n + 1)
    return found


def _opening_word(items: Sequence[Item], part: tuple[int, int]) -> str:
    """Give the word with which the part after this one should open: one of the list."""
    following = part[1]
    while following < len(items) and items[following].lower in (
        *_BREAKS,
        "and",
        "or",
        "nor",
        "but",
    ):
        following += 1
    if following >= len(items) or items[following].mention >= 0:
        return ""
    word = items[following].lower
    inside = any(items[k].lower == word for k in range(*part))
    return word if word in _OPENINGS and inside else ""


def _last_place(items: Sequence[Item], part: tuple[int, int], word: str) -> int:
    return max(k for k in range(*part) if items[k].lower == word)


def _doubled(items: Sequence[Item]) -> list[Use]:
    """Find a word said twice at once: "never, never", "lies and lies"."""
    found: list[Use] = []
    for k in range(len(items) - 2):
        if found and k < found[-1].last:
            continue
        word, between = items[k], items[k + 1]
        if not word.lower.isalpha() or len(word.lower) < 3 or word.mention >= 0:
            continue
        if word.lower == between.lower and word.lower not in _PAIRS:
            found.append(Use(k, k + 2, "repetition", "said twice at once"))
            continue
        last = k + 2
        if between.lower not in (",", "and", "–", "—", ";"):
            continue
        if items[last].lower == "and" and last + 1 < len(items):
            last += 1
        if items[last].lower == "more" and last + 1 < len(items):
            last += 1
        if (
            items[last].lower == word.lower
            and word.lower not in _PAIRS
            and (
                word.tag.startswith(_CONTENT) or word.lower in ("never", "nobody", "nothing", "why")
            )
            and word.lower not in AUXILIARIES
            and not word.tag.startswith("NNP")
        ):
            found.append(Use(k, last + 1, "repetition", "said twice at once"))
    return found


def _third_time(items: Sequence[Item]) -> list[Use]:
    """Find a word of content that comes three times in one sentence of middling length."""
    if len(items) > MOST:
        return []
    keys = [
        base_form(item.lower) if item.tag.startswith("VB") else item.lower.removesuffix("s")
        for item in items
    ]
    counts = Counter(
        key
        for number, (key, item) in enumerate(zip(keys, items, strict=True))
        if item.mention < 0
        and (number == 0 or (item.tag.startswith(_CONTENT) and item.tag[:3] != "NNP"))
        and len(key) > 2
        and key not in _LIGHT
        and key != PLACEHOLDER.lower()
        and item.lower not in AUXILIARIES
    )
    found = []
    for key, number in sorted(counts.items()):
        if number >= 3:
            places = [k for k, other in enumerate(keys) if other == key]
            found.append(
                Use(places[0], places[-1] + 1, "repetition", f"“{key}” {number} times over")
            )
    return found[:1]


def _inside(use: Use, others: Sequence[Use]) -> bool:
    return any(other.first <= use.first and use.last <= other.last for other in others)


def _meet(use: Use, other: Use) -> bool:
    return use.first < other.last and other.first < use.last
