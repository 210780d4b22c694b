"""Who speaks? A quotation and the words around it in; the speaker's words and the cue out.

The reporting verb is looked for after the quotation, then before it, then "according to"; its
subject is the noun phrase beside it. Verbs are listed in `lexicons/reporting.csv`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from helpers.cues import bundled_index, find_cues
from helpers.quotemarks import Span
from helpers.syntax import Item, mask_sentence
from helpers.text import count_words, plain_view, split_sentences

# Names are counted in words, never in letters, so that a long name is found like a short one.
_NAME: Final = r"(?:(?:[A-Z]\.){2,}|(?:[^\s,;:.!?\"]|\.(?=\s?[A-Z]))+)"
_ACCORDING: Final = re.compile(
    r"\b(?P<cue>[Aa]ccording to|[Ii]n the words of|[Aa]s)\s+"
    rf"(?P<who>{_NAME}(?:\s+{_NAME}){{0,11}}?)"
    r"(?=\s*(?:,|\.|;|:|$|\bput it\b))"
)
_INTRODUCING: Final = re.compile(
    r"(?:^|[.!?;,] )([A-Z][^\s.!?;:,\"]*(?:\s+[^\s.!?;:,\"]+){0,8}):\s*$"
)
_NOT_SPEAKING: Final = frozenset("and but which that as when while because if who where so".split())
_TIME: Final = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow week month "
    "year january february march april june july august september october november december "
    "earlier later".split()
)
_AUXILIARIES: Final = ("has", "have", "had", "also", "is", "was")
_LINKS: Final = ("and", "of", "for", "in", "at", "from")
_HEAD_TAGS: Final = ("NN", "NNS", "NNP", "NNPS")
_NOUN_TAGS: Final = (*_HEAD_TAGS, "CD", "JJ", "JJR", "JJS", "VBN", "POS")


class Speaker(NamedTuple):
    """Hold the words that name a speaker, half-open in code points, and the reporting cue."""

    start: int
    end: int
    cue: str


def find_speaker(
    text: str, span: Span, *, before: int, after: int, names: Sequence[tuple[int, int]] = ()
) -> Speaker | None:
    """Find the words that name who speaks a quotation.

    Parameters
    ----------
    text
        The article's text.
    span
        The quotation.
    before, after
        How far back and ahead to look: the ends of the quotations or blocks around it.
    names
        Spans of the actors' names in the text, in order; masked, so that no name sways the reading.

    Returns
    -------
    Speaker or None
        None where no reporting verb, "according to" or introducing colon stands beside it.
    """
    view = plain_view(text)
    content = view[span.start : span.end]
    tail = view[span.end : after]
    cut = re.search(r"[;!?\n\"]", tail)
    tail = tail[: cut.start()] if cut else tail
    tail = tail[: next((last for _, last in split_sentences(tail)), 0)]
    lead = view[before : span.start]
    sentences = split_sentences(lead)
    if sentences and not lead[sentences[-1][1] :].strip():
        lead_start = sentences[-1][0]
        if re.search(r"[.!?]$", lead.rstrip()):
            lead_start = len(lead)
    else:
        lead_start = len(lead)
    return (
        _speaker_after(view, span.end, tail, content, names)
        or _speaker_before(view, before + lead_start, span.start, content, names)
        or _according(view, before + lead_start, span.start, span.end, len(tail))
    )


def _read(view: str, start: int, end: int, names: Sequence[tuple[int, int]]) -> list[Item]:
    inside = [name for name in names if start <= name[0] and name[1] <= end]
    return mask_sentence(view, start=start, end=end, mentions=inside)


def _speaker_after(
    view: str, at: int, tail: str, content: str, names: Sequence[tuple[int, int]]
) -> Speaker | None:
    lead = len(tail) - len(tail.lstrip(" ,.-–—"))
    items = _read(view, at + lead, at + len(tail), names)
    cue = _first_cue(items)
    if cue is None or cue > 12:
        return None
    if cue == 0 or all(item.tag in ("RB", "MD") for item in items[:cue]):
        return _speaker(view, items, *_phrase_after(items, cue + 1), cue)
    ended = re.search(r"[.]['\")\]]*$", content) and not tail.lstrip().startswith(",")
    first = items[0].lower
    verbal = items[0].tag.startswith(("VB", "MD"))  # "..." was painted on a wall
    if ended or verbal or first in _NOT_SPEAKING or not _is_phrase(items[:cue]):
        return None
    # "..." The minister said: "..." introduces the next quotation, not this one.
    if view[items[cue].end : at + len(tail) + 1].lstrip().startswith(":"):
        return None
    return _speaker(view, items, 0, _phrase_end(items, cue), cue)


def _speaker_before(
    view: str, start: int, end: int, content: str, names: Sequence[tuple[int, int]]
) -> Speaker | None:
    items = _read(view, start, end, names)
    cues = _all_cues(items)
    if not cues:
        match = _INTRODUCING.search(view[start:end])
        if match and not re.search(r"\b(?:is|are|was|were|will|do|does)\b", match[1]):
            first = start + match.start(1)
            return Speaker(first, first + len(match[1]), ":")
        return None
    cue = cues[-1]
    between = len(items) - cue - 1
    whole = re.match(r"[\"']\s*[A-Z]", content) and count_words(content) > 3
    if between > (10 if whole else 25) or (between > 3 and count_words(content) <= 2):
        return None
    first, last = _phrase_back(items, cue)
    if first == last:
        return None
    return _speaker(view, items, first, last, cue)


def _according(view: str, before: int, start: int, end: int, room: int) -> Speaker | None:
    for first, last in ((before, start), (end, end + room)):
        for match in _ACCORDING.finditer(view, first, last):
            cue = match["cue"].lower()
            if cue != "as" or view[match.end() : last].lstrip().startswith("put it"):
                return Speaker(match.start("who"), match.end("who"), cue)
    return None


def _all_cues(items: Sequence[Item]) -> list[int]:
    words = [item.lower for item in items]
    hits = find_cues(words, index=bundled_index("reporting"))
    verbal = ("VB", "NN", "JJ", "IN")
    return [hit.first for hit in hits if items[hit.first].tag.startswith(verbal)]


def _first_cue(items: Sequence[Item]) -> int | None:
    return next(iter(_all_cues(items)), None)


def _is_phrase(items: Sequence[Item]) -> bool:
    return not any(item.tag.startswith("VB") and item.tag != "VBN" for item in items[:-1]) or any(
        item.lower == "," for item in items
    )


def _phrase_end(items: Sequence[Item], cue: int) -> int:
    """Cut adverbs and auxiliaries, and a clause between commas, off the end of a subject."""
    end = cue
    while end > 1 and items[end - 1].tag in ("RB", "MD", "VBD", "VBZ", "VBP"):
        end -= 1
    comma = next((i for i in range(end) if items[i].lower in (",", "(")), end)
    return comma or end


def _phrase_after(items: Sequence[Item], at: int) -> tuple[int, int]:
    i = at
    while i < len(items):
        item = items[i]
        joined = item.lower in _LINKS and i > at
        if item.lower in _TIME and i > at and items[i - 1].lower != "of":
            break
        if not (item.tag in (*_NOUN_TAGS, "DT", "PRP$", "PRP") or joined):
            break
        ahead = items[i + 1] if i + 1 < len(items) else None
        if joined and (
            ahead is None or ahead.lower in _TIME or ahead.tag not in (*_NOUN_TAGS, "DT")
        ):
            break
        i += 1
        if item.tag == "PRP":
            break
    while i > at and items[i - 1].lower in (*_LINKS, "the"):
        i -= 1
    return at, i


def _phrase_back(items: Sequence[Item], cue: int) -> tuple[int, int]:
    """Read the subject of a reporting verb backwards from it."""
    end = cue
    while end and (items[end - 1].tag in ("RB", "MD") or items[end - 1].lower in _AUXILIARIES):
        end -= 1
    if end and items[end - 1].lower == ",":
        # Step over "..., a spokesman for the ministry, said".
        back = next((i for i in range(end - 2, -1, -1) if items[i].lower == ","), None)
        if back is not None and back:
            end = back
    if end and items[end - 1].tag == "CC":
        # "X denied it and warned that ...": the subject of the verb before.
        earlier = [
            i for i in range(end - 1) if items[i].tag.startswith("VB") and items[i].tag != "VBG"
        ]
        return _phrase_back(items, earlier[0]) if earlier else (end, end)
    i = end
    while i and _continues_back(items, i, end):
        i -= 1
        if items[i].tag in ("PRP", "WP"):
            break
    while i < end and items[i].lower in (*_LINKS, "'"):
        i += 1
    return i, end


def _continues_back(items: Sequence[Item], i: int, end: int) -> bool:
    """Tell whether the word before `i` still belongs to the noun phrase that ends at `end`."""
    item, left = items[i - 1], items[i - 2] if i > 1 else None
    # A determiner opens a phrase; only "of" or "and" can join another one before it.
    opened = i < end and items[i].tag in ("DT", "PRP$")
    if item.tag in ("PRP", "WP"):
        return i == end
    if item.lower in (*_LINKS, "'"):
        # "chief of staff": the tagger takes such a head for an adjective.
        heads = (*_HEAD_TAGS, "JJ") if item.lower == "of" else _HEAD_TAGS
        return left is not None and left.tag in heads
    if item.lower in _TIME or opened:
        return False
    return item.tag in (*_NOUN_TAGS, "DT", "PRP$")


def _speaker(view: str, items: Sequence[Item], first: int, last: int, cue: int) -> Speaker | None:
    if first >= last or not any(item.lower[:1].isalpha() for item in items[first:last]):
        return None
    return Speaker(
        items[first].start, items[last - 1].end, view[items[cue].start : items[cue].end].lower()
    )
