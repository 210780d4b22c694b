"""Which stretches of the text are marked, as what, and why? Tables in; marks, and their HTML out.

A mark is a stretch of the article with what was found there: a mention, a quotation, or a cue of
some measure. `write_words` lays marks over a stretch of text as nested spans; where two marks
cross, the one that ends later is cut in two, and both parts carry the same data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import pairwise
from typing import Any, Final, NamedTuple

import pandas as pd

from helpers.decoding import CONTROL, clean
from helpers.schema import AUTHOR, DEVICE_FAMILIES, iterate
from helpers.style import PALETTE, signed

QUOTE_WORDS: Final[Mapping[str, str]] = {
    "speech": "speech",
    "indirect": "indirect speech",
    "scare": "scare quotes",
    "term": "quoted term",
}
# Whoever speaks and is not named.
NOBODY: Final = "speaker not named"
# A cue longer than this is named at its end, and not underlined.
LONGEST_LINE: Final = 60
# From the outside to the inside, where marks cover the same words.
_ORDER: Final = ("quote", "cue", "mention")
_FAMILY: Final = {
    device: number
    for number, family in enumerate(DEVICE_FAMILIES.values(), start=1)
    for device in family
}
# What parts words as a blank does; a line feed parts lines.
_BLANK: Final = re.compile(r"[\t\v\f\x85]")


class Mark(NamedTuple):
    """Hold one mark.

    `kind` is mention, quote or cue; `classes` and `data` go to the span; `why` says in words what
    it is and why it counts; `tag` is printed beside the words, before a quotation and after
    anything else.
    """

    start: int
    end: int
    kind: str
    classes: str
    data: tuple[tuple[str, str], ...]
    why: str
    tag: str


def clean_words(text: str) -> str:
    r"""Put a text on one line, without characters that nobody sees.

    Marks of writing direction are among them: one in a name could turn round all that follows.

    Examples
    --------
    >>> clean_words("High\u202e Council\n of the Isles")
    'High Council of the Isles'
    """
    return " ".join(clean(text)[0].split())


def escape_words(text: str) -> str:
    """Escape a text for HTML, on one line, without characters that nobody sees.

    Examples
    --------
    >>> escape_words("the <b>High</b> Council")
    'the &lt;b&gt;High&lt;/b&gt; Council'
    """
    return escape(clean_words(text))


def number_actors(actors: pd.DataFrame) -> dict[str, int]:
    """Give each actor its number in the catalogue, from which its colour and line follow.

    Examples
    --------
    >>> number_actors(pd.DataFrame({"actor": ["north", "north", "south"]}))
    {'north': 0, 'south': 1}
    """
    return {str(actor): number for number, actor in enumerate(pd.unique(actors["actor"]))}


def ink_classes(number: int | None) -> str:
    """Name the classes of an actor: its hue, and beyond eight actors another line as well.

    Examples
    --------
    >>> ink_classes(0), ink_classes(9), ink_classes(None)
    ('ink-0', 'ink-1 round-1', 'ink-none')
    """
    if number is None:
        return "ink-none"
    turn = number // len(PALETTE)
    return f"ink-{number % len(PALETTE)}" + (f" round-{min(turn, 2)}" if turn else "")


def mark_mentions(mentions: pd.DataFrame, *, actors: pd.DataFrame) -> list[Mark]:
    """Mark the mentions, each in the colour of its actor and with its name beside it.

    Parameters
    ----------
    mentions, actors
        Tables of the schema.

    Returns
    -------
    list of Mark
        One per mention; where the words are the actor's name itself, no name is put beside them.
    """
    numbers, labels = number_actors(actors), label_actors(actors)
    marks = []
    for row in iterate(mentions):
        label = labels.get(row.actor, row.actor)
        speaker = "the author" if row.voice == AUTHOR else labels.get(row.voice, row.voice)
        place = " place" if row.role == "place" else ""
        marks.append(
            Mark(
                row.start,
                row.end,
                "mention",
                f"mention {ink_classes(numbers.get(row.actor))}{place}",
                (("actor", row.actor),),
                f"{label}: {row.form}, {row.role}, in the words of {speaker}",
                "" if row.surface.casefold() == label.casefold() else label,
            )
        )
    return marks


def label_actors(actors: pd.DataFrame) -> dict[str, str]:
    """Give each actor's name for figures and prose."""
    return dict(zip(actors["actor"].astype(str), actors["label"].astype(str), strict=True))


def mark_quotes(quotes: pd.DataFrame) -> list[Mark]:
    """Mark the quotations: speech and indirect speech with who speaks, scare quotes, terms.

    Parameters
    ----------
    quotes
        Table of the schema.

    Returns
    -------
    list of Mark
        One per quotation; `data-voice` names the speaker, and is empty for scare quotes and terms.
    """
    marks = []
    for row in iterate(quotes):
        kind, voice = QUOTE_WORDS[row.kind], ""
        why = f"{row.kind} quotation marks"
        if row.kind in ("speech", "indirect"):
            voice = row.source or row.speaker or NOBODY
            manner = f" ({row.reporting})" if row.reporting else ""
            why = f"{kind}: {voice}{manner}"
        tag = f"{kind}: {shorten(voice)}" if voice else kind
        data = (("voice", voice),)
        marks.append(Mark(row.start, row.end, "quote", f"quote quote-{row.kind}", data, why, tag))
    return marks


def shorten(name: str, *, longest: int = 32) -> str:
    """Cut a long name off at a space.

    Examples
    --------
    >>> shorten("the deputy spokesperson of the Federal Ministry of Ports")
    'the deputy spokesperson of the…'
    """
    if len(name) <= longest:
        return name
    return name[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def mark_evidence(
    evidence: pd.DataFrame, *, measures: Sequence[str], actors: pd.DataFrame
) -> list[Mark]:
    """Mark the cues of some measures; all rows on the same words make one mark.

    Parameters
    ----------
    evidence, actors
        Tables of the schema.
    measures
        Which measures; polarity rates whole sentences and gives no mark.

    Returns
    -------
    list of Mark
        One per measure and stretch of words; `data-rows` lists the column `evidence`.
    """
    labels = label_actors(actors)
    marks = []
    for measure in measures:
        if measure == "polarity":
            continue
        cues: dict[tuple[int, int], list[Any]] = {}
        for row in iterate(evidence[evidence["measure"] == measure]):
            cues.setdefault((row.start, row.end), []).append(row)
        marks += [
            _mark_cue(start, end, rows, measure=measure, labels=labels)
            for (start, end), rows in cues.items()
        ]
    return marks


def _mark_cue(
    start: int, end: int, rows: Sequence[Any], *, measure: str, labels: Mapping[str, str]
) -> Mark:
    owners = [
        labels.get(row.actor, row.actor) if measure == "stance" else row.label.replace("_", " ")
        for row in rows
    ]
    said = [f"{owner} {signed(row.weight)}" for owner, row in zip(owners, rows, strict=True)]
    why = "; ".join(
        f"{words} ({row.why})" + _working_on(row, measure, labels)
        for words, row in zip(said, rows, strict=True)
    )
    if measure == "device":
        kind = f"family-{_FAMILY.get(rows[0].label, 0)}"
    else:
        # The same words may be for one actor and against another.
        sums: dict[str, float] = {}
        for row in rows:
            sums[row.actor] = sums.get(row.actor, 0.0) + row.weight
        signs = {total > 0 for total in sums.values()}
        kind = "both" if len(signs) > 1 else "for" if True in signs else "against"
    whole = " whole" if end - start > LONGEST_LINE else ""
    return Mark(
        start,
        end,
        "cue",
        f"cue cue-{measure} {kind}{whole}",
        (("rows", " ".join(str(row.evidence) for row in rows)),),
        why,
        ", ".join(owners if measure == "device" else said),
    )


def _working_on(row: Any, measure: str, labels: Mapping[str, str]) -> str:
    """Say on whom a device works."""
    return f", on {labels.get(row.actor, row.actor)}" if measure == "device" and row.actor else ""


def within(marks: Sequence[Mark], *, start: int, end: int) -> list[Mark]:
    """Keep the marks that touch a stretch of text, in the order of the text, outermost first."""
    touching = [mark for mark in marks if mark.start < end and mark.end > start]
    return sorted(touching, key=lambda mark: (mark.start, -mark.end, _ORDER.index(mark.kind)))


def write_words(text: str, *, marks: Sequence[Mark], start: int, end: int) -> str:
    """Write a stretch of the text as HTML, its marks as nested spans.

    Parameters
    ----------
    text
        The article's text.
    marks
        Marks of any place; those that do not touch the stretch are left out.
    start, end
        The stretch, in code points.

    Returns
    -------
    str
        HTML in which all text is escaped and lines are broken where they are in the text.
    """
    pieces: list[str] = []
    opened: list[Mark] = []
    waiting = within(marks, start=start, end=end)
    for at, after in _stretches(waiting, start=start, end=end):
        # What ended here is closed, and with it what lies inside and goes on: that opens again.
        first = next((i for i, mark in enumerate(opened) if mark.end <= at), len(opened))
        reopened = [mark for mark in opened[first:] if mark.end > at]
        pieces += [_close(mark, at=at) for mark in reversed(opened[first:])]
        del opened[first:]
        begun = [mark for mark in waiting if max(mark.start, start) == at]
        longest = sorted([*reopened, *begun], key=lambda mark: (-mark.end, _ORDER.index(mark.kind)))
        for mark in longest:
            pieces.append(_open(mark, begins=mark in begun))
            opened.append(mark)
        pieces.append(_plain(text[at:after]))
    pieces += [_close(mark, at=end) for mark in reversed(opened)]
    return "".join(pieces)


def _stretches(marks: Sequence[Mark], *, start: int, end: int) -> Iterator[tuple[int, int]]:
    edges = {start, end}
    for mark in marks:
        edges |= {max(mark.start, start), min(mark.end, end)}
    cuts = sorted(edges)
    return pairwise(cuts)


def _plain(text: str) -> str:
    seen = CONTROL.sub("", _BLANK.sub(" ", text.replace("\r", "")))
    return escape(seen).replace("\n", "<br>")


def _open(mark: Mark, *, begins: bool) -> str:
    data = "".join(f' data-{name}="{escape_words(value)}"' for name, value in mark.data)
    tag = _tag(mark) if begins and mark.kind == "quote" else ""
    return f'<span class="{mark.classes}"{data} title="{escape_words(mark.why)}">{tag}'


def _close(mark: Mark, *, at: int) -> str:
    tag = _tag(mark) if mark.end <= at and mark.kind != "quote" else ""
    return f"{tag}</span>"


def _tag(mark: Mark) -> str:
    return f'<sup class="tag">{escape_words(mark.tag)}</sup>' if mark.tag else ""
