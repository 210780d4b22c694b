"""Is indirect speech cut out of its sentence, and are block quotations found?"""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.corpus import make_article
from helpers.errors import ArticleError
from helpers.voices import find_quotes, make_voices

OPENING = "It rained in Strelsau for a third day.\n\n"


def quotes_of(text: str) -> pd.DataFrame:
    article = make_article(OPENING + text)
    return find_quotes(article.paragraphs, text=article.text)


def indirect(text: str) -> list[tuple[str, str]]:
    """Reported words and speaker of each stretch of indirect speech."""
    quotes = quotes_of(text)
    found = quotes[quotes["kind"] == "indirect"]
    return list(zip(found["text"], found["speaker"], strict=True))


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("The envoy said that it was late.", "that it was late", "The envoy"),
        ("The envoy said it was late.", "it was late", "The envoy"),
        ("The envoy said on Monday that it was late.", "that it was late", "The envoy"),
        ("Ann Lee warned that his country would fall.", "that his country would fall", "Ann Lee"),
        ("Ann Lee told the crowd that it was late.", "that it was late", "Ann Lee"),
        ("It was far too late, the envoy said.", "It was far too late", "the envoy"),
        ("It was far too late, said Ann Lee.", "It was far too late", "Ann Lee"),
        ("It was late, according to Ann Lee.", "It was late", "Ann Lee"),
        ("According to Ann Lee, it was far too late.", "it was far too late", "Ann Lee"),
        ("Ann Lee asked whether it was late.", "whether it was late", "Ann Lee"),
        ("Ann Lee vowed to stay in Zenda.", "to stay in Zenda", "Ann Lee"),
        ("Ann Lee urged the king to leave.", "the king to leave", "Ann Lee"),
        ("He said it was “a very bad idea”.", "it was “a very bad idea”", "He"),
        ("I think that they are right.", "that they are right", "I"),
    ],
)
def test_indirect_speech_is_found(text: str, words: str, speaker: str) -> None:
    assert indirect(text) == [(words, speaker)]


def test_a_speaker_who_goes_on_has_two_stretches() -> None:
    assert indirect("Ann Lee said that it was late and added that it was cold.") == [
        ("that it was late", "Ann Lee"),
        ("that it was cold", "Ann Lee"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "It rained all day.",
        "The envoy said nothing.",
        "The envoy did not say that it was late.",
        "The report said to be lost was found.",
        "The envoy criticised the plan.",
        "The talks went on for a third day.",
        # All of it is quoted: speech, not indirect speech.
        "“It is late,” said the envoy.",
    ],
)
def test_what_reports_nothing_is_no_indirect_speech(text: str) -> None:
    assert indirect(text) == []


def test_indirect_speech_has_the_attitude_of_its_cue_and_the_author_s_voice() -> None:
    quotes = quotes_of("Ann Lee claimed that it was late. Bo admitted that it was cold.")
    assert quotes["reporting"].tolist() == ["distancing", "conceding"]
    voice = make_voices(quotes)
    assert {voice(offset) for offset in range(200)} == {"author"}


def test_a_block_below_a_colon_is_quoted_as_a_whole() -> None:
    quotes = quotes_of("In a letter, Ann Lee wrote:\n\nWe will stay. We will win.\n\nIt rained.")
    (row,) = quotes[quotes["kind"] == "speech"].itertuples()
    assert row.text == "We will stay. We will win."
    assert (row.speaker, row.closed, row.repaired) == ("Ann Lee", False, True)


def test_a_list_below_a_colon_is_quoted_to_its_end() -> None:
    quotes = quotes_of("Ann Lee wrote:\n\n1. Peace is near.\n2. Bread is dear.\n\nIt rained.")
    (row,) = quotes[quotes["kind"] == "speech"].itertuples()
    assert row.text == "Peace is near.\n2. Bread is dear."


@pytest.mark.parametrize(
    "text",
    ["There are two goals:\n\nPeace is near and dear to us.", "Ann Lee has two goals:\n\nPeace."],
)
def test_a_colon_without_a_cue_quotes_no_block(text: str) -> None:
    assert quotes_of(text).empty


WORDS = st.lists(
    st.sampled_from(
        "Ann Lee said that he , . : “ ” \" '' ' told saying according to the envoy and it was was "
        "late added who as put it - asked ? ! if not \n\n vowed".replace("\n\n", "¶").split(" ")
    ),
    min_size=1,
    max_size=40,
)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(WORDS)
def test_any_words_give_rows_that_hold(words: list[str]) -> None:
    text = OPENING + " ".join(words).replace("¶", "\n\n")
    try:
        article = make_article(text)
    except ArticleError:
        return
    quotes = find_quotes(article.paragraphs, text=article.text)
    assert quotes["start"].is_monotonic_increasing
    assert quotes["quote"].tolist() == list(range(len(quotes)))
    for kinds in (("speech", "scare", "term"), ("indirect",)):
        rows = quotes[quotes["kind"].isin(kinds)]
        assert (rows["end"].to_numpy()[:-1] <= rows["start"].to_numpy()[1:]).all()
    for row in quotes.itertuples():
        assert article.text[row.start : row.end] == row.text
        assert (row.speaker == "") == pd.isna(row.speaker_start)
        if row.speaker:
            assert article.text[row.speaker_start : row.speaker_end] == row.speaker
