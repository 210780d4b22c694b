"""How favourable is the text to each actor, and which words make it so? Tables in; evidence out.

The `lexical` engine: every word of a paragraph is a clue to each actor of it, by the relation in
which it stands to the actor's mentions (`helpers.lexical`). The evidence rows of an actor in a
paragraph add up to its stance there, and each can be looked up in one CSV.
"""

from __future__ import annotations

from bisect import bisect_right
from operator import itemgetter
from typing import Any, Final

import pandas as pd

from helpers.lexical import Credit, Weights, credit_passage, lean_on_rest
from helpers.passages import Paragraph, make_passages, stance_columns
from helpers.schema import BORROWED, iterate, make_table

# A clue that moves the stance less than this is put with the other small ones of its mention.
LEAST: Final = 0.02
SMALLER: Final = "all smaller clues together"


def find_stance(
    paragraphs: pd.DataFrame,
    *,
    mentions: pd.DataFrame,
    sentences: pd.DataFrame,
    actors: pd.DataFrame,
    weights: Weights | None = None,
    pooled: bool = True,
) -> pd.DataFrame:
    """Find the words that favour an actor or tell against it.

    Parameters
    ----------
    paragraphs, mentions, sentences, actors
        Tables of the schema; mentions with their voices.
    weights
        From `load_weights`; the bundled ones where left out.
    pooled
        Whether a stance leans on what the article does with the actor elsewhere.

    Returns
    -------
    pandas.DataFrame
        One row per clue and mention that it is credited to, columns of the table `evidence`;
        `measure` is stance. The weights of an actor in a paragraph add up to its stance there, in
        (-1, 1). The last row of a mention holds its many small clues together; where stances are
        pooled, the first mention of an actor in a paragraph has a row for what is borrowed, unless
        no other paragraph names it.

    Notes
    -----
    Names are masked before a word is looked up, so that only the words around an actor count. A
    mention that is a mere place is left out. Known failures: irony, insinuation, and attitudes
    that rest on what stands in another paragraph.

    Examples
    --------
    >>> from helpers.corpus import make_article
    >>> from helpers.actors import find_mentions
    >>> from helpers.catalogue import load_actors
    >>> article = make_article("Norway bombed the hospitals of Sweden and lied about it.")
    >>> actors = load_actors()
    >>> mentions = find_mentions(article.sentences, actors=actors)
    >>> found = find_stance(
    ...     article.paragraphs, mentions=mentions, sentences=article.sentences, actors=actors
    ... )
    >>> sums = found.groupby("actor")["weight"].sum()
    >>> bool(sums["norway"] < 0)
    True
    """
    starts = [(row.start, row.sentence) for row in iterate(sentences)]
    judged = mentions[mentions["role"] != "place"]
    rows: list[dict[str, Any]] = []
    values: dict[tuple[int, str], float] = {}
    passages = make_passages(paragraphs, mentions=judged, actors=actors)
    for number, row in enumerate(passages):
        values |= {(number, span[2]): 0.0 for span in row.passage.spans}
        small: dict[int, float] = {}
        for credit in credit_passage(row.passage, weights=weights, least=LEAST):
            values[number, row.passage.spans[credit.span][2]] += credit.weight
            if abs(credit.weight) < LEAST:
                small[credit.span] = small.get(credit.span, 0.0) + credit.weight
            else:
                rows.append(_row(row, credit, starts, len(rows)))
        for span, weight in small.items():
            lump = _at_mention(row, span, weight, SMALLER)
            rows.append(_row(row, lump, starts, len(rows)))
    for (number, actor), value in lean_on_rest(values).items() if pooled else ():
        own = values[number, actor]
        if value == own:  # named in one paragraph only: nothing to lean on
            continue
        row = passages[number]
        span = next(i for i, found in enumerate(row.passage.spans) if found[2] == actor)
        why = f"borrowed from the rest of the article: {value:+.2f} in place of {own:+.2f}"
        loan = _row(row, _at_mention(row, span, value - own, why), starts, len(rows))
        rows.append(loan | {"label": BORROWED})
    return make_table("evidence", rows)


def _at_mention(row: Paragraph, span: int, weight: float, why: str) -> Credit:
    """Credit a mention with what rests on no single word."""
    mention = row.mentions[span]
    return Credit(span, mention.start - row.start, mention.end - row.start, weight, why)


def _row(
    row: Paragraph, credit: Credit, starts: list[tuple[int, int]], number: int
) -> dict[str, Any]:
    start = row.start + credit.start
    return {
        **stance_columns(row.mentions[credit.span]),
        # The sentence of the clue, which need not be that of the mention.
        "sentence": starts[bisect_right(starts, start, key=itemgetter(0)) - 1][1],
        "evidence": number,
        "cue": row.passage.text[credit.start : credit.end],
        "start": start,
        "end": row.start + credit.end,
        "weight": credit.weight,
        "why": credit.why,
    }
