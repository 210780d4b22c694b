"""Where are three things, or more, set in a row? A masked, tagged sentence in; uses out.

Three parts make a `triplet`, the speaker's favourite (Atkinson 1984, *Our masters' voices*), four
and more a `list` (Jefferson 1990, *List-construction as a task and resource*). Members must be
alike: nouns, adjectives, verbs of one form, phrases that open with one word, or short clauses. Rows
of names, places and figures are mere information, and no device.
"""

from __future__ import annotations

from collections.abc import Sequence

from helpers.asyndeton import find_bare_rows
from helpers.rows import (
    BREAKS,
    FINITE,
    INNER,
    JOINERS,
    LAST,
    LONGEST,
    NOUNS,
    OPENERS,
    are_alike,
    is_named,
    make_row,
    noun_end,
    tells_dates,
)
from helpers.syntax import Item
from helpers.uses import Use


def find_lists(items: Sequence[Item], *, view: str) -> list[Use]:
    """Find rows of three and more like members, with or without "and".

    Parameters
    ----------
    items
        The masked, tagged sentence, from `mask_sentence`.
    view
        Its words in their own letters, in `plain_view`: a capital tells a name.

    Notes
    -----
    Known failures: members of unlike form, rows of whole sentences, and members parted by
    semicolons.

    Examples
    --------
    >>> from helpers.syntax import mask_sentence
    >>> text = "They brought hunger, fear and death."
    >>> items = mask_sentence(text, start=0, end=len(text), mentions=[])
    >>> [(use.label, text[items[use.first].start : items[use.last - 1].end], use.why)
    ...  for use in find_lists(items, view=text)]
    [('triplet', 'hunger, fear and death', 'three nouns in a row')]
    """
    found: list[Use] = []
    if all(item.lower != "," for item in items):
        return found
    # A name that the catalogue lacks is hidden as one that it knows.
    items = [
        item._replace(tag="NNP") if number and view[item.start].isupper() else item
        for number, item in enumerate(items)
    ]
    for at, item in enumerate(items):
        if item.lower in JOINERS and at > 2:
            use = _read_row(items, at)
            if use is not None and not (found and use.first < found[-1].last):
                found.append(use)
    found += [use for use in find_bare_rows(items) if all(use.first >= f.last for f in found)]
    return sorted(found)


def _read_row(items: Sequence[Item], joiner: int) -> Use | None:
    """Read the row that ends behind this "and"."""
    end = joiner - 1 if items[joiner - 1].lower == "," else joiner
    for shape in ("prep", "noun", "adjective", "verb", "clause"):
        members: list[tuple[int, int]] = []
        k = end
        while True:
            comma = _comma_before(items, k)
            if comma < 0 or not _is_member(items, comma + 1, k, shape, members):
                break
            members.insert(0, (comma + 1, k))
            k = comma
        if not members:
            continue
        first = _first_member(items, k, shape, members)
        last = _last_member(items, joiner + 1, shape, members)
        if first < 0 or last < 0:
            continue
        number = len(members) + 2
        if shape == "noun" and _misleads(items, first, last, members):
            continue
        if shape == "verb" and _leaves_relative(items, first, last):
            continue
        if tells_dates(items, first, last):
            continue
        while shape == "clause" and (earlier := _same_opening(items, first)) >= 0:
            first, number = earlier, number + 1
        return make_row(first, last, number, shape)
    return None


def _same_opening(items: Sequence[Item], first: int) -> int:
    """Give where a further clause begins that stands before and opens alike; -1 for none.

    A noun that could be a verb ("we board a ship") hides the verb of a clause from the tagger.
    """
    if first < 2 or items[first - 1].lower != ",":
        return -1
    for k in range(first - 2, max(-1, first - LONGEST - 2), -1):
        if items[k].lower in BREAKS or items[k].lower == ",":
            return -1
        opens = not k or items[k - 1].lower in BREAKS | {","}
        if opens and items[k].lower == items[first].lower:
            return k
    return -1


def _leaves_relative(items: Sequence[Item], first: int, last: int) -> bool:
    """Tell whether a row of verbs begins inside a clause that a comma closes before its end.

    "The miners, who had asked for a meeting, were sent home and wrote": the main verb of the
    sentence is yet to come, so that the comma after "meeting" ends the clause, and two are left.
    """
    k = first - 1
    while k >= 0 and items[k].lower not in BREAKS | {","}:
        k -= 1
    if k < 0 or items[k].lower != "," or items[k + 1].tag not in ("WDT", "WP", "WP$"):
        return False
    start = k
    while start > 0 and items[start - 1].lower not in BREAKS:
        start -= 1
    told = any(item.tag in FINITE for item in items[start:k])
    return not told and not (last < len(items) and items[last].lower == ",")


def _comma_before(items: Sequence[Item], k: int) -> int:
    for at in range(k - 1, max(-1, k - LONGEST - 2), -1):
        if items[at].lower in BREAKS:
            return -1
        if items[at].lower == ",":
            return at
    return -1


def _is_member(
    items: Sequence[Item], first: int, last: int, shape: str, members: list[tuple[int, int]]
) -> bool:
    """Tell whether the words between two commas are a whole member of this shape."""
    inside = items[first:last]
    if not inside or len(inside) > LONGEST:
        return False
    tags = [item.tag for item in inside]
    model = items[members[0][0]] if members else None
    if shape == "prep":
        same = model is None or model.lower == inside[0].lower
        return tags[0] in OPENERS and len(inside) > 1 and same and not is_named(items, first, last)
    if shape == "noun":
        return noun_end(items, first, last) == last and not is_named(items, first, last)
    if shape == "adjective":
        return tags[-1] in ("JJ", "VBN") and all(tag == "RB" for tag in tags[:-1])
    finite = sum(tag in FINITE for tag in tags)
    if shape == "verb":
        opened = tags[0].startswith("VB") and (model is None or are_alike(model.tag, tags[0]))
        return opened and finite <= (tags[0] in FINITE)
    opened = tags[0] in ("DT", "PRP", "PRP$", "NN", "NNS") and tags[0] != "WP"
    return opened and finite == 1 and len(inside) >= 2


def _first_member(
    items: Sequence[Item], comma: int, shape: str, members: list[tuple[int, int]]
) -> int:
    """Give where the member before the first comma begins; -1 where there is none alike."""
    model = items[members[0][0]]
    low = max(-1, comma - LONGEST - 1)
    if shape == "noun":
        k = comma - 1
        if k < 0 or items[k].tag not in NOUNS or items[k].mention >= 0:
            return -1
        while k - 1 >= 0 and items[k - 1].tag in INNER and items[k - 1].tag != "RB":
            if items[k - 1].tag in ("VBN", "VBG") and not (
                k - 2 >= 0 and items[k - 2].tag in ("DT", "PRP$", "IN")
            ):
                break
            k -= 1
        while k - 2 >= 0 and items[k - 1].tag == "POS":  # "the mayor's guard" is one member
            k -= 2
        if k - 1 >= 0 and items[k - 1].tag in ("DT", "PRP$"):
            k -= 1
        return -1 if is_named(items, k, comma) else k
    if shape == "adjective":
        k = comma - 1
        if k < 0 or items[k].tag not in ("JJ", "VBN"):
            return -1
        while k and items[k - 1].tag == "RB" and items[k - 1].lower not in ("not",):
            k -= 1
        return k
    if shape == "clause":
        finite = [k for k in range(low + 1, comma) if k >= 0 and items[k].tag in FINITE]
        opened = next(
            (k + 1 for k in range(comma - 1, -1, -1) if items[k].lower in BREAKS | {","}), 0
        )
        if len(finite) != 1 or comma - opened > LONGEST or items[opened].tag in OPENERS:
            return -1
        return opened if items[opened].tag not in ("RB", "CC", "VBG", "VBN") else -1
    for k in range(comma - 1, low, -1):
        if items[k].lower in BREAKS or items[k].lower == ",":
            return -1
        if shape == "prep" and items[k].lower == model.lower:
            return -1 if is_named(items, k, comma) else k
        if shape == "verb" and are_alike(items[k].tag, model.tag):
            return k
    return -1


def _last_member(items: Sequence[Item], at: int, shape: str, members: list[tuple[int, int]]) -> int:
    """Give one past the member behind "and"; -1 where it is not alike."""
    model = items[members[0][0]]
    if at >= len(items):
        return -1
    if shape == "noun":
        end = noun_end(items, at, len(items))
        return -1 if end < 0 or is_named(items, at, min(end + 1, len(items))) else end
    if shape == "adjective":
        k = at
        while k < len(items) and items[k].tag == "RB":
            k += 1
        return k + 1 if k < len(items) and items[k].tag in ("JJ", "VBN") else -1
    stop = at
    ends = (BREAKS | {","}) - {'"'}
    while stop < len(items) and stop < at + LAST:
        if items[stop].lower in ends and not _inside_figure(items, stop):
            break
        stop += 1
    while stop > at and items[stop - 1].lower == '"':
        stop -= 1
    if shape == "prep":
        return stop if items[at].lower == model.lower else -1
    if shape == "verb":
        return stop if are_alike(items[at].tag, model.tag) else -1
    finite = sum(item.tag in FINITE for item in items[at:stop])
    opened = items[at].tag in ("DT", "PRP", "PRP$", "NN", "NNS")
    return stop if finite == 1 and opened else -1


def _inside_figure(items: Sequence[Item], k: int) -> bool:
    """Tell the comma of "31,000" from one that parts two members."""
    return 0 < k < len(items) - 1 and (
        items[k - 1].end == items[k].start
        and items[k].end == items[k + 1].start
        and items[k + 1].tag == "CD"
    )


def _misleads(items: Sequence[Item], first: int, last: int, members: list[tuple[int, int]]) -> bool:
    """Tell a row from what only looks like one.

    "In the north, men and women fled" opens with a place, and "the mayor, a baker and a poet" says
    twice more who the mayor is.
    """
    before = items[first - 1] if first else None
    opens = before is not None and before.tag in ("IN", "TO")
    opens = opens and (first < 2 or items[first - 2].lower in (*BREAKS, ",", "and", "but"))
    if opens and last < len(items) and items[last].tag in (*FINITE, "VBN", "RB", "VB"):
        return True
    middle = items[members[0][0]].lower
    if middle in ("a", "an") and items[first].lower not in ("a", "an"):
        return True
    # "the tenant, her son and the cat" is a row; "the tenant, who" is not read as one at all.
    return len(members) == 1 and before is not None and before.lower == ","
