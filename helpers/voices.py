"""Whose words are these? Paragraphs in; quotations with kind, speaker and cue out.

Speech is told from scare quotes and quoted terms; its speaker is found by the reporting verb
before, after or inside it; speech without one is given to the last speaker. Indirect speech ("He
said that ...") is found too. Only speech changes the voice. Scare quotes and terms stay in the
words of whoever uses them, and so does indirect speech: the author chose its words, and may have
chosen them against the speaker ("claimed that the regime ...").
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Any, Final

import pandas as pd

from helpers.beside import Link
from helpers.outside import Sentence, cut_sentences
from helpers.quotekinds import tell_kind
from helpers.quotemarks import Span, find_spans
from helpers.reporting import Read
from helpers.schema import (
    ALL_VOICES,
    AUTHOR,
    MEASURED_KINDS,
    QUOTED,
    UNATTRIBUTED,
    iterate,
    make_table,
)
from helpers.sources import Said, name_sources
from helpers.speakers import link_quotes
from helpers.text import plain_view
from helpers.unmarked import Unmarked, find_block_quotes, find_indirect

_OWN: Final = frozenset(("i", "we"))
_PRONOUNS: Final = frozenset("he she they it you who".split())
# A speaker called "all" must not be taken for all voices together.
_RESERVED: Final = frozenset((AUTHOR, ALL_VOICES, QUOTED))
_OFFICIALS: Final = re.compile(
    r"\b(?:decision[- ]makers|officials?|leaders?|leadership|authorities|ministers?|ministry|"
    r"government|commanders?|diplomats?|generals?|spokes\w+)\b",
    re.IGNORECASE,
)


def find_quotes(
    paragraphs: pd.DataFrame, *, text: str, mentions: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Find quotations and indirect speech, tell speech from scare quotes, find who speaks.

    Parameters
    ----------
    paragraphs
        Table of the schema.
    text
        The article's text, which the offsets refer to.
    mentions
        From `find_mentions`; the names are masked, so that none sways who is taken for the speaker.

    Returns
    -------
    pandas.DataFrame
        One row per quotation or stretch of indirect speech, columns of the table `quotes`.
        `paragraph` is where it begins; a quotation may run on over several. Speech may stand
        inside indirect speech ('He said it was "a very bad idea"'); otherwise no rows overlap.
        `speaker_actor` is empty; `name_speakers` fills it.

    Notes
    -----
    Speech has a reporting cue beside it, or is a whole sentence. Without a cue, up to three words
    count as scare quotes; longer fragments, capitalised names and words introduced as words
    ("known as") count as terms. Known failures: a reported scare quote of three words and more
    counts as speech, and a speaker named a sentence earlier is found only where speech goes on.

    Examples
    --------
    >>> from helpers.corpus import make_article
    >>> article = make_article("“We won’t go,” said the minister. Their “reform” has failed.")
    >>> quotes = find_quotes(article.paragraphs, text=article.text)
    >>> quotes[["kind", "speaker", "cue", "text"]].values.tolist()
    [['speech', 'the minister', 'said', '“We won’t go,”'], ['scare', '', '', '“reform”']]
    """
    view = plain_view(text)
    measured = [row for row in iterate(paragraphs) if row.kind in MEASURED_KINDS]
    spans = find_spans(paragraphs)
    names = _name_spans(mentions)
    blocks = [_cut_block(view, row, spans, names) for row in measured]
    links, reads = link_quotes(view, blocks)
    pieces = [piece for n, read in enumerate(reads) for piece in find_indirect(read, number=n)]
    whole = find_block_quotes(
        view,
        reads=reads,
        kinds=[row.kind for row in measured],
        spans=[(row.start, row.end) for row in measured],
    )
    rows = _speech_rows(view, measured, spans, names, links, pieces)
    rows += [_unmarked_row(measured, piece, kind="indirect") for piece in pieces]
    rows += [_unmarked_row(measured, piece, kind="speech") for piece in whole]
    rows.sort(key=lambda row: (row["start"], row["kind"] == "indirect", -row["end"]))
    return _finish(text, rows, reads)


def _name_spans(mentions: pd.DataFrame | None) -> list[tuple[int, int]]:
    if mentions is None:
        return []
    named = mentions[mentions["form"] != "pronoun"]
    spans: list[tuple[int, int]] = []
    for start, end in sorted(zip(named["start"], named["end"], strict=True)):
        if not spans or spans[-1][1] <= start:
            spans.append((start, end))
    return spans


def _within(spans: Sequence[Any], start: int, end: int) -> list[tuple[int, Any]]:
    """List the spans, in order, that overlap a stretch, each with its number."""
    number = max(0, bisect_right(spans, start, key=lambda span: span[0]) - 1)
    found = []
    while number < len(spans) and spans[number][0] < end:
        if spans[number][1] > start:
            found.append((number, spans[number]))
        number += 1
    return found


def _cut_block(
    view: str, row: Any, spans: Sequence[Span], names: Sequence[tuple[int, int]]
) -> list[Sentence]:
    quotes = [
        (max(span[0], row.start), min(span[1], row.end), number)
        for number, span in _within(spans, row.start, row.end)
    ]
    outside = [
        (start, end)
        for _, (start, end) in _within(names, row.start, row.end)
        if not any(first < end and start < last for first, last, _ in quotes)
    ]
    return cut_sentences(view, start=row.start, end=row.end, quotes=quotes, names=outside)


def _speech_rows(
    view: str,
    measured: Sequence[Any],
    spans: Sequence[Span],
    names: Sequence[tuple[int, int]],
    links: dict[int, Link],
    pieces: Sequence[Unmarked],
) -> list[dict[str, Any]]:
    """Make the rows of what stands between marks."""
    homes = {row.paragraph: row for row in measured}
    around = [(piece.start, piece.end) for piece in pieces]
    rows: list[dict[str, Any]] = []
    for number, span in enumerate(spans):
        home = homes[span.paragraph]
        link = links.get(number)
        inside = [(first, last) for _, (first, last) in _within(names, span.start, span.end)]
        cued = link is not None and link.way != "float"
        reported = [pieces[k] for k, _ in _within(around, span.start, span.end)]
        if link is None and reported:
            link = Link.of(reported[0].report)
            # '"We stay" for ever, he said': the reported words begin with the quotation.
            cued = reported[0].start == span.start
        kind = tell_kind(view, span, home=home.start, cued=cued, names=inside)
        if kind != "speech":
            link = None
        rows.append(
            {
                "article": home.article,
                "paragraph": span.paragraph,
                "kind": kind,
                "speaker_start": link.start if link and link.start >= 0 else None,
                "speaker_end": link.end if link and link.start >= 0 else None,
                "cue": link.cue if link else "",
                "reporting": link.stance if link and link.cue else "",
                "direct": bool(link and link.leads),
                "start": span.start,
                "end": span.end,
                "closed": span.closed,
                "repaired": span.repaired,
                "joins": bool(link and link.joins),
            }
        )
    return rows


def _unmarked_row(measured: Sequence[Any], piece: Unmarked, *, kind: str) -> dict[str, Any]:
    at = bisect_right(measured, piece.start, key=lambda row: int(row.start)) - 1
    report = piece.report
    return {
        "article": measured[at].article,
        "paragraph": measured[at].paragraph,
        "kind": kind,
        "speaker_start": report.start,
        "speaker_end": report.end,
        "cue": report.cue,
        "reporting": report.stance,
        "direct": kind == "speech",
        "start": piece.start,
        "end": piece.end,
        "closed": False,
        "repaired": kind == "speech",
        "joins": False,
    }


def _finish(text: str, rows: list[dict[str, Any]], reads: Sequence[Read]) -> pd.DataFrame:
    """Give the rows their numbers, words and sources."""
    starts = [read.sentence.start for read in reads]
    spoken = [row for row in rows if row["speaker_start"] is not None]
    spoken.sort(key=lambda row: row["start"])
    said = []
    for row in spoken:
        at = max(0, bisect_right(starts, row["speaker_start"]) - 1)
        said.append(Said(row["speaker_start"], row["speaker_end"], reads[at].block, at))
    for row, source in zip(spoken, name_sources(text, said, reads=reads), strict=True):
        row["source"] = source
    utterance, last = -1, -1
    for number, row in enumerate(rows):
        if row.pop("joins") and last >= 0:
            row["utterance"] = last
        else:
            utterance += 1
            row["utterance"] = utterance
        if row["kind"] == "speech":
            last = row["utterance"]
        named = row["speaker_start"] is not None
        row["quote"] = number
        row["speaker"] = text[row["speaker_start"] : row["speaker_end"]] if named else ""
        row["speaker_actor"] = ""
        row.setdefault("source", "")
        row["text"] = text[row["start"] : row["end"]]
    return make_table("quotes", rows)


def name_speakers(quotes: pd.DataFrame, *, mentions: pd.DataFrame) -> pd.DataFrame:
    """Say which actor speaks, where the speaker's words name exactly one.

    Parameters
    ----------
    quotes
        From `find_quotes`.
    mentions
        From `find_mentions`.

    Returns
    -------
    pandas.DataFrame
        The quotes with `speaker_actor` filled; empty for unnamed sources and for speakers of two
        actors. A pronoun or a surname is given to the actor that its source was before. A place
        counts only with its officials: "decision makers in Syria".
    """
    placed = sorted((row.start, row.end, row.actor, row.role) for row in iterate(mentions))
    actors: list[str] = []
    known: dict[str, str] = {}
    for quote in iterate(quotes):
        if not quote.speaker:
            actors.append("")
            continue
        inside = [hit for _, hit in _within(placed, quote.speaker_start, quote.speaker_end)]
        named = [hit for hit in inside if hit[3] != "place"]
        if not named and _OFFICIALS.search(quote.speaker):
            named = inside
        found = list(dict.fromkeys(str(hit[2]) for hit in named))
        if not found and quote.source.lower() in known:
            found = [known[quote.source.lower()]]
        actor = found[0] if len(found) == 1 else ""
        if actor and quote.speaker.lower() not in _PRONOUNS | _OWN:
            known[quote.source.lower()] = known[quote.speaker.lower()] = actor
        actors.append(actor)
    return quotes.assign(speaker_actor=pd.Series(actors, index=quotes.index, dtype="str"))


def assign_voices(mentions: pd.DataFrame, *, quotes: pd.DataFrame) -> pd.DataFrame:
    """Give each mention the voice that it stands in: the author's or a speaker's."""
    voice = make_voices(quotes)
    voices = [voice(start) for start in mentions["start"]]
    return mentions.assign(voice=pd.Series(voices, index=mentions.index, dtype="str"))


def make_voices(quotes: pd.DataFrame) -> Callable[[int], str]:
    """Return a function from an offset to the voice that speaks there.

    A voice is the actor that speaks, else the source's words without their article, else
    `unattributed`; outside speech it is the author, and so it is where the author quotes "I" or
    "we". Indirect speech stays the author's: its words are.
    """
    speech = sorted(
        (row.start, row.end, row.speaker_actor or name_voice(row.source or row.speaker))
        for row in iterate(quotes)
        if row.kind == "speech"
    )
    starts = [start for start, _, _ in speech]

    def voice(offset: int) -> str:
        at = bisect_right(starts, offset) - 1
        return speech[at][2] if at >= 0 and offset < speech[at][1] else AUTHOR

    return voice


def name_voice(source: str) -> str:
    """Name the voice of a source that is no actor.

    Examples
    --------
    >>> [name_voice(source) for source in ("The sources", "he", "we")]
    ['sources', 'unattributed', 'author']
    """
    words = re.sub(r"^(?:the|a|an|some|other|our|these|those)\s+", "", source.strip(), flags=re.I)
    words = " ".join(words.lower().split())
    if words in _OWN:
        return AUTHOR
    return words if words and words not in _PRONOUNS | _RESERVED else UNATTRIBUTED
