"""Whose words are these? Paragraphs in; quotations with kind, speaker and cue out.

Speech is told from scare quotes and quoted terms; its speaker is found by the reporting verb
before, after or inside it; speech without one is given to the last speaker. Only speech changes
the voice: scare quotes and terms stay in the words of whoever uses them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

import pandas as pd

from helpers.quotemarks import Span, find_spans
from helpers.schema import ALL_VOICES, AUTHOR, QUOTED, UNATTRIBUTED, iterate, make_table
from helpers.speakers import Speaker, find_speaker
from helpers.text import count_words, plain_view

_INTRODUCED: Final = re.compile(
    r"(?:known as|called|calls|termed|terms|dubbed|named|entitled|titled|nicknamed|aka|branded|"
    r"labell?ed|phrase|terms?|words?|slogan|notion of|concept of|idea of)\s*,?\s*$",
    re.IGNORECASE,
)
_SO_CALLED: Final = re.compile(r"(?:so-called|self-styled|supposed|alleged)\s*$", re.IGNORECASE)
_TERMINAL: Final = re.compile(r"[.!?…,][\"')\]]*$")
_PRONOUNS: Final = frozenset("he she they it i we who".split())
# Words that a title does not capitalise; told by list, since a name may be as short as they are.
_SMALL_WORDS: Final = frozenset("a an the and or of for in on at to by with from de la al".split())
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
    """Find quotations, tell speech from scare quotes and terms, and find who speaks.

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
        One row per quotation, columns of the table `quotes`. `paragraph` is where it begins; a
        quotation may run on over several. `speaker_actor` is empty; `name_speakers` fills it.

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
    blocks = {row.paragraph: row for row in iterate(paragraphs)}
    rows: list[dict[str, Any]] = []
    spans = find_spans(paragraphs)
    names = _name_spans(mentions)
    speaker: Speaker | None = None
    for number, span in enumerate(spans):
        home = blocks[span.paragraph]
        final = next(row for row in blocks.values() if row.start <= span.end - 1 < row.end)
        following = spans[number + 1].start if number + 1 < len(spans) else final.end
        found = find_speaker(
            text,
            span,
            before=max(home.start, spans[number - 1].end if number else 0),
            after=min(final.end, max(following, span.end)),
            names=names,
        )
        kind = _tell_kind(text, span, found, home.start)
        if kind != "speech":
            found = None
        elif found is not None:
            speaker = found
        elif rows and _goes_on(text, rows[-1], span):
            found = speaker._replace(cue="") if speaker else None
        rows.append(
            {
                "article": home.article,
                "paragraph": span.paragraph,
                "quote": number,
                "kind": kind,
                "speaker": text[found.start : found.end] if found else "",
                "speaker_start": found.start if found else None,
                "speaker_end": found.end if found else None,
                "speaker_actor": "",
                "cue": found.cue if found else "",
                "start": span.start,
                "end": span.end,
                "text": text[span.start : span.end],
                "closed": span.closed,
                "repaired": span.repaired,
            }
        )
    return make_table("quotes", rows)


def _name_spans(mentions: pd.DataFrame | None) -> list[tuple[int, int]]:
    if mentions is None:
        return []
    named = mentions[mentions["form"] != "pronoun"]
    return list(zip(named["start"], named["end"], strict=True))


def _tell_kind(text: str, span: Span, found: Speaker | None, home: int) -> str:
    content = text[span.start : span.end].strip("“”„«»\"‘’'‹›\n ")
    n_words = count_words(content)
    lead = plain_view(text[max(home, span.start - 60) : span.start])
    whole = content[:1].isupper() and bool(_TERMINAL.search(content)) and n_words > 1
    if _SO_CALLED.search(lead):
        return "scare"
    if _INTRODUCED.search(lead) and n_words <= 6 and not whole:
        return "term"
    if found is not None or span.repaired or n_words >= 7 or whole:
        return "speech"
    weighty = [word for word in content.split() if word.lower() not in _SMALL_WORDS]
    titled = bool(weighty) and all(word[:1].isupper() for word in weighty)
    if (titled and n_words > 1) or n_words > 3:
        return "term"
    return "scare"


def _goes_on(text: str, previous: dict[str, Any], span: Span) -> bool:
    """Tell whether speech without a cue goes on from the quotation before it."""
    between = text[previous["end"] : span.start]
    return between.count("\n\n") <= 1 and count_words(between) < 100


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
        actors. A pronoun is given to the speaker before. A place counts only with its officials:
        "decision makers in Syria".
    """
    actors: list[str] = []
    for quote in iterate(quotes):
        if quote.kind != "speech" or pd.isna(quote.speaker_start):
            actors.append("")
            continue
        inside = mentions[
            (mentions["start"] < quote.speaker_end) & (mentions["end"] > quote.speaker_start)
        ]
        named = inside[inside["role"] != "place"]
        if named.empty and _OFFICIALS.search(quote.speaker):
            named = inside
        found = list(dict.fromkeys(named["actor"]))
        if not found and quote.speaker.lower() in ("he", "she", "they", "it"):
            found = [actor for actor in actors[-1:] if actor]
        actors.append(found[0] if len(found) == 1 else "")
    return quotes.assign(speaker_actor=pd.Series(actors, index=quotes.index, dtype="str"))


def assign_voices(mentions: pd.DataFrame, *, quotes: pd.DataFrame) -> pd.DataFrame:
    """Give each mention the voice that it stands in: the author's or a speaker's."""
    voice = make_voices(quotes)
    voices = [voice(start) for start in mentions["start"]]
    return mentions.assign(voice=pd.Series(voices, index=mentions.index, dtype="str"))


def make_voices(quotes: pd.DataFrame) -> Callable[[int], str]:
    """Return a function from an offset to the voice that speaks there.

    A voice is the actor that speaks, else the speaker's words without their article, else
    `unattributed`; outside speech it is the author.
    """
    speech = [
        (row.start, row.end, row.speaker_actor or _voice_of(row.speaker))
        for row in iterate(quotes)
        if row.kind == "speech"
    ]

    def voice(offset: int) -> str:
        return next((name for start, end, name in speech if start <= offset < end), AUTHOR)

    return voice


def _voice_of(speaker: str) -> str:
    words = re.sub(r"^(?:the|a|an|some|other|our|these|those)\s+", "", speaker.strip(), flags=re.I)
    words = " ".join(words.lower().split())
    return words if words and words not in _PRONOUNS | _RESERVED else UNATTRIBUTED
