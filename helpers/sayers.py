"""Who does a verb of saying belong to? The words of a sentence in; the subject's span out.

Subjects are read from the word beside the verb to where the noun phrase ends, over titles,
appositions between commas and "of ..."; for "..., saying" and "... and said" from the head of the
clause. Each reader returns a span in code points, or None where no phrase stands there.
"""

from __future__ import annotations

from typing import Final

from helpers.outside import (
    ADVERBS,
    AUXILIARIES,
    DETERMINERS,
    JOINING,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    TIMES,
    Sentence,
)
from helpers.text import ABBREVIATIONS

_PLACES: Final = frozenset("here there ago now then".split())
_LINKS: Final = frozenset(("of", "for", "and", "&", "from", "in", "at", "with"))
_MAX_LEAD: Final = 40
Span = tuple[int, int]


def _is_inner(sentence: Sentence, i: int) -> bool:
    """Tell whether this word can stand inside a noun phrase: no verb, mark or conjunction."""
    item = sentence.items[i]
    if i in sentence.quotes:
        return False
    if sentence.capital[i] and not sentence.words[i]:
        return item.lower not in TIMES or item.mention >= 0
    word = sentence.words[i]
    return (
        (word[:1].isalnum() or word in ("'s", "'", ".", "&", "-"))
        and word not in AUXILIARIES
        and word not in SUBORDINATORS
        and word not in PREPOSITIONS
        and word not in PRONOUNS
        and word not in ("and", "or", "there", "not")
        and word not in TIMES
    )


def _span(sentence: Sentence, first: int, last: int) -> Span | None:
    while first < last and not sentence.items[first].lower[:1].isalnum():
        first += 1
    while first < last and sentence.items[last - 1].lower in (
        ",",
        "-",
        "'s",
        "'",
        "and",
        "&",
        "the",
    ):
        last -= 1
    if first >= last or not any(i.lower[:1].isalpha() for i in sentence.items[first:last]):
        return None
    return sentence.items[first].start, sentence.items[last - 1].end


def phrase_after(sentence: Sentence, at: int) -> Span | None:
    """Read the noun phrase that begins at this word."""
    items = sentence.items
    if at in sentence.quotes or at >= len(items):
        return None
    if items[at].lower in PRONOUNS - {"it", "you"} and items[at].mention < 0:
        return items[at].start, items[at].end
    i = at
    while i < len(items) and (
        _joins_on(sentence, i) if i > at and items[i].lower in _LINKS else _goes_on(sentence, at, i)
    ):
        i += 1
    return _span(sentence, at, i)


def _goes_on(sentence: Sentence, at: int, i: int) -> bool:
    """Tell whether a noun phrase that begins at `at` takes this word in."""
    word = sentence.words[i]
    if not _is_inner(sentence, i) or word.endswith("ly") or word in ADVERBS:
        return False
    if word in DETERMINERS and i > at and sentence.items[i - 1].lower not in _LINKS:
        return False
    return word != "." or _is_short(sentence, i - 1)


def _joins_on(sentence: Sentence, i: int) -> bool:
    """Tell "the head of the army" and "Ann and Bo" from a time, a place or a new clause."""
    ahead, n = i + 1, len(sentence.items)
    if ahead < n and sentence.words[ahead] in DETERMINERS:
        ahead += 1
    if ahead >= n or not _is_inner(sentence, ahead):
        return False
    return sentence.items[i].lower == "of" or sentence.capital[ahead]


def _is_short(sentence: Sentence, i: int) -> bool:
    """Tell an abbreviation or an initial, whose stop ends nothing."""
    word = sentence.items[i].lower if i >= 0 else ""
    return word in ABBREVIATIONS or len(word) == 1


def subject_before(sentence: Sentence, verb: int, earlier: Span | None) -> Span | None:
    """Read the subject of a verb from the words before it."""
    items = sentence.items
    end = verb
    while end and (
        sentence.words[end - 1] in AUXILIARIES
        or sentence.words[end - 1] in ADVERBS
        or (sentence.words[end - 1].endswith("ly") and not sentence.capital[end - 1])
    ):
        end -= 1
    if not end or end - 1 in sentence.quotes:
        return None
    last = items[end - 1]
    if last.lower in PRONOUNS and last.mention < 0:
        if last.lower == "who":
            return subject_before(sentence, end - 1 - (items[end - 2].lower == ","), earlier)
        return last.start, last.end
    if last.lower in ("and", "but", "or", "then") or (
        last.lower == "," and end > 1 and items[end - 2].lower in ("and", "but")
    ):
        return main_subject(sentence, end - 1, earlier)
    if last.lower in (",", "-", "–", "—", ")"):
        return behind_apposition(sentence, end - 1)
    return _phrase_back(sentence, end)


def _phrase_back(sentence: Sentence, end: int) -> Span | None:
    items = sentence.items
    i = end
    while i and end - i < _MAX_LEAD:
        word = items[i - 1].lower
        if i < end and sentence.words[i] in DETERMINERS and word not in JOINING:
            break
        if word in _LINKS and 1 < i < end:
            # "and" joins names and plurals: "Ann and Bo", "doctors and nurses".
            left = i - 2
            if not _is_inner(sentence, left) or sentence.words[left].endswith("ly"):
                break
            plural = sentence.capital[left] or sentence.words[left].endswith("s")
            if word in ("and", "&") and not plural:
                break
        elif not _is_inner(sentence, i - 1) or (word == "." and not _is_short(sentence, i - 2)):
            break
        i -= 1
    return _span(sentence, i, end)


def behind_apposition(sentence: Sentence, comma: int, *, at_least: int = 1) -> Span | None:
    """Read "Ann Lee, 22, of Zenda, said": the first piece between commas that is a phrase."""
    items = sentence.items
    begin = comma
    while begin and begin - 1 not in sentence.quotes and items[begin - 1].lower not in (";", ":"):
        begin -= 1
    pieces, first = [], begin
    for i in range(begin, comma + 1):
        if items[i].lower in (",", "-", "–", "—", "(", ")") or i == comma:
            if i > first:
                pieces.append((first, i))
            first = i + 1
    for number, (first, last) in enumerate(pieces):
        if len(pieces) - number < at_least:
            return None
        while first < last and sentence.words[first] in ("and", "but", "meanwhile", "still"):
            first += 1
        if first < last and sentence.words[first] in PRONOUNS and first + 1 == last:
            return items[first].start, items[first].end
        if first < last and _is_inner(sentence, first):
            who = phrase_after(sentence, first)
            # Only a whole piece can be a subject: "Ann Lee, who ..., said", not "Ann left, ...".
            if who is not None and who[1] >= items[last - 1].end:
                return who
    return None


def main_subject(sentence: Sentence, at: int, earlier: Span | None = None) -> Span | None:
    """Read the subject of the clause that "..., saying" or "... and said" goes on from."""
    if earlier is not None:
        return earlier
    items = sentence.items
    while at and items[at - 1].lower in (":", ","):
        at -= 1
    begin = at
    while begin and begin - 1 not in sentence.quotes and items[begin - 1].lower not in (";", ":"):
        begin -= 1
    first = begin
    best: Span | None = None
    for i in range(begin, at):
        if i > begin and items[i - 1].lower == ",":
            first = i
        if i != first:
            continue
        while first < at and sentence.words[first] in (
            "and",
            "but",
            "meanwhile",
            "still",
            "so",
            "then",
        ):
            first += 1
        if first >= at:
            break
        if sentence.words[first] in SUBORDINATORS or sentence.words[first] in PREPOSITIONS:
            continue
        piece_end = next((k for k in range(first, at) if items[k].lower == ","), at)
        if piece_end < at and any(
            items[k].lower in TIMES or items[k].lower in _PLACES for k in range(first, piece_end)
        ):
            continue
        if sentence.words[first].endswith("ing") or sentence.words[first] in (
            "asked",
            "pressed",
            "speaking",
        ):
            continue
        who = phrase_after(sentence, first)
        if who is not None and best is None:
            best = who
    return _trim_verb(sentence, best) if best else None


def _trim_verb(sentence: Sentence, who: Span) -> Span:
    """Cut off a verb that was read as part of its subject: "Ann Lee shook her head"."""
    inside = [
        i for i, item in enumerate(sentence.items) if who[0] <= item.start and item.end <= who[1]
    ]
    named = [i for i in inside if sentence.capital[i] and sentence.words[i] not in DETERMINERS]
    if named and named[0] == inside[0]:
        last = next(
            (i for i in inside if i not in named and sentence.words[i] not in (".", "'s")), None
        )
        if last is not None:
            return who[0], sentence.items[last - 1].end
    verbs = [i for i in inside[1:] if sentence.words[i].endswith("ed")]
    if verbs:
        return who[0], sentence.items[verbs[0] - 1].end
    return who
