"""Which words is a score made of? Tables in; the annotated text as HTML out.

Mentions stand in their actor's colour with the actor's name beside them, quotations are set off
with who speaks, and the cues of one or more measures are underlined. Everything of the article is
escaped; the looks are in `templates/reading/reading.css`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any, Final

import pandas as pd

from helpers.corpus import Article
from helpers.errors import DiscourseError
from helpers.marks import Mark, escape_words, mark_evidence, mark_mentions, mark_quotes, write_words
from helpers.schema import MEASURED_KINDS, MEASURES, iterate
from helpers.style import PALETTE

TEMPLATES: Final = Path(__file__).with_name("templates") / "reading"


@dataclass(frozen=True)
class Reading:
    """Hold annotated text; a notebook shows it as the last expression of a cell.

    Attributes
    ----------
    html : str
        The text with its marks, without scripts.
    style : str
        The rules that give it its looks; a page that holds several readings needs them once.
    """

    html: str
    style: str = ""

    def _repr_html_(self) -> str:
        return f"<style>\n{self.style}</style>\n{self.html}" if self.style else self.html


@lru_cache(maxsize=1)
def reading_style() -> str:
    """Give the style rules of annotated text, for a page that puts readings together.

    Each rule holds for what lies in an element of the class `reading`, and for nothing else on
    the page.
    """
    rules = (TEMPLATES / "reading.css").read_text(encoding="utf-8")
    inks = (
        f".reading .ink-{i}, .closely .ink-{i} {{ --ink: {c}; }}" for i, c in enumerate(PALETTE)
    )
    return "\n".join([rules.rstrip("\n"), *inks, ""])


def annotate(
    article: Article,
    *,
    actors: pd.DataFrame,
    mentions: pd.DataFrame | None = None,
    quotes: pd.DataFrame | None = None,
    evidence: pd.DataFrame | None = None,
    measure: str | Sequence[str] = "stance",
    paragraphs: Sequence[str] = (),
    anchor: str = "",
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
        One of `MEASURES`, or several.
    paragraphs
        Labels of the paragraphs to show ("T", "1", "8.2"); all measured ones where empty.
    anchor
        Put before the id of each paragraph, for a page that shows a text more than once.

    Returns
    -------
    Reading
        HTML without scripts; each mark says in its title what it is and why it counts. A
        paragraph has the id `p-LABEL`; a mention carries its actor in `data-actor`, a quotation
        its speaker in `data-voice`, a cue the numbers of its rows of evidence in `data-rows`.

    Raises
    ------
    DiscourseError
        If no paragraph has a given label, or a measure is not known.

    Examples
    --------
    >>> from helpers.analysis import analyse
    >>> from helpers.corpus import make_article
    >>> found = analyse(make_article("Norway clearly lost."), engine="lexical")
    >>> shown = annotate(
    ...     found.article, actors=found.actors, evidence=found.evidence, measure="device"
    ... )
    >>> "cue cue-device family-2" in shown.html
    True
    """
    marks = collect_marks(
        actors=actors, mentions=mentions, quotes=quotes, evidence=evidence, measure=measure
    )
    blocks = [
        write_block(row, text=article.text, marks=marks, anchor=anchor)
        for row in iterate(choose_blocks(article, paragraphs=paragraphs))
    ]
    return Reading(
        f'<div class="reading" lang="{escape(language_of(article))}">{"".join(blocks)}</div>',
        reading_style(),
    )


def collect_marks(
    *,
    actors: pd.DataFrame,
    mentions: pd.DataFrame | None = None,
    quotes: pd.DataFrame | None = None,
    evidence: pd.DataFrame | None = None,
    measure: str | Sequence[str] = "stance",
) -> list[Mark]:
    """Gather the marks of an article; the parameters are those of `annotate`.

    Raises
    ------
    DiscourseError
        If a measure is not known.
    """
    measures = (measure,) if isinstance(measure, str) else tuple(measure)
    for name in measures:
        if name not in MEASURES:
            raise DiscourseError(f"no measure is called {name!r}; there are {', '.join(MEASURES)}")
    return [
        *([] if mentions is None else mark_mentions(mentions, actors=actors)),
        *([] if quotes is None else mark_quotes(quotes)),
        *([] if evidence is None else mark_evidence(evidence, measures=measures, actors=actors)),
    ]


def choose_blocks(article: Article, *, paragraphs: Sequence[str] = ()) -> pd.DataFrame:
    """Give the measured paragraphs with these labels; all of them where no label is given.

    Raises
    ------
    DiscourseError
        If no measured paragraph has a label.
    """
    measured = article.paragraphs[article.paragraphs["kind"].isin(MEASURED_KINDS)]
    unknown = [label for label in paragraphs if label not in set(measured["label"])]
    if unknown:
        raise DiscourseError(
            f"no paragraph is labelled {unknown[0]!r}; there are {', '.join(measured['label'])}"
        )
    return measured[measured["label"].isin(paragraphs)] if paragraphs else measured


def write_block(row: Any, *, text: str, marks: Sequence[Mark], anchor: str = "") -> str:
    """Write a block of the text, a row of `paragraphs`, as a paragraph of HTML."""
    label = escape_words(row.label)
    words = write_words(text, marks=marks, start=row.start, end=row.end)
    if not label:
        return f'<p class="block block-{row.kind}" data-paragraph="{row.paragraph}">{words}</p>'
    return (
        f'<p class="block block-{row.kind}" id="{escape(anchor)}p-{label}" '
        f'data-paragraph="{row.paragraph}" data-label="{label}">'
        f'<span class="label">{label}</span> {words}</p>'
    )


def language_of(article: Article) -> str:
    """Name the language of an article, for the attribute `lang`."""
    return str(article.articles["language"].iloc[0]) or "en"
