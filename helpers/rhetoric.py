"""How firmly, and by what devices, is it said? Sentences in; evidence of devices out.

Hedges, boosters, modality, attitude markers, judging verbs, presupposition, contrast and metaphor
are found by the cues of `lexicons/devices.csv`; rhetorical questions by their wording; scare
quotes by `helpers.voices`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from helpers.labelled import choose_indexes, find_labelled
from helpers.schema import AUTHOR, group_rows, iterate, make_table
from helpers.text import is_rhetorical, plain_view


def find_devices(
    sentences: pd.DataFrame,
    *,
    mentions: pd.DataFrame,
    quotes: pd.DataFrame,
    lexicon: pd.DataFrame | None = None,
    voice: Callable[[int], str] | None = None,
) -> pd.DataFrame:
    """Find rhetorical devices.

    Parameters
    ----------
    sentences, mentions, quotes
        Tables of the schema.
    lexicon
        A list of devices, from `load_lexicon("devices")`; the bundled one where left out.
    voice
        From `make_voices`; whose words stand at an offset. All the author's where left out.

    Returns
    -------
    pandas.DataFrame
        One row per device found, in order of the text, columns of the table `evidence`; `measure`
        is device, `label` which one, `weight` 1.

    Notes
    -----
    Hedges, boosters and attitude markers are those of Hyland's metadiscourse (2005); the lists are
    our own. Cues count by wording alone: "may" in "may God forbid" is taken for a modal.

    Examples
    --------
    >>> from helpers.corpus import make_article
    >>> from helpers.schema import make_table
    >>> article = make_article("Why would they bomb their own city?")
    >>> found = find_devices(article.sentences, mentions=make_table("mentions", []),
    ...                      quotes=make_table("quotes", []))
    >>> "rhetorical_question" in set(found["label"])
    True
    """
    indexes = choose_indexes("devices", column="device", lexicon=lexicon)
    voice = voice or (lambda offset: AUTHOR)
    named = group_rows(mentions, by="sentence")
    scare = [row for row in iterate(quotes) if row.kind == "scare"]
    rows: list[dict[str, Any]] = []
    for sentence in iterate(sentences):
        view = plain_view(sentence.text)
        found: list[tuple[int, int, str, str]] = []
        if is_rhetorical(view):
            found.append((0, len(view), "rhetorical_question", "a question put for effect"))
        for quote in scare:
            if sentence.start <= quote.start < sentence.end:
                first = quote.start - sentence.start
                last = min(first + len(quote.text), len(view))
                found.append((first, last, "scare_quote", "scare quotes"))
        inside = named.get(sentence.sentence, [])
        for first, last, device, hit in find_labelled(
            view, start=sentence.start, mentions=inside, indexes=indexes
        ):
            if sentence.text[first:last] == "May" and hit.first:
                continue  # the month
            found.append((first, last, device, f"listed as “{hit.cues[0].cue}”"))
        rows += [
            {
                "article": sentence.article,
                "paragraph": sentence.paragraph,
                "sentence": sentence.sentence,
                "measure": "device",
                "label": device,
                "cue": sentence.text[start:end],
                "start": sentence.start + start,
                "end": sentence.start + end,
                "weight": 1.0,
                "mention": None,
                "actor": "",
                "voice": voice(sentence.start + start),
                "why": why,
            }
            for start, end, device, why in sorted(set(found))
        ]
    return make_table("evidence", [row | {"evidence": number} for number, row in enumerate(rows)])
