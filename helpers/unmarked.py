"""Which words are reported without quotation marks? Sentences with their cues in; spans out.

Indirect speech is what follows "said that", what stands before ", he said", and what "according
to" goes with. A block quotation is the block, or the list, below a line like "The letter reads:".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from helpers.outside import (
    ADVERBS,
    AUXILIARIES,
    CLAUSAL,
    DETERMINERS,
    OPENERS,
    PREPOSITIONS,
    PRONOUNS,
    TIMES,
    Sentence,
)
from helpers.reporting import Read, Report

# Verbs that may be followed by what is reported without "that".
_BARE: Final = frozenset(
    "say think believe claim argue insist note add warn fear hope know feel suggest explain tell "
    "maintain contend acknowledge admit concede confirm predict assert announce declare report "
    "state allege reveal stress emphasize emphasise guess suspect figure reckon suppose imagine "
    "recall promise swear conclude find learn agree vow assume continue reply respond write "
    "estimate boast complain joke observe remark quip caution recount testify tweet".split()
)
# Verbs that may be followed by "to" and what is wanted or promised.
_TO: Final = frozenset(
    "promise vow pledge threaten offer demand propose swear ask urge order command instruct beg "
    "implore exhort entreat advise encourage press call on request decide claim".split()
)
_ADDRESSED: Final = frozenset(
    "tell warn inform notify assure remind advise ask caution alert promise convince show".split()
)
_OF: Final = frozenset("warn complain boast speak caution".split())
_SPOKEN: Final = frozenset(
    "said says say wrote writes write reads read states stated continued continues added adds "
    "replied replies tweeted tweets posted posts explained explains concluded concludes responded "
    "answered noted notes declared announced".split()
)
_NEGATIONS: Final = frozenset("not never n't didn't doesn't don't hasn't haven't cannot".split())
_ADDRESS: Final = 14
_WORDY: Final = 3


class Unmarked(NamedTuple):
    """Hold one stretch of reported words: its span, and the cue that reports it."""

    start: int
    end: int
    sentence: int
    report: Report


def find_indirect(read: Read, *, number: int) -> list[Unmarked]:
    """Find the indirect speech of one sentence.

    Parameters
    ----------
    read
        The sentence with its cues, from `link_quotes`.
    number
        The sentence's number, given back with each stretch.

    Returns
    -------
    list of Unmarked
        In order, none overlapping. What is reported within reported words is left to those.

    Notes
    -----
    Without "that", a pronoun, a name or a small word and a verb must follow the cue, so a clause
    that begins with a bare noun may be missed. Verbs that take a thing ("criticised the plan")
    report nothing that could be cut out.
    """
    sentence, found = read.sentence, list[Unmarked]()
    for k, report in enumerate(read.reports):
        if report.start < 0 or _is_denied(sentence, report):
            continue
        if k in read.leading:
            continue
        at = sentence.items[report.first].start
        if any(piece.start <= at < piece.end for piece in found):
            continue
        span = find_content(read, report)
        if span is None:
            continue
        first, last = _trim(sentence, *span)
        if last - first < _WORDY and not any(i in sentence.quotes for i in range(first, last)):
            continue
        start, end = sentence.items[first].start, sentence.items[last - 1].end
        if not any(piece.start < end and start < piece.end for piece in found):
            found.append(Unmarked(start, end, number, report))
    return sorted(found)


def _is_denied(sentence: Sentence, report: Report) -> bool:
    """Tell whether the cue is denied: "did not say that ..." reports nothing."""
    i = report.first
    while i and sentence.words[i - 1] in AUXILIARIES | ADVERBS | _NEGATIONS:
        i -= 1
        if sentence.words[i] in _NEGATIONS:
            return True
    return False


def find_content(read: Read, report: Report) -> tuple[int, int] | None:
    """Find what a cue reports without marks: half-open positions in the sentence's words."""
    sentence = read.sentence
    items, n = sentence.items, len(sentence.items)
    behind = report.last
    if report.inverted or report.form == "according":
        behind = next((i for i in range(report.last, n) if items[i].start >= report.end), n)
    if report.form == "according":
        if report.first <= 1:
            behind = max(behind, report.last)
            comma = next((i for i in range(behind, n) if items[i].lower == ","), None)
            return None if comma is None else (comma + 1, n)
        return _clause_before(sentence, report.first)
    after = _content_after(sentence, report, behind)
    if after is not None:
        return after, _end_of_content(read, report, after)
    following = sentence.words[behind] if behind < n else ""
    if following[:1].isalnum() and following not in PREPOSITIONS | TIMES | ADVERBS:
        return None
    subject = next((i for i in range(n) if items[i].start >= report.start), 0)
    first = min(subject, report.first)
    if first < 1 or items[first - 1].lower != ",":
        return None
    return _clause_before(sentence, first)


def _clause_before(sentence: Sentence, last: int) -> tuple[int, int] | None:
    """Give the words from the head of the sentence to a cue that stands behind them."""
    first = 0
    while first < last and sentence.items[first].lower in (*ADVERBS, "and", "but", "so", ","):
        first += 1
    clausal = any(sentence.words[i] in CLAUSAL for i in range(first, last))
    # "In a statement, he said" has nothing before it; a verb without an auxiliary is told by its
    # place in a long stretch of words.
    if sentence.words[first] in PREPOSITIONS and not clausal:
        return None
    if sentence.words[first] in ("when", "while", "as", "after", "before", "asked"):
        return None
    return (first, last) if clausal or last - first >= 6 else None


def _content_after(sentence: Sentence, report: Report, behind: int) -> int | None:
    words, n = sentence.words, len(sentence.items)
    lemma = report.lemma
    # Between cue and "that" may stand who is told, and when or where.
    aside = behind < n and (words[behind] in PREPOSITIONS | TIMES | ADVERBS or not words[behind])
    reach = _ADDRESS if aside or lemma in _ADDRESSED else 1
    for i in range(behind, min(n, behind + reach)):
        if words[i] in OPENERS - {"who", "which"}:
            return i
        if words[i] in CLAUSAL or words[i] in (";", ":") or i in sentence.quotes:
            break
    if behind >= n:
        return None
    following = words[behind]
    if following == "to" and lemma in _TO:
        return behind
    if following in ("of", "against", "about") and lemma in _OF:
        return behind
    if lemma in _TO:
        to = next((i for i in range(behind, min(n, behind + 7)) if words[i] == "to"), None)
        if to is not None and not any(words[i] in (",", *CLAUSAL) for i in range(behind, to)):
            return behind
    if lemma not in _BARE or report.inverted:
        return None
    at = behind
    if lemma == "tell":
        # The one that is told comes first.
        at = next(
            (i for i in range(behind, min(n, behind + 8)) if words[i] in PRONOUNS | DETERMINERS), n
        )
        at = at if at > behind else n
    elif following in PREPOSITIONS or following in TIMES or sentence.items[at].lower in TIMES:
        # "said in a letter he would", "said on Monday the army ..."
        at = next((i for i in range(behind + 1, min(n, behind + 8)) if words[i] in PRONOUNS), n)
    if at >= n or not (sentence.capital[at] or words[at][:1].isalnum() or at in sentence.quotes):
        return None
    begins = (
        words[at] in PRONOUNS | DETERMINERS | {"there", "it"}
        or sentence.capital[at]
        or at in sentence.quotes
        or lemma == "say"
    )
    verbal = any(
        words[i] in CLAUSAL or words[i].endswith(("ed", "s")) or i in sentence.quotes
        for i in range(at, min(n, at + 14))
    )
    return at if begins and verbal else None


def _end_of_content(read: Read, report: Report, first: int) -> int:
    """Give where reported words end: with the sentence, or where the same speaker goes on."""
    sentence = read.sentence
    for other in read.reports:
        same = (other.start, other.end) == (report.start, report.end)
        if other.first > first and same:
            end = other.first
            while end > first and (
                sentence.words[end - 1] in ADVERBS | AUXILIARIES
                or sentence.items[end - 1].lower in ("and", "but", "or", "then", ",")
            ):
                end -= 1
            return end
    return len(sentence.items)


def _trim(sentence: Sentence, first: int, last: int) -> tuple[int, int]:
    """Cut marks off both ends."""
    marks = (".", ",", ";", ":", "!", "-", "–", "—", "(", ")")
    while first < last and sentence.items[first].lower in (",", ";", ":", "-", "–", "—"):
        first += 1
    while first < last and sentence.items[last - 1].lower in marks:
        last -= 1
    return first, last


def find_block_quotes(
    view: str, *, reads: Sequence[Read], kinds: Sequence[str], spans: Sequence[tuple[int, int]]
) -> list[Unmarked]:
    """Find blocks that are quoted as a whole, without marks.

    Parameters
    ----------
    view
        The article in `plain_view`.
    reads
        Its sentences, from `link_quotes`.
    kinds, spans
        Kind and span of each block.

    Returns
    -------
    list of Unmarked
        The block, or all items of the list, below a line that ends with a cue and a colon.
    """
    last = {read.block: (number, read) for number, read in enumerate(reads)}
    quoted = {read.block for read in reads if read.sentence.quotes}
    found = []
    for block, (number, read) in last.items():
        items = read.sentence.items
        if items[-1].lower != ":" or read.sentence.quotes or block + 1 >= len(kinds):
            continue
        near = [
            report
            for report in read.reports
            if report.cue in _SPOKEN
            and report.start >= 0
            and len(items) - report.last <= 8
            and not any(word in CLAUSAL for word in read.sentence.words[report.last :])
        ]
        if not near or view[near[-1].start : near[-1].end].lower() in ("i", "we"):
            continue
        first = end = block + 1
        if kinds[first] == "list_item":
            while end < len(kinds) and kinds[end] == "list_item":
                end += 1
        elif kinds[first] == "body" and not re.search(r"[:]\s*$", view[slice(*spans[first])]):
            end += 1
        if end > first and not any(number in quoted for number in range(first, end)):
            found.append(Unmarked(spans[first][0], spans[end - 1][1], number, near[-1]))
    return found
