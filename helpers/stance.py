"""How favourable is the text to each actor, and which words make it so? Evidence out.

The `lexical` engine: each cue of `lexicons/stance.csv` says what an event tells of who does it
and of whom it is done to, or how a word describes someone. A cue is credited to a mention by the
part that the mention plays; negation, possibility, questions and scare quotes change its weight.
Each weight is a product that a reader can redo by hand, written out in `why`.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from helpers.crediting import Reading, StanceSettings
from helpers.cues import bundled_index, index_cues
from helpers.events import find_events, find_nominals
from helpers.schema import group_rows, iterate, make_table
from helpers.syntax import mask_sentence, spans_within
from helpers.text import plain_view

__all__ = ["StanceSettings", "find_stance"]


def find_stance(
    sentences: pd.DataFrame,
    *,
    mentions: pd.DataFrame,
    quotes: pd.DataFrame | None = None,
    actors: pd.DataFrame | None = None,
    lexicon: pd.DataFrame | None = None,
    settings: StanceSettings | None = None,
) -> pd.DataFrame:
    """Find the words that favour an actor or tell against it.

    Parameters
    ----------
    sentences, mentions
        Tables of the schema; mentions with their voices.
    quotes
        Table of the schema; cues inside scare quotes are turned round.
    actors
        The catalogue; from its kinds the engine knows which actors are armed groups.
    lexicon
        A stance word list, from `load_lexicon("stance")`; the bundled one where left out.
    settings
        Factors for roles, negation and the like.

    Returns
    -------
    pandas.DataFrame
        One row per cue and mention that it is credited to, columns of the table `evidence`;
        `measure` is stance, `weight` is in [-1, 1], above 0 favourable.

    Notes
    -----
    Names are masked before a sentence is read, so that only the words around an actor count.
    A mention that is a mere place gets nothing. Known failures: irony without scare quotes, and
    attitudes that rest on what an earlier sentence said.

    Examples
    --------
    >>> from helpers.corpus import make_article
    >>> from helpers.actors import find_mentions
    >>> from helpers.schema import make_table
    >>> rows = [{"actor": name.lower(), "label": name, "kind": "state", "bloc": "", "alias": name,
    ...          "form": "name"} for name in ("Ruritania", "Freedonia")]
    >>> article = make_article("Freedonia was invaded by Ruritania.")
    >>> mentions = find_mentions(article.sentences, actors=make_table("actors", rows))
    >>> found = find_stance(article.sentences, mentions=mentions)
    >>> found[["actor", "cue", "weight"]].values.tolist()
    [['ruritania', 'invaded', -0.5], ['freedonia', 'invaded', 0.24]]
    """
    index = bundled_index("stance") if lexicon is None else index_cues(lexicon)
    settings = settings or StanceSettings()
    scare = _scare_spans(quotes)
    fighters = (
        set() if actors is None else set(actors.loc[actors["kind"] == "armed_group", "actor"])
    )
    named = group_rows(mentions, by="sentence")
    rows: list[dict[str, Any]] = []
    for sentence in iterate(sentences):
        inside = named.get(sentence.sentence, [])
        if not inside:
            continue
        view = plain_view(sentence.text)
        spans = spans_within(inside, start=sentence.start)
        marks = {at - sentence.start for a, b in scare for at in (a, b - 1)}
        # Scare quotes do not part a word from what it stands before: the “brave” army.
        items = [
            item
            for item in mask_sentence(view, start=0, end=len(view), mentions=spans)
            if item.start not in marks
        ]
        armed = frozenset(i for i, mention in enumerate(inside) if mention.actor in fighters)
        reading = Reading(items, find_events(items), find_nominals(items), settings, view, armed)
        for hit, credit in reading.credits(index):
            mention = inside[credit.mention]
            if mention.role == "place":
                continue
            start, end = items[hit.first].start, items[hit.last - 1].end
            weight, factors = credit.weight, credit.factors
            if any(a <= sentence.start + start < b for a, b in scare):
                weight, factors = weight * settings.scare, (*factors, f"scare {settings.scare:+g}")
            rows.append(
                {
                    "article": sentence.article,
                    "paragraph": sentence.paragraph,
                    "sentence": sentence.sentence,
                    "evidence": len(rows),
                    "measure": "stance",
                    "label": "",
                    "cue": sentence.text[start:end],
                    "start": sentence.start + start,
                    "end": sentence.start + end,
                    "weight": round(weight, 4),
                    "mention": mention.mention,
                    "actor": mention.actor,
                    "voice": mention.voice,
                    "why": " × ".join((credit.part, *factors)),
                }
            )
    return make_table("evidence", rows)


def _scare_spans(quotes: pd.DataFrame | None) -> list[tuple[int, int]]:
    if quotes is None:
        return []
    scare = quotes[quotes["kind"] == "scare"]
    return list(zip(scare["start"], scare["end"], strict=True))
