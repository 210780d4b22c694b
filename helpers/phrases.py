"""Which mentions does a noun phrase hold? Masked, tagged words in; arguments out.

Phrases are read to the right of a verb or preposition, or back from a verb to its subject,
stepping over what modifies it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from helpers.syntax import Item

SUBORDINATORS: Final = frozenset(
    "that if because while when although though since until unless whether as after before "
    "where whereas once why how so than whereby but".split()
)
_PHRASE_TAGS: Final = (
    "DT",
    "JJ",
    "JJR",
    "JJS",
    "NN",
    "NNS",
    "NNP",
    "NNPS",
    "CD",
    "POS",
    "PRP$",
    "PDT",
)
_JOINERS: Final = ("and", "or", "nor", "&", ",", "-")
_RELATIVES: Final = ("which", "who", "whose", "whom")


# People who are not the one whose name stands before them: "Trump fans", "US allies".
_OTHERS: Final = frozenset(
    "ally allies fan fans supporter supporters critic critics rival rivals opponent opponents "
    "backer backers donor donors follower followers loyalist loyalists enemy enemies foe foes "
    "sympathiser sympathisers sympathizer sympathizers family wife voters base".split()
)


class Argument(NamedTuple):
    """Hold one mention that takes part in an event, and how: head, modifier, possessor, of."""

    mention: int
    via: str


def noun_phrase(items: Sequence[Item], at: int, stop: int) -> tuple[list[Argument], int]:
    """Read one noun phrase to the right, its conjuncts and its of-phrase included."""
    first, i, of = at, at, False
    arguments: list[Argument] = []
    while True:
        tag = items[i].tag if i < stop else ""
        inside = i < stop and (
            tag in _PHRASE_TAGS
            or (tag in ("VBN", "VBG") and i + 1 < stop and items[i + 1].tag.startswith("NN"))
        )
        if inside:
            i += 1
            continue
        arguments += _conjunct(items, first, i, of=of)
        if i >= stop or i == first:
            return arguments, i
        if items[i].lower == "of":
            of = True
        elif not _joins(items, i, stop):
            return arguments, i
        i += 1
        first = i


def _joins(items: Sequence[Item], i: int, stop: int) -> bool:
    """Tell whether "and" or a comma goes on with the list of mentions."""
    if items[i].lower not in _JOINERS:
        return False
    if items[i].lower == "," and all(item.tag != "CC" for item in items[i + 1 : min(stop, i + 9)]):
        return False
    return _starts_phrase(items, i + 1, stop) and not _is_gap(items, i + 1, stop)


def _is_gap(items: Sequence[Item], at: int, stop: int) -> bool:
    """Tell a clause whose verb is left out ("and Iraq the money") from one more of a list."""
    while at < stop and items[at].tag in ("DT", "JJ", "PRP$", "CC"):
        at += 1
    after = items[at + 1] if at + 1 < stop else None
    return after is not None and (after.tag in ("DT", "PRP$") or after.mention >= 0)


def _starts_phrase(items: Sequence[Item], at: int, stop: int) -> bool:
    while at < stop and items[at].tag in ("DT", "JJ", "PRP$", "CC"):
        at += 1
    return at < stop and items[at].mention >= 0


def _conjunct(items: Sequence[Item], first: int, last: int, *, of: bool) -> list[Argument]:
    found = []
    for i in range(first, last):
        if items[i].mention < 0:
            continue
        if i + 1 < last and items[i + 1].tag == "POS":
            via = "possessor"
        elif of:
            via = "of"
        else:
            via = "head" if i == last - 1 else "modifier"
            via = "possessor" if via == "modifier" and items[last - 1].lower in _OTHERS else via
        found.append(Argument(items[i].mention, via))
    return found


def chunk_before(items: Sequence[Item], end: int) -> tuple[list[Argument], int]:
    """Read the noun phrase that ends right here; its mentions and where it starts."""
    i = end - 1
    while i >= 0 and _belongs_left(items, i, end):
        i -= 1
    return noun_phrase(items, i + 1, end)[0], i + 1


def phrase_before(items: Sequence[Item], end: int) -> list[Argument]:
    """Find the noun phrase that ends at `end`, stepping back over what modifies it."""
    i = end - 1
    while i >= 0:
        if items[i].lower == ")":
            while i >= 0 and items[i].lower != "(":
                i -= 1
            i -= 1
            continue
        if items[i].lower == ",":
            back = next((k for k in range(i - 1, max(-1, i - 16), -1) if items[k].lower == ","), -1)
            finite = any(items[k].tag in ("VBD", "VBZ", "VBP") for k in range(back, i))
            relative = any(items[k].lower in _RELATIVES for k in range(back + 1, min(back + 3, i)))
            if back <= 0 or (finite and not relative):
                break
            inside, first = chunk_before(items, i)
            if first == back + 1 and inside and not chunk_before(items, back)[0]:
                return inside  # "his neighbour, Iran,"
            i = back - 1
            continue
        last = i + 1
        chunk, first = chunk_before(items, last)
        i = first - 1
        if first == last:
            break
        before = items[i] if i >= 0 else None
        if before is not None and before.lower == "of":
            outer = phrase_before(items, i)
            head = chunk_before(items, i)[1]
            governed = head > 0 and items[head - 1].tag in ("IN", "TO", "VBG", "VBN")
            governed = governed and items[head - 1].lower != "of"
            return outer if outer or governed else [a._replace(via="of") for a in chunk]
        preposition = before is not None and (
            (before.tag == "IN" and before.lower not in SUBORDINATORS) or before.lower == "to"
        )
        gerund = before is not None and before.tag in ("VBG", "VBN") and i > 0
        antecedent = _antecedent(items, i)
        if antecedent is not None:
            i = antecedent
        elif preposition:
            i -= 1
            if i > 0 and items[i].tag == "VBN" and items[i - 1].tag.startswith("NN"):
                i -= 1  # "villagers driven from their homes"
        elif gerund and items[i - 1].tag in ("IN", "NN", "NNS"):
            i -= 2 if items[i - 1].tag == "IN" else 1
        else:
            return chunk
        if i < 0 or items[i].lower in (",", ";", ":", '"') or items[i].tag.startswith(("VB", "CC")):
            break
    return []


def _antecedent(items: Sequence[Item], verb: int) -> int | None:
    """Step from a verb back over its relative clause: "the men who fled" to "men"."""
    k = verb
    while k >= 0 and items[k].tag.startswith(("VB", "MD", "RB")):
        k -= 1
    if k == verb or k < 1 or items[k].lower not in ("who", "which", "that"):
        return None
    k -= 1
    return k - 1 if items[k].lower == "," else k


def _belongs_left(items: Sequence[Item], i: int, end: int) -> bool:
    item = items[i]
    if item.tag in _PHRASE_TAGS or (item.tag == "VBN" and i and items[i - 1].tag == "DT"):
        return True
    if item.lower in _JOINERS and i + 1 < len(items):
        if _is_company(items, i):
            return True
        # A comma or "and" is inside the phrase only between two mentions of a list.
        near = [items[k].mention >= 0 for k in range(max(0, i - 2), i)]
        listed = item.lower != "," or any(items[k].tag == "CC" for k in range(i + 1, end))
        return listed and any(near) and _starts_phrase(items, i + 1, len(items))
    return False


def _is_company(items: Sequence[Item], i: int) -> bool:
    """Tell whether "and" adds a mention's own to it: "Iran and its allies" as a subject."""
    if items[i].lower != "and" or not i or items[i - 1].mention < 0:
        return False
    k = i - 2
    while k >= 0 and items[k].tag in ("DT", "JJ"):
        k -= 1
    # After a verb or preposition, "and its army" may well open the next clause instead.
    alone = k < 0 or not items[k].tag.startswith(("VB", "MD", "IN", "TO"))
    return alone and items[i + 1].tag == "PRP$"
