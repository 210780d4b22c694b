"""Is a pronoun, a surname or a noun given the name that the text gave before?"""

from __future__ import annotations

import pytest

from helpers.corpus import make_article
from helpers.voices import find_quotes, make_voices, name_voice

OPENING = "It rained in Strelsau for a third day.\n\n"


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("“We stay,” said Ann Lee. “We win,” she added.", ["Ann Lee", "Ann Lee"]),
        ("“We stay,” said Ann Lee. “We win,” Lee added.", ["Ann Lee", "Ann Lee"]),
        ("Ann Lee left the room. “We stay,” she said.", ["Ann Lee"]),
        ("“We stay,” said the envoys. “We win,” they added.", ["the envoys", "the envoys"]),
        ("“We stay,” said an envoy of the king. “We win,” said the envoy.",
         ["an envoy of the king", "an envoy of the king"]),
        # In an op-ed "I" and "we" are the author; a pronoun without a name stays.
        ("“We stay,” said Ann Lee. “We win,” I said.", ["Ann Lee", "I"]),
        ("“We stay,” he said.", ["he"]),
    ],
)  # fmt: skip
def test_sources_are_named(text: str, sources: list[str]) -> None:
    article = make_article(OPENING + text)
    quotes = find_quotes(article.paragraphs, text=article.text)
    assert quotes["source"].tolist() == sources


def test_a_name_is_forgotten_after_two_blocks() -> None:
    text = OPENING + "“We stay,” said Ann Lee.\n\n" + "It rained.\n\n" * 3 + "“We win,” she said."
    article = make_article(text)
    assert find_quotes(article.paragraphs, text=article.text)["source"].tolist()[-1] == "she"


def test_the_voice_is_the_source_s() -> None:
    article = make_article(OPENING + "“We stay,” said Ann Lee. “We win,” she added. I said “No.”")
    voice = make_voices(find_quotes(article.paragraphs, text=article.text))
    assert voice(article.text.index("win")) == "ann lee"
    assert voice(article.text.index("No.")) == "author"
    assert name_voice("they") == "unattributed"
