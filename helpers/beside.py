"""Which cue stands beside a quotation? A sentence and its cues in; the speaker they give out.

A cue stands after the quotation ("..., she said"), before it, inside it, in "according to ...",
or is a mere colon. Each way also tells whether the quotation begins what is reported.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from helpers.outside import ADVERBS, CLAUSAL, OPENERS, Sentence
from helpers.reporting import Read, Report
from helpers.sayers import main_subject

_PAUSES: Final = frozenset((",", ";", ":", "-", "–", "—", "(", ")", "'", '"'))
_CONNECTIVES: Final = frozenset("and but or so yet then as because".split())
_FRAGMENTARY: Final = frozenset(
    "call calls called calling describe describes described describing label labeled labelled dub "
    "dubbed characterize characterized denounce denounced dismiss dismissed blast blasted slam "
    "slammed praise praised accuse accused criticize criticized hail hailed condemn condemned "
    "mock mocked express expressed".split()
)
_MAX_GAP: Final = 14
# A dash and up to six words that begin with a capital, to the end of the line or a comma.
_SIGNATURE: Final = re.compile(
    r"\s*(?:[―—–]|--?)\s*((?:[^\W\da-z_][\w.'\-]*)(?:[^\S\n]+(?:[^\W\da-z_]|(?:of|the|de|van|von|al)\b)"
    r"[\w.'\-]*){0,5}?)(?=[^\S\n]*(?:\.?[^\S\n]*(?:\n|$)|,|\())"
)


class Link(NamedTuple):
    """Hold who speaks a quotation.

    `start` and `end` span the speaker's words, -1 where there are none; `way` is after, before,
    inside, according, colon or float; `leads` tells that the quotation begins what is reported;
    `joins` that it goes on from the quotation before, under one cue.
    """

    start: int
    end: int
    cue: str
    stance: str
    way: str
    leads: bool
    joins: bool

    @classmethod
    def of(cls, report: Report, *, way: str = "before", leads: bool = False) -> Link:
        """Make the link that a cue gives."""
        return cls(report.start, report.end, report.cue, report.stance, way, leads, False)


def begins_sentence(sentence: Sentence, at: int) -> bool:
    """Tell whether a quotation begins its sentence."""
    return all(
        i not in sentence.quotes
        and (sentence.items[i].lower in _PAUSES or sentence.items[i].lower in _CONNECTIVES)
        for i in range(at)
    )


def link_beside(view: str, read: Read, at: int, order: int, links: dict[int, Link]) -> Link | None:
    """Find the speaker of the quotation at a position by the cues of its own sentence.

    Parameters
    ----------
    view
        The article in `plain_view`.
    read
        The sentence with its cues; those that are used are noted in it.
    at, order
        Position of the quotation's word, and its number among the sentence's quotations.
    links
        What was found for the quotations before.
    """
    sentence = read.sentence
    positions = sorted(sentence.quotes)
    left = positions[order - 1] if order else -1
    right = positions[order + 1] if order + 1 < len(positions) else len(sentence.items)
    return (
        _inside(read, left, at, links)
        or _signed(view, sentence, at)
        or _after(view, read, left, at, right)
        or _before(view, read, left, at)
        or _according(view, read, left, at, right)
        or _colon(view, sentence, left, at)
        or _list(read, left, at, links)
    )


def content_of(view: str, sentence: Sentence, at: int) -> str:
    """Give the words of a quotation without its marks."""
    item = sentence.items[at]
    return view[item.start : item.end].strip("\"' ")


def _marks_only(sentence: Sentence, first: int, last: int) -> bool:
    return all(sentence.items[i].lower in _PAUSES for i in range(first, last))


def _inside(read: Read, left: int, at: int, links: dict[int, Link]) -> Link | None:
    """Read "We stay", he said, "and win": the cue stands inside."""
    if left < 0:
        return None
    quote = read.sentence.quotes[left]
    for k, report in enumerate(read.reports):
        if report.first > left and report.last <= at and read.taken.get(k) == quote:
            later = any(r.first >= report.last and r.last <= at for r in read.reports)
            pause = read.sentence.items[at - 1].lower in _PAUSES
            if not later and (pause or (at == report.last and report.cue == "said")):
                return links[quote]._replace(way="inside", joins=True)
    return None


def _after(view: str, read: Read, left: int, at: int, right: int) -> Link | None:
    sentence = read.sentence
    content = content_of(view, sentence, at)
    pause = bool(re.search(r"[,?!\-–—…]$", content)) or (
        at + 1 < len(sentence.items) and sentence.items[at + 1].lower in (",", "-", "–", "—")
    )
    begins = begins_sentence(sentence, at)
    if not begins and at and sentence.items[at - 1].lower in _PAUSES:
        # "For example: 'We ...,' he said", but not "That, 'we ...,' he said".
        begins = left >= 0 or (content[:1].isupper() and len(content.split()) > 2)
    if not pause and not begins:
        return None
    for k, report in enumerate(read.reports):
        if report.first <= at or report.form != "finite" or report.start < 0:
            continue
        if report.first >= right:
            break
        lead = [
            i
            for i in range(at + 1, report.first)
            if sentence.items[i].lower not in _PAUSES and sentence.items[i].start < report.start
        ]
        if report.start < sentence.items[at].end or len(lead) > (1 if pause else 0):
            return None
        if any(item.lower == ";" for item in sentence.items[at + 1 : report.first]):
            return None
        if right < len(sentence.items) and sentence.items[right - 1].lower == ":":
            return None
        read.taken[k] = sentence.quotes[at]
        if begins:
            read.leading.add(k)
        return Link.of(report, way="after", leads=begins)
    return None


def _before(view: str, read: Read, left: int, at: int) -> Link | None:
    sentence = read.sentence
    content = content_of(view, sentence, at)
    for k in range(len(read.reports) - 1, -1, -1):
        report = read.reports[k]
        if report.form == "according" or report.last > at or report.first < left:
            continue
        if k in read.taken and read.taken[k] != sentence.quotes[at]:
            return None
        gap = [item.lower for item in sentence.items[report.last : at]]
        if report.inverted and report.start >= sentence.items[report.first].start:
            gap = [i.lower for i in sentence.items[report.last : at] if i.start >= report.end]
        if len(gap) > 25:
            return None
        if report.start < 0:
            return None
        read.taken[k] = sentence.quotes[at]
        leads = _opens(gap, content, report) and not _is_interposed(read, k, content)
        if leads:
            read.leading.add(k)
        return Link.of(report, way="before", leads=leads)
    return None


def _is_interposed(read: Read, k: int, content: str) -> bool:
    """Tell whether the cue stands inside what is reported: That, he said, "would help"."""
    report, items = read.reports[k], read.sentence.items
    if content[:1].isupper() or report.form == "participle":
        return False
    first = next((i for i in range(report.first) if items[i].start >= report.start), 0)
    return (
        first > 1
        and items[first - 1].lower == ","
        and any(item.lower not in ADVERBS | _CONNECTIVES for item in items[: first - 1])
    )


def _opens(gap: Sequence[str], content: str, report: Report) -> bool:
    """Tell whether a quotation begins what is reported, by the words between cue and mark."""
    words = [word for word in gap if word not in _PAUSES]
    if report.cue in _FRAGMENTARY:
        return bool(gap) and gap[-1] == ":"
    if not words:
        return True
    if words[0] in OPENERS or len(gap) > _MAX_GAP or any(w in CLAUSAL for w in words):
        return False
    return content[:1].isupper() and len(content.split()) > 2 and gap[-1] in (",", ":", "-")


def _according(view: str, read: Read, left: int, at: int, right: int) -> Link | None:
    sentence = read.sentence
    for k, report in enumerate(read.reports):
        if report.form == "according" and left < report.first < right:
            if report.first > at:
                leads = begins_sentence(sentence, at) and _marks_only(
                    sentence, at + 1, report.first
                )
            else:
                behind = [
                    i for i in range(report.last, at) if sentence.items[i].start >= report.end
                ]
                leads = _marks_only(sentence, at - len(behind), at)
                leads = leads and content_of(view, sentence, at)[:1].isupper()
            read.taken[k] = sentence.quotes[at]
            if leads:
                read.leading.add(k)
            return Link.of(report, way="according", leads=leads)
    return None


def _colon(view: str, sentence: Sentence, left: int, at: int) -> Link | None:
    """Read "Ann Lee: ..." and "The letter was clear: ...", which have no reporting verb."""
    items = sentence.items
    if at < 2 or items[at - 1].lower != ":" or left >= 0:
        return None
    content = content_of(view, sentence, at)
    if not content[:1].isupper() or len(content.split()) < 2:
        return None
    if (
        at <= 10
        and sentence.capital[0]
        and not any(item.lower in CLAUSAL or item.lower in OPENERS for item in items[: at - 1])
    ):
        who: tuple[int, int] | None = (items[0].start, items[at - 2].end)
    else:
        who = main_subject(sentence, at - 1)
    return Link(*(who or (-1, -1)), ":", "neutral", "colon", True, False)


def _signed(view: str, sentence: Sentence, at: int) -> Link | None:
    """Read "We stay." — Ann Lee: a whole quotation with its speaker behind a dash."""
    item = sentence.items[at]
    match = _SIGNATURE.match(view, item.end)
    if match is None or not re.search(r"[.!?…]$", content_of(view, sentence, at)):
        return None
    end = match.start(1) + len(match[1].rstrip("."))
    return Link(match.start(1), end, "—", "neutral", "after", True, False)


def _list(read: Read, left: int, at: int, links: dict[int, Link]) -> Link | None:
    """He spoke of "peace" and "bread": the second has the speaker of the first."""
    if left < 0 or read.sentence.quotes[left] not in links or at - left > 8:
        return None
    old = links[read.sentence.quotes[left]]
    if old.way == "after":
        return None
    return old._replace(leads=False, joins=False)
