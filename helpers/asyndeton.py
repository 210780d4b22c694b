"""Which rows come without "and"? A masked, tagged sentence in; uses out.

An asyndeton (Lanham 1991): "They lied, cheated, stole", "of the old faces, of cousins, of a clinic
without a doctor", "mixed teams, open doors, a guard at the gate".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from helpers.rows import (
    BREAKS,
    FINITE,
    JOINERS,
    LAST,
    LONGEST,
    NOUNS,
    are_alike,
    is_named,
    make_row,
    noun_end,
    tells_dates,
)
from helpers.syntax import Item
from helpers.uses import Use


def find_bare_rows(items: Sequence[Item]) -> list[Use]:
    """Find rows of three and more like members that no "and" or "or" joins.

    Parameters
    ----------
    items
        The masked, tagged sentence, from `mask_sentence`; names the catalogue lacks are hidden.

    Notes
    -----
    Rows of phrases need one preposition at the head of each, or, for nouns, a colon or the start
    of the sentence before them: elsewhere commas mark off what is put in, and no row.

    Examples
    --------
    >>> from helpers.syntax import mask_sentence
    >>> text = "They spoke for the miners, for their wives, for the boys."
    >>> items = mask_sentence(text, start=0, end=len(text), mentions=[])
    >>> [(use.label, use.why) for use in find_bare_rows(items)]
    [('triplet', 'three phrases in a row')]
    """
    found = _words(items)
    found += [row for row in _phrases(items) if all(row.first >= f.last for f in found)]
    return sorted(found)


def _words(items: Sequence[Item]) -> list[Use]:
    """Find rows of single words without "and": "They lied, cheated, stole."."""
    found: list[Use] = []
    k = 0
    while k + 4 < len(items):
        tag = items[k].tag
        if (
            tag not in ("NN", "NNS", "JJ", "VBD", "VBN", "VB", "VBZ", "VBG")
            or items[k].mention >= 0
        ):
            k += 1
            continue
        last = k
        while (
            last + 2 < len(items)
            and items[last + 1].lower == ","
            and are_alike(items[last + 2].tag, tag)
            and items[last + 2].mention < 0
        ):
            last += 2
        number = (last - k) // 2 + 1
        ends = last + 1 < len(items) and items[last + 1].lower in ".;:!?–—"
        ends = ends or (tag == "JJ" and last + 1 < len(items) and items[last + 1].tag in NOUNS)
        if number >= 3 and ends:
            shape = "noun" if tag in NOUNS else "adjective" if tag == "JJ" else "verb"
            found.append(make_row(k, last + 1, number, shape))
        k = last + 1
    return found


def _phrases(items: Sequence[Item]) -> Iterator[Use]:
    """Find rows of phrases between two breaks."""
    start = 0
    for stop in range(len(items) + 1):
        if stop == len(items) or items[stop].lower in BREAKS:
            commas = [k for k in range(start, stop) if items[k].lower == ","]
            edges = [start - 1, *commas, stop]
            parts = [(a + 1, b) for a, b in pairwise(edges)]
            joined = any(b > a and items[a].lower in JOINERS for a, b in parts)
            if len(parts) >= 3 and not joined:
                yield from _read_parts(items, parts)
            start = stop + 1


def _read_parts(items: Sequence[Item], parts: Sequence[tuple[int, int]]) -> Iterator[Use]:
    """Read the parts between commas as phrases with one preposition, or as nouns."""
    (first, end), rest = parts[0], parts[1:]
    if any(b - a > (LAST if (a, b) == rest[-1] else LONGEST) or b <= a + 1 for a, b in rest):
        return
    last = rest[-1][1]
    opener = items[rest[0][0]]
    heads = opener.tag in ("IN", "TO") and all(items[a].lower == opener.lower for a, _ in rest)
    # What a last member carries along ("a guard at nine paces") may be a figure.
    tail = noun_end(items, rest[-1][0] + heads, last)
    members = [*parts[:-1], (rest[-1][0], max(tail, rest[-1][0] + 1))]
    if any(is_named(items, a, b) for a, b in members) or tells_dates(items, first, last):
        return
    if heads:
        own = [k for k in range(first + 1, end) if items[k].lower == opener.lower]
        if own and end - own[-1] <= LONGEST:
            yield make_row(own[-1], last, len(parts), "prep")
    elif _opens(items, first) and tail > 0:
        whole = all(noun_end(items, a, b) == b for a, b in parts[:-1])
        runs_on = tail == last or items[tail].tag in ("IN", "TO")
        verbs = any(item.tag in FINITE for item in items[rest[-1][0] : last])
        if whole and runs_on and not verbs:
            yield make_row(first, last, len(parts), "noun")


def _opens(items: Sequence[Item], first: int) -> bool:
    """Tell whether a row of nouns may begin here: at the start, or behind a colon or a dash."""
    return first == 0 or items[first - 1].lower in (":", "–", "—")
