"""Who gets how many words of a text? An analysis in; shares of the words by speaker out.

Words in quotation marks and indirect speech are kept apart: a report may quote nobody and yet pass
on what everyone says.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from helpers.analysis import Analysis
from helpers.schema import AUTHOR, iterate
from helpers.text import find_tokens, plain_view
from helpers.voices import make_voices

VOICES: Final = "article speaker actor direct indirect".split()


def share_voices(analysis: Analysis) -> Iterator[dict[str, Any]]:
    """Share out the words of a text among those who speak in it.

    Parameters
    ----------
    analysis
        From `analyse`.

    Yields
    ------
    dict
        One row per speaker, who has most words first, the author among them: article, speaker
        (label of the actor, else the words that name the speaker), actor (empty where no actor of
        the catalogue speaks), direct (share of the text's words that stand in quotation marks),
        indirect (share in indirect speech). What nobody else says is the author's, as direct.

    Examples
    --------
    >>> from helpers.analysis import analyse
    >>> from helpers.corpus import make_article
    >>> text = "Norway said that it would pay. “We will not,” said Sweden. It rained."
    >>> found = analyse(make_article(text), engine="lexical")
    >>> [(row["speaker"], round(row["direct"] + row["indirect"], 2)) for row in share_voices(found)]
    [('author', 0.46), ('Norway', 0.31), ('Sweden', 0.23)]
    """
    quotes = analysis.quotes
    voice = make_voices(quotes)
    told = [row for row in iterate(quotes) if row.kind == "indirect"]
    words: dict[str, list[int]] = {AUTHOR: [0, 0]}
    for row in iterate(analysis.sentences):
        for token in find_tokens(plain_view(row.text), offset=row.start):
            if not token.lower[0].isalnum():
                continue
            speaker, indirect = voice(token.start), 0
            if speaker == AUTHOR:
                around = [quote for quote in told if quote.start <= token.start < quote.end]
                if around:
                    speaker, indirect = around[-1].speaker_actor or around[-1].source, 1
            words.setdefault(speaker, [0, 0])[indirect] += 1
    total = max(sum(map(sum, words.values())), 1)
    labels = dict(zip(analysis.actors["actor"], analysis.actors["label"], strict=True))
    for speaker, (direct, indirect) in sorted(words.items(), key=lambda item: -sum(item[1])):
        yield {
            "article": analysis.article.id,
            "speaker": labels.get(speaker, speaker),
            "actor": speaker if speaker in labels else "",
            "direct": direct / total,
            "indirect": indirect / total,
        }
