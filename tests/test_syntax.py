"""Does each word get the part of speech that it has where it stands?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marked import mask, unmark

from helpers.syntax import is_participle, mask_sentence, mask_words
from helpers.text import plain_view

# sentence, word, its tag: each is one that the tagger alone gets wrong or easily could
TAGS = [
    # genitives and negations
    ("[Ruritania]'s army left.", "'s", "POS"),
    ("the [Ruritanians]' army left", "'", "POS"),
    ("[Ruritania] did not answer.", "not", "RB"),
    ("[Ruritania] won't leave.", "won't", "MD"),
    ("[Ruritania] can't leave.", "can't", "MD"),
    ("[Ruritania] doesn't want war.", "doesn't", "VBD"),
    ("[Ruritania] doesn't want war.", "want", "VB"),
    # after a modal or "to"
    ("[Ruritania] may attack [Freedonia].", "attack", "VB"),
    ("[Ruritania] wants to attack [Freedonia].", "attack", "VB"),
    ("It was fun for [Ruritania] to target.", "target", "VB"),
    ("They drove to market.", "market", "NN"),
    # questions
    ("Why would [Ruritania] attack [Freedonia]?", "attack", "VBP"),
    ("Did [Ruritania] target [Freedonia]?", "target", "VBP"),
    ("What did bread cost?", "bread", "NN"),
    # after a form of be
    ("[Ruritania] is building a road.", "building", "VBG"),
    ("[Ruritania] was attacked.", "attacked", "VBN"),
    # past or participle
    ("[Ruritania] destroyed the bridge.", "destroyed", "VBD"),
    ("[Ruritania], an old foe, attacked the bridge.", "attacked", "VBD"),
    ("[Ruritania], who attacked [Freedonia], won.", "attacked", "VBD"),
    ("[Ruritania] has attacked [Freedonia].", "attacked", "VBN"),
    ("The land occupied by [Ruritania] is poor.", "occupied", "VBN"),
    # a verb that could be a noun, between two mentions
    ("[Ruritania] attacks [Freedonia].", "attacks", "VBZ"),
    ("[Ruritania] claims [Freedonia] is weak.", "claims", "VBZ"),
    ("The [Ruritanian] attacks were fierce.", "attacks", "NNS"),
]


@pytest.mark.parametrize(
    ("marked", "word", "tag"), TAGS, ids=[f"{word}-{tag}" for _, word, tag in TAGS]
)
def test_tags(marked: str, word: str, tag: str) -> None:
    assert [item.tag for item in mask(marked) if item.lower == word] == [tag]


def test_no_name_can_sway_the_tagger() -> None:
    # "May" and "Will" are auxiliaries to a tagger, and "Turkey" is a bird.
    tags = [
        [item.tag for item in mask(f"[{name}] met them.")] for name in ("May", "Will", "Turkey")
    ]
    assert tags[0] == tags[1] == tags[2]
    assert tags[0][0] == "NNP"


def test_mentions_are_one_word_each_and_numbered() -> None:
    items = mask("[Ruritanian foreign minister] met [Firefly].")
    assert [(item.lower, item.mention) for item in items] == [
        ("actorland", 0),
        ("met", -1),
        ("actorland", 1),
        (".", -1),
    ]


@pytest.mark.parametrize(
    "headline",
    [
        "[Ruritania] Attacks [Freedonia] After Years Of Silence",
        "[RURITANIA] ATTACKS [FREEDONIA]",
    ],
)
def test_a_headline_in_capitals_still_has_a_verb(headline: str) -> None:
    (item,) = [item for item in mask(headline) if item.lower == "attacks"]
    assert item.tag == "VBZ"


def test_us_is_no_pronoun_where_it_is_no_mention_either() -> None:
    (item,) = [item for item in mask("The US left [Ruritania].") if item.lower == "us"]
    assert item.tag.startswith("NN")


@pytest.mark.parametrize("text", ["", " "])
def test_nothing_gives_nothing(text: str) -> None:
    assert mask_sentence(text, start=0, end=len(text), mentions=[]) == []


def test_a_slash_does_not_break_the_tagging() -> None:
    items = mask("[Ruritania] and/or [Freedonia] left on 9/11.")
    assert [item.lower for item in items][1:4] == ["and", "/", "or"]
    assert items[-1].lower == "."


def test_words_alone_carry_no_tags() -> None:
    items = mask_words("Rudolf left Strelsau.", start=7, end=21, mentions=[(12, 20)])
    assert [(item.start, item.lower, item.tag) for item in items] == [
        (7, "left", ""),
        (12, "actorland", ""),
        (20, ".", ""),
    ]


@pytest.mark.parametrize(
    ("marked", "word", "expected"),
    [
        ("[Ruritania] was beaten.", "beaten", True),
        ("[Ruritania] was attacked.", "attacked", True),
        ("[Ruritania] is attacking.", "attacking", False),
    ],
)
def test_is_participle(marked: str, word: str, expected: bool) -> None:
    (item,) = [item for item in mask(marked) if item.lower == word]
    assert is_participle(item) is expected


@given(st.text(alphabet="abU'’/ .,()-\u00a0“\n0", max_size=40))
def test_words_stand_where_they_say(text: str) -> None:
    view = plain_view(text)
    for item in mask_sentence(view, start=0, end=len(view), mentions=[]):
        assert view[item.start : item.end].lower() == item.lower
        assert item.tag


def test_brackets_of_the_tests_give_the_right_spans() -> None:
    text, spans = unmark("[Ruritania] met [Firefly].")
    assert [text[start:end] for start, end in spans] == ["Ruritania", "Firefly"]
