"""Which words is a score made of? Tables in; the annotated text as HTML out.

Mentions stand in their actor's colour with the actor's name beside them, quotations are set off,
and the cues of one measure are underlined with their weight. Everything of the article is escaped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Any, Final, NamedTuple

import pandas as pd

from helpers.corpus import Article
from helpers.errors import DiscourseError
from helpers.schema import MEASURED_KINDS, MEASURES, iterate
from helpers.style import MUTED, actor_colours, signed

_FAVOURABLE: Final = "#0a506e"
_UNFAVOURABLE: Final = "#8a3a00"
_SPEECH: Final = "background:#f1f1f1;"
_INDIRECT: Final = "outline:1px dotted #767676;"
_BLOCK: Final = "margin:0 0 0.8em 0;line-height:1.7;max-width:46em;"
_LABEL: Final = f"color:{MUTED};font-size:85%;padding-right:0.6em;"
_TAG: Final = (
    "font-size:70%;vertical-align:super;padding-left:0.15em;line-height:1;"
    "display:inline-block;max-width:16em;"
)


class _Mark(NamedTuple):
    start: int
    end: int
    style: str
    title: str
    tag: str


@dataclass(frozen=True)
class Reading:
    """Hold the annotated text; a notebook shows it as the last expression of a cell."""

    html: str

    def _repr_html_(self) -> str:
        return self.html


def annotate(
    article: Article,
    *,
    actors: pd.DataFrame,
    mentions: pd.DataFrame | None = None,
    quotes: pd.DataFrame | None = None,
    evidence: pd.DataFrame | None = None,
    measure: str = "stance",
    paragraphs: Sequence[str] = (),
) -> Reading:
    """Show the text with what was found in it.

    Parameters
    ----------
    article
        The text.
    actors
        The catalogue, for labels and colours.
    mentions, quotes, evidence
        Tables of the schema; what is left out is not marked. Of the evidence only the rows of
        `measure` are shown, and none that spans whole sentences.
    measure
        One of `MEASURES`.
    paragraphs
        Labels of the paragraphs to show ("T", "1", "8.2"); all measured ones where empty.

    Returns
    -------
    Reading
        HTML without scripts; each mark says in its title what it is and why it counts.

    Raises
    ------
    DiscourseError
        If no paragraph has a given label, or the measure is not known.
    """
    if measure not in MEASURES:
        raise DiscourseError(f"no measure is called {measure!r}; there are {', '.join(MEASURES)}")
    measured = article.paragraphs[article.paragraphs["kind"].isin(MEASURED_KINDS)]
    unknown = [label for label in paragraphs if label not in set(measured["label"])]
    if unknown:
        raise DiscourseError(
            f"no paragraph is labelled {unknown[0]!r}; there are {', '.join(measured['label'])}"
        )
    shown = measured[measured["label"].isin(paragraphs)] if paragraphs else measured
    marks = [
        *_mention_marks(mentions, actors),
        *_quote_marks(quotes),
        *_evidence_marks(evidence, measure, actors),
    ]
    blocks = [_block(row, article.text, marks) for row in iterate(shown)]
    return Reading(f'<div lang="{escape(_language(article))}">{"".join(blocks)}</div>')


def _language(article: Article) -> str:
    return str(article.articles["language"].iloc[0]) or "en"


def _mention_marks(mentions: pd.DataFrame | None, actors: pd.DataFrame) -> list[_Mark]:
    if mentions is None:
        return []
    colours = actor_colours(actors)
    labels = dict(zip(actors["actor"], actors["label"], strict=True))
    marks = []
    for row in iterate(mentions):
        colour, label = colours.get(row.actor, MUTED), labels.get(row.actor, row.actor)
        line = "dotted" if row.role == "place" else "solid"
        style = f"border-bottom:3px {line} {colour};font-weight:600;"
        title = f"{label}: {row.form}, {row.role}, in the words of {row.voice}"
        tag = "" if row.surface.casefold() == label.casefold() else label
        marks.append(_Mark(row.start, row.end, style, title, tag))
    return marks


def _quote_marks(quotes: pd.DataFrame | None) -> list[_Mark]:
    if quotes is None:
        return []
    marks = []
    for row in iterate(quotes):
        speaker = row.source or row.speaker or "speaker not named"
        manner = f" ({row.reporting})" if row.reporting else ""
        if row.kind in ("speech", "indirect"):
            told = "indirect speech" if row.kind == "indirect" else "speech"
            title = f"{told}: {speaker}{manner}"
            style = _INDIRECT if row.kind == "indirect" else _SPEECH
        else:
            title = f"{row.kind} quotation marks"
            style = f"border:1px dashed {MUTED};"
        marks.append(_Mark(row.start, row.end, style, title, ""))
    return marks


def _evidence_marks(
    evidence: pd.DataFrame | None, measure: str, actors: pd.DataFrame
) -> list[_Mark]:
    if evidence is None or measure == "polarity":
        return []
    labels = dict(zip(actors["actor"], actors["label"], strict=True))
    cues: dict[tuple[int, int], list[Any]] = {}
    for row in iterate(evidence[evidence["measure"] == measure]):
        cues.setdefault((row.start, row.end), []).append(row)
    marks = []
    for (start, end), rows in cues.items():
        total = sum(row.weight for row in rows)
        colour = _FAVOURABLE if total > 0 else _UNFAVOURABLE
        shade = f"text-decoration:underline wavy {colour};text-underline-offset:3px;"
        owners = [
            labels.get(row.actor, row.actor) if measure == "stance" else row.label.replace("_", " ")
            for row in rows
        ]
        said = [f"{owner} {signed(r.weight)}" for owner, r in zip(owners, rows, strict=True)]
        title = "; ".join(
            f"{words} ({r.why})" + _working_on(r, measure, labels)
            for words, r in zip(said, rows, strict=True)
        )
        tag = ", ".join(owners if measure == "device" else said)
        # A device that is a whole sentence is named at its end and not underlined.
        marks.append(_Mark(start, end, "" if end - start > 60 else shade, title, tag))
    return marks


def _working_on(row: Any, measure: str, labels: Mapping[str, str]) -> str:
    """Say on whom a device works."""
    return f", on {labels.get(row.actor, row.actor)}" if measure == "device" and row.actor else ""


def _block(row: Any, text: str, marks: Sequence[_Mark]) -> str:
    here = [mark for mark in marks if mark.start < row.end and mark.end > row.start]
    edges = {row.start, row.end}
    for mark in here:
        edges |= {max(mark.start, row.start), min(mark.end, row.end)}
    cuts = sorted(edges)
    pieces = []
    for start, end in pairwise(cuts):
        inside = [mark for mark in here if mark.start <= start and end <= mark.end]
        words = escape(text[start:end]).replace("\n", "<br>")
        # The longest mark goes outermost, so that a mention inside a quotation stays inside it.
        for mark in sorted(inside, key=lambda mark: mark.end - mark.start):
            tag = f'<span style="{_TAG}">{escape(mark.tag)}</span>' if mark.tag else ""
            tag = tag if mark.end == end else ""
            words = f'<span style="{mark.style}" title="{escape(mark.title)}">{words}{tag}</span>'
        pieces.append(words)
    weight = "font-weight:700;" if row.kind in ("title", "heading") else ""
    indent = "margin-left:2em;" if row.kind == "list_item" else ""
    label = f'<span style="{_LABEL}">{escape(row.label)}</span>'
    return f'<p style="{_BLOCK}{weight}{indent}">{label}{"".join(pieces)}</p>'
