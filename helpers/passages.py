"""What does an engine get to read? Paragraphs and mentions in; passages with their spans out.

Of a mention that takes in a part of the actor ("Ruritanian forces") only the name is the span,
so that a reader of the passage still sees the rest; other names of actors in it are hidden.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import pandas as pd

from helpers.schema import MEASURED_KINDS, group_rows, iterate
from helpers.text import plain_view
from helpers.windows import Passage


class Paragraph(NamedTuple):
    """Hold a measured paragraph as a passage.

    `mentions` holds the rows of the table `mentions` that the spans of the passage stand for,
    in the same order; `start` is where the passage begins in the article.
    """

    paragraph: int
    kind: str
    start: int
    passage: Passage
    mentions: tuple[Any, ...]


def stance_columns(mention: Any) -> dict[str, Any]:
    """Give what every row of evidence on the stance toward a mention has in common."""
    return {
        "article": mention.article,
        "paragraph": mention.paragraph,
        "measure": "stance",
        "label": "",
        "mention": mention.mention,
        "actor": mention.actor,
        "voice": mention.voice,
    }


def make_passages(
    paragraphs: pd.DataFrame, *, mentions: pd.DataFrame, actors: pd.DataFrame
) -> list[Paragraph]:
    """Turn the measured paragraphs of an article into passages.

    Parameters
    ----------
    paragraphs, mentions, actors
        Tables of the schema.

    Returns
    -------
    list of Paragraph
        One per measured paragraph, in order; spans are half-open code points of the paragraph.

    Examples
    --------
    >>> from helpers.corpus import make_article
    >>> from helpers.actors import find_mentions
    >>> from helpers.catalogue import load_actors
    >>> article, actors = make_article("Norwegian forces left."), load_actors()
    >>> mentions = find_mentions(article.sentences, actors=actors)
    >>> [row] = make_passages(article.paragraphs, mentions=mentions, actors=actors)
    >>> row.passage
    Passage(text='Norwegian forces left.', spans=((0, 9, 'norway'),), hidden=())
    """
    aliases: dict[str, list[str]] = {}
    for row in iterate(actors):
        aliases.setdefault(row.actor, []).append(plain_view(row.alias).casefold())
    for known in aliases.values():
        known.sort(key=len, reverse=True)
    names = [plain_view(row.alias) for row in iterate(actors) if row.form != "nominal"]
    named = group_rows(mentions, by="paragraph")
    made = []
    for row in iterate(paragraphs[paragraphs["kind"].isin(MEASURED_KINDS)]):
        inside = named.get(row.paragraph, [])
        spans = []
        for mention in inside:
            surface = plain_view(mention.surface).casefold()
            known = aliases.get(mention.actor, [])
            name = next((alias for alias in known if surface.startswith(alias)), surface)
            start = mention.start - row.start
            spans.append((start, start + len(name), mention.actor))
        hidden = tuple(_other_names(plain_view(row.text), names, spans))
        passage = Passage(row.text, tuple(spans), hidden)
        made.append(Paragraph(row.paragraph, row.kind, row.start, passage, tuple(inside)))
    return made


def _other_names(
    view: str, names: Sequence[str], spans: Sequence[tuple[int, int, str]]
) -> Iterator[tuple[int, int]]:
    """Find the names of actors that are no mention: a minister's behind his title, "anti-US"."""
    at = 0
    for start, end in _find_names(view, names):
        if start >= at and not any(a < end and start < b for a, b, _ in spans):
            at = end
            yield start, end


def _find_names(view: str, names: Sequence[str]) -> list[tuple[int, int]]:
    present = {name for name in names if name in view}
    found = [
        match.span()
        for name in present
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", view)
    ]
    return sorted(found, key=lambda span: (span[0], -span[1]))
