"""What does an engine get to read? Paragraphs and mentions in; passages with their spans out.

Of a mention that takes in a part of the actor ("Ruritanian forces") only the name is the span,
so that a reader of the passage still sees the rest; other names of actors in it are hidden.
Pronouns and definite nouns are spans only where they are as plain as a name (a confidence of 0.95
or more): an engine learnt from texts in which little but names is marked. Those spans stand in a
paragraph that names the actor anyway, so that no actor is rated where it is not named.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import pandas as pd

from helpers.matching import Matcher, make_matcher
from helpers.schema import MEASURED_KINDS, group_rows, iterate, sure
from helpers.text import plain_view
from helpers.windows import Passage


class Paragraph(NamedTuple):
    """Hold a measured paragraph as a passage.

    `mentions` holds the rows of the table `mentions` that the spans of the passage stand for,
    in the same order, without those that are not sure enough; `start` is where the passage begins
    in the article.
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
    matcher = make_matcher(actors, nominal=False)
    named = group_rows(sure(mentions), by="paragraph")
    made = []
    for row in iterate(paragraphs[paragraphs["kind"].isin(MEASURED_KINDS)]):
        inside = named.get(row.paragraph, [])
        spans = tuple(
            (mention.start - row.start, mention.name_end - row.start, mention.actor)
            for mention in inside
        )
        hidden = tuple(_other_names(plain_view(row.text), matcher, spans))
        passage = Passage(row.text, spans, hidden)
        made.append(Paragraph(row.paragraph, row.kind, row.start, passage, tuple(inside)))
    return made


def _other_names(
    view: str, matcher: Matcher, spans: Sequence[tuple[int, int, str]]
) -> Iterator[tuple[int, int]]:
    """Find the names of actors that are no mention: a minister's behind his title, "anti-US"."""
    for name in matcher.find_names(view):
        if not any(a < name.end and name.start < b for a, b, _ in spans):
            yield name.start, name.end
