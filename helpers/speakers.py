"""Who speaks? Quotations and the sentences around them in; a speaker for each quotation out.

A cue stands after the quotation, before it, inside it, or in the words that lead to it; where
there is none, the quotation goes on from the one before. Each quotation also says whether it
begins what is reported ("He said, '...'") or stands in the middle of it ("He said it was '...'").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from helpers.clauses import ADVERBS, CLAUSAL, OPENERS, Sentence
from helpers.reporting import Read, Report, find_reports
from helpers.subjects import main_subject
from helpers.unmarked import find_content

_PAUSES: Final = frozenset((",", ";", ":", "-", "–", "—", "(", ")", "'", '"'))
_CONNECTIVES: Final = frozenset("and but or so yet then as because".split())
_FRAGMENTARY: Final = frozenset(
    "call calls called calling describe describes described describing label labeled labelled dub "
    "dubbed characterize characterized denounce denounced dismiss dismissed blast blasted slam "
    "slammed praise praised accuse accused criticize criticized hail hailed condemn condemned "
    "mock mocked express expressed".split()
)
_MAX_GAP: Final = 14
_MEMORY: Final = 110


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


def link_quotes(
    view: str, blocks: Sequence[Sequence[Sentence]]
) -> tuple[dict[int, Link], list[Read]]:
    """Find the speaker of every quotation.

    Parameters
    ----------
    view
        The article in `plain_view`.
    blocks
        The sentences of each block, from `cut_sentences`.

    Returns
    -------
    dict, list
        A `Link` for each number of a quotation that has a speaker; the sentences as read.
    """
    links: dict[int, Link] = {}
    reads: list[Read] = []
    state = _State()
    for number, block in enumerate(blocks):
        for place, sentence in enumerate(block):
            reports = find_reports(sentence) if _has_words(sentence) else []
            read = Read(number, sentence, reports, {}, set())
            reads.append(read)
            if not _take_bare(view, read, state, links):
                for order, at in enumerate(sorted(sentence.quotes)):
                    _link_quote(view, read, at, order, place, state, links)
                _move_on(view, read, state)
    return links, reads


class _State:
    """Hold what a quotation without a cue goes on from, while the sentences are read."""

    def __init__(self) -> None:
        self.focus: Link | None = None  # who spoke last
        self.block = -9  # where
        self.words = 0  # since then
        self.quote = -1  # the quotation before
        self.quote_block = -9
        self.beside = False  # no sentence stands between it and here
        self.colon = False  # the sentence before ends with a colon


def _take_bare(view: str, read: Read, state: _State, links: dict[int, Link]) -> bool:
    """Read a sentence that only says who spoke the quotation before it."""
    if read.sentence.quotes or not state.beside:
        return False
    old = links.get(state.quote)
    if old is not None and old.way != "float":
        return False
    link = None
    bare = _bare(read.sentence, read.reports)
    if bare is not None:  # "We stay." Ann Lee said. A stop for a comma.
        link = _make(bare, "after", True, bool(old and old.joins))
        read.taken[read.reports.index(bare)] = state.quote
        read.leading.add(read.reports.index(bare))
    elif state.quote_block == read.block - 1:
        link = _signature(read.sentence)
    if link is None:
        return False
    links[state.quote] = link
    state.focus, state.block, state.beside = link, read.block, True
    state.words = 0
    return True


def _signature(sentence: Sentence, at: int = 0) -> Link | None:
    """Read the name set below or behind a quotation: - Ann Lee."""
    items = sentence.items
    if not 2 <= len(items) - at <= 12 or items[at].lower not in ("-", "–", "—"):
        return None
    last = len(items) - (items[-1].lower == ".")
    named = [sentence.capital[i] or items[i].lower in (",", ".") for i in range(at + 1, last)]
    if not all(named) or not sentence.capital[at + 1]:
        return None
    last = next((i for i in range(at + 1, last) if items[i].lower == ","), last)
    return Link(items[at + 1].start, items[last - 1].end, "", "neutral", "after", True, False)


def _link_quote(
    view: str,
    read: Read,
    at: int,
    order: int,
    place: int,
    state: _State,
    links: dict[int, Link],
) -> None:
    sentence = read.sentence
    quote = sentence.quotes[at]
    if quote in links and links[quote].way in ("after", "before", "colon"):
        return
    link = _link(view, read, at, order, links)
    whole = _is_whole(view, sentence, at)
    if link is None and whole:
        link = _signature(sentence, at + 1)
    if link is None and state.colon and place == 0 and state.focus and _begins(sentence, at):
        link = state.focus._replace(way="colon", leads=True, joins=False)
    elif link is None and state.focus and whole and _is_near(read, state):
        joins = state.quote in links and links[state.quote].leads
        if joins and not (state.beside and state.quote_block == read.block):
            joins = links[state.quote].way != "before"
        link = state.focus._replace(cue="", way="float", leads=True, joins=joins)
    elif link is None and whole and len(sentence.items) == 1:
        link = Link(-1, -1, "", "neutral", "float", True, False)
    if link is not None and (quote not in links or link.way == "after"):
        links[quote] = link
        if link.start >= 0:
            state.focus, state.block, state.words = link, read.block, 0
    state.quote, state.quote_block, state.beside = quote, read.block, True


def _move_on(view: str, read: Read, state: _State) -> None:
    sentence = read.sentence
    ends = view[sentence.end - 1] == ":"
    state.words += len(sentence.items)
    named = [
        report
        for report in read.reports
        if report.start >= 0 and (ends or sentence.quotes or find_content(read, report))
    ]
    if not sentence.quotes:
        state.beside = False
    state.colon = ends and bool(read.reports or not sentence.quotes)
    if named and not (sentence.quotes and state.block == read.block):
        state.focus, state.block = _make(named[-1], "float", True, False), read.block
        state.quote, state.words = -1, 0
    elif state.colon:
        who = main_subject(sentence, len(sentence.items))
        if who is not None:
            state.focus = Link(*who, "", "neutral", "float", True, False)
            state.block, state.quote, state.words = read.block, -1, 0


def _is_near(read: Read, state: _State) -> bool:
    return read.block - state.block <= 1 and state.words < _MEMORY


def _is_whole(view: str, sentence: Sentence, at: int) -> bool:
    """Tell whether a quotation is a sentence, or more than one, by itself."""
    content = _content(view, sentence, at)
    after = sentence.items[at + 1 :]
    single = view[sentence.items[at].start] == "'" and view[sentence.items[at].start + 1] != "'"
    return (
        _begins(sentence, at)
        and len(content.split()) > (6 if single else 1)
        and (bool(re.search(r"[.?!…][\"')\]]*$", content)) or not after)
        and all(not item.lower[:1].isalnum() for item in after[:1])
    )


def _has_words(sentence: Sentence) -> bool:
    return len(sentence.items) > len(sentence.quotes)


def _make(report: Report, way: str, leads: bool, joins: bool) -> Link:
    return Link(report.start, report.end, report.cue, report.stance, way, leads, joins)


def _bare(sentence: Sentence, reports: Sequence[Report]) -> Report | None:
    """Give the cue of a sentence that says no more than who spoke."""
    if not reports or reports[0].start < 0 or len(sentence.items) > 16:
        return None
    report = reports[0]
    after = [item.lower for item in sentence.items[report.last : report.last + 2]]
    stops = not after or after[0] in (".", ",") or after[0] in ("in", "on", "during", "at", "of")
    return report if stops and report.start == sentence.start else None


def _begins(sentence: Sentence, at: int) -> bool:
    """Tell whether a quotation begins its sentence."""
    return all(
        i not in sentence.quotes
        and (sentence.items[i].lower in _PAUSES or sentence.items[i].lower in _CONNECTIVES)
        for i in range(at)
    )


def _link(view: str, read: Read, at: int, order: int, links: dict[int, Link]) -> Link | None:
    sentence = read.sentence
    positions = sorted(sentence.quotes)
    left = positions[order - 1] if order else -1
    right = positions[order + 1] if order + 1 < len(positions) else len(sentence.items)
    return (
        _inside(read, left, at, links)
        or _after(view, read, left, at, right)
        or _before(view, read, left, at)
        or _according(view, read, left, at, right)
        or _colon(view, sentence, left, at)
        or _list(read, left, at, links)
    )


def _content(view: str, sentence: Sentence, at: int) -> str:
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
    content = _content(view, sentence, at)
    pause = bool(re.search(r"[,?!\-–—…]$", content)) or (
        at + 1 < len(sentence.items) and sentence.items[at + 1].lower in (",", "-", "–", "—")
    )
    begins = _begins(sentence, at)
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
        return _make(report, "after", begins, False)
    return None


def _before(view: str, read: Read, left: int, at: int) -> Link | None:
    sentence = read.sentence
    content = _content(view, sentence, at)
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
        return _make(report, "before", leads, False)
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
                leads = _begins(sentence, at) and _marks_only(sentence, at + 1, report.first)
            else:
                behind = [
                    i for i in range(report.last, at) if sentence.items[i].start >= report.end
                ]
                leads = _marks_only(sentence, at - len(behind), at)
                leads = leads and _content(view, sentence, at)[:1].isupper()
            read.taken[k] = sentence.quotes[at]
            if leads:
                read.leading.add(k)
            return _make(report, "according", leads, False)
    return None


def _colon(view: str, sentence: Sentence, left: int, at: int) -> Link | None:
    """Read "Ann Lee: ..." and "The letter was clear: ...", which have no reporting verb."""
    items = sentence.items
    if at < 2 or items[at - 1].lower != ":" or left >= 0:
        return None
    content = _content(view, sentence, at)
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


def _list(read: Read, left: int, at: int, links: dict[int, Link]) -> Link | None:
    """He spoke of "peace" and "bread": the second has the speaker of the first."""
    if left < 0 or read.sentence.quotes[left] not in links or at - left > 8:
        return None
    old = links[read.sentence.quotes[left]]
    if old.way == "after":
        return None
    return old._replace(leads=False, joins=False)
