"""Check whose words are whose: speech, scare quotes and terms, speakers, voices."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from helpers.actors import find_mentions
from helpers.analysis import Analysis
from helpers.corpus import make_article
from helpers.schema import make_table
from helpers.voices import assign_voices, find_quotes, make_voices, name_speakers

OPENING = "The talks went on for a third day.\n\n"
MakeActors = Callable[..., pd.DataFrame]


def quotes_of(text: str) -> pd.DataFrame:
    article = make_article(OPENING + text)
    return find_quotes(article.paragraphs, text=article.text)


def voices_of(text: str, actors: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Quotes with their speakers, mentions with their voices."""
    article = make_article(OPENING + text)
    mentions = find_mentions(article.sentences, actors=actors)
    quotes = find_quotes(article.paragraphs, text=article.text, mentions=mentions)
    quotes = name_speakers(quotes, mentions=mentions)
    return quotes, assign_voices(mentions, quotes=quotes)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        # Speech: a cue beside it, a whole sentence, seven words and more, or a mark supplied.
        ("“We stay,” said Rudolf.", "speech"),
        ("The wall read all night: “We stay here.”", "speech"),
        ("They want “to go on as if nothing had happened” there.", "speech"),
        ("They wrote “we stay here for ever", "speech"),
        ("Rudolf promised “very strong” action.", "speech"),
        # Scare quotes: up to three words without a cue, or a word that casts doubt.
        ("Their “reform” has failed.", "scare"),
        ("The “regime change” has failed.", "scare"),
        ("Their ‘reform’ has failed.", "scare"),
        ("The “bad guy” has failed.", "scare"),
        ("Their “Oz aid” has failed.", "scare"),  # a name does not make a title, short or long
        ("Their “Ruritania aid” has failed.", "scare"),
        ("The so-called “Free Army of the North” fled.", "scare"),
        ("The self-styled “king” fled.", "scare"),
        # Terms: longer fragments, capitalised names, words introduced as words.
        ("The deal “to rebuild the army” was signed.", "term"),
        ("The ship “Black Pearl” sank.", "term"),
        ("The ship “Queen of the Sea” sank.", "term"),
        ("A bird known as “bear” sings.", "term"),
        ("They coined the term “bear” then.", "term"),
        ("The film is called “bear” there.", "term"),
    ],
)
def test_speech_scare_quotes_and_terms(text: str, kind: str) -> None:
    quotes = quotes_of(text)
    assert quotes["kind"].tolist() == [kind]
    if kind != "speech":
        assert quotes["speaker"].tolist() == [""]
        assert quotes["cue"].tolist() == [""]


def test_a_floating_quotation_goes_to_the_last_speaker() -> None:
    quotes = quotes_of("“We stay,” said Rudolf. “Nobody will ever move us.” It rained.")
    assert quotes["speaker"].tolist() == ["Rudolf", "Rudolf"]
    assert quotes["cue"].tolist() == ["said", ""]


def test_the_second_half_of_a_broken_quotation_has_the_same_speaker() -> None:
    quotes = quotes_of("“We stay,” said Rudolf, “and nobody will ever move us away.”")
    assert quotes["speaker"].tolist() == ["Rudolf", "Rudolf"]


def test_a_floating_quotation_without_any_speaker_before_has_none() -> None:
    quotes = quotes_of("“Nobody will ever move us.” It rained. “Nobody will ever move them.”")
    assert quotes["kind"].tolist() == ["speech", "speech"]
    assert quotes["speaker"].tolist() == ["", ""]


@pytest.mark.parametrize(
    "between", ["\n\nIt rained.\n\nIt snowed.\n\n", " " + "It rained on and on. " * 25]
)
def test_a_speaker_is_forgotten_after_a_while(between: str) -> None:
    quotes = quotes_of(f"“We stay,” said Rudolf.{between}“Nobody will ever move us.”")
    assert quotes["speaker"].tolist() == ["Rudolf", ""]


def test_a_quotation_over_paragraphs_is_placed_in_the_first() -> None:
    quotes = quotes_of("“We stay.\n\n“We fight.\n\n“We win,” said Rudolf.")
    assert quotes["paragraph"].tolist() == [1]
    assert quotes["speaker"].tolist() == ["Rudolf"]
    assert quotes["closed"].tolist() == [True]


def test_a_text_without_marks_has_no_quotation() -> None:
    assert quotes_of("It rained.").empty


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("“We won’t go,” said Rudolf.", ["ruritania"]),
        ("“We won’t go,” said Ruritanian leaders.", ["ruritania"]),
        # A pronoun goes to the speaker before; without one it stays open.
        ("“We won’t go,” said Rudolf. “We never will,” he added.", ["ruritania", "ruritania"]),
        ("“We won’t go,” he said.", [""]),
        # Two actors, nobody known, or a mere place: unnamed.
        ("“We won’t go,” said Rudolf and Firefly.", [""]),
        ("“We won’t go,” said the minister.", [""]),
        ("“We won’t go,” said a farmer in Freedonia.", [""]),
        # A place with its officials stands for its government.
        ("“We won’t go,” said officials in Freedonia.", ["freedonia"]),
        ("Decision makers in Freedonia said “We won’t go there.”", ["freedonia"]),
        # Scare quotes have no speaker.
        ("Rudolf spoke. Their “reform” has failed.", [""]),
    ],
)
def test_speakers_are_actors_where_exactly_one_is_named(
    text: str, speakers: list[str], make_actors: MakeActors
) -> None:
    quotes, _ = voices_of(text, make_actors())
    assert quotes["speaker_actor"].tolist() == speakers


def test_mentions_speak_in_the_voice_that_they_stand_in(make_actors: MakeActors) -> None:
    _, mentions = voices_of(
        "Sylvania slept. “Freedonia is weak,” said Rudolf. The sources said: “Ruritania is strong.”"
        " “Sylvania,” it was “Freedonia” again.",
        make_actors(),
    )
    found = mentions["voice"].tolist()
    assert found == [
        "author",
        "ruritania",
        "author",
        "sources",
        "author",
        "author",
    ]


@pytest.mark.parametrize(
    ("speaker", "voice"),
    [
        ("the sources", "sources"),
        ("Other Western  diplomats", "western diplomats"),
        ("he", "unattributed"),
        ("", "unattributed"),
        ("the", "the"),
        # Names of voices are the schema's own and cannot be a speaker's.
        ("the author", "unattributed"),
        ("all", "unattributed"),
        ("All", "unattributed"),
        ("the quoted", "unattributed"),
    ],
)
def test_a_voice_is_named_by_the_speaker_s_words(speaker: str, voice: str) -> None:
    row = {
        "article": "a",
        "paragraph": 0,
        "quote": 0,
        "kind": "speech",
        "speaker": speaker,
        "speaker_start": None,
        "speaker_end": None,
        "speaker_actor": "",
        "source": "",
        "cue": "",
        "reporting": "",
        "utterance": 0,
        "direct": True,
        "start": 10,
        "end": 20,
        "text": "“" + "x" * 8 + "”",
        "closed": True,
        "repaired": False,
    }
    at = make_voices(make_table("quotes", [row]))
    assert [at(offset) for offset in (9, 10, 19, 20)] == ["author", voice, voice, "author"]


def test_scare_quotes_and_terms_do_not_change_the_voice() -> None:
    quotes = quotes_of("Their “reform” and the deal “to rebuild the army” failed.")
    assert quotes["kind"].tolist() == ["scare", "term"]
    voice = make_voices(quotes)
    assert {voice(offset) for offset in range(200)} == {"author"}


# ---------------------------------------------------------------- the real article


def only(quotes: pd.DataFrame, words: str) -> pd.Series:
    marked = quotes[quotes["kind"] != "indirect"]
    (row,) = (row for _, row in marked.iterrows() if words in row["text"])
    return row


def test_the_article_s_long_quotation_is_one_row_of_the_sources(analysis: Analysis) -> None:
    labels = analysis.paragraphs.set_index("paragraph")["label"]
    row = only(analysis.quotes, "doesn’t give a damn")
    assert (labels[row["paragraph"]], row["speaker"], row["cue"]) == ("8", "The sources", "said")
    ends_in = analysis.paragraphs[analysis.paragraphs["end"] >= row["end"]].iloc[0]
    assert (ends_in["label"], ends_in["end"]) == ("9", row["end"] + 1)  # the full stop follows
    items = analysis.paragraphs[analysis.paragraphs["label"].isin(["8.1", "8.2", "8.3"])]
    assert (items["kind"] == "list_item").all()
    assert ((items["start"] > row["start"]) & (items["end"] < row["end"])).all()
    assert (row["closed"], row["repaired"]) == (True, False)


def test_the_article_s_lost_opening_mark_is_supplied(analysis: Analysis) -> None:
    row = only(analysis.quotes, "Rouhani in Tehran")
    home = analysis.paragraphs.set_index("paragraph").loc[row["paragraph"]]
    assert row["start"] == home["start"]
    assert (row["kind"], row["speaker"], row["repaired"]) == ("speech", "sources", True)


@pytest.mark.parametrize(
    ("words", "kind", "actor"),
    [
        ("“regime change”", "scare", ""),
        ("“to rebuild the Syrian Army”", "term", ""),
        ("“act very strongly”", "speech", "us"),
        ("The US establishment is ready", "speech", "russia"),
        ("To date, Turkey has failed", "speech", "syria"),
        ("On more than one occasion", "speech", ""),
    ],
)
def test_the_article_s_quotations(analysis: Analysis, words: str, kind: str, actor: str) -> None:
    row = only(analysis.quotes, words)
    assert (row["kind"], row["speaker_actor"]) == (kind, actor)


def test_the_article_s_speakers_are_voices_of_their_mentions(analysis: Analysis) -> None:
    text, mentions = analysis.article.text, analysis.mentions
    putin = text.index("The US establishment is ready")
    katz = text.index("Yisrael Katz")
    sources = text.index("Russia has supplied additional")
    voice = make_voices(analysis.quotes)
    assert (voice(putin), voice(katz), voice(sources)) == ("russia", "author", "sources")
    assert mentions.set_index("start").loc[sources, "voice"] == "sources"
