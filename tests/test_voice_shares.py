"""Are the words of a text shared out among those who speak, and do they add up?"""

from __future__ import annotations

from typing import Any

import pytest

from helpers.analysis import analyse
from helpers.corpus import make_article
from helpers.voice_shares import VOICES, share_voices


def shares_of(text: str, cast: Any) -> dict[str, tuple[float, float]]:
    found = analyse(make_article(text), actors=cast, engine="lexical")
    rows = list(share_voices(found))
    assert all(list(row) == VOICES for row in rows)
    assert sum(row["direct"] + row["indirect"] for row in rows) == pytest.approx(1)
    return {row["speaker"]: (row["direct"], row["indirect"]) for row in rows}


def test_marks_and_indirect_speech_are_kept_apart(make_actors: Any) -> None:
    text = (
        "“We shall build the bridge,” said Rudolf. "
        "Freedonia said that it would not pay. "
        "It rained all day."
    )
    shares = shares_of(text, make_actors())
    assert shares["Ruritania"] == (5 / 18, 0)
    assert shares["Freedonia"] == (0, 5 / 18)
    assert shares["author"] == (8 / 18, 0)


def test_a_speaker_without_an_actor_keeps_the_words_that_name_it(make_actors: Any) -> None:
    text = "“Ruritania lied to us,” said the miller. Nobody else came to the bridge."
    shares = shares_of(text, make_actors())
    assert [name for name in shares if "miller" in name]
    assert shares["author"][0] > 0.5


def test_marks_inside_indirect_speech_count_as_marks(make_actors: Any) -> None:
    text = "Firefly said that Freedonia would “act very strongly indeed” if it rained again."
    direct, indirect = shares_of(text, make_actors())["Freedonia"]
    assert direct == 4 / 13
    assert indirect > 0


def test_a_text_that_quotes_nobody_is_its_authors(make_actors: Any) -> None:
    assert shares_of("Ruritania met Freedonia.", make_actors()) == {"author": (1.0, 0.0)}
